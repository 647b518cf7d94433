# limit: memory=4G deadline=1 ; outcome: stopped: deadline
# A source that takes longer to parse than there is time for.
compile("a = [" + "b,\n" * 15_000_000 + "]", "long", "exec")
