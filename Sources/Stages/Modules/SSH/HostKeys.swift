// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel

/// The keys by which a host shows who it is: `ssh_deletekeys`, `ssh_keys`, `ssh_genkeytypes`, `ssh_quiet_keygen`.
enum HostKeys {
  /// The kinds of key that ssh-keygen(1) makes without a device; dsa has gone from OpenSSH 10.
  static let types = ["rsa", "ecdsa", "ed25519", "dsa"]
  /// The kinds that are made where the settings say nothing.
  static let standard = ["rsa", "ecdsa", "ed25519"]

  private static let directory = "/etc/ssh"

  static func add(to plan: inout ModulePlan, _ context: ModuleContext) {
    let given = given(context, &plan)
    let hasGenerator = context.programs.path(of: "ssh-keygen") != nil
    // Without keys an sshd does not start: none is deleted that cannot be replaced.
    guard !given.isEmpty || hasGenerator else {
      if context.programs.path(of: "sshd") != nil { plan.warn("ssh-keygen is not installed; the host keys stay") }
      return
    }
    let isDeleting = plan.flag("ssh_deletekeys", in: context.settings, default: true)
    let standing = context.host.names(in: directory).filter { $0.hasPrefix("ssh_host_") && $0.contains("key") }
    if isDeleting, !standing.isEmpty {
      plan.run(Invocation(arguments: ["rm", "-f", "--"] + standing.map { "\(directory)/\($0)" }))
    }
    given.isEmpty ? generate(besides: isDeleting ? [] : standing, context, &plan) : write(given, context, &plan)
  }

  /// Where a part of a key goes.
  private enum Part: String, CaseIterable {
    case `private`, `public`, certificate

    func path(_ type: String) -> String {
      let suffixes: [Part: String] = [.public: ".pub", .certificate: "-cert.pub"]
      return "\(directory)/ssh_host_\(type)_key\(suffixes[self] ?? "")"
    }
  }

  private typealias Given = (type: String, part: Part, text: String)

  private static func given(_ context: ModuleContext, _ plan: inout ModulePlan) -> [Given] {
    guard let node = context.settings[path: "ssh_keys"] else { return [] }
    guard let entries = node.entries else {
      plan.warn("ssh_keys is to be a mapping such as `ed25519_private: KEY`; it is ignored")
      return []
    }
    return entries.compactMap { entry in
      let words = entry.key.split(separator: "_").map(String.init)
      guard words.count == 2, types.contains(words[0]), let part = Part(rawValue: words[1]),
        let text = entry.value.text, !text.trimmed.isEmpty
      else {
        plan.warn("ssh_keys: \(entry.key.printable) is no TYPE_private, TYPE_public or TYPE_certificate with a text")
        return nil
      }
      return (words[0], part, text.trimmed + "\n")
    }
  }

  private static func write(_ given: [Given], _ context: ModuleContext, _ plan: inout ModulePlan) {
    for key in given {
      plan.write(FileWrite(key.part.path(key.type), text: key.text, mode: key.part == .private ? 0o600 : 0o644))
    }
    for key in given where key.part == .private {
      guard !given.contains(where: { $0.type == key.type && $0.part == .public }) else { continue }
      // Only the path goes through the shell, which is one of ours.
      let script = #"umask 022; ssh-keygen -y -f "$0" >"$0.pub""#
      plan.run(Invocation("sh", "-c", script, Part.private.path(key.type)))
    }
    let certificates = given.filter { $0.part == .certificate }.map {
      SSHDConfig.Setting(keyword: "HostCertificate", value: $0.part.path($0.type), isRepeated: true)
    }
    if !certificates.isEmpty { SSHDConfig(context.host)?.set(certificates, &plan) }
  }

  private static func generate(besides standing: [String], _ context: ModuleContext, _ plan: inout ModulePlan) {
    let wanted = context.settings[path: "ssh_genkeytypes"]?.commaSeparated ?? standard
    let isQuiet = plan.flag("ssh_quiet_keygen", in: context.settings)
    for type in wanted {
      guard types.contains(type) else {
        plan.warn("ssh_genkeytypes: \"\(type.printable)\" is none of \(types.joined(separator: ", ")); it is left out")
        continue
      }
      guard !standing.contains("ssh_host_\(type)_key") else { continue }
      // Unless it is to be quiet, its output tells the fingerprints.
      let words = ["ssh-keygen", "-t", type, "-N", "", "-f", Part.private.path(type)]
      var call = Invocation(arguments: words + (isQuiet ? ["-q"] : []))
      call.isLogged = !isQuiet
      plan.run(call)
    }
  }
}
