# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# examples.mk - builds the example programs, their broken variants, and the tool that asks the running kernel about them.
# Read by the Makefile; alone: make -f examples/examples.mk
#
# B          where the results go: $(B)/examples/NAME.o, $(B)/broken/NAME.o, $(B)/kbpf
# examples-v4 builds them a second time, with clang-19 -mcpu=v4, into $(B)/v4/...
# refusals    test/refuse/*.bpf.c into $(B)/refuse/, and with -DMENDED into $(B)/refuse/mended/
# verdicts    test/verdict/*.bpf.c into $(B)/verdict/, by clang-19, for older assemblers do not know all instructions

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

REFUSE_SRC  := $(sort $(wildcard test/refuse/*.bpf.c))
REFUSE_OBJ  := $(REFUSE_SRC:test/refuse/%.bpf.c=$(B)/refuse/%.o) $(REFUSE_SRC:test/refuse/%.bpf.c=$(B)/refuse/mended/%.o)

VERDICT_OBJ := $(patsubst test/verdict/%.bpf.c,$(B)/verdict/%.o,$(sort $(wildcard test/verdict/*.bpf.c)))

.PHONY: examples examples-v4 verdicts refusals kbpf
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

verdicts: $(VERDICT_OBJ)
$(B)/verdict/%.o: test/verdict/%.bpf.c
	@mkdir -p $(@D)
	$(CLANG_V4) $(BPF_CFLAGS4) -MMD -MP -c $< -o $@

refusals: $(REFUSE_OBJ) $(B)/refuse/kernel.btf
$(B)/refuse/%.o: test/refuse/%.bpf.c
	@mkdir -p $(@D)
	$(CLANG) $(BPF_CFLAGS) -w -MMD -MP -c $< -o $@
$(B)/refuse/mended/%.o: test/refuse/%.bpf.c
	@mkdir -p $(@D)
	$(CLANG) $(BPF_CFLAGS) -w -DMENDED -MMD -MP -c $< -o $@
# clang 14 leaves tags of pointers to whole structs out
$(B)/refuse/kptr.o $(B)/refuse/mended/kptr.o $(B)/refuse/local.o $(B)/refuse/mended/local.o $(B)/refuse/kernel.btf: CLANG = $(CLANG_V4)
# an object without code to run: its types are all that is looked at
$(B)/refuse/kernel.btf: test/refuse/kernel.c
	@mkdir -p $(@D)
	$(CLANG) $(BPF_CFLAGS) -MMD -MP -c $< -o $@

KIND_OBJ := $(patsubst test/kinds/%.bpf.c,$(B)/kinds/%.o,$(sort $(wildcard test/kinds/*.bpf.c)))
.PHONY: kinds
kinds: $(KIND_OBJ)
$(B)/kinds/%.o: test/kinds/%.bpf.c
	@mkdir -p $(@D)
	$(CLANG) $(BPF_CFLAGS) -MMD -MP -c $< -o $@

-include $(KIND_OBJ:.o=.d) $(REFUSE_OBJ:.o=.d) $(VERDICT_OBJ:.o=.d) $(EXAMPLE_OBJ:.o=.d) $(BROKEN_OBJ:.o=.d)

# The running kernel's side of every comparison; needs libbpf and libpcap.
KBPF_CFLAGS := -std=gnu11 -O2 -g -Wall -Wextra -Wshadow -Wconversion

kbpf: $(B)/kbpf $(B)/mangle
$(B)/mangle: test/kernel/mangle.c
	@mkdir -p $(@D)
	$(CC) $(KBPF_CFLAGS) -o $@ $<
$(B)/kbpf: test/kernel/kbpf.c tool/btf_json.c tool/btf_json.h
	@mkdir -p $(@D)
	$(CC) $(KBPF_CFLAGS) -o $@ test/kernel/kbpf.c tool/btf_json.c -lbpf -lelf -lpcap -ldl
