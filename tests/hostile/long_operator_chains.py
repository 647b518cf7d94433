# limit: memory=1G recursion=1000 ; outcome: ok
# Long chains of every operator, comparison, conditional, string, call and subscript.
N = 50000
for source in ("1 ** " * N + "1", " and ".join(["1"] * N), " or ".join(["0"] * N),
               " < ".join(map(str, range(N))), "1 if 1 else " * N + "1", "lambda: " * N + "1",
               "'a' " * N, "f" + "()" * N, "a" + "[0]" * N, "x = " * N + "1", "not " * N + "1", "~" * N + "1",
               "a, " * N, "[" + "1, " * N + "]", "{" + "1: 1, " * N + "}",
               "f(" + "1, " * N + ")", "f(" + ", ".join(f"k{i}=1" for i in range(N)) + ")",
               "def f(" + ", ".join(f"a{i}" for i in range(N)) + "): pass",
               "global " + ", ".join(f"g{i}" for i in range(N)),
               "from m import (" + ", ".join(f"n{i}" for i in range(N)) + ")",
               "del " + ", ".join(f"d{i}" for i in range(N)), "with " + ", ".join(["a"] * N) + ": pass",
               "x; " * N, "@d\n" * N + "def f(): pass",
               "try: pass\n" + "except A: pass\n" * N, "match x:\n" + " case 1: pass\n" * N,
               "match x:\n case " + " | ".join(map(str, range(N))) + ": pass", "f'" + "{x}" * N + "'",
               "a." * N + "b", "if x: pass\n" * N):
    try:
        compile(source, "chain", "exec")
    except (SyntaxError, RecursionError, MemoryError):
        pass
