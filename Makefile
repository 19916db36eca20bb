# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# make            the library, the command, the examples
# make tests      all test programs          make clean
# make SAN=1      with ASan and UBSan, in build/san
# make B=DIR      in another folder          make CC=clang

SHELL   := /bin/bash
CLANG   ?= clang
CC      := $(if $(filter default,$(origin CC)),gcc,$(CC))
PREFIX  ?= /usr/local
VERSION := 0.1.0
SAN     ?=
B       ?= build$(if $(SAN),/san)
O       ?= -O2

include core/sources.mk

WARN    := -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Wmissing-prototypes -Wstrict-prototypes \
           $(if $(WERROR),-Werror)
comma   := ,
SANFLAGS := $(if $(SAN),-fsanitize=address$(comma)undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
BASE    := -std=c11 $(O) -g $(WARN) -Iinclude -Icore -fno-strict-aliasing -MMD -MP $(SANFLAGS) $(EXTRA_CFLAGS)
CORE_CFLAGS := $(BASE) -ffreestanding -fPIC -fvisibility=hidden $(if $(SAN),,-fno-stack-protector)
HOST_CFLAGS := $(BASE) -D_GNU_SOURCE -fPIC -pthread
LDFLAGS += $(SANFLAGS) -pthread

CORE_OBJS := $(CORE:%.c=$(B)/core/%.o)
HOST_SRCS := $(sort $(wildcard host/posix/*.c))
HOST_OBJS := $(HOST_SRCS:%.c=$(B)/%.o)
TOOL_SRCS := $(sort $(wildcard tool/*.c))
TOOL_OBJS := $(TOOL_SRCS:%.c=$(B)/%.o)
UNIT_SRCS := $(sort $(wildcard test/unit/*_test.c))
UNITS     := $(UNIT_SRCS:%.c=$(B)/%)

HOST_LIBS := -lurcu-memb -lurcu-common
# libbpf itself is linked in, and its bpf(2) calls are answered by tool/loader.c.
TOOL_LIBS := -Wl,--wrap=syscall -l:libbpf.a -lelf -lz -ljansson -lseccomp
# Two more are loaded when they are called, tool/late.h: by the names that linking with them would note.
soname    = $(shell objdump -p "$$($(CC) -print-file-name=lib$(1).so)" | sed -n 's/^ *SONAME *//p')
LATE      = -DKILN_PCAP_FILE='"$(call soname,pcap)"' -DKILN_CAPSTONE_FILE='"$(call soname,capstone)"'

all: $(B)/libkiln.a $(if $(HOST_SRCS),$(B)/libkiln.so) $(if $(filter vm.c,$(CORE)),$(B)/kiln) $(B)/libkiln-with.so $(B)/libkiln-pcap.so

# What a load runs through gains a fifteenth of its time; the interpreter gains nothing.
$(B)/core/verify/%.o $(B)/core/jit/%.o: CORE_CFLAGS += $(if $(filter -O2,$(O)),-O3)

# The core sees nothing but itself and include/; the host and the tool see the system.
$(B)/core/%.o: core/%.c
	@mkdir -p $(@D)
	$(CC) $(CORE_CFLAGS) -c $< -o $@
$(B)/host/%.o: host/%.c
	@mkdir -p $(@D)
	$(CC) $(HOST_CFLAGS) -fvisibility=hidden -c $< -o $@
$(B)/tool/page.o: tool/page.css tool/page.js
$(B)/tool/late.o: HOST_CFLAGS += $(LATE)
$(B)/tool/%.o: tool/%.c
	@mkdir -p $(@D)
	$(CC) $(HOST_CFLAGS) -DKILN_VERSION='"$(VERSION)"' -c $< -o $@

$(B)/libkiln.a: $(CORE_OBJS) $(HOST_OBJS)
	@rm -f $@
	$(AR) rcs $@ $^
$(B)/libkiln.so: $(CORE_OBJS) $(HOST_OBJS)
	$(CC) -shared -Wl,-soname,libkiln.so.0 $(LDFLAGS) $^ $(HOST_LIBS) -o $@
$(B)/kiln: $(TOOL_OBJS) $(B)/libkiln.a
	$(CC) $(LDFLAGS) $^ $(HOST_LIBS) $(TOOL_LIBS) -o $@

# What `kiln with` preloads: no part of the machine is in it, it only talks to the server. Commands may call it with NULL where the C library's
# headers promise that nobody does.
SHIM_SRCS := $(filter-out shim/pcap.c,$(sort $(wildcard shim/*.c)))
SHIM_OBJS := $(SHIM_SRCS:%.c=$(B)/%.o) $(patsubst %,$(B)/host/posix/%.o,state ask line news rtnl inside)
$(B)/shim/%.o: shim/%.c
	@mkdir -p $(@D)
	$(CC) $(filter-out -Wmissing-prototypes -fsanitize%,$(HOST_CFLAGS)) -fno-delete-null-pointer-checks -Ihost/posix -c $< -o $@
# Each system call's name and number, as CALL(name, number), from the C library's headers.
$(B)/shim/calls.inc:
	@mkdir -p $(@D)
	echo '#include <asm/unistd.h>' | $(CC) -E -dM - | sed -n 's/^#define __NR_\([a-z0-9_]*\) \([0-9][0-9]*\)$$/CALL(\1, \2)/p' >$@
$(B)/shim/trace.o: $(B)/shim/calls.inc shim/args.tbl
$(B)/shim/trace.o: HOST_CFLAGS += -I$(B)/shim
$(B)/libkiln-with.so: $(SHIM_OBJS)
	$(CC) -shared $(filter-out -fsanitize%,$(LDFLAGS)) $^ -o $@
# The other one has the machine in it, and only libpcap's names outside.
$(B)/libkiln-pcap.so: $(B)/shim/pcap.o $(B)/libkiln.a
	$(CC) -shared $(LDFLAGS) $^ -Wl,--exclude-libs,ALL $(HOST_LIBS) -lpcap -o $@

# Unit tests: test/unit/NAME_test.c, each a cmocka program over the whole library, seeing the core's own headers.
$(B)/test/unit/%: test/unit/%.c $(B)/libkiln.a
	@mkdir -p $(@D)
	$(CC) $(HOST_CFLAGS) $< $(B)/libkiln.a $(LDFLAGS) $(HOST_LIBS) -lcmocka -o $@
$(B)/test/unit/x64_enc_test: HOST_LIBS += -lcapstone
$(B)/test/unit/load_oom_test: HOST_LIBS += $(foreach f,alloc array dirty dirty_array,-Wl,--wrap=arena_$(f))
units: $(UNITS)
tests: all units

-include $(wildcard host/linux/kmod.mk host/bare/bare.mk examples/examples.mk bench/bench.mk test/test.mk test/client/client.mk install.mk)

clean:
	rm -rf $(B)

.PHONY: all units tests clean
.DEFAULT_GOAL := all
-include $(CORE_OBJS:.o=.d) $(SHIM_OBJS:.o=.d) $(B)/shim/pcap.d $(HOST_OBJS:.o=.d) $(TOOL_OBJS:.o=.d) $(UNITS:%=%.d)
