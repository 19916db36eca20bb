/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * cbpf.h - classic BPF: the programs that libpcap compiles filters to, that SO_ATTACH_FILTER takes, and seccomp's.
 *
 * Each front turns classic instructions into eBPF, which then is proven and compiled as every program. They differ in what the
 * three machines differ in:
 *
 *	kiln_front_pcap     as libpcap's bpf_filter(): offsets have no sign, a shift by 32 or more gives 0, jumps may go backwards
 *	                    (protochain), 65,536 turns at most. Its programs are of kind kiln_kind_cbpf.
 *	kiln_front_filter   as Linux's sockets: SKF_AD_*, SKF_NET_OFF, SKF_LL_OFF, shifts by the low five bits, Linux's checks.
 *	                    Its programs are of kind kiln_kind_cbpf.
 *	kiln_front_seccomp  as Linux's seccomp: reads struct seccomp_data, 32 bits at a time. Kind "seccomp" (hook/hook.tbl).
 *
 * A load past the end of the packet ends the program with 0. The result is the low 32 bits of what kiln_run() returns.
 */
#ifndef KILN_CBPF_H
#define KILN_CBPF_H

#include <kiln/kiln.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The same bytes as struct sock_filter and libpcap's struct bpf_insn. */
struct kiln_cbpf_insn {
	uint16_t code;
	uint8_t jt, jf;
	uint32_t k;
};

enum {
	KILN_CBPF_MAX = 4096,	    /* instructions in one program */
	KILN_CBPF_PCAP_MAX = 65536, /* ... of kiln_front_pcap, and in all of kiln_front_pcap_many */
	KILN_CBPF_PROGRAMS = 32,    /* programs of kiln_front_pcap_many */
	KILN_CBPF_PROGRAM = 0xffff, /* the code of an instruction that only says: a program of k instructions follows */
};

/*
 * Several programs as one: a KILN_CBPF_PROGRAM before each. Bit i of the answer is set where program i answers anything but 0.
 * What one of them has found out of a packet, those behind it do not test again.
 */
KILN_API extern const struct kiln_front kiln_front_pcap_many;

/* The bytes are struct kiln_cbpf_insn[]. */
KILN_API extern const struct kiln_front kiln_front_pcap, kiln_front_filter, kiln_front_seccomp;

/*
 * ctx is a struct kiln_packet of which data, data_end, len and wire_len are set, and for kiln_front_filter the others as well
 * (all zero: no device, no tag, no mark). [data, data_end) is at most 65,535 bytes; a longer packet is told by len, and all of
 * it is there.
 */
KILN_API extern const struct kiln_kind kiln_kind_cbpf;

/*
 * Load what pcap_compile() made: kiln_load() with kiln_front_pcap and kiln_kind_cbpf. insns are copied; why may be NULL. The program
 * is the caller's until kiln_prog_free(). Fails as kiln_load() does; KILN_ERR_INVAL for what no classic machine takes.
 */
KILN_API enum kiln_err kiln_cbpf_load(struct kiln *k, const struct kiln_cbpf_insn *insns, uint32_t nr,
				      enum kiln_engine engine, struct kiln_prog **out, struct kiln_why *why);

/*
 * What bpf_filter(insns, data, wire_len, len) answers. Between kiln_enter and kiln_leave; pkt is the caller's, zeroed once, one
 * for each thread, and may be used again and again.
 */
static inline uint32_t kiln_cbpf_filter(const struct kiln_prog *p, struct kiln_env *env, struct kiln_packet *pkt,
					const uint8_t *data, uint32_t wire_len, uint32_t len)
{
	const struct kiln_entry *e = (const struct kiln_entry *)(const void *)p;

	if (e->packet && len <= 0xffff)
		return (uint32_t)e->packet(pkt, data, data + len);
	pkt->data = (uint8_t *)(uintptr_t)data;
	pkt->data_end = pkt->data + (len > 0xffff ? 0xffff : len);
	pkt->len = len;
	pkt->wire_len = wire_len;
	return (uint32_t)kiln_run(p, pkt, env);
}

#ifdef __cplusplus
}
#endif

#endif
