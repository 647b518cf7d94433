// SPDX-License-Identifier: MIT
// Methods and attributes of generators, coroutines and async generators (PEP 342, 380, 492, 525).
#include "vm/interp/generator_methods.h"

#include "runtime/native/async.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/method.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/interp/frame_object.h"
#include "vm/interp/interpreter.h"

namespace ouro {

namespace {

Generator* self_of(Args args) { return args.self<Generator>(); }

// A coroutine's body may be native (runtime/native/async.h): the type is the same, the layout is not.
NativeCoroutine* as_native(View self) { return is_kind(self, Kind::native_coroutine) ? self.as<NativeCoroutine>() : nullptr; }

Result<Value> step_any(Runtime& rt, View self, View sent) {
    if (auto* native = as_native(self)) return step_native(rt, native, sent);
    return resume(rt, self.as<Generator>(), sent);
}
Result<Value> raise_in_any(Runtime& rt, View self) {
    if (auto* native = as_native(self)) return raise_in_native(rt, native);
    if (rt.pending_is(GeneratorExit)) return resume_exiting(rt, self.as<Generator>());
    return resume_raising(rt, self.as<Generator>());
}
Result<Value> close_any(Runtime& rt, View self) {
    if (auto* native = as_native(self)) return close_native(rt, native);
    return close_generator(rt, self.as<Generator>());
}

Str* name_of(Generator* generator, bool qualified) {
    if (generator->renamed) return View(View(generator->extra).as<Tuple>()->items[qualified]).as<Str>();
    auto* function = static_cast<Function*>(generator->frame.function);
    return qualified ? function->qualified_name : function->name;
}

template <bool qualified>
Result<Value> get_name(Runtime& rt, View self) {
    if (auto* native = as_native(self)) return native_coroutine_name(rt, native, qualified);
    return Value(View(name_of(self.as<Generator>(), qualified)));
}

template <bool qualified>
Result<void> set_name(Runtime& rt, View self, View value) {
    if (!is_kind(value, Kind::str)) return rt.raise(TypeError, "%s must be set to a string object", qualified ? "__qualname__" : "__name__");
    Value other = TRY(get_name<!qualified>(rt, self));
    View name = qualified ? View(other) : value, qualified_name = qualified ? value : View(other);
    if (auto* native = as_native(self)) {
        native->name = TRY(new_tuple(rt, {name, qualified_name}));
        return {};
    }
    auto* generator = self.as<Generator>();
    Ref<Tuple> all = TRY(new_tuple(rt, {name, qualified_name, extra_of(generator)}));
    generator->renamed = true;
    if (Object* old = std::exchange(generator->extra, all.detach())) release(old);
    return {};
}

Result<Value> generator_repr(Runtime& rt, View self) {
    if (auto* native = as_native(self)) {
        Value name = TRY(native_coroutine_name(rt, native, true));
        return rt.format("<coroutine object %s at %p>", name.as<Str>()->data(), static_cast<void*>(native));
    }
    const char* kind = self.object()->kind == Kind::coroutine ? "coroutine" : self.object()->kind == Kind::generator ? "generator" : "async_generator";
    return rt.format("<%s object %s at %p>", kind, name_of(self.as<Generator>(), true)->data(), static_cast<void*>(self.object()));
}

/// The end of a generator as scripts see it: StopIteration(value).
Result<Value> raise_stop(Runtime& rt) {
    Value value = std::exchange(rt.sent_result, Value());
    if (value.is_none()) return rt.raise_object(TRY(new_exception(rt, rt.exceptions[StopIteration], View())));
    // A tuple or an exception as value must not be taken for arguments.
    Ref<Tuple> arguments = TRY(new_tuple(rt, {View(value)}));
    return rt.raise_object(TRY(new_exception_with(rt, rt.exceptions[StopIteration], arguments.get())));
}

Result<Value> visible(Runtime& rt, Result<Value> step) {
    if (step.raised() || !step.value().is_unbound()) return step;
    return raise_stop(rt);
}

Result<Value> send(Runtime& rt, Args args) { return visible(rt, step_any(rt, args[0], args[1])); }

/// The exception that throw(type, value, traceback) means becomes pending. What making it raises is thrown in its place.
Result<void> make_pending(Runtime& rt, View type, View value, View traceback) {
    if (!traceback.is_unbound() && !traceback.is_none() && !is_kind(traceback, Kind::traceback))
        return rt.raise(TypeError, "throw() third argument must be a traceback object");
    Value exception(type);
    if (is_kind(type, Kind::type) && type.as<Type>()->has(Type::exception_type)) {
        bool given = !value.is_unbound() && !value.is_none();
        if (given && is_kind(value, Kind::exception) && is_subtype(value.object()->type(), type.as<Type>())) {
            exception = value;
        } else {
            Tuple* arguments = given ? as_tuple(value) : nullptr;
            auto made = !given ? call(rt, type) : arguments ? call(rt, type, Arguments{.values = arguments->items, .count = arguments->size}) : call(rt, type, {value});
            if (!made.raised() && !is_kind(made.value(), Kind::exception)) {
                Ref<Str> text = TRY(repr(rt, type));
                (void)rt.raise(TypeError, "calling %s should have returned an instance of BaseException, not %s", text->data(), type_name(rt, made.value()));
                return {};
            }
            if (made.raised()) {
                if (rt.stopping()) return Raised{};
                return {};
            }
            exception = made.take();
        }
    } else if (is_kind(type, Kind::exception)) {
        if (!value.is_unbound() && !value.is_none()) return rt.raise(TypeError, "instance exception may not have a separate value");
    } else {
        return rt.raise(TypeError, "exceptions must be classes or instances deriving from BaseException, not %s", type_name(rt, type));
    }
    if (!traceback.is_unbound() && !traceback.is_none()) set_traceback(exception.as<Exception>(), traceback);
    rt.pending = exception;
    return {};
}

Result<void> warn_of_three(Runtime& rt, Args args, const char* method) {
    if (args[2].is_unbound() && args[3].is_unbound()) return {};
    Value text = TRY(rt.format("the (type, exc, tb) signature of %s() is deprecated, use the single-arg signature instead.", method));
    return rt.hooks.warn(rt, DeprecationWarning, text, 1, View());
}

Result<Value> throw_into(Runtime& rt, Args args) {
    TRY(warn_of_three(rt, args, "throw"));
    TRY(make_pending(rt, args[1], args[2], args[3]));
    return visible(rt, raise_in_any(rt, args[0]));
}

Result<Value> close(Runtime& rt, Args args) { return close_any(rt, args[0]); }

Result<Value> generator_next_slot(Runtime& rt, View self) {
    auto* generator = self.as<Generator>();
    Result<Value> step = resume(rt, generator, View::none());
    return step;
}

Result<Value> send_slot(Runtime& rt, View self, View value) { return step_any(rt, self, value); }

Result<Value> same(Runtime&, View self) { return Value(self); }

Result<Value> driven_or_none(Runtime&, View self) {
    auto* native = as_native(self);
    View driven = native ? View(native->awaiting) : generator_is_running(self.as<Generator>()) ? View() : driven_by(self.as<Generator>());
    return Value(driven.is_unbound() ? View::none() : driven);
}

Result<Value> running(Runtime&, View self) {
    if (auto* native = as_native(self)) return View::boolean(native->state == NativeCoroutine::running);
    return View::boolean(generator_is_running(self.as<Generator>()));
}
Result<Value> is_suspended(Runtime&, View self) {
    if (auto* native = as_native(self)) return View::boolean(native->state == NativeCoroutine::suspended);
    auto* generator = self.as<Generator>();
    return View::boolean(generator->state != Generator::created && generator->state != Generator::finished &&
                         !generator_is_running(generator));
}
Result<Value> code_of(Runtime&, View self) {
    if (as_native(self)) return View::none();
    return Value(View(self.as<Generator>()->frame.code));
}
Result<Value> frame_of(Runtime& rt, View self) {
    if (as_native(self)) return View::none();
    auto* generator = self.as<Generator>();
    if (generator->state == Generator::finished) return View::none();
    return frame_object(rt, &generator->frame);
}
Result<Value> origin_of(Runtime&, View self) {
    if (as_native(self)) return View::none();
    return Value(extra_of(self.as<Generator>()));
}

constexpr FunctionDef generator_methods[] = {
    {"send(self, value, /)", send, "Resumes the generator: the expression it is suspended at has `value`. Returns what it yields next."},
    {"throw(self, type, value=<no value>, traceback=<no value>, /)", throw_into, "Raises an exception where the generator is suspended."},
    {"close(self, /)", close, "Raises GeneratorExit where the generator is suspended; returns what it returned."},
    {"__class_getitem__(cls, item, /)", [](Runtime& rt, Args args) { return new_generic_alias(rt, args[0], args[1]); }, "See PEP 585.",
     FunctionDef::class_method},
};

constexpr FunctionDef coroutine_methods[] = {
    {"send(self, value, /)", send, "Sends a value into coroutine: the expression it is suspended at has it. Returns what it awaits next."},
    {"throw(self, type, value=<no value>, traceback=<no value>, /)", throw_into, "Raises an exception in coroutine, where it is suspended."},
    {"close(self, /)", close, "Raises GeneratorExit inside coroutine, where it is suspended."},
    {"__class_getitem__(cls, item, /)", [](Runtime& rt, Args args) { return new_generic_alias(rt, args[0], args[1]); }, "See PEP 585.",
     FunctionDef::class_method},
};

constexpr PropertyDef generator_properties[] = {
    {"__name__", get_name<false>, set_name<false>, "name of the generator"},
    {"__qualname__", get_name<true>, set_name<true>, "qualified name of the generator"},
    {"gi_yieldfrom", driven_or_none, nullptr, "object being iterated by yield from, or None"},
    {"gi_running", running},
    {"gi_suspended", is_suspended},
    {"gi_frame", frame_of},
    {"gi_code", code_of},
};

constexpr PropertyDef coroutine_properties[] = {
    {"__name__", get_name<false>, set_name<false>, "name of the coroutine"},
    {"__qualname__", get_name<true>, set_name<true>, "qualified name of the coroutine"},
    {"cr_await", driven_or_none, nullptr, "object being awaited on, or None"},
    {"cr_running", running},
    {"cr_suspended", is_suspended},
    {"cr_frame", frame_of},
    {"cr_code", code_of},
    {"cr_origin", origin_of},
};

// ---- what coroutine.__await__() returns

struct CoroutineWrapper : Object {
    Value coroutine;
};

Result<Value> wrap_coroutine(Runtime& rt, View self) {
    auto* wrapper = rt.allocate<CoroutineWrapper>(rt.interpreter->types.coroutine_wrapper.get());
    if (!wrapper) return rt.raise_memory_error();
    new (&wrapper->coroutine) Value(self);
    return Value::adopt(View(wrapper));
}

View wrapped(View self) { return self.as<CoroutineWrapper>()->coroutine; }

constexpr FunctionDef wrapper_methods[] = {
    {"send(self, value, /)",
     [](Runtime& rt, Args args) { return visible(rt, step_any(rt, wrapped(args[0]), args[1])); }, "As coroutine.send()."},
    {"throw(self, type, value=<no value>, traceback=<no value>, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(warn_of_three(rt, args, "throw"));
         TRY(make_pending(rt, args[1], args[2], args[3]));
         return visible(rt, raise_in_any(rt, wrapped(args[0])));
     },
     "As coroutine.throw()."},
    {"close(self, /)", [](Runtime& rt, Args args) { return close_any(rt, wrapped(args[0])); }, "As coroutine.close()."},
};

// ---- async generators

/// What __anext__, asend, athrow and aclose return: one step of an async generator.
struct AsyncStep : Object {
    enum Phase : std::uint8_t { fresh, stepping, closed };
    Ref<Generator> generator;
    Value type, value, traceback;  // asend: value; athrow: all; aclose: type Unbound
    Phase phase;
    bool throwing, closing;
};

Result<Value> make_step(Runtime& rt, Type* step_type, Generator* generator, View type, View value, View traceback, bool throwing, bool closing) {
    auto* step = rt.allocate<AsyncStep>(step_type);
    if (!step) return rt.raise_memory_error();
    new (&step->generator) Ref<Generator>(generator);
    new (&step->type) Value(type);
    new (&step->value) Value(value);
    new (&step->traceback) Value(traceback);
    step->phase = AsyncStep::fresh;
    step->throwing = throwing;
    step->closing = closing;
    Value made = Value::adopt(View(step));
    if (!generator->hooks_done) TRY(init_async_hooks(rt, generator));
    return made;
}

const char* what(const AsyncStep* step) { return step->closing ? "aclose()" : step->throwing ? "athrow()" : "asend()"; }

Result<Value> raise_stop_async(Runtime& rt) {
    rt.pending = TRY(new_exception(rt, rt.exceptions[StopAsyncIteration], View()));
    return Raised{};
}

/// Turns what the async generator did into what the step's awaiter sees.
Result<Value> settle_step(Runtime& rt, AsyncStep* step, Result<Value> result) {
    Generator* generator = step->generator.get();
    if (result.raised()) {
        step->phase = AsyncStep::closed;
        generator->async_running = false;
        if (!rt.stopping() && step->closing && (rt.pending_is(StopAsyncIteration) || rt.pending_is(GeneratorExit))) {
            rt.pending = Value();
            generator->async_closed = true;
            rt.sent_result = View::none();
            return View();
        }
        if (rt.pending_is(StopAsyncIteration) || rt.pending_is(GeneratorExit)) generator->async_closed = true;
        return Raised{};
    }
    if (!result.value().is_unbound()) return result;  // awaits something
    step->phase = AsyncStep::closed;
    generator->async_running = false;
    if (rt.interpreter->async_yielded) {
        rt.interpreter->async_yielded = false;
        if (step->closing) {
            rt.sent_result = Value();
            return rt.raise(RuntimeError, "async generator ignored GeneratorExit");
        }
        return View();  // rt.sent_result is the item
    }
    generator->async_closed = true;
    if (step->closing) {
        rt.sent_result = View::none();
        return View();
    }
    return raise_stop_async(rt);
}

Result<Value> step_send(Runtime& rt, View self, View value) {
    auto* step = self.as<AsyncStep>();
    Ref<AsyncStep> held(step);
    Generator* generator = step->generator.get();
    if (step->phase == AsyncStep::closed)
        return rt.raise(RuntimeError, "cannot reuse already awaited %s", step->throwing || step->closing ? "aclose()/athrow()" : "__anext__()/asend()");
    bool raising = step->throwing || step->closing;
    if (raising && generator->state == Generator::finished) {
        step->phase = AsyncStep::closed;
        rt.sent_result = View::none();
        return View();
    }
    if (step->phase == AsyncStep::fresh) {
        if (generator->async_running) {
            step->phase = AsyncStep::closed;
            return rt.raise(RuntimeError, "%s: asynchronous generator is already running", raising ? what(step) : "anext()");
        }
        if (raising) {
            if (generator->async_closed) {
                step->phase = AsyncStep::closed;
                return raise_stop_async(rt);
            }
            if (!value.is_none()) return rt.raise(RuntimeError, "can't send non-None value to a just-started coroutine");
            if (step->closing) generator->async_closed = true;
            step->phase = AsyncStep::stepping;
            generator->async_running = true;
            if (step->closing) rt.pending = TRY(new_exception(rt, rt.exceptions[GeneratorExit], View()));
            else if (make_pending(rt, step->type, step->value, step->traceback).raised()) {
                generator->async_running = false;
                return Raised{};
            }
            return settle_step(rt, step, resume_raising(rt, generator));
        }
        step->phase = AsyncStep::stepping;
        if (generator->state == Generator::finished || generator->async_closed) {
            step->phase = AsyncStep::closed;
            return raise_stop_async(rt);
        }
        generator->async_running = true;
        View first = value.is_none() && !step->value.is_unbound() ? View(step->value) : value;
        return settle_step(rt, step, resume(rt, generator, first));
    }
    return settle_step(rt, step, resume(rt, generator, value));
}

Result<Value> step_throw(Runtime& rt, Args args) {
    auto* step = args.self<AsyncStep>();
    Ref<AsyncStep> held(step);
    TRY(warn_of_three(rt, args, "throw"));
    if (step->phase == AsyncStep::closed)
        return rt.raise(RuntimeError, "cannot reuse already awaited %s", step->throwing || step->closing ? "aclose()/athrow()" : "__anext__()/asend()");
    if (step->phase == AsyncStep::fresh) {
        if (step->generator->async_running) {
            step->phase = AsyncStep::closed;
            return rt.raise(RuntimeError, "%s: asynchronous generator is already running", step->throwing || step->closing ? what(step) : "anext()");
        }
        step->phase = AsyncStep::stepping;
        step->generator->async_running = true;
    }
    TRY(make_pending(rt, args[1], args[2], args[3]));
    return visible(rt, settle_step(rt, step, raise_in_any(rt, step->generator)));
}

Result<Value> step_close(Runtime& rt, Args args) {
    auto* step = args.self<AsyncStep>();
    if (step->phase == AsyncStep::closed) return View::none();
    if (step->phase == AsyncStep::fresh) {
        step->phase = AsyncStep::closed;
        return View::none();
    }
    rt.pending = TRY(new_exception(rt, rt.exceptions[GeneratorExit], View()));
    Result<Value> result = settle_step(rt, step, resume_raising(rt, step->generator.get()));
    if (result.raised()) {
        if (rt.swallow(GeneratorExit) || rt.swallow(StopIteration) || rt.swallow(StopAsyncIteration)) return View::none();
        return Raised{};
    }
    if (!result.value().is_unbound()) return rt.raise(RuntimeError, "coroutine ignored GeneratorExit");
    return View::none();
}

void finalize_step(Runtime& rt, Object* object) {
    auto* step = static_cast<AsyncStep*>(object);
    if (step->phase != AsyncStep::fresh || !rt.hooks.warn) return;
    const char* method = step->closing ? "aclose" : step->throwing ? "athrow" : "asend";
    auto message = rt.format("coroutine method '%s' of '%s' was never awaited", method, name_of(step->generator.get(), true)->data());
    if (message.raised() || rt.hooks.warn(rt, RuntimeWarning, message.value(), 1, View()).raised()) rt.report_unraisable(View(object));
}

void destroy_step(Runtime& rt, Object* object) {
    auto* step = static_cast<AsyncStep*>(object);
    step->generator.~Ref();
    step->type.~Value();
    step->value.~Value();
    step->traceback.~Value();
    rt.free_instance(step, sizeof(AsyncStep));
}

void traverse_step(Object* object, Visitor& visit) {
    auto* step = static_cast<AsyncStep*>(object);
    visit(step->generator.get());
    visit(step->type);
    visit(step->value);
    visit(step->traceback);
}

Result<Value> step_next(Runtime& rt, View self) { return step_send(rt, self, View::none()); }

constexpr FunctionDef step_methods[] = {
    {"send(self, value, /)", [](Runtime& rt, Args args) { return visible(rt, step_send(rt, args[0], args[1])); }, "Drives the step."},
    {"throw(self, type, value=<no value>, traceback=<no value>, /)", step_throw, "Raises inside the async generator."},
    {"close(self, /)", step_close, "Ends the step."},
};

Result<Value> async_next(Runtime& rt, View self) { return new_async_send(rt, self.as<Generator>(), View()); }

constexpr FunctionDef async_generator_methods[] = {
    {"asend(self, value, /)", [](Runtime& rt, Args args) { return new_async_send(rt, self_of(args), args[1]); },
     "An awaitable that sends `value` and gives the next item."},
    {"athrow(self, type, value=<no value>, traceback=<no value>, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(warn_of_three(rt, args, "athrow"));
         return new_async_throw(rt, self_of(args), args[1], args[2], args[3]);
     },
     "An awaitable that raises an exception where the generator is suspended and gives the next item."},
    {"aclose(self, /)", [](Runtime& rt, Args args) { return new_async_throw(rt, self_of(args), View(), View(), View()); },
     "An awaitable that ends the generator."},
    {"__class_getitem__(cls, item, /)", [](Runtime& rt, Args args) { return new_generic_alias(rt, args[0], args[1]); }, "See PEP 585.",
     FunctionDef::class_method},
};

