// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* what no compiler writes: single instructions */
#include "refuse.h"

#define NAKED(section, name) SEC(section) __attribute__((naked)) int name(void)

NAKED("xdp", opcode)
{
	asm volatile(MEND(".8byte 0xff", "r0 = 1")); /* opcode */
	asm volatile("r0 = 1; exit");
}

NAKED("xdp", reserved)
{
	asm volatile(MEND(".8byte 0x00000000000100b7", "r0 = 0")); /* reserved */
	asm volatile("exit");
}

NAKED("xdp", register_)
{
	asm volatile(MEND("r10 = 0", "r0 = 0")); /* register */
	asm volatile("r0 = 0; exit");
}

NAKED("xdp", jump)
{
	asm volatile("r0 = 0; goto +" MEND("9", "0")); /* jump */
	asm volatile("exit");
}

NAKED("xdp", jump_middle)
{
	asm volatile("r0 = 0; goto +" MEND("1", "0")); /* jump-middle */
	asm volatile("r1 = 5 ll; exit");
}

NAKED("xdp", fall_off)
{
	asm volatile("r0 = 0"); /* fall-off */
	MEND(, asm volatile("exit"));
}

NAKED("xdp", call_register)
{
	asm volatile(MEND("r1 = 5; .8byte 0x18d", "call 5")); /* call-register */
	asm volatile("r0 = 0; exit");
}

NAKED("xdp", address_space)
{
	asm volatile(MEND(".8byte 0x00010000000111bf", "r1 = r1")); /* address-space */
	asm volatile("r0 = 0; exit");
}

NAKED("xdp", packet_load)
{
	asm volatile("r6 = r1");
	asm volatile("r0 = " MEND("*(u8 *)skb[0]", "0")); /* packet-load */
	asm volatile("exit");
}

NAKED("socket", packet_load_argument)
{
	asm volatile("r6 = " MEND("0", "r1"));
	asm volatile("r0 = *(u8 *)skb[0]"); /* packet-load-argument */
	asm volatile("exit");
}

NAKED("xdp", ctx_sign)
{
	asm volatile(MEND(".8byte 0x0000000000001081", "r0 = *(u32 *)(r1 + 16)")); /* ctx-sign */
	asm volatile("exit");
}

NAKED("xdp", kernel_function)
{
	asm volatile(MEND(".8byte 0x0000000100002085", "call 5")); /* kernel-function */
	asm volatile("r0 = 0; exit");
}

NAKED("xdp", map_number)
{
	asm volatile(MEND(".8byte 0x0000000900005118; .8byte 0", "r1 = 1 ll")); /* map-number */
	asm volatile("r0 = 0; exit");
}

ENTRY("xdp", map_address, struct xdp_md)
{
	struct value *v = value_get();

	asm volatile(MEND(".8byte 0x0000000000006118; .8byte 0", "r1 = 1 ll") : : : "r1"); /* map-address */
	return v ? XDP_PASS : XDP_DROP;
}

static __noinline __attribute__((naked)) int first_byte(void *skb)
{
	asm volatile("r6 = r1");
	asm volatile(MEND("r0 = *(u8 *)skb[0]", "r0 = *(u32 *)(r1 + 0)")); /* packet-load-function */
	asm volatile("exit");
}

ENTRY("socket", packet_load_function, struct __sk_buff)
{
	return first_byte(ctx);
}

char LICENSE[] SEC("license") = "GPL";
