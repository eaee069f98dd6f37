// SPDX-License-Identifier: Apache-2.0
//
// What Linux has and Swift's Glibc module does not show.

#include <errno.h>
#include <linux/ethtool.h>
#include <linux/rtnetlink.h>
#include <linux/sched.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

// Puts the process into a mount namespace of its own (unshare(2)).
static inline int linux_unshare_mounts(void) { return (int)syscall(SYS_unshare, CLONE_NEWNS); }

// Asks the kernel about an interface (netdevice(7)); 0, or the errno.
static inline int linux_interface_request(unsigned long request, struct ifreq *interface) {
  int file = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (file < 0) return errno;
  int result = ioctl(file, request, interface) < 0 ? errno : 0;
  close(file);
  return result;
}

// Renames an interface, which must be down; 0, or the errno.
static inline int linux_rename_interface(const char *from, const char *to) {
  struct ifreq interface;
  memset(&interface, 0, sizeof interface);
  strncpy(interface.ifr_name, from, IFNAMSIZ - 1);
  strncpy(interface.ifr_newname, to, IFNAMSIZ - 1);
  return linux_interface_request(SIOCSIFNAME, &interface);
}

// Takes an interface down; 0, or the errno.
static inline int linux_take_down_interface(const char *name) {
  struct ifreq interface;
  memset(&interface, 0, sizeof interface);
  strncpy(interface.ifr_name, name, IFNAMSIZ - 1);
  int result = linux_interface_request(SIOCGIFFLAGS, &interface);
  if (result) return result;
  interface.ifr_flags &= ~IFF_UP;
  return linux_interface_request(SIOCSIFFLAGS, &interface);
}

// The permanent address of an interface (ETHTOOL_GPERMADDR of ethtool.h); its length, or 0 where it has none.
static inline unsigned linux_permanent_address(const char *name, unsigned char address[32]) {
  struct {
    struct ethtool_perm_addr head;
    unsigned char bytes[32];
  } answer;
  struct ifreq interface;
  memset(&answer, 0, sizeof answer);
  memset(&interface, 0, sizeof interface);
  answer.head.cmd = ETHTOOL_GPERMADDR;
  answer.head.size = sizeof answer.bytes;
  strncpy(interface.ifr_name, name, IFNAMSIZ - 1);
  interface.ifr_data = (void *)&answer;
  if (linux_interface_request(SIOCETHTOOL, &interface) || answer.head.size > sizeof answer.bytes) return 0;
  memcpy(address, answer.bytes, answer.head.size);
  return answer.head.size;
}

// Opens a socket to the kernel's routing tables (rtnetlink(7)), on which nobody waits longer than some seconds; it, or
// the negative errno.
static inline int linux_route_socket(int seconds) {
  struct timeval limit = {.tv_sec = seconds};
  int file = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  if (file < 0) return -errno;
  setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  return file;
}

// Opens a file in memory that has no name (memfd_create(2)); it, or the negative errno.
static inline int linux_memory_file(void) {
  int file = (int)syscall(SYS_memfd_create, "swinit", 1U /* MFD_CLOEXEC */);
  return file < 0 ? -errno : file;
}
