// SPDX-License-Identifier: Apache-2.0

import LocalStage

/// Gives the host its name (cloud-init's reference, module "Set Hostname").
enum SetHostname: Module {
  static let name = "set_hostname"
  static let frequency = Frequency.oncePerInstance

  static func plan(_ context: ModuleContext) -> ModulePlan {
    var plan = ModulePlan()
    guard !plan.flag("preserve_hostname", in: context.settings), let name = HostName(context, &plan) else {
      return plan
    }
    plan.setHostname(name.chosen, context)
    return plan
  }
}

extension ModulePlan {
  /// Writes /etc/hostname, which may not be made where `create_hostname_file` is false, and tells the kernel.
  mutating func setHostname(_ name: String, _ context: ModuleContext) {
    let mayMake = flag("create_hostname_file", in: context.settings, default: true)
    let isWritten = mayMake || context.host.exists("etc/hostname")
    if isWritten { write(FileWrite("/etc/hostname", text: name + "\n")) }
    // hostnamectl(1) asks a service by D-Bus, which is not there yet early in a boot.
    if context.host.exists("run/systemd/system"), context.programs.path(of: "hostnamectl") != nil,
      context.host.mode(of: "run/dbus/system_bus_socket") != nil
    {
      var invocation = Invocation(
        arguments: ["hostnamectl"] + (isWritten ? [] : ["--transient"]) + ["set-hostname", name])
      invocation.timeout = 30
      run(invocation)
    } else {
      run(Invocation("hostname", name))
    }
  }
}
