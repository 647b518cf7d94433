// SPDX-License-Identifier: MIT
// Names, attributes, displays, functions and unpacking. Awaiting is in awaiting.cpp, exceptions in raising.cpp, imports in imports.cpp,
// patterns in matching.cpp.
#include "vm/interp/slow_paths.h"

#include <cmath>

#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/slice.h"
#include "runtime/objects/str.h"
#include "runtime/objects/super.h"

namespace ouro {

namespace {

Function* function_of(Frame* frame) { return static_cast<Function*>(frame->function); }

Raised raise_name_error(Runtime& rt, Str* name) {
    (void)rt.raise(NameError, "name '%s' is not defined", name->data());
    set_exception_name(rt, name);
    return {};
}

/// The mapping that LOAD_NAME looks in first.
View namespace_of(Frame* frame) {
    Function* function = function_of(frame);
    return function->namespace_.is_unbound() ? View(function->globals) : View(function->namespace_);
}

/// The value of a name in a namespace that may be any mapping; Unbound if it is not there.
Result<Value> find_in_mapping(Runtime& rt, View mapping, Str* name) {
    if (is_kind(mapping, Kind::dict) && mapping.object()->type() == rt.types.dict) return Value(TRY(dict_get(rt, mapping.as<Dict>(), name)));
    Result<Value> value = get_item(rt, mapping, View(name));
    if (value.raised() && rt.swallow(KeyError)) return Value();
    return value;
}

Result<Value> find_global(Runtime& rt, Function* function, Str* name) {
    View value = TRY(dict_get(rt, function->globals, name));
    if (!value.is_unbound()) return Value(value);
    return find_in_mapping(rt, View(function->builtins), name);
}

bool is_plain(Runtime& rt, const Dict* dict) { return dict->type() == rt.types.dict; }

/// The same where dicts of a class are asked as mappings: they may have a __getitem__ or __missing__.
Result<Value> find_global_in_mappings(Runtime& rt, Function* function, Str* name) {
    Value value = TRY(find_in_mapping(rt, View(function->globals), name));
    return value.is_unbound() ? find_in_mapping(rt, View(function->builtins), name) : value;
}

}  // namespace

View free_cell(Frame* frame, std::uint32_t index) { return function_of(frame)->closure->items[index]; }

Result<Value> make_cell(Runtime& rt, View content) {
    Value owned = Value::adopt(content);
    Result<Ref<Cell>> cell = new_cell(rt, owned);
    if (cell.raised()) {
        (void)owned.detach();  // the register keeps it
        return Raised{};
    }
    return Value(std::move(cell.value()));
}

Raised raise_unbound_local(Runtime& rt, Frame* frame, std::uint32_t local) {
    Str* name = frame->code->local_names[local].get();
    const char* text = name->data() + (name->size > 1 && name->data()[0] == '.');
    if (!(frame->code->code_flags & Code::optimized)) {  // the cell of a class body
        (void)rt.raise(NameError, "name '%s' is not defined", text);
        set_exception_name(rt, name);
        return {};
    }
    return rt.raise(UnboundLocalError, "cannot access local variable '%s' where it is not associated with a value", text);
}

Raised raise_unbound_free(Runtime& rt, Frame* frame, std::uint32_t index) {
    Str* name = frame->code->free_names[index].get();
    (void)rt.raise(NameError, "cannot access free variable '%s' where it is not associated with a value in enclosing scope", name->data());
    set_exception_name(rt, name);
    return {};
}

// ---- names

Result<Value> add_to_text(Runtime& rt, View* text, View more) {
    if (!more.is_object() || more.object()->type() != rt.types.str) return binary(rt, BinaryOp::add, *text, more);
    Ref<Str> own = Ref<Str>::adopt(text->as<Str>());
    *text = View();
    Result<Ref<Str>> sum = extend(rt, own, more.as<Str>());
    if (!sum.raised()) return Value(sum.take());
    *text = View(static_cast<const Object*>(own.detach()));
    return Raised{};
}

Result<Value> load_global(Runtime& rt, Function* function, Str* name, GlobalCache* cache) {
    if (!is_plain(rt, function->globals) || !is_plain(rt, function->builtins)) {
        Value value = TRY(find_global_in_mappings(rt, function, name));
        if (value.is_unbound()) return raise_name_error(rt, name);
        return value;
    }
    std::ptrdiff_t at = namespace_find(function->globals, name);
    if (at >= 0) {
        *cache = {keys_version(rt, function->globals), 0, static_cast<std::uint32_t>(at), 0};
        return Value(function->globals->entries[at].value);
    }
    if (function->globals->only_str_keys && (at = namespace_find(function->builtins, name)) >= 0) {
        std::uint32_t builtins = keys_version(rt, function->builtins);
        *cache = {builtins ? keys_version(rt, function->globals) : 0, builtins, static_cast<std::uint32_t>(at), 0};
        return Value(function->builtins->entries[at].value);
    }
    Value value = TRY(find_global(rt, function, name));
    if (value.is_unbound()) return raise_name_error(rt, name);
    return value;
}

Result<void> delete_global(Runtime& rt, Function* function, Str* name) {
    Value value = TRY(dict_pop(rt, function->globals, View(name)));
    if (value.is_unbound()) return raise_name_error(rt, name);
    return {};
}

Result<Value> load_name(Runtime& rt, Frame* frame, Str* name) {
    Function* function = function_of(frame);
    if (!function->namespace_.is_unbound()) {
        Value value = TRY(find_in_mapping(rt, function->namespace_, name));
        if (!value.is_unbound()) return value;
    }
    Value value = TRY(find_global(rt, function, name));
    if (value.is_unbound()) return raise_name_error(rt, name);
    return value;
}

Result<void> store_name(Runtime& rt, Frame* frame, Str* name, View value) {
    View mapping = namespace_of(frame);
    if (is_kind(mapping, Kind::dict) && mapping.object()->type() == rt.types.dict) return dict_set(rt, mapping.as<Dict>(), name, value);
    return set_item(rt, mapping, View(name), value);
}

Result<void> delete_name(Runtime& rt, Frame* frame, Str* name) {
    Result<void> done = set_item(rt, namespace_of(frame), View(name), View());
    if (done.raised() && rt.swallow(KeyError)) return raise_name_error(rt, name);
    return done;
}

Result<Value> load_locals(Runtime&, Frame* frame) { return Value(namespace_of(frame)); }

Result<Value> load_name_or_free(Runtime& rt, Frame* frame, Str* name, std::uint32_t free) {
    Value value = TRY(find_in_mapping(rt, namespace_of(frame), name));
    if (!value.is_unbound()) return value;
    View content = cell_content(free_cell(frame, free));
    if (content.is_unbound()) return raise_unbound_free(rt, frame, free);
    return Value(content);
}

Result<Value> load_from_or_global(Runtime& rt, Frame* frame, View mapping, Str* name) {
    Value value = TRY(find_in_mapping(rt, mapping, name));
    if (!value.is_unbound()) return value;
    value = TRY(find_global_in_mappings(rt, function_of(frame), name));
    if (value.is_unbound()) return raise_name_error(rt, name);
    return value;
}

Result<Value> load_from_or_free(Runtime& rt, Frame* frame, View mapping, Str* name, std::uint32_t free) {
    Value value = TRY(find_in_mapping(rt, mapping, name));
    if (!value.is_unbound()) return value;
    View content = cell_content(free_cell(frame, free));
    if (content.is_unbound()) return raise_unbound_free(rt, frame, free);
    return Value(content);
}

// ---- attributes

namespace {

/// The older of two entries makes room; a receiver that cannot be cached leaves them as they are.
template <typename Fill>
AttributeCache* remember(AttributeCache* caches, Fill&& fill) {
    AttributeCache fresh{};
    if (!fill(fresh)) return nullptr;
    caches[1] = caches[0];
    caches[0] = fresh;
    return caches;
}

}  // namespace

Result<Value> load_attribute(Runtime& rt, View object, Str* name, AttributeCache* caches) {
    if (const AttributeCache* hit = cache_hit(caches, object); hit && hit->kind == AttributeCache::method) {
        Value held(object);
        View method(hit->value);
        return rt.type_of(method)->slots.get(rt, method, object, rt.type_of(object));
    }
    if (object.is_object()) remember(caches, [&](AttributeCache& cache) { return fill_get(rt, object, name, cache); });
    return get_attribute(rt, object, name);
}

Result<void> store_attribute(Runtime& rt, View object, Str* name, View value, AttributeCache* caches) {
    if (object.is_object()) remember(caches, [&](AttributeCache& cache) { return fill_set(rt, object, name, cache); });
    return set_attribute(rt, object, name, value);
}

Result<Value> load_method(Runtime& rt, View object, Str* name, AttributeCache* caches, bool& bound) {
    bound = false;
    if (object.is_object()) {
        AttributeCache* hit = remember(caches, [&](AttributeCache& cache) { return fill_get(rt, object, name, cache); });
        if (hit && hit->kind == AttributeCache::method) {
            bound = true;
            return Value(View(hit->value));
        }
    } else {
        // Immediates (numbers, None) have no attributes of their own: what the type says is all there is.
        View found = lookup_on_type(rt.type_of(object), name);
        if (found.is_object() && found.object()->type()->has(Type::method_descriptor)) {
            bound = true;
            return Value(found);
        }
    }
    return get_attribute(rt, object, name);
}

Result<Value> load_super(Runtime& rt, const View* operands, Str* name, bool* bound) {
    if (bound) *bound = false;
    if (operands[0] == View(rt.types.super) && is_kind(operands[1], Kind::type) && name != rt.names.class_) {
        auto* cls = operands[1].as<Type>();
        Ref<Type> receiver = TRY(super_receiver(rt, cls, operands[2]));
        // PEP 3135: what follows the class in the receiver's MRO.
        View found = lookup_after(receiver.get(), cls, name);
        if (found.is_unbound()) {
            Value proxy = TRY(call(rt, operands[0], {operands[1], operands[2]}));
            return get_attribute(rt, proxy, name);
        }
        bool on_instance = View(receiver.get()) != operands[2];
        if (bound && on_instance && found.is_object() && found.object()->type()->has(Type::method_descriptor)) {
            *bound = true;
            return Value(found);
        }
        Value attribute(found);
        auto* get = rt.type_of(attribute)->slots.get;
        if (!get) return attribute;
        return get(rt, attribute, on_instance ? operands[2] : View(), receiver.get());
    }
    // Anything else of the name `super` is called as it is written.
    Value proxy = TRY(operands[0] == View(rt.types.super) ? call(rt, operands[0], {operands[1], operands[2]}) : call(rt, operands[0]));
    return get_attribute(rt, proxy, name);
}

Result<Value> load_special(Runtime& rt, View object, int which, bool& bound) {
    Str* names[] = {rt.names.enter_, rt.names.exit_, rt.names.aenter_, rt.names.aexit_};
    Type* type = rt.type_of(object);
    View found = lookup_on_type(type, names[which]);
    if (found.is_unbound()) {
        bool is_async = which >= 2, is_exit = which & 1;
        return rt.raise(TypeError, "'%s' object does not support the %scontext manager protocol%s", type_name(type),
                        is_async ? "asynchronous " : "",
                        !is_exit ? "" : is_async ? " (missed __aexit__ method)" : " (missed __exit__ method)");
    }
    bound = found.is_object() && found.object()->type()->has(Type::method_descriptor);
    Value method(found);
    if (bound) return method;
    auto* get = rt.type_of(method)->slots.get;
    return get ? get(rt, method, object, type) : Result<Value>(method);
}

// ---- displays

Result<Value> build_slice(Runtime& rt, const View* operands) {
    Ref<Slice> slice = TRY(new_slice(rt, operands[0], operands[1], operands[2]));
    return slice;
}

Result<Value> build_set(Runtime& rt, const View* items, std::size_t count) {
    Ref<Set> set = TRY(new_set(rt));
    for (std::size_t n = 0; n < count; ++n) TRY(set_add(rt, set.get(), items[n]));
    return set;
}

Result<Value> build_map(Runtime& rt, const View* pairs, std::size_t count) {
    Ref<Dict> dict = TRY(new_dict(rt, count));
    for (std::size_t n = 0; n < count; ++n) TRY(dict_set(rt, dict.get(), pairs[2 * n], pairs[2 * n + 1]));
    return dict;
}

Result<Value> build_string(Runtime& rt, const View* parts, std::size_t count) {
    std::size_t size = 0, length = 0;
    for (std::size_t n = 0; n < count; ++n) {
        // Only a tree made by a script has other parts.
        if (!is_kind(parts[n], Kind::str)) return rt.raise(TypeError, "sequence item %zu: expected str instance, %s found", n, type_name(rt, parts[n]));
        size += parts[n].as<Str>()->size;
        length += parts[n].as<Str>()->length();
    }
    if (!size) return rt.empty_str;
    Ref<Str> joined = TRY(new_str_uninitialized(rt, size, length));
    char* to = joined->data();
    for (std::size_t n = 0; n < count; ++n) {
        std::string_view text = parts[n].as<Str>()->text();
        to = std::copy(text.begin(), text.end(), to);
    }
    return joined;
}

Result<void> extend_display(Runtime& rt, List* list, View iterable) {
    Type* type = rt.type_of(iterable);
    if (!type->slots.iter && !type->slots.get_item)
        return rt.raise(TypeError, "Value after * must be an iterable, not %s", type_name(type));
    return list_extend(rt, list, iterable);
}

Result<Value> list_to_tuple(Runtime& rt, List* list) {
    Ref<Tuple> tuple = TRY(new_tuple(rt, list->view()));
    return tuple;
}

Result<void> display_update(Runtime& rt, Dict* dict, View mapping) {
    if (!is_kind(mapping, Kind::dict) && TRY(find_attribute(rt, mapping, rt.names.keys)).is_unbound())
        return rt.raise(TypeError, "'%s' object is not a mapping", type_name(rt, mapping));
    return dict_update(rt, dict, mapping);
}

std::string call_name(Runtime& rt, View callable) {
    auto text_of = [&](Str* attribute) -> std::string {
        Result<Value> found = find_attribute(rt, callable, attribute);
        if (!found.raised())
            if (Str* text = as_str(found.value())) return std::string(text->text());
        rt.pending = View();
        return "";
    };
    std::string name = text_of(rt.names.qualname_);
    if (name.empty()) {
        Result<Ref<Str>> shown = to_str(rt, callable);
        if (!shown.raised()) return std::string(shown.value()->text());
        rt.pending = View();
        return type_name(rt, callable);
    }
    std::string module = text_of(rt.names.module_);
    return (module.empty() || module == "builtins" ? "" : module + ".") + name + "()";
}

Result<void> merge_keywords(Runtime& rt, Dict* dict, View mapping, View callable) {
    auto add = [&](View key, View value) -> Result<void> {
        if (!TRY(dict_get(rt, dict, key)).is_unbound())
            return rt.raise(TypeError, "%s got multiple values for keyword argument '%s'", call_name(rt, callable).c_str(), TRY(to_str(rt, key))->data());
        return dict_set(rt, dict, key, value);
    };
    if (Dict* plain = as_dict(mapping); plain && rt.type_of(mapping)->slots.iter == rt.types.dict->slots.iter) {
        // Comparing keys may run script code, which may change the mapping.
        Ref<Dict> other = plain->only_str_keys && dict->only_str_keys ? Ref<Dict>(plain) : TRY(dict_copy(rt, plain));
        for (auto* entry = dict_first(other.get()); entry; entry = dict_next(other.get(), entry)) TRY(add(entry->key, entry->value));
        return {};
    }
    if (TRY(find_attribute(rt, mapping, rt.names.keys)).is_unbound())
        return rt.raise(TypeError, "%s argument after ** must be a mapping, not %s", call_name(rt, callable).c_str(), type_name(rt, mapping));
    Value keys = TRY(call_method(rt, mapping, rt.names.keys));
    return for_each(rt, keys, [&](View item) -> Result<bool> {
        Value key(item);
        Value value = TRY(get_item(rt, mapping, key));
        TRY(add(key, value));
        return true;
    });
}

Result<Value> convert(Runtime& rt, View value, int conversion) {
    Ref<Str> text = TRY(conversion == 1 ? to_str(rt, value) : conversion == 2 ? repr(rt, value) : ascii(rt, value));
    return text;
}

Result<Value> format_value(Runtime& rt, View value, View specification) {
    if (!specification.is_unbound() && !is_kind(specification, Kind::str)) return rt.raise(TypeError, "Format specifier must be a string, not %s", type_name(rt, specification));
    Ref<Str> text = TRY(format(rt, value, specification.is_unbound() ? rt.empty_str.get() : specification.as<Str>()));
    return text;
}

View fast_power(double base, double exponent) {
    // Only where pow() and Python agree without further thought: a positive base, no overflow.
    if (base <= 0) return View();
    double result = std::pow(base, exponent);
    return std::isfinite(result) ? View::try_double(result) : View();
}

// ---- functions

Result<Value> make_function(Runtime& rt, Frame* frame, Code* code) {
    Function* outer = function_of(frame);
    Ref<Function> function = TRY(new_function(rt, code, outer->globals));
    if (!code->captures.empty()) {
        Ref<Tuple> closure = TRY(new_tuple(rt, code->captures.size()));
        for (std::size_t n = 0; n < code->captures.size(); ++n) {
            Code::Capture capture = code->captures[n];
            closure->items[n] = Value(capture.from_cell ? frame->registers()[capture.index] : View(outer->closure->items[capture.index]));
        }
        function->closure = closure.detach();
    }
    return function;
}

void set_function_attribute(Function* function, int which, Value value) {
    switch (which) {
        case 1: function->defaults = value.detach().as<Tuple>(); break;
        case 2: function->keyword_defaults = value.detach().as<Dict>(); break;
        case 4: function->annotations = std::move(value); break;
        default: function->type_params = std::move(value); break;
    }
}

Result<Value> load_build_class(Runtime& rt, Frame* frame) {
    View found = TRY(dict_get(rt, function_of(frame)->builtins, rt.names.build_class_));
    if (found.is_unbound()) return rt.raise(NameError, "__build_class__ not found");
    return Value(found);
}

// ---- iteration

Result<Value> next_item(Runtime& rt, View iterator) {
    auto* next = rt.type_of(iterator)->slots.next;
    if (!next) return rt.raise(TypeError, "'%s' object is not an iterator", type_name(rt, iterator));
    return next(rt, iterator);
}

namespace {

Result<Value> unpack_iterator(Runtime& rt, View source) {
    Type* type = rt.type_of(source);
    if (!type->slots.iter && !type->slots.get_item) return rt.raise(TypeError, "cannot unpack non-iterable %s object", type_name(type));
    return iter(rt, source);
}

void drop_all(View* values, std::size_t count) {
    for (std::size_t n = 0; n < count; ++n) release(values[n]);
}

}  // namespace

Result<void> unpack_sequence(Runtime& rt, View source, std::size_t count, View* to) {
    if (is_kind(source, Kind::list) && source.object()->type() == rt.types.list && source.as<List>()->size == count) {
        for (std::size_t n = 0; n < count; ++n) {
            to[n] = source.as<List>()->items[n];
            retain(to[n]);
        }
        return {};
    }
    Value iterator = TRY(unpack_iterator(rt, source));
    for (std::size_t n = 0; n < count; ++n) {
        Result<Value> item = next(rt, iterator);
        if (item.raised() || item.value().is_unbound()) {
            drop_all(to, n);
            if (item.raised()) return Raised{};
            return rt.raise(ValueError, "not enough values to unpack (expected %zu, got %zu)", count, n);
        }
        to[n] = item.value().detach();
    }
    Result<Value> extra = next(rt, iterator);
    if (!extra.raised() && extra.value().is_unbound()) return {};
    drop_all(to, count);
    if (extra.raised()) return Raised{};
    return rt.raise(ValueError, "too many values to unpack (expected %zu)", count);
}

Result<void> unpack_extended(Runtime& rt, View source, std::size_t before, std::size_t after, View* to) {
    Value iterator = TRY(unpack_iterator(rt, source));
    std::size_t made = 0;
    auto fail = [&]() -> Raised {
        drop_all(to, made);
        return {};
    };
    for (; made < before; ++made) {
        Result<Value> item = next(rt, iterator);
        if (item.raised()) return fail();
        if (item.value().is_unbound()) {
            (void)rt.raise(ValueError, "not enough values to unpack (expected at least %zu, got %zu)", before + after, made);
            return fail();
        }
        to[made] = item.value().detach();
    }
    Result<Ref<List>> rest = list_from(rt, iterator);
    if (rest.raised()) return fail();
    List* list = rest.value().get();
    if (list->size < after) {
        (void)rt.raise(ValueError, "not enough values to unpack (expected at least %zu, got %zu)", before + after, before + list->size);
        return fail();
    }
    std::size_t from = list->size - after;
    for (std::size_t n = 0; n < after; ++n) to[before + 1 + n] = list->items[from + n].detach();
    list->size = from;
    to[before] = View(rest.value().detach());
    return {};
}

}  // namespace ouro
