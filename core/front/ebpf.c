/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * ebpf.c - the front for programs that are eBPF instructions already.
 *
 * Cost         one copy, in the load's arena. What the instructions mean is the verifier's to find out.
 */
#include <kiln/kiln.h>

#include "base/arena.h"
#include "base/reason.h"
#include "base/text.h"

static enum kiln_err refuse_length(struct kiln_why *why, const char *form, size_t n)
{
	struct text t;

	if (why) {
		t = TEXT(why->what);
		text_printf(&t, form, n);
		why->err = KILN_ERR_FORMAT;
		why->reason = KILN_REASON_LENGTH;
	}
	return KILN_ERR_FORMAT;
}

static enum kiln_err ebpf_read(struct arena *a, const void *bytes, size_t len, const struct kiln_load_opts *opts,
			       struct kiln_source *out, struct kiln_why *why)
{
	size_t nr = len / sizeof(struct kiln_insn);
	struct kiln_insn *insns;

	(void)opts;
	if (!len || len % sizeof(struct kiln_insn))
		return refuse_length(why, "%zu bytes: not a whole number of 8-byte instructions, at least one", len);
	if (nr > KILN_MAX_INSNS)
		return refuse_length(why, "%zu instructions, of which a program has at most a million", nr);
	insns = arena_dirty_array(a, nr, sizeof(*insns));
	if (!insns)
		return KILN_ERR_NOMEM;
	memcpy(insns, bytes, len);
	*out = (struct kiln_source){ .insns = insns, .nr_insns = (uint32_t)nr };
	return KILN_OK;
}

const struct kiln_front kiln_front_ebpf = { .name = "ebpf", .read = ebpf_read };
