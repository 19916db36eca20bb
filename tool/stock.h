/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * stock.h - the running kernel's own bpf(2) as the host of an object's program: kiln run --host linux, kiln attach.
 */
#ifndef TOOL_STOCK_H
#define TOOL_STOCK_H

#include "object.h"

/* Loads p's object into the kernel. NULL after complaining: no privileges, or the kernel refuses it. */
struct stock *stock_open(const char *path, const struct object_prog *p);
void stock_close(struct stock *s);
/*
 * One run on a packet, which must not be longer than the kernel's test runs take. out has room for *out_len bytes; then what the program
 * left of the packet is there. False after complaining.
 */
bool stock_run(struct stock *s, const uint8_t *data, uint32_t len, uint32_t *verdict, uint64_t *ns, uint8_t *out,
	       uint32_t *out_len);
/*
 * At an interface (XDP, traffic control: egress, or ingress), or with NULL where the program's section says, until stock_close(). False after
 * complaining.
 */
bool stock_attach(struct stock *s, const char *interface, bool egress);
/* What the kernel's maps hold goes to Kiln's of the same names, so far as a map's elements can be read. */
void stock_maps(struct stock *s, struct object *o);

#endif
