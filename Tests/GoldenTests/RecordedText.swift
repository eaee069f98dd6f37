// SPDX-License-Identifier: Apache-2.0

import LocalStage

/// A text that is recorded in the repository beside the one that should be there.
enum RecordedText {
  /// The difference as `diff -u` shows it; empty where there is none.
  static func difference(_ recorded: String?, _ text: String?, path: String) -> String {
    guard recorded != text else { return "" }
    return UnifiedDiff.text(
      from: recorded ?? "", to: text ?? "", oldName: recorded == nil ? "/dev/null" : "recorded/\(path)",
      newName: text == nil ? "/dev/null" : "now/\(path)")
  }
}
