/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * seccomp_diff.c - what seccomp policies decide, held against the running kernel.
 *
 *	seccomp_diff POLICY...		files as `kiln seccomp` takes them
 *
 * Overview     each policy is asked about every call number of each architecture that this machine's kernel has, and about
 *              boundary values of arguments, by four: the decision diagram, Kiln's interpreter, Kiln's native code, and the
 *              kernel. Kernel twice: a child makes all calls under the policy with its results renamed to errno values, so
 *              nothing is carried out and each result can be told; other children make calls under the policy as it is, below
 *              a filter that refuses what the policy lets through, and are made anew where a call killed one.
 * Prints       "ok NAME: calls" or "not ok NAME - which call", a line a policy.
 */
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <kiln/cbpf.h>

#include "../../tool/object.h"
#include "../../tool/policy.h"

enum {
	CALLS_MAX = 400000,
	CONSTANTS_MAX = 24,
	GUARD_ERRNO = 4000, /* what the policy lets through */
	RESULTS_MAX = 4000,
	KILLED = -9999,
	TRAPPED = 1 << 20, /* and the data */
};

struct call {
	struct kiln_call data;
	int32_t got;
};

/* Shared with children. */
struct table {
	volatile uint32_t next; /* the call that is being made */
	uint32_t nr;
	struct call call[CALLS_MAX];
};
static struct table *table;
static uint32_t nr_policies, nr_failed;

/* What the command's parts ask of its main file. */
const char *command_name = "seccomp_diff";

