# Items by position, as native code asks for them: only there are negative positions counted from the end, once. Types that have items by
# key alone are no sequences.
from _testlimitedcapi import sequence_check, sequence_delitem, sequence_getitem, sequence_setitem, sequence_size


class Plain:
    def __len__(self):
        return 3

    def __getitem__(self, key):
        return "item", key

    def __setitem__(self, key, value):
        print("  set", key, value)

    def __delitem__(self, key):
        print("  del", key)


class Endless:
    def __getitem__(self, key):
        return "item", key


class Other(list):
    def __getitem__(self, key):
        return "other", key


def show(function, *arguments):
    try:
        print("  ", function.__name__, arguments[1:], function(*arguments))
    except Exception as error:
        print("  ", function.__name__, arguments[1:], type(error).__name__, error)


for make in (lambda: [1, 2], lambda: (1, 2), lambda: "ab", lambda: b"ab", lambda: bytearray(b"ab"), lambda: range(2), lambda: {0: 1}, lambda: 5, Plain, Endless,
             lambda: Other([7, 8]), lambda: type("Sub", (list,), {})([7, 8]), object):
    print(type(make()).__name__)
    show(sequence_check, make())
    show(sequence_size, make())
    for position in (0, -1, -3, -5, 2, 10**20, "x"):
        show(sequence_getitem, make(), position)
        show(sequence_setitem, make(), position, 1)
        show(sequence_delitem, make(), position)
show(sequence_setitem, bytearray(b"a"), 0, 300)
show(sequence_setitem, bytearray(b"a"), -5, 300)
show(sequence_setitem, bytearray(b"a"), 0, "x")
