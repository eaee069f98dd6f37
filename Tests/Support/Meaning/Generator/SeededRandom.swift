// SPDX-License-Identifier: Apache-2.0

import Randomness

extension SeededRandom {
  /// True in so many cases of a hundred.
  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

  /// A number of a range.
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// An element; nil of nothing.
  mutating func pick<Element>(_ elements: some Collection<Element>) -> Element? { elements.randomElement(using: &self) }
}
