/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * extern.c - see extern.h.
 *
 * Overview     a kernel function is an undefined symbol that the type information declares as an external function. In each section of
 *              code its relocations are carried out and taken away: a call becomes a call of Kiln's id; an address, which is
 *              asked for only to see whether there is one (bpf_ksym_exists), becomes 1 or 0. A variable that has a type becomes what
 *              the kernel's types call it by, or NULL, where it is weak and there is none; one of type void is a number of the running
 *              kernel's, and libbpf's. Then the symbol and its entry in the section .ksyms of the type information are made into
 *              something that libbpf passes by.
 * Invariant    nothing is read or written outside the copy: every offset is checked first.
 */
#include "extern.h"

#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <kiln/kiln.h>

enum { RELOC_WIDE = 1, RELOC_CALL = 10, OPCODE_CALL = 0x85, OPCODE_WIDE = 0x18 };

struct file {
	struct externs *e;
	Elf64_Shdr *sec;
	uint32_t nr_secs;
	Elf64_Sym *sym;
	uint32_t nr_syms;
	const char *names; /* of symbols, ends with a zero */
	size_t names_len;
	struct btf *btf;
	uint8_t *types; /* the bytes of .BTF */
	size_t types_len;
	const struct btf_type *ksyms; /* what the kernel has; NULL: the object asks for nothing */
	extern_find_fn *find;
	void *arg;
};

static void *part(const struct file *f, uint64_t off, uint64_t len, size_t align)
{
	uint8_t *at;

	if (off > f->e->len || len > f->e->len - off)
		return NULL;
	at = f->e->bytes + off;
	return (uintptr_t)at % align ? NULL : at;
}

static bool sections_find(struct file *f)
{
	Elf64_Ehdr *head = part(f, 0, sizeof(*head), 8);
	const Elf64_Shdr *str;

	if (!head || memcmp(head->e_ident, ELFMAG, SELFMAG) || head->e_ident[EI_CLASS] != ELFCLASS64 ||
	    head->e_ident[EI_DATA] != ELFDATA2LSB || head->e_machine != EM_BPF ||
	    head->e_shentsize != sizeof(Elf64_Shdr))
		return false;
	f->nr_secs = head->e_shnum;
	f->sec = part(f, head->e_shoff, (uint64_t)f->nr_secs * sizeof(Elf64_Shdr), 8);
	for (uint32_t i = 0; f->sec && i < f->nr_secs; i++) {
		const Elf64_Shdr *s = &f->sec[i];

		if (s->sh_type != SHT_SYMTAB || s->sh_link >= f->nr_secs)
			continue;
		str = &f->sec[s->sh_link];
		f->nr_syms = (uint32_t)(s->sh_size / sizeof(Elf64_Sym));
		f->sym = part(f, s->sh_offset, (uint64_t)f->nr_syms * sizeof(Elf64_Sym), 8);
		f->names = part(f, str->sh_offset, str->sh_size, 1);
		f->names_len = str->sh_size;
	}
	return f->sym && f->names && f->names_len && !f->names[f->names_len - 1];
}

static const char *section_name(const struct file *f, const Elf64_Shdr *s)
{
	const Elf64_Ehdr *head = (const void *)f->e->bytes;
	const Elf64_Shdr *names = head->e_shstrndx < f->nr_secs ? &f->sec[head->e_shstrndx] : NULL;
	const char *at = names ? part(f, names->sh_offset, names->sh_size, 1) : NULL;

	if (!at || !names->sh_size || at[names->sh_size - 1] || s->sh_name >= names->sh_size)
		return "";
	return at + s->sh_name;
}

static bool types_find(struct file *f)
{
	for (uint32_t i = 0; i < f->nr_secs; i++) {
		const Elf64_Shdr *s = &f->sec[i];

		if (strcmp(section_name(f, s), ".BTF") || s->sh_size > UINT32_MAX)
			continue;
		f->types = part(f, s->sh_offset, s->sh_size, 4);
		f->types_len = s->sh_size;
		f->btf = f->types ? btf__new(f->types, (__u32)s->sh_size) : NULL;
		return f->btf && !libbpf_get_error(f->btf);
	}
	return false;
}

static const struct btf_type *ksyms_find(const struct btf *btf)
{
	__s32 id = btf__find_by_name_kind(btf, ".ksyms", BTF_KIND_DATASEC);

	return id > 0 ? btf__type_by_id(btf, (__u32)id) : NULL;
}

