#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# make.py: writes the cases of arithmetic, jumps, memory and atomics in this folder: alu64.t alu32.t order.t jump.t memory.t atomic.t.
# What each instruction gives is computed here from RFC 9669's words, with Python's unbounded integers; nothing of Kiln is asked.
# The files are in the tree, so that the tests need no Python. Edit this, run it, commit both.
import os
import random

HERE = os.path.dirname(os.path.abspath(__file__))
MASK = {8: 0xff, 16: 0xffff, 32: 0xffffffff, 64: 0xffffffffffffffff}
MIN64, MAX64 = 1 << 63, (1 << 63) - 1
rand = random.Random(9669)

EDGES = [0, 1, 2, 7, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, MAX64, MIN64, MIN64 + 1, MASK[64], MASK[64] - 1, 0x7fffffff, 0x80000000,
         0x80000001, MASK[32], MASK[32] - 1, 1 << 32, (1 << 32) + 1, 0xffffffff00000000, 0xffffffff80000000, 0xffffffff7fffffff,
         0x0123456789abcdef, 0xfedcba9876543210, 0x00000001ffffffff, 0x8000000080000000, 0x7fffffff7fffffff]
IMMS = [0, 1, -1, 2, -2, 7, 255, 0x7fffffff, -0x80000000, -0x7fffffff, 0x12345678, -0x789abcde]


def signed(v, bits):
    v &= MASK[bits]
    return v - (1 << bits) if v >> (bits - 1) else v


def div_toward_zero(a, b):
    q = abs(a) // abs(b)
    return -q if (a < 0) != (b < 0) else q


