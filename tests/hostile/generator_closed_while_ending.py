# limit: memory=64M recursion=1000 ; outcome: ok
# A value that a generator lets go of as it is closed, and that closes, sends to or drops the same generator; wrappers that wrap themselves.
import gc


class Comes:
    """Comes back to a generator when it dies."""

    def __init__(self, box, how):
        self.box, self.how = box, how

    def __del__(self):
        try:
            self.how(self.box)
        except (StopIteration, ValueError, RuntimeError, TypeError):
            pass


def waits(first, *rest):
    kept = [first]
    for each in rest:
        yield each
    yield kept


async def coroutine(first):
    kept = first
    await waits_forever()
    return kept


async def asynchronous(first):
    kept = first
    yield kept


class waits_forever:
    def __await__(self):
        yield 1


ways = [lambda box: box[0].close(), lambda box: box[0].send(None), lambda box: box[0].throw(ValueError), lambda box: box.clear(), lambda box: (box[0].close(), box.clear(), gc.collect()),
        lambda box: next(box[0])]
ends = [lambda box: box[0].close(), lambda box: box.clear(), lambda box: box[0].throw(KeyError), lambda box: (box.append(box), box.append(box[0]), box.__delitem__(0), box.clear(), gc.collect())]
for how in ways:
    for end in ends:
        for begin in (0, 1):
            for make in (lambda box: waits(Comes(box, how), Comes(box, how), 3), lambda box: (each for each in [Comes(box, how)]), lambda box: coroutine(Comes(box, how))):
                box = []
                box.append(make(box))
                try:
                    if begin:
                        box[0].send(None)
                    end(box)
                except (KeyError, StopIteration, IndexError, RuntimeError):
                    pass
                box = None
gc.collect()

for kind in (classmethod, staticmethod):
    wrapper = kind(len)
    wrapper.__init__(wrapper)
    for ask in (lambda: wrapper.__isabstractmethod__, lambda: repr(wrapper), lambda: wrapper.__get__(1, int), lambda: wrapper.__doc__):
        try:
            ask()
        except (RecursionError, AttributeError):
            pass
loop = property()
loop.__init__(loop, loop, loop)
for ask in (lambda: loop.__isabstractmethod__, lambda: repr(loop), lambda: loop.__get__(1, int), lambda: loop.__doc__):
    try:
        ask()
    except (RecursionError, AttributeError, TypeError):
        pass
