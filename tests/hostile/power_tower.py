# limit: memory=64M fuel=none deadline=30 recursion=1000 ; outcome: MemoryError
# 10 ** 10 ** 10 is refused by its size before it is computed.
ten = 10
ten ** ten ** ten
