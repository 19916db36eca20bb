# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# make install [PREFIX=/usr/local] [DESTDIR=]     make docs     make amalgamation

MANS := $(foreach c,run check bench dis asm exec pack filter seccomp serve with raise help,$(B)/man/kiln-$(c).1) $(B)/man/kiln.1

$(B)/man/kiln.1: $(B)/kiln
	@mkdir -p $(@D)
	$(B)/kiln help --man >$@
$(B)/man/kiln-%.1: $(B)/kiln
	@mkdir -p $(@D)
	$(B)/kiln help --man $* >$@
$(B)/kiln.bash: $(B)/kiln
	$(B)/kiln help --completion >$@
$(B)/kiln.pc: Makefile
	@mkdir -p $(@D)
	printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$${prefix}/lib' 'includedir=$${prefix}/include' '' 'Name: kiln' \
	  'Description: one in-kernel virtual machine for every kernel' 'Version: $(VERSION)' \
	  'Cflags: -I$${includedir}' 'Libs: -L$${libdir} -lkiln' 'Libs.private: $(HOST_LIBS) -pthread' >$@

# It says where PREFIX is, which may be another each time.
.PHONY: $(B)/kiln.pc

mans: $(MANS)

install: all mans $(B)/kiln.pc $(B)/kiln.bash
	install -d $(addprefix $(DESTDIR)$(PREFIX)/,bin lib/pkgconfig lib/kiln include/kiln share/man/man1 share/bash-completion/completions)
	install -m 755 $(B)/kiln $(DESTDIR)$(PREFIX)/bin/kiln
	install -m 644 $(B)/libkiln.a $(DESTDIR)$(PREFIX)/lib/libkiln.a
	install -m 755 $(B)/libkiln.so $(DESTDIR)$(PREFIX)/lib/libkiln.so.0
	install -m 755 $(B)/libkiln-with.so $(B)/libkiln-pcap.so $(DESTDIR)$(PREFIX)/lib/kiln/
	ln -sf libkiln.so.0 $(DESTDIR)$(PREFIX)/lib/libkiln.so
	install -m 644 include/kiln/*.h $(DESTDIR)$(PREFIX)/include/kiln/
	install -m 644 $(B)/kiln.pc $(DESTDIR)$(PREFIX)/lib/pkgconfig/kiln.pc
	install -m 644 $(MANS) $(DESTDIR)$(PREFIX)/share/man/man1/
	install -m 644 $(B)/kiln.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/kiln

amalgamation:
	tools/amalgamate $(B)/amalgamation
	$(CC) -std=c11 $(O) -Wall -c $(B)/amalgamation/kiln.c -o $(B)/amalgamation/kiln.o
	$(CC) -std=c11 $(O) -Wall -pthread -c $(B)/amalgamation/kiln_posix.c -o $(B)/amalgamation/kiln_posix.o

.PHONY: mans install amalgamation

# Reference pages from the tables, in $(B)/docs.
$(B)/gen_docs: tools/gen_docs.c $(B)/libkiln.a
	$(CC) $(HOST_CFLAGS) $< $(B)/libkiln.a $(LDFLAGS) $(HOST_LIBS) -o $@
docs: $(B)/gen_docs
	@mkdir -p $(B)/docs
	$(B)/gen_docs $(B)/docs
.PHONY: docs
