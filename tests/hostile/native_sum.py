# limit: memory=64M fuel=20M deadline=30 recursion=1000 ; outcome: stopped: fuel
# sum over an iterator that never ends and never comes back to bytecode.
sum(iter(int, 1))
