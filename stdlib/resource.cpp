// SPDX-License-Identifier: MIT
// The module `resource`: what the process has used, and what it may.
#include "stdlib/resource.h"

#include <unistd.h>

#include <climits>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "stdlib/c_numbers.h"
#include "stdlib/struct_sequence.h"

namespace ouro {

namespace {

const char* const kUsageFields[] = {"ru_utime",  "ru_stime",  "ru_maxrss", "ru_ixrss",  "ru_idrss",  "ru_isrss",    "ru_minflt", "ru_majflt",
                                    "ru_nswap",  "ru_inblock", "ru_oublock", "ru_msgsnd", "ru_msgrcv", "ru_nsignals", "ru_nvcsw",  "ru_nivcsw"};
const StructSequence kUsage{.type = struct_sequence_type("resource", "struct_rusage",
                                                         "struct_rusage: Result from getrusage.\n\n"
                                                         "This object may be accessed either as a tuple of\n"
                                                         "    (utime,stime,maxrss,ixrss,idrss,isrss,minflt,majflt,\n"
                                                         "    nswap,inblock,oublock,msgsnd,msgrcv,nsignals,nvcsw,nivcsw)\n"
                                                         "or via the attributes ru_utime, ru_stime, ru_maxrss, and so on.",
                                                         true),
                            .fields = kUsageFields,
                            .visible = 16};

}  // namespace

Result<Value> usage_result(Runtime& rt, const rusage& usage) {
    auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6; };
    const long counts[] = {usage.ru_maxrss,  usage.ru_ixrss,   usage.ru_idrss,  usage.ru_isrss,  usage.ru_minflt,   usage.ru_majflt, usage.ru_nswap,
                           usage.ru_inblock, usage.ru_oublock, usage.ru_msgsnd, usage.ru_msgrcv, usage.ru_nsignals, usage.ru_nvcsw,  usage.ru_nivcsw};
    Value values[16];
    values[0] = TRY(rt.real(seconds(usage.ru_utime)));
    values[1] = TRY(rt.real(seconds(usage.ru_stime)));
    for (int n = 0; n < 14; ++n) values[n + 2] = TRY(rt.integer(counts[n]));
    return new_struct_sequence(rt, kUsage, values);
}

