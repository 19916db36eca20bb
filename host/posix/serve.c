/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * serve.c - the server of `kiln serve`: one thread, one epoll, clients that are never waited for.
 *
 * Overview     a client's bytes are gathered until a message is whole; it is answered at once (remote.c), and the answer leaves as the
 *              socket takes it. While an answer is on its way nothing more of that client is read. Test runs, and proofs that
 *              take long, are not answered at once: they are done in a thread of their user's (runner.c), and this one hears of their end.
 * Turns        users who have something to be done stand in a queue, and so do their clients. Who is next has a message answered, and
 *              more for a millisecond, and stands at the end again. So one waits for one message of each other user, and of its own clients.
 * Users        a machine for each user id, made when its first client comes, and kept. Nothing of one is reachable from another.
 * Folder       lock (held while it serves), socket, pins-UID, kept-UID (keep.c). Whoever may enter the folder may be a client.
 * Limits       objects and memory of a user, its clients, pins, and files that are open for it (may_have), bytes of a message, of all that is
 *              gathered for or on its way to a user's clients, time of a test run.
 */
#include "attach.h"
#include "now.h"
#include "remote.h"

#include "away.h"
#include "keep.h"
#include "line.h"
#include "news.h"
#include "perf_ring.h"
#include "posix.h"
#include "raise.h"
#include "runner.h"
#include "sock.h"
#include "state.h"
#include "trace.h"

#include <errno.h>
#include <fcntl.h>
#include <kiln/serve.h>
#include <linux/futex.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum {
	USERS_MAX = 64,
	CLIENTS_MAX = 1024,
	CLIENTS_EACH = 256,
	OBJECTS_MAX = 4096,
	PINS_MAX = 4096,
	OWN_FILES = 64,
	READ_AT_ONCE = 65536,
	EVENTS = 64,
	SLOW_ANSWERS = 15,
	AWAY_MAX = 512,
	RIGHTS_MAX = 253 /* SCM_MAX_FD */
};
#define TURN_NS	       1000000ull
#define BYTES_MAX      (1024ull * 1024 * 1024)
#define RUN_NS_MAX     2000000000ull
/* Of one, for which this thread may wait: an event of an interface, or one that a client raises. */
#define ONE_RUN_NS_MAX 200000000ull
#define SETTLE_NS      20000000ull
#define RUN_INSNS_MAX  (1ull << 26)
#define HELD_MAX       ((size_t)256 * 1024 * 1024)

/* In a queue, once at most. */
struct turn {
	struct turn *next;
	bool waits;
};
struct turns {
	struct turn *first, *last;
};

struct owner {
	struct turn turn;   /* first: what server.turns holds */
	struct turns turns; /* of its clients */
	struct owner *next;
	uid_t uid;
	struct kiln_host *host;
	struct kiln *k;
	struct kiln_sys *s;
	struct descs descs;
	struct pins pins;
	struct keep keep;
	struct runner *runner; /* NULL: nothing was to run yet */
	struct turn at_socks;  /* in turns, as if they were a client */
	struct socks *socks;   /* NULL: no program was at a socket yet */
	struct away *away;     /* what clients may have put descriptors into */
	const struct server *server;
	uint32_t nr_clients;
	size_t held; /* by buffers of its clients */
};

/* Of a program that it has run: it waits for something to be done, or for what the client was asked for that. */
enum upcall { UPCALL_NONE, UPCALL_BEGINS, UPCALL_NEEDS };

struct client {
	struct turn turn; /* first: what owner.turns holds */
	struct client *next, **before;
	int fd;
	int came;	   /* a descriptor that it has sent; -1: none */
	struct slot *slot; /* beside the socket (line.h); NULL: it has not asked for it */
	int bell;	   /* rings when there is something in it */
	uint32_t asked;	   /* what was taken from it last */
	bool is_short;	   /* what came last came by it */
	enum upcall upcall;
	bool ended;	      /* what it waits for has, and it is to answer first what it was asked meanwhile */
	uint32_t slow;	      /* answers after which nobody looks for more: it did not ask again at once */
	uint32_t heard, rung; /* events of the socket, of the bell, since its last turn */
	uint32_t watched;     /* what epoll was told to tell */
	uid_t uid;
	pid_t pid; /* as it was when it connected; 0: it is not seen from here */
	struct owner *user;
	struct bytes in;
	size_t sent; /* of remote.out */
	size_t held; /* as user.held has it */
	struct remote remote;
};

struct server {
	const struct kiln_serve_opts *opts;
	int dir, lock, listen, epoll, signals;
	int ran;	 /* an eventfd: something that takes long is done */
	int tick;	 /* a timer: time to sweep */
	bool ticks;	 /* it is set */
	struct net *net; /* of the server's own user: packets are not shown to others */
	struct owner *users;
	struct client *clients;
	const struct client *asks; /* whose question is being answered; NULL: nobody's */
	struct client *near;	   /* whose was, in its slot, last */
	struct slot_watcher watch;
	struct turns turns; /* of users */
	uint32_t nr_users, nr_clients;
	uint32_t max_files, max_clients; /* in all, of users' objects and pins */
	bool deaf;			 /* no more connections are taken: there is no descriptor to be had */
	bool ends;
};

/* -- users ----------------------------------------------------------------------------------------------------------- */

static struct posix_host *posix_host_of(const struct owner *u)
{
	return (struct posix_host *)(void *)u->host;
}

/*
 * Whether u, who has what of() says, may have nr more, so that others have some, too: of one half of max each of USERS_MAX has a share that nobody
 * else takes, and of the other half nobody takes more than is left.
 */
static bool may_have(const struct server *s, const struct owner *u, uint32_t (*of)(const struct owner *u), uint32_t nr,
		     uint32_t max)
{
	const uint32_t share = max / 2 / USERS_MAX, wants = of(u) + nr;
	uint32_t taken = 0;

	if (wants <= share)
		return true;
	for (const struct owner *each = s->users; each; each = each->next)
		taken += of(each) > share ? of(each) - share : 0;
	return taken <= max / 2 && wants - share <= max / 2 - taken;
}

/* A pin's, and the shared memory of a map that has no descriptor. */
static uint32_t user_files(const struct owner *u)
{
	return u->descs.files + 2 * u->pins.nr;
}

static bool user_may_open(const void *arg, uint32_t nr)
{
	const struct owner *u = arg;

	return may_have(u->server, u, user_files, nr, u->server->max_files);
}

static uint32_t user_clients(const struct owner *u)
{
	return u->nr_clients;
}

static bool user_may_come(const struct owner *u)
{
	return u->nr_clients < CLIENTS_EACH && may_have(u->server, u, user_clients, 1, u->server->max_clients);
}