void complain(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

const struct paint *paint_for(FILE *f)
{
	static const struct paint plain = { "", "", "", "", "", "", "" };

	(void)f;
	return &plain;
}

void *file_read(const char *path, size_t max, size_t *len)
{
	FILE *f = fopen(path, "rb");
	char *buf = f ? calloc(1, max + 1) : NULL;

	*len = buf ? fread(buf, 1, max, f) : 0;
	if (f)
		fclose(f);
	return buf;
}

/* -- which calls --------------------------------------------------------------------------------------------------- */

static void call_add(uint32_t arch, uint32_t nr, int arg, uint64_t value)
{
	struct call *c = &table->call[table->nr];

	/* uretprobe and uprobe: the kernel asks no filter about them (6.14), and kills who calls them by himself. */
	if (table->nr == CALLS_MAX || (arch == AUDIT_ARCH_X86_64 && (nr == 335 || nr == 336)))
		return;
	*c = (struct call){ .data = { .nr = (int32_t)nr, .arch = arch } };
	if (arg >= 0)
		c->data.arg[arg] = value;
	table->nr++;
}

/* The constants of the policy, each once; numbers of calls are asked for by themselves. */
static uint32_t constants_find(const struct policy_program *f, uint32_t *out)
{
	uint32_t nr = 0, i;

	for (uint32_t at = 0; at < f->nr && nr < CONSTANTS_MAX; at++) {
		uint16_t class = BPF_CLASS(f->insns[at].code);
		uint32_t k = f->insns[at].k;

		if ((class != BPF_JMP && class != BPF_ALU) || (k >= 16 && k <= 460))
			continue;
		for (i = 0; i < nr && out[i] != k; i++)
			;
		if (i == nr)
			out[nr++] = k;
	}
	return nr;
}

static void number_add(uint32_t arch, uint32_t nr, const uint32_t *constant, uint32_t nr_constants, bool args)
{
	call_add(arch, nr, -1, 0);
	for (int arg = 0; arg < 6 && args; arg++) {
		call_add(arch, nr, arg, UINT64_MAX);
		call_add(arch, nr, arg, UINT64_C(1) << 32);
		for (uint32_t i = 0; i < nr_constants; i++)
			for (int off = -1; off <= 1; off++)
				call_add(arch, nr, arg, constant[i] + (uint64_t)(int64_t)off);
	}
}

/* Does it ask for arguments whatever the number is? Then a few numbers do. */
static bool asks_always(const struct policy_program *f, struct kiln_policies *s)
{
	uint32_t node = kiln_policy_follow(s, kiln_policy_root(f->policy), KILN_POLICY_ARCH, AUDIT_ARCH_X86_64, NULL);

	return kiln_policy_field(s, node) > KILN_POLICY_NR && kiln_policy_field(s, node) != KILN_POLICY_LEAF;
}

static void arch_choose(const struct policy_program *f, struct kiln_policies *s, uint32_t arch)
{
	static const uint32_t far[] = { 0x3fffffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff };
	uint32_t constant[CONSTANTS_MAX], nr_constants = constants_find(f, constant);
	uint32_t root = kiln_policy_follow(s, kiln_policy_root(f->policy), KILN_POLICY_ARCH, arch, NULL);
	bool always = asks_always(f, s);

	for (uint32_t i = 0; i < 1024; i++) {
		uint32_t nr = i < 512 ? i : 0x40000000 + i - 512; /* x32, and for i386 just numbers */
		uint32_t node = kiln_policy_follow(s, root, KILN_POLICY_NR, nr, NULL);
		bool asks = !always && kiln_policy_field(s, node) != KILN_POLICY_LEAF;

		number_add(arch, nr, constant, nr_constants, asks || i % 64 == 0);
	}
	for (uint32_t i = 0; i < sizeof(far) / sizeof(far[0]); i++)
		number_add(arch, far[i], constant, nr_constants, false);
}

static void calls_choose(const struct policy_program *f, struct kiln_policies *s)
{
	table->nr = 0;
	arch_choose(f, s, AUDIT_ARCH_X86_64);
	arch_choose(f, s, AUDIT_ARCH_I386);
	/* A 32-bit caller's arguments have 32 bits. */
	for (uint32_t i = 0; i < table->nr; i++)
		for (int arg = 0; arg < 6 && table->call[i].data.arch == AUDIT_ARCH_I386; arg++)
			table->call[i].data.arg[arg] &= UINT32_MAX;
}

/* -- making calls -------------------------------------------------------------------------------------------------- */

static long call64(const struct kiln_call *d)
{
	register uint64_t r10 __asm__("r10") = d->arg[3], r8 __asm__("r8") = d->arg[4], r9 __asm__("r9") = d->arg[5];
	long r;

	__asm__ volatile("syscall"
			 : "=a"(r)
			 : "a"((long)d->nr), "D"(d->arg[0]), "S"(d->arg[1]), "d"(d->arg[2]), "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	return r;
}

/* The kernel's 32-bit entry; it takes the sixth argument from ebp. Below the red zone, which the stack pointer leaves alone. */
static long call32(const struct kiln_call *d)
{
	register uint64_t six __asm__("r12") = d->arg[5];
	uint64_t r;

	__asm__ volatile(
		"sub $128, %%rsp\n\tpush %%rbp\n\tmov %%r12, %%rbp\n\tint $0x80\n\tpop %%rbp\n\tadd $128, %%rsp"
		: "=a"(r)
		: "a"((uint64_t)(uint32_t)d->nr), "b"(d->arg[0]), "c"(d->arg[1]), "d"(d->arg[2]), "S"(d->arg[3]),
		  "D"(d->arg[4]), "r"(six)
		: "r8", "r9", "r10", "r11", "memory");
	return (int32_t)r;
}

/* Whether this kernel has 32-bit calls: some have none, and then int 0x80 is a fault. */
static bool has_32(void)
{
	static const struct kiln_call getpid32 = { .nr = 20, .arch = AUDIT_ARCH_I386 };
	const pid_t child = fork();
	int status = -1;

	if (!child)
		_exit(call32(&getpid32) != getpid());
	return child > 0 && waitpid(child, &status, 0) == child && !status;
}

/* Without those of 32 bits, which are behind the others. */
static void calls_cut(void)
{
	while (table->nr && table->call[table->nr - 1].data.arch == AUDIT_ARCH_I386)
		table->nr--;
}

static sigjmp_buf after_trap;
static volatile int trap_data;

static void trapped(int sig, siginfo_t *info, void *ctx)
{
	(void)sig, (void)ctx;
	trap_data = info->si_errno;
	siglongjmp(after_trap, 1); /* rt_sigreturn may be refused */
}

static void filter_install(const struct sock_fprog *prog)
{
	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, prog))
		__builtin_trap();
}

/* Makes calls from table->next on; ends without asking the kernel for anything. */
static void calls_make(void)
{
	for (; table->next < table->nr; table->next++) {
		struct call *c = &table->call[table->next];

		if (sigsetjmp(after_trap, 0))
			c->got = TRAPPED + trap_data;
		else
			c->got = (int32_t)(c->data.arch == AUDIT_ARCH_I386 ? call32(&c->data) : call64(&c->data));
	}
	__builtin_trap();
}

