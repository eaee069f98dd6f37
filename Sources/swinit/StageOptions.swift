// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MetadataService

/// How actions are told.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// What every stage takes.
struct StageOptions: ParsableArguments {
  @Option(help: "The directory that stands for /; below another one files are written and programs only told.")
  var root = "/"

  @Option(
    name: .customLong("metadata-url"), help: "The metadata service, instead of 169.254.169.254 and fe80::a9fe:a9fe.")
  var metadataURL: String?

  @Flag(name: .customLong("dry-run"), help: "Tell what would be done, and do nothing.")
  var isDryRun = false

  @Option(help: "How to tell: text or json, an object a line.")
  var format = OutputFormat.text

  func validate() throws {
    guard let metadataURL else { return }
    do throws(MetadataURL.Failure) {
      _ = try MetadataURL(metadataURL)
    } catch {
      throw ValidationError(error.description)
    }
  }
}
