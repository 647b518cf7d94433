// SPDX-License-Identifier: MIT
// Calling native functions and methods.
#include "runtime/objects/native_function.h"

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/method.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/reduce.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {

std::string_view name_in(const char* signature) {
    std::string_view text(signature);
    return text.substr(0, text.find('('));
}

constexpr std::size_t kFew = 8;  // parameters for which there is room without an allocation

union FewValues {  // not initialised
    FewValues() {}
    View values[kFew];
};

/// Any arguments for any parameters.
[[gnu::noinline]] Result<Value> bind_and_call(Runtime& rt, const FunctionDef& def, Signature* signature, const View* leading,
                                              std::size_t leading_count, const Arguments& arguments) {
    std::size_t count = signature->parameters.size(), given = leading_count + arguments.count;
    if (signature->optional_rest && !arguments.names && given >= signature->positional_count && count <= kFew) {
        FewValues few;
        std::size_t n = 0, next = 0;
        auto value_at = [&](std::size_t i) { return i < leading_count ? leading[i] : arguments[i - leading_count]; };
        Ref<Tuple> rest = TRY(new_tuple(rt, given - signature->positional_count));
        for (const auto& parameter : signature->parameters) {
            if (parameter.kind == Signature::Parameter::var_positional) few.values[n++] = View(rest);
            else if (parameter.kind == Signature::Parameter::keyword_only) few.values[n++] = parameter.default_value;
            else few.values[n++] = value_at(next++);
        }
        for (std::size_t i = 0; next < given; ++i) rest->items[i] = Value(value_at(next++));
        return def.call(rt, Args(rt, few.values, count, signature));
    }
    Value small[12];
    std::vector<Value> large;
    Value* values = small;
    if (count > 12) {
        large.resize(count);
        values = large.data();
    }
    TRY(signature->bind(rt, leading, leading_count, arguments, values));
    return def.call(rt, Args(rt, values, count, signature));
}

/// Binds and calls. `leading` comes before the arguments.
[[gnu::always_inline]] inline Result<Value> call_bound(Runtime& rt, const FunctionDef& def, Signature* signature, const View* leading, std::size_t leading_count,
                         const Arguments& arguments) {
    std::size_t count = signature->parameters.size(), given = leading_count + arguments.count;
    // Where nothing has to be given by name, no arguments are copied that need not be.
    if (arguments.names || !signature->only_positional || given > signature->positional_count || given < signature->required_positional) [[unlikely]]
        return bind_and_call(rt, def, signature, leading, leading_count, arguments);
    if (leading_count == 0 && given == count) return def.call(rt, Args(rt, arguments.values, count, signature));
    if (count > kFew) [[unlikely]] return bind_and_call(rt, def, signature, leading, leading_count, arguments);
    FewValues few;
    View* values = few.values;
    std::size_t n = 0;
    for (; n < leading_count; ++n) values[n] = leading[n];
    for (std::size_t i = 0; i < arguments.count; ++i) values[n++] = arguments[i];
    for (; n < count; ++n) values[n] = signature->parameters[n].default_value;
    return def.call(rt, Args(rt, values, count, signature));
}

}  // namespace

Result<Signature*> signature_of(Runtime& rt, NativeFunction* function) {
    if (!function->signature) {
        std::unique_ptr<Signature> made = TRY(Signature::parse(rt, function->def->signature, std::string(name_in(function->def->signature))));
        made->method = !function->self.is_unbound();
        Str* module = as_str(function->module);
        if (module && module->text().starts_with("asyncio.")) made->as_python = true;
        else if (module && !made->method && module != rt.names.builtins)
            made->full_name = std::string(module->text()) + "." + made->name;
        function->signature = made.release();
    }
    return function->signature;
}

Result<Signature*> signature_of(Runtime& rt, MethodDescriptor* method) {
    if (!method->signature) {
        std::unique_ptr<Signature> made = TRY(Signature::parse(rt, method->def->signature, std::string(name_in(method->def->signature))));
        made->method = true;
        made->full_name = std::string(short_type_name(method->owner)) + "." + made->name;
        const TypeDef* owner = method->owner->def;
        made->as_python = owner && std::string_view(owner->module).starts_with("asyncio.");
        method->signature = made.release();
    }
    return method->signature;
}

