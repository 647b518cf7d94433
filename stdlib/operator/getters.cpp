// SPDX-License-Identifier: MIT
// operator.attrgetter, itemgetter and methodcaller.
#include "stdlib/operator/operator.h"

#include "runtime/objects/containers.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/owned_fields.h"

namespace ouro {

namespace {

/// What all three are: the arguments they were made with, and what a call needs of them.
struct Getter : Object {
    Value arguments;  // tuple
    Value prepared;   // attrgetter: a tuple of tuples, the parts of each dotted name; methodcaller: a tuple of the keywords' names
    Value values;     // methodcaller: a tuple of the values of the keywords
    template <typename F>
    void each_field(F&& f) {
        for (Value* field : {&arguments, &prepared, &values}) f(*field);
    }
    Tuple* tuple() const { return View(arguments).as<Tuple>(); }
};

Result<void> check_call(Runtime& rt, const char* name, const Arguments& a) {
    if (a.names && a.names->size) return rt.raise(TypeError, "%s() takes no keyword arguments", name);
    if (a.count != 1) return rt.raise(TypeError, "%s expected 1 argument, got %zu", name, a.count);
    return {};
}

Result<Ref<Tuple>> tuple_of(Runtime& rt, const View* values, std::size_t count) {
    Ref<Tuple> made = TRY(new_tuple(rt, count));
    for (std::size_t n = 0; n < count; ++n) made->items[n] = Value(values[n]);
    return made;
}

Result<Ref<Getter>> make(Runtime& rt, Type* type, const char* name, const Arguments& a) {
    if (a.names && a.names->size) return rt.raise(TypeError, "%s() takes no keyword arguments", name);
    if (!a.count) return rt.raise(TypeError, "%s expected 1 argument, got 0", name);
    Ref<Tuple> arguments = TRY(tuple_of(rt, a.values, a.count));
    Ref<Getter> made = TRY(new_with_fields<Getter>(rt, type));
    made->arguments = arguments;
    return made;
}

// ---- attrgetter

Result<Ref<Tuple>> split(Runtime& rt, std::string_view dotted) {
    Ref<List> parts = TRY(new_list(rt));
    for (std::size_t from = 0; from <= dotted.size();) {
        std::size_t dot = dotted.find('.', from);
        if (dot == std::string_view::npos) dot = dotted.size();
        Ref<Str> part = TRY(intern(rt, dotted.substr(from, dot - from)));
        TRY(list_append(rt, parts.get(), part));
        from = dot + 1;
    }
    return new_tuple(rt, parts->view());
}

Result<Value> construct_attrgetter(Runtime& rt, Type* type, const Arguments& a) {
    Ref<Getter> made = TRY(make(rt, type, "attrgetter", a));
    Ref<Tuple> prepared = TRY(new_tuple(rt, a.count));
    for (std::size_t n = 0; n < a.count; ++n) {
        Str* name = as_str(a[n]);
        if (!name) return rt.raise(TypeError, "attribute name must be a string");
        prepared->items[n] = TRY(split(rt, name->text()));
    }
    made->prepared = prepared;
    return made;
}

Result<Value> get_dotted(Runtime& rt, View object, Tuple* parts) {
    Value current(object);
    for (std::size_t n = 0; n < parts->size; ++n) current = TRY(get_attribute(rt, current, View(parts->items[n]).as<Str>()));
    return current;
}

Result<Value> call_attrgetter(Runtime& rt, View self, const Arguments& a) {
    TRY(check_call(rt, "attrgetter", a));
    auto* getter = self.as<Getter>();
    Ref<Tuple> names(View(getter->prepared).as<Tuple>());
    if (names->size == 1) return get_dotted(rt, a[0], View(names->items[0]).as<Tuple>());
    Ref<Tuple> made = TRY(new_tuple(rt, names->size));
    for (std::size_t n = 0; n < names->size; ++n) made->items[n] = TRY(get_dotted(rt, a[0], View(names->items[n]).as<Tuple>()));
    return made;
}

// ---- itemgetter

Result<Value> construct_itemgetter(Runtime& rt, Type* type, const Arguments& a) { return TRY(make(rt, type, "itemgetter", a)); }

Result<Value> call_itemgetter(Runtime& rt, View self, const Arguments& a) {
    TRY(check_call(rt, "itemgetter", a));
    Ref<Tuple> keys(self.as<Getter>()->tuple());
    if (keys->size == 1) return get_item(rt, a[0], keys->items[0]);
    Ref<Tuple> made = TRY(new_tuple(rt, keys->size));
    for (std::size_t n = 0; n < keys->size; ++n) made->items[n] = TRY(get_item(rt, a[0], keys->items[n]));
    return made;
}

// ---- methodcaller

Result<Value> construct_methodcaller(Runtime& rt, Type* type, const Arguments& a) {
    if (!a.count) return rt.raise(TypeError, "methodcaller needs at least one argument, the method name");
    if (!as_str(a[0])) return rt.raise(TypeError, "method name must be a string");
    Ref<Tuple> arguments = TRY(tuple_of(rt, a.values, a.count));
    Ref<Str> name = intern(rt, as_str(a[0]));
    arguments->items[0] = name;
    Ref<Getter> made = TRY(new_with_fields<Getter>(rt, type));
    made->arguments = arguments;
    if (a.names && a.names->size) {
        made->prepared = View(static_cast<const Object*>(a.names));
        made->values = TRY(tuple_of(rt, a.values + a.count, a.names->size));
    }
    return made;
}

Result<Value> call_methodcaller(Runtime& rt, View self, const Arguments& a) {
    TRY(check_call(rt, "methodcaller", a));
    auto* caller = self.as<Getter>();
    Ref<Tuple> given(caller->tuple());
    Value method = TRY(get_attribute(rt, a[0], View(given->items[0]).as<Str>()));
    if (caller->prepared.is_unbound()) return call(rt, method, Arguments{.values = given->items + 1, .count = given->size - 1, .names = nullptr});
    Ref<Tuple> names(View(caller->prepared).as<Tuple>()), named(View(caller->values).as<Tuple>());
    std::vector<View> values(given->items + 1, given->items + given->size);
    values.insert(values.end(), named->items, named->items + named->size);
    return call(rt, method, Arguments{.values = values.data(), .count = given->size - 1, .names = names.get()});
}

// ---- what they share

Result<Value> shown(Runtime& rt, View self) {
    auto* getter = self.as<Getter>();
    const char* name = type_name(rt, self);
    ReprGuard guard(rt, self);
    if (guard.recursive()) return rt.format("%s(...)", name);
    NativeGuard depth(rt, " while getting the repr of an object");
    if (depth.raised()) return Raised{};
    StrBuilder text(rt);
    TRY(text.append(name));
    TRY(text.append("("));
    for (std::size_t n = 0; n < getter->tuple()->size; ++n) {
        if (n) TRY(text.append(", "));
        Ref<Str> item = TRY(repr(rt, getter->tuple()->items[n]));
        TRY(text.append(item.get()));
    }
    if (!getter->values.is_unbound()) {
        Tuple *names = View(getter->prepared).as<Tuple>(), *values = View(getter->values).as<Tuple>();
        for (std::size_t n = 0; n < names->size; ++n) {
            TRY(text.append(", "));
            TRY(text.append(View(names->items[n]).as<Str>()));
            TRY(text.append("="));
            Ref<Str> item = TRY(repr(rt, values->items[n]));
            TRY(text.append(item.get()));
        }
    }
    TRY(text.append(")"));
    return TRY(text.take());
}

Result<Value> reduce(Runtime& rt, Args args) {
    auto* getter = args.self<Getter>();
    View type = View(static_cast<const Object*>(args[0].object()->type()));
    if (getter->values.is_unbound()) return TRY(new_tuple(rt, {type, getter->arguments}));
    // With keywords: functools.partial(methodcaller, name, **keywords) makes it from the other arguments.
    Ref<Str> functools = TRY(intern(rt, "functools")), partial_name = TRY(intern(rt, "partial"));
    Value module = TRY(rt.hooks.import(rt, functools.get(), nullptr, View::none(), 0));
    Value partial = TRY(get_attribute(rt, module, partial_name.get()));
    Tuple *names = View(getter->prepared).as<Tuple>(), *named = View(getter->values).as<Tuple>();
    std::vector<View> values{type, View(getter->tuple()->items[0])};
    values.insert(values.end(), named->items, named->items + named->size);
    Value maker = TRY(call(rt, partial, Arguments{.values = values.data(), .count = 2, .names = names}));
    Ref<Tuple> rest = TRY(new_tuple(rt, getter->tuple()->view().subspan(1)));
    return TRY(new_tuple(rt, {maker, View(rest.get())}));
}

constexpr FunctionDef methods[] = {{"__reduce__(self, /)", reduce, "Return state information for pickling"}};

constexpr TypeSlots slots_of(Result<Value> (*construct)(Runtime&, Type*, const Arguments&), Result<Value> (*call)(Runtime&, View, const Arguments&)) {
    return {.destroy = destroy_fields<Getter>, .traverse = traverse_fields<Getter>, .construct = construct, .call = call, .repr = shown};
}

constexpr std::uint32_t kFlags = Type::base_type | Type::container | Type::immutable;

}  // namespace

constexpr PropertyDef getter_properties[] = {
    {"__text_signature__", [](Runtime& rt, View) { return rt.str("(obj, /)"); }},
};

const TypeDef attrgetter_type{.name = "attrgetter", .module = "operator", .doc = "attrgetter('name') is a callable: called with an object, it returns object.name.",
                              .size = sizeof(Getter), .flags = kFlags, .text_signature = "(attr, /, *attrs)",
                              .slots = slots_of(construct_attrgetter, call_attrgetter), .methods = methods, .properties = getter_properties};
const TypeDef itemgetter_type{.name = "itemgetter", .module = "operator", .doc = "itemgetter(key) is a callable: called with an object, it returns object[key].",
                              .size = sizeof(Getter), .flags = kFlags, .text_signature = "(item, /, *items)",
                              .slots = slots_of(construct_itemgetter, call_itemgetter), .methods = methods, .properties = getter_properties};
const TypeDef methodcaller_type{.name = "methodcaller", .module = "operator", .doc = "methodcaller('name', …) is a callable: called with an object, it returns object.name(…).",
                                .size = sizeof(Getter), .flags = kFlags, .text_signature = "(name, /, *args, **kwargs)",
                                .slots = slots_of(construct_methodcaller, call_methodcaller), .methods = methods, .properties = getter_properties};

}  // namespace ouro
