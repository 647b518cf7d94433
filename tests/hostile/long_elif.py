# limit: memory=1G recursion=1000 ; outcome: ok
# Twenty thousand elif branches are one flat statement.
source = "if x == -1: y = -1\n" + "".join(f"elif x == {i}: y = {i}\n" for i in range(20000)) + "else: y = 'else'\n"
for x in (0, 19999, 20000):
    scope = {"x": x}
    exec(source, scope)
    assert scope["y"] == (x if x < 20000 else "else")
