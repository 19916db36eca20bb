/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * path.c - the bpf file system: its paths lead to the folder of pins of `kiln serve`, and it says that it is one.
 *
 * Overview     every call of the C library that takes a path and that clients of bpf(2) make of pins is a row: the path is exchanged,
 *              and the call goes on.
 */
#include "shim.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <kiln/serve.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

enum { BPF_FS_MAGIC = 0xcafe4a11 };
static const char root[] = "/sys/fs/bpf";

const char *shim_path(const char *path, char room[4096])
{
	char state[96];

	if (!path || shim_device() || strncmp(path, root, sizeof(root) - 1) ||
	    (path[sizeof(root) - 1] && path[sizeof(root) - 1] != '/') || !kiln_serve_state(state, sizeof(state)))
		return path;
	if (snprintf(room, 4096, "%s/pins-%u%s", state, (unsigned int)NEXT(geteuid)(), path + sizeof(root) - 1) >= 4096)
		return path;
	return room;
}

/* The other way; other paths as they are. */
static const char *path_shown(const char *path, char shown[4096])
{
	char room[4096];
	const char *real = shim_path(root, room);
	size_t len = strlen(real);

	if (real == root || strncmp(path, real, len))
		return path;
	snprintf(shown, 4096, "%s%s", root, path + len);
	return shown;
}

#define PATH_CALL(type, name, arguments, ...)   \
	type name arguments                     \
	{                                       \
		char room[4096];                \
		return NEXT(name)(__VA_ARGS__); \
	}

/* clang-format off */
PATH_CALL(int, mkdir, (const char *path, mode_t mode), shim_path(path, room), mode)
PATH_CALL(int, mkdirat, (int dir, const char *path, mode_t mode), dir, shim_path(path, room), mode)
PATH_CALL(int, rmdir, (const char *path), shim_path(path, room))
PATH_CALL(int, unlink, (const char *path), shim_path(path, room))
PATH_CALL(int, unlinkat, (int dir, const char *path, int flags), dir, shim_path(path, room), flags)
PATH_CALL(int, remove, (const char *path), shim_path(path, room))
PATH_CALL(int, stat, (const char *path, struct stat *st), shim_path(path, room), st)
PATH_CALL(int, lstat, (const char *path, struct stat *st), shim_path(path, room), st)
PATH_CALL(int, stat64, (const char *path, struct stat64 *st), shim_path(path, room), st)
PATH_CALL(int, lstat64, (const char *path, struct stat64 *st), shim_path(path, room), st)
PATH_CALL(int, fstatat, (int dir, const char *path, struct stat *st, int flags), dir, shim_path(path, room), st, flags)
PATH_CALL(int, fstatat64, (int dir, const char *path, struct stat64 *st, int flags), dir, shim_path(path, room), st, flags)
PATH_CALL(int, statx, (int dir, const char *path, int flags, unsigned int mask, struct statx *st), dir, shim_path(path, room), flags, mask, st)
PATH_CALL(int, chmod, (const char *path, mode_t mode), shim_path(path, room), mode)
PATH_CALL(ssize_t, readlink, (const char *path, char *to, size_t cap), shim_path(path, room), to, cap)
PATH_CALL(DIR *, opendir, (const char *path), shim_path(path, room))
/* clang-format on */

int access(const char *path, int mode)
{
	char room[4096];

	return shim_trace_there(path) ? 0 : NEXT(access)(shim_path(path, room), mode);
}

int faccessat(int dir, const char *path, int mode, int flags)
{
	char room[4096];

	return shim_trace_there(path) ? 0 : NEXT(faccessat)(dir, shim_path(path, room), mode, flags);
}

/* Where a way is gone step by step, as mkdir -p goes it, the last step is by a name alone. */
int chdir(const char *path)
{
	char room[4096], at[4096], cwd[4096];

	if (path[0] != '/' && NEXT(getcwd)(cwd, sizeof(cwd)) &&
	    snprintf(at, sizeof(at), "%s/%s", cwd, path) < (int)sizeof(at) && shim_path(at, room) != at)
		path = room;
	else
		path = shim_path(path, room);
	return NEXT(chdir)(path);
}

/* A pin is opened: one of an iterator lists what there is now, and no other is read. -2: it is none. */
static int pin_open(const char *path, const char *real)
{
	enum { OBJ_GET = 7, ITER_CREATE = 33 };
	struct {
		uint64_t path;
		uint32_t fd, flags, path_fd;
	} get = { .path = (uintptr_t)path };
	uint32_t create[2] = { 0 };
	struct stat st;
	bool is_fd;
	long link;
	int fd;

	if (real == path || NEXT(stat)(real, &st) || !S_ISREG(st.st_mode))
		return -2;
	link = ask_bpf(0, OBJ_GET, (uintptr_t)&get, sizeof(get), &is_fd);
	if (link < 0)
		return -2;
	create[0] = (uint32_t)link;
	fd = (int)ask_bpf(0, ITER_CREATE, (uintptr_t)create, sizeof(create), &is_fd);
	if (fd < 0 && errno == EINVAL)
		errno = EIO;
	close((int)link);
	return fd;
}

