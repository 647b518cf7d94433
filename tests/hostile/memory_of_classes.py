# limit: memory=32M deadline=40 recursion=1000 ; outcome: MemoryError
# Classes, functions, closures and code made without end.
made = []
while True:
    exec("class C:\n x = 1\n def m(self): return self.x\ndef f(a, b=2): return lambda: a + b", scope := {})
    made.append((scope, scope["C"](), scope["f"](1)))
