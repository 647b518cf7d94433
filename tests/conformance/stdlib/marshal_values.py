# marshal: plain values there and back, references, and data that is no value.
import io
import marshal

values = [None, True, False, ..., 0, -1, 2**31 - 1, -(2**31), 2**31, -(2**70), 1.5, float("inf"), 2j, "", "text", "é\ud800", b"\0\xff",
          (), (1, (2,)), [1, [2]], {"a": [1], 2: None}, {3}, frozenset({4}), bytearray(b"x")]
for value in values:
    for version in range(5):
        assert marshal.loads(marshal.dumps(value, version)) == value, value
print(marshal.loads(marshal.dumps(StopIteration)) is StopIteration)
shared = [1]
twice = marshal.loads(marshal.dumps([shared, shared]))
print(twice, twice[0] is twice[1])
cyclic = []
cyclic.append(cyclic)
again = marshal.loads(marshal.dumps(cyclic))
print(again[0] is again)
file = io.BytesIO()
marshal.dump([1, "x"], file)
marshal.dump(5, file)
file.seek(0)
print(marshal.load(file), marshal.load(file))
for bad in (b"", b"i\1", b"?", b"0", b"[\1\0\0\0" + b"0", b"r\5\0\0\0", b"[\xff\xff\xff\xff"):
    try:
        print(marshal.loads(bad))
    except Exception as error:
        print(type(error).__name__)
for bad in (object(), int, [object()]):
    try:
        marshal.dumps(bad)
    except ValueError as error:
        print(error)
deep = []
for _ in range(5000):
    deep = [deep]
try:
    marshal.dumps(deep)
except ValueError as error:
    print(error)
