# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# make bare        build/kiln-bare.elf: the smallest kernel that runs a packed image, for QEMU -kernel (PVH); docs/embedding.md

BARE_OBJS := $(addprefix $(B)/host/bare/,start.o host.o ramdisk.o virtio.o main.o)
BARE_CFLAGS := $(filter-out -fPIC $(SANFLAGS),$(CORE_CFLAGS)) -fno-pie -mno-red-zone -Ihost/bare

$(B)/host/bare/%.o: host/bare/%.c host/bare/bare.h
	@mkdir -p $(@D)
	$(CC) $(BARE_CFLAGS) -c $< -o $@
$(B)/host/bare/start.o: host/bare/start.S host/bare/bare.h
	@mkdir -p $(@D)
	$(CC) -Ihost/bare -c $< -o $@
# The core's objects are those of every host.
$(B)/kiln-bare.elf: $(BARE_OBJS) $(CORE_OBJS) host/bare/link.ld
	$(CC) -static -nostdlib -no-pie -Wl,-T,host/bare/link.ld -Wl,--build-id=none -Wl,-z,max-page-size=4096 $(BARE_OBJS) $(CORE_OBJS) -o $@
bare: $(B)/kiln-bare.elf
.PHONY: bare
