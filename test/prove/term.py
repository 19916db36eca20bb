# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# term.py: terms of bit vectors and truth values, kept once each, simplified as they are made, written as SMT-LIB 2.
#
# Overview     a Term has an operation, a width (1 is a truth value, sort Bool) and arguments. The functions make terms; what they
#              simplify is what keeps a program's control flow concrete. The rest is the solver's work.
# Names        operations are named as SMT-LIB names them, where it has them.


class Term:
    __slots__ = ("op", "width", "args", "value", "number")

    def __repr__(self):
        if self.op == "const":
            return "%d:%d" % (self.value, self.width)
        if self.op == "var":
            return self.value
        return "(%s %s)" % (self.op, " ".join(map(repr, self.args)))


known = {}


def make(op, width, args=(), value=None):
    key = (op, width, args, value)
    t = known.get(key)
    if t is None:
        t = Term()
        t.op, t.width, t.args, t.value, t.number = op, width, args, value, len(known)
        known[key] = t
    return t


def const(value, width):
    return make("const", width, (), value & ((1 << width) - 1))


def var(name, width):
    return make("var", width, (), name)


TRUE, FALSE = const(1, 1), const(0, 1)


def is_const(t):
    return t.op == "const"


def top(width):
    return (1 << width) - 1


def signed(value, width):
    return value - (1 << width) if value >> (width - 1) else value


# -- truth values ---------------------------------------------------------------------------------------------------------


def not_(a):
    if is_const(a):
        return const(1 - a.value, 1)
    if a.op == "not":
        return a.args[0]
    return make("not", 1, (a,))


def among(part, whole):
    """1 where part is one of the conjuncts of whole, -1 where its negation is, else 0. Looks at some of them only."""
    other, left = not_(part), 40
    while left:
        if whole is part or whole is other:
            return 1 if whole is part else -1
        if whole.op != "and":
            return 0
        if whole.args[1] is part or whole.args[1] is other:
            return 1 if whole.args[1] is part else -1
        whole, left = whole.args[0], left - 1
    return 0


def and_(a, b):
    """A path's conditions are a chain: and_(and_(first, second), third)."""
    if a is FALSE or b is FALSE:
        return FALSE
    if a is TRUE or b is TRUE:
        return b if a is TRUE else a
    if b.op == "and":
        return and_(and_(a, b.args[0]), b.args[1])
    found = among(b, a)
    if found:
        return a if found > 0 else FALSE
    return make("and", 1, (a, b))


def conjunction(terms):
    out = TRUE
    for t in terms:
        out = and_(out, t)
    return out


def or_(a, b):
    return not_(and_(not_(a), not_(b)))


def xor_bool(a, b):
    if is_const(a):
        a, b = b, a
    if is_const(b):
        return not_(a) if b.value else a
    return FALSE if a is b else make("xor", 1, (a, b))


def implies(a, b):
    return or_(not_(a), b)


def ite(c, a, b):
    if c is TRUE or a is b:
        return a
    if c is FALSE:
        return b
    if c.op == "not":
        return ite(c.args[0], b, a)
    if a.op == "ite" and a.args[0] is c:
        a = a.args[1]
    if b.op == "ite" and b.args[0] is c:
        b = b.args[2]
    if a is b:
        return a
    if a.width == 1:
        if a is TRUE:
            return or_(c, b)
        if a is FALSE:
            return and_(not_(c), b)
        if b is TRUE:
            return or_(not_(c), a)
        if b is FALSE:
            return and_(c, a)
    return make("ite", a.width, (c, a, b))


def leaves_const(t, depth=6):
    """A choice between constants."""
    return is_const(t) or (depth and t.op == "ite" and leaves_const(t.args[1], depth - 1) and leaves_const(t.args[2], depth - 1))


def over_leaves(t, f):
    return ite(t.args[0], over_leaves(t.args[1], f), over_leaves(t.args[2], f)) if t.op == "ite" else f(t)


# -- comparisons ----------------------------------------------------------------------------------------------------------


def eq(a, b):
    if a is b:
        return TRUE
    if a.width == 1:
        return not_(xor_bool(a, b))
    if is_const(a):
        a, b = b, a
    if is_const(b):
        if is_const(a):
            return FALSE
        if a.op == "ite" and leaves_const(a):
            return over_leaves(a, lambda k: const(k.value == b.value, 1))
        if a.op == "zext" and b.value >> a.args[0].width:
            return FALSE
    elif a.number > b.number:
        a, b = b, a
    return make("=", 1, (a, b))


