# Other threads run while one blocks in a call of the system; a pair of threads that wait for each other shows it.
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time


def meanwhile(name, blocks, ends):
    """Calls `blocks` in the main thread; `ends`, in another, is what lets it return."""
    thread = threading.Thread(target=lambda: (time.sleep(0.01), ends()))
    thread.start()
    result = blocks()
    thread.join()
    print(name, result)


folder = tempfile.mkdtemp()
fifo = os.path.join(folder, "fifo")
os.mkfifo(fifo)
large = bytes(range(256)) * 2000  # more than a pipe holds


def drain(descriptor, count):
    while count:
        count -= len(os.read(descriptor, count))


# Pipes: reading, writing more than fits, and the other end of a FIFO.
read, write = os.pipe()
meanwhile("read", lambda: os.read(read, 3), lambda: os.write(write, b"abc"))
meanwhile("write", lambda: os.write(write, large), lambda: drain(read, len(large)))
meanwhile("writev", lambda: os.writev(write, [large[:60000]] * 2) > 60000, lambda: (time.sleep(0.02), drain(read, 65536), drain(read, 54464)))
meanwhile("open to read", lambda: os.close(os.open(fifo, os.O_RDONLY)), lambda: os.close(os.open(fifo, os.O_WRONLY)))
meanwhile("open to write", lambda: open(fifo, "w").close(), lambda: open(fifo).close())
with open(read, "rb", buffering=0) as source, open(write, "wb") as target:
    meanwhile("file", lambda: (target.write(large), target.flush()), lambda: drain(source.fileno(), len(large)))
    meanwhile("readinto", lambda: source.readinto(bytearray(5)), lambda: os.write(target.fileno(), b"12345"))
    meanwhile("lines", lambda: open(os.dup(read), "r").readline(), lambda: os.write(target.fileno(), b"a line\n"))

# Processes and signals.
pid = os.posix_spawn("/bin/cat", ["cat", fifo], os.environ)
meanwhile("waitpid", lambda: os.waitpid(pid, 0)[1], lambda: os.kill(pid, signal.SIGKILL))
child = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
meanwhile("waitid", lambda: os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT).si_status, lambda: child.stdin.close())
meanwhile("wait", child.wait, lambda: None)
meanwhile("system", lambda: os.system(f"cat {fifo}"), lambda: open(fifo, "w").close())
signal.signal(signal.SIGALRM, lambda *_: None)
meanwhile("pause", signal.pause, lambda: os.kill(os.getpid(), signal.SIGALRM))
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
meanwhile("sigwait", lambda: signal.sigwait([signal.SIGUSR1]).name, lambda: os.kill(os.getpid(), signal.SIGUSR1))
meanwhile("sigwaitinfo", lambda: signal.sigwaitinfo([signal.SIGUSR1]).si_signo == signal.SIGUSR1, lambda: os.kill(os.getpid(), signal.SIGUSR1))

# Sockets, locks, time.
a, b = socket.socketpair()
meanwhile("recv", lambda: a.recv(5), lambda: b.send(b"hello"))
meanwhile("sendall", lambda: a.sendall(large * 4), lambda: drain(b.fileno(), len(large) * 4))
with socket.create_server(("127.0.0.1", 0)) as server:
    meanwhile("accept", lambda: server.accept()[0].close(), lambda: socket.create_connection(server.getsockname()).close())
lock = threading.Lock()
lock.acquire()
meanwhile("lock", lock.acquire, lock.release)
done = []
meanwhile("sleep", lambda: (time.sleep(0.05), list(done)), lambda: done.append("ran"))
shutil.rmtree(folder)
