/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * calls.c - see calls.h.
 */
#include "calls.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "policy.h"
#include "syscalls.h"
#include "tool.h"

enum { FILE_MAX = 64 << 20, WORDS_MAX = 12 };

/* Numbers as C writes them, with a sign too. */
static bool number_read(const char *word, uint64_t *v)
{
	char *end;

	errno = 0;
	*v = *word == '-' ? (uint64_t)strtoll(word, &end, 0) : strtoull(word, &end, 0);
	return *word && !*end && !errno;
}

static bool call_word(char *word, struct kiln_call *c)
{
	char *colon = strchr(word, ':'), *name = colon ? colon + 1 : word;
	const struct call_arch *arch = call_arch_native();
	uint64_t v;
	uint32_t nr;

	if (colon) {
		*colon = 0;
		arch = call_arch_named(word);
		*colon = ':';
	}
	if (!arch)
		return false;
	c->arch = arch->audit;
	if (number_read(name, &v)) {
		c->nr = (int32_t)(arch->first_nr + (uint32_t)v);
		return true;
	}
	if (!call_number(arch, name, &nr))
		return false;
	c->nr = (int32_t)nr;
	return true;
}

static uint64_t errno_number(const char *name)
{
	for (int i = 1; i < 4096; i++) {
		const char *one = strerrorname_np(i);

		if (one && !strcmp(one, name))
			return (uint64_t)i;
	}
	return UINT64_MAX;
}

/* ACTION [DATA]: DATA is a number, or an errno's name. */
static bool want_read(char *const *word, int nr, uint32_t *want)
{
	uint64_t data = 0;

	if (nr < 1 || nr > 2 || !action_number(word[0], want))
		return false;
	if (nr == 2 && !number_read(word[1], &data))
		data = errno_number(word[1]);
	*want |= (uint32_t)data;
	return data <= 0xffff;
}

/* NULL: fine; or what is wrong. */
static const char *line_read(char *line, struct given_call *g)
{
	char *word[WORDS_MAX], *save, *w;
	int nr = 0, args;

	for (w = strtok_r(line, " \t\r", &save); w; w = strtok_r(NULL, " \t\r", &save)) {
		if (nr == WORDS_MAX)
			return "too many words";
		word[nr++] = w;
	}
	for (args = 0; args < nr && strcmp(word[args], "=>"); args++)
		;
	g->wants = args < nr;
	if (!args || !call_word(word[0], &g->data))
		return "no such call or architecture";
	if (args > 7)
		return "a call has at most 6 arguments";
	for (int i = 1; i < args; i++)
		if (!number_read(word[i], &g->data.arg[i - 1]))
			return "an argument is no number";
	if (g->wants && !want_read(word + args + 1, nr - args - 1, &g->want))
		return "=> wants an action (allow, errno, kill_process ...), and its data where there is one";
	return NULL;
}

static struct given_call *call_add(struct given_calls *c, size_t *room)
{
	if (c->nr == *room) {
		size_t more = *room ? *room * 2 : 256;
		struct given_call *call = realloc(c->call, more * sizeof(*call));

		if (!call)
			return NULL;
		c->call = call;
		*room = more;
	}
	c->call[c->nr] = (struct given_call){ 0 };
	return &c->call[c->nr++];
}

bool calls_read(struct given_calls *out, const char *path)
{
	size_t len, room = 0;
	char *text = file_read(path, FILE_MAX, &len), *line = text;
	const char *wrong = NULL;
	uint32_t number = 1;

	for (; line && *line && !wrong; number++) {
		char *end = line + strcspn(line, "\n"), *next = *end ? end + 1 : end;
		struct given_call *g;

		*end = 0;
		line[strcspn(line, "#")] = 0;
		if (line[strspn(line, " \t\r")]) {
			g = call_add(out, &room);
			wrong = g ? line_read(line, g) : "out of memory";
			if (g)
				g->line = number;
		}
		line = next;
	}
	if (wrong)
		complain("%s:%u: %s", path, number - 1, wrong);
	free(text);
	return text && !wrong;
}

bool calls_read_data(struct given_calls *out, const char *path)
{
	size_t len;
	char *bytes = file_read(path, FILE_MAX, &len);

	if (!bytes)
		return false;
	if (!len || len % sizeof(struct kiln_call)) {
		complain("%s: %zu bytes are no array of struct seccomp_data (64 bytes each)", path, len);
		free(bytes);
		return false;
	}
	out->nr = len / sizeof(struct kiln_call);
	out->call = calloc(out->nr, sizeof(*out->call));
	for (size_t i = 0; out->call && i < out->nr; i++)
		memcpy(&out->call[i].data, bytes + i * sizeof(struct kiln_call), sizeof(struct kiln_call));
	free(bytes);
	if (!out->call)
		complain("out of memory");
	return out->call != NULL;
}

void calls_free(struct given_calls *c)
{
	free(c->call);
	*c = (struct given_calls){ 0 };
}
