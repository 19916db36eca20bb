/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * help.c - kiln help: the manual and the shell completion, from the tables of the subcommands.
 */
#include <string.h>

#include "tool.h"

static bool opt_man, opt_completion;

static const struct option_row options[] = {
	{ "man", 0, OPT_FLAG, NULL, "as a manual page, in mdoc", &opt_man },
	{ "completion", 0, OPT_FLAG, NULL, "print a completion script for bash", &opt_completion },
	{ 0 },
};

/* mdoc reads a point at the beginning of a line and a backslash as its own, and wants each sentence to begin a line. */
static void mdoc_text(const char *s)
{
	bool start = true;

	for (; *s; s++) {
		if (start && (*s == '.' || *s == '\''))
			printf("\\&");
		if (*s == '\\')
			printf("\\e");
		else
			putchar(*s);
		start = *s == '\n';
		if (*s == '.' && s[1] == ' ') {
			putchar('\n');
			start = true;
			s++;
		}
	}
}

static void mdoc_options(const struct command *c)
{
	printf(".Sh OPTIONS\n.Bl -tag -width Ds\n");
	for (const struct option_row *o = c->options; o->name; o++) {
		printf(".It ");
		if (o->letter)
			printf("Fl %c , ", o->letter);
		printf("Fl -%s%s%s\n", o->name, o->arg ? " Ar " : "", o->arg ? o->arg : "");
		mdoc_text(o->help);
		printf(".\n");
	}
	printf(".It Fl h , Fl -help\nshow a summary.\n.El\n");
}

static void mdoc_command(const struct command *c)
{
	printf(".Dd November 22, 2026\n.Dt KILN-%s 1\n.Os\n.Sh NAME\n.Nm kiln-%s\n.Nd %s\n", c->name, c->name,
	       c->summary);
	printf(".Sh SYNOPSIS\n.Nm kiln %s\n.Op options\n", c->name);
	if (*c->args)
		printf(".Ar %s\n", c->args);
	printf(".Sh DESCRIPTION\n");
	mdoc_text(c->about);
	putchar('\n');
	mdoc_options(c);
	printf(".Sh EXIT STATUS\n0 if all is well, 1 if something was refused or did not match, 2 for wrong usage or input that\n"
	       "cannot be read.\n.Sh SEE ALSO\n.Xr kiln 1\n");
}

static void mdoc_overview(void)
{
	printf(".Dd November 22, 2026\n.Dt KILN 1\n.Os\n.Sh NAME\n.Nm kiln\n.Nd run, test, time and explain in-kernel programs\n"
	       ".Sh SYNOPSIS\n.Nm\n.Ar command\n.Op options\n.Sh DESCRIPTION\n"
	       "Kiln is a virtual machine for programs that run inside a kernel: eBPF objects are proven safe, compiled and run,\n"
	       "here in a process and as an ordinary user.\n.Sh COMMANDS\n.Bl -tag -width benchx\n");
	for (int i = 0; commands[i]; i++)
		printf(".It Nm %s\n%s; see\n.Xr kiln-%s 1 .\n", commands[i]->name, commands[i]->summary,
		       commands[i]->name);
	printf(".El\n.Sh ENVIRONMENT\n.Bl -tag -width NO_COLOR\n.It Ev NO_COLOR\nIf set, no colour is used.\n.El\n"
	       ".Sh EXIT STATUS\n0 if all is well, 1 if something was refused or did not match, 2 for wrong usage or input that\n"
	       "cannot be read.\n");
}

static void completion_print(void)
{
	printf("_kiln() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} opts=\n\tif [ \"$COMP_CWORD\" = 1 ]; then opts='");
	for (int i = 0; commands[i]; i++)
		printf("%s ", commands[i]->name);
	printf("--help --version'\n\telse case ${COMP_WORDS[1]} in\n");
	for (int i = 0; commands[i]; i++) {
		printf("\t%s) opts='", commands[i]->name);
		for (const struct option_row *o = commands[i]->options; o->name; o++)
			printf("--%s ", o->name);
		printf("--help' ;;\n");
	}
	printf("\tesac; fi\n\tcase $cur in\n\t-*) COMPREPLY=($(compgen -W \"$opts\" -- \"$cur\")) ;;\n"
	       "\t*) [ \"$COMP_CWORD\" = 1 ] && COMPREPLY=($(compgen -W \"$opts\" -- \"$cur\")) || "
	       "COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n\tesac\n}\ncomplete -o filenames -F _kiln kiln\n");
}

static int help_main(int argc, char **argv)
{
	if (opt_completion) {
		completion_print();
		return EXIT_FINE;
	}
	if (!argc) {
		if (opt_man)
			mdoc_overview();
		else
			usage_print(stdout);
		return EXIT_FINE;
	}
	for (int i = 0; commands[i]; i++) {
		if (strcmp(argv[0], commands[i]->name))
			continue;
		if (opt_man)
			mdoc_command(commands[i]);
		else
			help_print(commands[i]);
		return EXIT_FINE;
	}
	complain("no such command: %s", argv[0]);
	return EXIT_USAGE;
}

const struct command cmd_help = {
	.name = "help",
	.args = "[COMMAND]",
	.summary = "tell of a command",
	.about = "Prints what COMMAND does and its options; without one, the list of commands.",
	.options = options,
	.run = help_main,
	.min_args = 0,
	.max_args = 1,
};
