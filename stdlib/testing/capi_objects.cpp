// SPDX-License-Identifier: MIT
// Of `_testcapi`: frames, code objects, modules, and types whose instances do one thing.
#include "runtime/native/native_base.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/method.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/slots.h"
#include "runtime/objects/str.h"
#include "stdlib/owned_fields.h"
#include "stdlib/testing/capi.h"
#include "stdlib/testing/testing.h"
#include "vm/compiler/compiler.h"
#include "vm/interp/frame_object.h"

namespace ouro {

namespace {

// ---- frames and code

Result<FrameObject*> frame_of(Runtime& rt, View value) {
    if (!is_kind(value, Kind::frame)) return rt.raise(TypeError, "argument must be a frame");
    return value.as<FrameObject>();
}

template <const char* name>
Result<Value> frame_attribute(Runtime& rt, Args args) {
    TRY(frame_of(rt, args[0]));
    return get_attribute(rt, args[0], TRY(intern(rt, name)).get());
}
constexpr char kLocals[] = "f_locals", kGlobals[] = "f_globals", kBuiltins[] = "f_builtins", kLast[] = "f_lasti";

Result<Value> frame_getgenerator(Runtime& rt, Args args) {
    FrameObject* frame = TRY(frame_of(rt, args[0]));
    if (!frame->frame || !(frame->frame->flags & Frame::heap)) return View::none();
    return Value(View(static_cast<const Object*>(Generator::of(frame->frame))));
}

Result<Value> variable(Runtime& rt, FrameObject* frame, Str* name) {
    Value found;
    Value variables = TRY(frame_variables(rt, frame));
    Result<Value> value = get_item(rt, variables, View(name));
    if (!value.raised()) return value;
    if (!rt.swallow(KeyError)) return Raised{};
    return rt.raise(NameError, "variable %s does not exist", TRY(repr(rt, View(name)))->data());
}

Result<Value> frame_getvar(Runtime& rt, Args args) {
    FrameObject* frame = TRY(frame_of(rt, args[0]));
    if (!as_str(args[1])) return rt.raise(TypeError, "name must be str, not %s", type_name(rt, args[1]));
    return variable(rt, frame, as_str(args[1]));
}
Result<Value> frame_getvarstring(Runtime& rt, Args args) {
    FrameObject* frame = TRY(frame_of(rt, args[0]));
    return variable(rt, frame, TRY(c_name(rt, args[1])).get());
}

/// The frame of a call that never began: that of a generator which is gone.
Result<Value> frame_new(Runtime& rt, Args args) {
    Code* code = as_code(args[0]);
    if (!code) return rt.raise(TypeError, "argument must be a code object");
    if (!as_dict(args[1])) return rt.raise(TypeError, "globals must be a dict");
    Ref<Function> function = TRY(new_function(rt, code, as_dict(args[1])));
    Ref<Generator> generator = TRY(new_generator(rt, function.get()));
    return frame_object(rt, &generator->frame);
}

/// Code that raises AssertionError.
Result<Value> code_newempty(Runtime& rt, Args args) {
    Str *filename = TRY(args.str(0)), *name = TRY(args.str(1));
    int line = TRY(args.small_integer(2));
    Ref<Code> code = TRY(compile_source(rt, "assert 0", filename, CompileMode::exec, 1, 0));
    code->name = Ref<Str>(name);
    code->qualified_name = Ref<Str>(name);
    code->first_line = static_cast<std::uint32_t>(std::max(line, 0));
    code->all_positions();
    for (Code::Position& each : code->positions) {
        each.line = each.end_line = code->first_line;
        each.column = each.end_column = Code::Position::kNoColumn;
    }
    return code;
}

// ---- modules

Result<Value> check_pyimport_addmodule(Runtime& rt, Args args) {
    Ref<Str> name = intern(rt, TRY(args.str(0)));
    Value module(TRY(dict_get(rt, rt.modules.get(), name.get())));
    if (is_kind(module, Kind::module)) return module;
    Ref<Module> made = TRY(new_module(rt, name.get()));
    module = View(reinterpret_cast<const Object*>(made.get()));
    TRY(dict_set(rt, rt.modules.get(), name.get(), module));
    return module;
}

// ---- objects with one field

struct Holder : Object {
    Value field;

