#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# prove.py: shows for all numbers that the shipped tnum.c and range*.c do what is claimed of them.
#
#   prove.py [OPTION...] [NAME...]      all claims of claims.c, or those with any NAME in theirs
#
#   --limit SECONDS    of a CPU for one question to z3 (60)
#   --give-up SECONDS  of a CPU for one claim (300)
#   --jobs N           claims at a time (the number of CPUs)
#   --bits N           numbers of so many bits, in place of 64
#   --big-endian       compiled for a machine of that byte order
#   --mutant F@A@B     in core/verify/F, B in place of the first A: a mistake to be found
#   --list             names of the claims
#   --verbose          each question to z3, with its time
#
# One line a claim: name, bits, "proven", "NOT PROVEN" or "REFUTED", seconds. A refutation comes with the numbers, which are replayed
# in C. What is not proven at 64 bits is tried at 8, and has a second line. The exit status is 1 if anything is refuted, 2 if something
# is proven at no width, 3 if nothing could be tried, else 0.
#
# How it works
#   clang -O0 compiles claims.c, with the shipped files in it, to LLVM's intermediate code (ir.py): not to eBPF, which has no signed
#   division and no wide products, and where undefined behaviour is no longer to be seen. run.py executes a claim on terms; each check
#   in it, and each thing that C leaves undefined, becomes a question in SMT-LIB for z3: can it fail? A claim is proven where all
#   answers are no, where its assumptions can hold, and where the claims are proven whose contracts it uses.
#   To keep questions small, a conjunction is asked for member by member; what follows by looking alone is not asked; and first only
#   assumptions about the question's own variables are given, then all: fewer assumptions can only make it harder.
import argparse
import multiprocessing
import os
import re
import resource
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TREE = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, HERE)
import ir
import term
from run import Machine, State
from term import TRUE, and_, implies, not_

SMALL_BITS = 8
TACTIC = "(then simplify propagate-values solve-eqs simplify bit-blast sat)"
HINT_SECONDS = 5
VALUE = re.compile(r"\(\|([^|]*)\| (#[xb][0-9a-f]+|true|false)\)")


class Failure(Exception):
    pass


# -- questions ------------------------------------------------------------------------------------------------------------


flattened = {}


def flat(t):
    """The members of a conjunction."""
    if t.op != "and":
        return [t]
    if t.number not in flattened:
        flattened[t.number] = flat(t.args[0]) + flat(t.args[1])
    return flattened[t.number]


def goals(t):
    """Terms that hold together just where t does; "a implies all of these" is several."""
    if t.op == "and":
        return goals(t.args[0]) + goals(t.args[1])
    if t.op == "not" and t.args[0].op == "and":
        parts = flat(t.args[0])
        for i, part in enumerate(parts):
            if part.op == "not" and part.args[0].op == "and":
                rest = term.conjunction(parts[:i] + parts[i + 1:])
                return [goal for h in flat(part.args[0]) for goal in goals(implies(rest, h))]
    return [t]


class Facts:
    """What follows from terms by looking at them: literals that hold, and clauses of which more than one literal is open."""

    def __init__(self, terms):
        self.true, self.clauses, todo = set(), [], list(terms)
        while True:
            for t in todo:
                self.add(t)
            todo, kept = [], []
            for clause in self.clauses:
                left = []
                for literal in clause:
                    known = self.holds(literal)
                    if known is True:
                        break
                    if known is None:
                        left.append(literal)
                else:
                    if len(left) > 1:
                        kept.append(left)
                    else:
                        todo.append(left[0] if left else term.FALSE)
            self.clauses = kept
            if not todo:
                return

    def add(self, t):
        for part in flat(t):
            if part.op == "not" and part.args[0].op == "and":
                self.clauses.append([not_(p) for p in flat(part.args[0])])
            else:
                self.true.add(part)

    def holds(self, t, deep=3):
        """True, False, or None where that cannot be seen."""
        if t is TRUE or t in self.true:
            return True
        if t is term.FALSE or not_(t) in self.true:
            return False
        inner, yes = (t.args[0], False) if t.op == "not" else (t, True)
        if inner.op != "and" or not deep:
            return None
        whole = True
        for part in flat(inner):
            known = self.holds(part, deep - 1)
            if known is False:
                return not yes
            whole = whole and known
        return yes if whole else None

    def terms(self):
        return sorted(self.true, key=lambda t: t.number) + [not_(term.conjunction(map(not_, c))) for c in self.clauses]


variables_of = {}


