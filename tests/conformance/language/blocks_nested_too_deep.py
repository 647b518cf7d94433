# How many blocks may be nested: in plain functions, and, one fewer, in generators and coroutines.
import itertools


def managers(n, kind, body):
    return f"{kind} f():\n {'async ' if 'async' in kind else ''}with (" + ", ".join(f"a as a{i}" for i in range(n)) + f"): {body}"


for kind, body in (("def", "pass"), ("def", "yield"), ("async def", "pass"), ("async def", "yield")):
    for n in itertools.count(18):
        try:
            compile(managers(n, kind, body), "file", "exec")
        except SyntaxError as e:
            print(kind, body, n, e.msg, e.lineno)
            break
