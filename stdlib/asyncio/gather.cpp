// SPDX-License-Identifier: MIT
// asyncio.gather(): one future for many. Its type is a Future whose cancel() cancels the children; each child has the one callback that
// counts them.
#include "stdlib/asyncio/done_callback.h"

namespace ouro {

namespace {

struct GatheringFuture : Future {
    Value children;  // tuple: one for each argument, in order; list while it is being built
    std::size_t awaited, finished;
    bool complete;   // every argument has been looked at
    bool cancel_requested, return_exceptions;
};

GatheringFuture* self_of(View value) { return value.as<GatheringFuture>(); }

/// What a child that is done contributes to the list of results.
Result<Value> outcome_of(Runtime& rt, View child) {
    if (is_exact_future(rt, child) && child.as<Future>()->state == Future::finished && !child.as<Future>()->failed) [[likely]]
        return Value(child.as<Future>()->outcome);
    if (TRY(is_cancelled(rt, child))) {
        Value message = TRY(any_cancel_message(rt, child));
        return new_exception(rt, rt.asyncio->cancelled_error.get(), message.is_none() ? View(rt.empty_str) : View(message));
    }
    Value error = TRY(any_exception(rt, child));
    if (!error.is_none()) return error;
    return any_result(rt, child);
}

Result<void> finish_all(Runtime& rt, GatheringFuture* outer) {
    List* children = View(outer->children).as<List>();
    Ref<List> results = TRY(new_list(rt, children->size));
    for (std::size_t n = 0; n < children->size; ++n) {
        if (n % 256 == 0) TRY(rt.charge(256));
        Value child = children->items[n];
        TRY(list_append(rt, results.get(), TRY(outcome_of(rt, child))));
    }
    if (!outer->cancel_requested || !children->size) return finish_with_result(rt, outer, View(results));
    // Cancelled from outside: so is the whole, whatever return_exceptions says.
    Value last = children->items[children->size - 1];
    Value error = TRY(any_cancelled_error(rt, last));
    return set_exception(rt, outer, error);
}

Result<void> child_done(Runtime& rt, DoneCallback* callback, View child) {
    GatheringFuture* outer = self_of(callback->target);
    ++outer->finished;
    if (is_exact_future(rt, child) && child.as<Future>()->state == Future::finished && !child.as<Future>()->failed) [[likely]]
        return outer->finished == outer->awaited && outer->complete && !outer->done() ? finish_all(rt, outer) : Result<void>();
    if (!outer->complete || outer->done()) {
        if (!TRY(is_cancelled(rt, child))) TRY(any_exception(rt, child));
        return {};
    }
    if (!outer->return_exceptions) {
        if (TRY(is_cancelled(rt, child))) {
            Value error = TRY(any_cancelled_error(rt, child));
            return set_exception(rt, outer, error);
        }
        if (!is_exact_future(rt, child) || child.as<Future>()->failed) {
            Value error = TRY(any_exception(rt, child));
            if (!error.is_none()) return set_exception(rt, outer, error);
        }
    }
    if (outer->finished == outer->awaited) return finish_all(rt, outer);
    return {};
}

constexpr DoneCallback::Body child_body{"gather.<locals>._done_callback", child_done,
                                        [](DoneCallback* callback) { return View(callback->target); }};

Result<Ref<GatheringFuture>> new_gathering(Runtime& rt, bool return_exceptions, std::size_t count) {
    auto* made = rt.allocate<GatheringFuture>(rt.asyncio->gathering);
    if (!made) return rt.raise_memory_error();
    begin_future(made, View());
    new (&made->children) Value();
    made->awaited = made->finished = 0;
    made->complete = made->cancel_requested = false;
    made->return_exceptions = return_exceptions;
    made->gathering = true;
    made->flags |= Object::kFinalized;
    Ref<GatheringFuture> gathering = Ref<GatheringFuture>::adopt(made);
    Ref<List> children = TRY(new_list(rt, count));
    made->children = children;
    return gathering;
}

/// The future of an argument, the first time it is seen.
Result<Value> add_child(Runtime& rt, GatheringFuture* outer, View argument, View callback, List* done) {
    Value child = TRY(ensure_future(rt, argument, outer->loop));
    if (outer->loop.is_unbound()) outer->loop = TRY(any_loop(rt, child));
    if (!(View(child) == argument)) {
        // Nobody else can know of it: no report if it ends while it is pending.
        if (is_exact_future(rt, child) && as_task(child)) as_task(child)->log_destroy = false;
        else TRY(set_attribute(rt, child, state_of(rt).words._log_destroy_pending.get(), View::boolean(false)));
    }
    ++outer->awaited;
    if (TRY(is_done(rt, child))) TRY(list_append(rt, done, child));
    else TRY(watch(rt, child, callback));
    return child;
}

/// In Object::flags of a coroutine or future, for as long as distinct() looks: it was seen already.
constexpr std::uint8_t kSeen = Object::kOwnFlag;

/// Whether no argument comes twice, of coroutines and futures: other things may be equal without being the same.
bool distinct(Runtime& rt, Tuple* arguments) {
    std::size_t seen = 0;
    for (; seen < arguments->size; ++seen) {
        View each = arguments->items[seen];
        if (!is_kind(each, Kind::coroutine) && !is_kind(each, Kind::native_coroutine) && !is_exact_future(rt, each)) break;
        if (each.object()->flags & kSeen) break;
        each.object()->flags |= kSeen;
    }
    for (std::size_t n = 0; n < seen; ++n) View(arguments->items[n]).object()->flags &= static_cast<std::uint8_t>(~kSeen);
    return seen == arguments->size;
}

Result<Value> gather(Runtime& rt, Args args) {
    Tuple* arguments = args[0].as<Tuple>();
    if (!arguments->size) {
        Value loop = TRY(get_event_loop(rt));
        Value outer = TRY(create_future(rt, loop));
        Ref<List> none = TRY(new_list(rt));
        if (is_exact_future(rt, outer)) TRY(set_result(rt, outer.as<Future>(), View(none)));
        else TRY(call_method(rt, outer, state_of(rt).words.set_result.get(), {View(none)}));
        return outer;
    }
    bool return_exceptions = TRY(args.truth(1));
    Ref<GatheringFuture> outer = TRY(new_gathering(rt, return_exceptions, arguments->size));
    Ref<DoneCallback> callback = TRY(new_done_callback(rt, child_body, View(outer)));
    Ref<List> done = TRY(new_list(rt));
    Ref<Dict> known;  // argument → its future
    if (!distinct(rt, arguments)) known = TRY(new_dict(rt));
    List* children = View(outer->children).as<List>();
    for (std::size_t n = 0; n < arguments->size; ++n) {
        TRY(rt.charge(1));
        View argument = arguments->items[n];
        Value child;
        if (known) child = Value(TRY(dict_get(rt, known.get(), argument)));
        if (child.is_unbound()) {
            child = TRY(add_child(rt, outer.get(), argument, View(callback), done.get()));
            if (known) TRY(dict_set(rt, known.get(), argument, child));
        }
        TRY(list_append(rt, children, child));
    }
    outer->initialized = true;
    outer->complete = true;
    TRY(note_source(rt, outer.get()));
    for (std::size_t n = 0; n < done->size; ++n) TRY(child_done(rt, callback.get(), Value(done->items[n])));
    return outer;
}

GatheringFuture* gathering_of(Object* object) { return static_cast<GatheringFuture*>(object); }

}  // namespace

Result<bool> cancel_gathering(Runtime& rt, Future* future, View message) {
    if (future->done()) return false;
    NativeGuard guard(rt);
    if (guard.raised()) return Raised{};
    Ref<GatheringFuture> outer(static_cast<GatheringFuture*>(future));
    List* children = View(outer->children).as<List>();
    bool any = false;
    for (std::size_t n = 0; n < children->size; ++n) {
        TRY(rt.charge(1));
        Value child = children->items[n];
        if (TRY(cancel_any(rt, child, message))) any = true;
    }
    if (any) outer->cancel_requested = true;
    return any;
}

const FunctionDef gather_function{
    "gather(*coros_or_futures, return_exceptions=False)", gather,
    "A future for the list of results of all arguments, which run side by side; coroutines become tasks."};

const TypeDef gathering_type{
    .name = "_GatheringFuture",
    .module = "asyncio.tasks",
    .doc = "What gather() returns.",
    .kind = Kind::future,
    .size = sizeof(GatheringFuture),
    .flags = Type::has_dict | Type::container | Type::weak_referable | Type::has_finalizer | Type::disallow_construct,
    .base = [](Runtime& rt) { return rt.asyncio->future; },
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      gathering_of(object)->children.~Value();
                      release_future_fields(rt, gathering_of(object));
                      rt.free_instance(object, sizeof(GatheringFuture));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      traverse_future_fields(gathering_of(object), visit);
                      visit(gathering_of(object)->children);
                  },
              .clear = [](Runtime& rt, Object* object) { clear_future_fields(rt, gathering_of(object)); }},
};

}  // namespace ouro
