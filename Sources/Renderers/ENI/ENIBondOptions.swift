// SPDX-License-Identifier: Apache-2.0

import NetModel

/// What ifenslave makes of a bond's options.
enum ENIBondOptions {
  /// Those that the hooks of ifenslave 2.13 write to sysfs, as `bond-NAME` with hyphens.
  static let known: Set<BondOption> = [
    .miimon, .updelay, .downdelay, .useCarrier, .arpInterval, .arpIPTarget, .arpValidate, .primary, .primaryReselect,
    .failOverMAC, .transmitHashPolicy, .lacpRate, .aggregatorSelect, .gratuitousARPs,
    .packetsPerMember, .dynamicLoadBalancing,
  ]

  /// Those that the kernel refuses until miimon is set, which ifenslave does after `pre-up`.
  static let needMonitoring: Set<BondOption> = [.peerNotificationDelay]
}
