// SPDX-License-Identifier: MIT
// raise statements, and the matching of except and except* clauses.
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/exception_group.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/interp/slow_paths.h"

namespace ouro {

namespace {

bool is_exception_class(View value) { return is_kind(value, Kind::type) && value.as<Type>()->has(Type::exception_type); }

/// The exception that `raise value` or `from value` means.
Result<Value> instance_of(Runtime& rt, View value, const char* otherwise) {
    if (is_exception_class(value)) {
        Value made = TRY(call(rt, value));
        if (!is_kind(made, Kind::exception)) {
            Ref<Str> text = TRY(repr(rt, value));
            return rt.raise(TypeError, "calling %s should have returned an instance of BaseException, not %s", text->data(),
                            TRY(repr(rt, View(rt.type_of(made))))->data());
        }
        return made;
    }
    if (is_kind(value, Kind::exception)) return Value(value);
    return rt.raise(TypeError, "%s", otherwise);
}

}  // namespace

Raised raise_statement(Runtime& rt, View value, View cause) {
    Value exception = TRY(instance_of(rt, value, "exceptions must derive from BaseException"));
    if (!cause.is_unbound()) {
        Value reason = View::none();
        if (!cause.is_none()) reason = TRY(instance_of(rt, cause, "exception causes must derive from BaseException"));
        set_cause(exception.as<Exception>(), reason);
    }
    return rt.raise_object(exception);
}

bool raise_again(Runtime& rt) {
    for (HandledException* handled = rt.handled; handled; handled = handled->previous) {
        if (handled->exception.is_none() || handled->exception.is_unbound()) continue;
        rt.pending = handled->exception;
        return true;
    }
    (void)rt.raise(RuntimeError, "No active exception to reraise");
    return false;
}

Result<bool> match_exception(Runtime& rt, View exception, View type) {
    const char* message = "catching classes that do not inherit from BaseException is not allowed";
    if (Tuple* types = as_tuple(type)) {
        for (const Value& each : types->view())
            if (!is_exception_class(each)) return rt.raise(TypeError, "%s", message);
        for (const Value& each : types->view())
            if (is_subtype(exception.object()->type(), View(each).as<Type>())) return true;
        return false;
    }
    if (!is_exception_class(type)) return rt.raise(TypeError, "%s", message);
    return is_subtype(exception.object()->type(), type.as<Type>());
}

Result<void> match_group(Runtime& rt, View exception, View type, View* to) {
    auto check = [&](View each) -> Result<void> {
        if (!is_exception_class(each)) return rt.raise(TypeError, "catching classes that do not inherit from BaseException is not allowed");
        if (is_subtype(each.as<Type>(), rt.exceptions[BaseExceptionGroup]))
            return rt.raise(TypeError, "catching ExceptionGroup with except* is not allowed. Use except instead.");
        return {};
    };
    if (Tuple* types = as_tuple(type)) {
        for (const Value& each : types->view()) TRY(check(each));
    } else {
        TRY(check(type));
    }
    Value rest = View::none(), match = View::none();
    if (exception.is_none()) {
    } else if (TRY(match_exception(rt, exception, type))) {
        match = Value(exception);
        if (!is_subtype(exception.object()->type(), rt.exceptions[BaseExceptionGroup])) {
            Ref<Tuple> one = TRY(new_tuple(rt, {exception}));
            match = TRY(call(rt, View(rt.exceptions[BaseExceptionGroup]), {View(rt.empty_str.get()), View(one.get())}));
        }
    } else if (is_subtype(exception.object()->type(), rt.exceptions[BaseExceptionGroup])) {
        Value parts = TRY(call_method(rt, exception, TRY(intern(rt, "split")).get(), {type}));
        Tuple* pair = as_tuple(parts);
        if (!pair) return rt.raise(TypeError, "%s.split must return a tuple, not %s", type_name(rt, exception), type_name(rt, parts));
        if (pair->size < 2) return rt.raise(TypeError, "%s.split must return a 2-tuple, got tuple of size %zu", type_name(rt, exception), pair->size);
        match = pair->items[0];
        rest = pair->items[1];
    } else {
        rest = Value(exception);
    }
    if (!match.is_none()) rt.handled->exception = match;
    to[0] = rest.detach();
    to[1] = match.detach();
    return {};
}

Result<Value> join_group(Runtime& rt, View original, List* raised) {
    // PEP 654: what was raised anew stands beside the unhandled rest, which keeps its place in the original group's structure.
    Ref<List> exceptions = TRY(new_list(rt));
    for (const Value& each : raised->view())
        if (!each.is_none()) TRY(list_append(rt, exceptions.get(), each));
    if (!exceptions->size) return View::none();
    return prepare_reraise_star(rt, original, exceptions.get());
}

}  // namespace ouro
