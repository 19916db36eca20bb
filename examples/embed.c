/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * embed.c - a program that lets its users filter HTTP requests with programs of their own.
 *
 * It defines a kind of event (a request), what programs of that kind see of it, one helper, and what they may answer. A
 * user's program comes as a packed image. It is proven safe: whatever it is, it cannot harm this process.
 *
 *	clang -O2 -g -target bpf -c embed/filter.bpf.c -o filter.o && kiln pack filter.o -o filter.kiln
 *	cc embed.c $(pkg-config --cflags --libs --static kiln) -o embed && ./embed filter.kiln
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <kiln/kiln.h>

#include "embed/request.h"

/* What the host knows of a request. Programs see the first part; the helper finds the rest behind it. */
struct event {
	struct request seen;
	const char *head; /* the request's text */
};

static uint64_t http_header(uint64_t ctx, uint64_t name, uint64_t name_len, uint64_t out, uint64_t out_len,
			    struct kiln_env *env)
{
	const struct event *e = (const struct event *)ctx;
	const char *line = strchr(e->head, '\n');
	size_t len;

	(void)env;
	memset((char *)out, 0, out_len); /* the row promises that out is set */
	for (; line; line = strchr(line, '\n')) {
		line++;
		if (strncasecmp(line, (const char *)name, name_len) || line[name_len] != ':')
			continue;
		line += name_len + 1 + strspn(line + name_len + 1, " ");
		len = strcspn(line, "\r\n");
		memcpy((char *)out, line, len < out_len ? len : out_len);
		return len;
	}
	return (uint64_t) - (int64_t)KILN_ERR_NOENT;
}

#define FIELD(member) offsetof(struct request, member), sizeof(((struct request *)0)->member)
static const struct kiln_field fields[] = {
	{ "method", FIELD(method), FIELD(method), .flags = KILN_FIELD_READ },
	{ "path_len", FIELD(path_len), FIELD(path_len), .flags = KILN_FIELD_READ },
	{ "path", FIELD(path), FIELD(path), .flags = KILN_FIELD_READ | KILN_FIELD_BYTES },
};
static const struct kiln_helper helpers[] = {
	{ .id = HTTP_HEADER,
	  .name = "http_header",
	  .fn = http_header,
	  .group = KILN_GROUP_OWN,
	  .ret = KILN_RET_INT,
	  .arg = { KILN_ARG_CTX, KILN_ARG_MEM, KILN_ARG_SIZE, KILN_ARG_MEM_OUT, KILN_ARG_SIZE } },
};
static const struct kiln_kind http = {
	.name = "http",
	.prog_type = KILN_KIND_OWN,
	.fields = fields,
	.nr_fields = 3,
	.ctx_len = sizeof(struct request),
	.groups = KILN_GROUP_BASE | KILN_GROUP_OWN,
	.helpers = helpers,
	.nr_helpers = 1,
	.ret_min = BLOCK,
	.ret_max = ALLOW,
	.fold = KILN_FOLD_MIN,
	.fault_verdict = BLOCK,
};

static const char *const requests[] = {
	"GET /index.html HTTP/1.1\r\nHost: example.org\r\nUser-Agent: curl/8\r\n\r\n",
	"POST /admin/users HTTP/1.1\r\nUser-Agent: curl/8\r\n\r\n",
	"GET /admin/ HTTP/1.1\r\nUser-Agent: searchbot/2.1\r\n\r\n",
	"GET / HTTP/1.0\r\n\r\n",
};

static struct event parse(const char *head)
{
	struct event e = { .head = head };
	const char *path = strchr(head, ' ') + 1;

	e.seen.method = !strncmp(head, "GET ", 4) ? 1 : !strncmp(head, "POST ", 5) ? 2 : 0;
	e.seen.path_len = (unsigned int)strcspn(path, " ");
	memcpy(e.seen.path, path, e.seen.path_len < sizeof(e.seen.path) ? e.seen.path_len : sizeof(e.seen.path));
	return e;
}

int main(int argc, char **argv)
{
	static uint8_t bytes[1 << 20];
	static struct kiln_why why;
	static struct kiln_env env;
	struct kiln_host *host = NULL;
	struct kiln *k = NULL;
	struct kiln_image *image = NULL;
	struct kiln_prog *prog = NULL;
	FILE *f = argc == 2 ? fopen(argv[1], "rb") : NULL;
	size_t len = f ? fread(bytes, 1, sizeof(bytes), f) : 0;

	if (f)
		fclose(f);
	if (kiln_posix_host_new(NULL, &host) || kiln_new(host, &k))
		return 2;
	if (kiln_image_open(k, bytes, len, &image, &why) ||
	    kiln_image_load(image, 0, &http, KILN_ENGINE_BEST, &prog, &why))
		fprintf(stderr, "refused: %s\n  missing: %s\n  fix:     %s\n", why.what, why.missing, why.remedy);
	for (size_t i = 0; prog && i < sizeof(requests) / sizeof(requests[0]); i++) {
		struct event e = parse(requests[i]);

		kiln_enter(k, &env);
		printf("%-5s  %.*s\n", kiln_run(prog, &e, &env) == ALLOW ? "allow" : "block",
		       (int)strcspn(requests[i], "\r"), requests[i]);
		kiln_leave(k, &env);
	}
	len = prog != NULL;
	kiln_prog_free(prog);
	kiln_image_free(image);
	kiln_free(k);
	kiln_posix_host_free(host);
	return len ? 0 : 1;
}
