// SPDX-License-Identifier: Apache-2.0

extension Finding {
  /// The kinds of findings; the raw values are stable, scripts may depend on them.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    // The document as a whole.
    /// The document cannot be opened or read.
    case unreadable = "unreadable"
    /// The text is not JSON (RFC 8259); the place is where reading stopped.
    case notJSON = "not-json"
    /// The text is not YAML, or has what we do not read in it; the place is where reading stopped.
    case notYAML = "not-yaml"
    /// The text is no interfaces(5) file.
    case notInterfaces = "not-interfaces"
    /// The document is larger than what is read: 16 MiB, 256 KiB of an interfaces file, 1 MiB of cloud-init's settings.
    case tooLarge = "too-large"
    /// Arrays and objects are nested more than 64 deep.
    case tooDeep = "too-deep"
    /// There are more than 100,000 links.
    case tooManyLinks = "too-many-links"
    /// The text is netplan, cloud-init network-config, or network_data as YAML.
    case networkConfigFormat = "network-config-format"
    /// The document tells of no link and no network, as if there were none.
    case emptyDocument = "empty-document"
    /// A key that is not known; told once for each name and kind of object.
    case unknownKey = "unknown-key"
    /// A key stands more than once in an object; the last counts, as in other readers of JSON.
    case duplicateKey = "duplicate-key"
    /// A value is of another type than belongs there; it is ignored.
    case wrongType = "wrong-type"
    /// A key that is needed is absent, null or empty.
    case missingKey = "missing-key"

    // Links.
    /// The NICs of the host are not known, so the names are eth0, eth1, ….
    case namesAssumed = "names-assumed"
    /// No NIC has a link's MAC address; the link is left out.
    case nicMissing = "nic-missing"
    /// Several NICs have a link's MAC address; the first by name is used.
    case nicAmbiguous = "nic-ambiguous"
    /// A link has no MAC address and is bound to a NIC by its name, or to the only one left.
    case nicByName = "nic-by-name"
    /// A link has no MAC address, and no NIC its name; ethN is taken to be the N-th NIC, counted from 0.
    case nicByOrder = "nic-by-order"
    /// A text is no MAC address, or none that can be set; it is ignored.
    case macInvalid = "mac-invalid"
    /// Two physical links have one MAC address; the first that has networks is the NIC.
    case macDuplicate = "mac-duplicate"
    /// Two links have one id; the second is left out.
    case linkDuplicate = "link-duplicate"
    /// A VLAN or bond names a link that is not there.
    case linkDangling = "link-dangling"
    /// Links are made of each other; they are left out.
    case linkLoop = "link-loop"
    /// A bond or VLAN stands on links that are all left out; so is it.
    case linkDependsOnDropped = "link-depends-on-dropped"
    /// A text cannot be the name of an interface; it is ignored.
    case nameInvalid = "name-invalid"
    /// A name belongs to another interface; it is ignored.
    case nameTaken = "name-taken"
    /// A value is no MTU; it is ignored.
    case mtuInvalid = "mtu-invalid"
    /// A link with IPv6, or one that carries such a VLAN, has an MTU below 1280; 1280 is used.
    case mtuTooSmallForIPv6 = "mtu-too-small-for-ipv6"
    /// A VLAN's MTU is above its parent's, and is lowered to it.
    case vlanMTUAboveParent = "vlan-mtu-above-parent"
    /// A VLAN id is not in 1...4094; the VLAN is left out.
    case vlanIDInvalid = "vlan-id-invalid"
    /// A link has two VLANs of one id; the second is left out.
    case vlanDuplicate = "vlan-duplicate"
    /// PARENT.ID is too long for an interface name or taken; the VLAN has a short name.
    case vlanNameLong = "vlan-name-long"