static bool is_ksym(const struct file *f, __u32 id)
{
	for (uint16_t i = 0; f->ksyms && i < btf_vlen(f->ksyms); i++)
		if (btf_var_secinfos(f->ksyms)[i].type == id)
			return true;
	return false;
}

/* Such a type is settled here, as a variable of the kernel's. */
static bool is_variable(const struct file *f, __u32 id)
{
	const struct btf_type *t = btf__type_by_id(f->btf, id);

	return t && btf_is_var(t) && is_ksym(f, id) && btf__resolve_type(f->btf, t->type) > 0;
}

/* The name of a kernel function or variable that symbol i stands for, or NULL. */
static const char *extern_name(const struct file *f, uint32_t i, bool *variable)
{
	const Elf64_Sym *s = &f->sym[i];
	const struct btf_type *t;
	const char *name;
	__s32 id;

	if (!i || s->st_shndx != SHN_UNDEF || ELF64_ST_TYPE(s->st_info) != STT_NOTYPE || s->st_name >= f->names_len)
		return NULL;
	name = f->names + s->st_name;
	id = btf__find_by_name_kind(f->btf, name, BTF_KIND_VAR);
	*variable = id > 0 && is_variable(f, (__u32)id);
	if (*variable)
		return name;
	id = btf__find_by_name_kind(f->btf, name, BTF_KIND_FUNC);
	t = id > 0 ? btf__type_by_id(f->btf, (__u32)id) : NULL;
	return t && btf_vlen(t) == BTF_FUNC_EXTERN ? name : NULL;
}

static int32_t unknown_id(struct externs *e, const char *name)
{
	uint32_t i;

	for (i = 0; i < e->nr_unknown && strcmp(e->unknown[i], name); i++)
		;
	if (i == e->nr_unknown && i < EXTERN_MAX_UNKNOWN)
		e->unknown[e->nr_unknown++] = name;
	return EXTERN_UNKNOWN + (int32_t)i;
}

/* The instruction that a relocation is about; NULL: it is not of the opcode, or there is none. */
static struct kiln_insn *reloc_insn(const struct file *f, const Elf64_Shdr *code, const Elf64_Rel *r, bool wide)
{
	uint64_t len = sizeof(struct kiln_insn) * (1u + wide);
	struct kiln_insn *insn;

	if (r->r_offset % sizeof(*insn) || r->r_offset + len > code->sh_size)
		return NULL;
	insn = part(f, code->sh_offset + r->r_offset, len, 8);
	return insn && insn->code == (wide ? OPCODE_WIDE : OPCODE_CALL) ? insn : NULL;
}

static bool function_settle(struct file *f, const Elf64_Shdr *code, const Elf64_Rel *r, const char *name)
{
	bool wide = ELF64_R_TYPE(r->r_info) == RELOC_WIDE;
	struct kiln_insn *insn = reloc_insn(f, code, r, wide);
	const struct kiln_helper *h = kiln_kfunc_by_name(NULL, name);

	if (!insn || (!wide && ELF64_R_TYPE(r->r_info) != RELOC_CALL))
		return false;
	if (wide) {
		insn->src = KILN_WIDE_IMM;
		insn->imm = h != NULL;
	} else {
		insn->src = KILN_CALL_KFUNC;
		insn->imm = h ? (int32_t)h->id : unknown_id(f->e, name);
	}
	return true;
}

static bool variable_settle(struct file *f, const Elf64_Shdr *code, const Elf64_Rel *r, const char *name)
{
	bool weak = ELF64_ST_BIND(f->sym[ELF64_R_SYM(r->r_info)].st_info) == STB_WEAK;
	struct kiln_insn *insn = reloc_insn(f, code, r, true);
	uint32_t id;

	if (!insn || ELF64_R_TYPE(r->r_info) != RELOC_WIDE)
		return false;
	id = f->find(f->arg, name);
	insn->src = id || !weak ? KILN_WIDE_VAR : KILN_WIDE_IMM;
	insn->imm = id || weak ? (int32_t)id : unknown_id(f->e, name);
	insn[1].imm = 0;
	return true;
}

/* Of a section of relocations, those of what the kernel has are carried out; the others move together. */
static void relocs_settle(struct file *f, Elf64_Shdr *s)
{
	const Elf64_Shdr *code = s->sh_info < f->nr_secs ? &f->sec[s->sh_info] : NULL;
	Elf64_Rel *r = part(f, s->sh_offset, s->sh_size, 8);
	uint64_t nr = s->sh_size / sizeof(*r), left = 0;

	if (!code || !(code->sh_flags & SHF_EXECINSTR) || !r || !part(f, code->sh_offset, code->sh_size, 8))
		return;
	for (uint64_t i = 0; i < nr; i++) {
		uint64_t sym = ELF64_R_SYM(r[i].r_info);
		bool variable = false;
		const char *name = sym < f->nr_syms ? extern_name(f, (uint32_t)sym, &variable) : NULL;

		if (!name || !(variable ? variable_settle : function_settle)(f, code, &r[i], name))
			r[left++] = r[i];
	}
	s->sh_size = left * sizeof(*r);
}

