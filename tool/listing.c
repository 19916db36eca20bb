/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * listing.c - see listing.h.
 */
#include "listing.h"

#include <stdio.h>
#include <string.h>

#include <bpf/btf.h>

void listing_open(struct listing *l, const struct object *o, const struct object_prog *p, bool native)
{
	*l = (struct listing){ .o = o, .p = p };
	if (p->prog)
		kiln_prog_info(p->prog, &l->info);
	l->cs_open = native && l->info.code && cs_open(CS_ARCH_X86, CS_MODE_64, &l->cs) == CS_ERR_OK;
}

void listing_close(struct listing *l)
{
	if (l->cs_open)
		cs_close(&l->cs);
}

const char *listing_source(struct listing *l, uint32_t pc, const struct bpf_line_info **record)
{
	const struct bpf_line_info *li = l->p->opts.line_info;
	const char *text = NULL;

	for (; li && l->line < l->p->opts.nr_line_info && li[l->line].insn_off <= pc; l->line++) {
		if (li[l->line].insn_off != pc)
			continue;
		text = btf__name_by_offset(l->o->btf, li[l->line].line_off);
		if (record)
			*record = &li[l->line];
	}
	if (!text || !*text)
		return NULL;
	snprintf(l->text, sizeof(l->text), "%s", text + strspn(text, " \t"));
	kiln_text_plain(l->text);
	return l->text;
}

void listing_map(const struct listing *l, const struct kiln_insn *insn, char *buf, size_t cap)
{
	bool value = insn->src == KILN_WIDE_VALUE_IDX;

	buf[0] = 0;
	if (insn->code != 0x18 || (insn->src != KILN_WIDE_MAP_IDX && !value) ||
	    (uint32_t)insn->imm >= l->p->opts.nr_maps)
		return;
	for (uint32_t i = 0; i < l->o->nr_maps; i++)
		if (l->o->map[i].map == l->p->opts.maps[insn->imm])
			snprintf(buf, cap, value ? "%s+%d" : "%s", l->o->map[i].name, insn[1].imm);
}

void listing_native(struct listing *l, uint32_t pc, void (*fn)(void *arg, const cs_insn *in, bool first), void *arg)
{
	size_t from = l->cs_open ? l->info.code_off[pc] : KILN_NO_OFF, end, len, nr;
	cs_insn *in;

	if (from == KILN_NO_OFF)
		return;
	end = l->info.code_off[l->p->nr_insns];
	for (uint32_t i = 0; i < l->p->nr_insns; i++)
		if (l->info.code_off[i] > from && l->info.code_off[i] < end)
			end = l->info.code_off[i];
	len = end - from;
	nr = cs_disasm(l->cs, l->info.code + from, len, (uint64_t)(uintptr_t)(l->info.code + from), 0, &in);
	for (size_t i = 0; i < nr; i++)
		fn(arg, &in[i], i == 0);
	if (nr)
		cs_free(in, nr);
}
