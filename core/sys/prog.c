/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * prog.c - programs are loaded, and given maps to keep.
 *
 * Overview     the client's instructions name maps by descriptors; they become indexes into a list of maps, which is the form that
 *              kiln_load() takes. What the verifier says goes into the client's log.
 * Later        what is not proven soon a client may take over (kiln_client.later): then that is done beside other calls. It holds the
 *              objects that the program is about.
 */
#include "base/reason.h"
#include "sys/map.h"

enum {
	FLAG_SLEEPABLE = 1 << 4,
	FLAGS_KNOWN = 0xff, /* BPF_F_STRICT_ALIGNMENT to BPF_F_TEST_REG_INVARIANTS */
	USED_MAPS_MAX = 64,
	FD_ARRAY_MAX = 4096, /* of an array that is all the program's: each map and each BTF many times over */
	WIDE = 0x18,
	RELO_LEN = 16,	  /* struct bpf_core_relo */
	RECORD_MAX = 252, /* bytes of a func_info or line_info of a newer client */
	LOG_STATS = 4,
	LOG_WALK = 2,
	FUNC_RECORDS_MAX = KILN_MAX_INSNS,
	/* Of a program that is proven soon: of its code, and of that by its proof. */
	SOON_INSNS = 2048,
	SOON_PROCESSED = 8192
};
enum {
	TYPE_CGROUP_SOCK = 9,
	TYPE_SK_REUSEPORT = 21,
	TYPE_EXT = 28,
	TYPE_SYSCALL = 31,
	TYPE_TRACING = 26,
	TYPE_LSM = 29,
	TYPE_STRUCT_OPS = 27
};

/*
 * Refusals whose errno is not the one that Kiln gives them. Linux says EINVAL of what is no program at all, of rules that are broken
 * as a whole, and of helpers that are not for this kind; EACCES of what is done with memory.
 */
static const uint8_t invalid[] = {
	KILN_REASON_OPCODE,	  KILN_REASON_RESERVED,
	KILN_REASON_REGISTER,	  KILN_REASON_JUMP,
	KILN_REASON_JUMP_MIDDLE,  KILN_REASON_CALL_TARGET,
	KILN_REASON_FALL_OFF,	  KILN_REASON_LENGTH,
	KILN_REASON_FUNCTIONS,	  KILN_REASON_UNSUPPORTED,
	KILN_REASON_KFUNC,	  KILN_REASON_CALLX,
	KILN_REASON_PACKET_LOAD,  KILN_REASON_HELPER_UNKNOWN,
	KILN_REASON_HELPER_KIND,  KILN_REASON_HELPER_SLEEPS,
	KILN_REASON_HELPER_MAP,	  KILN_REASON_HELPER_GPL,
	KILN_REASON_RET_RANGE,	  KILN_REASON_LOOP,
	KILN_REASON_RECURSION,	  KILN_REASON_REF_LEAK,
	KILN_REASON_REF_DOUBLE,	  KILN_REASON_RECORD_ARG,
	KILN_REASON_DYNPTR_ARG,	  KILN_REASON_DYNPTR_KIND,
	KILN_REASON_DYNPTR_ROOM,  KILN_REASON_ITER_ARG,
	KILN_REASON_ITER_ROOM,	  KILN_REASON_LOCK,
	KILN_REASON_LOCK_TWICE,	  KILN_REASON_LOCK_CALL,
	KILN_REASON_LOCK_HELPER,  KILN_REASON_UNLOCK_FREE,
	KILN_REASON_UNLOCK_OTHER, KILN_REASON_LOCK_ARG,
	KILN_REASON_LOCK_PLACE,	  KILN_REASON_CALLBACK_RESULT,
	KILN_REASON_CALLBACK_ARG, KILN_REASON_ATOMIC,
	KILN_REASON_BTF,	  KILN_REASON_FUNC_ARG,
	KILN_REASON_FUNC_DECL,	  KILN_REASON_FUNC_TAG,
	KILN_REASON_FUNC_RESULT,  KILN_REASON_MAP_SLEEPS,
	KILN_REASON_MAP_LOCK,	  KILN_REASON_MAP_TIMER,
	KILN_REASON_MAP_KIND,	  KILN_REASON_TAIL_CALL,
	KILN_REASON_STRING_ARG,	  KILN_REASON_KERNEL_VAR,
	KILN_REASON_LOCAL_TYPE,	  KILN_REASON_LOCAL_ARG,
};