namespace {

Result<Value> getrusage_function(Runtime& rt, Args args) {
    struct rusage usage;
    if (::getrusage(static_cast<__rusage_who_t>(TRY(args.small_integer(0))), &usage) < 0) {
        if (errno == EINVAL) return rt.raise(ValueError, "invalid who parameter");
        return raise_os_error(rt, errno);
    }
    return usage_result(rt, usage);
}

Result<__rlimit_resource_t> limit_argument(Runtime& rt, Args args, std::size_t i) {
    int number = TRY(args.small_integer(i));
    if (number < 0 || number >= static_cast<int>(RLIM_NLIMITS)) return rt.raise(ValueError, "invalid resource specified");
    return static_cast<__rlimit_resource_t>(number);
}

Result<Value> pair_of(Runtime& rt, const rlimit& limit) {
    auto number = [&](rlim_t value) { return rt.integer(static_cast<std::int64_t>(value)); };  // no limit is -1
    Value soft = TRY(number(limit.rlim_cur)), hard = TRY(number(limit.rlim_max));
    Ref<Tuple> made = TRY(new_tuple(rt, {soft, hard}));
    return made;
}

Result<rlimit> limits_argument(Runtime& rt, View given) {
    Ref<Tuple> pair = TRY(tuple_from(rt, given));
    if (pair->size != 2) return rt.raise(ValueError, "expected a tuple of 2 integers");
    auto number = [&](View value) -> Result<rlim_t> {
        Value exact = TRY(index(rt, value));
        std::int64_t wide;
        if (!fits_int64(exact, wide)) return rt.raise(OverflowError, "Python int too large to convert to C long");
        return static_cast<rlim_t>(wide);
    };
    return rlimit{.rlim_cur = TRY(number(pair->items[0])), .rlim_max = TRY(number(pair->items[1]))};
}

Raised refused(Runtime& rt, int error) {
    if (error == EINVAL) return rt.raise(ValueError, "current limit exceeds maximum limit");
    if (error == EPERM) return rt.raise(ValueError, "not allowed to raise maximum limit");
    return raise_os_error(rt, error);
}

Result<Value> getrlimit_function(Runtime& rt, Args args) {
    rlimit limit;
    if (::getrlimit(TRY(limit_argument(rt, args, 0)), &limit) < 0) return raise_os_error(rt, errno);
    return pair_of(rt, limit);
}

Result<Value> setrlimit_function(Runtime& rt, Args args) {
    auto resource = TRY(limit_argument(rt, args, 0));
    rlimit limit = TRY(limits_argument(rt, args[1]));
    if (::setrlimit(resource, &limit) < 0) return refused(rt, errno);
    return View::none();
}

Result<Value> prlimit_function(Runtime& rt, Args args) {
    int pid = TRY(args.small_integer(0));
    auto resource = TRY(limit_argument(rt, args, 1));
    rlimit fresh, before;
    bool sets = args.given(2) && !args[2].is_none();
    if (sets) fresh = TRY(limits_argument(rt, args[2]));
    if (::prlimit(pid, static_cast<__rlimit_resource>(resource), sets ? &fresh : nullptr, &before) < 0) {
        if (errno == EINVAL) return refused(rt, errno);
        return raise_os_error(rt, errno);
    }
    return pair_of(rt, before);
}

constexpr FunctionDef functions[] = {
    {"getrusage(who, /)", getrusage_function, "What this process, or its children, have used."},
    {"getrlimit(resource, /)", getrlimit_function, "The limits of a resource: (soft, hard)."},
    {"setrlimit(resource, limits, /)", setrlimit_function, "Sets the limits of a resource: (soft, hard)."},
    {"prlimit(pid, resource, limits=None, /)", prlimit_function, "The limits of a resource in another process, which may be set too."},
    {"getpagesize()", [](Runtime& rt, Args) { return rt.integer(::sysconf(_SC_PAGESIZE)); }, "Bytes of a page of memory."},
};

#define NUMBER(name) {#name, static_cast<std::int64_t>(name)}
constexpr NamedNumber kNumbers[] = {
    NUMBER(RLIMIT_AS), NUMBER(RLIMIT_CORE), NUMBER(RLIMIT_CPU), NUMBER(RLIMIT_DATA), NUMBER(RLIMIT_FSIZE), NUMBER(RLIMIT_MEMLOCK),
    NUMBER(RLIMIT_MSGQUEUE), NUMBER(RLIMIT_NICE), NUMBER(RLIMIT_NOFILE), NUMBER(RLIMIT_NPROC), NUMBER(RLIMIT_OFILE), NUMBER(RLIMIT_RSS),
    NUMBER(RLIMIT_RTPRIO), NUMBER(RLIMIT_RTTIME), NUMBER(RLIMIT_SIGPENDING), NUMBER(RLIMIT_STACK), NUMBER(RLIM_INFINITY),
    NUMBER(RUSAGE_SELF), NUMBER(RUSAGE_CHILDREN), NUMBER(RUSAGE_THREAD),
};
#undef NUMBER

constexpr ConstantDef constants[] = {
    {"error", [](Runtime& rt) -> Result<Value> { return Value(View(rt.exception_type(OSError))); }},
    {"struct_rusage", [](Runtime& rt) -> Result<Value> { return Value(View(TRY(native_type(rt, kUsage.type)))); }},
};

}  // namespace

extern const ModuleDef resource_module;
const ModuleDef resource_module{.name = "resource",
                                .doc = "What the process has used, and what it may.",
                                .functions = functions,
                                .constants = constants,
                                .init = [](Runtime& rt, Module* module) { return add_numbers(rt, module, kNumbers); }};

}  // namespace ouro
