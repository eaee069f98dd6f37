// SPDX-License-Identifier: Apache-2.0

import NetModel
import Renderers

/// What one reader makes of a whole set of files.
public struct Reading: Sendable {
  /// Who reads.
  public var reader: String
  /// What it makes of each interface, by name.
  public var links: [LinkMeaning]
  /// What it makes of the host's resolver.
  public var resolver: HostResolver
  /// Whether DNS belongs to the host and not to a link, so that only the resolver can be compared.
  public var hasHostDNS = false

  /// A reading of its parts.
  public init(reader: String, links: [LinkMeaning], resolver: HostResolver, hasHostDNS: Bool = false) {
    self.reader = reader
    self.links = links.sorted { $0.name < $1.name }
    self.resolver = resolver
    self.hasHostDNS = hasHostDNS
  }

  /// What the reader makes of an interface.
  public subscript(name: String) -> LinkMeaning? { links.first { $0.name == name } }
}

/// What ends up in resolv.conf.
public struct HostResolver: Hashable, Sendable {
  /// DNS servers in order.
  public var nameServers: [IPAddress]
  /// Search domains in order.
  public var searchDomains: [String]

  /// A resolver of its parts.
  public init(nameServers: [IPAddress] = [], searchDomains: [String] = []) {
    self.nameServers = nameServers
    self.searchDomains = searchDomains
  }

  /// What all links together bring, each once.
  public init(union links: [LinkMeaning]) {
    self.init()
    for link in links {
      for server in link.nameServers where !nameServers.contains(server) { nameServers.append(server) }
      for domain in link.searchDomains where !searchDomains.contains(domain) { searchDomains.append(domain) }
    }
  }
}

/// Why files cannot be read, or are read in a way that nobody can have meant.
public struct MeaningError: Error, Hashable, CustomStringConvertible {
  /// The file, and the line where there is one.
  public let place: String
  /// What is wrong.
  public let text: String

  /// An error at a place.
  public init(_ place: String, _ text: String) {
    self.place = place
    self.text = text
  }

  /// `PLACE: TEXT`.
  public var description: String { "\(place): \(text)" }
}

/// What every reader of a renderer's format makes of files.
public func readings(of files: [RenderedFile], renderer: String) throws -> [Reading] {
  for (index, file) in files.enumerated() where files[..<index].contains(where: { $0.path == file.path }) {
    throw MeaningError(file.path, "written twice")
  }
  switch renderer {
  case "eni": return [try ENIReader(files).reading()]
  case "ifcfg": return [try InitscriptsReader(files).reading(), try NetworkManagerReader(files).reading()]
  case "netplan": return [try NetplanReader(files).reading()]
  case "networkd": return try [247, 252].map { try NetworkdReader(files, version: $0).reading() }
  case "keyfile": return try KeyfileVersion.allCases.map { try KeyfileReader(files, version: $0).reading() }
  default: throw MeaningError(renderer, "no reader of this format")
  }
}