static enum kiln_err refused(const struct kiln_why *why, enum kiln_err err)
{
	for (size_t i = 0; err == KILN_ERR_UNSAFE && i < NR_OF(invalid); i++)
		if (invalid[i] == why->reason)
			return KILN_ERR_INVAL;
	return err;
}

/* A load on its way. */
struct load {
	struct kiln_work work; /* first */
	struct call *c;
	struct sys_log log;
	struct kiln_insn *insns;
	struct kiln_map *maps[USED_MAPS_MAX];
	struct kiln_object *map_objects[USED_MAPS_MAX];
	uint32_t nr_maps;
	char licence[128];
	uint8_t tag[SYS_TAG_LEN];
	struct kiln_object *btf;
	struct kiln_load_opts opts;
	struct kiln_why why;
	struct kiln_prog *prog;
	enum kiln_err err;
};

/* -- maps that instructions name ------------------------------------------------------------------------------------- */

static enum kiln_err map_index(struct load *l, struct kiln_object *o, uint32_t *at)
{
	for (*at = 0; *at < l->nr_maps; (*at)++)
		if (l->map_objects[*at] == o)
			return KILN_OK;
	if (l->nr_maps == USED_MAPS_MAX)
		return KILN_ERR_COMPLEX;
	l->map_objects[l->nr_maps] = o;
	l->maps[l->nr_maps++] = o->map;
	return KILN_OK;
}

/* The descriptor that a wide load names, itself or by its place in fd_array. */
static enum kiln_err map_fd(struct load *l, const struct kiln_insn *insn, uint32_t *fd)
{
	*fd = (uint32_t)insn->imm;
	if (insn->src == KILN_WIDE_MAP || insn->src == KILN_WIDE_VALUE)
		return KILN_OK;
	if (!l->c->a.load.fd_array)
		return KILN_ERR_PROTO;
	return call_read(l->c, fd, l->c->a.load.fd_array + (uint64_t)(uint32_t)insn->imm * sizeof(*fd), sizeof(*fd));
}

static enum kiln_err wide_resolve(struct load *l, struct kiln_insn *insn)
{
	struct kiln_object *o;
	uint32_t fd, at;
	enum kiln_err err = map_fd(l, insn, &fd);

	if (err)
		return err;
	err = call_object(l->c, fd, KILN_OBJECT_MAP, &o, NULL);
	if (err) {
		sys_log_printf(&l->log, "fd %d is not pointing to valid bpf_map\n", (int)fd);
		return err;
	}
	err = map_index(l, o, &at);
	if (err)
		return err;
	insn->src = insn->src == KILN_WIDE_MAP || insn->src == KILN_WIDE_MAP_IDX ? KILN_WIDE_MAP_IDX
										 : KILN_WIDE_VALUE_IDX;
	insn->imm = (int32_t)at;
	return KILN_OK;
}

static bool names_map(const struct kiln_insn *insn)
{
	return insn->src == KILN_WIDE_MAP || insn->src == KILN_WIDE_VALUE || insn->src == KILN_WIDE_MAP_IDX ||
	       insn->src == KILN_WIDE_VALUE_IDX;
}

static enum kiln_err maps_resolve(struct load *l)
{
	enum kiln_err err = KILN_OK;

	for (uint32_t i = 0; !err && i + 1 < l->c->a.load.insn_cnt; i++) {
		if (l->insns[i].code != WIDE)
			continue;
		if (names_map(&l->insns[i]))
			err = wide_resolve(l, &l->insns[i]);
		i++;
	}
	return err;
}

/* With fd_array_cnt all of fd_array is the program's, named or not: maps, and type information, which is only looked at. */
static enum kiln_err array_bind(struct load *l)
{
	const uint32_t nr = l->c->a.load.fd_array_cnt;
	struct kiln_object *o;
	uint32_t *fds, at;
	enum kiln_err err;

