# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# bench.mk - builds each benchmark program twice: for BPF, and natively by clang -O2 without SIMD.
# Read by the Makefile, behind examples/examples.mk, whose compiler flags it shares.

BENCH_ROWS    := $(shell sed -n 's/^PROGRAM(\([a-z0-9_]*\),.*, *\([a-z]*\))$$/\1:\2/p' bench/programs.tbl)
BENCH_NAMES   := $(foreach r,$(BENCH_ROWS),$(firstword $(subst :, ,$(r))))
NATIVE_NAMES  := $(foreach r,$(filter-out %:host,$(BENCH_ROWS)),$(firstword $(subst :, ,$(r))))
BENCH_OBJ     := $(BENCH_NAMES:%=$(B)/bench/%.o)
NATIVE_OBJ    := $(NATIVE_NAMES:%=$(B)/bench/native.d/%.o)
NATIVE_CFLAGS := -std=gnu11 -O2 -g -Wall -fno-vectorize -fno-slp-vectorize -MMD -MP

.PHONY: bench bench-objects bench-objects-v4 bench-native
bench: all bench-objects bench-native kbpf $(B)/bench/filter
	bench/run
	$(MAKE) -s bench-filter
bench-objects: $(BENCH_OBJ) $(B)/bench/packets/noise.bin
bench-objects-v4: $(BENCH_OBJ:$(B)/%=$(B)/v4/%)
bench-native: $(B)/bench/native

$(B)/bench/%.o: bench/prog/%.c
	@mkdir -p $(@D)
	$(CLANG) $(BPF_CFLAGS) -MMD -MP -c $< -o $@

$(B)/v4/bench/%.o: bench/prog/%.c
	@mkdir -p $(@D)
	$(CLANG_V4) $(BPF_CFLAGS4) -MMD -MP -c $< -o $@

$(B)/bench/native.d/%.o: bench/prog/%.c
	@mkdir -p $(@D)
	$(CLANG) $(NATIVE_CFLAGS) -c $< -o $@

$(B)/bench/native: bench/native.c bench/native.h bench/programs.tbl $(NATIVE_OBJ)
	@mkdir -p $(@D)
	$(CLANG) $(NATIVE_CFLAGS) -MF $(B)/bench/native.d/native.d -o $@ bench/native.c $(NATIVE_OBJ)

$(B)/bench/mkpacket: bench/mkpacket.c
	@mkdir -p $(@D)
	$(CC) -O2 -Wall -o $@ $<

$(B)/bench/packets/noise.bin: $(B)/bench/mkpacket
	@mkdir -p $(@D)
	$< $(@D)

# What a proof costs: bench/verify.
$(B)/bench/verify_cost: bench/verify_cost.c $(B)/libkiln.a
	@mkdir -p $(@D)
	$(CC) $(HOST_CFLAGS) $< $(B)/libkiln.a $(LDFLAGS) $(HOST_LIBS) -o $@
bench-verify: all kbpf bench-objects examples $(B)/bench/verify_cost
	$(MAKE) -s -k real-clang-14-O2
	bench/verify
.PHONY: bench-verify

-include $(BENCH_OBJ:.o=.d) $(NATIVE_OBJ:.o=.d)

# Supervised system calls, and executed instructions of seccomp policies.
$(B)/bench/seccomp/path.o: bench/seccomp/path.bpf.c
	@mkdir -p $(@D)
	$(CLANG) $(BPF_CFLAGS) -c $< -o $@
$(B)/bench/seccomp/calls: bench/seccomp/calls.c
	@mkdir -p $(@D)
	$(CC) -O2 -Wall $< -o $@
bench-seccomp: $(B)/kiln $(B)/bench/seccomp/path.o $(B)/bench/seccomp/calls
	B=$(B) bench/seccomp/run
.PHONY: bench-seccomp

# Packet filters beside libpcap, gcc, the kernel's JIT and tcpdump.
$(B)/bench/filter: bench/filter.c $(B)/libkiln.a
	@mkdir -p $(@D)
	$(CC) $(filter-out -std=c11,$(HOST_CFLAGS)) -std=gnu11 $< $(B)/libkiln.a $(LDFLAGS) $(HOST_LIBS) -lpcap -ldl -o $@
bench-filter: $(B)/kiln $(B)/bench/filter
	@mkdir -p $(B)/bench/filters
	xz -dc test/capture/real.pcap.xz >$(B)/bench/filters/real.pcap
	$(B)/bench/filter $(B)/bench/filters/real.pcap $(B)/bench/filters $(B)/kiln
.PHONY: bench-filter
