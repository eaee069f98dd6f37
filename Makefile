# SPDX-License-Identifier: Apache-2.0
#
#   make run             renders the example for centos, debian and ubuntu
#   make test            runs every test
#   make lint            checks format and style
#   make release         makes build/swinit-net and build/swinit, static executables
#   make bench           measures time, memory and size of the release
#   make install         puts the release and its units in place, below DESTDIR if that is given
#   make uninstall       takes them away again; what they wrote is for `swinit-net clean` and `swinit clean` before
#   make boot-test       boots real guests under qemu with what was installed
#   make boot-matrix     compares what four consumers make of the same documents in the kernel
#   make boot-hand-over  the same, with documents that only the metadata service has
#   make boot-stages     boots an instance twice: users, keys, locale, packages, a grown root
#   make distributions   real package managers, and real file systems that grow
#   make clean           removes all that was built

BUILD := swift build --product swinit-net
STATIC := -c release -Xswiftc -static-executable -Xswiftc -use-ld=lld -Xlinker --icf=all --scratch-path .build-release
EXAMPLE := examples/network_data.json
EXAMPLE_NICS := --nic eth0=fa:16:3e:10:00:01 --nic eth1=fa:16:3e:20:00:02 --nic eth2=fa:16:3e:20:00:03

.PHONY: run test release lint bench clean build-needs test-needs

run: build-needs
	@$(BUILD) >&2
	@for distro in centos debian ubuntu; do \
	  printf '\n===== %s =====\n' $$distro; \
	  .build/debug/swinit-net render --distro $$distro $(EXAMPLE_NICS) $(EXAMPLE) || exit 1; \
	done

test: build-needs test-needs
	Tests/consumers/fetch .build-consumers
	swift test --skip MetadataServiceTests
	@# They measure time, and would have to share it with tests that keep every thread busy.
	swift test --skip-build --filter MetadataServiceTests
	Tests/nova/run .build/debug/swinit-net
	Tests/nova/metadata

release: build-needs
	@$(BUILD) $(STATIC)
	@swift build --product swinit $(STATIC)
	@mkdir -p build
	@for program in swinit-net swinit; do strip -o build/$$program .build-release/release/$$program || exit 1; done
	@ls -l build/swinit-net build/swinit

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

bench: release
	@Tests/bench/run build/swinit-net

clean:
	rm -rf .build .build-* build

# What is missing comes from the distribution, and nothing is touched that is there.
build-needs:
	@command -v swift >/dev/null || { echo "Swift 6.3 is needed: https://www.swift.org/install/linux" >&2; exit 1; }
	@[ -e /usr/include/yaml.h ] || Tests/consumers/apt-install libyaml-dev
	@[ -e /usr/include/zlib.h ] || Tests/consumers/apt-install zlib1g-dev
	@[ -e /usr/include/blkid/blkid.h ] || Tests/consumers/apt-install libblkid-dev

test-needs: build-needs
	@command -v diff >/dev/null || Tests/consumers/apt-install diffutils
	@python3 -c 'import ensurepip' 2>/dev/null || Tests/consumers/apt-install python3-venv

# Where systemd looks for units on every distribution, /lib being a link to /usr/lib or not; a package must not bring a real /lib.
SBINDIR ?= /usr/sbin
UNITDIR ?= /usr/lib/systemd/system
GENERATORDIR ?= /usr/lib/systemd/system-generators
PROGRAMS := packaging/merge-resolv packaging/systemd/wait-ipv4 packaging/systemd/networkd-dns
UNITS := $(patsubst packaging/systemd/%,%,$(foreach kind,*.service *.path *.target *.service.d/*.conf,\
  $(wildcard packaging/systemd/$(kind))))

# One line for each file, as it lies on the disk. Nothing is enabled here: the generator does that at each boot.
.PHONY: install uninstall boot-test boot-matrix boot-hand-over boot-stages distributions
install: release
	install -D -m 755 -t $(DESTDIR)$(SBINDIR) build/swinit-net build/swinit
	install -D -m 755 -t $(DESTDIR)/usr/lib/swinit $(PROGRAMS)
	install -D -m 755 packaging/systemd/swinit-generator $(DESTDIR)$(GENERATORDIR)/swinit-generator
	install -D -m 644 packaging/dhcp/swinit $(DESTDIR)/etc/dhcp/dhclient-enter-hooks.d/swinit
	for unit in $(UNITS); do install -D -m 644 packaging/systemd/$$unit $(DESTDIR)$(UNITDIR)/$$unit || exit 1; done
	@# They name each other by these paths.
	sed -i -e 's|/usr/sbin/swinit|$(SBINDIR)/swinit|g' -e 's|/usr/lib/systemd/system/|$(UNITDIR)/|g' \
	  $(DESTDIR)$(GENERATORDIR)/swinit-generator $(addprefix $(DESTDIR)$(UNITDIR)/,$(filter %.service,$(UNITS)))

uninstall:
	rm -f $(addprefix $(DESTDIR)$(SBINDIR)/,swinit-net swinit) $(addprefix $(DESTDIR)$(UNITDIR)/,$(UNITS))
	rm -f $(DESTDIR)$(GENERATORDIR)/swinit-generator $(DESTDIR)/etc/dhcp/dhclient-enter-hooks.d/swinit
	rm -f $(addprefix $(DESTDIR)/usr/lib/swinit/,$(notdir $(PROGRAMS)))
	-rmdir --ignore-fail-on-non-empty $(DESTDIR)/usr/lib/swinit \
	  $(sort $(addprefix $(DESTDIR)$(UNITDIR)/,$(dir $(filter %.conf,$(UNITS)))))

# 77: this host cannot, and has been told why.
boot-test:
	boot-test/run || [ $$? -eq 77 ]

# Every document of boot-test/matrix under every consumer, and the page that tells what came of it.
boot-matrix:
	boot-test/tests.py
	boot-test/matrix.py --page docs/boot-matrix.md || [ $$? -eq 77 ]

# The same documents, which only the metadata service has, after a boot with DHCP.
boot-hand-over:
	boot-test/matrix.py --service --page docs/hand-over.md || [ $$? -eq 77 ]

# An instance without a config drive, two boots: the metadata service, and all that the later stages do.
boot-stages:
	boot-test/stages.py || [ $$? -eq 77 ]

# Real package managers of other distributions, and real file systems that grow.
distributions: release
	Tests/distributions/packages build/swinit || [ $$? -eq 77 ]
	Tests/distributions/growth build/swinit || [ $$? -eq 77 ]
