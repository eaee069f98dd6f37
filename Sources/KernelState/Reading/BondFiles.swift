// SPDX-License-Identifier: Apache-2.0

import NetModel

extension KernelBond {
  /// Reads /sys/class/net/N/bonding (bonding.rst of the kernel).
  init(of name: String, _ files: TextFiles) {
    let directory = "sys/class/net/\(name)/bonding"
    let mode = files.text("\(directory)/mode").flatMap { BondMode(Self.firstWord($0)) }
    var options: [BondOption: String] = [:]
    for option in BondOption.allCases {
      options[option] = files.text("\(directory)/\(option.rawValue)").flatMap { Self.value(of: option, $0) }
    }
    self.init(mode: mode, options: options)
  }

  /// The canonical value of a file's text: choices stand with their number, `fast 1`, and addresses with blanks between.
  ///
  /// Empty stands for none; of the LACP identity, which is root's alone to read, for hidden.
  static func value(of option: BondOption, _ text: String) -> String? {
    switch option.domain {
    case .ipv4Addresses, .member: text.isEmpty ? "" : option.canonicalValue(of: text)
    case .number, .flag, .choice, .macAddress: option.canonicalValue(of: firstWord(text))
    }
  }

  private static func firstWord(_ text: String) -> String {
    text.split(separator: " ").first.map(String.init) ?? ""
  }
}
