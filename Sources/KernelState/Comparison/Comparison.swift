// SPDX-License-Identifier: Apache-2.0

import NetModel

/// A plan beside the running kernel. Only the links of the plan are judged; others are none of its business.
public struct Comparison: Hashable, Sendable {
  /// What is otherwise than planned, in the order of the plan's links.
  public let differences: [Difference]
  /// What cannot be judged, or need not be as planned.
  public let notes: [Difference]

  /// Compares; asks nobody.
  public init(of plan: NetworkPlan, with kernel: KernelState) {
    let all =
      plan.links.flatMap { LinkComparison.differences(of: $0, in: kernel) }
      + ResolverComparison(plan, kernel.resolver).differences
    // Without a document one NIC that has an address is all that is asked for; nobody knows which are served.
    let isEnough = plan.isFallback && plan.links.contains { Self.hasIPv4($0, kernel) }
    differences = isEnough ? [] : all.filter { !$0.isNote }
    notes = isEnough ? all : all.filter(\.isNote)
  }

  private static func hasIPv4(_ link: Link, _ kernel: KernelState) -> Bool {
    guard let found = kernel.link(named: link.name), found.isUp else { return false }
    return kernel.addresses(of: found).contains { $0.prefix.family == .v4 && $0.isGlobal }
  }
}
