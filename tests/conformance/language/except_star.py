# except* takes the matching part of a group, every clause sees what the earlier ones left, and what
# is left or raised anew comes out as a group.
def run(raised, handlers):
    print(handlers.__name__, repr(raised))
    try:
        handlers(raised)
    except BaseException as error:
        print("  out:", repr(error), "context:", repr(error.__context__))
    else:
        print("  out: nothing")


def two(raised):
    try:
        raise raised
    except* ValueError as group:
        print("  values", repr(group), group.exceptions)
    except* (TypeError, KeyError) as group:
        print("  others", repr(group))
    else:
        print("  else")
    finally:
        print("  finally")


def raising(raised):
    try:
        raise raised
    except* ValueError:
        raise KeyError("new")
    except* TypeError as group:
        raise group


def bare(raised):
    try:
        raise raised
    except* ValueError:
        raise


def everything(raised):
    try:
        raise raised
    except* BaseException as group:
        print("  all", repr(group))


run(ExceptionGroup("g", [ValueError(1), TypeError(2), ValueError(3)]), two)
run(ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [OSError(2), KeyError(3)])]), two)
run(ValueError("naked"), two)
run(OSError("naked, unmatched"), two)
run(ExceptionGroup("g", [ValueError(1), TypeError(2), OSError(3)]), raising)
run(ExceptionGroup("g", [ValueError(1)]), raising)
run(ExceptionGroup("g", [ValueError(1), OSError(2)]), bare)
run(ExceptionGroup("g", [ValueError(1)]), bare)
run(BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError()]), everything)
run(BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError()]), two)
run(KeyboardInterrupt("naked"), everything)


def nothing_raised():
    try:
        pass
    except* ValueError:
        print("  no")
    else:
        print("  else ran")


nothing_raised()
try:
    try:
        raise ValueError("v")
    except* ExceptionGroup:
        pass
except TypeError as error:
    print(error)
try:
    try:
        raise ValueError("v")
    except* (ValueError, 5):
        pass
except TypeError as error:
    print(error)
for code in ("try: pass\nexcept* A: pass\nexcept B: pass", "try: pass\nexcept*: pass",
             "for x in y:\n try: pass\n except* A: break",
             "def f():\n try: pass\n except* A: return", "for x in y:\n try: pass\n except* A: continue",
             "try: pass\nexcept *A, B: pass"):
    try:
        compile(code, "<c>", "exec")
    except SyntaxError as error:
        print(repr(code), error.msg)
