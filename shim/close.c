/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * close.c - the C library's ways to close a descriptor: what is known of it is forgotten.
 */
#include "shim.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

__attribute__((constructor)) static void begin(void)
{
	ask_guard();
	shim_net_guard();
	shim_poll_guard();
}

static bool closing(unsigned int from, unsigned int to)
{
	const bool told = ask_closing(from, to);

	if (told)
		shim_poll_closing(from, to);
	return told;
}

int close(int fd)
{
	const bool told = closing((unsigned int)fd, (unsigned int)fd);
	const int ret = NEXT(close)(fd);

	ask_closed(told);
	return ret;
}

int close_range(unsigned int from, unsigned int to, int flags)
{
	const bool told = closing(from, to);
	const int ret = NEXT(close_range)(from, to, flags);

	ask_closed(told);
	return ret;
}

void closefrom(int from)
{
	const bool told = closing(from < 0 ? 0 : (unsigned int)from, UINT_MAX);

	NEXT(closefrom)(from);
	ask_closed(told);
}

int dup2(int from, int to)
{
	const bool told = closing((unsigned int)to, (unsigned int)to);
	const int ret = NEXT(dup2)(from, to);

	ask_closed(told);
	return ret;
}

int dup3(int from, int to, int flags)
{
	const bool told = closing((unsigned int)to, (unsigned int)to);
	const int ret = NEXT(dup3)(from, to, flags);

	ask_closed(told);
	return ret;
}

int fclose(FILE *f)
{
	const int fd = fileno(f);
	const bool told = closing((unsigned int)fd, (unsigned int)fd);
	const int ret = NEXT(fclose)(f);

	ask_closed(told);
	return ret;
}
