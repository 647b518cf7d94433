# classmethod and staticmethod: binding, inheritance, wrapping other things, attributes they pass on.
class A:
    @classmethod
    def make(cls, *args):
        """Make doc."""
        return cls.__name__, args

    @staticmethod
    def static(*args):
        "Static doc."
        return args

    plain = lambda *args: len(args)


class B(A):
    @classmethod
    def make(cls, *args):
        return ("B", *super().make(*args))


print(A.make(1), A().make(2), B.make(3), B().make(4), A.static(5), A().static(6), B.static(), A.plain(1),
      A().plain(1))
print(A.make.__self__ is A, B.make.__func__ is B.__dict__["make"].__func__, A.make.__doc__, A.static.__doc__,
      A.make.__name__, type(A.make).__name__, type(A.static).__name__)
cm, sm = A.__dict__["make"], A.__dict__["static"]
print(type(cm).__name__, type(sm).__name__, cm.__wrapped__ is cm.__func__, sm.__func__ is A.static, sm(1, 2),
      cm.__name__, sm.__qualname__, cm.__isabstractmethod__)
print(cm.__get__(None, B)(), cm.__get__(B())(), sm.__get__(None, A)(9))
try:
    cm(1)
except TypeError as error:
    print(error)
for bad in (lambda: classmethod(), lambda: staticmethod(), lambda: classmethod(5).__get__(None, A)(),
            lambda: staticmethod(5).__get__(None)()):
    try:
        print(bad())
    except TypeError as error:
        print(error)


class C:
    length = staticmethod(len)
    builtin = classmethod(repr)

    @staticmethod
    def recursive(n):
        return n if n == 0 else C.recursive(n - 1)

    def used_inside(): return "called in the body"
    value = used_inside()
    used_inside = staticmethod(used_inside)

    @classmethod
    @staticmethod
    def odd(*args): return len(args)


print(C.length("abc"), C().length([1]), C.builtin(), C.recursive(5), C.value, C.used_inside())
print(C.odd(), repr(staticmethod(len)), repr(classmethod(len)))


class Alternative:
    def __init__(self, v): self.v = v

    @classmethod
    def parse(cls, text): return cls(int(text))

    def __repr__(self): return f"{type(self).__name__}({self.v})"


class Child(Alternative): pass


print(Alternative.parse("1"), Child.parse("2"), Child(0).parse("3"), list(map(Child.parse, "45")))
C.added = classmethod(lambda cls: cls.__name__ + " added")
print(C.added(), C().added())
o = C()
o.length = lambda: "instance shadows"
print(o.length())
sm.attribute = 1
print(sm.attribute, hasattr(A.static, "attribute"))
try:
    A.make.attribute = 1
except AttributeError as error:
    print(error)
print(A.make == A.make, A.make is A.make, A().make == A().make, A.make == B.make)
