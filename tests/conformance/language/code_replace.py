# code.replace(): constants and names by others, nested code too; what stays what it is may always be given.
def outer(a, b=2):
    def inner():
        return a, "inner"

    return inner(), "outer", "thousand", [x for x in range(3)], len("four")


code = outer.__code__
for name in ("co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_nlocals", "co_stacksize", "co_flags", "co_code", "co_consts", "co_names",
             "co_varnames", "co_freevars", "co_cellvars", "co_filename", "co_name", "co_qualname", "co_firstlineno", "co_linetable", "co_exceptiontable"):
    same = code.replace(**{name: getattr(code, name)})
    print(name, same == code)


def mapped(code, change):
    return code.replace(co_consts=tuple(mapped(c, change) if hasattr(c, "co_code") else change.get(c, c) if isinstance(c, (str, int)) else c
                                        for c in code.co_consts))


changed = mapped(code, {"inner": "INNER", "outer": "OUTER", "thousand": "more"})
outer.__code__ = changed
print(outer(1))
outer.__code__ = changed.replace(co_names=tuple({"len": "hash", "range": "list"}.get(name, name) for name in changed.co_names))
try:
    outer(1)
except TypeError as error:
    print(error)
try:
    code.replace(co_names=(1,) * len(code.co_names))
except SystemError as error:
    print(error)
