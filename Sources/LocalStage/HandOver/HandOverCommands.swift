// SPDX-License-Identifier: Apache-2.0

import NetModel

/// What makes a running consumer take other files than those it started with.
struct HandOverCommands: Sendable {
  /// Programs to run before the files are replaced.
  private(set) var before: [Command] = []
  /// Programs to run afterwards.
  private(set) var after: [Command] = []
  /// Programs that bring back what `before` took down, where the files could not be replaced.
  private(set) var back: [Command] = []
  /// The names of programs that would have to run, and are not installed.
  private(set) var missing: [String] = []

  private let programs: Programs

  init(of plan: NetworkPlan, renderer: String, programs: Programs) {
    self.programs = programs
    switch renderer {
    case "eni": useIfupdown(plan)
    case "netplan": after = needed("netplan", ["apply"])
    case "networkd":
      // networkctl reload needs D-Bus, which a small system does not have; addresses stay over a restart.
      after = needed("systemctl", ["restart", "systemd-networkd.service"])
    case "keyfile": useNetworkManager(plan.links.map { "swinit-\($0.name)" })
    case "ifcfg" where programs.path(of: "ifup") == nil:
      // A profile of ifcfg without a name of its own gets this one (nm-settings-ifcfg-rh(5), NAME).
      useNetworkManager(plan.links.filter { $0.bond == nil }.map { "System \($0.name)" })
    case "ifcfg": useInitscripts(plan)
    default: break
    }
  }

  private mutating func useIfupdown(_ plan: NetworkPlan) {
    let nics = plan.nicNames
    let units = nics.map { "ifup@\($0).service" }
    // A NIC that nobody answers is still being brought up, for a minute or more, and ifdown would wait for that. What is up
    // is taken down by ifdown, which reads the files that brought it up; then the units have nothing left to do.
    before =
      wanted("systemctl", ["kill"] + units) + needed("ifdown", ["--force"] + nics)
      + wanted("systemctl", ["stop"] + units)
    after = needed("ifup", ["-a"])
    // Those of the fallback are started by themselves, not with the others.
    back = wanted("ifup", ["-a", "--allow=hotplug"])
  }

  private mutating func useInitscripts(_ plan: NetworkPlan) {
    before = plan.nicNames.flatMap { needed("ifdown", [$0]) }
    after = plan.links.filter { $0.bond == nil }.flatMap { needed("ifup", [$0.name.text]) }
    back = plan.nicNames.flatMap { wanted("ifup", [$0]) }
  }

  private mutating func useNetworkManager(_ profiles: [String]) {
    let up = profiles.map { ["--wait", "30", "connection", "up", "id", $0] }
    after = ([["connection", "reload"]] + up).flatMap { needed("nmcli", $0) }
  }

  /// A call of a program that does nothing where it is not installed.
  private func wanted(_ name: String, _ arguments: [String]) -> [Command] {
    programs.path(of: name).map { [Command(words: ["/\($0)"] + arguments)] } ?? []
  }

  /// A call of a program without which nothing comes of the rest.
  private mutating func needed(_ name: String, _ arguments: [String]) -> [Command] {
    let found = wanted(name, arguments)
    if found.isEmpty, !missing.contains(name) { missing.append(name) }
    return found
  }
}

extension NetworkPlan {
  /// The names that the NICs of the plan have now.
  fileprivate var nicNames: [String] { links.compactMap(\.nic?.name.text) }
}
