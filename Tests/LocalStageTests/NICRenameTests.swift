// SPDX-License-Identifier: Apache-2.0

import LocalStage
import NetModel
import Testing

@Suite struct NICRenameTests {
  private func plan(_ names: [(String, String)]) -> NetworkPlan {
    let links = names.compactMap { from, to -> Link? in
      guard let from = InterfaceName(from), let to = InterfaceName(to) else { return nil }
      return Link(name: to, kind: .physical(NIC(name: from, macAddress: nil)), path: .root)
    }
    return NetworkPlan(links: links, isComplete: true, source: .networkData)
  }

  /// The names that NICs have after the steps, each taken only while it is free.
  private func result(of names: [(String, String)]) -> [String: String] {
    var holders = Dictionary(uniqueKeysWithValues: names.map { ($0.0, $0.0) })
    for step in NICRename.steps(for: plan(names)) {
      #expect(holders[step.to.text] == nil, "\(step.to) is taken while another has it")
      let holder = holders.removeValue(forKey: step.from.text)
      #expect(holder != nil, "\(step.from) is nobody's name")
      holders[step.to.text] = holder
    }
    return holders
  }

  @Test func `a NIC that keeps its name is not touched`() {
    #expect(NICRename.steps(for: plan([("eth0", "eth0")])).isEmpty)
  }

  @Test func `a chain is renamed from its end`() {
    let names = [("eth0", "eth1"), ("eth1", "eth2"), ("eth2", "lan0")]
    #expect(result(of: names) == ["eth1": "eth0", "eth2": "eth1", "lan0": "eth2"])
  }

  @Test func `NICs that swap names pass by a third one`() {
    let names = [("eth0", "eth1"), ("eth1", "eth0")]
    #expect(result(of: names) == ["eth1": "eth0", "eth0": "eth1"])
  }

  @Test func `two circles and a chain at once`() {
    let names = [("a0", "b0"), ("b0", "a0"), ("c0", "d0"), ("d0", "e0"), ("e0", "c0"), ("f0", "g0")]
    #expect(result(of: names) == ["b0": "a0", "a0": "b0", "d0": "c0", "e0": "d0", "c0": "e0", "g0": "f0"])
  }
}
