// SPDX-License-Identifier: Apache-2.0

/// How a run ends; scripts depend on the numbers.
enum ExitStatus: Int32 {
  /// Done; for `check`: no error.
  case done = 0
  /// Nothing could be done, `check` found an error, or there is a warning under `--strict`.
  case failed = 1
  /// There is a difference (`diff`, `verify`).
  case different = 2
  /// The call is wrong (EX_USAGE of sysexits.h).
  case usage = 64
}
