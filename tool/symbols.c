/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * symbols.c - see symbols.h.
 */
#include "symbols.h"

#include <ctype.h>
#include <string.h>

static bool helper_number(void *arg, const char *name, size_t len, uint32_t *id)
{
	const struct kiln_helper *h;

	(void)arg;
	if (len > 4 && !memcmp(name, "bpf_", 4)) {
		name += 4;
		len -= 4;
	}
	for (uint32_t i = 0; (h = kiln_helper_at(i)); i++) {
		if (strlen(h->name) == len && !memcmp(h->name, name, len)) {
			*id = h->id;
			return true;
		}
	}
	return false;
}

static bool kfunc_number(void *arg, const char *name, size_t len, uint32_t *id)
{
	const struct kiln_helper *h;

	(void)arg;
	for (uint32_t i = 0; (h = kiln_kfunc_at(i)); i++) {
		if (strlen(h->name) == len && !memcmp(h->name, name, len)) {
			*id = h->id;
			return true;
		}
	}
	return false;
}

const struct kiln_asm_symbols symbols_helpers = { .helper = helper_number, .kfunc = kfunc_number };

static int digit(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
				      : -1;
}

bool hex_read(const char *text, size_t text_len, uint8_t *out, size_t *len)
{
	*len = 0;
	for (size_t i = 0; i < text_len;) {
		if (text[i] == '#') {
			while (i < text_len && text[i] != '\n')
				i++;
		} else if (isspace((unsigned char)text[i])) {
			i++;
		} else if (i + 1 < text_len && digit(text[i]) >= 0 && digit(text[i + 1]) >= 0) {
			out[(*len)++] = (uint8_t)(digit(text[i]) << 4 | digit(text[i + 1]));
			i += 2;
		} else {
			return false;
		}
	}
	return true;
}
