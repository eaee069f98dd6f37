// SPDX-License-Identifier: Apache-2.0

import LocalStage

/// Says that all is done, and leaves a file that says so (cloud-init's reference, module "Final Message").
enum FinalMessage: Module {
  static let name = "final_message"
  static let frequency = Frequency.always

  private static let usual = "swinit v. $VERSION finished at $TIMESTAMP. Datasource $DATASOURCE.  Up $UPTIME seconds"

  static func plan(_ context: ModuleContext) -> ModulePlan {
    var plan = ModulePlan()
    let uptime = context.host.line("proc/uptime").map { String($0.prefix { $0 != " " }) } ?? "?"
    // date(1) prints the message, since it knows the time when this is done: what else stands there with a percent
    // sign is to be printed as it is.
    let time = "%a, %d %b %Y %H:%M:%S %z"
    var values = [
      "uptime": uptime, "datasource": context.instance.source.description, "version": Release.version,
    ].mapValues(withoutFormat)
    values["timestamp"] = time
    for (key, value) in values { values[key.uppercased()] = value }
    let given = plan.text(name, in: context.settings) ?? usual
    let filled = Template(withoutFormat(given)).filled(values)
    if filled == nil {
      plan.warn("final_message has Jinja statements, which are not supported; the usual one is given")
    }
    plan.run(Invocation("date", "+" + (filled ?? Template(usual).filled(values) ?? usual)))
    plan.write(FileWrite(context.instanceDirectory + "/boot-finished", text: "\(uptime) - v. \(Release.version)\n"))
    return plan
  }

  private static func withoutFormat(_ text: String) -> String {
    text.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%")
  }
}
