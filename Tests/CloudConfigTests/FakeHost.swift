// SPDX-License-Identifier: Apache-2.0

import Foundation
import LocalStage
import NetModel

/// A host that is a directory, gone when the test ends.
final class FakeHost {
  private let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  var files: HostFiles { HostFiles(root: url.path) }
  var config: CloudConfig { CloudConfig(files) }
  var offSwitch: OffSwitch? { OffSwitch.find(on: files, cloudConfig: config) }

  /// A host with files by their paths.
  init(_ texts: KeyValuePairs<String, String> = [:]) throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (path, text) in texts { try write(path, Data(text.utf8)) }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ path: String, _ data: Data) throws {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }

  /// The path of a file of the host as messages show it.
  func path(_ path: String) -> String { url.path + "/" + path }
}

extension CloudConfig {
  var codes: [Finding.Code] { findings.map(\.finding.code) }

  /// The network-config, if there is one.
  var networkConfig: Config? {
    if case .config(let config) = network { config } else { nil }
  }

  /// Where the network is disabled, if it is.
  var disabled: Origin? {
    if case .disabled(let origin) = network { origin } else { nil }
  }
}
