// SPDX-License-Identifier: Apache-2.0

import LocalStage

extension ModuleContext {
  /// The directory of what belongs to the instance.
  var instanceDirectory: String { "/" + Semaphores(of: host, instanceID: instanceID).instanceDirectory }

  /// The directory of the scripts that are run once for the instance.
  var scriptsDirectory: String { instanceDirectory + "/scripts" }

  /// A script that is there to be run, as long as it likes to run.
  func invocation(of arguments: [String]) -> Invocation {
    var invocation = Invocation(arguments: arguments)
    invocation.environment["INSTANCE_ID"] = instanceID
    invocation.timeout = nil
    return invocation
  }
}

extension ModulePlan {
  /// Writes scripts to a directory and runs them with what else is there to be run, in the order of their names.
  ///
  /// - Parameter prefix: A program that runs each script, and its first arguments.
  mutating func runScripts(
    _ scripts: [UserScript], in directory: String, besides others: [String] = [], prefix: [String] = [],
    _ context: ModuleContext
  ) {
    var paths = others
    for script in scripts {
      let path = "\(directory)/\(script.name)"
      // Scripts may hold secrets.
      var file = FileWrite(path, script.contents, mode: 0o700)
      file.directoryMode = 0o700
      write(file)
      paths.append(path)
    }
    let sorted = Set(paths).map { (name: $0.split(separator: "/").last ?? "", path: $0) }
      .sorted { ($0.name, $0.path) < ($1.name, $1.path) }
    for script in sorted { run(context.invocation(of: prefix + [script.path])) }
  }
}

extension HostFiles {
  /// The paths of the files in a directory that may be run.
  func programs(in directory: String) -> [String] {
    names(in: directory).map { "\(directory)/\($0)" }.filter { path in
      // A directory cannot be read as a file.
      mode(of: path).map { $0 & 0o111 != 0 } ?? false && (try? contents(of: path, limit: 1)) != nil
    }
  }
}
