// SPDX-License-Identifier: Apache-2.0

import LocalStage
import NetInput
import NetModel

/// `growpart`: partitions grow to what is free behind them.
enum Growpart: Module {
  static let name = "growpart"
  static let frequency = Frequency.always

  static func plan(_ context: ModuleContext) -> ModulePlan {
    var plan = ModulePlan()
    let settings = context.settings[path: "growpart"] ?? .emptyMapping
    guard settings.entries != nil else {
      plan.warn("growpart is to be a mapping with mode and devices; nothing is grown")
      return plan
    }
    guard let tool = tool(settings, context, &plan) else { return plan }
    if context.host.exists("etc/growroot-disabled"), !plan.flag("ignore_growroot_disabled", in: settings) {
      return plan
    }
    for device in settings[path: "devices"]?.texts ?? ["/"] {
      if let (disk, number) = partition(device, context.host, &plan) { plan.actions += tool.grow(disk, number) }
    }
    return plan
  }

  /// What grows a partition.
  private enum Tool {
    /// growpart(1) of cloud-guest-utils.
    case growpart
    /// sfdisk(8) and partx(8) of util-linux.
    case sfdisk

    func grow(_ disk: String, _ number: Int) -> [Action] {
      switch self {
      case .growpart:
        var call = Invocation("growpart", disk, "\(number)")
        // 1: there is nothing to grow into.
        call.goodStatuses = [0, 1]
        return [.run(call)]
      case .sfdisk:
        // The disk is in use, so that sfdisk is told not to mind, and partx to tell the kernel.
        var call = Invocation("sfdisk", "--no-reread", "--force", "-N", "\(number)", disk)
        call.input = Array(", +\n".utf8)
        return [.run(call), .run(Invocation("partx", "--update", "--nr", "\(number)", disk))]
      }
    }
  }

  private static func tool(_ settings: YAMLNode, _ context: ModuleContext, _ plan: inout ModulePlan) -> Tool? {
    let mode = settings[path: "mode"]?.text ?? "auto"
    if settings[path: "mode"]?.flag == false { return nil }
    let programs = context.programs
    let hasGrowpart = programs.path(of: "growpart") != nil
    switch mode {
    case "auto" where hasGrowpart, "growpart" where hasGrowpart: return .growpart
    case "auto" where programs.path(of: "sfdisk") != nil && programs.path(of: "partx") != nil: return .sfdisk
    case "auto": plan.warn("neither growpart nor sfdisk with partx is installed; no partition is grown")
    case "growpart": plan.warn("growpart.mode is growpart, which is not installed; no partition is grown")
    default: plan.warn("growpart.mode: \"\(mode.printable)\" is none of auto, growpart, off; no partition is grown")
    }
    return nil
  }

  /// The disk and the number of the partition behind a mount point or a path below /dev, if there is room behind it.
  private static func partition(
    _ place: String, _ host: HostFiles, _ plan: inout ModulePlan
  ) -> (disk: String, number: Int)? {
    let device =
      place.hasPrefix("/dev/") ? KernelBlockDevice.at(place, host) : Mount.at(place, host).flatMap { .of($0, host) }
    guard let device else {
      // The root of a container or of a live system is on no device.
      if place != "/" { plan.warn("growpart.devices: there is no device for \"\(place.printable)\"; it is left out") }
      return nil
    }
    switch device.kind {
    case .partition(let number, let disk):
      if let free = device.freeBytesBehind(host), free < leastRoom { return nil }
      return (KernelBlockDevice.path(of: disk), number)
    case .mapped(let what):
      plan.warn("growpart.devices: \(place.printable) is \(what) (\(device.path)); what is below it is not grown")
    case .whole:
      if place != "/" { plan.warn("growpart.devices: \(place.printable) is no partition; it is left out") }
    }
    return nil
  }

  /// Below this there is nothing to win: partitions end at whole MiB, and the second table of a GPT stands behind.
  private static let leastRoom = 2 << 20
}
