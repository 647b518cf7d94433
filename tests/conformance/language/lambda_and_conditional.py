# Lambdas take every kind of parameter; conditional expressions nest to the right and are lazy.
print((lambda: None)(), (lambda x: x)(1), (lambda *a, **k: (a, k))(1, 2, z=3))
print((lambda a, /, b, *, c=3: (a, b, c))(1, b=2))
print((lambda a, b=2, *rest, c, d=4, **more: (a, b, rest, c, d, more))(1, c=3, e=5))
print((lambda x: lambda y: lambda z: x + y + z)(1)(2)(3))
print([f(3) for f in [lambda n: n, lambda n: n * n, lambda n, k=10: n + k]])
late = [lambda: i for i in range(3)]
early = [lambda i=i: i for i in range(3)]
print([f() for f in late], [f() for f in early])
print((lambda: (yield))().__class__.__name__, list((lambda n: (yield from range(n)))(3)))
f = lambda x, /: x
print(f.__name__, f.__qualname__, f.__defaults__, (lambda a=1, *, b=2: 0).__kwdefaults__)


def outer():
    return lambda: 0


print(outer().__qualname__)


def classify(n):
    return "neg" if n < 0 else "zero" if n == 0 else "one" if n == 1 else "many"


print([classify(n) for n in (-1, 0, 1, 2)])
print(1 if True else undefined, undefined if False else 2)
print((1 if 0 else 2, 3), [1 if 0 else 2], 1 + (2 if 0 else 3), (lambda: 1 if 0 else 2)())
print(1 if [] else 2 if () else 3 if "" else 4)
x = 5
print("big" if x > 3 and x < 10 else "small", x if x else -x, not x if x else x)
print(lambda_ := (lambda: "named")(), lambda_)
print(sorted(["bb", "a", "ccc"], key=lambda s: -len(s)), max([3, -5, 2], key=lambda v: v * v))
fact = (lambda f: lambda n: f(f, n))(lambda f, n: 1 if n < 2 else n * f(f, n - 1))
print(fact(20))
for call in (lambda: (lambda x: x)(), lambda: (lambda: 0)(1), lambda: (lambda *, k: k)(1),
             lambda: (lambda a, /: a)(a=1)):
    try:
        call()
    except TypeError as error:
        print(error)
