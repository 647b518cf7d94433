// SPDX-License-Identifier: MIT
// Calls that the interpreter does not make in place: other callables, other kinds of arguments, frames called from heap frames.
#pragma once

#include <string>

#include "vm/interp/interpreter.h"

namespace ouro {

struct CallOutcome {
    enum Kind : std::uint8_t { value, frame, raised } kind;
    View result;          // owned
    Frame* next = nullptr;
};

/// A call whose window is at `window` with `count` arguments from window[kWindowHeader + gap]. The window is consumed on every path.
CallOutcome call_slow(Runtime& rt, Frame* frame, View* window, std::uint32_t count, bool gap, std::uint16_t result);
/// The last of the `count` arguments are named by the tuple constants[names]; `method`: a method window.
CallOutcome call_keywords(Runtime& rt, Frame* frame, View* window, std::uint32_t count, bool method, std::uint32_t names,
                          std::uint16_t result);
/// operands: callable, tuple or list of arguments, dict of keywords (if has_keywords).
CallOutcome call_extended(Runtime& rt, Frame* frame, View* operands, bool has_keywords, std::uint16_t result);

/// Turns the `count` arguments at `arguments`, which are owned, into the parameters of `function` (defaults, *args; no keywords). On failure
/// the arguments are released. There must be room for the code's registers.
Result<void> bind_in_place(Runtime& rt, Function* function, View* arguments, std::uint32_t count);

/// Calls from native code.
Result<Value> call_function(Runtime& rt, Function* function, const Arguments& arguments);
/// The __init__ of a class whose instances object.__new__ makes, where it is a Python function and the metaclass leaves calling alone; else null.
Function* plain_constructor(Runtime& rt, Type* type);
/// ". Did you mean 'x'?" where a parameter's name is near, else empty.
std::string suggest_parameter(Function* function, Str* name);
/// What happens when a coroutine is made: its origin is recorded where sys.set_coroutine_origin_tracking_depth asks for it.
Result<void> note_creation(Runtime& rt, Generator* generator);

/// Releases callable and arguments of a window.
void release_window(View* window, std::uint32_t count, bool gap);
/// The same where an exception may be pending.
void release_window_keeping_error(Runtime& rt, View* window, std::uint32_t count, bool gap);

}  // namespace ouro
