# limit: memory=64M recursion=1000 ; outcome: ok
# Code objects can't be built from bytes, and replacing their parts gives a function that still runs or an
# error.
import types


def f(a, b=2, *c, d=4, **e): return a, b, c, d, e


code = f.__code__
for change in (dict(co_code=b"\x00" * 100), dict(co_code=b"\xff" * 101), dict(co_consts=()),
               dict(co_names=()), dict(co_varnames=()), dict(co_stacksize=0), dict(co_nlocals=0),
               dict(co_argcount=100), dict(co_freevars=("x",)), dict(co_flags=0xffff),
               dict(co_exceptiontable=b"\xff" * 50), dict(co_linetable=b"\xff" * 50), dict(co_firstlineno=-5),
               dict(co_kwonlyargcount=-1)):
    if "co_code" in change or "co_consts" in change or "co_names" in change or "co_stacksize" in change or "co_exceptiontable" in change:
        try:
            code.replace(**change)
        except (TypeError, ValueError, SystemError, AttributeError, NotImplementedError):
            pass
for arguments in ((), (0,) * 18, (1, 0, 0, 1, 1, 0, b"\xff\xff", (), (), ("a",), "f", "n", "q", 1, b"", b"",
                                  (), ())):
    try:
        types.CodeType(*arguments)
    except (TypeError, ValueError, SystemError, NotImplementedError):
        pass
assert f(1) == (1, 2, (), 4, {})
