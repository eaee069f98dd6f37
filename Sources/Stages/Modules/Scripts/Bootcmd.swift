// SPDX-License-Identifier: Apache-2.0

/// Runs commands early at each boot (cloud-init's reference, module "Bootcmd").
enum Bootcmd: Module {
  static let name = "bootcmd"
  static let frequency = Frequency.always

  static func plan(_ context: ModuleContext) -> ModulePlan {
    var plan = ModulePlan()
    guard let script = ShellCommands.script(name, context.settings, &plan) else { return plan }
    // By a file, since commands may read standard input.
    let path = context.instanceDirectory + "/bootcmd"
    plan.write(FileWrite(path, script, mode: 0o700))
    plan.run(context.invocation(of: ["/bin/sh", path]))
    return plan
  }
}
