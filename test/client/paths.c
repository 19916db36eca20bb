/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * paths.c - names below /sys/fs/bpf in all the ways they can be written, and what else is done with them: each with the errno of the kernel.
 */
#include <bpf/bpf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#define ROOT "/sys/fs/bpf"
static char dir[64];
static int map, wrong;

/* # is the folder's path, and @ its last name. */
static const char *named(const char *text)
{
	static char all[4][512];
	static unsigned int turn;
	char *to = all[turn++ % 4];
	size_t at = 0;

	if (!text)
		return NULL;
	for (; *text; text++)
		if (*text == '#')
			at += (size_t)sprintf(to + at, "%s", dir);
		else if (*text == '@')
			at += (size_t)sprintf(to + at, "%s", dir + strlen(ROOT) + 1);
		else
			to[at++] = *text;
	to[at] = 0;
	return to;
}

static void row(const char *what, const char *path, long ret, int error)
{
	const int got = ret < 0 ? errno : 0;

	if (got == error)
		return;
	printf("%s %s: %s, and not %s\n", what, path ? path : "NULL", strerror(got), strerror(error));
	wrong = 1;
}

static void pin(const char *path, int error)
{
	row("pin", path, bpf_obj_pin(map, named(path)), error);
}

static void get(const char *path, int error)
{
	const int fd = bpf_obj_get(named(path));

	row("get", path, fd, error);
	if (fd >= 0)
		close(fd);
}

static void is_bpf(const char *path)
{
	struct statfs st;
	const int ret = statfs(named(path), &st);

	row("statfs", path, ret, 0);
	errno = 0;
	row("its type", path, !ret && st.f_type == 0xcafe4a11 ? 0 : -1, 0);
	if (ret || st.f_type != 0xcafe4a11)
		wrong = 1;
}

static void absolute(void)
{
	pin("#/a", 0);
	pin("#//b", 0);
	pin("#/./c", 0);
	pin("#/../@/d", 0);
	pin("//sys/./fs//bpf/../../fs/bpf/@///e", 0);
	pin("#/b", EEXIST);
	pin("#/f/", ENOENT);
	pin("#", EEXIST);
	pin("#/", EEXIST);
	pin("#/.", EEXIST);
	pin("#/x.y", EPERM);
	pin("#/none/f", ENOENT);
	get("#/./b", 0);
	get("#//c", 0);
	get("#/..//@/d", 0);
	get(ROOT "/../bpf/@/e", 0);
	get("#/none/../b", ENOENT);
	get("#//", EACCES);
	row("access", "//e", access(named("//sys/fs//bpf/@/e"), F_OK), 0);
	row("access", "..", access(named("#/../../../fs/bpf/@/e"), F_OK), 0);
	is_bpf(ROOT);
	is_bpf("#//.");
}

static void relative(void)
{
	char at[512] = "";

	row("chdir", "#", chdir(named("#")), 0);
	pin("f", 0);
	get("./f", 0);
	get("#/f", 0);
	is_bpf(".");
	row("mkdir", "sub", mkdir("sub", 0700), 0);
	pin("sub/g", 0);
	get("#/sub/g", 0);
	row("chdir", "sub/", chdir("sub/"), 0);
	pin("../h", 0);
	get("#/h", 0);
	row("getcwd", "sub", getcwd(at, sizeof(at)) ? 0 : -1, 0);
	if (strcmp(at, named("#/sub"))) {
		printf("getcwd: %s\n", at);
		wrong = 1;
	}
	row("getcwd", "short", getcwd(at, 4) ? 0 : -1, ERANGE);
	row("chdir", "../../../..", chdir("../../../.."), 0);
	row("getcwd", "..", getcwd(at, sizeof(at)) ? 0 : -1, 0);
	if (strcmp(at, "/sys")) {
		printf("getcwd: %s\n", at);
		wrong = 1;
	}
	pin("fs/bpf/@/i", 0);
	get("#/i", 0);
	is_bpf("fs/bpf");
	row("chdir", "/", chdir("/"), 0);
}

static void others(void)
{
	struct stat st;
	int fd, in;

	row("chown", "#/a", chown(named("#/a"), getuid(), getgid()), 0);
	row("lchown", "#/a", lchown(named("#/a"), getuid(), getgid()), 0);
	row("link", "#/a", link(named("#/a"), named("#/l")), 0);
	row("unlink", "#/a", unlink(named("#/a")), 0);
	get("#/a", ENOENT);
	get("#/l", 0);
	row("symlink", "#/l", symlink(named("#/l"), named("#/sub/s")), 0);
	get("#/sub/s", 0);
	row("open", "#/l", open(named("#/l"), O_RDONLY), EIO);
	row("fopen", "#/l", fopen(named("#/l"), "r") ? 0 : -1, EIO);
	in = open(named("#"), O_RDONLY | O_DIRECTORY);
	row("openat", "l", openat(in, "l", O_RDONLY), EIO);
	row("fstatat", "../@/l", fstatat(in, named("../@/l"), &st, 0), 0);
	fd = openat(in, "sub", O_RDONLY | O_DIRECTORY);
	row("openat", "sub", fd, 0);
	close(fd);
	close(in);
}

/* Which the C library's headers say are never given. */
static void nothing(void)
{
	const char *volatile none = NULL;
	struct stat st;

	row("chdir", NULL, chdir(none), EFAULT);
	row("mkdir", NULL, mkdir(none, 0700), EFAULT);
	row("open", NULL, open(none, O_RDONLY), EFAULT);
	row("stat", NULL, stat(none, &st), EFAULT);
	row("access", NULL, access(none, F_OK), EFAULT);
	row("symlink", NULL, symlink(none, named("#/none")), EFAULT);
	row("pin", NULL, bpf_obj_pin(map, none), EFAULT);
	get("", ENOENT);
	row("chdir", "", chdir(""), ENOENT);
}

int main(void)
{
	static const char *const made[] = { "b", "c", "d", "e", "f", "h", "i", "l", "sub/g", "sub/s" };

	snprintf(dir, sizeof(dir), ROOT "/kiln-paths-%d", getpid());
	map = bpf_map_create(BPF_MAP_TYPE_ARRAY, "paths", 4, 4, 1, NULL);
	row("mkdir", dir, mkdir(dir, 0700), 0);
	absolute();
	relative();
	others();
	nothing();
	for (size_t i = 0; i < sizeof(made) / sizeof(made[0]); i++) {
		char path[128];

		snprintf(path, sizeof(path), "%s/%s", dir, made[i]);
		row("unlink", path, unlink(path), 0);
	}
	row("rmdir", "#/sub", rmdir(named("#/sub/")), 0);
	row("rmdir", "#", rmdir(dir), 0);
	return wrong;
}