def compare(op, a, b):
    """bvult, bvule, bvslt, bvsle; the second and the last are kept as negations of the others."""
    width, strict = a.width, op.endswith("lt")
    if not strict:
        return not_(compare(op[:3] + "lt", b, a))
    if a is b:
        return FALSE
    sign = op[2] == "s"
    low, high = ((1 << (width - 1)), top(width) >> 1) if sign else (0, top(width))
    if is_const(a) and is_const(b):
        x, y = (signed(a.value, width), signed(b.value, width)) if sign else (a.value, b.value)
        return const(x < y, 1)
    if is_const(b) and leaves_const(a):
        return over_leaves(a, lambda k: compare(op, k, b))
    if is_const(a) and leaves_const(b):
        return over_leaves(b, lambda k: compare(op, a, k))
    if (is_const(a) and a.value == high) or (is_const(b) and b.value == low):
        return FALSE
    if not sign and (a.op == "zext" or b.op == "zext"):
        narrow = max(t.args[0].width if t.op == "zext" else t.value.bit_length() if is_const(t) else width for t in (a, b))
        inner = [extract(t, 0, narrow) for t in (a, b)]
        if 1 < narrow < width:
            return compare(op, *inner)
    if sign and ((a.op == "zext" and is_const(b) and not b.value) or (b.op == "zext" and is_const(a) and a.value == top(width))):
        return const(not is_const(b), 1)
    if sign and (a.op == "sext" or b.op == "sext"):
        size = lambda t: (t.args[0].width if t.op == "sext" else t.args[0].width + 1 if t.op == "zext" else
                          (signed(t.value, width) if signed(t.value, width) >= 0 else ~signed(t.value, width)).bit_length() + 1
                          if is_const(t) else width)
        narrow = max(size(a), size(b))
        if 1 < narrow < width:
            return compare(op, extract(a, 0, narrow), extract(b, 0, narrow))
    return make(op, 1, (a, b))


# -- bit vectors ----------------------------------------------------------------------------------------------------------


def divide(op, x, y, width):
    if op in ("bvudiv", "bvurem"):
        if not y:
            return top(width) if op == "bvudiv" else x
        return x // y if op == "bvudiv" else x % y
    x, y = signed(x, width), signed(y, width)
    if not y:
        return (1 if x < 0 else -1) if op == "bvsdiv" else x
    q = abs(x) // abs(y) * (1 if (x < 0) == (y < 0) else -1)
    return q if op == "bvsdiv" else x - q * y


FOLD = {
    "bvadd": lambda x, y, w: x + y, "bvsub": lambda x, y, w: x - y, "bvmul": lambda x, y, w: x * y,
    "bvand": lambda x, y, w: x & y, "bvor": lambda x, y, w: x | y, "bvxor": lambda x, y, w: x ^ y,
    "bvshl": lambda x, y, w: x << y if y < w else 0, "bvlshr": lambda x, y, w: x >> y if y < w else 0,
    "bvashr": lambda x, y, w: signed(x, w) >> min(y, w - 1),
}
ZERO_RIGHT = {"bvadd", "bvsub", "bvor", "bvxor", "bvshl", "bvlshr", "bvashr"}
COMMUTE = {"bvadd", "bvmul", "bvand", "bvor", "bvxor"}


def summands(t, times, out, left=12):
    """Adds to out how often each summand of t is in a sum. Gives the number of places where one was found."""
    if left and t.op in ("bvadd", "bvsub"):
        return (summands(t.args[0], times, out, left - 1) +
                summands(t.args[1], times if t.op == "bvadd" else -times, out, left - 1))
    if is_const(t):
        out[None] = out.get(None, 0) + times * t.value
        return 0
    out[t] = out.get(t, 0) + times
    return 1


def shorter_sum(op, a, b):
    """a + b or a - b where summands cancel out; else None."""
    out = {}
    places = summands(a, 1, out) + summands(b, 1 if op == "bvadd" else -1, out)
    if not any(n == 0 for t, n in out.items() if t is not None) or any(abs(n) > 1 for t, n in out.items() if t is not None):
        return None
    number = const(out.pop(None, 0), a.width)
    left = sorted((t for t in out if out[t]), key=lambda t: (-out[t], t.number))
    if len(left) >= places:
        return None
    total = const(0, a.width)
    for t in left:
        total = binary("bvadd" if out[t] > 0 else "bvsub", total, t)
    return binary("bvadd", total, number)