static void user_gone(void *cookie, struct kiln_object *o)
{
	struct owner *u = cookie;

	desc_gone(&u->descs, o);
	if (kiln_object_type(o) == KILN_OBJECT_PERF)
		perf_ring_gone(posix_host_of(u), o);
}

static void user_sweep(void *cookie)
{
	struct owner *u = cookie;

	desc_sweep(&u->descs);
	pins_sweep(&u->pins);
}

/* A program that is being tried, or a timer's, may keep readers for as long as it runs: then nobody waits for them. */
static void user_settle(void *cookie)
{
	struct owner *u = cookie;

	for (const struct owner *each = u->server->users; each; each = each->next)
		if ((each->runner && runner_busy(each->runner, RUN_NS_MAX)) || posix_alarm_busy(posix_host_of(each)))
			return;
	posix_settle(SETTLE_NS);
}

static bool user_may_pin(const struct owner *u)
{
	return u->pins.nr < PINS_MAX && user_may_open(u, 2);
}

static enum kiln_err user_pin(void *cookie, const char *path, struct kiln_object *o)
{
	struct owner *u = cookie;

	if (!user_may_pin(u))
		pins_sweep(&u->pins);
	return user_may_pin(u) ? pins_pin(&u->pins, path, o) : KILN_ERR_NOSPC;
}

static enum kiln_err user_get(void *cookie, const char *path, struct kiln_object **o)
{
	struct owner *u = cookie;

	return pins_get(&u->pins, path, o);
}

static enum kiln_err user_perf(void *cookie, struct kiln_map *m, uint32_t slot, struct kiln_object *perf)
{
	struct owner *u = cookie;

	return perf_ring_place(posix_host_of(u), perf, m, slot);
}

static void user_wake(void *arg, struct kiln_map *m)
{
	struct owner *u = arg;

	desc_wake(&u->descs, m);
}

/* The user's folder of pins. */
static int pins_folder(const struct server *s, uid_t uid)
{
	char name[32];
	int fd;

	snprintf(name, sizeof(name), "pins-%u", (unsigned int)uid);
	if (mkdirat(s->dir, name, 0700) && errno != EEXIST)
		return -1;
	fd = openat(s->dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd >= 0 && uid != geteuid() && fchown(fd, uid, (gid_t)-1)) {
		close(fd);
		return -1;
	}
	return fd;
}

static void user_free(struct owner *u)
{
	runner_free(u->runner);
	socks_free(u->socks);
	away_free(u->away);
	keep_end(&u->keep);
	pins_end(&u->pins);
	kiln_sys_free(u->s);
	kiln_free(u->k);
	kiln_posix_host_free(u->host);
	desc_end(&u->descs);
	free(u);
}

/* 0: the server's own; 1: another one, where an interface's number means another one. */
static uint64_t user_net(void *cookie)
{
	const struct client *c = ((const struct owner *)cookie)->server->asks;

	return c && !posix_same_net(c->pid);
}

static struct owner *user_new(struct server *s, uid_t uid)
{
	struct owner *u = calloc(1, sizeof(*u));
	const struct kiln_posix_opts host = { .share = true,
					      .closed = true,
					      .wake = user_wake,
					      .arg = u,
					      .max_bytes = s->opts->max_bytes ? s->opts->max_bytes : BYTES_MAX };
	const struct kiln_sys_opts sys = { .cookie = u,
					   .uid = uid,
					   .max_objects = s->opts->max_objects ? s->opts->max_objects : OBJECTS_MAX,
					   .fuel = s->opts->fuel,
					   .max_run_ns = RUN_NS_MAX,
					   .max_run_insns = RUN_INSNS_MAX,
					   .gone = user_gone,
					   .code_hidden = uid != geteuid(),
					   .net = user_net,
					   .interface = posix_interface,
					   .types = posix_types,
					   .tasks = uid == geteuid() ? posix_tasks
								     : NULL, /* it sees what this one sees */
					   .sweep = user_sweep,
					   .settle = user_settle,
					   .pin = user_pin,
					   .get = user_get,
					   .perf = user_perf };

	char name[32];

	if (!u)
		return NULL;
	u->uid = uid;
	u->server = s;
	u->pins.dir = pins_folder(s, uid);
	u->away = away_new();
	if (u->away && u->pins.dir >= 0 && !kiln_posix_host_new(&host, &u->host) && !kiln_new(u->host, &u->k) &&
	    !kiln_sys_new(u->k, &sys, &u->s)) {
		u->descs.host = u->host;
		u->descs.may = user_may_open;
		u->descs.arg = u;
		kiln_run_max(u->k, ONE_RUN_NS_MAX);
		snprintf(name, sizeof(name), "kept-%u", (unsigned int)uid);
		/* Who would be served without it loses what is pinned. */
		if (keep_open(&u->keep, u->s, &u->pins, s->dir, name))
			return u;
	}
	user_free(u);
	return NULL;
}

/* -- turns ----------------------------------------------------------------------------------------------------------- */

static void turn_put(struct turns *q, struct turn *t)
{
	if (t->waits)
		return;
	t->waits = true;
	t->next = NULL;
	if (q->first)
		q->last->next = t;
	else
		q->first = t;
	q->last = t;
}

static struct turn *turn_take(struct turns *q)
{
	struct turn *t = q->first;

	if (t) {
		q->first = t->next;
		t->waits = false;
	}
	return t;
}

static void turn_drop(struct turns *q, const struct turn *t)
{
	struct turn *all = q->first, *next;

	*q = (struct turns){ 0 };
	for (; all; all = next) {
		next = all->next;
		all->waits = false;
		if (all != t)
			turn_put(q, all);
	}
}

static bool is_idle(const struct owner *u)
{
	for (int type = 0; type < KILN_OBJECT_TYPES; type++)
		if (kiln_sys_count(u->s, type))
			return false;
	return !u->nr_clients && !u->pins.first && (!u->runner || !runner_busy(u->runner, RUN_NS_MAX));
}

/* Who has nothing any more gives its place back. Not the server's own, whose interfaces are. */
static void users_drop(struct server *s)
{
	for (struct owner **at = &s->users, *u; (u = *at);) {
		if (!u->nr_clients)
			kiln_sys_sweep(u->s);
		if (u->uid == geteuid() || !is_idle(u)) {
			at = &u->next;
			continue;
		}
		*at = u->next;
		s->nr_users--;
		if (u->turn.waits)
			turn_drop(&s->turns, &u->turn);
		user_free(u);
	}
}

static struct owner *user_of(struct server *s, uid_t uid)
{
	struct owner *u;

	for (u = s->users; u; u = u->next)
		if (u->uid == uid)
			return u;
	if (s->nr_users == USERS_MAX)
		users_drop(s);
	u = s->nr_users < USERS_MAX ? user_new(s, uid) : NULL;
	if (u) {
		u->next = s->users;
		s->users = u;
		s->nr_users++;
	}
	return u;
}

