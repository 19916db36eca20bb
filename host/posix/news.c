/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * news.c - see news.h.
 */
#include "news.h"

#include <sys/socket.h>
#include <unistd.h>

bool news_open(struct news *n)
{
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
		return false;
	*n = (struct news){ .own = ends[0], .fd = ends[1] };
	return true;
}

/* Done to a connected socket, it fails in no way; one whose other end is closed has nobody to tell. */
void news_tell(const struct news *n)
{
	shutdown(n->own, SHUT_WR);
}

void news_close(const struct news *n)
{
	close(n->own);
	close(n->fd);
}
