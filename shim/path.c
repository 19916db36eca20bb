/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * path.c - the bpf file system: its paths lead to the folder of pins of `kiln serve`, and it says that it is one.
 *
 * Overview     every call of the C library that takes a path and that clients of bpf(2) make of pins is a row: the path is exchanged,
 *              and the call goes on. A name is told from the root on before that: commands go into the folder, and back.
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

#include "inside.h"

enum { BPF_FS_MAGIC = 0xcafe4a11 };
static const char root[] = INSIDE_ROOT;

/* -- names ------------------------------------------------------------------------------------------------------------- */

/* What stands for the root is called so, in the server's folder. */
static bool folder_name(char *name, size_t cap)
{
	return (size_t)snprintf(name, cap, "/pins-%u", (unsigned int)NEXT(geteuid)()) < cap;
}

static bool folder_real(char *path, size_t cap)
{
	char state[96], name[32];

	return kiln_serve_state(state, sizeof(state)) && folder_name(name, sizeof(name)) &&
	       (size_t)snprintf(path, cap, "%s%s", state, name) < cap;
}

/* path, which the kernel gave, is there or below, by whatever links: as it is called here. It is changed meanwhile. */
static bool folder_shown(char *path, char shown[4096])
{
	char name[32], real[256], *end, after;
	struct stat one, other;
	bool same;

	if (shim_device() || !folder_name(name, sizeof(name)) || !(end = strstr(path, name)))
		return false;
	end += strlen(name);
	after = *end;
	if ((after && after != '/') || !folder_real(real, sizeof(real)))
		return false;
	*end = 0;
	same = !NEXT(stat)(real, &one) && !NEXT(stat)(path, &other) && one.st_ino == other.st_ino &&
	       one.st_dev == other.st_dev;
	*end = after;
	return same && snprintf(shown, 4096, "%s%s", root, end) < 4096;
}

/* The folder that names without a slash before them are in. */
static bool folder_of(int dir, char path[4096])
{
	char link[48];
	ssize_t n;

	if (dir == AT_FDCWD)
		return NEXT(getcwd)(path, 4096);
	snprintf(link, sizeof(link), "/proc/self/fd/%d", dir);
	n = NEXT(readlink)(link, path, 4095);
	if (n > 0)
		path[n] = 0;
	return n > 0;
}

/* As it is from the root on, in room where it is given from a folder. *moved: that is ours, and has another name than the kernel's. */
static const char *path_whole(int dir, const char *path, char room[4096], bool *moved)
{
	char base[4096], shown[4096];
	const int error = errno;

	*moved = false;
	if (!path || !*path || *path == '/')
		return path;
	if (folder_of(dir, base)) {
		*moved = folder_shown(base, shown);
		if (snprintf(room, 4096, "%s/%s", *moved ? shown : base, path) < 4096)
			path = room;
	}
	errno = error;
	return path;
}

/* Where it really is, in real, if it is below the root. */
static bool path_real(const char *whole, char real[4096])
{
	const char *inside = whole && !shim_device() ? path_inside(whole) : NULL;
	char folder[256];

	return inside && folder_real(folder, sizeof(folder)) && snprintf(real, 4096, "%s%s", folder, inside) < 4096;
}

/* Without the names that .. takes back: of a way that goes out of the root, the kernel cannot go along the first part. */
static void path_flat(const char *path, char *to)
{
	const char *const begin = to;
	size_t len;

	for (; *path; path += len) {
		path += strspn(path, "/");
		len = strcspn(path, "/");
		if (!len || (len == 1 && path[0] == '.'))
			continue;
		if (len == 2 && path[0] == '.' && path[1] == '.') {
			while (to > begin && *--to != '/')
				;
			continue;
		}
		*to++ = '/';
		memcpy(to, path, len);
		to += len;
	}
	strcpy(to, to == begin ? "/" : "");
}

/* Where path leads, in room where that has another name; *inside: below the root. */
static const char *path_at(int dir, const char *path, char room[4096], bool *inside)
{
	char from_root[4096];
	const char *whole;
	bool moved;

	whole = path_whole(dir, path, from_root, &moved);
	*inside = path_real(whole, room);
	if (*inside)
		return room;
	if (!moved || whole == path)
		return path;
	path_flat(whole, room);
	return room;
}

static const char *place_at(int dir, const char *path, char room[4096])
{
	bool inside;

	return path_at(dir, path, room, &inside);
}

static const char *place(const char *path, char room[4096])
{
	return place_at(AT_FDCWD, path, room);
}

bool shim_path_whole(const char *path, char room[4096])
{
	bool moved;

	return path_whole(AT_FDCWD, path, room, &moved) == room;
}

char *getcwd(char *to, size_t cap)
{
	char at[4096], shown[4096];

	if (!NEXT(getcwd)(at, sizeof(at)) || !folder_shown(at, shown))
		return NEXT(getcwd)(to, cap);
	if (!to && !cap)
		return strdup(shown);
	if (strlen(shown) >= cap) {
		errno = to && !cap ? EINVAL : ERANGE;
		return NULL;
	}
	to = to ? to : malloc(cap);
	return to ? strcpy(to, shown) : NULL;
}

