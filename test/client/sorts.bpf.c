/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * sorts.bpf.c - filters of traffic control: those that sort packets into classes, and direct ones.
 */
#include <linux/bpf.h>
#include <linux/pkt_cls.h>

#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

enum { CLASS = 0x10005, MINOR = 0xffff };

/* clang-format off */
SEC("none") int is_none(struct __sk_buff *skb) { return 0; }
SEC("all") int is_all(struct __sk_buff *skb) { return -1; }
SEC("class") int is_class(struct __sk_buff *skb) { return CLASS; }
SEC("ok") int is_ok(struct __sk_buff *skb) { return TC_ACT_OK; }
SEC("shot") int is_shot(struct __sk_buff *skb) { return TC_ACT_SHOT; }
SEC("pipe") int is_pipe(struct __sk_buff *skb) { return TC_ACT_PIPE; }
SEC("by_class") int is_by_class(struct __sk_buff *skb) { return skb->tc_classid == (CLASS & MINOR) ? TC_ACT_SHOT : TC_ACT_OK; }
SEC("tagged") int is_tagged(struct __sk_buff *skb) { return bpf_skb_vlan_push(skb, bpf_htons(0x8100), 7) ? TC_ACT_SHOT : TC_ACT_OK; }
/* clang-format on */

char _license[] SEC("license") = "GPL";
