# Several ** in a call: every key once, whatever the mappings do.
class MultiDict(dict):
    def __init__(self, items):
        self._items = items

    def __getitem__(self, key):
        return dict(self._items)[key]

    def keys(self):
        return [key for key, _ in self._items]

    def __iter__(self):
        return iter(self.keys())


class Keys:
    def keys(self):
        return ["a", "b"]

    def __getitem__(self, key):
        return key * 2


class Counted(dict):
    # Without an __iter__ of its own, what it holds is taken as it is.
    def __getitem__(self, key):
        return "not asked"

    def keys(self):
        return ["z"]


class Text(str):
    def __eq__(self, other):
        other_dict.clear()
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def f(*args, **kwargs):
    return args, kwargs


other_dict = {}
for call in (lambda: f(**MultiDict([("x", 1), ("x", 2)])), lambda: f(a=3, **MultiDict([("x", 1), ("x", 2)])), lambda: f(**MultiDict([("a", 3)]), **MultiDict([("x", 1), ("x", 2)])),
             lambda: f(**{1: 3}, **{1: 5}), lambda: f(**{1: 3}), lambda: f(a=1, **{"a": 2}), lambda: f(**Keys()), lambda: f(**Keys(), a=1), lambda: f(**Keys(), **Keys()),
             lambda: f(**Counted(a=1)), lambda: f(1, **5), lambda: f(**None), lambda: f(*5), lambda: dict(**{1: 2}), lambda: f(**{Text("a"): 1}, **{Text("b"): 2})):
    try:
        print(call())
    except TypeError as e:
        print(e)
for n in range(3):
    other_dict.update({"a": 1, "b": 2, "c": 3})
    try:
        print(sorted(f(**{Text("a"): 1}, **other_dict)[1]))
    except (TypeError, RuntimeError) as e:
        print(type(e).__name__, e)
for source in "def f(*args: *b = (1,)): pass", "def f(*args: b = (1,)): pass", "def f(*args = 1): pass":
    try:
        compile(source, "s", "exec")
    except SyntaxError as e:
        print(e.msg, e.offset)
