// SPDX-License-Identifier: MIT
// `type` and `object`: their slots, attributes and methods; class statements; isinstance() and issubclass().
#include "runtime/objects/type_object.h"

#include <cstring>
#include <algorithm>
#include <vector>

#include "runtime/native/module.h"
#include "runtime/native/signature.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/cell.h"
#include "runtime/heap/shape.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/native_function.h"
#include "runtime/objects/number.h"
#include "runtime/objects/lifetime.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/reduce.h"
#include "runtime/objects/slots.h"
#include "runtime/objects/str.h"

namespace ouro {

std::size_t variable_bytes(const Object* object) {
    switch (object->kind) {
        case Kind::str: {
            auto* s = static_cast<const Str*>(object);
            return sizeof(Str) + (s->ascii() ? 0 : sizeof(Str::Wide)) + s->size + 1;
        }
        case Kind::bytes: return sizeof(Bytes) + static_cast<const Bytes*>(object)->size + 1;
        case Kind::tuple: return sizeof(Tuple) + static_cast<const Tuple*>(object)->size * sizeof(Value);
        case Kind::big_int: return sizeof(BigInt) + static_cast<const BigInt*>(object)->used * sizeof(mp_digit);
        default: return object->type()->basic_size;
    }
}

// ---- construction

namespace {

Result<const Signature*> constructor_of(Runtime& rt, Type* owner) {
    if (!owner->constructor) {
        owner->constructor = TRY(Signature::parse(rt, owner->def->construct_signature, short_type_name(owner))).release();
        owner->constructor->method = false;
        owner->constructor->constructor = true;
    }
    return owner->constructor;
}

}  // namespace

Result<void> bind_constructor(Runtime& rt, Type* owner, const Arguments& arguments, Value* out) {
    return TRY(constructor_of(rt, owner))->bind(rt, nullptr, 0, arguments, out);
}

Result<Value> construct_by_signature(Runtime& rt, Type* type, const Arguments& arguments) {
    Type* owner = type;
    while (owner && !(owner->def && owner->def->construct_bound)) owner = owner->base;
    const TypeDef& def = *owner->def;
    const Signature* signature = TRY(constructor_of(rt, owner));
    constexpr std::size_t kMost = 13;
    std::size_t count = signature->parameters.size();
    Value values[kMost];
    View views[kMost + 1];
    if (count > kMost) return rt.raise(SystemError, "too many parameters of %s", type_name(owner));
    views[0] = View(type);
    if (!arguments.names && !signature->has_var_positional && !signature->has_var_keyword && arguments.count <= signature->positional_count) {
        // Positions only: nothing needs to be bound.
        std::size_t n = 0;
        for (; n < arguments.count; ++n) views[n + 1] = arguments[n];
        for (; n < count && !signature->parameters[n].required; ++n) views[n + 1] = signature->parameters[n].default_value;
        if (n == count) return def.construct_bound(rt, type, Args(rt, views, count + 1, signature));
    }
    // A subclass with an __init__ of its own may take keywords that the built-in constructor, which knows none, leaves to it.
    Arguments given = arguments;
    if (type != owner && !signature->takes_keywords() && type->slots.init != owner->slots.init) given.names = nullptr;
    TRY(signature->bind(rt, nullptr, 0, given, values));
    for (std::size_t n = 0; n < count; ++n) views[n + 1] = values[n];
    return def.construct_bound(rt, type, Args(rt, views, count + 1, signature));
}

namespace {

/// X.__new__(cls, *args): checks that cls derives from X, then X's constructor.
Result<Value> call_new(Runtime& rt, Args args) {
    auto* owner = args[0].as<Type>();
    Tuple* given = args[1].as<Tuple>();
    Dict* keywords = args[2].as<Dict>();
    if (!given->size) return rt.raise(TypeError, "%s.__new__(): not enough arguments", type_name(owner));
    Type* type = as_type(given->items[0]);
    if (!type) return rt.raise(TypeError, "%s.__new__(X): X is not a type object (%s)", type_name(owner), type_name(rt, given->items[0]));
    if (!is_subtype(type, owner)) return rt.raise(TypeError, "%s.__new__(%s): %s is not a subtype of %s", type_name(owner), type_name(type), type_name(type), type_name(owner));
    Type* native = type;
    while (native->has(Type::heap_type)) native = native->base;
    bool same_constructor = native->slots.construct == owner->slots.construct &&
                            (!native->def || !owner->def || !native->def->construct_bound || native->def->construct_bound == owner->def->construct_bound);
    if (!same_constructor && native->def)
        return rt.raise(TypeError, "%s.__new__(%s) is not safe, use %s.__new__()", type_name(owner), type_name(type), type_name(native));
    std::vector<View> values;
    for (std::size_t n = 1; n < given->size; ++n) values.push_back(given->items[n]);
    Ref<Tuple> names = TRY(new_tuple(rt, keywords->used));
    std::size_t n = 0;
    for (auto* e = dict_first(keywords); e; e = dict_next(keywords, e)) {
        names->items[n++] = e->key;
        values.push_back(e->value);
    }
    return owner->slots.construct(rt, type, {.values = values.data(), .count = given->size - 1, .names = n ? names.get() : nullptr});
}
const FunctionDef kNew{"__new__(type, /, *args, **kwargs)", call_new, "Create and return a new object."};

}  // namespace

Result<void> add_new_function(Runtime& rt, Type* type) {
    if (type->has(Type::disallow_construct)) return {};
    Value function = TRY(make_native_function(rt, kNew, View(), View(static_cast<const Object*>(type))));
    return dict_set(rt, type->dict, rt.names.new_, function);
}

std::string full_type_name(Type* type) {
    std::string name(type->qualified_name->text());
    Str* module = as_str(namespace_get(dict_of_type(type), type->runtime->names.module_));
    if (!module || module->text() == "builtins" || module->text() == "__main__") return name;
    return std::string(module->text()) + "." + name;
}

Result<void> fill_class_cell(Runtime& rt, View cell, View content) {
    if (!is_kind(cell, Kind::cell)) return rt.raise(TypeError, "__classcell__ must be a nonlocal cell, not <class '%s'>", type_name(rt, cell));
    cell.as<Cell>()->content = content;
    return {};
}

// ---- object

namespace {

Result<Value> construct_object(Runtime& rt, Type* type, const Arguments& arguments);
Result<void> init_object(Runtime& rt, View self, const Arguments& arguments) {
    Type* type = rt.type_of(self);
    if (!arguments.total()) return {};
    if (type->slots.init != init_object) return rt.raise(TypeError, "object.__init__() takes exactly one argument (the instance to initialize)");
    if (type->slots.construct == construct_object) return rt.raise(TypeError, "%s.__init__() takes exactly one argument (the instance to initialize)", type_name(type));
    return {};
}

Result<Value> construct_object(Runtime& rt, Type* type, const Arguments& arguments) {
    if (arguments.total()) {
        if (type->slots.construct != construct_object) return rt.raise(TypeError, "object.__new__() takes exactly one argument (the type to instantiate)");
        if (type->slots.init == init_object) return rt.raise(TypeError, "%s() takes no arguments", type_name(type));
    }
    if (type->has(Type::is_abstract)) {
        Value names = TRY(get_attribute(rt, View(static_cast<const Object*>(type)), rt.names.abstract_methods));
        Ref<List> list = TRY(list_from(rt, names));
        TRY(list_sort(rt, list.get(), View::none(), false));
        std::string shown;
        for (const Value& name : list->view()) shown += (shown.empty() ? "'" : ", '") + std::string(TRY(to_str(rt, name))->text()) + "'";
        return rt.raise(TypeError, "Can't instantiate abstract class %s without an implementation for abstract method%s %s", type_name(type),
                        list->size == 1 ? "" : "s", shown.c_str());
    }
    Object* made = rt.allocate_instance(type, type->basic_size);
    if (!made) return rt.raise_memory_error();
    return Value::adopt(View(made));
}

Result<Value> object_repr(Runtime& rt, View self) {
    Type* type = rt.type_of(self);
    std::string name(type->qualified_name ? type->qualified_name->text() : type_name(type));
    View module = namespace_get(dict_of_type(type), rt.names.module_);
    if (Str* text = as_str(module); text && text->text() != "builtins") name = std::string(text->text()) + "." + name;
    char address[32];
    std::snprintf(address, sizeof address, "%p", reinterpret_cast<void*>(self.bits()));
    return rt.str("<" + name + " object at " + address + ">");
}

Result<Value> object_compare(Runtime& rt, View a, View b, CompareOp op) {
    if (op == CompareOp::eq) return a == b ? View::boolean(true) : View::not_implemented();
    if (op != CompareOp::ne) return View::not_implemented();
    auto* slot = rt.type_of(a)->slots.compare;
    if (!slot) return View::not_implemented();
    Value same = TRY(slot(rt, a, b, CompareOp::eq));
    if (same.is_not_implemented()) return same;
    return View::boolean(!TRY(truth(rt, same)));
}

Result<Value> dir_of(Runtime& rt, View self) {
    Ref<Dict> names = TRY(new_dict(rt));
    Value kind(self);
    if (!is_kind(self, Kind::type)) kind = TRY(find_attribute(rt, self, rt.names.class_));
    Type* type = as_type(kind);  // none where __class__ is something else
    for (std::size_t n = 0; type && type->mro && n < type->mro->size; ++n) TRY(dict_update(rt, names.get(), View(static_cast<const Object*>(dict_of_type(View(type->mro->items[n]).as<Type>())))));
    if (!is_kind(self, Kind::type)) {
        Value own = TRY(find_attribute(rt, self, rt.names.dict_));
        if (is_kind(own, Kind::dict)) TRY(dict_update(rt, names.get(), own));
    }
    Ref<List> list = TRY(list_from(rt, View(names.get())));
    return list;
}

constexpr FunctionDef object_methods[] = {
    {"__init_subclass__(cls, /, *args, **kwargs)",
     [](Runtime& rt, Args a) -> Result<Value> {
         const char* name = is_kind(a[0], Kind::type) ? short_type_name(a[0].as<Type>()) : type_name(rt, a[0]);
         if (as_dict(a[2])->used) return rt.raise(TypeError, "%s.__init_subclass__() takes no keyword arguments", name);
         if (as_tuple(a[1])->size) return rt.raise(TypeError, "%s.__init_subclass__() takes no arguments (%zu given)", name, as_tuple(a[1])->size);
         return View::none();
     }, "This method is called when a class is subclassed.", FunctionDef::class_method},
    {"__subclasshook__(cls, object, /)", [](Runtime&, Args) -> Result<Value> { return View::not_implemented(); }, "Abstract classes can override this to customize issubclass().", FunctionDef::class_method},
    {"__format__(self, format_spec, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         Str* spec = TRY(a.str(1));
         if (spec->size) return rt.raise(TypeError, "unsupported format string passed to %s.__format__", type_name(rt, a[0]));
         Ref<Str> text = TRY(to_str(rt, a[0]));
         return text;
     },
     "Default object formatter."},
    {"__dir__(self, /)", [](Runtime& rt, Args a) { return dir_of(rt, a[0]); }, "Default dir() implementation."},
    {"__sizeof__(self, /)", [](Runtime& rt, Args a) { return rt.integer(rt.type_of(a[0])->basic_size); }, "Size of object in memory, in bytes."},
    {"__getstate__(self, /)", object_getstate, "Helper for pickle."},
    {"__reduce_ex__(self, protocol, /)", object_reduce_ex, "Helper for pickle."},
    {"__reduce__(self, /)", object_reduce, "Helper for pickle."},
};

Result<void> set_class(Runtime& rt, View self, View value) {
    Type* type = as_type(value);
    if (value.is_unbound()) return rt.raise(TypeError, "can't delete __class__ attribute");
    if (!type) return rt.raise(TypeError, "__class__ must be set to a class, not '%s' object", type_name(rt, value));
    Type* old = rt.type_of(self);
    bool modules = is_subtype(old, rt.types.module) && is_subtype(type, rt.types.module);
    if (!modules && (!old->has(Type::heap_type) || !type->has(Type::heap_type))) return rt.raise(TypeError, "__class__ assignment only supported for mutable types or ModuleType subclasses");
    if (!same_layout(type, old)) return rt.raise(TypeError, "__class__ assignment: '%s' object layout differs from '%s'", type_name(type), type_name(old));
    if (is_kind(self, Kind::type)) {
        set_metatype(rt, self.as<Type>(), type);
        return {};
    }
    Object* object = self.object();
    Shape* shape = type->root_shape;
    if (type->has(Type::has_dict)) {
        TRY(dict_of(rt, self));
        shape = dictionary_shape(rt, type, storage_slots(object));
        if (!shape) return rt.raise_memory_error();
    }
    if (type->has(Type::heap_type)) retain(static_cast<Object*>(type));
    object->shape = shape;
    if (old->has(Type::heap_type)) release(static_cast<Object*>(old));
    return {};
}

constexpr PropertyDef object_properties[] = {
    {"__class__", [](Runtime& rt, View self) -> Result<Value> { return Value(View(static_cast<const Object*>(rt.type_of(self)))); }, set_class, "the object's class"}};

// ---- type

Type* type_of_self(View v) { return v.as<Type>(); }

Result<Value> call_type(Runtime& rt, View self, const Arguments& arguments) {
    Type* type = type_of_self(self);
    if (type == rt.types.type && arguments.count == 1 && !(arguments.names && arguments.names->size))
        return Value(View(static_cast<const Object*>(rt.type_of(arguments[0]))));
    if (type->has(Type::disallow_construct) || !type->slots.construct) return rt.raise(TypeError, "cannot create '%s' instances", type_name(type));
    Value made = TRY(type->slots.construct(rt, type, arguments));
    Type* kind = rt.type_of(made);
    if (kind->slots.init && kind->slots.init != init_object && is_subtype(kind, type)) TRY(kind->slots.init(rt, made, arguments));
    else if (kind->slots.init == init_object && type->slots.construct == construct_object && is_subtype(kind, type)) TRY(init_object(rt, made, arguments));
    return made;
}

/// Texts of a class are UTF-8: UnicodeEncodeError for a surrogate by itself.
Result<void> check_utf8(Runtime& rt, View text) {
    Str* string = as_str(text);
    if (string && !string->ascii()) TRY(call_method(rt, text, rt.names.encode));
    return {};
}

Result<void> check_type_name(Runtime& rt, Str* name) {
    TRY(check_utf8(rt, View(static_cast<const Object*>(name))));
    if (name->text().find('\0') != std::string_view::npos) return rt.raise(ValueError, "type name must not contain null characters");
    return {};
}

/// type(name, bases, namespace): chooses the metatype, then makes the class.
Result<Value> construct_type(Runtime& rt, Type* metatype, const Arguments& arguments) {
    if (arguments.count != 3) return rt.raise(TypeError, metatype == rt.types.type ? "type() takes 1 or 3 arguments" : "type.__new__() takes exactly 3 arguments (%zu given)", arguments.count);
    Str* name = as_str(arguments[0]);
    Tuple* bases = as_tuple(arguments[1]);
    Dict* namespace_ = as_dict(arguments[2]);
    if (name) TRY(check_type_name(rt, name));
    if (!name) return rt.raise(TypeError, "type.__new__() argument 1 must be str, not %s", type_name(rt, arguments[0]));
    if (!bases) return rt.raise(TypeError, "type.__new__() argument 2 must be tuple, not %s", type_name(rt, arguments[1]));
    if (!namespace_) return rt.raise(TypeError, "type.__new__() argument 3 must be dict, not %s", type_name(rt, arguments[2]));
    Type* winner = metatype;
    for (std::size_t n = 0; n < bases->size; ++n) {
        if (!is_kind(bases->items[n], Kind::type)) {
            if (!TRY(find_attribute(rt, bases->items[n], rt.names.mro_entries_)).is_unbound())
                return rt.raise(TypeError, "type() doesn't support MRO entry resolution; use types.new_class()");
        }
        Type* each = rt.type_of(bases->items[n]);
        if (is_subtype(winner, each)) continue;
        if (!is_subtype(each, winner))
            return rt.raise(TypeError, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases");
        winner = each;
    }
    TRY(check_utf8(rt, Value(namespace_get(namespace_, rt.names.doc_))));
    if (winner != metatype && winner->slots.construct != construct_type) return winner->slots.construct(rt, winner, arguments);
    Ref<Type> made = TRY(new_class(rt, winner, name, bases, namespace_, arguments));
    return made;
}

Result<void> init_type(Runtime& rt, View, const Arguments& arguments) {
    if (arguments.count != 1 && arguments.count != 3) return rt.raise(TypeError, "type.__init__() takes 1 or 3 arguments");
    return {};
}

Result<Value> type_repr(Runtime& rt, View self) {
    Type* type = type_of_self(self);
    std::string name(type->qualified_name->text());
    View module = namespace_get(dict_of_type(type), rt.names.module_);
    if (Str* text = as_str(module); text && text->text() != "builtins") name = std::string(text->text()) + "." + name;
    return rt.str("<class '" + name + "'>");
}

Result<Value> type_get_attribute(Runtime& rt, View self, Str* name) {
    Type *type = type_of_self(self), *meta = rt.type_of(self);
    Value of_meta(lookup_on_type(meta, name));
    Type* kind = of_meta.is_unbound() ? nullptr : rt.type_of(of_meta);
    if (kind && kind->slots.set && kind->slots.get) return kind->slots.get(rt, of_meta, self, meta);
    Value own(lookup_on_type(type, name));
    if (!own.is_unbound()) {
        auto* get = rt.type_of(own)->slots.get;
        return get ? get(rt, own, View(), type) : Result<Value>(own);
    }
    if (kind && kind->slots.get) return kind->slots.get(rt, of_meta, self, meta);
    if (kind) return of_meta;
    (void)rt.raise(AttributeError, "type object '%s' has no attribute '%s'", type_name(type), name->data());
    set_exception_name(rt, name);
    if (is_kind(rt.pending, Kind::exception)) {
        int at = exception_field(rt.pending.object()->type(), "obj");
        if (at >= 0) rt.pending.as<Exception>()->fields[at] = self;
    }
    return Raised{};
}

/// A program sets an attribute of a built-in type that lets it. The special methods that are slots stay what they are.
Result<void> patch(Runtime& rt, Type* type, Str* name) {
    for (const SlotRow& row : slot_rows())
        if (rt.names.*row.name == name) return rt.raise(TypeError, "cannot set '%s' attribute of immutable type '%s'", name->data(), type_name(type));
    (void)dict_of_type(type);  // what is there before the program's own
    std::vector<Type*> deriving{type};
    while (!deriving.empty()) {
        Type* each = deriving.back();
        deriving.pop_back();
        each->type_flags |= kPatched;
        deriving.insert(deriving.end(), each->subclasses, each->subclasses + each->subclass_count);
    }
    return {};
}

Result<void> type_set_attribute(Runtime& rt, View self, Str* name, View value) {
    Type *type = type_of_self(self), *meta = rt.type_of(self);
    if (type->def && !type->has(Type::immutable)) TRY(patch(rt, type, name));
    if (type->has(Type::immutable)) return rt.raise(TypeError, "cannot set '%s' attribute of immutable type '%s'", name->data(), type_name(type));
    Value of_meta(lookup_on_type(meta, name));
    if (!of_meta.is_unbound())
        if (auto* set = rt.type_of(of_meta)->slots.set) return set(rt, of_meta, self, value);
    if (value.is_unbound()) {
        Value old = TRY(dict_pop(rt, type->dict, View(static_cast<const Object*>(name))));
        if (old.is_unbound()) return rt.raise(AttributeError, "type object '%s' has no attribute '%s'", type_name(type), name->data());
        type_modified(rt, type, name);
        return {};
    }
    TRY(dict_set(rt, type->dict, name, value));
    type_modified(rt, type, name);
    return {};
}

Result<Value> from_dict(Runtime& rt, View self, Str* name, View otherwise) {
    View found = namespace_get(dict_of_type(type_of_self(self)), name);
    if (found.is_unbound()) return Value(otherwise);
    auto* get = rt.type_of(found)->slots.get;
    return get ? get(rt, found, View(), type_of_self(self)) : Result<Value>(Value(found));
}

Result<void> put_in_dict(Runtime& rt, View self, Str* name, View value) {
    Type* type = type_of_self(self);
    if (type->has(Type::immutable)) return rt.raise(TypeError, "cannot set '%s' attribute of immutable type '%s'", name->data(), type_name(type));
    if (value.is_unbound()) TRY(dict_pop(rt, type->dict, View(static_cast<const Object*>(name))));
    else TRY(dict_set(rt, type->dict, name, value));
    type_modified(rt, type, name);
    return {};
}

Result<void> set_text(Runtime& rt, View self, View value, Str* Type::*field, const char* attribute) {
    Type* type = type_of_self(self);
    if (type->has(Type::immutable)) return rt.raise(TypeError, "cannot set '%s' attribute of immutable type '%s'", attribute, type_name(type));
    if (value.is_unbound()) return rt.raise(TypeError, "cannot delete '%s' attribute of immutable type '%s'", attribute, type_name(type));
    if (!is_kind(value, Kind::str)) return rt.raise(TypeError, "can only assign string to %s.%s, not '%s'", type_name(type), attribute, type_name(rt, value));
    retain(value);
    release(static_cast<Object*>(std::exchange(type->*field, value.as<Str>())));
    return {};
}

/// __flags__: the bits that CPython has for what a type says of itself, Py_TPFLAGS_….
Result<Value> flags_of_type(Runtime& rt, View self) {
    static constexpr std::pair<std::uint32_t, int> same[] = {
        {Type::sequence_pattern, 5}, {Type::mapping_pattern, 6}, {Type::disallow_construct, 7}, {Type::immutable, 8},       {Type::heap_type, 9},
        {Type::base_type, 10},       {Type::container, 14},      {Type::method_descriptor, 17}, {Type::is_abstract, 20}, {Type::exception_type, 30},
        {Type::metatype, 31}};
    const std::pair<const Type*, int> derived[] = {{rt.types.int_, 24},   {rt.types.list, 25}, {rt.types.tuple, 26},
                                                   {rt.types.bytes, 27}, {rt.types.str, 28},  {rt.types.dict, 29}};
    const Type* type = type_of_self(self);
    std::uint64_t flags = 1 << 12;  // it is ready
    for (auto [flag, bit] : same)
        if (type->type_flags & flag) flags |= std::uint64_t{1} << bit;
    for (auto [base, bit] : derived)
        if (is_subtype(type, base)) flags |= std::uint64_t{1} << bit;
    if (type->has(Type::heap_type) && type->has(Type::has_dict)) flags |= 1 << 2 | 1 << 4;  // attributes in the object itself, or in its dict
    if (type->has(Type::heap_type) && type->has(Type::weak_referable)) flags |= 1 << 3;
    if (is_called_natively(type)) flags |= 1 << 11;
    return rt.integer_unsigned(flags);
}

constexpr PropertyDef type_properties[] = {
    {"__name__",
     [](Runtime& rt, View self) -> Result<Value> { return type_of_self(self)->def ? rt.str(short_type_name(type_of_self(self))) : Result<Value>(Value(View(static_cast<const Object*>(type_of_self(self)->name)))); },
     [](Runtime& rt, View self, View value) -> Result<void> {
         if (Str* text = as_str(value); text && !type_of_self(self)->has(Type::immutable)) TRY(check_type_name(rt, text));
         return set_text(rt, self, value, &Type::name, "__name__");
     }},
    {"__qualname__", [](Runtime&, View self) -> Result<Value> { return Value(View(static_cast<const Object*>(type_of_self(self)->qualified_name))); },
     [](Runtime& rt, View self, View value) { return set_text(rt, self, value, &Type::qualified_name, "__qualname__"); }},
    {"__module__",
     [](Runtime& rt, View self) -> Result<Value> {
         if (type_of_self(self)->def) return rt.str(type_of_self(self)->def->module);
         View found = namespace_get(dict_of_type(type_of_self(self)), rt.names.module_);
         return found.is_unbound() ? rt.str("builtins") : Result<Value>(Value(found));
     },
     [](Runtime& rt, View self, View value) -> Result<void> {
         if (value.is_unbound()) return rt.raise(TypeError, "cannot delete '__module__' attribute of immutable type '%s'", type_name(type_of_self(self)));
         TRY(put_in_dict(rt, self, rt.names.module_, value));
         // A class that says it is from elsewhere was not defined where the compiler saw it.
         TRY(dict_pop(rt, type_of_self(self)->dict, View(rt.names.firstlineno_)));
         return {};
     }},
    {"__dict__", [](Runtime& rt, View self) { return call(rt, View(static_cast<const Object*>(rt.types.mapping_proxy)), {View(static_cast<const Object*>(dict_of_type(type_of_self(self))))}); }},
    {"__bases__", [](Runtime&, View self) -> Result<Value> { return type_of_self(self)->bases ? Value(View(static_cast<const Object*>(type_of_self(self)->bases))) : Value(View(type_of_self(self)->runtime->empty_tuple)); },
     [](Runtime& rt, View self, View value) { return set_bases(rt, type_of_self(self), value); }},
    {"__base__", [](Runtime&, View self) -> Result<Value> { return type_of_self(self)->base ? Value(View(static_cast<const Object*>(type_of_self(self)->base))) : Value(View::none()); }, nullptr, "", true},
    {"__mro__", [](Runtime&, View self) -> Result<Value> { return !type_of_self(self)->mro ? Value(View::none()) : Value(View(static_cast<const Object*>(type_of_self(self)->mro))); }},
    {"__doc__",
     [](Runtime& rt, View self) -> Result<Value> {
         const TypeDef* def = type_of_self(self)->def;  // its dict may hold the descriptor of its instances' own
         if (def) return *def->doc ? rt.str(def->doc) : Result<Value>(View::none());
         return from_dict(rt, self, rt.names.doc_, View::none());
     },
     [](Runtime& rt, View self, View value) -> Result<void> {
         if (value.is_unbound()) return rt.raise(TypeError, "cannot delete '__doc__' attribute of immutable type '%s'", type_name(type_of_self(self)));
         return put_in_dict(rt, self, rt.names.doc_, value);
     }},
    {"__annotations__",
     [](Runtime& rt, View self) -> Result<Value> {
         if (type_of_self(self)->has(Type::immutable)) return rt.raise(AttributeError, "type object '%s' has no attribute '__annotations__'", type_name(type_of_self(self)));
         View found = namespace_get(dict_of_type(type_of_self(self)), rt.names.annotations_);
         if (!found.is_unbound()) return Value(found);
         Ref<Dict> made = TRY(new_dict(rt));
         TRY(dict_set(rt, dict_of_type(type_of_self(self)), rt.names.annotations_, View(made.get())));
         return made;
     },
     [](Runtime& rt, View self, View value) -> Result<void> {
         if (value.is_unbound() && !type_of_self(self)->has(Type::immutable) && namespace_get(dict_of_type(type_of_self(self)), rt.names.annotations_).is_unbound())
             return rt.raise(AttributeError, "__annotations__");
         return put_in_dict(rt, self, rt.names.annotations_, value);
     }},
    {"__type_params__", [](Runtime& rt, View self) { return self == View(static_cast<const Object*>(rt.types.type)) ? Result<Value>(Value(rt.empty_tuple)) : from_dict(rt, self, rt.names.type_params_, View(rt.empty_tuple.get())); }, [](Runtime& rt, View self, View value) -> Result<void> {
         if (value.is_unbound()) return rt.raise(TypeError, "cannot delete '__type_params__' attribute of immutable type '%s'", type_name(type_of_self(self)));
         return put_in_dict(rt, self, rt.names.type_params_, value);
     }},
    {"__abstractmethods__",
     [](Runtime& rt, View self) -> Result<Value> {
         View found = namespace_get(dict_of_type(type_of_self(self)), rt.names.abstract_methods);
         if (!found.is_unbound() && self != View(static_cast<const Object*>(rt.types.type))) return Value(found);
         return rt.raise(AttributeError, "__abstractmethods__");
     },
     [](Runtime& rt, View self, View value) -> Result<void> {
         if (value.is_unbound() && namespace_get(dict_of_type(type_of_self(self)), rt.names.abstract_methods).is_unbound()) return rt.raise(AttributeError, "__abstractmethods__");
         TRY(put_in_dict(rt, self, rt.names.abstract_methods, value));
         Type* type = type_of_self(self);
         bool abstract = !value.is_unbound() && TRY(truth(rt, value));
         type->type_flags = abstract ? type->type_flags | Type::is_abstract : type->type_flags & ~std::uint32_t{Type::is_abstract};
         return {};
     }},
    {"__flags__", flags_of_type, nullptr, "", true},
    {"__basicsize__", [](Runtime& rt, View self) { return rt.integer(type_of_self(self)->basic_size); }, nullptr, "", true},
    {"__itemsize__", [](Runtime& rt, View self) { return rt.integer(type_of_self(self)->has(Type::variable_size) && type_of_self(self)->instance_kind != Kind::str ? 8 : 0); }, nullptr, "", true},
    {"__dictoffset__", [](Runtime& rt, View self) { return rt.integer(type_of_self(self)->has(Type::has_dict) ? type_of_self(self)->attributes_offset : 0); }, nullptr, "", true},
    {"__weakrefoffset__", [](Runtime& rt, View self) { return rt.integer(type_of_self(self)->has(Type::weak_referable) ? 8 : 0); }, nullptr, "", true},
    {"__text_signature__", [](Runtime& rt, View self) -> Result<Value> {
         const TypeDef* def = type_of_self(self)->def;
         const char* text = !def ? nullptr : def->text_signature ? def->text_signature : def->construct_signature;
         // As in CPython there is none where it can't be said.
         return text && !std::strstr(text, "<no value>") ? rt.str(text) : Result<Value>(View::none());
     }},
};

constexpr FunctionDef type_methods[] = {
    {"mro(self, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         Ref<Tuple> order = TRY(default_mro(rt, a.self<Type>()));
         Ref<List> list = TRY(list_from(rt, View(order)));
         return list;
     },
     "Return a type's method resolution order."},
    {"__subclasses__(self, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         Ref<List> list = TRY(new_list(rt));
         Type* type = a.self<Type>();
         for (std::uint32_t n = 0; n < type->subclass_count; ++n) TRY(list_append(rt, list.get(), Value(View(static_cast<const Object*>(type->subclasses[n])))));
         return list;
     },
     "Return a list of immediate subclasses."},
    {"__prepare__(cls, /, *args, **kwargs)",
     [](Runtime& rt, Args) -> Result<Value> {
         Ref<Dict> made = TRY(new_dict(rt));
         return made;
     },
     "Create the namespace for the class statement", FunctionDef::class_method},
    {"__instancecheck__(self, instance, /)", [](Runtime& rt, Args a) -> Result<Value> { return View::boolean(TRY(plain_is_instance(rt, a[1], a[0]))); }, "Check if an object is an instance."},
    {"__subclasscheck__(self, subclass, /)", [](Runtime& rt, Args a) -> Result<Value> { return View::boolean(TRY(plain_is_subclass(rt, a[1], a[0]))); }, "Check if a class is a subclass."},
    {"__dir__(self, /)", [](Runtime& rt, Args a) { return dir_of(rt, a[0]); }, "Specialized __dir__ implementation for types."},
};

}  // namespace

