/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
#define TNUM_BITS      4
#define TNUM_HALF_BITS 2
#include "range_small.h"
