# SPDX-License-Identifier: Apache-2.0
"""What a bond is like where nobody has said anything (the kernel's Documentation/networking/bonding.rst)."""

# In /sys/class/net/BOND/bonding; what the kernel only tells, such as its state, is not among them.
DEFAULTS = {
    "ad_select": "stable",
    "all_slaves_active": "0",
    "arp_all_targets": "any",
    "arp_interval": "0",
    "arp_ip_target": "",
    "arp_missed_max": "2",
    "arp_validate": "none",
    "downdelay": "0",
    "fail_over_mac": "none",
    "lacp_active": "on",
    "lacp_rate": "slow",
    "lp_interval": "1",
    "miimon": "0",
    "min_links": "0",
    "num_grat_arp": "1",
    "packets_per_slave": "1",
    "peer_notif_delay": "0",
    "primary": "",
    "primary_reselect": "always",
    "resend_igmp": "1",
    "tlb_dynamic_lb": "1",
    "updelay": "0",
    "use_carrier": "1",
    "xmit_hash_policy": "layer2",
}


def options(fields):
    """A bond's mode and options from its sysfs files, each by its name: those with a number hold `NAME NUMBER`."""
    found = {}
    for name in ("mode", *DEFAULTS):
        value = fields.get(name, "")
        words = value if isinstance(value, list) else value.split()
        found[name] = words[0] if len(words) == 2 and words[1].isdigit() else ",".join(words)
    return found
