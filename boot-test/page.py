# SPDX-License-Identifier: Apache-2.0
"""The table of the cells as Markdown, and the page around it."""


COMPARISON = """\
What the kernel has at the end is compared with what the document must bring: `boot-test/matrix/DOCUMENT/expected.json`, written by
hand. So the kernels of a row whose cells are all equal have the same links, MTUs, MACs, bond options, VLANs, addresses, routes
with their metrics and DNS servers. Units that failed count too, and that `swinit-net verify`, run in the guest, finds nothing to
tell.
"""

DRIVE = f"""\
# One document, four consumers

`make boot-matrix` made this page. It boots Debian 12 guests, each with a config drive and a closed network of its own in which
routers and servers for DHCPv4 and DHCPv6 answer. What the hosts ask those counts as well.

{COMPARISON}"""

SERVICE = f"""\
# A document of the metadata service, four consumers

`make boot-hand-over` made this page. It boots Debian 12 guests without a config drive: the local stage configures DHCP on every
NIC, `swinit init` gets the document from nova's own metadata handler, writes it, and hands it over to the consumer while that
runs.

{COMPARISON}"""


def count(cells):
    """How many cells are what."""
    equal = sum(cell.verdict == "equal" for cell in cells)
    excused = sum(not cell.faults and bool(cell.excused) for cell in cells)
    return f"{equal} of {len(cells)} cells equal, {excused} with what cannot be avoided, {len(cells) - equal - excused} differ"


def table(cells, consumers):
    """Documents by consumers; a dash where no boot was."""
    verdicts = {(cell.document, cell.consumer): cell.verdict for cell in cells}
    rows = [["document", *consumers]]
    for document in sorted({cell.document for cell in cells}):
        rows.append([document, *(verdicts.get((document, consumer), "-") for consumer in consumers)])
    widths = [max(map(len, column)) for column in zip(*rows)]
    rows.insert(1, ["-" * width for width in widths])
    return "\n".join("| " + " | ".join(text.ljust(width) for text, width in zip(row, widths)) + " |" for row in rows)


def text(cells, consumers, abouts, introduction):
    """The whole page."""
    parts = [
        introduction,
        f"{count(cells)}.\n",
        table(cells, consumers) + "\n",
        "## The documents\n",
        "\n".join(f"- `{document}`: {about}" for document, about in abouts.items()) + "\n",
    ]
    for title, found in (("What cannot be avoided", excuses(cells)), ("What differs", faults(cells))):
        if found:
            parts += [f"## {title}\n", "\n".join(found) + "\n"]
    return "\n".join(parts)


def ordered(cells):
    return sorted(cells, key=lambda cell: (cell.document, cell.consumer))


def excuses(cells):
    """Each reason once, with all that it explains."""
    found = {}
    for cell in ordered(cells):
        for one, why in cell.excused:
            found.setdefault((cell.document, cell.consumer, why), []).append(one)
    return [f"- `{document}`, {consumer}: {'; '.join(ones)}. {why}." for (document, consumer, why), ones in found.items()]


def faults(cells):
    return [f"- `{cell.document}`, {cell.consumer}: {one}" for cell in ordered(cells) for one in cell.faults]
