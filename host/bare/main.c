/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * main.c - a kernel whose one job is to ask a program about packets: what a kernel of your own needs to have Kiln in it.
 *
 * The loader brings a RAM disk (cpio) with prog.kiln, made by `kiln pack`, and traffic.pcap. Its first program is proven and compiled,
 * asked about each packet, and the verdicts are told on the serial port. Then the machine is reset.
 */
#include "bare.h"

enum { RESET_PORT = 0x64, RESET = 0xfe, ROOM_BEFORE = 256, ROOM_BEHIND = 128, PACKET_MAX = 65536, MAX_VERDICTS = 8 };
enum { START_MAGIC = 0x336ec578, PCAP_HEAD = 24, PCAP_RECORD = 16 };

/* Of the loader: Xen's struct hvm_start_info and hvm_modlist_entry, as far as they are used. */
struct start_info {
	uint32_t magic, version, flags, nr_modules;
	uint64_t modules;
};
struct module {
	uint64_t at, len;
};

static struct kiln_env env; /* 25 KB: too much for a stack */
static uint8_t room[ROOM_BEFORE + PACKET_MAX + ROOM_BEHIND];

static void end(const char *why)
{
	bare_text(why);
	bare_text("\n");
	__asm__ volatile("outb %0, %1" : : "a"((uint8_t)RESET), "Nd"((uint16_t)RESET_PORT));
	for (;;)
		__asm__ volatile("hlt");
}

static void refuse(const struct kiln_why *why)
{
	bare_text("refused: ");
	bare_text(why->what);
	bare_text("; ");
	bare_text(why->missing);
	end("");
}

static uint32_t read32(const uint8_t *at)
{
	uint32_t v;

	memcpy(&v, at, sizeof(v));
	return v;
}

/* The program's verdict on one packet. */
static uint64_t ask(struct kiln *k, const struct kiln_prog *p, const uint8_t *data, uint32_t len)
{
	struct kiln_packet packet;
	uint64_t verdict;

	memcpy(room + ROOM_BEFORE, data, len);
	kiln_packet_init(&packet, room, ROOM_BEFORE, len, ROOM_BEHIND);
	kiln_enter(k, &env);
	verdict = kiln_run(p, &packet, &env);
	kiln_leave(k, &env);
	return verdict;
}

static void tell(const struct kiln_kind *kind, const uint64_t counts[MAX_VERDICTS])
{
	for (uint32_t v = 0; v < MAX_VERDICTS; v++) {
		const char *name = kiln_verdict_name(kind, v);

		if (!counts[v])
			continue;
		bare_text(name ? name : "other");
		bare_text(" ");
		bare_number(counts[v]);
		bare_text("\n");
	}
}

static void ask_all(struct kiln *k, const struct kiln_prog *p, const uint8_t *pcap, size_t len)
{
	uint64_t counts[MAX_VERDICTS] = { 0 };
	struct kiln_prog_info info;
	size_t at = PCAP_HEAD;

	if (len < PCAP_HEAD || read32(pcap) != 0xa1b2c3d4)
		end("traffic.pcap: no capture in this machine's byte order");
	while (len - at >= PCAP_RECORD) {
		uint32_t some = read32(pcap + at + 8);
		uint64_t verdict;

		at += PCAP_RECORD;
		if (some > len - at || some > PACKET_MAX)
			end("traffic.pcap: cut off");
		verdict = ask(k, p, pcap + at, some);
		counts[verdict < MAX_VERDICTS ? verdict : 0]++;
		at += some;
	}
	kiln_prog_info(p, &info);
	tell(info.kind, counts);
}

static void run(struct kiln *k, const uint8_t *disk, size_t disk_len)
{
	size_t image_len, pcap_len;
	const uint8_t *image = ramdisk_file(disk, disk_len, "prog.kiln", &image_len),
		      *pcap = ramdisk_file(disk, disk_len, "traffic.pcap", &pcap_len);
	static struct kiln_why why;
	struct kiln_image *img;
	struct kiln_prog *p;
	struct kiln_prog_info info;

	if (!image || !pcap)
		end("the RAM disk has no prog.kiln and traffic.pcap");
	if (kiln_image_open(k, image, image_len, &img, &why) ||
	    kiln_image_load(img, 0, NULL, KILN_ENGINE_BEST, &p, &why))
		refuse(&why);
	kiln_prog_info(p, &info);
	bare_text(info.name);
	bare_text(info.jited ? ": proven, native code\n" : ": proven, interpreted\n");
	ask_all(k, p, pcap, pcap_len);
	kiln_prog_free(p);
	kiln_image_free(img);
}

void bare_main(const struct start_info *start);

void bare_main(const struct start_info *start)
{
	const struct module *disk = (const struct module *)(uintptr_t)start->modules;
	struct kiln *k;

	bare_text("\n");
	if (start->magic != START_MAGIC || !start->nr_modules || disk->at < HEAP_END)
		end("no RAM disk, or too little memory: 256 MB are needed");
	if (kiln_new(&bare_host, &k))
		end("no machine");
	run(k, (const uint8_t *)(uintptr_t)disk->at, disk->len);
	kiln_free(k);
	end("end");
}
