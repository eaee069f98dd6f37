// SPDX-License-Identifier: Apache-2.0

import NetModel
import SystemPackage

/// Tells a person at a serial console what the local stage does, a line a fact: on standard output, which is the
/// journal, and in the kernel's log, which is the console.
public struct BootLog: Sendable {
  private let kernelLog: FileDescriptor?
  private let isQuiet: Bool

  /// - Parameters:
  ///   - path: /dev/kmsg of the host, where it is to be told too.
  ///   - isQuiet: Whether standard output is to stay empty.
  public init(kernelLog path: FilePath?, isQuiet: Bool = false) {
    self.isQuiet = isQuiet
    kernelLog = path.flatMap { try? FileDescriptor.open($0, .writeOnly, options: [.closeOnExec]) }
  }

  /// Tells a fact; `level` is that of syslog(3): 3 error, 4 warning, 6 information.
  public func tell(_ text: String, level: Int = 6) {
    if !isQuiet { write("swinit-net: \(text)\n", to: .standardOutput) }
    // One write is one record; control characters would be escaped by the kernel.
    if let kernelLog { write("<\(level)>swinit-net: \(text)\n", to: kernelLog) }
  }

  /// Tells a finding about a document.
  public func tell(_ finding: Finding, file: String) {
    tell(finding.line(file: file), level: finding.severity.syslogLevel)
  }

  private func write(_ text: String, to file: FileDescriptor) {
    var text = text
    _ = text.withUTF8 { bytes in try? file.writeAll(bytes) }
  }
}

extension Finding.Severity {
  fileprivate var syslogLevel: Int {
    switch self {
    case .error: 3
    case .warning: 4
    case .note: 6
    }
  }
}
