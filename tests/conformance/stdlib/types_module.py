# types: SimpleNamespace, MappingProxyType, new_class, coroutine, DynamicClassAttribute and the
# names of internal types.
import types

n = types.SimpleNamespace(a=1, b="x")
n.c = [n.a]; del n.b
print(n, n.a, vars(n), n == types.SimpleNamespace(a=1, c=[1]), n != 5, types.SimpleNamespace(),
      types.SimpleNamespace(**{"not valid": 1}), repr(types.SimpleNamespace(z=1, a=2)),
      types.SimpleNamespace({"m": 1}, k=2), n.__class__.__name__)
n.self = n; print(n)
class Sub(types.SimpleNamespace): pass
print(Sub(x=1), Sub(x=1) == types.SimpleNamespace(x=1))
m = {"k": 1}; p = types.MappingProxyType(m)
m["new"] = 2
print(p, p["k"], len(p), list(p), "new" in p, p.get("z", 0), p.copy(), p | {"u": 3}, type(p | {}).__name__,
      p == m, list(p.items()), {**p}, dict(p), list(reversed(p)), types.MappingProxyType({}) == {})
for code in ("p['x'] = 1", "del p['k']", "p.clear()", "p['zz']", "hash(p)", "types.MappingProxyType(5)",
             "types.MappingProxyType([])", "types.SimpleNamespace(1)", "types.SimpleNamespace({}, {})",
             "n.zz", "types.FunctionType(5, {})", "types.CodeType()", "types.CellType(1).cell_contents",
             "types.MethodType(len, 5)", "types.NoneType()", "types.EllipsisType()",
             "types.GenericAlias(int, 5)", "types.new_class('N', (int,))(5) + 1",
             "types.new_class('N', (5,))", "types.coroutine(5)", "types.ModuleType('m').__name__",
             "types.SimpleNamespace({1: 2})", "p |= {}", "types.resolve_bases((int,))",
             "types.prepare_class('C')[0]", "types.get_original_bases(Sub)"):
    try:
        print(code, "->", eval(code) if " = " not in code and "del" not in code and "|=" not in code else exec(code))
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
def f(): yield
async def c(): pass
async def a(): yield
class C:
    def m(self): pass
    x = property(lambda s: 1)
co = c()
checks = dict(FunctionType=f, LambdaType=lambda: 0, GeneratorType=f(), CoroutineType=co,
              AsyncGeneratorType=a(), CodeType=f.__code__, MethodType=C().m, BuiltinFunctionType=len,
              BuiltinMethodType=[].append, ModuleType=types, NoneType=None, NotImplementedType=NotImplemented,
              EllipsisType=..., MappingProxyType=C.__dict__, SimpleNamespace=n, UnionType=int | str,
              GenericAlias=list[int], WrapperDescriptorType=object.__init__,
              MethodWrapperType=object().__str__, MethodDescriptorType=str.join,
              ClassMethodDescriptorType=dict.__dict__["fromkeys"],
              GetSetDescriptorType=type.__dict__["__name__"],
              CellType=(lambda x: lambda: x)(1).__closure__[0])
print({name: isinstance(value, getattr(types, name)) for name, value in checks.items()})
try: 1 / 0
except ZeroDivisionError as e: print(isinstance(e.__traceback__, types.TracebackType),
                                     isinstance(e.__traceback__.tb_frame, types.FrameType))
co.close()
K = types.new_class("K", (C,), {}, lambda ns: ns.update(y=5, hi=lambda self: self.y))
print(K, K().hi(), K.__mro__[1].__name__, types.FunctionType(f.__code__, {}, "renamed").__name__)
@types.coroutine
def legacy(): return (yield "paused")
async def uses(): return await legacy()
u = uses(); print(u.send(None))
try: u.send("sent")
except StopIteration as s: print(s.value)
