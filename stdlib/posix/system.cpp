// SPDX-License-Identifier: MIT
// posix: environment variables, what the system is like, random bytes.
#include <limits.h>
#include <sched.h>
#include <sys/random.h>
#include <sys/sysmacros.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

#include "runtime/objects/buffer.h"
#include "runtime/objects/number.h"
#include "stdlib/c_numbers.h"
#include "stdlib/posix/posix.h"

extern char** environ;

namespace ouro {

namespace {

const char* const kUnameFields[] = {"sysname", "nodename", "release", "version", "machine"};

constexpr NamedNumber kSysconf[] = {{"SC_ARG_MAX", _SC_ARG_MAX},           {"SC_CHILD_MAX", _SC_CHILD_MAX},   {"SC_CLK_TCK", _SC_CLK_TCK},
                                    {"SC_HOST_NAME_MAX", _SC_HOST_NAME_MAX}, {"SC_IOV_MAX", _SC_IOV_MAX},       {"SC_LINE_MAX", _SC_LINE_MAX},
                                    {"SC_LOGIN_NAME_MAX", _SC_LOGIN_NAME_MAX}, {"SC_NGROUPS_MAX", _SC_NGROUPS_MAX}, {"SC_NPROCESSORS_CONF", _SC_NPROCESSORS_CONF},
                                    {"SC_NPROCESSORS_ONLN", _SC_NPROCESSORS_ONLN}, {"SC_OPEN_MAX", _SC_OPEN_MAX}, {"SC_PAGESIZE", _SC_PAGESIZE},
                                    {"SC_PAGE_SIZE", _SC_PAGE_SIZE},       {"SC_PHYS_PAGES", _SC_PHYS_PAGES}, {"SC_AVPHYS_PAGES", _SC_AVPHYS_PAGES},
                                    {"SC_SYMLOOP_MAX", _SC_SYMLOOP_MAX},   {"SC_TTY_NAME_MAX", _SC_TTY_NAME_MAX}, {"SC_TZNAME_MAX", _SC_TZNAME_MAX},
                                    {"SC_VERSION", _SC_VERSION}};

Result<Value> putenv(Runtime& rt, Args args) {
    std::string name = TRY(path_argument(rt, args[0], "name")).path, value = TRY(path_argument(rt, args[1], "value")).path;
    if (name.find('=') != std::string::npos) return rt.raise(ValueError, "illegal environment variable name");
    if (::setenv(name.c_str(), value.c_str(), 1) < 0) return raise_os_error(rt, errno);
    return View::none();
}

Result<Value> unsetenv(Runtime& rt, Args args) {
    std::string name = TRY(path_argument(rt, args[0], "name")).path;
    if (::unsetenv(name.c_str()) < 0) return raise_os_error(rt, errno);
    return View::none();
}

Result<Value> uname(Runtime& rt, Args) {
    utsname u;
    if (::uname(&u) < 0) return raise_os_error(rt, errno);
    const Value values[] = {TRY(text_from_system(rt, u.sysname)), TRY(text_from_system(rt, u.nodename)), TRY(text_from_system(rt, u.release)),
                            TRY(text_from_system(rt, u.version)), TRY(text_from_system(rt, u.machine))};
    return new_struct_sequence(rt, kUnameResult, values);
}

Result<Value> random_bytes(Runtime& rt, std::int64_t size, unsigned flags, bool whole) {
    if (size < 0) return whole ? rt.raise(ValueError, "negative argument not allowed") : raise_os_error(rt, EINVAL);
    Ref<Bytes> bytes = TRY(new_bytes_uninitialized(rt, static_cast<std::size_t>(size)));
    std::size_t got = 0;
    while (got < bytes->size) {
        TRY(rt.charge(static_cast<std::int64_t>((bytes->size - got) / 16)));
        ssize_t n = TRY(repeat(rt, [&] { return ::getrandom(bytes->data + got, bytes->size - got, flags); }));
        if (n < 0) return raise_os_error(rt, errno);
        got += static_cast<std::size_t>(n);
        if (!whole) break;
    }
    if (got == bytes->size) return bytes;
    return new_bytes(rt, std::string_view(bytes->data, got));
}

Result<Value> sysconf(Runtime& rt, Args args) {
    int number = 0;
    if (Str* name = as_str(args[0])) {
        bool known = false;
        for (const NamedNumber& each : kSysconf)
            if (name->text() == each.name) {
                number = static_cast<int>(each.number);
                known = true;
            }
        if (!known) return rt.raise(ValueError, "unrecognized configuration name");
    } else if (is_integer(args[0])) {
        number = TRY(args.small_integer(0));
    } else {
        return rt.raise(TypeError, "configuration names must be strings or integers");
    }
    errno = 0;
    long value = ::sysconf(number);
    if (value < 0 && errno) return raise_os_error(rt, errno);
    return rt.integer(value);
}

Result<Value> cpu_count(Runtime& rt, Args) {
    long count = ::sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? rt.integer(count) : Result<Value>(View::none());
}

Result<Value> load_average(Runtime& rt, Args) {
    double loads[3];
    if (::getloadavg(loads, 3) != 3) return rt.raise(OSError, "Load averages are unobtainable");
    Value a = TRY(rt.real(loads[0])), b = TRY(rt.real(loads[1])), c = TRY(rt.real(loads[2]));
    Ref<Tuple> made = TRY(new_tuple(rt, {a, b, c}));
    return made;
}

constexpr FunctionDef functions[] = {
    {"putenv(name, value, /)", putenv, "Change or add an environment variable."},
    {"unsetenv(name, /)", unsetenv, "Delete an environment variable."},
    {"uname()", uname, "Return an object identifying the current operating system."},
    {"urandom(size, /)", [](Runtime& rt, Args a) -> Result<Value> { return random_bytes(rt, TRY(a.integer(0)), 0, true); }, "Return a bytes object containing random bytes suitable for cryptographic use."},
    {"getrandom(size, flags=0)", [](Runtime& rt, Args a) -> Result<Value> { return random_bytes(rt, TRY(a.integer(0)), static_cast<unsigned>(TRY(a.small_integer(1))), false); }, "Obtain a series of random bytes."},
    {"sysconf(name, /)", sysconf, "Return an integer-valued system configuration variable."},
    {"cpu_count()", cpu_count, "Return the number of logical CPUs in the system."},
    {"getloadavg()", load_average, "Return average recent system load information."},
    {"strerror(code, /)", [](Runtime& rt, Args a) -> Result<Value> { return rt.str(std::strerror(TRY(a.small_integer(0)))); }, "Translate an error code to a message string."},
    {"umask(mask, /)", [](Runtime& rt, Args a) -> Result<Value> { return rt.integer(::umask(static_cast<mode_t>(TRY(a.small_integer(0))))); }, "Set the current numeric umask and return the previous umask."},
    {"sync()",
     [](Runtime& rt, Args) -> Result<Value> {
         unlocked(rt, [] { return ::sync(), 0; });
         return View::none();
     },
     "Force write of everything to disk."},
    {"major(device, /)", [](Runtime& rt, Args a) -> Result<Value> { return rt.integer(major(static_cast<dev_t>(TRY(a.integer(0))))); }, "Extracts a device major number from a raw device number."},
    {"minor(device, /)", [](Runtime& rt, Args a) -> Result<Value> { return rt.integer(minor(static_cast<dev_t>(TRY(a.integer(0))))); }, "Extracts a device minor number from a raw device number."},
    {"makedev(major, minor, /)", [](Runtime& rt, Args a) -> Result<Value> { return rt.integer_unsigned(makedev(static_cast<unsigned>(TRY(a.integer(0))), static_cast<unsigned>(TRY(a.integer(1))))); }, "Composes a raw device number from the major and minor device numbers."},
};

}  // namespace

Result<Value> environment(Runtime& rt) {
    Ref<Dict> made = TRY(new_dict(rt));
    for (char** each = environ; each && *each; ++each) {
        std::string_view text(*each);
        std::size_t equals = text.find('=', 1);
        if (equals == std::string_view::npos) continue;
        Value name = TRY(new_bytes(rt, text.substr(0, equals))), value = TRY(new_bytes(rt, text.substr(equals + 1)));
        TRY(dict_set_default(rt, made.get(), name, value));
    }
    return made;
}

const std::span<const FunctionDef> posix_system_functions = functions;
const StructSequence kUnameResult{.type = struct_sequence_type("posix", "uname_result", "uname_result: Result from os.uname().", true), .fields = kUnameFields, .visible = 5};

}  // namespace ouro
