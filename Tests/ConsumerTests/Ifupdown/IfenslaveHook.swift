// SPDX-License-Identifier: Apache-2.0

import Foundation

/// ifenslave's own hook of if-pre-up.d, run over a directory in the place of /sys/class/net.
enum IfenslaveHook {
  /// A value that the hook writes to /sys/class/net/BOND/bonding/NAME.
  struct Write: Equatable {
    let bond: String
    let option: String
    let value: String
  }

  /// What the hook writes for a stanza, in its order.
  ///
  /// - Parameters:
  ///   - isThere: Whether the bond exists already.
  static func writes(
    _ consumers: Consumers, interface: String, options: [String: String], isThere: Bool
  ) throws -> [Write] {
    let hook = try String(contentsOfFile: consumers.directory + "/etc/network/if-pre-up.d/ifenslave", encoding: .utf8)
    return try withScratchDirectory { scratch in
      let log = scratch.appending(path: "writes").path
      // Its one write; what it has written it finds again, because files grow where sysfs lists grow.
      let write = "echo \"$2\" > \"/sys/class/net/$BOND_MASTER/bonding/$1\""
      let record = "echo \"$BOND_MASTER $1 $2\" >> \"\(log)\"; " + write.replacing(" > ", with: " >> ")
      guard hook.contains(write) else { throw ConsumerError("this is not ifenslave 2.13's hook") }
      let script = hook.replacing(write, with: record).replacing("/sys/class/net", with: scratch.path)
      let stubs = "ip() { :; }\nifup() { :; }\nifquery() { return 1; }\n"
      try Data((stubs + script).utf8).write(to: scratch.appending(path: "hook"))

      let bonding = scratch.appending(path: "\(options["bond-master"] ?? interface)/bonding")
      try FileManager.default.createDirectory(at: bonding, withIntermediateDirectories: true)
      if isThere { try Data().write(to: bonding.appending(path: "slaves")) }
      var environment = [
        "PATH": "/usr/bin:/bin", "IFACE": interface, "ADDRFAM": "inet", "MODE": "start",
        "PHASE": "pre-up", "VERBOSITY": "0",
      ]
      for (name, value) in options { environment["IF_" + name.uppercased().replacing("-", with: "_")] = value }
      let outcome = try Consumers.run(
        "/bin/sh", [scratch.appending(path: "hook").path], environment: environment)
      guard outcome.status == 0, outcome.output.isEmpty else { throw ConsumerError("ifenslave: \(outcome.output)") }
      let lines = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
      return try lines.textLines.map { line in
        let words = line.split(separator: " ", maxSplits: 2).map(String.init)
        guard words.count == 3 else { throw ConsumerError("ifenslave: \(line)") }
        return Write(bond: words[0], option: words[1], value: words[2])
      }
    }
  }
}
