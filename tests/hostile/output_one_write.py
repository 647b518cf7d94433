# limit: memory=256M deadline=40 recursion=1000 output=1M ; outcome: stopped: output
# One write larger than the budget.
print("x" * 10 ** 8)
