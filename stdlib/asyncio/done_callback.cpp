// SPDX-License-Identifier: MIT
// Callbacks that are native functions, and futures of any class.
#include "stdlib/asyncio/done_callback.h"

namespace ouro {

Result<Ref<DoneCallback>> new_done_callback(Runtime& rt, const DoneCallback::Body& body, View target, View other) {
    auto* made = rt.allocate<DoneCallback>(state_of(rt).done_callback);
    if (!made) return rt.raise_memory_error();
    made->body = &body;
    new (&made->target) Value(target);
    new (&made->other) Value(other);
    made->count = 0;
    made->mode = 0;
    return Ref<DoneCallback>::adopt(made);
}

Result<void> watch(Runtime& rt, View future, View callback) {
    if (is_exact_future(rt, future)) return add_done_callback(rt, future.as<Future>(), callback);
    TRY(call_method(rt, future, state_of(rt).words.add_done_callback.get(), {callback}));
    return {};
}

Result<void> unwatch(Runtime& rt, View future, View callback) {
    if (is_exact_future(rt, future)) {
        TRY(remove_done_callback(rt, future.as<Future>(), callback));
        return {};
    }
    TRY(call_method(rt, future, state_of(rt).words.remove_done_callback.get(), {callback}));
    return {};
}

Result<Value> any_exception(Runtime& rt, View future) {
    if (is_exact_future(rt, future)) return exception_of(rt, future.as<Future>());
    return call_method(rt, future, state_of(rt).words.exception.get());
}

Result<Value> any_result(Runtime& rt, View future) {
    if (is_exact_future(rt, future)) return result_of(rt, future.as<Future>());
    return call_method(rt, future, rt.names.result);
}

Result<Value> any_cancelled_error(Runtime& rt, View future) {
    if (!is_exact_future(rt, future)) return call_method(rt, future, state_of(rt).words._make_cancelled_error.get());
    auto* exact = future.as<Future>();
    if (exact->state == Future::finished) return new_exception(rt, rt.asyncio->cancelled_error.get(), View());
    return make_cancelled_error(rt, exact);
}

Result<Value> any_cancel_message(Runtime& rt, View future) {
    if (is_exact_future(rt, future)) return cancel_message(future.as<Future>());
    return get_attribute(rt, future, state_of(rt).words._cancel_message.get());
}

Result<Value> any_loop(Runtime& rt, View future) {
    if (is_exact_future(rt, future)) return Value(future.as<Future>()->loop);
    return call_python_half(rt, "asyncio.futures", "_get_loop", {future});
}

Result<bool> any_future(Runtime& rt, View value) {
    if (is_future(value)) return true;
    Str* word = state_of(rt).words._asyncio_future_blocking.get();
    Value cls = TRY(get_attribute(rt, value, rt.names.class_));
    if (TRY(find_attribute(rt, cls, word)).is_unbound()) return false;
    return !TRY(get_attribute(rt, value, word)).is_none();
}

namespace {

Result<Value> call_slot(Runtime& rt, View self, const Arguments& arguments) {
    Ref<DoneCallback> callback(self.as<DoneCallback>());
    TRY(callback->body->run(rt, callback.get(), arguments.count ? arguments[0] : View::none()));
    return View::none();
}

Result<Value> name_of(Runtime& rt, View self) { return rt.str(self.as<DoneCallback>()->body->name); }

constexpr PropertyDef properties[] = {{"__qualname__", name_of}, {"__name__", name_of}};

}  // namespace

const TypeDef done_callback_type{
    .name = "DoneCallback",
    .module = "_asyncio",
    .doc = "A native callback of a future.",
    .kind = Kind::done_callback,
    .size = sizeof(DoneCallback),
    .flags = Type::container | Type::disallow_construct | Type::immutable,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* callback = static_cast<DoneCallback*>(object);
                      callback->target.~Value();
                      callback->other.~Value();
                      rt.free_instance(object, sizeof(DoneCallback));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      visit(static_cast<DoneCallback*>(object)->target);
                      visit(static_cast<DoneCallback*>(object)->other);
                  },
              .clear =
                  [](Runtime&, Object* object) {
                      auto* callback = static_cast<DoneCallback*>(object);
                      Value target = callback->target.is_unbound() ? Value() : std::exchange(callback->target, Value(View::none()));
                      Value other = std::exchange(callback->other, Value());
                  },
              .call = call_slot,
              .repr =
                  [](Runtime& rt, View self) -> Result<Value> {
                  return rt.format("<built-in method %s at %p>", self.as<DoneCallback>()->body->name, static_cast<void*>(self.object()));
              }},
    .properties = properties,
};

}  // namespace ouro
