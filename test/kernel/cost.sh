# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# cost.sh - in the guest, with -icount: what a test run of each example, and a packet that is dropped, cost by kiln.ko and by the kernel's own eBPF.
insmod /kiln.ko
for object in /o/*.o; do
	/module cost "$object"
done
insmod /veth.ko
insmod /dummy.ko numdummies=1
ip link add v0 type veth
ip link set v0 up
ip link set veth0 up
ip link set dummy0 up
/module drops v0 veth0 dummy0
rmmod kiln
