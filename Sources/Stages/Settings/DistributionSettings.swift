// SPDX-License-Identifier: Apache-2.0

import LocalStage
import NetInput

/// What counts where nothing else says it: the user whom people expect in an image of the distribution.
///
/// cloud-init's package brings a cloud.cfg with it; without that package there is none, and keys would go to nobody. The
/// names are those of the distributions' own images.
enum DistributionSettings {
  private static let users = [
    "debian": "debian", "ubuntu": "ubuntu", "devuan": "devuan", "centos": "cloud-user", "rhel": "cloud-user",
    "rocky": "rocky", "almalinux": "almalinux", "ol": "cloud-user", "fedora": "fedora", "amzn": "ec2-user",
    "arch": "arch", "opensuse-tumbleweed": "opensuse", "photon": "photon", "azurelinux": "azureuser",
    "mariner": "mariner", "alpine": "alpine",
  ]

  /// The settings of a distribution; none where it is not known.
  static func settings(of distribution: OSRelease?) -> YAMLNode {
    guard let distribution, let name = users[distribution.id] else { return .emptyMapping }
    let shell = distribution.id == "alpine" ? "/bin/ash" : "/bin/bash"
    let text = """
      system_info:
        default_user:
          name: \(name)
          lock_passwd: true
          shell: \(shell)
          sudo: ["ALL=(ALL) NOPASSWD:ALL"]
      """
    return (try? YAMLNode.read(Array(text.utf8))) ?? .emptyMapping
  }
}