const TypeDef object_type{.name = "object",
                          .doc = "The base class of the class hierarchy.",
                          .kind = Kind::other,
                          .size = sizeof(Object),
                          .flags = Type::base_type | Type::immutable,
                          .slots = {.destroy = [](Runtime& rt, Object* object) { rt.free_instance(object, object->type()->basic_size); },
                                    .construct = construct_object,
                                    .init = init_object,
                                    .repr = object_repr,
                                    .str = [](Runtime& rt, View self) -> Result<Value> { return TRY(repr(rt, self)); },
                                    .hash = [](Runtime&, View self) -> Result<std::int64_t> { return static_cast<std::int64_t>(std::rotr(self.bits(), 4)); },
                                    .compare = object_compare},
                          .methods = object_methods,
                          .properties = object_properties};

const TypeDef type_type{.name = "type",
                        .doc = "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
                        .kind = Kind::type,
                        .size = sizeof(Type),
                        .flags = Type::base_type | Type::container | Type::metatype | Type::weak_referable | Type::immutable,
                        .slots = {.destroy = destroy_type,
                                  .traverse = traverse_type,
                                  .clear = clear_type,
                                  .construct = construct_type,
                                  .init = init_type,
                                  .call = call_type,
                                  .repr = type_repr,
                                  .get_attribute = type_get_attribute,
                                  .set_attribute = type_set_attribute,
                                  .binary = {nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, union_of_types}},
                        .methods = type_methods,
                        .properties = type_properties};

