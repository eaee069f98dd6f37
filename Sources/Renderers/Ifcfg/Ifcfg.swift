// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Stub.
public struct Ifcfg: Renderer {
  public static let name = "ifcfg"
  public static let consumer = ""
  public init() {}
  public func render(_ plan: NetworkPlan) -> [RenderedFile] { [] }
  public func unsupported(_ plan: NetworkPlan) -> [Finding] { [] }
}
