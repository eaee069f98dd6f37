// SPDX-License-Identifier: Apache-2.0

import NetModel
import Renderers
import SystemPackage

/// All that is written for a plan on a host: the renderer's files, the document that is kept, and resolv.conf where nobody else
/// writes it.
struct NetworkFiles {
  private let network: [RenderedFile]
  private let resolver: [RenderedFile]

  /// What came of writing them.
  struct Written {
    let outcome: TransactionOutcome
    /// Why resolv.conf was left out; nil where it was not.
    var protection: TransactionError?
  }

  /// The files of a plan.
  init(of plan: NetworkPlan, by type: any Renderer.Type, document: RenderedFile?, on host: HostFiles) {
    network = type.init().render(plan) + [document].compactMap(\.self)
    let isNeeded = ResolverFile.isNeeded(on: host, renderer: type.name)
    resolver = isNeeded ? ResolverFile.files(for: plan, renderer: type.name, on: host) : []
  }

  /// All of them.
  var all: [RenderedFile] { network + resolver }

  /// Writes all or nothing; but a resolv.conf that somebody protects does not cost the network.
  func write(origin: Ledger.Origin, below root: FilePath) throws(TransactionError) -> Written {
    do throws(TransactionError) {
      return Written(outcome: try Transaction.apply(all, origin: origin, below: root))
    } catch  where !resolver.isEmpty {
      let outcome = try Transaction.apply(network, leaving: Set(resolver.map(\.path)), origin: origin, below: root)
      return Written(outcome: outcome, protection: error)
    }
  }
}
