# float.fromhex() rounds once, to even, also where numbers are subnormal and where digits are many.
for text in (
    "0x0.ffffffffffffd6p-1022 0x0.ffffffffffffdap-1022 0x0.ffffffffffffdcp-1022 0x0.ffffffffffffe4p-1022 0x0.ffffffffffffe6p-1022 "
    "0x0.ffffffffffffecp-1022 0x0.fffffffffffff4p-1022 0x0.fffffffffffff6p-1022 0x1.0000000000000cp-1022 0x1.00000000000018p-1022 "
    "0x1p-1074 0x1p-1075 0x1.8p-1075 0x1.00000000000000001p-1075 0x1.7fffffffffffffffffp-1074 0x1.8p-1074 0x1p-1076 0x3p-1076 "
    "0x1.fffffffffffff7p1023 0x1.fffffffffffff8p1023 0x1p1024 0x.8p1024 0x1.00000000000008p0 0x1.00000000000008000000000000000001p0 "
    "0x1.00000000000018p0 1. .8 8p-1078 0x81p-1082 0x0p99999999999999999999 0x1p99999999999999999999 0x1p-99999999999999999999 "
    "-0x0p5 +inf -NAN 0x 0x. 0x1..p1 0xp1 0x1p 0x1p+ 1e5 0x1.8p0x1"
).split():
    for sign in "", "-":
        try:
            print(text, repr(float.fromhex(sign + text.lstrip("-+") if sign else text)), end=" ")
        except (ValueError, OverflowError) as error:
            print(text, type(error).__name__, error, end=" ")
    print()
print(float.fromhex("0x" + "0" * 500 + "1" + "0" * 500 + "p-2000"), float.fromhex("0x." + "0" * 500 + "1p2004"), float.fromhex(" \t0x1p1\n"))
