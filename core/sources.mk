# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# The one list of core and front files, one a line, read by the Makefile and by the module's Kbuild.

# base
CORE += base/arena.c
CORE += base/text.c
CORE += base/err.c

# isa

# prog

# rt
CORE += rt/helper.c

# map

# verify
CORE += verify/tnum.c
CORE += verify/range.c

# lower
CORE += lower/lower.c

# run

# jit

# hook
CORE += hook/kind.c

# front

# the path
