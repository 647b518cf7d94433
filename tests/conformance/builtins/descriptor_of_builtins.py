# Builtin functions don't bind as methods, slot wrappers and method descriptors do; __get__ by hand.
class A:
    size = len
    up = str.upper
    add = int.__add__
    lam = lambda self: "bound"
    cls = int
    inst = "abc".upper
    prop = property(len)
    st = staticmethod(len)
    typ = type
    pr = print

    def __len__(self): return 3


class S(str):
    up = str.upper
    size = len


class I(int):
    add = int.__add__
    plus = (5).__add__


a = A()
print(a.size("abcd"), a.lam(), a.cls("7"), a.inst(), a.prop, a.st("ab"), a.typ(5), a.pr("printed"),
      S("x").up(), S("x").size("abc"), I(4).add(3), I(4).plus(1))
for code in ("a.up()", "a.add(1)", "a.size()", "str.upper.__get__(5)", "str.upper.__get__('a')()",
             "str.upper.__get__(None, str)('b')", "int.__add__.__get__(5)(6)", "len.__get__",
             "list.append.__get__([], list)", "(lambda self: self).__get__(5)()",
             "(lambda self: self).__get__(None)", "property(len).__get__('abc')", "int.real.__get__(5)",
             "int.real.__get__(None, int)", "int.from_bytes.__get__",
             "dict.__dict__['fromkeys'].__get__(None, dict)('ab')",
             "dict.__dict__['fromkeys'].__get__({})('a')", "dict.__dict__['fromkeys']('a')",
             "str.__dict__['maketrans'].__get__(5)('a', 'b')", "A.lam()", "A.lam(1)", "A.up('q')",
             "A.size('qq')"):
    try:
        text = repr(eval(code)).split(" at 0x")[0]
        print(code, "->", text)
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
append = [].append
append(1); append(2)
print(append.__self__, list(map([1, 2, 1].count, [1, 2])), list(map(str.upper, "ab")),
      list(filter(str.isalpha, "a1")), sorted("bA", key=str.lower), max("a", "bb", key=len),
      list(map("abc".index, "cb")), list(map({}.get, "a", "b")), [f("x") for f in (str, repr, len, str.upper,
          "y".join)])
m = a.lam
print(m.__func__ is A.lam, m.__self__ is a, m == a.lam, m is a.lam, hash(m) == hash(a.lam), m.__name__,
      type(m).__name__, [].append == [].append, (x := []).append == x.append, str.upper == str.upper,
      "a".upper == "a".upper, len == len, m != A().lam, {m: 1}[a.lam])
import types
bound = types.MethodType(len, "four")
print(bound(), bound.__self__, bound.__func__, repr(bound), types.MethodType(lambda s, x: (s, x), 1)(2))
for bad in (lambda: types.MethodType(5, 1), lambda: types.MethodType(len, None),
            lambda: types.MethodType(len), lambda: types.MethodType(len, 1, 2)):
    try:
        bad()
    except TypeError as error:
        print(error)
