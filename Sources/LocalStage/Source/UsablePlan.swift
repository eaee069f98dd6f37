// SPDX-License-Identifier: Apache-2.0

import NetModel

extension NetworkPlan {
  /// Whether a host can be left with this plan: it has links, and errors have not taken the last address from them.
  ///
  /// A document that has links and asks for no network on any is to be followed; one all of whose networks are wrong would
  /// leave the host unreachable for the sake of a typing error.
  ///
  /// - Parameter findings: What reading the document has found.
  func isUsable(after findings: [Finding]) -> Bool {
    guard !links.isEmpty else { return false }
    return links.contains(where: \.isConfigured) || !findings.contains { $0.severity == .error }
  }
}
