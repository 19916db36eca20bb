/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
#include "prog/prog.h"

uint32_t prog_sub_of(const struct kiln_prog *p, uint32_t pc)
{
	uint32_t low = 0, high = p->nr_subs;

	while (high - low > 1) { /* subs[low].first <= pc < subs[high].first */
		uint32_t mid = low + (high - low) / 2;

		if (p->subs[mid].first <= pc)
			low = mid;
		else
			high = mid;
	}
	return low;
}
