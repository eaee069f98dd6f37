// SPDX-License-Identifier: Apache-2.0

import NetModel
import Randomness

/// Makes bonds as the reader of a document leaves them: options apply in the mode, members are watched in one way.
enum BondGenerator {
  static func bond(of members: [InterfaceName], _ random: inout SeededRandom) -> Bond {
    let mode = random.pick(BondMode.allCases) ?? .activeBackup
    var options: [BondOption: String] = [:]
    let watchesARP = BondOption.arpInterval.applies(in: mode) && random.chance(25)
    let miimon = random.pick([1, 50, 100, 200]) ?? 100
    for option in BondOption.allCases where option.applies(in: mode) && random.chance(25) {
      options[option] = value(of: option, members, &random)
    }
    let delays: [BondOption] = [.updelay, .downdelay, .peerNotificationDelay]
    let targets: [BondOption] = [.arpInterval, .arpIPTarget, .arpValidate, .arpAllTargets, .arpMissedMax]
    if watchesARP {
      for option in delays + [.miimon] { options[option] = nil }
      options[.arpInterval] = "\(random.number(1...2000))"
      options[.arpIPTarget] = value(of: .arpIPTarget, members, &random)
    } else {
      for option in targets { options[option] = nil }
      options[.miimon] = "\(miimon)"
      for option in delays where options[option] != nil { options[option] = "\(miimon * random.number(0...30))" }
    }
    return Bond(mode: mode, options: options, members: members)
  }

  private static func value(of option: BondOption, _ members: [InterfaceName], _ random: inout SeededRandom) -> String?
  {
    switch option.domain {
    case .number(let range):
      let least = range.lowerBound
      return random.pick([
        least, min(range.upperBound, least + 1), random.number(least...min(range.upperBound, least + 250)),
      ])
      .map { "\($0)" }
    case .flag: return random.pick(["0", "1"])
    case .choice(let names): return random.pick(names)
    case .ipv4Addresses:
      let targets = (0..<random.number(1...3)).map { "192.0.2.\($0 * 10 + 1)" }
      return targets.joined(separator: ",")
    case .macAddress: return "02:00:00:00:be:\(String(random.number(16...255), radix: 16))"
    case .member: return random.pick(members)?.text
    }
  }
}
