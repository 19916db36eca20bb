// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* A library with a mark, and the number that tells how many look at it. */
unsigned short mark_semaphore __attribute__((section(".probes")));
void marked(void);

void marked(void)
{
	__asm__ volatile("nop");
}
