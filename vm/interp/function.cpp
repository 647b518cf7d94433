// SPDX-License-Identifier: MIT
// Function objects and their attributes.
#include "vm/interp/function.h"

#include "runtime/native/module.h"
#include "runtime/objects/cell.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/method.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/suggestion.h"
#include "vm/interp/calls.h"
#include "vm/interp/frame.h"
#include "vm/interp/frame_object.h"
#include "vm/interp/types.h"

namespace ouro {

Result<Ref<Function>> new_function(Runtime& rt, Code* code, Dict* globals) {
    auto* function = rt.allocate<Function>(rt.interpreter->types.function.get());
    if (!function) return rt.raise_memory_error();
    retain(code);
    retain(globals);
    function->code = code;
    function->globals = globals;
    function->builtins = nullptr;
    function->defaults = nullptr;
    function->keyword_defaults = nullptr;
    function->closure = nullptr;
    function->name = code->name.get();
    function->qualified_name = code->qualified_name.get();
    retain(function->name);
    retain(function->qualified_name);
    new (&function->namespace_) Value();
    new (&function->annotations) Value();
    new (&function->doc) Value(View::none());
    new (&function->module) Value();
    new (&function->type_params) Value();
    new (&function->attributes) Value();
    Ref<Function> made = Ref<Function>::adopt(function);
    // The builtins are those that the globals name, so that exec() can give others.
    View builtins = namespace_get(globals, rt.names.builtins_);
    if (is_kind(builtins, Kind::module)) builtins = TRY(dict_of(rt, builtins));
    Frame* running = builtins.is_unbound() ? current_frame(rt) : nullptr;  // or else those of whoever makes the function
    Dict* dict = is_kind(builtins, Kind::dict) ? builtins.as<Dict>() : running ? static_cast<Function*>(running->function)->builtins : rt.builtins.get();
    retain(dict);
    function->builtins = dict;
    if ((code->code_flags & Code::has_docstring) && !code->constants.empty()) function->doc = code->constants[0];
    View module = namespace_get(globals, rt.names.name_);
    function->module = module.is_unbound() ? View::none() : module;
    return made;
}

namespace {

void destroy_function(Runtime& rt, Object* object) {
    auto* function = static_cast<Function*>(object);
    for (Object* each : {static_cast<Object*>(function->code), static_cast<Object*>(function->globals),
                         static_cast<Object*>(function->builtins), static_cast<Object*>(function->defaults),
                         static_cast<Object*>(function->keyword_defaults), static_cast<Object*>(function->closure),
                         static_cast<Object*>(function->name), static_cast<Object*>(function->qualified_name)})
        if (each) release(each);
    for (Value* each : {&function->namespace_, &function->annotations, &function->doc, &function->module, &function->type_params,
                        &function->attributes})
        each->~Value();
    rt.free_instance(function, sizeof(Function));
}

void traverse_function(Object* object, Visitor& visit) {
    auto* function = static_cast<Function*>(object);
    visit(function->code);
    visit(function->globals);
    visit(function->builtins);
    visit(function->defaults);
    visit(function->keyword_defaults);
    visit(function->closure);
    visit(function->name);  // of a class derived from str
    visit(function->qualified_name);
    for (Value* each : {&function->namespace_, &function->annotations, &function->doc, &function->module, &function->type_params,
                        &function->attributes})
        visit(*each);
}

/// Whoever still finds the function, by a weak reference that a finaliser made, can look at all of it and call it.
void clear_function(Runtime& rt, Object* object) {
    auto* function = static_cast<Function*>(object);
    auto drop = [](auto*& field) {
        if (auto* old = std::exchange(field, nullptr)) release(static_cast<Object*>(old));
    };
    drop(function->defaults);
    drop(function->keyword_defaults);
    for (Value* each : {&function->namespace_, &function->annotations, &function->type_params, &function->attributes}) *each = Value();
    for (Value* each : {&function->doc, &function->module}) *each = View::none();
    for (Str** each : {&function->name, &function->qualified_name}) release(static_cast<Object*>(std::exchange(*each, Ref<Str>(rt.empty_str).detach())));
}

Result<Value> function_repr(Runtime& rt, View self) {
    return rt.format("<function %s at %p>", self.as<Function>()->qualified_name->data(), static_cast<void*>(self.object()));
}

Result<Value> call_slot(Runtime& rt, View self, const Arguments& arguments) { return call_function(rt, self.as<Function>(), arguments); }

Result<Value> bind_function(Runtime& rt, View self, View instance, Type*) {
    if (instance.is_unbound() || instance.is_none()) return Value(self);
    return new_bound_method(rt, self, instance);
}

Result<Ref<Dict>> attributes_of(Runtime& rt, Function* function) {
    if (function->attributes.is_unbound()) function->attributes = TRY(new_dict(rt));
    return Ref<Dict>(View(function->attributes).as<Dict>());
}

Result<Value> function_get_attribute(Runtime& rt, View self, Str* name) {
    auto* function = self.as<Function>();
    View found = lookup_on_type(rt.type_of(self), name);
    if (found.is_unbound() && is_kind(function->attributes, Kind::dict)) {
        View value = TRY(dict_get(rt, View(function->attributes).as<Dict>(), name));
        if (!value.is_unbound()) return Value(value);
    }
    return generic_get_attribute(rt, self, name);
}

Result<void> function_set_attribute(Runtime& rt, View self, Str* name, View value) {
    View found = lookup_on_type(rt.type_of(self), name);
    if (!found.is_unbound()) return generic_set_attribute(rt, self, name, value);
    Ref<Dict> attributes = TRY(attributes_of(rt, self.as<Function>()));
    if (!value.is_unbound()) return dict_set(rt, attributes.get(), name, value);
    Value old = TRY(dict_pop(rt, attributes.get(), View(name)));
    if (old.is_unbound()) return rt.raise(AttributeError, "'function' object has no attribute '%s'", name->data());
    return {};
}

#define FUNCTION(self) ((self).as<Function>())
Value or_none(Object* object) { return object ? Value(View(object)) : Value(View::none()); }

Result<void> set_name(Runtime& rt, Str*& field, View value, const char* attribute) {
    Str* text = as_str(value);
    if (!text) return rt.raise(TypeError, "%s must be set to a string object", attribute);
    retain(text);
    Str* old = std::exchange(field, text);
    release(old);
    return {};
}

template <typename T>
Result<void> set_optional(Runtime& rt, T*& field, View value, Kind kind, const char* message) {
    if (!value.is_unbound() && !value.is_none() && !is_kind(value, kind)) return rt.raise(TypeError, "%s", message);
    T* fresh = is_kind(value, kind) ? value.as<T>() : nullptr;
    if (fresh) retain(static_cast<Object*>(fresh));
    if (T* old = std::exchange(field, fresh)) release(static_cast<Object*>(old));
    return {};
}

constexpr PropertyDef properties[] = {
    {"__code__", [](Runtime&, View self) -> Result<Value> { return or_none(FUNCTION(self)->code); },
     [](Runtime& rt, View self, View value) -> Result<void> {
         Code* code = as_code(value);
         if (!code) return rt.raise(TypeError, "__code__ must be set to a code object");
         auto* function = FUNCTION(self);
         std::size_t cells = function->closure ? function->closure->size : 0;
         if (code->free_names.size() != cells)
             return rt.raise(ValueError, "%s() requires a code object with %zu free vars, not %zu", function->name->data(), cells,
                             code->free_names.size());
         constexpr std::uint32_t kKinds = Code::generator | Code::coroutine | Code::async_generator;
         if ((code->code_flags & kKinds) != (function->code->code_flags & kKinds) && rt.hooks.warn) {
             Value message = TRY(rt.str("Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)"));
             TRY(rt.hooks.warn(rt, DeprecationWarning, message, 1, View()));
         }
         retain(code);
         release(static_cast<Object*>(std::exchange(function->code, code)));
         return {};
     }},
    {.name = "__globals__", .get = [](Runtime&, View self) -> Result<Value> { return or_none(FUNCTION(self)->globals); }, .member = true},
    {.name = "__builtins__", .get = [](Runtime&, View self) -> Result<Value> { return or_none(FUNCTION(self)->builtins); }, .member = true},
    {.name = "__closure__", .get = [](Runtime&, View self) -> Result<Value> { return or_none(FUNCTION(self)->closure); }, .member = true},
    {"__defaults__", [](Runtime&, View self) -> Result<Value> { return or_none(FUNCTION(self)->defaults); },
     [](Runtime& rt, View self, View value) {
         return set_optional(rt, FUNCTION(self)->defaults, value, Kind::tuple, "__defaults__ must be set to a tuple object");
     }},
    {"__kwdefaults__", [](Runtime&, View self) -> Result<Value> { return or_none(FUNCTION(self)->keyword_defaults); },
     [](Runtime& rt, View self, View value) {
         return set_optional(rt, FUNCTION(self)->keyword_defaults, value, Kind::dict, "__kwdefaults__ must be set to a dict object");
     }},
    {"__name__", [](Runtime&, View self) -> Result<Value> { return or_none(FUNCTION(self)->name); },
     [](Runtime& rt, View self, View value) { return set_name(rt, FUNCTION(self)->name, value, "__name__"); }},
    {"__qualname__", [](Runtime&, View self) -> Result<Value> { return or_none(FUNCTION(self)->qualified_name); },
     [](Runtime& rt, View self, View value) { return set_name(rt, FUNCTION(self)->qualified_name, value, "__qualname__"); }},
    {"__doc__", [](Runtime&, View self) -> Result<Value> { return FUNCTION(self)->doc; },
     [](Runtime&, View self, View value) -> Result<void> {
         FUNCTION(self)->doc = value.is_unbound() ? View::none() : value;
         return {};
     }},
    {"__module__", [](Runtime&, View self) -> Result<Value> { return FUNCTION(self)->module; },
     [](Runtime&, View self, View value) -> Result<void> {
         FUNCTION(self)->module = value.is_unbound() ? View::none() : value;
         return {};
     }},
    {"__annotations__",
     [](Runtime& rt, View self) -> Result<Value> {
         if (FUNCTION(self)->annotations.is_unbound()) FUNCTION(self)->annotations = TRY(new_dict(rt));
         return FUNCTION(self)->annotations;
     },
     [](Runtime& rt, View self, View value) -> Result<void> {
         if (!value.is_unbound() && !value.is_none() && !is_kind(value, Kind::dict))
             return rt.raise(TypeError, "__annotations__ must be set to a dict object");
         FUNCTION(self)->annotations = value.is_none() ? View() : value;
         return {};
     }},
    {"__type_params__",
     [](Runtime& rt, View self) -> Result<Value> {
         return FUNCTION(self)->type_params.is_unbound() ? Value(rt.empty_tuple) : FUNCTION(self)->type_params;
     },
     [](Runtime& rt, View self, View value) -> Result<void> {
         if (!is_kind(value, Kind::tuple)) return rt.raise(TypeError, "__type_params__ must be set to a tuple");
         FUNCTION(self)->type_params = value;
         return {};
     }},
    {"__dict__",
     [](Runtime& rt, View self) -> Result<Value> {
         Ref<Dict> attributes = TRY(attributes_of(rt, FUNCTION(self)));
         return attributes;
     },
     [](Runtime& rt, View self, View value) -> Result<void> {
         if (value.is_unbound()) return rt.raise(TypeError, "cannot delete __dict__");
         if (!is_kind(value, Kind::dict))
             return rt.raise(TypeError, "__dict__ must be set to a dictionary, not a '%s'", type_name(rt, value));
         FUNCTION(self)->attributes = value;
         return {};
     }},
};

/// types.FunctionType(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)
Result<Value> construct_function(Runtime& rt, Type*, Args args) {
    Code* code = as_code(args[1]);
    if (!code) return rt.raise(TypeError, "function() argument 'code' must be code, not %s", type_name(rt, args[1]));
    Dict* globals = as_dict(args[2]);
    if (!globals) return rt.raise(TypeError, "function() argument 'globals' must be dict, not %s", type_name(rt, args[2]));
    View closure = args[5];
    std::size_t cells = is_kind(closure, Kind::tuple) ? closure.as<Tuple>()->size : 0;
    if (!closure.is_none() && !is_kind(closure, Kind::tuple)) return rt.raise(TypeError, "arg 5 (closure) must be tuple");
    if (closure.is_none() && !code->free_names.empty()) return rt.raise(TypeError, "arg 5 (closure) must be tuple");
    if (cells != code->free_names.size())
        return rt.raise(ValueError, "%s requires closure of length %zu, not %zu", code->name->data(), code->free_names.size(), cells);
    for (std::size_t n = 0; n < cells; ++n)
        if (!is_kind(closure.as<Tuple>()->items[n], Kind::cell))
            return rt.raise(TypeError, "arg 5 (closure) expected cell, found %s", type_name(rt, closure.as<Tuple>()->items[n]));
    Ref<Function> function = TRY(new_function(rt, code, globals));
    if (!args[3].is_none()) TRY(set_name(rt, function->name, args[3], "__name__"));
    TRY(set_optional(rt, function->defaults, args[4], Kind::tuple, "arg 4 (defaults) must be None or tuple"));
    TRY(set_optional(rt, function->closure, closure, Kind::tuple, "arg 5 (closure) must be tuple"));
    TRY(set_optional(rt, function->keyword_defaults, args[6], Kind::dict, "arg 6 (kwdefaults) must be None or dict"));
    return function;
}

}  // namespace

const TypeDef function_type{
    .name = "function",
    .doc = "A function defined in Python.",
    .kind = Kind::function,
    .size = sizeof(Function),
    .flags = Type::container | Type::weak_referable | Type::method_descriptor | Type::immutable,
    .construct_signature = "(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)",
    .construct_bound = construct_function,
    .slots = {.destroy = destroy_function,
              .traverse = traverse_function,
              .clear = clear_function,
              .call = call_slot,
              .repr = function_repr,
              .get_attribute = function_get_attribute,
              .set_attribute = function_set_attribute,
              .get = bind_function},
    .properties = properties,
};

std::string suggest_parameter(Function* function, Str* name) {
    Code* code = function->code;
    std::vector<std::string> names;
    for (std::uint32_t n = code->positional_only_count; n < code->argument_count + code->keyword_only_count; ++n) names.emplace_back(code->local_names[n]->text());
    std::string nearest = nearest_name(name->text(), names);
    return nearest.empty() ? nearest : ". Did you mean '" + nearest + "'?";
}

}  // namespace ouro
