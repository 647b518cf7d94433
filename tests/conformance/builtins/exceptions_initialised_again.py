# What __init__ leaves of an exception's fields when it is called again; fields of a wrong kind; iterators at their last index.
import sys

error = ImportError("one", name="a", path="b")
error.__init__()
print(error.msg, error.name, error.path, error.args)
error.__init__("two", "three")
print(error.msg, error.name, error.args)
error = ImportError("x")
error.__init__("y", name="n")
print(error.msg, error.name, error.path)
error = NameError("a", name="b")
error.__init__("c")
print(error.name, error.args)
error = AttributeError("a", name="b", obj=1)
error.__init__(name="d")
print(error.name, error.obj, error.args)
error = StopIteration(1)
error.__init__()
print(error.value)
error = SystemExit(3)
error.__init__()
print(error.code)
error = SyntaxError("m", ("f", 1, 2, "t"))
error.__init__("n")
print(error.msg, error.filename, error.lineno, error.args)
error = OSError(2, "text", "name")
error.__init__(3, "other")
print(error.errno, error.strerror, error.filename, error.args)
error = UnicodeDecodeError("ascii", bytearray(b"\xff"), 0, 1, "reason")
print(error.object, error.args, error)
print(UnicodeDecodeError("ascii", memoryview(b"abc")[1:], 0, 1, "reason").object)


class Endless:
    def __getitem__(self, index):
        return index


iterator = iter(Endless())
iterator.__setstate__(sys.maxsize - 2)
print(next(iterator) == sys.maxsize - 2, next(iterator) == sys.maxsize - 1)
for _ in range(2):
    try:
        next(iterator)
    except OverflowError as e:
        print(e)
