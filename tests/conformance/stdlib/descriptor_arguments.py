# What takes a file descriptor says in the same words what it can't take.
import os
import select
import termios


class Lies:
    def fileno(self):
        return "1"


calls = {
    "fsync": os.fsync,
    "fstat": os.fstat,
    "fchdir": os.fchdir,
    "poll": select.poll().register,
    "select": lambda file: select.select([file], [], [], 0),
    "tcgetattr": termios.tcgetattr,
}
for name, function in calls.items():
    for wrong in ("x", 1.5, None, -1, 2**40, Lies()):
        try:
            function(wrong)
        except Exception as error:
            print(name, wrong if not isinstance(wrong, Lies) else "lies", type(error).__name__, error)
