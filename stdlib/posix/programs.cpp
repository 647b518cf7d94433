// SPDX-License-Identifier: MIT
// posix: running other programs, in place of this one (exec…) or in a process of their own (posix_spawn…).
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

#include "runtime/objects/number.h"
#include "stdlib/c_numbers.h"
#include "stdlib/posix/posix.h"
#include "stdlib/signals.h"

extern char** environ;

namespace ouro {

char** ProgramTexts::array() {
    pointers_.clear();
    for (std::string& each : texts_) pointers_.push_back(each.data());
    pointers_.push_back(nullptr);
    return pointers_.data();
}

namespace {

enum Tag : std::int64_t { kOpen, kClose, kDup2, kCloseFrom };  // os.POSIX_SPAWN_…

Result<ProgramTexts> read_arguments(Runtime& rt, View values) {
    ProgramTexts texts;
    Ref<Tuple> items = TRY(tuple_from(rt, values));  // __fspath__ may change a list
    for (const Value& each : items->view()) texts.add(TRY(system_bytes(rt, each)));
    return texts;
}

/// NAME=value for each item of a mapping.
Result<ProgramTexts> read_environment(Runtime& rt, View mapping) {
    ProgramTexts texts;
    Ref<List> keys = TRY(list_from(rt, TRY(call_method(rt, mapping, TRY(intern(rt, "keys")).get()))));
    Ref<List> values = TRY(list_from(rt, TRY(call_method(rt, mapping, TRY(intern(rt, "values")).get()))));
    for (std::size_t n = 0; n < keys->size && n < values->size; ++n) {
        std::string name = TRY(system_bytes(rt, keys->items[n])), value = TRY(system_bytes(rt, values->items[n]));
        if (name.empty() || name.find('=', 1) != std::string::npos) return rt.raise(ValueError, "illegal environment variable name");
        texts.add(name + "=" + value);
    }
    return texts;
}

bool is_mapping(Runtime& rt, View value) { return rt.type_of(value)->slots.get_item != nullptr; }

// ---- exec

Result<Value> exec(Runtime& rt, Args args, bool with_environment) {
    const char* name = with_environment ? "execve" : "execv";
    PathArgument path = TRY(path_argument(rt, args[0], (std::string(name) + ": path").c_str(), with_environment ? kPathOrDescriptor : kPathOnly));
    if (!is_kind(args[1], Kind::list) && !is_kind(args[1], Kind::tuple))
        return rt.raise(TypeError, with_environment ? "execve: argv must be a tuple or list" : "execv() arg 2 must be a tuple or list");
    if (!TRY(length(rt, args[1]))) return rt.raise(ValueError, with_environment ? "execve: argv must not be empty" : "execv() arg 2 must not be empty");
    if (with_environment && !is_mapping(rt, args[2])) return rt.raise(TypeError, "execve: environment must be a mapping object");
    ProgramTexts arguments = TRY(read_arguments(rt, args[1]));
    if (arguments[0].empty()) return rt.raise(ValueError, with_environment ? "execve: argv first element cannot be empty" : "execv() arg 2 first element cannot be empty");
    if (!with_environment) {
        ::execv(path.path.c_str(), arguments.array());
        return raise_os_error(rt, errno);
    }
    ProgramTexts environment = TRY(read_environment(rt, args[2]));
    if (path.descriptor != -1) ::fexecve(path.descriptor, arguments.array(), environment.array());
    else ::execve(path.path.c_str(), arguments.array(), environment.array());
    return raise_os_error_with(rt, errno, path.object);
}

// ---- posix_spawn

/// The system's own objects, which have to be destroyed.
struct FileActions {
    posix_spawn_file_actions_t actions;
    FileActions() { ::posix_spawn_file_actions_init(&actions); }
    ~FileActions() { ::posix_spawn_file_actions_destroy(&actions); }
    FileActions(const FileActions&) = delete;
};
struct SpawnAttributes {
    posix_spawnattr_t attributes;
    SpawnAttributes() { ::posix_spawnattr_init(&attributes); }
    ~SpawnAttributes() { ::posix_spawnattr_destroy(&attributes); }
    SpawnAttributes(const SpawnAttributes&) = delete;
};

Result<int> int_option(Runtime& rt, View value) {
    Value exact = TRY(index(rt, value));
    std::int64_t n;
    if (!fits_int64(exact, n)) return rt.raise(OverflowError, "Python int too large to convert to C long");
    if (n < INT32_MIN || n > INT32_MAX) return rt.raise(OverflowError, "Python int too large to convert to C int");
    return static_cast<int>(n);
}

Result<void> add_action(Runtime& rt, View action, FileActions& made) {
    Tuple* parts = as_tuple(action);
    if (!parts || !parts->size) return rt.raise(TypeError, "Each file_actions element must be a non-empty tuple");
    std::int64_t tag;
    Value exact = TRY(index(rt, parts->items[0]));
    if (!fits_int64(exact, tag)) return rt.raise(OverflowError, "Python int too large to convert to C long");
    auto wants = [&](const char* name, std::size_t count) -> Result<void> {
        if (parts->size == count) return {};
        return rt.raise(TypeError, "A %s file_action tuple must have %zu elements", name, count);
    };
    int error = 0;
    switch (tag) {
        case kOpen: {
            TRY(wants("open", 5));
            int descriptor = TRY(c_int(rt, parts->items[1]));
            std::string path = TRY(system_bytes(rt, parts->items[2]));
            int flags = TRY(c_int(rt, parts->items[3]));
            std::int64_t mode;
            if (!is_integer(parts->items[4])) return rt.raise(TypeError, "A open file_action tuple must have 5 elements");
            if (!fits_int64(parts->items[4], mode)) mode = 0;
            error = ::posix_spawn_file_actions_addopen(&made.actions, descriptor, path.c_str(), flags, static_cast<mode_t>(mode));
            break;
        }
        case kClose:
            TRY(wants("close", 2));
            error = ::posix_spawn_file_actions_addclose(&made.actions, TRY(c_int(rt, parts->items[1])));
            break;
        case kDup2: {
            TRY(wants("dup2", 3));
            int from = TRY(c_int(rt, parts->items[1])), to = TRY(c_int(rt, parts->items[2]));
            error = ::posix_spawn_file_actions_adddup2(&made.actions, from, to);
            break;
        }
        case kCloseFrom:
            TRY(wants("closefrom", 2));
            error = ::posix_spawn_file_actions_addclosefrom_np(&made.actions, TRY(c_int(rt, parts->items[1])));
            break;
        default: return rt.raise(TypeError, "Unknown file_actions identifier");
    }
    if (error) return raise_os_error(rt, error);
    return {};
}

/// The keyword arguments that say what the child is to be like.
enum Option { kFileActions = 3, kSetpgroup, kResetids, kSetsid, kSetsigmask, kSetsigdef, kScheduler };

Result<void> read_options(Runtime& rt, Args args, posix_spawnattr_t* attributes) {
    short flags = 0;
    auto check = [&](int error) -> Result<void> {
        if (error) return raise_os_error(rt, error);
        return {};
    };
    if (args.given(kSetpgroup)) {
        TRY(check(::posix_spawnattr_setpgroup(attributes, TRY(int_option(rt, args[kSetpgroup])))));
        flags |= POSIX_SPAWN_SETPGROUP;
    }
    if (TRY(args.truth(kResetids))) flags |= POSIX_SPAWN_RESETIDS;
    if (TRY(args.truth(kSetsid))) flags |= POSIX_SPAWN_SETSID;
    sigset_t signals;
    if (args.given(kSetsigmask)) {
        TRY(read_signal_set(rt, args[kSetsigmask], signals));
        TRY(check(::posix_spawnattr_setsigmask(attributes, &signals)));
        flags |= POSIX_SPAWN_SETSIGMASK;
    }
    if (args.given(kSetsigdef)) {
        TRY(read_signal_set(rt, args[kSetsigdef], signals));
        TRY(check(::posix_spawnattr_setsigdefault(attributes, &signals)));
        flags |= POSIX_SPAWN_SETSIGDEF;
    }
    if (args.given(kScheduler)) {
        Tuple* pair = as_tuple(args[kScheduler]);
        if (!pair) return rt.raise(SystemError, "new style getargs format but argument is not a tuple");
        if (pair->size != 2) return rt.raise(TypeError, "A scheduler tuple must have two elements");
        sched_param param = TRY(sched_param_argument(rt, pair->items[1]));
        if (!pair->items[0].is_none()) {
            TRY(check(::posix_spawnattr_setschedpolicy(attributes, TRY(int_option(rt, pair->items[0])))));
            flags |= POSIX_SPAWN_SETSCHEDULER;
        }
        TRY(check(::posix_spawnattr_setschedparam(attributes, &param)));
        flags |= POSIX_SPAWN_SETSCHEDPARAM;
    }
    return check(::posix_spawnattr_setflags(attributes, flags));
}

template <bool searches>
Result<Value> spawn(Runtime& rt, Args args) {
    const char* name = searches ? "posix_spawnp" : "posix_spawn";
    PathArgument path = TRY(path_argument(rt, args[0], searches ? "posix_spawnp: path" : "posix_spawn: path"));
    if (!is_kind(args[1], Kind::list) && !is_kind(args[1], Kind::tuple)) return rt.raise(TypeError, "%s: argv must be a tuple or list", name);
    if (!TRY(length(rt, args[1]))) return rt.raise(ValueError, "%s: argv must not be empty", name);
    if (!args[2].is_none() && !is_mapping(rt, args[2])) return rt.raise(TypeError, "%s: environment must be a mapping object or None", name);
    ProgramTexts arguments = TRY(read_arguments(rt, args[1])), environment;
    if (arguments[0].empty()) return rt.raise(ValueError, "%s: argv first element cannot be empty", name);
    if (!args[2].is_none()) environment = TRY(read_environment(rt, args[2]));
    FileActions actions;
    if (!args[kFileActions].is_none()) {
        const TypeSlots& slots = rt.type_of(args[kFileActions])->slots;
        if (!slots.iter && !slots.get_item) return rt.raise(TypeError, "file_actions must be a sequence or None");
        Ref<Tuple> each = TRY(tuple_from(rt, args[kFileActions]));
        for (std::size_t n = 0; n < each->size; ++n) TRY(add_action(rt, each->items[n], actions));
    }
    SpawnAttributes attributes;
    TRY(read_options(rt, args, &attributes.attributes));
    char** environment_array = args[2].is_none() ? environ : environment.array();
    pid_t child;
    // In the child nothing of this process is used, so that other threads don't matter.
    int error = unlocked(rt, [&] {
        return (searches ? ::posix_spawnp : ::posix_spawn)(&child, path.path.c_str(), &actions.actions, &attributes.attributes, arguments.array(), environment_array);
    });
    if (error) return raise_os_error_with(rt, error, path.object);
    return rt.integer(child);
}

#define SPAWN_OPTIONS                                                                                                                       \
    "(path, argv, env, /, *, file_actions=(), setpgroup=<no value>, resetids=False, setsid=False, setsigmask=<no value>, setsigdef=<no value>, " \
    "scheduler=<no value>)"

constexpr FunctionDef functions[] = {
    {"execv(path, argv, /)", [](Runtime& rt, Args a) { return exec(rt, a, false); }, "Execute an executable path with arguments, replacing current process."},
    {"execve(path, argv, env)", [](Runtime& rt, Args a) { return exec(rt, a, true); }, "Execute an executable path with arguments, replacing current process."},
    {"posix_spawn" SPAWN_OPTIONS, spawn<false>, "Runs a program in a process of its own; its number."},
    {"posix_spawnp" SPAWN_OPTIONS, spawn<true>, "Runs a program, looked for in PATH, in a process of its own; its number."},
};

}  // namespace

const std::span<const FunctionDef> posix_program_functions = functions;

}  // namespace ouro
