/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * line.h - a client's connection with the server of `kiln serve`: a socket, and beside it memory that both have, for what is short.
 *
 * Overview     a half of the slot for each direction. The client writes a question, counts up, and rings a bell that the server hears with all
 *              others (news.h); it waits for the number to come back (futex). Descriptors, and what is longer, go by the socket.
 * Awake        each looks at the other's half for some microseconds before it sleeps, and gives way meanwhile where both are on one CPU: to wake
 *              somebody takes longer than to answer.
 * Why          that costs half of what a socket does. So would a pipe, but that has one lock for both ends, and who writes from memory
 *              that is not there yet holds it meanwhile: a client could make the server wait.
 */
#ifndef HOST_POSIX_LINE_H
#define HOST_POSIX_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* A page each. Neither side believes more of the other's than that it may be anything. */
enum { SLOT_ROOM = 4096 - 4 * sizeof(uint32_t) };
struct slot {
	struct slot_half {
		uint32_t nr; /* of the question, counted from 1; written last */
		uint32_t len;
		uint32_t cpu;	/* which its writer was on last, counted from 1; 0: nobody is to look at what he does */
		uint32_t awake; /* its writer looks at the other half, and need not be woken */
		uint8_t bytes[SLOT_ROOM];
	} ask, answer;
};

/* Who looks at it. */
struct slot_watcher {
	uint64_t not_before; /* ns: does not give way until then, for there were others who wanted the CPU */
};

enum { LINE_SOCKET, LINE_BELL, LINES };

struct line {
	int fd[LINES]; /* -1: there is none */
	dev_t dev[LINES];
	ino_t ino[LINES];
	struct slot *slot; /* NULL: there is none */
	uint32_t asked;	   /* the number of the last question in it */
	struct slot_watcher watch;
	bool is_short; /* what was sent last went by it, and so comes the answer */
};
/* Whether the other's number became another one than was, in the time for which it is worth to look. For the one who writes own. */
bool slot_watch(struct slot_watcher *w, struct slot_half *own, const struct slot_half *other, uint32_t was);
/* What own has is the other's now, with that number. True: he has to be woken. */
bool slot_tell(struct slot_half *own, const struct slot_half *other, uint32_t nr);

#define LINE_NONE                \
	{                        \
		.fd = { -1, -1 } \
	}

/* False: there is no server. The slot is about cost alone: where it is not to be had, there is the socket. */
bool line_open(struct line *l, bool slot);
/* Whether each descriptor is still what it was: the process may have closed it, and another may have its number. */
bool line_is_there(const struct line *l);
/* Whether one of them has a number from..to. For signal handlers, too. */
bool line_has(const struct line *l, unsigned int from, unsigned int to);
/* Closes those that are still what they were. */
void line_close(struct line *l);

/* A message as a whole, with a descriptor, or -1. False: the server is gone. */
bool line_send(struct line *l, const uint8_t *from, size_t len, int with);
/* Up to cap bytes of the answer, at least one; cap is SLOT_ROOM at least. A descriptor that comes along goes to *fd. 0: the server is gone. */
size_t line_receive(struct line *l, uint8_t *to, size_t cap, int *fd);

#endif
