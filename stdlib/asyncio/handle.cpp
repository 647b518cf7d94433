// SPDX-License-Identifier: MIT
// asyncio.Handle and TimerHandle: a callback that a loop is to run.
#include "stdlib/asyncio/internal.h"

namespace ouro {

Result<Ref<Handle>> new_handle(Runtime& rt, View loop, View callback, View arguments, bool single, View context, bool timer) {
    auto* made = rt.allocate<Handle>(timer ? rt.asyncio->timer_handle : rt.asyncio->handle);
    if (!made) return rt.raise_memory_error();
    made->cancelled = made->scheduled = made->whole_when = false;
    made->timer = timer;
    made->single = single;
    new (&made->callback) Value(callback);
    new (&made->arguments) Value(arguments);
    new (&made->context) Value(context);
    new (&made->loop) Value(loop);
    made->when = 0;
    new (&made->source_traceback) Value();
    new (&made->text) Value();
    Ref<Handle> handle = Ref<Handle>::adopt(made);
    if (LoopObject* plain = as_plain_loop(loop); !plain || plain->debug) handle->source_traceback = TRY(creation_traceback(rt, loop));
    return handle;
}

Result<void> cancel_native_handle(Runtime& rt, Handle* handle) {
    if (handle->cancelled) return {};
    Ref<Handle> held(handle);
    if (handle->timer && handle->scheduled && is_kind(handle->loop, Kind::event_loop)) {
        timer_cancelled(handle->loop.as<LoopObject>());
    } else if (handle->timer && !is_kind(handle->loop, Kind::event_loop)) {
        TRY(call_method(rt, handle->loop, state_of(rt).words._timer_handle_cancelled.get(), {View(handle)}));
    }
    handle->cancelled = true;
    LoopObject* plain = as_plain_loop(handle->loop);
    if (plain ? plain->debug : TRY(loop_debug(rt, handle->loop))) handle->text = TRY(repr(rt, View(handle)));
    Value callback = std::exchange(handle->callback, Value()), arguments = std::exchange(handle->arguments, Value());
    return {};
}

Result<void> cancel_handle(Runtime& rt, View handle) {
    if (is_kind(handle, Kind::handle)) return cancel_native_handle(rt, handle.as<Handle>());
    TRY(call_method(rt, handle, rt.names.cancel));
    return {};
}

Result<void> run_handle(Runtime& rt, Handle* handle) {
    if (enter_context(rt, handle->context).raised()) {
        // Falls through to the report below, as an error of the callback would.
    } else {
        Value callback = handle->callback, arguments = handle->arguments;
        Result<Value> result = Raised{};
        if (handle->single) {
            result = call(rt, callback, {arguments});
        } else {
            Tuple* all = as_tuple(arguments);
            result = all ? call(rt, callback, Arguments{.values = all->items, .count = all->size})
                         : rt.raise(TypeError, "'%s' object is not iterable", type_name(rt, arguments));
        }
        leave_context(rt, handle->context);
        if (!result.raised()) [[likely]] return {};
    }
    if (rt.stopping() || rt.pending_is(SystemExit) || rt.pending_is(KeyboardInterrupt)) return Raised{};
    Value exception = rt.take_exception();
    Value callback = handle->callback, arguments = handle->arguments;
    if (callback.is_unbound()) callback = View::none();
    if (handle->single) {
        Ref<Tuple> one = TRY(new_tuple(rt, {View(arguments)}));
        arguments = one;
    } else if (arguments.is_unbound()) {
        arguments = View::none();
    }
    Value debug = View::boolean(TRY(loop_debug(rt, handle->loop)));
    Value text = TRY(call_python_half(rt, "asyncio.format_helpers", "_callback_source", {callback, arguments, debug}));
    std::string message = "Exception in callback ";
    if (Str* source = as_str(text)) message += source->text();
    View source = handle->source_traceback.is_none() ? View() : View(handle->source_traceback);
    return call_exception_handler(rt, handle->loop, message.c_str(),
                                  {{"exception", exception}, {"handle", View(handle)}, {"source_traceback", source}});
}

namespace {

Handle* self_of(View self) { return self.as<Handle>(); }

/// The handle's context as an object.
Result<Value> context_object(Runtime& rt, Handle* handle) {
    Ref<Context> object = TRY(context_of(rt, handle->context));
    return Value(View(object.get()));
}

Result<Value> when_of(Runtime& rt, Handle* handle) {
    if (handle->whole_when) return rt.integer(static_cast<std::int64_t>(handle->when));
    return rt.real(handle->when);
}

Result<void> begin(Runtime& rt, Args args, std::size_t at, Handle* handle) {
    handle->callback = Value(args[at]);
    handle->arguments = Value(args[at + 1]);
    handle->loop = Value(args[at + 2]);
    handle->context = args[at + 3].is_none() ? hold_context(rt) : Value(args[at + 3]);
    if (is_kind(handle->arguments, Kind::list)) {
        Ref<Tuple> fixed = TRY(tuple_from(rt, handle->arguments));
        handle->arguments = fixed;
    }
    handle->source_traceback = TRY(creation_traceback(rt, handle->loop));
    return {};
}

Result<Handle*> empty_handle(Runtime& rt, Type* type) {
    auto* made = rt.allocate<Handle>(type);
    if (!made) return rt.raise_memory_error();
    made->cancelled = made->timer = made->scheduled = made->whole_when = made->single = false;
    for (Value* field : {&made->callback, &made->arguments, &made->context, &made->loop, &made->source_traceback, &made->text})
        new (field) Value();
    made->when = 0;
    return made;
}

Result<Value> construct_handle(Runtime& rt, Type* type, Args args) {
    Ref<Handle> handle = Ref<Handle>::adopt(TRY(empty_handle(rt, type)));
    TRY(begin(rt, args, 1, handle.get()));
    return handle;
}

Result<Value> construct_timer(Runtime& rt, Type* type, Args args) {
    Ref<Handle> handle = Ref<Handle>::adopt(TRY(empty_handle(rt, type)));
    handle->timer = true;
    handle->whole_when = args[1].is_int();
    handle->when = TRY(to_double(rt, args[1]));
    TRY(begin(rt, args, 2, handle.get()));
    return handle;
}

constexpr FunctionDef handle_methods[] = {
    {"cancel(self)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(cancel_native_handle(rt, args.self<Handle>()));
         return View::none();
     },
     "The callback will not run."},
    {"cancelled(self)", [](Runtime&, Args args) -> Result<Value> { return View::boolean(args.self<Handle>()->cancelled); },
     "Whether it was cancelled."},
    {"get_context(self)", [](Runtime& rt, Args args) { return context_object(rt, args.self<Handle>()); }, "The context the callback runs in."},
    {"_run(self)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(run_handle(rt, args.self<Handle>()));
         return View::none();
     },
     "Runs the callback."},
};

