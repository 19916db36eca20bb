# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# Clients of bpf(2): a libbpf application over the kernel and with Kiln inside, and wrong calls given to both.

$(B)/test/client/bpf_errno: test/client/bpf_errno.c test/client/bpf_errno.tbl include/kiln/sys.h $(B)/libkiln.a
	@mkdir -p $(@D)
	$(CC) $(filter-out -Wconversion,$(HOST_CFLAGS)) $< $(B)/libkiln.a $(LDFLAGS) $(HOST_LIBS) -o $@

$(B)/test/client/app.o $(B)/test/client/typed.o $(B)/test/client/light.o $(B)/test/client/lists.o $(B)/test/client/turns.o $(B)/test/client/long.o $(B)/test/client/again.o $(B)/test/client/asks.o: $(B)/test/client/%.o: test/client/%.bpf.c
	@mkdir -p $(@D)
	$(CLANG) -O2 -g -Wall -target bpf -mcpu=v3 -I/usr/include/$(shell uname -m)-linux-gnu -c $< -o $@
$(B)/test/client/app.skel.h: $(B)/test/client/app.o
	bpftool gen skeleton $< name app_bpf >$@
$(B)/test/client/app: test/client/app.c $(B)/test/client/app.skel.h
	$(CC) -O2 -g -Wall -Wextra -I$(@D) $< -lbpf -o $@
$(B)/test/client/app-static: test/client/app.c $(B)/test/client/app.skel.h
	$(CC) -O2 -g -Wall -Wextra -static -I$(@D) $< -lbpf -lelf -lz -o $@
$(B)/test/client/app-inside: test/client/app.c test/client/inside.c $(B)/test/client/app.skel.h $(B)/libkiln.a
	$(CC) -O2 -g -Wall -Wextra -D_GNU_SOURCE -I$(@D) -Iinclude test/client/app.c test/client/inside.c $(B)/libkiln.a $(LDFLAGS) \
		$(HOST_LIBS) -Wl,--wrap=syscall,--wrap=epoll_ctl -l:libbpf.a -lelf -lz -o $@

# Probes of its own functions.
$(B)/test/client/probes.o: test/client/probes.bpf.c
	@mkdir -p $(@D)
	$(CLANG) -O2 -g -Wall -target bpf -D__TARGET_ARCH_x86 -mcpu=v3 -I/usr/include/$(shell uname -m)-linux-gnu -c $< -o $@
$(B)/test/client/probes.skel.h: $(B)/test/client/probes.o
	bpftool gen skeleton $< name probes_bpf >$@
$(B)/test/client/probes: test/client/probes.c $(B)/test/client/probes.skel.h
	$(CC) -O2 -g -Wall -Wextra -I$(@D) $< -lbpf -pthread -o $@

$(B)/test/client/libmarks.so: test/client/marks.c
	@mkdir -p $(@D)
	$(CC) -O2 -g -Wall -Wextra -shared -fPIC $< -o $@
$(B)/test/client/unmapped: test/client/unmapped.c $(B)/test/client/libmarks.so
	$(CC) -O2 -g -Wall -Wextra $< -lbpf -o $@

$(B)/test/client/named: test/client/named.c
	@mkdir -p $(@D)
	$(CC) -O2 -g -Wall -Wextra -D_GNU_SOURCE -static $< -o $@

# A program that asks for commands, by itself, and in a light skeleton: over the kernel, by the server, and with Kiln inside.
$(B)/test/client/asks: test/client/asks.c test/client/asks.h
	@mkdir -p $(@D)
	$(CC) -O2 -g -Wall -Wextra -Ihost/posix $< -lbpf -o $@
$(B)/test/client/asks-static: test/client/asks.c test/client/asks.h
	@mkdir -p $(@D)
	$(CC) -O2 -g -Wall -Wextra -static -Ihost/posix $< -lbpf -lelf -lz -o $@
$(B)/test/client/light.skel.h: $(B)/test/client/light.o
	bpftool gen skeleton -L $< name light_bpf >$@
$(B)/test/client/light: test/client/light.c $(B)/test/client/light.skel.h
	$(CC) -O2 -g -Wall -Wextra -I$(@D) $< -o $@
$(B)/test/client/light-static: test/client/light.c $(B)/test/client/light.skel.h
	$(CC) -O2 -g -Wall -Wextra -static -I$(@D) $< -o $@
