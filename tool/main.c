/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * main.c - the `kiln` command: finds the subcommand, reads its options.
 */
#include "tool.h"

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

const struct command *const commands[] = { &cmd_run,   &cmd_check,  &cmd_bench,	  &cmd_dis,   &cmd_asm,	 &cmd_exec,
					   &cmd_pack,  &cmd_filter, &cmd_seccomp, &cmd_serve, &cmd_with, &cmd_trace,
					   &cmd_raise, &cmd_top,    &cmd_attach,  &cmd_help,  NULL };

const char *command_name = "kiln";

void complain(const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	kiln_text_plain(text);
	fprintf(stderr, strcmp(command_name, "kiln") ? "kiln %s: %s\n" : "%s: %s\n", command_name, text);
}

const struct paint *paint_for(FILE *f)
{
	static const struct paint plain = { "", "", "", "", "", "", "" };
	static const struct paint colour = { "\033[1m",	 "\033[31m", "\033[32m", "\033[33m",
					     "\033[34m", "\033[2m",  "\033[0m" };
	const char *no = getenv("NO_COLOR");

	return isatty(fileno(f)) && !(no && *no) ? &colour : &plain;
}

void progress(const char *what, uint64_t done, uint64_t all)
{
	static struct timespec last;
	static bool shown;
	static int terminal = -1;
	struct timespec now;

	if (terminal < 0)
		terminal = isatty(STDERR_FILENO);
	if (!terminal)
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (all && (now.tv_sec - last.tv_sec) * 1000000000LL + now.tv_nsec - last.tv_nsec < 100000000LL)
		return;
	last = now;
	if (all)
		fprintf(stderr, "\r%s: %3u%% (%llu of %llu)", what, (unsigned int)(done * 100 / all),
			(unsigned long long)done, (unsigned long long)all);
	else if (shown)
		fprintf(stderr, "\r\033[K");
	shown = all != 0;
}

uint64_t thread_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

void *file_read(const char *path, size_t max, size_t *len)
{
	FILE *f = strcmp(path, "-") ? fopen(path, "rb") : stdin;
	uint8_t *buf = NULL, *more;
	size_t cap = 0;

	*len = 0;
	if (!f) {
		complain("%s: %s", path, strerror(errno));
		return NULL;
	}
	for (;;) {
		if (*len == cap) {
			cap = cap ? cap * 2 : 65536;
			more = realloc(buf, cap + 1);
			if (!more)
				break;
			buf = more;
		}
		*len += fread(buf + *len, 1, cap - *len, f);
		if (*len > max || ferror(f) || feof(f))
			break;
	}
	if (ferror(f) || !feof(f) || *len > max) {
		complain("%s: %s", path, ferror(f) ? strerror(errno) : *len > max ? "too large" : "out of memory");
		free(buf);
		buf = NULL;
	}
	if (f != stdin)
		fclose(f);
	if (buf)
		buf[*len] = 0;
	return buf;
}

/* -- options ------------------------------------------------------------------------------------------------------- */

const char *member_name(const struct command *c)
{
	const char *space = strchr(c->name, ' ');

	return space ? space + 1 : c->name;
}

static void family_print(const struct command *c)
{
	printf("kiln %s - %s\n\nUsage: kiln %s COMMAND [options] ...\n\n%s\n\n", c->name, c->summary, c->name,
	       c->about);
	for (int i = 0; c->members[i]; i++)
		printf("  %-8s %s\n", member_name(c->members[i]), c->members[i]->summary);
	printf("\nkiln %s COMMAND --help tells more of each.\n", c->name);
}

void help_print(const struct command *c)
{
	if (c->members) {
		family_print(c);
		return;
	}
	printf("kiln %s - %s\n\nUsage: kiln %s [options] %s\n\n%s\n", c->name, c->summary, c->name, c->args, c->about);
	printf("\nOptions:\n");
	for (const struct option_row *o = c->options; o->name; o++) {
		char head[64];

		snprintf(head, sizeof(head), "%s%c%s--%s%s%s", o->letter ? "-" : "  ", o->letter ? o->letter : ' ',
			 o->letter ? ", " : " ", o->name, o->arg ? " " : "", o->arg ? o->arg : "");
		printf("  %-28s %s\n", head, o->help);
	}
	printf("  %-28s %s\n", "-h, --help", "show this text");
	printf("\nExit status: 0 fine, 1 refused or mismatch, 2 wrong usage or unreadable input.\n");
}

static bool takes_argument(const struct option_row *o)
{
	return o->type != OPT_FLAG && o->type != OPT_COUNT;
}

