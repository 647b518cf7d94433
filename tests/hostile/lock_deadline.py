# limit: memory=64M deadline=1 ; outcome: stopped: deadline
# A lock on a file that another open file holds.
import fcntl
import tempfile

path = tempfile.mktemp()
one, two = open(path, "w"), open(path, "w")
fcntl.flock(one, fcntl.LOCK_EX)
fcntl.flock(two, fcntl.LOCK_EX)
