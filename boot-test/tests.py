#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Tests of what the matrix takes for equal, without a guest."""
import copy
import unittest

import bonding
import difference
import state


def report():
    """A NIC with an address of each family, a default route of each, and what always comes along."""
    return {
        "addr": [
            {"ifname": "lo", "link_type": "loopback"},
            {
                "ifname": "eth0", "link_type": "ether", "address": "52:54:00:ca:00:01", "mtu": 1500, "flags": ["UP", "LOWER_UP"],
                "addr_info": [
                    {"local": "192.0.2.10", "prefixlen": 24, "scope": "global"},
                    {"local": "2001:db8:1::10", "prefixlen": 64, "scope": "global"},
                    {"local": "fe80::5054:ff:feca:1", "prefixlen": 64, "scope": "link"},
                ],
            },
        ],
        "route4": [
            {"dst": "default", "gateway": "192.0.2.1", "dev": "eth0"},
            {"dst": "192.0.2.0/24", "dev": "eth0", "protocol": "kernel", "scope": "link"},
        ],
        "route6": [
            {"dst": "2001:db8:1::/64", "dev": "eth0", "protocol": "kernel", "metric": 256},
            {"dst": "fe80::/64", "dev": "eth0", "protocol": "kernel", "metric": 256},
            {"dst": "default", "gateway": "fe80::1", "dev": "eth0", "metric": 1024},
        ],
        "resolv": ["192.0.2.53", "192.0.2.54"], "resolved": False, "search": [], "asked": {}, "failed_units": [],
        "bonds": {}, "advertisements": {"eth0": {"accept_ra": 0, "disable_ipv6": 0}},
    }  # fmt: skip


EXPECTED = {
    "links": {
        "eth0": {
            "permanent": "52:54:00:ca:00:01", "mac": "52:54:00:ca:00:01", "mtu": 1500, "advertisements": False,
            "addresses": ["192.0.2.10/24", "2001:db8:1::10/64"],
        }
    },
    "routes": ["default via 192.0.2.1 dev eth0", "default via fe80::1 dev eth0"],
    "servers": [["192.0.2.53"], ["192.0.2.54"]], "search": [], "asked": {},
}  # fmt: skip


class Matrix(unittest.TestCase):
    def setUp(self):
        self.report = report()
        self.expected = copy.deepcopy(EXPECTED)

    @property
    def nic(self):
        return self.report["addr"][1]

    def differ(self, *sentences):
        self.assertEqual(difference.between(self.expected, state.of(self.report)), list(sentences))

    def test_what_is_as_expected_does_not_differ(self):
        self.differ()

    def test_a_metric_counts_where_it_is_given(self):
        self.report["route4"][0]["metric"] = 1024
        self.differ()
        self.expected["routes"][0] += " metric 100"
        self.differ(
            "route: lacks default via 192.0.2.1 dev eth0 metric 100", "route: has default via 192.0.2.1 dev eth0 metric 1024"
        )

    def test_a_route_stands_for_one_alone(self):
        self.report["route4"].append({"dst": "default", "gateway": "192.0.2.1", "dev": "eth0", "metric": 100})
        self.differ("route: has default via 192.0.2.1 dev eth0 metric 100")

    def test_a_host_route_to_a_gateway_is_none_of_its_own(self):
        self.report["route4"].append({"dst": "192.0.2.1", "dev": "eth0"})
        self.differ()
        self.report["route4"].append({"dst": "192.0.2.53", "dev": "eth0"})
        self.report["route4"].append({"dst": "198.51.100.53", "dev": "eth0"})
        self.differ("route: has 192.0.2.53 dev eth0 metric 0", "route: has 198.51.100.53 dev eth0 metric 0")

    def test_an_advertised_prefix_counts_without_an_address_in_it(self):
        self.report["route6"].append({"dst": "2001:db8:9::/64", "dev": "eth0", "protocol": "kernel", "metric": 256})
        self.differ("route: has 2001:db8:9::/64 dev eth0 metric 256")

    def test_an_address_needs_its_prefix(self):
        del self.report["route6"][0]
        self.differ("eth0 without prefix route: 2001:db8:1::10/64, not none")

    def test_automatic_addresses_are_told_by_their_prefix(self):
        self.nic["addr_info"] += [
            {"local": "2001:db8:2::d0ab", "prefixlen": 128, "scope": "global"},
            {"local": "2001:db8:1:0:5054:ff:feca:1", "prefixlen": 64, "scope": "global", "tentative": True},
        ]
        self.differ("eth0 has 2001:db8:2::/64 leased, /128", "eth0 has 2001:db8:1::/64 self-formed, tentative")

    def test_the_preferred_address_comes_first(self):
        self.nic["addr_info"].insert(0, {"local": "2001:db8:1::20", "prefixlen": 64, "scope": "global"})
        self.expected["links"]["eth0"]["addresses"].append("2001:db8:1::20/64")
        self.differ(
            "eth0 prefers: 192.0.2.10/24, 2001:db8:1::20/64, 2001:db8:1::10/64, "
            "not 192.0.2.10/24, 2001:db8:1::10/64, 2001:db8:1::20/64"
        )

    def test_servers_of_links_have_an_order_in_one_file_alone(self):
        self.report["resolv"].reverse()
        self.differ("servers: 192.0.2.54, 192.0.2.53, not 192.0.2.53, 192.0.2.54")
        self.report["resolved"] = True
        self.differ()
        self.expected["servers"] = [["192.0.2.53", "192.0.2.54"]]
        self.differ("servers: 192.0.2.54, 192.0.2.53, not 192.0.2.53, 192.0.2.54")

    def test_links_come_and_go(self):
        self.report["addr"].append(self.nic | {"ifname": "eth9", "addr_info": []})
        self.expected["links"]["bond0"] = {}
        self.differ("bond0: missing", "eth9: not in the document")

    def test_advertisements_that_the_kernel_would_take(self):
        self.report["advertisements"]["eth0"]["accept_ra"] = 2
        self.differ("eth0 advertisements: True, not False")

    def test_a_bonds_options_are_the_kernels_where_nothing_is_said(self):
        fields = dict(bonding.DEFAULTS, mode="802.3ad 4", miimon="100", xmit_hash_policy="layer3+4 1", lacp_rate="slow 0")
        self.nic["linkinfo"] = {"info_kind": "bond"}
        self.nic["addr_info"] = []
        self.report["bonds"]["eth0"] = fields
        del self.expected["links"]["eth0"]["permanent"]
        self.expected["links"]["eth0"] |= {"addresses": [], "bond": {"mode": "802.3ad", "xmit_hash_policy": "layer3+4"}}
        self.expected["routes"] = []
        self.report["route4"] = self.report["route6"] = []
        self.differ("eth0 miimon: 100, not 0")


if __name__ == "__main__":
    unittest.main()
