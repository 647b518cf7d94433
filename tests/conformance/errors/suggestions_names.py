# "Did you mean" for names, attributes, imports and keywords of calls: when it is offered and when not.
import traceback


class Thing:
    value = 1
    long_attribute_name = 2
    def method(self): return self.valeu
    def forgot_self(self): return value
    def uses_module(self): return long_attribute_nam


class WithSlots:
    __slots__ = ("colour",)


def first(): return pritn("x")
def local(): counter = 1; return conter
def nested():
    outer_name = 1
    def inner(): return outer_nam
    return inner()
def builtin(): return lenn([1])
def import_forgotten(): return sys.argv
def import_time(): return time.time()
def attribute(): return Thing().vlaue
def attribute_on_class(): return Thing.long_attribut_name
def on_str(): return "abc".uper()
def on_list(): return [1].apend(2)
def on_dict(): return {}.itmes()
def on_int(): return (5).bit_lenght()
def on_module(): import math; return math.sqr(4)
def far_off(): return Thing().completely_different
def too_short(): return "a".x
def self_forgotten(): return Thing().forgot_self()
def from_math(): from math import sine
def from_collections(): from collections import ordereddict
def from_os(): from os import pth
def slots(): return WithSlots().color
def case(): return Thing().VALUE
def private(): return Thing().__value
def keyword_name(): return sorted([1], revrse=True)
def own_keyword():
    def f(colour=1): pass
    f(color=2)
def kw_builtin(): return print("x", spe="-")
def set_missing(): return object().valu
def true_name(): return true
def null_name(): return null
def many(): a1 = a2 = a3 = 1; return a4
def unbound():
    print(total)
    total = 1
def deleted(): return undefined_variable_with_a_long_name
def exception_group(): return ExceptionGrop
def underscore(): return __nam__
def stdlib_module(): return itertools.count()
def module_typo(): import colections
def submodule(): import os.pth
def method_of_type(): return Thing().metod()


for function in [v for v in list(globals().values()) if type(v) is type(first)]:
    try:
        function()
    except Exception as error:
        text = traceback.format_exception(error)[-1]
        if " (/" in text:
            text = text[:text.index(" (/")] + text[text.index(")", text.index(" (/")) + 1:]
        print(text.replace(" (unknown location)", ""), end="")
pritn("uncaught")
