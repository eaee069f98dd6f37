# SPDX-License-Identifier: Apache-2.0
"""Guests for the scripts that boot several: made once, booted two at a time, ended with whoever started them."""
import concurrent.futures
import json
import pathlib
import signal
import subprocess
import sys
import threading

HERE = pathlib.Path(__file__).resolve().parent
WORK = HERE.parent / ".build-boot"
RENDERERS = {"ifupdown": "eni", "netplan": "netplan", "networkd": "networkd", "NetworkManager": "keyfile"}
CANNOT = 77

running = set()
stopped = threading.Event()


def heed_signals():
    """Whoever ends this process ends its guests with it."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)


def stop(number, _):
    """Ends every guest, and begins no other."""
    stopped.set()
    for guest in list(running):
        guest.terminate()
    raise SystemExit(128 + number)


def prepare(directory):
    """Makes the guest, an empty directory for what is found out, and says which renderers are in it."""
    status = subprocess.run([HERE / "build"]).returncode
    if status:
        print("boot: not run, there is no guest", file=sys.stderr)
        sys.exit(status)
    directory.mkdir(exist_ok=True)
    for old in directory.iterdir():
        old.unlink()
    program = next(path for path in (WORK / "root/usr/sbin/swinit-net", HERE.parent / "build/swinit-net") if path.exists())
    table = subprocess.run([program, "renderers"], check=True, capture_output=True, text=True).stdout
    return {line.split()[0] for line in table.splitlines() if line.strip()}


def drive(document, out, *options):
    """A config drive with a document."""
    subprocess.run([HERE / "drive", *options, document, out], check=True)
    return out


def boot(consumer, stem, *options, tries=2):
    """One boot's report, and why there is none; report and console stay beside `stem`.

    A guest that tells nothing, as on a host that is too busy, is booted once more, unless that would be another boot.
    """
    command = [HERE / "boot", "--consumer", consumer, "--console", f"{stem}.console", *options]
    for _ in range(tries):
        if stopped.is_set():
            raise Cannot("boot: stopped")
        guest = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        running.add(guest)
        text, complaints = guest.communicate()
        running.discard(guest)
        if guest.returncode != 1:
            break
    pathlib.Path(f"{stem}.json").write_text(text)
    if guest.returncode == CANNOT:
        raise Cannot(complaints.strip())
    return json.loads(text or "{}"), complaints.splitlines() if guest.returncode else []


class Cannot(Exception):
    """This host cannot boot such a guest."""


def each(jobs, function, cases):
    """The results of a function for every case, as they come."""
    heed_signals()
    pool = concurrent.futures.ThreadPoolExecutor(jobs)
    try:
        for future in concurrent.futures.as_completed([pool.submit(function, *case) for case in cases]):
            yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)
