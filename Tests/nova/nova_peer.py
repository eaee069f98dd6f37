#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The real nova, from PyPI, as a test peer: it makes documents, config drives, and serves metadata.

    python3 -m venv V && V/bin/pip install nova     # about a minute
    V/bin/python nova_peer.py list                  # the scenes
    V/bin/python nova_peer.py docs DIR              # network_data.json of every scene
    V/bin/python nova_peer.py drive FILE.iso [SCENE]   # a config drive by nova's own builder (needs genisoimage)
    V/bin/python nova_peer.py serve PORT [SCENE [DIR [ADDRESS]]]    # nova's own metadata handler, no database; without ADDRESS on 127.0.0.1

DIR holds user_data and vendor_data.json, which nova is told, and may hold public_key, the instance's, and network_metadata.json,
which nova serves in place of what it makes of the scene; uuid and network_data.json of the scene are written into it. ADDRESS :: is every address of both families.

Path of a document: Neutron API dicts -> nova.network.neutron.API._build_vif_model -> nova.virt.netutils.get_network_metadata,
or nova.virt.ironic.driver for the bare-metal scenes. The values are invented, the shapes are nova's.
"""
import json, os, sys, types, uuid, logging
from unittest import mock
from nova import config, context, objects
import nova.conf
CONF = nova.conf.CONF
from oslo_log import log as _ol; _ol.register_options(CONF)
CONF([], project='nova', default_config_files=[])
objects.register_all()
from nova.network import neutron as nn, model
from nova.virt import netutils
NS = uuid.UUID('6ba7b810-9dad-11d1-80b4-00c04fd430c8')
def U(*a): return str(uuid.uuid5(NS, '/'.join(map(str, a))))

class Client:                      # answers like neutronclient, from plain dicts
    def __init__(s, nets, subs, ports): s.n, s.s, s.p = nets, subs, ports
    def list_subnets(s, id=None, **k): return {'subnets': [x for x in s.s if x['id'] in id]}
    def list_ports(s, network_id=None, device_owner=None, **k):
        return {'ports': [p for p in s.p if p['network_id'] == network_id and p['device_owner'] == device_owner]}
    def list_floatingips(s, **k): return {'floatingips': []}
    def show_network(s, id, **k): return {'network': [n for n in s.n if n['id'] == id][0]}
    def list_extensions(s, **k): return {'extensions': []}

class Scene:
    def __init__(s, name): s.name, s.nets, s.subs, s.ports, s.vm = name, [], [], [], []
    def net(s, n, mtu=1500):
        d = dict(id=U(s.name, 'net', n), name=n, tenant_id='t', mtu=mtu, **{'provider:physical_network': 'physnet0', 'provider:network_type': 'vlan'})
        s.nets.append(d); return d
    def sub(s, net, cidr, gw=None, dns=(), dhcp=False, agent=False, mode=None, routes=()):
        d = dict(id=U(s.name, cidr), network_id=net['id'], cidr=cidr, gateway_ip=gw, enable_dhcp=dhcp, dns_nameservers=list(dns),
                 ip_version=6 if ':' in cidr else 4, ipv6_address_mode=mode, ipv6_ra_mode=mode,
                 host_routes=[dict(destination=a, nexthop=b) for a, b in routes])
        s.subs.append(d)
        if agent:   # neutron DHCP agent port
            import netaddr
            s.ports.append(dict(id=U(s.name, 'dhcp', cidr), network_id=net['id'], device_owner='network:dhcp',
                                fixed_ips=[dict(subnet_id=d['id'], ip_address=str(netaddr.IPNetwork(cidr)[2]))]))
        return d
    def port(s, n, net, mac, ips, vif='ovs', vnic='normal', details=None, profile=None):
        p = dict(id=U(s.name, 'port', n), network_id=net['id'], tenant_id='t', device_owner='compute:nova', mac_address=mac,
                 admin_state_up=True, status='ACTIVE', fixed_ips=[dict(subnet_id=x['id'], ip_address=i) for x, i in ips],
                 **{'binding:vif_type': vif, 'binding:vnic_type': vnic, 'binding:vif_details': details or {}, 'binding:profile': profile or {}})
        s.ports.append(p); s.vm.append(p); return p
    def network_info(s):
        c = Client(s.nets, s.subs, s.ports); api = nn.API()
        with mock.patch.object(nn, 'get_client', return_value=c), mock.patch.object(api, '_get_physnet_tunneled_info', return_value=('physnet0', False)):
            return model.NetworkInfo([api._build_vif_model(None, c, p, s.nets, []) for p in s.vm])
    def doc(s): return netutils.get_network_metadata(s.network_info())

S = {}
def scene(f): s = Scene(f.__name__.replace('_', '-')); r = f(s); S[s.name] = (s, r, f.__doc__); return f
DNS4, DNS6 = ['192.0.2.53', '192.0.2.54'], ['2001:db8::53']
M = lambda n: 'fa:16:3e:%02x:%02x:%02x' % (n >> 8, n & 255, (n * 7) & 255)

@scene
def one_nic_dhcp(s):
    "one port, IPv4 subnet served by a neutron DHCP agent (mtu becomes null)"
    n = s.net('priv', 1450); a = s.sub(n, '10.0.0.0/24', '10.0.0.1', DNS4, dhcp=True, agent=True); s.port(0, n, M(1), [(a, '10.0.0.5')])
@scene
def one_nic_dhcp_ovn(s):
    "one port, enable_dhcp but no dhcp-agent port (OVN): ipv4_dhcp with an mtu"
    n = s.net('priv', 1442); a = s.sub(n, '10.0.0.0/24', '10.0.0.1', DNS4, dhcp=True); s.port(0, n, M(2), [(a, '10.0.0.5')])
@scene
def one_nic_static(s):
    "one port, DHCP off: static v4 with default route and dns"
    n = s.net('priv', 1450); a = s.sub(n, '10.0.0.0/23', '10.0.0.1', DNS4); s.port(0, n, M(3), [(a, '10.0.1.200')])
@scene
def no_gateway(s):
    "static v4, no gateway, no dns"
    n = s.net('storage', 9000); a = s.sub(n, '172.16.0.0/20'); s.port(0, n, M(4), [(a, '172.16.3.9')])
@scene
def two_nics_static_dual(s):
    "two ports, static dual stack, only the first has gateways"
    n = s.net('front'); a = s.sub(n, '198.51.100.0/25', '198.51.100.1', DNS4); b = s.sub(n, '2001:db8:1::/64', '2001:db8:1::1', DNS6)
    s.port(0, n, M(5), [(a, '198.51.100.10'), (b, '2001:db8:1::10')])
    m = s.net('back', 9000); c = s.sub(m, '10.20.0.0/16'); d = s.sub(m, 'fd00:20::/56')
    s.port(1, m, M(6), [(c, '10.20.7.8'), (d, 'fd00:20::78')])
@scene
def ipv6_slaac(s):
    "v4 dhcp + v6 slaac"
    n = s.net('n'); a = s.sub(n, '10.0.0.0/24', '10.0.0.1', DNS4, dhcp=True); b = s.sub(n, '2001:db8:2::/64', '2001:db8:2::1', DNS6, dhcp=True, mode='slaac')
    s.port(0, n, M(7), [(a, '10.0.0.7'), (b, '2001:db8:2:0:f816:3eff:fe00:731')])
@scene
def ipv6_slaac_only(s):
    "v6 only, slaac"
    n = s.net('n'); b = s.sub(n, '2001:db8:2::/64', '2001:db8:2::1', DNS6, dhcp=True, mode='slaac'); s.port(0, n, M(8), [(b, '2001:db8:2:0:f816:3eff:fe00:838')])
@scene
def ipv6_dhcpv6_stateful(s):
    "v4 static + v6 dhcpv6-stateful"
    n = s.net('n'); a = s.sub(n, '10.0.0.0/24', '10.0.0.1', DNS4); b = s.sub(n, '2001:db8:3::/64', '2001:db8:3::1', DNS6, dhcp=True, mode='dhcpv6-stateful')
    s.port(0, n, M(9), [(a, '10.0.0.9'), (b, '2001:db8:3::9')])
@scene
def ipv6_dhcpv6_stateless(s):
    "v6 only dhcpv6-stateless, with a host route"
    n = s.net('n'); b = s.sub(n, '2001:db8:4::/64', '2001:db8:4::1', DNS6, dhcp=True, mode='dhcpv6-stateless', routes=[('2001:db8:ff::/48', '2001:db8:4::fe')])
    s.port(0, n, M(10), [(b, '2001:db8:4:0:f816:3eff:fe00:a46')])
@scene
def ipv6_dhcp_no_mode(s):
    "v6 subnet with enable_dhcp and no ipv6_address_mode: ipv6_dhcp"
    n = s.net('n'); b = s.sub(n, '2001:db8:5::/64', '2001:db8:5::1', DNS6, dhcp=True); s.port(0, n, M(11), [(b, '2001:db8:5::b')])
@scene
def routes(s):
    "static v4+v6 with several host routes, a /32 and a 0.0.0.0/0 host route without subnet gateway on second nic"
    n = s.net('n'); a = s.sub(n, '192.0.2.0/24', '192.0.2.1', DNS4, routes=[('10.0.0.0/8', '192.0.2.2'), ('203.0.113.7/32', '192.0.2.3'), ('169.254.169.254/32', '192.0.2.2')])
    b = s.sub(n, '2001:db8:6::/64', '2001:db8:6::1', DNS6, routes=[('2001:db8:7::/48', '2001:db8:6::2')]); s.port(0, n, M(12), [(a, '192.0.2.40'), (b, '2001:db8:6::40')])
    m = s.net('m'); c = s.sub(m, '172.31.0.0/24', routes=[('0.0.0.0/0', '172.31.0.254')]); s.port(1, m, M(13), [(c, '172.31.0.40')])
@scene
def multi_subnets_one_port(s):
    "one port with two v4 and two v6 subnets: nova emits only the first of each family"
    n = s.net('n'); x = [s.sub(n, '10.1.0.0/24', '10.1.0.1', DNS4), s.sub(n, '10.2.0.0/24', '10.2.0.1', ['192.0.2.55']), s.sub(n, '2001:db8:8::/64', '2001:db8:8::1', DNS6), s.sub(n, '2001:db8:9::/64', '2001:db8:9::1')]
    s.port(0, n, M(14), list(zip(x, ['10.1.0.5', '10.2.0.5', '2001:db8:8::5', '2001:db8:9::5'])))
@scene
def sriov_hw_veb(s):
    "SR-IOV direct (hw_veb, vlan in vif details) and macvtap-free normal port"
    n = s.net('mgmt'); a = s.sub(n, '10.0.0.0/24', '10.0.0.1', DNS4, dhcp=True); s.port(0, n, M(15), [(a, '10.0.0.15')])
    m = s.net('fast', 9000); c = s.sub(m, '10.66.0.0/24'); s.port(1, m, M(16), [(c, '10.66.0.15')], vif='hw_veb', vnic='direct', details={'vlan': '66', 'port_filter': False}, profile={'pci_slot': '0000:81:00.1', 'pci_vendor_info': '8086:1520', 'physical_network': 'physnet0', 'trusted': 'true'})
    m = s.net('pf', 9000); c = s.sub(m, '10.67.0.0/24'); s.port(2, m, M(17), [(c, '10.67.0.15')], vif='hostdev_physical', vnic='direct-physical', details={'vlan': '67'}, profile={'pci_slot': '0000:81:00.0'})
@scene
def vif_types(s):
    "one port each of vhostuser, macvtap, other, ib_hostdev"
    for i, v in enumerate(['vhostuser', 'macvtap', 'other', 'ib_hostdev', 'dvs', 'tap']):
        n = s.net('n%d' % i); a = s.sub(n, '10.%d.0.0/24' % i, '10.0.0.1' if i == 0 else None); s.port(i, n, M(20 + i), [(a, '10.%d.0.5' % i)], vif=v)
@scene
def no_fixed_ip_port(s):
    "second port has no fixed ips: nova drops it from the document"
    n = s.net('n'); a = s.sub(n, '10.0.0.0/24', '10.0.0.1', DNS4, dhcp=True); s.port(0, n, M(30), [(a, '10.0.0.30')]); s.port(1, s.net('l2'), M(31), [])
@scene
def many_nics(s):
    "eight ports alternating static/dhcp"
    for i in range(8):
        n = s.net('n%d' % i); a = s.sub(n, '10.9.%d.0/24' % i, '10.9.%d.1' % i if i == 0 else None, DNS4 if i == 0 else (), dhcp=bool(i % 2)); s.port(i, n, M(40 + i), [(a, '10.9.%d.9' % i)])

def ironic(ports, pgs, info):
    from nova.virt.ironic import driver
    d = object.__new__(driver.IronicDriver)
    d._ironic_connection = types.SimpleNamespace(ports=lambda **k: ports, port_groups=lambda **k: pgs)
    with mock.patch.object(driver.IronicDriver, 'ironic_connection', new=d._ironic_connection):
        return driver.IronicDriver._get_network_metadata(d, types.SimpleNamespace(id='node'), info)
def P(name, mac, pg=None, vif=None): return types.SimpleNamespace(id=U('irport', name), address=mac, port_group_id=pg, internal_info={'tenant_vif_port_id': vif} if vif else {}, extra={})
@scene
def ironic_bond_8023ad(s):
    "bare metal (nova ironic driver): static v4+v6 on an 802.3ad port group of two ports, with properties"
    n = s.net('n'); a = s.sub(n, '10.0.0.0/24', '10.0.0.1', DNS4); b = s.sub(n, '2001:db8:a::/64', '2001:db8:a::1'); v = s.port(0, n, M(50), [(a, '10.0.0.50'), (b, '2001:db8:a::50')], vif='other', vnic='baremetal')
    pg = types.SimpleNamespace(id=U('pg', 1), address='52:54:00:00:00:01', mode='802.3ad', properties={'miimon': '100', 'bond_xmit_hash_policy': 'layer3+4', 'lacp_rate': 'fast'}, internal_info={'tenant_vif_port_id': v['id']}, extra={})
    return lambda i: ironic([P('a', '52:54:00:00:00:01', pg.id), P('b', '52:54:00:00:00:02', pg.id)], [pg], i)
@scene
def ironic_bond_active_backup_no_mac(s):
    "bare metal: active-backup port group without address, dhcp; plus a plain second port"
    n = s.net('n'); a = s.sub(n, '10.0.0.0/24', '10.0.0.1', DNS4, dhcp=True); v = s.port(0, n, M(51), [(a, '10.0.0.51')], vif='other', vnic='baremetal')
    m = s.net('m'); c = s.sub(m, '10.5.0.0/24'); w = s.port(1, m, M(52), [(c, '10.5.0.51')], vif='other', vnic='baremetal')
    pg = types.SimpleNamespace(id=U('pg', 2), address=None, mode='active-backup', properties={}, internal_info={'tenant_vif_port_id': v['id']}, extra={})
    return lambda i: ironic([P('c', '52:54:00:00:00:11', pg.id), P('d', '52:54:00:00:00:12', pg.id), P('e', '52:54:00:00:00:13', None, w['id'])], [pg], i)

def instance_metadata(scene, user_data=None, key='ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEexample vm1', document=None):
    """nova's InstanceMetadata for one scene; only what would ask a database is replaced."""
    from nova.api.metadata import base
    s = S[scene][0]
    inst = objects.Instance(uuid=U('inst', scene), project_id='p', user_id='u', hostname='vm1', display_name='vm1', launch_index=0,
        image_ref='img', kernel_id='', ramdisk_id='', key_name='mykey', key_data=key,
        user_data=user_data, metadata={'role': 'web'}, system_metadata={}, default_ephemeral_device=None, default_swap_device=None,
        root_device_name='/dev/vda', availability_zone='nova', host='h', hidden=False, access_ip_v4=None, access_ip_v6=None,
        reservation_id='r-1', id=1, os_type=None, created_at=None, deleted=False)
    inst.numa_topology = inst.pci_requests = inst.device_metadata = inst.trusted_certs = None
    inst.flavor = objects.Flavor(name='m1', extra_specs={}); inst.security_groups = objects.SecurityGroupList(objects=[])
    inst.keypairs = objects.KeyPairList(objects=[objects.KeyPair(name='mykey', type='ssh', public_key=inst.key_data)])
    inst.ec2_ids = objects.EC2Ids(instance_id='i-1', ami_id='ami-1', kernel_id='', ramdisk_id='')
    with mock.patch('nova.objects.BlockDeviceMappingList.get_by_instance_uuid', return_value=[]), \
         mock.patch('nova.availability_zones.get_instance_availability_zone', return_value='nova'), \
         mock.patch.object(base.security_group_api, 'get_instance_security_groups', return_value=[]):
        return base.InstanceMetadata(inst, network_info=s.network_info(), network_metadata=document)

