// SPDX-License-Identifier: MIT
// The import system: native modules, frozen modules, source files of sys.path.
#pragma once

#include <string>

#include "vm/interp/interpreter.h"

namespace ouro {

/// What `import name` (level dots before it, names after `from … import`) does in these globals: the top package, or the module itself
/// where there is a fromlist. globals may be null.
Result<Value> import_module(Runtime& rt, Str* name, Dict* globals, View fromlist, int level);
/// The module of this absolute name, loaded if need be, and its parents first.
Result<Value> import_absolute(Runtime& rt, std::string_view name);
/// Makes the module __main__; `file` is its __file__, or Unbound. It stays in sys.modules also when what runs there fails.
Result<Ref<Dict>> make_main(Runtime& rt, View file);
/// Runs the module, or the package's __main__, of this name in a new __main__; `alter_arguments` sets sys.argv[0], as -m does, otherwise
/// it is the __main__ of what stands first in sys.path. `found` tells an ImportError because there is none to run from what the program
/// raised itself.
Result<void> run_module_as_main(Runtime& rt, std::string_view name, bool alter_arguments, bool& found);
/// Runs a code object with these globals; `locals` Unbound or any mapping.
Result<Value> run_code(Runtime& rt, Code* code, Dict* globals, View locals);
/// Runs the body of a class statement, `function`, in `namespace_`: what it returns (its __class__ cell or None).
Result<Value> run_class_body(Runtime& rt, View function, View namespace_);

}  // namespace ouro
