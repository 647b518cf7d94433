# limit: memory=64M fuel=none deadline=1 recursion=1000 ; outcome: stopped: deadline
# Nothing ever comes from the pipe: a deadline ends the wait in read(), in this thread and another.
import os
import threading

end, other = os.pipe()
threading.Thread(target=os.read, args=(end, 1), daemon=True).start()
os.fdopen(end, "rb").readline()
