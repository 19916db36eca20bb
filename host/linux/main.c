// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * main.c - kiln.ko: its beginning, its end, and what /sys/module/kiln/parameters tells.
 *
 *   alive, total     allocations: those that were not given back yet, and all since the module was loaded
 *   missed           events whose programs could not be run, for one was running on that CPU already
 *   fail_alloc_at    written: the n-th allocation from now fails. For tests
 */
#include "device.h"

#include <linux/module.h>
#include <linux/moduleparam.h>

static struct kiln *k;

/* -- parameters ------------------------------------------------------------------------------------------------------ */

static int alive_get(char *buf, const struct kernel_param *param)
{
	uint64_t alive, total;

	linux_counts(&alive, &total);
	return sysfs_emit(buf, "%llu\n", alive);
}

static int total_get(char *buf, const struct kernel_param *param)
{
	uint64_t alive, total;

	linux_counts(&alive, &total);
	return sysfs_emit(buf, "%llu\n", total);
}

static int missed_get(char *buf, const struct kernel_param *param)
{
	return sysfs_emit(buf, "%llu\n", linux_missed());
}

static int fail_alloc_at_set(const char *text, const struct kernel_param *param)
{
	uint64_t n;
	int err = kstrtou64(text, 0, &n);

	if (!err)
		linux_fail_alloc_at(n);
	return err;
}

static const struct kernel_param_ops alive_ops = { .get = alive_get };
static const struct kernel_param_ops total_ops = { .get = total_get };
static const struct kernel_param_ops missed_ops = { .get = missed_get };
static const struct kernel_param_ops fail_alloc_at_ops = { .set = fail_alloc_at_set };
module_param_cb(alive, &alive_ops, NULL, 0400);
module_param_cb(total, &total_ops, NULL, 0400);
module_param_cb(missed, &missed_ops, NULL, 0400);
module_param_cb(fail_alloc_at, &fail_alloc_at_ops, NULL, 0200);

/* -- life ------------------------------------------------------------------------------------------------------------ */

static int __init kiln_begin(void)
{
	if (linux_host_begin())
		return -ENOMEM;
	if (kiln_new(linux_host(), &k))
		goto end_host;
	if (net_begin())
		goto free_machine;
	if (record_begin())
		goto end_net;
	if (device_begin(k))
		goto end_record;
	return 0;
end_record:
	record_end();
end_net:
	net_end();
free_machine:
	kiln_free(k);
end_host:
	linux_host_end();
	return -ENOMEM;
}

/* Links go first, and with them the events; then what they ran. */
static void __exit kiln_end(void)
{
	device_end();
	record_end();
	net_end();
	kiln_free(k);
	linux_host_end();
}

module_init(kiln_begin);
module_exit(kiln_end);
MODULE_LICENSE("Dual BSD/GPL");
MODULE_DESCRIPTION("Kiln, a virtual machine for kernels");
