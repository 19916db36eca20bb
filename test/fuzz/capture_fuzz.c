/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * capture_fuzz.c - any bytes as a capture file: its packets are all inside it, and when they are written, the same ones are read back.
 */
#include "fuzz.h"

#include <stdarg.h>
#include <sys/mman.h>

#include "records.c"
#include "records_out.c"
#include "late.c"

enum { BATCH = 7 };

void complain(const char *fmt, ...)
{
	(void)fmt;
}

/* A file that is gone when it is closed. */
static int file_new(char *path, size_t cap)
{
	int fd = memfd_create("capture", 0);

	MUST(fd >= 0);
	snprintf(path, cap, "/proc/self/fd/%d", fd);
	return fd;
}

static uint64_t record_sum(const struct record *rec, bool nsec)
{
	uint64_t sum = rec->caplen * 31 + rec->len + (uint32_t)rec->sec * 7 + (nsec ? rec->nsec : rec->nsec / 1000);

	for (uint32_t i = 0; i < rec->caplen; i++)
		sum = sum * 33 + rec->data[i];
	return sum;
}

/* The packets and a sum over them; they are written to out, if that is given. */
static uint64_t packets_sum(struct records *r, struct records_out *out, bool nsec)
{
	struct record rec[BATCH];
	uint64_t sum = 0;
	size_t n;

	while ((n = records_next(r, rec, BATCH))) {
		MUST(n <= BATCH);
		for (size_t i = 0; i < n; i++) {
			sum = sum * 1000003 + record_sum(&rec[i], nsec);
			MUST(!rec[i].raw || rec[i].raw_len >= rec[i].caplen);
			if (out)
				records_write(out, &rec[i]);
		}
	}
	return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	char in_path[64], out_path[64];
	int in = file_new(in_path, sizeof(in_path)), out_fd = file_new(out_path, sizeof(out_path));
	struct records *r, *again;
	struct records_out *out;
	uint64_t sum;

	MUST(write(in, data, len) == (ssize_t)len);
	r = records_open(in_path);
	if (r && records_pcap(r)) {
		out = records_create(out_path, r);
		MUST(out);
		records_write_to(r, out);
		sum = packets_sum(r, out, r->nsec);
		records_close(r);
		r = NULL;
		MUST(records_finish(out));
		again = records_open(out_path);
		MUST(again && records_pcap(again));
		MUST(packets_sum(again, NULL, again->nsec) == sum && !records_failed(again));
		records_close(again);
	}
	records_close(r);
	close(in);
	close(out_fd);
	return 0;
}
