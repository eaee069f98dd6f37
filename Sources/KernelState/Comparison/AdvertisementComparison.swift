// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Whether a link takes router advertisements as planned.
///
/// The kernel does where `accept_ra` says so. systemd-networkd and NetworkManager set it to 0 and do it themselves; then
/// the routes tell, which they mark as learned from an advertisement.
struct AdvertisementComparison {
  private let comparison: LinkComparison
  private let routes: [KernelRoute]

  init(_ comparison: LinkComparison) {
    self.comparison = comparison
    routes = comparison.kernel.routes(of: comparison.found).filter {
      $0.destination.family == .v6 && $0.origin == .advertisement
    }
  }

  /// A link that is to ignore them and does not; where they are wanted, what they bring is looked at elsewhere.
  ///
  /// A member of a bond has no IPv6 whatever its settings are.
  var differences: [Difference] {
    guard !comparison.link.ipv6Mode.acceptsRouterAdvertisements, comparison.link.bond == nil, let reason else {
      return []
    }
    return [comparison.difference(.advertisement, planned: "ignored", found: "taken", cause: reason)]
  }

  /// How it shows that they are taken; nil where nothing shows it.
  private var reason: String? {
    if let route = routes.first { return "there is a route of one: \(route)" }
    guard let settings = comparison.found.ipv6, settings.takesRouterAdvertisements else { return nil }
    return "accept_ra is \(settings.acceptRA)"
  }

  /// Why they have brought no address, as far as it shows.
  var whyNothingCame: String {
    if !routes.isEmpty { return "a router advertises routes, and no address has come of it" }
    return reason == nil ? "accept_ra is 0, and no route of a router advertisement is there" : "no router has answered"
  }
}