	if (nr >= UINT32_MAX / sizeof(*fds))
		return KILN_ERR_INVAL;
	if (nr > FD_ARRAY_MAX)
		return KILN_ERR_COMPLEX;
	err = call_copy(l->c, l->c->a.load.fd_array, nr * sizeof(*fds), (void **)&fds);
	for (uint32_t i = 0; !err && i < nr; i++) {
		if (!call_object(l->c, fds[i], KILN_OBJECT_BTF, &o, NULL))
			continue;
		err = call_object(l->c, fds[i], KILN_OBJECT_MAP, &o, NULL);
		if (!err)
			err = map_index(l, o, &at);
	}
	return err;
}

/* -- what is said of them -------------------------------------------------------------------------------------------- */

/* Records of a client whose struct is longer than ours, whose tails are zero: in our length. */
static enum kiln_err records_copy(struct load *l, uint64_t from, uint32_t nr, uint32_t given, uint32_t want,
				  const void **out)
{
	uint8_t *bytes, *packed;
	enum kiln_err err;

	*out = NULL;
	if (!nr)
		return KILN_OK;
	if (given < want || given > RECORD_MAX || given % 4 || nr > FUNC_RECORDS_MAX)
		return KILN_ERR_INVAL;
	err = call_copy(l->c, from, (size_t)nr * given, (void **)&bytes);
	if (err)
		return err;
	packed = bytes;
	for (uint32_t i = 0; i < nr; i++) {
		for (uint32_t at = want; at < given; at++)
			if (bytes[(size_t)i * given + at])
				return KILN_ERR_COMPLEX;
		memmove(packed + (size_t)i * want, bytes + (size_t)i * given, want);
	}
	*out = packed;
	return KILN_OK;
}

/* Without them a program would read where nothing is: its offsets are those of other structs. */
static enum kiln_err relos_refuse(struct load *l)
{
	const uint32_t len = l->c->a.load.core_relo_rec_size;

	if (!l->c->a.load.core_relo_cnt)
		return KILN_OK;
	if (l->c->a.load.core_relo_cnt > INT32_MAX / RELO_LEN || len < RELO_LEN || len > RECORD_MAX || len % 4)
		return KILN_ERR_INVAL;
	sys_log_printf(
		&l->log,
		"core_relos: %u relocations (CO-RE) are not applied here; let libbpf apply them, without a light skeleton\n",
		l->c->a.load.core_relo_cnt);
	return KILN_ERR_UNSUPPORTED;
}

static enum kiln_err types_take(struct load *l)
{
	const union sys_attr *a = &l->c->a;
	enum kiln_err err;

	if (!a->load.func_info_cnt && !a->load.line_info_cnt)
		return KILN_OK; /* Linux looks at core_relos no more than we */
	err = call_object(l->c, a->load.prog_btf_fd, KILN_OBJECT_BTF, &l->btf, NULL);
	if (!err)
		err = records_copy(l, a->load.func_info, a->load.func_info_cnt, a->load.func_info_rec_size,
				   FUNC_INFO_LEN, &l->opts.func_info);
	if (!err)
		err = records_copy(l, a->load.line_info, a->load.line_info_cnt, a->load.line_info_rec_size,
				   LINE_INFO_LEN, &l->opts.line_info);
	if (!err)
		err = relos_refuse(l);
	if (err)
		return err;
	l->opts.btf = l->btf->own_btf;
	l->opts.nr_func_info = a->load.func_info_cnt;
	l->opts.nr_line_info = a->load.line_info_cnt;
	return KILN_OK;
}

/* -- loading --------------------------------------------------------------------------------------------------------- */

/* Attach types that are meant where none is given. */
static uint32_t attach_type_of(const union sys_attr *a)
{
	enum { INET_SOCK_CREATE = 2, SK_REUSEPORT_SELECT = 39 };

	if (a->load.expected_attach_type)
		return a->load.expected_attach_type;
	return a->load.prog_type == TYPE_CGROUP_SOCK	? INET_SOCK_CREATE
	       : a->load.prog_type == TYPE_SK_REUSEPORT ? SK_REUSEPORT_SELECT
							: 0;
}

