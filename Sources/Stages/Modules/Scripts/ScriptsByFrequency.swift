// SPDX-License-Identifier: Apache-2.0

import LocalStage

/// Runs scripts once for this disk (cloud-init's reference, module "Scripts Per Once").
enum ScriptsPerOnce: Module {
  static let name = "scripts_per_once"
  static let frequency = Frequency.once

  static func plan(_ context: ModuleContext) -> ModulePlan { .scripts("per-once", frequency, context) }
}

/// Runs scripts at each boot (cloud-init's reference, module "Scripts Per Boot").
enum ScriptsPerBoot: Module {
  static let name = "scripts_per_boot"
  static let frequency = Frequency.always

  static func plan(_ context: ModuleContext) -> ModulePlan { .scripts("per-boot", frequency, context) }
}

/// Runs scripts once for the instance (cloud-init's reference, module "Scripts Per Instance").
enum ScriptsPerInstance: Module {
  static let name = "scripts_per_instance"
  static let frequency = Frequency.oncePerInstance

  static func plan(_ context: ModuleContext) -> ModulePlan { .scripts("per-instance", frequency, context) }
}

extension ModulePlan {
  /// The scripts that the image has where cloud-init looks for them, and those of the data whose type says how often.
  fileprivate static func scripts(_ directory: String, _ frequency: Frequency, _ context: ModuleContext) -> ModulePlan {
    var plan = ModulePlan()
    plan.runScripts(
      context.scripts.filter { $0.frequency == frequency }, in: "\(context.scriptsDirectory)/\(directory)",
      besides: context.host.programs(in: "/var/lib/cloud/scripts/\(directory)"), context)
    return plan
  }
}
