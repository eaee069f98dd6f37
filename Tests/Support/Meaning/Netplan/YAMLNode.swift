// SPDX-License-Identifier: Apache-2.0

import CYAML

/// A value of a YAML document, with the line where it begins.
indirect enum YAMLNode {
  case scalar(String, line: Int)
  case sequence([YAMLNode], line: Int)
  case mapping([(key: String, value: YAMLNode)], line: Int)

  /// The line, from 1.
  var line: Int {
    switch self {
    case .scalar(_, let line), .sequence(_, let line), .mapping(_, let line): line
    }
  }

  /// Reads one document with libyaml's events; anchors, tags and keys given twice are errors.
  static func parse(_ text: String, file: String) throws -> YAMLNode {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { throw MeaningError(file, "no memory") }
    defer { yaml_parser_delete(&parser) }
    let bytes = Array(text.utf8)
    return try bytes.withUnsafeBufferPointer { buffer in
      yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      return try withUnsafeMutablePointer(to: &parser) { try YAMLEvents(parser: $0, file: file).document() }
    }
  }
}

/// Takes events from a parser one by one.
private struct YAMLEvents {
  let parser: UnsafeMutablePointer<yaml_parser_t>
  let file: String

  /// What we need to know of an event.
  private enum Event {
    case scalar(String), sequenceStart, sequenceEnd, mappingStart, mappingEnd, documentStart, documentEnd, streamEnd,
      other
  }

  func document() throws -> YAMLNode {
    var event = try next()
    while case .other = event.event { event = try next() }
    guard case .documentStart = event.event else { throw MeaningError(file, "no document") }
    let root = try node(try next())
    guard case .documentEnd = try next().event, case .streamEnd = try next().event else {
      throw MeaningError(file, "more than one document")
    }
    return root
  }

  private func next() throws -> (event: Event, line: Int) {
    var raw = yaml_event_t()
    guard yaml_parser_parse(parser, &raw) == 1 else {
      let problem = parser.pointee.problem.map { String(cString: $0) } ?? "unreadable"
      throw MeaningError("\(file):\(parser.pointee.problem_mark.line + 1)", problem)
    }
    defer { yaml_event_delete(&raw) }
    let line = Int(raw.start_mark.line) + 1
    switch raw.type {
    case YAML_SCALAR_EVENT:
      let scalar = raw.data.scalar
      guard scalar.anchor == nil, scalar.tag == nil, let value = scalar.value else {
        throw MeaningError(file, "an anchor or tag")
      }
      return (.scalar(String(decoding: UnsafeBufferPointer(start: value, count: scalar.length), as: UTF8.self)), line)
    case YAML_SEQUENCE_START_EVENT where raw.data.sequence_start.anchor != nil,
      YAML_MAPPING_START_EVENT where raw.data.mapping_start.anchor != nil:
      throw MeaningError("\(file):\(line)", "an anchor")
    case YAML_SEQUENCE_START_EVENT: return (.sequenceStart, line)
    case YAML_SEQUENCE_END_EVENT: return (.sequenceEnd, line)
    case YAML_MAPPING_START_EVENT: return (.mappingStart, line)
    case YAML_MAPPING_END_EVENT: return (.mappingEnd, line)
    case YAML_DOCUMENT_START_EVENT: return (.documentStart, line)
    case YAML_DOCUMENT_END_EVENT: return (.documentEnd, line)
    case YAML_STREAM_END_EVENT: return (.streamEnd, line)
    case YAML_ALIAS_EVENT: throw MeaningError("\(file):\(line)", "an alias")
    default: return (.other, line)
    }
  }

  private func node(_ start: (event: Event, line: Int)) throws -> YAMLNode {
    switch start.event {
    case .scalar(let text): return .scalar(text, line: start.line)
    case .sequenceStart:
      var values: [YAMLNode] = []
      while true {
        let event = try next()
        if case .sequenceEnd = event.event { return .sequence(values, line: start.line) }
        values.append(try node(event))
      }
    case .mappingStart:
      var pairs: [(key: String, value: YAMLNode)] = []
      while true {
        let event = try next()
        if case .mappingEnd = event.event { return .mapping(pairs, line: start.line) }
        guard case .scalar(let key) = event.event else {
          throw MeaningError("\(file):\(event.line)", "a key that is no text")
        }
        // libyaml takes it, netplan silently keeps the last.
        if pairs.contains(where: { $0.key == key }) {
          throw MeaningError("\(file):\(event.line)", "the key \(key) twice")
        }
        pairs.append((key, try node(try next())))
      }
    default: throw MeaningError("\(file):\(start.line)", "no value")
    }
  }
}
