# limit: memory=64M fuel=10M deadline=none recursion=1000 ; outcome: stopped: fuel
# The empty endless loop under fuel.
while True:
    pass