    template <typename Use>
    void each_field(Use&& use) { use(field); }
};

template <typename T>
constexpr TypeSlots owning_slots() {
    return {.destroy = destroy_fields<T>, .traverse = traverse_fields<T>, .clear = clear_fields<T>};
}

Result<Value> new_holder(Runtime& rt, Type* type, View field) {
    Ref<Holder> made = TRY(new_with_fields<Holder>(rt, type));
    made->field = Value(field);
    return made;
}

constexpr TypeSlots await_slots = [] {
    TypeSlots slots = owning_slots<Holder>();
    slots.await = [](Runtime&, View self) -> Result<Value> { return self.as<Holder>()->field; };
    return slots;
}();

/// Awaiting one is awaiting by the iterator it was made with.
const TypeDef await_type{.name = "awaitType",
                         .doc = "Its __await__() returns what it was made with.",
                         .size = sizeof(Holder),
                         .flags = Type::container,
                         .construct_signature = "(object, /)",
                         .construct_bound = [](Runtime& rt, Type* type, Args args) { return new_holder(rt, type, args[1]); },
                         .slots = await_slots};

constexpr FunctionDef alias_methods[] = {
    {"__mro_entries__(self, bases, /)", [](Runtime& rt, Args args) -> Result<Value> { return TRY(new_tuple(rt, {View(args.self<Holder>()->field)})); },
     "What it was made of stands in its place."},
};
const TypeDef generic_alias_holder_type{.name = "GenericAlias",
                                        .doc = "What Generic[item] is.",
                                        .size = sizeof(Holder),
                                        .flags = Type::container | Type::disallow_construct,
                                        .slots = owning_slots<Holder>(),
                                        .methods = alias_methods};

constexpr FunctionDef generic_methods[] = {
    {"__class_getitem__(cls, item, /)",
     [](Runtime& rt, Args args) -> Result<Value> { return new_holder(rt, TRY(native_type(rt, generic_alias_holder_type)), args[1]); },
     "An alias that is the item where it is a base.", FunctionDef::class_method},
};
const TypeDef generic_type{.name = "Generic", .doc = "Generic[item] can be made.", .flags = Type::disallow_construct, .methods = generic_methods};

// ---- callables that are found on a class as methods are, and others

Result<Value> bind(Runtime& rt, View self, View instance, Type*) { return instance.is_unbound() ? Result<Value>(self) : new_bound_method(rt, self, instance); }

const TypeDef method_descriptor_base_type{
    .name = "MethodDescriptorBase",
    .doc = "Its instances are called as methods are.",
    .flags = Type::base_type | Type::method_descriptor,
    .construct_signature = "()",
    .construct_bound = plain_instance,
    .slots = {.destroy = destroy_plain, .call = [](Runtime&, View, const Arguments&) -> Result<Value> { return View::boolean(true); }, .get = bind}};
const TypeDef method_descriptor_derived_type{.name = "MethodDescriptorDerived",
                                             .doc = "The same, derived.",
                                             .flags = Type::base_type | Type::method_descriptor,
                                             .base = native_base<method_descriptor_base_type>,
                                             .construct_signature = "()",
                                             .construct_bound = plain_instance};
const TypeDef method_descriptor_nop_get_type{
    .name = "MethodDescriptorNopGet",
    .doc = "The same, whose instances are not bound, and return their arguments.",
    .flags = Type::base_type,
    .base = native_base<method_descriptor_base_type>,
    .construct_signature = "()",
    .construct_bound = plain_instance,
    .slots = {.destroy = destroy_plain,
              .call = [](Runtime& rt, View, const Arguments& arguments) -> Result<Value> {
                  Ref<Tuple> got = TRY(new_tuple(rt, arguments.count));
                  for (std::size_t n = 0; n < arguments.count; ++n) got->items[n] = arguments[n];
                  return got;
              },
              .get = [](Runtime&, View self, View, Type*) -> Result<Value> { return self; }}};
const TypeDef method_descriptor_2_type{
    .name = "MethodDescriptor2",
    .doc = "The same, with another call.",
    .flags = Type::base_type | Type::method_descriptor,
    .base = native_base<method_descriptor_base_type>,
    .construct_signature = "()",
    .construct_bound = plain_instance,
    .slots = {.destroy = destroy_plain, .call = [](Runtime&, View, const Arguments&) -> Result<Value> { return View::boolean(false); }, .get = bind}};

/// A __get__ that makes an instance of the class it is asked for.
Result<Value> bad_get(Runtime& rt, Args args) {
    TRY(call(rt, args[2]));
    return Value(args[0]);
}

constexpr FunctionDef functions[] = {
    {"frame_getlocals(frame, /)", frame_attribute<kLocals>, "frame.f_locals"},
    {"frame_getglobals(frame, /)", frame_attribute<kGlobals>, "frame.f_globals"},
    {"frame_getbuiltins(frame, /)", frame_attribute<kBuiltins>, "frame.f_builtins"},
    {"frame_getlasti(frame, /)", frame_attribute<kLast>, "frame.f_lasti"},
    {"frame_getgenerator(frame, /)", frame_getgenerator, "The generator or coroutine that a frame lies in, or None."},
    {"frame_getvar(frame, name, /)", frame_getvar, "A variable of a frame."},
    {"frame_getvarstring(frame, name, /)", frame_getvarstring, "The same for a name in bytes."},
    {"frame_new(code, globals, locals, /)", frame_new, "A frame of a call that does not begin."},
    {"code_newempty(filename, name, firstlineno, /)", code_newempty, "Code that raises AssertionError."},
    {"check_pyimport_addmodule(name, /)", check_pyimport_addmodule, "The module of this name in sys.modules, made if it is not there."},
    {"bad_get(self, object, cls, /)", bad_get, "Calls cls."},
    {"test_with_docstring()", [](Runtime&, Args) -> Result<Value> { return View::none(); }, "A function whose docstring is this."},
    {"run_in_subinterp(code, /)", not_in_ouro, "A host makes VMs, not a script."},
};

}  // namespace

Result<void> add_objects(Runtime& rt, Module* module) {
    TRY(add_functions(rt, module, functions));
    for (const TypeDef* type : {&await_type, &generic_alias_holder_type, &generic_type, &method_descriptor_base_type, &method_descriptor_derived_type,
                                &method_descriptor_nop_get_type, &method_descriptor_2_type})
        TRY(add_test_type(rt, module, *type));
    return {};
}

}  // namespace ouro
