// SPDX-License-Identifier: MIT
// What await, yield from and async for drive, when it is not a generator that can join the chain.
#include "runtime/native/async.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/interp/generator_methods.h"
#include "vm/interp/slow_paths.h"

namespace ouro {

namespace {

bool is_iterable_coroutine(View value) {
    return is_kind(value, Kind::generator) && (value.as<Generator>()->frame.code->code_flags & Code::iterable_coroutine);
}

}  // namespace

Result<Value> get_yield_from(Runtime& rt, Frame* frame, View value) {
    if (is_kind(value, Kind::coroutine)) {
        if (!(frame->code->code_flags & (Code::coroutine | Code::iterable_coroutine)))
            return rt.raise(TypeError, "cannot 'yield from' a coroutine object in a non-coroutine generator");
        return Value(value);
    }
    if (is_kind(value, Kind::native_coroutine)) {
        if (!(frame->code->code_flags & (Code::coroutine | Code::iterable_coroutine)))
            return rt.raise(TypeError, "cannot 'yield from' a coroutine object in a non-coroutine generator");
        return Value(value);
    }
    if (is_kind(value, Kind::generator)) return Value(value);
    return iter(rt, value);
}

Result<Value> get_awaitable(Runtime& rt, View value, int where) {
    if (is_kind(value, Kind::coroutine)) {
        auto* coroutine = value.as<Generator>();
        if (coroutine->joined || !driven_by(coroutine).is_unbound()) return rt.raise(RuntimeError, "coroutine is being awaited already");
        return Value(value);
    }
    if (is_kind(value, Kind::native_coroutine)) {
        if (value.as<NativeCoroutine>()->state == NativeCoroutine::suspended) return rt.raise(RuntimeError, "coroutine is being awaited already");
        return Value(value);
    }
    if (is_iterable_coroutine(value)) return Value(value);
    Type* type = rt.type_of(value);
    // Futures are driven as they are; a class written in Python may have an __await__ of its own.
    if ((is_kind(value, Kind::future) || is_kind(value, Kind::task)) && !type->has(Type::heap_type)) return Value(value);
    if (!type->slots.await) {
        if (where == 2)
            return rt.raise(TypeError, "'async with' received an object from __aenter__ that does not implement __await__: %s", type_name(type));
        if (where == 3)
            return rt.raise(TypeError, "'async with' received an object from __aexit__ that does not implement __await__: %s", type_name(type));
        return rt.raise(TypeError, "object %s can't be used in 'await' expression", type_name(type));
    }
    Value iterator = TRY(type->slots.await(rt, value));
    if (is_kind(iterator, Kind::coroutine) || is_iterable_coroutine(iterator))
        return rt.raise(TypeError, "__await__() returned a coroutine");
    if (!rt.type_of(iterator)->slots.next && !rt.type_of(iterator)->slots.send)
        return rt.raise(TypeError, "__await__() returned non-iterator of type '%s'", type_name(rt, iterator));
    return iterator;
}

Result<Value> get_aiter(Runtime& rt, View value) {
    Type* type = rt.type_of(value);
    if (!type->slots.aiter)
        return rt.raise(TypeError, "'async for' requires an object with __aiter__ method, got %s", type_name(type));
    Value iterator = TRY(type->slots.aiter(rt, value));
    if (!rt.type_of(iterator)->slots.anext)
        return rt.raise(TypeError, "'async for' received an object from __aiter__ that does not implement __anext__: %s",
                        type_name(rt, iterator));
    return iterator;
}

Result<Value> begin_anext(Runtime& rt, View iterator) {
    if (is_kind(iterator, Kind::async_generator)) {
        auto* generator = iterator.as<Generator>();
        if (!generator->hooks_done) TRY(init_async_hooks(rt, generator));
        if (generator->async_running) return rt.raise(RuntimeError, "anext(): asynchronous generator is already running");
        if (generator->state == Generator::finished || generator->async_closed) {
            rt.pending = TRY(new_exception(rt, rt.exceptions[StopAsyncIteration], View()));
            return Raised{};
        }
        generator->async_running = true;
        return Value(iterator);
    }
    Type* type = rt.type_of(iterator);
    if (!type->slots.anext) return rt.raise(TypeError, "'async for' requires an iterator with __anext__ method, got %s", type_name(type));
    Value step = TRY(type->slots.anext(rt, iterator));
    Result<Value> awaitable = get_awaitable(rt, step, 0);
    if (awaitable.raised() && !rt.stopping()) {
        Value cause = rt.take_exception();
        (void)rt.raise(TypeError, "'async for' received an invalid object from __anext__: %s", type_name(rt, step));
        set_cause(rt.pending.as<Exception>(), cause);
        set_context(rt.pending.as<Exception>(), cause);
        return Raised{};
    }
    return awaitable;
}

void end_async_step(View driven) {
    if (is_kind(driven, Kind::async_generator)) driven.as<Generator>()->async_running = false;
}

namespace {

/// What a call of an iterator's method means for the one who drives it: a value, or the end with the StopIteration's value.
Result<Value> settle(Runtime& rt, Result<Value> result) {
    if (!result.raised() || rt.stopping() || !rt.pending_is(StopIteration)) return result;
    Value stop = rt.take_exception();
    rt.sent_result = stop_iteration_value(stop.as<Exception>());
    return View();
}

}  // namespace

Result<Value> drive_step(Runtime& rt, View driven, Value sent) {
    if (is_kind(driven, Kind::native_coroutine)) return step_native(rt, driven.as<NativeCoroutine>(), sent);
    Value held(driven);
    if (is_generator(driven)) return resume(rt, driven.as<Generator>(), sent);  // reports why it cannot be driven
    Type* type = rt.type_of(driven);
    if (type->slots.send) return type->slots.send(rt, driven, sent);
    if (sent.is_none()) {
        if (type->has(Type::heap_type)) return settle(rt, call_special(rt, driven, rt.names.next_));
        Value item = TRY(next(rt, driven));
        if (item.is_unbound()) rt.sent_result = View::none();
        return item;
    }
    return settle(rt, call_method(rt, driven, rt.names.send, {sent}));
}

Result<void> close_driven(Runtime& rt, View driven) {
    Value held(driven);
    if (is_generator(driven)) {
        TRY(close_generator(rt, driven.as<Generator>()));
        return {};
    }
    auto close = find_attribute(rt, driven, rt.names.close);
    if (close.raised()) {
        if (rt.stopping()) return Raised{};
        rt.report_unraisable(driven);
    } else if (!close.value().is_unbound()) {
        TRY(call(rt, close.value()));
    }
    return {};
}

Result<Value> drive_raising(Runtime& rt, View driven) {
    Value held(driven);
    if (rt.stopping()) return Raised{};
    if (rt.pending_is(GeneratorExit) && !is_kind(driven, Kind::native_coroutine)) {
        // PEP 380: what is driven is closed, then the exit goes on.
        Value exception = rt.take_exception();
        TRY(close_driven(rt, driven));
        rt.pending = exception;
        return Raised{};
    }
    if (is_generator(driven)) return resume_raising(rt, driven.as<Generator>());
    if (is_kind(driven, Kind::native_coroutine)) return raise_in_awaited(rt, driven);
    Value exception = rt.take_exception();
    Value method = TRY(find_attribute(rt, driven, rt.names.throw_word));
    if (method.is_unbound()) {
        rt.pending = exception;
        return Raised{};
    }
    return settle(rt, call(rt, method, {exception}));
}

}  // namespace ouro
