# Which part of a line is underlined, for every kind of failing expression.
import traceback

d = {"k": [1, 2, 3]}
none = None
items = [1, 2]
text = "abc"
number = 5


def f(*args, **kwargs): return args[0]
def boom(): raise ValueError("boom")


class C:
    def __init__(self): self.value = None
    def method(self, x): return x / 0
    @property
    def prop(self): return self.missing
    def __getitem__(self, key): raise KeyError(key)
    def __add__(self, other): raise TypeError("no add")
    def __enter__(self): raise OSError("enter")
    def __exit__(self, *args): pass
    def __iter__(self): raise RuntimeError("iter")
    def __bool__(self): raise ValueError("bool")
    def __lt__(self, other): raise ValueError("lt")
    def __neg__(self): raise ValueError("neg")
    def __contains__(self, x): raise ValueError("contains")
    def __call__(self): raise ValueError("call")
    def __setattr__(self, name, value):
        if name == "bad": raise AttributeError("set")
        object.__setattr__(self, name, value)


c = C()


def binary_left(): return 1 + 2 * (number / 0) - 3
def binary_right(): return number + text
def binary_nested(): return (1 + number) * (text - 2)
def subscript(): return d["k"][10]
def subscript_key(): return d["missing"]["k"]
def slice_error(): return number[1:2]
def attribute(): return none.attribute.other
def call_none(): return f(1, none(), 3)
def call_args(): return f(1)(2)
def call_nested(): return f(f(boom(), 1), 2)
def method_call(): return c.method(1)
def property_read(): return c.prop + 1
def unary(): return 1 + -text
def compare(): return 1 < 2 < text
def contains(): return 1 in c
def boolean(): return c and 1
def conditional(): return 1 if c else 2
def unpack(): a, b, e = items
def star_call(): return f(*none)
def kw_call(): return f(**number)
def unexpected(): return boom(1, x=2)
def fstring(): return f"{number} {undefined_name} {text}"
def listcomp(): return [1 / x for x in (1, 0)]
def lambda_error(): return (lambda x: x.nothing)(1)
def augmented(): global number; number += text
def store_attr(): c.bad = 1
def store_item(): text[0] = "x"
def delete_item(): del items[10]
def delete_attr(): del c.nothing
def with_statement():
    with c: pass
def for_loop():
    for x in c: pass
def for_number():
    for x in number: pass
def assertion(): assert number == 6, f"number is {number}"
def raising(): raise KeyError("raised here")
def custom_add(): return c + 1
def custom_neg(): return -c
def custom_call(): return c()
def walrus(): return (y := boom())
def decorated():
    @boom
    def inner(): pass
def class_body():
    class Bad:
        x = 1 / 0
def default_arg():
    def inner(x=none.y): pass
def import_error(): import no_such_module_here
def import_name(): from sys import no_such_name
def yield_value(): return list(x.y for x in [1])
def return_tuple(): return 1, 2, none.z, 3
def dict_display(): return {"a": 1, [1]: 2}
def set_display(): return {1, {}}
def match_error():
    match C():
        case C(prop=1): pass
def chained_calls(): return text.upper().lower().nothing().strip()
def await_like(): return f(1).real.imag.nope
def comparison_chain(): return c < 1 < 2
def deep_parens(): return ((((number)) + ((text))))
def power(): return 2 ** text ** 2
def strings(): return "a" "b" % (1, 2)
def percent(): return "%d" % text
def not_op(): return not c
def assign_subscript(): d["k"]["x"] = 1
def nested_subscript(): return d["k"][f(0)][f(1)]
def global_name(): return undefined + 1


for function in [v for v in list(globals().values()) if type(v) is type(f) and v not in (f, boom)]:
    try:
        function()
    except Exception:
        traceback.print_exc(limit=-2 if function in (match_error,) else None)
