// SPDX-License-Identifier: Apache-2.0

import LocalStage
import NetInput

/// Keeps /etc/hosts (cloud-init's reference, module "Update Etc Hosts").
enum UpdateEtcHosts: Module {
  static let name = "update_etc_hosts"
  static let frequency = Frequency.always

  private static let path = "/etc/hosts"

  static func plan(_ context: ModuleContext) -> ModulePlan {
    var plan = ModulePlan()
    guard let setting = context.settings[path: "manage_etc_hosts"], setting.flag != false else { return plan }
    let isLocalhost = setting.text == "localhost"
    guard isLocalhost || setting.flag == true || setting.text == "template" else {
      plan.warn("manage_etc_hosts is to be true, localhost or false; /etc/hosts is left alone")
      return plan
    }
    guard let name = HostName(context, &plan) else {
      plan.warn("manage_etc_hosts is set, but no host name is known")
      return plan
    }
    let present = (try? context.host.contents(of: path)).map { String(decoding: $0, as: UTF8.self) }
    let address = HostsFile.ownAddress(context.distribution)
    let wanted =
      isLocalhost
      ? HostsFile.added(name, address, to: present ?? "")
      : template(context, &plan).flatMap { filled($0, name, &plan) } ?? HostsFile.text(name, address)
    if let wanted, wanted != present { plan.write(FileWrite(path, text: wanted)) }
    return plan
  }

  /// The image's template: that of the distribution's family, or the one for all.
  private static func template(_ context: ModuleContext, _ plan: inout ModulePlan) -> Template? {
    let id = context.distribution?.id ?? ""
    for name in [families[id] ?? id, ""].map({ $0.isEmpty ? "hosts.tmpl" : "hosts.\($0).tmpl" }) {
      if let bytes = try? context.host.contents(of: "etc/cloud/templates/\(name)") {
        return Template(String(decoding: bytes, as: UTF8.self))
      }
    }
    return nil
  }

  private static func filled(_ template: Template, _ name: HostName, _ plan: inout ModulePlan) -> String? {
    let text = template.filled(["hostname": name.short, "fqdn": name.full])
    if text == nil {
      plan.warn("the template of /etc/hosts has Jinja statements, which are not supported; it is not used")
    }
    return text
  }

  private static let families = [
    "ubuntu": "debian", "raspbian": "debian", "rhel": "redhat", "centos": "redhat", "rocky": "redhat",
    "almalinux": "redhat", "fedora": "redhat", "ol": "redhat", "amzn": "redhat",
  ]
}
