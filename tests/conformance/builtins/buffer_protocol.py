# __buffer__ and __release_buffer__ (PEP 688): of built-in types, and of classes.
from collections.abc import Buffer


def shown(function, *args):
    try:
        result = function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return bytes(result) if isinstance(result, memoryview) else result


for value in (b"bytes", bytearray(b"array"), memoryview(b"view")):
    view = value.__buffer__(0)
    print(type(view).__name__, bytes(view), view.readonly, isinstance(value, Buffer), hasattr(value, "__release_buffer__"))
print(shown(b"x".__buffer__, 1), shown(bytearray(b"x").__buffer__, 1), shown(b"x".__buffer__), shown(b"x".__buffer__, "a"))
print([issubclass(kind, Buffer) for kind in (bytes, bytearray, memoryview, str, list)])
log = []


class Lends:
    def __init__(self, data):
        self.data = data

    def __buffer__(self, flags):
        log.append(flags & 1)
        return memoryview(self.data)

    def __release_buffer__(self, view):
        log.append(bytes(view))


lends = Lends(bytearray(b"lent"))
view = memoryview(lends)
print(isinstance(lends, Buffer), view[0], bytes(view), view.readonly, log)
view[0] = 76
view.release()
print(lends.data, log)
log.clear()
print(bytes(lends), b"<" + lends, b"-".join([lends, b"end"]), b"Lent" == lends, lends.data.find(Lends(b"nt")), int(Lends(b"12")))
print(len(log) % 2, log.count(b"Lent") > 2)


class Wrong:
    def __buffer__(self, flags):
        return b"no view"


class Raises:
    def __buffer__(self, flags):
        raise ValueError("not today")


print(shown(memoryview, Wrong()), shown(bytes, Raises()), shown(memoryview, 5), shown(b"".join, [Wrong()]))


class Bare:
    def __buffer__(self, flags):
        return memoryview(b"bare")


with memoryview(Bare()) as view:
    print(view.tobytes(), view.nbytes, view.format)
array = bytearray(b"held")
view = array.__buffer__(0)
print(shown(array.append, 1), shown(array.__release_buffer__, memoryview(b"other")), shown(array.__release_buffer__, 5))
array.__release_buffer__(view)
array.append(33)
print(array)
