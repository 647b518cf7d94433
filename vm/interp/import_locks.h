// SPDX-License-Identifier: MIT
// Threads that import at the same time: each module is imported by one of them, and finders written in Python are asked by one at a time.
// Threads that would wait for each other do not: one of them goes on, and sees a module that is not whole, as in CPython.
#pragma once

#include <memory>
#include <string>

#include "runtime/runtime.h"

namespace ouro {

struct Import;  // one that is in progress

/// Waits until no other thread imports this module; true if it had to.
Result<bool> wait_for_import(Runtime& rt, std::string_view name);

/// The running thread imports this module while it lives.
class Importing {
public:
    Importing(Runtime& rt, const std::string& name);
    ~Importing();
    Importing(const Importing&) = delete;

private:
    Runtime& rt_;
    const std::string& name_;
    std::shared_ptr<Import> own_;
};

/// The lock of those who ask finders; a thread may take it more than once. False, and not taken, where waiting for it would be for oneself.
Result<bool> acquire_import_lock(Runtime& rt);
/// RuntimeError where the running thread does not hold it.
Result<void> release_import_lock(Runtime& rt);
/// Whether any thread holds it.
bool import_lock_held(Runtime& rt);
/// Whether the running thread does.
bool import_lock_owned(Runtime& rt);

}  // namespace ouro