/* The way from a name below the root to another one there: the folder is called otherwise where it is. */
static const char *path_between(const char *to, const char *from, char room[4096])
{
	size_t len = sizeof(root) - 1, at = 0;
	const char *c;

	if (strncmp(to, root, len) || to[len] != '/' || strncmp(from, root, len) || from[len] != '/')
		return to;
	room[0] = 0;
	for (c = strchr(from + len + 1, '/'); c && c[1] && at < 4000; c = strchr(c + 1, '/'))
		at += (size_t)snprintf(room + at, 4096 - at, "../");
	return (size_t)snprintf(room + at, 4096 - at, "%s", to + len + 1) < 4096 - at ? room : to;
}

int symlink(const char *to, const char *path)
{
	char room[4096], way[4096];

	return NEXT(symlink)(path_between(to, path, way), shim_path(path, room));
}

static mode_t mode_of(int flags, va_list ap)
{
	return flags & (O_CREAT | O_TMPFILE) ? va_arg(ap, mode_t) : 0;
}

#define OPEN_CALL(name)                                               \
	int name(const char *path, int flags, ...)                    \
	{                                                             \
		char room[4096];                                      \
		va_list ap;                                           \
		mode_t mode;                                          \
		const char *real = shim_path(path, room);             \
		int fd = shim_trace_fd(path);                         \
                                                                      \
		va_start(ap, flags);                                  \
		mode = mode_of(flags, ap);                            \
		va_end(ap);                                           \
		if (fd < 0)                                           \
			fd = pin_open(path, real);                    \
		return fd != -2 ? fd : NEXT(name)(real, flags, mode); \
	}
#define OPENAT_CALL(name)                                                  \
	int name(int dir, const char *path, int flags, ...)                \
	{                                                                  \
		char room[4096];                                           \
		va_list ap;                                                \
		const char *real = shim_path(path, room);                  \
		mode_t mode;                                               \
		int fd = pin_open(path, real);                             \
                                                                           \
		va_start(ap, flags);                                       \
		mode = mode_of(flags, ap);                                 \
		va_end(ap);                                                \
		return fd != -2 ? fd : NEXT(name)(dir, real, flags, mode); \
	}
OPEN_CALL(open)
OPEN_CALL(open64)
OPENAT_CALL(openat)
OPENAT_CALL(openat64)

int rename(const char *from, const char *to)
{
	char room[4096], room_to[4096];

	return NEXT(rename)(shim_path(from, room), shim_path(to, room_to));
}

int renameat(int from_dir, const char *from, int to_dir, const char *to)
{
	char room[4096], room_to[4096];

	return NEXT(renameat)(from_dir, shim_path(from, room), to_dir, shim_path(to, room_to));
}

int renameat2(int from_dir, const char *from, int to_dir, const char *to, unsigned int flags)
{
	char room[4096], room_to[4096];

	return NEXT(renameat2)(from_dir, shim_path(from, room), to_dir, shim_path(to, room_to), flags);
}

/* Linux's magic number for what lies below; whatever else is true of the folder. */
int statfs(const char *path, struct statfs *st)
{
	char room[4096];
	const char *real = shim_path(path, room);
	int ret = NEXT(statfs)(real, st);

	if (!ret && real != path)
		st->f_type = BPF_FS_MAGIC;
	return ret;
}

int statfs64(const char *path, struct statfs64 *st)
{
	char room[4096];
	const char *real = shim_path(path, room);
	int ret = NEXT(statfs64)(real, st);

	if (!ret && real != path)
		st->f_type = BPF_FS_MAGIC;
	return ret;
}

/* -- files that are read by name ------------------------------------------------------------------------------------- */

/* What the kernel would say of an object's descriptor; NULL: path is no such file. */
static FILE *info_open(const char *path)
{
	char text[512];
	long len;
	int fd;
	FILE *f;

	if (sscanf(path, "/proc/self/fdinfo/%d", &fd) != 1 || !ask_is_object(0, fd))
		return NULL;
	len = ask_info(fd, text, sizeof(text));
	f = len < 0 ? NULL : tmpfile();
	if (f && len > 0 && fwrite(text, (size_t)len, 1, f) == 1)
		rewind(f);
	return f;
}

#define FOPEN_CALL(name)                                  \
	FILE *name(const char *path, const char *mode)    \
	{                                                 \
		char room[4096];                          \
		const char *real = shim_path(path, room); \
		FILE *f = shim_trace_open(path);          \
		int fd;                                   \
                                                          \
		f = f || !path ? f : info_open(path);     \
		fd = f ? -2 : pin_open(path, real);       \
		f = fd < 0 ? f : fdopen(fd, mode);        \
		return f ? f : NEXT(name)(real, mode);    \
	}
FOPEN_CALL(fopen)
FOPEN_CALL(fopen64)

/* -- walks ----------------------------------------------------------------------------------------------------------- */

static _Thread_local int (*walker)(const char *path, const struct stat *st, int type, struct FTW *ftw);

/* With a copy of where the name begins: the walk goes on by its own. */
static int walk_show(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	char shown[4096];
	const char *as = path_shown(path, shown);
	struct FTW at = *ftw;

	at.base += (int)strlen(as) - (int)strlen(path);
	return walker(as, st, type, &at);
}

int nftw(const char *path, int (*fn)(const char *, const struct stat *, int, struct FTW *), int fds, int flags)
{
	char room[4096];
	const char *real = shim_path(path, room);

	if (real == path)
		return NEXT(nftw)(path, fn, fds, flags);
	walker = fn;
	return NEXT(nftw)(real, walk_show, fds, flags);
}
