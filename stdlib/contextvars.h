// SPDX-License-Identifier: MIT
// Contexts (PEP 567) as the event loop uses them. What is running is `rt.context`, and it is one of two things:
//   - the bare variables: Unbound where none is set, else an immutable map that copies share and no script ever sees; or
//   - a Context object, made of the former as soon as something must name it: the Token that ContextVar.set() returns,
//     Context.run(), Task.get_context().
// A *held context* is the same kind of Value kept for later: in a task or a handle. Copying one is copying a reference.
#pragma once

#include "runtime/runtime.h"

namespace ouro {

/// contextvars.Context; Kind::context.
struct Context : Object {
    Value variables;  // Unbound, or the immutable map
    bool entered;
};

/// What a copy of the running context is: its variables. Costs nothing.
inline Value hold_context(Runtime& rt) {
    if (is_kind(rt.context, Kind::context)) return rt.context.as<Context>()->variables;
    return rt.context;
}
/// The Context object for a held context (or rt.context itself), which becomes that object.
Result<Ref<Context>> context_of(Runtime& rt, Value& held);
/// Whether `value` is a Context object.
inline bool is_context(View value) { return is_kind(value, Kind::context); }
/// Makes `held` the running context until leave_context(), and keeps the one that was running in `held` meanwhile.
/// RuntimeError("cannot enter context: <Context …> is already entered").
Result<void> raise_already_entered(Runtime& rt, View context);
inline Result<void> enter_context(Runtime& rt, Value& held) {
    if (is_context(held)) [[unlikely]] {
        if (held.as<Context>()->entered) return raise_already_entered(rt, held);
        held.as<Context>()->entered = true;
    }
    std::swap(rt.context, held);
    return {};
}
/// The end of enter_context(): `held` is the context again, with what was set in it.
inline void leave_context(Runtime& rt, Value& held) {
    std::swap(rt.context, held);
    if (is_context(held)) [[unlikely]] held.as<Context>()->entered = false;
}

}  // namespace ouro
