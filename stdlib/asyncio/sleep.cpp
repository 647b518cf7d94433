// SPDX-License-Identifier: MIT
// asyncio.sleep(): a native coroutine object. Without a delay it yields once, and the task is queued again; with one, the loop's timers
// refer to its future directly. The same object serves for coroutines of the library that are done at once.
#include <cmath>

#include "stdlib/asyncio/internal.h"

namespace ouro {

namespace {

struct Sleep : Object {
    enum Phase : std::uint8_t { fresh, yielded, waiting, ended };
    enum Mode : std::uint8_t { delayed, yield_once, at_once };
    Phase phase;
    Mode mode;
    bool running;
    Value delay, result;
    Ref<Future> future;
    const char* name;
};

Sleep* self_of(View self) { return self.as<Sleep>(); }

Result<Value> make(Runtime& rt, Sleep::Mode mode, View delay, View result, const char* name) {
    TRY(asyncio_state(rt));
    auto* made = rt.allocate<Sleep>(state_of(rt).sleep);
    if (!made) return rt.raise_memory_error();
    made->phase = Sleep::fresh;
    made->mode = mode;
    made->running = false;
    new (&made->delay) Value(delay);
    new (&made->result) Value(result);
    new (&made->future) Ref<Future>();
    made->name = name;
    return Value::adopt(View(made));
}

/// The sleep is over, whichever way: its timer need not come.
void drop_timer(Sleep* sleep) {
    if (Future* future = sleep->future.get(); future && future->scheduled && !future->timer_dropped) {
        future->timer_dropped = true;
        if (is_kind(future->loop, Kind::event_loop)) timer_cancelled(future->loop.as<LoopObject>());
    }
    sleep->future = nullptr;
    sleep->phase = Sleep::ended;
    sleep->flags |= Object::kFinalized;
}

Result<Value> finish(Runtime& rt, Sleep* sleep) {
    sleep->phase = Sleep::ended;
    sleep->flags |= Object::kFinalized;
    rt.sent_result = std::exchange(sleep->result, Value());
    return View();
}

Result<Value> start_waiting(Runtime& rt, Sleep* sleep) {
    Result<bool> positive = compare_truth(rt, sleep->delay, View::small_int(0), CompareOp::gt);
    if (positive.raised()) {
        sleep->phase = Sleep::ended;
        return Raised{};
    }
    if (!positive.value()) {
        sleep->phase = Sleep::yielded;
        return View::none();
    }
    sleep->phase = Sleep::ended;  // unless all of the following succeeds
    if (TRY(compare_truth(rt, sleep->delay, sleep->delay, CompareOp::ne))) return rt.raise(ValueError, "Invalid delay: NaN (not a number)");
    double seconds = TRY(to_double(rt, sleep->delay));
    Value loop = TRY(running_loop(rt));
    LoopObject* plain = as_plain_loop(loop);
    if (!plain) {
        Value future = TRY(create_future(rt, loop));
        if (!as_future(future)) return rt.raise(TypeError, "loop.create_future() returned a '%s'", type_name(rt, future));
        Value settle = TRY(python_half(rt, "asyncio.futures", "_set_result_unless_cancelled"));
        TRY(call_later(rt, loop, seconds, settle, {future, sleep->result}));
        sleep->future = Ref<Future>(as_future(future));
    } else {
        Ref<Future> future = TRY(new_future(rt, loop));
        future->scheduled = true;
        double now = TRY(loop_time(rt, loop));
        retain(static_cast<Object*>(future.get()));
        future->outcome = View::none();
        TRY(push_timer(rt, plain, now + seconds, Ready::settle, future.get()));
        sleep->future = std::move(future);
    }
    sleep->phase = Sleep::waiting;
    return await_step(rt, sleep->future.get());
}

Result<Value> send(Runtime& rt, View self, View value) {
    Sleep* sleep = self_of(self);
    switch (sleep->phase) {
        case Sleep::fresh:
            if (!value.is_none()) return rt.raise(TypeError, "can't send non-None value to a just-started coroutine");
            sleep->flags |= Object::kFinalized;
            if (sleep->mode == Sleep::at_once) return finish(rt, sleep);
            if (sleep->mode == Sleep::delayed) return start_waiting(rt, sleep);
            sleep->phase = Sleep::yielded;
            return View::none();
        case Sleep::yielded: return finish(rt, sleep);
        case Sleep::waiting: {
            Ref<Sleep> held(sleep);
            Result<Value> step = await_step(rt, sleep->future.get());
            if (!step.raised() && !step.value().is_unbound()) return step;
            drop_timer(sleep);
            if (step.raised()) return Raised{};
            rt.sent_result = std::exchange(sleep->result, Value());
            return step;
        }
        case Sleep::ended: break;
    }
    return rt.raise(RuntimeError, "cannot reuse already awaited coroutine");
}

Result<Value> raise_stop_iteration(Runtime& rt) {
    Value value = std::exchange(rt.sent_result, Value());
    Ref<Tuple> arguments = value.is_none() ? rt.empty_tuple : TRY(new_tuple(rt, {View(value)}));
    rt.pending = TRY(new_exception_with(rt, rt.exceptions[StopIteration], arguments.get()));
    return Raised{};
}

Result<Value> visible(Runtime& rt, Result<Value> step) {
    if (step.raised() || !step.value().is_unbound()) return step;
    return raise_stop_iteration(rt);
}

Result<Value> throw_into(Runtime& rt, Args args) {
    Sleep* sleep = args.self<Sleep>();
    if (sleep->phase == Sleep::ended) return rt.raise(RuntimeError, "cannot reuse already awaited coroutine");
    drop_timer(sleep);
    Value exception(args[1]);
    if (is_kind(exception, Kind::type) && exception.as<Type>()->has(Type::exception_type)) {
        if (is_kind(args[2], Kind::exception)) exception = Value(args[2]);
        else exception = args[2].is_unbound() || args[2].is_none() ? TRY(call(rt, exception)) : TRY(call(rt, exception, {args[2]}));
    }
    if (!is_kind(exception, Kind::exception))
        return rt.raise(TypeError, "exceptions must be classes or instances deriving from BaseException, not %s", type_name(rt, exception));
    if (is_kind(args[3], Kind::traceback)) set_traceback(exception.as<Exception>(), args[3]);
    rt.pending = exception;
    return Raised{};
}

Result<Value> close(Runtime&, Args args) {
    drop_timer(args.self<Sleep>());
    return View::none();
}

const char* last_part(const char* name) {
    const char* dot = std::strrchr(name, '.');
    return dot ? dot + 1 : name;
}

constexpr FunctionDef methods[] = {
    {"send(self, value, /)", [](Runtime& rt, Args args) { return visible(rt, send(rt, args[0], args[1])); }, "Goes on."},
    {"throw(self, type, value=<no value>, traceback=<no value>, /)", throw_into, "Ends it with an exception."},
    {"close(self, /)", close, "Ends it."},
};

Result<Value> nothing(Runtime&, View) { return View::none(); }

constexpr PropertyDef properties[] = {
    {"__name__", [](Runtime& rt, View self) -> Result<Value> { return rt.str(last_part(self_of(self)->name)); }},
    {"__qualname__", [](Runtime& rt, View self) -> Result<Value> { return rt.str(self_of(self)->name); }},
    {"cr_await",
     [](Runtime&, View self) -> Result<Value> {
         Future* future = self_of(self)->future.get();
         return future ? Value(View(future)) : Value(View::none());
     }},
    {"cr_running", [](Runtime&, View) -> Result<Value> { return View::boolean(false); }},
    {"cr_suspended",
     [](Runtime&, View self) -> Result<Value> {
         return View::boolean(self_of(self)->phase == Sleep::yielded || self_of(self)->phase == Sleep::waiting);
     }},
    {"cr_frame", nothing},
    {"cr_code", nothing},
    {"cr_origin", nothing},
};

void finalize(Runtime& rt, Object* object) {
    auto* sleep = static_cast<Sleep*>(object);
    if (sleep->phase != Sleep::fresh || !rt.hooks.warn) return;
    Result<Value> message = rt.format("coroutine '%s' was never awaited", sleep->name);
    if (message.raised() || rt.hooks.warn(rt, RuntimeWarning, message.value(), 1, View(object)).raised()) rt.report_unraisable(object);
}

}  // namespace

Result<Value> new_sleep(Runtime& rt, View delay, View result) {
    if (delay == View::small_int(0)) return make(rt, Sleep::yield_once, delay, result, "sleep");
    return make(rt, Sleep::delayed, delay, result, "sleep");
}

Result<Value> new_done_coroutine(Runtime& rt, const char* qualified_name, View result) {
    return make(rt, Sleep::at_once, View(), result, qualified_name);
}

const TypeDef sleep_type{
    .name = "coroutine",
    .doc = "A coroutine of asyncio's that is native.",
    .kind = Kind::native_coroutine,
    .size = sizeof(Sleep),
    .flags = Type::container | Type::weak_referable | Type::disallow_construct | Type::has_finalizer | Type::immutable,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* sleep = static_cast<Sleep*>(object);
                      if (!rt.closing) drop_timer(sleep);
                      sleep->delay.~Value();
                      sleep->result.~Value();
                      sleep->future.~Ref();
                      rt.free_instance(object, sizeof(Sleep));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      auto* sleep = static_cast<Sleep*>(object);
                      visit(sleep->delay);
                      visit(sleep->result);
                      visit(static_cast<const Object*>(sleep->future.get()));
                  },
              .clear = [](Runtime&, Object* object) { drop_timer(static_cast<Sleep*>(object)); },
              .finalize = finalize,
              .repr =
                  [](Runtime& rt, View self) -> Result<Value> {
                  return rt.format("<coroutine object %s at %p>", self_of(self)->name, static_cast<void*>(self.object()));
              },
              .await = [](Runtime&, View self) -> Result<Value> { return Value(self); },
              .send = send},
    .methods = methods,
    .properties = properties,
};

}  // namespace ouro
