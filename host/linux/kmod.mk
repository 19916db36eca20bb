# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# make kmod             build/kmod/kiln.ko, for Debian's kernel: its headers are fetched into build/kernel, and installed nowhere
# make kmod KDIR=DIR    for another kernel, by its build folder: /lib/modules/$(uname -r)/build
# make kmod ARENA=MB    with another length of the arena that native code is put into

KMOD  := $(B)/kmod
KDIR  ?= $(CURDIR)/build/kernel/headers
ARENA ?= 4
TREE  := $(CURDIR)

KMOD_SRCS := $(CORE:%=core/%) $(sort $(wildcard host/linux/*.[cS])) test/case_run.c test/kernel/libc/libc.c

# Kbuild wants the sources below its own folder.
kmod: kernel-headers
	@mkdir -p $(sort $(dir $(KMOD_SRCS:%=$(KMOD)/%)))
	@$(foreach s,$(KMOD_SRCS),ln -sf $(TREE)/$(s) $(KMOD)/$(s);)
	@cmp -s host/linux/Kbuild $(KMOD)/Kbuild || cp host/linux/Kbuild $(KMOD)/Kbuild
	$(MAKE) -C $(KDIR) M=$(abspath $(KMOD)) KILN_TREE=$(TREE) KILN_ARENA=$(ARENA) W=1 CC=gcc modules

kernel-headers:
	@$(if $(filter $(CURDIR)/build/kernel/headers,$(KDIR)),tools/fetch-kernel build/kernel)

.PHONY: kmod kernel-headers

# What test/stages/72-module.sh runs in the guest.
$(B)/test/kernel/%.o: test/kernel/%.bpf.c
	@mkdir -p $(@D)
	$(CLANG) -target bpf -O2 -g -Wall -D__TARGET_ARCH_x86 -I/usr/include/$(shell uname -m)-linux-gnu -c $< -o $@
$(B)/test/kernel/module: test/kernel/module.c
	@mkdir -p $(@D)
	$(CC) $(filter-out -Wmissing-prototypes -fsanitize%,$(HOST_CFLAGS)) -static $< -Wl,--wrap=syscall -l:libbpf.a -lelf -lz -o $@
$(B)/test/kernel/module $(B)/test/kernel/member: test/kernel/arrives.h
$(B)/test/kernel/events: test/kernel/events.c
	@mkdir -p $(@D)
	$(CC) $(filter-out -Wmissing-prototypes -fsanitize%,$(HOST_CFLAGS)) $< -lbpf -o $@
$(B)/test/kernel/member: test/kernel/member.c
	@mkdir -p $(@D)
	$(CC) $(filter-out -Wmissing-prototypes -fsanitize%,$(HOST_CFLAGS)) -static $< -o $@
guest-tests: $(B)/test/kernel/module $(B)/test/kernel/member $(B)/test/kernel/events $(B)/test/kernel/module.o $(B)/test/kernel/typed.o \
	$(B)/test/kernel/events.o $(B)/test/client/turns.o
.PHONY: guest-tests

# All text cases, 100 loads and unloads under traffic, a minute of fuzzing: a quarter of an hour.
kmod-long: all tests examples
	LONG=1 TIMES=100 FUZZ=60 LIMIT=1500 test/stages/72-module.sh
.PHONY: kmod-long

# Instructions of a test run, by kiln.ko and by the guest kernel's own eBPF, and their ratio.
COST_OBJS := $(foreach e,firewall synflood vlan mark clamp nat headers6,$(B)/examples/$(e).o)
bench-kmod: kmod guest-tests $(COST_OBJS)
	test/kernel/guest -i -t 200 test/kernel/cost.sh $(KMOD)/kiln.ko $(addprefix build/kernel/modules/,veth.ko dummy.ko) \
		$(addprefix $(B)/test/kernel/,module module.o) $(foreach o,$(COST_OBJS),$(o)=/o/$(notdir $(o))) | grep cost
.PHONY: bench-kmod

# What sparse says of the module: address spaces, locks, what is declared nowhere.
kmod-sparse: kmod
	$(MAKE) -C $(KDIR) M=$(abspath $(KMOD)) KILN_TREE=$(TREE) KILN_ARENA=$(ARENA) W=1 CC=gcc C=2 CF=-Wno-override-init modules
.PHONY: kmod-sparse

# The machine half of host/linux in a process, against test/kernel/fake: the text cases there, under the sanitizers with SAN=1.
FAKE_SRCS := $(addprefix host/linux/,host.c reader.c code.c alarm.c task.c share.c output.c arena.S) test/kernel/fake/fake.c
FAKE_CFLAGS = $(filter-out -std=% -Wpedantic -Wmissing-prototypes,$(HOST_CFLAGS)) -std=gnu11 -Wno-unused-parameter -Wno-sign-compare \
	-Wno-conversion -Wno-sign-conversion -Wno-strict-prototypes -Wno-format -I$(B)/fake/include -Itest/kernel/fake -Ihost/linux \
	-DKILN_ARENA_LEN="(4 << 20)"
$(B)/fake/headers: $(sort $(wildcard host/linux/*.[ch])) host/linux/kmod.mk
	@rm -rf $(@D)/include
	@for h in $$(grep -ho '#include <\(linux\|asm\|net\)/[^>]*>' $^ | sed 's/.*<\(.*\)>/\1/' | sort -u); do \
		mkdir -p $(@D)/include/$$(dirname $$h); \
		printf '#if __has_include_next(<%s>)\n#include_next <%s>\n#endif\n#include "fake.h"\n' $$h $$h >$(@D)/include/$$h; done
	@touch $@
$(B)/fake/cases: test/case_run.c $(FAKE_SRCS) test/kernel/fake/fake.h $(B)/fake/headers $(B)/libkiln.a
	$(CC) $(FAKE_CFLAGS) test/case_run.c $(FAKE_SRCS) $(B)/libkiln.a $(LDFLAGS) $(HOST_LIBS) -o $@
# Its device, too.
$(B)/fake/device: test/kernel/fake/device.c test/kernel/fake/events.c \
	$(addprefix host/linux/,device.c source.c perf.c record.c probe.c file.c counter.c types.c) $(FAKE_SRCS) test/kernel/fake/fake.h $(B)/fake/headers $(B)/libkiln.a
	$(CC) $(FAKE_CFLAGS) $(filter %.c %.S,$^) $(B)/libkiln.a $(LDFLAGS) $(HOST_LIBS) -o $@
fake: $(B)/fake/cases $(B)/fake/device
.PHONY: fake
