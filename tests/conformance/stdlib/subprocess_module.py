# subprocess: running, talking, timeouts, environment, descriptors, signals, errors in CPython's words.
import os, signal, subprocess, sys, tempfile, threading, time, warnings, gc
from subprocess import PIPE, STDOUT, DEVNULL, Popen, run

print(run(["sh", "-c", "echo out; echo err >&2; exit 3"], capture_output=True))
print(run("cat; echo $0", shell=True, input="räy\n", text=True, stdout=PIPE), run(["cat"], input=b"x" * 200_000, stdout=PIPE).stdout == b"x" * 200_000)
print(subprocess.call(["true"]), subprocess.check_call("exit 0", shell=True), subprocess.check_output(["echo", "a b"]), subprocess.check_output("echo e >&2", shell=True, stderr=STDOUT), subprocess.getstatusoutput("echo x; exit 2"), subprocess.getoutput("printf 'a\\nb\\n'"))
print(run(["sh", "-c", "echo $A-$B; pwd"], env={"A": "1", "PATH": os.environ["PATH"]}, cwd="/", capture_output=True, encoding="ascii").stdout.split(), run(["printf", "a\\r\\nb\\rc"], stdout=PIPE, universal_newlines=True).stdout.encode())
print(run("echo gone", shell=True, stdout=DEVNULL), run(["sh", "-c", "kill -9 $$"]).returncode, run(["sh", "-c", "kill -TERM $$"]))
with Popen(["cat"], stdin=PIPE, stdout=PIPE, text=True, bufsize=1) as p:
    p.stdin.write("line\n"); print(p.stdout.readline(), p.poll(), p.returncode, p.stdin.closed); p.stdin.close()
print(p.returncode, p, p.poll(), p.wait(), p.args, p.stdout.closed, p.text_mode, p.universal_newlines)
p = Popen(["sh", "-c", "cat; exec sleep 60"], stdin=PIPE, stdout=PIPE, stderr=PIPE)
try: p.communicate(b"partly", timeout=0.5)
except subprocess.TimeoutExpired as error: print(error, error.cmd, error.timeout, error.output, error.stdout, error.stderr)
try: p.wait(timeout=0.01)
except subprocess.TimeoutExpired as error: print(str(error)[:44])
try: p.communicate(b"again")
except ValueError as error: print(error)
p.terminate(); print(p.communicate(), p.returncode, repr(p)[:40]); p.kill(); p.send_signal(signal.SIGINT)
try: run(["sleep", "60"], timeout=0.1)
except subprocess.TimeoutExpired as error: print(str(error)[:44])
try: run("printf out; printf err >&2; exit 7", shell=True, check=True, capture_output=True)
except subprocess.CalledProcessError as error: print(error, error.returncode, error.output, error.stderr, error.cmd)
for error in (subprocess.CalledProcessError(-9, "x"), subprocess.CalledProcessError(-99, "x"), subprocess.CalledProcessError(1, ["a", "b"], "o", "e"), subprocess.TimeoutExpired("c", 1.5)): print(error, repr(error), error.stdout)
try: subprocess.CompletedProcess(["x"], 2, b"o").check_returncode()
except subprocess.SubprocessError as error: print(type(error).__name__, error)

r, w = os.pipe(); os.set_inheritable(w, True)
print(run(["sh", "-c", f"echo closed >&{w}"], stderr=DEVNULL).returncode != 0, run(["sh", "-c", f"echo passed >&{w}"], pass_fds=[w]).returncode, run(["sh", "-c", f"echo kept >&{w}"], close_fds=False).returncode); os.close(w); print(os.read(r, 100)); os.close(r)
with tempfile.TemporaryFile() as file:
    run(["sh", "-c", "cat; echo err >&2"], stdin=subprocess.DEVNULL, stdout=file, stderr=file.fileno()); file.seek(0); print(file.read()); file.seek(0); print(run(["cat"], stdin=file, stdout=PIPE).stdout)
print(run(["sh", "-c", "ps -o pid= -o sid= -p $$"], start_new_session=True, stdout=PIPE, text=True).stdout.split()[0] != str(os.getsid(0)), run("echo $0", shell=True, executable="/bin/sh", stdout=PIPE).stdout, run(["other name", "-c", "echo $0"], executable="sh", stdout=PIPE).stdout)
print(run("umask", shell=True, umask=0o27, stdout=PIPE).stdout, run(["true"], process_group=0).returncode, run([b"echo", "mixed"], stdout=PIPE).stdout, subprocess.list2cmdline(["a b", 'c"d', "", "e\\", "f g\\", "\\\\x"]))
print(run(["sh", "-c", "exit 5"], preexec_fn=lambda: os.chdir("/")).returncode, run("pwd", shell=True, preexec_fn=lambda: os.chdir("/"), stdout=PIPE).stdout)

seen = []
def work(n): seen.append(run(["sh", "-c", f"exit {n}"]).returncode)
threads = [threading.Thread(target=work, args=(n,)) for n in range(12)]
for t in threads: t.start()
for t in threads: t.join()
print(sorted(seen)); many = [Popen(["sh", "-c", f"exit {n % 100}"]) for n in range(200)]; print(sum(p.wait() for p in many), {p.returncode for p in many} == set(range(100)))
other = Popen(["sleep", "60"]); t = threading.Thread(target=lambda: seen.append(other.wait())); t.start(); time.sleep(0.05); print(other.poll()); other.kill(); t.join(); print(seen[-1], other.returncode)
try: os.waitpid(other.pid, 0)
except ChildProcessError as error: print(error)
p = Popen(["true"]); print(os.waitpid(p.pid, 0)[1], os.waitstatus_to_exitcode(256 * 3)); p.returncode = 0

def bad_preexec(): raise KeyError
for code in ("run(['/no/such/program'])", "run(['no-such-program-here'])", "run(['ls'], cwd='/no/such')", "run([])", "run('')", "run(['/etc/passwd'])", "run(['/'])", "run(5)", "run([5])", "run(['a\\0b'])", "run(['true'], env={'a=b': 'c'})", "run(['true'], env={'a': 5})", "run(['true'], bufsize='1')", "run(['true'], stdout=STDOUT)", "run(['true'], stdin=5000000)", "run(['true'], stdout='x')", "run(['true'], text=True, universal_newlines=False)",
             "run(['true'], startupinfo=5)", "run(['true'], creationflags=5)", "run(['true'], input=b'', stdin=PIPE)", "run(['true'], capture_output=True, stdout=PIPE)", "subprocess.check_output(['true'], stdout=PIPE)", "subprocess.check_output(['true'], check=True)", "subprocess.check_output(['cat'], input=None)", "subprocess.check_call(['false'])", "run(['true'], preexec_fn=bad_preexec)", "run(['true'], pass_fds=[-1])", "run(['true'], nothing=1)", "run(['true'], group=-2)", "run(['true'], user=1.5)", "run(['true'], extra_groups='x')", "run(['true'], pipesize='x')", "run(['cat'], input='text')", "run(['cat'], input=b'bytes', text=True)", "Popen(['true'], shell=True, executable=5)"):
    try: result = eval(code)
    except Exception as error: print(f"{code}: {type(error).__name__}: {error}")
    else: print(code, "->", result)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    left = Popen(["sleep", "0.1"]); del left; gc.collect(); run(["true"], pass_fds=[0], close_fds=False); print([str(w.message).replace(str(w.source.pid), "PID") if w.source else str(w.message) for w in caught])
