# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# run.py: executes functions of a module (ir.py) on terms (term.py) in place of numbers.
#
# Overview     a branch on an unknown is taken both ways, as far as the block where the ways meet again; there registers and memory
#              become choices. So a function without loops is run once, whatever the number of its paths. Loops are unrolled, until
#              the solver says that no further turn is possible; or cut by an invariant.
# Memory       objects, each a table from offset to (size, value). A pointer is a list of (condition, object, offset): every access
#              is to a known place, or to one of a few.
# Undefined    what C leaves undefined is a check that must not fail: signed overflow, shifts by the width or more, division by zero
#              and of the least number by -1, access outside an object, and ways that the compiler took to be impossible.
#              What was never written may be anything.
# A claim      talks to this through functions that it declares (claim.h): prove_any, prove_assume, prove_check, prove_use.
import re

from ir import Unsupported
from term import (FALSE, TRUE, and_, binary, compare, concat, const, count_zeros, eq, extract, implies, is_const, ite, leaves_const,
                  not_, or_, over_leaves, sext, signed, swap_bytes, truth, var, zext)

MOST_TURNS = 140


class Pointer:
    __slots__ = ("ways",)

    def __init__(self, ways):
        self.ways = ways  # (condition, object, offset); an object may be ("function", name), or None for a null pointer


class State:
    __slots__ = ("path", "registers", "memory", "result")

    def __init__(self, path, registers, memory):
        self.path, self.registers, self.memory, self.result = path, registers, memory, None

    def fork(self, condition):
        return State(and_(self.path, condition), dict(self.registers), dict(self.memory))


class Shape:
    """The graph of a function: where ways meet, which edges close loops."""

    def __init__(self, f):
        self.next = {b: self.targets(f.blocks[b][-1]) for b in f.order}
        ends = {b for b in f.order if f.blocks[b][-1].op == "ret"}
        live = set(ends)
        while True:
            more = {b for b in f.order if b not in live and any(n in live for n in self.next[b])}
            if not more:
                break
            live |= more
        everything = live | {None}
        after = {b: everything for b in live}
        after[None] = {None}
        changed = True
        while changed:
            changed = False
            for b in reversed(f.order):
                if b not in live:
                    continue
                follow = [None] if b in ends else [n for n in self.next[b] if n in live]
                now = set.intersection(*[after[n] for n in follow]) | {b}
                if now != after[b]:
                    after[b], changed = now, True
        # The nearest of those that every way passes is the one that passes all others.
        self.meet = {}
        for b in live:
            strict = after[b] - {b}
            self.meet[b] = max(strict, key=lambda n: len(after[n]))
        self.headers = self.find_headers(f)

    @staticmethod
    def targets(last):
        if last.op == "br":
            return last.args if len(last.args) == 1 else last.args[1:]
        if last.op == "switch":
            return [last.args[1]] + [label for _, label in last.args[2]]
        return []

    def find_headers(self, f):
        headers, state = set(), {}
        stack = [(f.order[0], iter(self.next[f.order[0]]))]
        state[f.order[0]] = 1
        while stack:
            block, rest = stack[-1]
            for n in rest:
                if state.get(n) == 1:
                    headers.add(n)
                elif n not in state:
                    state[n] = 1
                    stack.append((n, iter(self.next[n])))
                    break
            else:
                state[block] = 2
                stack.pop()
        return headers


class Frame:
    def __init__(self, f, shape):
        self.f, self.shape, self.turns, self.cut, self.measure = f, shape, {}, None, None