// ---- isinstance, issubclass

namespace {

/// __bases__ of what behaves like a class: a tuple, or Unbound.
Result<Value> bases_of(Runtime& rt, View cls) {
    Value bases = TRY(find_attribute(rt, cls, TRY(intern(rt, "__bases__")).get()));
    return is_kind(bases, Kind::tuple) ? bases : Value();
}

/// issubclass() by nothing but __bases__.
Result<bool> reaches(Runtime& rt, View derived, View cls) {
    NativeGuard guard(rt, " in __subclasscheck__");
    if (guard.raised()) return Raised{};
    Value at(derived);
    for (;;) {
        TRY(rt.charge(1));
        if (View(at) == cls) return true;
        Value bases = TRY(bases_of(rt, at));
        if (bases.is_unbound() || !bases.as<Tuple>()->size) return false;
        if (bases.as<Tuple>()->size > 1) {
            for (const Value& each : bases.as<Tuple>()->view())
                if (TRY(reaches(rt, each, cls))) return true;
            return false;
        }
        at = Value(bases.as<Tuple>()->items[0]);
    }
}

}  // namespace

Result<bool> plain_is_instance(Runtime& rt, View object, View cls) {
    if (is_kind(cls, Kind::type)) {
        if (is_subtype(rt.type_of(object), cls.as<Type>())) return true;
        if (!object.is_object() || !lookup_on_type(rt.type_of(object), rt.names.class_).is_object()) return false;
        Value claimed = TRY(find_attribute(rt, object, rt.names.class_));
        return is_kind(claimed, Kind::type) && claimed != View(static_cast<const Object*>(rt.type_of(object))) && is_subtype(claimed.as<Type>(), cls.as<Type>());
    }
    Value bases = TRY(bases_of(rt, cls));
    if (bases.is_unbound()) return rt.raise(TypeError, "isinstance() arg 2 must be a type, a tuple of types, or a union");
    Value claimed = TRY(find_attribute(rt, object, rt.names.class_));
    return claimed.is_unbound() ? Result<bool>(false) : reaches(rt, claimed, cls);
}

