#!/usr/bin/env -S python3 -B
# SPDX-License-Identifier: Apache-2.0
"""matrix.py [--jobs N] [--page FILE] [WORD...]: boots every document of matrix/ under every consumer, and compares each kernel's
state with the one that the document must bring (expected.json), so that cells that are equal are equal among each other.

With words, only cells `DOCUMENT, CONSUMER` that hold one of them. Reports and consoles stay in .build-boot/matrix.
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


def boot(document, consumer):
    """Boots, and compares."""
    directory = DOCUMENTS / document
    serves = any("dnsmasq" in nic for nic in read(document, "network.json")["nics"])
    quiet = AUTOMATIC_QUIET if serves else STATIC_QUIET
    with tempfile.TemporaryDirectory() as scratch:
        drive = machine.drive(directory / "network_data.json", pathlib.Path(scratch, "drive"))
        options = ["--drive", drive, "--network", directory / "network.json", "--quiet", quiet]
        report, complaints = machine.boot(consumer, RESULTS / f"{document}-{consumer}", *options)
    differences = complaints or compare(document, consumer, report)
    reasons = {one: unavoidable.reason(document, consumer, one) for one in differences}
    faults = [one for one, reason in reasons.items() if reason is None]
    excused = [(one, reason) for one, reason in reasons.items() if reason is not None]
    return Cell(document, consumer, report.get("seconds"), faults, excused)


def compare(document, consumer, report):
    """What differs from what the document must bring."""
    differences = difference.between(read(document, "expected.json"), state.of(report))
    local = report["local"] or {}
    differences += difference.value("renderer", machine.RENDERERS[consumer], local.get("renderer"))
    differences += difference.value("complete", True, local.get("complete"))
    return differences or verification(report["verify"])


def verification(verify):
    """Whether `swinit-net verify` in the guest says that the kernel is as planned, where it is."""
    if verify["status"] == 0:
        return []
    return [f"verify: exit status {verify['status']}, {json.dumps(verify['output'])[:400]}"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--page", type=pathlib.Path)
    parser.add_argument("words", nargs="*", metavar="WORD")
    arguments = parser.parse_args()

    renderers = machine.prepare(RESULTS)
    documents = sorted(path.parent.name for path in DOCUMENTS.glob("*/network_data.json"))
    consumers = [consumer for consumer, renderer in machine.RENDERERS.items() if renderer in renderers]
    wanted = [(document, consumer) for document in documents for consumer in consumers]
    if arguments.words:
        wanted = [cell for cell in wanted if any(word in ", ".join(cell) for word in arguments.words)]

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
        arguments.page.write_text(page.text(cells, machine.RENDERERS, abouts))
    sys.exit(any(cell.faults for cell in cells) or not cells)


if __name__ == "__main__":
    main()
