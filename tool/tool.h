/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * tool.h - what every subcommand of `kiln` shares: its row in the table, its options, how it speaks.
 *
 * A subcommand is a struct command with a table of options; its --help, the manual's synopsis and the shell completion are
 * made from the same tables.
 */
#ifndef TOOL_TOOL_H
#define TOOL_TOOL_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include <kiln/kiln.h>

/* Exit status of every subcommand. */
enum { EXIT_FINE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2 };

enum option_type { OPT_FLAG, OPT_TEXT, OPT_NUMBER, OPT_FUEL, OPT_ENGINE, OPT_LIST, OPT_COUNT };

/* Values of an option that may be given several times. */
struct list {
	const char *item[64];
	unsigned int nr;
};

struct option_row {
	const char *name; /* "pcap": --pcap */
	char letter;	  /* 0: none */
	enum option_type type;
	const char *arg; /* "FILE", for people */
	const char *help;
	void *to; /* bool, const char *, uint64_t, enum kiln_engine, struct list, unsigned int: how often it is given */
};

struct command {
	const char *name, *args, *summary;
	const char *about;		   /* paragraphs for --help and the manual */
	const struct option_row *options;  /* ends with a row without name */
	int (*run)(int argc, char **argv); /* operands only */
	int min_args, max_args;		   /* operands; max -1: any; -2: any, and none of them is an option of ours */
	/* Of a command that is a family: its members, which end with NULL and are named "FAMILY MEMBER". NULL for others. */
	const struct command *const *members;
};

/* The member's own name, without the family's. */
const char *member_name(const struct command *c);

extern const struct command cmd_run, cmd_check, cmd_dis, cmd_asm, cmd_exec, cmd_bench, cmd_pack, cmd_filter,
	cmd_seccomp, cmd_serve, cmd_with, cmd_trace, cmd_raise, cmd_top, cmd_attach, cmd_help;
extern const struct command *const commands[]; /* ends with NULL */

/* Parses argv[1..]; prints help and ends the process where asked. Returns the number of operands, now argv[0..], or -1. */
int options_read(const struct command *c, int argc, char **argv);

/* What --help says of one subcommand, and of all. */
void help_print(const struct command *c);
void usage_print(FILE *f);

/* "kiln run: text\n" on standard error. */
void complain(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
extern const char *command_name;

/* Colours, empty strings unless the stream is a terminal (and NO_COLOR is not set). */
struct paint {
	const char *bold, *red, *green, *yellow, *blue, *dim, *off;
};
const struct paint *paint_for(FILE *f);

/* "name done/all" on standard error, only on a terminal, at most ten times a second; all 0 ends it. */
void progress(const char *what, uint64_t done, uint64_t all);

/* Nanoseconds of CPU time of this thread. */
uint64_t thread_ns(void);

/* The machine that a subcommand uses: one posix host, one instance. NULL after complaining. */
struct kiln *machine_new(uint32_t nr_cpus, struct kiln_host **host);
void machine_free(struct kiln *k, struct kiln_host *host);

/* A whole file ("-": standard input), at most max bytes; NULL after complaining. free() it. */
void *file_read(const char *path, size_t max, size_t *len);

#endif
