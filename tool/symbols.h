/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * symbols.h - helpers and kernel functions by name, for the assembler; and reading of hex.
 */
#ifndef TOOL_SYMBOLS_H
#define TOOL_SYMBOLS_H

#include <kiln/kiln.h>

/* Knows the built-in helpers, with or without "bpf_" before their names, and kernel functions; no maps. */
extern const struct kiln_asm_symbols symbols_helpers;

/*
 * Reads hex digits, white space between bytes allowed and "#" to the end of a line passed over, into out, which holds
 * text_len / 2 bytes. False: something else stood there.
 */
bool hex_read(const char *text, size_t text_len, uint8_t *out, size_t *len);

#endif
