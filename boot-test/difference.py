# SPDX-License-Identifier: Apache-2.0
"""What differs between the state that a document must bring and the one that a kernel has: a list of sentences."""
import bonding

ABSENT = object()
# What a link has where expected.json does not say otherwise.
LINK = {"up": True, "without prefix route": ABSENT, "kind": ABSENT, "vlan": ABSENT, "bond": ABSENT, "master": ABSENT}


def between(expected, found):
    """The differences; each begins with what it is about."""
    differences = links(expected["links"], found["links"]) + routes(expected["routes"], found["routes"])
    differences += servers(expected, found) + value("search", expected["search"], found["search"])
    for nic, words in expected["asked"].items():
        differences += value(f"{nic} asked for", words, found["asked"].get(nic, []))
    return differences + value("failed units", [], found["failed units"])


def value(name, expected, found):
    if expected == found:
        return []
    return [f"{name}: {readable(found)}, not {readable(expected)}"]


def readable(value):
    if value is ABSENT or value == [] or value == "":
        return "none"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def links(expected, found):
    differences = [f"{name}: missing" for name in expected if name not in found]
    differences += [f"{name}: not in the document" for name in found if name not in expected]
    for name, one in expected.items():
        if name in found:
            differences += link(name, LINK | one, found[name])
    return differences


def link(name, expected, found):
    differences = []
    for field, wanted in expected.items():
        has = found.get(field, ABSENT)
        if field == "bond" and ABSENT not in (wanted, has):
            for option, setting in (bonding.DEFAULTS | wanted).items():
                differences += value(f"{name} {option}", setting, has[option])
        elif field == "addresses":
            differences += [f"{name} lacks {address}" for address in wanted if address not in has]
            differences += [f"{name} has {address}" for address in has if address not in wanted]
            both = [address for address in wanted if address in has]
            differences += value(f"{name} prefers", both, [address for address in has if address in wanted])
        else:
            differences += value(f"{name} {field}", wanted, has)
    if "addresses" not in expected and found["addresses"]:
        differences.append(f"{name} has {readable(found['addresses'])}")
    return differences


def servers(expected, found):
    """Expected are the servers of each link, in the links' order; a `server order` of any leaves open which link comes first."""
    flat = [server for link in expected["servers"] for server in link]
    has = found["servers"]
    is_open = found["servers by link"] or expected.get("server order") == "any"
    links = sorted(expected["servers"], key=lambda link: place(link, has)) if is_open else expected["servers"]
    return [] if has == [server for link in links for server in link] else value("servers", flat, has)


def place(servers, found):
    """Where the first of a link's servers stands."""
    return found.index(servers[0]) if servers and servers[0] in found else len(found)


def routes(expected, found):
    """A route without a metric leaves that open; each stands for one of the kernel's."""
    left = list(found)
    differences = []
    for route in sorted(expected, key=lambda route: " metric " not in route):
        fits = [one for one in left if one == route or one.rpartition(" metric ")[0] == route]
        if fits:
            left.remove(fits[0])
        else:
            differences.append(f"route: lacks {route}")
    return differences + [f"route: has {route}" for route in left]
