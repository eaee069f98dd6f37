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

  /// The words of the kernel command line, the one that is looked for first at the top: ours, and those of
  /// ds-identify(8) and `read_kernel_cmdline_config` (cloudinit/net/cmdline.py).
  static let words = ["swinit=disabled", "cloud-init=disabled", "network-config=disabled"]

  /// The first that is found: the kernel command line, /etc/cloud/cloud-init.disabled, cloud-init's settings.
  public static func find(on host: HostFiles, cloudConfig: CloudConfig) -> OffSwitch? {
    if let word = word(on: host) {
      return .kernelCommandLine(word: word, file: host.path("proc/cmdline").string)
    }
    let file = "etc/cloud/cloud-init.disabled"
    if host.exists(file) { return .file(host.path(file).string) }
    if case .disabled(let origin) = cloudConfig.network { return .cloudConfig(origin) }
    return nil
  }

  /// Of a key that stands twice, the last counts, as for the kernel's own.
  private static func word(on host: HostFiles) -> String? {
    guard let bytes = try? host.contents(of: "proc/cmdline") else { return nil }
    let found = bytes.split { $0 <= 0x20 }.map { String(decoding: $0, as: UTF8.self) }
    return words.first { word in
      let key = word.prefix { $0 != "=" } + "="
      return found.last { $0.hasPrefix(key) } == word
    }
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
