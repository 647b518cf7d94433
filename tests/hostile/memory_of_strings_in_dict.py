# limit: memory=32M deadline=40 recursion=1000 ; outcome: MemoryError
# A dict that grows until the limit; the report of the MemoryError itself must fit.
d = {}
i = 0
while True:
    d[f"key number {i}"] = f"value number {i}" * 3
    i += 1
