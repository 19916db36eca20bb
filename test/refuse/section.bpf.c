/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * section.bpf.c - sections: README.md.
 */
#include "refuse.h"

extern void bpf_rcu_read_lock(void) __ksym;
extern void bpf_rcu_read_unlock(void) __ksym;

SEC("xdp")
int section_leak(struct xdp_md *ctx)
{
	bpf_rcu_read_lock();
	if (ctx->ingress_ifindex == 1) {
		MEND(, bpf_rcu_read_unlock());
		return XDP_DROP; /* section-leak: at any line */
	}
	bpf_rcu_read_unlock();
	return XDP_PASS;
}

SEC("xdp")
int section_end(struct xdp_md *ctx)
{
	bpf_rcu_read_lock();
	bpf_rcu_read_unlock();
	MEND(bpf_rcu_read_unlock(), (void)ctx); /* section-end */
	return XDP_PASS;
}

SEC("syscall")
int section_sleeps(void *ctx)
{
	long word = 0;

	MEND(bpf_rcu_read_lock(), (void)ctx);
	bpf_copy_from_user(&word, sizeof(word), NULL); /* section-sleeps */
	MEND(bpf_rcu_read_unlock(), (void)ctx);
	return word & 1;
}
