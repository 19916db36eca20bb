/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * replay.c - runs a fuzz target on the files it is given, where there is no libFuzzer.
 */
#include "fuzz.h"

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		FILE *f = fopen(argv[i], "rb");
		uint8_t *data = malloc(1 << 20);
		size_t len;

		if (!f || !data) {
			fprintf(stderr, "%s: cannot be read\n", argv[i]);
			return 1;
		}
		len = fread(data, 1, 1 << 20, f);
		data = realloc(data, len ? len : 1); /* so that a byte too far is seen */
		LLVMFuzzerTestOneInput(data, len);
		free(data);
		fclose(f);
	}
	printf("%d inputs\n", argc - 1);
	return 0;
}
