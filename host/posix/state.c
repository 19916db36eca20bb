/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * state.c - where the server's folder is. By itself, for the preloaded library has it too.
 */
#include "state.h"

#include <kiln/serve.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define IN_TMP "/tmp/kiln-"

/* Where everybody may make folders, one by that name may be somebody else's, and so what listens in it. */
static bool is_ours(const char *path)
{
	struct stat st;

	return lstat(path, &st) || (S_ISDIR(st.st_mode) && st.st_uid == geteuid());
}

bool kiln_serve_state(char *path, size_t cap)
{
	const char *state = getenv("KILN_STATE"), *run = getenv("XDG_RUNTIME_DIR");
	int n;

	if (state && *state)
		n = snprintf(path, cap, "%s", state);
	else if (run && *run)
		n = snprintf(path, cap, "%s/kiln", run);
	else
		n = snprintf(path, cap, IN_TMP "%u", (unsigned int)geteuid());
	return n > 0 && (size_t)n < cap && ((state && *state) || (run && *run) || is_ours(path));
}

bool state_trusts(const char *state, int fd)
{
	struct ucred who;
	socklen_t len = sizeof(who);
	unsigned long uid;
	char *end;

	if (strncmp(state, IN_TMP, strlen(IN_TMP)))
		return true;
	uid = strtoul(state + strlen(IN_TMP), &end, 10);
	if (end == state + strlen(IN_TMP) || *end)
		return true;
	return !getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &len) && (!who.uid || who.uid == uid);
}
