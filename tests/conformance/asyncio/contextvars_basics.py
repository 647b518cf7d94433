# ContextVar: get, set, reset, defaults, tokens; Context: run, copy, mapping protocol, errors.
import contextvars

v = contextvars.ContextVar("v")
d = contextvars.ContextVar("d", default="default")
print(v.name, d.get(), d.get("other"), v.get("fallback"))
try:
    v.get()
except LookupError as error:
    print(type(error).__name__, str(error).split(" at ")[0])
t1 = v.set(1)
t2 = v.set(2)
print(v.get(), t1.old_value is contextvars.Token.MISSING, t2.old_value, t1.var is v,
      repr(contextvars.Token.MISSING))
v.reset(t2)
print(v.get())
v.reset(t1)
print(v.get("unset again"))
for bad in (lambda: v.reset(t1), lambda: d.reset(t2), lambda: v.reset(5), lambda: contextvars.ContextVar(),
            lambda: contextvars.ContextVar(5), lambda: v.get(1, 2), lambda: v.set(),
            lambda: contextvars.Token(), lambda: v < v, lambda: contextvars.ContextVar("x", 5)):
    try:
        print(bad())
    except (TypeError, ValueError, RuntimeError) as error:
        print(type(error).__name__, str(error).split(" at 0x")[0].split("<Token")[0].split("<ContextVar")[0])
ctx = contextvars.copy_context()
v.set("outside")


def inside(a, b=0):
    before = v.get("not set")
    v.set("inside")
    d.set("changed")
    return before, a, b, v.get()


print(ctx.run(inside, 1, b=2), v.get(), d.get(), ctx[v], ctx[d], ctx.run(v.get))
print(v in ctx, len(ctx) >= 2, ctx.get(v), ctx.get(contextvars.ContextVar("z"), "none"),
      sorted(k.name for k in ctx if k.name in "vd"), sorted(x for x in ctx.values() if isinstance(x, str)),
      ("v", "inside") in [(k.name, x) for k, x in ctx.items()])
copy = ctx.copy()
copy.run(v.set, "in copy")
print(ctx[v], copy[v], ctx == copy, ctx == ctx.copy(), type(copy).__name__,
      contextvars.Context() == contextvars.Context(), len(contextvars.Context()))


def reenter(): ctx.run(print)


for bad in (lambda: ctx.run(reenter), lambda: ctx[contextvars.ContextVar("q")], lambda: ctx["v"],
            lambda: "v" in ctx, lambda: ctx.run(), lambda: ctx.run(5), lambda: ctx.run(lambda: 1 / 0),
            lambda: contextvars.Context(1), lambda: ctx.__setitem__(v, 1)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, str(error).split(" at 0x")[0].split("<Context object")[0].split("<ContextVar")[0])
token = ctx.run(v.set, "made in ctx")
try:
    v.reset(token)
except ValueError as error:
    print("ValueError", str(error).split(" was created")[-1])
ctx.run(v.reset, token)
print(ctx[v], v.get())


def nested():
    v.set("level 1")
    c2 = contextvars.copy_context()

    def deeper():
        v.set("level 2")
        return v.get()
    return c2.run(deeper), v.get(), c2[v]


print(contextvars.Context().run(nested), v.get())


def gen():
    yield v.get()
    v.set("set by generator")
    yield v.get()


g = gen()
print(next(g), next(g), v.get())
print(hash(v) == hash(v), v == v, {v: 1}[v], repr(d).split(" at ")[0], repr(contextvars.ContextVar("r",
    default=5)).split(" at ")[0], contextvars.ContextVar[int])
many = [contextvars.ContextVar(f"x{i}", default=i) for i in range(50)]
base = contextvars.copy_context()
base.run(lambda: [x.set(x.get() * 2) for x in many])
print(sum(base[x] for x in many), sum(x.get() for x in many))
