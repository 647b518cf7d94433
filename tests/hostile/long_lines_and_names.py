# limit: memory=1G deadline=50 recursion=1000 ; outcome: ok
# Very long identifiers, lines, comments, strings and a million constants.
N = 10 ** 6
name = "a" * N
scope = {}
exec(f"{name} = 5", scope)
assert scope[name] == 5
exec("x = '" + "s" * N + "'  # " + "c" * N, scope)
assert len(scope["x"]) == N
exec("y = [" + "1," * N + "]", scope)
assert len(scope["y"]) == N
exec("z = (" + ",".join(map(str, range(1000, 301000))) + ")", scope)
assert len(scope["z"]) == 300000 and scope["z"][-1] == 300999
exec("\n" * N + "w = 1", scope)
exec(";".join(["v = 1"] * 100000), scope)
exec("u = 1 \\\n" * 1 + " " * N + "+ 1", scope)
assert scope["u"] == 2
try:
    exec("x = " + "é" * N + " +", scope)
except SyntaxError as error:
    assert len(str(error)) < 10000
try:
    exec(f"undefined_{name}", scope)
except NameError as error:
    assert str(error).startswith("name ")
try:
    getattr(5, name)
except AttributeError:
    pass
