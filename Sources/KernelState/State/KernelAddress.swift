// SPDX-License-Identifier: Apache-2.0

import NetModel

/// An address of an interface as the kernel has it now.
public struct KernelAddress: Hashable, Sendable {
  /// The index of the interface.
  public var link: Int
  /// The address and its length.
  public var prefix: IPPrefix
  /// Whether it may be used beyond the link (RT_SCOPE_UNIVERSE).
  public var isGlobal: Bool
  /// Whether it stays for ever; what DHCP and router advertisements bring has a lifetime.
  public var isPermanent: Bool
  /// How far duplicate address detection has come (RFC 4862 section 5.4).
  public var detection: Detection

  /// States of duplicate address detection.
  public enum Detection: Hashable, Sendable {
    /// Nobody else has the address, or nobody has been asked.
    case done
    /// It has not ended, and the address cannot be used yet.
    case running
    /// Somebody else on the link has the address, which cannot be used.
    case duplicate
  }

  /// An address of global scope.
  public init(
    link: Int, _ prefix: IPPrefix, isGlobal: Bool = true, isPermanent: Bool = true, detection: Detection = .done
  ) {
    self.link = link
    self.prefix = prefix
    self.isGlobal = isGlobal
    self.isPermanent = isPermanent
    self.detection = detection
  }
}
