/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * offload.c - see offload.h.
 *
 * Overview     features have numbers that differ from one kernel to the next: they are found by their names (ethtool's ioctl).
 */
#include "offload.h"

#include <errno.h>
#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FEATURES_MAX = 256, WORDS = FEATURES_MAX / 32 };

static bool interface_ask(const char *name, void *what)
{
	struct ifreq r = { .ifr_data = what };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), err;

	if (fd < 0)
		return false;
	snprintf(r.ifr_name, sizeof(r.ifr_name), "%s", name);
	err = ioctl(fd, SIOCETHTOOL, &r) < 0 ? errno : 0;
	close(fd);
	errno = err;
	return !err;
}

/* The bits of both features that take tags off. The kernel writes as many names as it has: so their number comes first. */
static bool tag_bits(const char *name, uint32_t *bits)
{
	static const char *const both[] = { "rx-vlan-hw-parse", "rx-vlan-stag-hw-parse" };
	struct {
		uint32_t cmd, none;
		uint64_t sets;
		uint32_t nr;
	} set = { .cmd = ETHTOOL_GSSET_INFO, .sets = 1ull << ETH_SS_FEATURES };
	struct {
		uint32_t cmd, set, nr;
		char text[FEATURES_MAX][ETH_GSTRING_LEN];
	} names = { .cmd = ETHTOOL_GSTRINGS, .set = ETH_SS_FEATURES };

	if (!interface_ask(name, &set))
		return false;
	if (set.nr > FEATURES_MAX) {
		errno = EOPNOTSUPP;
		return false;
	}
	if (!interface_ask(name, &names))
		return false;
	for (uint32_t i = 0; i < set.nr; i++)
		for (size_t j = 0; j < sizeof(both) / sizeof(both[0]); j++)
			if (!strncmp(names.text[i], both[j], ETH_GSTRING_LEN))
				bits[i / 32] |= 1u << i % 32;
	return true;
}

struct features {
	uint32_t cmd, nr;
	struct ethtool_get_features_block at[WORDS];
};

static bool features_get(const char *name, struct features *f)
{
	*f = (struct features){ .cmd = ETHTOOL_GFEATURES, .nr = WORDS };
	return interface_ask(name, f);
}

static bool any_active(const struct features *f, const uint32_t *bits)
{
	uint32_t any = 0;

	for (int i = 0; i < WORDS; i++)
		any |= f->at[i].active & bits[i];
	return any;
}

bool offload_keep_tags(const char *name, bool *changed)
{
	struct {
		uint32_t cmd, nr;
		struct ethtool_set_features_block at[WORDS];
	} off = { .cmd = ETHTOOL_SFEATURES };
	uint32_t bits[WORDS] = { 0 };
	struct features f;

	*changed = false;
	if (!tag_bits(name, bits) || !features_get(name, &f))
		return false;
	if (!any_active(&f, bits))
		return true;
	off.nr = f.nr < WORDS ? f.nr : WORDS;
	for (uint32_t i = 0; i < off.nr; i++)
		off.at[i].valid = bits[i] & f.at[i].available;
	if (!interface_ask(name, &off) || !features_get(name, &f))
		return false;
	*changed = !any_active(&f, bits);
	errno = EOPNOTSUPP;
	return *changed;
}

bool offload_is_veth(const char *name)
{
	struct ethtool_drvinfo info = { .cmd = ETHTOOL_GDRVINFO };

	return interface_ask(name, &info) && !strcmp(info.driver, "veth");
}
