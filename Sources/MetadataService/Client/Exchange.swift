// SPDX-License-Identifier: Apache-2.0

import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// Sends one GET on a connection and collects the answer.
final class Exchange: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private let head: HTTPRequestHead
  private let limits: ExchangeLimits
  private let allowance: ByteAllowance
  private let promise: EventLoopPromise<HTTPAnswer>
  private var answer: HTTPAnswer?
  private var expected: Int?
  private var isConnected = false

  init(
    _ request: HTTPRequest, _ limits: ExchangeLimits, _ allowance: ByteAllowance,
    _ promise: EventLoopPromise<HTTPAnswer>
  ) {
    let headers: HTTPHeaders = [
      "Host": request.endpoint.authority, "Connection": "close", "User-Agent": "swinit", "Accept": "*/*",
      "Accept-Encoding": "identity",
    ]
    head = HTTPRequestHead(version: .http1_1, method: .GET, uri: request.path, headers: headers)
    self.limits = limits
    self.allowance = allowance
    self.promise = promise
  }

  func handlerAdded(context: ChannelHandlerContext) {
    let end = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(limits.request)) {
      self.promise.fail(ExchangeFailure.stalled("\(self.state) within \(self.limits.request)"))
    }
    promise.futureResult.whenComplete { _ in end.cancel() }
  }

  func channelActive(context: ChannelHandlerContext) {
    isConnected = true
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): begin(head)
    case .body(let bytes): append(bytes)
    case .end: if let answer { promise.succeed(answer) }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case let failure as ExchangeFailure: promise.fail(failure)
    case HTTPParserError.invalidEOFState: promise.fail(ExchangeFailure.cut(state))
    case HTTPParserError.headerOverflow: fail(.tooLarge("its headers"))
    case let error as HTTPParserError:
      // After the head it is a frame of a chunk that is broken.
      promise.fail(answer == nil ? ExchangeFailure.garbage("\(error)") : .cut("\(state), then \(error)"))
    default: promise.fail(ExchangeFailure.cut("\(state); \(error.reason)"))
    }
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    promise.fail(ExchangeFailure.cut(state))
  }

  private func begin(_ head: HTTPResponseHead) {
    guard head.status.code >= 200 else { return fail(.garbage("status \(head.status.code)")) }
    let headers = head.headers
    expected = headers.first(name: "content-length").flatMap { Int($0) }
    if let expected, expected > limits.bodySize {
      return fail(.tooLarge("\(expected) bytes; at most \(limits.bodySize) are taken"))
    }
    answer = HTTPAnswer(
      status: Int(head.status.code), contentType: headers.first(name: "content-type"),
      location: headers.first(name: "location"), retryAfter: headers.first(name: "retry-after"))
    // A chunk's frame is as large as a small chunk.
    allowance.add(2 * limits.bodySize)
  }

  private func append(_ bytes: ByteBuffer) {
    guard let count = answer?.body.count, count + bytes.readableBytes <= limits.bodySize else {
      return fail(.tooLarge("more than \(limits.bodySize) bytes"))
    }
    answer?.body.append(contentsOf: bytes.readableBytesView)
  }

  private func fail(_ failure: ExchangeFailure) { promise.fail(failure) }

  /// How far it has come, in words.
  private var state: String {
    guard isConnected else { return "no connection" }
    guard let answer else { return "connected, but no complete answer" }
    return "status \(answer.status), \(answer.body.count) bytes\(expected.map { " of \($0)" } ?? "")"
  }
}

extension Error {
  /// What the system says, without the names of our functions.
  var reason: String {
    switch self as any Error {
    case let error as IOError: String(cString: strerror(error.errnoCode))
    case let error as NIOConnectionError: error.connectionErrors.first?.error.reason ?? "\(error)"
    case ChannelError.connectTimeout(let time): "no answer within \(Duration(time))"
    default: "\(self)"
    }
  }
}
