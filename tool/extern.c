/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * extern.c - see extern.h.
 *
 * Overview     a kernel function is an undefined symbol that the type information declares as an external function. In each section of
 *              code its relocations are carried out and taken away: a call becomes a call of Kiln's id; an address, which is
 *              asked for only to see whether there is one (bpf_ksym_exists), becomes 1 or 0. Then the symbol and its entry in
 *              the section .ksyms of the type information are made into something that libbpf passes by.
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

/* The name of a kernel function that symbol i stands for, or NULL. */
static const char *kfunc_name(const struct file *f, uint32_t i)
{
	const Elf64_Sym *s = &f->sym[i];
	const struct btf_type *t;
	const char *name;
	__s32 id;

	if (!i || s->st_shndx != SHN_UNDEF || ELF64_ST_TYPE(s->st_info) != STT_NOTYPE || s->st_name >= f->names_len)
		return NULL;
	name = f->names + s->st_name;
	id = btf__find_by_name_kind(f->btf, name, BTF_KIND_FUNC);
	t = id > 0 ? btf__type_by_id(f->btf, (__u32)id) : NULL;
	return t && btf_vlen(t) == BTF_FUNC_EXTERN ? name : NULL;
}

static int32_t kfunc_id(struct file *f, const char *name, bool *known)
{
	const struct kiln_helper *h = kiln_kfunc_by_name(NULL, name);
	struct externs *e = f->e;
	uint32_t i;

	*known = h != NULL;
	if (h)
		return (int32_t)h->id;
	for (i = 0; i < e->nr_unknown && strcmp(e->unknown[i], name); i++)
		;
	if (i == e->nr_unknown && i < EXTERN_MAX_UNKNOWN)
		e->unknown[e->nr_unknown++] = name;
	return EXTERN_UNKNOWN + (int32_t)i;
}

static bool reloc_settle(struct file *f, const Elf64_Shdr *code, const Elf64_Rel *r, const char *name)
{
	uint32_t type = (uint32_t)ELF64_R_TYPE(r->r_info);
	struct kiln_insn *insn;
	bool known, wide = type == RELOC_WIDE;
	int32_t id;

	if (r->r_offset % sizeof(*insn) || r->r_offset + sizeof(*insn) * (1u + wide) > code->sh_size)
		return false;
	insn = part(f, code->sh_offset + r->r_offset, sizeof(*insn) * (1u + wide), 8);
	if (!insn || insn->code != (wide ? OPCODE_WIDE : OPCODE_CALL) || (!wide && type != RELOC_CALL))
		return false;
	id = kfunc_id(f, name, &known);
	if (wide) {
		insn->src = KILN_WIDE_IMM;
		insn->imm = known;
	} else {
		insn->src = KILN_CALL_KFUNC;
		insn->imm = id;
	}
	return true;
}

/* Of a section of relocations, those of kernel functions are carried out; the others move together. */
static void relocs_settle(struct file *f, Elf64_Shdr *s)
{
	const Elf64_Shdr *code = s->sh_info < f->nr_secs ? &f->sec[s->sh_info] : NULL;
	Elf64_Rel *r = part(f, s->sh_offset, s->sh_size, 8);
	uint64_t nr = s->sh_size / sizeof(*r), left = 0;

	if (!code || !(code->sh_flags & SHF_EXECINSTR) || !r || !part(f, code->sh_offset, code->sh_size, 8))
		return;
	for (uint64_t i = 0; i < nr; i++) {
		uint64_t sym = ELF64_R_SYM(r[i].r_info);
		const char *name = sym < f->nr_syms ? kfunc_name(f, (uint32_t)sym) : NULL;

		if (!name || !reloc_settle(f, code, &r[i], name))
			r[left++] = r[i];
	}
	s->sh_size = left * sizeof(*r);
}

/*
 * In the type information, which libbpf hands on: the functions become global ones. The section .ksyms that lists them gets a size,
 * so that libbpf takes it for finished; with variables in it, which libbpf does finish, these stand in the functions' places.
 */
static void types_settle(struct file *f)
{
	const struct btf_header *head = (const void *)f->types;
	uint8_t *types = f->types + head->hdr_len + head->type_off;
	const uint8_t *base = NULL;

	for (__u32 id = 1; id < btf__type_cnt(f->btf); id++) {
		const struct btf_type *t = btf__type_by_id(f->btf, id);
		const char *name = btf__name_by_offset(f->btf, t->name_off);
		struct btf_type *mine;
		struct btf_var_secinfo *var, *keep = NULL;

		if (!base)
			base = (const uint8_t *)t; /* types follow each other there as here */
		mine = (void *)(types + ((const uint8_t *)t - base));
		if (btf_is_func(t) && btf_vlen(t) == BTF_FUNC_EXTERN)
			mine->info = (mine->info & ~0xffffu) | BTF_FUNC_GLOBAL;
		if (!btf_is_datasec(t) || strcmp(name ? name : "", ".ksyms"))
			continue;
		var = (struct btf_var_secinfo *)(mine + 1);
		for (uint16_t i = 0; i < btf_vlen(t); i++)
			if (btf_is_var(btf__type_by_id(f->btf, var[i].type)))
				keep = &var[i];
		for (uint16_t i = 0; keep && i < btf_vlen(t); i++)
			if (!btf_is_var(btf__type_by_id(f->btf, var[i].type)))
				var[i] = *keep;
		if (!keep)
			mine->size = 4u * btf_vlen(t);
	}
}

static bool file_settle(struct file *f)
{
	bool any = false;

	if (!sections_find(f) || !types_find(f))
		return false;
	for (uint32_t i = 0; i < f->nr_syms; i++)
		any |= kfunc_name(f, i) != NULL;
	if (!any)
		return false;
	for (uint32_t i = 0; i < f->nr_secs; i++)
		if (f->sec[i].sh_type == SHT_REL)
			relocs_settle(f, &f->sec[i]);
	for (uint32_t i = 0; i < f->nr_syms; i++)
		if (kfunc_name(f, i))
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

void externs_settle(const char *path, struct externs *e)
{
	struct file f = { .e = e };

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
