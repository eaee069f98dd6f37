// SPDX-License-Identifier: Apache-2.0

import CZLIB
import Foundation

/// What gzip makes of bytes.
func compressed(_ bytes: [UInt8]) -> [UInt8] {
  var stream = z_stream()
  // 16 more window bits: gzip's header and trailer.
  deflateInit2_(
    &stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  defer { deflateEnd(&stream) }
  var (input, output) = (bytes, [UInt8](repeating: 0, count: bytes.count + 1024))
  let (size, room) = (input.count, output.count)
  return input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      (stream.next_in, stream.avail_in) = (input.baseAddress, UInt32(size))
      (stream.next_out, stream.avail_out) = (output.baseAddress, UInt32(room))
      deflate(&stream, Z_FINISH)
      return Array(output.prefix(room - Int(stream.avail_out)))
    }
  }
}

func compressed(_ text: String) -> [UInt8] { compressed(Array(text.utf8)) }
