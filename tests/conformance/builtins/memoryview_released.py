# A memoryview that is released while its own operation runs: slices keep their hold, everything else is forbidden; a hash that was
# asked for stays.


class Releases:
    """A number whose conversion releases the view."""

    def __init__(self, view, value):
        self.view, self.value = view, value

    def __index__(self):
        self.view.release()
        return self.value

    def __float__(self):
        self.view.release()
        return float(self.value)

    def __bool__(self):
        self.view.release()
        return True


def fresh(format="B", shape=None):
    view = memoryview(bytearray(range(16)))
    return view.cast(format, shape) if shape else view.cast(format)


def attempt(what, call):
    try:
        print(what, call())
    except (ValueError, TypeError) as error:
        print(what, type(error).__name__, error)


m = fresh()
attempt("item", lambda: m[Releases(m, 4)])
for part in (lambda m: m[: Releases(m, 4)], lambda m: m[Releases(m, 3) : 8], lambda m: m[:: Releases(m, 5)]):
    m = fresh()
    attempt("slice", lambda: list(part(m)))
for keys in (lambda m: (Releases(m, 1), 0), lambda m: (0, Releases(m, 1))):
    m = fresh("B", (4, 4))
    attempt("position", lambda: m[keys(m)])
    m = fresh("B", (4, 4))
    attempt("assigned position", lambda: m.__setitem__(keys(m), 1))
for key in (lambda m: Releases(m, 1), lambda m: slice(None, Releases(m, 4)), lambda m: slice(Releases(m, 4), 8)):
    m = fresh()
    attempt("assigned", lambda: m.__setitem__(key(m), b"spam" if isinstance(key(fresh()), slice) else 3))
for format in "bhilqnBHILQNfd?":
    m = fresh(format)
    attempt(format, lambda: m.__setitem__(0, Releases(m, 1)))


class Gives:
    """Gives a buffer, and releases a view meanwhile."""

    def __init__(self, view):
        self.view = view

    def __buffer__(self, flags):
        self.view.release()
        return memoryview(b"spam")


m = fresh()
attempt("bytes", lambda: m.__setitem__(slice(4), Gives(m)))

m = memoryview(b"abcdef")
print(hash(m) == hash(b"abcdef"))
m.release()
print(hash(m) == hash(b"abcdef"))
m = memoryview(b"abcdef")
m.release()
attempt("hash", lambda: hash(m))
attempt("writable", lambda: hash(fresh()))
