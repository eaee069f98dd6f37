// SPDX-License-Identifier: Apache-2.0

/// Values without repeats, in the order in which they came.
package struct OrderedSet<Element: Hashable> {
  /// The values.
  package private(set) var elements: [Element]
  /// The values for look-up; empty as long as there are so few that comparing is faster.
  private var index: Set<Element> = []

  private static var few: Int { 8 }

  /// The values of a list, which repeats none.
  package init(_ elements: [Element] = []) {
    self.elements = elements
    if elements.count > Self.few { index = Set(elements) }
  }

  /// Adds a value to the end; false, adding nothing, where it is there already.
  @discardableResult
  package mutating func append(_ element: Element) -> Bool {
    guard elements.count > Self.few else {
      guard !elements.contains(element) else { return false }
      elements.append(element)
      if elements.count > Self.few { index = Set(elements) }
      return true
    }
    guard index.insert(element).inserted else { return false }
    elements.append(element)
    return true
  }

  /// Adds values to the end but those that are there already.
  package mutating func append(contentsOf others: some Sequence<Element>) {
    for element in others { append(element) }
  }
}
