# list: every method with edge cases, negative and huge indexes, what returns None, errors.
l = [3, 1, 2]
print(l.append(4), l.extend("ab"), l.insert(0, "first"), l.insert(-1, "before last"), l.insert(100, "end"),
      l.insert(-100, "start"), l)
print(l.pop(), l.pop(0), l.pop(-2), l.remove("a"), l.index(1), l.count(3), l.reverse(), l)
print(l.copy() == l, l.copy() is l, l.clear(), l, [1, 2] + [3], [0] * 3, 2 * [1, 2], [1] * 0, [1] * -1,
      [[]] * 2, [] + [])
l = [1, 2, 3, 2, 1]
print(l.index(2), l.index(2, 2), l.index(1, 1), l.index(1, -1), l.index(2, -100, 100), l.count(2), 2 in l,
      5 not in l, [2] in l, l.count(True), l.index(1.0))
l += (4, 5)
l += "x"
l *= 2
print(l, len(l))
l = list(range(10))
l[2:5] = []
l[0] = l[-1] = "edge"
del l[1], l[-2:]
print(l, l[::-1], l[1:3], l[-100:100], l[5:1], [*reversed(l)], list(l) is l, list("abc"), list({"k": 1}),
      list(range(3)), list(), list(iter([1])), list(x for x in "g"))
a = [1, [2, 3]]
b = a.copy()
b[1].append(4)
b[0] = 9
print(a, b, a == [1, [2, 3, 4]], a != b, [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 9],
      [1, 2] <= [1, 2], [1, "a"] == [1, "a"], [[1], [2]] < [[1], [3]], [1] == (1,), [1.0] == [True])
shared = [[0] * 2] * 2
shared[0][0] = 1
separate = [[0] * 2 for _ in range(2)]
separate[0][0] = 1
print(shared, separate)
l = [1, 2, 3]
l.extend(l)
l.append(l)
print(l, len(l), l[-1] is l, repr([l[-1]]) == repr([l]))
l = [1, 2, 3]
l[1:1] = l
print(l)
l[:] = (x for x in l if x != 2)
print(l)
for code in ("l.pop(10)", "[].pop()", "l.pop('a')", "l.pop(1.0)", "l.remove(9)", "l.index(9)",
             "l.index(1, 5)", "l.insert('a', 1)", "l.insert(1)", "l.extend(5)", "l.extend(None)",
             "l.append()", "l.append(1, 2)", "l + (1,)", "l + 'a'", "(1,) + l", "l += 5", "l * 1.5", "l * l",
             "l * 'a'", "l[10]", "l['a']", "l[1.0]", "l[None]", "l[10] = 1", "l['a'] = 1", "del l[10]",
             "l[0:1] = 5", "l[::2] = [1]", "l < (1,)", "l < 5", "[1] < ['a']", "hash(l)", "l.sort(1)",
             "l.sort(key=5)", "l.sort(reverse='x')", "l.sort(reverse=None)", "l.copy(1)", "l.reverse(1)",
             "l.count()", "list(5)", "list(1, 2)", "list(x=1)", "l.nothing", "l()", "l.index()",
             "l[2 ** 100]", "[0] * 2 ** 62", "l.pop(-9)", "l.clear(1)", "l.insert(0, 1, 2)", "l.remove()",
             "l.append(x=1)", "len(l, l)", "l[0, 1]", "l.append = 1", "del l.append", "l.__class__ = tuple"):
    l = [3, 1, 2]
    try:
        print(code, "->", eval(code) if " = " not in code and "del" not in code and "+=" not in code else exec(code), l)
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
it = iter([1, 2, 3])
print(next(it), it.__length_hint__(), list(it), list(it), type(it).__name__, next(reversed([1, 2])),
      type(reversed([])).__name__, iter(it) is it)
l = [1]
it = iter(l)
next(it)
print(next(it, "end"), l.append(2), next(it, "still ended"))
l = [1, 2, 3, 4]
r = reversed(l)
print(next(r), l.pop(), l.pop(), list(r))
print(any([]), all([]), any([0, "", 1]), all([1, "a", 0]), sum([[1], [2]], []), max([3, 1, 2]),
      min(["b", "a"]), sorted([3, 1, 2], reverse=True), [1, 2, 3].__contains__(2), [1].__add__([2]),
      [1].__mul__(2), [1].__rmul__(2), [1].__iadd__("a"), [1, 2].__len__(), [5, 6].__getitem__(slice(1)),
      [1].__eq__((1,)), [1].__lt__(5), list.__doc__ is not None)
