# Global names in dicts of a class: __missing__ and __getitem__ are asked where CPython asks them.
class Numbers(dict):
    def __missing__(self, key):
        if key.startswith("_number_"):
            return int(key.removeprefix("_number_"))
        raise KeyError(key)


add = eval("lambda: " + "+".join(f"_number_{n}" for n in range(300)), Numbers())
print([add() for n in range(3)])
names = Numbers()
exec("""
print(_number_5)
class C:
    try:
        here = _number_6
    except NameError as e:
        here = str(e)
def f():
    return _number_7, [_number_8 for _ in range(2)]
type Alias = _number_9
x = 10
def g():
    return x
""", names)
print(names["C"].here, names["f"](), names["Alias"].__value__, names["g"]())
try:
    names["f"].__globals__["nothing"]
except KeyError as e:
    print("KeyError", e)
for code in "nothing", "(lambda: nothing)()":
    try:
        eval(code, names)
    except NameError as e:
        print(e)


class Builtins(dict):
    def __missing__(self, key):
        return "built " + key


space = {"__builtins__": Builtins(len=len)}
exec("a = spam\ndef f():\n    return ham, len('abc')", space)
print(space["a"], space["f"]())


class Loud(dict):
    def __getitem__(self, key):
        print("asked for", key)
        return dict.__getitem__(self, key)


loud = Loud(y=1)
exec("print(y)\nprint((lambda: y)())", loud)
f = type(add)((lambda: q).__code__, {"q": 1})
print(f(), f.__builtins__ is (__builtins__ if isinstance(__builtins__, dict) else vars(__builtins__)))
exec("class A:\n    type Alias = _number_3\n    def f[T: _number_4]() -> T: pass", names)
print(names["A"].Alias.__value__, names["A"].f.__type_params__[0].__bound__)