Result<Value> call_native(Runtime& rt, NativeFunction* function, const Arguments& arguments) {
    if (rt.stack_is_short()) [[unlikely]] TRY(rt.enter_native(""));
    if (is_kind(function->source, Kind::descriptor)) {
        auto* method = View(function->source).as<MethodDescriptor>();
        Signature* signature = method->signature ? method->signature : TRY(signature_of(rt, method));
        View self = function->self;
        return call_bound(rt, *function->def, signature, &self, 1, arguments);
    }
    Signature* signature = function->signature ? function->signature : TRY(signature_of(rt, function));
    if (function->self.is_unbound()) return call_bound(rt, *function->def, signature, nullptr, 0, arguments);
    View self = function->self;
    return call_bound(rt, *function->def, signature, &self, 1, arguments);
}

Result<Value> call_method_descriptor(Runtime& rt, MethodDescriptor* method, const Arguments& arguments) {
    if (rt.stack_is_short()) [[unlikely]] TRY(rt.enter_native(""));
    if (!arguments.count)
        return rt.raise(TypeError, "unbound method %s.%s() needs an argument", type_name(method->owner), method->name->data());
    if (Type* type = rt.type_of(arguments[0]); type != method->owner && !is_subtype(type, method->owner))
        return rt.raise(TypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", method->name->data(), type_name(method->owner),
                        type_name(rt, arguments[0]));
    Signature* signature = method->signature ? method->signature : TRY(signature_of(rt, method));
    return call_bound(rt, *method->def, signature, nullptr, 0, arguments);
}

