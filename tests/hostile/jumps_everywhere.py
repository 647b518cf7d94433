# limit: memory=256M recursion=1000 ; outcome: ok
# A trace function moves frames from every line to every line, again and again, in blocks of all kinds: whatever CPython would make of it,
# nothing is read that is not there, nothing is released twice, and what was held is let go.
import gc
import sys
import warnings

warnings.simplefilter("ignore")


class Stop(BaseException):
    pass


class Counted:
    alive = 0

    def __init__(self):
        Counted.alive += 1

    def __del__(self):
        Counted.alive -= 1


class Manager(Counted):
    def __init__(self, swallows=False):
        super().__init__()
        self.swallows = swallows

    def __enter__(self):
        return Counted()

    def __exit__(self, *about):
        return self.swallows

    async def __aenter__(self):
        return Counted()

    async def __aexit__(self, *about):
        return self.swallows


class Items(Counted):
    def __init__(self, count):
        super().__init__()
        self.count = count

    def __iter__(self):
        return self

    def __next__(self):
        self.count -= 1
        if self.count < 0:
            raise StopIteration
        return Counted()

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.count -= 1
        if self.count < 0:
            raise StopAsyncIteration
        return Counted()


def loops():
    for a in Items(2):
        for b in Items(2), Items(1):
            for c in b:
                if a is c:
                    continue
                x = [a, b,
                     c]
        else:
            x = None
    while x is None:
        x = Counted()
        break
    return x


def handlers():
    try:
        try:
            raise KeyError(Counted())
        except ValueError as e:
            x = e
        except (KeyError,
                IndexError) as e:
            x = e.args
            try:
                raise TypeError(Counted())
            except TypeError:
                x = 1
                raise
            finally:
                x = 2
        finally:
            y = Counted()
            for z in Items(2):
                del z
    except BaseException:
        x = Counted()
        try:
            return x
        finally:
            x = None


def withs():
    with Manager() as a, Manager(True) as b, \
            Manager(True) as c:
        x = a, b, c
        with Manager(True):
            raise ValueError(Counted())
        for i in Items(2):
            with Manager():
                if x:
                    continue
        x = Counted()
    try:
        with Manager():
            x = 1 / 0
    except ZeroDivisionError:
        x = 2
    return x


def groups():
    try:
        raise ExceptionGroup("", [ValueError(Counted()), KeyError(Counted()), OSError()])
    except* ValueError as e:
        x = e
        with Manager():
            x = 1
    except* KeyError:
        for x in Items(1):
            pass
    except* OSError as e:
        raise
    else:
        x = 3
    finally:
        x = 4


def matches(value=(1, [2], {"k": 3})):
    match value:
        case [1, [a], {"k": b}] if a > b:
            x = 1
        case [a, [b,
                  *c], d]:
            x = Counted()
            for e in Items(1):
                x = e
        case _:
            x = 3
    return x


def expressions(f=lambda *a, **k: Counted()):
    x = f(f(1,
            2),
          *[f(),
            f()],
          **{"k": f(),
             **{"l":
                f()}})
    y = [f(
        i)
        for i in Items(2)
        if (lambda: i)()
        is not None]
    z = {(lambda: k)(): [
        (lambda: (k, j))()
        for j in Items(1)]
        for k in Items(2)}
    w = x if (
        y) else (
        z)
    s = f"{x
           !r}{y
           }"
    return (x,
            y,
            z, w, s)


def cells():
    x = Counted()

    def inner():
        nonlocal x
        x = Counted()
        return x
    for y in Items(1):
        z = [lambda: (x, y, k)
             for k in Items(2)]
    inner()
    return z


def generator():
    for a in Items(2):
        with Manager(True):
            try:
                b = yield a
                c = [Counted(), (yield
                                 b)]
            finally:
                yield Counted()
        yield from iter([
            Counted()])
    d = yield
    return d


def runs_generator():
    return generator()


async def coroutine():
    async for a in Items(2):
        async with Manager() as b, Manager(True):
            x = a, b
            raise KeyError(Counted())
        await Pause()
    else:
        x = [c async for c in Items(2)]
    async with Manager():
        for d in Items(1):
            await Pause()
    try:
        await Pause()
    except KeyError:
        x = 1
    finally:
        await Pause()
    return x


