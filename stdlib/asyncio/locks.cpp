// SPDX-License-Identifier: MIT
// asyncio.Lock, Event, Semaphore and BoundedSemaphore. Waiting is first come, first served: release() wakes the first that waits, and
// whoever comes meanwhile waits behind it.
#include "runtime/native/native_base.h"
#include "stdlib/asyncio/locks.h"

namespace ouro {

// ---- Lock

Result<Ref<AsyncLock>> new_async_lock(Runtime& rt) {
    Type* type = TRY(native_type(rt, async_lock_type));
    auto* made = allocate_bound<AsyncLock>(rt, type);
    if (!made) return rt.raise_memory_error();
    return Ref<AsyncLock>::adopt(made);
}

bool is_plain_lock(Runtime& rt, View lock) {
    if (!lock.is_object()) return false;
    Type* type = rt.type_of(lock);
    return type->def == &async_lock_type;
}

Result<bool> try_lock(Runtime& rt, AsyncLock* lock) {
    if (lock->locked) return false;
    if (!lock->waiters.empty() && TRY(lock->waiters.any_live(rt))) return false;
    lock->locked = true;
    return true;
}

namespace {

Result<void> wake_first(Runtime& rt, AsyncLock* lock) {
    if (lock->waiters.empty()) return {};
    Value first(lock->waiters.first());
    return wake(rt, first, View::boolean(true));
}

/// acquire() of a class written in Python, on behalf of our __aenter__().
Async enter_overridden(Runtime& rt, Args args) {
    Value own = co_await call_named(rt, args[0], "acquire");
    Value driven = co_await awaitable_of(rt, std::move(own));
    co_await wait_on(std::move(driven));
    co_return View::none();
}

AsyncLock* lock_of(const Wait* wait) { return wait->self.as<AsyncLock>(); }

template <bool entering>
constexpr WaitKind lock_acquire{
    .attempt = [](Runtime& rt, Wait* wait, bool woken) -> Result<Value> {
        AsyncLock* lock = lock_of(wait);
        if (woken) {
            lock->locked = true;
        } else if (!TRY(try_lock(rt, lock))) {
            lock->waited = true;
            return View();
        }
        return entering ? View::none() : View::boolean(true);
    },
    .list = [](View self) -> Waiters& { return self.as<AsyncLock>()->waiters; },
    .gave_up = [](Runtime& rt, Wait* wait, View, View error) -> Result<void> {
        // If nobody has the lock, the next one must not wait for what this one was woken for.
        if (is_cancelled_error(rt, error) && !lock_of(wait)->locked) return wake_first(rt, lock_of(wait));
        return {};
    },
};

}  // namespace

Result<void> release_async_lock(Runtime& rt, AsyncLock* lock) {
    if (!lock->locked) return rt.raise(RuntimeError, "Lock is not acquired.");
    lock->locked = false;
    return wake_first(rt, lock);
}

namespace {

Result<Value> lock_release(Runtime& rt, Args args) {
    TRY(release_async_lock(rt, args.self<AsyncLock>()));
    return View::none();
}

constexpr WaitKind lock_exit{.attempt = [](Runtime& rt, Wait* wait, bool) -> Result<Value> {
    Value own = TRY(overridden(rt, wait->self, async_lock_type, "release"));
    if (own.is_unbound()) TRY(release_async_lock(rt, lock_of(wait)));
    return View::none();
}};

Result<Value> lock_enter(Runtime& rt, Args args) {
    if (TRY(overrides(rt, args[0], async_lock_type, "acquire"))) return async<enter_overridden>(rt, args);
    return new_wait(rt, args, lock_acquire<true>);
}

constexpr FunctionDef lock_methods[] = {
    {"locked(self)", [](Runtime&, Args args) -> Result<Value> { return View::boolean(args.self<AsyncLock>()->locked); }, "Whether the lock is taken."},
    {"acquire(self)", [](Runtime& rt, Args args) { return new_wait(rt, args, lock_acquire<false>); },
     "Takes the lock, waiting for it: True.", FunctionDef::coroutine},
    {"release(self)", lock_release, "Gives the lock back; wakes the first that waits."},
    {"__aenter__(self)", lock_enter, "Takes the lock.", FunctionDef::coroutine},
    {"__aexit__(self, exc_type, exc, tb)", [](Runtime& rt, Args args) { return new_wait(rt, args, lock_exit); },
     "Gives the lock back.", FunctionDef::coroutine},
    {"_wake_up_first(self)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(wake_first(rt, args.self<AsyncLock>()));
         return View::none();
     },
     "Wakes the first that waits."},
    get_loop_method,
};

constexpr PropertyDef lock_properties[] = {
    loop_property,
    {"_locked", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<AsyncLock>()->locked); }},
    {"_waiters",
     [](Runtime& rt, View self) -> Result<Value> {
         auto* lock = self.as<AsyncLock>();
         return lock->waited ? lock->waiters.as_list(rt) : Result<Value>(View::none());
     }},
};

