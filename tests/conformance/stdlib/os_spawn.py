# os.posix_spawn() and posix_spawnp(): file actions, options, and their errors; waiting with wait3(), wait4() and waitid().
import os
import signal
import sys

SHELL = "/bin/sh"


def attempt(call, *arguments, **options):
    try:
        return call(*arguments, **options)
    except (OSError, TypeError, ValueError, OverflowError, SystemError, AttributeError) as error:
        return f"{type(error).__name__}: {error}"


def ran(command, spawn=os.posix_spawn, environment=None, **options):
    """What a shell wrote to descriptor 7, and how it ended."""
    sys.stdout.flush()
    read, write = os.pipe()
    actions = [(os.POSIX_SPAWN_DUP2, write, 7), *options.pop("file_actions", ())]
    pid = attempt(spawn, SHELL if spawn is os.posix_spawn else "sh", ["sh", "-c", command],
                  os.environ if environment is None else environment, file_actions=actions, **options)
    os.close(write)
    if isinstance(pid, str):
        os.close(read)
        return pid
    with open(read) as said:
        text = said.read()
    return text, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


print(ran("echo $NAME >&7; exit 3", environment={"NAME": "value"}))
print(ran("echo $NAME >&7", os.posix_spawnp, {b"NAME": b"bytes", "PATH": "/usr/bin:/bin"}))
print(ran("kill -9 $$"))

# File actions, in their order.
read, write = os.pipe()
os.set_inheritable(write, True)
print(ran("cat >&7 <&8", file_actions=[(os.POSIX_SPAWN_OPEN, 8, __file__, os.O_RDONLY, 0)])[0][:20])
print(ran(f"echo x 2>&7 >&{write}", file_actions=[(os.POSIX_SPAWN_CLOSE, write)])[1] != 0)
print(ran(f"echo open >&{write}; echo fine >&7"), os.read(read, 10))
print(ran("ls /proc/self/fd | grep -c . >&7", file_actions=[(os.POSIX_SPAWN_CLOSEFROM, 8)])[1])
wrong = [5, [5], [()], [(99,)], [("a",)], [(os.POSIX_SPAWN_OPEN, 1)], [(os.POSIX_SPAWN_OPEN, 1, 2, 3, 4)], [(os.POSIX_SPAWN_OPEN, 1, "a\0b", 0, 0)],
         [(os.POSIX_SPAWN_OPEN, 1, "/dev/null", 0, "x")], [(os.POSIX_SPAWN_CLOSE,)], [(os.POSIX_SPAWN_CLOSE, -1)], [(os.POSIX_SPAWN_DUP2, 1)],
         [(os.POSIX_SPAWN_DUP2, 1, 2 ** 40)], [(os.POSIX_SPAWN_CLOSEFROM, -1)], [(2 ** 80,)], [[0, 1]], [(os.POSIX_SPAWN_OPEN, 1, "/nonexistent/x", 0, 0)],
         [(os.POSIX_SPAWN_DUP2, 99, 5)]]
for actions in wrong:
    print(attempt(os.posix_spawn, SHELL, ["sh"], {}, file_actions=actions))

# What the child is to be like.
print(ran(f"test $(ps -o pgid= -p $$) = $$ && echo own group >&7", setpgroup=0))
print(ran("echo fine >&7", resetids=True, setsid=True))
signal.signal(signal.SIGUSR1, signal.SIG_IGN)
print(ran("kill -USR1 $$; echo ignored >&7"), ran("kill -USR1 $$; echo ignored >&7", setsigdef=[signal.SIGUSR1]))
print(ran("kill -USR2 $$; echo held back >&7", setsigmask=[signal.SIGUSR2]))
print(ran("echo fine >&7", scheduler=(None, os.sched_param(0))), ran("echo fine >&7", scheduler=(os.SCHED_OTHER, os.sched_param(0))))
for options in ({"setpgroup": "a"}, {"setpgroup": None}, {"setpgroup": 2 ** 40}, {"setpgroup": -1}, {"setsigmask": [0]}, {"setsigmask": ["a"]}, {"setsigmask": 5},
                {"setsigdef": None}, {"setsigdef": [signal.NSIG]}, {"setsigdef": [2 ** 80]}, {"scheduler": 5}, {"scheduler": ()}, {"scheduler": (0, 5)},
                {"scheduler": ("a", os.sched_param(0))}, {"scheduler": (0, os.sched_param(5))}, {"scheduler": (999, os.sched_param(0))}):
    print(attempt(os.posix_spawn, SHELL, ["sh"], {}, **options))
for arguments in ((SHELL, [], {}), (SHELL, [""], {}), (SHELL, "sh", {}), (SHELL, ["sh"], 5), (SHELL, [5], {}), (5, ["sh"], {}), ("/nonexistent", ["x"], {}),
                  (SHELL, ["sh"], {"a": 1}), (SHELL, ["sh"], {"a=b": "c"}), (SHELL, ["sh"], {"": "c"}), (SHELL, ["a\0"], {}), (SHELL, ["sh"], ["ab"])):
    print(attempt(os.posix_spawn, *arguments))
    print(attempt(os.posix_spawnp, *arguments))

# Waiting.
def child(code):
    return os.posix_spawn(SHELL, ["sh", "-c", code], os.environ)


pid = child("exit 5")
print(tuple(os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT))[3:])
got = os.waitid(os.P_PID, pid, os.WEXITED)
print(got.si_pid == pid, got.si_signo == signal.SIGCHLD, got.si_status, got.si_code == os.CLD_EXITED, len(got), type(got))
pid = child("kill -TERM $$")
descriptor = os.pidfd_open(pid)
got = os.waitid(os.P_PIDFD, descriptor, os.WEXITED)
print(got.si_status, got.si_code == os.CLD_KILLED, attempt(os.waitid, os.P_PID, pid, os.WEXITED))
pid = child("kill -STOP $$; exit 4")
print(os.waitid(os.P_ALL, 0, os.WSTOPPED).si_code == os.CLD_STOPPED, os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG))
os.kill(pid, signal.SIGCONT)
print(os.waitid(os.P_PID, pid, os.WCONTINUED).si_code == os.CLD_CONTINUED, os.wait4(pid, 0)[1] >> 8, attempt(os.wait4, pid, 0))
pid = child("kill -STOP $$; exit 9")
print(os.WIFSTOPPED(os.waitpid(pid, os.WUNTRACED)[1]), os.kill(pid, signal.SIGCONT), os.wait3(0)[1] >> 8)
pid = child("exit 6")
got = os.wait4(pid, 0)
print(got[0] == pid, got[1] >> 8, type(got[2]), got[2].ru_utime >= 0, attempt(os.wait3, os.WNOHANG))
for call, *arguments in ((os.waitid, "a", 0, 0), (os.waitid, 99, 0, os.WEXITED), (os.wait4, "a", 0), (os.waitpid, 2 ** 40, 0), (os.wait3, None)):
    print(attempt(call, *arguments))
