# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# ir.py: reads the text form of LLVM's intermediate code, as much of it as clang -O0 makes of plain C.
#
# Overview     module_of(text) gives a Module: types by name, globals by name, functions by name. Functions are parsed when asked for.
# Types        tuples: ("int", bits), ("ptr",), ("struct", (types), packed), ("array", count, type), ("void",), ("function",).
# Values       tuples: ("reg", name), ("global", name), ("const", number), ("zero",), ("undef",), ("list", [(type, value)]),
#              ("bytes", b"..."), ("gep", type, base, [values]), ("cast", value).
# Instructions Insn objects: op, name of the result or None, and what the op needs. Both spellings of pointers are read.
import re

TOKEN = re.compile(r'''c"(?:[^"\\]|\\..)*"|[%@]"[^"]*"|"[^"]*"|[%@][-\w.$]+|-?\d+(?:\.\d+)?(?![\w.])|[\w.$-]+|\.\.\.|[^\s]''')
NAME = re.compile(r"^[%@]")
WORDS_BEFORE_TYPE = {
    "zeroext", "signext", "inreg", "noalias", "nocapture", "nonnull", "noundef", "readonly", "readnone", "returned", "writeonly",
    "immarg", "nofree", "dso_local", "internal", "private", "hidden", "fastcc", "ccc", "tail", "notail", "musttail", "local_unnamed_addr",
    "unnamed_addr", "inbounds", "nuw", "nsw", "exact", "volatile", "dso_preemptable", "linkonce_odr", "weak", "external", "common",
    "global", "constant", "nest", "swiftself", "noinline", "disjoint", "nneg", "nusw", "dead_on_unwind", "writable",
}
WORDS_WITH_ARGUMENT = {"byval", "sret", "align", "dereferenceable", "dereferenceable_or_null", "elementtype", "range", "initializes"}
BINARY = {"add", "sub", "mul", "udiv", "sdiv", "urem", "srem", "shl", "lshr", "ashr", "and", "or", "xor"}
CASTS = {"bitcast", "zext", "sext", "trunc", "ptrtoint", "inttoptr", "addrspacecast", "freeze"}


class Unsupported(Exception):
    """Something this reader or its user has no meaning for."""


class Insn:
    __slots__ = ("op", "name", "type", "args", "flags", "text")

    def __init__(self, op, name, type_, args, flags, text):
        self.op, self.name, self.type, self.args, self.flags, self.text = op, name, type_, args, flags, text


class Function:
    def __init__(self, name, params, blocks, order):
        self.name, self.params, self.blocks, self.order = name, params, blocks, order


