// SPDX-License-Identifier: MIT
// The modules `time` (clocks and sleeping) and `gc` (the cycle collector).
#include <time.h>

#include <cerrno>
#include <cmath>

#include "runtime/native/module.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/protocol.h"
#include "runtime/threads.h"

namespace ouro {

namespace {

template <clockid_t clock>
double seconds() {
    timespec now;
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}
template <clockid_t clock>
Result<Value> read(Runtime& rt, Args) {
    return rt.real(seconds<clock>());
}
template <clockid_t clock>
Result<Value> read_ns(Runtime& rt, Args) {
    timespec now;
    clock_gettime(clock, &now);
    return rt.integer(static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec);
}

Result<Value> sleep(Runtime& rt, Args args) {
    double delay = TRY(args.real(0));
    if (std::isnan(delay)) return rt.raise(ValueError, "Invalid value NaN (not a number)");
    if (delay < 0) return rt.raise(ValueError, "sleep length must be non-negative");
    double until = seconds<CLOCK_MONOTONIC>() + delay;
    WaitQueue nobody_wakes;
    double left = delay;
    do {
        nobody_wakes.wait(rt, left);
        TRY(rt.check_stop());
        left = until - seconds<CLOCK_MONOTONIC>();
    } while (left > 0);
    return View::none();
}

constexpr FunctionDef time_functions[] = {
    {"time()", read<CLOCK_REALTIME>, "Seconds since the Epoch, as a float."},
    {"time_ns()", read_ns<CLOCK_REALTIME>, "Nanoseconds since the Epoch."},
    {"monotonic()", read<CLOCK_MONOTONIC>, "Monotonic clock, cannot go backward."},
    {"monotonic_ns()", read_ns<CLOCK_MONOTONIC>, "Monotonic clock as nanoseconds."},
    {"perf_counter()", read<CLOCK_MONOTONIC>, "Performance counter for benchmarking."},
    {"perf_counter_ns()", read_ns<CLOCK_MONOTONIC>, "Performance counter as nanoseconds."},
    {"process_time()", read<CLOCK_PROCESS_CPUTIME_ID>, "Process time for profiling: sum of the kernel and user-space CPU time."},
    {"process_time_ns()", read_ns<CLOCK_PROCESS_CPUTIME_ID>, "Process time as nanoseconds."},
    {"thread_time()", read<CLOCK_THREAD_CPUTIME_ID>, "Thread time for profiling."},
    {"sleep(seconds, /)", sleep, "Delay execution for a given number of seconds."},
};

constexpr FunctionDef gc_functions[] = {
    {"collect(generation=2)", [](Runtime& rt, Args) -> Result<Value> { return rt.integer(static_cast<std::int64_t>(rt.cycles.collect())); },
     "Run the cycle collector; the number of unreachable objects found."},
    {"enable()",
     [](Runtime& rt, Args) -> Result<Value> {
         rt.cycles.enabled = true;
         return View::none();
     },
     "Enable automatic garbage collection."},
    {"disable()",
     [](Runtime& rt, Args) -> Result<Value> {
         rt.cycles.enabled = false;
         return View::none();
     },
     "Disable automatic garbage collection."},
    {"isenabled()", [](Runtime& rt, Args) -> Result<Value> { return View::boolean(rt.cycles.enabled); }, "Whether automatic collection is enabled."},
};

}  // namespace

extern const ModuleDef time_module{.name = "time", .doc = "Clocks, and sleeping.", .functions = time_functions};
extern const ModuleDef gc_module{.name = "gc", .doc = "The garbage collector of reference cycles.", .functions = gc_functions};

}  // namespace ouro
