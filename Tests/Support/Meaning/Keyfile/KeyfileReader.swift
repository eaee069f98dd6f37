// SPDX-License-Identifier: Apache-2.0

import NetModel
import Renderers

/// The versions of NetworkManager of which one may read the files.
enum KeyfileVersion: String, CaseIterable {
  /// Adds IPv6 addresses in the order of the profile, so that the kernel prefers the last.
  case v1_30 = "1.30"
  /// Adds them the other way round, so that the kernel prefers the first.
  case v1_42 = "1.42"
}

/// Reads NetworkManager's keyfiles as 1.30 and 1.42 do (nm-settings-keyfile(5)); both were run on what is said here.
struct KeyfileReader {
  private var links: [String: LinkMeaning] = [:]
  /// The interface of each profile, by its uuid.
  private var interfaces: [String: String] = [:]
  private var profiles: [String: KeyfileProfile] = [:]
  private let renames: [String: NICMatch]
  private let version: KeyfileVersion

  /// Reads files for a version of NetworkManager; throws for what it would ignore, or where nobody can mean what it
  /// would do.
  init(_ files: [RenderedFile], version: KeyfileVersion) throws {
    self.version = version
    renames = try LinkFileReader(files.filter { LinkFileReader.reads($0.path) }).renames
    let settings = files.filter { $0.path.hasPrefix("etc/NetworkManager/conf.d/") }
    for file in settings { try Self.check(file) }
    for file in files where !LinkFileReader.reads(file.path) && !settings.contains(file) { try read(file) }
    try tieBonds()
    try tieVLANs()
    if let idle = renames.keys.sorted().first(where: { links[$0] == nil }) {
      throw MeaningError(idle, "is renamed, and nothing else")
    }
  }

  /// What comes of it.
  ///
  /// The servers of all active profiles go into one resolv.conf (`dns` in NetworkManager.conf(5)), so that it does not
  /// matter which of them has one.
  func reading() -> Reading {
    let all = links.values.sorted { $0.name < $1.name }
    return Reading(
      reader: "NetworkManager \(version.rawValue)", links: all, resolver: HostResolver(union: all), hasHostDNS: true)
  }

  /// The one setting that somebody may want: no profiles but these (NetworkManager.conf(5)).
  private static func check(_ file: RenderedFile) throws {
    guard file.path.hasSuffix(".conf"), file.mode == 0o644 else {
      throw MeaningError(file.path, "NetworkManager does not read this file")
    }
    let lines = try TextLine.all(of: file.contents, file: file.path).map(\.text).filter { !$0.hasPrefix("#") }
    guard lines == ["[main]", "no-auto-default=*"] else { throw MeaningError(file.path, "another setting: \(lines)") }
  }

  private mutating func read(_ file: RenderedFile) throws {
    guard let name = file.path.after("etc/NetworkManager/system-connections/"), !name.contains("/"),
      name.hasSuffix(".nmconnection"), !name.hasPrefix(".")
    else { throw MeaningError(file.path, "NetworkManager does not read this file") }
    guard file.mode == 0o600 else {
      throw MeaningError(file.path, "File permissions (\(file.modeText)) are insecure: it is ignored")
    }
    let profile = try KeyfileProfile(file, version: version)
    let interface = try self.interface(of: profile, name)
    guard interfaces.updateValue(interface, forKey: profile.uuid) == nil else {
      throw profile.error("uuid given twice")
    }
    guard profiles.updateValue(profile, forKey: interface) == nil else {
      throw profile.error("a second profile for \(interface), of which one is used")
    }
    var link = profile.link
    link.name = interface
    if case .physical = link.kind {
      var match = renames[interface] ?? NICMatch(originalName: profile.interface)
      if let mac = profile.macAddress {
        if let other = match.macAddress, other != mac { throw profile.error("not the NIC that gets the name") }
        match.macAddress = mac
      }
      link.nic = match
    }
    links[interface] = link
  }

  /// The name of the interface; where the profile looks at the MAC address alone and nothing renames it, it is the file
  /// that says whom it is about, and the MAC address must prove it.
  private func interface(of profile: KeyfileProfile, _ fileName: String) throws -> String {
    if let name = profile.interface { return name }
    if let renamed = renames.first(where: { $1.macAddress == profile.macAddress }) { return renamed.key }
    let stem = String(fileName.dropLast(".nmconnection".count))
    guard let name = InterfaceName(stem.after("swinit-") ?? stem) else {
      throw profile.error("no name of an interface")
    }
    return name.text
  }

  private mutating func tieBonds() throws {
    for (name, profile) in profiles.sorted(by: { $0.key < $1.key }) {
      guard let master = profile.master else { continue }
      let bondName = interfaces[master] ?? master
      guard case .bond(var bond) = links[bondName]?.kind else { throw profile.error("no profile of bond \(master)") }
      bond.members.append(name)
      links[bondName]?.kind = .bond(bond)
      links[name]?.controller = bondName
      // The kernel gives each member the bond's MTU.
      let mtu = links[name]?.mtu ?? links[bondName]?.mtu
      links[name]?.mtu = mtu
    }
    for (name, profile) in profiles {
      guard case .bond(let bond) = links[name]?.kind, let primary = bond.options["primary"] else { continue }
      guard bond.members.contains(primary) else { throw profile.error("the primary \(primary) is no member") }
    }
  }

  private mutating func tieVLANs() throws {
    for (name, profile) in profiles {
      guard let text = profile.parent, case .vlan(let vlan) = links[name]?.kind else { continue }
      let parent = interfaces[text] ?? text
      // A NIC without a profile gets one with DHCP (no-auto-default in NetworkManager.conf(5)).
      guard let below = links[parent] else { throw profile.error("no profile of its parent \(parent)") }
      links[name]?.kind = .vlan(VLANMeaning(parent: parent, id: vlan.id))
      if let mtu = links[name]?.mtu, mtu > below.mtu ?? 1500 {
        throw profile.error("an MTU above that of \(parent) is refused")
      }
    }
  }
}
