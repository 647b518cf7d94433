// SPDX-License-Identifier: MIT
// Struct sequences: a tuple's layout with the hidden items behind the visible ones.
#include "stdlib/struct_sequence.h"

#include "runtime/objects/containers.h"
#include "runtime/objects/descriptor.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"

namespace ouro {

namespace {

const StructSequence& definition(const Type* type) { return *reinterpret_cast<const StructSequence*>(type->def); }

std::string full_name(const Type* type) {
    return std::string_view(type->def->module) == "builtins" ? std::string(type->def->name) : std::string(type->def->module) + "." + type->def->name;
}

std::size_t bytes_of(const StructSequence& def) { return sizeof(Tuple) + def.total() * sizeof(Value); }

void destroy(Runtime& rt, Object* object) {
    auto* tuple = static_cast<Tuple*>(object);
    const StructSequence& def = definition(object->type());
    for (std::size_t n = 0; n < def.total(); ++n) tuple->items[n].~Value();
    rt.free_instance(object, bytes_of(def));
}

void traverse(Object* object, Visitor& visit) {
    const StructSequence& def = definition(object->type());
    for (std::size_t n = 0; n < def.total(); ++n) visit(static_cast<Tuple*>(object)->items[n]);
}

Result<Value> construct(Runtime& rt, Type* type, Args args) {
    const StructSequence& def = definition(type);
    if (!rt.type_of(args[1])->slots.iter && !rt.type_of(args[1])->slots.get_item) return rt.raise(TypeError, "constructor requires a sequence");
    Ref<Tuple> given = TRY(tuple_from(rt, args[1]));
    std::string name = full_name(type);
    if (given->size < def.visible || given->size > def.total()) {
        const char* bound = def.visible == def.total() ? "a" : given->size < def.visible ? "an at least" : "an at most";
        return rt.raise(TypeError, "%s() takes %s %zu-sequence (%zu-sequence given)", name.c_str(), bound,
                        given->size < def.visible ? def.visible : def.total(), given->size);
    }
    Dict* names = nullptr;
    if (args.given(2)) {
        names = as_dict(args[2]);
        if (!names) return rt.raise(TypeError, "%s() takes a dict as second arg, if any", name.c_str());
    }
    std::vector<Value> values(def.total(), Value(View::none()));
    for (std::size_t n = 0; n < given->size; ++n) values[n] = given->items[n];
    std::size_t used = 0;
    for (std::size_t n = 0; names && n < def.fields.size(); ++n) {
        if (def.position(n) < given->size) continue;
        View found = TRY(dict_get(rt, names, TRY(intern(rt, def.fields[n])).get()));
        if (found.is_unbound()) continue;
        values[def.position(n)] = found;
        ++used;
    }
    if (names && names->used > used) return rt.raise(TypeError, "%s() got duplicate or unexpected field name(s)", name.c_str());
    return new_struct_sequence(rt, def, values);
}

Result<Value> repr_of(Runtime& rt, View self) {
    const StructSequence& def = definition(rt.type_of(self));
    std::string text = full_name(rt.type_of(self)) + "(";
    for (std::size_t n = 0; n < def.visible && n < def.fields.size(); ++n) {
        Value item = self.as<Tuple>()->items[n];
        text += std::string(n ? ", " : "") + def.fields[n] + "=" + std::string(TRY(repr(rt, item))->text());
    }
    return rt.str(text + ")");
}

Result<Value> reduce(Runtime& rt, Args args) {
    View self = args[0];
    const StructSequence& def = definition(rt.type_of(self));
    Ref<Tuple> visible = TRY(new_tuple(rt, std::span<const Value>(self.as<Tuple>()->items, def.visible)));
    Ref<Dict> hidden = TRY(new_dict(rt));
    for (std::size_t n = 0; n < def.fields.size(); ++n)
        if (def.position(n) >= def.visible) TRY(dict_set(rt, hidden.get(), TRY(intern(rt, def.fields[n])).get(), self.as<Tuple>()->items[def.position(n)]));
    Ref<Tuple> arguments = TRY(new_tuple(rt, {View(visible.get()), View(hidden.get())}));
    Ref<Tuple> pair = TRY(new_tuple(rt, {View(static_cast<const Object*>(rt.type_of(self))), View(arguments.get())}));
    return pair;
}

Result<Value> replace(Runtime& rt, Args args) {
    View self = args[0];
    const StructSequence& def = definition(rt.type_of(self));
    std::vector<Value> values(self.as<Tuple>()->items, self.as<Tuple>()->items + def.total());
    Ref<Dict> changes = TRY(dict_copy(rt, args[1].as<Dict>()));
    if (def.unnamed)
        return rt.raise(TypeError, "__replace__() is not supported for %s because it has unnamed field(s)", full_name(rt.type_of(self)).c_str());
    for (std::size_t n = 0; n < def.fields.size(); ++n) {
        Value given = TRY(dict_pop(rt, changes.get(), TRY(intern(rt, def.fields[n]))));
        if (!given.is_unbound()) values[n] = given;
    }
    if (changes->used) {
        Ref<List> left = TRY(list_from(rt, View(changes.get())));
        Ref<Str> shown = TRY(repr(rt, View(left.get())));
        return rt.raise(TypeError, "Got unexpected field name(s): %s", shown->data());
    }
    return new_struct_sequence(rt, def, values);
}

constexpr FunctionDef methods[] = {
    {"__reduce__(self, /)", reduce, "Helper for pickle."},
    {"__replace__(self, /, **changes)", replace, "Return a copy of the structure with new values for the specified fields."},
};

Result<void> fill(Runtime& rt, Type* type) {
    const StructSequence& def = definition(type);
    std::size_t matched = 0;
    for (std::size_t n = 0; n < def.fields.size(); ++n) {
        auto offset = static_cast<std::uint32_t>(sizeof(Tuple) + def.position(n) * sizeof(Value));
        TRY(add_member(rt, type, def.fields[n], offset, false, true));
        matched += def.position(n) < def.visible;
    }
    auto number = [&](const char* name, std::size_t n) -> Result<void> {
        return dict_set(rt, type->dict, TRY(intern(rt, name)).get(), View::small_int(static_cast<std::int64_t>(n)));
    };
    TRY(number("n_fields", def.total()));
    TRY(number("n_sequence_fields", def.visible));
    TRY(number("n_unnamed_fields", def.unnamed));
    Ref<Tuple> names = TRY(new_tuple(rt, matched));
    for (std::size_t n = 0; n < matched; ++n) names->items[n] = TRY(intern(rt, def.fields[n]));
    return dict_set(rt, type->dict, rt.names.match_args_, View(names.get()));
}

}  // namespace

TypeDef struct_sequence_type(const char* module, const char* name, const char* doc, bool constructible) {
    TypeDef def{.name = name,
                .module = module,
                .doc = doc,
                .kind = Kind::tuple,
                .size = sizeof(Tuple),
                .flags = Type::container | (constructible ? kPatchable : std::uint32_t{Type::immutable | Type::disallow_construct}),
                .base = [](Runtime& rt) { return rt.types.tuple; },
                .slots = {.destroy = destroy, .traverse = traverse, .repr = repr_of},
                .methods = methods,
                .fill = fill};
    if (constructible) {
        def.text_signature = "(iterable=(), /)";
        def.construct_signature = "(sequence, dict=<no value>)";
        def.construct_bound = construct;
    }
    return def;
}

Result<Value> new_struct_sequence(Runtime& rt, const StructSequence& def, std::span<const Value> values) {
    Type* type = TRY(native_type(rt, def.type));
    auto* made = rt.allocate<Tuple>(type, bytes_of(def));
    if (!made) return rt.raise_memory_error();
    made->size = def.visible;
    made->hash = 0;
    for (std::size_t n = 0; n < def.total(); ++n) new (&made->items[n]) Value(values[n]);
    return Value::adopt(View(made));
}

}  // namespace ouro
