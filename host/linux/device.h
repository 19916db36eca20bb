/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * device.h - what belongs to /dev/kiln: the machine, and where its events come from.
 */
#ifndef HOST_LINUX_DEVICE_H
#define HOST_LINUX_DEVICE_H

#include "linux.h"

#include <kiln/sys.h>

/* device.c */
enum kiln_err device_begin(struct kiln *k);
/* No descriptor is open, for each holds the module. */
void device_end(void);

/* A place that events come from. Each source fills its own struct around it. */
struct source_ops;
struct source {
	const struct source_ops *ops;
	struct kiln *k;
	struct kiln_hook *hook;
	const struct kiln_kind *kind;
};

struct source_ops {
	const char *kind;     /* of programs */
	uint32_t attach_type; /* 0: any */
	enum kiln_err (*begin)(struct kiln *k, const struct kiln_place *at, struct source **out);
	/* When it returns, no event of it is under way, or will come. */
	void (*end)(struct source *s);
};

/* source.c: kiln_sys_opts.place and .place_gone */
enum kiln_err source_begin(void *cookie, const struct kiln_place *at, struct kiln_hook *hook, void **own);
void source_end(void *cookie, void *own);
/* kiln_sys_opts.lacks */
const char *source_lacks(void *cookie, const struct kiln_kind *kind);

/* What a program asked for by redirecting: an interface, or the key in a map, which is there as long as the event is a reader. */
struct redirect {
	struct kiln_map *map;
	uint64_t key;
};

/* An event of which programs see and change nothing but ctx: at which of the source's spots it is. */
void source_run_at(struct source *s, uint32_t spot, void *ctx);
/* The environment in which s->hook may be run now, until linux_run_end(); NULL: it cannot be here, or nothing is there yet. */
struct kiln_env *source_enter(struct source *s);
/* Runs what is attached. False: it could not be run here, or nothing is there to be run yet. to may be NULL. */
bool source_run(struct source *s, void *ctx, int64_t *verdict, struct redirect *to);

/* probe.c */
extern const struct source_ops source_kprobe, source_fentry, source_fexit;
extern const struct source_ops source_raw_tracepoint, source_tp_btf;

/* file.c */
extern const struct source_ops source_file;

/* counter.c */
extern const struct source_ops source_counter;
struct kiln_device_perf;
/* The name that a counter's place has; false: there is no such counter. */
bool counter_name(const struct kiln_device_perf *perf, char *name, size_t cap);

/* record.c */
extern const struct source_ops source_tracepoint;
enum kiln_err record_begin(void);
void record_end(void);

/* perf.c: what a client asks for with KILN_DEVICE_PERF, read and checked. 0, and perf.name is to be freed by kfree(); or -errno. */
struct perf_ask {
	struct kiln_perf perf;
	uint32_t cpu; /* of an output */
};
int perf_ask(const void __user *arg, struct perf_ask *ask);

/* types.c: the kernel's own, read when the first program asks for them. NULL: there are none. The device's lock. */
const struct kiln_btf *types_of(void *cookie);
void types_end(void);

/* net.c */
extern const struct source_ops source_xdp, source_tcx_in, source_tcx_out, source_netfilter, source_packet_filter;
extern const struct source_ops source_tap_in, source_tap_out;
enum kiln_err net_begin(void);
void net_end(void);
bool net_interface(void *cookie, uint64_t net, uint32_t ifindex);
/* The network namespace of who calls, by its number, which is never 0. */
uint64_t net_number(void *cookie);

#endif