/* The section that lists them gets a size, so that libbpf takes it for finished; a variable that libbpf does finish stands for the others. */
static void section_settle(const struct file *f, struct btf_type *mine)
{
	struct btf_var_secinfo *var = (struct btf_var_secinfo *)(mine + 1), *keep = NULL;
	uint16_t nr = btf_vlen(mine);

	for (uint16_t i = 0; i < nr; i++)
		if (btf_is_var(btf__type_by_id(f->btf, var[i].type)) && !is_variable(f, var[i].type))
			keep = &var[i];
	for (uint16_t i = 0; i < nr; i++) {
		if (keep && !(btf_is_var(btf__type_by_id(f->btf, var[i].type)) && !is_variable(f, var[i].type)))
			var[i] = *keep;
		if (!keep)
			var[i] = (struct btf_var_secinfo){ .type = var[i].type, .offset = 4u * i, .size = 4 };
	}
	if (!keep)
		mine->size = 4u * nr;
}

/* In the type information, which libbpf hands on: functions and variables become global ones. */
static void types_settle(struct file *f)
{
	const struct btf_header *head = (const void *)f->types;
	uint8_t *types = f->types + head->hdr_len + head->type_off;
	const uint8_t *base = (const uint8_t *)btf__type_by_id(f->btf, 1); /* types follow each other there as here */

	for (__u32 id = 1; id < btf__type_cnt(f->btf); id++) {
		const struct btf_type *t = btf__type_by_id(f->btf, id);
		struct btf_type *mine = (void *)(types + ((const uint8_t *)t - base));

		if (btf_is_func(t) && btf_vlen(t) == BTF_FUNC_EXTERN)
			mine->info = (mine->info & ~0xffffu) | BTF_FUNC_GLOBAL;
		else if (is_variable(f, id))
			((struct btf_var *)(mine + 1))->linkage = BTF_VAR_GLOBAL_ALLOCATED;
		else if (t == f->ksyms)
			section_settle(f, mine);
	}
}

static bool file_settle(struct file *f)
{
	bool any = false, variable;

	if (!sections_find(f) || !types_find(f))
		return false;
	f->ksyms = ksyms_find(f->btf);
	for (uint32_t i = 0; i < f->nr_syms; i++)
		any |= extern_name(f, i, &variable) != NULL;
	if (!any)
		return false;
	for (uint32_t i = 0; i < f->nr_secs; i++)
		if (f->sec[i].sh_type == SHT_REL)
			relocs_settle(f, &f->sec[i]);
	for (uint32_t i = 0; i < f->nr_syms; i++)
		if (extern_name(f, i, &variable))
			f->sym[i].st_info = (uint8_t)ELF64_ST_INFO(ELF64_ST_BIND(f->sym[i].st_info), STT_FUNC);
	types_settle(f);
	return true;
}

static bool file_read(const char *path, struct externs *e)
{
	FILE *in = fopen(path, "rb");
	long len = -1;

	if (in && !fseek(in, 0, SEEK_END))
		len = ftell(in);
	if (len > 0 && !fseek(in, 0, SEEK_SET))
		e->bytes = malloc((size_t)len);
	if (e->bytes)
		e->len = fread(e->bytes, 1, (size_t)len, in);
	if (in)
		fclose(in);
	return e->bytes && e->len == (size_t)len;
}

void externs_settle(const char *path, struct externs *e, extern_find_fn *find, void *arg)
{
	struct file f = { .e = e, .find = find, .arg = arg };

	*e = (struct externs){ 0 };
	if (!file_read(path, e) || !file_settle(&f))
		externs_free(e);
	if (f.btf && !libbpf_get_error(f.btf))
		btf__free(f.btf);
}

void externs_free(struct externs *e)
{
	free(e->bytes);
	*e = (struct externs){ 0 };
}

const char *externs_unknown(const struct externs *e, int32_t id)
{
	uint32_t i = (uint32_t)id - EXTERN_UNKNOWN;

	return i < e->nr_unknown ? e->unknown[i] : NULL;
}
