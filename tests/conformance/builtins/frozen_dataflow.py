# Constants and folding don't change meaning: signed zeros, nan, bool against int keys, big shifts,
# string repeats, tuples.
def f():
    return 0.0, -0.0, 0, False, 1, True, 1.0, (0, 0.0), (0, False), (1,
        1.0), "a", b"a", -1, - -1, 1 + 0j, -0j, 0j


print(f(), [type(x).__name__ for x in f()], [repr(x) for x in f()[:2]])
print((lambda: 0)(), (lambda: 0.0)(), (lambda: False)(), (lambda: -0.0)(), [0, 0.0, -0.0, False],
      {0: "int"} | {0.0: "float"}, (1, 1.0, True), ((1,), (1.0,), (True,)), -(0.0), 0.0 * -1, 0 - 0.0,
      -0.0 + 0.0)
print(1 + 2 * 3, 2 ** 10, "ab" * 3, (1, 2) + (3,), (1, 2) * 2, "a" "b" + "c", 7 // 2, -7 // 2, 7 % -3,
      1 << 10, ~5, not 0, 1 if 2 else 3, "abc"[1], (1, 2, 3)[-1], "abc"[::-1], 3 in (1, 2, 3), "b" in "abc",
      10 ** 20, 0x10 + 0b1, 1e3 * 2, 5 and 0 or 7, None is None, "x" "%s" % 5, -1 ** 2, (-1) ** 2, 2 ** -1,
      10 / 4, True + True)


def errors():
    out = []
    for g in (lambda: 1 / 0, lambda: 1 % 0, lambda: 0 ** -1, lambda: "a" + 1, lambda: (1, 2)[5],
              lambda: "abc"[10], lambda: 1 << -1, lambda: -"a", lambda: ~1.5, lambda: 2 ** "a",
              lambda: () + [], lambda: 5 in 5):
        try:
            out.append(g())
        except Exception as error:
            out.append(f"{type(error).__name__}: {error}")
    return out


import warnings
print(errors())
if 0:
    print("never")
elif "":
    print("never")
else:
    print("else of constants")
while 0:
    print("never")
else:
    print("while else")
while 1:
    print("once")
    break
for x in (): print("never")
for x in (1, (2, 3), "s", None, -0.0): print(x, end=" ")
print(1 if () else 2, [x for x in (1, 2) if 1], [x for x in "ab" if ""], (lambda x=(1, [2]): x)(),
      {**{}, "k": (1, 2)}, *(), *(1,), f"{1}{'a'}{1.5:.0f}", "%d" % 3, "{}".format(1), len("abc"),
      (1, 2, [3])[2], {1, 2} == {2, 1}, 1 in {1, 2}, "a" in {"a": 1}, () == ())
def g(x):
    if x is None: return "none"
    if x == (): return "empty"
    if x in (1, "a", (2,)): return "listed"
    if x not in {3, 4}: return "other"
    return "three or four"
print([g(x) for x in (None, (), 1, "a", (2,), 3, 5, 1.0, True, "z")])
def mutable_not_shared():
    a = [1, 2]
    b = {"k": []}
    c = {1}
    a.append(3); b["k"].append(1); c.add(2)
    return a, b, c
print(mutable_not_shared(), mutable_not_shared())
x = 1_000_000 * 1_000_000; y = "long" * 1000; z = (0,) * 500
print(x, len(y), len(z), 1 << 100 >> 99, -(2 ** 63), 2 ** 63 - 1, -2 ** 63 - 1, 0xffffffffffffffff, "é" * 3,
      "\u0041\N{BULLET}", b"\x41" * 2, 1.5e300 * 1e10, 9 ** 0.5, 1j ** 2, 3 - 2j, -5 % 3, 5 % -3, -5 // 3,
      5.5 // 2, -0.5 // 1)
