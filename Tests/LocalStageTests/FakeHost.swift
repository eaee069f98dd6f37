// SPDX-License-Identifier: Apache-2.0

import Foundation
import HostDirectory
import LocalStage
import Synchronization
import SystemPackage

/// A host that is a directory, gone when the test ends.
final class FakeHost: HostDirectory {
  /// The time that has been slept.
  let clock = FakeClock()

  var files: HostFiles { HostFiles(root: url.path) }

  init(os: String = "ID=debian\nVERSION_ID=\"12\"\n", programs: [String] = ["sbin/ifup"]) throws {
    try super.init()
    try write("etc/os-release", os)
    for program in programs { try write(program, "") }
  }

  /// Makes a NIC as sysfs shows it.
  func addNIC(_ name: String, _ number: Int, isReal: Bool = true, uevent: String = "") throws {
    let directory = "sys/class/net/\(name)"
    try write("\(directory)/address", "fa:16:3e:00:00:0\(number)\n")
    try write("\(directory)/type", "1\n")
    try write("\(directory)/uevent", uevent)
    if isReal { try write("\(directory)/device/vendor", "0x1af4\n") }
  }

  /// Puts a document into the seed directory.
  func seed(_ document: String, version: String = "latest") throws {
    try write("var/lib/cloud/seed/config_drive/openstack/\(version)/network_data.json", document)
  }

  func removeSeed() throws { try remove("var/lib/cloud") }

  /// One run of the local stage.
  @discardableResult func boot(isDryRun: Bool = false, renderer: String? = nil) -> Bool {
    let options = LocalOptions(host: files, drive: nil, distro: nil, renderer: renderer, isDryRun: isDryRun)
    var run = LocalRun(options, patience: clock.patience, log: BootLog(kernelLog: nil, isQuiet: true))
    return run.run()
  }

  /// What the last run reported.
  var report: [String: Any] {
    let data = Data((read("run/swinit/local.json") ?? "{}").utf8)
    return (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] ?? [:]
  }

  var source: String? { report["source"] as? String }

  var codes: [String] { (report["findings"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String } }

  /// What happened to each file.
  var actions: [String: String] {
    let files = report["files"] as? [[String: String]] ?? []
    return Dictionary(files.map { ($0["path"] ?? "", $0["action"] ?? "") }, uniquingKeysWith: { first, _ in first })
  }

  var interfaces: String { read("etc/network/interfaces") ?? "" }
}

/// A clock that goes on only while somebody sleeps; something may happen at a moment.
final class FakeClock: Sendable {
  private struct State {
    var time = Duration.zero
    var events: [(at: Duration, action: @Sendable () -> Void)] = []
  }

  private let state = Mutex(State())

  var time: Duration { state.withLock { $0.time } }

  func at(_ time: Duration, do action: @escaping @Sendable () -> Void) {
    state.withLock { $0.events.append((time, action)) }
  }

  var patience: Patience {
    Patience(
      now: { self.time },
      sleep: { step in
        let due = self.state.withLock { state in
          state.time += step
          let now = state.time
          let due = state.events.filter { $0.at <= now }
          state.events.removeAll { $0.at <= now }
          return due.map(\.action)
        }
        for action in due { action() }
      })
  }
}

/// A document with static addresses for the given NICs.
func staticDocument(_ numbers: Int..., name: String? = nil, address: Int = 10) -> String {
  let links = numbers.map { number in
    let name = name.map { #","name":"\#($0)""# } ?? ""
    return #"{"id":"l\#(number)","type":"ovs","ethernet_mac_address":"fa:16:3e:00:00:0\#(number)"\#(name)}"#
  }
  let networks = numbers.map { number in
    #"{"id":"n","type":"ipv4","link":"l\#(number)","ip_address":"192.0.\#(number).\#(address)","netmask":"255.255.255.0"}"#
  }
  let services = #"[{"type":"dns","address":"192.0.2.53"}]"#
  return
    #"{"links":[\#(links.joined(separator: ","))],"networks":[\#(networks.joined(separator: ","))],"services":\#(services)}"#
}
