// SPDX-License-Identifier: Apache-2.0

import NetInput

/// Runs the scripts of vendor data, once for the instance (cloud-init's reference, module "Scripts Vendor").
enum ScriptsVendor: Module {
  static let name = "scripts_vendor"
  static let frequency = Frequency.oncePerInstance

  static func plan(_ context: ModuleContext) -> ModulePlan {
    var plan = ModulePlan()
    let scripts = context.scripts.filter { $0.isVendors && $0.frequency == nil }
    var prefix: [String] = []
    if let node = context.settings[path: "vendor_data", "prefix"] {
      prefix = node.texts
      if node.entries != nil { plan.warn("vendor_data: prefix is to be a text or a list of texts; it is ignored") }
    }
    plan.runScripts(scripts, in: context.scriptsDirectory + "/vendor", prefix: prefix, context)
    return plan
  }
}
