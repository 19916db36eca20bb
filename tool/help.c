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

/*
 * mdoc reads a point at the beginning of a line and a backslash as its own, and wants each sentence to begin a line, and a macro
 * between paragraphs.
 */
static void mdoc_text(const char *s)
{
	bool start = true;

	for (; *s; s++) {
		/* An empty line begins a paragraph; spaces at the beginning of a line are an example's. */
		if (start && *s == '\n') {
			printf(".Pp\n");
			continue;
		}
		if (start && !strncmp(s, "    ", 4)) {
			printf(".Dl ");
			s += 4;
		} else if (start && (*s == '.' || *s == '\'')) {
			printf("\\&");
		}
		if (*s == '\\')
			printf("\\e");
		else
			putchar(*s);
		if (*s == '\n' && s[1] == '\n') {
			printf(".Pp\n");
			s++;
		}
		start = *s == '\n';
		if (*s == '.' && s[1] == ' ') {
			putchar('\n');
			start = true;
			s++;
		}
	}
}

static void mdoc_rows(const struct command *c)
{
	printf(".Bl -tag -width Ds\n");
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

static void mdoc_options(const struct command *c)
{
	printf(".Sh OPTIONS\n");
	mdoc_rows(c);
}

/* Of a family's page: a section for each member. */
static void mdoc_member(const struct command *c)
{
	printf(".Ss kiln %s Oo options Oc %s\n", c->name, c->args);
	mdoc_text(c->about);
	putchar('\n');
	mdoc_rows(c);
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
	if (!c->members)
		mdoc_options(c);
	for (int i = 0; c->members && c->members[i]; i++)
		mdoc_member(c->members[i]);
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

static void completion_options(const struct command *c)
{
	for (const struct option_row *o = c->options; o->name; o++)
		printf("--%s ", o->name);
	printf("--help");
}

/* The second word is a member's name; then its options follow. */
static void completion_family(const struct command *c)
{
	printf("'; [ \"$COMP_CWORD\" = 2 ] && { COMPREPLY=($(compgen -W '");
	for (int i = 0; c->members[i]; i++)
		printf("%s ", member_name(c->members[i]));
	printf("--help' -- \"$cur\")); return; }\n\t\tcase ${COMP_WORDS[2]} in\n");
	for (int i = 0; c->members[i]; i++) {
		printf("\t\t%s) opts='", member_name(c->members[i]));
		completion_options(c->members[i]);
		printf("' ;;\n");
	}
	printf("\t\tesac; opts=\"$opts");
}

static void completion_print(void)
{
	printf("_kiln() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} opts=\n\tif [ \"$COMP_CWORD\" = 1 ]; then opts='");
	for (int i = 0; commands[i]; i++)
		printf("%s ", commands[i]->name);
	printf("--help --version'\n\telse case ${COMP_WORDS[1]} in\n");
	for (int i = 0; commands[i]; i++) {
		printf("\t%s) opts='", commands[i]->name);
		if (commands[i]->members)
			completion_family(commands[i]);
		else
			completion_options(commands[i]);
		printf(commands[i]->members ? "\" ;;\n" : "' ;;\n");
	}
	printf("\tesac; fi\n\tcase $cur in\n\t-*) COMPREPLY=($(compgen -W \"$opts\" -- \"$cur\")) ;;\n"
	       "\t*) [ \"$COMP_CWORD\" = 1 ] && COMPREPLY=($(compgen -W \"$opts\" -- \"$cur\")) || "
	       "COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n\tesac\n}\ncomplete -o filenames -F _kiln kiln\n");
}

/* member: of a family; NULL: all of it. */
static int command_tell(const struct command *c, const char *member)
{
	for (int i = 0; member && c->members && c->members[i]; i++) {
		if (!strcmp(member, member_name(c->members[i]))) {
			c = c->members[i];
			member = NULL;
		}
	}
	if (member) {
		complain("no such command: %s %s", c->name, member);
		return EXIT_USAGE;
	}
	(opt_man ? mdoc_command : help_print)(c);
	return EXIT_FINE;
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
	for (int i = 0; commands[i]; i++)
		if (!strcmp(argv[0], commands[i]->name))
			return command_tell(commands[i], argv[1]);
	complain("no such command: %s", argv[0]);
	return EXIT_USAGE;
}

const struct command cmd_help = {
	.name = "help",
	.args = "[COMMAND [COMMAND]]",
	.summary = "tell of a command",
	.about = "Prints what COMMAND does and its options; without one, the list of commands.",
	.options = options,
	.run = help_main,
	.min_args = 0,
	.max_args = 2,
};
