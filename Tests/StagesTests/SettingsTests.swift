// SPDX-License-Identifier: Apache-2.0

import Foundation
import NetInput
import Testing

@testable import Stages

@Suite struct SettingsTests {
  private func instance(user: String? = nil, vendor: [String] = []) -> InstanceData {
    var instance = InstanceData.sample
    instance.userData = user.map { Array($0.utf8) }
    instance.vendorData = vendor.map { Array($0.utf8) }
    return instance
  }

  private func config(_ text: String) -> String { "#cloud-config\n" + text }

  /// JSON of a vendor's cloud-config.
  private func vendor(_ text: String) -> String {
    ##"{"cloud-init": "#cloud-config\n\##(text.replacingOccurrences(of: "\n", with: "\\n"))"}"##
  }

  @Test func `user data counts more than vendor data, and that more than the image's files`() throws {
    let host = try StageHost(files: [
      "etc/cloud/cloud.cfg": "a: file\nb: file\nc: file\nd: file\n", "etc/cloud/cloud.cfg.d/9.cfg": "d: directory\n",
    ])
    let data = instance(user: config("a: user"), vendor: [vendor("a: one\nb: one\ne: one"), vendor("e: two")])
    let root = Settings(host: host.files, instance: data).root
    #expect(["a", "b", "c", "d", "e"].map { root[$0]?.text } == ["user", "one", "file", "directory", "two"])
  }

  @Test func `mappings are joined over layers, lists are not`() throws {
    let host = try StageHost(files: ["etc/cloud/cloud.cfg": "m: {x: 1, y: 1}\nl: [1]\n"])
    let root = Settings(host: host.files, instance: instance(user: config("m: {y: 2}\nl: [2]\n"))).root
    #expect(root["m"]?["x"]?.text == "1" && root["m"]?["y"]?.text == "2")
    #expect(root["l"]?.texts == ["2"])
  }

  @Test func `in user data the keys of a later document replace those of earlier ones whole`() throws {
    let host = try StageHost()
    let user = "#cloud-config-archive\n- 'm: {x: 1}'\n- 'm: {y: 2}'\n"
    let root = Settings(host: host.files, instance: instance(user: user)).root
    #expect(root["m"]?["x"] == nil && root["m"]?["y"]?.text == "2")
  }

  @Test(arguments: ["vendor_data: {enabled: false}", "vendor_data: no"])
  func `vendor data can be switched off by the user`(text: String) throws {
    let settings = Settings(
      host: try StageHost().files, instance: instance(user: config(text), vendor: [vendor("a: 1"), vendor("b: 1")]))
    #expect(settings.root["a"] == nil)
    #expect(settings.root["b"]?.text == "1")
  }

  @Test func `vendor data cannot switch itself off or on`() throws {
    let host = try StageHost(files: ["etc/cloud/cloud.cfg": "vendor_data: {enabled: false}\n"])
    let settings = Settings(
      host: host.files, instance: instance(vendor: [vendor("a: 1\nvendor_data: {enabled: true}")]))
    #expect(settings.root["a"] == nil)
  }

  @Test func `the image can refuse user data`() throws {
    let host = try StageHost(files: ["etc/cloud/cloud.cfg": "allow_userdata: false\n"])
    let settings = Settings(host: host.files, instance: instance(user: "#!/bin/sh\n"))
    #expect(settings.scripts.isEmpty && settings.warnings.count == 1)
  }

  @Test func `scripts come from vendor and user`() throws {
    let vendors = ##"{"cloud-init": ["#!/bin/a\n", "#cloud-boothook\n#!/bin/b\n"]}"##
    let settings = Settings(
      host: try StageHost().files, instance: instance(user: "#!/bin/sh\n", vendor: [vendors]))
    #expect(settings.scripts.map(\.isVendors) == [true, false])
    #expect(settings.boothooks.map(\.isVendors) == [true])
  }

  @Test func `a host without any settings has an empty mapping`() throws {
    let settings = Settings(host: try StageHost().files, instance: InstanceData())
    #expect(settings.root.entries?.isEmpty == true && settings.warnings.isEmpty)
  }

  @Test func `a file that cannot be read costs itself only`() throws {
    let host = try StageHost(files: ["etc/cloud/cloud.cfg": "a: [", "etc/cloud/cloud.cfg.d/9.cfg": "b: 1\n"])
    let settings = Settings(host: host.files, instance: InstanceData())
    #expect(settings.root["b"]?.text == "1" && settings.warnings.count == 1)
  }

  @Test func `templates have their places filled`() {
    let values = ["name": "web"]
    #expect(Template("a $name ${name} $other $ name").filled(values) == "a web web $other $ name")
    let jinja = Template("## template:jinja\n{# c -#}\n{{name}} {{ name }} $name {{x}}")
    #expect(jinja.filled(values) == "web web $name {{x}}")
    #expect(Template("## template: jinja\n{% if name %}").filled(values) == nil)
    #expect(Template("## template: jinja\n{{ name").filled(values) == "{{ name")
  }
}

/// What counts where no cloud.cfg says it.
@Suite struct DistributionSettingsTests {
  private func defaultUser(_ os: String, _ files: [String: String] = [:]) throws -> String? {
    let host = try StageHost(os: os, files: files)
    return Settings(host: host.files, instance: InstanceData()).root[path: "system_info", "default_user", "name"]?.text
  }

  @Test func `the user of the distribution's own images gets the keys where no cloud.cfg names one`() throws {
    #expect(try defaultUser("ID=debian\n") == "debian")
    #expect(try defaultUser("ID=rhel\n") == "cloud-user")
    #expect(try defaultUser("ID=slackware\n") == nil)
  }

  @Test func `cloud.cfg has the last word`() throws {
    let file = ["etc/cloud/cloud.cfg": "system_info: {default_user: {name: admin}}\n"]
    #expect(try defaultUser("ID=debian\n", file) == "admin")
  }
}
