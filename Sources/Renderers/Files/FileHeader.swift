// SPDX-License-Identifier: Apache-2.0

import NetModel

extension NetworkPlan {
  /// The comment that begins each file.
  var header: String { "# Made by swinit-net from \(source.rawValue). Edits are lost at the next boot.\n" }
}
