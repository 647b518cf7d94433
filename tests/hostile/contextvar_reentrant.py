# limit: memory=64M recursion=1000 ; outcome: ok
# Comparing contexts whose values set variables while they are compared.
import contextvars

v = contextvars.ContextVar("v")
others = [contextvars.ContextVar(f"o{i}") for i in range(50)]


class Evil:
    def __eq__(self, other):
        for o in others:
            o.set(object())
        v.set(object())
        return True
    __hash__ = object.__hash__


def fill():
    v.set(Evil())
    for o in others:
        o.set(Evil())
    return contextvars.copy_context()


a, b = contextvars.copy_context().run(fill), contextvars.copy_context().run(fill)
for _ in range(5):
    a == b
    a.run(lambda: a == b)
    b.run(lambda: a == b)
    v.set(Evil())
    contextvars.copy_context() == a
