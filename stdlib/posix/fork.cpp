// SPDX-License-Identifier: MIT
// posix: fork() with what belongs around it. In the child only the thread that forked is left: the VM's threads (runtime/threads) and what
// natives keep (in_forked_child()) are put in order first, then the program's own functions are called.
#include <pty.h>
#include <unistd.h>
#include <utmp.h>

#include "runtime/threads.h"
#include "stdlib/imp.h"
#include "stdlib/posix/posix.h"

namespace ouro {

namespace {

enum When { kBefore, kInChild, kInParent };
const char kFunctions[] = {kBefore, kInChild, kInParent};  // keys of Runtime::library: lists of what register_at_fork() was given

/// Calls them, in the order of their registration or against it; what they raise is reported.
Result<void> call_registered(Runtime& rt, When when) {
    auto known = rt.library.find(&kFunctions[when]);
    if (known == rt.library.end()) return {};
    Ref<Tuple> functions = TRY(tuple_from(rt, known->second));
    for (std::size_t n = 0; n < functions->size; ++n) {
        const Value& function = functions->items[when == kBefore ? functions->size - 1 - n : n];
        if (!call(rt, function).raised()) continue;
        if (rt.stopping()) return Raised{};
        rt.report_unraisable(function);
    }
    return {};
}

Result<Value> register_at_fork(Runtime& rt, Args args) {
    constexpr const char* names[] = {"before", "after_in_child", "after_in_parent"};
    constexpr When order[] = {kBefore, kInChild, kInParent};
    bool any = false;
    for (std::size_t n = 0; n < 3; ++n) {
        if (args[n].is_unbound()) continue;
        if (!is_callable(rt, args[n])) return rt.raise(TypeError, "'%s' must be callable, not %s", names[n], type_name(rt, args[n]));
        any = true;
    }
    if (!any) return rt.raise(TypeError, "At least one argument is required.");
    for (std::size_t n = 0; n < 3; ++n) {
        if (args[n].is_unbound()) continue;
        Value& list = rt.library[&kFunctions[order[n]]];
        if (list.is_unbound()) list = TRY(new_list(rt));
        TRY(list_append(rt, list.as<List>(), args[n]));
    }
    return View::none();
}

Result<void> check_can_fork(Runtime& rt) {
    if (rt.finalizing) return rt.raise(PythonFinalizationError, "can't fork at interpreter shutdown");
    return {};
}

/// In the parent of a fork: the child has none of the other threads, and whatever they hold.
Result<void> warn_of_threads(Runtime& rt, const char* what) {
    if (!rt.threads || rt.threads->alone() || !rt.hooks.warn) return {};
    std::string text = "This process (pid=" + std::to_string(::getpid()) + ") is multi-threaded, use of " + what + "() may lead to deadlocks in the child.";
    return rt.hooks.warn(rt, DeprecationWarning, TRY(rt.str(text)), 1, View());
}

Result<Value> fork(Runtime& rt, Args) {
    TRY(check_can_fork(rt));
    TRY(before_fork(rt));
    pid_t child = fork_vm(rt);
    int error = errno;
    TRY(after_fork(rt, child == 0));
    if (child < 0) return raise_os_error(rt, error);
    if (child > 0) TRY(warn_of_threads(rt, "fork"));
    return rt.integer(child);
}

/// fork() with a terminal of its own for the child, as ::forkpty() has it: that one would not let the VM fork.
Result<Value> forkpty(Runtime& rt, Args) {
    TRY(check_can_fork(rt));
    int master, slave;
    if (::openpty(&master, &slave, nullptr, nullptr, nullptr) < 0) return raise_os_error(rt, errno);
    Result<void> ready = before_fork(rt);
    pid_t child = ready.raised() ? -1 : fork_vm(rt);
    int error = errno;
    if (child == 0) {
        ::close(master);
        if (::login_tty(slave) < 0) ::_exit(1);
        master = -1;
    } else {
        ::close(slave);
        if (child < 0) ::close(master);
    }
    if (ready.raised()) return Raised{};
    TRY(after_fork(rt, child == 0));
    if (child < 0) return raise_os_error(rt, error);
    if (child > 0) TRY(warn_of_threads(rt, "forkpty"));
    return TRY(new_tuple(rt, {View::small_int(child), View::small_int(master)}));
}

constexpr FunctionDef functions[] = {
    {"fork()", fork, "Fork a child process."},
    {"forkpty()", forkpty, "Fork a child process that has a new terminal: its number and the terminal's other end; in the child 0 and -1."},
    {"register_at_fork(*, before=<no value>, after_in_child=<no value>, after_in_parent=<no value>)", register_at_fork,
     "Register callables to be called when forking a new process."},
};

}  // namespace

Result<void> before_fork(Runtime& rt) {
    TRY(call_registered(rt, kBefore));
    return hold_imports(rt);
}

pid_t fork_vm(Runtime& rt) {
    pid_t child = rt.threads ? rt.threads->fork() : ::fork();
    if (child == 0)
        for (auto* put_in_order : in_forked_child(rt)) put_in_order(rt);
    return child;
}

Result<void> after_fork(Runtime& rt, bool in_child) {
    TRY(release_imports(rt));
    return call_registered(rt, in_child ? kInChild : kInParent);
}

const std::span<const FunctionDef> posix_fork_functions = functions;

}  // namespace ouro
