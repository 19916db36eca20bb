/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * seccomp.h - what a classic seccomp policy decides, exactly.
 *
 * A policy is a classic BPF program over struct seccomp_data. It is turned into a decision diagram whose variables are the
 * bits of the data, in the order of enum kiln_policy_field. The diagram is canonical: two policies of one store decide the
 * same for every call if and only if their roots are the same number. Nothing is sampled.
 *
 * Life       a store holds policies and nodes; all go with it. A node is a number, valid as long as its store.
 * Threads    one at a time for a store. All calls may sleep (they allocate), and use up to 128 KiB of stack.
 * Cost       bounded: a store holds at most max_nodes nodes, and each call takes a bounded number of steps; what needs more
 *            is refused with KILN_ERR_COMPLEX. Docker's policy of 1,144 instructions takes a few milliseconds.
 */
#ifndef KILN_SECCOMP_H
#define KILN_SECCOMP_H

#include <kiln/cbpf.h>

#ifdef __cplusplus
extern "C" {
#endif

/* As struct seccomp_data of linux/seccomp.h. */
struct kiln_call {
	int32_t nr;
	uint32_t arch; /* AUDIT_ARCH_* */
	uint64_t ip, arg[6];
};

enum kiln_policy_field {
	KILN_POLICY_ARCH,
	KILN_POLICY_NR,
	KILN_POLICY_ARG0,
	KILN_POLICY_IP = KILN_POLICY_ARG0 + 6,
	KILN_POLICY_LEAF, /* no field: a node that is a result */
};

struct kiln_policies;
struct kiln_policy;

/* An empty store. max_nodes 0: four million (about 100 MiB). *out is the caller's, until kiln_policies_free(). */
KILN_API enum kiln_err kiln_policies_new(const struct kiln_host *host, uint32_t max_nodes, struct kiln_policies **out);
KILN_API void kiln_policies_free(struct kiln_policies *s);

/*
 * Checks a policy as seccomp(2) does, and finds what it decides. *out belongs to the store. Fails with KILN_ERR_INVAL where the
 * kernel would not take it (why, which may be NULL, names the instruction), with NOMEM or COMPLEX.
 */
KILN_API enum kiln_err kiln_policy_read(struct kiln_policies *s, const struct kiln_cbpf_insn *insns, size_t nr,
					struct kiln_policy **out, struct kiln_why *why);
KILN_API uint32_t kiln_policy_root(const struct kiln_policy *p);
/* Can any call reach instruction i? */
KILN_API bool kiln_policy_reached(const struct kiln_policy *p, uint32_t i);
/* The most instructions that a call of this number can execute, whatever its arguments. */
KILN_API uint32_t kiln_policy_steps(struct kiln_policy *p, uint32_t arch, uint32_t nr);

/* -- looking at a diagram ------------------------------------------------------------------------------------------ */

/* The field that a node asks first. */
KILN_API enum kiln_policy_field kiln_policy_field(const struct kiln_policies *s, uint32_t node);
/* How many of that field's low bits it asks, from its first on. Not of a leaf. */
KILN_API uint32_t kiln_policy_width(const struct kiln_policies *s, uint32_t node);
/* What a leaf says: the filter's 32-bit return value. */
KILN_API uint32_t kiln_policy_result(const struct kiln_policies *s, uint32_t leaf);
KILN_API uint32_t kiln_policy_decide(const struct kiln_policies *s, uint32_t root, const struct kiln_call *call);

/*
 * Where value of the field leads: a node that does not ask this field. Fields before it must not be asked by node. *last (may
 * be NULL) is the last of the values from value on that all lead there; it may be an earlier one where a search takes long.
 */
KILN_API uint32_t kiln_policy_follow(const struct kiln_policies *s, uint32_t node, enum kiln_policy_field field,
				     uint64_t value, uint64_t *last);
/* Values v of the field with (v & mask) == value. */
struct kiln_policy_cube {
	uint64_t mask, value;
};
/*
 * The values of node's first field that lead to the node to, as cubes that do not overlap. Returns how many there are; max + 1:
 * more than max, or so many that the search takes long. out is not filled further than max.
 */
KILN_API uint32_t kiln_policy_cubes(const struct kiln_policies *s, uint32_t node, uint32_t to,
				    struct kiln_policy_cube *out, uint32_t max);
/* The nodes to which node's first field leads, each once, up to max. Returns how many there are, at most 65,536; 0: no memory. */
KILN_API uint32_t kiln_policy_targets(struct kiln_policies *s, uint32_t node, uint32_t *out, uint32_t max);

/*
 * What two policies decide together: a diagram whose leaf is 0 where they agree, else a number for kiln_policy_pair().
 */
KILN_API enum kiln_err kiln_policy_diff(struct kiln_policies *s, uint32_t a, uint32_t b, uint32_t *out);
KILN_API void kiln_policy_pair(const struct kiln_policies *s, uint32_t number, uint32_t *a, uint32_t *b);

/* What two filters of one process decide together: the stricter action, of equal ones that of newer. */
KILN_API enum kiln_err kiln_policy_join(struct kiln_policies *s, uint32_t older, uint32_t newer, uint32_t *out);

/*
 * A classic program that decides what root says, with few instructions on each way: call numbers by a search tree, arguments
 * by comparisons and masks. Writes at most max instructions, the number to *nr. KILN_ERR_COMPLEX where it does not fit.
 * It is as trustworthy as any other: read it into the same store, and compare roots.
 */
KILN_API enum kiln_err kiln_policy_write(struct kiln_policies *s, uint32_t root, struct kiln_cbpf_insn *out,
					 uint32_t max, uint32_t *nr);

#ifdef __cplusplus
}
#endif

#endif
