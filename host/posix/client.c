/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * client.c - this process as a client of `kiln serve`, without a library that is preloaded.
 */
#include <kiln/serve.h>
#include <string.h>

#include "ask.h"
#include "wire.h"

long kiln_serve_bpf(int cmd, void *attr, unsigned int size)
{
	bool is_fd;

	return ask_bpf(0, (unsigned int)cmd, (uintptr_t)attr, size, &is_fd);
}

long kiln_serve_attached(struct kiln_attached *rows, unsigned int cap)
{
	enum { ROWS_MAX = 256 };
	static struct wire_at at[ROWS_MAX];
	long nr = ask_at(at, cap < ROWS_MAX ? cap : ROWS_MAX);

	for (long i = 0; i < nr; i++) {
		rows[i] = (struct kiln_attached){ .prog_id = at[i].prog_id,
						  .link_id = at[i].link_id,
						  .ifindex = at[i].ifindex,
						  .attach_type = at[i].attach_type,
						  .live = at[i].live,
						  .packets = at[i].packets,
						  .drops = at[i].drops };
		memcpy(rows[i].name, at[i].name, sizeof(rows[i].name));
		rows[i].name[sizeof(rows[i].name) - 1] = 0;
	}
	return nr;
}
