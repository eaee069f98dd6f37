#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: Apache-2.0
"""stages.py: an instance without a config drive, booted twice from one disk.

It gets DHCP, asks the metadata service, which is nova's own handler in the guest's closed network, and does what user data and
cloud.cfg say (stages/). Prints what is expected, what each boot has, and when the stages began and ended; reports, consoles
and the service's log stay in .build-boot/stages/results.

Exit status: 0 all as expected; 1 something is not; 77 this host cannot make or boot the guest.
"""
import dataclasses
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import typing
import uuid

import machine
import service
import stages_report as tell

STAGES = machine.HERE / "stages"
GUEST = machine.WORK / "stages"
RESULTS = GUEST / "results"

# The scene of Tests/nova/nova_peer.py, and what it says.
SCENE, MAC, ADDRESS = "one-nic-dhcp", "fa:16:3e:00:01:07", "10.0.0.5/24"
INSTANCE = str(uuid.uuid5(uuid.NAMESPACE_DNS, f"inst/{SCENE}"))
PASSWORD = "correct horse battery"


def network(told, log):
    """A DHCP server as neutron's, which tells the route to the metadata service, and that service, at its addresses."""
    addresses = ["10.0.0.1/24", "10.0.0.2/24", *service.ADDRESSES]
    dnsmasq = [
        "dhcp-range=10.0.0.5,10.0.0.5,255.255.255.0,1h",
        "dhcp-option=option:router,10.0.0.1",
        "dhcp-option=option:classless-static-route,169.254.169.254/32,10.0.0.2,0.0.0.0/0,10.0.0.1",
        "dhcp-option=option:dns-server,192.0.2.53,192.0.2.55",
    ]
    return {
        "nics": [{"mac": MAC, "addresses": addresses, "dnsmasq": dnsmasq}],
        "servers": [service.server(SCENE, told, log)],
    }


def told(directory):
    """What nova is told of the instance."""
    for name, source in [
        ("user_data", STAGES / "user_data"),
        ("vendor_data.json", STAGES / "vendor_data.json"),
        ("public_key", GUEST / "key.pub"),
    ]:
        (directory / name).write_bytes(source.read_bytes())
    return directory


def boots(scratch):
    """The reports of the first boot of a disk and the second; fewer where one made none."""
    for number in (1, 2):
        stem = RESULTS / f"boot-{number}"
        description = scratch / "network.json"
        description.write_text(json.dumps(network(told(scratch), f"{stem}.metadata.log")))
        options = ["--guest", "stages", "--openstack", "--uuid", INSTANCE, "--no-resolved", "--network", description]
        report, complaints = machine.boot("networkd", stem, *options, "--keep", scratch / "disk", tries=1)
        if complaints:
            print(*complaints, sep="\n", file=sys.stderr)
        # The last section: without it there is no report.
        if "end" not in report:
            return
        yield report


class Same(str):
    """What the second boot must have as the first: of that, only that it fits a pattern is known."""


@dataclasses.dataclass
class Row:
    """What is looked at, what the first boot and the second must have of it, and how a report says it."""

    what: str
    found: typing.Callable
    first: str
    second: str = None


def given_hash():
    return re.search(r"passwd: (\$\S+)", (STAGES / "user_data").read_text())[1]


