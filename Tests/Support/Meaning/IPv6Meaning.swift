// SPDX-License-Identifier: Apache-2.0

/// How an interface gets IPv6 besides static addresses.
public struct IPv6Meaning: Hashable, Sendable {
  /// What is asked of a DHCPv6 server.
  public enum Request: String, Hashable, Sendable {
    /// Nothing.
    case none
    /// All but addresses.
    case stateless
    /// Addresses.
    case stateful
    /// Whatever the router advertisement says (its M and O flags).
    case either
  }

  /// Whether router advertisements are taken, and with them the default route.
  public var acceptsRA: Bool
  /// Whether addresses are made of advertised prefixes.
  public var formsAddresses: Bool
  /// What is asked of a DHCPv6 server.
  public var asksDHCPv6: Request

  /// A mode of its parts.
  public init(acceptsRA: Bool, formsAddresses: Bool, asksDHCPv6: Request) {
    self.acceptsRA = acceptsRA
    self.formsAddresses = formsAddresses
    self.asksDHCPv6 = asksDHCPv6
  }

  /// Router advertisements are ignored and no DHCPv6 runs.
  public static let none = IPv6Meaning(acceptsRA: false, formsAddresses: false, asksDHCPv6: .none)
  /// What the kernel does by itself: SLAAC.
  public static let kernelDefault = IPv6Meaning(acceptsRA: true, formsAddresses: true, asksDHCPv6: .none)
  /// Whatever the router advertisement says, as networkd and NetworkManager do.
  public static let asAdvertised = IPv6Meaning(acceptsRA: true, formsAddresses: true, asksDHCPv6: .either)

  /// Whether this, read from a file, does what is expected.
  ///
  /// A reader that follows the advertisement's flags does whatever mode was meant, since the flags tell it; DHCPv6 with
  /// addresses does not care whether prefixes give more of them.
  func satisfies(_ expected: IPv6Meaning) -> Bool {
    guard expected.acceptsRA else { return !acceptsRA && asksDHCPv6 == .none }
    return acceptsRA && (asksDHCPv6 == .either || asksDHCPv6 == expected.asksDHCPv6)
      && (formsAddresses || expected.asksDHCPv6 == .stateful)
  }
}

extension IPv6Meaning: CustomStringConvertible {
  /// The mode in words.
  public var description: String {
    "RA \(acceptsRA ? "accepted" : "ignored"), \(formsAddresses ? "SLAAC" : "no SLAAC"), DHCPv6 \(asksDHCPv6.rawValue)"
  }
}
