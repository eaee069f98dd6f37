// SPDX-License-Identifier: Apache-2.0

import LocalStage
import NetInput
import NetModel

/// `package_update_upgrade_install`: packages by the distribution's own program.
enum PackageUpdateUpgradeInstall: Module {
  static let name = "package_update_upgrade_install"
  static let frequency = Frequency.oncePerInstance

  static func plan(_ context: ModuleContext) -> ModulePlan {
    var plan = ModulePlan()
    func isWanted(_ name: String) -> Bool {
      // Older settings have `apt_` for `package_`.
      let key = [name, "apt_" + name.dropFirst("package_".count)].first { context.settings[path: $0] != nil }
      return key.map { plan.flag($0, in: context.settings) } ?? false
    }
    let (updates, upgrades) = (isWanted("package_update"), isWanted("package_upgrade"))
    let reboots = isWanted("package_reboot_if_required")
    let list = context.settings[path: "packages"]
    guard updates || upgrades || list != nil else { return plan }
    guard let manager = PackageManager.of(context.programs, distribution: context.distribution?.id) else {
      plan.warn("no program that installs packages is known on this host; nothing is updated or installed")
      return plan
    }
    let packages = list.map { names(in: $0, at: "packages", manager, &plan) } ?? []
    if updates || upgrades || !packages.isEmpty && manager.refreshesFirst { plan.run(manager.call(manager.refresh)) }
    if upgrades { plan.run(manager.call(manager.upgrade)) }
    if !packages.isEmpty { plan.run(installation(of: packages, manager)) }
    if reboots, upgrades || !packages.isEmpty { plan.run(reboot) }
    return plan
  }

  /// All at once; none would be installed for the sake of one that is not to be had, hence then one by one.
  private static func installation(of packages: [String], _ manager: PackageManager) -> Invocation {
    let each = packages.map { package in
      var call = manager.call(manager.install, [package])
      call.subject = "package \(package)"
      return call
    }
    guard each.count > 1 else { return each[0] }
    var call = manager.call(manager.install, packages)
    call.otherwise = each
    return call
  }

  private static func names(
    in node: YAMLNode, at place: String, _ manager: PackageManager, _ plan: inout ModulePlan
  ) -> [String] {
    if node.entries != nil { return names(ofManagers: node, at: place, manager, &plan) }
    return (node.elements ?? [node]).enumerated().flatMap { index, element -> [String] in
      let place = node.elements == nil ? place : "\(place)[\(index)]"
      if element.entries != nil { return names(ofManagers: element, at: place, manager, &plan) }
      let words = element.texts.filter { !$0.isEmpty }
      let isPair = element.elements != nil
      guard isPair ? words.count == 2 || words.count == 1 : words.count == 1 else {
        plan.warn("\(place): a name or [name, version] is expected; it is left out")
        return []
      }
      return [name(words, at: place, manager, &plan)].compactMap(\.self)
    }
  }

  private static func names(
    ofManagers node: YAMLNode, at place: String, _ manager: PackageManager, _ plan: inout ModulePlan
  ) -> [String] {
    (node.entries ?? []).flatMap { entry -> [String] in
      if entry.key == manager.key { return names(in: entry.value, at: "\(place).\(entry.key)", manager, &plan) }
      plan.warn("\(place).\(entry.key.printable): this host's packages are those of \(manager.key); these are left out")
      return []
    }
  }

  private static func name(
    _ words: [String], at place: String, _ manager: PackageManager, _ plan: inout ModulePlan
  ) -> String? {
    guard words.allSatisfy(isName) else {
      plan.warn("\(place): \"\(words.joined(separator: " ").printable)\" is no name of a package; it is left out")
      return nil
    }
    return words.joined(separator: manager.versionSign)
  }

  /// A name that no program takes for an option; with `-` at its end apt would remove the package.
  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last, text.utf8.count <= 256 else { return false }
    func isLetterOrDigit(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte & 0xdf)
    }
    return (isLetterOrDigit(first) || first == UInt8(ascii: "@") || first == UInt8(ascii: "/"))
      && last != UInt8(ascii: "-") && text.utf8.allSatisfy { isLetterOrDigit($0) || "+.-_:~/=^@".utf8.contains($0) }
  }

  /// What is to follow comes after the reboot, so that this one ends with the host.
  private static var reboot: Invocation {
    let script = "[ -e /run/reboot-required ] || [ -e /run/reboot-needed ] || exit 0; reboot && sleep 600"
    var call = Invocation("sh", "-c", script)
    call.timeout = 900
    return call
  }
}
