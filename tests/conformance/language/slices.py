# Slice expressions build slice objects, tuples of them inside commas; on sequences they clip;
# assignment resizes.
class Show:
    def __getitem__(self, key): return key


s = Show()
print(s[1], s[:], s[1:], s[:2], s[1:2], s[::], s[::3], s[1:2:3], s[None:], s["a":"b"], s[1,], s[1, 2],
      s[:, 1], s[..., ::2], s[()], s[(1, 2)], s[[1]], sep=" | ")
print(s[*[1, 2]], s[1, *(2, 3), 4:5], s[x := 3], x, s[lambda: 1 : 2].stop, s[1 if x else 2:3], s[not x],
      sep=" | ")
base = list(range(10))
print(base[2:5], base[-3:], base[:-3], base[::2], base[::-1], base[5:2], base[5:2:-1], base[100:],
      base[-100:3], base[8:100], base[-1:-4:-1], base[::-3], base[3:3])
text = "héllo wörld"
print(text[1:4], text[::-1], text[-5:], text[::2], text[4:1:-1], repr(text[20:]), (1, 2, 3)[1:],
      b"bytes"[1:3], range(10)[2:8:3], range(10)[::-1])
l = list(range(6))
l[1:3] = ["a", "b", "c"]
print(l)
l[2:2] = [9, 9]
print(l)
l[:0] = "xy"
l[len(l):] = (1,)
print(l)
l[1:-1] = []
print(l)
l[:] = range(5)
l[::2] = "ABC"
print(l)
l[::-1] = range(5)
print(l)
l[1:3] = l
print(l)
del l[::3]
print(l)
del l[-2:], l[:1]
print(l)
l[5:100] = [7]
print(l)
for code in ("l[::2] = [1]", "l[0:1] = 5", "l[::0]", "l['a':]", "l[1.0:]", "l[::2] = 3", "'abc'[::0]",
             "l[::-1] = [1, 2, 3, 4, 5, 6, 7, 8, 9]", "del 'abc'[1:]", "(1, 2)[0:1] = ()", "range(3)[::0]",
             "l[1:2, 3]", "slice(1, 2, 0).indices(5)", "slice(1).indices(-1)", "slice()"):
    try:
        exec(code)
        print(code, "ok", l)
    except (TypeError, ValueError) as error:
        print(f"{code}: {type(error).__name__}: {error}")
sl = slice(1, 10, 2)
print(sl.start, sl.stop, sl.step, sl.indices(5), slice(None).indices(3), slice(-3, None, -1).indices(5),
      slice(None, None, -1).indices(4), sl == slice(1, 10, 2), sl != slice(1), slice(1) < slice(2),
      hash(sl) == hash(slice(1, 10, 2)))
print(base[sl], text[sl], {slice(1): "hashable"}[slice(1)], repr(slice(1, "a")))
for i in (-7, -6, 0, 5, 6):
    for j in (-7, None, 6):
        print(list(range(6))[i:j], list(range(6))[i:j:-1], end=" ")
print()
n = 2 ** 70
print(base[-n:n], base[n:], base[:-n], base[::n], base[::-n], "ab"[n:-n:-1])