Result<bool> plain_is_subclass(Runtime& rt, View type, View cls) {
    bool classes = is_kind(type, Kind::type) && is_kind(cls, Kind::type);
    if (!classes) {
        Value bases = TRY(bases_of(rt, type));
        if (bases.is_unbound()) return rt.raise(TypeError, "issubclass() arg 1 must be a class");
        bases = TRY(bases_of(rt, cls));
        if (bases.is_unbound()) return rt.raise(TypeError, "issubclass() arg 2 must be a class, a tuple of classes, or a union");
        return reaches(rt, type, cls);
    }
    return is_subtype(type.as<Type>(), cls.as<Type>());
}

namespace {

/// Asks of each class in a tuple, which may have tuples in it as deep as CPython's native code goes.
template <typename Ask>
Result<bool> any_of(Runtime& rt, Tuple* classes, const char* where, Ask&& ask, int depth = 0) {
    constexpr int kDeepest = 10000;
    if (depth == kDeepest) return rt.raise(RecursionError, "maximum recursion depth exceeded%s", where);
    NativeGuard guard(rt, where);
    if (guard.raised()) return Raised{};
    for (const Value& each : classes->view()) {
        Tuple* inner = as_tuple(each);
        if (TRY(inner ? any_of(rt, inner, where, ask, depth + 1) : ask(each))) return true;
    }
    return false;
}

}  // namespace

