/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * fuzz.h - what fuzz targets share. A target NAME_fuzz.c defines LLVMFuzzerTestOneInput; its corpus is corpus/NAME.
 *
 * make fuzz runs each with libFuzzer for a while; test/stages/80-fuzz.sh replays all corpora, with replay.c as main().
 */
#ifndef KILN_TEST_FUZZ_H
#define KILN_TEST_FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* What must hold for every input. */
#define MUST(what)                                                                         \
	do {                                                                               \
		if (!(what)) {                                                             \
			fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #what); \
			abort();                                                           \
		}                                                                          \
	} while (0)

#endif