/* Kinds that take these attach types and no others, though they have one row for all. */
static bool attach_type_ok(const union sys_attr *a)
{
	static const struct {
		uint8_t prog_type, attach_type;
	} rows[] = { { 8, 0 }, { 8, 1 }, { 9, 2 }, { 9, 12 }, { 9, 13 }, { 9, 34 } };
	bool listed = false;

	for (size_t i = 0; i < NR_OF(rows); i++) {
		listed |= rows[i].prog_type == a->load.prog_type;
		if (rows[i].prog_type == a->load.prog_type && rows[i].attach_type == attach_type_of(a))
			return true;
	}
	return !listed;
}

static bool attach_attr_ok(const union sys_attr *a)
{
	const uint32_t type = a->load.prog_type;

	if (a->load.attach_btf_id && type != TYPE_TRACING && type != TYPE_LSM && type != TYPE_STRUCT_OPS &&
	    type != TYPE_EXT)
		return false;
	if (a->load.attach_prog_fd) /* programs that replace or trace another program */
		return false;
	return attach_type_ok(a) && (!a->load.expected_attach_type || (type != TYPE_SYSCALL && type != TYPE_EXT));
}

static enum kiln_err load_check(const struct call *c)
{
	const union sys_attr *a = &c->a;

	if (a->load.prog_flags & ~(uint32_t)FLAGS_KNOWN || a->load.signature || a->load.prog_ifindex)
		return KILN_ERR_INVAL;
	if (!a->load.insn_cnt || a->load.insn_cnt > KILN_MAX_INSNS)
		return KILN_ERR_COMPLEX;
	return attach_attr_ok(a) ? KILN_OK : KILN_ERR_INVAL;
}

static enum kiln_err load_prepare(struct load *l)
{
	struct call *c = l->c;
	const union sys_attr *a = &c->a;
	enum kiln_err err;

	err = call_copy(c, a->load.insns, a->load.insn_cnt * sizeof(*l->insns), (void **)&l->insns);
	if (!err)
		err = call_string(c, a->load.license, l->licence, sizeof(l->licence), NULL);
	if (err)
		return err;
	l->opts.kind = kiln_kind_for(a->load.prog_type, attach_type_of(a));
	if (!l->opts.kind || l->opts.kind->prog_type >= KILN_KIND_RAW || !sys_name_ok(a->load.prog_name) ||
	    !sys_log_init(&l->log, c, a->load.log_level, a->load.log_buf, a->load.log_size))
		return KILN_ERR_INVAL;
	return sys_trust_code(c->s, l->opts.kind, l->insns, a->load.insn_cnt);
}

static bool names_variable(const struct load *l)
{
	for (uint32_t i = 0; i + 1 < l->c->a.load.insn_cnt; i++)
		if (l->insns[i].code == WIDE && l->insns[i++].src == KILN_WIDE_VAR)
			return true;
	return false;
}

/* What the program is attached to, and variables that it names, by the kernel's types. */
static void target_take(struct load *l)
{
	const struct kiln_sys *s = l->c->s;

	if (!s->opts.types || (!l->c->a.load.attach_btf_id && !names_variable(l)))
		return;
	l->opts.target_btf = s->opts.types(s->opts.cookie);
	if (l->opts.target_btf)
		l->opts.target_id = l->c->a.load.attach_btf_id;
}

/* A program that could never be attached is refused while somebody reads why. */
static bool place_lacks(struct load *l)
{
	const struct kiln_sys *s = l->c->s;
	const char *why = s->opts.lacks ? s->opts.lacks(s->opts.cookie, l->opts.kind) : NULL;

	if (why)
		sys_log_printf(&l->log, "%s programs have no place here: %s\n", l->opts.kind->name, why);
	return why;
}

/* As long as was proven; where loops take fuel, that once more for each jump back. */
static enum kiln_err run_check(struct load *l, const struct kiln_prog *p)
{
	uint64_t max = sys_trust_run(l->c->s);

