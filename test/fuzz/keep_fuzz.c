/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * keep_fuzz.c - what a server finds in the file of what was pinned, of any bytes: what can be made of it is, and saved it says the same
 * as when it is read again.
 *
 * An input is such a file. Pins in it are of the one file that there is, whatever inode they say.
 */
#include "fuzz.h"

#include <fcntl.h>
#include <kiln/kiln.h>
#include <sys/stat.h>
#include <unistd.h>

#include "keep.h"

enum { HEAD = 8, RECORD = 16, KEPT_PIN = 6 };

static char folder[] = "/tmp/kiln-keep-XXXXXX";

struct machine {
	struct kiln *k;
	struct kiln_sys *s;
	struct pins pins;
	struct keep keep;
};

static enum kiln_err pin(void *cookie, const char *path, struct kiln_object *o)
{
	return pins_pin(cookie, path, o);
}

static enum kiln_err get(void *cookie, const char *path, struct kiln_object **o)
{
	return pins_get(cookie, path, o);
}

static void folder_end(void)
{
	char path[64];

	snprintf(path, sizeof(path), "%s/pins/pin", folder);
	unlink(path);
	snprintf(path, sizeof(path), "%s/pins", folder);
	rmdir(path);
	snprintf(path, sizeof(path), "%s/kept", folder);
	unlink(path);
	rmdir(folder);
}

static void machine_begin(struct machine *m, const struct kiln_host *host, int dir)
{
	const struct kiln_sys_opts opts = { .cookie = &m->pins, .max_objects = 32, .pin = pin, .get = get };

	memset(m, 0, sizeof(*m));
	m->pins.dir = openat(dir, "pins", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	MUST(m->pins.dir >= 0 && !kiln_new(host, &m->k) && !kiln_sys_new(m->k, &opts, &m->s));
}

static void machine_end(struct machine *m)
{
	pins_end(&m->pins);
	kiln_sys_free(m->s);
	kiln_free(m->k);
}

/* The file that there is stands for each that the input names. */
static void name_pins(uint8_t *bytes, size_t len, uint64_t ino)
{
	uint32_t kind;
	uint64_t r_len;

	for (size_t at = HEAD; at + RECORD <= len; at += r_len) {
		memcpy(&kind, bytes + at, sizeof(kind));
		memcpy(&r_len, bytes + at + 8, sizeof(r_len));
		at += RECORD;
		if (r_len > len - at)
			return;
		if (kind == KEPT_PIN && r_len == sizeof(ino))
			memcpy(bytes + at, &ino, sizeof(ino));
	}
}

static size_t file_read(int dir, uint8_t *to, size_t cap)
{
	int fd = openat(dir, "kept", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, to, cap);

	if (fd >= 0)
		close(fd);
	return n > 0 ? (size_t)n : 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const struct kiln_posix_opts host_opts = { .nr_cpus = 2, .max_bytes = 32 << 20 };
	static uint8_t saved[1 << 20], again[1 << 20];
	static struct kiln_host *host;
	static int dir = -1;
	uint8_t *bytes = malloc(len + 1);
	struct machine m;
	uint64_t alive, total;
	struct stat st;
	size_t saved_len;
	int fd;

	if (dir < 0) {
		MUST(!kiln_posix_host_new(&host_opts, &host) && mkdtemp(folder));
		dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		MUST(dir >= 0 && !mkdirat(dir, "pins", 0700));
		atexit(folder_end);
	}
	fd = openat(dir, "pins/pin", O_RDONLY | O_CREAT | O_CLOEXEC, 0600);
	MUST(bytes && fd >= 0 && !fstat(fd, &st));
	close(fd);
	memcpy(bytes, data, len);
	name_pins(bytes, len, st.st_ino);
	machine_begin(&m, host, dir);
	MUST(keep_read(m.s, &m.pins, bytes, len));
	m.keep = (struct keep){ .s = m.s, .pins = &m.pins, .dir = dir, .file = "kept" };
	keep_end(&m.keep);
	machine_end(&m);
	saved_len = file_read(dir, saved, sizeof(saved));
	if (saved_len && saved_len < sizeof(saved)) {
		machine_begin(&m, host, dir);
		MUST(keep_begin(&m.keep, m.s, &m.pins, dir, "kept"));
		keep_end(&m.keep);
		machine_end(&m);
		MUST(file_read(dir, again, sizeof(again)) == saved_len && !memcmp(saved, again, saved_len));
	}
	unlinkat(dir, "kept", 0);
	free(bytes);
	kiln_posix_counts(host, &alive, &total);
	MUST(alive <= 1); /* the piece of memory that is kept for the next load */
	return 0;
}
