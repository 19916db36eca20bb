/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * sys_fuzz.c - bpf(2) commands of any bytes, with memory of any bytes: each is answered, nothing is left at the end.
 *
 * An input is a number of bytes of the client's memory in units of 8, that memory, and then commands one after the other: number, length
 * of attr, attr. The memory begins at address 65,536 and wraps nowhere; descriptors count from 3.
 */
#include "fuzz.h"

#include <kiln/sys.h>

enum { NR_FDS = 64, MEMORY = 65536, BASE = 65536, CALLS_MAX = 64, RUN_NS = 2000000 };

struct client {
	struct kiln_object *fd[NR_FDS];
	uint8_t memory[MEMORY];
};
static struct client client;

static bool is_inside(uint64_t at, size_t len)
{
	return at >= BASE && len <= MEMORY && at - BASE <= MEMORY - len;
}

static enum kiln_err client_read(void *cookie, void *dst, uint64_t from, size_t len)
{
	(void)cookie;
	if (!is_inside(from, len))
		return KILN_ERR_FAULT;
	memcpy(dst, client.memory + (from - BASE), len);
	return KILN_OK;
}

static enum kiln_err client_write(void *cookie, uint64_t to, const void *src, size_t len)
{
	(void)cookie;
	if (!is_inside(to, len))
		return KILN_ERR_FAULT;
	memcpy(client.memory + (to - BASE), src, len);
	return KILN_OK;
}

static enum kiln_err client_object(void *cookie, int32_t fd, struct kiln_object **o, uint32_t *may)
{
	(void)cookie;
	if (fd < 3 || fd >= NR_FDS || !client.fd[fd])
		return KILN_ERR_BADF;
	*o = client.fd[fd];
	*may = KILN_MAY_READ | KILN_MAY_WRITE;
	return KILN_OK;
}

static int64_t client_install(void *cookie, struct kiln_object *o, uint32_t may)
{
	(void)cookie, (void)may;
	for (int i = 3; i < NR_FDS; i++)
		if (!client.fd[i]) {
			client.fd[i] = kiln_object_get(o);
			return i;
		}
	return -24; /* EMFILE */
}

static void calls_make(struct kiln_sys *s, const uint8_t *data, size_t len)
{
	const struct kiln_client c = {
		.read = client_read, .write = client_write, .object = client_object, .install = client_install
	};
	const uint64_t attr = BASE + MEMORY - 256;

	for (int i = 0; i < CALLS_MAX && len >= 2; i++) {
		uint32_t cmd = data[0], size = data[1];
		int64_t ret;

		data += 2;
		len -= 2;
		size = size < len ? size : (uint32_t)len;
		memset(client.memory + MEMORY - 256, 0, 256);
		memcpy(client.memory + MEMORY - 256, data, size);
		ret = kiln_sys_call(s, &c, cmd, attr, size);
		MUST(ret > -600 && ret < NR_FDS);
		data += size;
		len -= size;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const struct kiln_posix_opts host_opts = { .nr_cpus = 2, .max_bytes = 32 << 20 };
	const struct kiln_sys_opts opts = { .max_objects = 32, .max_run_ns = RUN_NS };
	static struct kiln_host *host;
	struct kiln_sys *s;
	struct kiln *k;
	uint64_t alive, total;
	size_t memory;

	if (!len)
		return 0;
	memory = data[0] * 8u < len - 1 ? data[0] * 8u : len - 1;
	memset(&client, 0, sizeof(client));
	memcpy(client.memory, data + 1, memory);
	if (!host)
		MUST(!kiln_posix_host_new(&host_opts, &host));
	MUST(!kiln_new(host, &k) && !kiln_sys_new(k, &opts, &s));
	calls_make(s, data + 1 + memory, len - 1 - memory);
	for (int i = 0; i < NR_FDS; i++)
		kiln_object_put(client.fd[i]);
	kiln_sys_sweep(s);
	kiln_sys_free(s);
	kiln_free(k);
	kiln_posix_counts(host, &alive, &total);
	MUST(alive <= 1); /* the piece of memory that is kept for the next load */
	return 0;
}