constexpr PropertyDef async_generator_properties[] = {
    {"__name__", get_name<false>, set_name<false>},
    {"__qualname__", get_name<true>, set_name<true>},
    {"ag_await", driven_or_none},
    {"ag_running", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<Generator>()->async_running); }},
    {"ag_suspended", is_suspended},
    {"ag_frame", frame_of},
    {"ag_code", code_of},
};

}  // namespace

Result<Value> new_async_send(Runtime& rt, Generator* generator, View value) {
    return make_step(rt, rt.interpreter->types.async_send.get(), generator, View(), value, View(), false, false);
}

Result<Value> new_async_throw(Runtime& rt, Generator* generator, View type, View value, View traceback) {
    return make_step(rt, rt.interpreter->types.async_throw.get(), generator, type, value, traceback, !type.is_unbound(), type.is_unbound());
}

Result<void> init_async_hooks(Runtime& rt, Generator* generator) {
    generator->hooks_done = true;
    InterpreterState& state = *rt.interpreter;
    if (state.asyncgen_finalizer.is_object()) set_extra(generator, state.asyncgen_finalizer);
    if (state.asyncgen_first_iter.is_object()) {
        Value hook = state.asyncgen_first_iter;
        TRY(call(rt, hook, {View(static_cast<const Object*>(generator))}));
    }
    return {};
}

