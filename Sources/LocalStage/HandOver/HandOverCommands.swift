// SPDX-License-Identifier: Apache-2.0

import NetModel

/// What makes a running consumer take other files than those it started with.
struct HandOverCommands: Hashable, Sendable {
  /// Programs to run before the files are replaced.
  var before: [Command] = []
  /// Programs to run afterwards.
  var after: [Command] = []

  init(of plan: NetworkPlan, renderer: String, programs: Programs) {
    func command(_ name: String, _ arguments: [String]) -> Command? {
      programs.path(of: name).map { Command(words: ["/\($0)"] + arguments) }
    }
    let nics = plan.links.compactMap(\.nic?.name.text)
    switch renderer {
    case "eni":
      // A NIC that nobody answers is still being brought up, for a minute or more, and ifdown would wait for that. What is
      // up is taken down by ifdown, which reads the files that brought it up; then the units have nothing left to do.
      let units = nics.map { "ifup@\($0).service" }
      before = [
        command("systemctl", ["kill"] + units), command("ifdown", ["--force"] + nics),
        command("systemctl", ["stop"] + units),
      ].compactMap(\.self)
      after = [command("ifup", ["-a"])].compactMap(\.self)
    case "netplan": after = [command("netplan", ["apply"])].compactMap(\.self)
    case "networkd":
      // networkctl reload needs D-Bus, which a small system does not have; addresses stay over a restart.
      after = [command("systemctl", ["restart", "systemd-networkd.service"])].compactMap(\.self)
    case "keyfile":
      let up = plan.links.map { ["--wait", "30", "connection", "up", "id", "swinit-\($0.name)"] }
      after = ([["connection", "reload"]] + up).compactMap { command("nmcli", $0) }
    case "ifcfg":
      let up = plan.links.filter { $0.bond == nil }.map(\.name.text)
      before = nics.compactMap { command("ifdown", [$0]) }
      after = up.compactMap { command("ifup", [$0]) }
    default: break
    }
  }
}
