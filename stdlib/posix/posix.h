// SPDX-License-Identifier: MIT
// What the files of the module `posix` share.
#pragma once

#include <fcntl.h>
#include <sched.h>
#include <sys/stat.h>

#include <cerrno>
#include <span>
#include <string>
#include <vector>

#include "runtime/blocking.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/struct_sequence.h"
#include "stdlib/system_text.h"

namespace ouro {

extern const std::span<const FunctionDef> posix_path_functions, posix_descriptor_functions, posix_directory_functions, posix_process_functions,
    posix_system_functions, posix_fork_functions, posix_wait_functions, posix_user_functions, posix_schedule_functions, posix_program_functions,
    posix_terminal_functions;
extern const StructSequence kStatResult, kTerminalSize, kUnameResult, kTimesResult, kStatvfsResult, kWaitidResult, kSchedParam;
extern const TypeDef dir_entry_type, scandir_iterator_type;

/// None, or the OSError of a system call that failed.
inline Result<Value> done(Runtime& rt, int result) {
    if (result < 0) return raise_os_error(rt, errno);
    return View::none();
}
/// A function without arguments that gives a number and can't fail.
template <auto function>
Result<Value> number(Runtime& rt, Args) {
    return rt.integer(function());
}

/// os.environ's source: names and values as bytes.
Result<Value> environment(Runtime& rt);
/// os.stat_result
Result<Value> stat_result(Runtime& rt, const struct stat& status);
/// A dir_fd argument: None is AT_FDCWD.
Result<int> folder_argument(Runtime& rt, View value);
/// A file descriptor argument: an int, or an object with fileno().
Result<int> descriptor_argument(Runtime& rt, View value);
/// A user's or group's number; -1 means none.
Result<uid_t> user_argument(Runtime& rt, View value, const char* what = "uid");
inline Result<gid_t> group_argument(Runtime& rt, View value) { return user_argument(rt, value, "gid"); }
/// setgroups(): the numbers of a sequence.
Result<std::vector<gid_t>> groups_argument(Runtime& rt, View value);
/// os.sched_param.
Result<sched_param> sched_param_argument(Runtime& rt, View value);

// ---- programs.cpp
/// Texts for exec: NUL-ended strings and the array of pointers to them.
class ProgramTexts {
public:
    void add(std::string text) { texts_.push_back(std::move(text)); }
    std::size_t size() const { return texts_.size(); }
    const std::string& operator[](std::size_t n) const { return texts_[n]; }
    char** array();  // of the texts that are there now

private:
    std::vector<std::string> texts_;
    std::vector<char*> pointers_;
};

// ---- fork.cpp
/// What comes before a fork whose child runs script code; fork(2) itself; and what comes after it, in the parent and in the child.
Result<void> before_fork(Runtime& rt);
pid_t fork_vm(Runtime& rt);
Result<void> after_fork(Runtime& rt, bool in_child);

}  // namespace ouro
