// SPDX-License-Identifier: Apache-2.0

import NetModel

/// What a command of an interfaces file would do, as far as it is understood; it is never run.
///
/// Nova's template for LXC adds IPv6 addresses and routes by `ip -6`; hand-made templates use ip(8) and route(8).
enum ENICommand {
  case route(Route)
  case address(IPPrefix)
  /// It takes away what another adds, when the interface goes down.
  case undo

  /// Understands a command by its words; nil where there is anything in it that we do not know, or that a shell would
  /// change.
  ///
  /// - Parameter interface: The interface of the stanza; a command for another is not understood.
  init?(_ words: [String], interface: InterfaceName) {
    var words = words[...]
    // "|| true" makes a failure harmless; it says nothing of what is to be done.
    if words.count > 2, words.suffix(2).first == "||", ["true", ":"].contains(words.last) { words = words.dropLast(2) }
    let devices = ["$IFACE", "${IFACE}", "\"$IFACE\"", "\"${IFACE}\"", interface.text]
    var arguments = CommandWords(words: words, devices: Set(devices))
    let command: ENICommand? =
      switch arguments.takeProgram() {
      case "ip": Self.ip(&arguments)
      case "route": Self.route(&arguments)
      default: nil
      }
    guard let command else { return nil }
    self = command
  }

  // MARK: ip(8)

  private static func ip(_ words: inout CommandWords) -> ENICommand? {
    var family: IPFamily?
    if words.take("-6") { family = .v6 } else if words.take("-4") { family = .v4 }
    switch words.next() {
    case "route"?:
      switch words.next() {
      case "add"?, "replace"?: return ipRoute(&words, family: family)
      case "del"?, "delete"?: return .undo
      default: return nil
      }
    case "addr"?, "address"?:
      switch words.next() {
      case "add"?, "replace"?: return ipAddress(&words, family: family)
      case "del"?, "delete"?: return .undo
      default: return nil
      }
    default: return nil
    }
  }

  private static func ipAddress(_ words: inout CommandWords, family: IPFamily?) -> ENICommand? {
    guard let prefix = words.next().flatMap({ IPPrefix($0) ?? IPAddress($0).map(IPPrefix.host) }),
      family == nil || family == prefix.family, prefix.address.isAssignable,
      words.take("dev"), words.takeDevice(), words.isEmpty
    else { return nil }
    return .address(prefix)
  }

  private static func ipRoute(_ words: inout CommandWords, family: IPFamily?) -> ENICommand? {
    guard let target = words.next() else { return nil }
    guard let hop = words.takeHop(gateway: "via") else { return nil }
    let destination =
      target == "default"
      ? IPPrefix.everything(family ?? hop.gateway?.family ?? .v4)
      : IPPrefix(target) ?? IPAddress(target).map(IPPrefix.host)
    guard let destination, family == nil || family == destination.family else { return nil }
    return hop.route(to: destination)
  }

  // MARK: route(8)

  private static func route(_ words: inout CommandWords) -> ENICommand? {
    var family: IPFamily?
    if words.take("-A") {
      guard words.take("inet6") || words.take("inet") else { return nil }
      family = words.last == "inet6" ? .v6 : .v4
    }
    if words.take("del") { return .undo }
    guard words.take("add") else { return nil }
    let isHost = words.take("-host")
    if !isHost { _ = words.take("-net") }
    guard let target = words.next(), let hop = words.takeHop(gateway: "gw") else { return nil }
    let destination: IPPrefix?
    if target == "default" {
      destination = .everything(family ?? hop.gateway?.family ?? .v4)
    } else if let address = IPAddress(target) {
      destination = prefix(address, mask: hop.netmask, isHost: isHost)
    } else {
      destination = hop.netmask == nil ? IPPrefix(target) : nil
    }
    guard let destination, destination.family == family ?? .v4 else { return nil }
    return hop.route(to: destination)
  }

  /// Without mask a network's length would be guessed by its class, so that it is not understood.
  private static func prefix(_ address: IPAddress, mask: String?, isHost: Bool) -> IPPrefix? {
    if let mask {
      return (try? Netmask(mask, family: address.family)).flatMap { IPPrefix(address, length: $0.bits) }
    }
    if isHost || address.family == .v6 { return .host(address) }
    return address.isUnspecified ? .everything(address.family) : nil
  }
}

/// The words of a command, taken one by one.
private struct CommandWords {
  /// What follows a route's destination.
  struct Hop {
    var gateway: IPAddress?
    var netmask: String?
    var metric: RouteMetric?

    func route(to destination: IPPrefix) -> ENICommand? {
      Route(to: destination, via: gateway, metric: metric).map { .route($0) }
    }
  }

  private var words: ArraySlice<String>
  private let devices: Set<String>
  /// The word that was taken last.
  private(set) var last: String?

  init(words: ArraySlice<String>, devices: Set<String>) {
    self.words = words
    self.devices = devices
  }

  var isEmpty: Bool { words.isEmpty }

  mutating func next() -> String? {
    last = words.popFirst()
    return last
  }

  mutating func take(_ word: String) -> Bool {
    guard words.first == word else { return false }
    last = words.removeFirst()
    return true
  }

  mutating func takeDevice() -> Bool { next().map(devices.contains) ?? false }

  /// The program's name without the directory that programs are in.
  mutating func takeProgram() -> String? {
    guard let program = next() else { return nil }
    let directory = ["/usr/sbin/", "/sbin/", "/usr/bin/", "/bin/"].first { program.hasPrefix($0) } ?? ""
    return String(program.dropFirst(directory.count))
  }

  /// Takes all that is left; nil where there is a word that is not known, or neither gateway nor device.
  mutating func takeHop(gateway keyword: String) -> Hop? {
    var hop = Hop()
    var hasDevice = false
    while let word = next() {
      switch word {
      case keyword:
        guard hop.gateway == nil, let gateway = next().flatMap({ IPAddress($0) }), gateway.isAssignable else {
          return nil
        }
        hop.gateway = gateway
      case "dev":
        guard takeDevice() else { return nil }
        hasDevice = true
      case "metric":
        guard let metric = next().flatMap({ Int(decimal: $0.utf8) }).flatMap({ RouteMetric($0) }) else { return nil }
        hop.metric = metric
      case "netmask" where keyword == "gw":
        guard let mask = next() else { return nil }
        hop.netmask = mask
      // What the kernel is told by it follows from the plan.
      case "onlink": break
      case let device where keyword == "gw" && devices.contains(device): hasDevice = true
      default: return nil
      }
    }
    return hop.gateway != nil || hasDevice ? hop : nil
  }
}
