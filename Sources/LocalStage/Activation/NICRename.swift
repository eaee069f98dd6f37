// SPDX-License-Identifier: Apache-2.0

import CLinux
import NetModel
import SystemPackage

/// Renames NICs at once: at boot before anything has brought them up, later after they have been taken down.
///
/// The .link files that are written too name a NIC when it is added; at a first boot all NICs have been added before
/// the local stage knows their names.
public struct NICRename: Hashable, Sendable {
  /// The name that a NIC has.
  public let from: InterfaceName
  /// The name that it gets.
  public let to: InterfaceName

  /// The renames of a plan in an order in which every name is free when it is taken: NICs that swap names pass by a
  /// third one.
  public static func steps(for plan: NetworkPlan) -> [NICRename] {
    var pending = plan.links.compactMap { link in
      link.nic.flatMap { link.isRenamed ? NICRename(from: $0.name, to: link.name) : nil }
    }
    var steps: [NICRename] = []
    var spare = 0
    while !pending.isEmpty {
      let held = Set(pending.map(\.from))
      if let free = pending.firstIndex(where: { !held.contains($0.to) }) {
        steps.append(pending.remove(at: free))
      } else if let name = InterfaceName("swinit\(spare)") {
        // Every name that is wanted is held: a circle.
        steps.append(NICRename(from: pending[0].from, to: name))
        pending[0] = NICRename(from: name, to: pending[0].to)
        spare += 1
      } else {
        break
      }
    }
    return steps
  }

  /// Does it; throws what the kernel answers, `EBUSY` for a NIC that is up.
  public func perform() throws(Errno) {
    let result = linux_rename_interface(from.text, to.text)
    guard result == 0 else { throw Errno(rawValue: result) }
  }

  /// Takes the NIC down, as the kernel wants it, and renames it at once, before whoever runs the network brings it up.
  public func performOnRunningNIC() throws(Errno) {
    let result = linux_take_down_interface(from.text)
    guard result == 0 else { throw Errno(rawValue: result) }
    try perform()
  }
}
