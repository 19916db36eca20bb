/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * serve.c - kiln serve: a process that stands for a kernel.
 */
#include "serve.h"

#include <errno.h>
#include <fcntl.h>
#include <kiln/serve.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tool.h"

static bool background, stop;
static uint64_t max_objects, max_mb, fuel;
static struct list bridge_names;

static const struct option_row options[] = {
	{ "background", 'b', OPT_FLAG, NULL, "return when it serves, and let it go on", &background },
	{ "stop", 0, OPT_FLAG, NULL, "end the one that serves", &stop },
	{ "max-objects", 0, OPT_NUMBER, "N", "programs, maps and the like of one user, each (4096)", &max_objects },
	{ "bridge", 0, OPT_LIST, "A,B",
	  "pass packets from one interface to the other, as programs there allow; tap:NAME is made; xdp:NAME is had by AF_XDP; may be given again",
	  &bridge_names },
	{ "fuel", 0, OPT_FUEL, "N",
	  "loops that are not proven to end run on a budget of N jumps back in all (0: they are refused)", &fuel },
	{ "max-memory", 0, OPT_NUMBER, "MB", "memory of one user's maps and programs (1024)", &max_mb },
	{ 0 },
};

enum { BRIDGES_MAX = sizeof(bridge_names.item) / sizeof(bridge_names.item[0]) };
static struct kiln_bridge bridges[BRIDGES_MAX];

static bool bridges_read(void)
{
	for (unsigned int i = 0; i < bridge_names.nr; i++) {
		char *both = strdup(bridge_names.item[i]), *comma = both ? strchr(both, ',') : NULL;

		if (!comma || comma == both || !comma[1]) {
			complain("--bridge %s: it is two names with a comma between them", bridge_names.item[i]);
			return false;
		}
		*comma = 0;
		bridges[i] = (struct kiln_bridge){ both, comma + 1 }; /* until the process ends */
	}
	return true;
}

static void say(const char *sentence)
{
	complain("%s", sentence);
}

static int serve(const char *state, int ready)
{
	const struct kiln_serve_opts opts = { .state = state,
					      .max_objects = (uint32_t)max_objects,
					      .max_bytes = max_mb << 20,
					      .fuel = (uint32_t)fuel,
					      .bridges = bridges,
					      .nr_bridges = bridge_names.nr,
					      .say = say,
					      .ready = ready };

	switch (kiln_serve(&opts)) {
	case KILN_SERVE_ENDED:
		return EXIT_FINE;
	case KILN_SERVE_THERE:
		return EXIT_FINE; /* what was asked for is the case */
	default:
		complain("%s: %s", state, strerror(errno));
		return EXIT_USAGE;
	}
}

/* The server in a process of its own, which nobody waits for; this one goes on when clients may come. */
bool serve_begin(const char *state)
{
	enum { KEPT = 3 };
	int ready[2], null, status;
	char byte;
	pid_t pid;
	bool there;

	if (pipe2(ready, O_CLOEXEC))
		return false;
	pid = fork();
	if (!pid) {
		close(ready[0]);
		if (setsid() < 0 || fork())
			_exit(0);
		/* Nothing that was open here, a lock perhaps, is held for as long as it serves. */
		if (dup2(ready[1], KEPT) < 0 || close_range(KEPT + 1, ~0u, 0))
			_exit(EXIT_USAGE);
		null = open("/dev/null", O_RDWR);
		dup2(null, STDIN_FILENO);
		dup2(null, STDOUT_FILENO);
		if (chdir("/"))
			_exit(EXIT_USAGE);
		status = serve(state, KEPT);
		_exit(status);
	}
	close(ready[1]);
	if (pid > 0)
		waitpid(pid, NULL, 0);
	there = read(ready[0], &byte, 1) == 1 || kiln_serve_there(state);
	close(ready[0]);
	return there;
}

static int run(int argc, char **argv)
{
	char state[96];

	(void)argc, (void)argv;
	if (!kiln_serve_state(state, sizeof(state))) {
		complain("the path of KILN_STATE is too long, or the folder in /tmp is another user's");
		return EXIT_USAGE;
	}
	if (stop) {
		if (kiln_serve_stop(state))
			return EXIT_FINE;
		complain("%s: nobody serves, or it is another user's", state);
		return EXIT_REFUSED;
	}
	if (!bridges_read())
		return EXIT_USAGE;
	if (background)
		return serve_begin(state) ? EXIT_FINE : EXIT_USAGE;
	return serve(state, -1);
}

const struct command cmd_serve = {
	.name = "serve",
	.args = "",
	.summary = "hold programs and maps between commands, as a kernel would",
	.about =
		"Stands for the kernel that clients of bpf(2) talk to: it holds their programs, maps, type information and pins, verifies and runs\n"
		"programs, as an ordinary user and without any privilege. `kiln with COMMAND` starts it where it is needed, and leads COMMAND to it.\n\n"
		"Its folder is $KILN_STATE, or kiln in $XDG_RUNTIME_DIR: so several can stand side by side. If one serves that folder already,\n"
		"nothing is done. Each user who may enter the folder has objects of its own. Pins are files in pins-UID, which stands for\n"
		"/sys/fs/bpf. The next server has them again, from the file kept-UID: programs, and maps with their elements as they were at the\n"
		"end, or, after a crash, some seconds before it; not links, nor what lies in ring buffers and queues.\n\n"
		"Programs that its own user's clients attach to interfaces (bpftool net, ip link set ... xdp, tc filter ... bpf, links) get the\n"
		"packets, where it may have packet sockets: it needs CAP_NET_RAW in its network namespace. Those are copies: the stack gets the\n"
		"packet, too, whatever the verdict is; TX and redirect do send. With --bridge, packets go from one interface to the other\n"
		"through the server alone, and a verdict is what happens to them; the interfaces have no addresses then. A tap:NAME that stands\n"
		"for one side is an interface of this machine, made by the server (CAP_NET_ADMIN, /dev/net/tun). With xdp:NAME, packets are\n"
		"taken by AF_XDP sockets where they arrive, and the stack sees none of them; this needs root, and an interface without an XDP\n"
		"program or more than 64 queues. Its rx-vlan-offload is turned off, and stays so: tags are in packets. What the other end of a\n"
		"veth leaves to hardware, checksums and VLAN tags, is lost on that way: ethtool -K NAME tx off txvlan off there.\n\n"
		"    kiln serve --background --bridge eth1,eth2\n"
		"    kiln with ip link set dev eth1 xdp obj firewall.o sec xdp",
	.options = options,
	.run = run,
	.min_args = 0,
	.max_args = 0,
};
