# Code objects and frames: public attributes, positions of lines, equality, replace of names, back links.
import sys


def f(a, b=1, /, c=2, *args, d, **kw):
    """doc"""
    x = a + b
    y = lambda: x + c
    return y


c = f.__code__
print(c.co_name, c.co_qualname, c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_varnames,
      c.co_cellvars, c.co_freevars, c.co_nlocals, c.co_firstlineno,
      c.co_filename.endswith("code_and_frame_objects.py"), bool(c.co_flags & 4), bool(c.co_flags & 8))
inner = f(1, d=2).__code__
print(inner.co_name, inner.co_qualname, inner.co_freevars, inner.co_cellvars,
      inner.co_firstlineno - c.co_firstlineno, bool(inner.co_flags & 0x10))
def gen(): yield
async def co(): pass
async def ag(): yield
print([[bool(g.__code__.co_flags & bit) for bit in (0x20, 0x80, 0x200)] for g in (f, gen, co, ag)])
print(c == f.__code__, c == inner, hash(c) == hash(f.__code__), type(c).__name__,
      len(c.co_consts) > 0, "doc" in c.co_consts)
renamed = c.replace(co_name="renamed")
print(renamed.co_name, c.co_name, renamed == c)
module = compile("x = 1\n\n\ny = x + z\n", "mod.py", "exec")
print(module.co_name, module.co_filename, module.co_names, module.co_firstlineno,
      repr(module).split(" at 0x")[0], repr(module).split("file ")[1], compile("1", "e", "eval").co_name)
for attribute in ("co_name", "co_argcount", "nothing"):
    try:
        setattr(c, attribute, 5)
    except AttributeError as error:
        print(error)


def outer():
    local = 1
    return middle()


def middle():
    frame = sys._getframe()
    names = []
    while frame:
        names.append((frame.f_code.co_name,
                      frame.f_lineno - frame.f_code.co_firstlineno if frame.f_code.co_name != "<module>" else "line"))
        frame = frame.f_back
    back = sys._getframe(1)
    return names, sorted(back.f_locals), back.f_code is outer.__code__, back.f_globals is globals(), back.f_builtins["len"] is len, back.f_trace, sys._getframe().f_lasti >= 0


print(outer())
g = gen()
print(g.gi_frame.f_code.co_name, g.gi_frame.f_back, g.gi_frame.f_lineno - gen.__code__.co_firstlineno,
      g.gi_code is gen.__code__)
next(g)
frame = g.gi_frame
print(frame.f_locals, list(g), g.gi_frame)
def line_numbers():
    lines = [sys._getframe().f_lineno]
    lines.append(sys._getframe().f_lineno); lines.append(
        sys._getframe().f_lineno)
    for _ in range(1): lines.append(sys._getframe().f_lineno)
    return [n - line_numbers.__code__.co_firstlineno for n in lines]
print(line_numbers(), sorted({line for _, _,
                              line in line_numbers.__code__.co_lines() if line} - {line_numbers.__code__.co_firstlineno})[0] - line_numbers.__code__.co_firstlineno)
try:
    raise ValueError
except ValueError as error:
    tb = error.__traceback__
    print(tb.tb_lineno == tb.tb_frame.f_lineno - 2, tb.tb_next, tb.tb_frame is sys._getframe(),
          type(tb)(None, tb.tb_frame, 0, 7).tb_lineno)
    for bad in (lambda: setattr(tb, "tb_next", tb), lambda: setattr(tb, "tb_next", 5),
                lambda: setattr(tb, "tb_lineno", 5), lambda: type(tb)()):
        try:
            bad()
        except (ValueError, TypeError, AttributeError) as e:
            print(type(e).__name__, e)