void warn_never_awaited(Runtime& rt, Generator* coroutine) {
    if (!rt.hooks.warn) return;
    View self(static_cast<const Object*>(coroutine));
    // Where it was made is told by the module `warnings`; a script may have put another function there.
    auto told = [&]() -> Result<bool> {
        Value module(namespace_get(rt.modules.get(), TRY(intern(rt, "warnings")).get()));
        if (module.is_unbound() && !extra_of(coroutine).is_none()) module = TRY(rt.hooks.import(rt, TRY(intern(rt, "warnings")).get(), nullptr, View::none(), 0));
        if (module.is_unbound() || module.is_none()) return false;
        Value function = TRY(find_attribute(rt, module, TRY(intern(rt, "_warn_unawaited_coroutine")).get()));
        if (function.is_unbound()) return false;
        TRY(call(rt, function, {self}));
        return true;
    }();
    if (!told.raised() && told.value()) return;
    if (told.raised()) rt.report_unraisable(self);
    Result<Value> message = rt.format("coroutine '%s' was never awaited", name_of(coroutine, true)->data());
    if (message.raised() || rt.hooks.warn(rt, RuntimeWarning, message.value(), 1, self).raised()) rt.report_unraisable(self);
}

const TypeDef generator_type{
    .name = "generator",
    .doc = "A generator: what calling a function with `yield` returns.",
    .kind = Kind::generator,
    .size = sizeof(Generator),
    .flags = Type::container | Type::weak_referable | Type::variable_size | Type::disallow_construct | Type::has_finalizer | Type::immutable,
    .slots = {.destroy = destroy_generator,
              .traverse = traverse_generator,
              .clear = clear_generator,
              .finalize = finalize_generator,
              .repr = generator_repr,
              .iter = same,
              .next = generator_next_slot,
              .send = send_slot},
    .methods = generator_methods,
    .properties = generator_properties,
};

