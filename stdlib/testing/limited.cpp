// SPDX-License-Identifier: MIT
// The module `_testlimitedcapi`: the operations over any object, called by native code. What the functions of CPython's give as 0 and 1
// is 0 and 1 here too.
#include "runtime/objects/containers.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/testing/testing.h"

namespace ouro {

namespace {

Result<Value> zero(Result<void> done) {
    if (done.raised()) return Raised{};
    return View::small_int(0);
}

Result<Value> number(Result<bool> answer) {
    return View::small_int(TRY(std::move(answer)));
}

// ---- object

Result<Ref<Str>> attribute_name(Runtime& rt, View name) {
    Str* text = as_str(name);
    if (!text) return rt.raise(TypeError, "attribute name must be string, not '%s'", type_name(rt, name));
    return intern(rt, text);
}

/// Whether there is an attribute; what asking for it raises, other than AttributeError, is reported and means that there is none.
Result<Value> has_attribute(Runtime& rt, View object, Result<Ref<Str>> name, const char* message) {
    Result<Value> found = Raised{};
    if (!name.raised()) found = find_attribute(rt, object, name.value().get());
    if (!found.raised()) return View::small_int(!found.value().is_unbound());
    if (rt.stopping()) return Raised{};
    rt.report_unraisable(View(), message);
    if (rt.stopping()) return Raised{};
    return View::small_int(0);
}

Result<Value> object_getattr(Runtime& rt, Args args) { return get_attribute(rt, args[0], TRY(attribute_name(rt, args[1])).get()); }
Result<Value> object_getattrstring(Runtime& rt, Args args) { return get_attribute(rt, args[0], TRY(c_name(rt, args[1])).get()); }
Result<Value> object_hasattr(Runtime& rt, Args args) {
    return has_attribute(rt, args[0], attribute_name(rt, args[1]),
                         "Exception ignored in PyObject_HasAttr(); consider using PyObject_HasAttrWithError(), PyObject_GetOptionalAttr() or PyObject_GetAttr()");
}
Result<Value> object_hasattrstring(Runtime& rt, Args args) {
    return has_attribute(rt, args[0], TRY(c_name(rt, args[1])),
                         "Exception ignored in PyObject_HasAttrString(); consider using PyObject_HasAttrStringWithError(), "
                         "PyObject_GetOptionalAttrString() or PyObject_GetAttrString()");
}
Result<Value> object_setattr(Runtime& rt, Args args) { return zero(set_attribute(rt, args[0], TRY(attribute_name(rt, args[1])).get(), args[2])); }
Result<Value> object_setattrstring(Runtime& rt, Args args) { return zero(set_attribute(rt, args[0], TRY(c_name(rt, args[1])).get(), args[2])); }
Result<Value> object_delattr(Runtime& rt, Args args) { return zero(set_attribute(rt, args[0], TRY(attribute_name(rt, args[1])).get(), View())); }
Result<Value> object_delattrstring(Runtime& rt, Args args) { return zero(set_attribute(rt, args[0], TRY(c_name(rt, args[1])).get(), View())); }
Result<Value> object_getitem(Runtime& rt, Args args) { return get_item(rt, args[0], args[1]); }
Result<Value> object_setitem(Runtime& rt, Args args) { return zero(set_item(rt, args[0], args[1], args[2])); }
Result<Value> object_delitem(Runtime& rt, Args args) { return zero(set_item(rt, args[0], args[1], View())); }
Result<Value> object_repr(Runtime& rt, Args args) { return TRY(repr(rt, args[0])); }
Result<Value> object_str(Runtime& rt, Args args) { return TRY(to_str(rt, args[0])); }
Result<Value> object_ascii(Runtime& rt, Args args) { return TRY(ascii(rt, args[0])); }

// ---- sequence: what has items by position. Positions are numbers of native code, which counts negative ones from the end. So does the
// method of a class, once more; a built-in type does not.

bool is_sequence(Runtime& rt, View object) {
    Type* type = rt.type_of(object);
    if (is_kind(object, Kind::dict) || !type->slots.get_item) return false;
    if (type->has(Type::heap_type) || type->has(Type::sequence_pattern)) return true;
    return is_kind(object, Kind::str) || is_kind(object, Kind::bytes) || is_kind(object, Kind::bytearray);
}

/// The position in an object as its items are numbered; for a built-in type, one in front of the first becomes one behind the last, which
/// it refuses in its own words.
Result<Value> position(Runtime& rt, View object, View given, bool counted_again) {
    std::int64_t at = TRY(index_to_int64(rt, given));
    if (at >= 0) return rt.integer(at);
    Type* type = rt.type_of(object);
    std::int64_t size = type->slots.length ? TRY(length(rt, object)) : 0;
    at += size;
    return rt.integer(at < 0 && !counted_again && !type->has(Type::heap_type) ? size : at);
}

Raised no_sequence(Runtime& rt, View object, const char* what) {
    if (rt.type_of(object)->slots.get_item) return rt.raise(TypeError, "%s is not a sequence", type_name(rt, object));
    return rt.raise(TypeError, "'%s' object %s", type_name(rt, object), what);
}

Result<Value> sequence_check(Runtime& rt, Args args) { return View::small_int(is_sequence(rt, args[0])); }
Result<Value> sequence_size(Runtime& rt, Args args) {
    if (is_kind(args[0], Kind::dict)) return no_sequence(rt, args[0], "");
    return rt.integer(TRY(length(rt, args[0])));
}
Result<Value> sequence_getitem(Runtime& rt, Args args) {
    TRY(index_to_int64(rt, args[1]));
    if (!is_sequence(rt, args[0])) return no_sequence(rt, args[0], "does not support indexing");
    return get_item(rt, args[0], TRY(position(rt, args[0], args[1], is_kind(args[0], Kind::range))));
}
Result<Value> sequence_setitem(Runtime& rt, Args args) {
    TRY(index_to_int64(rt, args[1]));
    if (!rt.type_of(args[0])->slots.set_item) return rt.raise(TypeError, "'%s' object does not support item assignment", type_name(rt, args[0]));
    if (!is_sequence(rt, args[0])) return no_sequence(rt, args[0], "does not support item assignment");
    return zero(set_item(rt, args[0], TRY(position(rt, args[0], args[1], is_kind(args[0], Kind::bytearray))), args[2]));
}
Result<Value> sequence_delitem(Runtime& rt, Args args) {
    TRY(index_to_int64(rt, args[1]));
    if (!rt.type_of(args[0])->slots.set_item) return rt.raise(TypeError, "'%s' object doesn't support item deletion", type_name(rt, args[0]));
    if (!is_sequence(rt, args[0])) return no_sequence(rt, args[0], "doesn't support item deletion");
    return zero(set_item(rt, args[0], TRY(position(rt, args[0], args[1], is_kind(args[0], Kind::bytearray))), View()));
}
Result<Value> sequence_contains(Runtime& rt, Args args) { return number(contains(rt, args[0], args[1])); }
Result<Value> sequence_list(Runtime& rt, Args args) { return TRY(list_from(rt, args[0])); }
Result<Value> sequence_tuple(Runtime& rt, Args args) { return TRY(tuple_from(rt, args[0])); }

// ---- mapping

Result<Value> mapping_check(Runtime& rt, Args args) { return View::small_int(rt.type_of(args[0])->slots.get_item != nullptr); }
Result<Value> mapping_size(Runtime& rt, Args args) { return rt.integer(TRY(length(rt, args[0]))); }
Result<Value> mapping_getitemstring(Runtime& rt, Args args) { return get_item(rt, args[0], TRY(c_name(rt, args[1]))); }
Result<Value> mapping_setitemstring(Runtime& rt, Args args) { return zero(set_item(rt, args[0], TRY(c_name(rt, args[1])), args[2])); }
Result<Value> mapping_delitemstring(Runtime& rt, Args args) { return zero(set_item(rt, args[0], TRY(c_name(rt, args[1])), View())); }
Result<Value> mapping_list(Runtime& rt, View mapping, const char* method) {
    return TRY(list_from(rt, TRY(call_method(rt, mapping, TRY(intern(rt, method)).get()))));
}
Result<Value> mapping_keys(Runtime& rt, Args args) { return mapping_list(rt, args[0], "keys"); }
Result<Value> mapping_values(Runtime& rt, Args args) { return mapping_list(rt, args[0], "values"); }
Result<Value> mapping_items(Runtime& rt, Args args) { return mapping_list(rt, args[0], "items"); }

// ---- calls

/// The arguments ("foo", baz="bar").
Result<Value> call_with_name(Runtime& rt, View callable) {
    Ref<Tuple> names = TRY(new_tuple(rt, {TRY(intern(rt, "baz"))}));
    Value first = TRY(rt.str("foo")), named = TRY(rt.str("bar"));
    const View values[] = {first, named};
    return call(rt, callable, Arguments{.values = values, .count = 1, .names = names.get()});
}
Result<Value> call_vectorcall(Runtime& rt, Args args) { return call_with_name(rt, args[0]); }
Result<Value> call_vectorcall_method(Runtime& rt, Args args) { return call_with_name(rt, TRY(get_attribute(rt, args[0], TRY(intern(rt, "f")).get()))); }

const TypeDef vectorcall_class_type{
    .name = "LimitedVectorCallClass",
    .module = "_testlimitedcapi",
    .doc = "Its instances can be called with any arguments.",
    .construct_signature = "()",
    .construct_bound = plain_instance,
    .slots = {.call = [](Runtime& rt, View, const Arguments&) -> Result<Value> { return rt.str("vectorcall called"); }}};

// ---- codecs

Result<Value> incremental_codec(Runtime& rt, Args args, const char* which) {
    Ref<Str> module_name = TRY(intern(rt, "codecs"));
    Value codecs = TRY(rt.hooks.import(rt, module_name.get(), nullptr, View::none(), 0));
    Value make = TRY(call_method(rt, codecs, TRY(intern(rt, which)).get(), {args[0]}));
    return args[1].is_none() ? call(rt, make) : call(rt, make, {args[1]});
}
Result<Value> codec_incrementalencoder(Runtime& rt, Args args) { return incremental_codec(rt, args, "getincrementalencoder"); }
Result<Value> codec_incrementaldecoder(Runtime& rt, Args args) { return incremental_codec(rt, args, "getincrementaldecoder"); }

constexpr FunctionDef functions[] = {
    {"object_getattr(object, name, /)", object_getattr, "object.name"},
    {"object_getattrstring(object, name, /)", object_getattrstring, "The same for a name in bytes."},
    {"object_hasattr(object, name, /)", object_hasattr, "1 or 0; errors are reported."},
    {"object_hasattrstring(object, name, /)", object_hasattrstring, "The same for a name in bytes."},
    {"object_setattr(object, name, value, /)", object_setattr, "object.name = value"},
    {"object_setattrstring(object, name, value, /)", object_setattrstring, "The same for a name in bytes."},
    {"object_delattr(object, name, /)", object_delattr, "del object.name"},
    {"object_delattrstring(object, name, /)", object_delattrstring, "The same for a name in bytes."},
    {"object_getitem(object, key, /)", object_getitem, "object[key]"},
    {"object_setitem(object, key, value, /)", object_setitem, "object[key] = value"},
    {"object_delitem(object, key, /)", object_delitem, "del object[key]"},
    {"object_repr(object, /)", object_repr, "repr(object)"},
    {"object_str(object, /)", object_str, "str(object)"},
    {"object_ascii(object, /)", object_ascii, "ascii(object)"},
    {"sequence_check(object, /)", sequence_check, "Whether it has items by position."},
    {"sequence_size(object, /)", sequence_size, "How many items it has."},
    {"sequence_length(object, /)", sequence_size, "The same."},
    {"sequence_getitem(object, position, /)", sequence_getitem, "The item there."},
    {"sequence_setitem(object, position, value, /)", sequence_setitem, "Replaces the item there."},
    {"sequence_delitem(object, position, /)", sequence_delitem, "Removes the item there."},
    {"sequence_contains(object, item, /)", sequence_contains, "item in object"},
    {"sequence_list(object, /)", sequence_list, "list(object)"},
    {"sequence_tuple(object, /)", sequence_tuple, "tuple(object)"},
    {"mapping_check(object, /)", mapping_check, "Whether it has items by key or position."},
    {"mapping_size(object, /)", mapping_size, "len(object)"},
    {"mapping_length(object, /)", mapping_size, "The same."},
    {"mapping_getitemstring(object, key, /)", mapping_getitemstring, "object[key] for a key in bytes."},
    {"mapping_setitemstring(object, key, value, /)", mapping_setitemstring, "object[key] = value, likewise."},
    {"mapping_delitemstring(object, key, /)", mapping_delitemstring, "del object[key], likewise."},
    {"mapping_keys(object, /)", mapping_keys, "A list of its keys."},
    {"mapping_values(object, /)", mapping_values, "A list of its values."},
    {"mapping_items(object, /)", mapping_items, "A list of its items."},
    {"call_vectorcall(callable, /)", call_vectorcall, "callable('foo', baz='bar')"},
    {"call_vectorcall_method(object, /)", call_vectorcall_method, "object.f('foo', baz='bar')"},
    {"codec_incrementalencoder(encoding, errors=None, /)", codec_incrementalencoder, "An encoder of codecs."},
    {"codec_incrementaldecoder(encoding, errors=None, /)", codec_incrementaldecoder, "A decoder of codecs."},
};

const TypeDef* const types[] = {&vectorcall_class_type};

}  // namespace

extern const ModuleDef testlimitedcapi_module;
const ModuleDef testlimitedcapi_module{.name = "_testlimitedcapi", .doc = "Operations over any object, called by native code.", .functions = functions, .types = types};

}  // namespace ouro