def binary(op, a, b):
    w = a.width
    if w == 1:
        return {"bvand": and_, "bvor": or_, "bvxor": xor_bool, "bvadd": xor_bool, "bvsub": xor_bool}[op](a, b)
    if op in COMMUTE and is_const(a):
        a, b = b, a
    if is_const(a) and is_const(b):
        return const(FOLD[op](a.value, b.value, w) if op in FOLD else divide(op, a.value, b.value, w), w)
    if is_const(b):
        v = b.value
        if v == 0 and op in ZERO_RIGHT:
            return a
        if v == 0 and op in ("bvand", "bvmul"):
            return b
        if v == top(w) and op in ("bvand", "bvor"):
            return a if op == "bvand" else b
        if v == 1 and op in ("bvmul", "bvudiv", "bvsdiv"):
            return a
        if v and not v & (v - 1):
            shift = const(v.bit_length() - 1, w)
            if op == "bvmul":
                return binary("bvshl", a, shift)
            if op == "bvudiv":
                return binary("bvlshr", a, shift)
            if op == "bvurem":
                return binary("bvand", a, const(v - 1, w))
        if op == "bvand" and not v & (v + 1) and 1 < v.bit_length() < w:
            return zext(extract(a, 0, v.bit_length()), w)
        if op == "bvashr" and a.op == "bvshl" and a.args[1] is b and 1 < w - v < w:
            return sext(extract(a.args[0], 0, w - v), w)
        if op in ("bvshl", "bvlshr") and v >= w:
            return const(0, w)
        if leaves_const(a):
            return over_leaves(a, lambda k: binary(op, k, b))
        if op == "bvand" and a.op == "bvand" and is_const(a.args[1]):
            return binary(op, a.args[0], const(v & a.args[1].value, w))
        if op == "bvadd" and a.op == "bvadd" and is_const(a.args[1]):
            return binary(op, a.args[0], const(v + a.args[1].value, w))
        if op == "bvsub":
            return binary("bvadd", a, const(-v, w))
    elif leaves_const(b, 2) and (is_const(a) or op in ("bvshl", "bvlshr", "bvashr", "bvudiv", "bvurem")):
        return over_leaves(b, lambda k: binary(op, a, k))
    if op in ("bvadd", "bvsub") and (a.op in ("bvadd", "bvsub") or b.op in ("bvadd", "bvsub")):
        short = shorter_sum(op, a, b)
        if short is not None:
            return short
    if a is b:
        if op in ("bvand", "bvor"):
            return a
        if op in ("bvsub", "bvxor"):
            return const(0, w)
    if op in COMMUTE and not is_const(b) and a.number > b.number:
        a, b = b, a
    return make(op, w, (a, b))


def zext(a, width):
    if a.width == width:
        return a
    if is_const(a):
        return const(a.value, width)
    if a.width == 1:
        return ite(a, const(1, width), const(0, width))
    if a.op == "ite" and leaves_const(a):
        return over_leaves(a, lambda k: const(k.value, width))
    if a.op == "zext":
        return zext(a.args[0], width)
    return make("zext", width, (a,))


def sext(a, width):
    if a.width == width:
        return a
    if is_const(a):
        return const(signed(a.value, a.width), width)
    if a.width == 1:
        return ite(a, const(-1, width), const(0, width))
    if a.op == "ite" and leaves_const(a):
        return over_leaves(a, lambda k: sext(k, width))
    if a.op == "sext":
        return sext(a.args[0], width)
    if a.op == "zext":
        return zext(a.args[0], width)
    return make("sext", width, (a,))


def extract(a, low, width):
    """width bits from bit low on. Of width 1: a truth value."""
    if low == 0 and width == a.width:
        return a
    if is_const(a):
        return const(a.value >> low, width)
    if a.op == "ite" and (leaves_const(a) or width == 1):
        return ite(a.args[0], extract(a.args[1], low, width), extract(a.args[2], low, width))
    if a.op == "extract":
        return extract(a.args[0], a.value + low, width)
    if a.op in ("bvmul", "bvadd", "bvsub") and low == 0 and width > 1:
        return binary(a.op, extract(a.args[0], 0, width), extract(a.args[1], 0, width))
    if a.op in ("zext", "sext"):
        inner = a.args[0]
        if low + width <= inner.width:
            return extract(inner, low, width)
        if low == 0:
            return (zext if a.op == "zext" else sext)(inner, width)
        if a.op == "zext" and low >= inner.width:
            return const(0, width)
    if a.op == "concat":
        high, rest = a.args
        if low + width <= rest.width:
            return extract(rest, low, width)
        if low >= rest.width:
            return extract(high, low - rest.width, width)
    return make("extract", width, (a,), low)


def concat(high, low):
    width = high.width + low.width
    if high.width == 1 or low.width == 1:
        as_bits = lambda t: t if t.width > 1 else make("bit", 1, (t,))
        return make("concat", width, (as_bits(high), as_bits(low)))
    if is_const(high) and is_const(low):
        return const(high.value << low.width | low.value, width)
    if high.op == "extract" and low.op == "extract" and high.args[0] is low.args[0] and high.value == low.value + low.width:
        return extract(low.args[0], low.value, width)
    if is_const(high) and not high.value:
        return zext(low, width)
    return make("concat", width, (high, low))


