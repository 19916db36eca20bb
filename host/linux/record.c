// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * record.c - tracepoints with their records, as tracefs says in `format`: programs of the kind tracepoint.
 *
 * Overview     the kernel makes the record for a counter of the tracepoint; there is one on each CPU. A counter's handler is shown it.
 * Invariant    a program sees the record and then zeros, as far as its kind lets it read: what a record before had is not there.
 * Cost         the record is copied, and what was longer before is cleared.
 * Threads      a CPU's room is used by the one program that runs there. CPUs that come later have no counter.
 */
#include "device.h"

#include <linux/cpumask.h>
#include <linux/perf_event.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

enum { RECORD_MAX = 8192 }; /* the kind's context */

static struct room {
	uint32_t used; /* what is behind it is 0 */
	uint8_t record[RECORD_MAX] __aligned(8);
} * *rooms; /* one a CPU */

struct records {
	struct source source;
	struct perf_event *event[]; /* one a CPU; NULL: it is not there */
};

static void record_fill(struct room *r, const void *record, uint32_t len)
{
	memcpy(r->record, record, len);
	if (r->used > len)
		memset(r->record + len, 0, r->used - len);
	r->used = len;
}

static void at_record(struct perf_event *event, struct perf_sample_data *data, struct pt_regs *regs)
{
	struct records *all = event->overflow_handler_context;
	const struct perf_raw_frag *raw = data->raw ? &data->raw->frag : NULL;
	struct kiln_env *env = raw ? source_enter(&all->source) : NULL;
	struct room *room;

	if (!env)
		return;
	room = rooms[env->cpu];
	record_fill(room, raw->data, min_t(uint32_t, raw->size, RECORD_MAX));
	kiln_hook_run(all->source.hook, room->record, env);
	linux_run_end(all->source.k, env);
}

static void tracepoint_end(struct source *s)
{
	struct records *all = container_of(s, struct records, source);
	int cpu;

	for_each_possible_cpu(cpu) if (all->event[cpu]) perf_event_release_kernel(all->event[cpu]);
	synchronize_rcu();
	kfree(all);
}

static int tracepoint_open(struct records *all, uint64_t id)
{
	struct perf_event_attr attr = { .size = sizeof(attr),
					.type = PERF_TYPE_TRACEPOINT,
					.config = id,
					.sample_type = PERF_SAMPLE_RAW,
					.sample_period = 1 };
	int cpu;

	for_each_online_cpu(cpu)
	{
		struct perf_event *event = perf_event_create_kernel_counter(&attr, cpu, NULL, at_record, all);

		if (IS_ERR(event) && PTR_ERR(event) != -ENODEV) /* the CPU went meanwhile */
			return PTR_ERR(event);
		all->event[cpu] = IS_ERR(event) ? NULL : event;
	}
	return 0;
}

static enum kiln_err tracepoint_begin(struct kiln *k, const struct kiln_place *at, struct source **out)
{
	struct records *all;
	unsigned long long id;
	int err;

	if (sscanf(at->name, "tp:%llu", &id) != 1)
		return KILN_ERR_INVAL;
	all = kzalloc(struct_size(all, event, nr_cpu_ids), GFP_KERNEL);
	if (!all)
		return KILN_ERR_NOMEM;
	all->source = (struct source){ .ops = &source_tracepoint, .k = k };
	err = tracepoint_open(all, id);
	if (err) {
		tracepoint_end(&all->source);
		return err == -ENOMEM ? KILN_ERR_NOMEM : err == -EPERM ? KILN_ERR_PERM : KILN_ERR_INVAL;
	}
	*out = &all->source;
	return KILN_OK;
}

const struct source_ops source_tracepoint = { .kind = "tracepoint", .begin = tracepoint_begin, .end = tracepoint_end };

/* -- life ------------------------------------------------------------------------------------------------------------ */

void record_end(void)
{
	int cpu;

	for_each_possible_cpu(cpu) kvfree(rooms[cpu]);
	kfree(rooms);
}

enum kiln_err record_begin(void)
{
	int cpu;

	rooms = kcalloc(nr_cpu_ids, sizeof(*rooms), GFP_KERNEL);
	if (!rooms)
		return KILN_ERR_NOMEM;
	for_each_possible_cpu(cpu)
	{
		rooms[cpu] = kvzalloc(sizeof(*rooms[cpu]), GFP_KERNEL);
		if (!rooms[cpu]) {
			record_end();
			return KILN_ERR_NOMEM;
		}
	}
	return KILN_OK;
}
