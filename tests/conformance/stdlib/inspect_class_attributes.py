# inspect.classify_class_attrs(): what a class has, of which kind and from where; special cases of signatures; types whose attributes can be set.
import functools
import inspect
import operator
import time
import types


class Meta(type):
    of_meta = 1

    def method_of_meta(cls):
        pass

    def __getattr__(cls, name):
        if name == "made":
            return 42
        raise AttributeError(name)

    def __dir__(cls):
        return [*super().__dir__(), "made", "lies", "of_meta", "method_of_meta"]


class A(metaclass=Meta):
    static, of_class, computed, number = staticmethod(len), classmethod(len), property(len), 1
    virtual = types.DynamicClassAttribute(lambda self: 1)

    def method(self):
        pass

    class Inner:
        pass


class B(A):
    number = 2
    __slots__ = "slot",


for cls in A, B, Meta:
    for each in inspect.classify_class_attrs(cls):
        if not each.name.startswith("__"):
            print(cls.__name__, each.name, each.kind, each.defining_class.__name__, type(each.object).__name__)
for each in (operator.attrgetter, operator.itemgetter, operator.methodcaller, operator.attrgetter("x"), operator.itemgetter(1), operator.methodcaller("x"),
             functools.cmp_to_key, functools.cmp_to_key(lambda a, b: 0)):
    print(inspect.signature(each))


def wrapper():
    pass


functools.update_wrapper(wrapper, type)
print(wrapper.__name__, wrapper.__annotations__, wrapper.__type_params__, type(functools.RLock()).__name__)
now = time.gmtime(0)
type(now).of_a_program = now
print(type(now).of_a_program is now, now.of_a_program.tm_year)
del type(now).of_a_program
for cls in type(inspect.sys.flags), int, type(iter([])):
    try:
        cls.attribute = 1
    except TypeError as e:
        print(e)
for owner, name in ((str, "maketrans"), (bytes, "maketrans"), (dict, "fromkeys"), (object, "__new__")):
    print(getattr(owner, name).__qualname__)


def plain():
    pass


def generator():
    yield


import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    plain.__code__ = generator.__code__
print(caught[0].category.__name__, caught[0].message, inspect.isgenerator(plain()))
