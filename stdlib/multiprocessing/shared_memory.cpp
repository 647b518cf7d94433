// SPDX-License-Identifier: MIT
// The module `_posixshmem`: memory that processes share, as files that have a name but no folder. CPython's package `multiprocessing`
// removes those that a process has left behind.
#include <fcntl.h>
#include <sys/mman.h>

#include <cerrno>

#include "runtime/native/module.h"
#include "runtime/native/signature.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/threads.h"
#include "stdlib/system_text.h"

namespace ouro {
namespace {

Result<std::string> path_of(Runtime& rt, Args args) {
    if (!as_str(args[0]))
        return rt.raise(TypeError, "%s() argument 1 must be str, not %s", args.signature()->name.c_str(), short_type_name(rt.type_of(args[0])));
    std::string path = TRY(text_to_system(rt, as_str(args[0])));
    if (path.find('\0') != path.npos) return rt.raise(ValueError, "embedded null character");
    return path;
}

/// Repeats a call that a signal interrupted, after the signal's handler has run.
template <typename Call>
Result<int> repeat(Runtime& rt, View path, Call&& call) {
    for (;;) {
        int result = call();
        if (result >= 0) return result;
        if (errno != EINTR) return raise_os_error_with(rt, errno, path);
        TRY(rt.check_stop());
    }
}

Result<Value> open_memory(Runtime& rt, Args args) {
    std::string path = TRY(path_of(rt, args));
    int flags = TRY(args.small_integer(1)), mode = TRY(args.small_integer(2));
    return rt.integer(TRY(repeat(rt, args[0], [&] { return ::shm_open(path.c_str(), flags, static_cast<mode_t>(mode)); })));
}

Result<Value> unlink_memory(Runtime& rt, Args args) {
    std::string path = TRY(path_of(rt, args));
    TRY(repeat(rt, args[0], [&] { return ::shm_unlink(path.c_str()); }));
    return View::none();
}

constexpr FunctionDef functions[] = {
    {"shm_open(path, flags, mode=511)", open_memory, "Opens a shared memory object: a file descriptor."},
    {"shm_unlink(path)", unlink_memory, "Removes the name of a shared memory object."},
};

}  // namespace

extern const ModuleDef posix_shared_memory_module;
const ModuleDef posix_shared_memory_module{.name = "_posixshmem", .doc = "POSIX shared memory module", .functions = functions};

}  // namespace ouro
