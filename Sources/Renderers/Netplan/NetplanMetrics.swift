// SPDX-License-Identifier: Apache-2.0

import NetModel

/// The metric of what DHCP and router advertisements bring to a link.
///
/// netplan 0.106 writes one `[DHCP] RouteMetric=` for both, and refuses a file whose two overrides differ.
struct NetplanMetrics {
  /// The largest metric that netplan 0.106 does not write as a negative number.
  static let largest = RouteMetric(Int(Int32.max)) ?? RouteMetric(rank: 0)

  /// What is written; nil where nothing is wanted.
  let common: RouteMetric?
  /// The wanted metric that it is not.
  let lost: RouteMetric?

  init(_ link: Link) {
    common = link.dhcpMetric ?? link.advertisedMetric
    lost = link.advertisedMetric == common ? nil : link.advertisedMetric
  }
}
