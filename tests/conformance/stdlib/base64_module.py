# base64: every alphabet there and back, padding, folding and what is passed over, lines, and errors.
import base64
import io


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return "%s: %s" % (type(error).__name__, error)


data = bytes(range(256))
pairs = [(base64.b64encode, base64.b64decode), (base64.urlsafe_b64encode, base64.urlsafe_b64decode), (base64.b32encode, base64.b32decode),
         (base64.b32hexencode, base64.b32hexdecode), (base64.b16encode, base64.b16decode), (base64.b85encode, base64.b85decode),
         (base64.a85encode, base64.a85decode), (base64.z85encode, base64.z85decode), (base64.encodebytes, base64.decodebytes),
         (base64.standard_b64encode, base64.standard_b64decode)]
for encode, decode in pairs:
    print(encode.__name__, encode(b"any carnal pleas"), encode(data[250:]), encode(b"\0\0\0\0\0"))
    assert all(decode(encode(data[:n])) == data[:n] for n in range(256)), encode
    print([encode(bytearray(data[:n])) for n in range(6)], decode(bytearray(encode(b"x"))), attempt(encode, "text"), attempt(decode, "\xe9"), attempt(decode, 1))
print(base64.b64encode(b"\xfb\xff", b"*-"), base64.b64decode("*-8=", "*-"), base64.b64decode(b"YQ=*=\n="), attempt(base64.b64decode, b"Y*Q==", validate=True))
print(attempt(base64.b64decode, b"YQ="), attempt(base64.b64encode, b"x", b"abc"), attempt(base64.b32decode, b"me======"), base64.b32decode(b"me======", True))
print(base64.b32decode("M1023456", map01="I"), attempt(base64.b32decode, b"M1023456"), attempt(base64.b32decode, b"ME====="), attempt(base64.b32decode, b"M======="),
      attempt(base64.b32decode, b"MEAA===="), attempt(base64.b32decode, b"========"), attempt(base64.b32decode, b"MEAAA=A="))
print(attempt(base64.b16decode, b"0a"), base64.b16decode("0a", True), attempt(base64.b16decode, b"0"), attempt(base64.b16decode, b"0X"))
print(base64.a85encode(b"    \0\0\0\0ab", foldspaces=True, adobe=True), base64.a85encode(data[:40], wrapcol=10, adobe=True), base64.a85encode(b"\0\0", pad=True))
print(base64.a85decode(b"<~y z@:B~>", foldspaces=True, adobe=True), base64.a85decode(b"9 jq\no^"), attempt(base64.a85decode, b"y"), attempt(base64.a85decode, b"9z"),
      attempt(base64.a85decode, b"s8W-\""), attempt(base64.a85decode, b"x", adobe=True), attempt(base64.a85decode, b"\xff"), base64.a85decode(b"!!,,", ignorechars=b","))
print(base64.b85encode(b"abc", pad=True), attempt(base64.b85decode, b"ab,cd"), attempt(base64.b85decode, b"~~~~~"), attempt(base64.z85decode, b"ab_cd"), attempt(base64.z85decode, b"#####"))
out = io.BytesIO()
base64.encode(io.BytesIO(data), out)
print(out.getvalue())
back = io.BytesIO()
base64.decode(io.BytesIO(out.getvalue()), back)
print(back.getvalue() == data, attempt(base64.encodebytes, "x"), attempt(base64.decodebytes, 1), attempt(base64.encodebytes, memoryview(data).cast("I")))
