# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# Test programs that are not built like the others.

# Numbers of 4 and 8 bits are clang's _BitInt. These compile what they test into themselves.
SMALL_RANGES := $(B)/test/unit/range_4bit_test $(B)/test/unit/range_8bit_test
$(SMALL_RANGES): $(B)/test/unit/%: test/unit/%.c core/base/text.c
	@mkdir -p $(@D)
	$(CLANG) -std=c11 $(O) -g -Wall -Wextra -Wno-tautological-constant-out-of-range-compare -Iinclude -Icore -MMD -MP \
		$(if $(SAN),-fsanitize=undefined -fno-sanitize-recover=undefined) $(SMALL_FLAGS) $< core/base/text.c -lcmocka -o $@

# Reads what libbpf reads, too.
$(B)/test/unit/keep_test $(B)/test/unit/remote_test: HOST_CFLAGS += -Ihost/posix
$(B)/test/unit/btf_test: HOST_LIBS += -lbpf -lelf -lz
$(B)/test/unit/btf_test: HOST_CFLAGS += -DOBJECTS='"$(B)/examples"'
$(B)/test/unit/btf_test: $(EXAMPLE_OBJ)

# Text cases: test/case/README.md.
$(B)/test/case_run: test/case_run.c $(B)/libkiln.a
	@mkdir -p $(@D)
	$(CC) $(HOST_CFLAGS) $< $(B)/libkiln.a $(LDFLAGS) $(HOST_LIBS) -o $@
tests: $(B)/test/case_run

# What the stages compare with: every example and broken variant as an object, and the tool that asks the running kernel.
tests: examples kbpf $(if $(shell command -v $(CLANG_V4)),examples-v4)

# Random programs, followed by a witness: make witness-long for an hour's worth.
RANDOM := $(addprefix test/random/,gen.c follow.c mutate.c)
$(B)/test/random/witness: test/random/witness.c $(RANDOM) $(RANDOM:.c=.h) $(B)/libkiln.a
	@mkdir -p $(@D)
	$(CC) $(HOST_CFLAGS) test/random/witness.c $(RANDOM) $(B)/libkiln.a $(LDFLAGS) $(HOST_LIBS) -o $@
tests: $(B)/test/random/witness
witness-long: $(B)/test/random/witness
	$< --count 2000000
.PHONY: witness-long

$(B)/test/hostile/mutate: test/hostile/mutate.c
	@mkdir -p $(@D)
	$(CC) $(HOST_CFLAGS) $< $(LDFLAGS) -o $@

# Loads packed images: test/stages/42-image.sh.
$(B)/test/image_load: test/image_load.c $(B)/libkiln.a
	@mkdir -p $(@D)
	$(CC) $(HOST_CFLAGS) $< $(B)/libkiln.a $(LDFLAGS) $(HOST_LIBS) -o $@

# Ranges with a mistake planted: test/stages/12-mutants.sh.
$(B)/test/mutants/test: test/unit/range_4bit_test.c FORCE
	$(CLANG) -std=c11 -O1 -w -I$(@D) -Iinclude -Icore $< core/base/text.c -lcmocka -o $@
FORCE:
.PHONY: FORCE

# Asks the running kernel too.
$(B)/test/unit/range_kernel_test $(B)/test/unit/map_kernel_test: HOST_LIBS += -lbpf -lelf -lz

# More random programs through native code and the interpreter than the unit test tries.
jit-diff: $(B)/test/unit/jit_test
	JIT_SEED=1000000 JIT_DIFF=$(or $(N),1000000) $<
.PHONY: jit-diff

# Programs that ask the running kernel, and hold our tables and helpers against it.
KERNEL_DIFFS := $(addprefix $(B)/test/kernel/,tables_diff proto_diff helper_diff)
$(KERNEL_DIFFS): $(B)/test/kernel/%: test/kernel/%.c $(B)/libkiln.a
	@mkdir -p $(@D)
	$(CC) $(HOST_CFLAGS) $< $(B)/libkiln.a $(LDFLAGS) $(HOST_LIBS) -lbpf -o $@
