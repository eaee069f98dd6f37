// SPDX-License-Identifier: Apache-2.0

import NetModel

/// Makes values of events, within bounds.
struct YAMLComposer {
  /// What an alias stands for.
  private struct Anchor {
    let node: YAMLNode
    /// How many values it is, and how deep they are nested.
    let size: Int
    let height: Int
  }

  private static let binaryTag = "tag:yaml.org,2002:binary"

  private let events: YAMLEvents
  private var anchors: [String: Anchor] = [:]
  private var size = 0
  private var deepest = 0

  init(_ events: YAMLEvents) { self.events = events }

  /// The only document; nil where there is none.
  mutating func document() throws(YAMLFault) -> YAMLNode? {
    guard case .documentStart = try events.next().kind else { return nil }
    let root = try node(try events.next(), depth: 0)
    _ = try events.next()
    let end = try events.next()
    guard case .streamEnd = end.kind else { throw fault("a second document begins; one is read", at: end.place) }
    return root
  }

  /// The value that begins with an event.
  private mutating func node(_ event: YAMLEvents.Event, depth: Int) throws(YAMLFault) -> YAMLNode {
    if case .alias(let name) = event.kind { return try resolve(name, at: event.place, depth: depth) }
    let (before, outer) = (size, deepest)
    deepest = depth
    try count(1, depth: depth, at: event.place)
    let node = YAMLNode(
      try value(of: event, depth: depth), at: event.place, isBinary: event.tag == Self.binaryTag)
    if let name = event.anchor {
      anchors[name] = Anchor(node: node, size: size - before, height: deepest - depth)
    }
    deepest = max(deepest, outer)
    return node
  }

  private mutating func value(of event: YAMLEvents.Event, depth: Int) throws(YAMLFault) -> YAMLNode.Value {
    let isUntagged = try checkTag(of: event)
    switch event.kind {
    case .scalar(let text, let isPlain): return .scalar(text, isPlain: isPlain && isUntagged)
    case .sequenceStart:
      var elements: [YAMLNode] = []
      while true {
        let event = try events.next()
        if case .sequenceEnd = event.kind { return .sequence(elements) }
        elements.append(try node(event, depth: depth + 1))
      }
    case .mappingStart:
      var entries: [YAMLNode.Entry] = []
      while true {
        let event = try events.next()
        if case .mappingEnd = event.kind { return .mapping(entries) }
        guard let key = try node(event, depth: depth + 1).text else {
          throw fault("a key is a text, but this is none", at: event.place)
        }
        let value = try node(try events.next(), depth: depth + 1)
        entries.append(YAMLNode.Entry(key: key, place: event.place, value: value))
      }
    default: throw fault("a value is expected here", at: event.place)
    }
  }

  /// An alias costs as much as what it stands for, so that a few lines cannot stand for billions of values.
  private mutating func resolve(
    _ name: String, at place: Finding.Place, depth: Int
  ) throws(YAMLFault) -> YAMLNode {
    guard let anchor = anchors[name] else {
      // Not by name: it may be a password that lacks quotes, and so may a tag.
      throw fault("`*` names a value before this, of which there is none; a text needs quotes", at: place)
    }
    try count(anchor.size, depth: depth + anchor.height, at: place)
    deepest = max(deepest, depth + anchor.height)
    return anchor.node
  }

  private mutating func count(_ values: Int, depth: Int, at place: Finding.Place) throws(YAMLFault) {
    size += values
    guard size <= YAMLNode.mostValues else {
      throw YAMLFault(
        code: .tooLarge, place: place, message: "there are more than \(YAMLNode.mostValues) values; no more are read")
    }
    deepest = max(deepest, depth)
    guard depth <= YAMLNode.deepestNesting else {
      throw YAMLFault(
        code: .tooDeep, place: place,
        message: "values are nested more than \(YAMLNode.deepestNesting) deep")
    }
  }

  /// Whether a value may mean other than a text; tags that are not YAML's own (YAML 1.1 section 10.2) mean what we
  /// cannot know.
  private func checkTag(of event: YAMLEvents.Event) throws(YAMLFault) -> Bool {
    guard let tag = event.tag else { return true }
    let own = "tag:yaml.org,2002:"
    let known = ["str", "int", "bool", "float", "null", "seq", "map", "binary"].map { own + $0 }
    guard tag == "!" || known.contains(tag) else {
      throw fault("`!` begins a tag, which is not known; a text needs quotes", at: event.place)
    }
    return !["!", own + "str", Self.binaryTag].contains(tag)
  }

  private func fault(_ message: String, at place: Finding.Place) -> YAMLFault {
    YAMLFault(code: .notYAML, place: place, message: "this is not YAML that can be read: \(message)")
  }
}