Result<Value> lock_repr(Runtime& rt, View self) {
    auto* lock = self.as<AsyncLock>();
    return repr_with_state(rt, self, lock->locked ? "locked" : "unlocked", lock->waiters.count());
}

template <typename T>
Result<Value> construct(Runtime& rt, Type* type, const Arguments&) {
    T* made = allocate_bound<T>(rt, type);
    if (!made) return rt.raise_memory_error();
    return Value::adopt(View(static_cast<const Object*>(made)));
}

/// An __init__(self) that takes nothing else.
Result<void> takes_nothing(Runtime& rt, const char* name, const Arguments& arguments) {
    if (arguments.count)
        return rt.raise(TypeError, "%s.__init__() takes 1 positional argument but %zu were given", name, arguments.count + 1);
    if (arguments.names && arguments.names->size)
        return rt.raise(TypeError, "%s.__init__() got an unexpected keyword argument '%s'", name, as_str(arguments.names->items[0])->data());
    return {};
}

}  // namespace

const TypeDef async_lock_type{
    .name = "Lock",
    .module = "asyncio.locks",
    .doc = "Mutual exclusion of tasks.",
    .size = sizeof(AsyncLock),
    .flags = kBoundFlags,
    .construct_signature = "()",
    .slots = {.destroy = destroy_bound<AsyncLock>,
              .traverse = traverse_bound<AsyncLock>,
              .clear = clear_bound<AsyncLock>,
              .construct = construct<AsyncLock>,
              .init = [](Runtime& rt, View, const Arguments& arguments) { return takes_nothing(rt, "Lock", arguments); },
              .repr = lock_repr},
    .methods = lock_methods,
    .properties = lock_properties,
};

// ---- Event

Result<Ref<AsyncEvent>> new_async_event(Runtime& rt, bool set) {
    Type* type = TRY(native_type(rt, async_event_type));
    auto* made = allocate_bound<AsyncEvent>(rt, type);
    if (!made) return rt.raise_memory_error();
    made->value = set;
    return Ref<AsyncEvent>::adopt(made);
}

Result<void> set_async_event(Runtime& rt, AsyncEvent* event) {
    if (event->value) return {};
    event->value = true;
    return event->waiters.set_results(rt, View::boolean(true));
}

const WaitKind event_wait{
    .attempt = [](Runtime&, Wait* wait, bool woken) -> Result<Value> {
        return woken || wait->self.as<AsyncEvent>()->value ? View::boolean(true) : View();
    },
    .list = [](View self) -> Waiters& { return self.as<AsyncEvent>()->waiters; },
};

namespace {

Result<Value> event_set(Runtime& rt, Args args) {
    TRY(set_async_event(rt, args.self<AsyncEvent>()));
    return View::none();
}

constexpr FunctionDef event_methods[] = {
    {"is_set(self)", [](Runtime&, Args args) -> Result<Value> { return View::boolean(args.self<AsyncEvent>()->value); }, "Whether the flag is true."},
    {"set(self)", event_set, "Makes the flag true: all that wait go on."},
    {"clear(self)",
     [](Runtime&, Args args) -> Result<Value> {
         args.self<AsyncEvent>()->value = false;
         return View::none();
     },
     "Makes the flag false."},
    {"wait(self)", [](Runtime& rt, Args args) { return new_wait(rt, args, event_wait); },
     "Waits until the flag is true: True.", FunctionDef::coroutine},
    get_loop_method,
};

constexpr PropertyDef event_properties[] = {
    loop_property,
    {"_value", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<AsyncEvent>()->value); }},
    {"_waiters", [](Runtime& rt, View self) { return self.as<AsyncEvent>()->waiters.as_list(rt); }},
};

Result<Value> event_repr(Runtime& rt, View self) {
    auto* event = self.as<AsyncEvent>();
    return repr_with_state(rt, self, event->value ? "set" : "unset", event->waiters.count());
}

}  // namespace

const TypeDef async_event_type{
    .name = "Event",
    .module = "asyncio.locks",
    .doc = "A flag that tasks wait for.",
    .size = sizeof(AsyncEvent),
    .flags = kBoundFlags,
    .construct_signature = "()",
    .slots = {.destroy = destroy_bound<AsyncEvent>,
              .traverse = traverse_bound<AsyncEvent>,
              .clear = clear_bound<AsyncEvent>,
              .construct = construct<AsyncEvent>,
              .init = [](Runtime& rt, View, const Arguments& arguments) { return takes_nothing(rt, "Event", arguments); },
              .repr = event_repr},
    .methods = event_methods,
    .properties = event_properties,
};

