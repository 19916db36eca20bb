/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * request.h - what embed.c lets users' programs see: shared by the host and by the programs, as an embedder would ship it.
 */
#ifndef REQUEST_H
#define REQUEST_H

/* A request, as a program sees it. */
struct request {
	unsigned int method; /* 1 GET, 2 POST, 0 anything else */
	unsigned int path_len;
	char path[56]; /* cut, padded with zeros */
};

enum { BLOCK = 0, ALLOW = 1 };

/* long http_header(struct request *, const char *name, unsigned name_len, char *out, unsigned out_len): length, or -ENOENT */
#define HTTP_HEADER 0x10001

#endif
