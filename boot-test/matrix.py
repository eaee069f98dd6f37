#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: Apache-2.0
"""matrix.py [--service] [--jobs N] [--page FILE] [WORD...]: boots every document of matrix/ under every consumer, and compares each
kernel's state with the one that the document must bring (expected.json), so that cells that are equal are equal among each other.

The document is on a config drive; with --service there is none: the host comes up by DHCP, gets the document from nova's own
metadata handler, and hands it over to the consumer that runs. With words, only cells `DOCUMENT, CONSUMER` that hold one of
them. Reports and consoles stay in .build-boot/matrix.
Exit status: 0 nothing differs but what unavoidable.py proves; 1 something does; 77 this host cannot make or boot the guest.
"""
import argparse
import dataclasses
import json
import pathlib
import sys
import tempfile

import difference
import machine
import page
import service
import state
import unavoidable

DOCUMENTS = machine.HERE / "matrix"
RESULTS = machine.WORK / "matrix"
# Seconds without a change that end a guest's wait: what leases and routers bring comes late.
STATIC_QUIET, AUTOMATIC_QUIET = "2", "8"


@dataclasses.dataclass
class Cell:
    """A document under a consumer."""

    document: str
    consumer: str
    seconds: float
    faults: list
    excused: list

    @property
    def verdict(self):
        if self.faults:
            return f"{len(self.faults)} DIFFER"
        return f"{len(self.excused)} unavoidable" if self.excused else "equal"


def read(document, name):
    return json.loads((DOCUMENTS / document / name).read_text())


def boot(document, consumer, by_service):
    """Boots, and compares."""
    stem = RESULTS / f"{document}-{consumer}{'-service' if by_service else ''}"
    with tempfile.TemporaryDirectory() as scratch:
        prepare = served if by_service else driven
        report, complaints = machine.boot(consumer, stem, *prepare(document, pathlib.Path(scratch), stem))
    differences = complaints or compare(document, consumer, report, by_service)
    reasons = {one: unavoidable.reason(document, consumer, one) for one in differences}
    faults = [one for one, reason in reasons.items() if reason is None]
    excused = [(one, reason) for one, reason in reasons.items() if reason is not None]
    return Cell(document, consumer, report.get("seconds"), faults, excused)


def driven(document, scratch, _):
    """The options of a boot with a drive."""
    directory = DOCUMENTS / document
    drive = machine.drive(directory / "network_data.json", scratch / "drive")
    serves = any("dnsmasq" in nic for nic in read(document, "network.json")["nics"])
    quiet = AUTOMATIC_QUIET if serves else STATIC_QUIET
    return ["--drive", drive, "--network", directory / "network.json", "--quiet", quiet]


def served(document, scratch, stem):
    """The options of a boot without one, where the later stages' first has its part."""
    told = service.tell(scratch, read(document, "network_data.json"))
    network = service.behind(read(document, "network.json"), "one-nic-dhcp", told, f"{stem}.metadata.log")
    description = scratch / "network.json"
    description.write_text(json.dumps(network))
    stage = ["--openstack", "--append", "systemd.wants=swinit.service"]
    return ["--network", description, "--quiet", AUTOMATIC_QUIET, *stage]


def compare(document, consumer, report, by_service):
    """What differs from what the document must bring."""
    expected = read(document, "expected.json")
    if by_service:
        # Before the document came, every NIC asked for a lease.
        expected["asked"] = {}
    differences = difference.between(expected, state.of(report))
    local = report["local"] or {}
    differences += difference.value("renderer", machine.RENDERERS[consumer], local.get("renderer"))
    differences += difference.value("complete", True, local.get("complete"))
    if by_service:
        differences += hand_over(report["status"] or {})
    return differences or verification(report["verify"])


def hand_over(status):
    """Whether the first of the later stages had the document from the service, and nothing to complain of but its text."""
    init = status.get("stages", {}).get("init", {})
    source = status.get("source", "").partition(" http")[0]
    differences = difference.value("instance data from", "metadata service", source)
    warnings = [text for text in init.get("warnings", []) if not text.startswith("network_data.json:")]
    return differences + [f"init: {text}" for text in init.get("errors", ["has not ended"]) + warnings]


def verification(verify):
    """Whether `swinit-net verify` in the guest says that the kernel is as planned, where it is."""
    if verify["status"] == 0:
        return []
    return [f"verify: exit status {verify['status']}, {json.dumps(verify['output'])[:400]}"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--service", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--page", type=pathlib.Path)
    parser.add_argument("words", nargs="*", metavar="WORD")
    arguments = parser.parse_args()

    renderers = machine.prepare(RESULTS)
    documents = sorted(path.parent.name for path in DOCUMENTS.glob("*/network_data.json"))
    consumers = [consumer for consumer, renderer in machine.RENDERERS.items() if renderer in renderers]
    wanted = [(document, consumer, arguments.service) for document in documents for consumer in consumers]
    if arguments.words:
        wanted = [cell for cell in wanted if any(word in ", ".join(cell[:2]) for word in arguments.words)]

    cells = []
    try:
        for cell in machine.each(arguments.jobs, boot, wanted):
            cells.append(cell)
            print(f"{cell.document:<28} {cell.consumer:<15} {cell.seconds or '-':>6}  {cell.verdict}", flush=True)
            for one in cell.faults:
                print(f"    {one}", flush=True)
    except machine.Cannot as cannot:
        print(cannot, file=sys.stderr)
        sys.exit(machine.CANNOT)
    abouts = {document: read(document, "expected.json")["about"] for document in documents}
    print()
    print(page.table(cells, machine.RENDERERS))
    print(f"\nboot-matrix: {page.count(cells)}")
    if arguments.page and not arguments.words:
        introduction = page.SERVICE if arguments.service else page.DRIVE
        arguments.page.write_text(page.text(cells, machine.RENDERERS, abouts, introduction))
    sys.exit(any(cell.faults for cell in cells) or not cells)


if __name__ == "__main__":
    main()
