// SPDX-License-Identifier: MIT
// Exception groups (PEP 654): construction, split and subgroup, and the end of except* statements.
#include "runtime/objects/exception_group.h"

#include <algorithm>
#include <vector>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {

constexpr int kMessage = 0, kExceptions = 1;
bool is_group(Runtime& rt, View v) { return is_kind(v, Kind::exception) && is_subtype(v.object()->type(), rt.exceptions[BaseExceptionGroup]); }
Tuple* exceptions_in(View group) { return View(group.as<Exception>()->fields[kExceptions]).as<Tuple>(); }

/// Whether a leaf or group matches a condition: a type, a tuple of types, or a predicate.
Result<bool> matches(Runtime& rt, View exception, View condition) {
    auto of_type = [&](View type) { return is_subtype(exception.object()->type(), type.as<Type>()); };
    if (is_kind(condition, Kind::type)) return of_type(condition);
    if (Tuple* several = as_tuple(condition)) return std::any_of(several->view().begin(), several->view().end(), of_type);
    return truth(rt, TRY(call(rt, condition, {exception})));
}

Result<Value> derive(Runtime& rt, View group, const std::vector<Value>& parts) {
    Ref<List> list = TRY(new_list(rt));
    for (const Value& part : parts) TRY(list_append(rt, list.get(), part));
    Value made = TRY(call_method(rt, group, TRY(intern(rt, "derive")).get(), {View(list.get())}));
    if (!is_group(rt, made)) return rt.raise(TypeError, "derive must return an instance of BaseExceptionGroup");
    auto *from = group.as<Exception>(), *to = made.as<Exception>();
    to->traceback = from->traceback;
    to->context = from->context;
    to->cause = from->cause;
    to->suppress_context = true;  // as CPython's: setting the cause does it, even to none
    Value notes = TRY(find_attribute(rt, group, rt.names.notes_));
    if (is_kind(notes, Kind::list)) TRY(set_attribute(rt, made, rt.names.notes_, TRY(list_from(rt, notes))));
    return made;
}

struct Split {
    Value match, rest;
};

Result<Split> split_by(Runtime& rt, View exception, View condition, bool want_rest) {
    NativeGuard guard(rt, " in exceptiongroup_split_recursive");
    if (guard.raised()) return Raised{};
    if (TRY(matches(rt, exception, condition))) return Split{Value(exception), View::none()};
    if (!is_group(rt, exception)) return Split{View::none(), Value(exception)};
    std::vector<Value> match, rest;
    Ref<Tuple> held(exceptions_in(exception));
    for (const Value& each : held->view()) {
        Split part = TRY(split_by(rt, each, condition, want_rest));
        if (!part.match.is_none()) match.push_back(part.match);
        if (!part.rest.is_none() && want_rest) rest.push_back(part.rest);
    }
    Split result{View::none(), View::none()};
    if (!match.empty()) result.match = TRY(derive(rt, exception, match));
    if (!rest.empty()) result.rest = TRY(derive(rt, exception, rest));
    return result;
}

Result<void> check_condition(Runtime& rt, View condition) {
    auto exception_type = [](View each) { return is_kind(each, Kind::type) && each.as<Type>()->has(Type::exception_type); };
    bool ok = is_kind(condition, Kind::type) ? exception_type(condition) : is_callable(rt, condition);
    if (Tuple* several = as_tuple(condition)) ok = std::all_of(several->view().begin(), several->view().end(), exception_type);
    if (!ok) return rt.raise(TypeError, "expected an exception type, a tuple of exception types, or a callable (other than a class)");
    return {};
}

constexpr FunctionDef methods[] = {
    {"derive(self, excs, /)",
     [](Runtime& rt, Args a) { return call(rt, View(static_cast<const Object*>(rt.exceptions[BaseExceptionGroup])), {a.self<Exception>()->fields[kMessage], a[1]}); },
     "A group with the same message and these exceptions."},
    {"split(self, condition, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         TRY(check_condition(rt, a[1]));
         Split parts = TRY(split_by(rt, a[0], a[1], true));
         Ref<Tuple> pair = TRY(new_tuple(rt, {parts.match, parts.rest}));
         return pair;
     },
     "(what matches, the rest), either None."},
    {"subgroup(self, condition, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         TRY(check_condition(rt, a[1]));
         return TRY(split_by(rt, a[0], a[1], false)).match;
     },
     "What matches, or None."},
    {"__class_getitem__(cls, item, /)", [](Runtime& rt, Args a) { return call(rt, View(static_cast<const Object*>(rt.types.generic_alias)), {a[0], a[1]}); }, "See PEP 585", FunctionDef::class_method},
};

Result<Value> group_str(Runtime& rt, View self) {
    std::size_t count = exceptions_in(self)->size;
    Ref<Str> message = TRY(to_str(rt, self.as<Exception>()->fields[kMessage]));
    return rt.str(std::string(message->text()) + " (" + std::to_string(count) + " sub-exception" + (count == 1 ? "" : "s") + ")");
}

