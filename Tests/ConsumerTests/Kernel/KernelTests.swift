// SPDX-License-Identifier: Apache-2.0

import NetModel
import Renderers
import Testing

/// Each consumer for real, over veths in namespaces of its own, with servers on the wires: the kernel must have what the
/// plan means, no more and no less.
@Suite(.enabled(if: Namespaces.obstacle == nil, "\(Namespaces.obstacle ?? "")"))
struct KernelTests {
  @Test(arguments: KernelCase.all)
  func `ifupdown brings about what the plan says`(of test: KernelCase) async throws {
    try await expect(test, .ifupdown)
  }

  @Test(arguments: KernelCase.all)
  func `systemd-networkd brings about what the plan says`(of test: KernelCase) async throws {
    try await expect(test, .networkd)
  }

  @Test(arguments: KernelCase.all)
  func `netplan's files for systemd-networkd bring about what the plan says`(of test: KernelCase) async throws {
    try await expect(test, .netplan)
  }

  @Test(arguments: KernelCase.all)
  func `NetworkManager brings about what the plan says`(of test: KernelCase) async throws {
    try await expect(test, .networkManager)
  }

  @Test func `more than half of the golden cases are run`() {
    #expect(KernelCase.all.count >= 40)
  }

  private func expect(_ test: KernelCase, _ consumer: KernelConsumer) async throws {
    let renderer = try #require(RendererTable.renderer(named: consumer.renderer)).init()
    let seen = try await Namespaces.observe(test, consumer, files: renderer.render(test.plan))
    let differences = KernelComparison(test, consumer, renderer, seen).differences
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
    #expect(seen.verification.status == 0, "swinit-net verify: \(seen.verification.output)")
  }

  static let breakages = [
    Breakage(
      .ifupdown, Sabotage(staticCase, "    gateway 192.0.2.1\n", "", objection: "0.0.0.0/0 via 192.0.2.1 is missing")),
    Breakage(.ifupdown, Sabotage(twoGateways, "metric 200", "metric 300", objection: "metric 200 was meant")),
    Breakage(.ifupdown, Sabotage(staticCase, "accept_ra 0", "accept_ra 2", objection: "via fe80::77:1")),
    Breakage(.ifupdown, Sabotage(staticCase, "mtu 1450", "mtu 1400", objection: "MTU 1450 was meant, 1400 is set")),
    Breakage(.ifupdown, Sabotage(dhcpCase, "inet dhcp", "inet manual", objection: "DHCPDISCOVER was meant to be sent")),
    Breakage(
      .ifupdown, Sabotage(staticCase, "192.0.2.10/24", "192.0.2.300/24", objection: "the log: "), isInKernel: true),
    Breakage(.networkd, Sabotage(staticCase, "IPv6AcceptRA=no", "IPv6AcceptRA=yes", objection: "from the wire: [fd77")),
    Breakage(.networkd, Sabotage(twoGateways, "Metric=200", "Metric=300", objection: "metric 200 was meant")),
    Breakage(
      .networkd, Sabotage(staticCase, "Gateway=192.0.2.1\n", "", objection: "0.0.0.0/0 via 192.0.2.1 is missing")),
    Breakage(.networkd, Sabotage(staticCase, "DNS=192.0.2.53\n", "", objection: "DNS servers"), isInKernel: false),
    Breakage(
      .networkd, Sabotage(staticCase, "[Network]\n", "[Network]\nAdress=192.0.2.11/24\n", objection: "Unknown key"),
      isInKernel: false),
    Breakage(.netplan, Sabotage(staticCase, "accept-ra: false", "accept-ra: true", objection: "from the wire: [fd77")),
    Breakage(.netplan, Sabotage(staticCase, "192.0.2.10/24", "192.0.2.10/25", objection: "192.0.2.10/25] are there")),
    Breakage(
      .networkManager,
      Sabotage(
        staticCase, "method=manual\naddress1=2001", "method=auto\naddress1=2001", objection: "from the wire: [fd77")),
    Breakage(.networkManager, Sabotage(twoGateways, ",200", ",300", objection: "metric 200 was meant")),
    Breakage(.networkManager, Sabotage(staticCase, "192.0.2.10/24", "192.0.2.300/24", objection: "the log: ")),
    Breakage(
      .networkManager,
      Sabotage(staticCase, "fa:16:3e:00:00:01", "fa:16:3e:00:00:09", objection: "[192.0.2.10/24] were meant, [] are")),
    Breakage(.networkManager, Sabotage(dhcpCase, "method=auto", "method=disabled", objection: "10.77.1.1 is missing")),
  ]

  @Test(arguments: breakages)
  func `what is wrong in a file shows in the kernel`(with breakage: Breakage) async throws {
    let consumer = breakage.consumer
    let renderer = try #require(RendererTable.renderer(named: consumer.renderer)).init()
    let (sound, files) = try breakage.sabotage.broken(renderer)
    let test = try #require(KernelCase.all.first { $0.name == sound.name })
    let seen = try await Namespaces.observe(test, consumer, files: files)
    let said = KernelComparison(test, consumer, renderer, seen).differences.joined(separator: "\n")
    #expect(said.contains(breakage.sabotage.objection), "\(said)")
    #expect(seen.verification.status == (breakage.isInKernel ? 2 : 0), "swinit-net verify: \(seen.verification.output)")
  }
}

/// Files with something broken in them, for one consumer.
struct Breakage: Sendable, CustomTestStringConvertible {
  let consumer: KernelConsumer
  let sabotage: Sabotage
  /// Whether it is to be seen in the kernel or resolv.conf, so that `swinit-net verify` finds it, too.
  let isInKernel: Bool

  init(_ consumer: KernelConsumer, _ sabotage: Sabotage, isInKernel: Bool = true) {
    (self.consumer, self.sabotage, self.isInKernel) = (consumer, sabotage, isInKernel)
  }

  var testDescription: String { "\(consumer.renderer): \(sabotage.testDescription)" }
}

private let dhcpCase = "a-dhcp-subnet-runs-dhcp-and-ignores-router-advertisements"