static void owner_ready(struct server *s, struct owner *u, struct turn *t)
{
	turn_put(&u->turns, t);
	turn_put(&s->turns, &u->turn);
}

static void client_ready(struct server *s, struct client *c)
{
	owner_ready(s, c->user, &c->turn);
}

/* -- clients --------------------------------------------------------------------------------------------------------- */

/* With it close the descriptors that a client has sent there and nobody has received. */
static void end_away(const struct server *s, struct owner *u, int fd)
{
	epoll_ctl(s->epoll, EPOLL_CTL_DEL, fd, NULL);
	away_put(u->away, fd);
}

static void came_away(struct client *c)
{
	if (c->came >= 0)
		away_put(c->user->away, c->came);
	c->came = -1;
}

static void client_end(struct server *s, struct client *c)
{
	if (s->near == c)
		s->near = NULL;
	*c->before = c->next;
	if (c->next)
		c->next->before = c->before;
	s->nr_clients--;
	c->user->nr_clients--;
	c->user->held -= c->held;
	if (c->turn.waits)
		turn_drop(&c->user->turns, &c->turn);
	end_away(s, c->user, c->fd);
	if (c->slot) {
		munmap(c->slot, sizeof(*c->slot));
		end_away(s, c->user, c->bell);
	}
	free(c->in.at);
	came_away(c);
	if (c->ended)
		kiln_work_end(c->remote.work, NULL);
	else if (c->remote.work)
		runner_forget(c->user->runner, c);
	remote_free(&c->remote);
	/* Links that it had end now, and not with the next second. */
	if (kiln_sys_count(c->user->s, KILN_OBJECT_LINK))
		kiln_sys_sweep(c->user->s);
	free(c);
}

/* What its clients have sent does not close: no more of them. */
static bool is_away_full(const struct owner *u)
{
	return away_waits(u->away) > AWAY_MAX;
}

static void client_begin(struct server *s, int fd)
{
	struct client *c = s->nr_clients < s->max_clients ? calloc(1, sizeof(*c)) : NULL;
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = c };
	struct ucred who;
	socklen_t len = sizeof(who);

	if (!c || getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &len) || !(c->user = user_of(s, who.uid)) ||
	    !user_may_come(c->user) || is_away_full(c->user) || epoll_ctl(s->epoll, EPOLL_CTL_ADD, fd, &event)) {
		if (c && c->user)
			away_put(c->user->away, fd);
		else
			close(fd);
		free(c);
		return;
	}
	c->fd = fd;
	c->came = -1;
	c->watched = EPOLLIN;
	c->uid = who.uid;
	c->pid = who.pid;
	c->remote = (struct remote){ .s = c->user->s, .descs = &c->user->descs, .fd = -1, .may_wait = true };
	c->next = s->clients;
	c->before = &s->clients;
	if (c->next)
		c->next->before = &c->next;
	s->clients = c;
	s->nr_clients++;
	c->user->nr_clients++;
}

/* What is added to the address that an event is told by, where it is not of a client's socket. */
enum { MARK_BELL = 1, MARK_SOCKS = 2, MARKS = 3 };

/* What an event of the client's bell is told by. */
static void *bell_mark(struct client *c)
{
	return (char *)c + MARK_BELL;
}

/* Of sockets with programs. */
static void *socks_mark(struct owner *u)
{
	return (char *)u + MARK_SOCKS;
}

/* The slot's memory, and what the client rings: a DONE by the socket, which nothing else is on its way through. */
static bool slot_give(const struct client *c, int file, int ring)
{
	const struct {
		struct wire_head head;
		struct wire_done done;
	} answer = { { WIRE_DONE, sizeof(struct wire_done) }, { .has_fd = 1 } };
	const int fds[] = { file, ring };
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(fds))];
	} control = { .head = { CMSG_LEN(sizeof(fds)), SOL_SOCKET, SCM_RIGHTS } };
	struct iovec iov = { (void *)(uintptr_t)&answer, sizeof(answer) };
	struct msghdr msg = {
		.msg_iov = &iov, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof(control.room)
	};

	memcpy(CMSG_DATA(&control.head), fds, sizeof(fds));
	return sendmsg(c->fd, &msg, MSG_NOSIGNAL | MSG_DONTWAIT) == sizeof(answer);
}

/* A file that nobody can make shorter; -1 without memory. */
static int slot_new(struct slot **slot)
{
	int file = memfd_create("kiln-slot", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	void *at = MAP_FAILED;

	if (file >= 0 && !ftruncate(file, sizeof(**slot)) &&
	    !fcntl(file, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL))
		at = mmap(NULL, sizeof(**slot), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	if (at != MAP_FAILED) {
		*slot = at;
		return file;
	}
	if (file >= 0)
		close(file);
	return -1;
}

/* False: the client is to be ended. Where there is no slot to be had, it is told so. */
static bool answer_slot(const struct server *s, struct client *c)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLET, .data.ptr = bell_mark(c) };
	struct news bell;
	int file;
	bool ok;

	c->remote.out.len = 0;
	if (c->slot || !news_open(&bell))
		return remote_answer(&c->remote, -ENFILE);
	file = slot_new(&c->slot);
	if (file < 0) {
		news_close(&bell);
		return remote_answer(&c->remote, -ENFILE);
	}
	c->bell = bell.fd;
	ok = slot_give(c, file, bell.own) && !epoll_ctl(s->epoll, EPOLL_CTL_ADD, c->bell, &event);
	close(bell.own);
	close(file);
	return ok;
}

static struct kiln_object *object_of(const struct client *c, const uint8_t *body, size_t len)
{
	struct wire_item item;

	if (len < sizeof(item))
		return NULL;
	memcpy(&item, body, sizeof(item));
	return desc_find(&c->user->descs, item.dev, item.ino);
}

static bool answer_event(struct client *c, const uint8_t *body, size_t len)
{
	struct kiln_object *o = object_of(c, body, len);
	int event = !o					      ? -1
		    : kiln_object_type(o) == KILN_OBJECT_PERF ? perf_ring_event(posix_host_of(c->user), o)
							      : desc_event(&c->user->descs, kiln_object_map(o));

	c->remote.out.len = 0;
	if (event >= 0)
		c->remote.fd = fcntl(event, F_DUPFD_CLOEXEC, 0);
	return remote_answer(&c->remote, c->remote.fd < 0 ? -EINVAL : 0);
}

/* The bytes that Linux says a map takes: of keys and values, in whole pages. */
static unsigned long long map_bytes(const struct kiln_map_spec *spec)
{
	unsigned long long each = ((spec->key_size + 7ull) & ~7ull) + ((spec->value_size + 7ull) & ~7ull);

	return (each * spec->max_entries + 4095) & ~4095ull;
}

