// SPDX-License-Identifier: MIT
// asyncio.wait(), and waiting for what was just cancelled (the rare half of wait_for(), which is in tasks.py).
#include "runtime/native/async.h"
#include "stdlib/asyncio/done_callback.h"

namespace ouro {

namespace {

enum Until : int { all_completed, first_completed, first_exception };

Result<void> release_waiter(Runtime& rt, View waiter) {
    if (TRY(is_done(rt, waiter))) return {};
    if (is_exact_future(rt, waiter)) return set_result(rt, waiter.as<Future>(), View::none());
    TRY(call_method(rt, waiter, state_of(rt).words.set_result.get(), {View::none()}));
    return {};
}

Result<void> timed_out(Runtime& rt, DoneCallback* callback, View) { return release_waiter(rt, Value(callback->target)); }
constexpr DoneCallback::Body timeout_body{"_release_waiter", timed_out};

/// `target` is the waiter, `other` the handle of the timeout or None, `count` how many are not done.
Result<void> completed(Runtime& rt, DoneCallback* callback, View future) {
    bool enough = --callback->count <= 0 || callback->mode == first_completed;
    if (!enough && callback->mode == first_exception && !TRY(is_cancelled(rt, future))) {
        Value error = TRY(any_exception(rt, future));
        enough = !error.is_none();
    }
    if (!enough) return {};
    if (Value handle = callback->other; !handle.is_none()) TRY(cancel_handle(rt, handle));
    return release_waiter(rt, Value(callback->target));
}
constexpr DoneCallback::Body completed_body{"_wait.<locals>._on_completion", completed,
                                            [](DoneCallback* callback) { return View(callback->target); }};

Result<int> until(Runtime& rt, View return_when) {
    constexpr const char* names[] = {"ALL_COMPLETED", "FIRST_COMPLETED", "FIRST_EXCEPTION"};
    if (Str* text = as_str(return_when)) {
        for (int n = 0; n < 3; ++n)
            if (text->text() == names[n]) return n;
    }
    Ref<Str> shown = TRY(to_str(rt, return_when));
    std::string message = "Invalid return_when value: " + std::string(shown->text());
    Value value = TRY(rt.str(message));
    return rt.raise_value(ValueError, value);
}

/// The futures to wait for, each once, in the order of a set.
Result<Ref<List>> futures_of(Runtime& rt, View futures) {
    Ref<Set> each = TRY(new_set(rt));
    TRY(set_update(rt, each.get(), futures));
    Ref<List> list = TRY(list_from(rt, View(each)));
    for (std::size_t n = 0; n < list->size; ++n) {
        Value future = list->items[n];
        if (is_exact_future(rt, future)) continue;
        if (TRY(is_coroutine(rt, future))) return rt.raise(TypeError, "Passing coroutines is forbidden, use tasks explicitly.");
    }
    return list;
}

struct Watching {
    Value waiter, callback;
};

/// Hangs the callback on every future.
Result<Watching> begin(Runtime& rt, List* futures, View timeout, int mode) {
    Value loop = TRY(running_loop(rt));
    Value waiter = TRY(create_future(rt, loop));
    Ref<DoneCallback> callback = TRY(new_done_callback(rt, completed_body, waiter, View::none()));
    callback->count = static_cast<std::int64_t>(futures->size);
    callback->mode = mode;
    if (!timeout.is_none()) {
        Ref<DoneCallback> late = TRY(new_done_callback(rt, timeout_body, waiter));
        double seconds = TRY(to_double(rt, timeout));
        callback->other = TRY(call_later(rt, loop, seconds, View(late), {}));
    }
    for (std::size_t n = 0; n < futures->size; ++n) {
        TRY(rt.charge(1));
        TRY(watch(rt, Value(futures->items[n]), View(callback)));
    }
    return Watching{std::move(waiter), Value(callback)};
}

Result<void> end(Runtime& rt, List* futures, View callback) {
    if (Value handle = callback.as<DoneCallback>()->other; !handle.is_none()) TRY(cancel_handle(rt, handle));
    for (std::size_t n = 0; n < futures->size; ++n) {
        TRY(rt.charge(1));
        Value future = futures->items[n];
        // Of a future of ours that is done, nothing is left to remove.
        if (is_exact_future(rt, future) && future.as<Future>()->done()) continue;
        TRY(unwatch(rt, future, callback));
    }
    return {};
}

Result<Value> sorted_out(Runtime& rt, List* futures) {
    Ref<Set> done = TRY(new_set(rt)), pending = TRY(new_set(rt));
    for (std::size_t n = 0; n < futures->size; ++n) {
        TRY(rt.charge(1));
        Value future = futures->items[n];
        TRY(set_add(rt, TRY(is_done(rt, future)) ? done.get() : pending.get(), future));
    }
    Ref<Tuple> both = TRY(new_tuple(rt, {View(done), View(pending)}));
    return both;
}

Result<void> check(Runtime& rt, View futures) {
    if (TRY(any_future(rt, futures)) || TRY(is_coroutine(rt, futures)))
        return rt.raise(TypeError, "expect a list of futures, not %s", short_type_name(rt.type_of(futures)));
    if (!TRY(truth(rt, futures))) return rt.raise(ValueError, "Set of Tasks/Futures is empty.");
    return {};
}

Async wait(Runtime& rt, Args args) {
    co_await check(rt, args[0]);
    int mode = co_await until(rt, args[2]);
    Local futures(args, co_await futures_of(rt, args[0]));
    Local waiter(args), callback(args);
    {
        Watching begun = co_await begin(rt, futures.as<List>(), args[1], mode);
        waiter = std::move(begun.waiter);
        callback = std::move(begun.callback);
    }
    Outcome outcome = co_await attempt(waiter);
    co_await end(rt, futures.as<List>(), callback);
    if (outcome.failed()) co_return rethrow(rt, std::move(outcome));
    co_return sorted_out(rt, futures.as<List>());
}

/// The waiter and the callback, hung on `future` before it is cancelled.
Result<Watching> begin_cancelling(Runtime& rt, View future) {
    Value loop = TRY(running_loop(rt));
    Value waiter = TRY(create_future(rt, loop));
    Ref<DoneCallback> callback = TRY(new_done_callback(rt, timeout_body, waiter));
    TRY(watch(rt, future, View(callback)));
    return Watching{std::move(waiter), Value(callback)};
}

Async cancel_and_wait(Runtime& rt, Args args) {
    Local waiter(args), callback(args);
    {
        Watching begun = co_await begin_cancelling(rt, args[0]);
        waiter = std::move(begun.waiter);
        callback = std::move(begun.callback);
    }
    Result<bool> cancelled = cancel_any(rt, args[0]);
    Outcome outcome;
    if (cancelled.raised()) outcome.error = rt.take_exception();
    else outcome = co_await attempt(waiter);
    co_await unwatch(rt, args[0], callback);
    if (outcome.failed()) co_return rethrow(rt, std::move(outcome));
    co_return View::none();
}

}  // namespace

const FunctionDef waiting_functions[] = {
    {"wait(fs, *, timeout=None, return_when='ALL_COMPLETED')", async<wait>,
     "Waits for futures: the set of those done, and of those pending.", FunctionDef::coroutine},
    {"_cancel_and_wait(fut)", async<cancel_and_wait>, "Cancels a future and waits until it is done.", FunctionDef::coroutine},
};
const std::size_t waiting_function_count = std::size(waiting_functions);

}  // namespace ouro
