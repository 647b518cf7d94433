// SPDX-License-Identifier: MIT
// typing.TypeAliasType: what the statement `type` makes (PEP 695). Type parameters are stdlib/_typing.py.
#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/method.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"

namespace ouro {

namespace {

struct TypeAlias : Object {
    Value name, parameters, module;
    Value value;     // Unbound until it is asked for
    Value evaluate;  // gives it
};

TypeAlias* self_of(View self) { return self.as<TypeAlias>(); }

Result<Value> call_typing(Runtime& rt, const char* function, View argument) {
    Ref<Str> name = TRY(intern(rt, "_typing"));
    Value module = TRY(rt.hooks.import(rt, name.get(), rt.builtins.get(), View::none(), 0));
    return call_method(rt, module, TRY(intern(rt, function)).get(), {argument});
}

Result<Value> make(Runtime& rt, Type* type, View name, View parameters, View module, View value, View evaluate) {
    auto* made = rt.allocate<TypeAlias>(type);
    if (!made) return rt.raise_memory_error();
    new (&made->name) Value(name);
    new (&made->parameters) Value(parameters);
    new (&made->module) Value(module);
    new (&made->value) Value(value);
    new (&made->evaluate) Value(evaluate);
    return Value::adopt(View(made));
}

Result<Value> value_of(Runtime& rt, View self) {
    TypeAlias* alias = self_of(self);
    if (alias->value.is_unbound()) {
        Value evaluate = alias->evaluate;
        alias->value = TRY(call(rt, evaluate));
        alias->evaluate = Value();
    }
    return alias->value;
}

constexpr PropertyDef properties[] = {
    {"__name__", [](Runtime&, View self) -> Result<Value> { return self_of(self)->name; }, nullptr, "", true},
    {"__value__", value_of},
    {"__type_params__", [](Runtime&, View self) -> Result<Value> { return self_of(self)->parameters; }},
    {"__parameters__", [](Runtime& rt, View self) { return call_typing(rt, "_unpacked", self_of(self)->parameters); }},
    {"__module__", [](Runtime&, View self) -> Result<Value> { return self_of(self)->module; }},
};

constexpr FunctionDef methods[] = {
    {"__reduce__(self, /)", [](Runtime&, Args args) -> Result<Value> { return self_of(args[0])->name; }, ""},
};

Result<Value> subscript(Runtime& rt, View self, View arguments) {
    if (!self_of(self)->parameters.as<Tuple>()->size) return rt.raise(TypeError, "Only generic type aliases are subscriptable");
    return new_generic_alias(rt, self, arguments);
}

}  // namespace

const TypeDef type_alias_type{
    .name = "TypeAliasType",
    .module = "typing",
    .doc = "Type alias.",
    .kind = Kind::other,
    .size = sizeof(TypeAlias),
    .flags = Type::container | Type::weak_referable | Type::immutable,
    .construct_signature = "(name, value, *, type_params=())",
    .construct_bound = [](Runtime& rt, Type* type, Args args) -> Result<Value> {
        if (!as_str(args[1])) return rt.raise(TypeError, "typealias() argument 'name' must be str, not %s", type_name(rt, args[1]));
        if (!as_tuple(args[3])) return rt.raise(TypeError, "type_params must be a tuple");
        TRY(call_typing(rt, "_check_order", args[3]));
        Dict* globals = rt.hooks.current_globals ? rt.hooks.current_globals(rt) : nullptr;
        Value module(globals ? namespace_get(globals, rt.names.name_) : View());
        return make(rt, type, args[1], args[3], module.is_unbound() ? View::none() : View(module), args[2], View());
    },
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* alias = static_cast<TypeAlias*>(object);
                      for (Value* each : {&alias->name, &alias->parameters, &alias->module, &alias->value, &alias->evaluate}) each->~Value();
                      rt.free_instance(alias, sizeof(TypeAlias));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      auto* alias = static_cast<TypeAlias*>(object);
                      for (Value* each : {&alias->name, &alias->parameters, &alias->module, &alias->value, &alias->evaluate}) visit(*each);
                  },
              .clear =
                  [](Runtime& rt, Object* object) {
                      auto* alias = static_cast<TypeAlias*>(object);
                      alias->parameters = rt.empty_tuple;
                      alias->value = View::none();
                      alias->evaluate = Value();
                  },
              .repr = [](Runtime&, View self) -> Result<Value> { return self_of(self)->name; },
              .get_item = subscript,
              .binary = {nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, union_of_types}},
    .methods = methods,
    .properties = properties};

Result<Value> new_type_alias(Runtime& rt, View name, View parameters, View module, View evaluate) {
    Value given = parameters.is_none() ? Value(rt.empty_tuple) : Value(parameters);
    return make(rt, TRY(native_type(rt, type_alias_type)), name, given, module.is_unbound() ? View::none() : module, View(), evaluate);
}

}  // namespace ouro
