// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Stages

/// cloud.cfg's lists of modules.
@Suite struct ModuleListTests {
  private func list(_ yaml: String, of stage: Stage = .final) throws -> ModuleList {
    ModuleList(of: stage, settings: try StageHost().context(yaml).settings)
  }

  @Test func `names and pairs of name and frequency mean the same as for cloud-init`() throws {
    let list = try list("cloud_final_modules: [scripts-user, [final_message, once]]")
    #expect(list.entries.map { $0.module.name } == ["scripts_user", "final_message"])
    #expect(list.entries.map(\.frequency) == [.oncePerInstance, .once])
    #expect(list.warnings.isEmpty)
  }

  @Test func `an entry may be a mapping, and nothing at all is no entry`() throws {
    let list = try list("cloud_final_modules:\n- {name: runcmd, frequency: always}\n-\n- {frequency: once}\n- ' '\n")
    #expect(list.entries.map { $0.module.name } == ["runcmd"])
    #expect(list.entries.map(\.frequency) == [.always])
    #expect(list.warnings.count == 2)
  }

  @Test func `a module that is not known is passed over, and told`() throws {
    let list = try list("cloud_final_modules: [phone_home, scripts_user, [puppet, always]]")
    #expect(list.entries.map { $0.module.name } == ["scripts_user"])
    #expect(list.skipped == ["phone_home", "puppet"])
  }

  @Test func `a word that is no frequency leaves the module's own`() throws {
    let list = try list("cloud_final_modules: [[scripts_user, sometimes]]")
    #expect(list.entries.map(\.frequency) == [.oncePerInstance])
    #expect(list.warnings.count == 1)
  }

  @Test func `without a list a stage has its usual modules, all of which there are`() throws {
    for stage in Stage.allCases {
      let names = try list("", of: stage).entries.map { $0.module.name }
      #expect(names == ModuleTable.defaults(of: stage), "\(stage)")
    }
  }

  @Test func `an empty list runs nothing`() throws {
    #expect(try list("cloud_final_modules: []").entries.isEmpty)
  }
}