    // Bonds.
    /// A bond has no mode; active-backup is used.
    case bondModeMissing = "bond-mode-missing"
    /// A bond's mode is none of the kernel's; active-backup is used.
    case bondModeInvalid = "bond-mode-invalid"
    /// 802.1ad is taken for 802.3ad.
    case bondMode8021ad = "bond-mode-802-1ad"
    /// The primary is no member of the bond that is there.
    case bondMemberMissing = "bond-member-missing"
    /// A bond or VLAN is named as a member; members are NICs.
    case bondMemberInvalid = "bond-member-invalid"
    /// A NIC is a member of another bond already.
    case bondMemberTaken = "bond-member-taken"
    /// A link that is no bond names members; they are ignored.
    case bondLinksOnOther = "bond-links-on-other"
    /// The kernel's bonding has no such option; it is ignored.
    case bondOptionUnknown = "bond-option-unknown"
    /// A value is none of the option's; it is ignored.
    case bondOptionInvalid = "bond-option-invalid"
    /// The kernel refuses the option in the bond's mode; it is ignored.
    case bondOptionNotInMode = "bond-option-not-in-mode"
    /// The two names of one option, num_grat_arp and num_unsol_na, have different values; the first is used.
    case bondOptionConflict = "bond-option-conflict"
    /// A bond is to watch by miimon and by ARP, or has half of what ARP takes; ARP is left out.
    case bondMonitorConflict = "bond-monitor-conflict"
    /// A bond names no way to watch its members; miimon=100 is used.
    case bondMonitorMissing = "bond-monitor-missing"

    // Networks.
    /// A network's type is not known; the network is left out.
    case networkTypeUnknown = "network-type-unknown"
    /// A network has neither type nor address; it is left out.
    case networkTypeMissing = "network-type-missing"
    /// A network's address is of another family than its type; it is used as it is.
    case networkFamily = "network-family"
    /// A network names a link that is not there; it is left out.
    case networkDangling = "network-dangling"
    /// A network names a member of a bond, which carries no addresses; it is left out.
    case networkOnMember = "network-on-member"
    /// A text is no address of an interface; the network is left out.
    case addressInvalid = "address-invalid"
    /// An address is what DHCP or router advertisements will bring; it is not written.
    case addressIgnored = "address-ignored"
    /// An IPv4 address is that of its network, or broadcast; it is used as it is.
    case addressNotHost = "address-not-host"
    /// A netmask cannot be used; the network is left out.
    case netmaskInvalid = "netmask-invalid"
    /// A prefix length stands in the place of a mask; it is used.
    case netmaskIsPrefix = "netmask-is-prefix"
    /// A mask and a length in the address differ; the length is used.
    case netmaskConflict = "netmask-conflict"
    /// Nothing gives a length; /32 or /128 is used.
    case netmaskMissing = "netmask-missing"

    // Routes.
    /// A route's destination cannot be used; the route is left out.
    case routeInvalid = "route-invalid"
    /// A route's destination has host bits; they are cleared.
    case routeHostBits = "route-host-bits"
    /// A route has no gateway; its destination is on the link.
    case routeGatewayMissing = "route-gateway-missing"
    /// A route's gateway cannot be used; the route is left out.
    case routeGatewayInvalid = "route-gateway-invalid"
    /// A value is no metric; it is ignored.
    case routeMetricInvalid = "route-metric-invalid"
    /// Routers advertise the routes of such a network; the document's are not written.
    case routesIgnored = "routes-ignored"

    // DNS.
    /// A service is not DNS; it is ignored.
    case serviceNotDNS = "service-not-dns"
    /// A text is no address of a DNS server; it is ignored.
    case dnsInvalid = "dns-invalid"
    /// No link has an address, so DNS servers are of no use.
    case dnsWithoutLink = "dns-without-link"
    /// A text is no domain name; it is ignored.
    case searchDomainInvalid = "search-domain-invalid"

    // The legacy interfaces file.
    /// A line of an interfaces file cannot be read; it is left out, with what belongs to it.
    case eniLineInvalid = "eni-line-invalid"
    /// A stanza is of a kind, family or method that is not read; it is left out.
    case eniStanzaUnknown = "eni-stanza-unknown"
    /// An option stands twice in a stanza; the first is used.
    case eniOptionRepeated = "eni-option-repeated"
    /// A command does something other than to add an address or a route; commands are never run.
    case eniCommand = "eni-command"
    /// An interfaces file names other files; they are not read.
    case eniSource = "eni-source"
    /// An interface is not marked to come up at boot; it is brought up all the same.
    case eniNotAuto = "eni-not-auto"

