# os: pseudo-terminals, and processes that have one of their own.
import os
import signal
import sys
import warnings

warnings.simplefilter("ignore", DeprecationWarning)


def attempt(call, *arguments):
    try:
        return call(*arguments)
    except (OSError, TypeError, ValueError, OverflowError) as error:
        return f"{type(error).__name__}: {error}"


def said(descriptor):
    """What comes from a terminal until the other end is closed."""
    text = b""
    while True:
        try:
            more = os.read(descriptor, 1000)
        except OSError:
            return text
        if not more:
            return text
        text += more


sys.stdout.flush()
pid, master = os.forkpty()
if pid == 0:
    print(master, [os.isatty(n) for n in range(3)], os.getsid(0) == os.getpid(), os.tcgetpgrp(0) == os.getpid(), os.ctermid())
    print(os.ttyname(1) == os.readlink("/proc/self/fd/0"), input())
    sys.stdout.flush()
    os._exit(7)
os.write(master, b"typed\n")
print(said(master).replace(b"typed\r\n", b"", 1), os.waitpid(pid, 0)[1] >> 8, os.get_inheritable(master))
os.close(master)

master = os.posix_openpt(os.O_RDWR | os.O_NOCTTY)
print(os.grantpt(master), os.unlockpt(master), os.ptsname(master).startswith("/dev/pts/"), os.get_inheritable(master))
slave = os.open(os.ptsname(master), os.O_RDWR | os.O_NOCTTY)
print(os.isatty(slave), os.ttyname(slave) == os.ptsname(master))
pid = os.fork()
if pid == 0:
    os.close(master)
    os.login_tty(slave)
    os.write(1, str((os.getsid(0) == os.getpid(), os.tcgetpgrp(2) == os.getpgrp())).encode())
    other = os.fork()
    if other == 0:
        os.setpgrp()
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        os.tcsetpgrp(0, os.getpgrp())
        os._exit(os.tcgetpgrp(0) == os.getpid())
    os._exit(os.waitpid(other, 0)[1] >> 8)
os.close(slave)
print(said(master), os.waitpid(pid, 0)[1] >> 8)

read, write = os.pipe()
for call in os.grantpt, os.unlockpt, os.ptsname, os.login_tty, os.ttyname, os.tcgetpgrp:
    print(attempt(call, read), attempt(call, 999))
for call in os.grantpt, os.unlockpt, os.ptsname, os.login_tty:
    print(attempt(call, -1), attempt(call, "a"))
print(attempt(os.tcsetpgrp, 999, 1), attempt(os.tcsetpgrp, read, "a"), attempt(os.posix_openpt, "a"))
