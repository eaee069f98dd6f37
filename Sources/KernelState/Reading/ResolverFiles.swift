// SPDX-License-Identifier: Apache-2.0

import NetModel

extension ResolverState {
  private static let resolvedFile = "run/systemd/resolve/resolv.conf"
  /// The address at which systemd-resolved listens (systemd-resolved.service(8)).
  private static let resolvedStub = IPAddress("127.0.0.53")

  /// Reads /etc/resolv.conf, and where that names systemd-resolved alone, the file in which it tells its own servers.
  init(_ files: TextFiles) {
    self.init(file: "/etc/resolv.conf", text: files.text("etc/resolv.conf") ?? "")
    guard servers == [Self.resolvedStub].compactMap({ $0 }), let text = files.text(Self.resolvedFile) else { return }
    self.init(file: "/\(Self.resolvedFile)", text: text)
    isResolved = true
  }

  /// Reads a text as resolv.conf(5) says: of several `search` and `domain` lines the last one counts.
  init(file: String, text: String) {
    self.init(file: file)
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      switch words.first {
      case "nameserver":
        // A link-local server has its interface behind it.
        let address = words.dropFirst().first?.prefix { $0 != "%" }
        if let server = address.flatMap({ IPAddress(String($0)) }) { servers.append(server) }
      case "search", "domain": searchDomains = words.dropFirst().compactMap { DomainName(String($0)) }
      default: break
      }
    }
  }
}
