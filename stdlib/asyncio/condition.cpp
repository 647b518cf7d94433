// SPDX-License-Identifier: MIT
// asyncio.Condition and Barrier: tasks that wait, without the lock, for what others say while they hold it.
#include "stdlib/asyncio/locks.h"

namespace ouro {

namespace {

// ---- Condition

struct Condition : LoopBound {
    Waiters waiters;
    Value lock;

    template <typename Use>
    void each_field(Use&& use) { use(lock); }
    template <typename Use>
    void each_list(Use&& use) { use(waiters); }
};

Condition* condition_of(Args args) { return args.self<Condition>(); }
AsyncLock* plain_lock(Runtime& rt, Condition* condition) {
    return is_plain_lock(rt, condition->lock) ? condition->lock.as<AsyncLock>() : nullptr;
}

Result<bool> is_held(Runtime& rt, Condition* condition) {
    if (AsyncLock* lock = plain_lock(rt, condition)) return lock->locked;
    Value lock = condition->lock;
    Value answer = TRY(call_named(rt, lock, "locked"));
    return truth(rt, answer);
}

Result<void> give_back(Runtime& rt, Condition* condition) {
    if (AsyncLock* lock = plain_lock(rt, condition)) return release_async_lock(rt, lock);
    Value lock = condition->lock;
    TRY(call_named(rt, lock, "release"));
    return {};
}

/// Takes the lock: Unbound where that is done, else what must be awaited for it.
Result<Value> take(Runtime& rt, Condition* condition) {
    if (AsyncLock* lock = plain_lock(rt, condition); lock && TRY(try_lock(rt, lock))) return Value();
    Value lock = condition->lock;
    return awaitable_of(rt, TRY(call_named(rt, lock, "acquire")));
}

Result<void> notify(Runtime& rt, Condition* condition, std::size_t n) { return condition->waiters.set_results(rt, View::boolean(false), n); }

Async condition_wait(Runtime& rt, Args args) {
    Condition* condition = condition_of(args);
    bool held = co_await is_held(rt, condition);
    if (!held) co_return rt.raise(RuntimeError, "cannot wait on un-acquired lock");
    Local future(args, co_await new_waiter(rt, args[0]));
    co_await give_back(rt, condition);
    Waiter waiter(condition->waiters, future);
    Outcome outcome = co_await attempt(future);
    waiter.leave();
    Local error(args, std::move(outcome.error));
    // The lock is taken again however the wait has ended; the last cancellation meanwhile is what is raised.
    for (;;) {
        Result<Value> taking = take(rt, condition);
        Value failure;
        if (taking.raised()) {
            if (rt.stopping()) co_return Raised{};
            failure = rt.take_exception();
        } else if (!taking.value().is_unbound()) {
            Outcome taken = co_await attempt(taking.take());
            failure = std::move(taken.error);
        }
        if (failure.is_unbound()) break;
        bool again = is_cancelled_error(rt, failure);
        if (View(error).is_object() && !(View(error) == View(failure))) set_context(failure.as<Exception>(), error);
        error = std::move(failure);
        if (!again) break;
    }
    if (View(error).is_unbound()) co_return View::boolean(true);
    // It may have been notified before: another one is woken in its place.
    co_await notify(rt, condition, 1);
    co_return rt.raise_object(error.take());
}

Async condition_wait_for(Runtime& rt, Args args) {
    Local result(args, co_await call(rt, args[1]));
    for (;;) {
        bool holds = co_await truth(rt, result);
        if (holds) break;
        Value waiting = co_await call_named(rt, args[0], "wait");
        waiting = co_await awaitable_of(rt, std::move(waiting));
        co_await wait_on(std::move(waiting));
        result = co_await call(rt, args[1]);
    }
    co_return result.take();
}

Result<Value> condition_notify(Runtime& rt, Args args) {
    if (!TRY(is_held(rt, condition_of(args)))) return rt.raise(RuntimeError, "cannot notify on un-acquired lock");
    std::size_t limit;
    if (args[1].is_int()) {
        limit = args[1].as_int() < 0 ? 0 : static_cast<std::size_t>(args[1].as_int());
    } else {
        // Any number will do: the waiters are counted against it.
        limit = 0;
        while (limit < condition_of(args)->waiters.count() &&
               !TRY(compare_truth(rt, View::small_int(static_cast<std::int64_t>(limit)), args[1], CompareOp::ge)))
            ++limit;
    }
    TRY(notify(rt, condition_of(args), limit));
    return View::none();
}

Result<Value> condition_notify_all(Runtime& rt, Args args) {
    Value count = TRY(rt.integer(static_cast<std::int64_t>(condition_of(args)->waiters.count())));
    Value own = TRY(overridden(rt, args[0], async_condition_type, "notify", {count}));
    if (!own.is_unbound()) return View::none();
    if (!TRY(is_held(rt, condition_of(args)))) return rt.raise(RuntimeError, "cannot notify on un-acquired lock");
    TRY(notify(rt, condition_of(args), SIZE_MAX));
    return View::none();
}

Async condition_enter(Runtime& rt, Args args) {
    Value taking = co_await overridden(rt, args[0], async_condition_type, "acquire");
    if (taking.is_unbound()) taking = co_await take(rt, condition_of(args));
    else taking = co_await awaitable_of(rt, std::move(taking));
    if (!taking.is_unbound()) co_await wait_on(std::move(taking));
    co_return View::none();
}

Async condition_exit(Runtime& rt, Args args) {
    Value own = co_await overridden(rt, args[0], async_condition_type, "release");
    if (own.is_unbound()) co_await give_back(rt, condition_of(args));
    co_return View::none();
}

constexpr FunctionDef condition_methods[] = {
    {"wait(self)", async<condition_wait>, "Gives up the lock until notified, then takes it again: True.", FunctionDef::coroutine},
    {"wait_for(self, predicate)", async<condition_wait_for>, "Waits until the predicate is true; its value.", FunctionDef::coroutine},
    {"notify(self, n=1)", condition_notify, "Wakes `n` of those that wait."},
    {"notify_all(self)", condition_notify_all, "Wakes all that wait."},
    {"_notify(self, n)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(notify(rt, condition_of(args), static_cast<std::size_t>(std::max<std::int64_t>(TRY(args.integer(1)), 0))));
         return View::none();
     },
     "Wakes `n` of those that wait, whoever has the lock."},
    {"__aenter__(self)", async<condition_enter>, "Takes the lock.", FunctionDef::coroutine},
    {"__aexit__(self, exc_type, exc, tb)", async<condition_exit>, "Gives the lock back.", FunctionDef::coroutine},
    get_loop_method,
};

/// The lock's own methods.
template <const char* const& name>
Result<Value> of_lock(Runtime& rt, View self) {
    Ref<Str> word = TRY(intern(rt, name));
    Value lock = self.as<Condition>()->lock;
    return get_attribute(rt, lock, word.get());
}
const char* const kLocked = "locked";
const char* const kAcquire = "acquire";
const char* const kRelease = "release";

constexpr PropertyDef condition_properties[] = {
    loop_property,
    {"locked", of_lock<kLocked>},
    {"acquire", of_lock<kAcquire>},
    {"release", of_lock<kRelease>},
    {"_lock", [](Runtime&, View self) -> Result<Value> { return Value(self.as<Condition>()->lock); }},
    {"_waiters", [](Runtime& rt, View self) { return self.as<Condition>()->waiters.as_list(rt); }},
};

/// The value of the one parameter of an __init__; Unbound if it was not given.
Result<View> one_argument(Runtime& rt, const Arguments& arguments, const char* owner, const char* name, bool required) {
    if (arguments.count > 1) {
        const char* range = required ? "takes 2 positional arguments" : "takes from 1 to 2 positional arguments";
        return rt.raise(TypeError, "%s.__init__() %s but %zu were given", owner, range, arguments.count + 1);
    }
    View value = arguments.count ? arguments[0] : View();
    for (std::size_t n = 0; arguments.names && n < arguments.names->size; ++n) {
        Str* keyword = as_str(arguments.names->items[n]);
        if (keyword->text() != name) return rt.raise(TypeError, "%s.__init__() got an unexpected keyword argument '%s'", owner, keyword->data());
        if (arguments.count) return rt.raise(TypeError, "%s.__init__() got multiple values for argument '%s'", owner, name);
        value = arguments[arguments.count + n];
    }
    if (required && value.is_unbound()) return rt.raise(TypeError, "%s.__init__() missing 1 required positional argument: '%s'", owner, name);
    return value;
}

Result<void> init_condition(Runtime& rt, View self, const Arguments& arguments) {
    View lock = TRY(one_argument(rt, arguments, "Condition", "lock", false));
    if (lock.is_unbound() || lock.is_none()) return {};
    for (const char* name : {kLocked, kAcquire, kRelease}) {
        Ref<Str> word = TRY(intern(rt, name));
        TRY(get_attribute(rt, lock, word.get()));
    }
    self.as<Condition>()->lock = Value(lock);
    return {};
}

Result<Value> construct_condition(Runtime& rt, Type* type, const Arguments&) {
    Ref<AsyncLock> lock = TRY(new_async_lock(rt));
    auto* made = allocate_bound<Condition>(rt, type);
    if (!made) return rt.raise_memory_error();
    made->lock = std::move(lock);
    return Value::adopt(View(static_cast<const Object*>(made)));
}

Result<Value> condition_repr(Runtime& rt, View self) {
    auto* condition = self.as<Condition>();
    bool held = TRY(is_held(rt, condition));
    return repr_with_state(rt, self, held ? "locked" : "unlocked", condition->waiters.count());
}

}  // namespace

