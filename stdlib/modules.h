// SPDX-License-Identifier: MIT
// What the standard library offers to a VM.
#pragma once

#include <span>
#include <vector>

#include "runtime/native/module.h"

namespace ouro {

/// All native modules, by name.
std::vector<const ModuleDef*> native_modules();
/// Those that tests of the interpreter import (stdlib/testing); none where the build leaves them out.
std::span<const ModuleDef* const> test_modules();
/// The modules written in Python, embedded at build time.
std::span<const FrozenModule> frozen_modules();
/// What the module sys says about how a program was started.
struct Launch {
    std::vector<std::string> arguments, original_arguments, path;
    std::string library;  // see Config
    std::vector<std::string> warnings, options;  // -W, -X
    std::string implementation_name;             // of sys.implementation
    int debug = 0, inspect = 0, interactive = 0, optimize = 0, no_user_site = 1, no_site = 0, ignore_environment = 0, verbose = 0, bytes_warning = 0,
        quiet = 0, isolated = 0;
    bool dev_mode = false, warn_default_encoding = false, safe_path = false, unbuffered = false;
};
/// Fills rt.builtins and makes the modules builtins and sys.
bool install_builtins(Runtime& rt, const Launch& launch);
/// Makes the module sys with the standard streams (sys_install.cpp); install_builtins() ends with it.
bool install_sys(Runtime& rt, const Launch& launch);

}  // namespace ouro
