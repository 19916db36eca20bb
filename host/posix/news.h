/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * news.h - a descriptor that other processes wait for, and that whoever tells them never waits for.
 *
 * Overview     two sockets. The teller has one end, and says each time again that it will send nothing: by that the other end is readable
 *              from then on, and who waits for it with EPOLLET is woken each time. Nothing is stored, so nothing is to be read, and nothing
 *              can be full.
 * Why          an eventfd is one file for all who have it: who clears its O_NONBLOCK and fills it stops whoever writes to it next. A pipe has a
 *              lock that who reads or writes memory that is not there yet holds meanwhile.
 */
#ifndef HOST_POSIX_NEWS_H
#define HOST_POSIX_NEWS_H

#include <stdbool.h>

struct news {
	int own; /* the teller's end, which nobody else has */
	int fd;	 /* to be given away, and for nothing else */
};

/* False without descriptors. */
bool news_open(struct news *n);
/* Any thread; costs one system call, which does not wait. */
void news_tell(const struct news *n);
void news_close(const struct news *n);

#endif
