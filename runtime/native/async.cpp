// SPDX-License-Identifier: MIT
// Coroutine objects with native bodies: their steps, their end, and the driving of C++20 coroutines. The methods that scripts see are
// those of the interpreter's coroutine type.
#include "runtime/native/async.h"

#include <new>

#include "runtime/native/signature.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/method.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {

/// Gives up what it holds. Its own memory stays.
void end(Runtime& rt, NativeCoroutine* coroutine) {
    coroutine->state = NativeCoroutine::finished;
    coroutine->flags |= Object::kFinalized;
    if (const NativeBody* body = std::exchange(coroutine->body, nullptr)) body->drop(rt, coroutine);
    Value awaited = std::exchange(coroutine->awaiting, Value());
}

Str* qualified_name(NativeCoroutine* coroutine) {
    if (Tuple* both = as_tuple(coroutine->name)) return as_str(both->items[1]);
    return as_str(coroutine->name);
}

}  // namespace

NativeCoroutine* allocate_native_coroutine(Runtime& rt, const NativeBody& body, View name, std::size_t bytes) {
    auto* made = static_cast<NativeCoroutine*>(rt.heap.allocate_object(bytes));
    if (!made) [[unlikely]] {
        (void)rt.raise_memory_error();
        return nullptr;
    }
    made->references = 1;
    made->aux = 0;
    made->kind = Kind::native_coroutine;
    made->flags = bytes > Heap::kLargestCell ? Object::kLarge : 0;
    made->shape = rt.coroutine_type->root_shape;
    made->body = &body;
    new (&made->name) Value(name);
    new (&made->awaiting) Value();
    made->bytes = static_cast<std::uint32_t>(bytes);
    made->state = NativeCoroutine::created;
    made->catching = made->failed = made->sees_error = false;
    return made;
}

Result<Value> native_coroutine_name(Runtime& rt, NativeCoroutine* coroutine, bool qualified) {
    if (Tuple* both = as_tuple(coroutine->name)) return Value(both->items[qualified]);
    if (qualified) return coroutine->name;
    std::string_view text = as_str(coroutine->name)->text();
    std::size_t dot = text.rfind('.');
    return dot == text.npos ? Result<Value>(coroutine->name) : rt.str(text.substr(dot + 1));
}

Result<Value> step_native(Runtime& rt, NativeCoroutine* coroutine, View sent) {
    switch (coroutine->state) {
        case NativeCoroutine::finished: return rt.raise(RuntimeError, "cannot reuse already awaited coroutine");
        case NativeCoroutine::running: return rt.raise(ValueError, "coroutine already executing");
        case NativeCoroutine::created:
            if (!sent.is_none()) return rt.raise(TypeError, "can't send non-None value to a just-started coroutine");
            break;
        case NativeCoroutine::suspended: break;
    }
    Ref<NativeCoroutine> held(coroutine);
    Result<Value> result = coroutine->body->step(rt, coroutine, sent);
    if (result.raised() || result.value().is_unbound()) end(rt, coroutine);
    return result;
}

Result<Value> raise_in_native(Runtime& rt, NativeCoroutine* coroutine) {
    switch (coroutine->state) {
        case NativeCoroutine::finished:
            rt.pending = Value();
            return rt.raise(RuntimeError, "cannot reuse already awaited coroutine");
        case NativeCoroutine::running:
            rt.pending = Value();
            return rt.raise(ValueError, "coroutine already executing");
        case NativeCoroutine::created: end(rt, coroutine); return Raised{};
        case NativeCoroutine::suspended: break;
    }
    Ref<NativeCoroutine> held(coroutine);
    Result<Value> result = coroutine->body->step(rt, coroutine, View(View::kRaisedBits));
    if (result.raised() || result.value().is_unbound()) end(rt, coroutine);
    return result;
}

