// SPDX-License-Identifier: Apache-2.0

import NetModel

extension NetCommand {
  /// Reads a command of ip(8).
  static func ip(_ words: [String]) throws -> NetCommand {
    var rest = words.dropFirst()
    var family: IPFamily?
    if let first = rest.first, first == "-6" || first == "-4" {
      family = first == "-6" ? .v6 : .v4
      rest.removeFirst()
    }
    let verb = rest.prefix(2).joined(separator: " ")
    rest = rest.dropFirst(2)
    switch verb {
    case "addr add": return try address(rest, family)
    case "addr flush" where rest.last == "mngtmpaddr": return .nothing
    case "link set": return try set(rest)
    case "link add": return try add(rest)
    case "route add": return .addRoute(try RouteCommand(rest, family, isReplacing: false))
    case "route replace": return .addRoute(try RouteCommand(rest, family, isReplacing: true))
    default: throw ConsumerError("ip \(verb) is not expected")
    }
  }

  /// `A/MASK broadcast B dev D label D`, or `A/LENGTH dev D`.
  private static func address(_ words: ArraySlice<String>, _ family: IPFamily?) throws -> NetCommand {
    var rest = words
    guard let text = rest.popFirst() else { throw ConsumerError("no address") }
    let options = try pairs(rest.filter { $0 != "nodad" })
    guard let slash = text.firstIndex(of: "/"), let address = IPAddress(String(text[..<slash])),
      let mask = try? Netmask(String(text[text.index(after: slash)...]), family: address.family),
      let prefix = IPPrefix(address, length: mask.bits), family == nil || family == prefix.family
    else { throw ConsumerError("any valid prefix is expected rather than \"\(text)\"") }
    guard let device = options["dev"], Set(options.keys).isSubset(of: ["dev", "label", "broadcast"]),
      options["label"] == nil || options["label"] == device
    else { throw ConsumerError("an address with something else") }
    if let broadcast = options["broadcast"], IPAddress(broadcast)?.family != .v4 {
      throw ConsumerError("any valid address is expected rather than \"\(broadcast)\"")
    }
    return .addAddress(prefix, device: device)
  }

  /// `[dev] D`, `up`, `mtu M` and `address A` in any order, as ip(8) takes them.
  private static func set(_ words: ArraySlice<String>) throws -> NetCommand {
    var rest = words
    var device: String?
    var isUp = false
    var mtu: Int?
    var mac: String?
    while let word = rest.popFirst() {
      switch word {
      case "up": isUp = true
      case "dev": device = rest.popFirst()
      case "mtu":
        mtu = rest.popFirst().flatMap { Int($0) }
        guard mtu.flatMap({ MTU($0) }) != nil else { throw ConsumerError("Invalid \"mtu\" value") }
      case "address":
        mac = rest.popFirst()
        guard let mac, MACAddress(mac)?.description == mac.lowercased() else { throw ConsumerError("no MAC address") }
      case _ where device == nil: device = word
      default: throw ConsumerError("either \"dev\" is duplicate, or \"\(word)\" is a garbage")
      }
    }
    guard let device else { throw ConsumerError("no device") }
    return .set(device: device, isUp: isUp, mtu: mtu, mac: mac?.lowercased())
  }

  /// `link P name N type vlan id I`, or `N type bond KEY VALUE …`.
  private static func add(_ words: ArraySlice<String>) throws -> NetCommand {
    guard let place = words.firstIndex(of: "type"), place + 1 < words.endIndex else { throw ConsumerError("no type") }
    let head = words[..<place].filter { $0 != "name" && $0 != "dev" }
    let options = try pairs(words[(place + 2)...])
    switch words[place + 1] {
    case "vlan" where head.count == 3 && head.first == "link" && options.count == 1:
      guard let id = options["id"].flatMap({ Int($0) }), id < 4096 else { throw ConsumerError("no VLAN id") }
      return .addVLAN(name: head[2], parent: head[1], id: id)
    case "bond" where head.count == 1: return .addBond(name: head[0], options: options)
    default: throw ConsumerError("a link of a kind that we do not make")
    }
  }

  private static func pairs(_ words: ArraySlice<String>) throws -> [String: String] {
    var rest = words
    var pairs: [String: String] = [:]
    while let key = rest.popFirst() {
      guard let value = rest.popFirst() else { throw ConsumerError("\(key) without a value") }
      guard pairs.updateValue(value, forKey: key) == nil else { throw ConsumerError("\(key) twice") }
    }
    return pairs
  }
}

extension RouteCommand {
  /// Reads `DESTINATION [via G] [dev D] [metric M] [onlink]`.
  fileprivate init(_ words: ArraySlice<String>, _ family: IPFamily?, isReplacing: Bool) throws {
    var rest = words
    guard let text = rest.popFirst() else { throw ConsumerError("no destination") }
    self.init(destination: .everything(family ?? .v4), isReplacing: isReplacing)
    while let word = rest.popFirst() {
      if word == "onlink" {
        isOnLink = true
        continue
      }
      guard let value = rest.popFirst() else { throw ConsumerError("\(word) without a value") }
      switch word {
      case "via":
        gateway = IPAddress(value)
        if gateway == nil { throw ConsumerError("any valid address is expected rather than \"\(value)\"") }
      case "dev": device = value
      case "metric":
        metric = Int(value).flatMap { RouteMetric($0) }
        if metric == nil { throw ConsumerError("\"metric\" value is invalid") }
      default: throw ConsumerError("either \"to\" is duplicate, or \"\(word)\" is a garbage")
      }
    }
    if text == "default" {
      destination = .everything(family ?? gateway?.family ?? .v4)
    } else {
      guard let prefix = IPPrefix(text) ?? IPAddress(text).map({ .host($0) }) else {
        throw ConsumerError("any valid prefix is expected rather than \"\(text)\"")
      }
      guard prefix.masked == prefix else { throw ConsumerError("RTNETLINK answers: Invalid argument") }
      destination = prefix
    }
    guard family == nil || family == destination.family, gateway == nil || gateway?.family == destination.family else {
      throw ConsumerError("an address of the other family")
    }
  }
}
