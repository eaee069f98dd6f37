// SPDX-License-Identifier: Apache-2.0

import LocalStage
import SystemPackage

/// `swinit-net local`: configures a host at boot.
enum LocalCommand: Command {
  static let syntax = CommandSyntax(
    name: "local", summary: "Configures this host's network at boot, before it is up.", operands: .none,
    options: [.root, .drive, .distro, .renderer, .dryRun])

  static func run(_ arguments: Arguments) throws(UsageError) -> ExitStatus {
    let host = HostFiles(root: arguments[.root] ?? "/")
    let options = LocalOptions(
      host: host, drive: arguments[.drive].map { FilePath($0) }, distro: try arguments.distro(syntax),
      renderer: arguments[.renderer], isDryRun: arguments.has(.dryRun))
    let clock = ContinuousClock()
    let start = clock.now
    let patience = Patience(now: { clock.now - start }, sleep: { Pause.sleep($0) })
    let kernelLog = host.isThisMachine && !options.isDryRun ? host.path("dev/kmsg") : nil
    var run = LocalRun(options, patience: patience, log: BootLog(kernelLog: kernelLog))
    return run.run() ? .done : .failed
  }
}
