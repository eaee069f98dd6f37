// SPDX-License-Identifier: Apache-2.0

import Glibc

exit(CommandTable.run(CommandLine.arguments.dropFirst()).rawValue)
