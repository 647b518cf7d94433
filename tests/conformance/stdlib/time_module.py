# time: clocks and their order, sleep, struct_time, gmtime and back, strftime, strptime-free
# formatting, errors.
import time

a, b = time.monotonic(), time.monotonic(); print(b >= a, type(time.time()).__name__, time.time() > 1.7e9,
                                                 time.perf_counter() <= time.perf_counter(),
                                                 time.process_time() >= 0, isinstance(time.time_ns(), int),
                                                 time.monotonic_ns() > 0, time.perf_counter_ns() > 0,
                                                 abs(time.time() - time.time_ns() / 1e9) < 5)
start = time.monotonic(); print(time.sleep(0.01), time.monotonic() - start >= 0.0099, time.sleep(0))
for bad in (lambda: time.sleep(-1), lambda: time.sleep("a"), lambda: time.sleep(None), lambda: time.sleep(),
            lambda: time.sleep(float("nan")), lambda: time.sleep(1e300)):
    try: print(bad())
    except Exception as error: print(type(error).__name__, error)
g = time.gmtime(0); print(g, tuple(g), g.tm_year, g[0], g.tm_yday, g.tm_isdst, len(g), type(g).__name__,
                          g == time.gmtime(0), g < time.gmtime(1), g.tm_zone, g.tm_gmtoff)
for t in (1e9, 951782400, 1709208000, -1, 86399.999, 2 ** 31, 253402300799):
    x = time.gmtime(t); print(tuple(x), time.strftime("%Y-%m-%d %H:%M:%S %j %w %u %y %I %p %b %a %B %A %% %d %e %U %W %V %G", x), time.asctime(x))
print(time.asctime(time.gmtime(0)), time.strftime("%H:%M", (2024, 2, 29, 13, 5, 0, 0, 60, 0)),
      time.strftime("literal é", g), time.strftime("", g), time.struct_time((2024, 1, 2, 3, 4, 5, 6, 7, 0)),
      time.struct_time(range(9))[8])
for code in ("time.gmtime('a')", "time.gmtime(1e20)", "time.strftime(5)", "time.strftime('%Y', (1, 2))",
             "time.strftime('%Y', 5)", "time.asctime(5)", "time.struct_time((1, 2))", "time.struct_time(5)",
             "time.mktime('a')", "time.strftime('%Y', (2024, 13, 1, 0, 0, 0, 0, 1, 0))",
             "time.asctime((2024, 1, 40, 0, 0, 0, 0, 1, 0))", "time.get_clock_info('nope')",
             "time.gmtime(None).tm_year > 2000", "time.get_clock_info('monotonic').monotonic",
             "time.localtime(0).tm_year in (1969, 1970)", "time.mktime(time.localtime(1e9)) == 1e9",
             "isinstance(time.timezone, int)", "len(time.tzname)", "time.daylight in (0, 1)",
             "time.ctime(0) == time.asctime(time.localtime(0))",
             "time.strptime('2024-02-29', '%Y-%m-%d')[:3]"):
    try: print(code, "->", eval(code))
    except Exception as error: print(f"{code}: {type(error).__name__}: {error}")
