// SPDX-License-Identifier: MIT
// posix: how the system schedules processes.
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <climits>

#include "runtime/objects/number.h"
#include "stdlib/c_numbers.h"
#include "stdlib/posix/posix.h"

namespace ouro {

namespace {

const char* const kParamFields[] = {"sched_priority"};

/// What sched_param(priority) makes: any object, which is looked at when the system is to get it.
Result<Value> make_param(Runtime& rt, Type*, Args args) {
    const Value values[] = {Value(args[1])};
    return new_struct_sequence(rt, kSchedParam, values);
}

StructSequence param_definition() {
    StructSequence def{.type = struct_sequence_type("posix", "sched_param", "What a policy wants to know: the priority.", true),
                       .fields = kParamFields,
                       .visible = 1};
    def.type.construct_signature = "(sched_priority)";
    def.type.construct_bound = make_param;
    return def;
}

}  // namespace

const StructSequence kSchedParam = param_definition();

Result<sched_param> sched_param_argument(Runtime& rt, View value) {
    if (rt.type_of(value) != TRY(native_type(rt, kSchedParam.type))) return rt.raise(TypeError, "must have a sched_param object");
    Value exact = TRY(index(rt, value.as<Tuple>()->items[0]));
    std::int64_t priority;
    if (!fits_int64(exact, priority) || priority < INT_MIN || priority > INT_MAX) return rt.raise(OverflowError, "sched_priority out of range");
    sched_param made{};
    made.sched_priority = static_cast<int>(priority);
    return made;
}

namespace {

Result<Value> number_or_error(Runtime& rt, int number) {
    if (number < 0) return raise_os_error(rt, errno);
    return rt.integer(number);
}

Result<Value> getparam(Runtime& rt, Args args) {
    sched_param param;
    if (::sched_getparam(TRY(c_int(rt, args[0])), &param) < 0) return raise_os_error(rt, errno);
    const Value values[] = {View::small_int(param.sched_priority)};
    return new_struct_sequence(rt, kSchedParam, values);
}

Result<Value> setparam(Runtime& rt, Args args) {
    int pid = TRY(c_int(rt, args[0]));
    sched_param param = TRY(sched_param_argument(rt, args[1]));
    return done(rt, ::sched_setparam(pid, &param));
}

Result<Value> setscheduler(Runtime& rt, Args args) {
    int pid = TRY(c_int(rt, args[0])), policy = TRY(args.small_integer(1));
    sched_param param = TRY(sched_param_argument(rt, args[2]));
    return done(rt, ::sched_setscheduler(pid, policy, &param));
}

Result<Value> interval(Runtime& rt, Args args) {
    timespec quantum;
    if (::sched_rr_get_interval(TRY(c_int(rt, args[0])), &quantum) < 0) return raise_os_error(rt, errno);
    return rt.real(static_cast<double>(quantum.tv_sec) + 1e-9 * static_cast<double>(quantum.tv_nsec));
}

/// Processors, as many as any system has: what the kernel does not know it ignores.
struct Processors {
    static constexpr std::size_t kCount = 1 << 16;
    std::vector<cpu_set_t> sets = std::vector<cpu_set_t>(kCount / CPU_SETSIZE);
    std::size_t bytes() const { return sets.size() * sizeof(cpu_set_t); }
    cpu_set_t* get() { return sets.data(); }
};

Result<Value> getaffinity(Runtime& rt, Args args) {
    Processors processors;
    if (::sched_getaffinity(TRY(c_int(rt, args[0])), processors.bytes(), processors.get()) < 0) return raise_os_error(rt, errno);
    Ref<Set> made = TRY(new_set(rt));
    for (std::size_t n = 0; n < Processors::kCount; ++n)
        if (CPU_ISSET_S(n, processors.bytes(), processors.get())) TRY(set_add(rt, made.get(), View::small_int(static_cast<std::int64_t>(n))));
    return made;
}

Result<Value> setaffinity(Runtime& rt, Args args) {
    int pid = TRY(c_int(rt, args[0]));
    Processors processors;
    TRY(for_each(rt, args[1], [&](View each) -> Result<bool> {
        if (!is_integer(each)) {
            Ref<Str> shown = TRY(repr(rt, View(rt.type_of(each))));
            return rt.raise(TypeError, "expected an iterator of ints, but iterator yielded %s", shown->data());
        }
        std::int64_t n;
        if (!fits_int64(each, n)) return rt.raise(OverflowError, "Python int too large to convert to C long");
        if (n < 0) return rt.raise(ValueError, "negative CPU number");
        if (n > INT_MAX - 1) return rt.raise(OverflowError, "CPU number too large");
        if (static_cast<std::size_t>(n) < Processors::kCount) CPU_SET_S(static_cast<std::size_t>(n), processors.bytes(), processors.get());
        return true;
    }));
    return done(rt, ::sched_setaffinity(pid, processors.bytes(), processors.get()));
}

Result<Value> getpriority(Runtime& rt, Args args) {
    auto which = static_cast<__priority_which_t>(TRY(args.small_integer(0)));
    auto who = static_cast<id_t>(TRY(args.small_integer(1)));
    errno = 0;
    int priority = ::getpriority(which, who);
    if (errno) return raise_os_error(rt, errno);
    return rt.integer(priority);
}

Result<Value> setpriority(Runtime& rt, Args args) {
    auto which = static_cast<__priority_which_t>(TRY(args.small_integer(0)));
    auto who = static_cast<id_t>(TRY(args.small_integer(1)));
    return done(rt, ::setpriority(which, who, TRY(args.small_integer(2))));
}

Result<Value> nice(Runtime& rt, Args args) {
    int increment = TRY(args.small_integer(0));
    errno = 0;
    int value = ::nice(increment);
    if (value == -1 && errno) return raise_os_error(rt, errno);
    return rt.integer(value);
}

constexpr FunctionDef functions[] = {
    {"sched_get_priority_max(policy)", [](Runtime& rt, Args a) -> Result<Value> { return number_or_error(rt, ::sched_get_priority_max(TRY(a.small_integer(0)))); },
     "The highest priority of a policy."},
    {"sched_get_priority_min(policy)", [](Runtime& rt, Args a) -> Result<Value> { return number_or_error(rt, ::sched_get_priority_min(TRY(a.small_integer(0)))); },
     "The lowest priority of a policy."},
    {"sched_getscheduler(pid, /)", [](Runtime& rt, Args a) -> Result<Value> { return number_or_error(rt, ::sched_getscheduler(TRY(c_int(rt, a[0])))); },
     "The policy that a process is scheduled by."},
    {"sched_setscheduler(pid, policy, param, /)", setscheduler, "Sets the policy that a process is scheduled by."},
    {"sched_getparam(pid, /)", getparam, "What the policy of a process has been told: a sched_param."},
    {"sched_setparam(pid, param, /)", setparam, "Tells the policy of a process."},
    {"sched_rr_get_interval(pid, /)", interval, "How many seconds a process runs before others of its priority do."},
    {"sched_getaffinity(pid, /)", getaffinity, "Return the affinity of the process identified by pid."},
    {"sched_setaffinity(pid, mask, /)", setaffinity, "Sets the processors that a process may run on."},
    {"sched_yield()", [](Runtime& rt, Args) { return done(rt, unlocked(rt, ::sched_yield)); }, "Voluntarily relinquish the CPU."},
    {"getpriority(which, who)", getpriority, "Return program scheduling priority."},
    {"setpriority(which, who, priority)", setpriority, "Set program scheduling priority."},
    {"nice(increment, /)", nice, "Add increment to the priority of process and return the new priority."},
};

}  // namespace

const std::span<const FunctionDef> posix_schedule_functions = functions;

}  // namespace ouro
