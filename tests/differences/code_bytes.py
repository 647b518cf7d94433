# co_code shows our instructions, two bytes for each word, and replace() takes only what describes: bytecode from outside is never run, as
# it could reach any memory. CPython's co_code is bytes of its own instructions, which mean nothing here.
def function(a, b=2): return a + b


code = function.__code__
print(type(code.co_code), len(code.co_code) == 2 * len(list(code.co_positions())), code.co_code == code._co_code_adaptive)
print(code.replace(co_name="renamed", co_firstlineno=7, co_filename="other.py").co_name)
for change in ("co_code", "co_consts", "co_argcount", "co_nlocals", "co_stacksize", "co_exceptiontable"):
    try:
        code.replace(**{change: getattr(code, change, b"")})
    except NotImplementedError as error:
        print(error)