	if (p->longest <= max / ((uint64_t)p->fuel + 1))
		return KILN_OK;
	sys_log_printf(&l->log, "a run may take %llu instructions%s: here, %llu are the most\n",
		       (unsigned long long)p->longest,
		       p->fuel ? ", and as many for each jump back that takes fuel" : "", (unsigned long long)max);
	return KILN_ERR_COMPLEX;
}

/* The text is what takes longest: of a proof that is stopped, nobody reads more. */
static void load_log(void *arg, const char *text, size_t len)
{
	struct load *l = arg;

	if (__atomic_load_n(&l->work.stop, __ATOMIC_RELAXED))
		l->opts.log_level = 0;
	else
		sys_log_text(&l->log, text, len);
}

/* All that is read of the client, and what the program is to be proven by. */
static enum kiln_err load_take(struct load *l)
{
	const struct kiln_sys *s = l->c->s;
	const union sys_attr *a = &l->c->a;
	enum kiln_err err;

	if (place_lacks(l))
		return KILN_ERR_UNSUPPORTED;
	sys_tag(l->insns, a->load.insn_cnt, l->tag);
	err = array_bind(l);
	if (!err)
		err = types_take(l);
	if (!err)
		err = maps_resolve(l);
	if (err)
		return err;
	l->opts.licence = l->licence;
	l->opts.maps = l->maps;
	l->opts.nr_maps = l->nr_maps;
	l->opts.sleepable = a->load.prog_flags & FLAG_SLEEPABLE;
	l->opts.fuel = s->opts.fuel;
	l->opts.max_run_insns = sys_trust_run(s);
	target_take(l);
	sys_trust_opts(s, &l->opts);
	l->opts.log = a->load.log_level & LOG_WALK ? load_log : NULL;
	l->opts.log_arg = l;
	l->opts.log_level = a->load.log_level & LOG_WALK ? 3 : 0;
	return KILN_OK;
}

static void load_prove(struct load *l)
{
	const union sys_attr *a = &l->c->a;

	l->opts.name = a->load.prog_name;
	l->err = kiln_load(l->c->s->k, &kiln_front_ebpf, l->insns, a->load.insn_cnt * sizeof(*l->insns), &l->opts,
			   &l->prog, &l->why);
}

/* False: it takes longer than others should wait for, as does a walk that is told step by step. */
static bool load_prove_soon(struct load *l)
{
	const uint32_t max = l->opts.max_processed;
	const bool less = !max || max > SOON_PROCESSED;

	if (l->c->a.load.insn_cnt > SOON_INSNS || l->opts.log)
		return false;
	l->opts.max_processed = less ? SOON_PROCESSED : max;
	load_prove(l);
	l->opts.max_processed = max;
	return !less || l->err != KILN_ERR_COMPLEX;
}

static void log_stats(struct sys_log *l, const struct kiln_prog *p)
{
	if (p && l->level)
		sys_log_printf(l,
			       "processed %u insns (limit %u) max_states_per_insn %u total_states %u peak_states %u "
			       "mark_read %u\n",
			       p->nr_processed, (uint32_t)KILN_MAX_INSNS, 0u, p->nr_states, p->nr_states, 0u);
	if (p && l->level & LOG_STATS)
		sys_log_printf(l, "stack depth %u\n", p->stack_depth);
}

static enum kiln_err load_log_end(struct load *l, const struct kiln_prog *p)
{
	uint32_t true_size;
	enum kiln_err err;

	log_stats(&l->log, p);
	err = sys_log_end(&l->log, &true_size);
	if (!err && l->c->size >= offsetof(union sys_attr, load.log_true_size) + sizeof(true_size))
		err = CALL_PUT32(l->c, load.log_true_size, true_size);
	return err;
}