static size_t info_text(struct kiln_object *o, char *text, size_t cap)
{
	const struct kiln_map *m = kiln_object_map(o);
	const struct kiln_prog *p = kiln_object_prog(o);
	const struct kiln_map_spec *spec = m ? kiln_map_spec(m) : NULL;
	struct kiln_prog_info info;

	if (m)
		return (size_t)snprintf(
			text, cap,
			"map_type:\t%u\nkey_size:\t%u\nvalue_size:\t%u\nmax_entries:\t%u\nmap_flags:\t%#x\n"
			"map_extra:\t%#llx\nmemlock:\t%llu\nmap_id:\t%u\nfrozen:\t%u\n",
			spec->type, spec->key_size, spec->value_size, spec->max_entries, spec->flags,
			(unsigned long long)spec->extra, map_bytes(spec), kiln_object_id(o), kiln_map_frozen(m));
	if (!p)
		return 0;
	kiln_prog_info(p, &info);
	return (size_t)snprintf(text, cap, "prog_type:\t%u\nprog_jited:\t%u\nmemlock:\t%llu\nprog_id:\t%u\n",
				info.kind->prog_type, info.jited,
				(info.nr_insns * 8ull + info.code_len + 4095) & ~4095ull, kiln_object_id(o));
}

static bool answer_info(struct client *c, const uint8_t *body, size_t len)
{
	struct kiln_object *o = object_of(c, body, len);
	char text[512];
	struct wire_item item = { .kind = WIRE_MEMORY };

	c->remote.out.len = 0;
	if (!remote_answer(&c->remote, o ? 0 : -EINVAL) || !o)
		return c->remote.out.len;
	item.len = info_text(o, text, sizeof(text));
	return bytes_add(&c->remote.out, &item, sizeof(item)) && bytes_add(&c->remote.out, text, item.len) &&
	       remote_answer(&c->remote, 0);
}

static bool answer_net(struct client *c, const uint8_t *body, size_t len)
{
	c->remote.out.len = 0;
	return remote_answer(&c->remote, attach_net(c->user->s, &c->user->descs, body, len));
}

static bool answer_perf(struct client *c, const uint8_t *body, size_t len)
{
	c->remote.out.len = 0;
	return remote_answer(&c->remote, attach_perf(&c->remote, c->user->host, body, len));
}

static struct socks *socks_of(const struct server *s, struct owner *u)
{
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = socks_mark(u) };

	if (u->socks)
		return u->socks;
	u->socks = socks_new(u->k, u->s);
	if (u->socks && epoll_ctl(s->epoll, EPOLL_CTL_ADD, socks_fd(u->socks), &event)) {
		socks_free(u->socks);
		u->socks = NULL;
	}
	return u->socks;
}

static bool answer_sock(const struct server *s, struct client *c, const uint8_t *body, size_t len)
{
	struct socks *socks = socks_of(s, c->user);
	int64_t ret = c->came < 0 ? -EBADF : -ENOMEM;

	if (c->came >= 0 && socks)
		ret = attach_sock(&c->remote, socks, c->came, body, len);
	came_away(c);
	c->remote.out.len = 0;
	return remote_answer(&c->remote, ret);
}

/* The memory that programs read then is what the server may read: so processes are named by its own user alone. */
static bool answer_trace(struct client *c, const uint8_t *body, size_t len)
{
	c->remote.out.len = 0;
	return remote_answer(&c->remote, c->uid == geteuid() ? trace_run(c->user->k, c->user->s, body, len) : -EPERM);
}

static bool answer_hit(struct client *c, const uint8_t *body, size_t len)
{
	c->remote.out.len = 0;
	return remote_answer(&c->remote, c->uid == geteuid() ? trace_hit(c->user->k, c->user->s, body, len) : -EPERM);
}

static bool answer_point(struct client *c, const uint8_t *body, size_t len)
{
	c->remote.out.len = 0;
	return remote_answer(&c->remote, c->uid == geteuid() ? trace_point(c->user->k, c->user->s, body, len) : -EPERM);
}

/* Rows that go to address 0; *out is given back. */
static bool answer_rows(struct client *c, struct bytes *out, bool ok)
{
	struct wire_item item = { .kind = WIRE_MEMORY, .len = out->len };

	c->remote.out.len = 0;
	ok = ok && remote_answer(&c->remote, 0) && bytes_add(&c->remote.out, &item, sizeof(item)) &&
	     bytes_add(&c->remote.out, out->at, out->len) && remote_answer(&c->remote, 0);
	free(out->at);
	return ok;
}

static bool answer_at(const struct server *s, struct client *c)
{
	struct bytes out = { 0 };

	return answer_rows(c, &out,
			   attach_list(c->user->s, c->uid == geteuid() ? s->net : NULL, c->user->socks,
				       posix_same_net(c->pid), &out));
}

static bool answer_probes(struct client *c)
{
	struct bytes out = { 0 };

	return answer_rows(c, &out, trace_probes(c->user->s, &out));
}

static bool answer_raise(struct client *c, const uint8_t *body, size_t len)
{
	struct wire_item item = { .kind = WIRE_MEMORY };
	struct bytes out = { 0 };
	enum kiln_err err = raise_run(c->user->k, c->user->s, body, len, &out);
	bool ok;

	c->remote.out.len = 0;
	item.len = out.len;
	ok = remote_answer(&c->remote, -(int64_t)err) && bytes_add(&c->remote.out, &item, sizeof(item)) &&
	     bytes_add(&c->remote.out, out.at, out.len) && remote_answer(&c->remote, -(int64_t)err);
	free(out.at);
	return ok;
}

/* False: there is no thread to be had, and it was done here. */
static bool work_give(struct server *s, struct owner *u, struct kiln_work *w, void *whose)
{
	if (!u->runner)
		u->runner = runner_new(s->ran);
	if (u->runner && runner_give(u->runner, w, whose))
		return true;
	kiln_work_run(w, NULL, NULL);
	return false;
}

static bool work_begin(struct server *s, struct client *c)
{
	return work_give(s, c->user, c->remote.work, c) || remote_work_end(&c->remote);
}

/* False: the client is to be ended. */
static bool upcall_goes_on(struct client *c, int64_t ret)
{
	c->sent = 0;
	if (c->remote.out.len)
		c->upcall = UPCALL_NEEDS;
	else
		runner_answer(c->user->runner, ret);
	return true;
}

