// SPDX-License-Identifier: Apache-2.0

import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// One GET on a connection of its own.
struct HTTPRequest: Sendable {
  /// Whom to ask.
  let endpoint: MetadataEndpoint
  /// What to ask for: an absolute path of printable ASCII.
  let path: String

  /// Asks, and waits for the complete answer or a reason why there is none.
  func send(on loop: any EventLoop, _ limits: ExchangeLimits) async throws(ExchangeFailure) -> HTTPAnswer {
    let promise = loop.makePromise(of: HTTPAnswer.self)
    connect(on: loop, limits, promise)
    do {
      return try await withTaskCancellationHandler {
        try await promise.futureResult.get()
      } onCancel: {
        promise.fail(ExchangeFailure.cancelled)
      }
    } catch {
      throw error as? ExchangeFailure ?? .cut(error.reason)
    }
  }

  /// Whatever ends the promise, closes the connection.
  private func connect(on loop: any EventLoop, _ limits: ExchangeLimits, _ promise: EventLoopPromise<HTTPAnswer>) {
    let bootstrap = ClientBootstrap(group: loop).connectTimeout(TimeAmount(limits.connect))
      .channelInitializer { channel in
        promise.futureResult.whenComplete { _ in channel.close(promise: nil) }
        return bind(channel).flatMapThrowing { try addHandlers(to: channel, limits, promise) }
      }
    bootstrap.connect(to: endpoint.address).whenFailure { promise.fail(ExchangeFailure.unreachable($0.reason)) }
  }

  private func addHandlers(
    to channel: any Channel, _ limits: ExchangeLimits, _ promise: EventLoopPromise<HTTPAnswer>
  ) throws {
    let allowance = ByteAllowance(limits.headSize)
    var decoding = NIOHTTPDecoderLimitConfiguration()
    decoding.maxHeaderListSize = limits.headSize
    let pipeline = channel.pipeline.syncOperations
    try pipeline.addHandler(allowance)
    try pipeline.addHTTPClientHandlers(decoderLimitConfiguration: decoding)
    try pipeline.addHandler(Exchange(self, limits, allowance, promise))
  }

  /// Binds the socket to the endpoint's NIC (SO_BINDTODEVICE of socket(7)), where the address does not name it.
  private func bind(_ channel: any Channel) -> EventLoopFuture<Void> {
    guard let nic = endpoint.nic, case .v4 = endpoint.address, let socket = channel as? any SocketOptionProvider else {
      return channel.eventLoop.makeSucceededVoidFuture()
    }
    var name = SIMD16<UInt8>()
    for (index, byte) in nic.utf8.prefix(15).enumerated() { name[index] = byte }
    return socket.unsafeSetSocketOption(
      level: NIOBSDSocket.OptionLevel(rawValue: SOL_SOCKET), name: NIOBSDSocket.Option(rawValue: SO_BINDTODEVICE),
      value: name)
  }
}
