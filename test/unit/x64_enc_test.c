/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * x64_enc_test.c - each row of enc.tbl as bytes and as libcapstone reads them, and every form of address.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include <capstone/capstone.h>
#include <stdio.h>
#include <string.h>

#include "jit/x64/enc.h"

static csh capstone;

/* What the bytes say, and how many there are. */
static void check(const struct jit_buf *b, const char *bytes, const char *text)
{
	char got[96] = "", read[200] = "";
	cs_insn *insn;

	for (uint32_t i = 0; i < b->len; i++)
		snprintf(got + strlen(got), sizeof(got) - strlen(got), "%s%02x", i ? " " : "", b->at[i]);
	if (bytes)
		assert_string_equal(got, bytes);
	assert_int_equal(cs_disasm(capstone, b->at, b->len, 0, 1, &insn), 1);
	snprintf(read, sizeof(read), "%s%s%s", insn->mnemonic, *insn->op_str ? " " : "", insn->op_str);
	assert_string_equal(read, text);
	assert_int_equal(insn->size, b->len);
	cs_free(insn, 1);
}

static bool seen[X64_NR];

static struct x64_rm X(uint8_t base, uint8_t index, uint8_t shift, int32_t disp) {
	return (struct x64_rm){ .reg = X64_NONE, .base = base, .index = index, .shift = shift, .disp = disp };
}

