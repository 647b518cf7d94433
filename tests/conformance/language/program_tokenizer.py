# A small program: tokenizer, Pratt parser and evaluator with classes, generators, match and exceptions.
from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    NUMBER = auto()
    NAME = auto()
    OP = auto()
    END = auto()


@dataclass(frozen=True)
class Token:
    kind: Kind
    text: str
    position: int


class ParseError(Exception):
    def __init__(self, message, position):
        super().__init__(message)
        self.position = position


def tokens(text):
    i = 0
    while i < len(text):
        c = text[i]
        start = i
        if c.isspace():
            i += 1
            continue
        if c.isdigit():
            while i < len(text) and (text[i].isdigit() or text[i] == "."):
                i += 1
            yield Token(Kind.NUMBER, text[start:i], start)
        elif c.isalpha() or c == "_":
            while i < len(text) and (text[i].isalnum() or text[i] == "_"):
                i += 1
            yield Token(Kind.NAME, text[start:i], start)
        elif text[i:i + 2] == "**":
            i += 2
            yield Token(Kind.OP, "**", start)
        elif c in "+-*/()=,":
            i += 1
            yield Token(Kind.OP, c, start)
        else:
            raise ParseError(f"unexpected {c!r}", i)
    yield Token(Kind.END, "", i)


class Parser:
    powers = {"=": (1, 0), "+": (2, 3), "-": (2, 3), "*": (4, 5), "/": (4, 5), "**": (8, 7)}

    def __init__(self, text):
        self.stream = tokens(text)
        self.current = next(self.stream)

    def advance(self):
        token, self.current = self.current, next(self.stream, None)
        return token

    def expect(self, text):
        if self.current.text != text:
            raise ParseError(f"expected {text!r}, got {self.current.text!r}", self.current.position)
        self.advance()

    def expression(self, minimum=0):
        match self.advance():
            case Token(Kind.NUMBER, text): left = float(text) if "." in text else int(text)
            case Token(Kind.NAME, name) if self.current.text == "(":
                self.advance()
                arguments = []
                while self.current.text != ")":
                    arguments.append(self.expression())
                    if self.current.text == ",":
                        self.advance()
                self.expect(")")
                left = ("call", name, *arguments)
            case Token(Kind.NAME, name): left = ("name", name)
            case Token(Kind.OP, "-"): left = ("neg", self.expression(6))
            case Token(Kind.OP, "("):
                left = self.expression()
                self.expect(")")
            case Token(_, text, position):
                raise ParseError(f"unexpected {text or 'end'!r}", position)
        while (power := self.powers.get(self.current.text)) and power[0] > minimum:
            op = self.advance().text
            left = (op, left, self.expression(power[1]))
        return left

    def parse(self):
        tree = self.expression()
        if self.current.kind is not Kind.END:
            raise ParseError(f"trailing {self.current.text!r}", self.current.position)
        return tree


def evaluate(tree, scope):
    match tree:
        case int() | float(): return tree
        case ("name", name): return scope[name]
        case ("neg", x): return -evaluate(x, scope)
        case ("=", ("name", name), value):
            scope[name] = evaluate(value, scope)
            return scope[name]
        case ("call", name, *arguments): return scope[name](*(evaluate(a, scope) for a in arguments))
        case (op, left, right):
            a, b = evaluate(left, scope), evaluate(right, scope)
            return {"+": a.__add__, "-": a.__sub__, "*": a.__mul__,
                    "**": a.__pow__}[op](b) if op != "/" else a / b


scope = {"pi": 3.14159, "max": max, "sum": lambda *a: sum(a)}
for line in ("1 + 2 * 3", "(1 + 2) * 3", "2 ** 3 ** 2", "-2 ** 2", "x = 5", "y = x = x * 2", "x - y - 1",
             "max(1, x, 3) + sum()", "pi * 2", "1 / 4", "10 / 0", "unknown", "1 +", "2 $ 3", "(1", "1 2",
             "sum(1, 2, 3", "", "max()"):
    try:
        tree = Parser(line).parse()
        print(f"{line:22} {tree!s:45} {evaluate(tree, scope)}")
    except ParseError as error:
        print(f"{line:22} ParseError at {error.position}: {error}")
    except (ArithmeticError, LookupError, TypeError) as error:
        print(f"{line:22} {type(error).__name__}: {error}")
