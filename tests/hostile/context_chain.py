# limit: memory=1G recursion=1000 ; outcome: ValueError
# An exception with two hundred thousand others in its context: the report is bounded.
error = None
for i in range(200000):
    new = ValueError(i)
    new.__context__ = error
    error = new
raise error
