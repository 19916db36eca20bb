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

/* virtio.c: a network device, and packets with room around them, where programs may lengthen them. */
enum { NET_ROOM_BEFORE = 256, NET_ROOM_BEHIND = 128, NET_PACKET_MAX = 65536 };
struct net_room {
	uint8_t before[NET_ROOM_BEFORE], data[NET_PACKET_MAX], behind[NET_ROOM_BEHIND];
};
/* False: there is none. */
bool net_begin(void);
/* Waits for a packet; it is ours until net_done(). NULL: the device says what cannot be. */
struct net_room *net_wait(uint32_t *len);
void net_done(struct net_room *room);
/* Returns when it was sent. */
void net_send(const uint8_t *data, uint32_t len);
#endif

#endif
