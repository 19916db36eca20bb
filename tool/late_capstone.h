/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * late_capstone.h - libcapstone, by late.h.
 */
#ifndef TOOL_LATE_CAPSTONE_H
#define TOOL_LATE_CAPSTONE_H

#include <capstone/capstone.h>

#include "late.h"

#define cs_close(...)  LATE(LATE_CAPSTONE, cs_close)(__VA_ARGS__)
#define cs_disasm(...) LATE(LATE_CAPSTONE, cs_disasm)(__VA_ARGS__)
#define cs_free(...)   LATE(LATE_CAPSTONE, cs_free)(__VA_ARGS__)
#define cs_open(...)   LATE(LATE_CAPSTONE, cs_open)(__VA_ARGS__)

#endif
