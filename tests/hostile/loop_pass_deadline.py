# limit: memory=64M fuel=none deadline=1 recursion=1000 ; outcome: stopped: deadline
# The empty endless loop under a deadline.
while True:
    pass