tests: $(KERNEL_DIFFS)
-include $(KERNEL_DIFFS:%=%.d)

# Fuzz targets, test/fuzz/NAME_fuzz.c: replayed on their corpora by the tests; make fuzz runs each for FUZZ_TIME seconds.
FUZZ_SRCS := $(sort $(wildcard test/fuzz/*_fuzz.c))
FUZZ_TIME ?= 60
$(B)/test/fuzz/%_fuzz: test/fuzz/%_fuzz.c test/fuzz/replay.c $(B)/libkiln.a
	@mkdir -p $(@D)
	$(CC) $(HOST_CFLAGS) $< $(if $(LIBFUZZER),-fsanitize=fuzzer,test/fuzz/replay.c) $(B)/libkiln.a $(LDFLAGS) $(HOST_LIBS) -o $@
$(B)/test/fuzz/capture_fuzz $(B)/test/fuzz/why_fuzz: HOST_CFLAGS += -Itool $(LATE)
$(B)/test/fuzz/capture_fuzz: tool/records.c tool/records_out.c tool/late.c tool/records.h
$(B)/test/fuzz/why_fuzz: HOST_LIBS += -lbpf
$(B)/test/fuzz/why_fuzz: tool/btf_json.c tool/listing.c tool/page.c tool/why.c tool/late.c tool/page.css tool/page.js
$(addprefix $(B)/test/fuzz/,ask_fuzz attach_fuzz keep_fuzz trace_fuzz wire_fuzz): HOST_CFLAGS += -Ihost/posix
$(B)/test/fuzz/trace_fuzz: HOST_CFLAGS += -Ishim -I$(B)/shim
$(B)/test/fuzz/trace_fuzz: shim/trace.c shim/args.tbl $(B)/shim/calls.inc
fuzz-targets: $(FUZZ_SRCS:%.c=$(B)/%)
fuzz:
	$(MAKE) CC=$(CLANG) SAN=1 B=build/fuzz LIBFUZZER=1 EXTRA_CFLAGS=-fsanitize=fuzzer-no-link fuzz-targets
	set -e; for name in $(patsubst test/fuzz/%_fuzz.c,%,$(FUZZ_SRCS)); do \
		mkdir -p build/fuzz/found/$$name; \
		build/fuzz/test/fuzz/$${name}_fuzz -max_total_time=$(FUZZ_TIME) -max_len=4096 -timeout=10 -print_final_stats=0 \
			-artifact_prefix=build/fuzz/found/$$name- build/fuzz/found/$$name test/fuzz/corpus/$$name; \
	done
.PHONY: fuzz fuzz-targets

# Several threads on one map, under the thread sanitizer, in a build of its own.
tsan:
	$(MAKE) B=build/tsan SANFLAGS=-fsanitize=thread EXTRA_CFLAGS=-Wno-tsan build/tsan/test/unit/map_threads_test
	build/tsan/test/unit/map_threads_test
.PHONY: tsan

# More of the same: random programs under the sanitizers, then without.
verify-long: $(B)/test/random/witness
	$(MAKE) SAN=1 B=build/san build/san/test/random/witness
	build/san/test/random/witness --seed 200000000 --count 200000
	$< --seed 300000000 --count 3000000
	test/stages/13-verify-mutants.sh
.PHONY: verify-long

# What Debian's packages carry: fetched, and held against the running kernel. Not in ./check: it wants a registry.
$(B)/test/kernel/elf_cut: test/kernel/elf_cut.c
	@mkdir -p $(@D)
	$(CC) $(HOST_CFLAGS) $< $(LDFLAGS) -o $@
debian-objects: $(B)/kiln kbpf $(B)/test/kernel/elf_cut
	+B=$(B) test/kernel/debian
.PHONY: debian-objects

# The command's own parts, for tests that open objects as it does.
$(B)/tool/libtool.a: $(filter-out $(B)/tool/main.o,$(TOOL_OBJS))
	@rm -f $@
	$(AR) rcs $@ $^

# What seccomp policies decide, held against the running kernel: test/stages/69-seccomp-kernel.sh.
$(B)/test/kernel/seccomp_diff: test/kernel/seccomp_diff.c $(B)/tool/libtool.a $(B)/libkiln.a
	@mkdir -p $(@D)
	$(CC) $(HOST_CFLAGS) $(filter %.c %.a,$^) $(LDFLAGS) $(HOST_LIBS) $(TOOL_LIBS) -o $@
tests: $(B)/test/kernel/seccomp_diff

# Generated and mutated programs, held against the running kernel: make differential COUNT=100000 SEED=1.
DIFFERENTIAL := $(B)/test/kernel/differential
DIFF_OBJ := $(EXAMPLE_OBJ) $(BROKEN_OBJ) $(BENCH_OBJ)
$(DIFFERENTIAL): test/kernel/differential.c $(RANDOM) $(RANDOM:.c=.h) \
		$(B)/tool/libtool.a $(B)/libkiln.a
	@mkdir -p $(@D)
	$(CC) $(HOST_CFLAGS) $(filter %.c %.a,$^) $(LDFLAGS) $(HOST_LIBS) -Wl,--wrap=syscall -l:libbpf.a -lelf -lz -o $@
tests: $(DIFFERENTIAL)
differential: $(DIFFERENTIAL) examples bench-objects
	@$< --count $(or $(COUNT),100000) --seed $(or $(SEED),1) $(DIFF_OBJ)
.PHONY: differential

include test/real/real.mk
# Claims about ranges, proven by z3 for all numbers: test/prove/prove.py. make prove NAMES="tnum_ 'range_alu ADD'" tries some of them;
# MUTANT='tnum.c@(least ^ greatest)@(least & greatest)' plants a mistake, which must be refuted.
prove:
	python3 test/prove/prove.py $(if $(MUTANT),--mutant '$(MUTANT)') $(NAMES)
.PHONY: prove

# Random classic programs here, in libpcap and in the running kernel; `make classic` tries many.
$(B)/test/kernel/cbpf_diff: test/kernel/cbpf_diff.c $(B)/libkiln.a
	@mkdir -p $(@D)
	$(CC) $(HOST_CFLAGS) $< $(B)/libkiln.a $(LDFLAGS) $(HOST_LIBS) -lpcap -o $@
tests: $(B)/test/kernel/cbpf_diff
classic: $(B)/test/kernel/cbpf_diff
	$< pcap 100000 $(SEED)
	$< many 20000 $(SEED)
	$< kernel 10000 $(SEED)
	$< refuse 100000 $(SEED)
.PHONY: classic

# Filters of pcap-filter(7) over the capture, as several link types; `make filters` asks the kernel of every packet.
$(B)/test/filter/filter_diff: test/filter/filter_diff.c $(B)/libkiln.a
	@mkdir -p $(@D)
	$(CC) $(HOST_CFLAGS) $< $(B)/libkiln.a $(LDFLAGS) $(HOST_LIBS) -lpcap -o $@
tests: $(B)/test/filter/filter_diff
filters: $(B)/test/filter/filter_diff
	@mkdir -p $(B)/capture
	xz -dc test/capture/real.pcap.xz >$(B)/capture/real.pcap
	$< $(B)/capture/real.pcap test/filter/expressions.txt
.PHONY: filters

# eBPF policies of test/stages/68-seccomp.sh.
SECCOMP_OBJ := $(B)/seccomp/actions.o $(B)/seccomp/all.o
$(B)/seccomp/%.o: test/seccomp/%.bpf.c
	@mkdir -p $(@D)
	$(CLANG) $(BPF_CFLAGS) -MMD -MP -c $< -o $@
seccomp-policies: $(SECCOMP_OBJ) $(B)/examples/seccomp/paths.o
.PHONY: seccomp-policies
-include $(SECCOMP_OBJ:.o=.d)
