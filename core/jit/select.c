/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * select.c - which target the machine is: the only place of the core that asks for the CPU.
 */
#include "jit/target.h"

const struct jit_target *jit_select(void)
{
#if defined(__x86_64__) && defined(_WIN64)
	return &jit_x64_win;
#elif defined(__x86_64__)
	return &jit_x64;
#else
	return NULL;
#endif
}
