/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * late_pcap.h - libpcap, by late.h.
 */
#ifndef TOOL_LATE_PCAP_H
#define TOOL_LATE_PCAP_H

#include <pcap/pcap.h>

#include "late.h"

#define bpf_dump(...)		       LATE(LATE_PCAP, bpf_dump)(__VA_ARGS__)
#define bpf_image(...)		       LATE(LATE_PCAP, bpf_image)(__VA_ARGS__)
#define pcap_activate(...)	       LATE(LATE_PCAP, pcap_activate)(__VA_ARGS__)
#define pcap_breakloop(...)	       LATE(LATE_PCAP, pcap_breakloop)(__VA_ARGS__)
#define pcap_close(...)		       LATE(LATE_PCAP, pcap_close)(__VA_ARGS__)
#define pcap_compile(...)	       LATE(LATE_PCAP, pcap_compile)(__VA_ARGS__)
#define pcap_create(...)	       LATE(LATE_PCAP, pcap_create)(__VA_ARGS__)
#define pcap_datalink(...)	       LATE(LATE_PCAP, pcap_datalink)(__VA_ARGS__)
#define pcap_datalink_name_to_val(...) LATE(LATE_PCAP, pcap_datalink_name_to_val)(__VA_ARGS__)
#define pcap_dispatch(...)	       LATE(LATE_PCAP, pcap_dispatch)(__VA_ARGS__)
#define pcap_dump(...)		       LATE(LATE_PCAP, pcap_dump)(__VA_ARGS__)
#define pcap_dump_close(...)	       LATE(LATE_PCAP, pcap_dump_close)(__VA_ARGS__)
#define pcap_dump_file(...)	       LATE(LATE_PCAP, pcap_dump_file)(__VA_ARGS__)
#define pcap_dump_flush(...)	       LATE(LATE_PCAP, pcap_dump_flush)(__VA_ARGS__)
#define pcap_dump_open(...)	       LATE(LATE_PCAP, pcap_dump_open)(__VA_ARGS__)
#define pcap_fopen_offline(...)	       LATE(LATE_PCAP, pcap_fopen_offline)(__VA_ARGS__)
#define pcap_freecode(...)	       LATE(LATE_PCAP, pcap_freecode)(__VA_ARGS__)
#define pcap_geterr(...)	       LATE(LATE_PCAP, pcap_geterr)(__VA_ARGS__)
#define pcap_next_ex(...)	       LATE(LATE_PCAP, pcap_next_ex)(__VA_ARGS__)
#define pcap_open_dead(...)	       LATE(LATE_PCAP, pcap_open_dead)(__VA_ARGS__)
#define pcap_open_offline(...)	       LATE(LATE_PCAP, pcap_open_offline)(__VA_ARGS__)
#define pcap_set_promisc(...)	       LATE(LATE_PCAP, pcap_set_promisc)(__VA_ARGS__)
#define pcap_set_snaplen(...)	       LATE(LATE_PCAP, pcap_set_snaplen)(__VA_ARGS__)
#define pcap_set_timeout(...)	       LATE(LATE_PCAP, pcap_set_timeout)(__VA_ARGS__)
#define pcap_setfilter(...)	       LATE(LATE_PCAP, pcap_setfilter)(__VA_ARGS__)
#define pcap_snapshot(...)	       LATE(LATE_PCAP, pcap_snapshot)(__VA_ARGS__)
#define pcap_statustostr(...)	       LATE(LATE_PCAP, pcap_statustostr)(__VA_ARGS__)

#endif