const TypeDef async_condition_type{
    .name = "Condition",
    .module = "asyncio.locks",
    .doc = "Waiting for what another task says.",
    .size = sizeof(Condition),
    .flags = kBoundFlags,
    .construct_signature = "(lock=None)",
    .slots = {.destroy = destroy_bound<Condition>,
              .traverse = traverse_bound<Condition>,
              .clear = clear_bound<Condition>,
              .construct = construct_condition,
              .init = init_condition,
              .repr = condition_repr},
    .methods = condition_methods,
    .properties = condition_properties,
};

// ---- Barrier

namespace {

struct Barrier : LoopBound {
    enum State : std::uint8_t { filling, draining, resetting, broken };
    Value condition;
    Value parties;
    std::int64_t count;
    State state;

    template <typename Use>
    void each_field(Use&& use) {
        use(condition);
        use(parties);
    }
    template <typename Use>
    void each_list(Use&&) {}
};

constexpr const char* kStates[] = {"filling", "draining", "resetting", "broken"};

Barrier* barrier_of(Args args) { return args.self<Barrier>(); }
Condition* condition_of(Barrier* barrier) { return barrier->condition.as<Condition>(); }

Raised raise_broken(Runtime& rt, const char* message) {
    Result<Value> type = python_half(rt, "asyncio.exceptions", "BrokenBarrierError");
    if (type.raised()) return Raised{};
    Result<Value> text = rt.str(message);
    if (text.raised()) return Raised{};
    Result<Value> error = call(rt, type.value(), {text.value()});
    if (error.raised()) return Raised{};
    return rt.raise_object(error.take());
}

/// Condition.wait() of the barrier: a coroutine.
Result<Value> waiting(Runtime& rt, Barrier* barrier) { return start_async(rt, condition_wait, {View(barrier->condition)}); }

/// A task has left: the last one opens the barrier again.
Result<void> leave(Runtime& rt, Barrier* barrier) {
    --barrier->count;
    if (barrier->count) return {};
    if (barrier->state == Barrier::resetting || barrier->state == Barrier::draining) barrier->state = Barrier::filling;
    return notify(rt, condition_of(barrier), SIZE_MAX);
}

/// The part of wait() that holds the lock.
Async pass(Runtime& rt, Args args) {
    Barrier* barrier = barrier_of(args);
    while (barrier->state == Barrier::draining || barrier->state == Barrier::resetting) {
        Value turn = co_await waiting(rt, barrier);
        co_await wait_on(std::move(turn));
    }
    if (barrier->state == Barrier::broken) co_return raise_broken(rt, "Barrier aborted");
    std::int64_t index = barrier->count++;
    Result<bool> last = compare_truth(rt, View::small_int(index + 1), barrier->parties, CompareOp::eq);
    Local error(args);
    if (last.raised()) {
        if (rt.stopping()) co_return Raised{};
        error = rt.take_exception();
    } else if (last.value()) {
        barrier->state = Barrier::draining;
        if (notify(rt, condition_of(barrier), SIZE_MAX).raised()) {
            if (rt.stopping()) co_return Raised{};
            error = rt.take_exception();
        }
    } else {
        while (barrier->state == Barrier::filling && View(error).is_unbound()) {
            Value turn = co_await waiting(rt, barrier);
            Outcome outcome = co_await attempt(std::move(turn));
            if (outcome.failed()) error = std::move(outcome.error);
        }
        if (View(error).is_unbound() && (barrier->state == Barrier::broken || barrier->state == Barrier::resetting)) {
            (void)raise_broken(rt, "Abort or reset of barrier");
            if (rt.stopping()) co_return Raised{};
            error = rt.take_exception();
        }
    }
    co_await leave(rt, barrier);
    if (!View(error).is_unbound()) co_return rt.raise_object(error.take());
    co_return rt.integer(index);
}

/// Runs `body`, a coroutine function, with the barrier's lock held.
template <Async (*body)(Runtime&, Args)>
Async locked(Runtime& rt, Args args) {
    Barrier* barrier = barrier_of(args);
    Value taking = co_await take(rt, condition_of(barrier));
    if (!taking.is_unbound()) co_await wait_on(std::move(taking));
    const View arguments[] = {args[0]};
    Value inside = co_await start_async(rt, body, arguments);
    Outcome outcome = co_await attempt(std::move(inside));
    Local result(args, std::move(outcome.value)), error(args, std::move(outcome.error));
    co_await give_back(rt, condition_of(barrier));
    if (!View(error).is_unbound()) co_return rt.raise_object(error.take());
    co_return result.take();
}

Async reset(Runtime& rt, Args args) {
    Barrier* barrier = barrier_of(args);
    Value taking = co_await take(rt, condition_of(barrier));
    if (!taking.is_unbound()) co_await wait_on(std::move(taking));
    barrier->state = barrier->count > 0 ? Barrier::resetting : Barrier::filling;
    co_await notify(rt, condition_of(barrier), SIZE_MAX);
    co_await give_back(rt, condition_of(barrier));
    co_return View::none();
}

Async abort_barrier(Runtime& rt, Args args) {
    Barrier* barrier = barrier_of(args);
    Value taking = co_await take(rt, condition_of(barrier));
    if (!taking.is_unbound()) co_await wait_on(std::move(taking));
    barrier->state = Barrier::broken;
    co_await notify(rt, condition_of(barrier), SIZE_MAX);
    co_await give_back(rt, condition_of(barrier));
    co_return View::none();
}

Async barrier_enter(Runtime& rt, Args args) {
    Value entering = co_await call_named(rt, args[0], "wait");
    entering = co_await awaitable_of(rt, std::move(entering));
    Value result = co_await wait_on(std::move(entering));
    co_return result;
}

Async barrier_exit(Runtime&, Args) { co_return View::none(); }

constexpr FunctionDef barrier_methods[] = {
    {"wait(self)", async<locked<pass>>, "Waits for the others; each task gets another number from 0.", FunctionDef::coroutine},
    {"reset(self)", async<reset>, "Empties the barrier: those that wait get a BrokenBarrierError.", FunctionDef::coroutine},
    {"abort(self)", async<abort_barrier>, "Breaks the barrier for good.", FunctionDef::coroutine},
    {"__aenter__(self)", async<barrier_enter>, "Waits for the others.", FunctionDef::coroutine},
    {"__aexit__(self, *args)", async<barrier_exit>, "Does nothing.", FunctionDef::coroutine},
    get_loop_method,
};

constexpr PropertyDef barrier_properties[] = {
    loop_property,
    {"parties", [](Runtime&, View self) -> Result<Value> { return Value(self.as<Barrier>()->parties); }, nullptr, "How many tasks pass together."},
    {"n_waiting",
     [](Runtime& rt, View self) {
         auto* barrier = self.as<Barrier>();
         return rt.integer(barrier->state == Barrier::filling ? barrier->count : 0);
     },
     nullptr, "How many tasks wait."},
    {"broken", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<Barrier>()->state == Barrier::broken); }, nullptr,
     "Whether it was aborted."},
    {"_cond", [](Runtime&, View self) -> Result<Value> { return Value(self.as<Barrier>()->condition); }},
    {"_count", [](Runtime& rt, View self) { return rt.integer(self.as<Barrier>()->count); }},
    {"_parties", [](Runtime&, View self) -> Result<Value> { return Value(self.as<Barrier>()->parties); }},
};