ROWS = [
    Row("stages that ended", tell.stages, "init, config, final"),
    Row("errors", tell.complaints("errors"), ""),
    Row("warnings", tell.complaints("warnings"), ""),
    Row("swinit status", tell.state, "done"),
    Row("instance data from", tell.source, "metadata service http://ADDRESS/openstack/latest"),
    Row("network, local stage", tell.local, "fallback", "kept"),
    Row("network, files", tell.written_network, "of the document"),
    Row("network, IPv4", tell.address, ADDRESS),
    Row("network, DNS servers", tell.resolver, "192.0.2.53 192.0.2.54 192.0.2.55"),
    Row("hostname", tell.lines("hostname"), "vm1"),
    Row("/etc/hostname", tell.lines("etc_hostname"), "vm1"),
    Row("/etc/hosts", tell.hosts, "127.0.1.1 vm1.novalocal vm1"),
    Row("user debian", tell.account("debian", 4, 5, 6), "Debian:/home/debian:/bin/bash"),
    Row("groups of debian", tell.lines("groups"), "debian adm dialout cdrom floppy sudo audio dip video plugdev"),
    Row("password of debian", tell.password("debian", tell.is_hash_of(PASSWORD)), "as given"),
    Row("user ada", tell.account("ada", 4, 5, 6), "Ada Lovelace:/home/ada:/bin/bash"),
    Row("password of ada", tell.password("ada", lambda found: found == given_hash()), "as given"),
    Row("keys of debian", tell.keys(GUEST / "key.pub"), "the instance's"),
    Row(".ssh and keys", tell.key_files, "debian:debian 700, debian:debian 600"),
    Row("login, sudo, LANG", tell.lines("login"), "debian / root / de_DE.UTF-8"),
    Row("login by password", tell.lines("password_login"), "passwordauthentication no"),
    Row("host keys", tell.host_keys, Same(r"SHA256:\S+(, SHA256:\S+){2}")),
    Row("/etc/default/locale", tell.lines("locale"), "LANG=de_DE.UTF-8"),
    Row("locale, compiled", tell.compiled, "de_DE.utf8"),
    Row("root partition", tell.partition, tell.END),
    Row("root file system", tell.filesystem, tell.END),
    Row("package", tell.lines("package"), "install ok installed 1.0"),
    Row("package's questions", tell.lines("frontend"), "noninteractive"),
    Row("runcmd", tell.lines("runcmd"), "list / string root"),
    Row("bootcmd", tell.lines("bootcmd"), "user", "user / user"),
    Row("write_files", tell.file_of_test, "written ada:adm 640"),
    Row("did once", tell.once, Same(".+"), ""),
    Row("switched off by", tell.lines("power"), "power_state_change", "nobody"),
    Row("failed units", tell.failed, ""),
    Row("wrong order", tell.order, ""),
]


def value(row, report):
    if not report:
        return "no report"
    try:
        return row.found(report)
    except (KeyError, IndexError, ValueError, TypeError) as error:
        return f"? {type(error).__name__}: {error}"


def is_expected(row, first, second):
    fits = re.fullmatch(row.first, first) is not None if isinstance(row.first, Same) else first == row.first
    return fits and second == (first if row.second is None else row.second)


def told_expectation(row):
    first = row.first or "none"
    if isinstance(row.first, Same):
        first = "the same in both" if row.second is None else "something"
    return first if row.second is None else f"{first}; then {row.second or 'none'}"


def cut(text, width):
    return text if len(text) <= width else text[: width - 1] + "…"


def line(texts, verdict):
    cells = zip(texts, (21, 34, 34, 34))
    print("  ".join(f"{cut(text, width):<{width}}" for text, width in cells), "", verdict)


def table(found):
    """Prints it; the number of rows that are not as expected."""
    line(("what", "expected", "first boot", "second boot"), "verdict")
    wrong = []
    for row in ROWS:
        values = [value(row, report) for report in found]
        verdict = is_expected(row, *values)
        texts = [row.what, told_expectation(row), *(text or "none" for text in values)]
        line(texts, "passed" if verdict else "FAILED")
        if not verdict:
            wrong.append((row, values))
    for row, values in wrong:
        print(f"\n{row.what}: expected {told_expectation(row)}\n  first:  {values[0]}\n  second: {values[1]}")
    return len(wrong)


def main():
    if sys.argv[1:]:
        print(__doc__, file=sys.stderr)
        sys.exit(64)
    made = subprocess.run([machine.HERE / "build", "stages"]).returncode
    if made:
        print("boot-stages: not run, there is no guest", file=sys.stderr)
        sys.exit(made)
    RESULTS.mkdir(exist_ok=True)
    for old in RESULTS.iterdir():
        old.unlink()
    os.environ.setdefault("BOOT_TIMEOUT", "900")
    machine.heed_signals()
    try:
        with tempfile.TemporaryDirectory(dir=GUEST) as scratch:
            found = list(boots(pathlib.Path(scratch)))
    except machine.Cannot as cannot:
        print(cannot, file=sys.stderr)
        sys.exit(machine.CANNOT)
    found += [{}] * (2 - len(found))
    wrong = table(found)
    print()
    for name, report in zip(("first", "second"), found):
        if report:
            print(f"{name} boot: {tell.times(report)}")
    print(f"boot-stages: {len(ROWS) - wrong} passed, {wrong} failed; more in {RESULTS}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
