// SPDX-License-Identifier: Apache-2.0

import NetModel
import Renderers

/// One profile, as far as it can be understood by itself.
struct KeyfileProfile {
  /// The kinds of devices, by their types.
  enum Kind: String { case ethernet, infiniband, bond, vlan }

  let uuid: String
  let kind: Kind
  /// The interface; nil where the profile looks at the MAC address alone.
  let interface: String?
  /// The permanent MAC address that the device must have.
  private(set) var macAddress: String?
  /// The bond that the device is a member of, by its profile's uuid or its name.
  let master: String?
  /// The device below a VLAN, by its profile's uuid or its name.
  private(set) var parent: String?
  /// All but the name and the NIC.
  private(set) var link = LinkMeaning(name: "")
  private let file: KeyFile
  private let version: KeyfileVersion

  init(_ rendered: RenderedFile, version: KeyfileVersion) throws {
    self.version = version
    file = try KeyFile(rendered)
    try KeyfileKeys.check(file)
    guard let connection = file["connection"] else { throw MeaningError(rendered.path, "no [connection]") }
    guard try connection.text("id") != nil else { throw connection.error("no id") }
    guard let uuid = try connection.text("uuid"), Self.isUUID(uuid) else { throw connection.error("no valid uuid") }
    let type = try connection.text("type") ?? ""
    guard let kind = Kind(rawValue: KeyfileKeys.aliases[type] ?? type) else { throw connection.error("type=\(type)") }
    (self.uuid, self.kind) = (uuid, kind)
    interface = try connection.text("interface-name")
    if let interface, InterfaceName(interface) == nil { throw connection.error("\(interface) is no name") }
    if interface == nil, kind == .bond || kind == .vlan { throw connection.error("rejected: no interface-name") }
    master = try Self.master(connection)
    try Self.checkActivation(connection)
    try addDevice()
    try addIP()
  }

  /// An error of this file.
  func error(_ text: String) -> MeaningError { MeaningError(file.path, text) }

  private static func isUUID(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.count) == [8, 4, 4, 4, 12] && parts.joined().allSatisfy { $0.isASCII && $0.isHexDigit }
  }

  private static func master(_ connection: KeyFile.Group) throws -> String? {
    let master = try connection.text("master")
    let type = try connection.text("slave-type")
    guard (master == nil) == (type == nil), type ?? "bond" == "bond" else {
      throw connection.error("rejected: master and slave-type=bond belong together")
    }
    return master
  }

  private static func checkActivation(_ connection: KeyFile.Group) throws {
    if try connection.flag("autoconnect") == false { throw connection.error("it stays down") }
    _ = try connection.number("autoconnect-priority", -999...999)
    _ = try connection.number("autoconnect-retries", -1...Int(Int32.max))
    _ = try connection.number("autoconnect-slaves", -1...1)
  }

  // MARK: The device

  private mutating func addDevice() throws {
    let ethernet = file["ethernet"] ?? file["802-3-ethernet"]
    if file["ethernet"] != nil, file["802-3-ethernet"] != nil { throw error("one group under two names") }
    for name in ["infiniband", "bond", "vlan"] where file[name] != nil && name != kind.rawValue {
      throw error("[\(name)] in a profile of type \(kind.rawValue)")
    }
    switch kind {
    case .ethernet: try addNIC(ethernet, bytes: 6)
    case .infiniband:
      guard let group = file["infiniband"], let mode = try group.text("transport-mode"),
        ["datagram", "connected"].contains(mode), ethernet == nil
      else { throw error("rejected: no valid transport-mode, or [ethernet]") }
      try addNIC(group, bytes: 20)
      link.isConnected = mode == "connected"
    case .bond:
      guard let group = file["bond"] else { throw error("rejected: no [bond]") }
      link.kind = .bond(try KeyfileBond(group).meaning)
    case .vlan: try addVLAN()
    }
    if kind == .bond || kind == .vlan, try ethernet?.text("mac-address") != nil {
      throw error("the MAC address of a device that is to be made is matched and not set")
    }
    try addEthernet(ethernet)
  }

  private mutating func addNIC(_ group: KeyFile.Group?, bytes: Int) throws {
    if let text = try group?.text("mac-address") {
      guard let mac = MACAddress(text), mac.bytes.count == bytes else {
        throw error("ignoring invalid MAC address \(text)")
      }
      macAddress = mac.description
    }
    guard interface != nil || macAddress != nil else { throw error("the profile fits every device of its type") }
    link.mtu = try mtu(group)
  }

  private mutating func addVLAN() throws {
    guard let group = file["vlan"], let id = try group.number("id"), id <= 4094, let parent = try group.text("parent")
    else { throw error("rejected: a VLAN without id or parent") }
    // REORDER_HEADERS, as the kernel has it.
    guard try group.number("flags") ?? 1 == 1 else { throw group.error("flags other than the kernel's") }
    self.parent = parent
    link.kind = .vlan(VLANMeaning(parent: parent, id: id))
  }

  private mutating func addEthernet(_ group: KeyFile.Group?) throws {
    guard let group else { return }
    link.mtu = try mtu(group)
    guard let text = try group.text("cloned-mac-address"), !["preserve", "permanent"].contains(text) else { return }
    guard let mac = MACAddress(text), mac.isSettable else { throw group.error("cloned-mac-address=\(text)") }
    link.macAddress = mac.description
  }

  /// The MTU; 0 stands for none.
  private func mtu(_ group: KeyFile.Group?) throws -> Int? {
    guard let group, let number = try group.number("mtu"), number != 0 else { return nil }
    guard MTU(number) != nil else { throw group.error("mtu=\(number)") }
    return number
  }

  // MARK: IP

  private mutating func addIP() throws {
    let ip = try IPFamily.allCases.map { try KeyfileIP(file, $0) }
    guard master == nil else {
      // A member has no IP configuration; NetworkManager takes the groups away.
      for ip in ip where ip.hasSettings { throw error("IP settings of a member of a bond are dropped") }
      return
    }
    for ip in ip { try ip.apply(to: &link, version: version) }
    link.settleHelpers()
    // _commit_mtu(): "The MTU with IPv6 cannot be smaller"; so did 1.30 and 1.42 when run.
    guard let method = ip.last?.method, method != .ignore, method != .disabled else { return }
    link.mtu = link.mtu.map { max($0, MTU.leastForIPv6) }
  }
}
