/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * inside.h - which paths are below the folder of the bpf file system.
 *
 * In the preloaded library, too: so it needs nothing of the machine.
 */
#ifndef HOST_POSIX_INSIDE_H
#define HOST_POSIX_INSIDE_H

#define INSIDE_ROOT "/sys/fs/bpf"

/*
 * What of an absolute path comes after /sys/fs/bpf, as it stands there, so with the slash that follows; NULL: it leads elsewhere. Names are
 * looked up as if none before that were a symbolic link.
 */
const char *path_inside(const char *path);

#endif