Result<Value> close_native(Runtime& rt, NativeCoroutine* coroutine) {
    if (coroutine->state == NativeCoroutine::finished) return View::none();
    if (coroutine->state == NativeCoroutine::created) {
        end(rt, coroutine);
        return View::none();
    }
    if (coroutine->state == NativeCoroutine::running) return rt.raise(ValueError, "coroutine already executing");
    rt.pending = TRY(new_exception(rt, rt.exceptions[GeneratorExit], View()));
    Result<Value> result = raise_in_native(rt, coroutine);
    if (result.raised()) {
        if (rt.stopping()) return Raised{};
        if (rt.swallow(GeneratorExit) || rt.swallow(StopIteration)) return View::none();
        return Raised{};
    }
    if (!result.value().is_unbound()) return rt.raise(RuntimeError, "coroutine ignored GeneratorExit");
    return std::exchange(rt.sent_result, Value());
}

void finalize_native(Runtime& rt, NativeCoroutine* coroutine) {
    if (coroutine->state == NativeCoroutine::created && rt.hooks.warn) {
        Result<Value> message = rt.format("coroutine '%s' was never awaited", qualified_name(coroutine)->data());
        if (message.raised() || rt.hooks.warn(rt, RuntimeWarning, message.value(), 1, View(static_cast<Object*>(coroutine))).raised())
            rt.report_unraisable(View(static_cast<Object*>(coroutine)));
    }
    if (close_native(rt, coroutine).raised()) rt.report_unraisable(View(static_cast<Object*>(coroutine)));
}

void destroy_native(Runtime& rt, NativeCoroutine* coroutine) {
    if (coroutine->state != NativeCoroutine::finished) end(rt, coroutine);
    coroutine->name.~Value();
    coroutine->awaiting.~Value();
    if (!rt.closing) [[likely]] rt.heap.free_object(coroutine, coroutine->bytes);
}

void clear_native(Runtime& rt, NativeCoroutine* coroutine) {
    if (coroutine->state == NativeCoroutine::running) return;
    Ref<NativeCoroutine> held(coroutine);
    end(rt, coroutine);
}

// ---- those that yield once

namespace {

Result<Value> step_yield_once(Runtime& rt, NativeCoroutine* coroutine, View sent) {
    if (sent.is_raised()) return Raised{};
    if (coroutine->state == NativeCoroutine::created) {
        coroutine->state = NativeCoroutine::suspended;
        return View::none();
    }
    rt.sent_result = Value::adopt(end_yield_once(coroutine));
    return View();
}

}  // namespace

const NativeBody yield_once_body{
    .step = step_yield_once,
    .drop = [](Runtime&, NativeCoroutine* coroutine) { static_cast<YieldOnce*>(coroutine)->result = Value(); },
    .traverse = [](NativeCoroutine* coroutine, Visitor& visit) { visit(static_cast<YieldOnce*>(coroutine)->result); },
};

Result<Value> new_yield_once(Runtime& rt, View name, View result) {
    auto* made = static_cast<YieldOnce*>(allocate_native_coroutine(rt, yield_once_body, name, sizeof(YieldOnce)));
    if (!made) return Raised{};
    new (&made->result) Value(result);
    return Value::adopt(View(static_cast<Object*>(made)));
}

// ---- what they wait for

Result<Value> step_awaited(Runtime& rt, View awaitable, View sent) {
    if (is_kind(awaitable, Kind::native_coroutine)) {
        NativeGuard guard(rt);
        if (guard.raised()) return Raised{};
        return step_native(rt, awaitable.as<NativeCoroutine>(), sent);
    }
    if (auto* send = rt.type_of(awaitable)->slots.send) return send(rt, awaitable, sent);
    return rt.raise(TypeError, "object %s can't be used in 'await' expression", type_name(rt, awaitable));
}

Result<Value> raise_in_awaited(Runtime& rt, View awaitable) {
    if (awaitable.is_unbound() || is_kind(awaitable, Kind::future) || is_kind(awaitable, Kind::task)) return Raised{};
    NativeGuard guard(rt);
    if (guard.raised()) return Raised{};
    if (is_kind(awaitable, Kind::native_coroutine)) {
        auto* coroutine = awaitable.as<NativeCoroutine>();
        // Closing whoever awaits it: it may have been closed before, where both are part of a cycle that the collector ends.
        if (coroutine->state == NativeCoroutine::finished && rt.pending_is(GeneratorExit)) return Raised{};
        return raise_in_native(rt, coroutine);
    }
    if (is_kind(awaitable, Kind::coroutine) || is_kind(awaitable, Kind::generator))
        return rt.hooks.resume_raising(rt, reinterpret_cast<Generator*>(awaitable.object()));
    Value method = TRY([&]() -> Result<Value> {
        Value exception = rt.take_exception();
        Result<Value> found = find_attribute(rt, awaitable, rt.names.throw_word);
        rt.pending = std::move(exception);
        return found;
    }());
    if (method.is_unbound()) return Raised{};
    Value exception = rt.take_exception();
    Result<Value> result = call(rt, method, {exception});
    if (!result.raised() || !rt.pending_is(StopIteration)) return result;
    Value stop = rt.take_exception();
    rt.sent_result = stop_iteration_value(stop.as<Exception>());
    return View();
}