// ---- Semaphore

namespace {

struct Semaphore : LoopBound {
    Waiters waiters;
    Value value;  // any number that scripts gave; an int as a rule
    Value bound;  // of a BoundedSemaphore
    bool waited;

    template <typename Use>
    void each_field(Use&& use) {
        use(value);
        use(bound);
    }
    template <typename Use>
    void each_list(Use&& use) { use(waiters); }
};

Result<bool> is_locked(Runtime& rt, Semaphore* semaphore) {
    if (semaphore->value == View::small_int(0)) return true;
    if (!semaphore->value.is_int() && TRY(compare_truth(rt, semaphore->value, View::small_int(0), CompareOp::eq))) return true;
    return semaphore->waiters.empty() ? Result<bool>(false) : semaphore->waiters.any_live(rt);
}

Result<void> add(Runtime& rt, Semaphore* semaphore, std::int64_t n) {
    Value& value = semaphore->value;
    if (value.is_int() && View::fits_small_int(value.as_int() + n)) [[likely]] value = View::small_int(value.as_int() + n);
    else value = TRY(binary(rt, BinaryOp::add, Value(value), View::small_int(n)));
    return {};
}

/// Gives one to the first that waits; false if nobody does.
Result<bool> wake_next(Runtime& rt, Semaphore* semaphore) {
    Value first = TRY(semaphore->waiters.first_pending(rt));
    if (first.is_unbound()) return false;
    TRY(add(rt, semaphore, -1));
    TRY(wake(rt, first, View::boolean(true)));
    return true;
}

/// New waiters may have come while this one had its turn: as many as may go on are woken.
Result<void> wake_allowed(Runtime& rt, Semaphore* semaphore) {
    while (TRY(compare_truth(rt, semaphore->value, View::small_int(0), CompareOp::gt)))
        if (!TRY(wake_next(rt, semaphore))) break;
    return {};
}

Semaphore* semaphore_of(const Wait* wait) { return wait->self.as<Semaphore>(); }

template <bool entering>
constexpr WaitKind semaphore_acquire{
    .attempt = [](Runtime& rt, Wait* wait, bool woken) -> Result<Value> {
        Semaphore* semaphore = semaphore_of(wait);
        if (woken) {
            TRY(wake_allowed(rt, semaphore));
        } else if (TRY(is_locked(rt, semaphore))) {
            semaphore->waited = true;
            return View();
        } else {
            TRY(add(rt, semaphore, -1));
        }
        return entering ? View::none() : View::boolean(true);
    },
    .list = [](View self) -> Waiters& { return self.as<Semaphore>()->waiters; },
    .gave_up = [](Runtime& rt, Wait* wait, View future, View error) -> Result<void> {
        Semaphore* semaphore = semaphore_of(wait);
        // Perhaps it was given one, which it does not take.
        if (is_cancelled_error(rt, error) && TRY(is_done(rt, future)) && !TRY(is_cancelled(rt, future))) TRY(add(rt, semaphore, 1));
        return wake_allowed(rt, semaphore);
    },
};

Result<void> release_semaphore(Runtime& rt, Semaphore* semaphore) {
    if (!semaphore->bound.is_unbound() && TRY(compare_truth(rt, semaphore->value, semaphore->bound, CompareOp::ge)))
        return rt.raise(ValueError, "BoundedSemaphore released too many times");
    TRY(add(rt, semaphore, 1));
    (void)TRY(wake_next(rt, semaphore));
    return {};
}

Result<Value> semaphore_release(Runtime& rt, Args args) {
    TRY(release_semaphore(rt, args.self<Semaphore>()));
    return View::none();
}

constexpr WaitKind semaphore_exit{.attempt = [](Runtime& rt, Wait* wait, bool) -> Result<Value> {
    Value own = TRY(overridden(rt, wait->self, async_semaphore_type, "release"));
    if (own.is_unbound()) TRY(release_semaphore(rt, semaphore_of(wait)));
    return View::none();
}};

Result<Value> semaphore_enter(Runtime& rt, Args args) {
    if (TRY(overrides(rt, args[0], async_semaphore_type, "acquire"))) return async<enter_overridden>(rt, args);
    return new_wait(rt, args, semaphore_acquire<true>);
}

constexpr FunctionDef semaphore_methods[] = {
    {"locked(self)", [](Runtime& rt, Args args) -> Result<Value> { return View::boolean(TRY(is_locked(rt, args.self<Semaphore>()))); },
     "Whether acquire() would have to wait."},
    {"acquire(self)", [](Runtime& rt, Args args) { return new_wait(rt, args, semaphore_acquire<false>); },
     "Takes one, waiting for it: True.", FunctionDef::coroutine},
    {"release(self)", semaphore_release, "Gives one back; wakes the first that waits."},
    {"__aenter__(self)", semaphore_enter, "Takes one.", FunctionDef::coroutine},
    {"__aexit__(self, exc_type, exc, tb)", [](Runtime& rt, Args args) { return new_wait(rt, args, semaphore_exit); },
     "Gives one back.", FunctionDef::coroutine},
    {"_wake_up_next(self)",
     [](Runtime& rt, Args args) -> Result<Value> { return View::boolean(TRY(wake_next(rt, args.self<Semaphore>()))); },
     "Wakes the first that waits; whether there was one."},
    get_loop_method,
};

constexpr PropertyDef semaphore_properties[] = {
    loop_property,
    {"_value", [](Runtime&, View self) -> Result<Value> { return Value(self.as<Semaphore>()->value); },
     [](Runtime& rt, View self, View value) -> Result<void> {
         if (value.is_unbound()) return rt.raise(AttributeError, "_value");
         self.as<Semaphore>()->value = Value(value);
         return {};
     }},
    {"_waiters",
     [](Runtime& rt, View self) -> Result<Value> {
         auto* semaphore = self.as<Semaphore>();
         return semaphore->waited ? semaphore->waiters.as_list(rt) : Result<Value>(View::none());
     }},
};

constexpr PropertyDef bounded_properties[] = {
    {"_bound_value", [](Runtime&, View self) -> Result<Value> {
         Value& bound = self.as<Semaphore>()->bound;
         return bound.is_unbound() ? Value(View::none()) : bound;
     }},
};

template <bool bounded>
Result<void> init_semaphore(Runtime& rt, View self, const Arguments& arguments) {
    View value = View::small_int(1);
    const char* name = bounded ? "BoundedSemaphore" : "Semaphore";
    if (arguments.count > 1)
        return rt.raise(TypeError, "%s.__init__() takes from 1 to 2 positional arguments but %zu were given", name, arguments.count + 1);
    if (arguments.count) value = arguments[0];
    for (std::size_t n = 0; arguments.names && n < arguments.names->size; ++n) {
        Str* keyword = as_str(arguments.names->items[n]);
        if (keyword->text() != "value") return rt.raise(TypeError, "%s.__init__() got an unexpected keyword argument '%s'", name, keyword->data());
        if (arguments.count) return rt.raise(TypeError, "%s.__init__() got multiple values for argument 'value'", name);
        value = arguments[arguments.count + n];
    }
    if (TRY(compare_truth(rt, value, View::small_int(0), CompareOp::lt))) return rt.raise(ValueError, "Semaphore initial value must be >= 0");
    auto* semaphore = self.as<Semaphore>();
    semaphore->value = Value(value);
    if (bounded) semaphore->bound = Value(value);
    return {};
}

Result<Value> construct_semaphore(Runtime& rt, Type* type, const Arguments& arguments) {
    Value made = TRY(construct<Semaphore>(rt, type, arguments));
    made.as<Semaphore>()->value = View::small_int(1);  // for classes whose __init__ does not come here
    return made;
}

Result<Value> semaphore_repr(Runtime& rt, View self) {
    auto* semaphore = self.as<Semaphore>();
    std::string state = "locked";
    if (!TRY(is_locked(rt, semaphore))) {
        Ref<Str> shown = TRY(to_str(rt, semaphore->value));
        state = "unlocked, value:" + std::string(shown->text());
    }
    return repr_with_state(rt, self, state, semaphore->waiters.count());
}

}  // namespace

