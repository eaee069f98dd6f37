#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""vlans.py N: a document of one NIC with N VLANs, each with an address and a route."""
import json
import sys

links = [{"id": "tap0", "type": "ovs", "ethernet_mac_address": "fa:16:3e:00:00:01", "mtu": 9000}]
networks = []
for n in range(int(sys.argv[1])):
    high, low = divmod(n, 256)
    links.append({"id": f"vlan{n}", "type": "vlan", "vlan_link": "tap0", "vlan_id": n + 1, "mtu": 1500,
                  "vlan_mac_address": f"fa:16:3e:01:{high:02x}:{low:02x}"})
    networks.append({"id": f"network{n}", "type": "ipv4", "link": f"vlan{n}", "ip_address": f"10.{high}.{low}.2",
                     "netmask": "255.255.255.0", "network_id": "da5bb487-5193-4a65-a3df-4a0055a8c0d7",
                     "routes": [{"network": f"172.{16 + high}.{low}.0", "netmask": "255.255.255.0",
                                 "gateway": f"10.{high}.{low}.1"}]})
json.dump({"links": links, "networks": networks, "services": [{"type": "dns", "address": "192.0.2.53"}]},
          sys.stdout, indent=2)
