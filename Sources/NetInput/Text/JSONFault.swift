// SPDX-License-Identifier: Apache-2.0

/// Why a text is not JSON (RFC 8259), and where.
struct JSONFault: Error, Equatable {
  /// The byte at which reading stopped.
  let offset: Int
  /// What is wrong there, in words.
  let message: String
  /// What to do about it; may be empty.
  var hint = ""
  /// Whether it is JSON, but nested deeper than we read.
  var isTooDeep = false
}
