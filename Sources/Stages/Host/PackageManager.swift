// SPDX-License-Identifier: Apache-2.0

import LocalStage

/// A program that installs packages, and how it is called so that it asks nothing.
struct PackageManager: Hashable, Sendable {
  /// The program.
  let program: String
  /// The name under which settings list packages of it.
  let key: String
  /// The distributions (`ID` of os-release) that it is the first choice of.
  let distributions: Set<String>
  /// Options that stand before the command.
  var options: [String] = []
  /// The command that reads what packages there are.
  let refresh: [String]
  /// The command that brings all packages up to date.
  let upgrade: [String]
  /// The command that installs those that are named after it.
  let install: [String]
  /// What stands between a name and a version.
  let versionSign: String
  /// Whether what packages there are is to be read before any are installed.
  var refreshesFirst = true
  /// Variables.
  var environment: [String: String] = [:]
  /// Exit statuses that are well.
  var goodStatuses: Set<Int32> = [0]

  /// All that we know; of several that are installed the first counts, unless the distribution prefers another.
  static let all = [
    PackageManager(
      program: "apt-get", key: "apt", distributions: ["debian", "ubuntu", "devuan", "raspbian"],
      options: [
        "--option=Dpkg::Options::=--force-confold", "--option=DPkg::Lock::Timeout=600", "--assume-yes", "--quiet",
      ],
      refresh: ["update"], upgrade: ["dist-upgrade"], install: ["install"], versionSign: "=",
      environment: ["DEBIAN_FRONTEND": "noninteractive"]),
    PackageManager(
      program: "dnf", key: "dnf",
      distributions: ["fedora", "rhel", "centos", "rocky", "almalinux", "ol", "cloudlinux"],
      options: ["-y"], refresh: ["makecache"], upgrade: ["upgrade"], install: ["install"], versionSign: "-",
      refreshesFirst: false),
    PackageManager(
      program: "tdnf", key: "tdnf", distributions: ["photon", "azurelinux", "mariner"], options: ["-y"],
      refresh: ["makecache"], upgrade: ["upgrade"], install: ["install"], versionSign: "-", refreshesFirst: false),
    PackageManager(
      program: "yum", key: "yum", distributions: ["amzn"], options: ["-y"], refresh: ["makecache"],
      upgrade: ["upgrade"], install: ["install"], versionSign: "-", refreshesFirst: false),
    PackageManager(
      program: "zypper", key: "zypper", distributions: ["opensuse-tumbleweed", "opensuse-leap", "sles"],
      options: ["--non-interactive", "--gpg-auto-import-keys"], refresh: ["refresh"],
      upgrade: ["update", "--auto-agree-with-licenses"],
      // Without --oldpackage it leaves a newer version as it is and calls that well.
      install: ["install", "--auto-agree-with-licenses", "--oldpackage"], versionSign: "=",
      // Another that runs is waited for: seconds.
      environment: ["ZYPP_LOCK_TIMEOUT": "600"],
      // 100 to 103 tell what else is to be done, such as a reboot (zypper(8), EXIT CODES).
      goodStatuses: [0, 100, 101, 102, 103]),
    PackageManager(
      program: "apk", key: "apk", distributions: ["alpine"], refresh: ["update"], upgrade: ["upgrade"],
      install: ["add"], versionSign: "="),
    PackageManager(
      program: "pacman", key: "pacman", distributions: ["arch"], options: ["--noconfirm"], refresh: ["-Sy"],
      upgrade: ["-Su"], install: ["-S", "--needed"], versionSign: "="),
  ]

  /// The one of a host; nil where it has none of them.
  static func of(_ programs: Programs, distribution: String?) -> PackageManager? {
    let installed = all.filter { programs.path(of: $0.program) != nil }
    return installed.first { manager in distribution.map { manager.distributions.contains($0) } ?? false }
      ?? installed.first
  }

  /// A call of it; installing takes long on a slow network.
  func call(_ command: [String], _ packages: [String] = []) -> Invocation {
    var call = Invocation(arguments: [program] + options + command + packages)
    call.environment = environment
    call.goodStatuses = goodStatuses
    call.timeout = 3600
    return call
  }
}
