/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * alu.h - the bodies of insn.tbl that are no plain C operator. Results follow RFC 9669 and never trap.
 */
#ifndef KILN_ISA_ALU_H
#define KILN_ISA_ALU_H

#include "base/bits.h"

/* clang-format off */
static inline uint64_t alu_arsh64(uint64_t d, uint64_t s)
{
	return (uint64_t)((int64_t)d >> (s & 63));
}
static inline uint32_t alu_arsh32(uint32_t d, uint32_t s)
{
	return (uint32_t)((int32_t)d >> (s & 31));
}
/* clang-format on */

/* Signed division truncates; by zero gives 0 (modulo: d); MIN / -1 gives MIN (modulo: 0). */
static inline uint64_t alu_sdiv64(uint64_t d, uint64_t s)
{
	return !s ? 0 : s == UINT64_MAX ? 0 - d : (uint64_t)((int64_t)d / (int64_t)s);
}
static inline uint32_t alu_sdiv32(uint32_t d, uint32_t s)
{
	return !s ? 0 : s == UINT32_MAX ? 0 - d : (uint32_t)((int32_t)d / (int32_t)s);
}
static inline uint64_t alu_smod64(uint64_t d, uint64_t s)
{
	return !s ? d : s == UINT64_MAX ? 0 : (uint64_t)((int64_t)d % (int64_t)s);
}
static inline uint32_t alu_smod32(uint32_t d, uint32_t s)
{
	return !s ? d : s == UINT32_MAX ? 0 : (uint32_t)((int32_t)d % (int32_t)s);
}

/* clang-format off */
static inline uint64_t alu_swap16(uint64_t d)
{
	return swap16((uint16_t)d);
}
static inline uint64_t alu_swap32(uint64_t d)
{
	return swap32((uint32_t)d);
}
static inline uint64_t alu_swap64(uint64_t d)
{
	return swap64(d);
}
static inline uint64_t alu_be16(uint64_t d)
{
	return be16((uint16_t)d);
}
static inline uint64_t alu_be32(uint64_t d)
{
	return be32((uint32_t)d);
}
static inline uint64_t alu_be64(uint64_t d)
{
	return be64(d);
}
static inline uint64_t alu_le16(uint64_t d)
{
	return le16((uint16_t)d);
}
static inline uint64_t alu_le32(uint64_t d)
{
	return le32((uint32_t)d);
}
static inline uint64_t alu_le64(uint64_t d)
{
	return le64(d);
}

#endif