    // cloud-init's settings.
    /// cloud.cfg prefers a renderer that there is not; it is passed over.
    case rendererUnknown = "renderer-unknown"

    // The surroundings of a run.
    /// There is no document; every NIC gets DHCP.
    case fallbackUsed = "fallback-used"
    /// Several devices are config drives; which one is used.
    case driveChosen = "drive-chosen"
    /// A device or directory that may be a config drive cannot be read.
    case driveUnreadable = "drive-unreadable"
    /// Files of an earlier boot are kept, for the drive that they came from is gone.
    case filesKept = "files-kept"
    /// There is no document now; the one of an earlier boot is used, which was kept.
    case documentKept = "document-kept"
    /// The network is configured by somebody else, or not at all, by the operator's wish.
    case switchedOff = "switched-off"
    /// A file of somebody else speaks of the same links.
    case foreignFile = "foreign-file"
    /// The consumer of the renderer's files is not installed.
    case consumerMissing = "consumer-missing"
    /// A NIC could not be renamed.
    case renameFailed = "rename-failed"
    /// A program that makes the files effective failed.
    case commandFailed = "command-failed"
    /// Files could not be written; what stood before stands.
    case writeFailed = "write-failed"
    /// resolv.conf could not be written; all else was.
    case resolverProtected = "resolver-protected"
    /// The record of what was written cannot be read; it is begun anew.
    case ledgerUnreadable = "ledger-unreadable"
    /// No link is left to configure.
    case nothingLeft = "nothing-left"

    // What a format cannot say.
    /// A bond option that the format cannot say.
    case unsupportedBondOption = "unsupported-bond-option"
    /// DNS servers that the format cannot say.
    case unsupportedNameServers = "unsupported-name-servers"
    /// A metric that the format cannot say, or that one of its readers ignores.
    case unsupportedMetric = "unsupported-metric"
    /// Router advertisements that one of the format's readers takes although no network asks for them.
    case unsupportedIPv6Mode = "unsupported-ipv6-mode"
    /// A VLAN's name that one of the format's readers takes for another VLAN.
    case unsupportedVLANName = "unsupported-vlan-name"
    /// Addresses that one of the format's readers ignores.
    case unsupportedAddress = "unsupported-address"
    /// An MTU that a version of one of the format's readers cannot set.
    case unsupportedMTU = "unsupported-mtu"
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
    .unreadable, .notJSON, .notYAML, .notInterfaces, .tooLarge, .tooDeep, .tooManyLinks, .networkConfigFormat,
    .wrongType, .missingKey, .macInvalid,
    .linkDuplicate, .linkDangling, .linkLoop, .mtuInvalid, .vlanIDInvalid, .vlanDuplicate, .bondModeInvalid,
    .bondMemberInvalid, .bondMemberTaken, .bondLinksOnOther, .bondOptionInvalid, .networkTypeUnknown,
    .networkTypeMissing,
    .networkDangling, .networkOnMember, .addressInvalid, .netmaskInvalid, .routeInvalid, .routeGatewayInvalid,
    .routeMetricInvalid, .dnsInvalid, .searchDomainInvalid, .eniLineInvalid, .eniStanzaUnknown,
    .nothingLeft, .writeFailed,
  ]

  /// Codes that tell what was passed over or supplied, as the rules say, without a doubt about the result.
  private static let notes: Set<Finding.Code> = [
    .emptyDocument, .unknownKey, .namesAssumed, .addressIgnored, .routesIgnored, .serviceNotDNS,
    .bondMonitorMissing, .vlanNameLong, .routeHostBits, .eniSource, .eniNotAuto, .rendererUnknown,
    .fallbackUsed, .driveChosen, .driveUnreadable, .filesKept, .documentKept, .switchedOff,
  ]
}
