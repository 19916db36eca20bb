/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * info.c - what can be learned of an object by its descriptor.
 *
 * Overview     a client gives a struct with the lengths of its arrays and where they are; it comes back with what could have been
 *              written. So one call with zeros tells the sizes, and the next one fetches.
 */
#include "sys/map.h"

enum { WIDE = 0x18 };

/* min(given, sizeof(*info)) bytes of the client's struct; *len is that number. */
static enum kiln_err info_begin(struct call *c, void *info, uint32_t info_len, uint32_t *len)
{
	enum kiln_err err = call_tail_zero(c, c->a.info.info, info_len, c->a.info.info_len);

	*len = c->a.info.info_len < info_len ? c->a.info.info_len : info_len;
	return err ? err : call_read(c, info, c->a.info.info, *len);
}

static enum kiln_err info_end(struct call *c, const void *info, uint32_t len)
{
	enum kiln_err err = call_write(c, c->a.info.info, info, len);

	return err ? err : CALL_PUT32(c, info.info_len, len);
}

/* *nr is how many the client has room for, and becomes how many there are. */
static enum kiln_err array_out(struct call *c, uint64_t to, uint32_t *nr, uint32_t have, const void *from, size_t each)
{
	uint32_t some = *nr < have ? *nr : have;

	*nr = have;
	return call_write(c, to, from, some * each);
}

/* -- maps ------------------------------------------------------------------------------------------------------------ */

static enum kiln_err map_info(struct call *c, const struct kiln_object *o)
{
	const struct kiln_map_spec *s = &o->map->spec;
	struct sys_map_info info = { 0 };
	uint32_t len;
	enum kiln_err err = info_begin(c, &info, sizeof(info), &len);

	if (err)
		return err;
	info = (struct sys_map_info){
		.type = s->type,
		.id = o->id,
		.key_size = s->key_size,
		.value_size = s->value_size,
		.max_entries = s->max_entries,
		.map_flags = s->flags,
		.btf_id = o->btf ? o->btf->id : 0,
		.btf_key_type_id = s->btf_key,
		.btf_value_type_id = s->btf_value,
		.map_extra = s->extra,
	};
	memcpy(info.name, s->name, sizeof(info.name));
	return info_end(c, &info, len);
}

/* -- type information ------------------------------------------------------------------------------------------------ */

static enum kiln_err btf_info(struct call *c, const struct kiln_object *o)
{
	const char none = 0;
	struct sys_btf_info info = { 0 };
	uint32_t len;
	enum kiln_err err = info_begin(c, &info, sizeof(info), &len);

	if (!err)
		err = array_out(c, info.btf, &info.btf_size, (uint32_t)o->own_btf->len, o->own_btf->bytes, 1);
	if (!err && !info.name != !info.name_len)
		err = KILN_ERR_INVAL;
	if (!err && info.name)
		err = call_write(c, info.name, &none, sizeof(none));
	if (err)
		return err;
	info.id = o->id;
	info.name_len = 0;
	info.kernel_btf = 0;
	return info_end(c, &info, len);
}

/* -- programs -------------------------------------------------------------------------------------------------------- */

static enum kiln_err maps_out(struct call *c, const struct sys_prog *p, struct sys_prog_info *info)
{
	uint32_t nr = p->prog->nr_maps + p->nr_bound, *ids;

	ids = arena_array(&c->arena, nr + 1, sizeof(*ids));
	if (!ids)
		return KILN_ERR_NOMEM;
	for (uint32_t i = 0; i < p->prog->nr_maps; i++)
		ids[i] = p->prog->maps[i]->id;
	for (uint32_t i = 0; i < p->nr_bound; i++)
		ids[p->prog->nr_maps + i] = p->bound[i]->id;
	return array_out(c, info->map_ids, &info->nr_map_ids, nr, ids, sizeof(*ids));
}

/* The instructions, with ids of maps where they had descriptors. */
static enum kiln_err insns_out(struct call *c, const struct kiln_prog *p, struct sys_prog_info *info)
{
	struct kiln_insn *insns;

	if (!info->xlated_prog_len) {
		info->xlated_prog_len = (uint32_t)(p->nr_insns * sizeof(*insns));
		return KILN_OK;
	}
	insns = arena_array(&c->arena, p->nr_insns, sizeof(*insns));
	if (!insns)
		return KILN_ERR_NOMEM;
	memcpy(insns, p->insns, p->nr_insns * sizeof(*insns));
	for (uint32_t i = 0; i < p->nr_insns; i++) {
		const uint8_t src = insns[i].src;

		if (insns[i].code != WIDE)
			continue;
		if ((src == KILN_WIDE_MAP_IDX || src == KILN_WIDE_VALUE_IDX) && (uint32_t)insns[i].imm < p->nr_maps) {
			insns[i].src = src == KILN_WIDE_MAP_IDX ? KILN_WIDE_MAP : KILN_WIDE_VALUE;
			insns[i].imm = (int32_t)p->maps[insns[i].imm]->id;
		}
		i++;
	}
	return array_out(c, info->xlated_prog_insns, &info->xlated_prog_len, (uint32_t)(p->nr_insns * sizeof(*insns)),
			 insns, 1);
}

/* Native code is one piece: so there is one symbol, and one length. Not everybody is told where. */
static enum kiln_err code_out(struct call *c, const struct kiln_prog *p, struct sys_prog_info *info)
{
	const bool jited = p->code.exec && !c->s->opts.untrusted && !c->s->opts.code_hidden;
	const uint64_t address = (uintptr_t)p->code.exec;
	const uint32_t len = jited ? (uint32_t)p->code.len : 0;
	uint64_t *lines;
	enum kiln_err err;

