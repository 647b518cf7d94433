# Functions with hundreds of locals, constants, names, arguments, branches and long jumps.
source = ["def many_locals():"]
source += [f"    v{i} = {i} * 2" for i in range(600)]
source += ["    return " + " + ".join(f"v{i}" for i in range(600))]
source += ["def many_constants():", "    return [" + ", ".join(f"{i}.5" for i in range(1500)) + "]"]
source += ["def many_branches(x):"]
source += [line for i in range(400) for line in (f"    {'el' if i else ''}if x == {i}:",
                                                 f"        return 'branch {i}'")]
source += ["    else:", "        return 'none'"]
source += ["def long_loop(n):", "    total = 0",
           "    for i in range(n):"] + [f"        total += i + {k}" for k in range(500)] + ["    return total"]
source += ["def many_args(" + ", ".join(f"a{i}" for i in range(300)) + "): return a0 + a299"]
source += ["def many_defaults(" + ", ".join(f"a{i}={i}" for i in range(300)) + "): return sum(locals().values())"]
source += ["def many_keywords(**kw): return len(kw)"]
source += ["def closure():"] + [f"    c{i} = {i}" for i in range(300)] + ["    def inner(): return " + " + ".join(f"c{i}" for i in range(300)), "    return inner()"]
source += ["def try_blocks(k):", "    out = []"] + [line for i in range(120) for line in ("    try:",
    f"        if k == {i}: raise ValueError({i})", f"        out.append({i})",
    "    except ValueError as e: out.append(-e.args[0])")] + ["    return sum(out), len(out)"]
source += ["class ManyMethods:"] + [f"    def m{i}(self): return {i}" for i in range(400)]
source += ["class ManyAttrs:", "    def __init__(self):"] + [f"        self.a{i} = {i}" for i in range(400)]
namespace = {}
exec("\n".join(source), namespace)
print(namespace["many_locals"](), sum(namespace["many_constants"]()),
      [namespace["many_branches"](x) for x in (0, 199, 399, 400)])
print(namespace["long_loop"](3), namespace["many_args"](*range(300)), namespace["many_defaults"](),
      namespace["many_defaults"](*range(1, 301)))
print(namespace["many_keywords"](**{f"k{i}": i for i in range(1000)}), namespace["closure"](),
      namespace["try_blocks"](7), namespace["try_blocks"](-1))
m = namespace["ManyMethods"]()
print(sum(getattr(m, f"m{i}")() for i in range(400)), sum(vars(namespace["ManyAttrs"]()).values()))
call = "many_keywords(" + ", ".join(f"k{i}={i}" for i in range(400)) + ")"
print(eval(call, namespace), len(eval("[" + "1, " * 5000 + "]")),
      len(eval("{" + ", ".join(f"{i}: {i}" for i in range(3000)) + "}")),
      len(eval("(" + "None, " * 3000 + ")")))
print(eval("+".join(["1"] * 1000)), eval("(" * 80 + "5" + ")" * 80), eval("[" * 80 + "]" * 80 + "[0]" * 40),
      eval("lambda: " * 50 + "1")()()().__class__.__name__)
print(len("".join(eval("f'" + "{1}a" * 500 + "'"))), eval("-" * 100 + "1"), eval("not " * 100 + "1"),
      eval(" if 1 else ".join(["0"] * 100)), eval("x" + ".real" * 200, {"x": 7}))
chained = " < ".join(str(i) for i in range(300))
print(eval(chained), eval(" and ".join(["1"] * 300)), eval(" or ".join(["0"] * 300)),
      len(eval("'a' " * 2000)))
print(max(*range(300)), "{}".format(*range(300)), len((lambda *a, **k: a)(*range(1000), **{})),
      [*range(100), *range(100)][150])
exec("\n".join(f"global_{i} = {i}" for i in range(1500)), ns := {})
print(sum(v for k, v in ns.items() if k.startswith("global_")))
exec("def g():\n" + "\n".join(f"    x{i} = yield {i}" for i in range(400)) + "\n    return x399", ns)
g = ns["g"]()
print(sum(g), [len(ns["g"].__code__.co_varnames)])
nested = "def f0():\n" + "".join("    " * (i + 1) + f"def f{i + 1}():\n" for i in range(18)) + "    " * 19 + "return 'deep function'\n" + "".join("    " * (18 - i) + f"return f{18 - i}()\n" for i in range(18))
exec(nested, ns)
print(ns["f0"]())
loops = "".join("    " * i + f"for i{i} in range(2):\n" for i in range(15)) + "    " * 15 + "n += 1\n"
exec("n = 0\n" + loops, ns)
print(ns["n"])
with_block = "with " + ", ".join(["memoryview(b'') as m"] * 15) + ":\n    done = True"
exec(with_block, ns)
print(ns["done"])