/* Whatever the log says of it is in the log. */
static int64_t load_answer(struct load *l)
{
	const struct kiln_host *host = l->c->s->k->host;
	const union sys_attr *a = &l->c->a;
	struct kiln_object *o;
	enum kiln_err err;

	if (l->err)
		sys_log_why(&l->log, &l->why);
	l->err = l->err ? refused(&l->why, l->err) : run_check(l, l->prog);
	err = load_log_end(l, l->prog);
	if (err || l->err)
		return sys_error(err ? err : l->err);
	o = sys_object_new(l->c->s, KILN_OBJECT_PROG);
	if (!o)
		return sys_error(KILN_ERR_NOMEM);
	/* act */
	memcpy(o->prog.tag, l->tag, sizeof(o->prog.tag));
	o->prog.prog = l->prog;
	l->prog = NULL;
	o->prog.load_ns = host->clock(host->cookie, KILN_CLOCK_BOOT);
	o->prog.attach_type = attach_type_of(a);
	o->prog.attach_btf_id = a->load.attach_btf_id;
	o->prog.flags = a->load.prog_flags;
	o->btf = l->btf ? kiln_object_get(l->btf) : NULL;
	sys_object_list(o, o->prog.prog->id);
	return sys_object_install(l->c, o, KILN_MAY_READ);
}

static int64_t load_end(struct load *l, bool answers)
{
	int64_t ret = answers ? load_answer(l) : sys_error(KILN_ERR_INTR);

	kiln_prog_free(l->prog);
	return ret;
}

/* A proof ends in its own time: so it does not begin for nobody. */
static void load_work_run(struct kiln_work *w)
{
	struct load *l = (struct load *)w;

	l->err = KILN_ERR_INTR;
	if (!__atomic_load_n(&w->stop, __ATOMIC_RELAXED))
		load_prove(l);
}

static int64_t load_work_end(struct kiln_work *w, bool answers)
{
	struct load *l = (struct load *)w;
	int64_t ret = load_end(l, answers);

	for (uint32_t i = 0; i < l->nr_maps; i++)
		kiln_object_put(l->map_objects[i]);
	kiln_object_put(l->btf);
	return ret;
}

static int64_t load_later(struct load *l)
{
	struct call *c = l->c;

	for (uint32_t i = 0; i < l->nr_maps; i++)
		kiln_object_get(l->map_objects[i]);
	if (l->btf)
		kiln_object_get(l->btf);
	l->work.run = load_work_run;
	l->work.end = load_work_end;
	l->c = l->log.c = &l->work.own;
	call_later(c, &l->work);
	return 0;
}

int64_t sys_prog_load(struct call *c)
{
	enum kiln_err err = load_check(c);
	struct load *l;

	if (err)
		return sys_error(err);
	l = arena_alloc(&c->arena, sizeof(*l));
	if (!l)
		return sys_error(KILN_ERR_NOMEM);
	l->c = c;
	err = load_prepare(l);
	if (err)
		return sys_error(err);
	l->err = load_take(l);
	if (!l->err && !c->client->later)
		load_prove(l);
	else if (!l->err && !load_prove_soon(l))
		return load_later(l);
	return load_end(l, true);
}

/* -- maps to keep ---------------------------------------------------------------------------------------------------- */

static bool prog_has(const struct sys_prog *p, const struct kiln_map *m)
{
	for (uint32_t i = 0; i < p->prog->nr_maps; i++)
		if (p->prog->maps[i] == m)
			return true;
	for (uint32_t i = 0; i < p->nr_bound; i++)
		if (p->bound[i] == m)
			return true;
	return false;
}

int64_t sys_prog_bind_map(struct call *c)
{
	struct kiln_object *p, *m;
	struct kiln_map **more;
	size_t len;
	enum kiln_err err;

	if (c->a.bind_map.flags)
		return sys_error(KILN_ERR_INVAL);
	err = call_object(c, c->a.bind_map.prog_fd, KILN_OBJECT_PROG, &p, NULL);
	if (!err)
		err = call_object(c, c->a.bind_map.map_fd, KILN_OBJECT_MAP, &m, NULL);
	if (err || prog_has(&p->prog, m->map))
		return sys_error(err);
	len = p->prog.nr_bound * sizeof(*more);
	more = vm_alloc(c->s->k, len + sizeof(*more));
	if (!more)
		return sys_error(KILN_ERR_NOMEM);
	if (len)
		memcpy(more, p->prog.bound, len);
	vm_free(c->s->k, p->prog.bound, len);
	p->prog.bound = more;
	p->prog.bound[p->prog.nr_bound++] = map_hold(m->map);
	return 0;
}
