/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * state.c - where the server's folder is. By itself, for the preloaded library has it too.
 */
#include <kiln/serve.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

bool kiln_serve_state(char *path, size_t cap)
{
	const char *state = getenv("KILN_STATE"), *run = getenv("XDG_RUNTIME_DIR");
	int n;

	if (state && *state)
		n = snprintf(path, cap, "%s", state);
	else if (run && *run)
		n = snprintf(path, cap, "%s/kiln", run);
	else
		n = snprintf(path, cap, "/tmp/kiln-%u", (unsigned int)getuid());
	return n > 0 && (size_t)n < cap;
}
