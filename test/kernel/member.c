// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * member.c - a member of the group that root opened /dev/kiln to, in the guest of test/kernel/guest: what it may, and what it may not.
 *
 *   member GROUP ID     is root at first, whose program has that id; becomes user 1000 of that group
 *   member              exit status: whether user 1000 opens the device without a group
 *
 * Output       "ok NAME" and "not ok NAME - why".
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/bpf.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <kiln/device.h>

#include "arrives.h"

enum { PORT = 7777, LOOPBACK = 1, AT_XDP = 37, AT_TCX = 46, AT_NETFILTER = 45, USER = 1000, LARGE = 4090, MANY = 100 };

static int device = -1, failed;

static void check(int ok, const char *name)
{
	if (ok)
		printf("ok group: %s\n", name);
	else
		printf("not ok group: %s - %s\n", name, strerror(errno));
	failed |= !ok;
}

static int bpf(int cmd, union bpf_attr attr)
{
	struct kiln_device_call call = { .attr = (uintptr_t)&attr, .cmd = (unsigned int)cmd, .size = sizeof(attr) };

	return ioctl(device, KILN_DEVICE_BPF, &call);
}
#define BPF(cmd, ...) bpf(cmd, (union bpf_attr){ __VA_ARGS__ })

static int refused(int fd, int with)
{
	if (fd >= 0)
		close(fd);
	return fd < 0 && errno == with;
}

static int load(unsigned int type, const struct bpf_insn *insns, unsigned int nr)
{
	return BPF(BPF_PROG_LOAD, .prog_type = type, .insn_cnt = nr, .insns = (uintptr_t)insns,
		   .license = (uintptr_t) "GPL");
}

/* r0 = result; exit */
static int load_result(unsigned int type, int result)
{
	const struct bpf_insn insns[] = { { .code = 0xb7, .imm = result }, { .code = 0x95 } };

	return load(type, insns, 2);
}

static int link_at(int prog, unsigned int type, unsigned int target)
{
	return BPF(BPF_LINK_CREATE,
		   .link_create = { .prog_fd = (uint32_t)prog, .target_fd = target, .attach_type = type });
}

/* Numbers that fill the arena, as far as it is the group's. */
static int load_large(void)
{
	static struct bpf_insn insns[LARGE];

	for (int i = 0; i < LARGE - 1; i++)
		insns[i] = (struct bpf_insn){ .code = i ? 0xa7 : 0xb7, .imm = 0x12345678 + i };
	insns[LARGE - 1].code = 0x95;
	return load(BPF_PROG_TYPE_XDP, insns, LARGE);
}

static void own_objects(int id)
{
	unsigned char packet[64] = { 0 };
	union bpf_attr run = { .test = { .data_in = (uintptr_t)packet, .data_size_in = sizeof(packet) } };
	int map = BPF(BPF_MAP_CREATE, .map_type = BPF_MAP_TYPE_HASH, .key_size = 4, .value_size = 8, .max_entries = 64);
	int prog = load_result(BPF_PROG_TYPE_XDP, 1);
	struct bpf_prog_info info = { 0 };
	struct kiln_device_call call = { .attr = (uintptr_t)&run, .cmd = BPF_PROG_TEST_RUN, .size = sizeof(run) };

	check(map >= 0 && prog >= 0, "maps and programs that see packets");
	run.test.prog_fd = (uint32_t)prog;
	check(!ioctl(device, KILN_DEVICE_BPF, &call) && run.test.retval == 1, "test runs");
	check(!BPF(BPF_OBJ_GET_INFO_BY_FD,
		   .info = { .bpf_fd = (uint32_t)prog, .info_len = sizeof(info), .info = (uintptr_t)&info }) &&
		      !info.jited_prog_len && !info.nr_jited_ksyms,
	      "no native code is shown, and no address");
	check(refused(load_result(BPF_PROG_TYPE_KPROBE, 0), EPERM), "no programs at functions");
	check(refused(BPF(BPF_PROG_GET_FD_BY_ID, .prog_id = (uint32_t)id), EPERM), "root's programs are not reached");
	check(refused(BPF(BPF_MAP_CREATE, .map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 8,
			  .max_entries = 1 << 20),
		      EPERM),
	      "no large maps");
	check(refused(link_at(prog, AT_XDP, LOOPBACK), EPERM), "nothing at interfaces that it does not administer");
	check(refused(link_at(load_result(BPF_PROG_TYPE_CGROUP_SKB, 1), AT_NETFILTER, 0), EPERM),
	      "... nor at netfilter");
}

static int loopback_up(void)
{
	struct ifreq r = { .ifr_name = "lo", .ifr_flags = IFF_UP };
	int s = socket(AF_INET, SOCK_DGRAM, 0), ret = ioctl(s, SIOCSIFFLAGS, &r);

	close(s);
	return ret;
}

/* Root of a network of its own, in whose loopback interface has the number that the first one's has. */
static void own_network(void)
{
	int pass = load_result(BPF_PROG_TYPE_XDP, 2), shot = load_result(BPF_PROG_TYPE_SCHED_CLS, 2), first, link;

	check(!unshare(CLONE_NEWUSER | CLONE_NEWNET) && !loopback_up() && arrives(PORT) == 1, "a network of its own");
	first = link_at(pass, AT_XDP, LOOPBACK);
	check(first >= 0 && arrives(PORT) == 1, "XDP in it, though root has one at the interface of the same number");
	link = link_at(shot, AT_TCX, LOOPBACK);
	check(link >= 0 && arrives(PORT) == 0, "traffic control in it");
	close(link);
	check(arrives(PORT) == 1, "... until its link is closed");
	close(first);
}

int main(int argc, char **argv)
{
	gid_t gid;
	int n = 0;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc < 3)
		return setgroups(0, NULL) || setgid(USER) || setuid(USER) || open("/dev/kiln", O_RDWR) < 0;
	gid = (gid_t)atoi(argv[1]);
	device = open("/dev/kiln", O_RDWR);
	check(link_at(load_result(BPF_PROG_TYPE_XDP, 2), AT_XDP, LOOPBACK) >= 0, "root has a program at an interface");
	if (setgroups(1, &gid) || setgid(USER) || setuid(USER))
		return 2;
	device = open("/dev/kiln", O_RDWR);
	check(device >= 0, "a member opens the device");
	own_objects(atoi(argv[2]));
	own_network();
	while (n < MANY && load_large() >= 0)
		n++;
	check(n > 4 && n < MANY && errno == ENOMEM, "its code has a limit");
	printf("# %d programs of %d numbers\n", n, LARGE);
	device = 3; /* root's: the first that was opened */
	check(load_large() >= 0, "... and there is room for root's");
	return failed;
}
