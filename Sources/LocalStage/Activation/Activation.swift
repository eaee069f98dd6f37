// SPDX-License-Identifier: Apache-2.0

import NetModel
import Renderers

/// What makes the consumer take the files at this very boot, and wait for the right thing.
///
/// The patterns have been booted and timed with each consumer: one NIC without a DHCP server or a carrier must not hold
/// up the others, nor the boot.
public struct Activation: Hashable, Sendable {
  /// Files below /run that tell units of this boot what to wait for.
  public let flags: [RenderedFile]
  /// Programs to run after the files are in place, in order.
  public let commands: [Command]

  /// How a plan's files become effective under a renderer's consumer.
  public init(of plan: NetworkPlan, renderer: String, programs: Programs) {
    switch renderer {
    case "eni" where plan.isFallback:
      // The NICs' own udev events are past, so nothing else would start them; each starts by itself.
      let units = plan.links.map { "ifup@\($0.name).service" }
      flags = [Self.flag("wait-ipv4", "")]
      commands =
        programs.path(of: "systemctl").map { [Command(words: ["/\($0)", "--no-block", "start"] + units)] } ?? []
    case "netplan":
      flags = [Self.waitOnline(isFallback: plan.isFallback)]
      commands = programs.netplanGenerator.map { [Command("/\($0)")] } ?? []
    case "networkd":
      flags = [Self.waitOnline(isFallback: plan.isFallback)]
      commands = []
    case "keyfile" where plan.isFallback:
      // Without its option -s, nm-online ends with the first NIC that is connected, not with the last that gives up.
      flags = [Self.flag("wait-online", "SWINIT_NM_ONLINE=\n")]
      commands = []
    default:
      (flags, commands) = ([], [])
    }
  }

  /// How files of an earlier boot, which the consumer has read by itself, are waited for at this one.
  public init(keepingFilesOf renderer: String) {
    flags = ["netplan", "networkd"].contains(renderer) ? [Self.waitOnline(isFallback: false)] : []
    commands = []
  }

  /// One link that is ready is enough: no one can tell at this time which NIC has a carrier. Without a document only
  /// IPv4 counts, for the metadata service.
  private static func waitOnline(isFallback: Bool) -> RenderedFile {
    let family = isFallback ? " --ipv4" : ""
    return flag("wait-online", "SWINIT_WAIT=--any\(family) -o routable --timeout=60\n")
  }

  private static func flag(_ name: String, _ contents: String) -> RenderedFile {
    RenderedFile(path: "run/swinit/\(name)", mode: 0o644, contents: contents)
  }
}
