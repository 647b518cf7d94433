# Tracebacks of failing statements: with, for, import, raise forms, decorators, class statements,
# unpacking, del, match.
import traceback


class Manager:
    def __init__(self, fail): self.fail = fail

    def __enter__(self):
        if self.fail == "enter":
            raise ValueError("in enter")
        return 5

    def __exit__(self, *exc):
        if self.fail == "exit":
            raise ValueError("in exit")


class Iterator:
    def __iter__(self): return self
    def __next__(self): raise ValueError("in next")


class Meta(type):
    def __new__(meta, name, bases, ns):
        raise ValueError("in metaclass")


class Descriptor:
    def __set_name__(self, owner, name): raise ValueError("in set_name")
    def __get__(self, obj, kind): raise ValueError("in get")
    def __set__(self, obj, value): raise ValueError("in set")


class HasDescriptor:
    pass


HasDescriptor.attr = Descriptor()


def with_enter():
    with Manager(None) as a, Manager("enter") as b:
        pass


def with_exit():
    with Manager("exit"):
        x = 1
        y = 2


def with_body():
    with Manager(None) as (a, b):
        pass


def for_next():
    for x in Iterator():
        pass


def for_unpack():
    for a, b in [(1, 2, 3)]:
        pass


def class_meta():
    class New(metaclass=Meta):
        pass


def class_set_name():
    class New:
        attr = Descriptor()


def class_base():
    class New(5):
        pass


def get_descriptor(): return HasDescriptor().attr
def set_descriptor(): HasDescriptor().attr = 1
def raise_type(): raise int
def raise_value(): raise "text"
def raise_from(): raise ValueError("v") from 5
def raise_bare(): raise
def raise_class_with_args():
    class Needs(Exception):
        def __init__(self, a): pass
    raise Needs


def unpack_few(): a, b = [1]
def unpack_star(): a, *b, c = [1]
def del_name():
    x = 1
    del x
    del x


def nonlocal_unbound():
    def inner():
        return later
    inner()
    later = 1


def match_value():
    match 5:
        case int(a, b):
            pass


def try_finally():
    try:
        return 1 / 0
    finally:
        x = 1


def nested_try():
    try:
        try:
            raise KeyError("k")
        except ValueError:
            pass
        else:
            pass
        finally:
            pass
    except IndexError:
        pass


def except_expression():
    try:
        raise KeyError("k")
    except undefined_exception:
        pass


def while_condition():
    n = 1
    while 1 / n:
        n -= 1


def annotation(): x: undefined_annotation = 1
def default():
    def inner(x=1 / 0): pass


def star_star(): return dict(**{"a": 1}, **{"a": 2})
def global_missing():
    global not_there
    not_there += 1


for function in (with_enter, with_exit, with_body, for_next, for_unpack, class_meta, class_set_name,
                 class_base, get_descriptor, set_descriptor, raise_type, raise_value, raise_from, raise_bare,
                 raise_class_with_args, unpack_few, unpack_star, del_name, nonlocal_unbound, match_value,
                 try_finally, nested_try, except_expression, while_condition, annotation, default, star_star,
                 global_missing):
    try:
        function()
    except Exception:
        traceback.print_exc()
