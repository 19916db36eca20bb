/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * image_fuzz.c - a packed image of any bytes: refused, or its maps are made, and its programs are loaded, which may be refused, and
 * run. The head's length and checksum are made right first, or little would be read.
 */
#include "fuzz.h"

#include <kiln/kiln.h>
#include "image/format.h"

static struct kiln_host *real;
static struct kiln_host host; /* gives no large pieces: an image may ask for maps of any size */
static struct kiln *k;

static void *alloc_small(void *cookie, size_t len)
{
	return len > 1 << 20 ? NULL : real->alloc(cookie, len);
}

static void make_machine(void)
{
	MUST(!kiln_posix_host_new(&(struct kiln_posix_opts){ .nr_cpus = 2 }, &real));
	host = *real;
	host.alloc = alloc_small;
	host.print = NULL;
	MUST(!kiln_new(&host, &k));
}

static void run(const struct kiln_prog *p)
{
	static uint8_t room[512];
	struct kiln_packet packet;
	struct kiln_env env;

	kiln_packet_init(&packet, room, 256, 128, 128);
	kiln_enter(k, &env);
	kiln_run(p, &packet, &env);
	kiln_leave(k, &env);
}

static bool takes_packets(uint32_t type)
{
	const struct kiln_kind *kind = kiln_kind_by_type(type);

	return kind &&
	       (!strcmp(kind->name, "xdp") || !strcmp(kind->name, "sched_cls") || !strcmp(kind->name, "socket_filter"));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct kiln_image *img;
	struct kiln_prog *p;
	uint32_t type;
	uint8_t *copy = malloc(len + 1);

	if (!copy)
		return 0;
	if (!k)
		make_machine();
	memcpy(copy, bytes, len);
	if (len >= IMAGE_HEAD_LEN) {
		put32(copy + IMAGE_AT_LEN, le32((uint32_t)len));
		put32(copy + IMAGE_AT_CRC, le32(~image_crc(~0u, copy + IMAGE_AT_LICENCE, len - IMAGE_AT_LICENCE)));
	}
	if (!kiln_image_open(k, copy, len, &img, NULL)) {
		for (uint32_t i = 0; kiln_image_prog(img, i, &type); i++) {
			if (kiln_image_load(img, i, NULL, KILN_ENGINE_INTERP, &p, NULL))
				continue;
			if (takes_packets(type))
				run(p);
			kiln_prog_free(p);
		}
		kiln_image_free(img);
	}
	free(copy);
	return 0;
}
