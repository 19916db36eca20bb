/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * sock.c - sockets: what contexts and helpers give, which of their members may be read, and which calls take them.
 *
 * Invariant    a socket that was looked up is given back before the program ends; what it was cast to goes with it (vreg.ref).
 * Running      no host here has sockets: programs that read one are checked, and cannot be run (lower/missing.c). One that only compares
 *              a socket with NULL can.
 * See          struct bpf_sock, struct bpf_tcp_sock, struct bpf_xdp_sock in linux/bpf.h; net/core/filter.c for what may be read.
 */
#include "verify/state.h"

#define OF(kind) (1u << KILN_SOCK_##kind)

/* Members [first, end) are of width bytes each. parts: aligned parts of one may be read, too. */
static const struct {
	uint8_t of, first, end, width;
	bool parts;
} members[] = {
	{ OF(COMMON) | OF(FULL), 0, 4, 4, false },   /* bound_dev_if */
	{ OF(COMMON) | OF(FULL), 4, 8, 4, true },    /* family */
	{ OF(FULL), 8, 16, 4, true },		     /* type, protocol */
	{ OF(FULL), 16, 24, 4, false },		     /* mark, priority */
	{ OF(COMMON) | OF(FULL), 24, 44, 4, false }, /* src_ip4, src_ip6 */
	{ OF(COMMON) | OF(FULL), 44, 48, 4, true },  /* src_port */
	{ OF(COMMON) | OF(FULL), 48, 52, 4, false }, /* dst_port and two zeros, as it was before it had 2 bytes */
	{ OF(COMMON) | OF(FULL), 48, 50, 2, true },  /* dst_port */
	{ OF(COMMON) | OF(FULL), 52, 72, 4, false }, /* dst_ip4, dst_ip6 */
	{ OF(COMMON) | OF(FULL), 72, 80, 4, true },  /* state, rx_queue_mapping */
	{ OF(TCP), 0, 80, 4, false },		     /* snd_cwnd to sacked_out */
	{ OF(TCP), 80, 96, 8, false },		     /* bytes_received, bytes_acked */
	{ OF(TCP), 96, 112, 4, false },		     /* dsack_dups to icsk_retransmits */
	{ OF(XDP), 0, 4, 4, false },		     /* queue_id */
};

static const char *const names[] = {
	[KILN_SOCK_COMMON] = "a beginning of a socket",
	[KILN_SOCK_FULL] = "a socket",
	[KILN_SOCK_TCP] = "a TCP socket",
	[KILN_SOCK_XDP] = "an XDP socket",
};

bool sock_load(struct vfy *v, uint32_t nr, int32_t off, uint32_t size)
{
	const struct vreg *base = reg_at(v, nr);
	int64_t at = (int64_t)base->off + off;

	for (size_t i = 0; i < NR_OF(members); i++)
		if (members[i].of >> base->len & 1 && at >= members[i].first && at + size <= members[i].end &&
		    at % size == 0 && (size == members[i].width || (members[i].parts && size < members[i].width)))
			return fact_mem(v, MEM_SOCK, 0, 0);
	return vfy_refuse(v, KILN_REASON_SOCK_MEMBER,
			  "read of %u bytes at %lld of %s: no member that may be read is there", size, (long long)at,
			  names[base->len]);
}

bool sock_pass(struct vfy *v, const struct kiln_helper *h, uint32_t nr, bool full)
{
	const struct vreg *r = reg_at(v, nr);

	if (r->type == REG_OBJECT && v->target)
		return typed_pass(v, h, nr, KILN_STRUCT_SOCK_COMMON);
	if (r->type != REG_SOCK || (full && r->len != KILN_SOCK_FULL))
		return vfy_refuse(v, KILN_REASON_SOCK_ARG, "%s() takes a socket in r%u, which is %s", h->name, nr,
				  r->type == REG_SOCK ? names[r->len] : reg_type_name(r));
	return !(r->flags & REG_NULLABLE) ||
	       vfy_refuse(v, KILN_REASON_HELPER_NULL, "%s(): r%u may be NULL", h->name, nr);
}

struct vreg sock_new(struct vfy *v, uint32_t what, bool nullable)
{
	struct vreg r = reg_pointer(REG_SOCK);

	r.len = what;
	if (nullable) {
		r.flags = REG_NULLABLE;
		r.id = reg_new_id(v);
	}
	return r;
}
