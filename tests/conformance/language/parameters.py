# How arguments meet parameters: positional-only, defaults, *args, keyword-only, **kwargs.
def everything(a, b=2, /, c=3, *args, d, e=5, **kwargs):
    return a, b, c, args, d, e, kwargs


print(everything(1, d=4))
print(everything(1, 20, 30, 40, 50, d=4, e=6, f=7, a=8, b=9))
print(everything(*range(3), **{"d": 1, "args": 2, "kwargs": 3}))


def posonly(x, y=2, /, **kw):
    return x, y, kw


print(posonly(1, x=5, y=6))


def kwonly(*, first, second=2):
    return first, second


print(kwonly(second=1, first=0))


def only_star(*a):
    return a


def only_kw(**k):
    return k


print(only_star(), only_star(1), only_kw(), only_kw(self=1, **{"class": 2}))
shared = []


def mutable(x, acc=[]):
    acc.append(x)
    return acc


print(mutable(1), mutable(2), mutable(3, []), mutable.__defaults__)
default = 1


def early(x=default):
    return x


default = 2
print(early())


def depends(a, b=lambda: default, *, c=default * 2):
    return a, b(), c


default = 3
print(depends(0))
print(everything.__defaults__, everything.__kwdefaults__, kwonly.__kwdefaults__, only_star.__defaults__)
kwonly.__kwdefaults__["first"] = "patched"
early.__defaults__ = (99,)
print(kwonly(), early())
c = everything.__code__
print(c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_varnames, c.co_name, c.co_nlocals)


def rebinds(args, /, *rest, **options):
    args, rest, options["new"] = rest, args, 1
    return args, rest, options


print(rebinds(1, 2, 3, k=4))
d = {"k": 1}
only_kw(**d)["k"] = 2
print(d)


class C:
    def method(self, a, *, b=2):
        return a, b

    def no_self():
        return "no self"

    def star(*args, **kwargs):
        return len(args), kwargs


print(C().method(1), C().method(b=3, a=4), C.no_self(), C().star(1, self=2))
