// SPDX-License-Identifier: Apache-2.0

/// What a piece of user data is, by its media type or its first line (cloud-init's reference, "User-data formats").
enum PartType: Hashable, Sendable {
  case cloudConfig, archive, boothook
  /// A script: for the final stage, or as often as is said.
  case script(Frequency?)
  /// One that cloud-init knows and we leave out, and what it is called.
  case leftOut(String)

  /// By media types.
  private static let types: [String: PartType] = [
    "text/cloud-config": .cloudConfig, "text/cloud-config-archive": .archive, "text/cloud-boothook": .boothook,
    "text/x-shellscript": .script(nil), "text/x-shellscript-per-boot": .script(.always),
    "text/x-shellscript-per-instance": .script(.oncePerInstance), "text/x-shellscript-per-once": .script(.once),
    "text/jinja2": .leftOut("a Jinja template"), "text/x-include-url": .leftOut("a list of addresses to include"),
    "text/x-include-once-url": .leftOut("a list of addresses to include"),
    "text/cloud-config-jsonp": .leftOut("a JSON patch"), "text/part-handler": .leftOut("a part handler in Python"),
    "text/upstart-job": .leftOut("an Upstart job"),
  ]

  /// By first lines, in lower case; the longer of two that begin alike comes first.
  private static let beginnings: [(text: String, type: PartType)] = [
    ("#cloud-config-archive", .archive), ("#cloud-config-jsonp", .leftOut("a JSON patch")),
    ("#cloud-config", .cloudConfig), ("#cloud-boothook", .boothook), ("#!", .script(nil)),
    ("#include", .leftOut("a list of addresses to include")),
    ("#part-handler", .leftOut("a part handler in Python")), ("#upstart-job", .leftOut("an Upstart job")),
  ]

  /// What `#cloud-boothook` and the others are.
  static let expected = "#cloud-config, #cloud-config-archive, #cloud-boothook or #!"

  /// By the media type; nil where that says nothing of what to do.
  init?(mediaType: String?) {
    guard let type = mediaType.flatMap({ Self.types[$0] }) else { return nil }
    self = type
  }

  /// By the first line; blanks before it do not count, nor does the case of its letters.
  init?(contents: some Collection<UInt8>) {
    let line = contents.drop { $0 <= 0x20 }.prefix(80).prefix { $0 != 0x0a }
    let text = String(decoding: line, as: UTF8.self).lowercased()
    if text.hasPrefix("##"), text.filter({ $0 != "#" && $0 != " " }).hasPrefix("template:jinja") {
      self = .leftOut("a Jinja template")
    } else if let type = Self.beginnings.first(where: { text.hasPrefix($0.text) })?.type {
      self = type
    } else {
      return nil
    }
  }

  /// What a piece is: the media type counts, except where programs that make multiparts are known to give a wrong one.
  init?(mediaType: String?, contents: some Collection<UInt8>) {
    let declared = PartType(mediaType: mediaType)
    if let declared, declared != .script(nil) {
      self = declared
    } else if let type = PartType(contents: contents) ?? declared {
      self = type
    } else {
      return nil
    }
  }
}