static bool upcall_begin(struct server *s, struct client *c)
{
	int64_t ret = 0;
	bool ok;

	c->upcall = UPCALL_NONE;
	if (!runner_waits(c->user->runner, c))
		return true;
	s->asks = c;
	ok = remote_upcall(&c->remote, &ret);
	s->asks = NULL;
	return ok && upcall_goes_on(c, ret);
}

/* What it waits for may have ended meanwhile, or be about to. */
static bool upcall_give(struct client *c, const uint8_t *body, size_t len)
{
	int64_t ret = 0;

	c->upcall = UPCALL_NONE;
	c->remote.out.len = 0;
	if (c->ended) {
		c->ended = false;
		return remote_work_end(&c->remote);
	}
	if (!runner_waits(c->user->runner, c))
		return true;
	return remote_upcall_give(&c->remote, body, len, &ret) && upcall_goes_on(c, ret);
}

static bool answer_call(struct server *s, struct client *c, uint32_t type, const uint8_t *body, size_t len)
{
	if (c->upcall == UPCALL_NEEDS)
		return upcall_give(c, body, len);
	if (!remote_ask(&c->remote, type, body, len))
		return false;
	return !c->remote.work || work_begin(s, c);
}

static bool client_message(struct server *s, struct client *c, uint32_t type, const uint8_t *body, size_t len)
{
	c->sent = 0;
	if (c->upcall == UPCALL_NEEDS && type != WIRE_GIVE)
		return false;
	switch (type) {
	case WIRE_CALL:
	case WIRE_GIVE:
		return answer_call(s, c, type, body, len);
	case WIRE_EVENT:
		return answer_event(c, body, len);
	case WIRE_INFO:
		return answer_info(c, body, len);
	case WIRE_RAISE:
		return answer_raise(c, body, len);
	case WIRE_NET:
		return answer_net(c, body, len);
	case WIRE_PERF:
		return answer_perf(c, body, len);
	case WIRE_SOCK:
		return answer_sock(s, c, body, len);
	case WIRE_TRACE:
		return answer_trace(c, body, len);
	case WIRE_HIT:
		return answer_hit(c, body, len);
	case WIRE_POINT:
		return answer_point(c, body, len);
	case WIRE_PROBES:
		return answer_probes(c);
	case WIRE_SWEEP:
		kiln_sys_sweep(c->user->s);
		c->remote.out.len = 0;
		return remote_answer(&c->remote, 0);
	case WIRE_AT:
		return answer_at(s, c);
	case WIRE_SLOT:
		return answer_slot(s, c);
	case WIRE_STOP:
		s->ends = c->uid == geteuid();
		c->remote.out.len = 0;
		return remote_answer(&c->remote, s->ends ? 0 : -EPERM);
	default:
		return false;
	}
}

static bool is_sending(const struct client *c)
{
	return c->sent < c->remote.out.len;
}

/* Its answer waits for what takes long, and not for the client. */
static bool is_waiting(const struct client *c)
{
	return c->remote.work && c->upcall != UPCALL_NEEDS;
}

static bool is_busy(const struct client *c)
{
	return is_sending(c) || is_waiting(c);
}

/* What it is waited for. */
static uint32_t client_events(const struct client *c)
{
	return is_sending(c) ? EPOLLOUT : is_waiting(c) ? 0 : EPOLLIN;
}

/* Where others wait, too, the next answer takes its time: who looked for it meanwhile would take theirs. */
static void slot_put(struct client *c, const void *from, size_t len)
{
	struct slot_half *h = &c->slot->answer;

	if (c->user->server->turns.first)
		__atomic_store_n(&h->cpu, 0, __ATOMIC_RELAXED);
	memcpy(h->bytes, from, len);
	h->len = (uint32_t)len;
	if (slot_tell(h, &c->slot->ask, c->asked))
		syscall(SYS_futex, &h->nr, FUTEX_WAKE, 1, NULL, NULL, 0);
}

static void short_send(struct client *c)
{
	c->is_short = false;
	slot_put(c, c->remote.out.at, c->remote.out.len);
	c->sent = c->remote.out.len;
}

/* What does not fit goes by the socket, and a word here once it has begun to: so nobody sleeps twice for it. */
static void aside_send(struct client *c)
{
	const struct wire_head aside = { WIRE_ASIDE, 0 };

	c->is_short = false;
	slot_put(c, &aside, sizeof(aside));
}

static ssize_t socket_send(struct client *c)
{
	struct iovec iov = { c->remote.out.at + c->sent, c->remote.out.len - c->sent };
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(int))];
	} control = { 0 };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1 };
	ssize_t n;

	if (c->remote.fd >= 0) {
		msg.msg_control = &control;
		msg.msg_controllen = sizeof(control.room);
		control.head = (struct cmsghdr){ CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS };
		memcpy(CMSG_DATA(&control.head), &c->remote.fd, sizeof(int));
	}
	do
		n = sendmsg(c->fd, &msg, MSG_NOSIGNAL | MSG_DONTWAIT);
	while (n < 0 && errno == EINTR);
	return n;
}

/* False: the client is to be ended. */
static bool client_send(struct client *c)
{
	ssize_t n;
	int err;

	if (is_sending(c) && c->is_short && c->remote.out.len <= SLOT_ROOM && c->remote.fd < 0)
		short_send(c);
	while (is_sending(c)) {
		n = socket_send(c);
		err = n < 0 ? errno : 0;
		if (c->is_short)
			aside_send(c);
		if (err)
			return err == EAGAIN || err == EWOULDBLOCK;
		if (c->remote.fd >= 0)
			close(c->remote.fd);
		c->remote.fd = -1;
		c->sent += (size_t)n;
	}
	return true;
}

/* The length of the message there, its head too; 0: it is not whole. One that is too long is for client_one() to refuse. */
static size_t message_len(const struct client *c, size_t at)
{
	struct wire_head head;
	size_t len = c->in.len - at;

	if (len < sizeof(head))
		return 0;
	memcpy(&head, c->in.at + at, sizeof(head));
	if (head.len > WIRE_BODY_MAX)
		return len;
	return len - sizeof(head) < head.len ? 0 : sizeof(head) + head.len;
}

/* False: the client is to be ended. */
static bool client_one(struct server *s, struct client *c, size_t at)
{
	struct wire_head head;
	bool ok;

	memcpy(&head, c->in.at + at, sizeof(head));
	s->asks = c;
	ok = head.len <= WIRE_BODY_MAX && client_message(s, c, head.type, c->in.at + at + sizeof(head), head.len);
	s->asks = NULL;
	return ok && client_send(c);
}

static void client_took(struct client *c, size_t len)
{
	memmove(c->in.at, c->in.at + len, c->in.len - len);
	c->in.len -= len;
	if (!c->in.len && c->in.cap > READ_AT_ONCE) {
		free(c->in.at);
		c->in = (struct bytes){ 0 };
	}
}