/* Refuses everything but seccomp(2) itself with the next filter, whose address it knows. */
static void guard_install(const struct sock_fprog *next)
{
	uint64_t at = (uint64_t)(uintptr_t)next;
	struct sock_filter guard[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_seccomp, 0, 5),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[2])),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)at, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[2]) + 4),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(at >> 32), 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | GUARD_ERRNO),
	};
	struct sock_fprog prog = { sizeof(guard) / sizeof(guard[0]), guard };

	filter_install(&prog);
}

/* One child after the other until all calls are made. Returns how many children there were; 0: they could not be. */
static uint32_t children_run(const struct kiln_cbpf_insn *insns, uint32_t nr, bool guard)
{
	struct sock_fprog prog = { (unsigned short)nr, (struct sock_filter *)(uintptr_t)insns };
	struct sigaction sa = { .sa_sigaction = trapped, .sa_flags = SA_SIGINFO | SA_NODEFER };
	uint32_t children = 0;
	int status;
	pid_t pid;

	for (table->next = 0; table->next < table->nr; children++) {
		pid = _Fork(); /* without handlers: a thread of the host would outlive a thread that is killed */
		if (pid < 0)
			return 0;
		if (!pid) {
			sigaction(SIGSYS, &sa, NULL);
			prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
			if (guard)
				guard_install(&prog);
			filter_install(&prog);
			calls_make();
		}
		if (waitpid(pid, &status, 0) != pid || !WIFSIGNALED(status))
			return 0;
		if (WTERMSIG(status) == SIGSYS) {
			table->call[table->next].got = KILLED;
			table->next++;
		} else if (table->next < table->nr) {
			return 0;
		}
	}
	return children;
}

/* -- a policy ------------------------------------------------------------------------------------------------------ */

static bool tell(const char *name, const char *who, const struct call *c, uint32_t want, int64_t got)
{
	printf("not ok %s - %s: call %d of 0x%08x (0x%llx 0x%llx 0x%llx ...): 0x%x is right, it says %lld\n", name, who,
	       c->data.nr, c->data.arch, (unsigned long long)c->data.arg[0], (unsigned long long)c->data.arg[1],
	       (unsigned long long)c->data.arg[2], want, (long long)got);
	return false;
}

static bool machine_same(const char *name, const char *who, struct kiln *k, const struct policy_program *f,
			 uint32_t root, struct kiln_policies *s, enum kiln_engine engine)
{
	static struct kiln_env env;
	static struct kiln_why why;
	struct kiln_load_opts opts = { .kind = kiln_kind_by_name("seccomp"), .name = "policy", .engine = engine };
	struct kiln_prog *p;
	bool same = true;

	if (kiln_load(k, &kiln_front_seccomp, f->insns, f->nr * sizeof(*f->insns), &opts, &p, &why)) {
		printf("not ok %s - %s: refused: %s\n", name, who, why.what);
		return false;
	}
	kiln_enter(k, &env);
	for (uint32_t i = 0; i < table->nr && same; i++) {
		uint32_t want = kiln_policy_decide(s, root, &table->call[i].data);
		uint32_t got = (uint32_t)kiln_run(p, &table->call[i].data, &env);

		if (got != want)
			same = tell(name, who, &table->call[i], want, got);
	}
	kiln_leave(k, &env);
	kiln_prog_free(p);
	return same;
}

/* Each result becomes an errno value of its own. False: a program that computes its results. */
static bool results_rename(const struct policy_program *f, struct kiln_cbpf_insn *out, uint32_t *result, uint32_t *nr)
{
	uint32_t j;

	*nr = 0;
	for (uint32_t i = 0; i < f->nr; i++) {
		out[i] = f->insns[i];
		if (out[i].code == (BPF_RET | BPF_A))
			return false;
		if (out[i].code != (BPF_RET | BPF_K))
			continue;
		for (j = 0; j < *nr && result[j] != out[i].k; j++)
			;
		if (j == RESULTS_MAX)
			return false;
		if (j == *nr)
			result[(*nr)++] = out[i].k;
		out[i].k = SECCOMP_RET_ERRNO | (j + 1);
	}
	return true;
}