/* -- calls ------------------------------------------------------------------------------------------------------------- */

#define PATH_CALL(type, name, arguments, ...)   \
	type name arguments                     \
	{                                       \
		char room[4096];                \
		return NEXT(name)(__VA_ARGS__); \
	}

/* clang-format off */
PATH_CALL(int, chdir, (const char *path), place(path, room))
PATH_CALL(int, mkdir, (const char *path, mode_t mode), place(path, room), mode)
PATH_CALL(int, mkdirat, (int dir, const char *path, mode_t mode), dir, place_at(dir, path, room), mode)
PATH_CALL(int, rmdir, (const char *path), place(path, room))
PATH_CALL(int, unlink, (const char *path), place(path, room))
PATH_CALL(int, unlinkat, (int dir, const char *path, int flags), dir, place_at(dir, path, room), flags)
PATH_CALL(int, remove, (const char *path), place(path, room))
PATH_CALL(int, stat, (const char *path, struct stat *st), place(path, room), st)
PATH_CALL(int, lstat, (const char *path, struct stat *st), place(path, room), st)
PATH_CALL(int, stat64, (const char *path, struct stat64 *st), place(path, room), st)
PATH_CALL(int, lstat64, (const char *path, struct stat64 *st), place(path, room), st)
PATH_CALL(int, fstatat, (int dir, const char *path, struct stat *st, int flags), dir, place_at(dir, path, room), st, flags)
PATH_CALL(int, fstatat64, (int dir, const char *path, struct stat64 *st, int flags), dir, place_at(dir, path, room), st, flags)
PATH_CALL(int, statx, (int dir, const char *path, int flags, unsigned int mask, struct statx *st), dir, place_at(dir, path, room), flags, mask, st)
PATH_CALL(int, chmod, (const char *path, mode_t mode), place(path, room), mode)
PATH_CALL(int, fchmodat, (int dir, const char *path, mode_t mode, int flags), dir, place_at(dir, path, room), mode, flags)
PATH_CALL(int, chown, (const char *path, uid_t uid, gid_t gid), place(path, room), uid, gid)
PATH_CALL(int, lchown, (const char *path, uid_t uid, gid_t gid), place(path, room), uid, gid)
PATH_CALL(int, fchownat, (int dir, const char *path, uid_t uid, gid_t gid, int flags), dir, place_at(dir, path, room), uid, gid, flags)
PATH_CALL(int, utimensat, (int dir, const char *path, const struct timespec t[2], int flags), dir, place_at(dir, path, room), t, flags)
PATH_CALL(ssize_t, readlink, (const char *path, char *to, size_t cap), place(path, room), to, cap)
PATH_CALL(ssize_t, readlinkat, (int dir, const char *path, char *to, size_t cap), dir, place_at(dir, path, room), to, cap)
PATH_CALL(DIR *, opendir, (const char *path), place(path, room))
/* clang-format on */

int access(const char *path, int mode)
{
	char room[4096];

	return shim_trace_there(path) ? 0 : NEXT(access)(place(path, room), mode);
}

int faccessat(int dir, const char *path, int mode, int flags)
{
	char room[4096];

	return shim_trace_there(path) ? 0 : NEXT(faccessat)(dir, place_at(dir, path, room), mode, flags);
}

int link(const char *from, const char *to)
{
	char room[4096], room_to[4096];

	return NEXT(link)(place(from, room), place(to, room_to));
}

int linkat(int from_dir, const char *from, int to_dir, const char *to, int flags)
{
	char room[4096], room_to[4096];

	return NEXT(linkat)(from_dir, place_at(from_dir, from, room), to_dir, place_at(to_dir, to, room_to), flags);
}