	err = array_out(c, info->jited_prog_insns, &info->jited_prog_len, len, p->code.exec, 1);
	if (!err)
		err = array_out(c, info->jited_ksyms, &info->nr_jited_ksyms, jited, &address, sizeof(address));
	if (!err)
		err = array_out(c, info->jited_func_lens, &info->nr_jited_func_lens, jited, &len, sizeof(len));
	if (err)
		return err;
	lines = arena_array(&c->arena, p->nr_line_info + 1, sizeof(*lines));
	if (!lines)
		return KILN_ERR_NOMEM;
	for (uint32_t i = 0; jited && p->code_off && i < p->nr_line_info; i++) {
		uint32_t insn = get32((const uint8_t *)p->line_info + (size_t)i * LINE_INFO_LEN);
		uint32_t off = p->code_off[insn];

		lines[i] = address + (off == KILN_NO_OFF ? 0 : off);
	}
	return array_out(c, info->jited_line_info, &info->nr_jited_line_info,
			 jited && p->code_off ? p->nr_line_info : 0, lines, sizeof(*lines));
}

static enum kiln_err records_out(struct call *c, const struct kiln_prog *p, struct sys_prog_info *info)
{
	enum kiln_err err = array_out(c, info->func_info, &info->nr_func_info, p->nr_func_info, p->func_info,
				      FUNC_INFO_LEN);

	return err ? err
		   : array_out(c, info->line_info, &info->nr_line_info, p->nr_line_info, p->line_info, LINE_INFO_LEN);
}

/* A client that has room for records says how long it takes them to be. */
static bool record_size(uint32_t nr, uint32_t *size, uint32_t ours)
{
	bool ok = (!nr && !*size) || *size == ours;

	*size = ours;
	return ok;
}

static enum kiln_err prog_arrays_out(struct call *c, const struct sys_prog *p, struct sys_prog_info *info)
{
	enum kiln_err err = maps_out(c, p, info);

	if (err)
		return err;
	if (!record_size(info->nr_func_info, &info->func_info_rec_size, FUNC_INFO_LEN) ||
	    !record_size(info->nr_line_info, &info->line_info_rec_size, LINE_INFO_LEN) ||
	    !record_size(info->nr_jited_line_info, &info->jited_line_info_rec_size, sizeof(uint64_t)))
		return KILN_ERR_INVAL;
	err = insns_out(c, p->prog, info);
	if (!err)
		err = code_out(c, p->prog, info);
	if (!err)
		err = records_out(c, p->prog, info);
	return err ? err : array_out(c, info->prog_tags, &info->nr_prog_tags, 1, p->tag, SYS_TAG_LEN);
}

static enum kiln_err prog_info(struct call *c, const struct kiln_object *o)
{
	const struct sys_prog *p = &o->prog;
	struct sys_prog_info info = { 0 };
	uint32_t len;
	enum kiln_err err = info_begin(c, &info, sizeof(info), &len);

	if (!err)
		err = prog_arrays_out(c, p, &info);
	if (err)
		return err;
	info.type = p->prog->kind->prog_type;
	info.id = o->id;
	memcpy(info.tag, p->tag, sizeof(info.tag));
	info.load_time = p->load_ns;
	info.created_by_uid = c->s->opts.uid;
	memcpy(info.name, p->prog->name, sizeof(info.name));
	info.ifindex = 0;
	info.gpl_compatible = p->prog->gpl;
	info.netns_dev = info.netns_ino = 0;
	info.btf_id = o->btf ? o->btf->id : 0;
	info.run_time_ns = p->run_ns;
	info.run_cnt = p->run_cnt;
	info.recursion_misses = 0;
	info.verified_insns = p->prog->nr_processed;
	info.attach_btf_obj_id = 0;
	info.attach_btf_id = p->attach_btf_id;
	return info_end(c, &info, len);
}

/* -- links ----------------------------------------------------------------------------------------------------------- */

static enum kiln_err link_info(struct call *c, const struct kiln_object *o)
{
	struct sys_link_info info = { 0 };
	uint32_t len;
	enum kiln_err err = info_begin(c, &info, sizeof(info), &len), cut;

	if (err)
		return err;
	info.id = o->id;
	cut = sys_link_tell(c, &o->link, &info);
	return cut ? cut : info_end(c, &info, len);
}

static enum kiln_err no_info(struct call *c, const struct kiln_object *o)
{
	(void)c, (void)o;
	return KILN_ERR_INVAL;
}

static enum kiln_err (*const tellers[KILN_OBJECT_TYPES])(struct call *c, const struct kiln_object *o) = {
	[KILN_OBJECT_PROG] = prog_info, [KILN_OBJECT_MAP] = map_info,  [KILN_OBJECT_BTF] = btf_info,
	[KILN_OBJECT_LINK] = link_info, [KILN_OBJECT_STATS] = no_info, [KILN_OBJECT_PERF] = no_info,
	[KILN_OBJECT_ITER] = no_info,
};

int64_t sys_obj_info(struct call *c)
{
	struct kiln_object *o;
	uint32_t may;
	enum kiln_err err = c->client->object(c->client->cookie, (int32_t)c->a.info.bpf_fd, &o, &may);

	if (!err && o->s != c->s)
		err = KILN_ERR_INVAL;
	if (err)
		return sys_error(err == KILN_ERR_BADF ? KILN_ERR_BADFD : err);
	return sys_error(tellers[o->type](c, o));
}
