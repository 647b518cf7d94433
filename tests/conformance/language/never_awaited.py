# Warnings of what was made and never awaited: coroutines, with where they were made if that is tracked, and the methods of asynchronous
# generators; what a frame's clear() tells; and a broken function of the module warnings.
import gc
import sys
import warnings


def caught(make):
    with warnings.catch_warnings(record=True) as messages:
        warnings.simplefilter("always")
        make()
        gc.collect()
    for each in messages:
        print(each.category.__name__, str(each.message).replace(__file__, "FILE"))


async def coroutine():
    pass


async def agen():
    yield 1


def made_in():
    return coroutine()


def made_deeper():
    return made_in()


caught(coroutine)
for depth in (1, 2, 0):
    sys.set_coroutine_origin_tracking_depth(depth)
    caught(made_deeper)
caught(lambda: agen().asend(None))
caught(lambda: agen().__anext__())
caught(lambda: agen().athrow(ValueError))
caught(lambda: agen().athrow(ValueError, ValueError(), None))
caught(lambda: agen().aclose())
c = coroutine()
caught(lambda: c.cr_frame.clear())
c.close()
sys.unraisablehook = lambda report: print("unraisable", repr(report.exc_value), report.object.__name__, report.exc_traceback is not None)
original = warnings._warn_unawaited_coroutine
warnings._warn_unawaited_coroutine = lambda coroutine: 1 / 0
caught(coroutine)
warnings._warn_unawaited_coroutine = original


def stubborn():
    try:
        yield
    except GeneratorExit:
        yield


g = stubborn()
next(g)
del g
print(coroutine.__call__.__doc__, int.__add__.__doc__, int.__getattribute__.__text_signature__, str.__mod__.__text_signature__, (3).__lt__.__doc__)