class Reader:
    """The tokens of one line, or of a whole definition."""

    def __init__(self, module, text):
        self.module, self.text = module, text
        self.tokens, self.at = TOKEN.findall(text), 0

    def peek(self, ahead=0):
        at = self.at + ahead
        return self.tokens[at] if at < len(self.tokens) else ""

    def take(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def eat(self, token):
        if self.peek() != token:
            return False
        self.at += 1
        return True

    def need(self, token):
        if not self.eat(token):
            raise Unsupported("expected %s, found %s in: %s" % (token, self.peek(), self.text[:160]))

    def skip_parens(self):
        depth = 0
        while True:
            token = self.take()
            depth += (token == "(") - (token == ")")
            if not depth:
                return

    def words(self):
        """Attributes and flags; those that matter are given back."""
        found = {}
        while True:
            token = self.peek()
            if token in WORDS_WITH_ARGUMENT:
                self.take()
                if token in ("byval", "sret") and self.peek() == "(":
                    self.take()
                    found[token] = self.type()
                    self.need(")")
                elif self.peek() == "(":
                    self.skip_parens()
                else:
                    self.take()
            elif token in WORDS_BEFORE_TYPE:
                found[self.take()] = True
            else:
                return found

    def list_of_types(self, end):
        found = []
        while not self.eat(end):
            if self.eat("..."):
                continue
            self.words()
            found.append(self.type())
            self.words()
            if NAME.match(self.peek()):
                self.take()
            self.eat(",")
        return found

    def type(self):
        token = self.take()
        if re.fullmatch(r"i\d+", token):
            t = ("int", int(token[1:]))
        elif token == "ptr":
            t = ("ptr",)
        elif token == "void":
            t = ("void",)
        elif token == "{":
            t = ("struct", tuple(self.list_of_types("}")), False)
        elif token == "<":
            self.need("{")
            t = ("struct", tuple(self.list_of_types("}")), True)
            self.need(">")
        elif token == "[":
            count = int(self.take())
            self.need("x")
            t = ("array", count, self.type())
            self.need("]")
        elif token[0] == "%":
            t = ("named", token[1:].strip('"'))
        else:
            raise Unsupported("type %s in: %s" % (token, self.text[:160]))
        while True:
            if self.eat("*"):
                t = ("ptr",)
            elif self.peek() == "(" and t[0] != "function":
                self.take()
                self.list_of_types(")")
                t = ("function", t)
            else:
                return t

    def value(self):
        token = self.take()
        if token[0] == "%":
            return ("reg", token[1:].strip('"'))
        if token[0] == "@":
            return ("global", token[1:].strip('"'))
        if re.fullmatch(r"-?\d+", token):
            return ("const", int(token))
        if token in ("true", "false"):
            return ("const", int(token == "true"))
        if token in ("undef", "poison"):
            return ("undef",)
        if token in ("zeroinitializer", "null"):
            return ("zero",)
        if token.startswith('c"'):
            raw = re.sub(r"\\(..)", lambda m: chr(int(m.group(1), 16)), token[2:-1])
            return ("bytes", raw.encode("latin-1"))
        if token == "<":
            self.need("{")
            found = self.typed_values("}")
            self.need(">")
            return ("list", found)
        if token in "{[":
            return ("list", self.typed_values({"{": "}", "[": "]"}[token]))
        if token == "getelementptr":
            self.words()
            self.need("(")
            pointee = self.type()
            self.need(",")
            values = self.typed_values(")")
            return ("gep", pointee, values[0][1], [v for _, v in values[1:]])
        if token in CASTS:
            self.need("(")
            self.type()
            inner = self.value()
            self.need("to")
            self.type()
            self.need(")")
            return ("cast", inner)
        raise Unsupported("value %s in: %s" % (token, self.text[:160]))

    def typed_values(self, end):
        found = []
        while not self.eat(end):
            self.words()
            t = self.type()
            self.words()
            found.append((t, self.value()))
            self.eat(",")
        return found

    def typed(self):
        t = self.type()
        return t, self.value()


class Module:
    def __init__(self, text):
        self.types, self.globals, self.sources, self.functions = {}, {}, {}, {}
        self.big_endian = bool(re.search(r'^target datalayout = "E', text, re.M))
        lines, at = text.split("\n"), 0
        while at < len(lines):
            line = lines[at]
            at += 1
            if line.startswith("%") and " = type " in line:
                r = Reader(self, line)
                name = r.take()[1:].strip('"')
                r.need("=")
                r.take()
                self.types[name] = ("opaque",) if r.peek() == "opaque" else r.type()
            elif line.startswith("@"):
                self.globals[re.match(r'@("[^"]*"|[-\w.$]+)', line).group(1).strip('"')] = line
            elif line.startswith("define "):
                body = [line]
                while lines[at] != "}":
                    body.append(lines[at])
                    at += 1
                self.sources[re.search(r'@("[^"]*"|[-\w.$]+)', line).group(1).strip('"')] = body

    def resolve(self, t):
        while t[0] == "named":
            t = self.types[t[1]]
        return t

    def align_of(self, t):
        t = self.resolve(t)
        if t[0] == "int":
            size = 1
            while size * 8 < t[1]:
                size *= 2
            return min(size, 8)
        if t[0] == "ptr":
            return 8
        if t[0] == "array":
            return self.align_of(t[2])
        if t[0] == "struct":
            return 1 if t[2] else max([self.align_of(m) for m in t[1]], default=1)
        raise Unsupported("alignment of %s" % (t,))

    def size_of(self, t):
        t = self.resolve(t)
        if t[0] == "int":
            bytes_, align = (t[1] + 7) // 8, self.align_of(t)
            return (bytes_ + align - 1) // align * align
        if t[0] == "ptr":
            return 8
        if t[0] == "array":
            return t[1] * self.size_of(t[2])
        if t[0] == "struct":
            end = self.offset_of(t, len(t[1]))
            align = self.align_of(t)
            return (end + align - 1) // align * align
        raise Unsupported("size of %s" % (t,))

    def offset_of(self, t, index):
        """Of a member; of the end where index is the number of members."""
        t, at = self.resolve(t), 0
        for i, member in enumerate(t[1]):
            align = 1 if t[2] else self.align_of(member)
            at = (at + align - 1) // align * align
            if i == index:
                return at
            at += self.size_of(member)
        return at

    def global_value(self, name):
        """Type and value of a constant or variable."""
        r = Reader(self, self.globals[name])
        r.take()
        r.need("=")
        r.words()
        if r.peek() in ("addrspace",):
            raise Unsupported(r.text)
        return r.typed()

    def function(self, name):
        if name not in self.functions:
            self.functions[name] = self.parse_function(name, self.sources[name])
        return self.functions[name]

    def parse_function(self, name, lines):
        r = Reader(self, lines[0])
        while not r.peek().startswith("@"):
            r.take()
        r.take()
        r.need("(")
        params = []
        while not r.eat(")"):
            if r.eat("..."):
                continue
            t = r.type()
            found = r.words()
            params.append((r.take()[1:].strip('"') if NAME.match(r.peek()) else str(len(params)), t, found))
            r.eat(",")
        blocks, order, label = {}, [], None
        at = 1
        while at < len(lines):
            line = lines[at].split(" ; ")[0].rstrip() if '"' not in lines[at] else lines[at]
            at += 1
            if not line or line.startswith(";"):
                continue
            head = re.match(r'^("[^"]*"|[-\w.$]+):', line)
            if head or label is None:
                label = head.group(1).strip('"') if head else str(len(params))
                blocks[label] = []
                order.append(label)
                if head:
                    continue
            if line.strip().startswith("switch") and not line.rstrip().endswith("]"):
                while not line.rstrip().endswith("]"):
                    line += " " + lines[at]
                    at += 1
            blocks[label].append(self.parse_insn(line))
        return Function(name, params, blocks, order)

    def parse_insn(self, line):
        r = Reader(self, line)
        name = None
        if NAME.match(r.peek()) and r.peek(1) == "=":
            name = r.take()[1:].strip('"')
            r.take()
        while r.peek() in ("tail", "notail", "musttail"):
            r.take()
        op = r.take()
        insn = lambda t, args, flags=None: Insn(op, name, t, args, flags or {}, line.strip())
        if op in BINARY:
            flags = r.words()
            t, a = r.typed()
            r.need(",")
            return insn(t, [a, r.value()], flags)
        if op == "icmp":
            r.words()
            pred = r.take()
            t, a = r.typed()
            r.need(",")
            return insn(t, [pred, a, r.value()])
        if op == "alloca":
            t = r.type()
            return insn(t, [])
        if op == "load":
            r.words()
            t = r.type()
            r.need(",")
            return insn(t, [r.typed()[1]])
        if op == "store":
            r.words()
            t, v = r.typed()
            r.need(",")
            return insn(t, [v, r.typed()[1]])
        if op == "getelementptr":
            r.words()
            t = r.type()
            args = []
            while r.eat(","):
                if r.peek() == "!":
                    break
                args.append(r.typed())
            return insn(t, args)
        if op == "freeze":
            t, v = r.typed()
            return insn(t, [t, v])
        if op in CASTS:
            r.words()
            t, v = r.typed()
            r.need("to")
            return insn(r.type(), [t, v])
        if op == "select":
            _, c = r.typed()
            r.need(",")
            t, a = r.typed()
            r.need(",")
            return insn(t, [c, a, r.typed()[1]])
        if op == "phi":
            t, args = r.type(), []
            while r.eat("["):
                v = r.value()
                r.need(",")
                args.append((v, r.take()[1:].strip('"')))
                r.need("]")
                r.eat(",")
            return insn(t, args)
        if op in ("extractvalue", "insertvalue"):
            args, indices = [r.typed()], []
            while r.eat(","):
                if op == "insertvalue" and len(args) == 1:
                    args.append(r.typed())
                else:
                    indices.append(int(r.take()))
            return insn(args[0][0], args, {"indices": indices})
        if op == "ret":
            t = r.type()
            return insn(t, [] if t[0] == "void" else [r.value()])
        if op == "br":
            if r.eat("label"):
                return insn(None, [r.take()[1:].strip('"')])
            _, c = r.typed()
            args = [c]
            while r.eat(","):
                if not r.eat("label"):
                    break
                args.append(r.take()[1:].strip('"'))
            return insn(None, args)
        if op == "switch":
            t, v = r.typed()
            r.need(",")
            r.need("label")
            default, cases = r.take()[1:].strip('"'), []
            r.need("[")
            while not r.eat("]"):
                _, k = r.typed()
                r.need(",")
                r.need("label")
                cases.append((k[1], r.take()[1:].strip('"')))
            return insn(t, [v, default, cases])
        if op == "unreachable":
            return insn(None, [])
        if op == "call":
            r.words()
            t = r.type()
            if t[0] == "function":
                t = t[1]
            callee = r.value()
            r.need("(")
            args = []
            while not r.eat(")"):
                at = r.type()
                found = r.words()
                args.append((at, ("undef",) if at == ("named", "metadata") else r.value(), found))
                r.eat(",")
            return insn(t, [callee, args])
        raise Unsupported("instruction: " + line.strip()[:160])


def module_of(text):
    return Module(text)
