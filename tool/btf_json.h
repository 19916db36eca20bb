/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * btf_json.h - bytes of a map, told as JSON by their BTF type.
 *
 * Shape	that of `bpftool map dump -j`, its "formatted" part: integers as numbers, enumerations by name, pointers and 128-bit
 *		integers as hex strings, char arrays that hold text as strings, structs and unions as objects (members of
 *		anonymous ones stand in their parent), arrays as arrays, data sections as an object with a member a variable.
 *		Bytes without a type are an array of hex strings.
 * Used by	the `kiln` command and by the tool that drives the running kernel, so that their outputs can be compared as text.
 * Needs	libbpf's BTF calls and stdio, nothing of Kiln.
 *
 * The whole object that `kiln run --json` and `kbpf replay --json` print:
 *
 *	{"prog":NAME,"verdicts":{"pass":{"packets":N,"bytes":N},...},
 *	"packets":[[RETVAL,OUT_LEN,"CRC32HEX"],...],
 *	"maps":{"NAME":[{"key":KEY,"value":VALUE},{"key":KEY,"values":[{"cpu":0,"value":VALUE},...]},...],...}}
 *
 * verdicts: those seen; XDP's by name (aborted, drop, pass, tx, redirect), others by number. packets: only with
 * --packets; CRC32HEX is the CRC-32 (IEEE 802.3, as zlib's crc32()) of the packet after the run, eight hex digits. A
 * run that could not be made is null. maps: entries in order of their keys' bytes; queues and stacks have values only,
 * in the order they pop; maps that hold no data (programs, ring buffers, perf events, devices, bloom filters) and
 * read-only data are left out.
 */
#ifndef TOOL_BTF_JSON_H
#define TOOL_BTF_JSON_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct btf;

/* One value of len bytes as type; btf may be NULL and type 0 where the type is not known. */
void btf_json_value(FILE *out, const struct btf *btf, uint32_t type, const void *data, size_t len);

/* A string in quotes, escaped. */
void btf_json_string(FILE *out, const char *s, size_t len);

struct btf_json_map {
	const char *name;
	const struct btf *btf;
	uint32_t key_type; /* BTF type ids, 0 where not known */
	uint32_t value_type;
	size_t key_len;	  /* 0 for queues and stacks, which are not sorted either */
	size_t value_len; /* of one value */
	unsigned nr_cpus; /* 0: one value a key; else so many, each value_len rounded up to 8 bytes */
};

/* Length of a record of btf_json_map(): the key, then the value or values. */
size_t btf_json_record_len(const struct btf_json_map *m);

/*
 * "NAME":[{...},...] with an entry a line, from nr records one after the other. 0, or -1 when memory ran out: nothing
 * is printed then.
 */
int btf_json_map(FILE *out, const struct btf_json_map *m, const void *records, size_t nr);

/* The CRC of "packets". */
uint32_t btf_json_crc32(const void *data, size_t len);

#endif
