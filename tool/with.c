/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * with.c - kiln with: a command whose bpf(2) is Kiln's.
 */
#include <elf.h>
#include <errno.h>
#include <kiln/serve.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "serve.h"
#include "tool.h"

static const struct option_row options[] = { { 0 } };

/* The library beside this program, or where make install puts it; false: there is none. */
static bool library_find(char *path, size_t cap)
{
	static const char *const places[] = { "", "../lib/kiln/" };
	char self[2048], *end;
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	if (n < 0)
		return false;
	self[n] = 0;
	end = strrchr(self, '/');
	if (!end)
		return false;
	end[1] = 0;
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if ((size_t)snprintf(path, cap, "%s%slibkiln-with.so", self, places[i]) < cap && !access(path, R_OK))
			return true;
	return false;
}

/* Before those that are preloaded already. */
static bool preload(const char *library)
{
	const char *others = getenv("LD_PRELOAD");
	char all[8192];
	int n = snprintf(all, sizeof(all), "%s%s%s", library, others && *others ? ":" : "", others ? others : "");

	return n > 0 && (size_t)n < sizeof(all) && !setenv("LD_PRELOAD", all, 1);
}

/* The file that execvp would run; false where it finds none. */
static bool command_find(const char *name, char *path, size_t cap)
{
	const char *dirs = getenv("PATH"), *end;

	if (strchr(name, '/'))
		return (size_t)snprintf(path, cap, "%s", name) < cap && !access(path, X_OK);
	for (dirs = dirs ? dirs : "/usr/bin:/bin"; *dirs; dirs = *end ? end + 1 : end) {
		end = strchrnul(dirs, ':');
		if ((size_t)snprintf(path, cap, "%.*s/%s", (int)(end - dirs), dirs, name) < cap && !access(path, X_OK))
			return true;
	}
	return false;
}

/* A program without a dynamic linker loads no library. */
static bool is_static(const char *path)
{
	FILE *f = fopen(path, "rb");
	Elf64_Ehdr head = { 0 };
	Elf64_Phdr ph;
	bool is = true;

	if (!f)
		return false;
	if (fread(&head, sizeof(head), 1, f) != 1 || memcmp(head.e_ident, ELFMAG, SELFMAG) ||
	    head.e_ident[EI_CLASS] != ELFCLASS64)
		is = false; /* a script */
	for (int i = 0; is && i < head.e_phnum; i++)
		if (!fseek(f, (long)(head.e_phoff + (Elf64_Off)i * head.e_phentsize), SEEK_SET) &&
		    fread(&ph, sizeof(ph), 1, f) == 1 && ph.p_type == PT_INTERP)
			is = false;
	fclose(f);
	return is;
}

static int run(int argc, char **argv)
{
	char library[4096], path[4096], state[96];

	(void)argc;
	if (!kiln_serve_state(state, sizeof(state))) {
		complain("the path of KILN_STATE is too long");
		return EXIT_USAGE;
	}
	if (!library_find(library, sizeof(library))) {
		complain("libkiln-with.so is not where it was installed");
		return EXIT_USAGE;
	}
	if (!command_find(argv[0], path, sizeof(path))) {
		complain("%s: no such command", argv[0]);
		return EXIT_USAGE;
	}
	if (is_static(path)) {
		complain("%s is linked statically; only dynamic programs can be led to Kiln yet", path);
		return EXIT_USAGE;
	}
	if (!kiln_serve_there(state) && !serve_begin(state)) {
		complain("%s: the server does not start", state);
		return EXIT_USAGE;
	}
	if (setenv("KILN_STATE", state, 1) || !preload(library)) {
		complain("%s", strerror(errno));
		return EXIT_USAGE;
	}
	execv(path, argv);
	complain("%s: %s", path, strerror(errno));
	return EXIT_USAGE;
}

const struct command cmd_with = {
	"with",
	"COMMAND [ARGUMENTS]",
	"run a command whose bpf(2) is Kiln's",
	"Runs COMMAND as it is, with its calls of bpf(2) and the paths below /sys/fs/bpf led to the server of `kiln serve`, which is\n"
	"started where there is none. So bpftool, and programs with libbpf, work without privileges, and touch nothing of the kernel.\n\n"
	"    kiln with bpftool prog load prog.o /sys/fs/bpf/prog\n"
	"    kiln with bpftool map dump name counts\n\n"
	"It is a library that is preloaded: a COMMAND that is linked statically, or changes its user, is out of reach.",
	options,
	run,
	1,
	-2,
	NULL
};
