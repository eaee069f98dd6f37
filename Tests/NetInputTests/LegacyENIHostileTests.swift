// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel
import Randomness
import Testing

/// Texts by somebody who means no good, or that were damaged: no crash, no hang, nothing of them in the plan.
@Suite("Legacy network_config: hostile texts", .timeLimit(.minutes(2)))
struct LegacyENIHostileTests {
  private static let sample = """
    auto lo
    iface lo inet loopback
      dns_nameservers 192.0.2.53
    auto eth0
    iface eth0 inet static
      hwaddress ether 52:54:00:00:00:02
      address 192.0.2.10
      netmask 255.255.255.0
      gateway 192.0.2.1
      up route add -net 10.0.0.0 netmask 255.0.0.0 gw 192.0.2.1 || true
      post-up ip -6 addr add 2001:db8::10/64 dev ${IFACE}
    iface eth0 inet6 auto
    source /etc/x \\
      y
    """

  private static let attacks = [
    "$(reboot)", "`reboot`", "; reboot", "| sh", "& reboot", "../../../etc/passwd", "\"", "'", "${IFS}", "%s%n", "-rf",
    "\u{202e}", "*", "a b", "\u{0}", "192.0.2.1\u{0}", "\u{1b}[2J", "x\\", "192.0.2.1;reboot", "192.0.2.1$(x)", "é",
  ]

  @Test(arguments: attacks)
  func `an attack in every place leaves the plan clean`(attack: String) throws {
    let names = [
      "address", "netmask", "gateway", "mtu", "hwaddress", "hwaddress ether", "metric", "dns-nameservers",
      "dns-search", "up", "post-up ip route add default via", "post-up ip addr add", "up route add -net 10.0.0.0/8 gw",
      "up ip route add 10.0.0.0/8 via 192.0.2.1 dev", "broadcast", attack,
    ]
    for method in ["inet static", "inet dhcp", "inet6 auto", "inet manual", attack] {
      for name in names {
        let text = "auto ens1\niface ens1 \(method)\n  \(name) \(attack)\n\nauto \(attack)\niface \(attack) inet dhcp\n"
        let reading = readENI(text + "auto ens2\niface ens2 inet static\n  address 192.0.2.10/24\n")
        expectSound(reading)
        #expect(try reading.link("ens2").addressTexts == ["192.0.2.10/24"])
        let first = try reading.plan().links.first { $0.name.text == "ens1" }
        let touched = first.map { !$0.addresses.isEmpty || !$0.routes.isEmpty || !$0.nameServers.isEmpty } ?? false
        #expect(!touched, "\(text)")
        #expect(try Set(["ens1", "ens2"]).isSuperset(of: reading.names()))
      }
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `damaged bytes`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let signs = Array("\n\\# :/.-0129iface\u{0}".utf8) + [0xff, 0x80]
    for _ in 0..<100 {
      var bytes = Array(Self.sample.utf8)
      for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
        let index = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.insert(signs.randomElement(using: &random) ?? 0, at: index)
        case 2: bytes.removeSubrange(index..<min(bytes.count, index + Int.random(in: 1...20, using: &random)))
        default: bytes.insert(contentsOf: bytes[index...].prefix(30), at: Int.random(in: bytes.indices, using: &random))
        }
      }
      let reading = LegacyENI.read(bytes, nics: Bool.random(using: &random) ? nics(1...2) : nil)
      #expect(soundnessFaults(of: reading).isEmpty, "\(String(decoding: bytes, as: UTF8.self))")
      #expect(reading.findings.allSatisfy { $0.place != nil })
    }
  }

  @Test func `random bytes and every beginning of a text`() {
    var random = SeededRandom(seed: 5)
    for _ in 0..<1000 {
      let bytes = (0..<Int.random(in: 0...80, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(soundnessFaults(of: LegacyENI.read(bytes, nics: nil)).isEmpty, "\(bytes)")
    }
    let bytes = Array(Self.sample.utf8)
    for count in bytes.indices { expectSound(LegacyENI.read(Array(bytes[..<count]), nics: nics(1...2))) }
  }

  @Test func `a text above the limit is refused`() {
    let text = "auto ens1\niface ens1 inet dhcp\n" + String(repeating: "#", count: LegacyENI.largestSize)
    #expect(readENI(text).outcome == .refused)
    #expect(readENI(text).codes == [.tooLarge])
  }

  @Test(arguments: [
    "iface ens1 inet static\n address 10.0.0.1/8\n", "x\n", "iface a inet x\n", "\\\n", "auto x ", "mtu 1\nq 1\n",
    " up ip addr add 10.0.0.1/8 dev ens1\n", "iface ens1 inet dhcp\n",
  ])
  func `the largest text of one line again and again is read at once`(line: String) {
    let head = "auto ens1\niface ens1 inet manual\n"
    let text = head + String(repeating: line, count: (LegacyENI.largestSize - 64) / line.utf8.count)
    let start = ContinuousClock.now
    expectSound(readENI(text))
    #expect(ContinuousClock.now - start < .seconds(20))
  }
}
