# resource: limits of this process, and what it has used.
import resource

print(sorted(name for name in dir(resource) if name.startswith(("RLIM", "RUSAGE"))), resource.RLIM_INFINITY, resource.error is OSError)
usage = resource.getrusage(resource.RUSAGE_SELF)
print(type(usage).__name__, type(usage).__module__, len(usage), usage.ru_maxrss > 100, usage.ru_utime >= 0, usage[2] == usage.ru_maxrss)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime, resource.getpagesize())
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (100, hard))
print(resource.getrlimit(resource.RLIMIT_NOFILE) == (100, hard), resource.prlimit(0, resource.RLIMIT_NOFILE, [50, hard]) == (100, hard))
files = []
try:
    while True:
        files.append(open("/dev/null"))
except OSError as error:
    print(error.errno, len(files) < 50)
for file in files:
    file.close()
resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
for call in ("getrlimit(99)", "getrlimit('x')", "getrlimit(-1)", "setrlimit(7, 5)", "setrlimit(7, (1, 2, 3))", "setrlimit(7, (5, 4))",
             "setrlimit(7, ('a', 4))", "setrlimit(7, (2**70, 4))", "setrlimit(99, (1, 1))", "getrusage(77)", "prlimit(-5, 7)",
             "prlimit(0, 7, (5, 1))", "setrlimit(7, (1.5, 3))", "getrlimit(2**40)", "setrlimit(7)", "prlimit(0, 99)"):
    try:
        print(call, eval("resource." + call))
    except Exception as error:
        print(call, type(error).__name__, error)
