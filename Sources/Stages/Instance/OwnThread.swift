// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Runs a body on a new thread that ends with it, and waits; nil where no thread can be made.
func onThreadOfItsOwn<Value: Sendable>(_ body: @escaping @Sendable () -> Value) -> Value? {
  var value: Value?
  let call = Unmanaged.passRetained(Call { value = body() })
  defer { call.release() }
  var thread = pthread_t()
  let start: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { pointer in
    if let pointer { Unmanaged<Call>.fromOpaque(pointer).takeUnretainedValue().body() }
    return nil
  }
  guard pthread_create(&thread, nil, start, call.toOpaque()) == 0 else { return nil }
  pthread_join(thread, nil)
  return value
}

/// A closure as a C function can be handed it.
private final class Call {
  let body: () -> Void

  init(_ body: @escaping () -> Void) { self.body = body }
}
