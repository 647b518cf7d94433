# The format mini-language for ints and floats: fill, align, sign, #, 0, width, grouping, precision,
# every type.
for spec in ("", "d", "5", "<5", ">5", "^5", "=5", "*^7", "05", "+", "-", " ", "+d", "x", "X", "#x", "#X",
             "#08x", "b", "#b", "o", "#o", "c", ",", "_", "_x", "_b", "n", "08,", "010_d", "e", "f", "g",
             ".2f", "%", "10.3f", "+.1e", "G", "E", "F", "#010b", "0=+8d", "x^+9", "é>4", "<", "^", "🙂^5",
             "0<6", "015,.2f", ",.3f", "_.1f", " d", "z.1f", "+x", "-#o"):
    try:
        print(repr(spec), repr(format(65, spec)), repr(format(-1234567, spec) if "c" not in spec else ""),
              end="; ")
    except (ValueError, OverflowError) as error:
        print(repr(spec), error, end="; ")
print()
for spec in ("", "f", ".0f", ".1f", ".3f", ".10f", "e", ".0e", ".2e", "E", "g", ".3g", ".10g", "G", "#g",
             "#.0f", "#.3g", "%", ".1%", "n", "+", "+.2f", " .2f", "10", "<10.1f", "^10.1f", "=+10.1f",
             "010.2f", "*>12.3e", ",", "_", ",.2f", "_.3f", "020,.2f", ".0%", ".15g", ".17g", ".20f", "z.1f",
             "z", "z.0f", "+z.1f", "08", "-", ".3", ".0", ".1", "5.1", "z.3e"):
    for x in (0.0, -0.04, 1234567.891, 1e-10,
              1.5e300 if "f" not in spec and "%" not in spec and "," not in spec and "_" not in spec else 2.5,
              float("inf"), float("nan")):
        print(format(x, spec), end="|")
    print(repr(spec))
for value, spec in ((1, "s"), (1, "q"), (1, "5.2d"), (1, ".2d"), (1, ".2x"), (1.5, "d"), (1.5, "x"),
                    (1.5, "s"), (1.5, "c"), (1, ",x"), (1, ",b"), (1.5, ",n"), (1, "_c"), (1, "+c"),
                    (1, "#c"), (-1, "c"), (0x110000, "c"), (1, "c,"), (1, "ss"), (1, "5x5"), (1, "{"),
                    (1.5, ".f"), (1, "."), (1.5, ".1.2f"), (1, ",,"), (1, "_,"), (1, "__"), (1, ",_"),
                    (1.5, "99999999999999999999f"), (1.5, ".99999999999999999999f"), (1, "=="), (1, "z"),
                    (1, "zd"), (True, "d"), (True, ""), (True, "5"), (True, "s"), (1, "\x00"), (1.0, "é"),
                    (1, "😀😀5")):
    try:
        print(value, repr(spec), repr(format(value, spec)))
    except (ValueError, OverflowError) as error:
        print(value, ascii(spec), type(error).__name__, ascii(str(error)))
print("{:,}".format(2 ** 100), f"{2 ** 70:#x}", f"{-2 ** 70:_b}", f"{10 ** 30:e}", f"{10 ** 30:.3f}",
      f"{2 ** 70:>30,d}", f"{True:+} {False:5}|", f"{1e16:}", f"{1e15:}", f"{123456.0:g}", f"{1234567.0:g}",
      f"{0.0001:g}", f"{0.00001:g}", f"{100:g}", f"{1e5:n}")
