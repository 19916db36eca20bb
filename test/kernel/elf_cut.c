// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * elf_cut.c - cuts the eBPF objects out of files that hold them: programs with skeletons, libraries, the objects themselves.
 *
 *	elf_cut FOLDER NAME FILE	writes FOLDER/NAME.o, FOLDER/NAME-1.o ... and prints how many
 *
 * An object is found by its ELF header (64 bits, little-endian, relocatable, machine BPF); its length is where its last
 * section or the table of sections ends. Nothing in the file is trusted: what does not fit is passed over.
 */
#include <elf.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const unsigned char head[] = { 0x7f, 'E', 'L', 'F', ELFCLASS64, ELFDATA2LSB, EV_CURRENT };

/* The length of the object at p, of which left bytes are there; 0: it is none. */
static size_t object_len(const unsigned char *p, size_t left)
{
	Elf64_Ehdr eh;
	Elf64_Shdr sh;
	uint64_t end;

	if (left < sizeof(eh) || memcmp(p, head, sizeof(head)) != 0)
		return 0;
	memcpy(&eh, p, sizeof(eh));
	if (eh.e_machine != EM_BPF || eh.e_type != ET_REL || eh.e_shentsize != sizeof(sh) || eh.e_shoff > left ||
	    (uint64_t)eh.e_shnum * sizeof(sh) > left - eh.e_shoff)
		return 0;
	end = eh.e_shoff + (uint64_t)eh.e_shnum * sizeof(sh);
	for (unsigned i = 0; i < eh.e_shnum; i++) {
		memcpy(&sh, p + eh.e_shoff + i * sizeof(sh), sizeof(sh));
		if (sh.sh_type == SHT_NOBITS)
			continue;
		if (sh.sh_offset > left || sh.sh_size > left - sh.sh_offset)
			return 0;
		if (sh.sh_offset + sh.sh_size > end)
			end = sh.sh_offset + sh.sh_size;
	}
	return end;
}

static bool write_out(const char *folder, const char *name, unsigned nr, const unsigned char *p, size_t len)
{
	char path[4096], number[16] = "";
	FILE *out;
	bool fine;

	if (nr)
		snprintf(number, sizeof(number), "-%u", nr);
	snprintf(path, sizeof(path), "%s/%s%s.o", folder, name, number);
	out = fopen(path, "wb");
	if (!out)
		return false;
	fine = fwrite(p, 1, len, out) == len;
	return !fclose(out) && fine;
}

static unsigned char *read_all(const char *path, size_t *len)
{
	FILE *in = fopen(path, "rb");
	unsigned char *p = NULL;
	long end;

	if (in && !fseek(in, 0, SEEK_END) && (end = ftell(in)) > 0 && !fseek(in, 0, SEEK_SET)) {
		*len = (size_t)end;
		p = malloc(*len);
		if (p && fread(p, 1, *len, in) != *len) {
			free(p);
			p = NULL;
		}
	}
	if (in)
		fclose(in);
	return p;
}

int main(int argc, char **argv)
{
	unsigned char *file, *at;
	unsigned nr = 0;
	size_t len = 0, one;

	if (argc != 4) {
		fprintf(stderr, "usage: elf_cut FOLDER NAME FILE\n");
		return 2;
	}
	file = read_all(argv[3], &len);
	if (!file) {
		fprintf(stderr, "elf_cut: cannot read %s\n", argv[3]);
		return 2;
	}
	for (at = file; (at = memmem(at, len - (size_t)(at - file), head, sizeof(head))) != NULL; at += one ? one : 1) {
		one = object_len(at, len - (size_t)(at - file));
		if (one && !write_out(argv[1], argv[2], nr++, at, one)) {
			fprintf(stderr, "elf_cut: cannot write into %s\n", argv[1]);
			return 2;
		}
	}
	printf("%u\n", nr);
	free(file);
	return 0;
}
