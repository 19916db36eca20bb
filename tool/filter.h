/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * filter.h - kiln filter: what its files share.
 */
#ifndef TOOL_FILTER_H
#define TOOL_FILTER_H

#include "late_pcap.h"

#include <kiln/cbpf.h>

#include "tool.h"

enum { FILTERS_MAX = 32 };

/* Expressions, or programs, that are asked of the same packets; compiled for one link type. */
struct filters {
	uint32_t nr;
	const char *name[FILTERS_MAX]; /* NULL: the only one, without a name */
	struct bpf_program code[FILTERS_MAX];
	bool plain;		/* one filter: the program's answer is its own; else bit i tells of filter i */
	struct kiln_prog *prog; /* NULL: the kernel decides, or all are alone */
	struct kiln_prog *alone[FILTERS_MAX]; /* of several: those with loops that are not joined, each by itself */
	uint32_t joined; /* of several: the others, whose answers are those of prog, in their order */
	int sock[2];	 /* of the kernel's machine; -1: none */
};

/* What is asked for, before it is known of which link type. */
struct filter_source {
	const char *name, *expression;
	struct bpf_program code; /* bf_insns NULL: compile expression */
};

/* Compiles all for pcap's link type. False after complaining. */
bool filters_compile(struct filters *f, const struct filter_source *src, uint32_t nr, pcap_t *pcap);
/* Loads what was compiled, or gives it to the kernel. False after telling why. */
bool filters_load(struct filters *f, struct kiln *k, enum kiln_engine engine, bool offload, bool json);
void filters_free(struct filters *f);
/* One filter: its answer; several: bit i is set where filter i answers anything but 0. Between kiln_enter and kiln_leave. */
uint32_t filters_ask(const struct filters *f, struct kiln_env *env, struct kiln_packet *pkt, const uint8_t *data,
		     uint32_t len, uint32_t wire_len);

/* A program in the form that tcpdump -ddd prints. False after complaining. */
bool filter_read(const char *path, struct bpf_program *code);
/* As tcpdump -d, -dd, -ddd (form 1, 2, 3). */
void filters_print(const struct filters *f, int form);
/* Expression, classic instructions, eBPF, native code, side by side. */
void filters_explain(const struct filters *f, bool json);

#endif