namespace {

Result<NativeFunction*> allocate(Runtime& rt, const FunctionDef& def, View self, View module) {
    auto* made = rt.allocate<NativeFunction>(rt.types.native_function);
    if (!made) return rt.raise_memory_error();
    made->def = &def;
    made->signature = nullptr;
    new (&made->self) Value(self);
    new (&made->module) Value(module.is_unbound() ? View::none() : module);
    made->owner = nullptr;
    made->shared = false;
    new (&made->source) Value();
    return made;
}

NativeFunction* function_of(View self) { return self.as<NativeFunction>(); }

void destroy_native(Runtime& rt, Object* object) {
    auto* function = static_cast<NativeFunction*>(object);
    delete function->signature;
    function->self.~Value();
    function->module.~Value();
    function->source.~Value();
    rt.free_instance(object, sizeof(NativeFunction));
}

void traverse_native(Object* object, Visitor& visit) {
    visit(static_cast<NativeFunction*>(object)->self);
    visit(static_cast<NativeFunction*>(object)->source);
}

Result<Value> text_signature(Runtime& rt, const char* signature) {
    std::string text(std::string_view(signature).substr(std::string_view(signature).find('(')));
    if (std::size_t bar = text.find(" | "); bar != text.npos) text.replace(bar, text.npos, ")");
    for (const char* self : {"(self", "(cls"}) {
        if (text.rfind(self, 0) == 0) {
            text.insert(1, "$");
            break;
        }
    }
    for (std::size_t at; (at = text.find("<no value>")) != std::string::npos;) text.replace(at, 10, "<unrepresentable>");
    return rt.str(text);
}

Result<Value> native_repr(Runtime& rt, View self) {
    NativeFunction* function = function_of(self);
    std::string name(name_in(function->def->signature));
    if (function->self.is_unbound() || is_kind(function->self, Kind::module)) return rt.str("<built-in function " + name + ">");
    char address[32];
    std::snprintf(address, sizeof address, "%p", reinterpret_cast<void*>(View(function->self).bits()));
    return rt.str("<built-in method " + name + " of " + type_name(rt, function->self) + " object at " + address + ">");
}

Result<Value> native_qualname(Runtime& rt, View self) {
    NativeFunction* function = function_of(self);
    std::string name(name_in(function->def->signature));
    if (function->owner) return rt.str(std::string(function->owner->qualified_name->text()) + "." + name);
    if (function->self.is_unbound() || is_kind(function->self, Kind::module)) return rt.str(name);
    Type* type = is_kind(function->self, Kind::type) ? View(function->self).as<Type>() : rt.type_of(function->self);
    return rt.str(std::string(type->qualified_name ? type->qualified_name->text() : type_name(type)) + "." + name);
}

constexpr PropertyDef native_properties[] = {
    {"__name__", [](Runtime& rt, View self) { return rt.str(name_in(function_of(self)->def->signature)); }},
    {"__qualname__", native_qualname},
    {"__doc__", [](Runtime& rt, View self) { return rt.str(function_of(self)->def->doc); }},
    {"__module__", [](Runtime&, View self) -> Result<Value> { return function_of(self)->module; }},
    {"__self__",
     [](Runtime& rt, View self) -> Result<Value> {
         NativeFunction* function = function_of(self);
         if (!function->self.is_unbound()) return function->self;
         if (Str* module = as_str(function->module)) {
             View found = TRY(dict_get(rt, rt.modules.get(), module));
             if (!found.is_unbound()) return Value(found);
         }
         return View::none();
     }},
    {"__text_signature__", [](Runtime& rt, View self) { return text_signature(rt, function_of(self)->def->signature); }},
};

/// A function of a module is found by its name, a bound method by its object and its name.
Result<Value> native_reduce(Runtime& rt, Args args) {
    NativeFunction* function = args.self<NativeFunction>();
    Value name = TRY(rt.str(name_in(function->def->signature)));
    if (function->self.is_unbound() || is_kind(function->self, Kind::module)) return name;
    return reduce_to_attribute(rt, function->self, name);
}

constexpr FunctionDef native_methods[] = {
    {"__reduce__(self, /)", native_reduce, "Return state information for pickling."},
};

Result<Value> native_compare(Runtime&, View a, View b, CompareOp op) {
    if ((op != CompareOp::eq && op != CompareOp::ne) || !is_kind(b, Kind::native_function)) return View::not_implemented();
    auto *x = function_of(a), *y = function_of(b);
    bool same = x->def == y->def && View(x->self) == View(y->self);
    return View::boolean(same == (op == CompareOp::eq));
}

MethodDescriptor* method_of(View self) { return self.as<MethodDescriptor>(); }

Result<Value> bind_method(Runtime& rt, View self, View instance, Type*) {
    MethodDescriptor* method = method_of(self);
    if (instance.is_unbound()) return Value(self);
    if (!is_subtype(rt.type_of(instance), method->owner))
        return rt.raise(TypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", method->name->data(), type_name(method->owner),
                        type_name(rt, instance));
    NativeFunction* bound = TRY(allocate(rt, *method->def, instance, View::none()));
    bound->source = Value(self);
    return Value::adopt(View(bound));
}

Result<Value> bind_class_method(Runtime& rt, View self, View instance, Type* owner) {
    MethodDescriptor* method = method_of(self);
    if (!owner) owner = rt.type_of(instance);
    if (!is_subtype(owner, method->owner))
        return rt.raise(TypeError, "descriptor '%s' requires a subtype of '%s' but received '%s'", method->name->data(), type_name(method->owner), type_name(owner));
    NativeFunction* bound = TRY(allocate(rt, *method->def, View(static_cast<const Object*>(owner)), View::none()));
    bound->source = Value(self);
    return Value::adopt(View(bound));
}

/// A class method fetched from the type's dict takes the class as its first argument.
Result<Value> call_class_method(Runtime& rt, View self, const Arguments& arguments) {
    MethodDescriptor* method = method_of(self);
    const char *name = method->name->data(), *owner = type_name(method->owner);
    if (!arguments.count) return rt.raise(TypeError, "descriptor '%s' of '%s' object needs an argument", name, owner);
    Type* type = as_type(arguments[0]);
    if (!type) return rt.raise(TypeError, "descriptor '%s' for type '%s' needs a type, not a '%s' as arg 2", name, owner, type_name(rt, arguments[0]));
    if (!is_subtype(type, method->owner))
        return rt.raise(TypeError, "descriptor '%s' requires a subtype of '%s' but received '%s'", name, owner, type_name(type));
    NativeGuard guard(rt);
    if (guard.raised()) return Raised{};
    return call_bound(rt, *method->def, TRY(signature_of(rt, method)), nullptr, 0, arguments);
}

void destroy_method(Runtime& rt, Object* object) {
    auto* method = static_cast<MethodDescriptor*>(object);
    delete method->signature;
    release(static_cast<Object*>(method->name));
    rt.free_instance(object, sizeof(MethodDescriptor));
}

Result<Value> method_repr(Runtime& rt, View self) {
    return rt.format("<method '%s' of '%s' objects>", method_of(self)->name->data(), type_name(method_of(self)->owner));
}

constexpr FunctionDef method_methods[] = {
    {"__reduce__(self, /)",
     [](Runtime& rt, Args args) { return reduce_to_attribute(rt, View(args.self<MethodDescriptor>()->owner), View(args.self<MethodDescriptor>()->name)); },
     "Helper for pickle."},
};
constexpr PropertyDef method_properties[] = {
    {"__name__", [](Runtime&, View self) -> Result<Value> { return Value(View(method_of(self)->name)); }},
    {"__qualname__",
     [](Runtime& rt, View self) {
         return rt.str(std::string(method_of(self)->owner->qualified_name->text()) + "." + std::string(method_of(self)->name->text()));
     }},
    {"__doc__", [](Runtime& rt, View self) { return rt.str(method_of(self)->def->doc); }},
    {"__objclass__", [](Runtime&, View self) -> Result<Value> { return Value(View(method_of(self)->owner)); }},
    {"__text_signature__", [](Runtime& rt, View self) { return text_signature(rt, method_of(self)->def->signature); }},
};

}  // namespace

