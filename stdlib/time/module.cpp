// SPDX-License-Identifier: MIT
// The module `time`: clocks and sleeping.
#include "stdlib/time/time.h"

#include <time.h>

#include <cmath>

#include "runtime/objects/containers.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/exception.h"
#include "runtime/threads.h"

namespace ouro {

namespace time_module_parts {

Result<double> seconds_of(Runtime& rt, View value) {
    Value number(value);
    if (!is_float(value) && !rt.type_of(value)->slots.to_float) number = TRY(index(rt, value));
    double seconds = TRY(to_double(rt, number));
    if (std::isnan(seconds)) return rt.raise(ValueError, "Invalid value NaN (not a number)");
    return seconds;
}

}  // namespace time_module_parts

namespace {

using namespace time_module_parts;

template <clockid_t clock>
double seconds() {
    timespec now;
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}
std::int64_t nanoseconds(const timespec& time) { return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec; }

template <clockid_t clock>
Result<Value> read(Runtime& rt, Args) {
    return rt.real(seconds<clock>());
}
template <clockid_t clock>
Result<Value> read_ns(Runtime& rt, Args) {
    timespec now;
    clock_gettime(clock, &now);
    return rt.integer(nanoseconds(now));
}

Result<timespec> read_clock(Runtime& rt, Args args, int (*call)(clockid_t, timespec*)) {
    timespec time;
    if (call(TRY(args.small_integer(0)), &time) < 0) return raise_os_error(rt, errno);
    return time;
}

Result<Value> sleep(Runtime& rt, Args args) {
    double delay = TRY(seconds_of(rt, args[0]));
    if (delay < 0) return rt.raise(ValueError, "sleep length must be non-negative");
    if (delay > 9223372036.0) return rt.raise(OverflowError, "timestamp out of range for platform time_t");
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

Result<Value> get_clock_info(Runtime& rt, Args args) {
    constexpr struct {
        const char* name;
        clockid_t clock;
        const char* implementation;
        bool monotonic, adjustable;
    } kClocks[] = {{"time", CLOCK_REALTIME, "clock_gettime(CLOCK_REALTIME)", false, true},
                   {"monotonic", CLOCK_MONOTONIC, "clock_gettime(CLOCK_MONOTONIC)", true, false},
                   {"perf_counter", CLOCK_MONOTONIC, "clock_gettime(CLOCK_MONOTONIC)", true, false},
                   {"process_time", CLOCK_PROCESS_CPUTIME_ID, "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true, false},
                   {"thread_time", CLOCK_THREAD_CPUTIME_ID, "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true, false}};
    std::string_view name = TRY(args.text(0));
    for (auto& each : kClocks) {
        if (name != each.name) continue;
        timespec unit;
        clock_getres(each.clock, &unit);
        Value implementation = TRY(rt.str(each.implementation)), resolution = TRY(rt.real(static_cast<double>(nanoseconds(unit)) * 1e-9));
        Value words[4];
        const char* texts[] = {"implementation", "monotonic", "adjustable", "resolution"};
        for (int n = 0; n < 4; ++n) words[n] = TRY(intern(rt, texts[n]));
        Ref<Tuple> names = TRY(new_tuple(rt, std::span<const Value>(words)));
        View values[] = {implementation, View::boolean(each.monotonic), View::boolean(each.adjustable), resolution};
        return call(rt, View(static_cast<const Object*>(rt.types.simple_namespace)), {.values = values, .count = 0, .names = names.get()});
    }
    return rt.raise(ValueError, "unknown clock");
}

constexpr FunctionDef functions[] = {
    {"time()", read<CLOCK_REALTIME>, "Return the current time in seconds since the Epoch."},
    {"time_ns()", read_ns<CLOCK_REALTIME>, "Return the current time in nanoseconds since the Epoch."},
    {"monotonic()", read<CLOCK_MONOTONIC>, "Monotonic clock, cannot go backward."},
    {"monotonic_ns()", read_ns<CLOCK_MONOTONIC>, "Monotonic clock, cannot go backward, as nanoseconds."},
    {"perf_counter()", read<CLOCK_MONOTONIC>, "Performance counter for benchmarking."},
    {"perf_counter_ns()", read_ns<CLOCK_MONOTONIC>, "Performance counter for benchmarking as nanoseconds."},
    {"process_time()", read<CLOCK_PROCESS_CPUTIME_ID>, "Process time for profiling: sum of the kernel and user-space CPU time."},
    {"process_time_ns()", read_ns<CLOCK_PROCESS_CPUTIME_ID>, "Process time for profiling as nanoseconds:\nsum of the kernel and user-space CPU time."},
    {"thread_time()", read<CLOCK_THREAD_CPUTIME_ID>, "Thread time for profiling: sum of the kernel and user-space CPU time."},
    {"thread_time_ns()", read_ns<CLOCK_THREAD_CPUTIME_ID>, "Thread time for profiling as nanoseconds:\nsum of the kernel and user-space CPU time."},
    {"clock_gettime(clk_id, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         timespec time = TRY(read_clock(rt, args, clock_gettime));
         return rt.real(static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9);
     },
     "Return the time of the specified clock clk_id as a float."},
    {"clock_gettime_ns(clk_id, /)",
     [](Runtime& rt, Args args) -> Result<Value> { return rt.integer(nanoseconds(TRY(read_clock(rt, args, clock_gettime)))); },
     "Return the time of the specified clock clk_id as nanoseconds (int)."},
    {"clock_getres(clk_id, /)",
     [](Runtime& rt, Args args) -> Result<Value> { return rt.real(static_cast<double>(nanoseconds(TRY(read_clock(rt, args, clock_getres)))) * 1e-9); },
     "Return the resolution (precision) of the specified clock clk_id."},
    {"get_clock_info(name, /)", get_clock_info, "Get information of the specified clock."},
    {"sleep(seconds, /)", sleep, "Delay execution for a given number of seconds.\n\nThe argument may be a floating-point number for subsecond precision."},
};

#define CLOCK(name) {#name, [](Runtime&) -> Result<Value> { return View::small_int(name); }}
constexpr ConstantDef constants[] = {CLOCK(CLOCK_REALTIME),          CLOCK(CLOCK_MONOTONIC),         CLOCK(CLOCK_MONOTONIC_RAW), CLOCK(CLOCK_BOOTTIME),
                                     CLOCK(CLOCK_PROCESS_CPUTIME_ID), CLOCK(CLOCK_THREAD_CPUTIME_ID)};
#undef CLOCK

}  // namespace

extern const ModuleDef time_module{.name = "time",
                                   .doc = "This module provides various functions to manipulate time values.",
                                   .functions = functions,
                                   .constants = constants,
                                   .init = time_module_parts::add_calendar};

}  // namespace ouro
