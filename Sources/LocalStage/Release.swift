// SPDX-License-Identifier: Apache-2.0

/// The release that this source tree makes.
public enum Release {
  /// Its version, for every program of it.
  public static let version = "0.1.0"
}
