/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * with.c - kiln with: a command whose bpf(2), or whose packet filters, are Kiln's.
 */
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <kiln/serve.h>
#include <stdlib.h>
#include <string.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "serve.h"
#include "tool.h"

static const char device[] = "/dev/kiln";
static bool opt_kernel;

static const struct option_row options[] = {
	{ "kernel", 'k', OPT_FLAG, NULL, "let the machine in the kernel answer (kiln.ko), not a server", &opt_kernel },
	{ 0 },
};

/* What is preloaded, by the library that the command is linked with. The first row stands for all that are linked with none. */
static const struct preload {
	const char *needs, *library;
	bool server;
} preloads[] = {
	{ "libbpf.so", "libkiln-with.so", true },
	{ "libpcap.so", "libkiln-pcap.so", false },
};

/* Bit i: row i, because its library is named in the command's file. */
static unsigned int preloads_of(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	const void *bytes = MAP_FAILED;
	unsigned int rows = 0;

	if (fd >= 0 && !fstat(fd, &st) && st.st_size > 0)
		bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
	for (unsigned int i = 0; bytes != MAP_FAILED && i < sizeof(preloads) / sizeof(preloads[0]); i++)
		if (memmem(bytes, (size_t)st.st_size, preloads[i].needs, strlen(preloads[i].needs)))
			rows |= 1u << i;
	if (fd >= 0)
		close(fd); /* what is mapped stays until the command takes this process's place */
	return rows ? rows : 1;
}

/* The library beside this program, or where make install puts it; false: there is none. */
static bool library_find(const char *name, char *path, size_t cap)
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
		if ((size_t)snprintf(path, cap, "%s%s%s", self, places[i], name) < cap && !access(path, R_OK))
			return true;
	return false;
}

/* What is preloaded begins by this command what is linked statically: shim/exec.c. */
static bool self_tell(void)
{
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	if (n < 0)
		return false;
	self[n] = 0;
	return !setenv("KILN_WITH", self, 1);
}

/* Before those that are preloaded already. */
static bool preload(const char *library)
{
	const char *others = getenv("LD_PRELOAD");
	char all[8192];
	int n = snprintf(all, sizeof(all), "%s%s%s", library, others && *others ? ":" : "", others ? others : "");

	return n > 0 && (size_t)n < sizeof(all) && !setenv("LD_PRELOAD", all, 1);
}

bool command_find(const char *name, char *path, size_t cap)
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

/* The module is loaded, and the library is told so. False after complaining. */
static bool device_ready(void)
{
	if (access(device, R_OK | W_OK)) {
		complain("%s: %s; the module kiln.ko makes it, for root", device, strerror(errno));
		return false;
	}
	return !setenv("KILN_DEVICE", device, 1);
}

bool server_ready(void)
{
	char state[96];

	if (!kiln_serve_state(state, sizeof(state))) {
		complain("the path of KILN_STATE is too long, or the folder in /tmp is another user's");
		return false;
	}
	if (!kiln_serve_there(state)) {
		if (errno == EPERM) {
			complain("%s: what serves there is another user's", state);
			return false;
		}
		if (!serve_begin(state)) {
			complain("%s: the server does not start", state);
			return false;
		}
	}
	return !setenv("KILN_STATE", state, 1);
}

static bool row_ready(const struct preload *p)
{
	char library[4096];

	if (!library_find(p->library, library, sizeof(library))) {
		complain("%s is not where it was installed", p->library);
		return false;
	}
	/* bpftrace looks for the kernel's types among the objects of bpf(2), unless it is told where they are. */
	if (p->server && !opt_kernel)
		setenv("BPFTRACE_BTF", "/sys/kernel/btf/vmlinux", 0);
	return (!p->server || (opt_kernel ? device_ready() : server_ready() && self_tell())) && preload(library);
}

static int supervise(const char *path, char **argv)
{
	int status, err = kiln_serve_supervise(path, argv, &status);

	if (err) {
		complain("%s: %s", path, strerror(err));
		return EXIT_USAGE;
	}
	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	/* Who waits for this process is to see the same. */
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	signal(WTERMSIG(status), SIG_DFL);
	raise(WTERMSIG(status));
	return 128 + WTERMSIG(status);
}

static int run(int argc, char **argv)
{
	const char *as = getenv("KILN_AS");
	unsigned int rows;
	char path[4096];

	(void)argc;
	if (as)
		as = strdup(as);
	unsetenv("KILN_AS");
	if (!command_find(argv[0], path, sizeof(path))) {
		complain("%s: no such command", argv[0]);
		return EXIT_USAGE;
	}
	if (opt_kernel && is_static(path)) {
		complain("%s: linked statically: it calls the kernel's own bpf(2) whatever is preloaded", path);
		return EXIT_USAGE;
	}
	/* What it starts may be dynamic again. */
	rows = is_static(path) ? 1 : preloads_of(path);
	for (unsigned int i = 0; i < sizeof(preloads) / sizeof(preloads[0]); i++)
		if (rows >> i & 1 && !row_ready(&preloads[i]))
			return EXIT_USAGE;
	if (as)
		argv[0] = (char *)(uintptr_t)as; /* until the end */
	if (is_static(path)) {
		unsetenv("KILN_WITH"); /* what it starts is supervised, too, whatever it is linked with */
		return supervise(path, argv);
	}
	execv(path, argv);
	complain("%s: %s", path, strerror(errno));
	return EXIT_USAGE;
}

const struct command cmd_with = {
	.name = "with",
	.args = "COMMAND [ARGUMENTS]",
	.summary = "run a command whose bpf(2), or whose packet filters, are Kiln's",
	.about =
		"Runs COMMAND as it is, with its calls of bpf(2) and the paths below /sys/fs/bpf led to the server of `kiln serve`, which is\n"
		"started where there is none. So bpftool, and programs with libbpf, work without privileges, and touch nothing of the kernel.\n\n"
		"    kiln with bpftool prog load prog.o /sys/fs/bpf/prog\n"
		"    kiln with bpftool map dump name counts\n"
		"    kiln with bpftrace -e 'tracepoint:raw_syscalls:sys_enter { @[comm] = count(); }'   # of what kiln trace runs\n\n"
		"With --kernel the module kiln.ko answers by /dev/kiln, for root: what is attached there gets the kernel's own events.\n\n"
		"    kiln with --kernel bpftool prog load prog.o /sys/fs/bpf/prog\n\n"
		"A COMMAND that is linked with libpcap instead has its filters on capture files proven, compiled and run here, and the files\n"
		"read in large blocks; what it prints stays the same.\n\n"
		"    kiln with tcpdump -r traffic.pcap -w web.pcap tcp port 80\n\n"
		"A library is preloaded into it. A COMMAND that is linked statically is stopped by the kernel at each call of bpf(2) instead; its\n"
		"paths below /sys/fs/bpf are not led anywhere. The same holds for what COMMAND starts. What changes its user is out of reach.",
	.options = options,
	.run = run,
	.min_args = 1,
	.max_args = -2,
};