Result<Ref<Str>> coroutine_name(Runtime& rt, const Args& args) {
    const Signature* signature = args.signature();
    if (!signature) return rt.empty_str;
    if (!signature->qualified_name) {
        Value name = TRY(rt.str(signature->method ? signature->full_name : signature->name));
        signature->qualified_name = Ref<Str>(name.as<Str>());
    }
    return signature->qualified_name;
}

// ---- C++20 coroutines

namespace {

Async::Handle handle_of(AsyncObject* object) { return Async::Handle::from_address(object->frame()); }

Result<Value> step_async(Runtime& rt, NativeCoroutine* coroutine, View sent) {
    auto* object = static_cast<AsyncObject*>(coroutine);
    bool raising = sent.is_raised();
    // It has not begun, or it only let others run: nothing to drive.
    bool at_rest = object->awaiting.is_unbound() && !raising;
    object->state = NativeCoroutine::running;
    Value awaited = object->awaiting;
    Result<Value> step = at_rest ? Result<Value>(View()) : raising ? raise_in_awaited(rt, awaited) : step_awaited(rt, awaited, sent);
    for (;; at_rest = false) {
        if (!at_rest) {
            if (!step.raised() && !step.value().is_unbound()) {
                object->state = NativeCoroutine::suspended;
                return step;
            }
            if (!step.raised()) {
                object->awaiting = std::exchange(rt.sent_result, Value());
            } else {
                if (!object->catching || rt.stopping()) return Raised{};
                object->awaiting = rt.take_exception();
                object->sees_error = true;
            }
        }
        handle_of(object).resume();
        if (object->state == NativeCoroutine::finished) {
            if (object->failed) return Raised{};
            rt.sent_result = std::exchange(object->awaiting, Value());
            return View();
        }
        if (object->awaiting.is_unbound()) return View::none();
        awaited = object->awaiting;
        object->state = NativeCoroutine::running;
        step = step_awaited(rt, awaited, View::none());
    }
}

void drop_async(Runtime&, NativeCoroutine* coroutine) {
    auto* object = static_cast<AsyncObject*>(coroutine);
    handle_of(object).destroy();
    for (std::uint32_t n = 0; n < object->argument_count; ++n) object->arguments()[n].~Value();
}

void traverse_async(NativeCoroutine* coroutine, Visitor& visit) {
    auto* object = static_cast<AsyncObject*>(coroutine);
    for (std::uint32_t n = 0; n < object->argument_count; ++n) visit(object->arguments()[n]);
    for (Local* local = object->locals; local; local = local->next()) visit(local->value());
}

constexpr NativeBody async_body{.step = step_async, .drop = drop_async, .traverse = traverse_async};

}  // namespace

void* Async::promise_type::allocate(std::size_t bytes, Runtime& rt, Args& args) noexcept {
    Result<Ref<Str>> name = coroutine_name(rt, args);
    if (name.raised()) return nullptr;
    std::size_t offset = (sizeof(AsyncObject) + args.count() * sizeof(Value) + 15) & ~std::size_t{15};
    auto* object = static_cast<AsyncObject*>(allocate_native_coroutine(rt, async_body, name.value(), offset + bytes));
    if (!object) return nullptr;
    object->locals = nullptr;
    object->argument_count = static_cast<std::uint32_t>(args.count());
    object->frame_offset = static_cast<std::uint32_t>(offset);
    for (std::size_t n = 0; n < args.count(); ++n) new (object->arguments() + n) Value(args[n]);
    args.rebind(object->arguments());
    return object->frame();
}

}  // namespace ouro
