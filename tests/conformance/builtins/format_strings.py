# str.format: field names, attributes, indexes, conversions, nested specs, auto numbering, escapes,
# errors; format_map.
class P:
    x = 1
    d = {"k": "v", "0": "zero", 0: "int zero"}
    def __format__(self, spec): return f"P<{spec}>"
    def __repr__(self): return "P()"


p = P()
print("{} {} {}".format(1, "two", [3]), "{2} {0} {1}".format("a", "b", "c"), "{0}{0}".format("x"),
      "{name} {0}".format(1, name="n"), "{{}} {{{0}}} }}{{".format(5))
print("{0.x} {0.d[k]} {0.d[0]} {1[1]} {1[-1]}".format(p, {1: "one", "-1": "minus"}), "{p.d}".format(p=p),
      "{a[b c]}".format(a={"b c": 1}), "{0[a.b]}".format({"a.b": 2}))
print("{!r} {!s} {!a}".format("é", "é", "é"), "{:>5}|{:<5}|{:^5}|{:*^5}|{:.2}|{:5.1}|".format("a", "b", "c",
    "d", "efg", "hij"), "{:{}} {:{w}.{p}f}".format("x", 5, 3.14159, w=8, p=2),
      "{0:{1}>{2}}".format("x", "-", 6))
print("{:abc} {!r:>6} {!s:^7}|".format(p, p, p), "{:%Y-%m}".format(p), "{0:{0}}".format(5),
      "{:}".format(None), "{:s}".format("s"), "{a.__class__.__name__}".format(a=[]),
      "{0.real}{0.imag}".format(3j))
print("%s" % "{}".format("{}"), "{}".format("{0}"), "".format(1), "no fields".format(x=1),
      "{x}{y}".format_map({"x": 1, "y": 2}), "{:>{width}}".format(1, width="4"), "{!r:{}}|".format("a", 5))


class Default(dict):
    def __missing__(self, key): return f"<{key}>"


print("{a} {b}".format_map(Default(a=1)), "{a[k]}".format_map(Default(a={"k": 2})))
for template, args, kwargs in (("{}", (), {}), ("{1}", (0,), {}), ("{a}", (), {}), ("{} {0}", (1,), {}),
                               ("{0} {}", (1,), {}), ("{", (), {}), ("}", (), {}), ("{!x}", (1,), {}),
                               ("{!}", (1,), {}), ("{!rr}", (1,), {}), ("{:", (1,), {}), ("{0.}", (1,), {}),
                               ("{0[}", (1,), {}), ("{0[]}", ([1],), {}), ("{0]}", (1,), {}),
                               ("{0.x.y}", (p,), {}), ("{0[a]}", ([1],), {}), ("{0[5]}", ([1],), {}),
                               ("{0[k]}", ({},), {}), ("{:d}", ("s",), {}), ("{:5}", ([],), {}),
                               ("{:{}}", (1,), {}), ("{:{:{}}}", (1, 2, 3), {}), ("{0!}", (1,), {}),
                               ("{0!r", (1,), {}), ("{a b}", (), {"a b": 1}), ("{-1}", (1,), {}),
                               ("{ 0}", (1,), {}), ("{0 }", (1,), {}), ("{99999999999999999999}", (1,), {}),
                               ("{0[1}", ([1],), {}), ("{0[1]x}", ([1, 2],), {}), ("{.x}", (p,), {}),
                               ("{[0]}", ("ab",), {}), ("{0x}", (1,), {}), ("{}}", (1,), {}),
                               ("{a.b}", (), {"a": 1}), ("{:x}", (1.5,), {}), ("{:z}", ("a",), {}),
                               ("{:=5}", ("a",), {}), ("{:,}", ("a",), {}), ("{:+}", ("a",), {}),
                               ("{:#}", ("a",), {}), ("{:05}", ("a",), {}), ("{: }", ("a",), {})):
    try:
        print(repr(template), repr(template.format(*args, **kwargs)))
    except Exception as error:
        print(repr(template), type(error).__name__, error)
for s, spec in (("abc", ""), ("abc", "s"), ("abc", "10"), ("abc", ">10s"), ("abc", "^10.2"), ("é", "*<3"),
                ("abc", ".0"), ("abc", "0<6"), ("abc", ".10"), ("日本", ">5"), ("abc", "<2"), ("", "5"),
                ("abc", "d"), ("abc", "5.2s")):
    try:
        print(repr(format(s, spec)), end=" ")
    except ValueError as error:
        print(error, end=" ")
print()
print(format(3 + 4j, ""), format(3 + 4j, ".2f"), format(1j, ">10"), format(-1.5 - 2j, "+.1f"),
      format(1e10 + 1j, "g"), format(True), format(None), format([1], ""), format((1,)), format(1 + 0j, ".3"))
for bad in ((1j, "d"), (1j, "010"), (1j, "=10"), (1j, "%"), (b"a", "5"), ((1,), "x")):
    try:
        print(format(*bad))
    except (ValueError, TypeError) as error:
        print(error)