$(B)/test/client/light-inside: test/client/light.c test/client/inside.c $(B)/test/client/light.skel.h $(B)/libkiln.a
	$(CC) -O2 -g -Wall -Wextra -D_GNU_SOURCE -I$(@D) -Iinclude test/client/light.c test/client/inside.c $(B)/libkiln.a $(LDFLAGS) \
		$(HOST_LIBS) -Wl,--wrap=syscall,--wrap=epoll_ctl -o $@

$(B)/test/client/aside $(B)/test/client/churn $(B)/test/client/attach $(B)/test/client/cost $(B)/test/client/flood $(B)/test/client/holds $(B)/test/client/kept $(B)/test/client/calls $(B)/test/client/entry $(B)/test/client/lists $(B)/test/client/many $(B)/test/client/packets $(B)/test/client/paths $(B)/test/client/slot $(B)/test/client/reuse $(B)/test/client/rude $(B)/test/client/socks: $(B)/test/client/%: test/client/%.c
	@mkdir -p $(@D)
	$(CC) -O2 -g -Wall -Wextra -Ihost/posix $< -lbpf -o $@

$(B)/test/client/traffic: test/client/traffic.c $(B)/host/posix/xsk.o
	@mkdir -p $(@D)
	$(CC) -O2 -g -Wall -Wextra -Ihost/posix $^ -lbpf -o $@

$(B)/test/client/nested $(B)/test/client/polls: $(B)/test/client/%: test/client/%.c
	@mkdir -p $(@D)
	$(CC) -O2 -D_FORTIFY_SOURCE=2 -g -Wall -Wextra $< -lbpf -pthread -o $@

# The same under sanitizers, with whose run-time libraries the preloaded one has to get along.
$(B)/test/client/edges $(B)/test/client/edges-address $(B)/test/client/edges-thread: $(B)/test/client/edges%: test/client/edges.c
	@mkdir -p $(@D)
	$(CC) -O2 -g -Wall -Wextra $(if $*,-fsanitize=$(*:-%=%)) $< -lbpf -pthread -o $@

$(B)/test/client/calls.o $(B)/test/client/packets.o $(B)/test/client/entries.o $(B)/test/client/socks.o $(B)/test/client/sorts.o: $(B)/test/client/%.o: test/client/%.bpf.c
	@mkdir -p $(@D)
	$(CLANG) -O2 -g -Wall -target bpf -mcpu=v3 -I/usr/include/$(shell uname -m)-linux-gnu -c $< -o $@
$(B)/test/client/daemon: test/client/daemon.c
	@mkdir -p $(@D)
	$(CC) -O2 -g -Wall -Wextra -static $< -o $@
$(B)/test/client/packets-static $(B)/test/client/socks-static: $(B)/test/client/%-static: test/client/%.c
	@mkdir -p $(@D)
	$(CC) -O2 -g -Wall -Wextra -static $< -lbpf -lelf -lz -o $@

clients: $(addprefix $(B)/test/client/,bpf_errno app app-static app-inside light light-static light-inside asks asks-static asks.o named aside churn attach edges edges-address edges-thread daemon flood holds kept packets paths polls reuse rude slot packets-static packets.o socks socks-static socks.o typed.o turns.o long.o many nested again.o lists lists.o probes unmapped entry entries.o sorts.o calls calls.o)
tests: clients
.PHONY: clients

# What a call, and bpftool's loading of a program, costs beside the kernel's (root); and 64 clients that are killed for a minute.
$(B)/test/client/cost-static: test/client/cost.c
	@mkdir -p $(@D)
	$(CC) -O2 -g -Wall -Wextra -static $< -lbpf -lelf -lz -o $@
bench-control: all $(B)/test/client/app.o $(B)/test/client/cost $(B)/test/client/cost-static
	@bash test/client/bench_control.sh $(B)
soak-control: all $(B)/test/client/churn
	@export KILN_STATE=$$(mktemp -d)/state; $(B)/kiln with $(B)/test/client/churn 64 60; $(B)/kiln serve --stop; rm -rf $${KILN_STATE%/state}
# Packets a second to an XDP program, by a ring and (root) by AF_XDP, each beside a bare loop.
bench-packets: all $(B)/test/client/packets.o $(B)/test/client/traffic
	@sh test/client/bench_packets.sh $(B)
.PHONY: bench-control bench-packets soak-control
