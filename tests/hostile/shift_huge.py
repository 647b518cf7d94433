# limit: memory=64M recursion=1000 ; outcome: MemoryError
# A shift by 2 ** 62 bits.
one = 1
one << (one << 62)
