/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * image_load.c - opens packed images and loads every program, as a host without libbpf does: test/stages/42-image.sh.
 *
 * Prints "NAME: accepted, N instructions" or "NAME: refused: why" for each. XDP programs also run over made-up packets, on the
 * interpreter and the JIT with maps of their own each, and must answer the same.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <kiln/kiln.h>

enum { XDP = 6, ROOM = 2048, HEAD = 256 };

static struct kiln *k;

static uint8_t *read_file(const char *path, size_t *len)
{
	FILE *f = fopen(path, "rb");
	uint8_t *bytes = malloc(1 << 22);

	if (!f || !bytes) {
		fprintf(stderr, "%s: cannot be read\n", path);
		exit(2);
	}
	*len = fread(bytes, 1, 1 << 22, f);
	fclose(f);
	return bytes;
}

static struct kiln_image *open_image(const uint8_t *bytes, size_t len)
{
	struct kiln_image *img;
	struct kiln_why why;

	if (!kiln_image_open(k, bytes, len, &img, &why))
		return img;
	printf("refused: %s\n", why.what);
	exit(1);
}

/* Ethernet, IPv4, and TCP or UDP by turns; lengths vary, and some are cut inside a header. */
static void make_packet(uint8_t *p, uint32_t n)
{
	static const uint8_t start[] = {
		2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0, 0x45, 0, 0, 60, 0, 1, 0x40, 0, 64, 6
	};

	memset(p, 0, ROOM);
	memcpy(p + HEAD, start, sizeof(start));
	p[HEAD + 23] = n & 1 ? 17 : 6;
	p[HEAD + 26] = 10, p[HEAD + 29] = (uint8_t)n;
	p[HEAD + 30] = 10, p[HEAD + 33] = 1;
	p[HEAD + 35] = (uint8_t)(n * 7);
	p[HEAD + 37] = n % 3 ? 80 : 53;
	p[HEAD + 46] = 0x50;
	p[HEAD + 47] = n % 5 ? 2 : 16;
}

static uint64_t run(const struct kiln_prog *p, uint32_t n)
{
	static uint8_t room[ROOM];
	struct kiln_packet packet;
	struct kiln_env env;
	uint64_t r0;

	make_packet(room, n);
	kiln_packet_init(&packet, room, HEAD, n % 7 ? 60 + n : n, 256);
	kiln_enter(k, &env);
	r0 = kiln_run(p, &packet, &env);
	kiln_leave(k, &env);
	return r0;
}

static bool same_verdicts(const struct kiln_prog *a, const struct kiln_prog *b)
{
	for (uint32_t n = 0; n < 64; n++) {
		if (run(a, n) != run(b, n)) {
			printf("packet %u: interpreter and JIT answer differently\n", n);
			return false;
		}
	}
	return true;
}

static bool one_program(struct kiln_image *img, struct kiln_image *twin, uint32_t i)
{
	struct kiln_prog *p, *q = NULL;
	struct kiln_prog_info info;
	struct kiln_why why;
	uint32_t type;
	bool ok = true;
	const char *name = kiln_image_prog(img, i, &type);

	if (kiln_image_load(img, i, NULL, KILN_ENGINE_INTERP, &p, &why)) {
		printf("%s: refused: %s\n", name, why.what);
		return false;
	}
	kiln_prog_info(p, &info);
	printf("%s: accepted, %u instructions\n", name, info.nr_insns);
	if (kiln_image_load(twin, i, NULL, KILN_ENGINE_BEST, &q, &why)) {
		printf("%s: refused the second time: %s\n", name, why.what);
		ok = false;
	} else if (type == XDP) {
		ok = same_verdicts(p, q);
	}
	kiln_prog_free(p);
	kiln_prog_free(q);
	return ok;
}

int main(int argc, char **argv)
{
	struct kiln_host *host;
	bool ok = true;

	if (kiln_posix_host_new(NULL, &host) || kiln_new(host, &k))
		return 2;
	for (int n = 1; n < argc; n++) {
		size_t len;
		uint8_t *bytes = read_file(argv[n], &len);
		struct kiln_image *img = open_image(bytes, len), *twin = open_image(bytes, len);

		for (uint32_t i = 0; kiln_image_prog(img, i, NULL); i++)
			ok = one_program(img, twin, i) && ok;
		kiln_image_free(img);
		kiln_image_free(twin);
		free(bytes);
	}
	kiln_free(k);
	kiln_posix_host_free(host);
	return !ok;
}
