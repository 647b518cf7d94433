# co_code shows our instructions, two bytes for each word, and replace() takes only what describes, besides as many constants and names as
# there were: bytecode from outside is never run, as it could reach any memory. CPython's co_code is bytes of its own instructions, which mean nothing here.
def function(a, b=2): return a + b


code = function.__code__
print(type(code.co_code), len(code.co_code) == 2 * len(list(code.co_positions())), code.co_code == code._co_code_adaptive)
print(code.replace(co_name="renamed", co_firstlineno=7, co_filename="other.py").co_name)
for change, more in ("co_code", b"\0\0"), ("co_consts", (1,)), ("co_argcount", 1), ("co_nlocals", 1), ("co_stacksize", 1), ("co_exceptiontable", b"\0"):
    try:
        code.replace(**{change: getattr(code, change) + more})
    except NotImplementedError as error:
        print(error)
