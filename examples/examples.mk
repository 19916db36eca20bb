# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# examples.mk - builds the example programs, their broken variants, and the tool that asks the running kernel about them.
# Read by the Makefile; alone: make -f examples/examples.mk
#
# B          where the results go: $(B)/examples/NAME.o, $(B)/broken/NAME.o, $(B)/kbpf
# V4=1       builds the objects a second time, with clang-19 -mcpu=v4, into $(B)/v4/...

B           ?= build
CLANG       ?= clang
CLANG_V4    ?= clang-19
BPF_ARCH_INC := $(firstword $(wildcard /usr/include/$(shell uname -m)-linux-gnu /usr/include))
BPF_CFLAGS  ?= -O2 -g -Wall -target bpf -mcpu=v3 -I$(BPF_ARCH_INC)
BPF_CFLAGS4 ?= -O2 -g -Wall -target bpf -mcpu=v4 -I$(BPF_ARCH_INC)

EXAMPLE_SRC := $(sort $(wildcard examples/*.bpf.c))
BROKEN_SRC  := $(sort $(wildcard test/broken/*.bpf.c))
EXAMPLE_OBJ := $(EXAMPLE_SRC:examples/%.bpf.c=$(B)/examples/%.o)
BROKEN_OBJ  := $(BROKEN_SRC:test/broken/%.bpf.c=$(B)/broken/%.o)

.PHONY: examples examples-v4 kbpf
examples: $(EXAMPLE_OBJ) $(BROKEN_OBJ)
examples-v4: $(EXAMPLE_OBJ:$(B)/%=$(B)/v4/%) $(BROKEN_OBJ:$(B)/%=$(B)/v4/%)

$(B)/examples/%.o: examples/%.bpf.c
	@mkdir -p $(@D)
	$(CLANG) $(BPF_CFLAGS) -MMD -MP -c $< -o $@

$(B)/broken/%.o: test/broken/%.bpf.c
	@mkdir -p $(@D)
	$(CLANG) $(BPF_CFLAGS) -Wno-uninitialized -Wno-array-bounds -MMD -MP -c $< -o $@

$(B)/v4/examples/%.o: examples/%.bpf.c
	@mkdir -p $(@D)
	$(CLANG_V4) $(BPF_CFLAGS4) -MMD -MP -c $< -o $@

$(B)/v4/broken/%.o: test/broken/%.bpf.c
	@mkdir -p $(@D)
	$(CLANG_V4) $(BPF_CFLAGS4) -Wno-uninitialized -Wno-array-bounds -MMD -MP -c $< -o $@

-include $(EXAMPLE_OBJ:.o=.d) $(BROKEN_OBJ:.o=.d)

# The running kernel's side of every comparison; needs libbpf and libpcap.
KBPF_CFLAGS := -std=gnu11 -O2 -g -Wall -Wextra -Wshadow -Wconversion

kbpf: $(B)/kbpf
$(B)/kbpf: test/kernel/kbpf.c tool/btf_json.c tool/btf_json.h
	@mkdir -p $(@D)
	$(CC) $(KBPF_CFLAGS) -o $@ test/kernel/kbpf.c tool/btf_json.c -lbpf -lelf -lpcap -ldl
