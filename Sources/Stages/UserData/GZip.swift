// SPDX-License-Identifier: Apache-2.0

import CZLIB

/// Data compressed by gzip (RFC 1952).
public enum GZip {
  /// Why compressed data is not read.
  public enum Fault: Error, Hashable, Sendable {
    /// It is not gzip's, or it is damaged or cut off.
    case broken
    /// It stands for more bytes than are read.
    case tooLarge
  }

  /// Whether bytes begin as gzip's do (RFC 1952 section 2.3.1).
  public static func isCompressed(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0x1f, 0x8b]) }

  /// What compressed data stands for, of all its members one after the other; at most a number of bytes.
  public static func inflated(_ bytes: [UInt8], limit: Int) throws(Fault) -> [UInt8] {
    guard isCompressed(bytes), let stream = Inflation() else { throw .broken }
    var result: [UInt8] = []
    var read = 0
    repeat {
      read += try stream.member(bytes[read...], into: &result, limit: limit)
    } while isCompressed(bytes[read...])
    return result
  }
}

/// zlib's state, which may not move in memory.
private final class Inflation {
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

  /// Fails where there is no memory.
  init?() {
    stream.initialize(to: z_stream())
    guard czlib_inflate_init(stream) == Z_OK else { return nil }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Reads one member; the number of bytes that it takes.
  func member(_ bytes: ArraySlice<UInt8>, into result: inout [UInt8], limit: Int) throws(GZip.Fault) -> Int {
    guard inflateReset(stream) == Z_OK else { throw .broken }
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    var read = 0
    while true {
      let (status, taken, made) = step(bytes.dropFirst(read), &chunk)
      guard status == Z_OK || status == Z_STREAM_END else { throw .broken }
      guard result.count + made <= limit else { throw .tooLarge }
      result += chunk.prefix(made)
      read += taken
      if status == Z_STREAM_END { return read }
      guard taken > 0 || made > 0 else { throw .broken }
    }
  }

  private func step(_ bytes: ArraySlice<UInt8>, _ chunk: inout [UInt8]) -> (status: Int32, taken: Int, made: Int) {
    bytes.withUnsafeBufferPointer { input in
      chunk.withUnsafeMutableBufferPointer { output in
        let (count, room) = (min(input.count, 1 << 30), output.count)
        // zlib does not write to its input; its type only does not say so.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.pointee.avail_in = UInt32(count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(room)
        let status = inflate(stream, Z_NO_FLUSH)
        return (status, count - Int(stream.pointee.avail_in), room - Int(stream.pointee.avail_out))
      }
    }
  }
}
