// SPDX-License-Identifier: Apache-2.0

import CYAML
import NetModel

/// What libyaml tells of a text, one event after the other.
final class YAMLEvents {
  /// One event and where it begins.
  struct Event {
    enum Kind {
      case scalar(String, isPlain: Bool)
      case sequenceStart, sequenceEnd, mappingStart, mappingEnd
      case alias(String)
      case documentStart, documentEnd, streamEnd
    }

    let kind: Kind
    var anchor: String?
    var tag: String?
    let place: Finding.Place
  }

  // The parser points to itself and to the text, so that neither may move.
  private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
  private let text: UnsafeMutableBufferPointer<UInt8>
  private let bytes: [UInt8]

  /// Begins with a text in UTF-8; fails where there is no memory.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    text = .allocate(capacity: bytes.count)
    _ = text.initialize(from: bytes)
    parser.initialize(to: yaml_parser_t())
    guard yaml_parser_initialize(parser) == 1 else { return nil }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    text.deallocate()
  }

  /// The next event; after `streamEnd` and after a fault there is none.
  func next() throws(YAMLFault) -> Event {
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else { throw fault }
      defer { yaml_event_delete(&event) }
      if let event = Event(event) { return event }
    }
  }

  private var fault: YAMLFault {
    let state = parser.pointee
    let place =
      state.error == YAML_READER_ERROR
      ? TextPlaces(bytes).place(at: min(Int(state.problem_offset), bytes.count)) : Finding.Place(state.problem_mark)
    let words = [state.context, state.problem].compactMap { $0.map { String(cString: $0) } }
    return YAMLFault(code: .notYAML, place: place, message: "this is not YAML: " + words.joined(separator: ", "))
  }
}

extension YAMLEvents.Event {
  /// Nil for the event that only begins the stream.
  fileprivate init?(_ event: yaml_event_t) {
    place = Finding.Place(event.start_mark)
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      (anchor, tag) = (text(scalar.anchor), text(scalar.tag))
      let value = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      kind = .scalar(value, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
    case YAML_SEQUENCE_START_EVENT:
      (anchor, tag) = (text(event.data.sequence_start.anchor), text(event.data.sequence_start.tag))
      kind = .sequenceStart
    case YAML_MAPPING_START_EVENT:
      (anchor, tag) = (text(event.data.mapping_start.anchor), text(event.data.mapping_start.tag))
      kind = .mappingStart
    case YAML_ALIAS_EVENT: kind = .alias(text(event.data.alias.anchor) ?? "")
    case YAML_SEQUENCE_END_EVENT: kind = .sequenceEnd
    case YAML_MAPPING_END_EVENT: kind = .mappingEnd
    case YAML_DOCUMENT_START_EVENT: kind = .documentStart
    case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
    case YAML_STREAM_START_EVENT: return nil
    // After an end there is nothing but ends.
    default: kind = .streamEnd
    }
  }
}

private func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
  pointer.map { String(cString: $0) }
}

extension Finding.Place {
  /// libyaml counts from 0.
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}
