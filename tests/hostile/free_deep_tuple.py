# limit: memory=2G recursion=1000 ; outcome: ok
# A chain of three million tuples is freed at once.
x = None
for _ in range(3000000):
    x = (x,)
del x
