/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * main.c - a kernel whose one job is to ask a program about packets: what a kernel of your own needs to have Kiln in it.
 *
 * The loader brings a RAM disk (cpio) with prog.kiln, made by `kiln pack`. Its first program is proven and compiled, and asked about each
 * packet: those of traffic.pcap, where the disk has that, else what comes by a virtio network device, where XDP's TX sends back. The
 * verdicts are told on the serial port, and the machine is reset: at the capture's end, or after a frame of the type that is kept for
 * experiments.
 */
#include "bare.h"

enum { RESET_PORT = 0x64, RESET = 0xfe, ROOM_BEFORE = 256, ROOM_BEHIND = 128, PACKET_MAX = 65536, MAX_VERDICTS = 8 };
enum { ETHER_TYPE_AT = 12, ETHER_LAST = 0xb588 /* 0x88b5 */, XDP_TX = 3 };
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
static uint64_t counts[MAX_VERDICTS];

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

/* The program's verdict on one packet, which it may move and change. */
static uint64_t ask(struct kiln *k, const struct kiln_prog *p, struct kiln_packet *packet)
{
	uint64_t verdict;

	kiln_enter(k, &env);
	verdict = kiln_run(p, packet, &env);
	kiln_leave(k, &env);
	counts[verdict < MAX_VERDICTS ? verdict : 0]++;
	return verdict;
}

static void tell(const struct kiln_kind *kind)
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

static void ask_capture(struct kiln *k, const struct kiln_prog *p, const uint8_t *pcap, size_t len)
{
	struct kiln_packet packet;
	size_t at = PCAP_HEAD;

	if (len < PCAP_HEAD || read32(pcap) != 0xa1b2c3d4)
		end("traffic.pcap: no capture in this machine's byte order");
	while (len - at >= PCAP_RECORD) {
		uint32_t some = read32(pcap + at + 8);

		at += PCAP_RECORD;
		if (some > len - at || some > PACKET_MAX)
			end("traffic.pcap: cut off");
		memcpy(room + ROOM_BEFORE, pcap + at, some);
		kiln_packet_init(&packet, room, ROOM_BEFORE, some, ROOM_BEHIND);
		ask(k, p, &packet);
		at += some;
	}
}

static void ask_device(struct kiln *k, const struct kiln_prog *p)
{
	struct kiln_packet packet;
	struct net_room *r;
	uint32_t len;
	uint16_t type = 0;

	while (type != ETHER_LAST) {
		r = net_wait(&len);
		if (!r)
			end("the network device is broken");
		memcpy(&type, r->data + ETHER_TYPE_AT, sizeof(type));
		if (type == ETHER_LAST)
			return;
		kiln_packet_init(&packet, r->before, NET_ROOM_BEFORE, len, sizeof(*r) - NET_ROOM_BEFORE - len);
		if (ask(k, p, &packet) == XDP_TX)
			net_send(packet.data, (uint32_t)(packet.data_end - packet.data));
		net_done(r);
	}
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

	if (!image || (!pcap && !net_begin()))
		end("the RAM disk has no prog.kiln and traffic.pcap, nor is there a network device");
	if (kiln_image_open(k, image, image_len, &img, &why) ||
	    kiln_image_load(img, 0, NULL, KILN_ENGINE_BEST, &p, &why))
		refuse(&why);
	kiln_prog_info(p, &info);
	bare_text(info.name);
	bare_text(info.jited ? ": proven, native code\n" : ": proven, interpreted\n");
	if (pcap)
		ask_capture(k, p, pcap, pcap_len);
	else
		ask_device(k, p);
	tell(info.kind);
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