/* Answers a message, and more of those that are there while its turn lasts, as far as answers leave. */
static bool client_answer(struct server *s, struct client *c)
{
	size_t at = 0, len = is_busy(c) ? 0 : message_len(c, 0);
	/* Who sends one at a time needs no clock. */
	const uint64_t until = len && len < c->in.len ? now_ns() + TURN_NS : 0;

	while (len) {
		if (!client_one(s, c, at))
			return false;
		at += len;
		len = is_busy(c) || at == c->in.len || now_ns() >= until ? 0 : message_len(c, at);
	}
	if (at)
		client_took(c, at);
	return true;
}

/* Of descriptors that come along the last one is kept, until a message is about it. None is left for the kernel to close in this thread. */
static void client_came(struct client *c, struct msghdr *msg)
{
	int fd;

	for (struct cmsghdr *m = CMSG_FIRSTHDR(msg); m; m = CMSG_NXTHDR(msg, m))
		for (size_t at = CMSG_LEN(0); at + sizeof(fd) <= m->cmsg_len; at += sizeof(fd)) {
			memcpy(&fd, (uint8_t *)m + at, sizeof(fd));
			came_away(c);
			c->came = fd;
		}
}

static bool client_receive(struct client *c)
{
	static uint8_t some[READ_AT_ONCE];
	static union {
		struct cmsghdr head;
		char room[CMSG_SPACE(RIGHTS_MAX * sizeof(int))];
	} control;
	struct iovec iov = { some, sizeof(some) };
	struct msghdr msg = {
		.msg_iov = &iov, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof(control)
	};
	ssize_t n = recvmsg(c->fd, &msg, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);

	if (n < 0)
		return errno == EAGAIN || errno == EINTR;
	c->is_short = false;
	client_came(c, &msg);
	return n > 0 && !is_away_full(c->user) && bytes_add(&c->in, some, (size_t)n);
}

/* Each number is read once, and the bytes are copied before they are looked at: the client may write there at any time. */
static bool slot_take(struct client *c)
{
	const struct slot_half *h = &c->slot->ask;
	uint32_t nr = __atomic_load_n(&h->nr, __ATOMIC_ACQUIRE), len = __atomic_load_n(&h->len, __ATOMIC_RELAXED);

	if (nr == c->asked)
		return true;
	c->asked = nr;
	c->is_short = true;
	return len <= SLOT_ROOM && bytes_add(&c->in, h->bytes, len);
}

/* One user's clients together must not take the memory that others need. */
static bool client_held(struct client *c)
{
	size_t held = c->in.cap + c->remote.items.cap + c->remote.known.cap + c->remote.out.cap + c->remote.kept.cap;

	c->user->held += held - c->held;
	c->held = held;
	return c->user->held <= HELD_MAX;
}

/* The bell is always watched: it rings once for each message. */
static bool client_watch(const struct server *s, struct client *c)
{
	struct epoll_event next = { .events = client_events(c), .data.ptr = c };

	if (next.events == c->watched)
		return true;
	c->watched = next.events;
	return !epoll_ctl(s->epoll, EPOLL_CTL_MOD, c->fd, &next);
}

static void client_go_on(struct server *s, struct client *c, bool ok)
{
	if (!ok || !client_answer(s, c) || !client_held(c) || !client_watch(s, c))
		client_end(s, c);
	else if (!is_busy(c) && (c->rung || message_len(c, 0)))
		client_ready(s, c);
}

/* What is not looked at now of the socket is told again. */
static void client_turn(struct server *s, struct client *c)
{
	const uint32_t heard = c->heard, gone = EPOLLHUP | EPOLLERR;
	bool ok = true;

	c->heard = 0;
	if (heard & EPOLLOUT)
		ok = client_send(c);
	if (c->rung & gone || (heard & gone && c->remote.work))
		ok = false; /* nobody waits for an answer any more */
	if (ok && c->upcall == UPCALL_BEGINS)
		ok = upcall_begin(s, c) && client_send(c);
	if (ok && !is_busy(c) && !message_len(c, 0)) {
		if (c->rung) {
			c->rung = 0;
			ok = slot_take(c);
			s->near = c;
		} else if (heard & (EPOLLIN | gone)) {
			ok = client_receive(c);
		}
	}
	client_go_on(s, c, ok);
}

static void work_ended(struct server *s, struct client *c)
{
	if (c->upcall == UPCALL_NEEDS) {
		c->ended = true;
		return;
	}
	c->upcall = UPCALL_NONE;
	c->sent = 0;
	client_go_on(s, c, remote_work_end(&c->remote) && client_send(c));
}

/* What it waits for takes its turn with what others want. */
static void work_asks(struct server *s, struct client *c)
{
	c->upcall = UPCALL_BEGINS;
	client_ready(s, c);
}

/* A program that was pinned is proven again: now the rest. */
static void kept_ended(struct server *s, struct owner *u)
{
	keep_aside_end(&u->keep);
	turn_put(&s->turns, &u->turn);
}

static void works_end(struct server *s)
{
	struct client *asks;
	struct kiln_work *w;
	void *whose;
	uint64_t nr;

	if (read(s->ran, &nr, sizeof(nr)) < 0)
		return;
	for (struct owner *u = s->users; u; u = u->next) {
		while (u->runner && (w = runner_take(u->runner, &whose))) {
			if (whose == &u->keep)
				kept_ended(s, u);
			else if (whose)
				work_ended(s, whose);
			else
				kiln_work_end(w, NULL);
		}
		asks = u->runner ? runner_asks(u->runner) : NULL;
		if (asks)
			work_asks(s, asks);
	}
}

/* -- the server ------------------------------------------------------------------------------------------------------ */

static bool socket_address(const char *state, struct sockaddr_un *to)
{
	*to = (struct sockaddr_un){ .sun_family = AF_UNIX };
	return (size_t)snprintf(to->sun_path, sizeof(to->sun_path), "%s/socket", state) < sizeof(to->sun_path);
}

static bool watch(struct server *s, int fd, void *as)
{
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = as };

	return fd >= 0 && !epoll_ctl(s->epoll, EPOLL_CTL_ADD, fd, &event);
}

