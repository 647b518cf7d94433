// SPDX-License-Identifier: MIT
// Built-in functions of containers and iterators.
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/iterator.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/builtins/functions.h"
#include "vm/interp/slow_paths.h"

namespace ouro {

namespace {

Result<Value> len(Runtime& rt, Args args) { return rt.integer(TRY(length(rt, args[0]))); }

template <bool wanted>
Result<Value> first_of_truth(Runtime& rt, Args args) {
    bool found = false;
    TRY(for_each(rt, args[0], [&](View item) -> Result<bool> {
        TRY(rt.charge(1));
        Value held(item);
        found = TRY(truth(rt, held)) == wanted;
        return !found;
    }));
    return View::boolean(found == wanted);
}

Result<Value> sorted(Runtime& rt, Args args) {
    Ref<List> list = TRY(list_from(rt, args[0]));
    bool reverse = TRY(args.truth(2));
    TRY(list_sort(rt, list.get(), args[1], reverse));
    return list;
}

/// min() and max(): `better` is how a new best compares with the old one.
template <CompareOp better>
Result<Value> extreme(Runtime& rt, Args args) {
    constexpr const char* name = better == CompareOp::lt ? "min" : "max";
    Tuple* positional = as_tuple(args[0]);
    View key = args[1];
    if (positional->size > 1 && args.given(2)) return rt.raise(TypeError, "Cannot specify a default for %s() with multiple positional arguments", name);
    Value best, best_key;
    TRY(for_each(rt, positional->size == 1 ? View(positional->items[0]) : View(positional), [&](View each) -> Result<bool> {
        TRY(rt.charge(1));
        Value item(each);
        Value item_key = key.is_none() ? item : TRY(call(rt, key, {item}));
        if (!best.is_unbound() && !TRY(compare_truth(rt, item_key, best_key, better))) return true;
        best = std::move(item);
        best_key = std::move(item_key);
        return true;
    }));
    if (!best.is_unbound()) return best;
    if (args.given(2)) return Value(args[2]);
    return rt.raise(ValueError, "%s() iterable argument is empty", name);
}

Result<Value> iter_function(Runtime& rt, Args args) {
    if (!args.given(1)) return iter(rt, args[0]);
    if (!is_callable(rt, args[0])) return rt.raise(TypeError, "iter(v, w): v must be callable");
    return new_callable_iterator(rt, args[0], args[1]);
}

Result<Value> next_function(Runtime& rt, Args args) {
    View iterator = args[0];
    Type* type = rt.type_of(iterator);
    if (!type->slots.next) return rt.raise(TypeError, "'%s' object is not an iterator", type_name(type));
    if (args.given(1)) {
        Value item = TRY(next(rt, iterator));
        return item.is_unbound() ? Value(args[1]) : item;
    }
    // The StopIteration of a __next__ written in Python goes on as it is.
    if (type->has(Type::heap_type)) return call_special(rt, iterator, rt.names.next_);
    Value held(iterator);
    rt.sent_result = Value();
    Value item = TRY(type->slots.next(rt, iterator));
    if (!item.is_unbound()) return item;
    return raise_stop_iteration(rt, iterator);
}

Result<Value> aiter(Runtime& rt, Args args) {
    Type* type = rt.type_of(args[0]);
    if (!type->slots.aiter) return rt.raise(TypeError, "'%s' object is not an async iterable", type_name(type));
    Value iterator = TRY(type->slots.aiter(rt, args[0]));
    if (!rt.type_of(iterator)->slots.anext) return rt.raise(TypeError, "aiter() returned not an async iterator of type '%s'", type_name(rt, iterator));
    return iterator;
}

// ---- anext() with a default: an awaitable around the one that __anext__ gave

struct AnextAwaitable : Object {
    Value awaitable;
    Value otherwise;
};

AnextAwaitable* anext_of(View self) { return self.as<AnextAwaitable>(); }

/// StopAsyncIteration becomes the default.
Result<Value> settle(Runtime& rt, View self, Result<Value> step) {
    if (!step.raised() || !rt.swallow(StopAsyncIteration)) return step;
    rt.sent_result = anext_of(self)->otherwise;
    return View();
}

Result<Value> send_to(Runtime& rt, View self, View sent) {
    Value held(self);
    Value iterator = TRY(get_awaitable(rt, anext_of(self)->awaitable, 0));
    return settle(rt, self, drive_step(rt, iterator, sent));
}

/// What a step means to a caller in Python.
Result<Value> visible(Runtime& rt, Result<Value> step) {
    if (step.raised() || !step.value().is_unbound()) return step;
    Value result = std::exchange(rt.sent_result, Value());
    return rt.raise_object(TRY(new_exception(rt, rt.exception_type(StopIteration), result.is_none() ? View() : View(result))));
}

Result<Value> anext_throw(Runtime& rt, Args args) {
    Value held(args[0]);
    Value iterator = TRY(get_awaitable(rt, anext_of(held)->awaitable, 0));
    View given[] = {args[1], args[2], args[3]};
    std::size_t count = args.given(3) ? 3 : args.given(2) ? 2 : 1;
    Value method = TRY(get_attribute(rt, iterator, rt.names.throw_word));
    Result<Value> step = call(rt, method, Arguments{.values = given, .count = count});
    return visible(rt, settle(rt, held, std::move(step)));
}

Result<Value> anext_close(Runtime& rt, Args args) {
    Value iterator = TRY(get_awaitable(rt, anext_of(args[0])->awaitable, 0));
    return call_method(rt, iterator, rt.names.close);
}

constexpr FunctionDef anext_methods[] = {
    {"send(self, value, /)", [](Runtime& rt, Args args) { return visible(rt, send_to(rt, args[0], args[1])); }, "Sends a value in; what is yielded next."},
    {"throw(self, typ, val=<no value>, tb=<no value>, /)", anext_throw, "Raises an exception inside; what is yielded next."},
    {"close(self, /)", anext_close, "Raises GeneratorExit inside."},
};

const TypeDef anext_awaitable_type{
    .name = "anext_awaitable",
    .doc = "What anext() with a default gives.",
    .size = sizeof(AnextAwaitable),
    .flags = Type::container | Type::disallow_construct | Type::immutable,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<AnextAwaitable*>(object)->awaitable.~Value();
                      static_cast<AnextAwaitable*>(object)->otherwise.~Value();
                      rt.free_instance(object, sizeof(AnextAwaitable));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      visit(static_cast<AnextAwaitable*>(object)->awaitable);
                      visit(static_cast<AnextAwaitable*>(object)->otherwise);
                  },
              .iter = [](Runtime&, View self) -> Result<Value> { return Value(self); },
              .next = [](Runtime& rt, View self) { return send_to(rt, self, View::none()); },
              .await = [](Runtime&, View self) -> Result<Value> { return Value(self); },
              .send = send_to},
    .methods = anext_methods,
};