const TypeDef coroutine_type{
    .name = "coroutine",
    .doc = "A coroutine: what calling an `async def` function returns.",
    .kind = Kind::coroutine,
    .size = sizeof(Generator),
    .flags = Type::container | Type::weak_referable | Type::variable_size | Type::disallow_construct | Type::has_finalizer | Type::immutable,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* native = as_native(object);
                      native ? destroy_native(rt, native) : destroy_generator(rt, object);
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      auto* native = as_native(object);
                      native ? traverse_native(native, visit) : traverse_generator(object, visit);
                  },
              .clear =
                  [](Runtime& rt, Object* object) {
                      auto* native = as_native(object);
                      native ? clear_native(rt, native) : clear_generator(rt, object);
                  },
              .finalize =
                  [](Runtime& rt, Object* object) {
                      auto* native = as_native(object);
                      native ? finalize_native(rt, native) : finalize_generator(rt, object);
                  },
              .repr = generator_repr,
              .await = wrap_coroutine,
              .send = send_slot},
    .methods = coroutine_methods,
    .properties = coroutine_properties,
};

const TypeDef coroutine_wrapper_type{
    .name = "coroutine_wrapper",
    .doc = "An iterator over what a coroutine yields.",
    .size = sizeof(CoroutineWrapper),
    .flags = Type::container | Type::disallow_construct | Type::immutable,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<CoroutineWrapper*>(object)->coroutine.~Value();
                      rt.free_instance(object, sizeof(CoroutineWrapper));
                  },
              .traverse = [](Object* object, Visitor& visit) { visit(static_cast<CoroutineWrapper*>(object)->coroutine); },
              .iter = same,
              .next = [](Runtime& rt, View self) { return step_any(rt, wrapped(self), View::none()); },
              .send = [](Runtime& rt, View self, View value) { return step_any(rt, wrapped(self), value); }},
    .methods = wrapper_methods,
};

