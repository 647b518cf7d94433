# SPDX-License-Identifier: MIT
# __slots__ of subclasses of str, which may have them; int, bytes and tuple may not.
import gc
import weakref


class Text(str):
    __slots__ = ("a", "b", "__weakref__")


text = Text("héllo")
text.a = 1
text.b = [text]
print(text, text.a, text.b == [text], hasattr(text, "__dict__"))


class Longer(Text):
    __slots__ = ("c",)


longer = Longer("x" * 1000)
longer.a, longer.c = 5, 6
print(longer.a, longer.c, len(longer), longer.upper() == "X" * 1000)
try:
    longer.b
except AttributeError as error:
    print(error)


class Open(Longer):
    pass


shown = Open("abc")
shown.z = 1
shown.a = 2
print(shown.__dict__, shown.a, shown, Text.a, str.__itemsize__)
del shown.a
try:
    shown.a
except AttributeError as error:
    print(error)
for n in range(3):
    for each in (Text("p"), Longer("longer one"), Open("é" * 40)):
        each.a = n
        print(each.a, end=" ")
print()
for base in (int, bytes, tuple):
    try:
        type("X", (base,), {"__slots__": ("a",)})
    except TypeError as error:
        print(error)
try:
    Text.a.__get__("plain")
except TypeError as error:
    print(error)
text.b.append(text)
ref = weakref.ref(text)
del text
gc.collect()
print(ref())
