# getpass: without a terminal it warns and reads a line that may be seen; on one it does not show what is typed.
import contextlib
import getpass
import io
import os
import sys
import warnings

for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
    os.environ.pop(variable, None)
import pwd
print(getpass.getuser() == pwd.getpwuid(os.getuid()).pw_name)
for variable in ("USERNAME", "LNAME", "USER", "LOGNAME"):
    os.environ[variable] = variable.lower()
    print(getpass.getuser())
os.environ["LOGNAME"] = ""
print(getpass.getuser(), issubclass(getpass.GetPassWarning, UserWarning), sorted(getpass.__all__))


def read(text, prompt="Say: ", stream=None):
    sys.stdin = io.StringIO(text)
    with warnings.catch_warnings(record=True) as told, contextlib.redirect_stderr(io.StringIO()) as said:
        warnings.simplefilter("always")
        try:
            print(repr(getpass.fallback_getpass(prompt, stream)))
        except EOFError:
            print("EOFError")
    print(repr(said.getvalue()), [(each.category.__name__, str(each.message)) for each in told])


out = io.StringIO()
read("secret\nmore\n"), read("no end"), read(""), read("\n", ""), read("x\n", 5), read("y\n", "p", out)
print(repr(out.getvalue()))

# A child whose terminal is the slave of a pair: what the prompt and the answer look like from outside.
pid, master = os.forkpty()
if not pid:
    try:
        sys.stdin = sys.__stdin__
        got = getpass.getpass("Word: ")
        os.write(1, f"got {got!r}\n".encode())
        os._exit(7)
    finally:
        os._exit(1)
seen = b""
while not seen.endswith(b"Word: "):
    seen += os.read(master, 100)
os.write(master, b"hush\n")
try:
    while chunk := os.read(master, 100):
        seen += chunk
except OSError:
    pass
print(seen, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
