// SPDX-License-Identifier: Apache-2.0

import LocalStage
import NetInput
import NetModel

/// `resizefs`: the root's file system grows to its device.
enum Resizefs: Module {
  static let name = "resizefs"
  static let frequency = Frequency.always

  /// What makes a kind of file system larger while it is mounted at `/`.
  private static let growers: [(types: Set<String>, words: @Sendable (_ device: String) -> [String])] = [
    (["ext2", "ext3", "ext4"], { ["resize2fs", $0] }),
    (["xfs"], { _ in ["xfs_growfs", "/"] }),
    (["btrfs"], { _ in ["btrfs", "filesystem", "resize", "max", "/"] }),
    (["f2fs"], { ["resize.f2fs", $0] }),
    (["bcachefs"], { ["bcachefs", "device", "resize", $0] }),
  ]

  static func plan(_ context: ModuleContext) -> ModulePlan {
    var plan = ModulePlan()
    if let node = context.settings[path: "resize_rootfs"] {
      if node.flag == false { return plan }
      if node.flag == nil, node.text != "noblock" {
        plan.warn("resize_rootfs is to be true, false or noblock; true is assumed")
      }
    }
    // The root of a container or of a live system is on no device.
    guard let mount = Mount.at("/", context.host), let device = KernelBlockDevice.of(mount, context.host) else {
      return plan
    }
    guard let grower = growers.first(where: { $0.types.contains(mount.type) }) else {
      plan.warn("the root's file system is \(mount.type.printable), which is not made larger here")
      return plan
    }
    let words = grower.words(device.path)
    guard let program = words.first, context.programs.path(of: program) != nil else {
      plan.warn("\(words.first ?? "") is not installed; the root's file system (\(mount.type)) stays as large as it is")
      return plan
    }
    var call = Invocation(arguments: words)
    call.timeout = 3600
    plan.run(call)
    return plan
  }
}
