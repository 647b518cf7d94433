# Plain fields of built-in objects are member descriptors, computed ones are getset descriptors.
import types


class C:
    __slots__ = "a",

    def f(self):
        yield


descriptors = [complex.real, slice.start, C.a, type.__dict__["__basicsize__"], types.FunctionType.__globals__, types.FunctionType.__closure__,
               types.MethodType.__func__, property.fget, super.__thisclass__, BaseException.__dict__["__suppress_context__"],
               float.real, types.FunctionType.__code__, type.__dict__["__name__"], types.FunctionType.__dict__["__name__"], types.GeneratorType.gi_frame]
for each in descriptors:
    print(type(each).__name__, each, each.__name__, each.__qualname__, each.__objclass__.__name__)
print(types.MemberDescriptorType, types.GetSetDescriptorType)
for object, name in ((2j, "real"), (slice(1), "stop"), (C.f, "__globals__"), (property(), "fset"), (2.0, "real"), (C.f.__get__(1), "__self__")):
    try:
        setattr(object, name, 1)
    except AttributeError as e:
        print(e)
    try:
        delattr(object, name)
    except AttributeError as e:
        print(e)
for each in (slice.start, C.a):
    try:
        each.__get__(1)
    except TypeError as e:
        print(e)


def inner():
    class D:
        __slots__ = "x",
    return D


try:
    inner()().x
except AttributeError as e:
    print(e, e.name, type(e.obj).__name__)
try:
    del inner()().x
except AttributeError as e:
    print(e)
