/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * nested.c - bpf(2) in a handler of a signal that comes in the middle of bpf(2); in children that are forked while a thread is in it, or
 * receives answers of rtnetlink; and after a thread was ended by pthread_cancel() in it.
 *
 * Prints how many signals were handled, how many of the children failed, and how many threads were ended; fails where there was no signal, or
 * a child did. Where a thread takes something along that others wait for, it does not end.
 */
#define _GNU_SOURCE
#include <bpf/bpf.h>
#include <linux/rtnetlink.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CALLS = 50000, CHILDREN = 50, BAD_MAX = 3, CHILD_S = 3, THREADS = 300 };

static int map;
static volatile long handled;
static volatile bool ends;

static bool look(void)
{
	int key = 0, value;

	return !bpf_map_lookup_elem(map, &key, &value);
}

static void on(int sig)
{
	(void)sig;
	handled += look();
}

static void signals(void)
{
	struct itimerval each = { { 0, 1000 }, { 0, 1000 } };

	signal(SIGALRM, on);
	setitimer(ITIMER_REAL, &each, NULL);
	for (int i = 0; i < CALLS || handled < 10; i++)
		look();
	setitimer(ITIMER_REAL, &(struct itimerval){ 0 }, NULL);
	signal(SIGALRM, SIG_DFL);
}

static void *loop(void *arg)
{
	while (!ends)
		look();
	return arg;
}

/* What the kernel says of the first interface. */
static bool receive(void)
{
	struct {
		struct nlmsghdr head;
		struct ifinfomsg info;
	} ask = { { sizeof(ask), RTM_GETLINK, NLM_F_REQUEST, 1, 0 }, { .ifi_index = 1 } };
	const int fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
	char answer[8192];
	const bool ok = send(fd, &ask, sizeof(ask), 0) == sizeof(ask) && recv(fd, answer, sizeof(answer), 0) > 0;

	close(fd);
	return ok;
}

static void *receive_loop(void *arg)
{
	while (!ends)
		receive();
	return arg;
}

static int children(void *(*meanwhile)(void *), bool (*then)(void))
{
	pthread_t thread;
	int status, bad = 0;
	pid_t child;

	ends = false;
	pthread_create(&thread, NULL, meanwhile, NULL);
	for (int i = 0; i < CHILDREN && bad < BAD_MAX; i++) {
		child = fork();
		if (!child) {
			alarm(CHILD_S);
			_exit(!then());
		}
		bad += waitpid(child, &status, 0) != child || status;
	}
	ends = true;
	pthread_join(thread, NULL);
	return bad;
}

/* With descriptors, whose answers come by what is a place where a thread may be ended. */
static void *make(void *arg)
{
	for (;;)
		close(bpf_map_create(BPF_MAP_TYPE_ARRAY, "nested", 4, 4, 1, NULL));
	return arg;
}

static int threads(void)
{
	pthread_t thread;
	int nr;

	for (nr = 0; nr < THREADS; nr++) {
		if (pthread_create(&thread, NULL, make, NULL))
			break;
		usleep((useconds_t)nr);
		pthread_cancel(thread);
		pthread_join(thread, NULL);
		if (!look())
			break;
	}
	return nr;
}

int main(void)
{
	int bad;

	map = bpf_map_create(BPF_MAP_TYPE_ARRAY, "nested", 4, 4, 1, NULL);
	signals();
	printf("%ld signals\n", handled);
	fflush(stdout);
	bad = children(loop, look) + children(receive_loop, receive);
	printf("%d children failed\n", bad);
	fflush(stdout);
	printf("%d threads ended\n", threads());
	return bad || !handled;
}