const TypeDef async_semaphore_type{
    .name = "Semaphore",
    .module = "asyncio.locks",
    .doc = "A counter that never falls below zero: acquire() waits instead.",
    .size = sizeof(Semaphore),
    .flags = kBoundFlags,
    .construct_signature = "(value=1)",
    .slots = {.destroy = destroy_bound<Semaphore>,
              .traverse = traverse_bound<Semaphore>,
              .clear = clear_bound<Semaphore>,
              .construct = construct_semaphore,
              .init = init_semaphore<false>,
              .repr = semaphore_repr},
    .methods = semaphore_methods,
    .properties = semaphore_properties,
};

const TypeDef async_bounded_semaphore_type{
    .name = "BoundedSemaphore",
    .module = "asyncio.locks",
    .doc = "A semaphore that checks that no more is given back than was taken.",
    .size = sizeof(Semaphore),
    .flags = kBoundFlags,
    .base =
        native_base<async_semaphore_type>,
    .construct_signature = "(value=1)",
    .slots = {.destroy = destroy_bound<Semaphore>,
              .traverse = traverse_bound<Semaphore>,
              .clear = clear_bound<Semaphore>,
              .construct = construct_semaphore,
              .init = init_semaphore<true>,
              .repr = semaphore_repr},
    .properties = bounded_properties,
};

}  // namespace ouro