/// The leaves of a group, as identities.
Result<void> collect_leaves(Runtime& rt, View group, std::vector<const Object*>& leaves) {
    std::vector<View> work{group};
    while (!work.empty()) {
        TRY(rt.charge(1));
        View at = work.back();
        work.pop_back();
        if (!is_group(rt, at)) leaves.push_back(at.object());
        else
            for (const Value& each : exceptions_in(at)->view()) work.push_back(each);
    }
    return {};
}

/// The part of `original` whose leaves are among `leaves`, which are sorted, in its structure; None if nothing.
Result<Value> project(Runtime& rt, View original, const std::vector<const Object*>& leaves) {
    if (!is_group(rt, original)) return std::binary_search(leaves.begin(), leaves.end(), original.object()) ? Value(original) : Value(View::none());
    NativeGuard guard(rt, " in exceptiongroup_split_recursive");
    if (guard.raised()) return Raised{};
    std::vector<Value> parts;
    bool whole = true;
    for (const Value& each : exceptions_in(original)->view()) {
        TRY(rt.charge(1));
        Value part = TRY(project(rt, each, leaves));
        whole = whole && View(part) == View(each);
        if (!part.is_none()) parts.push_back(part);
    }
    if (parts.empty()) return View::none();
    if (whole) return Value(original);
    return derive(rt, original, parts);
}

/// Whether `part` was split off `group` and raised as it was.
bool same_origin(Runtime& rt, View part, View group) {
    if (!is_group(rt, part)) return false;
    auto *a = part.as<Exception>(), *b = group.as<Exception>();
    return View(a->traceback) == View(b->traceback) && View(a->cause) == View(b->cause) && View(a->context) == View(b->context);
}

}  // namespace

Result<void> init_group(Runtime& rt, Type* type, Exception* group) {
    Tuple* args = group->arguments;
    if (args->size != 2) return rt.raise(TypeError, "%s.__new__() takes exactly 2 arguments (%zu given)", "BaseExceptionGroup", args->size);
    if (!is_kind(args->items[0], Kind::str)) return rt.raise(TypeError, "BaseExceptionGroup.__new__() argument 1 must be str, not %s", type_name(rt, args->items[0]));
    if (!rt.type_of(args->items[1])->slots.get_item) return rt.raise(TypeError, "second argument (exceptions) must be a sequence");
    Ref<Tuple> exceptions = TRY(tuple_from(rt, args->items[1]));
    if (!exceptions->size) return rt.raise(ValueError, "second argument (exceptions) must be a non-empty sequence");
    bool base_only = false;
    for (std::size_t n = 0; n < exceptions->size; ++n) {
        if (!is_kind(exceptions->items[n], Kind::exception)) return rt.raise(ValueError, "Item %zu of second argument (exceptions) is not an exception", n);
        base_only = base_only || !is_subtype(rt.type_of(exceptions->items[n]), rt.exceptions[PlainException]);
    }
    if (base_only && is_subtype(type, rt.exceptions[PlainException]))
        return rt.raise(TypeError, type == rt.exceptions[ExceptionGroup] ? "Cannot nest BaseExceptions in an ExceptionGroup" : "Cannot nest BaseExceptions in '%s'", type_name(type));
    group->fields[kMessage] = args->items[0];
    group->fields[kExceptions] = exceptions;
    if (type == rt.exceptions[BaseExceptionGroup] && !base_only) {
        // A group of plain exceptions is an ExceptionGroup, whichever was asked for.
        group->shape = rt.exceptions[ExceptionGroup]->root_shape;
    }
    return {};
}

void add_group_parts(TypeDef& def) {
    def.methods = methods;
    def.slots.str = group_str;
}

Result<Value> prepare_reraise_star(Runtime& rt, View original, List* exceptions) {
    // A naked exception had one clause at most, and what that raised goes on as it is.
    if (!is_group(rt, original)) return exceptions->size ? Value(exceptions->items[0]) : Value(View::none());
    std::vector<Value> raised;
    std::vector<const Object*> leaves;
    for (const Value& each : exceptions->view()) {
        if (same_origin(rt, each, original)) TRY(collect_leaves(rt, each, leaves));
        else raised.push_back(each);
    }
    std::sort(leaves.begin(), leaves.end());
    Value rest = leaves.empty() ? Value(View::none()) : TRY(project(rt, original, leaves));
    if (raised.empty()) return rest;
    if (!rest.is_none()) raised.push_back(rest);
    if (raised.size() == 1) return raised[0];
    Ref<List> list = TRY(new_list(rt));
    for (const Value& each : raised) TRY(list_append(rt, list.get(), each));
    return call(rt, View(static_cast<const Object*>(rt.exceptions[BaseExceptionGroup])), {View(rt.empty_str.get()), View(list.get())});
}

}  // namespace ouro