async def async_generator():
    async for a in Items(2):
        try:
            yield a
        finally:
            b = Counted()
            yield b
        async with Manager():
            yield Counted()


class Pause(Counted):
    def __await__(self):
        yield Counted()


def body():
    class C:
        for i in Items(1):
            x = [i for j in Items(2)]
            with Manager():
                def f(self):
                    return __class__
        try:
            y = 1 / 0
        except ZeroDivisionError:
            y = Counted()
    return C


def drive(made):
    """Runs what a call has made to its end, with a few exceptions thrown in."""
    for turn in range(12):
        try:
            if hasattr(made, "asend"):
                step = made.asend(None)
                for _ in range(4):
                    step.send(None)
            elif not hasattr(made, "send"):
                return
            elif turn % 5 == 4:
                made.throw(KeyError)
            else:
                made.send(None)
        except (StopIteration, StopAsyncIteration, RuntimeError):
            pass


class Jumper:
    """Moves the frames of `code` at the events that `where` gives a line for."""

    def __init__(self, code, where):
        self.code, self.where, self.turns = code, where, 0

    def __call__(self, frame, event, argument):
        if frame.f_code is not self.code:
            return None
        self.turns += 1
        if self.turns > 40:
            raise Stop
        to = self.where(frame.f_lineno, event)
        if to is not None:
            try:
                frame.f_lineno = to
            except ValueError:
                pass
            else:
                assert frame.f_lineno >= to
        return self


def run(function, where, code=None):
    sys.settrace(Jumper(code or function.__code__, where))
    made = None
    try:
        made = function()
        drive(made)
    except Stop:
        pass
    except Exception:
        pass
    finally:
        sys.settrace(None)
    try:
        drive(made)  # what is left goes on untraced
    except (Exception, Stop):
        pass


def once(start, to, event="line"):
    done = False

    def where(line, what):
        nonlocal done
        if done or line != start or what != event:
            return None
        done = True
        return to
    return where


def wild(first, last, seed):
    def where(line, what):
        nonlocal seed
        seed = (seed * 1103515245 + 12345) % 2**31
        return first + (seed >> 8) % (last - first + 2) if seed >> 16 & 1 else None
    return where


def all_of(function, code=None):
    code = code or function.__code__
    lines = [line for _, _, line in code.co_lines() if line]
    first, last = min(lines), max(lines)
    for start in range(first, last + 1):
        for to in range(first, last + 2):
            run(function, once(start, to), code)
            if code.co_flags & 0x2a0:
                run(function, once(start, to, "return"), code)
                run(function, once(start, to, "call"), code)
    for seed in range(100):
        run(function, wild(first, last, seed), code)


for function in (loops, handlers, withs, groups, matches, expressions, cells, generator, runs_generator, coroutine,
                 async_generator):
    all_of(function, generator.__code__ if function is runs_generator else None)
all_of(body, next(each for each in body.__code__.co_consts if hasattr(each, "co_lines")))


# What shows the warning moves the frame itself, as do finalisers of what is let go.
class Mover:
    def __init__(self, frame, to):
        self.frame, self.to = frame, to

    def __del__(self):
        try:
            self.frame.f_lineno = self.to
        except ValueError:
            pass


def warned():
    for a in Items(2):
        with Manager() as b:
            c = a, b
    d = 1
    e = 2
    return d, e


first = warned.__code__.co_firstlineno
for to in range(1, 7):
    for instead in range(1, 7):
        def show(*about):
            try:
                seen.f_lineno = first + instead
            except ValueError:
                pass

        def tracer(frame, event, argument):
            global seen
            if frame.f_code is not warned.__code__:
                return None
            seen = frame
            if event == "line" and not tracer.done and frame.f_lineno == first + 3:
                tracer.done = True
                frame.f_locals["b"] = Mover(frame, first + instead)
                try:
                    frame.f_lineno = first + to
                except ValueError:
                    pass
            return tracer

        tracer.done = False
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.showwarning = show
            sys.settrace(tracer)
            try:
                warned()
            except Exception:
                pass
            finally:
                sys.settrace(None)
seen = tracer = show = None

sys.last_exc = None
gc.collect()
assert Counted.alive == 0, Counted.alive
