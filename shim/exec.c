/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * exec.c - a program that is linked statically loads no library: where one is begun, it is begun by `kiln with`, which supervises it.
 *
 * Overview     KILN_WITH, in the environment that the program gets, is the path of the command; KILN_AS is how the program is called. It then has
 *              another number than its caller knows, who reaches it all the same: signals are passed on, and its end is told.
 * After vfork  this is a child that has the parent's memory: so nothing is allocated and nothing is kept.
 */
#include "shim.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { HEADERS_MAX = 64 };

/* -- which programs --------------------------------------------------------------------------------------------------------- */

/* An ELF file for this machine without an interpreter. Not one that changes its user, for who is supervised changes none. */
static bool is_static(const char *path)
{
	const int error = errno, fd = (int)NEXT(syscall)(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
	Elf64_Ehdr head;
	Elf64_Phdr ph;
	struct stat st;
	bool is;

	is = fd >= 0 && !fstat(fd, &st) && !(st.st_mode & (S_ISUID | S_ISGID)) &&
	     NEXT(pread)(fd, &head, sizeof(head), 0) == sizeof(head) && !memcmp(head.e_ident, ELFMAG, SELFMAG) &&
	     head.e_ident[EI_CLASS] == ELFCLASS64 && (head.e_type == ET_EXEC || head.e_type == ET_DYN) &&
	     head.e_phnum && head.e_phnum <= HEADERS_MAX;
	for (int i = 0; is && i < head.e_phnum; i++)
		is = NEXT(pread)(fd, &ph, sizeof(ph), (off_t)(head.e_phoff + (Elf64_Off)i * head.e_phentsize)) ==
			     sizeof(ph) &&
		     ph.p_type != PT_INTERP;
	if (fd >= 0)
		NEXT(syscall)(SYS_close, fd);
	errno = error;
	return is && !access(path, X_OK);
}

/* The one of that name in PATH, in room; or name. */
static const char *whole(const char *name, char room[PATH_MAX])
{
	const char *dirs = getenv("PATH"), *end;
	size_t len = strlen(name);

	if (strchr(name, '/') || !len)
		return name;
	for (dirs = dirs ? dirs : "/bin:/usr/bin"; *dirs; dirs = *end ? end + 1 : end) {
		end = strchrnul(dirs, ':');
		if (end == dirs || (size_t)(end - dirs) + len + 2 > PATH_MAX)
			continue;
		memcpy(room, dirs, (size_t)(end - dirs));
		room[end - dirs] = '/';
		memcpy(room + (end - dirs) + 1, name, len + 1);
		if (!access(room, X_OK))
			return room;
	}
	return name;
}

/* What the environment says of the variable; NULL: nothing. */
static const char *value_of(char *const *env, const char *name)
{
	const size_t len = strlen(name);

	for (; env && *env; env++)
		if (!strncmp(*env, name, len) && (*env)[len] == '=')
			return *env + len + 1;
	return NULL;
}

/* -- how they are begun ------------------------------------------------------------------------------------------------------- */

static size_t count(char *const *list)
{
	size_t nr = 0;

	while (list && list[nr])
		nr++;
	return nr;
}

enum { MORE = 4 }; /* words or variables beside those that are there */

/* The words of `kiln with PATH ...`. */
static void words(char **to, const char *with, const char *path, char *const *argv)
{
	*to++ = (char *)(uintptr_t)with;
	*to++ = (char *)(uintptr_t) "with";
	*to++ = (char *)(uintptr_t)path;
	for (argv += argv && *argv; argv && *argv; argv++)
		*to++ = *argv;
	*to = NULL;
}

/* The command preloads what is to be preloaded by itself. */
static void variables(char **to, char *as, size_t room, char *const *argv, char *const *env)
{
	static const char name[] = "KILN_AS=";
	const char *called = argv && *argv ? *argv : "";
	const size_t len = strlen(called);

	memcpy(as, name, sizeof(name));
	if (len < room - sizeof(name))
		memcpy(as + sizeof(name) - 1, called, len + 1);
	*to++ = as;
	for (; env && *env; env++)
		if (strncmp(*env, "LD_PRELOAD=", 11) && strncmp(*env, name, sizeof(name) - 1))
			*to++ = *env;
	*to = NULL;
}

/* Whether it is begun so: ARGV and ENV are then what is to be given, on this frame. */
#define BEGINS(path, argv, env)                                                     \
	const char *const with = shim_device() ? NULL : value_of(env, "KILN_WITH"); \
	const bool begins = with && is_static(path);                                \
	char *ARGV[begins ? count(argv) + MORE : 1];                                \
	char *ENV[begins ? count(env) + MORE : 1];                                  \
	char as[begins ? PATH_MAX : 1];                                             \
	if (begins) {                                                               \
		words(ARGV, with, path, argv);                                      \
		variables(ENV, as, sizeof(as), argv, env);                          \
	}

int execve(const char *path, char *const *argv, char *const *env)
{
	BEGINS(path, argv, env)
	return begins ? NEXT(execve)(with, ARGV, ENV) : NEXT(execve)(path, argv, env);
}

int execv(const char *path, char *const *argv)
{
	return execve(path, argv, environ);
}

/* What is not found, or is no program, is the C library's to deal with. */
int execvpe(const char *name, char *const *argv, char *const *env)
{
	char room[PATH_MAX];
	const char *path = whole(name, room);

	BEGINS(path, argv, env)
	return begins ? NEXT(execve)(with, ARGV, ENV) : NEXT(execvpe)(name, argv, env);
}

int execvp(const char *name, char *const *argv)
{
	return execvpe(name, argv, environ);
}

/* The words behind first, with the NULL, as a list on this frame; ap stands behind them. */
#define LIST(first, ap)                     \
	size_t nr = 1;                      \
	va_start(ap, first);                \
	while (va_arg(ap, char *))          \
		nr++;                       \
	va_end(ap);                         \
	char *list[nr + 1];                 \
	va_start(ap, first);                \
	list[0] = (char *)(uintptr_t)first; \
	for (size_t i = 1; i <= nr; i++)    \
		list[i] = va_arg(ap, char *);

int execl(const char *path, const char *first, ...)
{
	va_list ap;

	LIST(first, ap)
	va_end(ap);
	return execve(path, list, environ);
}

int execlp(const char *name, const char *first, ...)
{
	va_list ap;

	LIST(first, ap)
	va_end(ap);
	return execvpe(name, list, environ);
}

int execle(const char *path, const char *first, ...)
{
	char *const *env;
	va_list ap;

	LIST(first, ap)
	env = va_arg(ap, char *const *);
	va_end(ap);
	return execve(path, list, env);
}

int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *acts, const posix_spawnattr_t *attr,
		char *const *argv, char *const *env)
{
	BEGINS(path, argv, env)
	return begins ? NEXT(posix_spawn)(pid, with, acts, attr, ARGV, ENV)
		      : NEXT(posix_spawn)(pid, path, acts, attr, argv, env);
}

int posix_spawnp(pid_t *pid, const char *name, const posix_spawn_file_actions_t *acts, const posix_spawnattr_t *attr,
		 char *const *argv, char *const *env)
{
	char room[PATH_MAX];
	const char *path = whole(name, room);

	BEGINS(path, argv, env)
	return begins ? NEXT(posix_spawn)(pid, with, acts, attr, ARGV, ENV)
		      : NEXT(posix_spawnp)(pid, name, acts, attr, argv, env);
}
