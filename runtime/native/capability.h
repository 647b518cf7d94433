// SPDX-License-Identifier: MIT
// Capabilities: what a script may reach outside its VM, as the host granted it. Functions of native modules that need one are listed in
// capability.cpp, and are replaced where it is missing; natives that only sometimes need one ask require().
#pragma once

#include <string_view>

#include "runtime/heap/result.h"

namespace ouro {

struct FunctionDef;

/// <ouro/ouro.h> explains each.
enum class Capability : std::uint8_t {
    clock, random, environment, standard_input, standard_output, files, network, processes, threads, signals, imports
};
constexpr int kCapabilities = 11;

/// Grants these, a bit for each; to be called before modules are made.
void grant(Runtime& rt, std::uint32_t bits);
bool granted(const Runtime& rt, Capability capability);
/// PermissionError where it is not granted: "the host has not granted 'files'".
Result<void> require(Runtime& rt, Capability capability);
/// The function of a native module, or one that raises PermissionError in its place.
const FunctionDef& allowed(const Runtime& rt, std::string_view module, const FunctionDef& function);

}  // namespace ouro
