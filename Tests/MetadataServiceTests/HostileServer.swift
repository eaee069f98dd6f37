// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import Synchronization

/// A server on loopback that does with each connection what a test says, byte by byte.
final class HostileServer: Sendable {
  /// A step of an answer.
  enum Step: Sendable {
    case send(String)
    case bytes([UInt8])
    case wait(Duration)
    /// Bytes one at a time with a pause before each.
    case drip(String, Duration)
    /// Sends a text again and again until the client goes.
    case flood(String)
    case close
    /// Does nothing, until the client goes.
    case hang
  }

  /// What is done with the requests of a path, one script a request; the last one for all later ones.
  typealias Answers = [String: [[Step]]]

  private struct State {
    var answers: Answers
    var requests: [String] = []
  }

  private let state: Mutex<State>
  private let channel: any Channel
  private let threads: MultiThreadedEventLoopGroup

  var port: Int { channel.localAddress?.port ?? 0 }

  /// The paths that were asked for, in their order.
  var requests: [String] { state.withLock { $0.requests } }

  /// - Parameter host: `127.0.0.1` or `::1`.
  init(_ answers: Answers, host: String = "127.0.0.1", port: Int = 0) async throws {
    let state = Mutex(State(answers: answers))
    self.state = state
    let threads = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    self.threads = threads
    let box = Box()
    channel = try await ServerBootstrap(group: threads)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Conversation { box.server?.script(of: $0) ?? [.close] })
        }
      }
      .bind(host: host, port: port).get()
    box.server = self
  }

  /// Says what is done with the requests of a path from now on.
  func answer(_ path: String, _ script: [Step]) { state.withLock { $0.answers[path] = [script] } }

  func stop() async {
    try? await channel.close()
    try? await threads.shutdownGracefully()
  }

  private func script(of path: String) -> [Step] {
    state.withLock { state in
      state.requests.append(path)
      guard let scripts = state.answers[path] ?? state.answers["*"], let first = scripts.first else {
        return [.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), .close]
      }
      if scripts.count > 1 { state.answers[path] = Array(scripts.dropFirst()) }
      return first
    }
  }

  /// The server, which is not there yet when the first handler is described.
  private final class Box: Sendable {
    private let held = Mutex<HostileServer?>(nil)

    var server: HostileServer? {
      get { held.withLock { $0 } }
      set { held.withLock { $0 = newValue } }
    }
  }
}

/// Reads a request, then goes through the steps.
private final class Conversation: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let script: (String) -> [HostileServer.Step]
  private var request = ""
  private var isAnswered = false

  init(_ script: @escaping (String) -> [HostileServer.Step]) { self.script = script }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    request += String(buffer: unwrapInboundIn(data))
    guard !isAnswered, request.contains("\r\n\r\n") else { return }
    isAnswered = true
    let path = request.split(separator: " ").dropFirst().first.map(String.init) ?? ""
    go(script(path)[...], context)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func go(_ steps: ArraySlice<HostileServer.Step>, _ context: ChannelHandlerContext) {
    guard context.channel.isActive, let step = steps.first else { return }
    let rest = steps.dropFirst()
    switch step {
    case .send(let text): write(Array(text.utf8), context) { self.go(rest, context) }
    case .bytes(let bytes): write(bytes, context) { self.go(rest, context) }
    case .wait(let time): later(time, context) { self.go(rest, context) }
    case .drip(let text, let pause):
      guard let byte = text.utf8.first else { return go(rest, context) }
      later(pause, context) {
        self.write([byte], context) { self.go([.drip(String(text.unicodeScalars.dropFirst()), pause)] + rest, context) }
      }
    case .flood(let text):
      // Through the loop, or a client that reads as fast as we write would fill the stack.
      write(Array(String(repeating: text, count: 100).utf8), context) {
        self.later(.zero, context) { self.go(steps, context) }
      }
    case .close: context.close(promise: nil)
    case .hang: break
    }
  }

  private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext, then next: @escaping () -> Void) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes))).assumeIsolated().whenSuccess(next)
  }

  private func later(_ time: Duration, _ context: ChannelHandlerContext, _ next: @escaping () -> Void) {
    context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(time), next)
  }
}

extension [HostileServer.Step] {
  /// A complete answer as a good server gives it.
  static func answer(_ status: String, _ body: String, headers: String = "") -> [HostileServer.Step] {
    [
      .send("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)Connection: close\r\n\r\n\(body)"),
      .close,
    ]
  }

  static func ok(_ body: String, headers: String = "") -> [HostileServer.Step] {
    answer("200 OK", body, headers: headers)
  }
}
