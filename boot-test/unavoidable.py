# SPDX-License-Identifier: Apache-2.0
"""Differences that no file of ours can avoid, each with the proof. Anything else that differs is a fault."""

NETWORK_MANAGER_DHCPV6 = (
    "NetworkManager starts its DHCPv6 client by the M and O flags of an advertisement alone (src/core/ndisc/nm-lndp-ndisc.c), "
    "and no property of a profile changes that (nm-settings-keyfile(5) of 1.42, section ipv6)"
)
RDNSS = (
    "The kernel hands the DNS servers of advertisements to user space, where ifupdown has nobody to take them (interfaces(5), "
    "inet6 auto); the package rdnssd does"
)

# Document, consumer, the difference as `difference` tells it, and why.
TABLE = [
    ("ipv6-modes-other-routers", "ifupdown", "servers: none, not 2001:db8:11::53", RDNSS),
    ("ipv6-modes-other-routers", "NetworkManager", "eth0 asked for: DHCPv6 information, not none", NETWORK_MANAGER_DHCPV6),
    ("ipv6-modes-other-routers", "NetworkManager", "eth1 asked for: DHCPv6 lease, not DHCPv6 information", NETWORK_MANAGER_DHCPV6),
    ("ipv6-modes-other-routers", "NetworkManager", "eth1 has 2001:db8:12::/64 leased, /128", NETWORK_MANAGER_DHCPV6),
]


def reason(document, consumer, difference):
    """Why a difference cannot be avoided; nothing where it can."""
    return next((why for *key, why in TABLE if key == [document, consumer, difference]), None)
