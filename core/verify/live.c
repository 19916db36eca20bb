/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * live.c - which registers may still be read, for every instruction of a function.
 *
 * Overview     the classic backward analysis. What is not read later is left out of kept states: so they are small, and
 *              states that differ only in leftovers are the same.
 * Invariant    info[pc].live holds every register that some path from pc, inside its function, reads before it writes it.
 * Cost         a few passes over the code; one pass where nothing jumps back.
 */
#include "verify/state.h"

static uint16_t live_after(const struct vfy *v, uint32_t pc)
{
	const struct insn_info *in = &v->info[pc];
	uint8_t form = insn_rows[in->op].form;
	uint32_t next = pc + 1 + insn_is_wide(&v->p->insns[pc]);
	uint16_t live = 0;

	if (form == FORM_NONE)
		return 0;
	if (form == FORM_JMP_IMM || form == FORM_JMP_REG || form == FORM_GOTO || form == FORM_GOTOL ||
	    form == FORM_MAY_GOTO)
		live = v->info[in->target].live;
	if (form != FORM_GOTO && form != FORM_GOTOL)
		live |= v->info[next].live;
	return live;
}

bool live_build(struct vfy *v)
{
	bool grew = true;

	while (grew) {
		grew = false;
		for (uint32_t pc = v->p->nr_insns; pc-- > 0;) {
			struct insn_info *in = &v->info[pc];
			uint16_t live;

			if (in->flags & INSN_HALF)
				continue;
			live = (uint16_t)((live_after(v, pc) & ~in->def) | in->use);
			grew |= live != in->live && in->flags & INSN_BACK;
			in->live = live;
		}
	}
	return true;
}
