/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
#define TNUM_BITS      8
#define TNUM_HALF_BITS 4
#include "range_small.h"
