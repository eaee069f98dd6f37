// SPDX-License-Identifier: Apache-2.0

import LocalStage

/// Keeps the host's name what settings say, unless a person has changed it (cloud-init's reference, module "Update
/// Hostname").
enum UpdateHostname: Module {
  static let name = "update_hostname"
  static let frequency = Frequency.always

  /// The name that was wanted last; where /etc/hostname has another, a person has put it there.
  private static let previousPath = "/var/lib/swinit/previous-hostname"

  static func plan(_ context: ModuleContext) -> ModulePlan {
    var plan = ModulePlan()
    guard !plan.flag("preserve_hostname", in: context.settings), let wanted = HostName(context, &plan)?.chosen else {
      return plan
    }
    let previous = name(in: previousPath, context.host)
    let current = name(in: "/etc/hostname", context.host)
    if let current, let previous, current != previous { return plan }
    if previous != wanted { plan.write(FileWrite(previousPath, text: wanted + "\n")) }
    if current == nil || (current == previous && current != wanted) { plan.setHostname(wanted, context) }
    return plan
  }

  /// The first line that is no comment (hostname(5)).
  private static func name(in path: String, _ host: HostFiles) -> String? {
    host.line(path)?.lines.map(\.trimmed).first { !$0.isEmpty && !$0.hasPrefix("#") }
  }
}