static bool renamed_same(const char *name, const struct policy_program *f, uint32_t root, struct kiln_policies *s)
{
	static struct kiln_cbpf_insn insns[KILN_CBPF_MAX];
	static uint32_t result[RESULTS_MAX];
	uint32_t nr;

	if (!results_rename(f, insns, result, &nr))
		return true;
	if (!children_run(insns, f->nr, false)) {
		printf("not ok %s - no child under the renamed policy\n", name);
		return false;
	}
	for (uint32_t i = 0; i < table->nr; i++) {
		const struct call *c = &table->call[i];
		uint32_t want = kiln_policy_decide(s, root, &c->data);
		int64_t got = -(int64_t)c->got;

		/* A division by zero ends with 0, which no renaming reaches. */
		if (c->got == KILLED ? want : got < 1 || got > nr || result[got - 1] != want)
			return tell(name, "kernel", c, want, c->got);
	}
	return true;
}

/* What a child sees of a result, below the guard. */
static int32_t seen_of(uint32_t result)
{
	uint32_t action = result & SECCOMP_RET_ACTION_FULL, data = result & SECCOMP_RET_DATA;

	switch (action) {
	case SECCOMP_RET_ALLOW:
	case SECCOMP_RET_LOG:
	case SECCOMP_RET_TRACE:
	case SECCOMP_RET_USER_NOTIF:
		return -GUARD_ERRNO;
	case SECCOMP_RET_ERRNO:
		return -(int32_t)(data > 4095 ? 4095 : data);
	case SECCOMP_RET_TRAP:
		return TRAPPED + (int32_t)data;
	}
	/* An unknown action that is less strict than ERRNO is overruled by the guard. */
	return (int32_t)action > (int32_t)SECCOMP_RET_ERRNO ? -GUARD_ERRNO : KILLED;
}

/* Only calls without arguments, for a child may go with each. */
static bool real_same(const char *name, const struct policy_program *f, uint32_t root, struct kiln_policies *s,
		      uint32_t *children)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < table->nr; i++) {
		const struct kiln_call *d = &table->call[i].data;
		bool known = (d->nr & 0x1ff) < 460;

		if (!d->arg[0] && !d->arg[1] && !d->arg[2] && !d->arg[3] && !d->arg[4] && !d->arg[5] && known)
			table->call[kept++] = table->call[i];
	}
	table->nr = kept;
	*children = children_run(f->insns, f->nr, true);
	if (!*children) {
		printf("not ok %s - no child under the policy\n", name);
		return false;
	}
	for (uint32_t i = 0; i < table->nr; i++) {
		uint32_t want = kiln_policy_decide(s, root, &table->call[i].data);

		if (table->call[i].got != seen_of(want))
			return tell(name, "kernel, policy as it is", &table->call[i], want, table->call[i].got);
	}
	return true;
}

static bool kernel_same(const char *name, const struct policy_program *f, uint32_t root, struct kiln_policies *s,
			bool calls32, uint32_t *children)
{
	if (!calls32)
		calls_cut();
	return renamed_same(name, f, root, s) && real_same(name, f, root, s, children);
}

static void policy_try(struct kiln *k, const char *path, bool calls32)
{
	static struct policy p;
	struct kiln_policies *s = policies_new();
	uint32_t calls, children;
	int status;

	nr_policies++;
	if (!s || !policy_load(&p, path, &status) || !policy_decide(&p, s, &status)) {
		printf("not ok %s - cannot be read\n", path);
		nr_failed++;
	} else {
		struct policy_program *f = &p.filter[0];

		calls_choose(f, s);
		calls = table->nr;
		if (machine_same(path, "interpreter", k, f, p.root, s, KILN_ENGINE_INTERP) &&
		    machine_same(path, "native code", k, f, p.root, s, KILN_ENGINE_BEST) &&
		    kernel_same(path, f, p.root, s, calls32, &children))
			printf("ok %s: %u calls, and %u in %u children under the policy as it is\n", path, calls,
			       table->nr, children);
		else
			nr_failed++;
	}
	policy_free(&p);
	kiln_policies_free(s);
	fflush(stdout);
}

int main(int argc, char **argv)
{
	struct kiln_host *host;
	struct kiln *k = machine_new(1, &host);
	bool calls32;

	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	calls32 = has_32();
	if (!calls32)
		printf("skip seccomp-kernel 32-bit calls - this kernel has none\n");
	table = mmap(NULL, sizeof(*table), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (!k || table == MAP_FAILED)
		return 2;
	for (int i = 1; i < argc; i++)
		policy_try(k, argv[i], calls32);
	machine_free(k, host);
	return nr_failed || !nr_policies;
}
