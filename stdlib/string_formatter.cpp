// SPDX-License-Identifier: MIT
// The module `_string`: the parts of a format string, which string.Formatter puts together in its own way.
#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/iterator.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/str_format.h"

namespace ouro {

namespace {

// Both iterators: source is the text, index the byte where the next part begins.
std::string_view rest_of(NativeIterator* it) { return View(it->source).as<Str>()->text().substr(static_cast<std::size_t>(it->index)); }
void go_on(NativeIterator* it, std::string_view rest) { it->index = static_cast<std::ptrdiff_t>(View(it->source).as<Str>()->size - rest.size()); }

Result<Value> next_field(Runtime& rt, View self) {
    auto* it = self.as<NativeIterator>();
    std::string_view rest = rest_of(it);
    if (rest.empty()) return Value();
    TRY(rt.charge(1));
    ReplacementField field;
    std::string_view literal = TRY(read_field(rt, rest, field));
    go_on(it, rest);
    Value parts[4] = {TRY(rt.str(literal)), View::none(), View::none(), View::none()};
    if (field.present) {
        parts[1] = TRY(rt.str(field.name));
        parts[2] = TRY(rt.str(field.specification));
        if (!field.conversion.empty()) parts[3] = TRY(rt.str(field.conversion));
    }
    Ref<Tuple> made = TRY(new_tuple(rt, std::span<const Value>(parts)));
    return made;
}

Result<Value> next_name_part(Runtime& rt, View self) {
    auto* it = self.as<NativeIterator>();
    std::string_view rest = rest_of(it);
    if (rest.empty()) return Value();
    TRY(rt.charge(1));
    bool attribute = false;
    std::string_view part = TRY(read_name_part(rt, rest, attribute));
    go_on(it, rest);
    Value value = attribute ? TRY(rt.str(part)) : TRY(name_part_value(rt, part));
    Ref<Tuple> made = TRY(new_tuple(rt, {View::boolean(attribute), value}));
    return made;
}

#define ITERATOR(identifier, shown, step)                                                                                    \
    const TypeDef identifier{.name = shown,                                                                                  \
                             .size = sizeof(NativeIterator),                                                                 \
                             .flags = Type::disallow_construct | Type::immutable,                                            \
                             .slots = {.destroy = destroy_native_iterator, .iter = iterator_itself, .next = step}}
ITERATOR(field_iterator_type, "formatteriterator", next_field);
ITERATOR(name_iterator_type, "fieldnameiterator", next_name_part);
#undef ITERATOR

Result<Str*> text_of(Runtime& rt, Args args) {
    if (Str* text = as_str(args[0])) return text;
    return rt.raise(TypeError, "expected str, got %s", type_name(rt, args[0]));
}

Result<Value> formatter_parser(Runtime& rt, Args args) {
    Str* text = TRY(text_of(rt, args));
    return new_native_iterator(rt, TRY(native_type(rt, field_iterator_type)), View(static_cast<const Object*>(text)), 0);
}

Result<Value> formatter_field_name_split(Runtime& rt, Args args) {
    Str* text = TRY(text_of(rt, args));
    std::string_view first = text->text().substr(0, text->text().find_first_of(".["));
    Value key = TRY(name_part_value(rt, first));
    Value rest = TRY(new_native_iterator(rt, TRY(native_type(rt, name_iterator_type)), View(static_cast<const Object*>(text)), static_cast<std::ptrdiff_t>(first.size())));
    Ref<Tuple> both = TRY(new_tuple(rt, {key, rest}));
    return both;
}

constexpr FunctionDef functions[] = {
    {"formatter_parser(string, /)", formatter_parser, "Iterate over the parts of a format string: literal text, field name, format spec, conversion."},
    {"formatter_field_name_split(string, /)", formatter_field_name_split, "The first part of a field name, and an iterator over the others."},
};

}  // namespace

extern const ModuleDef string_module;
const ModuleDef string_module{.name = "_string", .doc = "string helper module", .functions = functions};

}  // namespace ouro
