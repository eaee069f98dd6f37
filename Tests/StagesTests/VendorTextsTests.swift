// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Stages

@Suite struct VendorTextsTests {
  private func texts(_ documents: String...) -> (texts: [String], warnings: [String]) {
    var data = InstanceData()
    data.vendorData = documents.map { Array($0.utf8) }
    let (texts, warnings) = data.vendorTexts()
    return (texts.map { String(decoding: $0, as: UTF8.self) }, warnings)
  }

  @Test func `a text, a list and an object's cloud-init are taken, in the order of the documents`() {
    #expect(texts(##""#cloud-config\na: 1""##).texts == ["#cloud-config\na: 1"])
    #expect(texts(##"["#!/bin/sh", "#include x"]"##).texts == ["#!/bin/sh", "#include x"])
    #expect(
      texts(##"{"cloud-init": "#a", "other": {"cloud-init": "#b"}}"##, ##"{"cloud-init": ["#c", "#d"]}"##).texts
        == ["#a", "#c", "#d"])
  }

  @Test(arguments: ["{}", #"{"static": {}}"#, "null", #"{"cloud-init": null}"#, #""""#, "[]", ""])
  func `vendor data that says nothing is no doubt`(_ document: String) {
    #expect(texts(document).texts == [])
    #expect(texts(document).warnings == [])
  }

  @Test func `what is no text is a warning that says what was found`() {
    #expect(texts("#cloud-config").warnings == ["vendor data is ignored: JSON is expected"])
    #expect(
      texts("7").warnings == [
        "vendor data is ignored: a text or a list of texts is expected, and a number or a truth value was found"
      ])
    #expect(
      texts(#"{"cloud-init": {"cloud-init": "x"}}"#).warnings == [
        "cloud-init of vendor data is ignored: a text or a list of texts is expected, and an object was found"
      ])
    let mixed = texts(#"{"cloud-init": ["a", 1, {}]}"#)
    #expect(mixed.texts == ["a"])
    #expect(mixed.warnings == ["2 values of the list in cloud-init of vendor data are no texts and are ignored"])
  }

  @Test func `nesting up to the decoder's end breaks nothing`() {
    for depth in [100, 511, 512, 513, 5000] {
      let document = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      #expect(texts(document).texts == [])
      let object = String(repeating: #"{"a":"#, count: depth) + "1" + String(repeating: "}", count: depth)
      #expect(texts(object).texts == [])
    }
  }
}
