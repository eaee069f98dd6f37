// SPDX-License-Identifier: Apache-2.0

/// Whether the kernel and udev are still finding a host's devices.
///
/// No one can prove that a drive will not come; but events come in a row while buses are walked and drivers loaded.
enum DeviceDiscovery {
  /// The number of the kernel's last event about a device; nil where the kernel does not tell.
  static func lastEvent(on host: HostFiles) -> String? { host.line("sys/kernel/uevent_seqnum") }

  /// Whether udev has events to work on, or a CD drive has been found whose driver has made no block device yet.
  static func isBusy(on host: HostFiles) -> Bool {
    host.exists("run/udev/queue")
      || host.names(in: "sys/bus/scsi/devices").contains { name in
        // TYPE_ROM of scsi_proto.h.
        host.line("sys/bus/scsi/devices/\(name)/type") == "5"
          && host.names(in: "sys/bus/scsi/devices/\(name)/block").isEmpty
      }
  }
}