template <Value Handle::* field>
Result<Value> get(Runtime&, View self) {
    const Value& value = self_of(self)->*field;
    return value.is_unbound() ? Value(View::none()) : value;
}

constexpr PropertyDef handle_properties[] = {
    {"_callback", get<&Handle::callback>},
    {"_args",
     [](Runtime& rt, View self) -> Result<Value> {
         auto* handle = self_of(self);
         if (handle->single && !handle->cancelled) {
             Ref<Tuple> one = TRY(new_tuple(rt, {View(handle->arguments)}));
             return one;
         }
         return get<&Handle::arguments>(rt, self);
     }},
    {"_cancelled", [](Runtime&, View self) -> Result<Value> { return View::boolean(self_of(self)->cancelled); }},
    {"_context", [](Runtime& rt, View self) { return context_object(rt, self_of(self)); }},
    {"_loop", get<&Handle::loop>},
    {"_source_traceback", get<&Handle::source_traceback>},
    {"_repr", get<&Handle::text>},
};

constexpr FunctionDef timer_methods[] = {
    {"when(self)", [](Runtime& rt, Args args) { return when_of(rt, args.self<Handle>()); }, "The time on the loop's clock at which the callback runs."},
};

constexpr PropertyDef timer_properties[] = {
    {"_when", [](Runtime& rt, View self) { return when_of(rt, self_of(self)); }},
    {"_scheduled", [](Runtime&, View self) -> Result<Value> { return View::boolean(self_of(self)->scheduled); },
     [](Runtime& rt, View self, View value) -> Result<void> {
         self_of(self)->scheduled = TRY(truth(rt, value.is_unbound() ? View::none() : value));
         return {};
     }},
};

