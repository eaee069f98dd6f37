// SPDX-License-Identifier: Apache-2.0

/// Runs the scripts of user data and that of `runcmd`, once for the instance (cloud-init's reference, module "Scripts
/// User").
enum ScriptsUser: Module {
  static let name = "scripts_user"
  static let frequency = Frequency.oncePerInstance

  static func plan(_ context: ModuleContext) -> ModulePlan {
    var plan = ModulePlan()
    // Asked again only for whether there are commands; the doubts about them are told by runcmd.
    var told = ModulePlan()
    let hasCommands = ShellCommands.script(Runcmd.name, context.settings, &told) != nil
    let scripts = context.scripts.filter { !$0.isVendors && $0.frequency == nil }
    plan.runScripts(
      scripts, in: context.scriptsDirectory, besides: hasCommands ? [Runcmd.path(context)] : [], context)
    return plan
  }
}
