// SPDX-License-Identifier: Apache-2.0

/// Makes a script of commands, which `scripts_user` runs in the final stage (cloud-init's reference, module "Runcmd").
enum Runcmd: Module {
  static let name = "runcmd"
  static let frequency = Frequency.oncePerInstance

  /// Where the script is.
  static func path(_ context: ModuleContext) -> String { context.scriptsDirectory + "/runcmd" }

  static func plan(_ context: ModuleContext) -> ModulePlan {
    var plan = ModulePlan()
    guard let script = ShellCommands.script(name, context.settings, &plan) else { return plan }
    var file = FileWrite(path(context), script, mode: 0o700)
    file.directoryMode = 0o700
    plan.write(file)
    return plan
  }
}
