/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * trust.c - what clients that are not trusted may: kiln_sys_opts.untrusted.
 *
 * Overview     they make maps, load programs that see packets, run them, and attach them where the host lets them. They reach no object but
 *              by a descriptor that they hold, learn no address, and nothing of theirs takes long. Their programs are hardened
 *              (KILN_ENGINE_HARDENED), and call nothing that shows other memory, waits, prints, or calls back.
 * See          jit/x64/harden.c; docs/kernel.md, "Who may".
 */
#include "base/text.h"
#include "rt/rt.h"
#include "sys/sys.h"

/* By number; the others find what the client did not make, or change what is not its own. */
enum { NR_COMMANDS = 64 };
static const bool command_ok[NR_COMMANDS] = {
	[0] = true,  /* MAP_CREATE */
	[1] = true,  /* MAP_LOOKUP_ELEM */
	[2] = true,  /* MAP_UPDATE_ELEM */
	[3] = true,  /* MAP_DELETE_ELEM */
	[4] = true,  /* MAP_GET_NEXT_KEY */
	[5] = true,  /* PROG_LOAD */
	[10] = true, /* PROG_TEST_RUN */
	[15] = true, /* OBJ_GET_INFO_BY_FD */
	[18] = true, /* BTF_LOAD */
	[21] = true, /* MAP_LOOKUP_AND_DELETE_ELEM */
	[22] = true, /* MAP_FREEZE */
	[24] = true, /* MAP_LOOKUP_BATCH */
	[25] = true, /* MAP_LOOKUP_AND_DELETE_BATCH */
	[26] = true, /* MAP_UPDATE_BATCH */
	[27] = true, /* MAP_DELETE_BATCH */
	[28] = true, /* LINK_CREATE */
	[29] = true, /* LINK_UPDATE */
	[34] = true, /* LINK_DETACH */
	[35] = true, /* PROG_BIND_MAP */
};

bool sys_trust_command(const struct kiln_sys *s, uint32_t cmd)
{
	return !s->opts.untrusted || (cmd < NR_COMMANDS && command_ok[cmd]);
}

/* -- maps ------------------------------------------------------------------------------------------------------------ */

enum { ELEMENT = 64 /* bytes beside key and value, at most */ };

static uint64_t map_len(const struct kiln_sys *s, const struct kiln_map_spec *m)
{
	bool percpu = m->type == MAP_PERCPU_HASH || m->type == MAP_PERCPU_ARRAY || m->type == MAP_LRU_PERCPU_HASH;
	uint64_t value = (uint64_t)m->value_size * (percpu ? s->k->host->nr_cpus : 1);

	/* Ring buffers have neither key nor value, and max_entries bytes. */
	return m->max_entries * (m->key_size || m->value_size ? m->key_size + value + ELEMENT : 1);
}

enum kiln_err sys_trust_map(const struct kiln_sys *s, const struct kiln_map_spec *m)
{
	const struct kiln_untrusted *u = s->opts.untrusted;

	/* Each factor first, so that their product is none that went round. */
	if (u && (m->key_size > u->max_map_len || m->value_size > u->max_map_len || map_len(s, m) > u->max_map_len))
		return KILN_ERR_PERM;
	return KILN_OK;
}

/* -- programs -------------------------------------------------------------------------------------------------------- */

/* What Linux has for everybody, of what every kind of program may call. */
static const uint8_t base_ok[] = {
	1,   /* map_lookup_elem */
	2,   /* map_update_elem */
	3,   /* map_delete_elem */
	5,   /* ktime_get_ns */
	7,   /* get_prandom_u32 */
	8,   /* get_smp_processor_id */
	12,  /* tail_call */
	42,  /* get_numa_node_id */
	87,  /* map_push_elem */
	88,  /* map_pop_elem */
	89,  /* map_peek_elem */
	125, /* ktime_get_boot_ns */
	130, /* ringbuf_output */
	131, /* ringbuf_reserve */
	132, /* ringbuf_submit */
	133, /* ringbuf_discard */
	134, /* ringbuf_query */
	195, /* map_lookup_percpu_elem */
	208, /* ktime_get_tai_ns */
};
/* Groups of helpers that belong to what a program is for. */
static const uint64_t own_groups = KILN_GROUP_XDP | KILN_GROUP_SKB | KILN_GROUP_TC | KILN_GROUP_NET |
				   KILN_GROUP_FILTER | KILN_GROUP_CG_SKB;

static bool helper_ok(const struct kiln_kind *kind, uint32_t id)
{
	const struct kiln_helper *h = NULL;

	for (size_t i = 0; i < NR_OF(base_ok); i++)
		if (base_ok[i] == id)
			return true;
	for (uint32_t i = 0; (h = kiln_helper_at(i)) && h->id != id; i++)
		;
	/* One that does not exist is for the verifier to name. */
	return !h || h->group & kind->groups & own_groups;
}

static bool insn_ok(const struct kiln_kind *kind, const struct kiln_insn *insn)
{
	enum { CALL = 0x85, MAY_GOTO = 0xe5, CALLX = 0x8d, HELPER = 0, SUBPROGRAM = 1 };

	if (insn->code == MAY_GOTO || insn->code == CALLX)
		return false;
	if (insn->code != CALL || insn->src == SUBPROGRAM)
		return true;
	return insn->src == HELPER && helper_ok(kind, (uint32_t)insn->imm);
}

enum kiln_err sys_trust_code(const struct kiln_sys *s, const struct kiln_kind *kind, const struct kiln_insn *insns,
			     uint32_t nr)
{
	static const char *const kinds[] = { "socket_filter", "cgroup_skb", "xdp", "sched_cls" };
	const struct kiln_untrusted *u = s->opts.untrusted;
	bool ok = false;

	if (!u)
		return KILN_OK;
	for (size_t i = 0; i < NR_OF(kinds); i++)
		ok |= text_same(kind->name, kinds[i]);
	if (!ok)
		return KILN_ERR_PERM;
	if (nr > u->max_insns)
		return KILN_ERR_COMPLEX;
	for (uint32_t i = 0; i < nr; i += insn_is_wide(&insns[i]) ? 2 : 1)
		if (!insn_ok(kind, &insns[i]))
			return KILN_ERR_PERM;
	return KILN_OK;
}

void sys_trust_opts(const struct kiln_sys *s, struct kiln_load_opts *o)
{
	if (!s->opts.untrusted)
		return;
	o->engine = KILN_ENGINE_HARDENED;
	o->no_leak = true;
	o->fuel = 0; /* what is proven bounds a run, and nothing else does */
	o->max_processed = s->opts.untrusted->max_processed;
}

uint64_t sys_trust_run(const struct kiln_sys *s)
{
	uint64_t max = s->opts.untrusted ? s->opts.untrusted->max_run_insns : s->opts.max_run_insns;

	return max ? max : UINT64_MAX;
}
