# os: users, groups and scheduling: what can be asked and set without being anybody special, and what numbers are refused.
import copy
import os


def attempt(call, *arguments):
    try:
        return call(*arguments)
    except (OSError, TypeError, ValueError, OverflowError) as error:
        return f"{type(error).__name__}: {error}"


print(os.getresuid() == (os.getuid(), os.geteuid(), os.geteuid()), os.getresgid() == (os.getgid(), os.getegid(), os.getegid()))
print(attempt(os.setreuid, -1, -1), attempt(os.setresuid, -1, -1, -1), attempt(os.setregid, -1, -1), attempt(os.setresgid, -1, -1, -1))
print(attempt(os.seteuid, os.geteuid()), attempt(os.setegid, os.getegid()), attempt(os.setuid, -1), attempt(os.setgid, -1))
for set_id in os.setuid, os.seteuid, os.setgid, os.setegid:
    for wrong in -2, 2 ** 33, 2 ** 70, -2 ** 70, "a", 1.5:
        print(attempt(set_id, wrong))
print(attempt(os.setreuid, -1, "x"), attempt(os.setresgid, -1, -1, None))
for wrong in 5, ["a"], [-2], range(70000), iter([1]):
    print(attempt(os.setgroups, wrong))
print(attempt(os.getgrouplist, "nobody there", 5), attempt(os.getgrouplist, "root", "x"), attempt(os.getgrouplist, "ro\0ot", 0), attempt(os.getgrouplist, 5, 0))
print(0 in os.getgrouplist("root", 0), attempt(os.initgroups, "root", "x"), attempt(os.initgroups, 5, 0))

print(os.sched_get_priority_min(os.SCHED_FIFO) < os.sched_get_priority_max(os.SCHED_RR), attempt(os.sched_get_priority_max, 99))
print(os.sched_getscheduler(0) == os.SCHED_OTHER, attempt(os.sched_getscheduler, -1), attempt(os.sched_getscheduler, "a"), attempt(os.sched_getscheduler, 2 ** 40))
param = os.sched_getparam(0)
print(param, attempt(os.sched_setparam, 0, param), attempt(os.sched_setscheduler, 0, os.SCHED_OTHER, param), attempt(os.sched_setscheduler, 0, 99, param))
print(os.sched_param("any"), os.sched_param(sched_priority=3), copy.replace(param, sched_priority=4), os.sched_param(3) == (3,), len(param), param.__match_args__)
for wrong in 5, os.sched_param(2 ** 40), os.sched_param("x"), (0,):
    print(attempt(os.sched_setparam, 0, wrong))
print(attempt(os.sched_param), attempt(os.sched_getparam, -1), os.sched_rr_get_interval(0) >= 0, attempt(os.sched_rr_get_interval, -1))
before = os.sched_getaffinity(0)
print(attempt(os.sched_setaffinity, 0, iter(before)), os.sched_getaffinity(0) == before)
for wrong in [], [-1], [2 ** 40], [2 ** 70], 5, ["a"], [1_000_000]:
    print(attempt(os.sched_setaffinity, 0, wrong))
print(os.sched_getaffinity(0) == before, attempt(os.sched_getaffinity, -1), attempt(os.sched_setaffinity, -1, before))
print(attempt(os.setpriority, os.PRIO_PROCESS, 0, os.getpriority(os.PRIO_PROCESS, 0)), attempt(os.setpriority, 99, 0, 0), attempt(os.getpriority, 99, 0))
print(attempt(os.setpriority, 0, 0, "a"), os.nice(0) == os.getpriority(os.PRIO_PROCESS, 0))
print(attempt(os.unshare, -1), attempt(os.setns, 99), attempt(os.setns, -1), attempt(os.chroot, 5), attempt(os.chroot, "/nonexistent"))
print(attempt(os.kill, "a", 0), attempt(os.killpg, 2 ** 40, 0), attempt(os.getpgid, -1), attempt(os.getsid, -1), attempt(os.setpgid, -1, 0))
