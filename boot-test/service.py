# SPDX-License-Identifier: Apache-2.0
"""The metadata service of a guest's closed network: nova's own handler, at the addresses where instances look for it."""
import json
import subprocess

import machine

NOVA = machine.HERE.parent / "Tests/nova"
ADDRESSES = ["169.254.169.254/32", "fe80::a9fe:a9fe/64"]


def nova():
    """The Python that has nova."""
    venv = subprocess.run([NOVA / "venv"], stdout=subprocess.PIPE, text=True)
    if venv.returncode:
        raise machine.Cannot("boot-test: not run, this host has no nova, and PyPI does not give it")
    return venv.stdout.strip() + "/bin/python"


def server(scene, told, log):
    """The handler as a server of the closed network. `told` holds what nova is told beside its scene, `log` gets its words."""
    return {"command": [nova(), str(NOVA / "nova_peer.py"), "serve", "80", scene, str(told), "::"], "output": str(log)}


def behind(network, scene, told, log):
    """A closed network with the service behind its first NIC, where a DHCP server answers as well."""
    first, *others = network["nics"]
    if "dnsmasq" in first:
        # A router advertises from the link-local address that it has, and this one has one already.
        first = first | {"addresses": first["addresses"] + ADDRESSES[:1]}
    else:
        dhcp = ["dhcp-range=10.254.0.100,10.254.0.199"]
        first = first | {"addresses": ["10.254.0.1/24", *ADDRESSES], "dnsmasq": dhcp}
    return network | {"nics": [first, *others], "servers": [server(scene, told, log)]}


def tell(directory, document):
    """What nova is told of an instance that has a document, and that nothing else is to be made of."""
    (directory / "network_metadata.json").write_text(json.dumps(document))
    (directory / "user_data").write_text("#cloud-config\ncloud_init_modules: [set_hostname]\n")
    (directory / "vendor_data.json").write_text("{}")
    return directory
