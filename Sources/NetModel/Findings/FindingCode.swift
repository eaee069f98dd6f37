// SPDX-License-Identifier: Apache-2.0

extension Finding {
  /// The kinds of findings; the raw values are stable, scripts may depend on them.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    // The document as a whole.
    case unreadable = "unreadable"
    case notJSON = "not-json"
    case tooLarge = "too-large"
    case tooDeep = "too-deep"
    case tooManyLinks = "too-many-links"
    case networkConfigFormat = "network-config-format"
    case emptyDocument = "empty-document"
    case unknownKey = "unknown-key"
    case wrongType = "wrong-type"
    case missingKey = "missing-key"

    // Links.
    case namesAssumed = "names-assumed"
    case nicMissing = "nic-missing"
    case nicAmbiguous = "nic-ambiguous"
    case nicByName = "nic-by-name"
    case macInvalid = "mac-invalid"
    case macDuplicate = "mac-duplicate"
    case linkDuplicate = "link-duplicate"
    case linkDangling = "link-dangling"
    case linkLoop = "link-loop"
    case linkDependsOnDropped = "link-depends-on-dropped"
    case nameInvalid = "name-invalid"
    case nameTaken = "name-taken"
    case mtuInvalid = "mtu-invalid"
    case mtuTooSmallForIPv6 = "mtu-too-small-for-ipv6"
    case vlanMTUAboveParent = "vlan-mtu-above-parent"
    case vlanIDInvalid = "vlan-id-invalid"
    case vlanDuplicate = "vlan-duplicate"
    case vlanNameLong = "vlan-name-long"

    // Bonds.
    case bondModeMissing = "bond-mode-missing"
    case bondModeInvalid = "bond-mode-invalid"
    case bondMode8021ad = "bond-mode-802-1ad"
    case bondMemberMissing = "bond-member-missing"
    case bondMemberInvalid = "bond-member-invalid"
    case bondMemberTaken = "bond-member-taken"
    case bondLinksOnOther = "bond-links-on-other"
    case bondOptionUnknown = "bond-option-unknown"
    case bondOptionInvalid = "bond-option-invalid"
    case bondOptionNotInMode = "bond-option-not-in-mode"
    case bondMonitorConflict = "bond-monitor-conflict"
    case bondMonitorMissing = "bond-monitor-missing"

    // Networks.
    case networkTypeUnknown = "network-type-unknown"
    case networkTypeMissing = "network-type-missing"
    case networkFamily = "network-family"
    case networkDangling = "network-dangling"
    case networkOnDroppedLink = "network-on-dropped-link"
    case networkOnMember = "network-on-member"
    case addressInvalid = "address-invalid"
    case addressIgnored = "address-ignored"
    case addressDuplicate = "address-duplicate"
    case addressNotHost = "address-not-host"
    case netmaskInvalid = "netmask-invalid"
    case netmaskIsPrefix = "netmask-is-prefix"
    case netmaskConflict = "netmask-conflict"
    case netmaskMissing = "netmask-missing"

    // Routes.
    case routeInvalid = "route-invalid"
    case routeHostBits = "route-host-bits"
    case routeGatewayMissing = "route-gateway-missing"
    case routeGatewayInvalid = "route-gateway-invalid"
    case routeMetricInvalid = "route-metric-invalid"
    case routesIgnored = "routes-ignored"

    // DNS.
    case serviceNotDNS = "service-not-dns"
    case dnsInvalid = "dns-invalid"
    case dnsWithoutLink = "dns-without-link"
    case searchDomainInvalid = "search-domain-invalid"

    // The surroundings of a run.
    case fallbackUsed = "fallback-used"
    case nothingLeft = "nothing-left"

    // What a format cannot say.
    case unsupportedBondOption = "unsupported-bond-option"
    case unsupportedNameServers = "unsupported-name-servers"
    case unsupportedSearchDomains = "unsupported-search-domains"
    case unsupportedMetric = "unsupported-metric"
    case unsupportedIPv6Mode = "unsupported-ipv6-mode"
    case unsupportedVLANName = "unsupported-vlan-name"
    case unsupportedAddress = "unsupported-address"
  }
}

extension Finding.Code {
  /// How much a finding of this code matters.
  public var severity: Finding.Severity {
    if Self.errors.contains(self) { return .error }
    return Self.notes.contains(self) ? .note : .warning
  }

  /// Codes that cost a link, a network, a route, an address or a value.
  private static let errors: Set<Finding.Code> = [
    .unreadable, .notJSON, .tooLarge, .tooDeep, .tooManyLinks, .networkConfigFormat, .wrongType, .missingKey, .macInvalid,
    .linkDuplicate, .linkDangling, .linkLoop, .mtuInvalid, .vlanIDInvalid, .vlanDuplicate, .bondModeInvalid,
    .bondMemberInvalid, .bondMemberTaken, .bondLinksOnOther, .bondOptionInvalid, .networkTypeUnknown, .networkTypeMissing,
    .networkDangling, .networkOnMember, .addressInvalid, .netmaskInvalid, .routeInvalid, .routeGatewayInvalid,
    .routeMetricInvalid, .dnsInvalid, .searchDomainInvalid, .nothingLeft,
  ]

  /// Codes that tell what was passed over or supplied, as the rules say, without a doubt about the result.
  private static let notes: Set<Finding.Code> = [
    .emptyDocument, .unknownKey, .namesAssumed, .addressIgnored, .addressDuplicate, .routesIgnored, .serviceNotDNS,
    .bondMonitorMissing, .vlanNameLong, .routeHostBits, .fallbackUsed,
  ]
}
