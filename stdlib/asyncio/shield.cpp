// SPDX-License-Identifier: MIT
// asyncio.shield(): a future that follows another, whose cancellation stays with itself.
#include "stdlib/asyncio/done_callback.h"

namespace ouro {

namespace {

Result<void> call_set(Runtime& rt, View future, Str* method, View value) {
    TRY(call_method(rt, future, method, {value}));
    return {};
}

Result<void> inner_done(Runtime& rt, DoneCallback* callback, View inner) {
    Value outer = callback->target;
    if (TRY(is_cancelled(rt, outer))) {
        if (!TRY(is_cancelled(rt, inner))) TRY(any_exception(rt, inner));
        return {};
    }
    if (TRY(is_cancelled(rt, inner))) {
        TRY(cancel_any(rt, outer));
        return {};
    }
    Value error = TRY(any_exception(rt, inner));
    bool exact = is_exact_future(rt, outer);
    if (!error.is_none()) {
        return exact ? set_exception(rt, outer.as<Future>(), error) : call_set(rt, outer, state_of(rt).words.set_exception.get(), error);
    }
    Value result = TRY(any_result(rt, inner));
    return exact ? set_result(rt, outer.as<Future>(), result) : call_set(rt, outer, state_of(rt).words.set_result.get(), result);
}

/// The outer future is done first: the inner one need not tell it.
Result<void> outer_done(Runtime& rt, DoneCallback* callback, View) {
    Value inner = callback->target, forget = callback->other;
    if (!TRY(is_done(rt, inner))) TRY(unwatch(rt, inner, forget));
    return {};
}

constexpr DoneCallback::Body inner_body{"shield.<locals>._inner_done_callback", inner_done,
                                        [](DoneCallback* callback) { return View(callback->target); }};
constexpr DoneCallback::Body outer_body{"shield.<locals>._outer_done_callback", outer_done};

Result<Value> shield(Runtime& rt, Args args) {
    Value inner = TRY(ensure_future(rt, args[0]));
    if (TRY(is_done(rt, inner))) return inner;
    Value loop = TRY(any_loop(rt, inner));
    Value outer = TRY(create_future(rt, loop));
    Ref<DoneCallback> follow = TRY(new_done_callback(rt, inner_body, outer));
    TRY(watch(rt, inner, View(follow)));
    Ref<DoneCallback> leave = TRY(new_done_callback(rt, outer_body, inner, View(follow)));
    TRY(watch(rt, outer, View(leave)));
    return outer;
}

}  // namespace

const FunctionDef shield_function{"shield(arg)", shield, "Waits for a future that goes on if the waiting is cancelled."};

}  // namespace ouro
