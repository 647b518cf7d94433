# A comparison chain evaluates each operand once and stops at the first false link; every rich
# comparison may return any object, and the chain's value is the last one looked at.
class Noisy:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f"N{self.n}"

    def __lt__(self, other):
        print(f"{self!r}<{other!r}", end="; ")
        return self.n < other.n

    def __eq__(self, other):
        print(f"{self!r}=={other!r}", end="; ")
        return f"eq{self.n}{other.n}"


def get(n):
    print(f"get {n}", end="; ")
    return Noisy(n)


print(get(1) < get(2) < get(3))
print(get(2) < get(1) < get(3))
print(get(1) == get(2) == get(3))
print(not get(1) < get(2))
print(1 < 2 > 1 < 5 == 5.0 != 6 in [True] is not None)
print(1 in [1] == True, (1 in [1]) == True, 1 in ([1] == True,))
print(3 > 2 == True, 1 < 2 < 3 < 3, 1 == 1.0 == True == 1 + 0j)
print(None is None is None, not None is None, [] is not [] is not None)
print("a" < "b" < "c", "a" not in "abc" in "abcd", "" in "")
print((1, 2) < (1, 2, 0), [1, [2]] == [1, [2]], {1} < {1, 2} <= {1, 2}, (1, "a") == (1, "a"))
print(float("nan") == float("nan"), float("nan") != float("nan"), 0.0 == -0.0)


class Empty:
    def __bool__(self):
        print("bool", end="; ")
        return False

    def __gt__(self, other):
        return self


result = Empty() > 1 > 2
print(type(result).__name__)
for text in ("1 < 'a'", "[] < ()", "None < None", "1j < 2", "{} < {}", "object() >= 3", "1 in 5",
             "'a' in b'a'",
             "5 in 'a5'", "len < print", "(1,) < ('a',)", "range(3) < range(4)"):
    try:
        print(text, eval(text))
    except TypeError as error:
        print(text, "TypeError:", error)
