// SPDX-License-Identifier: MIT
// What the standard library offers to a VM.
#pragma once

#include <span>
#include <vector>

#include "runtime/native/module.h"

namespace ouro {

/// All native modules, by name.
std::vector<const ModuleDef*> native_modules();
/// The modules written in Python, embedded at build time.
std::span<const FrozenModule> frozen_modules();
/// Fills rt.builtins and makes the modules builtins and sys.
bool install_builtins(Runtime& rt, const std::vector<std::string>& arguments, const std::vector<std::string>& path);
/// Makes the module sys with the standard streams (sys_install.cpp); install_builtins() ends with it.
bool install_sys(Runtime& rt, const std::vector<std::string>& arguments, const std::vector<std::string>& path);

}  // namespace ouro
