# The tables of code objects: co_linetable, co_exceptiontable and co_lnotab say what co_positions() and co_lines() say; literals with too
# many digits; the line of the return at the end of a function.
import ast
import copy
import sys
import warnings


def function(a, b=1):
    try:
        for i in a:
            print(i,
                  b)
    except (ValueError,
            TypeError) as e:
        return [x for x in e.args
                if x]
    finally:
        b = 2
    return a


def positions(code):
    data, at, line, out = code.co_linetable, 0, code.co_firstlineno, []

    def number():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 63) << shift
            shift += 6
            if not byte & 64:
                return value

    def signed():
        value = number()
        return -(value >> 1) if value & 1 else value >> 1

    while at < len(data):
        first = data[at]
        at += 1
        kind, words = first >> 3 & 15, (first & 7) + 1
        if kind == 15:
            place = (None,) * 4
        elif kind == 14:
            line += signed()
            place = line, line + number(), number() - 1, number() - 1
        elif kind == 13:
            line += signed()
            place = line, line, None, None
        elif kind >= 10:
            line += kind - 10
            place = line, line, data[at], data[at + 1]
            at += 2
        else:
            start = kind * 8 + (data[at] >> 4)
            place = line, line, start, start + (data[at] & 15)
            at += 1
        out += [place] * words
    return out


code = function.__code__
print(positions(code) == list(code.co_positions()), len(code.co_code) == 2 * len(list(code.co_positions())))
print(all(positions(c) == list(c.co_positions()) for c in [(lambda: (yield)).__code__, compile("\n\n\nx = 1\n", "x", "exec"), positions.__code__]))
print(type(code.co_exceptiontable), len(code.co_exceptiontable) > 0, compile("x", "x", "eval").co_exceptiontable)
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    print(type(code.co_lnotab), len(code.co_lnotab) % 2)
print([str(w.message) for w in seen][:1])
print(code._varname_from_oparg(0), copy.replace(code, co_name="other").co_name, code.replace(co_firstlineno=3).co_firstlineno)

sys.set_int_max_str_digits(2000)
for source in ("x = 1\ny = " + "1" * 2001, "0x" + "1" * 3000, "1" * 1000 + "_" + "1" * 1000, "f(2, [3, " + "1" * 2500 + "])"):
    for compiler in (lambda s: compile(s, "x", "exec"), ast.parse):
        try:
            print(type(compiler(source)).__name__)
        except SyntaxError as e:
            print(e.msg, e.lineno)


def last_line(function):
    return max(line for _, _, line in function.__code__.co_lines() if line) - function.__code__.co_firstlineno


def passes():
    pass


def loops(x):
    for i in x:
        i
    while x:
        x = x[1:]


print(last_line(passes), last_line(loops))
