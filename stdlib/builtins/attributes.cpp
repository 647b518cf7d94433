// SPDX-License-Identifier: MIT
// Built-in functions that look at one object: its attributes, its class, its text.
#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/builtins/functions.h"

namespace ouro {

namespace {

Result<Ref<Str>> attribute_name(Runtime& rt, View name) {
    if (Str* text = as_str(name)) return intern(rt, text);
    return rt.raise(TypeError, "attribute name must be string, not '%s'", type_name(rt, name));
}

Result<Value> getattr(Runtime& rt, Args args) {
    Ref<Str> name = TRY(attribute_name(rt, args[1]));
    if (!args.given(2)) return get_attribute(rt, args[0], name.get());
    Value found = TRY(find_attribute(rt, args[0], name.get()));
    return found.is_unbound() ? Value(args[2]) : found;
}

Result<Value> hasattr(Runtime& rt, Args args) {
    Ref<Str> name = TRY(attribute_name(rt, args[1]));
    Value found = TRY(find_attribute(rt, args[0], name.get()));
    return View::boolean(!found.is_unbound());
}

Result<Value> setattr(Runtime& rt, Args args) {
    Ref<Str> name = TRY(attribute_name(rt, args[1]));
    TRY(set_attribute(rt, args[0], name.get(), args[2]));
    return View::none();
}

Result<Value> delattr(Runtime& rt, Args args) {
    Ref<Str> name = TRY(attribute_name(rt, args[1]));
    TRY(set_attribute(rt, args[0], name.get(), View()));
    return View::none();
}

Result<Value> current_locals(Runtime& rt) {
    Value locals = rt.hooks.current_locals ? TRY(rt.hooks.current_locals(rt)) : Value();
    if (locals.is_unbound()) return rt.raise(SystemError, "frame does not exist");
    return locals;
}

Result<Value> dir(Runtime& rt, Args args) {
    Value names;
    if (args.given(0)) {
        names = TRY(call_special(rt, args[0], rt.names.dir_));
        if (names.is_unbound()) return rt.raise(TypeError, "object does not provide __dir__");
    } else {
        names = TRY(call_method(rt, TRY(current_locals(rt)), rt.names.keys));
    }
    Ref<List> list = TRY(list_from(rt, names));
    TRY(list_sort(rt, list.get(), View::none(), false));
    return list;
}

Result<Value> vars(Runtime& rt, Args args) {
    if (!args.given(0)) return current_locals(rt);
    Value dict = TRY(find_attribute(rt, args[0], rt.names.dict_));
    if (dict.is_unbound()) return rt.raise(TypeError, "vars() argument must have __dict__ attribute");
    return dict;
}

Result<Value> locals(Runtime& rt, Args) { return current_locals(rt); }

Result<Value> globals(Runtime& rt, Args) {
    Dict* found = rt.hooks.current_globals ? rt.hooks.current_globals(rt) : nullptr;
    if (!found) return rt.raise(SystemError, "frame does not exist");
    return Value(View(found));
}

Result<Value> isinstance(Runtime& rt, Args args) { return View::boolean(TRY(is_instance(rt, args[0], args[1]))); }
Result<Value> issubclass(Runtime& rt, Args args) { return View::boolean(TRY(is_subclass(rt, args[0], args[1]))); }
Result<Value> callable(Runtime& rt, Args args) { return View::boolean(is_callable(rt, args[0])); }

Result<Value> hash_function(Runtime& rt, Args args) { return rt.integer(TRY(hash(rt, args[0]))); }
Result<Value> id(Runtime& rt, Args args) { return rt.integer_unsigned(args[0].bits()); }

Result<Value> repr_function(Runtime& rt, Args args) {
    Ref<Str> text = TRY(repr(rt, args[0]));
    return text;
}

Result<Value> ascii_function(Runtime& rt, Args args) {
    Ref<Str> text = TRY(ascii(rt, args[0]));
    return text;
}

Result<Value> format_function(Runtime& rt, Args args) {
    Str* specification = TRY(args.str(1));
    Ref<Str> text = TRY(format(rt, args[0], specification));
    return text;
}

constexpr FunctionDef functions[] = {
    {"getattr(object, name, default=<no value>, /)", getattr, "The attribute of this name; the default, if there is one, where the object has none."},
    {"hasattr(obj, name, /)", hasattr, "Whether the object has an attribute of this name."},
    {"setattr(obj, name, value, /)", setattr, "Sets the attribute: setattr(x, 'y', v) is x.y = v."},
    {"delattr(obj, name, /)", delattr, "Deletes the attribute: delattr(x, 'y') is del x.y."},
    {"dir(object=<no value>, /)", dir, "A sorted list of the names that the object has, or of those in the current scope."},
    {"vars(object=<no value>, /)", vars, "The __dict__ of the object; without an argument, locals()."},
    {"locals()", locals, "The variables of the current scope by name."},
    {"globals()", globals, "The namespace of the current module."},
    {"isinstance(obj, class_or_tuple, /)", isinstance, "Whether the object is an instance of the class, or of one of several."},
    {"issubclass(cls, class_or_tuple, /)", issubclass, "Whether the class derives from the other, or from one of several."},
    {"callable(obj, /)", callable, "Whether the object can be called."},
    {"hash(obj, /)", hash_function, "The hash of the object: equal objects have equal hashes."},
    {"id(obj, /)", id, "A number that no other object has during the object's life."},
    {"repr(obj, /)", repr_function, "The object as text for programmers."},
    {"ascii(obj, /)", ascii_function, "As repr(), with every character beyond ASCII escaped."},
    {"format(value, format_spec='', /)", format_function, "The value as text by a format specification: type(value).__format__(value, format_spec)."},
};

}  // namespace

const std::span<const FunctionDef> attribute_functions = functions;

}  // namespace ouro
