# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# real.mk - programs in the styles that people write, each built by every compiler at every level. Read by test/test.mk.
#
# $(B)/real/BUILD/NAME.o, BUILD is COMPILER-LEVEL: clang-14-O1 ... clang-19-Os, gcc-O2. make matrix builds all and compares.

REAL_SRC    := $(sort $(wildcard test/real/*.bpf.c))
REAL_NAMES  := $(REAL_SRC:test/real/%.bpf.c=%)
REAL_LEVELS := O1 O2 Os
REAL_FLAGS  := -g -Wall -Wno-unused-variable -target bpf -I$(BPF_ARCH_INC) -MMD -MP
REAL_BUILDS := $(foreach c,clang-14 clang-16 clang-19,$(foreach l,$(REAL_LEVELS),$(c)-$(l))) gcc-O2

# $(call real_rule,BUILD,COMPILER,FLAGS)
define real_rule
$(B)/real/$(1)/%.o: test/real/%.bpf.c
	@mkdir -p $$(@D)
	$(2) $(3) -c $$< -o $$@
real-$(1): $(REAL_NAMES:%=$(B)/real/$(1)/%.o)
.PHONY: real-$(1)
endef
$(foreach l,$(REAL_LEVELS),$(eval $(call real_rule,clang-14-$(l),clang-14,-$(l) -mcpu=v3 $(REAL_FLAGS))))
$(foreach l,$(REAL_LEVELS),$(eval $(call real_rule,clang-16-$(l),clang-16,-$(l) -mcpu=v3 $(REAL_FLAGS))))
$(foreach l,$(REAL_LEVELS),$(eval $(call real_rule,clang-19-$(l),clang-19,-$(l) -mcpu=v4 $(REAL_FLAGS))))
$(eval $(call real_rule,gcc-O2,bpf-gcc,-O2 -gbtf -mcpu=v3 -I$(B)/real/gcc -I$(BPF_ARCH_INC) -I/usr/include -MMD -MP))

# gcc 12 calls helpers through declarations of its own kind; to it, libbpf's pointers are variables.
$(B)/real/gcc/bpf/bpf_helpers.h: /usr/include/bpf/bpf_helpers.h
	@mkdir -p $(@D)
	cp /usr/include/bpf/*.h $(@D)/
	sed -i -E 's/^static (.*)\(\*(bpf_[a-z0-9_]+)\)(\(.*\)) = \(void \*\) ([0-9]+);/\1\2\3 __attribute__((kernel_helper(\4)));/' \
		$(@D)/bpf_helper_defs.h
$(REAL_NAMES:%=$(B)/real/gcc-O2/%.o): $(B)/real/gcc/bpf/bpf_helpers.h

real-builds:
	@echo $(REAL_BUILDS)
matrix: $(B)/kiln kbpf
	+B=$(B) test/real/matrix
.PHONY: real-builds matrix
-include $(wildcard $(B)/real/*/*.d)
