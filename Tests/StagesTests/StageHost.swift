// SPDX-License-Identifier: Apache-2.0

import Foundation
import HostDirectory
import LocalStage
import NetInput
import Stages

/// A host that is a directory, gone when the test ends.
final class StageHost: HostDirectory {
  var files: HostFiles { HostFiles(root: url.path) }

  /// A host with an os-release and programs at paths such as `usr/sbin/useradd`.
  init(os: String = "ID=debian\nVERSION_ID=\"12\"\n", programs: [String] = [], files: [String: String] = [:]) throws {
    try super.init()
    try write("etc/os-release", os)
    for program in programs { try write(program, "") }
    for (path, text) in files { try write(path, text) }
  }

  func makeDirectory(_ path: String) throws {
    try FileManager.default.createDirectory(at: url.appending(path: path), withIntermediateDirectories: true)
  }

  /// Makes a symbolic link.
  func link(_ path: String, to target: String) throws {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: target)
  }

  /// All that a module may know, with settings written as YAML.
  func context(
    _ yaml: String = "", instance: InstanceData = .sample, scripts: [UserScript] = []
  ) throws -> ModuleContext {
    let settings = try YAMLNode.read(Array(yaml.utf8)) ?? .emptyMapping
    return ModuleContext(settings: settings, instance: instance, host: files, scripts: scripts)
  }

  /// What a module wants done on this host.
  func plan(
    _ module: any Module.Type, _ yaml: String = "", instance: InstanceData = .sample, scripts: [UserScript] = []
  ) throws -> ModulePlan {
    module.plan(try context(yaml, instance: instance, scripts: scripts))
  }
}

extension InstanceData {
  /// An instance as nova describes it.
  static var sample: InstanceData {
    var instance = InstanceData(source: .configDrive("/dev/sr0"))
    instance.instanceID = "5f1a2b3c-0000-4000-8000-000000000001"
    instance.hostname = "web.example.org"
    instance.name = "web"
    return instance
  }
}

extension ModulePlan {
  /// The files that are to be written, in their order.
  var writes: [FileWrite] {
    actions.compactMap { if case .write(let file) = $0 { file } else { nil } }
  }

  /// The programs that are to be run, in their order.
  var runs: [Invocation] {
    actions.compactMap { if case .run(let invocation) = $0 { invocation } else { nil } }
  }

  /// The arguments of each program.
  var commands: [[String]] { runs.map(\.arguments) }

  /// The last file that is written at a path.
  func file(_ path: String) -> FileWrite? { writes.last { $0.path == path } }

  /// The text of the last file that is written at a path.
  func text(_ path: String) -> String? { file(path).map { String(decoding: $0.contents, as: UTF8.self) } }
}