def truth(a):
    """The lowest bit."""
    return a if a.width == 1 else extract(a, 0, 1)


def swap_bytes(a):
    out = extract(a, 0, 8)
    for at in range(8, a.width, 8):
        out = concat(out, extract(a, at, 8))
    return out


def count_zeros(a, leading):
    """ctlz or cttz: by halves, as a choice between numbers. Of zero: the width."""
    def count(t, width):
        if width == 1:
            return ite(truth(t), const(0, a.width), const(1, a.width))
        half = width // 2
        rest = width - half
        near, far = (extract(t, rest, half), extract(t, 0, rest)) if leading else (extract(t, 0, half), extract(t, half, rest))
        near_zero = not_(near) if near.width == 1 else eq(near, const(0, half))
        return ite(near_zero, binary("bvadd", const(half, a.width), count(far, rest)), count(near, half))
    return count(a, a.width)


def again(t, args):
    """t with other arguments, simplified anew."""
    if t.op in ("const", "var") or args == t.args:
        return t
    if t.op in ("not", "and", "ite", "=", "zext", "sext", "concat"):
        if t.op in ("zext", "sext"):
            return (zext if t.op == "zext" else sext)(args[0], t.width)
        return {"not": not_, "and": and_, "ite": ite, "=": eq, "concat": concat}[t.op](*args)
    if t.op == "xor":
        return xor_bool(*args)
    if t.op in ("bvult", "bvslt"):
        return compare(t.op, *args)
    if t.op == "extract":
        return extract(args[0], t.value, t.width)
    if t.op == "bit":
        return make("bit", 1, args)
    return binary(t.op, *args)


def replaced(roots, known):
    """roots with each term that known has a value for in its place; known: by number. It is filled with what is found."""
    for t in in_order(roots):
        if t.number not in known:
            known[t.number] = again(t, tuple(known[a.number] for a in t.args))
    return [known[t.number] for t in roots]


# -- written as SMT-LIB -----------------------------------------------------------------------------------------------------


def sort_of(width):
    return "Bool" if width == 1 else "(_ BitVec %d)" % width


def in_order(roots):
    """All terms under roots, arguments first."""
    found, done, stack = [], set(), [(t, False) for t in reversed(roots)]
    while stack:
        t, ready = stack.pop()
        if ready:
            found.append(t)
        elif t.number not in done:
            done.add(t.number)
            stack.append((t, True))
            stack.extend((a, False) for a in t.args)
    return found


OPAQUE = {"bvmul", "bvudiv", "bvurem", "bvsdiv", "bvsrem"}


def same_product(wide, narrow):
    """Whether the low bits of one are the other: its factors are the low bits of the other's."""
    return wide.width > narrow.width and {extract(a, 0, narrow.width) for a in wide.args} == set(narrow.args)


def smt_of(roots, opaque=False):
    """
    Lines that define each root, and its name by number. opaque: products and quotients of unknowns may be anything, but a product
    of low bits is the low bits of the product.
    """
    lines, name, products = [], {}, []
    for t in in_order(roots):
        if t.op == "const":
            name[t.number] = ("false", "true")[t.value] if t.width == 1 else "(_ bv%d %d)" % (t.value, t.width)
            continue
        if t.op == "var" or (opaque and t.op in OPAQUE and not any(is_const(a) for a in t.args)):
            name[t.number] = "|%s|" % t.value if t.op == "var" else "o%d" % t.number
            lines.append("(declare-const %s %s)" % (name[t.number], sort_of(t.width)))
            products += [t] if t.op == "bvmul" else []
            continue
        args = [name[a.number] for a in t.args]
        if t.op == "extract":
            body = "((_ extract %d %d) %s)" % (t.value + t.width - 1, t.value, args[0])
            if t.width == 1:
                body = "(= %s #b1)" % body
        elif t.op in ("zext", "sext"):
            body = "((_ %s %d) %s)" % ({"zext": "zero_extend", "sext": "sign_extend"}[t.op], t.width - t.args[0].width, args[0])
        elif t.op == "bit":
            name[t.number] = "(ite %s #b1 #b0)" % args[0]
            continue
        else:
            body = "(%s %s)" % (t.op, " ".join(args))
        name[t.number] = "t%d" % t.number
        lines.append("(define-fun t%d () %s %s)" % (t.number, sort_of(t.width), body))
    for wide in products:
        for narrow in (p for p in products if same_product(wide, p)):
            lines.append("(assert (= ((_ extract %d 0) %s) %s))" % (narrow.width - 1, name[wide.number], name[narrow.number]))
    return lines, name