Result<Value> make_native_function(Runtime& rt, const FunctionDef& def, View module, View self) {
    NativeFunction* made = TRY(allocate(rt, def, self, module));
    return Value::adopt(View(made));
}

Result<Ref<MethodDescriptor>> new_method_descriptor(Runtime& rt, Type* owner, const FunctionDef& def, Str* name) {
    auto* made = rt.allocate<MethodDescriptor>(def.kind == FunctionDef::class_method ? rt.types.classmethod_descriptor : rt.types.method_descriptor);
    if (!made) return rt.raise_memory_error();
    made->def = &def;
    made->signature = nullptr;
    made->owner = owner;
    made->name = name;
    retain(static_cast<Object*>(name));
    return Ref<MethodDescriptor>::adopt(made);
}

const TypeDef native_function_type{
    .name = "builtin_function_or_method",
    .doc = "A function or bound method written in C++.",
    .kind = Kind::native_function,
    .size = sizeof(NativeFunction),
    .flags = Type::container | Type::disallow_construct | Type::immutable | Type::weak_referable,
    .slots = {.destroy = destroy_native,
              .traverse = traverse_native,
              .call = [](Runtime& rt, View self, const Arguments& arguments) { return call_native(rt, function_of(self), arguments); },
              .repr = native_repr,
              .hash = [](Runtime&, View self) -> Result<std::int64_t> {
                  return static_cast<std::int64_t>(reinterpret_cast<std::uintptr_t>(function_of(self)->def) >> 4 ^ View(function_of(self)->self).bits() >> 4);
              },
              .compare = native_compare},
    .methods = native_methods,
    .properties = native_properties,
};

const TypeDef method_descriptor_type{
    .name = "method_descriptor",
    .doc = "A method of a built-in type.",
    .kind = Kind::descriptor,
    .size = sizeof(MethodDescriptor),
    .flags = Type::disallow_construct | Type::immutable | Type::method_descriptor,
    .slots = {.destroy = destroy_method,
              .call = [](Runtime& rt, View self, const Arguments& arguments) { return call_method_descriptor(rt, method_of(self), arguments); },
              .repr = method_repr,
              .get = bind_method},
    .methods = method_methods,
    .properties = method_properties,
};

const TypeDef classmethod_descriptor_type{
    .name = "classmethod_descriptor",
    .doc = "A class method of a built-in type.",
    .kind = Kind::descriptor,
    .size = sizeof(MethodDescriptor),
    .flags = Type::disallow_construct | Type::immutable,
    .slots = {.destroy = destroy_method,
              .call = call_class_method,
              .repr = method_repr,
              .get = bind_class_method},
    .methods = method_methods,
    .properties = method_properties,
};

}  // namespace ouro
