// SPDX-License-Identifier: Apache-2.0

import Glibc
import NetModel

/// Files of somebody else that speak of the same links as ours; the consumer would read both.
public enum ForeignFiles {
  /// A finding for each such file; the files are left alone, for nobody but their owner knows what they are for.
  public static func findings(on host: HostFiles, renderer: String, plan: NetworkPlan) -> [Finding] {
    paths(on: host, renderer: renderer, plan: plan).map { path in
      Finding(
        .foreignFile, at: .root, "/\(path) is not ours, and speaks of the same links; \(consequence(renderer))",
        hint: "remove it, or turn off who makes it")
    }
  }

  private static func consequence(_ renderer: String) -> String {
    switch renderer {
    case "networkd": "its name sorts before those of ours, so systemd-networkd takes it instead"
    case "keyfile": "NetworkManager may choose it instead of ours"
    default: "\(renderer)'s reader takes both"
    }
  }

  private static func paths(on host: HostFiles, renderer: String, plan: NetworkPlan) -> [String] {
    switch renderer {
    case "netplan":
      return ["etc/netplan", "run/netplan"].flatMap { directory in
        host.names(in: directory).filter { $0.hasSuffix(".yaml") && $0 != "50-swinit.yaml" }.map {
          "\(directory)/\($0)"
        }
      }
    case "eni":
      let names = Set(plan.links.map(\.name.text))
      return matching(in: "etc/network/interfaces.d", on: host, having: { _ in true }) { line in
        let words = line.split(whereSeparator: \.isWhitespace)
        return words.first == "iface" && words.count > 1 && names.contains(String(words[1]))
      }
    case "ifcfg":
      let own = Set(plan.links.map { "ifcfg-\($0.name)" })
      let texts = plan.links.flatMap { ["DEVICE=\($0.name)"] + ($0.nic?.macAddress.map { ["HWADDR=\($0)"] } ?? []) }
      let wanted = Set(texts.map { $0.uppercased() })
      return matching(
        in: "etc/sysconfig/network-scripts", on: host, having: { $0.hasPrefix("ifcfg-") && !own.contains($0) }
      ) { wanted.contains($0.filter { $0 != "\"" && $0 != "'" }.uppercased()) }
    case "networkd":
      // The first file that matches a link is the only one (systemd.network(5)).
      return ["etc/systemd/network", "run/systemd/network"].flatMap { directory in
        matching(in: directory, on: host, having: { $0.hasSuffix(".network") && $0 < "10-swinit-" }) { line in
          plan.links.contains { matches(line, $0) }
        }
      }
    case "keyfile":
      let texts = plan.links.flatMap { link in
        ["interface-name=\(link.name)"] + (link.nic?.macAddress.map { ["mac-address=\($0)"] } ?? [])
      }
      let wanted = Set(texts)
      return matching(
        in: "etc/NetworkManager/system-connections", on: host, having: { !$0.hasPrefix("swinit-") }
      ) { wanted.contains($0.hasPrefix("mac") ? $0.lowercased() : String($0)) }
    default: return []
    }
  }

  /// Whether a line of a `[Match]` section holds for a link: one of its names, which may be patterns, or of its addresses.
  private static func matches(_ line: Substring, _ link: Link) -> Bool {
    let parts = line.split(separator: "=", maxSplits: 1)
    guard parts.count == 2 else { return false }
    let values = parts[1].split(separator: " ")
    switch parts[0] {
    case "Name": return values.contains { fnmatch(String($0), link.name.text, 0) == 0 }
    case "MACAddress", "PermanentMACAddress":
      return values.contains { MACAddress(String($0)).map { $0 == link.nic?.macAddress } ?? false }
    default: return false
    }
  }

  private static func matching(
    in directory: String, on host: HostFiles, having isCandidate: (String) -> Bool, line isTelling: (Substring) -> Bool
  ) -> [String] {
    host.names(in: directory).filter(isCandidate).map { "\(directory)/\($0)" }.filter { path in
      let text = String(decoding: (try? host.contents(of: path)) ?? [], as: UTF8.self)
      return text.split(separator: "\n").contains(where: isTelling)
    }
  }
}
