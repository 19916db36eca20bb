/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * profile.h - seccomp profiles in JSON, as docker, podman and the OCI's runtimes have them.
 */
#ifndef TOOL_PROFILE_H
#define TOOL_PROFILE_H

#include <kiln/seccomp.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The profile's classic program, as libseccomp makes it for policy_opts. free() it. NULL after complaining: what is wrong, and
 * where in the profile.
 */
struct kiln_cbpf_insn *profile_read(const char *path, const char *text, size_t len, uint32_t *nr);

#endif
