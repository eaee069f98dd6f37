// SPDX-License-Identifier: Apache-2.0

import NetInput
import NetModel

/// What tells us to leave the network alone, and where it stands.
public enum OffSwitch: Hashable, Sendable {
  /// A word of the kernel command line.
  case kernelCommandLine(word: String, file: String)
  /// cloud-init is switched off by a file.
  case file(String)
  /// `network: {config: disabled}` of cloud-init's settings.
  case cloudConfig(CloudConfig.Origin)

  /// Words of the kernel command line that switch everything off, the one that is looked for first at the top: ours, and
  /// that of ds-identify(8).
  private static let words = ["swinit=disabled", "cloud-init=disabled"]
  /// The one that switches off the network alone (`read_kernel_cmdline_config` of cloudinit/net/cmdline.py).
  private static let networkWord = "network-config=disabled"
  private static let file = "etc/cloud/cloud-init.disabled"

  /// The first that is found: the kernel command line, /etc/cloud/cloud-init.disabled, cloud-init's settings.
  public static func find(on host: HostFiles, cloudConfig: CloudConfig) -> OffSwitch? {
    if let found = word(of: words + [networkWord], on: host) ?? file(on: host) { return found }
    if case .disabled(let origin) = cloudConfig.network { return .cloudConfig(origin) }
    return nil
  }

  /// The first that is found of those that switch off the later stages too, not the network alone.
  public static func ofEverything(on host: HostFiles) -> OffSwitch? { word(of: words, on: host) ?? file(on: host) }

  private static func file(on host: HostFiles) -> OffSwitch? {
    host.exists(file) ? .file(host.path(file).string) : nil
  }

  /// Of a key that stands twice, the last counts, as for the kernel's own.
  private static func word(of words: [String], on host: HostFiles) -> OffSwitch? {
    let path = "proc/cmdline"
    guard let bytes = try? host.contents(of: path) else { return nil }
    let found = bytes.split { $0 <= 0x20 }.map { String(decoding: $0, as: UTF8.self) }
    let word = words.first { word in
      let key = word.prefix { $0 != "=" } + "="
      return found.last { $0.hasPrefix(key) } == word
    }
    return word.map { .kernelCommandLine(word: $0, file: host.path(path).string) }
  }
}

extension OffSwitch: CustomStringConvertible {
  /// Which it is and where, in words that follow "because of".
  public var description: String {
    switch self {
    case .kernelCommandLine(let word, let file): "\"\(word)\" on the kernel command line (\(file))"
    case .file(let file): "the file \(file)"
    case .cloudConfig(let origin): "\"network: {config: disabled}\" in \(origin.file):\(origin.place.line)"
    }
  }
}
