/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * exec.c - kiln exec: runs bare bytecode on a piece of memory.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "object.h"
#include "symbols.h"
#include "tool.h"
#include "why.h"

static const char *opt_mem = "", *opt_kind = "raw";
static enum kiln_engine opt_engine;
static bool opt_hex, opt_unsafe, opt_json, opt_show_mem;

static const struct option_row options[] = {
	{ "hex", 'x', OPT_FLAG, NULL, "FILE is hex text instead of raw instructions", &opt_hex },
	{ "mem", 'm', OPT_TEXT, "HEX", "the memory that r1 points to; r2 is its length", &opt_mem },
	{ "engine", 'e', OPT_ENGINE, "jit|interp", "native code or the interpreter; default: native where there is any",
	  &opt_engine },
	{ "kind", 'k', OPT_TEXT, "KIND", "the kind of program; only raw runs on plain memory, and is the default",
	  &opt_kind },
	{ "unsafe", 0, OPT_FLAG, NULL, "do not prove: interpret, and check every access as it happens", &opt_unsafe },
	{ "show-mem", 0, OPT_FLAG, NULL, "print the memory afterwards too", &opt_show_mem },
	{ "json", 'j', OPT_FLAG, NULL, "print JSON", &opt_json },
	{ 0 },
};

static void mem_print(const uint8_t *mem, size_t len)
{
	for (size_t i = 0; i < len; i++)
		printf("%02x", mem[i]);
}

static int result_print(uint64_t r0, const uint8_t *mem, size_t len, const struct kiln_env *env)
{
	if (env->fault.what) {
		if (opt_json)
			printf("{\"fault\":{\"insn\":%u,\"what\":\"%s\"}}\n", env->fault.insn, env->fault.what);
		else
			fprintf(stderr, "fault at instruction %u: %s (address 0x%" PRIx64 ")\n", env->fault.insn,
				env->fault.what, env->fault.addr);
		return EXIT_REFUSED;
	}
	printf(opt_json ? "{\"r0\":\"0x%" PRIx64 "\"" : "0x%" PRIx64 "\n", r0);
	if (opt_json || opt_show_mem) {
		printf(opt_json ? ",\"mem\":\"" : "");
		mem_print(mem, len);
		printf(opt_json ? "\"}\n" : "\n");
	}
	return EXIT_FINE;
}

static int code_run(struct kiln *k, const void *code, size_t code_len, uint8_t *mem, size_t mem_len)
{
	static struct kiln_env env;
	static struct kiln_why why;
	struct kiln_load_opts opts = {
		.kind = kiln_kind_by_name(opt_kind),
		.name = "exec",
		.licence = "GPL",
		.mem_len = (uint32_t)mem_len,
		.engine = opt_unsafe ? KILN_ENGINE_CHECKED : opt_engine,
	};
	struct kiln_prog *p;
	uint64_t r0;

	if (!opts.kind || !(opts.kind->flags & KILN_KIND_MEM)) {
		complain("--kind %s: %s", opt_kind, opts.kind ? "takes no plain memory; see kiln run" : "no such kind");
		return EXIT_USAGE;
	}
	if (kiln_load(k, &kiln_front_ebpf, code, code_len, &opts, &p, &why)) {
		why_tell(opt_json, "exec", NULL, &why);
		return EXIT_REFUSED;
	}
	if (opt_unsafe)
		fprintf(stderr, "unproven: interpreted, every access checked\n");
	kiln_enter(k, &env);
	r0 = kiln_run(p, mem, &env);
	kiln_leave(k, &env);
	kiln_prog_free(p);
	return result_print(r0, mem, mem_len, &env);
}

static void *code_read(const char *path, size_t *len)
{
	char *bytes = file_read(path, 64u << 20, len);

	if (bytes && opt_hex && !hex_read(bytes, *len, (uint8_t *)bytes, len)) {
		complain("%s: not hex", path);
		free(bytes);
		return NULL;
	}
	return bytes;
}

static int exec_main(int argc, char **argv)
{
	struct kiln_host *host = NULL;
	struct kiln *k = NULL;
	size_t code_len, mem_len, hex_len = strlen(opt_mem);
	uint8_t *mem = malloc(hex_len / 2 + 1);
	void *code = code_read(argv[0], &code_len);
	int status = EXIT_USAGE;

	(void)argc;
	if (!mem)
		complain("out of memory");
	else if (!hex_read(opt_mem, hex_len, mem, &mem_len))
		complain("--mem: not hex");
	else if (code && (k = machine_new(0, &host)))
		status = code_run(k, code, code_len, mem, mem_len);
	machine_free(k, host);
	free(code);
	free(mem);
	return status;
}

const struct command cmd_exec = {
	.name = "exec",
	.args = "FILE",
	.summary = "run bare bytecode on a piece of memory",
	.about =
		"FILE (- is standard input) holds instructions. They are proven safe for memory of just the length of --mem,\n"
		"run with r1 = its address and r2 = its length, and r0 is printed.",
	.options = options,
	.run = exec_main,
	.min_args = 1,
	.max_args = 1,
};
