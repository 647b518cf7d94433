# limit: memory=64M deadline=1 recursion=1000 ; outcome: stopped: deadline
# A blocking sleep is cut by the deadline.
import time

time.sleep(10 ** 6)
