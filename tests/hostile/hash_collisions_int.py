# limit: memory=512M fuel=300M recursion=1000 ; outcome: stopped: fuel
# Ints that all hash to 0 make the dict quadratic: the probes are charged.
m = 2 ** 61 - 1
d = {}
for i in range(200000):
    d[i * m] = i