Result<bool> is_instance(Runtime& rt, View object, View cls) {
    if (cls == View(static_cast<const Object*>(rt.type_of(object)))) return true;
    NativeGuard guard(rt, " in __instancecheck__");
    if (guard.raised()) return Raised{};
    if (Tuple* several = as_tuple(cls))
        return any_of(rt, several, " in __instancecheck__", [&](View each) { return is_instance(rt, object, each); });
    if (is_kind(cls, Kind::type) && rt.type_of(cls) == rt.types.type) return plain_is_instance(rt, object, cls);
    if (rt.type_of(cls) == rt.types.union_) return is_instance(rt, object, TRY(get_attribute(rt, cls, rt.names.args_)));
    if (cls.is_none()) return rt.raise(TypeError, "isinstance() arg 2 must be a type, a tuple of types, or a union");
    Value result = TRY(call_special(rt, cls, rt.names.instancecheck_, {object}));
    if (!result.is_unbound()) return truth(rt, result);
    return plain_is_instance(rt, object, cls);
}

Result<bool> is_subclass(Runtime& rt, View type, View cls) {
    NativeGuard guard(rt, " in __subclasscheck__");
    if (guard.raised()) return Raised{};
    if (Tuple* several = as_tuple(cls))
        return any_of(rt, several, " in __subclasscheck__", [&](View each) { return is_subclass(rt, type, each); });
    if (is_kind(cls, Kind::type) && rt.type_of(cls) == rt.types.type) return plain_is_subclass(rt, type, cls);
    if (rt.type_of(cls) == rt.types.union_) return is_subclass(rt, type, TRY(get_attribute(rt, cls, rt.names.args_)));
    Value result = TRY(call_special(rt, cls, rt.names.subclasscheck_, {type}));
    if (!result.is_unbound()) return truth(rt, result);
    return plain_is_subclass(rt, type, cls);
}

