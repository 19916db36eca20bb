/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * remote.h - one question of a client on the other side of a socket.
 */
#ifndef HOST_POSIX_REMOTE_H
#define HOST_POSIX_REMOTE_H

#include "desc.h"
#include "wire.h"

struct bytes {
	uint8_t *at;
	size_t len, cap;
};
/* False without memory; what was there stays. */
bool bytes_add(struct bytes *b, const void *from, size_t len);

/* One of the items: what it is about, in the order in which remote.c looks for it. */
struct known {
	uint64_t at, end;    /* of memory; of a descriptor at alone */
	uint32_t kind, off;  /* 2 * item.kind, + 1 for memory that cannot be read; where it is in items */
	uint32_t reach, pad; /* the one, from the first of its kind to this, that ends last */
};

/* What is known of the client's memory and descriptors, and what is to be written there. Kept from NEED to GIVE. */
struct remote {
	struct kiln_sys *s;
	struct descs *descs;
	struct wire_call call;
	struct bytes items;	 /* wire_item and bytes, one after the other */
	struct bytes known;	 /* struct known of each item */
	struct bytes out;	 /* a message for the client, with its head */
	struct wire_item need;	 /* kind 0: nothing */
	struct wire_item needed; /* what was asked for last: once is enough */
	uint32_t nr_needs;
	int fd; /* goes with out; -1: none */
	bool may_wait;
	struct kiln_work *work; /* what the answer waits for, where it may; out is empty then */
	struct bytes kept;	/* what its program's commands write, for the answer */
	bool installs;		/* the client was asked to take fd */
	bool is_link;		/* what fd is, or was last */
};

/*
 * Body of a CALL or a GIVE, which may be anything. Fills out, or sets work, which is to be done then; false: this is no client of ours, or
 * there is no memory.
 */
bool remote_ask(struct remote *r, enum wire_type type, const uint8_t *body, size_t len);
/*
 * What r->work waits for (kiln_work_upcall): *ret is the answer to it, and out is empty; or out is a NEED, *ret is unchanged, and remote_upcall_give()
 * goes on with the body of the GIVE. False: the client is no client of ours, or there is no memory.
 */
bool remote_upcall(struct remote *r, int64_t *ret);
bool remote_upcall_give(struct remote *r, const uint8_t *body, size_t len, int64_t *ret);
/* r->work is done: fills out. */
bool remote_work_end(struct remote *r);
/* A DONE without anything to write. */
bool remote_answer(struct remote *r, int64_t ret);
/* kiln_client.install, with a struct remote as cookie: the new descriptor goes with the answer. */
int64_t remote_install(void *cookie, struct kiln_object *o, uint32_t may);
void remote_free(struct remote *r);

#endif