/* A pin is opened: one of an iterator lists what there is now, and no other is read. -2: it is none. */
static int pin_open(const char *real, bool inside)
{
	enum { OBJ_GET = 7, ITER_CREATE = 33 };
	struct {
		uint64_t path;
		uint32_t fd, flags, path_fd;
	} get = { 0 };
	uint32_t create[2] = { 0 };
	char path[4096], shown[4096];
	struct stat st;
	bool is_fd;
	long link;
	int fd;

	if (!inside || NEXT(stat)(real, &st) || !S_ISREG(st.st_mode) || !folder_shown(strcpy(path, real), shown))
		return -2;
	get.path = (uintptr_t)shown;
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

/* How many folders a name is below the root. */
static int depth_of(const char *inside)
{
	int depth = -1;
	size_t len;

	for (; *inside; inside += len) {
		inside += strspn(inside, "/");
		len = strcspn(inside, "/");
		if (len == 2 && inside[0] == '.' && inside[1] == '.')
			depth--;
		else if (len && !(len == 1 && *inside == '.'))
			depth++;
	}
	return depth < 0 ? 0 : depth;
}

/* What a link at path says of a name below the root: the way from there, for the folder is called otherwise where it is. */
static const char *path_between(const char *to, int dir, const char *path, char room[4096])
{
	const char *inside = to && *to == '/' ? path_inside(to) : NULL, *from;
	char whole[4096];
	size_t at = 0;
	bool moved;

	path = path_whole(dir, path, whole, &moved);
	from = inside && path ? path_inside(path) : NULL;
	if (!from)
		return to;
	for (int depth = depth_of(from); depth > 0 && at < 4000; depth--)
		at += (size_t)snprintf(room + at, 4096 - at, "../");
	return (size_t)snprintf(room + at, 4096 - at, ".%s", inside) < 4096 - at ? room : to;
}

int symlink(const char *to, const char *path)
{
	char room[4096], way[4096];

	return NEXT(symlink)(path_between(to, AT_FDCWD, path, way), place(path, room));
}

int symlinkat(const char *to, int dir, const char *path)
{
	char room[4096], way[4096];

	return NEXT(symlinkat)(path_between(to, dir, path, way), dir, place_at(dir, path, room));
}

static mode_t mode_of(int flags, va_list ap)
{
	return flags & (O_CREAT | O_TMPFILE) ? va_arg(ap, mode_t) : 0;
}

#define OPEN_CALL(name)                                                    \
	int name(const char *path, int flags, ...)                         \
	{                                                                  \
		char room[4096];                                           \
		va_list ap;                                                \
		mode_t mode;                                               \
		bool inside;                                               \
		const char *real = path_at(AT_FDCWD, path, room, &inside); \
		int fd = shim_trace_fd(path);                              \
                                                                           \
		va_start(ap, flags);                                       \
		mode = mode_of(flags, ap);                                 \
		va_end(ap);                                                \
		if (fd < 0)                                                \
			fd = pin_open(real, inside);                       \
		return fd != -2 ? fd : NEXT(name)(real, flags, mode);      \
	}
#define OPENAT_CALL(name)                                                  \
	int name(int dir, const char *path, int flags, ...)                \
	{                                                                  \
		char room[4096];                                           \
		va_list ap;                                                \
		bool inside;                                               \
		const char *real = path_at(dir, path, room, &inside);      \
		mode_t mode;                                               \
		int fd = pin_open(real, inside);                           \
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

	return NEXT(rename)(place(from, room), place(to, room_to));
}

int renameat(int from_dir, const char *from, int to_dir, const char *to)
{
	char room[4096], room_to[4096];

	return NEXT(renameat)(from_dir, place_at(from_dir, from, room), to_dir, place_at(to_dir, to, room_to));
}

int renameat2(int from_dir, const char *from, int to_dir, const char *to, unsigned int flags)
{
	char room[4096], room_to[4096];

	return NEXT(renameat2)(from_dir, place_at(from_dir, from, room), to_dir, place_at(to_dir, to, room_to), flags);
}

/* Linux's magic number for what lies below; whatever else is true of the folder. */
int statfs(const char *path, struct statfs *st)
{
	char room[4096];
	bool inside;
	const char *real = path_at(AT_FDCWD, path, room, &inside);
	int ret = NEXT(statfs)(real, st);

	if (!ret && inside)
		st->f_type = BPF_FS_MAGIC;
	return ret;
}

int statfs64(const char *path, struct statfs64 *st)
{
	char room[4096];
	bool inside;
	const char *real = path_at(AT_FDCWD, path, room, &inside);
	int ret = NEXT(statfs64)(real, st);

	if (!ret && inside)
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

#define FOPEN_CALL(name)                                                   \
	FILE *name(const char *path, const char *mode)                     \
	{                                                                  \
		char room[4096];                                           \
		bool inside;                                               \
		const char *real = path_at(AT_FDCWD, path, room, &inside); \
		FILE *f = shim_trace_open(path);                           \
		int fd;                                                    \
                                                                           \
		f = f || !path ? f : info_open(path);                      \
		fd = f ? -2 : pin_open(real, inside);                      \
		f = fd < 0 ? f : fdopen(fd, mode);                         \
		return f ? f : fd == -1 ? NULL : NEXT(name)(real, mode);   \
	}
FOPEN_CALL(fopen)
FOPEN_CALL(fopen64)

/* -- walks ----------------------------------------------------------------------------------------------------------- */

static _Thread_local int (*walker)(const char *path, const struct stat *st, int type, struct FTW *ftw);

/* With a copy of where the name begins: the walk goes on by its own. */
static int walk_show(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	char shown[4096];
	char at_real[4096];
	const char *as = strlen(path) < sizeof(at_real) && folder_shown(strcpy(at_real, path), shown) ? shown : path;
	struct FTW at = *ftw;

	at.base += (int)strlen(as) - (int)strlen(path);
	return walker(as, st, type, &at);
}

int nftw(const char *path, int (*fn)(const char *, const struct stat *, int, struct FTW *), int fds, int flags)
{
	char room[4096];
	bool inside;
	const char *real = path_at(AT_FDCWD, path, room, &inside);

	if (!inside)
		return NEXT(nftw)(real, fn, fds, flags);
	walker = fn;
	return NEXT(nftw)(real, walk_show, fds, flags);
}