Result<Value> anext(Runtime& rt, Args args) {
    Type* type = rt.type_of(args[0]);
    if (!type->slots.anext) return rt.raise(TypeError, "'%s' object is not an async iterator", type_name(type));
    Value awaitable = TRY(type->slots.anext(rt, args[0]));
    if (!args.given(1)) return awaitable;
    auto* made = rt.allocate<AnextAwaitable>(TRY(native_type(rt, anext_awaitable_type)));
    if (!made) return rt.raise_memory_error();
    new (&made->awaitable) Value(std::move(awaitable));
    new (&made->otherwise) Value(args[1]);
    return Value::adopt(View(made));
}

constexpr FunctionDef functions[] = {
    {"len(obj, /)", len, "The number of items in a container."},
    {"all(iterable, /)", first_of_truth<false>, "Whether every item is true; True for an empty iterable."},
    {"any(iterable, /)", first_of_truth<true>, "Whether some item is true; False for an empty iterable."},
    {"sorted(iterable, /, *, key=None, reverse=False)", sorted, "A new list of the items in ascending order; equal ones keep theirs."},
    {"min(*args, key=None, default=<no value>)", extreme<CompareOp::lt>, "The smallest item of an iterable, or of several arguments."},
    {"max(*args, key=None, default=<no value>)", extreme<CompareOp::gt>, "The biggest item of an iterable, or of several arguments."},
    {"iter(object, sentinel=<no value>, /)", iter_function, "An iterator over the object; with a sentinel, over what calls of it return until they return the sentinel."},
    {"next(iterator, default=<no value>, /)", next_function, "The next item; the default, if there is one, where the iterator is exhausted."},
    {"aiter(async_iterable, /)", aiter, "An asynchronous iterator over the object."},
    {"anext(aiterator, default=<no value>, /)", anext, "An awaitable of the next item, or of the default where the iterator is exhausted."},
};

}  // namespace

const std::span<const FunctionDef> iteration_functions = functions;

}  // namespace ouro
