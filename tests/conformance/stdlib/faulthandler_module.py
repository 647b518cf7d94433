# Reports of the fault handler: of fatal signals, on request, for a chosen signal, after a time; where they go; arguments that are wrong.
import faulthandler
import io
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading


# Where a sanitizer is built in, faults are not for it.
NOT_MINE = {"ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":" + ":".join(f"handle_{kind}=0" for kind in ("segv", "abort", "sigfpe", "sigbus"))}


def run(code, *options, **variables):
    done = subprocess.run([sys.executable, *options, "-c", code], capture_output=True, text=True, env={**os.environ, **NOT_MINE, **variables})
    text = re.sub("0x[0-9a-f]{16}", "0xID", done.stderr.split("\nExtension modules")[0])
    print(done.returncode, done.stdout.strip())
    print(re.sub(r"(?m)^  File \"[^\"]*threading[^\"]*\".*\n", "", text))


for fault in ("_sigsegv()", "_read_null()", "_sigsegv(True)", "_sigabrt()", "_sigfpe()", "_stack_overflow()"):
    print("--", fault)
    run(f"import faulthandler\ndef inner():\n    faulthandler.{fault}\ndef outer(f):\n    f()\nfaulthandler.enable()\nouter(inner)")
print("-- one thread, off, from options")
run("import faulthandler; faulthandler.enable(all_threads=False)\nfaulthandler._sigsegv()")
run("import faulthandler; faulthandler.enable(); print(faulthandler.disable(), faulthandler.disable())\nfaulthandler._sigsegv()")
run("import faulthandler; print(faulthandler.is_enabled())\nclass C:\n  def __del__(self): faulthandler._sigsegv()\nx = C()\ndel x", "-X", "faulthandler")
run("import faulthandler; print(faulthandler.is_enabled())", PYTHONFAULTHANDLER="1")
run("import faulthandler; print(faulthandler.is_enabled())", "-E", PYTHONFAULTHANDLER="1")
run("import faulthandler, signal; faulthandler.enable(); signal.raise_signal(signal.SIGBUS)")
print("-- threads")
run("""import faulthandler, threading
begun, go_on = threading.Event(), threading.Event()
def other():
    begun.set()
    go_on.wait()
thread = threading.Thread(target=other)
thread.start()
begun.wait()
def dump():
    faulthandler.dump_traceback()
dump()
go_on.set()
""")
print("-- registered, with what handled it before")
run("""import faulthandler, os, signal
signal.signal(signal.SIGUSR1, lambda *details: print('handled', flush=True))
faulthandler.register(signal.SIGUSR1, all_threads=False, chain=True)
def f(): os.kill(os.getpid(), signal.SIGUSR1)
f()
f()
print(faulthandler.unregister(signal.SIGUSR1), faulthandler.unregister(signal.SIGUSR1))
f()
""")
print("-- later")
run("import faulthandler, time\ndef f():\n  time.sleep(0.3)\nfaulthandler.dump_traceback_later(0.1)\nf()")
run("import faulthandler, time\nfaulthandler.dump_traceback_later(0.05)\nfaulthandler.cancel_dump_traceback_later()\ntime.sleep(0.2)")
run("import faulthandler\nfaulthandler.dump_traceback_later(0.05, exit=True)\nwhile True: pass")

print("-- text")
with tempfile.TemporaryFile() as file:
    name = "x" * 510
    space = {"faulthandler": faulthandler, "file": file}
    exec(f"def {name}():\n  faulthandler.dump_traceback(file, all_threads=False)\ndef Āé():\n  {name}()\ndef 𐐀(n):\n  Āé() if n == 0 else 𐐀(n - 1)\n", space)
    space["𐐀"](2)
    space["𐐀"](150)
    file.seek(0)
    lines = file.read().decode("ascii").splitlines()
    print(len(lines), lines[:6], lines[-2:])

print("-- wrong arguments")
for call in (
    lambda: faulthandler.enable(io.StringIO()), lambda: faulthandler.enable(-1), lambda: faulthandler.enable("x"), lambda: faulthandler.register(signal.SIGSEGV),
    lambda: faulthandler.register(1000), lambda: faulthandler.register(signal.SIGKILL), lambda: faulthandler.dump_traceback_later(0),
    lambda: faulthandler.dump_traceback_later(-1), lambda: faulthandler.dump_traceback_later("x"), lambda: faulthandler.dump_traceback_later(1e300),
    lambda: faulthandler.unregister(signal.SIGILL), lambda: faulthandler.unregister(signal.SIGUSR2), faulthandler.cancel_dump_traceback_later,
):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
stderr, sys.stderr = sys.stderr, None
for call in (faulthandler.enable, faulthandler.dump_traceback, lambda: faulthandler.dump_traceback_later(1), lambda: faulthandler.register(signal.SIGUSR1)):
    try:
        call()
    except RuntimeError as e:
        print(e)
sys.stderr = stderr