/* A folder that others could write to is not ours to serve from. */
static bool folder_open(struct server *s, const char *state)
{
	struct stat st;

	if (mkdir(state, 0700) && errno != EEXIST)
		return false;
	s->dir = open(state, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (s->dir < 0 || fstat(s->dir, &st))
		return false;
	if (st.st_uid == geteuid() && !(st.st_mode & 022))
		return true;
	errno = EPERM;
	return false;
}

static bool server_open(struct server *s, const char *state)
{
	struct sockaddr_un at;
	sigset_t ends, pipe;

	if (!socket_address(state, &at)) {
		errno = ENAMETOOLONG;
		return false;
	}
	unlink(at.sun_path);
	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	sigprocmask(SIG_BLOCK, &ends, NULL);
	sigemptyset(&pipe);
	sigaddset(&pipe, SIGPIPE); /* of a client that is gone: nothing to end for */
	sigprocmask(SIG_BLOCK, &pipe, NULL);
	s->signals = signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK);
	s->epoll = epoll_create1(EPOLL_CLOEXEC);
	s->ran = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	s->tick = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	s->listen = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	/* Who may come is decided by the folder. */
	return s->epoll >= 0 && s->listen >= 0 && !bind(s->listen, (struct sockaddr *)&at, sizeof(at)) &&
	       !chmod(at.sun_path, 0666) && !listen(s->listen, 128) && watch(s, s->listen, &s->listen) &&
	       watch(s, s->signals, &s->signals) && watch(s, s->ran, &s->ran) && watch(s, s->tick, &s->tick);
}

/* Interfaces are the server's own user's. */
static bool net_open(struct server *s)
{
	struct owner *u = user_of(s, geteuid());
	const bool ok = u && keep_more(&u->keep, UINT64_MAX / 2, NULL);

	s->net = ok ? net_new(u->k, u->s) : NULL;
	if (!s->net || !watch(s, net_fd(s->net), &s->net))
		return false;
	for (uint32_t i = 0; i < s->opts->nr_bridges; i++)
		if (!net_bridge(s->net, &s->opts->bridges[i], s->opts->say))
			return false;
	return true;
}

static void sweep_all(struct server *s)
{
	for (struct owner *u = s->users; u; u = u->next) {
		if (u->runner)
			runner_busy(u->runner, RUN_NS_MAX);
		kiln_sys_sweep(u->s);
		keep_turn(&u->keep);
	}
}

/* Whether it has to wake up by itself: to look for what nobody holds, and for runs that take too long. */
static bool has_objects(const struct server *s)
{
	for (const struct owner *u = s->users; u; u = u->next)
		for (int type = 0; type < KILN_OBJECT_TYPES; type++)
			if (kiln_sys_count(u->s, type))
				return true;
	return false;
}

static void tick_set(struct server *s, bool on)
{
	const struct timespec each = { .tv_sec = on };

	if (on != s->ticks)
		timerfd_settime(s->tick, 0, &(struct itimerspec){ each, each }, NULL);
	s->ticks = on;
}

/* Who waits there is told of again and again: so nothing is, until the next second. */
static void listen_on(struct server *s, bool on)
{
	struct epoll_event event = { .events = on ? EPOLLIN : 0, .data.ptr = &s->listen };

	s->deaf = epoll_ctl(s->epoll, EPOLL_CTL_MOD, s->listen, &event) || !on;
	if (s->deaf)
		tick_set(s, true);
}

static void tick(struct server *s)
{
	uint64_t nr;

	if (read(s->tick, &nr, sizeof(nr)) == sizeof(nr))
		sweep_all(s);
	tick_set(s, has_objects(s));
	if (s->deaf)
		listen_on(s, true);
}

/* What an event is about stands in the server itself, or is a client. */
static bool is_client(const struct server *s, const void *as)
{
	return (uintptr_t)as - (uintptr_t)s >= sizeof(*s);
}

static void client_heard(struct server *s, const struct epoll_event *e)
{
	const uintptr_t mark = (uintptr_t)e->data.ptr & MARKS;
	void *of = (void *)((uintptr_t)e->data.ptr - mark);
	struct client *c = of;

	if (mark == MARK_SOCKS) {
		owner_ready(s, of, &((struct owner *)of)->at_socks);
		return;
	}
	*(mark ? &c->rung : &c->heard) |= e->events;
	client_ready(s, c);
}

