// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// Counts what comes in before anybody makes sense of it, so that neither headers nor the frames of chunks without end
/// fill the memory.
final class ByteAllowance: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  /// How many bytes may still come.
  private var rest: Int

  init(_ bytes: Int) { rest = bytes }

  /// Lets more bytes come.
  func add(_ bytes: Int) { rest += bytes }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let count = unwrapInboundIn(data).readableBytes
    // A read may hold the end of the head and the begin of the body.
    rest -= count
    context.fireChannelRead(data)
    if rest < 0 {
      context.fireErrorCaught(ExchangeFailure.tooLarge("more bytes of headers and frames than an answer needs"))
      context.close(promise: nil)
    }
  }
}
