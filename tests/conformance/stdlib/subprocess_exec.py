# _posixsubprocess.fork_exec: descriptors, folder, environment, and how failures of the child come back.
import os

import _posixsubprocess


def run(arguments, executables, **options):
    out_read, out_write = os.pipe()
    report_read, report_write = os.pipe()
    pid = _posixsubprocess.fork_exec(
        arguments, executables, True, tuple(sorted((report_write, *options.get("keep", ())))), options.get("cwd"), options.get("env"),
        -1, -1, out_read, out_write, -1, -1, report_read, report_write, True, False, -1, None, None, None, -1, options.get("preexec"), True)
    os.close(out_write)
    os.close(report_write)
    with open(out_read, "rb") as out, open(report_read, "rb") as report:
        print(out.read(), report.read())
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


run([b"sh", b"-c", b"echo out; exit 3"], [b"/bin/sh"])
run([b"sh", b"-c", b"echo $X; pwd"], [b"/nonexistent/sh", b"/bin/sh"], env=[b"X=yes"], cwd="/")
run([b"sh"], [b"/nonexistent/sh"])
run([b"sh"], [b"/bin/sh"], cwd="/nonexistent")
run([b"true"], [b"/bin/true"], preexec=lambda: 1 / 0)
for wrong in ((3, 3), (-1,), (2**40,)):
    try:
        _posixsubprocess.fork_exec([b"x"], [b"/x"], True, wrong, None, None, *[-1] * 7, 9, True, False, -1, None, None, None, -1, None, True)
    except (ValueError, OverflowError) as error:
        print(type(error).__name__, error)
