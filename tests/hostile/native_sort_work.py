# limit: memory=256M fuel=50M deadline=40 recursion=1000 ; outcome: stopped: fuel
# Sorting, copying and comparing large lists in a short loop.
items = list(range(10 ** 5))
while True:
    sorted(items, key=lambda x: -x)
    items == items[:]
    [0] + items * 3
