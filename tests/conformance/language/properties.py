# property: getter, setter, deleter, doc, inheritance, and its error messages.
class Celsius:
    def __init__(self, degrees):
        self._d = degrees

    @property
    def degrees(self):
        """Degrees Celsius."""
        print("get", end=" ")
        return self._d

    @degrees.setter
    def degrees(self, value):
        print("set", end=" ")
        if value < -273:
            raise ValueError("too cold")
        self._d = value

    @degrees.deleter
    def degrees(self):
        print("del", end=" ")
        del self._d

    @property
    def fahrenheit(self):
        return self.degrees * 9 / 5 + 32

    write_only = property(fset=lambda self, v: print("write", v))
    nothing = property()
    documented = property(lambda self: 1, doc="explicit doc")


c = Celsius(100)
print(c.fahrenheit)
c.degrees = 20
c.degrees += 5
print(c.degrees, Celsius.degrees.__doc__, Celsius.documented.__doc__, Celsius.fahrenheit.__doc__)
c.write_only = 3
for action in (lambda: setattr(c, "degrees", -500), lambda: setattr(c, "fahrenheit", 1),
               lambda: delattr(c, "fahrenheit"), lambda: c.write_only,
               lambda: c.nothing, lambda: setattr(c, "nothing", 1), lambda: delattr(c, "write_only"),
               lambda: property().__get__(c),
               lambda: Celsius.degrees.fget(5)):
    try:
        print(action())
    except (AttributeError, ValueError, TypeError) as error:
        print(type(error).__name__, error)
del c.degrees
try:
    c.degrees
except AttributeError as error:
    print(error)
p = Celsius.degrees
print(type(p).__name__, p.fget.__name__, p.fset.__name__, p.fdel.__name__, p.__name__,
      p.__get__(None, Celsius) is p)


class Kelvin(Celsius):
    @Celsius.degrees.getter
    def degrees(self):
        return self._d + 273

    @property
    def fahrenheit(self):
        return "kelvin " + str(super().fahrenheit)


k = Kelvin(0)
print(k.degrees, k.fahrenheit)
k.degrees = 10
print(k.degrees)


class Cached:
    def __init__(self):
        self.calls = 0

    @property
    def value(self):
        self.calls += 1
        return self.calls

    @property
    def broken(self):
        return self.no_such_attribute

    def __getattr__(self, name):
        return f"getattr({name})"


x = Cached()
print(x.value, x.value, x.broken)
x.__dict__["value"] = "ignored"
print(x.value)


class Sub(property):
    """Sub doc."""
    def __get__(self, obj, kind=None):
        return self if obj is None else ("sub", super().__get__(obj, kind))


class UsesSub:
    @Sub
    def p(self):
        """method doc"""
        return 1

    @p.setter
    def p(self, value):
        self.v = value


u = UsesSub()
u.p = 2
print(u.p, u.v, type(UsesSub.p).__name__, UsesSub.p.__doc__)
try:
    property(1, 2, 3, 4, 5)
except TypeError as error:
    print(error)
p = property(lambda s: 0)
p.__doc__ = "changed"
print(p.__doc__, p.__isabstractmethod__)
try:
    p.fget = None
except AttributeError as error:
    print(error)
