// SPDX-License-Identifier: Apache-2.0

import NetModel

/// A command that ifupdown would hand to `/bin/sh -c`, of the kinds that our files bring about.
enum NetCommand: Equatable {
  case addAddress(IPPrefix, device: String)
  case set(device: String, isUp: Bool, mtu: Int?, mac: String?)
  case addRoute(RouteCommand)
  case sysctl(device: String, key: String, value: String)
  case dhcp4(device: String, metric: RouteMetric?)
  case dhcp6(device: String, isStateless: Bool)
  case addVLAN(name: String, parent: String, id: Int)
  case addBond(name: String, options: [String: String])
  case write(value: String, path: String)
  /// run-parts with /etc/network/if-PHASE.d.
  case hooks(phase: String)
  /// Something that changes nothing of what we compare.
  case nothing
}

/// The words of `ip route add` or `replace`.
struct RouteCommand: Equatable {
  var destination: IPPrefix
  var gateway: IPAddress?
  var device: String?
  var metric: RouteMetric?
  var isOnLink = false
  /// Whether a route to the same place with the same metric goes away first.
  var isReplacing: Bool
}

/// A command with the shell around it: `[ -e PATH ] || COMMAND || true`.
struct ShellLine {
  /// The command runs only where this path is there, or is not.
  struct Condition: Equatable {
    let path: String
    let isThere: Bool
  }

  var command: NetCommand
  var condition: Condition?
  /// Whether the shell goes on, or fails, where the command does.
  var isForgiven = false

  init(_ line: String) throws {
    let text = line.trimmingPrefix { $0.isWhitespace }
    if let vlan = Self.nativeVLAN(String(text)) {
      self = vlan
      return
    }
    var clauses = String(text).replacing(" 2>/dev/null", with: "").replacing(" > /dev/null 2>&1", with: "")
      .split(separator: "||").map { String($0).words }
    if clauses.count > 1, clauses.last?.first == "true" {
      clauses.removeLast()
      isForgiven = true
    }
    if clauses.count > 1 {
      let test = clauses.removeFirst()
      switch test.count {
      case 4 where test[0] == "[" && test[1] == "-e" && test[3] == "]":
        condition = Condition(path: test[2], isThere: false)
      case 5 where test[0] == "[" && test[1...2] == ["!", "-e"] && test[4] == "]":
        condition = Condition(path: test[3], isThere: true)
      default: throw ConsumerError("not a test that we know: \(line)")
      }
    }
    guard clauses.count == 1 else { throw ConsumerError("more shell than we know: \(line)") }
    // The line of dhclient is ifupdown's own.
    let isOurs = clauses[0].first?.hasPrefix("CLIENT=") != true
    if isOurs, clauses[0].contains(where: { $0.contains { ";&|`()<{}*?".contains($0) } }) {
      throw ConsumerError("more shell than we know: \(line)")
    }
    do {
      command = try NetCommand(clauses[0])
    } catch {
      throw ConsumerError("\(error) in: \(line)")
    }
  }

  private init(command: NetCommand, condition: Condition?, isForgiven: Bool) {
    self.command = command
    self.condition = condition
    self.isForgiven = isForgiven
  }

  /// ifupdown's own script that makes NAME.ID, where NAME is there and NAME.ID is not (link.defn).
  private static func nativeVLAN(_ text: String) -> ShellLine? {
    guard text.hasPrefix("if test -d /sys/class/net/"), let found = text.firstRange(of: "ip link add link ") else {
      return nil
    }
    // PARENT name NAME type vlan id ID;
    let words = String(text[found.upperBound...]).words
    guard words.count > 6, words[1] == "name", words[3...5] == ["type", "vlan", "id"],
      let id = Int(words[6].prefix { $0 != ";" })
    else { return nil }
    return ShellLine(
      command: .addVLAN(name: words[2], parent: words[0], id: id),
      condition: Condition(path: "/sys/class/net/\(words[2])", isThere: false), isForgiven: true)
  }
}

extension NetCommand {
  fileprivate init(_ words: [String]) throws {
    switch words.first {
    case "modprobe", "/lib/ifupdown/settle-dad.sh", "/lib/ifupdown/wait-for-ll6.sh": self = .nothing
    case "run-parts":
      guard let phase = words.last?.after("/etc/network/if-") else { throw ConsumerError("hooks of elsewhere") }
      self = .hooks(phase: phase)
    case "echo":
      guard words.count == 4, words[2] == ">" else { throw ConsumerError("echo of something else") }
      self = .write(value: words[1], path: words[3])
    case "sysctl": self = try Self.sysctl(words)
    case "dhclient" where words.dropFirst().first == "-6":
      guard let device = words.last else { throw ConsumerError("no device") }
      self = .dhcp6(device: device, isStateless: words.contains("-S"))
    case let first? where first.hasPrefix("CLIENT=") && words.dropFirst().prefix(2) == ["dhclient", "-4"]:
      self = try Self.dhcp4(words)
    case "ip": self = try Self.ip(words)
    default: throw ConsumerError("a command that we do not know")
    }
  }

  /// `sysctl -q -e -w net.ipv6.conf.eth0/100.accept_ra=1`
  private static func sysctl(_ words: [String]) throws -> NetCommand {
    let parts = (words.last ?? "").split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    let name = parts[0].split(separator: ".").map(String.init)
    guard parts.count == 2, !parts[1].isEmpty, name.count == 5, Array(name[..<3]) == ["net", "ipv6", "conf"] else {
      throw ConsumerError("a sysctl that we do not know")
    }
    return .sysctl(device: name[3].replacing("/", with: "."), key: name[4], value: parts[1])
  }

  /// `CLIENT="-i"; dhclient -4 … -df LEASES DEVICE [-e IF_METRIC=N]`
  private static func dhcp4(_ words: [String]) throws -> NetCommand {
    guard let place = words.firstIndex(of: "-df"), place + 2 < words.count else { throw ConsumerError("no device") }
    let rest = words[(place + 3)...]
    guard let variable = rest.last else { return .dhcp4(device: words[place + 2], metric: nil) }
    guard rest.first == "-e", rest.count == 2, let number = variable.after("IF_METRIC=").flatMap({ Int($0) }),
      let metric = RouteMetric(number)
    else { throw ConsumerError("dhclient with something else") }
    return .dhcp4(device: words[place + 2], metric: metric)
  }
}
