# SPDX-License-Identifier: MIT
# Where blocks end: inspect.getsource() of functions of all kinds, getblock() and BlockFinder; class trees and formatted argument values.
import inspect
import tokenize


def plain(a, b=(1,
                2), *rest, c=3, **more):
    text = """
not indented
"""
    if a:
        return text  # a comment behind
    # a comment at the end of the body

# a comment outside


@property
@staticmethod
def decorated(): return [
    1,
]


class Outer:
    def method(self):
        def inner(): pass
        return inner
        # trailing

    value = lambda self: (
        1 +
        2)

    class Inner:
        pass


pair = [lambda x: x + 1, lambda y: (y,
                                    2)]


async def nothing():
    ...


def one_line(): return 1
def next_one(): return 2


for thing in (plain, decorated.fget, Outer, Outer.method, Outer().method(), Outer.value, Outer.Inner, pair[0], pair[1], nothing, one_line, next_one):
    print("--", getattr(thing, "__qualname__", thing))
    print(inspect.getsource(thing), end="")

for lines in (["def f():\n", "    x = 1\n", "\n", "    # c\n", "  # d\n", "y = 2\n"], ["x = (lambda: 1)\n", "y = 2\n"], ["    def f(self):\n", "        pass\n", "    z = 1\n"],
              ["if a:\n", "    def f(): pass\n", "b\n"], ["def f(:\n"], ["lambda: 1)\n", "z\n"], ["class A:\n", "\tdef f(self): pass\n", "\n", "\tx = 1\n"]):
    try:
        print(inspect.getblock(lines))
    except Exception as error:
        print(type(error).__name__)

finder = inspect.BlockFinder()
seen = 0
try:
    for token in tokenize.generate_tokens(iter(["@d(\n", "  1)\n", "def f():\n", "    pass\n", "    pass\n", "g()\n"]).__next__):
        finder.tokeneater(*token)
        seen += 1
except inspect.EndOfBlock:
    print("end", finder.last, finder.indent, finder.islambda, finder.started)


class A: pass
class B(A): pass
class C(A): pass
class D(B, C): pass


print(inspect.getclasstree([A, B, C, D]))
print(inspect.getclasstree([D, C, B, A], unique=True))
print(inspect.indentsize("  \tx"), inspect.getabsfile(plain) == inspect.getfile(plain))


def shown(a, b, *rest, **more):
    return inspect.formatargvalues(*inspect.getargvalues(inspect.currentframe())), inspect.getlineno(inspect.currentframe()) > 0


print(shown(1, "x", 3, k=4), shown(1, 2))
