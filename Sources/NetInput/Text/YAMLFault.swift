// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Why a text is not read as YAML, and where.
public struct YAMLFault: Error, Hashable, Sendable {
  /// What kind of doubt it makes: `notYAML`, `tooDeep` or `tooLarge`.
  public let code: Finding.Code
  /// Where reading stopped.
  public let place: Finding.Place
  /// What is wrong there, in words.
  public let message: String

  /// The fault as a finding about the whole document.
  public var finding: Finding { Finding(code, at: .root, place: place, message) }
}
