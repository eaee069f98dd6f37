// SPDX-License-Identifier: Apache-2.0

/// The scripts that run at each boot before all modules (cloud-init's reference, "User-data formats", cloud boothook).
public enum Boothooks {
  /// What is to be done for them, in their order.
  public static func plan(_ hooks: [UserScript], _ context: ModuleContext) -> ModulePlan {
    var plan = ModulePlan()
    for hook in hooks {
      let path = "\(context.instanceDirectory)/boothooks/\(hook.name)"
      var file = FileWrite(path, hook.contents, mode: 0o700)
      file.directoryMode = 0o700
      plan.write(file)
      plan.run(context.invocation(of: [path]))
    }
    return plan
  }
}
