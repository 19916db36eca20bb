/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * filter.c - see filter.h.
 *
 * Overview     the rules of Linux's cls_bpf (net/sched/cls_bpf.c), and of clsact, which keeps the class of a packet that goes on; and those
 *              of tcx for what stands before them.
 */
#include "hook/filter.h"

enum { TC_NEXT = -1, TC_OK = 0, TC_STOLEN = 4, TC_REDIRECT = 7, TC_TRAP = 8 };
enum { MINOR = 0xffff };

bool filter_begin(const struct kiln_filter *f, struct kiln_packet *p)
{
	if (f->protocol_be && f->protocol_be != p->protocol_be)
		return false;
	if (f->action != KILN_FILTER_LINK)
		p->tc_classid = f->classid & MINOR;
	return true;
}

static bool is_action(int64_t answer)
{
	return answer == TC_OK || answer == FILTER_DROP || answer == TC_STOLEN || answer == TC_REDIRECT ||
	       answer == TC_TRAP;
}

static int64_t link_action(int64_t answer)
{
	return answer == TC_NEXT || answer == TC_OK || answer == FILTER_DROP || answer == TC_REDIRECT ? answer
												      : FILTER_REST;
}

int64_t filter_end(const struct kiln_filter *f, struct kiln_packet *p, int64_t answer)
{
	uint32_t class = p->tc_classid;
	int64_t action = is_action(answer) ? answer : TC_NEXT;

	if (f->action == KILN_FILTER_LINK) {
		action = link_action(answer);
	} else if (f->action != KILN_FILTER_DIRECT) {
		if (!answer)
			return TC_NEXT;
		class = answer == -1 ? f->classid : (uint32_t)answer;
		action = f->action == KILN_FILTER_SORTS ? TC_OK : f->action;
	}
	if (action == TC_OK)
		p->tc_index = class & MINOR;
	return action;
}