static bool option_store(const struct option_row *o, const char *arg)
{
	struct list *l = o->to;
	char *end;

	switch (o->type) {
	case OPT_FLAG:
		*(bool *)o->to = true;
		return true;
	case OPT_COUNT:
		++*(unsigned int *)o->to;
		return true;
	case OPT_TEXT:
		*(const char **)o->to = arg;
		return true;
	case OPT_NUMBER:
	case OPT_FUEL:
		errno = 0;
		*(uint64_t *)o->to = strtoull(arg, &end, 0);
		if (!*arg || *end || errno || *arg == '-' || (o->type == OPT_FUEL && *(uint64_t *)o->to > INT32_MAX))
			break;
		return true;
	case OPT_ENGINE:
		*(enum kiln_engine *)o->to = !strcmp(arg, "jit")      ? KILN_ENGINE_JIT
					     : !strcmp(arg, "interp") ? KILN_ENGINE_INTERP
								      : KILN_ENGINE_BEST;
		if (strcmp(arg, "jit") && strcmp(arg, "interp"))
			break;
		return true;
	case OPT_LIST:
		if (l->nr == sizeof(l->item) / sizeof(l->item[0]))
			break;
		l->item[l->nr++] = arg;
		return true;
	}
	complain("--%s: '%s' is not %s", o->name, arg,
		 o->type == OPT_ENGINE ? "jit or interp" : "a number, or too many");
	return false;
}

int options_read(const struct command *c, int argc, char **argv)
{
	struct option long_opts[48] = { { 0 } };
	char letters[64];
	int n = 0, at, got, left;

	snprintf(letters, sizeof(letters), "%sh", c->max_args == -2 ? "+" : "");
	for (const struct option_row *o = c->options; o->name; o++, n++) {
		long_opts[n] = (struct option){ o->name, takes_argument(o) ? required_argument : no_argument, NULL,
						o->letter ? o->letter : 256 + n };
		if (o->letter)
			snprintf(letters + strlen(letters), sizeof(letters) - strlen(letters), "%c%s", o->letter,
				 takes_argument(o) ? ":" : "");
	}
	long_opts[n] = (struct option){ "help", no_argument, NULL, 'h' };
	opterr = 0;
	while ((got = getopt_long(argc, argv, letters, long_opts, &at)) != -1) {
		if (got == 'h') {
			help_print(c);
			exit(fflush(stdout) ? EXIT_USAGE : EXIT_FINE);
		}
		if (got == '?') {
			complain("%s: no such option, or its argument is missing; see kiln %s --help", argv[optind - 1],
				 c->name);
			return -1;
		}
		for (n = 0; got != (c->options[n].letter ? c->options[n].letter : 256 + n); n++)
			;
		if (!option_store(&c->options[n], optarg))
			return -1;
	}
	left = argc - optind;
	if (left < c->min_args || (c->max_args >= 0 && left > c->max_args)) {
		complain("usage: kiln %s [options] %s (see --help)", c->name, c->args);
		return -1;
	}
	memmove(argv, argv + optind, (size_t)(left + 1) * sizeof(argv[0]));
	return left;
}

void usage_print(FILE *f)
{
	fprintf(f,
		"kiln - run, test, time and explain in-kernel programs, anywhere\n\nUsage: kiln COMMAND [options] ...\n\n");
	for (int i = 0; commands[i]; i++)
		fprintf(f, "  %-8s %s\n", commands[i]->name, commands[i]->summary);
	fprintf(f, "\nkiln COMMAND --help tells more of each; kiln --version the version.\n");
}

/* argv[0] is the command's name. */
static int command_run(const struct command *c, int argc, char **argv)
{
	int left, status;

	command_name = c->name;
	left = options_read(c, argc, argv);
	if (left < 0)
		return EXIT_USAGE;
	status = c->run(left, argv);
	if (fflush(stdout) || ferror(stdout)) {
		complain("standard output: %s", strerror(errno));
		return EXIT_USAGE;
	}
	return status;
}

static int family_run(const struct command *c, int argc, char **argv)
{
	command_name = c->name;
	if (argc < 2) {
		complain("which of its commands? see kiln %s --help", c->name);
		return EXIT_USAGE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) {
		help_print(c);
		return EXIT_FINE;
	}
	for (int i = 0; c->members[i]; i++)
		if (!strcmp(argv[1], member_name(c->members[i])))
			return command_run(c->members[i], argc - 1, argv + 1);
	complain("no such command: %s; see kiln %s --help", argv[1], c->name);
	return EXIT_USAGE;
}

int main(int argc, char **argv)
{
	signal(SIGPIPE, SIG_DFL);
	if (argc < 2) {
		usage_print(stderr);
		return EXIT_USAGE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) {
		usage_print(stdout);
		return EXIT_FINE;
	}
	if (!strcmp(argv[1], "--version")) {
		puts("kiln " KILN_VERSION);
		return EXIT_FINE;
	}
	for (int i = 0; commands[i]; i++)
		if (!strcmp(argv[1], commands[i]->name))
			return (commands[i]->members ? family_run : command_run)(commands[i], argc - 1, argv + 1);
	complain("no such command: %s; see kiln --help", argv[1]);
	return EXIT_USAGE;
}