static void server_act(struct server *s, const void *as)
{
	int fd;

	if (as == &s->signals) {
		s->ends = true;
	} else if (as == &s->listen) {
		fd = accept4(s->listen, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
		if (fd >= 0)
			client_begin(s, fd);
		else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
			listen_on(s, false);
	} else if (as == &s->net) {
		net_sync(s->net); /* what was done at others may have ended hooks */
		net_turn(s->net);
	} else if (as == &s->ran) {
		works_end(s);
	} else {
		tick(s);
	}
}

/* Who would be served without what is pinned would lose it. */
static void user_lose(struct server *s, struct owner *u)
{
	struct owner **at = &s->users;

	for (struct client *c = s->clients, *next; c; c = next) {
		next = c->next;
		if (c->user == u)
			client_end(s, c);
	}
	while (*at != u)
		at = &(*at)->next;
	*at = u->next;
	s->nr_users--;
	user_free(u);
}

/* A turn of a user whose pins are not all there yet: its clients wait for them, and nobody else does. */
static void user_begin(struct server *s, struct owner *u)
{
	struct kiln_work *aside = NULL;

	if (keep_is_aside(&u->keep))
		return;
	if (!keep_more(&u->keep, TURN_NS, &aside))
		user_lose(s, u);
	else if (!aside)
		turn_put(&s->turns, &u->turn);
	else if (!work_give(s, u, aside, &u->keep))
		kept_ended(s, u);
}

static void client_next(struct server *s)
{
	struct owner *u = (void *)turn_take(&s->turns);
	struct turn *t = u && !u->keep.rest ? turn_take(&u->turns) : NULL;

	if (u && u->keep.rest)
		user_begin(s, u);
	else if (u && u->turns.first)
		turn_put(&s->turns, &u->turn);
	if (t && t == &u->at_socks)
		socks_turn(u->socks, TURN_NS);
	else if (t)
		client_turn(s, (void *)t);
}

/* Who has asked by its slot often asks again at once. */
static void near_watch(struct server *s)
{
	struct client *c = s->near;

	s->near = NULL;
	if (!c || s->turns.first || is_busy(c))
		return;
	if (c->slow) {
		c->slow--;
	} else if (slot_watch(&s->watch, &c->slot->answer, &c->slot->ask, c->asked)) {
		c->rung |= EPOLLIN;
		client_ready(s, c);
	} else {
		c->slow = SLOW_ANSWERS;
	}
}

/* Those of clients, and of sockets with programs, are noted first, for what is done at the others may end clients. */
static void server_turn(struct server *s)
{
	struct epoll_event events[EVENTS];
	int nr = epoll_wait(s->epoll, events, EVENTS, s->turns.first || s->near || net_hot(s->net) ? 0 : -1);

	for (int i = 0; i < nr; i++)
		if (is_client(s, events[i].data.ptr))
			client_heard(s, &events[i]);
	for (int i = 0; i < nr; i++)
		if (!is_client(s, events[i].data.ptr))
			server_act(s, events[i].data.ptr);
	if (nr <= 0)
		near_watch(s);
	client_next(s);
	net_sync(s->net);
	net_go_on(s->net);
	if (!s->ticks && has_objects(s))
		tick_set(s, true);
}

static void server_end(struct server *s)
{
	struct owner *u;

	unlinkat(s->dir, "socket", 0);
	while (s->clients)
		client_end(s, s->clients);
	net_free(s->net);
	while ((u = s->users)) {
		s->users = u->next;
		user_free(u);
	}
	close(s->listen);
	close(s->epoll);
	close(s->ran);
	close(s->tick);
	close(s->signals);
	close(s->lock);
	close(s->dir);
}

/* Each object has a descriptor here, and each client two: as many as are allowed. */
static void limits_raise(struct server *s)
{
	enum { LEAST = 1024, MOST = 1 << 20, OF_CLIENT = 2 };
	struct rlimit files;
	uint32_t nr = LEAST;

	if (!getrlimit(RLIMIT_NOFILE, &files)) {
		files.rlim_cur = files.rlim_max;
		setrlimit(RLIMIT_NOFILE, &files);
		nr = files.rlim_max < MOST ? (uint32_t)files.rlim_max : MOST;
	}
	nr -= nr < OWN_FILES ? nr : OWN_FILES;
	s->max_clients = nr / 4 / OF_CLIENT < CLIENTS_MAX ? nr / 4 / OF_CLIENT : CLIENTS_MAX;
	s->max_files = nr - s->max_clients * OF_CLIENT;
}

enum kiln_serve_result kiln_serve(const struct kiln_serve_opts *opts)
{
	struct server s = {
		.opts = opts, .dir = -1, .lock = -1, .listen = -1, .epoll = -1, .signals = -1, .ran = -1, .tick = -1
	};

	limits_raise(&s);
	if (!folder_open(&s, opts->state))
		return KILN_SERVE_FAILED;
	s.lock = openat(s.dir, "lock", O_CREAT | O_RDWR | O_CLOEXEC, 0600);
	if (s.lock < 0)
		return KILN_SERVE_FAILED;
	if (flock(s.lock, LOCK_EX | LOCK_NB)) {
		close(s.lock);
		close(s.dir);
		return KILN_SERVE_THERE;
	}
	if (!server_open(&s, opts->state) || !net_open(&s))
		return KILN_SERVE_FAILED;
	if (opts->ready >= 0) {
		if (write(opts->ready, "", 1) < 0)
			s.ends = true; /* who started it is gone */
		close(opts->ready);
	}
	while (!s.ends)
		server_turn(&s);
	server_end(&s);
	return KILN_SERVE_ENDED;
}

/* -- from outside ---------------------------------------------------------------------------------------------------- */

static int server_connect(const char *state)
{
	struct sockaddr_un to;
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || !socket_address(state, &to) || connect(fd, (struct sockaddr *)&to, sizeof(to))) {
		if (fd >= 0)
			close(fd);
		return -1;
	}
	if (state_trusts(state, fd))
		return fd;
	close(fd);
	errno = EPERM;
	return -1;
}

/* An answer, whatever it is: by then this user's folder of pins is there, and empty if it was another server's. */
bool kiln_serve_there(const char *state)
{
	const struct wire_head hello = { WIRE_EVENT, 0 };
	int fd;
	char answer;
	bool there;

	errno = 0;
	fd = server_connect(state);
	if (fd < 0)
		return false;
	there = send(fd, &hello, sizeof(hello), MSG_NOSIGNAL) == sizeof(hello) && recv(fd, &answer, 1, 0) == 1;
	close(fd);
	return there;
}

static bool receive_all(int fd, void *to, size_t len)
{
	return !len || recv(fd, to, len, MSG_WAITALL) == (ssize_t)len;
}

/* The answer to a WIRE_RAISE: head, done, an item, wire_raised, bytes. */
static int raised_receive(int fd, int64_t *verdict, uint8_t *after, size_t cap, size_t *after_len)
{
	struct {
		struct wire_head head;
		struct wire_done done;
	} answer;
	struct wire_item item;
	struct wire_raised raised;
	uint8_t rest;

	if (!receive_all(fd, &answer, sizeof(answer)) || !receive_all(fd, &item, sizeof(item)))
		return EIO;
	if (answer.done.ret)
		return (int)-answer.done.ret;
	if (item.len < sizeof(raised) || !receive_all(fd, &raised, sizeof(raised)))
		return EIO;
	*verdict = raised.verdict;
	*after_len = item.len - sizeof(raised);
	for (size_t i = 0; i < *after_len; i++)
		if (!receive_all(fd, i < cap ? after + i : &rest, 1))
			return EIO;
	return 0;
}

int kiln_serve_raise(const char *state, const struct kiln_raise *event, int64_t *verdict, void *after, size_t cap,
		     size_t *after_len)
{
	struct wire_raise raise = { .attach_type = event->attach_type, .ifindex = event->ifindex };
	struct wire_head head = { WIRE_RAISE, (uint32_t)(sizeof(raise) + event->len) };
	struct iovec iov[] = { { &head, sizeof(head) },
			       { &raise, sizeof(raise) },
			       { (void *)(uintptr_t)event->data, event->len } };
	struct msghdr msg = { .msg_iov = iov, .msg_iovlen = 3 };
	int fd, err;

	if (event->len > UINT16_MAX || strlen(event->kind) >= sizeof(raise.kind) ||
	    (event->name && strlen(event->name) >= sizeof(raise.name)))
		return EINVAL;
	strcpy(raise.kind, event->kind);
	strcpy(raise.name, event->name ? event->name : "");
	fd = server_connect(state);
	if (fd < 0)
		return ENOTCONN;
	err = sendmsg(fd, &msg, MSG_NOSIGNAL) < 0 ? EIO : raised_receive(fd, verdict, after, cap, after_len);
	close(fd);
	return err;
}

bool kiln_serve_stop(const char *state)
{
	const struct wire_head stop = { WIRE_STOP, 0 };
	int fd = server_connect(state);
	struct {
		struct wire_head head;
		struct wire_done done;
	} answer;
	char lock[128];
	bool ends;

	if (fd < 0)
		return false;
	ends = send(fd, &stop, sizeof(stop), MSG_NOSIGNAL) == sizeof(stop) &&
	       receive_all(fd, &answer, sizeof(answer)) && !answer.done.ret;
	close(fd);
	if (!ends)
		return false;
	/* It has the lock until it has ended. */
	snprintf(lock, sizeof(lock), "%s/lock", state);
	fd = open(lock, O_RDWR | O_CLOEXEC);
	if (fd >= 0) {
		flock(fd, LOCK_EX);
		close(fd);
	}
	return true;
}
