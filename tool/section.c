/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * section.c - see section.h.
 */
#include "section.h"

#include <bpf/libbpf.h>
#include <linux/bpf.h>
#include <string.h>

static const struct {
	const char *name;
	uint32_t prog_type, attach_type;
} sections[] = {
#define SECTION(name, prog_type, attach_type) { name, prog_type, attach_type },
#include "section.tbl"
#undef SECTION
};

void sections_register(void)
{
	static bool done;

	for (size_t i = 0; !done && i < sizeof(sections) / sizeof(sections[0]); i++)
		libbpf_register_prog_handler(sections[i].name, (enum bpf_prog_type)sections[i].prog_type,
					     (enum bpf_attach_type)sections[i].attach_type, NULL);
	done = true;
}

bool section_sleeps(const char *section)
{
	size_t len = strcspn(section, "/");

	return len > 2 && section[len - 2] == '.' && section[len - 1] == 's';
}

const struct kiln_kind *section_kind(const char *name)
{
	const struct kiln_kind *kind = kiln_kind_by_name(name);
	enum bpf_attach_type attach;
	enum bpf_prog_type type;

	sections_register();
	if (kind)
		return kind;
	return libbpf_prog_type_by_name(name, &type, &attach) ? NULL : kiln_kind_for(type, attach);
}

const char *section_no_kind(uint32_t prog_type)
{
	switch (prog_type) {
	case BPF_PROG_TYPE_STRUCT_OPS:
		return "struct_ops programs stand in a table of the kernel's functions, which is not known here";
	case BPF_PROG_TYPE_EXT:
		return "freplace programs stand for a function of another program, which is not known here";
	}
	return "programs of this kind are not known here";
}
