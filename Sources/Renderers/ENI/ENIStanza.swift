// SPDX-License-Identifier: Apache-2.0

import NetModel

/// A paragraph of /etc/network/interfaces: a line and the options below it.
///
/// ifupdown hands values to `/bin/sh -c` as they are, so they are made of values of the model and of nothing else.
struct ENIStanza {
  private(set) var header: String
  /// Whether it begins a link: a blank line goes before it.
  var isFirst = false
  /// Names with values, in the order in which they are written; each name but `up` and `pre-up` once.
  private(set) var options: [(name: String, value: String)] = []

  init(header: String, isFirst: Bool = false) {
    self.header = header
    self.isFirst = isFirst
  }

  /// `iface NAME inet METHOD`, or inet6.
  init(_ name: InterfaceName, _ family: IPFamily, _ method: String) {
    header = "iface \(name) \(family == .v4 ? "inet" : "inet6") \(method)"
  }

  /// Adds an option, if there is a value for it.
  mutating func set(_ name: String, _ value: (some CustomStringConvertible)?) {
    if let value { options.append((name, value.description)) }
  }

  /// Adds an option whose value is a list, if the list is not empty.
  mutating func set(_ name: String, list: [some CustomStringConvertible]) {
    if !list.isEmpty { options.append((name, list.map(\.description).joined(separator: " "))) }
  }

  /// Adds options before those that are there.
  mutating func prepend(_ others: [(name: String, value: String)]) { options = others + options }

  /// The paragraph as text.
  var text: String {
    (isFirst ? "\n" : "") + header + "\n" + options.map { "    \($0.name) \($0.value)\n" }.joined()
  }
}
