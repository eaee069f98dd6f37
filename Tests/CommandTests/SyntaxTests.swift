// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite struct SyntaxTests {
  @Test(arguments: [
    [], ["wibble"], ["render", "--wibble"], ["render", "--distro"], ["render", "--distro", "wibble", "-"],
    ["render", "--renderer", "wibble", "-"], ["render", "--nic", "eth0", "-"], ["render", "--nic", "eth0=x", "-"],
    ["render", "--nic", "a/b=fa:16:3e:00:00:01", "-"], ["render", "a", "b"], ["render", "--format", "xml", "-"],
    ["render", "--strict=yes", "-"], ["render", "--distro", "a", "--distro", "b"], ["renderers", "x"],
    ["render", "--nic", "a=fa:16:3e:00:00:01", "--nic", "a=fa:16:3e:00:00:02", "-"], ["check", "-", "-"],
    ["render", "--distro", "centos:abc", "-"],
    ["local", "--distro", "centos:abc", "--dry-run", "--root", "/nonexistent"],
    ["show", "--format", "png", "-"], ["check", "--format", "svg", "-"],
  ])
  func `a wrong call is told with the usage and ends with 64`(of arguments: [String]) throws {
    let run = try Program.run(words: arguments)
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(run.complaints.hasPrefix("swinit-net: "))
    #expect(run.complaints.contains("\nUsage: swinit-net "))
  }

  @Test func `an unknown distribution is told with those that are known`() throws {
    let run = try Program.run("render", "--distro", "slackware", "-")
    #expect(
      run.complaints.contains("debian, devuan, alpine, ubuntu, centos, rhel, rocky, almalinux, oracle, ol, cloudlinux"))
  }

  @Test func `help tells of every command and every option`() throws {
    let help = try Program.run("--help")
    #expect(help.status == 0)
    for command in ["render", "check", "show", "renderers", "distros"] {
      #expect(help.output.contains("  \(command) "))
      let own = try Program.run(command, "--help")
      #expect(own.output.contains("Usage: swinit-net \(command)"))
    }
    let render = try Program.run("render", "--help")
    for option in [
      "--distro D", "--renderer R", "--nic NAME=MAC", "--root DIR", "--output DIR", "--format", "--strict",
    ] {
      #expect(render.output.contains(option))
    }
  }

  @Test func `the tables list what there is`() throws {
    #expect(try Program.run("renderers").output.split(separator: "\n").count >= 3)
    let distros = try Program.run("distros").output
    #expect(distros.contains("centos") && distros.contains("ifcfg, from release 10 keyfile"))
  }
}
