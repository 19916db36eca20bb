/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * trace.c - kiln trace: a command whose system calls are events for attached programs.
 */
#include <kiln/serve.h>
#include <string.h>
#include <sys/wait.h>

#include "serve.h"
#include "tool.h"

static const struct option_row options[] = { { 0 } };

static int run(int argc, char **argv)
{
	char path[4096];
	int status = 0, err;

	(void)argc;
	if (!command_find(argv[0], path, sizeof(path))) {
		complain("%s: no such command", argv[0]);
		return EXIT_USAGE;
	}
	if (!server_ready())
		return EXIT_USAGE;
	err = kiln_serve_trace(path, argv, &status);
	if (err) {
		complain("%s: %s", path, strerror(err));
		return EXIT_USAGE;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

const struct command cmd_trace = {
	.name = "trace",
	.args = "COMMAND [ARGUMENTS]",
	.summary = "run a command whose system calls are events for attached programs",
	.about =
		"Runs COMMAND, and all that it starts, and lets the programs that clients have attached to tracepoints of system calls in the\n"
		"server of `kiln serve` (syscalls:sys_enter_*, sys_exit_*, raw_syscalls) run at each; and those at functions and marks in files\n"
		"(uprobe, uretprobe, usdt), by breakpoints. They may read the memory of the process that calls; nothing is changed by them. The\n"
		"exit status is COMMAND's.\n\n"
		"    kiln with opensnoop &\n"
		"    kiln trace ls /tmp\n\n"
		"Only the server's own user can: programs of others would read what the server may read. A process that changes its user by\n"
		"a set-user-ID file does not get that user's rights.",
	.options = options,
	.run = run,
	.min_args = 1,
	.max_args = -2,
};