const TypeDef async_generator_type{
    .name = "async_generator",
    .doc = "An asynchronous generator: what calling an `async def` function with `yield` returns.",
    .kind = Kind::async_generator,
    .size = sizeof(Generator),
    .flags = Type::container | Type::weak_referable | Type::variable_size | Type::disallow_construct | Type::has_finalizer | Type::immutable,
    .slots = {.destroy = destroy_generator,
              .traverse = traverse_generator,
              .clear = clear_generator,
              .finalize = finalize_generator,
              .repr = generator_repr,
              .aiter = same,
              .anext = async_next},
    .methods = async_generator_methods,
    .properties = async_generator_properties,
};

#define STEP_TYPE(identifier, type_name_)                                                                  \
    const TypeDef identifier{                                                                              \
        .name = type_name_,                                                                                \
        .doc = "One step of an asynchronous generator.",                                                   \
        .kind = Kind::async_step,                                                                          \
        .size = sizeof(AsyncStep),                                                                         \
        .flags = Type::container | Type::disallow_construct | Type::immutable | Type::has_finalizer,       \
        .slots = {.destroy = destroy_step,                                                                 \
                  .traverse = traverse_step,                                                               \
                  .finalize = finalize_step,                                                               \
                  .iter = same,                                                                            \
                  .next = step_next,                                                                       \
                  .await = same,                                                                           \
                  .send = step_send},                                                                      \
        .methods = step_methods,                                                                           \
    }
STEP_TYPE(async_send_type, "async_generator_asend");
STEP_TYPE(async_throw_type, "async_generator_athrow");

}  // namespace ouro