def variables(t):
    for s in term.in_order([t]):
        if s.number not in variables_of:
            found = frozenset([s.value]) if s.op == "var" else frozenset()
            for a in s.args:
                found |= variables_of[a.number]
            variables_of[s.number] = found
    return variables_of[t.number]


def spent():
    """Seconds of a CPU, here and in z3: other work on the machine takes none away."""
    return sum(r.ru_utime + r.ru_stime for r in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


class Solver:
    def __init__(self, limit, verbose, end):
        self.limit, self.verbose, self.end, self.asked, self.opaque = limit, verbose, end, 0, False

    def ask(self, terms, limit, want=()):
        """"sat" with the values of want, "unsat", or "unknown": whether all terms can hold at once."""
        if spent() > self.end:
            raise Failure("given up")
        lines, name = term.smt_of(list(terms) + list(want), self.opaque)
        text = ["(set-option :produce-models true)", "(set-logic QF_BV)"] + lines
        text += ["(assert %s)" % name[t.number] for t in terms]
        text.append("(check-sat-using %s)" % TACTIC)
        if want:
            text.append("(get-value (%s))" % " ".join(name[t.number] for t in want))
        self.asked += 1
        try:
            out = subprocess.run(["z3", "-in", "-T:%d" % (10 * limit)], input="\n".join(text), text=True, capture_output=True,
                                 preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))).stdout
        except OSError as e:
            raise Failure("cannot run z3: %s" % e)
        answer = out.split("\n")[0].strip()
        if answer == "sat":
            return "sat", {n: int(v == "true") if v[0] in "tf" else int(v[2:], 16 if v[1] == "x" else 2) for n, v in VALUE.findall(out)}
        if answer not in ("unsat", "unknown", "timeout", ""):
            raise Failure("z3 says: " + out[:300])
        return ("unsat" if answer == "unsat" else "unknown"), None

    def possible(self, terms):
        return self.ask(terms, self.limit)[0] != "unsat"

    def must(self, assumed, path, h, limit, want=()):
        """"unsat" where h follows; else as ask() has it."""
        facts = Facts(assumed + [path])
        for _ in range(3):
            if facts.holds(h) is True or term.FALSE in facts.true:
                return "unsat", None
            # What holds decides choices in the rest, and makes variables numbers.
            known = {t.number: TRUE for t in facts.true}
            known.update((not_(t).number, term.FALSE) for t in facts.true)
            clauses = [not_(term.conjunction(map(not_, clause))) for clause in facts.clauses]
            now = term.replaced(clauses + [h], known)
            if now == clauses + [h]:
                break
            facts, h = Facts(list(facts.true) + now[:-1]), now[-1]
        terms, wrong = facts.terms(), not_(h)
        own = variables(wrong)
        near = [t for t in terms if variables(t) <= own]
        start = time.time()
        answer = "unknown", None
        if len(near) < len(terms):
            answer = self.ask(near + [wrong], 3)
        if answer[0] != "unsat":
            answer = self.ask(terms + [wrong], limit, want)
        if self.verbose:
            print("    %-8s %6.2f s  %s" % (answer[0], time.time() - start, repr(h)[:120]), flush=True)
        return answer


# -- claims -----------------------------------------------------------------------------------------------------------------


class Result:
    def __init__(self, name):
        self.name, self.state, self.why, self.seconds, self.used, self.numbers, self.asked = name, "proven", "", 0, [], None, 0


