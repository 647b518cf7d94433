# Builtins called with stars and keywords in every mixture; keyword names of builtins; defaults
# passed by name.
print(*range(3), *"ab", sep="-", **{"end": ".\n"})
print(max(*[1, 5, 2]), min(*{3, 1}), dict(**{"a": 1}, **{"b": 2}), dict([("x", 1)], **{"y": 2}),
      int(*["ff"], **{"base": 16}), int("11", base=2), sorted([3, 1], reverse=True, key=None),
      sorted(*[[2, 1]], **{"reverse": 1}), sum([1], start=5), list(*["ab"]),
      str(object=b"a", encoding="ascii"), bytes("é", encoding="utf-8"),
      bytes(source="a", encoding="ascii", errors="strict"), list(enumerate(iterable="a", start=1)),
      round(number=2.5, ndigits=None), pow(base=2, exp=3), complex(real=1, imag=2),
      "a,b".split(sep=",", maxsplit=1), "a\nb".splitlines(keepends=True),
      "a".encode(encoding="utf-8", errors="strict"), b"a".decode(encoding="ascii"),
      (5).to_bytes(length=2, byteorder="little", signed=False), int.from_bytes(bytes=b"\1", byteorder="big"),
      b"ab".hex(sep="-", bytes_per_sep=1), "a\tb".expandtabs(tabsize=2), list(zip([1], [2], strict=True)),
      open.__name__, compile(source="1", filename="f", mode="eval").co_filename, eval("1 + 1", {}, {}),
      __import__(name="math").__name__, "{x} {}".format(1, **{"x": 2}), memoryview(object=b"a").nbytes,
      property(fget=len, doc="d").__doc__, [2, 1].sort(key=lambda x: x), [1].pop(*[0]), {}.get(*["k", "d"]),
      getattr(*[1, "real"]), isinstance(*(1, int)), range(*(1, 5, 2)), slice(*(1, 2)), "".join(*[["a", "b"]]),
      print(end=""))
for code in ("int(x='5')", "int(base=2)", "sorted(iterable=[1])", "list(iterable=[1])", "tuple(sequence=[1])",
             "bool(x=1)", "float(x=1)", "len(obj=[])", "abs(x=1)", "chr(i=65)", "ord(c='a')",
             "sum(iterable=[])", "min(iterable=[1])", "dict(mapping={})", "zip(strict=True)", "range(stop=3)",
             "slice(start=1)", "isinstance(obj=1, class_or_tuple=int)", "getattr(object=1, name='real')",
             "'a'.join(iterable=[])", "'a'.find(sub='a')", "[].append(object=1)", "{}.get(key=1)",
             "{}.pop(k=1)", "''.split(x=1)", "''.center(width=5)", "''.zfill(width=5)", "print(1, seps='')",
             "hash(obj=1)", "iter(object=[])", "next(iterator=iter([]))", "map(func=str, iterable=[])",
             "enumerate(sequence=[])", "reversed(sequence=[])", "bytes(source=1, foo=2)", "round(x=1)",
             "pow(x=1, y=2)", "divmod(a=1, b=2)", "type(object=1)", "object(x=1)", "super(type=int)",
             "frozenset(x=1)", "set(iterable=[])", "eval(source='1')", "exec(object='1')", "callable(obj=1)",
             "format(value=1)", "vars(object=1)", "dir(object=1)", "id(obj=1)", "ascii(obj=1)", "repr(obj=1)",
             "int(*['1', 2, 3])", "print(*5)", "print(**5)", "print(**{1: 2})", "max(*[], **{'key': len})",
             "dict(**{1: 2})", "dict(*[1, 2])"):
    try:
        print(code, "->", repr(eval(code)).split(" at 0x")[0])
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
