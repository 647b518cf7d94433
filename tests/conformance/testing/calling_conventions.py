# Functions of each calling convention return what they got, wherever they are found; native code calls any callable, with names or without.
import _testcapi
from _testcapi import MethClass, MethInstance, MethStatic, pycfunction_call, pyobject_fastcalldict, pyobject_vectorcall, pyvectorcall_call
from _testlimitedcapi import LimitedVectorCallClass, call_vectorcall, call_vectorcall_method


def show(function, *arguments, **keywords):
    try:
        result = function(*arguments, **keywords)
    except Exception as error:
        print(" ", type(error).__name__, str(error).rpartition(".")[2])
    else:
        print(" ", result)


instance = MethInstance()
names = {id(_testcapi): "module", id(instance): "instance", id(MethClass): "class", id(None): None}
for where, owner in (("module", _testcapi), ("instance", instance), ("class", MethClass), ("instance of class", MethClass()), ("static", MethStatic),
                     ("instance of static", MethStatic())):
    for convention in "varargs", "varargs_keywords", "o", "noargs", "fastcall", "fastcall_keywords":
        method = getattr(owner, "meth_" + convention)
        print(where, convention)
        named = lambda *a, **k: [names.get(id(got := method(*a, **k)))] if convention == "noargs" else [names[id((got := method(*a, **k))[0])], *got[1:]]
        for arguments in ((), (1,), (1, 2)):
            show(named, *arguments)
            if convention != "o" or len(arguments) == 1:
                show(named, *arguments, x=3)


def function(*arguments, **keywords):
    return arguments, keywords


class Callable:
    def __call__(self, *arguments, **keywords):
        return "called", arguments, keywords


print("calls")
for callable in (function, Callable(), Callable().__call__, LimitedVectorCallClass(), dict, 5):
    for arguments in ((None, None), ((), None), ((1, 2), {}), ((1,), {"a": 2}), (5, None), ((), 5), ((), {1: 2})):
        if callable is not dict or arguments[0] != (1, 2) and arguments[0] != (1,):
            show(pyobject_fastcalldict, callable, *arguments)
    for arguments in ((None, None), ((1, 2), ()), ((1, 2), ("a",)), ((1,), ("a", "b")), ((1,), 5), (5, None)):
        if callable is not dict:
            show(pyobject_vectorcall, callable, *arguments)
for call in (pycfunction_call, pyvectorcall_call):
    show(call, function, (1,))
    show(call, function, (1,), {"a": 2})
    show(call, len, ([1, 2],))
    show(call, Callable(), ()) if call is pycfunction_call else show(call, Callable(), (1,))
show(call_vectorcall, function)


class Method:
    def f(self, *arguments, **keywords):
        return arguments, keywords


show(call_vectorcall_method, Method())
