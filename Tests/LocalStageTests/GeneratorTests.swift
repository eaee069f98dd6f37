// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// packaging/systemd/swinit-generator, on a host of its own.
@Suite struct GeneratorTests {
  private let script: PackagedScript

  init() throws {
    script = try PackagedScript("systemd/swinit-generator")
    try script.write("usr/sbin/swinit", "", isProgram: true)
    try script.replace("systemd-detect-virt", with: "exit 1")
    try script.replace("blkid", with: "exit 2")
  }

  /// The units that a boot with a kernel command line has.
  private func units(_ words: String = "") throws -> [String] {
    try script.write("proc/cmdline", "root=/dev/vda1 \(words) quiet\n")
    let generated = script.root.appending(path: "run/generator")
    try? FileManager.default.removeItem(at: generated)
    try script.run(generated.path)
    let files = FileManager.default.enumerator(atPath: generated.path)?.compactMap { $0 as? String } ?? []
    return files.filter { !$0.hasSuffix(".wants") }.map { URL(filePath: $0).lastPathComponent }.sorted()
  }

  private let local = ["swinit-dns.path", "swinit-local.service", "swinit-wait.service"]
  private let all = ["swinit-dns.path", "swinit-local.service", "swinit-wait.service", "swinit.target"]

  @Test func `a machine that says nothing of OpenStack has the local stage alone`() throws {
    #expect(try units() == local)
    #expect(FileManager.default.fileExists(atPath: script.root.appending(path: "run/swinit/disabled").path))
  }

  @Test func `the firmware, a seed, a file or a word bring the later stages`() throws {
    #expect(try units("swinit=enabled") == all)
    for (path, text) in [
      ("sys/class/dmi/id/product_name", "OpenStack Nova\n"), ("sys/class/dmi/id/chassis_asset_tag", "HUAWEICLOUD\n"),
      ("var/lib/cloud/seed/config_drive/openstack/latest/meta_data.json", "{}"), ("etc/cloud/swinit.enabled", ""),
    ] {
      try script.write(path, text)
      #expect(try units() == all, "\(path)")
      let top = path.hasPrefix("var") ? "var" : path
      try FileManager.default.removeItem(at: script.root.appending(path: top))
    }
    #expect(try units() == local)
  }

  @Test(arguments: [("iso9660", true), ("vfat", true), ("ext4", false), ("ext4\niso9660", true), ("", false)])
  func `a config drive is one by its label and its file system`(types: String, isDrive: Bool) throws {
    try script.replace("blkid", with: #"case $* in *"TYPE -t LABEL=CONFIG-2") echo "\#(types)" ;; *) exit 2 ;; esac"#)
    #expect(try units() == (isDrive ? all : local))
  }

  @Test func `in a container neither the firmware nor the disks of its host count`() throws {
    try script.replace("systemd-detect-virt", with: #"[ "$*" = -cq ]"#)
    try script.replace("blkid", with: "echo iso9660")
    try script.write("sys/class/dmi/id/product_name", "OpenStack Nova\n")
    #expect(try units() == local)
    #expect(try units("swinit=enabled") == all)
    try script.write("var/lib/cloud/seed/config_drive/openstack/latest/meta_data.json", "{}")
    #expect(try units() == all)
  }

  @Test(arguments: [
    ("swinit=disabled", false), ("cloud-init=disabled", false), ("swinit=enabled swinit=disabled", false),
    ("swinit=disabled swinit=enabled", true), ("cloud-init=disabled cloud-init=enabled swinit=enabled", true),
    ("swinit=enabled cloud-init=disabled", false), ("xswinit=disabled swinit=enabled", true),
  ])
  func `of a word that stands twice the last counts, as for the program`(words: String, isOn: Bool) throws {
    #expect(try units(words) == (isOn ? all : []))
  }

  @Test func `the file that switches off cloud-init switches off all`() throws {
    try script.write("etc/cloud/cloud-init.disabled", "")
    #expect(try units("swinit=enabled") == [])
  }
}
