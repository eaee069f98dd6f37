// SPDX-License-Identifier: Apache-2.0

import CYAML

/// Writes YAML by libyaml's emitter (libyaml 0.2.5): what it escapes and where it breaks lines is its business.
///
/// Emitting cannot fail for our documents but for want of memory; then the text ends early, and the consumer's parser
/// refuses it.
struct YAMLWriter {
  private var emitter = yaml_emitter_t()

  /// The text of a document without markers, two spaces a level.
  static func text(of document: YAMLValue) -> String {
    let buffer = Buffer()
    var writer = YAMLWriter()
    guard yaml_emitter_initialize(&writer.emitter) == 1 else { return "" }
    defer { yaml_emitter_delete(&writer.emitter) }
    let context = Unmanaged.passUnretained(buffer)
    yaml_emitter_set_output(
      &writer.emitter,
      { context, bytes, count in
        guard let context, let bytes else { return 0 }
        let buffer = Unmanaged<Buffer>.fromOpaque(context).takeUnretainedValue()
        buffer.bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
        return 1
      }, context.toOpaque())
    yaml_emitter_set_unicode(&writer.emitter, 1)
    yaml_emitter_set_width(&writer.emitter, -1)
    writer.emit { yaml_stream_start_event_initialize(&$0, YAML_UTF8_ENCODING) }
    writer.emit { yaml_document_start_event_initialize(&$0, nil, nil, nil, 1) }
    writer.write(document)
    writer.emit { yaml_document_end_event_initialize(&$0, 1) }
    writer.emit { yaml_stream_end_event_initialize(&$0) }
    return withExtendedLifetime(buffer) { String(decoding: buffer.bytes, as: UTF8.self) }
  }

  private final class Buffer {
    var bytes: [UInt8] = []
  }

  private mutating func write(_ value: YAMLValue) {
    switch value {
    case .text(let text): scalar(text, isQuoted: !Self.isPlain(text))
    case .number(let number): scalar(String(number), isQuoted: false)
    case .flag(let flag): scalar(flag ? "true" : "false", isQuoted: false)
    case .sequence(let values):
      emit { yaml_sequence_start_event_initialize(&$0, nil, nil, 1, YAML_BLOCK_SEQUENCE_STYLE) }
      for value in values { write(value) }
      emit { yaml_sequence_end_event_initialize(&$0) }
    case .mapping(let entries):
      emit { yaml_mapping_start_event_initialize(&$0, nil, nil, 1, YAML_BLOCK_MAPPING_STYLE) }
      for (key, value) in entries {
        write(.text(key))
        write(value)
      }
      emit { yaml_mapping_end_event_initialize(&$0) }
    }
  }

  private mutating func scalar(_ text: String, isQuoted: Bool) {
    var text = text
    text.withUTF8 { bytes in
      emit {
        yaml_scalar_event_initialize(
          &$0, nil, nil, bytes.baseAddress, Int32(bytes.count), 1, 1,
          isQuoted ? YAML_DOUBLE_QUOTED_SCALAR_STYLE : YAML_PLAIN_SCALAR_STYLE)
      }
    }
  }

  private mutating func emit(_ initialize: (inout yaml_event_t) -> Int32) {
    var event = yaml_event_t()
    if initialize(&event) == 1 { yaml_emitter_emit(&emitter, &event) }
  }

  /// Whether a text without quotes is a string to every YAML reader, 1.1 or 1.2: it begins with a letter and is none of
  /// their words for booleans and null.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, (first | 0x20) >= UInt8(ascii: "a"), (first | 0x20) <= UInt8(ascii: "z") else {
      return false
    }
    let isSafe = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
        true
      default: false
      }
    }
    return isSafe && (text.utf8.count > longestWord || !words.contains(text.lowercased()))
  }

  private static let longestWord = 5
  private static let words: Set<String> = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]
}