// ---- class statements (language reference 3.3.3)

Result<Value> build_class(Runtime& rt, Args args) {
    // (function, name, *bases, **keywords)
    Value function(args[0]), name(args[1]);
    if (!is_kind(function, Kind::function)) return rt.raise(TypeError, "__build_class__: func must be a function");
    if (!is_kind(name, Kind::str)) return rt.raise(TypeError, "__build_class__: name is not a string");
    Ref<Tuple> written(args[2].as<Tuple>());
    Ref<Dict> keywords(args[3].as<Dict>());
    // MRO entries (PEP 560)
    Ref<List> resolved = TRY(new_list(rt));
    bool changed = false;
    for (const Value& base : written->view()) {
        if (is_kind(base, Kind::type)) {
            TRY(list_append(rt, resolved.get(), base));
            continue;
        }
        Value entries = TRY(find_attribute(rt, base, rt.names.mro_entries_));
        if (entries.is_unbound()) {
            TRY(list_append(rt, resolved.get(), base));
            continue;
        }
        Value replaced = TRY(call(rt, entries, {View(written.get())}));
        if (!is_kind(replaced, Kind::tuple)) return rt.raise(TypeError, "__mro_entries__ must return a tuple");
        changed = true;
        TRY(list_extend(rt, resolved.get(), replaced));
    }
    Ref<Tuple> bases = TRY(new_tuple(rt, resolved->view()));
    Value metaclass = TRY(dict_pop(rt, keywords.get(), View(static_cast<const Object*>(rt.names.metaclass))));
    if (metaclass.is_unbound()) metaclass = Value(View(static_cast<const Object*>(bases->size ? rt.type_of(bases->items[0]) : rt.types.type)));
    if (is_kind(metaclass, Kind::type)) {
        Type* winner = metaclass.as<Type>();
        for (const Value& base : bases->view()) {
            Type* each = rt.type_of(base);
            if (is_subtype(winner, each)) continue;
            if (!is_subtype(each, winner))
                return rt.raise(TypeError, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases");
            winner = each;
        }
        metaclass = Value(View(static_cast<const Object*>(winner)));
    }
    Ref<Tuple> names = TRY(new_tuple(rt, keywords->used));
    std::vector<View> values{name, View(bases.get())};
    std::size_t n = 0;
    for (auto* e = dict_first(keywords.get()); e; e = dict_next(keywords.get(), e)) {
        names->items[n++] = e->key;
        values.push_back(e->value);
    }
    Value namespace_;
    Value prepare = TRY(find_attribute(rt, metaclass, rt.names.prepare_));
    if (prepare.is_unbound()) namespace_ = TRY(new_dict(rt));
    else namespace_ = TRY(call(rt, prepare, Arguments{.values = values.data(), .count = 2, .names = n ? names.get() : nullptr}));
    if (!rt.type_of(namespace_)->slots.get_item)
        return rt.raise(TypeError, "%s.__prepare__() must return a mapping, not %s", is_kind(metaclass, Kind::type) ? type_name(metaclass.as<Type>()) : "<metaclass>", type_name(rt, namespace_));
    Value cell = TRY(rt.hooks.run_class_body(rt, function, namespace_));
    if (changed) TRY(set_item(rt, namespace_, View(static_cast<const Object*>(rt.names.orig_bases_)), View(written.get())));
    values.insert(values.begin() + 2, View(namespace_));
    Value made = TRY(call(rt, metaclass, Arguments{.values = values.data(), .count = 3, .names = n ? names.get() : nullptr}));
    if (is_kind(cell, Kind::cell) && is_kind(made, Kind::type)) {
        View content = cell.as<Cell>()->content;
        if (content.is_unbound())
            return rt.raise(RuntimeError, "__class__ not set defining '%s' as %s. Was __classcell__ propagated to type.__new__?", name.as<Str>()->data(), TRY(repr(rt, made))->data());
        if (content != View(made))
            return rt.raise(TypeError, "__class__ set to %s defining '%s' as %s", TRY(repr(rt, content))->data(), name.as<Str>()->data(), TRY(repr(rt, made))->data());
    }
    return made;
}

}  // namespace ouro
