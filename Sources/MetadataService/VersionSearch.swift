// SPDX-License-Identifier: Apache-2.0

import NetModel
import Stages

/// Finds the version directory of an endpoint: the first that has a meta_data.json.
struct VersionSearch: Sendable {
  /// A version directory.
  struct Found: Sendable {
    let fetcher: Fetcher
    /// Its path without a slash at its end.
    let directory: String
    /// meta_data.json.
    let metaData: [UInt8]
    let warnings: [String]
  }

  /// The most dated versions that are asked for, the newest first.
  static let mostVersions = 4

  let fetcher: Fetcher

  /// Looks at `latest`, then at the dated versions that the service lists.
  func find() async -> Result<Found, MetadataFailure.Attempt> {
    let path = fetcher.endpoint.path
    var reasons: [String] = []
    switch await metaData(in: "\(path)/latest", &reasons) {
    case .found(let found): return .success(found)
    case .givenUp: return .failure(attempt(reasons))
    case .notThere: break
    }
    for version in await versions(&reasons) {
      switch await metaData(in: "\(path)/\(version)", &reasons) {
      case .found(let found): return .success(found)
      case .givenUp: return .failure(attempt(reasons))
      case .notThere: break
      }
    }
    return .failure(attempt(reasons))
  }

  private enum Look {
    case found(Found)
    case notThere, givenUp
  }

  private func metaData(in directory: String, _ reasons: inout [String]) async -> Look {
    let path = "\(directory)/meta_data.json"
    let outcome = await fetcher.fetch(path) { bytes in
      InstanceDocuments.isObject(bytes) ? nil : "\(path) is no JSON object, but begins with \"\(excerpt(of: bytes))\""
    }
    switch outcome {
    case .data(let bytes):
      return .found(Found(fetcher: fetcher, directory: directory, metaData: bytes, warnings: reasons))
    case .absent: reasons.append("\(path) is not there (404)")
    case .refused(let reason): reasons.append("\(path) is refused: \(reason)")
    case .failed(let failures):
      reasons += failures
      return .givenUp
    }
    return .notThere
  }

  /// The dated versions that the service has, the newest first.
  private func versions(_ reasons: inout [String]) async -> [String] {
    let path = "\(fetcher.endpoint.path)/"
    switch await fetcher.fetch(path) {
    case .data(let bytes):
      let versions = Self.datedVersions(in: bytes)
      if versions.isEmpty { reasons.append("\(path) lists no version, but begins with \"\(excerpt(of: bytes))\"") }
      return versions
    case .absent: reasons.append("\(path) is not there (404)")
    case .refused(let reason): reasons.append("\(path) is refused: \(reason)")
    case .failed(let failures): reasons += failures
    }
    return []
  }

  /// The lines that are dates, as `2018-08-27`, the newest first.
  static func datedVersions(in bytes: [UInt8]) -> [String] {
    let lines = bytes.prefix(64 << 10).split { $0 <= 0x20 || $0 == UInt8(ascii: "/") }
    return lines.filter(isDate).map { String(decoding: $0, as: UTF8.self) }.sorted(by: >).prefix(mostVersions).map {
      $0
    }
  }

  private static func isDate(_ text: ArraySlice<UInt8>) -> Bool {
    text.count == 10
      && zip(text, "dddd-dd-dd".utf8).allSatisfy { byte, form in
        form == UInt8(ascii: "-") ? byte == form : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      }
  }

  private func attempt(_ reasons: [String]) -> MetadataFailure.Attempt {
    MetadataFailure.Attempt(endpoint: fetcher.endpoint.description, reasons: reasons)
  }
}

/// The begin of what came, for a message.
private func excerpt(of bytes: [UInt8]) -> String { String(decoding: bytes.prefix(40), as: UTF8.self).printable }

extension MetadataFailure.Attempt: Error {}
