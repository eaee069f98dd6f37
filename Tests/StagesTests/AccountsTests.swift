// SPDX-License-Identifier: Apache-2.0

@testable import Stages
import Testing

@Suite struct AccountsTests {
  @Test func `users, groups and what passwords can do are read below the root`() throws {
    let host = try StageHost(files: [
      "etc/passwd": "root:x:0:0:root:/root:/bin/bash\nbroken\nann:x:1000:1001:Ann:/home/ann:/bin/sh\n",
      "etc/group": "root:x:0:\nann:x:1001:\nadm:x:4:syslog,ann\n",
      "etc/shadow":
        "root:*:19000::::::\nann:!$6$salt$hash:19000::::::\nbob:$y$j9T$a$b:1::::::\neve::1::::::\nnew:!:1::::::\n",
    ])
    let accounts = Accounts(host.files)
    #expect(accounts.users.map(\.name) == ["root", "ann"])
    #expect(accounts.user("ann")?.home == "/home/ann")
    #expect(accounts.isMember("ann", of: "adm") && accounts.isMember("ann", of: "ann"))
    #expect(!accounts.isMember("root", of: "adm"))
    #expect(
      ["root", "ann", "bob", "eve", "new", "nobody"].map { accounts.password(of: $0) }
        == [.unusable, .locked, .set, .empty, .unusable, nil])
  }

  @Test func `where files are missing there is nobody`() throws {
    let accounts = Accounts(try StageHost().files)
    #expect(accounts.users.isEmpty && accounts.groups.isEmpty)
  }

  @Test(arguments: ["ann", "_svc", "a.b-c", "web01", "0day"])
  func `names are letters, digits and a few signs`(name: String) { #expect(AccountName.isValid(name)) }

  @Test(arguments: [
    "", "-r", "a b", "a:b", "a\nb", "1000", ".x", "a,b", "../x", "ä", String(repeating: "a", count: 33),
  ])
  func `other texts are no names`(name: String) { #expect(!AccountName.isValid(name)) }
}
