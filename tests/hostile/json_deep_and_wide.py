# limit: memory=64M deadline=20 recursion=1000 ; outcome: ok
# json: nesting without end, hooks that misbehave, containers that change while they are written, texts too large to hold.
import json


def raises(kind, function):
    try:
        function()
    except kind:
        return True
    raise AssertionError(f"no {kind.__name__}")


for opening in ("[", '{"a":', '[{"a":'):
    raises(RecursionError, lambda: json.loads(opening * 10 ** 6))
deep = []
for _ in range(10 ** 5):
    deep = [deep]
raises(RecursionError, lambda: json.dumps(deep))
raises(RecursionError, lambda: json.dumps(deep, check_circular=False))
raises(RecursionError, lambda: json.dumps(object(), default=lambda o: [object()]))
raises(RecursionError, lambda: json.dumps(object(), default=lambda o: object()))
assert raises(MemoryError, lambda: json.loads("[" + '"' + "x" * 40_000_000 + '"' + "]"))
text = "\x01" * 4_000_000
raises(MemoryError, lambda: json.dumps([text] * 10))
raises(MemoryError, lambda: json.loads("[" + "0," * 8_000_000 + "0]"))
raises(ValueError, lambda: json.loads("1" * 10 ** 6))

growing = [1]
changing = {i: i for i in range(50)}


def grow(o):
    if len(growing) < 10 ** 4:
        growing.append(set())
    changing.clear()
    changing.update({i: set() for i in range(1000, 1100)})
    return len(growing)


growing.append(set())
changing[3] = set()
assert len(json.loads(json.dumps(growing, default=grow))) == 10 ** 4
json.dumps(changing, default=grow)
pieces = json.JSONEncoder(default=lambda o: list(pieces)).iterencode([set(), 1])
json.loads("".join(pieces) or "[]")


class Items(dict):
    def items(self): return [(1,)]


raises(ValueError, lambda: json.dumps(Items(a=1)))
raises(TypeError, lambda: json.dumps({1: 2, "a": 3}, sort_keys=True))
raises(ZeroDivisionError, lambda: json.loads("[{}]", object_hook=lambda d: 1 / 0))
