// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoldenCases
import NetModel

/// A network and mount namespace of its own, with veths for NICs, in which scripts run beside the built program.
enum Namespace {
  /// What a script printed, and how it ended.
  struct Outcome {
    let status: Int32
    let output: String
    let complaints: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  /// Why there can be none; nil where there can.
  static let refusal: String? = {
    guard let outcome = try? run("ip link add p0 type veth peer name p1") else { return "there is no unshare(1)" }
    return outcome.status == 0 ? nil : "no network namespace with a veth can be made: \(outcome.complaints)"
  }()

  /// Whether there can be one; says loudly on standard error why not.
  static let isAvailable: Bool = {
    guard let refusal else { return true }
    FileHandle.standardError.write(Data("SKIPPED: tests on the running kernel need root: \(refusal)\n".utf8))
    return false
  }()

  /// The built program, beside the test bundle where the package manager puts both.
  static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "swinit-net").path

  /// Runs a script of bash, with its own view of the kernel, 30 seconds at most.
  static func run(_ script: String) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // Who is not root may be it within a namespace, where the kernel lets them.
    let user = geteuid() == 0 ? [] : ["-r"]
    process.arguments =
      ["timeout", "30", "unshare"] + user + ["-m", "-n", "--propagation", "private", "bash", "-euc", script]
    let (output, complaints) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = complaints
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let errors = complaints.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
      complaints: String(decoding: errors, as: UTF8.self))
  }

  /// A script that sets a plan up with ip(8), as a consumer of our files would.
  static func setUp(_ plan: NetworkPlan) -> String {
    var lines = ["mount -t tmpfs none /run; cp /dev/null /run/resolv.conf"]
    for (index, link) in plan.links.enumerated() {
      let address = link.nic?.macAddress.map { "address \($0) " } ?? ""
      lines.append("ip link add \(link.name) \(address)type veth peer name peer\(index)")
      lines.append("echo 0 >/proc/sys/net/ipv6/conf/\(link.name)/accept_ra")
      if let mtu = link.mtu { lines.append("ip link set \(link.name) mtu \(mtu)") }
      lines.append("ip link set peer\(index) up; ip link set \(link.name) up")
      lines += link.addresses.map { "ip address add \($0) dev \(link.name)\($0.family == .v6 ? " nodad" : "")" }
      lines += link.routes.map { route(of: $0, link) }
      lines += link.nameServers.map { "echo nameserver \($0) >>/run/resolv.conf" }
    }
    let domains = plan.links.flatMap(\.searchDomains).map(\.text).joined(separator: " ")
    if !domains.isEmpty { lines.append("echo search \(domains) >>/run/resolv.conf") }
    lines.append("mount --bind /run/resolv.conf /etc/resolv.conf")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func route(of route: Route, _ link: Link) -> String {
    let gateway = route.gateway.map { " via \($0)\(route.isOnLink ? " onlink" : "")" } ?? ""
    let metric = route.metric.map { " metric \($0)" } ?? ""
    return "ip route add \(route.destination)\(gateway) dev \(link.name)\(metric)"
  }
}
