// SPDX-License-Identifier: Apache-2.0

import LocalStage
import SystemPackage

/// Sets the time zone of the host (cloud-init's reference, module "Timezone").
enum Timezone: Module {
  static let name = "timezone"
  static let frequency = Frequency.oncePerInstance

  static func plan(_ context: ModuleContext) -> ModulePlan {
    var plan = ModulePlan()
    guard let zone = plan.text(name, in: context.settings), context.settings[path: name]?.flag != false else {
      return plan
    }
    let file = "/usr/share/zoneinfo/\(zone)"
    // A zone's file begins so (tzfile(5)); directories and other files of the database are no zones.
    guard FilePath(file).lexicallyNormalized().string == file,
      let magic = try? context.host.contents(of: file, limit: 4), magic == Array("TZif".utf8)
    else {
      plan.warn("timezone is not known: the host has no such zone in /usr/share/zoneinfo, such as Europe/Berlin")
      return plan
    }
    if context.host.isDebianLike, context.host.line("etc/timezone") != zone {
      plan.write(FileWrite("/etc/timezone", text: zone + "\n"))
    }
    if context.host.linkTarget("etc/localtime")?.string != file {
      plan.run(Invocation("ln", "-sf", file, "/etc/localtime"))
    }
    return plan
  }
}
