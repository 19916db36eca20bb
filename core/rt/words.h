/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * words.h - the words for groups of helpers in helper.tbl and hook.tbl. For the files that read those.
 */
#ifndef KILN_RT_WORDS_H
#define KILN_RT_WORDS_H

#include <kiln/kind.h>

#define BASE	   KILN_GROUP_BASE
#define XDP	   KILN_GROUP_XDP
#define SKB	   KILN_GROUP_SKB
#define TC	   KILN_GROUP_TC
#define TRACE	   KILN_GROUP_TRACE
#define NET	   KILN_GROUP_NET
#define PEEK	   KILN_GROUP_PEEK
#define TASK	   KILN_GROUP_TASK
#define FILTER	   KILN_GROUP_FILTER
#define CG_SKB	   KILN_GROUP_CG_SKB
#define CG_SOCK	   KILN_GROUP_CG_SOCK
#define CG_BIND	   KILN_GROUP_CG_BIND
#define CG_CONN	   KILN_GROUP_CG_CONN
#define CG_RECV	   KILN_GROUP_CG_RECV
#define CG_DEV	   KILN_GROUP_CG_DEV
#define CG_SYSCTL  KILN_GROUP_CG_SYSCTL
#define CG_GETOPT  KILN_GROUP_CG_GETOPT
#define CG_SETOPT  KILN_GROUP_CG_SETOPT
#define SOCK_OPS   KILN_GROUP_SOCK_OPS
#define SK_SKB	   KILN_GROUP_SK_SKB
#define SK_MSG	   KILN_GROUP_SK_MSG
#define SK_LOOKUP  KILN_GROUP_SK_LOOKUP
#define REUSEPORT  KILN_GROUP_REUSEPORT
#define FLOW	   KILN_GROUP_FLOW
#define LWT_IN	   KILN_GROUP_LWT_IN
#define LWT_OUT	   KILN_GROUP_LWT_OUT
#define LWT_XMIT   KILN_GROUP_LWT_XMIT
#define LWT_SEG6   KILN_GROUP_LWT_SEG6
#define PERF	   KILN_GROUP_PERF
#define TRACING	   KILN_GROUP_TRACING
#define FENTRY	   KILN_GROUP_FENTRY
#define ITER	   KILN_GROUP_ITER
#define LSM	   KILN_GROUP_LSM
#define CG_LSM	   KILN_GROUP_CG_LSM
#define SYSCALL	   KILN_GROUP_SYSCALL
#define LIRC	   KILN_GROUP_LIRC
#define COOKIE	   KILN_GROUP_COOKIE
#define CG_LOCAL   KILN_GROUP_CG_LOCAL
#define STRUCT_OPS KILN_GROUP_STRUCT_OPS
#define KPROBE	   KILN_GROUP_KPROBE
#define PERF_OUT   KILN_GROUP_PERF_OUT

/* Several at once. */
#define LWT	   (LWT_IN | LWT_OUT | LWT_XMIT | LWT_SEG6)
#define SOCK_ADDR  (CG_BIND | CG_CONN | CG_RECV)
#define OBJECTS	   (TRACING | XDP | TC | CG_SKB | SYSCALL) /* those that Linux lets keep its objects */

#endif
