# What finalisers run while a call drops its variables sees the caller of that call: the frame itself has ended.
import sys

seen = []


class Dying:
    def __init__(self, raises):
        self.raises = raises

    def __del__(self):
        if not self.raises:
            seen.append(sys._getframe())
            return
        try:
            1 / 0
        except ZeroDivisionError as error:
            seen.append(error)


class NativeLocals:
    __del__ = locals


class NativeGlobals:
    __del__ = globals


def returns(raises):
    before, dying, after = object(), Dying(raises), [1]
    return before is after


def fails(raises):
    dying = Dying(raises)
    raise KeyError(raises)


def generates(raises):
    dying = Dying(raises)
    yield 1


def natives():
    first, one, other, last = object(), NativeLocals(), NativeGlobals(), [object()]


for raises in False, True:
    returns(raises)
    try:
        fails(raises)
    except KeyError as error:
        print(error)
    list(generates(raises))
    suspended = generates(raises)
    next(suspended)
    suspended.close()
    del suspended
natives()

for each in seen:
    frame = each if not isinstance(each, Exception) else each.__traceback__.tb_frame
    print(frame.f_code.co_name, sorted(frame.f_locals), frame.f_back.f_code.co_name)
