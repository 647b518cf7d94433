// SPDX-License-Identifier: MIT
// Of `_testcapi`: functions and methods of each calling convention, which return what they got, and calls of any callable by native code.
#include "runtime/objects/containers.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/slots.h"
#include "runtime/objects/str.h"
#include "stdlib/testing/capi.h"
#include "stdlib/testing/testing.h"

namespace ouro {

namespace {

// ---- calling conventions: (self, arguments, keywords), as far as there are such

Result<Value> got(Runtime& rt, std::initializer_list<View> parts) { return TRY(new_tuple(rt, parts)); }

Result<Value> with_arguments(Runtime& rt, Args args) { return got(rt, {args[0], args[1]}); }
Result<Value> with_keywords(Runtime& rt, Args args) { return got(rt, {args[0], args[1], args[2]}); }
Result<Value> alone(Runtime&, Args args) { return Value(args[0]); }
Result<Value> static_with_arguments(Runtime& rt, Args args) { return got(rt, {View::none(), args[0]}); }
Result<Value> static_with_keywords(Runtime& rt, Args args) { return got(rt, {View::none(), args[0], args[1]}); }
Result<Value> static_alone(Runtime&, Args) { return View::none(); }

#define CONVENTIONS(first, kind)                                                                                            \
    {"meth_varargs(" first ", /, *args)", with_arguments, "Any arguments.", kind},                                             \
    {"meth_varargs_keywords(" first ", /, *args, **kwargs)", with_keywords, "Any arguments, named ones too.", kind},           \
    {"meth_o(" first ", arg, /)", with_arguments, "One argument.", kind},                                                   \
    {"meth_noargs(" first ", /)", alone, "No argument.", kind},                                                             \
    {"meth_fastcall(" first ", /, *args)", with_arguments, "Any arguments.", kind},                                            \
    {"meth_fastcall_keywords(" first ", /, *args, **kwargs)", with_keywords, "Any arguments, named ones too.", kind}
constexpr FunctionDef instance_conventions[] = {CONVENTIONS("self", FunctionDef::plain)};
constexpr FunctionDef class_conventions[] = {CONVENTIONS("cls", FunctionDef::class_method)};
#undef CONVENTIONS
constexpr FunctionDef static_conventions[] = {
    {"meth_varargs(*args)", static_with_arguments, "Any arguments.", FunctionDef::static_method},
    {"meth_varargs_keywords(*args, **kwargs)", static_with_keywords, "Any arguments, named ones too.", FunctionDef::static_method},
    {"meth_o(arg, /)", static_with_arguments, "One argument.", FunctionDef::static_method},
    {"meth_noargs()", static_alone, "No argument.", FunctionDef::static_method},
    {"meth_fastcall(*args)", static_with_arguments, "Any arguments.", FunctionDef::static_method},
    {"meth_fastcall_keywords(*args, **kwargs)", static_with_keywords, "Any arguments, named ones too.", FunctionDef::static_method},
};

const TypeDef meth_instance_type{.name = "MethInstance",
                                 .doc = "Its methods take their arguments by each of the conventions.",
                                 .construct_signature = "()",
                                 .construct_bound = plain_instance,
                                 .slots = {.destroy = destroy_plain},
                                 .methods = instance_conventions};
const TypeDef meth_class_type{.name = "MethClass",
                              .doc = "The same for class methods.",
                              .construct_signature = "()",
                              .construct_bound = plain_instance,
                              .slots = {.destroy = destroy_plain},
                              .methods = class_conventions};
const TypeDef meth_static_type{.name = "MethStatic",
                               .doc = "The same for static methods.",
                               .construct_signature = "()",
                               .construct_bound = plain_instance,
                               .slots = {.destroy = destroy_plain},
                               .methods = static_conventions};

// ---- calls

/// A tuple, or null for None.
Result<Tuple*> tuple_or_none(Runtime& rt, View value, const char* name) {
    if (value.is_none()) return static_cast<Tuple*>(nullptr);
    Tuple* tuple = as_tuple(value);
    if (!tuple) return rt.raise(TypeError, "%s must be None or a tuple", name);
    return tuple;
}

const View* items(const Tuple* tuple) { return tuple ? reinterpret_cast<const View*>(tuple->items) : nullptr; }

Result<Value> call_with_dict(Runtime& rt, View callable, Tuple* arguments, Dict* keywords) {
    if (!is_callable(rt, callable)) return call(rt, callable);  // which says so
    std::size_t count = arguments ? arguments->size : 0, named = keywords ? keywords->used : 0, at = 0;
    TRY(rt.charge(static_cast<std::int64_t>(count + named)));
    Ref<Tuple> names = TRY(new_tuple(rt, named)), values = TRY(new_tuple(rt, count + named));  // the callee may change the dict
    for (std::size_t n = 0; n < count; ++n) values->items[n] = arguments->items[n];
    for (auto* each = named ? dict_first(keywords) : nullptr; each; each = dict_next(keywords, each), ++at) {
        if (!as_str(each->key)) return rt.raise(TypeError, "keywords must be strings");
        names->items[at] = each->key;
        values->items[count + at] = each->value;
    }
    return call(rt, callable, Arguments{.values = items(values.get()), .count = count, .names = named ? names.get() : nullptr});
}

Result<Value> pyobject_fastcalldict(Runtime& rt, Args args) {
    Tuple* arguments = TRY(tuple_or_none(rt, args[1], "args"));
    if (!args[2].is_none() && !as_dict(args[2])) return rt.raise(TypeError, "kwnames must be None or a dict");
    return call_with_dict(rt, args[0], arguments, as_dict(args[2]));
}

Result<Value> pyobject_vectorcall(Runtime& rt, Args args) {
    Tuple* arguments = TRY(tuple_or_none(rt, args[1], "args"));
    Tuple* names = TRY(tuple_or_none(rt, args[2], "kwnames"));
    std::size_t count = arguments ? arguments->size : 0, named = names ? names->size : 0;
    if (named > count) return rt.raise(ValueError, "kwnames longer than args");
    for (std::size_t n = 0; n < named; ++n)
        if (!as_str(names->items[n])) return rt.raise(TypeError, "keywords must be strings");
    return call(rt, args[0], Arguments{.values = items(arguments), .count = count - named, .names = named ? names : nullptr});
}

Result<Value> call_tuple(Runtime& rt, Args args) {
    Tuple* arguments = as_tuple(args[1]);
    if (!arguments) return rt.raise(TypeError, "args must be a tuple");
    View keywords = args.given(2) ? args[2] : View::none();
    if (!keywords.is_none() && !as_dict(keywords)) return rt.raise(TypeError, "kwargs must be a dict");
    return call_with_dict(rt, args[0], arguments, as_dict(keywords));
}

Result<Value> pyvectorcall_call(Runtime& rt, Args args) {
    if (!is_called_natively(rt.type_of(args[0]))) return rt.raise(TypeError, "'%s' object does not support vectorcall", type_name(rt, args[0]));
    return call_tuple(rt, args);
}

Result<Value> create_cfunction(Runtime& rt, Args);

// ---- classes whose instances native code calls, until somebody gives them a __call__

struct Callable : Object {
    bool direct;  // says that it was called the shorter way
};

constexpr FunctionDef callable_methods[] = {
    {"set_vectorcall(self, cls, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Type* cls = as_type(args[1]);
         if (!cls || !is_subtype(rt.type_of(args[0]), cls)) return rt.raise(TypeError, "expected an instance of %s", TRY(repr(rt, args[1]))->data());
         if (!is_called_natively(cls)) return rt.raise(TypeError, "%s does not support vectorcall", TRY(repr(rt, args[1]))->data());
         args.self<Callable>()->direct = true;
         return View::none();
     },
     "Calls of it are told apart from now on."},
};

const TypeDef callable_type{.name = "VectorCallBase",
                            .module = "_testcapi",
                            .doc = "What the classes of make_vectorcall_class() derive from.",
                            .size = sizeof(Callable),
                            .flags = Type::base_type,
                            .construct_signature = "()",
                            .construct_bound = [](Runtime& rt, Type* type, Args) -> Result<Value> {
                                auto* made = rt.allocate<Callable>(type);
                                if (!made) return rt.raise_memory_error();
                                made->direct = false;
                                return Value::adopt(View(made));
                            },
                            .slots = {.destroy = [](Runtime& rt, Object* object) { rt.free_instance(object, sizeof(Callable)); },
                                      .call = [](Runtime& rt, View self, const Arguments&) { return rt.str(self.as<Callable>()->direct ? "vectorcall" : "tp_call"); }},
                            .methods = callable_methods};

Result<Value> make_vectorcall_class(Runtime& rt, Args args) {
    Type* own = TRY(native_type(rt, callable_type));
    View base(static_cast<const Object*>(own));
    if (args.given(0) && args[0] != View(static_cast<const Object*>(rt.types.object))) {
        if (!as_type(args[0])) return rt.raise(TypeError, "make_vectorcall_class() argument 1 must be type, not %s", type_name(rt, args[0]));
        if (!is_subtype(as_type(args[0]), own)) return rt.raise(NotImplementedError, "make_vectorcall_class() of another base than its own is not in ouro");
        base = args[0];
    }
    Ref<Tuple> bases = TRY(new_tuple(rt, {base}));
    Ref<Dict> body = TRY(new_dict(rt));
    TRY(dict_set(rt, body.get(), rt.names.module_, TRY(rt.str("_testcapi"))));
    TRY(dict_set(rt, body.get(), rt.names.call_, lookup_on_type(own, rt.names.call_)));
    return call(rt, View(static_cast<const Object*>(rt.types.type)), {TRY(rt.str("VectorcallClass")), View(bases.get()), View(body.get())});
}

Result<Value> has_vectorcall_flag(Runtime& rt, Args args) {
    Type* type = as_type(args[0]);
    if (!type) return rt.raise(TypeError, "has_vectorcall_flag() argument must be type, not %s", type_name(rt, args[0]));
    return View::boolean(is_called_natively(type));
}

constexpr FunctionDef functions[] = {
    {"pyobject_fastcalldict(callable, args, kwargs, /)", pyobject_fastcalldict, "callable(*args, **kwargs), where either may be None."},
    {"pyobject_vectorcall(callable, args, kwnames, /)", pyobject_vectorcall, "The same, where the last of the arguments have these names."},
    {"pyvectorcall_call(callable, args, kwargs=<no value>, /)", pyvectorcall_call, "callable(*args, **kwargs), if native code can call it directly."},
    {"pycfunction_call(callable, args, kwargs=<no value>, /)", call_tuple, "callable(*args, **kwargs)"},
    {"create_cfunction()", create_cfunction, "A new function like this one."},
    {"make_vectorcall_class(base=<no value>, /)", make_vectorcall_class, "A new class whose instances native code calls."},
    {"has_vectorcall_flag(type, /)", has_vectorcall_flag, "Whether native code calls its instances."},
    {"function_setvectorcall(function, /)", not_in_ouro, "Functions are called in one way."},
};

Result<Value> create_cfunction(Runtime& rt, Args) {
    for (const FunctionDef& each : functions)
        if (each.call == create_cfunction) return make_native_function(rt, each, View());
    return View::none();
}

}  // namespace

Result<void> add_calls(Runtime& rt, Module* module) {
    TRY(add_functions(rt, module, functions));
    // Of those a function of the module gets the module.
    TRY(add_functions(rt, module, instance_conventions, View(reinterpret_cast<const Object*>(module))));
    for (const TypeDef* type : {&meth_instance_type, &meth_class_type, &meth_static_type}) TRY(add_test_type(rt, module, *type));
    return {};
}

}  // namespace ouro
