# % formatting of str: conversions, flags, width and precision with *, mappings, errors.
class R:
    def __repr__(self): return "R()"
    def __str__(self): return "S"
    def __int__(self): return 42
    def __index__(self): return 43
    def __float__(self): return 4.5


r = R()
for template, value in (("%s", 1), ("%s", "a"), ("%r", "a"), ("%a", "é"), ("%s|%r|%a", (r, r, r)), ("%d", 5),
                        ("%d", -5.9), ("%d", r), ("%i", 3), ("%u", 7), ("%o", 8), ("%x", 255), ("%X", 255),
                        ("%#x", 255), ("%#o", 8), ("%#X", 255), ("%c", 65), ("%c", "é"), ("%f", 1.5),
                        ("%f", r), ("%e", 12345.678), ("%E", 0.0001), ("%g", 1e10), ("%G", 1e-10),
                        ("%.2f", 3.14159), ("%.0f", 2.5), ("%5d|", 42), ("%-5d|", 42), ("%05d", 42),
                        ("%+d", 42), ("% d", 42), ("%+05d", 42), ("%-+6d|", 42), ("%5s|", "ab"),
                        ("%-5s|", "ab"), ("%.2s", "abcdef"), ("%5.1s|", "abc"), ("%*d", (5, 42)),
                        ("%-*d|", (5, 42)), ("%.*f", (2, 3.14159)), ("%*.*f", (8, 2, 3.14159)),
                        ("%*d|", (-5, 42)), ("%%", ()), ("%d%%", 50), ("%(a)s %(b)d", {"a": 1, "b": 2}),
                        ("%(a)s", {"a": "x", "unused": 1}),
                        ("%(a b)s", {"a b": 1}), ("%(a(b))s", {"a(b)": 1}), ("%s", (1,)), ("%s", ((1, 2),)),
                        ("%s", [1, 2]), ("%s", {"k": 1}), ("%s", None), ("plain", ()), ("plain", {}),
                        ("", {}), ("%x", -255), ("%#x", -255), ("%08.3f", -3.14159), ("%+.1e", 12345.0),
                        ("%.3d", 5), ("%.10x", 255), ("%8.3d|", 5), ("%ld %hd %Ld", (1, 2, 3)),
                        ("%d", 2 ** 70), ("%x", 2 ** 70), ("%f", float("inf")), ("%05f", float("nan")),
                        ("%d", True), ("%s", True), ("%s %s", ("a", "b")), ("%.3r", "abcdef"), ("%10r|", "a"),
                        ("%#g", 1.0), ("%#.0f", 1.0), ("%05s|", "a"), ("%+s", "a"), ("% x", 255),
                        ("%c%c", ("a", "b")), ("%5c|", "x"), ("%f", 10 ** 20), ("%.0e", 12345),
                        ("%g", 0.0001), ("%g", 123456789)):
    print(repr(template % value), end=" ")
print()
for template, value in (("%s %s", 1), ("%s", (1, 2)), ("%s", ()), ("%d", "a"), ("%d", None), ("%d", 1j),
                        ("%x", 1.5), ("%x", "a"), ("%o", 1.0), ("%c", "ab"), ("%c", 1.5), ("%c", -1),
                        ("%c", 0x110000), ("%c", ""), ("%f", "a"), ("%f", None), ("%", ()), ("%5", 1),
                        ("%q", 1), ("%(a)s", 1), ("%(a)s", (1,)), ("%(a)s", {}), ("%(a", {"a": 1}),
                        ("%*d", 5), ("%*d", ("a", 5)), ("%.*f", ("a", 5)), ("plain", 1), ("plain", (1,)),
                        ("%s %(a)s", {"a": 1}), ("%(a)s %s", {"a": 1}), ("%d", float("nan")),
                        ("%d", float("inf")), ("%é", 1), ("%.", 1), ("%s%", 1), ("%()s", {"": 5}),
                        ("%(a)*d", {"a": 1}), ("%.99999999999f", 1.5), ("%99999999999999999999d", 1),
                        ("%-", 1), ("%l", 1), ("%s", b"x"), ("%b", b"x")):
    try:
        print(repr(template), repr(template % value))
    except Exception as error:
        print(ascii(template), type(error).__name__, ascii(str(error)))
print("%s and %s" % tuple("ab"), "%(x)s-%(x)r" % {"x": "q"}, "a%sb" % "c" % (), "%s" % ("%s" % 5),
      "%%%s%%" % 1, ("%s," * 3) % (1, 2, 3))
print(b"%d %s %b %a %x %c %r" % (1, b"s", b"b", "é", 255, 65, [1]), b"%5d|%-5s|%.2f" % (1, b"a", 1.5),
      bytearray(b"%s") % b"x", b"%(k)s" % {b"k": b"v"})
for template, value in ((b"%s", "str"), (b"%b", 5), (b"%d", "a"), (b"%c", 256), (b"%c", b"ab"),
                        (b"%s %s", (b"a",))):
    try:
        print(template % value)
    except (TypeError, OverflowError) as error:
        print(template, type(error).__name__, error)

# A percent sign is one only right after another; otherwise it is a format character that there isn't.
for form in "%%", "%5%", "% %", "%-%", "%.3%", "%l%", "%(a)%", "%*%", "%y", b"%%", b"%5%", b"%l%", b"%y":
    for arguments in (), {"a": 1}, (1,):
        try:
            print(form, arguments, form % arguments)
        except (TypeError, ValueError) as error:
            print(form, arguments, type(error).__name__, error)
