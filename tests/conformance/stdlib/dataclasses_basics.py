# dataclasses: generated methods, defaults, field options, order, frozen, kw_only, slots, post_init,
# replace, asdict, errors.
import dataclasses
from dataclasses import KW_ONLY, InitVar, asdict, astuple, dataclass, field, fields, is_dataclass, make_dataclass, replace
from typing import ClassVar


@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, compare=False)
    hidden: str = field(default="h", repr=False)
    count: ClassVar[int] = 5


a, b = P(1), P(1, tags=["t"])
print(a, b, a == b, a != P(2), a.tags is not P(1).tags, P.count, [f.name for f in fields(P)],
      P.__match_args__, asdict(b), astuple(b), replace(a, x=9), is_dataclass(P), is_dataclass(a),
      is_dataclass(5), P.__doc__, P(*[1, 2]), a == (1, 0), hasattr(P, "tags"), P.y)
@dataclass(order=True, frozen=True)
class V:
    major: int
    minor: int = 0
print(V(1) < V(1, 2), sorted([V(2), V(1, 5), V(1)]), hash(V(1)) == hash(V(1, 0)), {V(1): "k"}[V(1)],
      max(V(1), V(0, 9)), V(1) <= V(1))
for action in (lambda: setattr(V(1), "major", 2), lambda: delattr(V(1), "minor"),
               lambda: setattr(V(1), "new", 2), lambda: V(1) < 5, lambda: V(1) < (1, 2), lambda: P(),
               lambda: P(1, 2, 3, 4, 5), lambda: P(1, z=2), lambda: hash(a), lambda: P(1) < P(2),
               lambda: replace(a, nope=1), lambda: asdict(P), lambda: asdict(5), lambda: fields(5),
               lambda: replace(5), lambda: dataclass(5), lambda: make_dataclass("D", ["x", ("y", int, 1),
                   "z"])):
    try: print(action())
    except (TypeError, AttributeError) as error: print(type(error).__name__, error)
@dataclass
class Post:
    w: float
    h: float
    scale: InitVar[float] = 1.0
    area: float = field(init=False)
    _: KW_ONLY
    unit: str = "cm"
    def __post_init__(self, scale): self.area = self.w * self.h * scale
print(Post(2, 3), Post(2, 3, 10, unit="m"), [(f.name, f.init, f.kw_only) for f in fields(Post)])
@dataclass(slots=True, kw_only=True)
class S:
    a: int
    b: int = 2
s = S(a=1); print(s, S.__slots__, hasattr(s, "__dict__"))
try: s.c = 1
except AttributeError as error: print(error)
@dataclass
class Base:
    x: int = 1
@dataclass
class Child(Base):
    y: int = 2
    x: int = 10
print(Child(), Child(5), [f.name for f in fields(Child)], Child() == Base(10), repr(Base()))
@dataclass(repr=False, eq=False, init=False)
class Bare:
    x: int = 3
print(Bare().x, Bare() == Bare(), "Bare object" in repr(Bare()))
@dataclass(unsafe_hash=True)
class H:
    x: int
    y: int = field(hash=False, default=0)
print(hash(H(1, 2)) == hash(H(1, 3)))
@dataclass
class Own:
    x: int
    def __repr__(self): return "own repr"
    def __eq__(self, o): return "own eq"
print(Own(1), Own(1) == 5, Own.__hash__)
@dataclass
class Tree:
    v: int
    kids: list["Tree"] = field(default_factory=list)
t = Tree(1, [Tree(2), Tree(3, [Tree(4)])]); print(t, asdict(t), astuple(t),
                                                  t == replace(t)); t.kids.append(t); print(t)
for source in ("class A:\n x: int = 1\n y: int", "class A:\n x: list = []", "class A:\n x: dict = {}",
               "class A:\n x: int = field(default=1, default_factory=int)",
               "class A:\n x: int = field()\n y = 5", "class A:\n x = field()", "class A(V):\n z: int = 0",
               "class A:\n _: KW_ONLY\n __: KW_ONLY",
               "class A:\n x: InitVar[int] = field(default_factory=int)", "class A(Base):\n z: int"):
    try: exec("@dataclass\n" + source); print(source.split("\n")[1:], "ok")
    except (TypeError, ValueError) as error: print(source.split("\n")[1:], type(error).__name__, error)
D = make_dataclass("D", [("x", int), ("y", str, "d")], namespace={"hi": lambda self: f"hi {self.x}"},
                   frozen=True); print(D(1), D(1).hi(), D.__name__)
m = field(metadata={"unit": "kg"}); M = make_dataclass("M", [("w", int,
    m)]); print(fields(M)[0].metadata["unit"], fields(M)[0].type, dataclasses.MISSING is fields(M)[0].default,
                repr(fields(P)[1])[:40])
match P(1, 2):
    case P(x, y): print("matched", x, y)
