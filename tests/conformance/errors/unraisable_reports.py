# Errors in __del__ and in weakref callbacks are reported on stderr and ignored.
import weakref


class Fails:
    def __del__(self): raise ValueError("in __del__")


def callback(ref): raise KeyError("in a weakref callback")


class C: pass


def named_by_repr():
    f = Fails()
    Fails.__del__.__qualname__
    del f
    print("goes on")


import sys
saved = sys.unraisablehook
sys.unraisablehook = lambda u: print("hook:", u.exc_type.__name__, u.exc_value, u.err_msg,
                                     u.exc_traceback.tb_frame.f_code.co_name)
named_by_repr()
c = C()
r = weakref.ref(c, callback)
del c
print("after the callback", r())


def generator():
    try:
        yield
    finally:
        raise OSError("in a generator's finally")


g = generator()
next(g)
del g
print("after the generator")


async def coroutine():
    try:
        await Pause()
    finally:
        raise OSError("in a coroutine's finally")


class Pause:
    def __await__(self): yield


co = coroutine()
co.send(None)
del co
print("after the coroutine")
sys.unraisablehook = saved
