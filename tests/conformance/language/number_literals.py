# Integer, float and imaginary literals: bases, underscores, exponents, and what their repr gives back.
print(0, 00, 0_0, 1_000_000, 0x_ff, 0XFF, 0o17, 0O1_7, 0b1010, 0B_1111_0000)
print(0xdead_beef_cafe_babe_0123, 12345678901234567890123456789012345678901234567890)
print(1., .5, 1.5, 0.0, -0.0, 1e3, 1E3, 1e-3, 1_0.0_1e1_0, 1e+5, 00.5, 0e0, 09.5, 1e400, -1e400)
print(1j, .5j, 1e3J, 0j, 1_0j, -1j, 3 + 4j, 0777.5j, 09j)
print(9007199254740993, 9007199254740993.0, 0.1 + 0.2, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5)
print(4.9e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 5e-324 / 2, 1e22, 1e23)
print(2 ** 62, 2 ** 63, -2 ** 63, 2 ** 64, (-2) ** 63, -2 ** 2)
print(1 .real, 1..real, 1.5.imag, (5).bit_length(), 0xff.bit_length())
print(0xf or 1, 0b1 or 2)
print(type(1), type(1.0), type(1j), type(True))
print(1_2_3 == 123, 0x10 == 0o20 == 0b10000 == 16 == 16.0, 1 == 1.0 == 1 + 0j)
for code in ("1__0", "1_", "0x", "0b2", "0o8", "09", "0777", "1e", "1.e", "0b", "0_x1", "1_.5", "1._5",
             "1e_5", "0xg",
             "1a", "1_a", "12ab3", "0b12", "0o1_", "1.5j2", "5_j", "0x_"):
    try:
        print(code, eval(code))
    except SyntaxError as error:
        print(f"{code}: {error.msg} (column {error.offset})")
