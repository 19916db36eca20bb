# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# cost.sh - in the guest, with -icount: what a test run of each example costs by kiln.ko and by the kernel's own eBPF.
insmod /kiln.ko
for object in /o/*.o; do
	/module cost "$object"
done
rmmod kiln
