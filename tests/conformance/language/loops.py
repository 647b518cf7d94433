# for and while with else, break and continue; the loop variable survives; a list may grow while it
# is iterated, a dict and a set may not.
for i in range(3):
    print(i, end=" ")
else:
    print("for-else", i)
for i in range(5):
    if i == 2:
        break
else:
    print("never")
print("after break", i)
for i in []:
    pass
else:
    print("empty: else runs, i stays", i)
n = 0
while n < 3:
    n += 1
    if n == 2:
        continue
    print("while", n)
else:
    print("while-else", n)
while True:
    n -= 1
    if n < 0:
        break
else:
    print("never")
for a in range(3):
    for b in range(3):
        if b == 1:
            continue
        if a == 1:
            break
        print((a, b), end=" ")
    else:
        print("inner done", end=" ")
print()
items = [1, 2, 3]
for item in items:
    if len(items) < 7:
        items.append(item * 10)
print(items)
for item in items:
    items.remove(item)
print(items)
for mutated in ({1: 1}, {1}):
    try:
        for key in mutated:
            mutated.update({key + 1: 0} if isinstance(mutated, dict) else {key + 1})
    except RuntimeError as error:
        print(error)
d = {1: 1, 2: 2}
try:
    for key in d:
        del d[key]
        d[key + 10] = 0
except RuntimeError as error:
    print(error)
for i in range(3):
    i = i * 100
    print(i, end=" ")
print()
for [i, *_] in [(1,), (2, 3)]:
    print(i, end=" ")
print()


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


print(list(Countdown(3)), sum(Countdown(5)), [*Countdown(2)], 3 in Countdown(5))


class ByIndex:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * i


print(list(ByIndex()), 9 in ByIndex(), list(zip(ByIndex(), "ab")))
for bad in (5, None, object, 1.5):
    try:
        for _ in bad:
            pass
    except TypeError as error:
        print(error)


class BadIter:
    def __iter__(self):
        return 5


try:
    iter(BadIter())
except TypeError as error:
    print(error)
for code in ("break", "continue", "def f():\n break", "while 1:\n def f():\n  continue", "class C:\n break",
             "for i in x: pass\nelse: break", "if 1: continue"):
    try:
        compile(code, "<c>", "exec")
    except SyntaxError as error:
        print(repr(code), error.msg)
