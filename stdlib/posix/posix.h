// SPDX-License-Identifier: MIT
// What the files of the module `posix` share.
#pragma once

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <span>

#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/struct_sequence.h"
#include "stdlib/system_text.h"

namespace ouro {

extern const std::span<const FunctionDef> posix_path_functions, posix_descriptor_functions, posix_directory_functions, posix_process_functions,
    posix_system_functions, posix_fork_functions;
extern const StructSequence kStatResult, kTerminalSize, kUnameResult, kTimesResult, kStatvfsResult;
extern const TypeDef dir_entry_type, scandir_iterator_type;

/// os.environ's source: names and values as bytes.
Result<Value> environment(Runtime& rt);
/// os.stat_result
Result<Value> stat_result(Runtime& rt, const struct stat& status);
/// A dir_fd argument: None is AT_FDCWD.
Result<int> folder_argument(Runtime& rt, View value);
/// A file descriptor argument: an int, or an object with fileno().
Result<int> descriptor_argument(Runtime& rt, View value);
/// Puts functions into a module that is being made.
Result<void> add_functions(Runtime& rt, Module* module, std::span<const FunctionDef> functions);

// ---- fork.cpp
/// What comes before a fork whose child runs script code; fork(2) itself; and what comes after it, in the parent and in the child.
Result<void> before_fork(Runtime& rt);
pid_t fork_vm(Runtime& rt);
Result<void> after_fork(Runtime& rt, bool in_child);

/// Repeats a call that a signal interrupted, after the signal's handler has run.
template <typename Call>
auto repeat(Runtime& rt, Call&& call) -> Result<decltype(call())> {
    for (;;) {
        auto result = call();
        if (result >= 0 || errno != EINTR) return result;
        TRY(rt.check_stop());
    }
}

}  // namespace ouro