Result<void> init_barrier(Runtime& rt, View self, const Arguments& arguments) {
    View parties = TRY(one_argument(rt, arguments, "Barrier", "parties", true));
    if (TRY(compare_truth(rt, parties, View::small_int(1), CompareOp::lt))) return rt.raise(ValueError, "parties must be > 0");
    self.as<Barrier>()->parties = Value(parties);
    return {};
}

Result<Value> construct_barrier(Runtime& rt, Type* type, const Arguments&) {
    Type* condition = TRY(native_type(rt, async_condition_type));
    Value made_condition = TRY(construct_condition(rt, condition, Arguments{}));
    auto* made = allocate_bound<Barrier>(rt, type);
    if (!made) return rt.raise_memory_error();
    made->condition = std::move(made_condition);
    made->parties = View::small_int(1);
    return Value::adopt(View(static_cast<const Object*>(made)));
}

Result<Value> barrier_repr(Runtime& rt, View self) {
    auto* barrier = self.as<Barrier>();
    std::string state = kStates[barrier->state];
    if (barrier->state != Barrier::broken) {
        Ref<Str> parties = TRY(to_str(rt, barrier->parties));
        state += ", waiters:" + std::to_string(barrier->state == Barrier::filling ? barrier->count : 0) + "/" + std::string(parties->text());
    }
    return repr_with_state(rt, self, state, 0);
}

}  // namespace

const TypeDef async_barrier_type{
    .name = "Barrier",
    .module = "asyncio.locks",
    .doc = "A point that a number of tasks pass together.",
    .size = sizeof(Barrier),
    .flags = kBoundFlags,
    .construct_signature = "(parties)",
    .slots = {.destroy = destroy_bound<Barrier>,
              .traverse = traverse_bound<Barrier>,
              .clear = clear_bound<Barrier>,
              .construct = construct_barrier,
              .init = init_barrier,
              .repr = barrier_repr},
    .methods = barrier_methods,
    .properties = barrier_properties,
};

}  // namespace ouro
