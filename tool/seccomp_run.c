/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * seccomp_run.c - kiln seccomp run: a command under a policy.
 */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "maps.h"
#include "seccomp.h"
#include "strict.h"
#include "supervise.h"

static bool opt_maps;
static enum kiln_engine opt_engine;

static const struct option_row options[] = {
	{ "maps", 'm', OPT_FLAG, NULL, "of an eBPF policy: print its maps when the command has ended", &opt_maps },
	{ "engine", 'e', OPT_ENGINE, "jit|interp", "what runs an eBPF policy; default: native code where there is any",
	  &opt_engine },
	POLICY_OPTIONS,
	{ 0 },
};

bool is_object(const char *path)
{
	unsigned char head[4] = { 0 };
	FILE *f = fopen(path, "rb");
	size_t got = f ? fread(head, 1, sizeof(head), f) : 0;

	if (f)
		fclose(f);
	return got == sizeof(head) && !memcmp(head, "\177ELF", 4);
}

/* The kernel enforces it. Comes back only where it does not. */
static int classic_run(const char *path, char **argv)
{
	static struct policy p;
	struct kiln_policies *s = policies_new();
	int status = EXIT_USAGE;
	struct sock_fprog prog;

	if (!s || !policy_load(&p, path, &status) || !policy_decide(&p, s, &status))
		return status;
	prog = (struct sock_fprog){ (unsigned short)p.filter[0].nr, (struct sock_filter *)p.filter[0].insns };
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &prog)) {
		complain("%s: the kernel does not take it: %s", path, strerror(errno));
		return EXIT_REFUSED;
	}
	execvp(argv[0], argv);
	complain("%s: %s", argv[0], strerror(errno));
	return errno == ENOENT ? 127 : 126;
}

static int object_run(const char *path, char **argv)
{
	struct object_opts opts = { .engine = opt_engine };
	struct kiln_host *host;
	struct kiln *k = machine_new(1, &host);
	struct object *o = k ? object_open(k, path, &opts) : NULL;
	int status;

	if (!o)
		return EXIT_USAGE;
	status = supervise_object(o, host, path, argv);
	if (opt_maps && status >= 0)
		maps_print(stderr, o, UINT64_MAX);
	/* The thread that answered may still be in the kernel: nothing is taken from under it. */
	fflush(NULL);
	_exit(status < 0 ? EXIT_REFUSED : status);
}

static int run_main(int argc, char **argv)
{
	int status;

	(void)argc;
	if (!strcmp(argv[0], "strict")) {
		status = strict_run(argv + 1);
		return status < 0 ? EXIT_REFUSED : status;
	}
	return is_object(argv[0]) ? object_run(argv[0], argv + 1) : classic_run(argv[0], argv + 1);
}

const struct command cmd_seccomp_run = {
	.name = "seccomp run",
	.args = "POLICY -- COMMAND [ARGUMENT...]",
	.summary = "run a command under a policy",
	.about =
		"A classic policy is given to the kernel, for the command and all that it starts. Exit status is the command's.\n"
		"\"strict\" is the mode of the first seccomp: from its entry point on the command may read, write, exit and return from signals;\n"
		"anything else kills it. Programs have to be written for that: a C library's exit is another call.\n"
		"POLICY may also be an eBPF object, whose programs stand in sections \"seccomp\" (all calls) or \"seccomp/NAME,NAME\" (these calls; all\n"
		"others are allowed). They are proven safe, see struct seccomp_data, may use maps, clocks, bpf_probe_read_user() and _str(), and\n"
		"return SECCOMP_RET_*. A supervisor runs them when the kernel notifies it of a call, which costs a few microseconds.\n"
		"What a call points to is copied once, and the program sees the copy. Beware: the process, another thread of it, or whoever shares its\n"
		"memory can change the bytes after that. A policy that has looked at memory and answers SECCOMP_RET_ALLOW lets the kernel read them\n"
		"again, and must not be relied on for security. It may answer SECCOMP_RET_USER_NOTIF instead: then the supervisor itself opens the\n"
		"file whose path was copied (open, openat, openat2, creat), and puts the descriptor into the process. It does so only for processes\n"
		"with its own rights, root directory and mounts; else the call fails with EPERM. Other calls fail with ENOSYS.\n"
		"Of the other results, those that kill send SIGKILL, SECCOMP_RET_TRAP sends SIGSYS without the call's data.\n"
		"A process has at most one supervisor: a policy of this kind cannot run inside another.",
	.options = options,
	.run = run_main,
	.min_args = 2,
	.max_args = -1,
};
