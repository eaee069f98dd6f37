// SPDX-License-Identifier: Apache-2.0

import NetInput

/// Shuts the host down or boots it anew when all is done (cloud-init's reference, module "Power State Change").
enum PowerStateChange: Module {
  static let name = "power_state_change"
  static let frequency = Frequency.oncePerInstance

  /// The options of shutdown(8); that of sysvinit takes `-H` and `-P` with `-h` only, and systemd's does not mind.
  private static let options = ["halt": ["-h", "-H"], "poweroff": ["-h", "-P"], "reboot": ["-r"]]

  static func plan(_ context: ModuleContext) -> ModulePlan {
    var plan = ModulePlan()
    guard let node = context.settings[path: "power_state"] else { return plan }
    guard let command = command(node, &plan), let condition = condition(node, &plan) else {
      plan.warn("power_state is ignored: the host stays on")
      return plan
    }
    guard condition.flag != false else { return plan }
    guard context.programs.path(of: "shutdown") != nil else {
      plan.warn("shutdown is not installed: the host stays on")
      return plan
    }
    let path = context.instanceDirectory + "/power-state"
    let check = condition.flag == true ? nil : ShellCommands.line(condition)
    plan.write(FileWrite(path, text: script(command, check, seconds: seconds(node, &plan)), mode: 0o700))
    // The script outlives the process that runs modules, which is the shell's parent and for whose end it waits.
    plan.run(Invocation("/bin/sh", "-c", "\"$0\" \"$PPID\" </dev/null &", path))
    return plan
  }

  private static func command(_ node: YAMLNode, _ plan: inout ModulePlan) -> [String]? {
    let mode = node.entries == nil ? nil : plan.text("mode", in: node, "power_state.mode")
    guard let option = mode.flatMap({ options[$0] }) else {
      plan.warn("power_state.mode is to be one of \(options.keys.sorted().joined(separator: ", "))")
      return nil
    }
    let text = plan.text("delay", in: node, "power_state.delay") ?? "now"
    let minutes = Int(text)
    guard text == "now" || (minutes ?? -1) >= 0 else {
      plan.warn("power_state.delay is to be now or a number of minutes")
      return nil
    }
    let message = plan.text("message", in: node, "power_state.message")
    // A message may begin with a hyphen.
    return ["shutdown"] + option + ["--", minutes.map { "+\($0)" } ?? "now"] + (message.map { [$0] } ?? [])
  }

  /// True, false, or a command whose status tells.
  private static func condition(_ node: YAMLNode, _ plan: inout ModulePlan) -> YAMLNode? {
    guard let condition = node[path: "condition"] else {
      return YAMLNode(.scalar("true", isPlain: true), at: node.place)
    }
    guard ShellCommands.line(condition) == nil else { return condition }
    plan.warn("power_state.condition is to be true, false, a text or a list of texts")
    return nil
  }

  private static func seconds(_ node: YAMLNode, _ plan: inout ModulePlan) -> Int {
    guard let text = plan.text("timeout", in: node, "power_state.timeout") else { return 30 }
    if let seconds = Double(text), (0...1_000_000).contains(seconds) { return Int(seconds.rounded(.up)) }
    plan.warn("power_state.timeout is to be a number of seconds; 30 is assumed")
    return 30
  }

  private static func script(_ command: [String], _ check: String?, seconds: Int) -> String {
    """
    #!/bin/sh
    # Waits for a process to end, \(seconds) s at most, then changes the power state.
    waited=0
    while kill -0 "$1" 2>/dev/null && [ "$waited" -lt \(seconds) ]; do
      sleep 1
      waited=$((waited + 1))
    done
    \(check.map { "(\n\($0)\n) || exit 0\n" } ?? "")exec \(command.map(\.quotedForShell).joined(separator: " "))

    """
  }
}
