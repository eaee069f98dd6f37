// SPDX-License-Identifier: Apache-2.0

import LocalStage
import NIOPosix
import Stages

/// OpenStack's metadata service, wherever it answers.
public struct MetadataSource: Sendable {
  /// What was read.
  public struct Reading: Sendable {
    /// The instance's data, whose source is the version directory's URL.
    public let data: InstanceData
    /// What is doubtful, in words: a line each.
    public let warnings: [String]
  }

  private let endpoints: [MetadataEndpoint]
  private let limits: ExchangeLimits
  private var persistence: Persistence
  private let pace: Pace

  /// A service at any of some endpoints, the likeliest first.
  public init(
    _ endpoints: [MetadataEndpoint], limits: ExchangeLimits = ExchangeLimits(),
    persistence: Persistence = Persistence(), pace: Pace = .system
  ) {
    self.endpoints = endpoints
    self.limits = limits
    self.persistence = persistence
    self.pace = pace
  }

  /// The same service, which is not waited for for long.
  func hurried() -> MetadataSource {
    var source = self
    source.persistence = .hurried
    return source
  }

  /// Asks all endpoints at once; the first that gives a meta_data.json gives the rest too.
  public func read() async throws(MetadataFailure) -> Reading {
    let threads = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let reading = await read(on: threads)
    try? await threads.shutdownGracefully()
    return try reading.get()
  }

  private func read(on threads: MultiThreadedEventLoopGroup) async -> Result<Reading, MetadataFailure> {
    let start = pace.now()
    let fetchers = endpoints.map { endpoint in
      Fetcher(
        endpoint: endpoint, loop: threads.next(), limits: limits, persistence: persistence, pace: pace,
        deadline: start + persistence.budget)
    }
    switch await race(fetchers) {
    case .success(let found): return .success(await documents(of: found))
    case .failure(let failures): return .failure(MetadataFailure(attempts: failures.all, elapsed: pace.now() - start))
    }
  }

  private struct Failures: Error {
    var all: [MetadataFailure.Attempt] = []
  }

  /// The first version directory that is found; the search for others is cancelled then.
  private func race(_ fetchers: [Fetcher]) async -> Result<VersionSearch.Found, Failures> {
    await withTaskGroup(of: Result<VersionSearch.Found, MetadataFailure.Attempt>.self) { group in
      for (index, fetcher) in fetchers.enumerated() {
        group.addTask {
          if index > 0 { await pace.sleep(persistence.stagger * index) }
          return await VersionSearch(fetcher: fetcher).find()
        }
      }
      var failures = Failures()
      for await result in group {
        switch result {
        case .success(let found):
          group.cancelAll()
          return .success(found)
        case .failure(let attempt): failures.all.append(attempt)
        }
      }
      return .failure(failures)
    }
  }

  /// The other documents, one after the other: services limit how many questions they take in a time.
  private func documents(of found: VersionSearch.Found) async -> Reading {
    var documents = InstanceDocuments()
    documents.metaData = found.metaData
    var (warnings, missing) = (found.warnings, [String]())
    let url = found.fetcher.endpoint.url(found.directory)
    for (name, path) in InstanceDocuments.optional {
      switch await found.fetcher.fetch("\(found.directory)/\(name)") {
      case .data(let bytes): documents[keyPath: path] = bytes
      case .absent: break
      case .refused(let reason): warnings.append("\(url)/\(name) is refused, and taken for absent: \(reason)")
      case .failed(let reasons):
        missing.append(name)
        warnings.append("\(url)/\(name) did not come: \(MetadataFailure.summary(of: reasons))")
      }
    }
    var (data, doubts) = InstanceData.read(documents, from: .service(url))
    data.missing = missing
    return Reading(data: data, warnings: warnings + doubts)
  }
}
