// SPDX-License-Identifier: MIT
// The steps of a Wait.
#include "stdlib/asyncio/wait.h"

namespace ouro {

namespace {

/// It tries; if it must wait, a step of the future it waits for from now on.
Result<Value> go_on(Runtime& rt, Wait* wait, bool woken) {
    Value result = TRY(wait->kind()->attempt(rt, wait, woken));
    if (!result.is_unbound()) [[likely]] {
        rt.sent_result = std::move(result);
        return View();
    }
    Value future = TRY(new_waiter(rt, wait->self));
    wait->place.join(wait->kind()->list(wait->self), future);
    wait->awaiting = future;
    Result<Value> step = step_awaited(rt, future, View::none());
    wait->state = NativeCoroutine::suspended;
    return step;
}

}  // namespace

Result<Value> step_wait(Runtime& rt, NativeCoroutine* coroutine, View sent) {
    auto* wait = static_cast<Wait*>(coroutine);
    bool begins = wait->state == NativeCoroutine::created;
    wait->state = NativeCoroutine::running;
    if (begins) return go_on(rt, wait, false);
    Value future = wait->awaiting;
    Result<Value> step = sent.is_raised() ? raise_in_awaited(rt, future) : step_awaited(rt, future, sent);
    if (!step.raised()) {
        if (!step.value().is_unbound()) {
            wait->state = NativeCoroutine::suspended;
            return step;
        }
        rt.sent_result = Value();
        wait->place.leave();
        wait->awaiting = Value();
        return go_on(rt, wait, true);
    }
    wait->place.leave();
    if (rt.stopping() || !wait->kind()->gave_up) return Raised{};
    Value error = rt.take_exception();
    TRY(wait->kind()->gave_up(rt, wait, future, error));
    rt.pending = std::move(error);
    return Raised{};
}

void drop_wait(Runtime&, NativeCoroutine* coroutine) {
    auto* wait = static_cast<Wait*>(coroutine);
    wait->place.~WaiterPlace();
    if (wait->has_argument()) wait->argument[0].~Value();
    wait->self.~Value();
}

void traverse_wait(NativeCoroutine* coroutine, Visitor& visit) {
    auto* wait = static_cast<Wait*>(coroutine);
    visit(wait->self);
    if (wait->has_argument()) visit(wait->argument[0]);
}

Result<Value> new_wait(Runtime& rt, const Args& args, const WaitKind& kind, View argument) {
    Ref<Str> name = TRY(coroutine_name(rt, args));
    std::size_t bytes = sizeof(Wait) + (argument.is_unbound() ? 0 : sizeof(Value));
    auto* wait = static_cast<Wait*>(allocate_native_coroutine(rt, kind.body, View(name), bytes));
    if (!wait) return Raised{};
    new (&wait->self) Value(args[0]);
    new (&wait->place) WaiterPlace();
    if (!argument.is_unbound()) new (&wait->argument[0]) Value(argument);
    return Value::adopt(View(static_cast<Object*>(wait)));
}

}  // namespace ouro