/* clang-format off */
#define ROW(bytes, text, in, width, reg, rm, imm)                                                                      \
	do {                                                                                                           \
		uint8_t	       room[16];                                                                               \
		struct jit_buf b = { room, 0, sizeof(room) };                                                          \
		x64_op(&b, X64_##in, width, reg, rm, imm);                                                             \
		check(&b, bytes, text);                                                                                \
		seen[X64_##in] = true;                                                                                 \
	} while (0);
#define VEX(bytes, text, in, width, reg, v, rm, imm)                                                                   \
	do {                                                                                                           \
		uint8_t	       room[16];                                                                               \
		struct jit_buf b = { room, 0, sizeof(room) };                                                          \
		x64_vex(&b, X64_##in, width, reg, v, rm, imm);                                                         \
		check(&b, bytes, text);                                                                                \
		seen[X64_##in] = true;                                                                                 \
	} while (0);

static void rows_are_what_they_say(void **state)
{
	(void)state;
	ROW("48 01 c8", "add rax, rcx", ADD, 64, RCX, x64_r(RAX), 0)
	ROW("44 01 c7", "add edi, r8d", ADD, 32, R8, x64_r(RDI), 0)
	ROW("4c 01 7c 24 08", "add qword ptr [rsp + 8], r15", ADD, 64, R15, x64_m(RSP, 8), 0)
	ROW("49 09 f1", "or r9, rsi", OR, 64, RSI, x64_r(R9), 0)
	ROW("09 c3", "or ebx, eax", OR, 32, RAX, x64_r(RBX), 0)
	ROW("4d 21 e5", "and r13, r12", AND, 64, R12, x64_r(R13), 0)
	ROW("41 21 14 24", "and dword ptr [r12], edx", AND, 32, RDX, x64_m(R12, 0), 0)
	ROW("48 29 dd", "sub rbp, rbx", SUB, 64, RBX, x64_r(RBP), 0)
	ROW("45 29 d3", "sub r11d, r10d", SUB, 32, R10, x64_r(R11), 0)
	ROW("31 c0", "xor eax, eax", XOR, 32, RAX, x64_r(RAX), 0)
	ROW("4c 31 f7", "xor rdi, r14", XOR, 64, R14, x64_r(RDI), 0)
	ROW("48 39 d6", "cmp rsi, rdx", CMP, 64, RDX, x64_r(RSI), 0)
	ROW("44 39 47 04", "cmp dword ptr [rdi + 4], r8d", CMP, 32, R8, x64_m(RDI, 4), 0)
	ROW("48 85 c0", "test rax, rax", TEST, 64, RAX, x64_r(RAX), 0)
	ROW("45 85 c9", "test r9d, r9d", TEST, 32, R9, x64_r(R9), 0)
	ROW("48 83 c4 08", "add rsp, 8", ADD_I8, 64, 0, x64_r(RSP), 8)
	ROW("41 83 c0 ff", "add r8d, -1", ADD_I8, 32, 0, x64_r(R8), -1)
	ROW("48 83 c9 01", "or rcx, 1", OR_I8, 64, 0, x64_r(RCX), 1)
	ROW("83 e7 0f", "and edi, 0xf", AND_I8, 32, 0, x64_r(RDI), 15)
	ROW("48 83 ec 80", "sub rsp, -0x80", SUB_I8, 64, 0, x64_r(RSP), -128)
	ROW("48 83 6c 24 10 01", "sub qword ptr [rsp + 0x10], 1", SUB_I8, 64, 0, x64_m(RSP, 16), 1)
	ROW("49 83 f7 ff", "xor r15, 0xffffffffffffffff", XOR_I8, 64, 0, x64_r(R15), -1)
	ROW("83 f8 7f", "cmp eax, 0x7f", CMP_I8, 32, 0, x64_r(RAX), 127)
	ROW("41 83 7c 24 0c 00", "cmp dword ptr [r12 + 0xc], 0", CMP_I8, 32, 0, x64_m(R12, 12), 0)
	ROW("48 81 c0 e8 03 00 00", "add rax, 0x3e8", ADD_I, 64, 0, x64_r(RAX), 1000)
	ROW("81 cb 78 56 34 12", "or ebx, 0x12345678", OR_I, 32, 0, x64_r(RBX), 305419896)
	ROW("49 81 e0 00 ff ff ff", "and r8, 0xffffffffffffff00", AND_I, 64, 0, x64_r(R8), -256)
	ROW("48 81 ec 00 02 00 00", "sub rsp, 0x200", SUB_I, 64, 0, x64_r(RSP), 512)
	ROW("81 f6 00 00 00 80", "xor esi, 0x80000000", XOR_I, 32, 0, x64_r(RSI), -2147483648)
	ROW("48 81 fa 7f ff ff ff", "cmp rdx, -0x81", CMP_I, 64, 0, x64_r(RDX), -129)
	ROW("48 f7 c7 00 00 ff ff", "test rdi, -0x10000", TEST_I, 64, 0, x64_r(RDI), -65536)
	ROW("41 f7 c1 00 01 00 00", "test r9d, 0x100", TEST_I, 32, 0, x64_r(R9), 256)
	ROW("f6 c0 01", "test al, 1", TEST_B, 32, 0, x64_r(RAX), 1)
	ROW("40 f6 c6 02", "test sil, 2", TEST_B, 32, 0, x64_r(RSI), 2)
	ROW("41 f6 c0 04", "test r8b, 4", TEST_B, 32, 0, x64_r(R8), 4)
	ROW("48 0f af c7", "imul rax, rdi", IMUL, 64, RAX, x64_r(RDI), 0)
	ROW("44 0f af ce", "imul r9d, esi", IMUL, 32, R9, x64_r(RSI), 0)
	ROW("48 6b c0 64", "imul rax, rax, 0x64", IMUL_I8, 64, RAX, x64_r(RAX), 100)
	ROW("45 69 d2 a0 86 01 00", "imul r10d, r10d, 0x186a0", IMUL_I, 32, R10, x64_r(R10), 100000)
	ROW("48 8d 74 24 f8", "lea rsi, [rsp - 8]", LEA, 64, RSI, x64_m(RSP, -8), 0)
	ROW("8d 04 37", "lea eax, [rdi + rsi]", LEA, 32, RAX, X(RDI, RSI, 0, 0), 0)
	ROW("4c 8d 44 c8 10", "lea r8, [rax + rcx*8 + 0x10]", LEA, 64, R8, X(RAX, RCX, 3, 16), 0)
	ROW("48 8d 04 fd 00 00 00 00", "lea rax, [rdi*8]", LEA, 64, RAX, X(X64_NONE, RDI, 3, 0), 0)
	ROW("48 f7 df", "neg rdi", NEG, 64, 0, x64_r(RDI), 0)
	ROW("41 f7 d8", "neg r8d", NEG, 32, 0, x64_r(R8), 0)
	ROW("49 f7 e3", "mul r11", MUL, 64, 0, x64_r(R11), 0)
	ROW("48 f7 f1", "div rcx", DIV, 64, 0, x64_r(RCX), 0)
	ROW("f7 f7", "div edi", DIV, 32, 0, x64_r(RDI), 0)
	ROW("49 f7 f8", "idiv r8", IDIV, 64, 0, x64_r(R8), 0)
	ROW("f7 fb", "idiv ebx", IDIV, 32, 0, x64_r(RBX), 0)
	ROW("48 0f c8", "bswap rax", BSWAP, 64, 0, x64_r(RAX), 0)
	ROW("41 0f ce", "bswap r14d", BSWAP, 32, 0, x64_r(R14), 0)
	ROW("48 99", "cqo", CQO, 64, 0, x64_r(RAX), 0)
	ROW("99", "cdq", CQO, 32, 0, x64_r(RAX), 0)
	ROW("66 c1 c0 08", "rol ax, 8", ROL_I, 16, 0, x64_r(RAX), 8)
	ROW("48 c1 c2 0d", "rol rdx, 0xd", ROL_I, 64, 0, x64_r(RDX), 13)
	ROW("41 c1 c1 07", "rol r9d, 7", ROL_I, 32, 0, x64_r(R9), 7)
	ROW("48 c1 e7 20", "shl rdi, 0x20", SHL_I, 64, 0, x64_r(RDI), 32)
	ROW("41 c1 e8 05", "shr r8d, 5", SHR_I, 32, 0, x64_r(R8), 5)
	ROW("48 c1 f8 3f", "sar rax, 0x3f", SAR_I, 64, 0, x64_r(RAX), 63)
	ROW("48 d1 e1", "shl rcx, 1", SHL_1, 64, 0, x64_r(RCX), 0)
	ROW("d1 e8", "shr eax, 1", SHR_1, 32, 0, x64_r(RAX), 0)
	ROW("49 d1 ff", "sar r15, 1", SAR_1, 64, 0, x64_r(R15), 0)
	ROW("48 d3 e7", "shl rdi, cl", SHL_CL, 64, 0, x64_r(RDI), 0)
	ROW("41 d3 eb", "shr r11d, cl", SHR_CL, 32, 0, x64_r(R11), 0)
	ROW("48 d3 f8", "sar rax, cl", SAR_CL, 64, 0, x64_r(RAX), 0)
	VEX("c4 e2 c9 f7 ff", "shlx rdi, rdi, rsi", SHLX, 64, RDI, RSI, x64_r(RDI), 0)
	VEX("c4 e2 3b f7 c1", "shrx eax, ecx, r8d", SHRX, 32, RAX, R8, x64_r(RCX), 0)
	VEX("c4 42 ea f7 f9", "sarx r15, r9, rdx", SARX, 64, R15, RDX, x64_r(R9), 0)
	VEX("c4 c3 fb f0 c6 33", "rorx rax, r14, 0x33", RORX, 64, RAX, 0, x64_r(R14), 51)
	VEX("c4 63 7b f0 c7 19", "rorx r8d, edi, 0x19", RORX, 32, R8, 0, x64_r(RDI), 25)
	ROW("48 89 f8", "mov rax, rdi", MOV, 64, RDI, x64_r(RAX), 0)
	ROW("41 89 f0", "mov r8d, esi", MOV, 32, RSI, x64_r(R8), 0)
	ROW("40 88 32", "mov byte ptr [rdx], sil", MOV, 8, RSI, x64_m(RDX, 0), 0)
	ROW("88 02", "mov byte ptr [rdx], al", MOV, 8, RAX, x64_m(RDX, 0), 0)
	ROW("66 44 89 4c 24 04", "mov word ptr [rsp + 4], r9w", MOV, 16, R9, x64_m(RSP, 4), 0)
	ROW("4e 89 44 33 f8", "mov qword ptr [rbx + r14 - 8], r8", MOV, 64, R8, X(RBX, R14, 0, -8), 0)
	ROW("48 8b 47 08", "mov rax, qword ptr [rdi + 8]", MOV_RM, 64, RAX, x64_m(RDI, 8), 0)
	ROW("44 8b 16", "mov r10d, dword ptr [rsi]", MOV_RM, 32, R10, x64_m(RSI, 0), 0)
	ROW("4d 8b 1c d3", "mov r11, qword ptr [r11 + rdx*8]", MOV_RM, 64, R11, X(R11, RDX, 3, 0), 0)
	ROW("48 c7 c0 fb ff ff ff", "mov rax, -5", MOV_I, 64, 0, x64_r(RAX), -5)
	ROW("48 c7 04 24 00 00 80 00", "mov qword ptr [rsp], 0x800000", MOV_I, 64, 0, x64_m(RSP, 0), 8388608)
	ROW("c7 47 40 01 00 00 00", "mov dword ptr [rdi + 0x40], 1", MOV_I, 32, 0, x64_m(RDI, 64), 1)
	ROW("66 c7 47 02 01 02", "mov word ptr [rdi + 2], 0x201", MOV_I16, 16, 0, x64_m(RDI, 2), 513)
	ROW("41 c6 44 24 01 07", "mov byte ptr [r12 + 1], 7", MOV_I8, 8, 0, x64_m(R12, 1), 7)
	ROW("0f b6 07", "movzx eax, byte ptr [rdi]", MOVZX8, 32, RAX, x64_m(RDI, 0), 0)
	ROW("40 0f b6 ce", "movzx ecx, sil", MOVZX8, 32, RCX, x64_r(RSI), 0)
	ROW("45 0f b6 c1", "movzx r8d, r9b", MOVZX8, 32, R8, x64_r(R9), 0)
	ROW("0f b7 57 0c", "movzx edx, word ptr [rdi + 0xc]", MOVZX16, 32, RDX, x64_m(RDI, 12), 0)
	ROW("0f b7 c0", "movzx eax, ax", MOVZX16, 32, RAX, x64_r(RAX), 0)
	ROW("48 0f be c7", "movsx rax, dil", MOVSX8, 64, RAX, x64_r(RDI), 0)
	ROW("0f be c3", "movsx eax, bl", MOVSX8, 32, RAX, x64_r(RBX), 0)
	ROW("48 0f bf 7e 02", "movsx rdi, word ptr [rsi + 2]", MOVSX16, 64, RDI, x64_m(RSI, 2), 0)
	ROW("4c 63 c1", "movsxd r8, ecx", MOVSX32, 64, R8, x64_r(RCX), 0)
	ROW("48 87 37", "xchg qword ptr [rdi], rsi", XCHG, 64, RSI, x64_m(RDI, 0), 0)
	ROW("44 87 44 24 08", "xchg dword ptr [rsp + 8], r8d", XCHG, 32, R8, x64_m(RSP, 8), 0)
	ROW("f0 48 01 37", "lock add qword ptr [rdi], rsi", LOCK_ADD, 64, RSI, x64_m(RDI, 0), 0)
	ROW("f0 41 09 40 04", "lock or dword ptr [r8 + 4], eax", LOCK_OR, 32, RAX, x64_m(R8, 4), 0)
	ROW("f0 4c 21 0b", "lock and qword ptr [rbx], r9", LOCK_AND, 64, R9, x64_m(RBX, 0), 0)
	ROW("f0 31 57 fc", "lock xor dword ptr [rdi - 4], edx", LOCK_XOR, 32, RDX, x64_m(RDI, -4), 0)
	ROW("f0 48 0f c1 0f", "lock xadd qword ptr [rdi], rcx", XADD, 64, RCX, x64_m(RDI, 0), 0)
	ROW("f0 45 0f c1 14 24", "lock xadd dword ptr [r12], r10d", XADD, 32, R10, x64_m(R12, 0), 0)
	ROW("f0 48 0f b1 37", "lock cmpxchg qword ptr [rdi], rsi", CMPXCHG, 64, RSI, x64_m(RDI, 0), 0)
	ROW("f0 45 0f b1 19", "lock cmpxchg dword ptr [r9], r11d", CMPXCHG, 32, R11, x64_m(R9, 0), 0)
	ROW("53", "push rbx", PUSH, 64, 0, x64_r(RBX), 0)
	ROW("41 57", "push r15", PUSH, 64, 0, x64_r(R15), 0)
	ROW("5d", "pop rbp", POP, 64, 0, x64_r(RBP), 0)
	ROW("41 5c", "pop r12", POP, 64, 0, x64_r(R12), 0)
	ROW("41 ff b4 24 00 01 00 00", "push qword ptr [r12 + 0x100]", PUSH_M, 64, 0, x64_m(R12, 256), 0)
	ROW("8f 04 24", "pop qword ptr [rsp]", POP_M, 64, 0, x64_m(RSP, 0), 0)
	ROW("ff d0", "call rax", CALL_R, 64, 0, x64_r(RAX), 0)
	ROW("41 ff d3", "call r11", CALL_R, 64, 0, x64_r(R11), 0)
	ROW("ff 22", "jmp qword ptr [rdx]", JMP_R, 64, 0, x64_m(RDX, 0), 0)
	ROW("41 ff 4c 24 0c", "dec dword ptr [r12 + 0xc]", DEC, 32, 0, x64_m(R12, 12), 0)
	ROW("c3", "ret", RET, 64, 0, x64_r(RAX), 0)
	for (unsigned i = 0; i < X64_NR; i++)
		assert_true(seen[i]);
}
/* clang-format on */

static const char *const names[] = { "rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi",
				     "r8",  "r9",  "r10", "r11", "r12", "r13", "r14", "r15" };

/* As libcapstone writes an address. */
static void address_text(char *to, size_t cap, const struct x64_rm *m)
{
	int64_t disp = m->disp;
	uint64_t size = disp < 0 ? 0 - (uint64_t)disp : (uint64_t)disp;
	char index[32] = "";

	if (m->index != X64_NONE && m->shift)
		snprintf(index, sizeof(index), " + %s*%u", names[m->index], 1u << m->shift);
	else if (m->index != X64_NONE)
		snprintf(index, sizeof(index), " + %s", names[m->index]);
	if (disp)
		snprintf(to, cap, size > 9 ? "[%s%s %c 0x%llx]" : "[%s%s %c %llu]", names[m->base], index,
			 disp < 0 ? '-' : '+', (unsigned long long)size);
	else
		snprintf(to, cap, "[%s%s]", names[m->base], index);
}

static void every_address(void **state)
{
	static const int32_t disps[] = { 0, 1, 127, 128, -128, -129, 0x12345678 };

	(void)state;
	for (unsigned n = 0; n < 16 * 17 * 4 * 7; n++) {
		uint8_t base = n % 16, index = (uint8_t)(n / 16 % 17), room[16];
		struct x64_rm m = X(base, index == 16 ? X64_NONE : index, index == 16 ? 0 : n / 272 % 4,
				    disps[n / 1088]);
		struct jit_buf b = { room, 0, sizeof(room) };
		char at[64], text[100];

		if (index == RSP)
			continue;
		address_text(at, sizeof(at), &m);
		snprintf(text, sizeof(text), "mov %s, qword ptr %s", names[n % 13], at);
		x64_op(&b, X64_MOV_RM, 64, (uint8_t)(n % 13), m, 0);
		check(&b, NULL, text);
	}
}

static void numbers_take_the_shortest_form(void **state)
{
	static const struct {
		uint64_t v;
		const char *bytes, *text;
	} moves[] = {
		{ 0, "31 ff", "xor edi, edi" },
		{ 1, "bf 01 00 00 00", "mov edi, 1" },
		{ 0xffffffff, "bf ff ff ff ff", "mov edi, 0xffffffff" },
		{ UINT64_MAX, "48 c7 c7 ff ff ff ff", "mov rdi, -1" },
		{ 0x123456789a, "48 bf 9a 78 56 34 12 00 00 00", "movabs rdi, 0x123456789a" },
	};
	static const struct {
		int32_t v;
		const char *bytes, *text;
	} adds[] = {
		{ 127, "48 83 c7 7f", "add rdi, 0x7f" },
		{ 128, "48 83 ef 80", "sub rdi, -0x80" },
		{ -128, "48 83 c7 80", "add rdi, -0x80" },
		{ 129, "48 81 c7 81 00 00 00", "add rdi, 0x81" },
	};
	uint8_t room[16];

	(void)state;
	for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++) {
		struct jit_buf b = { room, 0, sizeof(room) };

		x64_mov_imm(&b, RDI, moves[i].v);
		check(&b, moves[i].bytes, moves[i].text);
	}
	for (size_t i = 0; i < sizeof(adds) / sizeof(adds[0]); i++) {
		struct jit_buf b = { room, 0, sizeof(room) };

		x64_alu_imm(&b, X64_ADD, 64, x64_r(RDI), adds[i].v);
		check(&b, adds[i].bytes, adds[i].text);
	}
}

static int set_up(void **state)
{
	(void)state;
	return cs_open(CS_ARCH_X86, CS_MODE_64, &capstone) != CS_ERR_OK;
}

static int tear_down(void **state)
{
	(void)state;
	return cs_close(&capstone) != CS_ERR_OK;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_what_they_say),
		cmocka_unit_test(every_address),
		cmocka_unit_test(numbers_take_the_shortest_form),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
