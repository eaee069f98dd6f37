// SPDX-License-Identifier: Apache-2.0
//
// What Linux has and Swift's Glibc module does not show.

#include <linux/sched.h>
#include <sys/syscall.h>
#include <unistd.h>

// Puts the process into a mount namespace of its own (unshare(2)).
static inline int linux_unshare_mounts(void) { return (int)syscall(SYS_unshare, CLONE_NEWNS); }
