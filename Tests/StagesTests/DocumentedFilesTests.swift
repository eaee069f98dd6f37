// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Stages

/// Files and commands as cloud-init's reference shows them (modules "Write Files", "Runcmd" and "Bootcmd"); what is
/// expected was worked out by hand from what the reference says of the keys.
@Suite struct DocumentedFilesTests {
  private let directory = "/var/lib/swinit/instances/5f1a2b3c-0000-4000-8000-000000000001"

  // MARK: write_files

  @Test func `text in Base64 is written with an owner and a mode`() throws {
    let plan = try StageHost().plan(
      WriteFiles.self,
      """
      write_files:
      - encoding: b64
        content: U0VMSU5VWD1lbmZvcmNpbmcK
        owner: root:root
        path: /etc/sysconfig/selinux
        permissions: '0644'
      """)
    #expect(plan.writes == [FileWrite("/etc/sysconfig/selinux", text: "SELINUX=enforcing\n", owner: "root:root")])
    #expect(plan.warnings == [])
  }

  @Test func `text is added to a file`() throws {
    let plan = try StageHost().plan(
      WriteFiles.self,
      """
      write_files:
      - content: |
          15 * * * * root ship_logs
        path: /etc/crontab
        append: true
      """)
    var file = FileWrite("/etc/crontab", text: "15 * * * * root ship_logs\n")
    (file.isAppended, file.keepsMode) = (true, true)
    #expect(plan.writes == [file])
  }

  @Test func `a mode that is given counts for a file that text is added to`() throws {
    let plan = try StageHost().plan(
      WriteFiles.self, "write_files: [{path: /etc/crontab, append: true, permissions: '0600'}]")
    #expect(plan.writes.map(\.mode) == [0o600] && plan.writes.map(\.keepsMode) == [false])
  }

  @Test(arguments: ["gzip", "gz"]) func `compressed bytes are expanded`(encoding: String) throws {
    let plan = try StageHost().plan(
      WriteFiles.self,
      """
      write_files:
      - encoding: \(encoding)
        content: !!binary |
          H4sIAAAAAAAA/8tIzcnJVyjPL8pJ4QIALTsIrwwAAAA=
        path: /usr/bin/hello
        permissions: '0755'
      """)
    #expect(plan.writes == [FileWrite("/usr/bin/hello", text: "hello world\n", mode: 0o755)])
  }

  @Test func `a path alone is an empty file`() throws {
    let plan = try StageHost().plan(WriteFiles.self, "write_files:\n- path: /root/CLOUD_INIT_WAS_HERE")
    #expect(plan.writes == [FileWrite("/root/CLOUD_INIT_WAS_HERE", text: "")])
  }

  @Test func `a deferred file comes with the last stage, for an owner that a package brings`() throws {
    let yaml = """
      write_files:
      - path: /etc/nginx/conf.d/example.com.conf
        content: |
          server {
              server_name example.com;
          }
        owner: 'nginx:nginx'
        permissions: '0640'
        defer: true
      """
    let text = "server {\n    server_name example.com;\n}\n"
    let file = FileWrite("/etc/nginx/conf.d/example.com.conf", text: text, mode: 0o640, owner: "nginx:nginx")
    #expect(try StageHost().plan(WriteFiles.self, yaml) == ModulePlan())
    #expect(try StageHost().plan(WriteFilesDeferred.self, yaml).writes == [file])
  }

  // MARK: runcmd and bootcmd

  @Test func `commands are lists of words or lines of a shell, and a comment alone is none`() throws {
    let plan = try StageHost().plan(
      Runcmd.self,
      """
      runcmd:
      - [ls, -l, /]
      - [sh, -xc, 'echo $(date) '': hello world!''']
      # A comment.
      - [sh, -c, echo "=========hello world'========="]
      - ls -l /root
      - # Nothing but a comment.
      - null
      - [wget, 'http://example.org', -O, /tmp/index.html]
      """)
    #expect(
      plan.text(directory + "/scripts/runcmd") == """
        #!/bin/sh
        'ls' '-l' '/'
        'sh' '-xc' 'echo $(date) '\\'': hello world!'\\'''
        'sh' '-c' 'echo "=========hello world'\\''========="'
        ls -l /root
        'wget' 'http://example.org' '-O' '/tmp/index.html'

        """)
    #expect(plan.warnings == [])
  }

  @Test func `boot commands run at each boot, with the instance's id`() throws {
    let plan = try StageHost().plan(
      Bootcmd.self,
      """
      bootcmd:
      - echo 192.168.1.130 us.archive.ubuntu.com >> /etc/hosts
      - [cloud-init-per, once, mymkfs, mkfs, /dev/vdb]
      - |
        if true; then
          echo two lines
        fi
      """)
    #expect(
      plan.text(directory + "/bootcmd") == """
        #!/bin/sh
        echo 192.168.1.130 us.archive.ubuntu.com >> /etc/hosts
        'cloud-init-per' 'once' 'mymkfs' 'mkfs' '/dev/vdb'
        if true; then
          echo two lines
        fi

        """)
    #expect(plan.commands == [["/bin/sh", directory + "/bootcmd"]])
    #expect(plan.runs.first?.environment == ["INSTANCE_ID": "5f1a2b3c-0000-4000-8000-000000000001"])
    #expect(Bootcmd.frequency == .always)
  }
}
