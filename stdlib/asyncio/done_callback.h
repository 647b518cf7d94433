// SPDX-License-Identifier: MIT
// DoneCallback: a native function that is called when a future is done; what gather(), wait(), shield() and TaskGroup hang on the
// futures they watch. And the methods of a future of any class: native where they are not overridden, else called.
#pragma once

#include "stdlib/asyncio/internal.h"

namespace ouro {

struct DoneCallback : Object {
    using Run = Result<void> (*)(Runtime&, DoneCallback*, View future);
    struct Body {
        const char* name;  // as scripts see it
        Run run;
        View (*waiting)(DoneCallback*) = nullptr;  // the future or task that waits by this callback
    };
    const Body* body;
    Value target, other;  // the body's own
    std::int64_t count;
    int mode;
};
extern const TypeDef done_callback_type;

Result<Ref<DoneCallback>> new_done_callback(Runtime& rt, const DoneCallback::Body& body, View target, View other = View());
inline DoneCallback* as_done_callback(View value) { return is_kind(value, Kind::done_callback) ? value.as<DoneCallback>() : nullptr; }

/// future.add_done_callback(callback), remove_done_callback(callback).
Result<void> watch(Runtime& rt, View future, View callback);
Result<void> unwatch(Runtime& rt, View future, View callback);
/// future.exception(), of one that is done and not cancelled: the exception or None; marks it as seen.
Result<Value> any_exception(Runtime& rt, View future);
Result<Value> any_result(Runtime& rt, View future);
/// future._make_cancelled_error().
Result<Value> any_cancelled_error(Runtime& rt, View future);
/// future._cancel_message, or None.
Result<Value> any_cancel_message(Runtime& rt, View future);
/// future.get_loop().
Result<Value> any_loop(Runtime& rt, View future);
/// futures.isfuture().
Result<bool> any_future(Runtime& rt, View value);

}  // namespace ouro
