// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Collects findings while an interfaces file is read.
struct ENILog {
  private var findings: [Finding] = []
  private let places: TextPlaces

  init(_ bytes: [UInt8]) { places = TextPlaces(bytes) }

  /// Adds a finding at a word.
  mutating func add(
    _ code: Finding.Code, at word: ENIWord, in path: DocumentPath = .root, _ message: String, hint: String = ""
  ) {
    findings.append(Finding(code, at: path, place: places.place(at: word.offset), message, hint: hint))
  }

  /// Adds findings that rules of the model made; their paths begin with the name of a link.
  mutating func add(_ others: [Finding]) { findings += others }

  /// The findings in the order of their places.
  var sorted: [Finding] { findings.inReadingOrder }
}

extension [Finding] {
  /// Ordered by place, those of one place as they are, those without first.
  var inReadingOrder: [Finding] {
    enumerated().sorted { one, other in
      switch (one.element.place, other.element.place) {
      case (let left?, let right?) where left != right: left < right
      case (nil, _?): true
      case (_?, nil): false
      default: one.offset < other.offset
      }
    }.map(\.element)
  }
}
