// SPDX-License-Identifier: MIT
// asyncio.sleep(): a coroutine object with a body of its own, smaller than an Async's frame. Without a delay it yields once, and the task
// is queued again; with one, the loop's timers refer to its future directly.
#include <cmath>

#include "runtime/native/async.h"
#include "stdlib/asyncio/internal.h"

namespace ouro {

namespace {

struct Sleep : NativeCoroutine {
    Value delay, result;
};

/// The sleep is over, whichever way: its timer need not come.
void drop_timer(Runtime& rt, Sleep* sleep) {
    Future* future = as_future(sleep->awaiting);
    if (rt.closing || !future || !future->scheduled || future->timer_dropped) return;
    future->timer_dropped = true;
    if (is_kind(future->loop, Kind::event_loop)) timer_cancelled(future->loop.as<LoopObject>());
}

Result<Value> finish(Runtime& rt, Sleep* sleep) {
    rt.sent_result = std::exchange(sleep->result, Value());
    return View();
}

Result<Value> start_waiting(Runtime& rt, Sleep* sleep) {
    if (TRY(compare_truth(rt, sleep->delay, sleep->delay, CompareOp::ne))) return rt.raise(ValueError, "Invalid delay: NaN (not a number)");
    double seconds = TRY(to_double(rt, sleep->delay));
    Value loop = TRY(running_loop(rt));
    LoopObject* plain = as_plain_loop(loop);
    if (!plain) {
        Value future = TRY(create_future(rt, loop));
        if (!as_future(future)) return rt.raise(TypeError, "loop.create_future() returned a '%s'", type_name(rt, future));
        Value settle = TRY(python_half(rt, "asyncio.futures", "_set_result_unless_cancelled"));
        TRY(call_later(rt, loop, seconds, settle, {future, sleep->result}));
        sleep->awaiting = future;
    } else {
        Ref<Future> future = TRY(new_future(rt, loop));
        future->scheduled = true;
        double now = TRY(loop_time(rt, loop));
        retain(static_cast<Object*>(future.get()));
        future->outcome = View::none();
        TRY(push_timer(rt, plain, now + seconds, Ready::settle, future.get()));
        sleep->awaiting = future;
    }
    return await_step(rt, as_future(sleep->awaiting));
}

Result<Value> step(Runtime& rt, NativeCoroutine* coroutine, View sent) {
    auto* sleep = static_cast<Sleep*>(coroutine);
    if (sent.is_raised()) return Raised{};
    bool begins = sleep->state == NativeCoroutine::created;
    sleep->state = NativeCoroutine::suspended;
    if (!begins) {
        if (sleep->awaiting.is_unbound()) return finish(rt, sleep);
        Result<Value> step = await_step(rt, as_future(sleep->awaiting));
        if (step.raised() || !step.value().is_unbound()) return step;
        return finish(rt, sleep);
    }
    if (TRY(compare_truth(rt, sleep->delay, View::small_int(0), CompareOp::le))) return View::none();
    return start_waiting(rt, sleep);
}

void drop(Runtime& rt, NativeCoroutine* coroutine) {
    auto* sleep = static_cast<Sleep*>(coroutine);
    drop_timer(rt, sleep);
    sleep->delay.~Value();
    sleep->result.~Value();
}

void traverse(NativeCoroutine* coroutine, Visitor& visit) {
    visit(static_cast<Sleep*>(coroutine)->delay);
    visit(static_cast<Sleep*>(coroutine)->result);
}

constexpr NativeBody body{.step = step, .drop = drop, .traverse = traverse};

}  // namespace

Result<Value> new_sleep(Runtime& rt, View delay, View result) {
    if (!rt.asyncio) [[unlikely]] TRY(asyncio_state(rt));
    View name(state_of(rt).words.sleep);
    if (delay == View::small_int(0)) return new_yield_once(rt, name, result);
    auto* sleep = static_cast<Sleep*>(allocate_native_coroutine(rt, body, name, sizeof(Sleep)));
    if (!sleep) return Raised{};
    new (&sleep->delay) Value(delay);
    new (&sleep->result) Value(result);
    return Value::adopt(View(static_cast<Object*>(sleep)));
}

}  // namespace ouro
