// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Stages

@Suite struct InstanceReadingTests {
  private func read(_ metaData: String?) -> (data: InstanceData, warnings: [String]) {
    var documents = InstanceDocuments()
    documents.metaData = metaData.map { Array($0.utf8) }
    documents.userData = Array("#!/bin/sh".utf8)
    documents.networkData = Array("{}".utf8)
    return InstanceData.read(documents, from: .configDrive("/dev/sr0"))
  }

  @Test func `what nova writes is read, the keys in the order of their names and without blank ends`() {
    let (data, warnings) = read(
      #"""
      {"uuid": "83679162-1378-4288-a2d4-70e13ec132aa", "hostname": "vm1.novalocal", "name": "vm 1", "launch_index": 0,
       "availability_zone": "nova", "random_seed": "yu5ZnkqF2CqnDZVAfZ=", "project_id": "f7ac", "devices": [],
       "keys": [{"name": "b", "type": "ssh", "data": "x"}], "meta": {"role": "web"},
       "public_keys": {"b": "ssh-rsa BBB b\n", "a": "\nssh-rsa AAA a\nssh-rsa AA2 a2\n \n", "c": "  "}}
      """#)
    #expect(warnings == [])
    #expect(data.source == .configDrive("/dev/sr0"))
    #expect(data.instanceID == "83679162-1378-4288-a2d4-70e13ec132aa")
    #expect(data.hostname == "vm1.novalocal")
    #expect(data.name == "vm 1")
    #expect(data.availabilityZone == "nova")
    #expect(data.publicKeys == ["ssh-rsa AAA a\nssh-rsa AA2 a2", "ssh-rsa BBB b"])
    #expect(data.userData == Array("#!/bin/sh".utf8))
    #expect(data.networkData == Array("{}".utf8))
  }

  @Test(arguments: [
    nil, "", "{}", "[]", "null", "not json", "{\"uuid\":", "\u{0}", String(repeating: "[", count: 1000),
  ])
  func `a meta_data that is broken or absent costs itself only, with a warning`(_ metaData: String?) {
    let (data, warnings) = read(metaData)
    #expect(data.instanceID == nil)
    #expect(data.userData == Array("#!/bin/sh".utf8))
    #expect(data.networkData == Array("{}".utf8))
    #expect(warnings.count == 1)
  }

  @Test func `a warning says what was expected and what was found`() {
    #expect(read("[1]").warnings == ["meta_data.json is ignored: a JSON object is expected, and a list was found"])
    #expect(
      read("<html>\u{1b}").warnings == [
        #"meta_data.json is ignored: a JSON object is expected, and something else that begins with "<html>\u{1b}" was found"#
      ])
  }

  @Test func `a value of another type costs itself only`() {
    let (data, warnings) = read(
      #"{"uuid":"i-1","hostname":["a"],"name":7,"availability_zone":null,"public_keys":true}"#)
    #expect(data.instanceID == "i-1")
    #expect(data.hostname == nil)
    #expect(data.name == nil)
    #expect(data.publicKeys == [])
    #expect(
      warnings == [
        "hostname of meta_data.json is ignored: a text is expected, and a list was found",
        "name of meta_data.json is ignored: a text is expected, and a number or a truth value was found",
        "public_keys of meta_data.json is ignored: an object is expected, and a number or a truth value was found",
      ])
  }

  @Test func `keys may be lists and a text, as other clouds write them`() {
    #expect(read(#"{"uuid":"1","public_keys":{"a":["k1","k2"],"b":"k3"}}"#).data.publicKeys == ["k1", "k2", "k3"])
    #expect(read(#"{"uuid":"1","public_keys":["k1",["k2"],"k3"]}"#).data.publicKeys == ["k1", "k2", "k3"])
    #expect(read(#"{"uuid":"1","public_keys":"k1"}"#).data.publicKeys == ["k1"])
    let broken = read(#"{"uuid":"1","public_keys":{"a":1,"b":"k"}}"#)
    #expect(broken.data.publicKeys == ["k"])
    #expect(broken.warnings.first?.hasPrefix("public_keys.a of meta_data.json is ignored") == true)
  }

  @Test func `an x509 certificate of Windows is no key for SSH`() {
    let (data, warnings) = read(
      #"{"uuid":"1","public_keys":{"w":"MIIC","s":"ssh-rsa A"},"keys":[{"name":"w","type":"x509"},{"name":"s","type":"ssh"}]}"#
    )
    #expect(data.publicKeys == ["ssh-rsa A"])
    #expect(warnings == ["public_keys.w is an x509 certificate, not a key for SSH, and is left out"])
  }

  @Test(arguments: ["../../etc", ".", "a/b", "a\\nb", "é", " ", String(repeating: "a", count: 129)])
  func `an id that is no name of a file is none`(_ id: String) {
    let (data, warnings) = read(#"{"uuid":"\#(id)","hostname":"h"}"#)
    #expect(data.instanceID == nil)
    #expect(data.hostname == "h")
    #expect(warnings.count == 2)
  }

  @Test func `without uuid the instance_id counts, as KubeVirt writes it`() {
    #expect(read(#"{"instance_id":"i-kube"}"#).data.instanceID == "i-kube")
    #expect(read(#"{"instance_id":"i-kube","uuid":"u"}"#).data.instanceID == "u")
  }

  @Test func `user data without a byte is none`() {
    var documents = InstanceDocuments()
    documents.userData = []
    #expect(InstanceData.read(documents, from: .none).data.userData == nil)
  }
}
