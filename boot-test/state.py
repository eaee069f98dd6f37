# SPDX-License-Identifier: Apache-2.0
"""A guest's report as the state that its kernel has, told so that what means the same reads the same.

The form is that of matrix/NAME/expected.json. Left out: link-local and multicast, what only makes an address's prefix or a
gateway reachable, lifetimes, and the random part of automatic addresses.
"""
import ipaddress

import bonding

# The documents' DHCPv6 servers lease ::d000 to ::dfff; what a host makes up itself has more than 32 bits.
LEASES = range(0xD000, 0xE000)
LINK_LOCAL = ("fe80:", "ff00:")


def of(report):
    """The state that a report tells."""
    infos = [info for info in report["addr"] or [] if info.get("link_type") != "loopback"]
    return {
        "links": {info["ifname"]: link(info, report) for info in infos},
        "routes": sorted(routes(report["route4"], infos) + routes(report["route6"], infos)),
        "servers": report["resolv"],
        # systemd-resolved asks each link's servers, so those of different links have no order.
        "servers by link": report["resolved"],
        # A dot at the end says that the domain is whole, which it is anyway; one alone is systemd-resolved's word for none.
        "search": [domain.rstrip(".") for domain in report["search"] if domain != "."],
        "asked": {f"eth{number}": words for number, words in sorted(report["asked"].items())},
        "failed units": report["failed_units"],
    }


def link(info, report):
    """One link. `advertisements` is the kernel's own switch: who takes them in the kernel's place turns it off."""
    name, kind = info["ifname"], info.get("linkinfo", {})
    data = kind.get("info_data", {})
    found = {"mac": info["address"], "mtu": info["mtu"], "up": "UP" in info["flags"]}
    if master := info.get("master"):
        found["master"] = master
    else:
        switches = report["advertisements"].get(name, {"accept_ra": 0, "disable_ipv6": 0})
        found["advertisements"] = switches["accept_ra"] != 0 and switches["disable_ipv6"] == 0
    match kind.get("info_kind"):
        case "vlan":
            found["vlan"] = {"id": data["id"], "parent": info.get("link")}
        case "bond":
            found["bond"] = bonding.options(report["bonds"].get(name, {}))
        case None:
            found["permanent"] = info.get("permaddr", info["address"])
        case other:
            found["kind"] = other
    found["addresses"] = [address(one) for one in info["addr_info"] if one["scope"] == "global"]
    missing = [one for one in info["addr_info"] if one["scope"] == "global" and not has_prefix_route(one, name, report)]
    if missing:
        found["without prefix route"] = [f"{one['local']}/{one['prefixlen']}" for one in missing]
    # Within a family the kernel takes the first as its source, among equals.
    found["addresses"].sort(key=lambda text: ":" in text)
    return found


def address(info):
    """`ADDRESS/LENGTH`, or for an automatic one `PREFIX/64 self-formed` or `PREFIX/64 leased, /LENGTH`."""
    host = ipaddress.ip_address(info["local"])
    text = f"{host}/{info['prefixlen']}"
    if host.version == 6:
        prefix = ipaddress.ip_network((host, 64), strict=False)
        own = int(host) - int(prefix.network_address)
        if own in LEASES:
            text = f"{prefix} leased, /{info['prefixlen']}"
        elif own >= 1 << 32:
            text = f"{prefix} self-formed" + ("" if info["prefixlen"] == 64 else f", /{info['prefixlen']}")
    return text + (", tentative" if info.get("tentative") or info.get("dadfailed") else "")


def has_prefix_route(info, name, report):
    """Whether the neighbours in an address's prefix are reached without a gateway."""
    network = ipaddress.ip_interface(f"{info['local']}/{info['prefixlen']}").network
    if network.num_addresses == 1:
        return True
    table = report["route4" if network.version == 4 else "route6"]
    return any(route.get("dev") == name and "gateway" not in route and destination(route) == network for route in table)


def destination(route):
    """Where a route leads as a network; nothing for the default route."""
    return None if route["dst"] == "default" else ipaddress.ip_network(route["dst"])


def routes(table, infos):
    """The routes of a family as text, in the words of iproute2."""
    own = {info["ifname"]: [ipaddress.ip_address(one["local"]) for one in info["addr_info"]] for info in infos}
    hops = [hop for route in table for hop in legs(route)]
    gateways = {(hop["dev"], ipaddress.ip_network(hop["gateway"])) for hop in hops if "gateway" in hop}

    def matters(route):
        if route.get("dev") == "lo" or route["dst"].startswith(LINK_LOCAL):
            return False
        if "gateway" in route or route["dst"] == "default":
            return True
        return (route.get("dev"), destination(route)) not in gateways and not any(
            one in destination(route) for one in own.get(route.get("dev"), []) if one.version == destination(route).version
        )

    return [text(hop) for hop in hops if matters(hop)]


def legs(route):
    """A route once for each of its next hops."""
    return [route | hop for hop in route.get("nexthops", [{}])]


def text(route):
    words = [] if route.get("type", "unicast") == "unicast" else [route["type"]]
    words.append(route["dst"])
    # `via` is a gateway of the other family.
    if gateway := route.get("gateway") or route.get("via", {}).get("host"):
        words += ["via", gateway]
    return " ".join([*words, "dev", route.get("dev", "none"), "metric", str(route.get("metric", 0))])
