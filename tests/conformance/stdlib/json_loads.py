# json.loads: every kind of value, white space, escapes, numbers, hooks, bytes and their encodings, errors with their positions.
import copy
import io
import json
from json.decoder import scanstring


def shown(*args, **kwargs):
    try:
        return ascii(json.loads(*args, **kwargs))
    except json.JSONDecodeError as error:
        return f"{error} | {error.msg!r} {error.pos} {error.lineno} {error.colno}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for text in ("null", "true", "false", "0", "-0", "12", "-7", "1" * 30, "1.5", "-0.0", "1e3", "1E+2", "1.5e-3", "1e999", "-1e999", "1e-999", "NaN", "Infinity",
             "-Infinity", '""', '"a"', '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9"', '"\\ud83d\\ude00"', '"\\ud83d"', '"\\ud83dx\\ude00"', '"\\ude00\\ud83d"', '"\\uD834\\uDd1e"',
             '"é日😀"', "[]", "{}", "[1, 2]", ' \t\r\n[ 1 ,\n2 ] ', '{"a": 1, "b": [true, {"c": null}]}', '{"a":1,"a":2}', '{"":0}', "[[[]]]", '[{}, {"k": {}}]',
             "1.0", "123456789012345678", "1234567890123456789", "-9223372036854775808", "0.1e1", '"\x7f\u2028"'):
    print(shown(text))
for text in ("", " ", "nul", "tru", "fals", "Nan", "-", "+1", "01", "1.", ".5", "1e", "1e+", "--1", "0x1", "-Inf", '"', '"a', '"\\', '"\\x"', '"\\u12"', '"\\u12g4"',
             '"\\ud83d\\u12"', '"\\ud83d\\uzzzz"', '"a\nb"', '"\x00"', "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "]", "{", '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}',
             '{"a" 1}', "{1:2}", "{a:1}", "{'a':1}", '{"a":1 "b":2}', "[1]x", "1 2", '{"a":\n[1,\n 2,\n x]}', '["é", "日", x]', "\ufeff1", '[1 , ]', '{"k": 1 , }', "nulll"):
    print(ascii(text), shown(text))
print(shown('"a\nb\tc"', strict=False), shown("[1.5, 2, NaN]", parse_float=str, parse_int=lambda s: s + "i", parse_constant=lambda s: s.lower()))
print(shown('{"a": {"b": 1}, "c": [{}]}', object_hook=lambda d: sorted(d)), shown('{"a": {"b": 1, "b": 2}}', object_pairs_hook=lambda pairs: pairs),
      shown('{"a": {}}', object_pairs_hook=tuple, object_hook=lambda d: 1 / 0), shown("{}", object_hook=lambda d: 1 / 0), shown("[1]", parse_int=float))
for data in (b"[1]", bytearray(b'"x"'), '"é"'.encode("utf-8-sig"), '["é"]'.encode("utf-16"), '["é"]'.encode("utf-16-le"), '["é"]'.encode("utf-32-be"), "5".encode("utf-16-be"),
             b'"\xff"', b"", 5, None, memoryview(b"1"), ["1"]):
    print(shown(data))
decoder = json.JSONDecoder()
print(decoder.raw_decode('{"a": 1} rest'), decoder.raw_decode("xx[1]yy", 2), decoder.scan_once("[1] 2", 4), scanstring('"é\\n"x', 1), decoder.decode(" 5 "))
for arguments in (("x", 0), ("1", 5), ("1", -1)):
    try:
        print(decoder.scan_once(*arguments))
    except (StopIteration, ValueError) as error:
        print(type(error).__name__, error)


class Decoder(json.JSONDecoder):
    def decode(self, s):
        return ["own", super().decode(s)]


print(shown("[1]", cls=Decoder), json.load(io.StringIO('{"x": [1, 2]}')), shown("[]", what=1))
out = io.StringIO()
json.dump({"a": [1, "é", None]}, out, indent=1, ensure_ascii=False)
print(out.getvalue(), json.loads(out.getvalue()) == {"a": [1, "é", None]})
try:
    json.loads('{"a": [1,\n2,}')
except json.JSONDecodeError as error:
    again = copy.copy(error)
    print(isinstance(error, ValueError), again.args, again.doc == error.doc, again.pos, type(error).__module__)
print(shown("[" * 100000), shown('{"a":' * 100000), len(shown("[" * 2000 + "]" * 2000)), shown("1" * 5000))
keys = json.loads('[{"name": 1}, {"name": 2}]')
print(*{id(key) == id(next(iter(keys[0]))) for row in keys for key in row})
