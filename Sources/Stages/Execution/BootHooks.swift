// SPDX-License-Identifier: Apache-2.0

/// The boot hooks of user data: scripts that run first of all, at each boot.
enum BootHooks {
  static let name = "boothook"

  /// What is to be done with them.
  static func plan(_ hooks: [UserScript], instanceDirectory: String, instanceID: String) -> ModulePlan {
    var plan = ModulePlan()
    for hook in hooks {
      let path = "/\(instanceDirectory)/boothooks/\(hook.name)"
      plan.write(FileWrite(path, hook.contents, mode: 0o700))
      var invocation = Invocation(path)
      invocation.environment = ["INSTANCE_ID": instanceID]
      invocation.timeout = nil
      plan.run(invocation)
    }
    return plan
  }
}
