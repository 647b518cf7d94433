# Items of byte strings reached by position, past the special methods, as CPython's own tests reach them.
import _testlimitedcapi as items

text = b"abc"
print(items.sequence_getitem(text, 0), items.sequence_getitem(text, -1))
array = bytearray(b"abc")
items.sequence_setitem(array, 1, 90)
items.sequence_delitem(array, -1)
print(array)
for attempt in (lambda: items.sequence_getitem(text, 3), lambda: items.sequence_setitem(array, 0, 256), lambda: items.sequence_getitem({0: 1}, 0)):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)