void destroy_handle(Runtime& rt, Object* object) {
    auto* handle = static_cast<Handle*>(object);
    for (Value* field : {&handle->callback, &handle->arguments, &handle->context, &handle->loop, &handle->source_traceback, &handle->text})
        field->~Value();
    rt.free_instance(object, sizeof(Handle));
}

void traverse_handle(Object* object, Visitor& visit) {
    auto* handle = static_cast<Handle*>(object);
    for (Value* field : {&handle->callback, &handle->arguments, &handle->context, &handle->loop, &handle->source_traceback, &handle->text})
        visit(*field);
}

void clear_handle(Runtime&, Object* object) {
    auto* handle = static_cast<Handle*>(object);
    Value callback = std::exchange(handle->callback, Value()), arguments = std::exchange(handle->arguments, Value());
}

Result<Value> handle_repr(Runtime& rt, View self) {
    if (!self_of(self)->text.is_unbound()) return Value(self_of(self)->text);
    return call_python_half(rt, "asyncio.format_helpers", "_handle_repr", {self});
}

bool is_timer(Runtime& rt, View value) {
    return is_kind(value, Kind::handle) && is_subtype(rt.type_of(value), rt.asyncio->timer_handle);
}

Result<Value> compare_timers(Runtime& rt, View left, View right, CompareOp op) {
    if (!is_timer(rt, left) || !is_timer(rt, right)) return View::not_implemented();
    Handle *a = self_of(left), *b = self_of(right);
    auto same = [&]() -> Result<bool> {
        if (a->when != b->when || a->cancelled != b->cancelled) return false;
        Value x = TRY(get<&Handle::callback>(rt, left)), y = TRY(get<&Handle::callback>(rt, right));
        if (!TRY(equal(rt, x, y))) return false;
        Value p = TRY(get<&Handle::arguments>(rt, left)), q = TRY(get<&Handle::arguments>(rt, right));
        return equal(rt, p, q);
    };
    switch (op) {
        case CompareOp::lt: return View::boolean(a->when < b->when);
        case CompareOp::gt: return View::boolean(a->when > b->when);
        case CompareOp::le: return View::boolean(a->when < b->when || TRY(same()));
        case CompareOp::ge: return View::boolean(a->when > b->when || TRY(same()));
        case CompareOp::eq: return View::boolean(TRY(same()));
        default: return View::boolean(!TRY(same()));
    }
}

Result<std::int64_t> hash_timer(Runtime& rt, View self) {
    Value when = TRY(when_of(rt, self_of(self)));
    return hash(rt, when);
}

}  // namespace

const TypeDef handle_type{
    .name = "Handle",
    .module = "asyncio.events",
    .doc = "A callback that the event loop is to run: what call_soon() returns.",
    .kind = Kind::handle,
    .size = sizeof(Handle),
    .flags = Type::base_type | Type::container | Type::weak_referable,
    .construct_signature = "(callback, args, loop, context=None)",
    .construct_bound = construct_handle,
    .slots = {.destroy = destroy_handle, .traverse = traverse_handle, .clear = clear_handle, .repr = handle_repr},
    .methods = handle_methods,
    .properties = handle_properties,
};

const TypeDef timer_handle_type{
    .name = "TimerHandle",
    .module = "asyncio.events",
    .doc = "A callback for a time to come: what call_later() and call_at() return.",
    .kind = Kind::handle,
    .size = sizeof(Handle),
    .flags = Type::base_type | Type::container | Type::weak_referable,
    .base = [](Runtime& rt) { return rt.asyncio->handle; },
    .construct_signature = "(when, callback, args, loop, context=None)",
    .construct_bound = construct_timer,
    .slots = {.destroy = destroy_handle,
              .traverse = traverse_handle,
              .clear = clear_handle,
              .repr = handle_repr,
              .hash = hash_timer,
              .compare = compare_timers},
    .methods = timer_methods,
    .properties = timer_properties,
};

}  // namespace ouro
