# limit: memory=64M fuel=none deadline=40 recursion=1000 output=1M ; outcome: stopped: output
# Printing without end.
while True:
    print("flood " * 100)
