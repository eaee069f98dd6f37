// SPDX-License-Identifier: Apache-2.0

import NetInput

/// The service that sshd is.
enum SSHService {
  /// Makes a running sshd read its settings again; nothing is started. Nil where we know no way.
  ///
  /// systemd is not waited for: it may wait for us to end before it starts sshd. Where it does not run (sd_booted(3)), as
  /// in an image that is being built, nothing does.
  static func reload(_ context: ModuleContext) -> Invocation? {
    let name = name(context)
    if context.programs.path(of: "systemctl") != nil {
      guard context.host.exists("run/systemd/system") else { return nil }
      return Invocation("systemctl", "--no-block", "try-reload-or-restart", "\(name).service")
    }
    if context.programs.path(of: "rc-service") != nil { return Invocation("rc-service", "--ifstarted", name, "reload") }
    if context.programs.path(of: "service") != nil { return Invocation("service", name, "reload") }
    return nil
  }

  /// `system_info.ssh_svcname`, else the name under which there is a unit or script.
  private static func name(_ context: ModuleContext) -> String {
    let given = context.settings[path: "system_info", "ssh_svcname"]?.text
    if let given, given.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != 0x2f }), !given.hasPrefix("-") {
      return given
    }
    let places = ["usr/lib/systemd/system/ssh.service", "lib/systemd/system/ssh.service", "etc/init.d/ssh"]
    return context.programs.first(of: places) == nil ? "sshd" : "ssh"
  }
}
