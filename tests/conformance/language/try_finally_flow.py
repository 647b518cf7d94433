# finally runs on every way out: fall-through, return, break, continue, raise; a return or break in it
# overrides what was on its way, and nested ones run inside out.
def ret():
    try:
        return "try"
    finally:
        print("finally", end=" ")


def ret_override():
    try:
        return "try"
    finally:
        return "finally"


def swallow():
    try:
        raise ValueError("lost")
    finally:
        return "swallowed"


def value_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def loop():
    log = []
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            log.append(f"body{i}")
        except ValueError:
            pass
        else:
            log.append(f"else{i}")
        finally:
            log.append(f"fin{i}")
    else:
        log.append("loop-else")
    return log


def nested():
    log = []
    try:
        try:
            try:
                log.append(1)
                raise KeyError("k")
            finally:
                log.append(2)
        except IndexError:
            log.append("no")
        finally:
            log.append(3)
    except KeyError as error:
        log.append(repr(error))
    else:
        log.append("no")
    finally:
        log.append(4)
    return log


def break_in_finally():
    while True:
        try:
            raise ValueError
        finally:
            break
    return "broke out"


def finally_raises():
    try:
        try:
            1 / 0
        finally:
            raise KeyError("second")
    except KeyError as error:
        return repr(error), repr(error.__context__)


def return_evaluated_first():
    def f():
        print("value", end=" ")
        return 1
    try:
        return f()
    finally:
        print("then finally", end=" ")


def else_raises():
    try:
        try:
            pass
        except ValueError:
            return "not for the else"
        else:
            raise ValueError("from else")
    except ValueError as error:
        return str(error)


def generator():
    try:
        yield 1
        try:
            yield 2
        finally:
            print("inner", end=" ")
            yield 3
    finally:
        print("outer", end=" ")


for f in (ret, ret_override, swallow, value_kept, loop, nested, break_in_finally, finally_raises,
          return_evaluated_first,
          else_raises):
    print(f.__name__, f())
print(list(generator()))
g = generator()
next(g)
g.close()
print("closed")


def continue_in_finally():
    out = []
    for i in range(3):
        try:
            out.append(i)
            if i == 1:
                raise ValueError
        finally:
            continue
    return out


print(continue_in_finally())
