// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Writes a plan in the format of one consumer.
///
/// Both functions are pure, and neither can fail: what could be wrong with a document was a finding when it was read.
/// The same plan gives the same bytes, and nothing of it is lost in silence: it is in the files, or in `unsupported`.
public protocol Renderer: Sendable {
  /// The name on the command line.
  static var name: String { get }

  /// Who reads the files, in a few words.
  static var consumer: String { get }

  /// The renderer; it has no settings.
  init()

  /// All files of a plan, in the order of their paths.
  func render(_ plan: NetworkPlan) -> [RenderedFile]

  /// What of the plan the format cannot say, or what one of its readers does not understand.
  func unsupported(_ plan: NetworkPlan) -> [Finding]
}