class Machine:
    def __init__(self, module, possible):
        """possible(term): whether the solver finds values for which it holds; asked only for loops."""
        self.module, self.possible = module, possible
        self.shapes, self.globals, self.initial = {}, {}, {}
        self.assumed, self.checks, self.splits, self.inputs, self.used = [], [], [], [], []
        self.next_object, self.sizes, self.junk, self.told, self.relied = 1, {}, 0, 0, set()

    # -- what is to be shown ----------------------------------------------------------------------------------------------

    def check(self, st, holds, what):
        if and_(st.path, not_(holds)) is not FALSE:
            self.checks.append((st.path, holds, what, len(self.assumed)))

    def hint(self, st, holds):
        self.checks.append((st.path, holds, None, len(self.assumed)))

    def assume(self, st, holds):
        now = implies(st.path, holds)
        if now is not TRUE:
            self.assumed.append(now)

    # -- memory ----------------------------------------------------------------------------------------------------------

    def fresh(self, width):
        self.junk += 1
        return var("junk.%d" % self.junk, width)

    def new_object(self, st, size):
        number = self.next_object
        self.next_object += 1
        self.sizes[number] = size
        st.memory[number] = {}
        return number

    def global_pointer(self, name):
        if name in self.module.sources or name not in self.module.globals:
            return Pointer([(TRUE, ("function", name), 0)])
        if name not in self.globals:
            number = -1 - len(self.globals)
            self.globals[name] = number
            t, value = self.module.global_value(name)
            cells = {}
            self.put_constant(cells, 0, t, value)
            self.initial[number] = cells
            self.sizes[number] = self.module.size_of(t)
        return Pointer([(TRUE, self.globals[name], 0)])

    def put_constant(self, cells, at, t, value):
        t = self.module.resolve(t)
        if value[0] == "undef":
            return
        if t[0] == "int":
            size = self.module.size_of(t)
            cells[at] = (size, const(value[1] if value[0] == "const" else 0, size * 8))
        elif t[0] == "ptr":
            cells[at] = (8, self.constant(t, value))
        elif t[0] == "array":
            step = self.module.size_of(t[2])
            for i in range(t[1]):
                if value[0] == "bytes":
                    item = ("const", value[1][i])
                else:
                    item = value[1][i][1] if value[0] == "list" else ("zero",)
                self.put_constant(cells, at + i * step, t[2], item)
        elif t[0] == "struct":
            for i, member in enumerate(t[1]):
                # A constant's own type may differ from the named one: unions, and tables whose end is zero.
                item_type, item = value[1][i] if value[0] == "list" else (member, ("zero",))
                self.put_constant(cells, at + self.module.offset_of(t, i), item_type, item)
        else:
            raise Unsupported("constant of type %s" % (t,))

    def cells(self, memory, number):
        found = memory.get(number)
        return self.initial[number] if found is None else found

    def piece(self, size, value, skip, length):
        """length bytes of a cell, from its byte skip on."""
        if isinstance(value, Pointer):
            if skip == 0 and length == size:
                return value
            raise Unsupported("part of a pointer in memory")
        low = (size - skip - length) * 8 if self.module.big_endian else skip * 8
        return extract(value, low, length * 8)

    def read_cells(self, cells, at, size):
        exact = cells.get(at)
        if exact and exact[0] == size:
            return exact[1]
        for off, (length, value) in cells.items():
            if off <= at and at + size <= off + length:
                return self.piece(length, value, at - off, size)
        out = None
        for i in range(size):
            byte = None
            for off, (length, value) in cells.items():
                if off <= at + i < off + length:
                    byte = self.piece(length, value, at + i - off, 1)
            if byte is None:
                byte = self.fresh(8)
            out = byte if out is None else concat(out, byte) if self.module.big_endian else concat(byte, out)
        return out

    def written(self, cells, at, size, value):
        """A copy of cells with size bytes replaced; a value of None leaves them never written."""
        new = {}
        for off, (length, old) in cells.items():
            if off + length <= at or off >= at + size:
                new[off] = (length, old)
                continue
            if off < at:
                new[off] = (at - off, self.piece(length, old, 0, at - off))
            if off + length > at + size:
                new[at + size] = (off + length - at - size, self.piece(length, old, at + size - off, off + length - at - size))
        if value is not None:
            new[at] = (size, value)
        return new

    def as_bytes(self, cells, off):
        length, value = cells[off]
        return {off + i: (1, self.piece(length, value, i, 1)) for i in range(length)}

    def merge_cells(self, c, a, b):
        if a is b:
            return a
        odd = [o for o in set(a) | set(b) if (o in a and o in b and a[o][0] != b[o][0]) or ((o in a) != (o in b))]
        if odd:
            starts = lambda cells, o: [p for p, (n, _) in cells.items() if p < o < p + n]
            split = set()
            for o in odd:
                if o in a and o in b or starts(a, o) or starts(b, o):
                    split.add(o)
                    split.update(starts(a, o), starts(b, o))
            if split:
                a, b = dict(a), dict(b)
                reach = {o + i for cells in (a, b) for o in split if o in cells for i in range(cells[o][0])}
                for cells in (a, b):
                    for o in [o for o in cells if any(o + i in reach for i in range(cells[o][0]))]:
                        if cells[o][0] > 1:
                            parts = self.as_bytes(cells, o)
                            del cells[o]
                            cells.update(parts)
        out = {}
        for o in set(a) | set(b):
            x, y = a.get(o), b.get(o)
            if x and y:
                out[o] = x if x[1] is y[1] else (x[0], self.choose(c, x[1], y[1]))
            else:
                size, value = x or y
                here = c if x else not_(c)
                if isinstance(value, Pointer):
                    out[o] = (size, Pointer([(and_(here, w), n, off) for w, n, off in value.ways]))
                else:
                    out[o] = (size, ite(here, value, self.fresh(size * 8)))
        return out

    def choose(self, c, a, b):
        if a is b:
            return a
        if isinstance(a, list):
            return [self.choose(c, x, y) for x, y in zip(a, b)]
        if isinstance(a, Pointer) and isinstance(b, Pointer):
            if a.ways == b.ways:
                return a
            ways = {}
            for here, p in ((c, a), (not_(c), b)):
                for w, n, off in p.ways:
                    ways[n, off] = or_(ways.get((n, off), FALSE), and_(here, w))
            return Pointer([(w, n, off) for (n, off), w in ways.items() if w is not FALSE])
        if isinstance(a, Pointer) or isinstance(b, Pointer):
            raise Unsupported("a choice between a pointer and a number")
        return ite(c, a, b)

    def merge(self, c, a, b):
        """One state of two that met; c is what led to a."""
        if a is None or b is None:
            return a or b
        out = State(or_(a.path, b.path), a.registers, a.memory)
        for name, value in b.registers.items():
            mine = out.registers.get(name)
            out.registers[name] = value if mine is None else self.choose(c, mine, value)
        for number in set(a.memory) | set(b.memory):
            if number > 0 and (number not in a.memory or number not in b.memory):
                out.memory[number] = a.memory.get(number) or b.memory.get(number)
                continue
            out.memory[number] = self.merge_cells(c, self.cells(a.memory, number), self.cells(b.memory, number))
        if a.result is not None:
            out.result = self.choose(c, a.result, b.result)
        return out

    def places(self, st, pointer, size, what):
        """The ways of a pointer that are inside an object; the others must not be taken."""
        good, inside = [], FALSE
        for w, number, off in pointer.ways:
            if isinstance(number, int) and 0 <= off and off + size <= self.sizes[number]:
                good.append((w, number, off))
                inside = or_(inside, w)
        self.check(st, inside, what)
        if not good:
            raise Unsupported(what)
        return good

    def load(self, st, pointer, t):
        t = self.module.resolve(t)
        if t[0] == "struct":
            return [self.load(st, self.move(pointer, self.module.offset_of(t, i)), m) for i, m in enumerate(t[1])]
        if t[0] == "array":
            return [self.load(st, self.move(pointer, i * self.module.size_of(t[2])), t[2]) for i in range(t[1])]
        size, out = self.module.size_of(t), None
        ways = self.places(st, pointer, size, "read outside an object")
        for w, number, off in reversed(ways):
            value = self.read_cells(self.cells(st.memory, number), off, size)
            out = value if out is None else self.choose(w, value, out)
        if t[0] == "int" and not isinstance(out, Pointer):
            out = truth(out) if t[1] == 1 else extract(out, 0, t[1])
        return out

    def store(self, st, pointer, t, value):
        t = self.module.resolve(t)
        if t[0] in ("struct", "array"):
            for i, item in enumerate(value):
                member = t[1][i] if t[0] == "struct" else t[2]
                at = self.module.offset_of(t, i) if t[0] == "struct" else i * self.module.size_of(t[2])
                self.store(st, self.move(pointer, at), member, item)
            return
        size = self.module.size_of(t)
        if t[0] == "int":
            value = zext(value, size * 8)
        for w, number, off in self.places(st, pointer, size, "write outside an object"):
            cells = self.cells(st.memory, number)
            new = self.written(cells, off, size, value)
            st.memory[number] = new if w is TRUE else self.merge_cells(w, new, cells)

    def copy_bytes(self, st, to, source, size):
        found = None
        for w, number, off in reversed(self.places(st, source, size, "read outside an object")):
            taken = {}
            for o, (length, value) in self.cells(st.memory, number).items():
                first, last = max(o, off), min(o + length, off + size)
                if first < last:
                    taken[first - off] = (last - first, self.piece(length, value, first - o, last - first))
            found = taken if found is None else self.merge_cells(w, taken, found)
        for w, number, off in self.places(st, to, size, "write outside an object"):
            cells = self.cells(st.memory, number)
            new = self.written(cells, off, size, None)
            new.update({off + o: cell for o, cell in found.items()})
            st.memory[number] = new if w is TRUE else self.merge_cells(w, new, cells)

    @staticmethod
    def move(pointer, by):
        return Pointer([(w, n, off + by) for w, n, off in pointer.ways]) if by else pointer

    def index(self, st, pointer, index, step):
        """pointer + index * step, where the index is a choice between few numbers, or stays inside the object."""
        if is_const(index):
            return self.move(pointer, signed(index.value, index.width) * step)
        ways, counts = [], set()
        if leaves_const(index):
            over_leaves(index, lambda k: counts.add(signed(k.value, k.width)) or k)
        else:
            for _, number, _ in pointer.ways:
                if not isinstance(number, int) or self.sizes[number] // step > 64:
                    raise Unsupported("an index of which too little is known")
                counts.update(range(self.sizes[number] // step + 1))
        for k in sorted(counts):
            here = eq(index, const(k, index.width))
            ways += [(and_(w, here), n, off + k * step) for w, n, off in pointer.ways if and_(w, here) is not FALSE]
        return Pointer(ways)

    def element(self, st, t, pointer, indices):
        """getelementptr."""
        for i, (index_type, index) in enumerate(indices):
            if i == 0:
                pointer = self.index(st, pointer, index, self.module.size_of(t))
                continue
            t = self.module.resolve(t)
            if t[0] == "struct":
                pointer = self.move(pointer, self.module.offset_of(t, index.value))
                t = t[1][index.value]
            else:
                t = t[2]
                pointer = self.index(st, pointer, index, self.module.size_of(t))
        return pointer

    # -- values ------------------------------------------------------------------------------------------------------------

    def constant(self, t, value):
        t, kind = self.module.resolve(t), value[0]
        if kind == "global":
            return self.global_pointer(value[1])
        if kind == "cast":
            return self.constant(("ptr",), value[1])
        if kind == "gep":
            base = self.constant(("ptr",), value[2])
            return self.element(None, value[1], base, [(None, const(v[1] if v[0] == "const" else 0, 64)) for v in value[3]])
        if t[0] == "ptr":
            return Pointer([(TRUE, None, 0)])
        if t[0] == "int":
            return self.fresh(t[1]) if kind == "undef" else const(value[1] if kind == "const" else 0, t[1])
        if t[0] in ("struct", "array"):
            members = t[1] if t[0] == "struct" else [t[2]] * t[1]
            items = value[1] if kind == "list" else [(m, (kind,)) for m in members]
            return [self.constant(m, item[1]) for m, item in zip(members, items)]
        raise Unsupported("value %s" % (value,))

    def value(self, st, t, value):
        return st.registers[value[1]] if value[0] == "reg" else self.constant(t, value)

    # -- control flow ------------------------------------------------------------------------------------------------------

    def call(self, st, name, args, byval=()):
        """Runs a function; st becomes the state after it. The result is given back; st.path is FALSE where it cannot end."""
        f = self.module.function(name)
        if name not in self.shapes:
            self.shapes[name] = Shape(f)
        first_new, outer = self.next_object, st.registers
        st.registers = {}
        for i, (param, t, words) in enumerate(f.params):
            value = args[i]
            if "byval" in words:
                size = self.module.size_of(words["byval"])
                own = Pointer([(TRUE, self.new_object(st, size), 0)])
                self.copy_bytes(st, own, value, size)
                value = own
            st.registers[param] = value
        st.result = None
        end = self.run(Frame(f, self.shapes[name]), f.order[0], None, None, st)
        if end is None:
            st.path, st.registers = FALSE, outer
            return None
        result = end.result
        st.path, st.registers, st.result = end.path, outer, None
        st.memory = {n: c for n, c in end.memory.items() if n < first_new}
        return result

    def enter(self, st, f, block, came_from):
        phis = []
        for insn in f.blocks[block]:
            if insn.op != "phi":
                break
            phis.append((insn.name, next(self.value(st, insn.type, v) for v, b in insn.args if b == came_from)))
        st.registers.update(phis)

    def run(self, frame, block, came_from, stop, st, at_header=False):
        """From the head of block until stop is reached; the state there, or None where nothing comes that far."""
        f, shape = frame.f, frame.shape
        while True:
            if came_from is not None:
                self.enter(st, f, block, came_from)
            if block == stop:
                return st
            if block in shape.headers and not at_header and f.name + " loop" in self.used:
                if frame.cut == block:
                    self.end_turn(frame, st)
                    return None
                return self.cut_loop(frame, block, stop, st)
            at_header = False
            last = f.blocks[block][-1]
            for insn in f.blocks[block][:-1]:
                if insn.op != "phi":
                    self.step(st, insn)
                    if st.path is FALSE:
                        return None
            if last.op == "ret":
                st.result = self.value(st, last.type, last.args[0]) if last.args else None
                return st
            if last.op == "unreachable":
                self.check(st, FALSE, "reached what cannot be reached in %s" % f.name)
                return None
            ways = self.ways_out(st, last)
            if len(ways) == 1:
                came_from, block = block, ways[0][1]
                continue
            st = self.both(frame, block, ways, st)
            if st is None:
                return None
            block, came_from = shape.meet[block], None
            if block is None:
                return st

    def ways_out(self, st, last):
        if last.op == "br":
            if len(last.args) == 1:
                return [(TRUE, last.args[0])]
            c = self.value(st, ("int", 1), last.args[0])
            ways = [(c, last.args[1]), (not_(c), last.args[2])]
        else:
            v, ways, none = self.value(st, last.type, last.args[0]), [], TRUE
            for k, label in last.args[2]:
                here = eq(v, const(k, v.width))
                ways.append((and_(none, here), label))
                none = and_(none, not_(here))
            ways.append((none, last.args[1]))
        sure = [way for way in ways if way[0] is TRUE]
        return sure or [way for way in ways if way[0] is not FALSE and and_(st.path, way[0]) is not FALSE]

    def both(self, frame, block, ways, st):
        """Takes each way as far as where all meet."""
        meet = frame.shape.meet[block]
        turns = frame.turns.get(block, 0)
        if turns > MOST_TURNS:
            raise Unsupported("a loop of %s without an end in sight" % frame.f.name)
        ends, whole, before = [], True, st.path
        frame.turns[block] = turns + 1
        for c, label in ways:
            side = st.fork(c)
            if turns >= 9 and not self.possible(self.assumed + [side.path]):
                continue
            here, end = side.path, self.run(frame, label, block, meet, side)
            whole = whole and end is not None and end.path is here
            ends.append((c, end))
        frame.turns[block] = turns
        out = None
        for c, end in reversed(ends):
            out = self.merge(c, end, out)
        if whole and out is not None:
            out.path = before  # all that came in got through
        return out

    # -- loops with an invariant: the C function invariant_F(pointers to F's variables, by their names) -----------------------

    def about_loop(self, frame, st, kind):
        name = kind + "_" + frame.f.name
        if name not in self.module.sources:
            raise Unsupported("no %s of the loop in %s" % (kind, frame.f.name))
        args = []
        for param, _, _ in self.module.function(name).params:
            # The variable; or the place of a parameter; or a name that clang had to make different, as it uses it itself.
            names = (param + ".addr", param, re.sub(r"\d+$", "", param))
            here = next((n for n in names if n in st.registers), None)
            if here is None:
                raise Unsupported("%s has no variable %s" % (frame.f.name, param))
            args.append(st.registers[here])
        probe = State(st.path, {}, dict(st.memory))
        return self.call(probe, name, args)

    def end_turn(self, frame, st):
        if frame.measure is None:
            frame.ends.append(st)
            return
        self.check(st, self.about_loop(frame, st, "invariant"), "the invariant of %s's loop is kept" % frame.f.name)
        self.check(st, compare("bvult", self.about_loop(frame, st, "measure"), frame.measure),
                   "%s's loop comes nearer to its end" % frame.f.name)

    def cut_loop(self, frame, block, stop, st):
        self.check(st, self.about_loop(frame, st, "invariant"), "the invariant of %s's loop holds at first" % frame.f.name)
        frame.cut = block
        changed = set()
        while True:  # which objects a turn writes
            trial = self.forget(st, changed)
            marks = len(self.assumed), len(self.checks)
            frame.ends, frame.measure = [], None
            self.run(frame, block, None, stop, trial, at_header=True)
            del self.assumed[marks[0]:], self.checks[marks[1]:]
            before = self.forget(st, changed).memory
            more = {n for end in frame.ends for n in st.memory
                    if n not in changed and self.cells(end.memory, n) != self.cells(before, n)}
            if not more:
                break
            changed |= more
        st = self.forget(st, changed)
        self.assume(st, self.about_loop(frame, st, "invariant"))
        frame.measure = self.about_loop(frame, st, "measure")
        end = self.run(frame, block, None, stop, st, at_header=True)
        frame.cut = None
        return end

    def forget(self, st, objects):
        out = st.fork(TRUE)
        for n in objects:
            out.memory[n] = {o: (size, self.fresh(size * 8)) for o, (size, value) in self.cells(st.memory, n).items()
                             if not isinstance(value, Pointer)}
        return out

    # -- instructions --------------------------------------------------------------------------------------------------------

    def step(self, st, insn):
        out = getattr(self, "do_" + insn.op, self.do_binary)(st, insn)
        if insn.name is not None:
            st.registers[insn.name] = out

    def do_binary(self, st, insn):
        names = {"add": "bvadd", "sub": "bvsub", "mul": "bvmul", "udiv": "bvudiv", "sdiv": "bvsdiv", "urem": "bvurem", "srem": "bvsrem",
                 "shl": "bvshl", "lshr": "bvlshr", "ashr": "bvashr", "and": "bvand", "or": "bvor", "xor": "bvxor"}
        if insn.op not in names:
            raise Unsupported(insn.text)
        a, b = (self.value(st, insn.type, v) for v in insn.args)
        width = a.width
        if insn.op in ("udiv", "sdiv", "urem", "srem"):
            self.check(st, not_(eq(b, const(0, width))), "division by zero")
        if insn.op in ("sdiv", "srem"):
            self.check(st, not_(and_(eq(a, const(1 << (width - 1), width)), eq(b, const(-1, width)))), "division of the least by -1")
        if insn.op in ("shl", "lshr", "ashr"):
            self.check(st, compare("bvult", b, const(width, width)), "shift by %d or more" % width)
        if "nsw" in insn.flags:
            self.check(st, self.fits(insn.op, a, b), "signed overflow of " + insn.op)
        if "nuw" in insn.flags or "exact" in insn.flags:
            raise Unsupported(insn.text)
        return binary(names[insn.op], a, b)

    @staticmethod
    def fits(op, a, b):
        width = a.width
        wide = 2 * width if op == "mul" else width + 1
        if op not in ("add", "sub", "mul"):
            raise Unsupported("nsw " + op)
        exact = binary("bv" + op, sext(a, wide), sext(b, wide))
        return eq(exact, sext(extract(exact, 0, width), wide))

    def do_icmp(self, st, insn):
        pred = insn.args[0]
        a, b = (self.value(st, insn.type, v) for v in insn.args[1:])
        if isinstance(a, Pointer):
            same = FALSE
            for w, n, off in a.ways:
                for v, m, other in b.ways:
                    if (n, off) == (m, other):
                        same = or_(same, and_(w, v))
            return same if pred == "eq" else not_(same)
        if pred in ("eq", "ne"):
            return eq(a, b) if pred == "eq" else not_(eq(a, b))
        if pred[1] == "g":
            a, b = b, a
        if a.width == 1:
            raise Unsupported(insn.text)
        return compare("bv" + pred[0] + {"g": "l", "l": "l"}[pred[1]] + pred[2], a, b)

    def do_alloca(self, st, insn):
        return Pointer([(TRUE, self.new_object(st, self.module.size_of(insn.type)), 0)])

    def do_load(self, st, insn):
        return self.load(st, self.value(st, ("ptr",), insn.args[0]), insn.type)

    def do_store(self, st, insn):
        self.store(st, self.value(st, ("ptr",), insn.args[1]), insn.type, self.value(st, insn.type, insn.args[0]))

    def do_getelementptr(self, st, insn):
        (_, base), rest = insn.args[0], insn.args[1:]
        return self.element(st, insn.type, self.value(st, ("ptr",), base), [(t, self.value(st, t, v)) for t, v in rest])

    def do_bitcast(self, st, insn):
        return self.value(st, insn.args[0], insn.args[1])

    do_freeze = do_bitcast

    def do_zext(self, st, insn):
        return zext(self.value(st, insn.args[0], insn.args[1]), insn.type[1])

    def do_sext(self, st, insn):
        return sext(self.value(st, insn.args[0], insn.args[1]), insn.type[1])

    def do_trunc(self, st, insn):
        v = self.value(st, insn.args[0], insn.args[1])
        return truth(v) if insn.type[1] == 1 else extract(v, 0, insn.type[1])

    def do_select(self, st, insn):
        c = self.value(st, ("int", 1), insn.args[0])
        return self.choose(c, self.value(st, insn.type, insn.args[1]), self.value(st, insn.type, insn.args[2]))

    def do_extractvalue(self, st, insn):
        v = self.value(st, *insn.args[0])
        for i in insn.flags["indices"]:
            v = v[i]
        return v

    def do_insertvalue(self, st, insn):
        out = list(self.value(st, *insn.args[0]))
        if len(insn.flags["indices"]) != 1:
            raise Unsupported(insn.text)
        out[insn.flags["indices"][0]] = self.value(st, *insn.args[1])
        return out

    def do_call(self, st, insn):
        callee = self.value(st, ("ptr",), insn.args[0])
        if len(callee.ways) != 1 or not isinstance(callee.ways[0][1], tuple):
            raise Unsupported("a call of one of several functions: " + insn.text)
        name = callee.ways[0][1][1]
        if name.startswith("llvm."):
            return self.builtin(st, name, insn)
        args = [self.value(st, t, v) for t, v, _ in insn.args[1]]
        if name.startswith("prove_"):
            return getattr(self, name)(st, *args)
        if name in self.used and "contract_" + name in self.module.sources:
            self.relied.add(name)
            name = "contract_" + name
        if name not in self.module.sources:
            raise Unsupported("a call of %s, which is elsewhere" % name)
        return self.call(st, name, args)

    def builtin(self, st, name, insn):
        kind = name.split(".")[1]
        if kind in ("dbg", "lifetime", "assume"):
            return None
        args = [self.value(st, t, v) for t, v, _ in insn.args[1]]
        if kind in ("memcpy", "memmove"):
            if not is_const(args[2]):
                raise Unsupported("a copy of unknown length")
            if args[2].value:
                self.copy_bytes(st, args[0], args[1], args[2].value)
            return None
        if kind == "memset":
            for i in range(args[2].value):
                self.store(st, self.move(args[0], i), ("int", 8), args[1])
            return None
        if kind in ("ctlz", "cttz"):
            if args[1] is TRUE:
                self.check(st, not_(eq(args[0], const(0, args[0].width))), "count of zeros of zero")
            return count_zeros(args[0], kind == "ctlz")
        if kind == "bswap":
            return swap_bytes(args[0])
        if kind in ("umul", "smul", "uadd", "sadd", "usub", "ssub") and "with.overflow" in name:
            a, b = args
            wide, extend = 2 * a.width, zext if kind[0] == "u" else sext
            exact = binary("bv" + kind[1:], extend(a, wide), extend(b, wide))
            low = extract(exact, 0, a.width)
            return [low, not_(eq(exact, extend(low, wide)))]
        if kind in ("umin", "umax", "smin", "smax"):
            less = compare("bv" + kind[0] + "lt", args[0], args[1])
            return ite(less, *(args if kind.endswith("min") else reversed(args)))
        if kind == "trap":
            self.check(st, FALSE, "a trap")
            return None
        raise Unsupported(name)

    # -- what claims call ----------------------------------------------------------------------------------------------------

    def text(self, st, pointer):
        (_, number, off), = pointer.ways
        out, cells = b"", self.cells(st.memory, number)
        while cells[off][1].value:
            out += bytes([cells[off][1].value])
            off += 1
        return out.decode()

    def prove_any(self, st, name, bits):
        name, again = self.text(st, name), [n for n, _ in self.inputs]
        full, i = name, 2
        while full in again:
            full, i = "%s.%d" % (name, i), i + 1
        self.inputs.append((full, bits.value))
        return zext(var(full, bits.value), 64)

    def prove_assume(self, st, holds):
        self.assume(st, holds)

    def prove_check(self, st, holds, what):
        self.told += 1
        self.check(st, holds, self.text(st, what))

    def prove_hint(self, st, holds):
        self.hint(st, holds)

    def prove_split(self, st, on):
        self.splits.append(on)

    def prove_use(self, st, name):
        self.used.append(self.text(st, name))
