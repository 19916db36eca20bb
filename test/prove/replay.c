/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * replay.c - runs one claim on given numbers: replay claim_NAME [NAME=NUMBER]...
 *
 * Numbers that are not given are 0. The exit status is 1 where a check fails (or what C leaves undefined is met: the sanitizer
 * says so), 2 where an assumption does not hold, else 0. Functions stand for themselves: contracts are not used.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim.h"

enum { MAX_NAMES = 64 };
static char **numbers;
static const char *asked[MAX_NAMES];
static unsigned int nr_asked;

/* The n-th number of a name, n from 2 on, is called name.n. */
unsigned long long prove_any(const char *name, unsigned int bits)
{
	char full[80];
	unsigned int again = 1;
	size_t len;

	for (unsigned int i = 0; i < nr_asked; i++)
		again += !strcmp(asked[i], name);
	if (nr_asked < MAX_NAMES)
		asked[nr_asked++] = name;
	snprintf(full, sizeof(full), again > 1 ? "%s.%u" : "%s", name, again);
	len = strlen(full);
	for (char **n = numbers; *n; n++)
		if (!strncmp(*n, full, len) && (*n)[len] == '=')
			return strtoull(*n + len + 1, NULL, 0) & ~0ull >> (64 - bits);
	return 0;
}

void prove_assume(bool holds)
{
	if (!holds) {
		puts("an assumption does not hold");
		exit(2);
	}
}

void prove_check(bool holds, const char *what)
{
	if (!holds) {
		printf("failed: %s\n", what);
		exit(1);
	}
}

void prove_hint(bool holds)
{
	(void)holds;
}

void prove_split(bool on)
{
	(void)on;
}

void prove_use(const char *what)
{
	(void)what;
}

int main(int argc, char **argv)
{
	void (*claim)(void) = argc > 1 ? (void (*)(void))dlsym(NULL, argv[1]) : NULL;

	if (!claim) {
		fputs("replay: no such claim\n", stderr);
		return 3;
	}
	numbers = argv + 2;
	claim();
	puts("nothing failed");
	return 0;
}
