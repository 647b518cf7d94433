# signal: waiting for signals, sending them to threads and processes, timers, what set_wakeup_fd() does; _thread.interrupt_main().
import _thread
import os
import signal
import sys
import threading
import time


def attempt(call, *arguments):
    try:
        return call(*arguments)
    except (OSError, TypeError, ValueError, OverflowError) as error:
        return f"{type(error).__name__}: {error}"


held = [signal.SIGUSR1, signal.SIGUSR2]
signal.pthread_sigmask(signal.SIG_BLOCK, held)
os.kill(os.getpid(), signal.SIGUSR1)
print(signal.sigpending() == {signal.SIGUSR1}, signal.sigwait(held))
os.kill(os.getpid(), signal.SIGUSR2)
got = signal.sigwaitinfo(held)
print(got.si_signo == signal.SIGUSR2, got.si_code, got.si_errno, got.si_pid == os.getpid(), got.si_uid == os.getuid(), got.si_status, len(got), type(got))
print(signal.sigtimedwait(held, 0), signal.sigtimedwait(held, 0.01))
signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
print(signal.sigtimedwait(held, 5).si_signo == signal.SIGUSR1)
for wrong in -1, "a", float("nan"), 1e30, None:
    print(attempt(signal.sigtimedwait, held, wrong))
for wrong in 5, [0], ["a"], [signal.NSIG], [2 ** 80]:
    print(attempt(signal.sigwaitinfo, wrong), attempt(signal.sigwait, wrong), attempt(signal.pthread_sigmask, signal.SIG_BLOCK, wrong))

# Another thread runs while one waits, and may be what it waits for.
thread = threading.Thread(target=lambda: os.kill(os.getpid(), signal.SIGUSR2))
thread.start()
print(signal.sigwait(held) == signal.SIGUSR2)
thread.join()
waiting = []
thread = threading.Thread(target=lambda: waiting.append(signal.sigwait({signal.SIGUSR1})))
thread.start()
while not waiting:
    signal.pthread_kill(thread.ident, signal.SIGUSR1)
    time.sleep(0.01)
thread.join()
print(waiting == [signal.SIGUSR1])
signal.sigtimedwait(held, 0)
signal.pthread_sigmask(signal.SIG_UNBLOCK, held)

# Handlers, whoever the signal is for.
arrived = []
signal.signal(signal.SIGUSR1, lambda number, frame: arrived.append(number))
signal.pthread_kill(threading.main_thread().ident, signal.SIGUSR1)
print(arrived)
own = os.pidfd_open(os.getpid())
signal.pidfd_send_signal(own, signal.SIGUSR1)
print(arrived, attempt(signal.pidfd_send_signal, own, 0), attempt(signal.pidfd_send_signal, own, 0, 5), attempt(signal.pidfd_send_signal, 999, 0))
print(attempt(signal.pthread_kill, threading.get_ident(), 0), attempt(signal.pthread_kill, threading.get_ident(), 9999),
      attempt(signal.pthread_kill, "a", 0), attempt(signal.pthread_kill, threading.get_ident(), "a"))
print(attempt(_thread.interrupt_main, signal.SIGUSR1), arrived, attempt(_thread.interrupt_main, 0), attempt(_thread.interrupt_main, 9999))
print(attempt(_thread.interrupt_main, signal.SIGUSR2))
try:
    _thread.interrupt_main()
    print("not here")
except KeyboardInterrupt:
    print("KeyboardInterrupt")

# Timers and pause().
signal.signal(signal.SIGALRM, lambda *_: arrived.append("alarm"))
signal.setitimer(signal.ITIMER_REAL, 0.02)
signal.pause()
print(arrived[-1], signal.getitimer(signal.ITIMER_REAL), signal.alarm(0))
print(signal.setitimer(signal.ITIMER_REAL, 60, 2), signal.getitimer(signal.ITIMER_REAL)[1], signal.setitimer(signal.ITIMER_REAL, 0)[1])
print(signal.ItimerError, signal.ItimerError.__bases__)
for arguments in (99, 1), (0, "a"), (0, -1), (0, 0, -1), (0, 1e30), (0, float("nan")):
    print(attempt(signal.setitimer, *arguments))
print(attempt(signal.getitimer, 99), attempt(signal.siginterrupt, 9, True), attempt(signal.siginterrupt, signal.SIGALRM, "x"))

# The wake-up descriptor.
hook = lambda unraisable: print(unraisable.err_msg, "|", repr(unraisable.exc_value), unraisable.object)
sys.unraisablehook = hook
read, write = os.pipe()
print(attempt(signal.set_wakeup_fd, write), attempt(signal.set_wakeup_fd, 999), attempt(signal.set_wakeup_fd, -5), attempt(signal.set_wakeup_fd, "a"))
os.set_blocking(write, False)
print(signal.set_wakeup_fd(write), signal.raise_signal(signal.SIGALRM), os.read(read, 10) == bytes([signal.SIGALRM]))
os.set_blocking(read, False)
try:
    while True:
        os.write(write, b"x")
except BlockingIOError:
    pass
signal.raise_signal(signal.SIGALRM)
print(signal.set_wakeup_fd(write, warn_on_full_buffer=False) == write, signal.raise_signal(signal.SIGALRM))
os.close(read)
signal.signal(signal.SIGPIPE, signal.SIG_IGN)
signal.raise_signal(signal.SIGALRM)
print(signal.set_wakeup_fd(-1) == write, arrived.count("alarm"))
