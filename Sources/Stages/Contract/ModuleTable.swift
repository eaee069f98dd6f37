// SPDX-License-Identifier: Apache-2.0

/// The modules of this build, and when each runs where cloud.cfg has no list.
public enum ModuleTable {
  /// All of them.
  public static let all: [any Module.Type] = [
    Bootcmd.self,
    WriteFiles.self,
    WriteFilesDeferred.self,
    SetHostname.self,
    UpdateHostname.self,
    UpdateEtcHosts.self,
    SystemLocale.self,
    Timezone.self,
    Runcmd.self,
    ScriptsVendor.self,
    ScriptsPerOnce.self,
    ScriptsPerBoot.self,
    ScriptsPerInstance.self,
    ScriptsUser.self,
    FinalMessage.self,
    PowerStateChange.self,
    Growpart.self,
    Resizefs.self,
    UsersGroups.self,
    SSH.self,
    SetPasswords.self,
    PackageUpdateUpgradeInstall.self,
  ]

  /// The one of a name; hyphens count as underscores, as for cloud-init.
  public static func module(named name: String) -> (any Module.Type)? {
    let name = String(name.map { $0 == "-" ? "_" : $0 })
    return all.first { $0.name == name }
  }

  /// The modules of a stage where cloud.cfg does not list any: those of cloud-init's own cloud.cfg that we have, in its
  /// order.
  public static func defaults(of stage: Stage) -> [String] {
    switch stage {
    case .initial:
      [
        "bootcmd", "write_files", "growpart", "resizefs", "set_hostname", "update_hostname", "update_etc_hosts",
        "users_groups", "ssh",
      ]
    case .config: ["locale", "set_passwords", "timezone", "runcmd"]
    case .final:
      [
        "package_update_upgrade_install", "write_files_deferred", "scripts_vendor", "scripts_per_once",
        "scripts_per_boot", "scripts_per_instance", "scripts_user", "final_message", "power_state_change",
      ]
    }
  }
}
