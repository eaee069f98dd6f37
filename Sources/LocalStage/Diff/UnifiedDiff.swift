// SPDX-License-Identifier: Apache-2.0

/// The difference of two texts as diff(1) shows it with `-u`.
public enum UnifiedDiff {
  private enum Line {
    case same(Substring)
    case removed(Substring)
    case added(Substring)

    var isChange: Bool { if case .same = self { false } else { true } }
  }

  /// How many lines stand around a change.
  private static let context = 3

  /// The difference; empty where there is none.
  public static func text(from old: String, to new: String, oldName: String, newName: String) -> String {
    guard old != new else { return "" }
    let lines = merged(
      old.split(separator: "\n", omittingEmptySubsequences: false),
      new.split(separator: "\n", omittingEmptySubsequences: false))
    return "--- \(oldName)\n+++ \(newName)\n" + hunks(of: lines).map { hunk(lines, $0) }.joined()
  }

  /// Both texts in one, each line once where it is the same.
  private static func merged(_ old: [Substring], _ new: [Substring]) -> [Line] {
    let (old, new) = (withoutEnd(old), withoutEnd(new))
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var lines: [Line] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, removed.contains(i) {
        lines.append(.removed(old[i]))
        i += 1
      } else if j < new.count, added.contains(j) {
        lines.append(.added(new[j]))
        j += 1
      } else {
        lines.append(.same(old[i]))
        (i, j) = (i + 1, j + 1)
      }
    }
    return lines
  }

  /// A text that ends in a line feed has no line after it.
  private static func withoutEnd(_ lines: [Substring]) -> [Substring] {
    lines.last?.isEmpty ?? false ? lines.dropLast() : lines
  }

  /// The ranges of lines that are shown: changes with their surroundings, joined where these meet.
  private static func hunks(of lines: [Line]) -> [Range<Int>] {
    var hunks: [Range<Int>] = []
    for index in lines.indices where lines[index].isChange {
      let range = max(0, index - context)..<min(lines.count, index + context + 1)
      if let last = hunks.last, last.upperBound >= range.lowerBound {
        hunks[hunks.count - 1] = last.lowerBound..<range.upperBound
      } else {
        hunks.append(range)
      }
    }
    return hunks
  }

  private static func hunk(_ lines: [Line], _ range: Range<Int>) -> String {
    let before = lines[..<range.lowerBound]
    let shown = lines[range]
    let count = { (lines: ArraySlice<Line>, isOld: Bool) in
      lines.count { line in
        switch line {
        case .same: true
        case .removed: isOld
        case .added: !isOld
        }
      }
    }
    let place = { (isOld: Bool) in
      let length = count(shown, isOld)
      return "\(count(before, isOld) + (length == 0 ? 0 : 1)),\(length)"
    }
    let text = shown.map { line in
      switch line {
      case .same(let text): " \(text)\n"
      case .removed(let text): "-\(text)\n"
      case .added(let text): "+\(text)\n"
      }
    }
    return "@@ -\(place(true)) +\(place(false)) @@\n" + text.joined()
  }
}
