# SPDX-License-Identifier: Apache-2.0
"""What the guest of the stages reports, each thing in words that a table has room for."""
import json
import re
import subprocess

# Modules whose frequency is always, as cloud-init documents it.
ALWAYS = {
    "bootcmd", "growpart", "resizefs", "update_hostname", "update_etc_hosts", "scripts_per_boot", "final_message",
}  # fmt: skip
END = "to the end of the disk"


def lines(name):
    """A section, its lines one after another."""
    return lambda report: " / ".join(report[name].splitlines())


def document(text):
    try:
        return json.loads(text)
    except ValueError:
        return {}


def status(report):
    return document(report["status"])


def complaints(kind):
    def found(report):
        stages = status(report).get("stages")
        if not stages:
            return "none has begun"
        return "; ".join(f"{name}: {text}" for name, stage in stages.items() for text in stage.get(kind, []))

    return found


def stages(report):
    """The stages that have ended, of those that there are."""
    ended = status(report).get("stages", {})
    return ", ".join(name for name in ("init", "config", "final") if ended.get(name, {}).get("finished"))


def state(report):
    return status(report).get("state", "")


def source(report):
    return re.sub(r"(169\.254\.169\.254|\[fe80::a9fe:a9fe(%\w+)?\])", "ADDRESS", status(report).get("source", ""))


def local(report):
    return document(report["local"]).get("source", "").split(":")[0]


def address(report):
    """The IPv4 addresses of the NICs."""
    links = [link for link in document(report["addr"]) if link["link_type"] == "ether"]
    infos = [info for link in links for info in link["addr_info"] if info["family"] == "inet"]
    return ", ".join(f"{info['local']}/{info['prefixlen']}" for info in infos)


def written_network(report):
    """Who the files of the network say that they are from, by what only the document has: its second DNS server."""
    return "of the document" if re.search(r"\bDNS=192\.0\.2\.54$", report["network"], re.M) else "without it"


def resolver(report):
    return " ".join(line.split()[1] for line in report["resolv"].splitlines() if line.startswith("nameserver "))


def hosts(report):
    return " ".join(report["hosts"].split())


def account(name, *fields):
    def found(report):
        entry = entries(report["passwd"]).get(name)
        return ":".join(entry[field] for field in fields) if entry else ""

    return found


def entries(text):
    return {line.split(":")[0]: line.split(":") for line in text.splitlines() if ":" in line}


def password(name, accepts):
    """Whether the hash in /etc/shadow is as it should be; and, where it ought to be changed at once, that too."""

    def found(report):
        entry = entries(report["shadow"]).get(name)
        if not entry:
            return "no such user"
        return ("as given" if accepts(entry[1]) else "another") + (", expired" if entry[2] == "0" else "")

    return found


def is_hash_of(text):
    """Perl is part of every Debian, and its crypt is that of the C library."""

    def accepts(found):
        program = ["perl", "-e", "print crypt($ARGV[0], $ARGV[1]) // ''", text, found]
        return found[:1] == "$" and subprocess.run(program, capture_output=True, text=True).stdout == found

    return accepts


def keys(file):
    """Whether the user may log in with the key in a file, and no other."""

    def found(report):
        found = [line.split()[1] for line in report["keys"].splitlines() if line.startswith("ssh-")]
        return "the instance's" if found == [file.read_text().split()[1]] else f"{len(found)} keys"

    return found


def key_files(report):
    return ", ".join(" ".join(line.split()[1:3]) for line in report["key_files"].splitlines()[1:])


def disk(report):
    return {name: int(size) for name, size in (line.split() for line in report["disk"].splitlines())}


def partition(report):
    """All but the tables of a GPT, which take a MiB before it and less behind."""
    sizes = disk(report)
    return END if sizes["disk"] - sizes["partition"] <= 3 << 20 else f"{sizes['partition'] >> 20} MiB"


def filesystem(report):
    """statfs(2) leaves out what the file system needs for itself."""
    sizes = disk(report)
    return END if sizes["filesystem"] > 0.93 * sizes["disk"] else f"{sizes['filesystem'] >> 20} MiB"


def compiled(report):
    return "de_DE.utf8" if "de_DE.utf8" in report["locales"].split() else "missing"


def done(report):
    """The modules that did something, by what the stages told the journal."""
    told = re.findall(r"swinit\[\d+\]: (\w+): (?:run|write) ", report["journal"])
    return list(dict.fromkeys(told))


def once(report):
    return ", ".join(name for name in done(report) if name not in ALWAYS)


def host_keys(report):
    return ", ".join(sorted(line.split()[1] for line in report["host_keys"].splitlines()))


def file_of_test(report):
    return f"{report['written']} {' '.join(report['written_file'].split()[1:3])}"


def failed(report):
    return ", ".join(line.split()[0] for line in report["failed"].splitlines() if line.strip())


def moments(report):
    """When each unit first began to start, and when it had, in seconds after the kernel's start.

    By what systemd logged: of a unit that was started again, as by a hand-over of the network, it keeps the last time alone.
    """
    began, ended = {}, {}
    logged = re.findall(r"\[ *([\d.]+)\] systemd\[1\]: (Starting|Started|Finished|Reached target) (\S+)", report["units"])
    for seconds, what, unit in logged:
        if what in ("Starting", "Reached target"):
            began.setdefault(unit, float(seconds))
        if what != "Starting":
            ended.setdefault(unit, float(seconds))
    return {unit: (began.get(unit), ended.get(unit)) for unit in began | ended}


# Each must have ended before the next begins.
ORDER = [
    ("swinit-local.service", "swinit.service"),
    ("systemd-networkd-wait-online.service", "swinit.service"),
    ("swinit.service", "network-online.target"),
    ("swinit.service", "ssh.service"),
    ("network-online.target", "swinit-config.service"),
    ("swinit-config.service", "swinit-final.service"),
    ("multi-user.target", "swinit-final.service"),
]


def order(report):
    at = moments(report)

    def is_wrong(first, second):
        ended, began = at.get(first, (None, None))[1], at.get(second, (None, None))[0]
        return ended is None or began is None or ended > began

    return ", ".join(f"{first} > {second}" for first, second in ORDER if is_wrong(first, second))


def times(report):
    at = moments(report)
    local = document(report["local"]).get("duration_us", 0)
    text = f"local {local / 1000:.0f} ms"
    for name in ("swinit", "swinit-config", "swinit-final"):
        began, ended = at.get(f"{name}.service", (None, None))
        text += f", {name} {began:.1f}-{ended:.1f} s" if began and ended else f", {name} never"
    return f"{text}; the whole {report.get('seconds')} s"