def main(verb, *args):
    if verb == 'list':
        for name, (_, _, doc) in S.items(): print(f'{name}: {doc}')
    elif verb == 'docs':
        os.makedirs(args[0], exist_ok=True)
        for name, (s, r, doc) in S.items():
            d = r(s.network_info()) if r else s.doc()
            with open(os.path.join(args[0], name + '.json'), 'w') as f: json.dump(d, f, indent=2); f.write('\n')
    elif verb == 'drive':
        from nova.virt import configdrive
        with configdrive.ConfigDriveBuilder(instance_md=instance_metadata(args[1] if args[1:] else 'two-nics-static-dual')) as b: b.make_drive(args[0])
    elif verb == 'serve':
        from nova.api.metadata import handler
        from wsgiref.simple_server import make_server, WSGIServer
        import socket, socketserver
        name, told = args[1] if args[1:] else 'two-nics-static-dual', args[2] if args[2:] else None
        user_data, more, address = None, {}, args[3] if args[3:] else '127.0.0.1'
        if told:
            import base64
            with open(os.path.join(told, 'user_data'), 'rb') as f: user_data = base64.b64encode(f.read()).decode()
            CONF.set_override('vendordata_jsonfile_path', os.path.join(told, 'vendor_data.json'), group='api')
            if os.path.exists(p := os.path.join(told, 'public_key')):
                with open(p) as f: more['key'] = f.read().strip()
            if os.path.exists(p := os.path.join(told, 'network_metadata.json')):
                with open(p) as f: more['document'] = json.load(f)
            with open(os.path.join(told, 'uuid'), 'w') as f: f.write(U('inst', name))
            with open(os.path.join(told, 'network_data.json'), 'w') as f: json.dump(S[name][0].doc(), f)
        h = handler.MetadataRequestHandler(); im = instance_metadata(name, user_data, **more)
        h.get_metadata_by_remote_address = lambda address: im
        class Server(socketserver.ThreadingMixIn, WSGIServer):   # a client that says nothing holds up nobody
            address_family, daemon_threads = socket.AF_INET6 if ':' in address else socket.AF_INET, True
        server = make_server(address, int(args[0]), h, server_class=Server)
        print('READY', flush=True); server.serve_forever()
    else: sys.exit(__doc__)

main(*(sys.argv[1:] or ['help']))
