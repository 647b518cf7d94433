# The singletons None, Ellipsis and NotImplemented: repr, type, attributes, truth, comparison, calling.
import warnings

warnings.simplefilter("ignore")
print(None, ..., NotImplemented, repr(None), type(None)(), type(...)() is ...,
      type(NotImplemented)() is NotImplemented, type(None).__name__, type(...).__name__,
      type(NotImplemented).__name__)
print(bool(None), bool(...), None == None, None is None, None != 0, ... == ..., None in [None],
      hash(None) == hash(None), {None: 1, ...: 2, NotImplemented: 3}, [None] * 2, (None,), str(None),
      f"{None!r:>6}", f"{None}", "%s" % None, "{}".format(...), None or 5, None and 5, not None)
for code in ("None()", "None.x", "None.x = 1", "None + 1", "1 + None", "None < None", "None[0]", "None < 1",
             "len(None)", "iter(None)", "for x in None: pass", "None = 1", "del None", "-None", "int(None)",
             "float(None)", "f'{None:5}'", "type(None)(1)", "class N(type(None)): pass",
             "class E(type(...)): pass", "...()", "....x", "... + 1", "Ellipsis = 1", "NotImplemented()",
             "NotImplemented + 1", "type(NotImplemented)(5)", "None @ None", "[][None]", "{}[None]",
             "'a'.join(None)", "None in None", "x = y = None; x is y", "None.__class__", "None.__doc__",
             "None.__eq__(1)", "None.__bool__()", "None.__hash__() == hash(None)", "None.__str__()",
             "[...][...]", "dict(None)", "sum(None)", "print(None, end=None)", "sorted([None, None])",
             "None.__init__()", "None.__dict__"):
    try:
        print(code, "->", eval(code))
    except SyntaxError:
        try:
            exec(code, {})
            print(code, "executed")
        except BaseException as error:
            print(f"{code}: {type(error).__name__}: {str(error).split(' (<')[0]}")
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(bool(NotImplemented), not NotImplemented)
print(len(caught), caught[0].category.__name__, caught[0].message)


def implicit(): pass
def pass_none(x=None): return x is None


print(implicit(), pass_none(), pass_none(0), [implicit(), ...], None is implicit(), {None: None},
      (None, *[None]), type(implicit()), dict.fromkeys([1]), {}.get(1), [].append(1), print())
