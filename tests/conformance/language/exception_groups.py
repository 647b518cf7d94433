# ExceptionGroup: construction rules, subgroup, split, derive, notes, and what copying keeps.
eg = ExceptionGroup("top", [ValueError(1), ExceptionGroup("sub", [TypeError(2), ValueError(3)]),
                            KeyError("k")])
print(repr(eg), str(eg), eg.message, eg.args)
print(eg.exceptions)
print(eg.subgroup(ValueError))
print(eg.subgroup(OSError))
print(eg.subgroup(lambda e: isinstance(e, TypeError)))
print(eg.subgroup((TypeError, KeyError)).exceptions)
print(eg.subgroup(ExceptionGroup) is eg, eg.subgroup(lambda e: False))
match, rest = eg.split(ValueError)
print(repr(match), repr(rest), sep="\n")
print(eg.split(OSError)[0], eg.split(Exception)[1])
print(BaseExceptionGroup("b", [ValueError()]).__class__.__name__, BaseExceptionGroup("b",
    [KeyboardInterrupt()]).__class__.__name__)
print(ExceptionGroup.__mro__[1:4], isinstance(eg, Exception), ExceptionGroup[int].__class__.__name__)
print(str(ExceptionGroup("one", [ValueError()])), "|", str(ExceptionGroup("three", [ValueError()] * 3)))
for bad in ((), ("m",), ("m", []), ("m", [1]), (5, [ValueError()]), ("m", [KeyboardInterrupt()]),
            ("m", ValueError()), ("m", [ValueError])):
    try:
        print(repr(ExceptionGroup(*bad)))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


class Custom(ExceptionGroup):
    def __new__(cls, message, errors, code=0):
        self = super().__new__(cls, message, errors)
        self.code = code
        return self

    def derive(self, errors):
        return Custom(self.message, errors, self.code)


c = Custom("custom", [ValueError(1), KeyError(2)], 42)
c.add_note("a note")
c.__cause__ = OSError("cause")
part = c.subgroup(KeyError)
print(type(part).__name__, part.code, part.__notes__, repr(part.__cause__), part.exceptions)
plain = ExceptionGroup("plain", [ValueError(1), OSError(2)])
plain.add_note("n1")
plain.add_note("n2")
print(plain.subgroup(OSError).__notes__, plain.derive([KeyError()]).__class__.__name__)
v = ValueError("noted")
v.add_note("first")
print(v.__notes__, hasattr(ValueError(), "__notes__"))
try:
    v.add_note(5)
except TypeError as error:
    print(error)
seq = [ValueError(1)]
g = ExceptionGroup("g", seq)
seq.append(2)
print(g.exceptions, len(g.exceptions))
try:
    g.exceptions = ()
except AttributeError as error:
    print(error)
leaves = []


def walk(e):
    if isinstance(e, BaseExceptionGroup):
        for sub in e.exceptions:
            walk(sub)
    else:
        leaves.append(e)


walk(eg)
print(leaves)
