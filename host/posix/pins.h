/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * pins.h - pins as files in a folder that stands for /sys/fs/bpf: so ls, mkdir, rename and rm do what they do there.
 *
 * A pin is an empty file that the server keeps open. It holds its object until its last name is gone, whatever that is by then.
 */
#ifndef HOST_POSIX_PINS_H
#define HOST_POSIX_PINS_H

#include <kiln/sys.h>

#include <sys/types.h>

struct pin {
	struct pin *next;
	struct kiln_object *o; /* a reference */
	int fd;
	dev_t dev;
	ino_t ino;
};
struct pins {
	int dir; /* the folder */
	struct pin *first;
	uint32_t nr;
	uint64_t changes; /* pins that came or went */
};

enum kiln_err pins_pin(struct pins *p, const char *path, struct kiln_object *o);
/* fd, an open file below the folder, is one from now on, with a reference of its own. False without memory. */
bool pins_hold(struct pins *p, int fd, struct kiln_object *o);
enum kiln_err pins_get(const struct pins *p, const char *path, struct kiln_object **o);
/* Gives back the references of pins that were removed. */
void pins_sweep(struct pins *p);
/* The files stay, and hold nothing. */
void pins_end(struct pins *p);

#endif
