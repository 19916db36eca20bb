/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * btf.c - type information is loaded.
 */
#include "sys/sys.h"

enum { BTF_MAX = 0x1000000 };

static enum kiln_err btf_make(struct call *c, struct sys_log *log, struct kiln_object *o)
{
	const char *what = NULL;
	void *bytes;
	enum kiln_err err = call_copy(c, c->a.btf.btf, c->a.btf.size, &bytes);

	if (err)
		return err;
	err = c->a.btf.size ? kiln_btf_new(c->s->k, bytes, c->a.btf.size, &o->own_btf, &what) : KILN_ERR_INVAL;
	if (what)
		sys_log_printf(log, "%s\n", what);
	return err;
}

int64_t sys_btf_load(struct call *c)
{
	struct kiln_object *o;
	struct sys_log log;
	uint32_t true_size;
	enum kiln_err err, log_err;

	if (c->a.btf.flags)
		return sys_error(KILN_ERR_INVAL);
	if (c->a.btf.size > BTF_MAX)
		return sys_error(KILN_ERR_COMPLEX);
	if (!sys_log_init(&log, c, c->a.btf.log_level, c->a.btf.log_buf, c->a.btf.log_size))
		return sys_error(KILN_ERR_INVAL);
	o = sys_object_new(c->s, KILN_OBJECT_BTF);
	if (!o)
		return sys_error(KILN_ERR_NOMEM);
	err = btf_make(c, &log, o);
	log_err = sys_log_end(&log, &true_size);
	if (c->size >= offsetof(union sys_attr, btf.log_true_size) + sizeof(uint32_t) && !log_err)
		log_err = CALL_PUT32(c, btf.log_true_size, true_size);
	if (err || log_err) {
		kiln_btf_free(o->own_btf);
		sys_object_free(o);
		return sys_error(log_err ? log_err : err);
	}
	/* act */
	sys_object_list(o, vm_id(c->s->k));
	return sys_object_install(c, o, KILN_MAY_READ);
}
