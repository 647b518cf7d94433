# __getattr__ only after failure, __getattribute__ always, __setattr__, __delattr__, __dir__; special methods
# skip the instance.
class Hooks:
    def __init__(self):
        object.__setattr__(self, "log", [])
        self.x = 1

    def __getattr__(self, name):
        self.log.append(f"getattr {name}")
        if name.startswith("no"):
            raise AttributeError(f"really no {name}")
        return name.upper()

    def __setattr__(self, name, value):
        self.log.append(f"set {name}")
        super().__setattr__(name, value)

    def __delattr__(self, name):
        self.log.append(f"del {name}")
        super().__delattr__(name)

    def __dir__(self):
        return ["z", "b", "a"]


h = Hooks()
h.y = h.x + 1
print(h.y, h.dynamic, hasattr(h, "nothing"), hasattr(h, "other"), getattr(h, "nope", "default"), dir(h))
del h.y
try:
    del h.missing
except AttributeError as error:
    print(error)
print(h.log)


class All:
    value = "class"

    def __getattribute__(self, name):
        if name == "value":
            return "intercepted " + super().__getattribute__(name)
        if name == "fail":
            raise AttributeError("fail")
        if name == "crash":
            raise KeyError("crash")
        return super().__getattribute__(name)

    def __getattr__(self, name):
        return f"then getattr {name}"

    def __len__(self):
        return 5


a = All()
print(a.value, a.fail, a.missing, a.__class__.__name__, len(a), a.__len__())
try:
    a.crash
except KeyError as error:
    print(repr(error))
a.__len__ = lambda: 99
a.__call__ = lambda: 1
a.__eq__ = lambda other: True
print(len(a), a.__len__(), a == 5, callable(a))
try:
    a()
except TypeError as error:
    print(error)


class Proxy:
    def __init__(self, target):
        self.__dict__["target"] = target

    def __getattr__(self, name):
        return getattr(self.target, name)

    def __setattr__(self, name, value):
        setattr(self.target, name, value)


class Target:
    pass


t = Target()
p = Proxy(t)
p.v = 1
print(t.v, p.v, vars(p) == {"target": t})
try:
    p.w
except AttributeError as error:
    print(error, error.name, error.obj is t)
p2 = Proxy([1, 2])
print(p2.count(1), p2.__class__.__name__)
try:
    len(p2)
except TypeError as error:
    print(error)


class Lazy:
    def __getattr__(self, name):
        if name == "__deepcopy__":
            raise AttributeError
        value = self.__dict__[name] = len(self.__dict__)
        return value


l = Lazy()
print(l.a, l.b, l.a, l.__dict__)


class BadDir:
    def __dir__(self):
        return 5


for bad in (lambda: dir(BadDir()), lambda: getattr(h, 5), lambda: setattr(h, 5, 1), lambda: hasattr(h, None),
            lambda: delattr(h, 1), lambda: getattr(h)):
    try:
        bad()
    except TypeError as error:
        print(error)


class NoSet:
    __slots__ = ()


for action in (lambda: setattr(object(), "x", 1), lambda: setattr(NoSet(), "x", 1),
               lambda: setattr(5, "x", 1), lambda: setattr("s", "upper", 1),
               lambda: setattr(int, "x", 1), lambda: delattr(int, "real"), lambda: setattr(len, "x", 1),
               lambda: setattr(None, "x", 1),
               lambda: setattr(type, "x", 1), lambda: setattr([], "append", 1), lambda: delattr("s", "upper"),
               lambda: delattr(5, "nothing")):
    try:
        action()
        print("ok")
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
