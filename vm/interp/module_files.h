// SPDX-License-Identifier: MIT
// Where modules lie as files: in the folders of sys.path and of packages' __path__. Paths are text as scripts see it; what the system is
// asked for are the bytes that it stands for.
#pragma once

#include "vm/interp/finders.h"

namespace ouro {

/// Looks through the folders of `path`, any iterable, for a module whose name ends in `last`.
Result<Found> find_in_path(Runtime& rt, View path, std::string_view last);
/// What comes before a module of this name in the binary: a file in an entry of sys.path before the library's folder.
Result<Found> find_before_own(Runtime& rt, std::string_view name);
/// __path__ of a frozen package: its folder in the library's, and those of its name on sys.path, where submodules may lie that it does not have.
Result<Ref<List>> folders_beside(Runtime& rt, std::string_view name);
/// Whether a path is that of a file, or leads through one.
bool may_be_in_archive(std::string path);
/// Reads a whole file; OSError.
Result<void> read_file(Runtime& rt, const std::string& path, std::string& contents);

}  // namespace ouro
