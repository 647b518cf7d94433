# syslog: what goes to the standard error as well, by mask and name, and what is refused.
import sys
import syslog

print([(name, value) for name, value in sorted(vars(syslog).items()) if name.startswith("LOG_") and isinstance(value, int)])
print([syslog.LOG_MASK(n) for n in (0, 3, 7, 35, -1)], [syslog.LOG_UPTO(n) for n in (0, 3, 7, 31, -1)])
syslog.openlog("program", syslog.LOG_PERROR, syslog.LOG_LOCAL3)
for arguments in (("100% of it",), (syslog.LOG_ERR, "with a priority"), (syslog.LOG_MAIL | syslog.LOG_ALERT, "of a facility"), ("line\n",), ("",), ("two\nlines",), ("é€",),
                  (4096, "no such priority"), (-1, "nor this")):
    print(syslog.syslog(*arguments))
print(syslog.setlogmask(0), syslog.setlogmask(syslog.LOG_UPTO(syslog.LOG_ERR)), syslog.setlogmask(0))
syslog.syslog(syslog.LOG_WARNING, "masked")
syslog.syslog(syslog.LOG_ERR, "shown")
syslog.syslog("masked")
print(syslog.setlogmask(255), syslog.openlog("id\0rest", logoption=syslog.LOG_PERROR), syslog.syslog("to the NUL"))
print(syslog.closelog(), syslog.closelog())
sys.argv = ["/some/folder/script.py"]
syslog.openlog(logoption=syslog.LOG_PERROR)
syslog.syslog("named by sys.argv")
sys.argv = ["folder/"]
syslog.openlog(logoption=syslog.LOG_PERROR)
syslog.syslog("no name")
syslog.openlog("silent")
syslog.syslog("not shown")
for call in ("openlog(5)", "openlog(None)", "openlog(b'x')", "openlog('x', 1.5)", "openlog('x', 2**40)", "openlog('x', 0, 'a')", "openlog('x', 0, 0, 0)", "openlog(bad=1)",
             "openlog('\\ud800')", "syslog()", "syslog('a', 'b')", "syslog(1, 2)", "syslog(1.5, 'a')", "syslog(2**40, 'a')", "syslog(-2**40, 'a')", "syslog('a\\0b')",
             "syslog('\\ud800')", "syslog(3, b'x')", "syslog(1, 'a', 'b')", "syslog(b'x')", "syslog(None)", "setlogmask('a')", "setlogmask()", "LOG_MASK('a')", "LOG_UPTO(1.5)",
             "closelog(1)"):
    try:
        print(call, eval("syslog." + call))
    except Exception as error:
        print(call, type(error).__name__, error)