def examine(module, name, options):
    """Shows one claim, or says what stands in the way."""
    result, start, limit = Result(name), time.time(), options.limit
    solver = Solver(limit, options.verbose, spent() + options.give_up)
    m = Machine(module, solver.possible)
    st = State(TRUE, {}, {})
    try:
        m.call(st, "claim_" + name, [])
        solver.opaque = "opaque products" in m.used
        if "hard products" in m.used and options.bits > SMALL_BITS:
            limit = max(1, limit // 6)
        want, shown = [term.var(n, w) for n, w in m.inputs], []
        if not m.told or solver.ask(m.assumed + [st.path], 3)[0] == "unsat":
            result.state, result.why = "open", "nothing is checked, or no case is left"
        sides = [TRUE]
        for on in m.splits:
            sides = [and_(s, on) for s in sides] + [and_(s, not_(on)) for s in sides]
        for path, holds, what, nr_assumed in m.checks:
            known = m.assumed[:nr_assumed] + shown
            if what is None:
                if all(solver.must(known, path, h, HINT_SECONDS)[0] == "unsat" for h in goals(holds)):
                    shown.append(implies(path, holds))
                continue
            for h in goals(holds):
                if len(sides) > 1 and solver.must(known, path, h, 2)[0] == "unsat":
                    continue
                for side in sides:
                    if result.state != "proven":
                        break
                    answer, numbers = solver.must(known + [side], path, h, limit, want)
                    if answer != "unsat":
                        result.state, result.why, result.numbers = ("refuted" if answer == "sat" else "open"), what, numbers
    except (ir.Unsupported, Failure, RecursionError) as e:
        result.state, result.why = "open", str(e) or type(e).__name__
    result.used, result.seconds, result.asked = sorted(m.relied), time.time() - start, solver.asked
    return result


def claims_of(module):
    return [name[6:] for name in module.sources if name.startswith("claim_")]


def contracts_used(result):
    """Those that stood for a function in it: not all that it asked for."""
    return result.used


def says_something(module, function):
    """Whether a contract assumes anything of what it gives."""
    lines = module.sources.get(function, [])
    if any("@prove_assume(" in line for line in lines):
        return True
    called = {name for line in lines if " call " in line for name in re.findall(r"@([-\w.$]+)\(", line)}
    return any(says_something(module, name) for name in called - {function})


def rests_on(module, results, result, above=()):
    """Why a claim is not proven although its own checks are; "" where it is."""
    for f in contracts_used(result):
        found = [r for r in results.values() if r.name.split("__")[0] == f]
        if not found and not says_something(module, "contract_" + f):
            continue  # it may give anything: there is nothing to prove
        if f in above:
            return "rests on itself through %s" % f
        if not found:
            return "rests on %s, which was not tried" % f
        for r in found:
            if r.state != "proven":
                return "rests on %s" % r.name
            why = rests_on(module, results, r, above + (f,))
            if why:
                return why
    return ""


def waits_for(everything, results, result, seen=()):
    """Whether a claim that it rests on has not been examined yet."""
    if result.state != "proven":
        return False
    for f in contracts_used(result):
        for n in everything:
            if n.split("__")[0] == f and f not in seen and (n not in results or waits_for(everything, results, results[n], seen + (f,))):
                return True
    return False


def not_tried(everything, results):
    """Claims on which one rests whose own checks hold."""
    used = {f for r in results.values() if r.state == "proven" for f in contracts_used(r)}
    return [n for n in everything if n not in results and n.split("__")[0] in used]


# -- compiling, replaying, telling --------------------------------------------------------------------------------------------


def run_tool(args):
    done = subprocess.run(args, text=True, capture_output=True)
    if done.returncode:
        raise Failure("%s: %s" % (args[0], done.stderr.strip()[:800]))


def includes(options, folder):
    """Compiler flags; a mutant's file is put before the shipped one."""
    flags = ["-std=c11", "-w", "-I" + HERE, "-I" + os.path.join(TREE, "include")]
    if options.mutant:
        name, find, put = options.mutant.split("@")
        text = open(os.path.join(TREE, "core/verify", name)).read()
        if find not in text:
            raise Failure("%s has no such text: %s" % (name, find))
        os.makedirs(os.path.join(folder, "verify"), exist_ok=True)
        for old in os.listdir(os.path.join(folder, "verify")):
            os.unlink(os.path.join(folder, "verify", old))
        with open(os.path.join(folder, "verify", name), "w") as f:
            f.write(text.replace(find, put, 1))
        flags.append("-I" + folder)
    flags.append("-I" + os.path.join(TREE, "core"))
    if options.bits != 64:
        flags += ["-DTNUM_BITS=%d" % options.bits, "-DTNUM_HALF_BITS=%d" % (options.bits // 2)]
    return flags


def compile_claims(options, folder):
    out = os.path.join(folder, "claims.ll")
    target = "aarch64_be-none-elf" if options.big_endian else "x86_64-none-elf"
    run_tool([options.clang, "-target", target, "-ffreestanding", "-O0", "-Xclang", "-disable-O0-optnone", "-fno-discard-value-names",
              "-g0", "-S", "-emit-llvm"] + includes(options, folder) + ["-o", out, os.path.join(HERE, "claims.c")])
    with open(out) as f:
        return ir.module_of(f.read())


def replay(options, folder, result):
    """What the compiled C says of a counterexample."""
    program = os.path.join(folder, "replay")
    run_tool([options.clang, "-O1", "-g", "-fsanitize=undefined", "-fno-sanitize-recover=undefined", "-rdynamic", "-D_GNU_SOURCE"] +
             includes(options, folder) + ["-o", program, os.path.join(HERE, "replay.c"), os.path.join(HERE, "claims.c"),
                                          os.path.join(TREE, "core/base/text.c"), "-ldl"])
    numbers = ["%s=%d" % pair for pair in result.numbers.items()]
    done = subprocess.run([program, "claim_" + result.name] + numbers, text=True, capture_output=True, timeout=60)
    return done.returncode, (done.stdout + done.stderr).strip()


def readable(name):
    return name.replace("__", " ").replace("_whole", " whole").replace("_half", " half")


def tell(options, folder, module, results, result):
    """One line, and what belongs to it. Gives the word."""
    word, extra = "proven", []
    if result.state == "proven":
        why = rests_on(module, results, result)
        if why:
            word, extra = "NOT PROVEN", [why]
    elif result.state == "refuted":
        code, said = replay(options, folder, result)
        word = "REFUTED" if code == 1 else "NOT PROVEN"
        shown = ["%s = %#x" % pair for pair in result.numbers.items()]
        extra = [result.why] + (shown if code == 1 else []) + ["replayed: " + line for line in said.split("\n")[-4:]]
        if code != 1:
            extra.append("a contract that is used says too little, or only other numbers show the mistake")
    else:
        word, extra = "NOT PROVEN", [result.why]
    print("%-26s %2d bits  %-10s %7.1f s" % (readable(result.name), options.bits, word, result.seconds))
    for line in extra:
        print("    " + line)
    sys.stdout.flush()
    return word


def work(job):
    module, name, options = job
    sys.setrecursionlimit(20000)
    return examine(module, name, options)


def try_all(options, folder, module, names, all_told):
    """
    Examines names, and what they rest on. A line for each of names, and for the others where all_told or where they are refuted.
    Gives the results, and the words by name.
    """
    results, waiting, words, everything, todo = {}, [], {}, claims_of(module), names
    with multiprocessing.Pool(options.jobs) as pool:
        while todo:
            for result in pool.imap_unordered(work, [(module, n, options) for n in todo]):
                results[result.name] = result
                if result.name in names or all_told or result.state == "refuted":
                    waiting.append(result)
                for ready in [r for r in waiting if not waits_for(everything, results, r)]:
                    waiting.remove(ready)
                    words[ready.name] = tell(options, folder, module, results, ready)
            todo = not_tried(everything, results)
    return results, words


def try_small(options, folder, names):
    """What is left, with small numbers."""
    small = argparse.Namespace(**vars(options))
    small.bits = SMALL_BITS
    module = compile_claims(small, folder)
    return try_all(small, folder, module, [n for n in names if n in claims_of(module)], False)


def main():
    p = argparse.ArgumentParser(prog="prove.py", description="Proves what is claimed of tnum.c and range*.c: see the head of this file.")
    p.add_argument("names", nargs="*", metavar="NAME")
    p.add_argument("--limit", type=int, default=60)
    p.add_argument("--give-up", type=int, default=300)
    p.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    p.add_argument("--bits", type=int, default=64)
    p.add_argument("--big-endian", action="store_true")
    p.add_argument("--mutant")
    p.add_argument("--list", action="store_true")
    p.add_argument("--verbose", action="store_true")
    p.add_argument("--clang", default=os.environ.get("CLANG", "clang"))
    p.add_argument("--build", default=os.path.join(TREE, os.environ.get("B", "build"), "prove"))
    options = p.parse_args()
    folder = options.build
    os.makedirs(folder, exist_ok=True)
    start, small = time.time(), {}
    try:
        module = compile_claims(options, folder)
        everything = claims_of(module)
        names = [n for n in everything if not options.names or any(part in readable(n) for part in options.names)]
        if options.list:
            print("\n".join(map(readable, names)))
            return 0
        if not names:
            raise Failure("no claim has such a name")
        results, words = try_all(options, folder, module, names, True)
        left = [n for n in everything if words.get(n) == "NOT PROVEN"]
        if left and options.bits > SMALL_BITS:
            _, small = try_small(options, folder, left)
    except Failure as e:
        print("prove: %s" % e, file=sys.stderr)
        return 3
    count = lambda word: list(words.values()).count(word)
    refuted = count("REFUTED") + list(small.values()).count("REFUTED")
    print("%d proven at %d bits, %d of the %d others at %d; %d refuted; %d questions; %.0f s" %
          (count("proven"), options.bits, [small.get(n) for n in left].count("proven"), len(left), SMALL_BITS, refuted,
           sum(r.asked for r in results.values()), time.time() - start))
    return 1 if refuted else 2 if any(small.get(n) != "proven" for n in left) else 0


if __name__ == "__main__":
    sys.exit(main())
