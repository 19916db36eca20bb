/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * bare.h - where things lie in memory, and what the files of the bare host share.
 */
#ifndef HOST_BARE_BARE_H
#define HOST_BARE_BARE_H

#define TEXT	   0x400000
#define ARENA	   0x1000000 /* 16 MB: 2 MB of native code */
#define ARENA_EXEC 0x40000000
#define ARENA_LEN  0x200000
#define HEAP	   0x2000000 /* 32 MB */
#define HEAP_END   0xa000000

#ifndef __ASSEMBLER__
#include <kiln/kiln.h>

/* host.c */
extern const struct kiln_host bare_host;
void bare_text(const char *s);
void bare_number(uint64_t v);

/* ramdisk.c: a file of the archive that the loader left in memory (cpio, "newc"); NULL: there is none of that name. */
const uint8_t *ramdisk_file(const uint8_t *archive, size_t archive_len, const char *name, size_t *len);
#endif

#endif