# Each takes unsigned d and s of `bits` bits, and may give any integer: the result is cut to `bits`, and zero-extended.
ALU = {
    'ADD': ('+=', lambda d, s, bits: d + s),
    'SUB': ('-=', lambda d, s, bits: d - s),
    'MUL': ('*=', lambda d, s, bits: d * s),
    'DIV': ('/=', lambda d, s, bits: d // s if s else 0),
    'OR': ('|=', lambda d, s, bits: d | s),
    'AND': ('&=', lambda d, s, bits: d & s),
    'LSH': ('<<=', lambda d, s, bits: d << (s % bits)),
    'RSH': ('>>=', lambda d, s, bits: d >> (s % bits)),
    'MOD': ('%=', lambda d, s, bits: d % s if s else d),
    'XOR': ('^=', lambda d, s, bits: d ^ s),
    'MOV': ('=', lambda d, s, bits: s),
    'ARSH': ('s>>=', lambda d, s, bits: signed(d, bits) >> (s % bits)),
    'SDIV': ('s/=', lambda d, s, bits: div_toward_zero(signed(d, bits), signed(s, bits)) if s else 0),
    'SMOD': ('s%=', lambda d, s, bits: signed(d, bits) - signed(s, bits) * div_toward_zero(signed(d, bits), signed(s, bits)) if s else d),
}
# Pairs that matter to an operation besides the edges: what overflows, what is zero, counts that are too large.
SHIFTS = [(0x8123456789abcdef, n) for n in (0, 1, 31, 32, 33, 63, 64, 65, 127, 128, 255, MASK[64], 1 << 32, (1 << 32) + 3)]
DIVISIONS = [(100, 7), (100, 0), (0, 0), (MIN64, MASK[64]), (MIN64, 1), (MASK[64], MIN64), ((-7) & MASK[64], 2), (7, (-2) & MASK[64]),
             ((-7) & MASK[64], (-2) & MASK[64]), (0x80000000, MASK[32]), (0x80000000, MASK[64]), (MASK[64], MASK[32]), (MASK[32], 1 << 32),
             (5, 0xffffffff00000000), (0xdeadbeef00000005, 0xffffffff00000000), (0x1234567800000064, 0x9900000007)]
SPECIAL = {'LSH': SHIFTS, 'RSH': SHIFTS, 'ARSH': SHIFTS, 'DIV': DIVISIONS, 'MOD': DIVISIONS, 'SDIV': DIVISIONS, 'SMOD': DIVISIONS}


def le(v, size=8):
    return (v & MASK[size * 8]).to_bytes(size, 'little').hex()


class Case:
    """A case of kind raw, whose memory is lines of bytes before and after."""

    def __init__(self, name):
        self.name, self.mem, self.after, self.code, self.result = name, [], [], [], None

    def line(self, text):
        self.code.append('\t' + text)

    def label(self, text):
        self.code.append(text + ':')

    def text(self):
        out = ['== ' + self.name]
        out += ['mem: ' + m for m in self.mem]
        if self.result is None:  # r0 may hold an address
            self.line('r0 = 0')
        out += ['insns:'] + self.code + ['\texit', '', 'result: 0x%x' % (self.result or 0)]
        out += ['memory: ' + m for m in self.after]
        return '\n'.join(out) + '\n'


def write(name, about, cases):
    with open(os.path.join(HERE, name), 'w') as f:
        f.write('# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only\n# %s Written by make.py.\n\n' % about)
        f.write('\n'.join(c.text() for c in cases))


turn = 0


def registers(*taken):
    """Two different registers besides those that are taken; each time others, so that all meet."""
    global turn
    turn += 1
    free = [r for r in range(10) if r not in taken]
    first, step = turn * 5, 1 + turn % (len(free) - 1)
    return free[first % len(free)], free[(first + step) % len(free)]


def base_and_registers():
    """The address of the memory is in r6 and r7, so that each of them can be an operand at times."""
    base = 6 if turn % 3 else 7
    return (base,) + registers(base)


def pairs_of(op, n):
    pairs = list(SPECIAL.get(op, []))
    while len(pairs) < n:
        pairs.append((rand.choice(EDGES), rand.choice(EDGES)))
    return pairs[:n]


def alu_cases(bits):
    w = 'w' if bits == 32 else 'r'
    cases = []
    for op, (symbol, fn) in ALU.items():
        c = Case('%s%d_REG' % (op, bits))
        c.line('r6 = r1')
        c.line('r7 = r1')
        for i, (d, s) in enumerate(pairs_of(op, 22)):
            base, rd, rs = base_and_registers()
            if i % 7 == 6:  # a register with itself
                rs, s = rd, d
            c.mem.append(le(d) + ' ' + le(s))
            c.after.append(le(fn(d & MASK[bits], s & MASK[bits], bits) & MASK[bits]) + ' ' + le(s))
            c.line('r%d = *(u64 *)(r%d + %d)' % (rd, base, i * 16))
            if rs != rd:
                c.line('r%d = *(u64 *)(r%d + %d)' % (rs, base, i * 16 + 8))
            c.line('%s%d %s %s%d' % (w, rd, symbol, w, rs))
            c.line('*(u64 *)(r%d + %d) = r%d' % (base, i * 16, rd))
            restore(c, base, (rd, rs))
        cases.append(c)
        c = Case('%s%d_IMM' % (op, bits))
        c.line('r6 = r1')
        c.line('r7 = r1')
        imms = [0, 1, 7, 31, bits - 1] if op in ('LSH', 'RSH', 'ARSH') else IMMS
        if op in ('DIV', 'MOD', 'SDIV', 'SMOD'):
            imms = [i for i in IMMS if i]
        for i, (imm, d) in enumerate((imm, d) for imm in imms for d in rand.sample(EDGES, 2) + [MIN64 if bits == 64 else 0xff80000000]):
            base, rd, _ = base_and_registers()
            c.mem.append(le(d))
            c.after.append(le(fn(d & MASK[bits], imm & MASK[bits], bits) & MASK[bits]))
            c.line('r%d = *(u64 *)(r%d + %d)' % (rd, base, i * 8))
            c.line('%s%d %s %d' % (w, rd, symbol, imm))
            c.line('*(u64 *)(r%d + %d) = r%d' % (base, i * 8, rd))
            restore(c, base, (rd,))
        cases.append(c)
    for kind, width in ((k, n) for k in ['MOVSX'] for n in (8, 16, 32) if n < bits):
        c = Case('%s%d_%d' % (kind, bits, width))
        unary(c, lambda d: signed(d, width) & MASK[bits], lambda rd, rs: '%s%d = (s%d)%s%d' % (w, rd, width, w, rs))
        cases.append(c)
    c = Case('NEG%d' % bits)
    unary(c, lambda d: -(d & MASK[bits]) & MASK[bits], lambda rd, rs: '%s%d = -%s%d' % (w, rd, w, rd), same=True)
    cases.append(c)
    return cases


def restore(c, base, clobbered):
    """Between pairs both r6 and r7 hold the address."""
    other = 13 - base
    if other in clobbered:
        c.line('r%d = r%d' % (other, base))


def unary(c, fn, text, same=False):
    c.line('r6 = r1')
    c.line('r7 = r1')
    for i, d in enumerate(EDGES):
        base, rd, rs = base_and_registers()
        if same or i % 5 == 4:
            rs = rd
        c.mem.append(le(d))
        c.after.append(le(fn(d)))
        c.line('r%d = *(u64 *)(r%d + %d)' % (rs, base, i * 8))
        c.line(text(rd, rs))
        c.line('*(u64 *)(r%d + %d) = r%d' % (base, i * 8, rd))
        restore(c, base, (rd, rs))


def swap(v, width):
    return int.from_bytes((v & MASK[width]).to_bytes(width // 8, 'little'), 'big')


def order_cases():
    cases = []
    for name, fn in (('LE', lambda v, n: v & MASK[n]), ('BE', swap), ('BSWAP', swap)):
        for width in (16, 32, 64):
            c = Case('%s%d' % (name, width))
            unary(c, lambda d: fn(d, width), lambda rd, rs: 'r%d = %s%d r%d' % (rd, name.lower(), width, rd), same=True)
            cases.append(c)
    return cases


JUMPS = {
    'JEQ': ('==', lambda d, s, bits: d == s),
    'JNE': ('!=', lambda d, s, bits: d != s),
    'JGT': ('>', lambda d, s, bits: d > s),
    'JGE': ('>=', lambda d, s, bits: d >= s),
    'JLT': ('<', lambda d, s, bits: d < s),
    'JLE': ('<=', lambda d, s, bits: d <= s),
    'JSET': ('&', lambda d, s, bits: d & s != 0),
    'JSGT': ('s>', lambda d, s, bits: signed(d, bits) > signed(s, bits)),
    'JSGE': ('s>=', lambda d, s, bits: signed(d, bits) >= signed(s, bits)),
    'JSLT': ('s<', lambda d, s, bits: signed(d, bits) < signed(s, bits)),
    'JSLE': ('s<=', lambda d, s, bits: signed(d, bits) <= signed(s, bits)),
}


def jump_pairs():
    pairs = []
    for a in (0, 1, MAX64, MIN64, MASK[64], 0x7fffffff, 0x80000000, MASK[32], 1 << 32):
        pairs += [(a, a), (a, (a + 1) & MASK[64])]
    pairs += [(MASK[64], 0), (MIN64, MAX64), (0xffffffff00000005, 5), (0x1ffffffff, 0xffffffff), (0x80000000, 0x7fffffff), (0x10, 0xef)]
    return pairs


def jump_case(name, pairs, fn, bits, test):
    """Each pair gives one bit of the result: whether the jump was taken."""
    c = Case(name)
    c.line('r6 = r1')
    c.line('r7 = 0')
    bit = 0
    for i, (d, s) in enumerate(pairs):
        rd, rs = registers(6, 7)
        c.line('r7 += r7')
        text = test(c, i, d, s, rd, rs)
        c.line('if %s goto taken%d' % (text, i))
        c.line('goto next%d' % i)
        c.label('taken%d' % i)
        c.line('r7 += 1')
        c.label('next%d' % i)
        bit = bit << 1 | bool(fn(d & MASK[bits], s & MASK[bits], bits))
    c.line('r0 = r7')
    c.result = bit
    return c


def jump_cases():
    cases = []
    for bits in (64, 32):
        w = 'w' if bits == 32 else 'r'
        for op, (symbol, fn) in JUMPS.items():
            def by_reg(c, i, d, s, rd, rs):
                c.mem.append(le(d) + ' ' + le(s))
                c.line('r%d = *(u64 *)(r6 + %d)' % (rd, i * 16))
                c.line('r%d = *(u64 *)(r6 + %d)' % (rs, i * 16 + 8))
                return '%s%d %s %s%d' % (w, rd, symbol, w, rs)

            def by_imm(c, i, d, s, rd, rs):
                c.mem.append(le(d))
                c.line('r%d = *(u64 *)(r6 + %d)' % (rd, i * 8))
                return '%s%d %s %d' % (w, rd, symbol, signed(s, 32))

            cases.append(jump_case('%s%d_REG' % (op, bits), jump_pairs(), fn, bits, by_reg))
            imm_pairs = []
            for imm in (0, 1, -1, 0x7fffffff, -0x80000000, 5, -5):
                imm_pairs += [((imm + delta) & MASK[64], imm & MASK[64]) for delta in (-1, 0, 1)]
                imm_pairs.append(((imm & MASK[32]) | 0x700000000, imm & MASK[64]))
            cases.append(jump_case('%s%d_IMM' % (op, bits), imm_pairs, fn, bits, by_imm))
    return cases


def memory_cases():
    cases = []
    data = bytes(rand.randrange(256) for _ in range(64))
    data = data[:20] + b'\x80\xff\x7f\x00\xff\xff\xff\xff\x00\x00\x00\x80\xff\xff\xff\x7f\x80\x80' + data[38:]
    for name, sign in (('LDX', 'u'), ('LDSX', 's')):
        for bits in (8, 16, 32, 64):
            if (name, bits) == ('LDSX', 64):
                continue
            c = Case('%s%d' % (name, bits))
            offsets = [0, 1, 2, 3, 4, 5, 7, 8, 13, 19, 20, 21, 22, 24, 28, 32, 35, 64 - bits // 8]
            c.mem.append(data.hex())
            c.mem.append('ee*%d' % (8 * len(offsets)))
            c.after.append(data.hex())
            c.line('r6 = r1')
            c.line('r7 = r1')
            for i, off in enumerate(offsets):
                base, rd, rs = base_and_registers()
                v = int.from_bytes(data[off:off + bits // 8], 'little')
                c.after.append(le(signed(v, bits) if sign == 's' else v))
                if i % 3 == 0:  # from the middle, by a negative offset; and into its own register
                    c.line('r%d = r%d' % (rd, base))
                    c.line('r%d += 40' % rd)
                    c.line('r%d = *(%s%d *)(r%d %s %d)' % (rd, sign, bits, rd, '-' if off < 40 else '+', abs(off - 40)))
                else:
                    c.line('r%d = *(%s%d *)(r%d + %d)' % (rd, sign, bits, base, off))
                c.line('*(u64 *)(r%d + %d) = r%d' % (base, 64 + i * 8, rd))
                restore(c, base, (rd,))
            cases.append(c)
    for name in ('STX', 'ST'):
        for bits in (8, 16, 32, 64):
            c = Case('%s%d' % (name, bits))
            c.line('r6 = r1')
            c.line('r7 = r1')
            mem = bytearray(b'\xee' * 16 * 12)
            c.mem.append('ee*%d' % len(mem))
            for i in range(12):
                base, rd, rs = base_and_registers()
                at = i * 16 + (0, 1, 3, 4, 7, 8)[i % 6]
                imm = IMMS[i]
                v = rand.choice(EDGES) if name == 'STX' else imm
                c.line('r%d = r%d' % (rd, base))
                c.line('r%d += 64' % rd)
                if name == 'STX':
                    c.line('r%d = %d ll' % (rs, v))
                    value = 'r%d' % rs
                else:
                    value = '%d' % imm
                c.line('*(u%d *)(r%d %s %d) = %s' % (bits, rd, '-' if at < 64 else '+', abs(at - 64), value))
                mem[at:at + bits // 8] = (v & MASK[bits]).to_bytes(bits // 8, 'little')
                restore(c, base, (rd, rs))
            for i in range(12):
                c.after.append(mem[i * 16:i * 16 + 16].hex())
            cases.append(c)
    c = Case('LD64_IMM')
    c.line('r6 = r1')
    for i, v in enumerate(EDGES):
        rd = [0, 1, 2, 3, 4, 5, 7, 8, 9][i % 9]
        c.mem.append('00*8')
        c.after.append(le(v))
        c.line('r%d = 0x%x ll' % (rd, v))
        c.line('*(u64 *)(r6 + %d) = r%d' % (i * 8, rd))
    cases.append(c)
    return cases


ATOMICS = {
    'ADD': ('+=', 'add', lambda m, s: m + s),
    'OR': ('|=', 'or', lambda m, s: m | s),
    'AND': ('&=', 'and', lambda m, s: m & s),
    'XOR': ('^=', 'xor', lambda m, s: m ^ s),
}


def atomic_case(name, bits, text, fn):
    """fn(memory, src, r0) gives (memory, src, r0) afterwards. In memory: the place, src, r0; in and out as 64-bit numbers."""
    c = Case(name)
    c.line('r6 = r1')
    c.line('r7 = r1')
    pairs = [(0, 0, 0), (1, MASK[64], 0), (MASK[64], 1, MASK[64]), (MIN64, MIN64, 5), (0x7fffffff, 1, 0x7fffffff),
             (MASK[32], 1, MASK[32]), (0x11112222ffffffff, 0x3333444400000001, 0x99999999ffffffff)]
    pairs += [(m, rand.choice(EDGES), r0) for m in rand.sample(EDGES, 6) for r0 in (m, m ^ 1)][:11]
    for i, (m, s, r0) in enumerate(pairs):
        base, rd, rs = base_and_registers()
        if 'CMPXCHG' in name:
            rd, rs = registers(base, 0)
            if i % 5 == 4:  # r0 as the new value too
                rs, s = 0, r0
        low = m & MASK[bits]
        new, src, zero = fn(low, s, r0)
        c.mem.append(le(m) + ' ' + le(s) + ' ' + le(r0))
        c.line('r%d = r%d' % (rd, base))
        c.line('r%d += %d' % (rd, i * 24 - 8 if i else 0))
        if 'CMPXCHG' in name:
            c.line('r0 = *(u64 *)(r%d + %d)' % (base, i * 24 + 16))
        if not ('CMPXCHG' in name and rs == 0):
            c.line('r%d = *(u64 *)(r%d + %d)' % (rs, base, i * 24 + 8))
        c.line(text(rd, rs, '+ %d' % (8 if i else 0)))
        if 'CMPXCHG' in name and rs == 0:
            src = zero
        c.line('*(u64 *)(r%d + %d) = r%d' % (base, i * 24 + 8, rs))
        if 'CMPXCHG' in name:
            c.line('*(u64 *)(r%d + %d) = r0' % (base, i * 24 + 16))
        c.after.append(le(m & ~MASK[bits] | new & MASK[bits]) + ' ' + le(src) + ' ' + le(zero if 'CMPXCHG' in name else r0))
        restore(c, base, (rd, rs, 0 if 'CMPXCHG' in name else rd))
    return c


def atomic_cases():
    cases = []
    for bits in (32, 64):
        w = 'w' if bits == 32 else 'r'
        mask = MASK[bits]
        for op, (symbol, word, fn) in ATOMICS.items():
            cases.append(atomic_case(
                'ATOMIC%d_%s' % (bits, op), bits,
                lambda rd, rs, off: 'lock *(u%d *)(r%d %s) %s %s%d' % (bits, rd, off, symbol, w, rs),
                lambda m, s, r0: (fn(m, s & mask), s, r0)))
            cases.append(atomic_case(
                'FETCH%d_%s' % (bits, op), bits,
                lambda rd, rs, off: '%s%d = atomic_fetch_%s((u%d *)(r%d %s), %s%d)' % (w, rs, word, bits, rd, off, w, rs),
                lambda m, s, r0: (fn(m, s & mask), m, r0)))
        xchg, cmpxchg = ('xchg32_32', 'cmpxchg32_32') if bits == 32 else ('xchg_64', 'cmpxchg_64')
        cases.append(atomic_case('XCHG%d' % bits, bits, lambda rd, rs, off: '%s%d = %s(r%d %s, %s%d)' % (w, rs, xchg, rd, off, w, rs),
                                 lambda m, s, r0: (s & mask, m, r0)))
        cases.append(atomic_case('CMPXCHG%d' % bits, bits,
                                 lambda rd, rs, off: '%s0 = %s(r%d %s, %s0, %s%d)' % (w, cmpxchg, rd, off, w, w, rs),
                                 lambda m, s, r0: (s & mask if r0 & mask == m else m, s, m)))
    for bits in (8, 16, 32, 64):
        w = 'r' if bits == 64 else 'w'
        cases.append(atomic_case('LD_ACQ%d' % bits, bits, lambda rd, rs, off: '%s%d = load_acquire((u%d *)(r%d %s))' % (w, rs, bits, rd, off),
                                 lambda m, s, r0: (m, m, r0)))
        cases.append(atomic_case('ST_REL%d' % bits, bits, lambda rd, rs, off: 'store_release((u%d *)(r%d %s), %s%d)' % (bits, rd, off, w, rs),
                                 lambda m, s, r0: (s, s, r0)))
    return cases


write('alu64.t', 'Arithmetic of 64 bits: edges, division by zero, counts past the width.', alu_cases(64))
write('alu32.t', 'Arithmetic of 32 bits: results are zero-extended.', alu_cases(32))
write('order.t', 'Byte order.', order_cases())
write('jump.t', 'Jumps on conditions, around their edges: one bit of the result each.', jump_cases())
write('memory.t', 'Loads and stores, aligned or not, with offsets of both signs.', memory_cases())
write('atomic.t', 'Atomic operations: the place, the source and r0, before and after.', atomic_cases())
