/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * keep.h - what a user's pins hold, in a file: so that the next server has it again.
 */
#ifndef HOST_POSIX_KEEP_H
#define HOST_POSIX_KEEP_H

#include "pins.h"

struct keep_rest;  /* of the file, which is yet to be taken up */
struct keep_write; /* of the file, which is on its way to the disk */

struct keep {
	struct keep_rest *rest;	  /* NULL: it is all there again */
	struct keep_write *write; /* NULL: none is */
	struct kiln_sys *s;
	struct pins *pins;
	int dir; /* where the file is; borrowed */
	char file[32];
	uint64_t changes; /* pins->changes, as the file has them */
	uint64_t sum;	  /* of the file's bytes */
	uint64_t due;	  /* when it is to be written again, in ns */
	uint64_t soon;	  /* the same, where pins came or went */
};

/*
 * Makes again what the file has, as far as that can be, and pins it where its names are; other names of pins are taken away. False where
 * the file, or a name, cannot be read, or there is no memory: the file stays as it is, and so do names of what it has.
 */
bool keep_begin(struct keep *k, struct kiln_sys *s, struct pins *pins, int dir, const char *file);
/*
 * The same in pieces, for who has others to serve: keep_more() while there is a rest. It makes one record or some elements, or looks at one name, at least,
 * and more for max_ns. Meanwhile nobody else uses s and pins. What takes longer goes to *aside, as kiln_client.later has it: when that was run,
 * keep_aside_end(), and then it goes on. aside NULL: all is done here.
 */
bool keep_open(struct keep *k, struct kiln_sys *s, struct pins *pins, int dir, const char *file);
bool keep_more(struct keep *k, uint64_t max_ns, struct kiln_work **aside);
/* Whether something is. */
bool keep_is_aside(const struct keep *k);
void keep_aside_end(struct keep *k);
/* Once in a while: writes it where pins came or went, or where elements may have changed since long. */
void keep_turn(struct keep *k);
/* Until what it has begun to write is on the disk, or has failed. */
void keep_wait(struct keep *k);
/* Before it all ends, and with what is aside freed; of one that did not begin, or has a rest, nothing is written. */
void keep_end(struct keep *k);

/* The bytes of such a file, which may be anything: objects are made of them. For keep_begin(), and those who try it. */
bool keep_read(struct kiln_sys *s, struct pins *pins, const uint8_t *bytes, size_t len);

#endif
