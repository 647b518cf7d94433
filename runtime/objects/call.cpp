// SPDX-License-Identifier: MIT
// Calls of any callable.
#include "runtime/objects/containers.h"
#include "runtime/objects/method.h"
#include "runtime/objects/module.h"
#include "runtime/objects/native_function.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {

std::size_t Arguments::total() const { return count + (names ? names->size : 0); }

namespace {

/// Calls with one more argument in front.
Result<Value> call_with(Runtime& rt, View callable, View first, const Arguments& arguments) {
    View small[8];
    std::vector<View> large;
    std::size_t total = arguments.total() + 1;
    View* values = small;
    if (total > 8) {
        large.resize(total);
        values = large.data();
    }
    values[0] = first;
    for (std::size_t n = 1; n < total; ++n) values[n] = arguments[n - 1];
    return call(rt, callable, {.values = values, .count = arguments.count + 1, .names = arguments.names});
}

/// Who calls a module often means the function in it that bears its name.
[[gnu::cold]] Raised raise_not_callable(Runtime& rt, View object) {
    if (is_kind(object, Kind::module)) {
        Value held(object), name(namespace_get(object.as<Module>()->dict.get(), rt.names.name_));
        if (Str* text = as_str(name)) {
            Result<Value> meant = find_attribute(rt, object, intern(rt, text).get());
            if (meant.raised() && rt.stopping()) return {};
            if (meant.raised()) rt.pending = Value();
            else if (!meant.value().is_unbound() && is_callable(rt, meant.value()))
                return rt.raise(TypeError, "'%s' object is not callable. Did you mean: '%s.%s(...)'?", type_name(rt, object), text->data(), text->data());
        }
    }
    return rt.raise(TypeError, "'%s' object is not callable", type_name(rt, object));
}

}  // namespace

Result<Value> call(Runtime& rt, View callable, const Arguments& arguments) {
    TRY(rt.charge(1));
    if (callable.is_object()) {
        Value held(callable);
        switch (callable.object()->kind) {
            case Kind::function: return rt.hooks.call_function(rt, reinterpret_cast<Function*>(callable.object()), arguments);
            case Kind::bound_method: {
                auto* method = callable.as<BoundMethod>();
                return call_with(rt, method->function, method->self, arguments);
            }
            case Kind::native_function: return call_native(rt, callable.as<NativeFunction>(), arguments);
            default: break;
        }
        if (auto* slot = callable.object()->type()->slots.call) {
            NativeGuard guard(rt);
            if (guard.raised()) return Raised{};
            return slot(rt, callable, arguments);
        }
    }
    return raise_not_callable(rt, callable);
}

Result<Value> call(Runtime& rt, View callable, std::initializer_list<View> arguments) {
    return call(rt, callable, Arguments{.values = arguments.begin(), .count = arguments.size(), .names = nullptr});
}

namespace {

template <bool quiet>
Result<Value> find_and_call(Runtime& rt, View object, Str* name, std::initializer_list<View> arguments) {
    Type* type = rt.type_of(object);
    Value method(lookup_on_type(type, name));
    if (method.is_unbound()) return Value();
    Arguments given{.values = arguments.begin(), .count = arguments.size(), .names = nullptr};
    if (method.is_object() && method.object()->type()->has(Type::method_descriptor)) return call_with(rt, method, object, given);
    if (auto* get = rt.type_of(method)->slots.get) {
        Result<Value> bound = get(rt, method, object, type);
        if (bound.raised()) {
            if (!quiet || rt.stopping()) return Raised{};
            rt.pending = Value();
            return Value();
        }
        method = bound.take();
    }
    return call(rt, method, given);
}

}  // namespace

Result<Value> call_special(Runtime& rt, View object, Str* name, std::initializer_list<View> arguments) {
    return find_and_call<false>(rt, object, name, arguments);
}

Result<Value> call_special_if_found(Runtime& rt, View object, Str* name, std::initializer_list<View> arguments) {
    return find_and_call<true>(rt, object, name, arguments);
}

Result<Value> call_method(Runtime& rt, View object, Str* name, std::initializer_list<View> arguments) {
    Value method = TRY(get_attribute(rt, object, name));
    return call(rt, method, arguments);
}

bool is_callable(Runtime& rt, View value) { return rt.type_of(value)->slots.call != nullptr; }

}  // namespace ouro
