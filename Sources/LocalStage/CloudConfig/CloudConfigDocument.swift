// SPDX-License-Identifier: Apache-2.0

import NetInput

extension CloudConfig {
  /// All that cloud-init's settings on a host say, merged to a mapping, and the doubts; nil where there are none.
  public static func document(on host: HostFiles) -> (root: YAMLNode?, findings: [FileFinding]) {
    let files = CloudConfigFiles(host)
    return (files.merged, files.findings)
  }
}
