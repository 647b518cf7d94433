# binascii: each alphabet there and back over bytes of all kinds, what decoders accept, what they refuse, and the checksums.
import binascii


def show(action, *arguments, **keywords):
    try:
        print(action.__name__, repr(action(*arguments, **keywords)))
    except Exception as error:
        print(action.__name__, type(error).__name__ + ":", error)


samples = [b"", b"a", b"ab", b"abc", b"\0\xff\x80", bytes(range(256)), b"x" * 46]
for data in samples:
    for length in range(0, min(len(data), 45) + 1, 9):
        part = data[:length]
        assert binascii.a2b_uu(binascii.b2a_uu(part)) == part
        assert binascii.a2b_uu(binascii.b2a_uu(part, backtick=True)) == part
    assert binascii.a2b_hex(binascii.b2a_hex(data)) == data
    assert binascii.a2b_base64(binascii.b2a_base64(data)) == data
    for options in range(8):
        quoted = binascii.b2a_qp(data, bool(options & 1), bool(options & 2), bool(options & 4))
        assert max(map(len, quoted.split(b"\n"))) <= 76
        print(options, hash(data) and len(quoted), quoted[:60])
    print(binascii.crc32(data), binascii.crc_hqx(data, 0), binascii.crc32(data, 2**40 + 7), binascii.crc_hqx(data, -1))

print("-- base64")
for text in ("YWJj", "YW Jj\n", "YWI=", "YWI", "YW=I=", "Y", "YWJjY", "=YWJj", "YWJj=", "YWI==", "YWI=YWI=", "Y!W#J$j", "====", "\xe9", b"YWJj", 5):
    show(binascii.a2b_base64, text)
    show(binascii.a2b_base64, text, strict_mode=True)
show(binascii.b2a_base64, b"abc", newline=False)
show(binascii.b2a_base64, "abc")

print("-- hexadecimal")
for text in ("", "0aFF", b"0aff", "0", "0g", "0 ", "\xe9", None):
    show(binascii.unhexlify, text)
show(binascii.hexlify, b"abcdef", "-", 2)
show(binascii.hexlify, memoryview(b"abcdef")[::2], b":", -2)
show(binascii.hexlify, b"abc", "ab")
show(binascii.hexlify, "abc")

print("-- uuencode")
for line in (b"", b" \n", b"#86)C\n", b"#86)C  ``\n", b"#86)C!\n", b"$86)", b"\xff", b"!\x7f", "#86)C"):
    show(binascii.a2b_uu, line)
show(binascii.b2a_uu, b"x" * 46)
show(binascii.b2a_uu, b"\0\0", backtick=True)

print("-- quoted-printable")
for text in (b"a=20b", b"a=\nb", b"a=\r\nb", b"a==b", b"a=", b"a=zz", b"a_b=5F", b"=4"):
    show(binascii.a2b_qp, text)
    show(binascii.a2b_qp, text, header=True)
for text in (b"x" * 80, b"a \nb\t\n", b"a\r\nb\n", b".\n.b", b"=_\x01\t ", b"tail "):
    show(binascii.b2a_qp, text)
    show(binascii.b2a_qp, text, quotetabs=True, header=True)
    show(binascii.b2a_qp, text, istext=False)

print(binascii.Error.__mro__, binascii.Incomplete.__mro__)
