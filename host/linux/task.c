// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * task.c - what programs ask about where they run: clocks, the task, memory that may not be there, text, the CPU.
 */
#include "linux.h"

#include <linux/cred.h>
#include <linux/irq_work.h>
#include <linux/jiffies.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/timekeeping.h>
#include <linux/uaccess.h>

#include <asm/cpufeature.h>

/* Those that may be called from anywhere. */
uint64_t linux_clock(void *cookie, enum kiln_clock which)
{
	switch (which) {
	case KILN_CLOCK_MONOTONIC:
		return ktime_get_mono_fast_ns();
	case KILN_CLOCK_BOOT:
		return ktime_get_boot_fast_ns();
	case KILN_CLOCK_COARSE:
		return ktime_get_coarse_ns();
	case KILN_CLOCK_TAI:
		return ktime_get_tai_fast_ns();
	case KILN_CLOCK_JIFFIES:
		return get_jiffies_64();
	}
	return 0;
}

/* xorshift64* (Marsaglia, Vigna), each CPU its own: the kernel's generator takes locks that a probe may stand in. */
static DEFINE_PER_CPU(uint64_t, random_state);

uint32_t linux_random(void *cookie)
{
	uint64_t *s = this_cpu_ptr(&random_state), v = *s;

	if (!v)
		v = ktime_get_mono_fast_ns() ^ (uintptr_t)s;
	v ^= v >> 12;
	v ^= v << 25;
	v ^= v >> 27;
	*s = v;
	return (uint32_t)((v * 0x2545f4914f6cdd1dull) >> 32);
}

uint32_t linux_secret(void *cookie)
{
	return get_random_u32();
}

/*
 * Text of programs waits here until an interrupt of the CPU's own writes it to the kernel's log: a probe may stand where that would
 * wait for itself. What finds no room is lost.
 */
enum { NR_LINES = 128, LINE_LEN = 128 };
static struct {
	raw_spinlock_t lock;
	uint32_t head, tail;
	char line[NR_LINES][LINE_LEN];
} lines = { .lock = __RAW_SPIN_LOCK_UNLOCKED(lines.lock) };

static bool line_take(char *to)
{
	unsigned long flags;
	bool any;

	kiln_lock_enter();
	raw_spin_lock_irqsave(&lines.lock, flags);
	any = lines.head != lines.tail;
	if (any)
		memcpy(to, lines.line[lines.tail++ % NR_LINES], LINE_LEN);
	raw_spin_unlock_irqrestore(&lines.lock, flags);
	kiln_lock_leave();
	return any;
}

static void lines_print(struct irq_work *irq)
{
	char line[LINE_LEN];

	while (line_take(line))
		pr_info("%s\n", line);
}
static DEFINE_IRQ_WORK(lines_work, lines_print);

void linux_print(void *cookie, const char *text, size_t len)
{
	unsigned long flags;

	if (len && text[len - 1] == '\n')
		len--;
	kiln_lock_enter();
	raw_spin_lock_irqsave(&lines.lock, flags);
	if (lines.head - lines.tail < NR_LINES)
		scnprintf(lines.line[lines.head++ % NR_LINES], LINE_LEN, "%.*s", (int)len, text);
	raw_spin_unlock_irqrestore(&lines.lock, flags);
	kiln_lock_leave();
	irq_work_queue(&lines_work);
}

void linux_print_end(void)
{
	irq_work_sync(&lines_work);
}

enum kiln_err linux_task(void *cookie, enum kiln_task what, void *buf, size_t len)
{
	uint64_t v = 0;

	switch (what) {
	case KILN_TASK_PID_TGID:
		v = (uint64_t)current->tgid << 32 | (uint32_t)current->pid;
		break;
	case KILN_TASK_UID_GID:
		v = (uint64_t)from_kgid(&init_user_ns, current_gid()) << 32 | from_kuid(&init_user_ns, current_uid());
		break;
	case KILN_TASK_SELF:
		v = (uintptr_t)current;
		break;
	case KILN_TASK_COMM:
		if (len != TASK_COMM_LEN)
			return KILN_ERR_INVAL;
		strscpy_pad(buf, current->comm, len);
		return KILN_OK;
	}
	if (len != sizeof(v))
		return KILN_ERR_INVAL;
	memcpy(buf, &v, sizeof(v));
	return KILN_OK;
}

enum kiln_err linux_peek(void *cookie, void *dst, uint64_t addr, size_t len, bool user)
{
	long ret = user ? copy_from_user_nofault(dst, (const void __user *)addr, len)
			: copy_from_kernel_nofault(dst, (const void *)addr, len);

	return ret ? KILN_ERR_FAULT : KILN_OK;
}

uint32_t linux_cpu_features(void)
{
	return (boot_cpu_has(X86_FEATURE_BMI1) ? KILN_CPU_BMI1 : 0) |
	       (boot_cpu_has(X86_FEATURE_BMI2) ? KILN_CPU_BMI2 : 0) |
	       (boot_cpu_has(X86_FEATURE_MOVBE) ? KILN_CPU_MOVBE : 0) |
	       (boot_cpu_has(X86_FEATURE_XMM4_2) ? KILN_CPU_CRC32 : 0);
}
