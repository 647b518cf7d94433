// SPDX-License-Identifier: MIT
// _thread.lock and _thread.RLock. A lock is a flag under the VM's lock and a queue of the threads that want it; with one thread only, it
// stays held until a signal's handler releases it, and waiting for it is real waiting, which stop requests and deadlines end.
#include <time.h>

#include <cmath>

#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "stdlib/thread/thread.h"

namespace ouro {

double monotonic_seconds() {
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

Result<double> seconds_argument(Runtime& rt, View value) {
    if (is_float(value)) {
        double seconds = TRY(to_double(rt, value));
        if (std::isnan(seconds)) return rt.raise(ValueError, "Invalid value NaN (not a number)");
        if (std::fabs(seconds) > kTimeoutMax + 1) return rt.raise(OverflowError, "timestamp out of range for platform time_t");
        return seconds;
    }
    std::int64_t seconds;
    Value exact = TRY(index(rt, value));
    if (!fits_int64(exact, seconds) || std::fabs(static_cast<double>(seconds)) > kTimeoutMax)
        return rt.raise(OverflowError, "timestamp too large to convert to C PyTime_t");
    return static_cast<double>(seconds);
}

Result<double> wait_seconds(Runtime& rt, bool blocking, double timeout) {
    if (!blocking && timeout != -1) return rt.raise(ValueError, "can't specify a timeout for a non-blocking call");
    if (timeout < 0 && timeout != -1) return rt.raise(ValueError, "timeout value must be a non-negative number");
    if (timeout > kTimeoutMax) return rt.raise(OverflowError, "timeout value is too large");
    return blocking ? timeout : 0.0;
}

namespace {

/// The arguments of acquire().
Result<double> wait_time(Runtime& rt, Args args) {
    bool blocking = TRY(args.truth(1));
    return wait_seconds(rt, blocking, TRY(seconds_argument(rt, args[2])));
}

// ---- lock

struct Lock : Object {
    bool held;
    WaitQueue waiting;
};
Lock* lock_of(View v) { return v.as<Lock>(); }

Result<Value> acquire(Runtime& rt, Args args) {
    double timeout = TRY(wait_time(rt, args));
    Lock* lock = lock_of(args[0]);
    if (!TRY(wait_until(rt, lock->waiting, timeout, [&] { return !lock->held; }))) return View::boolean(false);
    lock->held = true;
    return View::boolean(true);
}

Result<Value> enter_lock(Runtime& rt, Args args) {
    Lock* lock = lock_of(args[0]);
    (void)TRY(wait_until(rt, lock->waiting, -1, [&] { return !lock->held; }));
    lock->held = true;
    return View::boolean(true);
}

Result<Value> release_lock(Runtime& rt, Args args) {
    if (!lock_of(args[0])->held) return rt.raise(RuntimeError, "release unlocked lock");
    lock_of(args[0])->held = false;
    lock_of(args[0])->waiting.wake_one();
    return View::none();
}

Result<Value> is_locked(Runtime&, Args args) { return View::boolean(lock_of(args[0])->held); }

constexpr FunctionDef lock_methods[] = {
    {"acquire(self, blocking=True, timeout=-1)", acquire, "Lock the lock."},
    {"acquire_lock(self, blocking=True, timeout=-1)", acquire, "An obsolete synonym of acquire()."},
    {"release(self, /)", release_lock, "Release the lock."},
    {"release_lock(self, /)", release_lock, "An obsolete synonym of release()."},
    {"locked(self, /)", is_locked, "Return whether the lock is in the locked state."},
    {"locked_lock(self, /)", is_locked, "An obsolete synonym of locked()."},
    {"__enter__(self, /)", enter_lock, "Lock the lock."},
    {"__exit__(self, /, *exc_info)", release_lock, "Release the lock."},
    {"_at_fork_reinit(self, /)",
     [](Runtime&, Args a) -> Result<Value> {
         lock_of(a[0])->held = false;
         lock_of(a[0])->waiting.wake_one();
         return View::none();
     },
     "Unlocks the lock in the child of a fork."},
};

}  // namespace

const TypeDef lock_type{
    .name = "lock",
    .module = "_thread",
    .doc = "A lock object is a synchronization primitive.",
    .size = sizeof(Lock),
    .flags = Type::weak_referable | Type::immutable,
    .construct_signature = "()",
    .construct_bound = [](Runtime& rt, Type* type, Args) -> Result<Value> {
        auto* made = rt.allocate<Lock>(type);
        if (!made) return rt.raise_memory_error();
        made->held = false;
        new (&made->waiting) WaitQueue();
        return Value::adopt(View(made));
    },
    .slots = {.destroy = [](Runtime& rt, Object* object) { rt.free_instance(object, sizeof(Lock)); },
              .repr = [](Runtime& rt, View self) {
                  return rt.format("<%s _thread.lock object at %p>", lock_of(self)->held ? "locked" : "unlocked", static_cast<void*>(self.object()));
              }},
    .methods = lock_methods,
};

namespace {

// ---- RLock

struct RLock : Object {
    std::uint64_t owner;
    std::uint64_t count;
    WaitQueue waiting;
};
RLock* rlock_of(View v) { return v.as<RLock>(); }

Result<bool> take(Runtime& rt, RLock* lock, double timeout) {
    std::uint64_t self = thread_identity();
    if (!TRY(wait_until(rt, lock->waiting, timeout, [&] { return !lock->count || lock->owner == self; }))) return false;
    lock->owner = self;
    ++lock->count;
    return true;
}

void free_rlock(RLock* lock) {
    lock->owner = lock->count = 0;
    lock->waiting.wake_one();
}

Result<Value> release_rlock(Runtime& rt, Args args) {
    RLock* lock = rlock_of(args[0]);
    if (!lock->count || lock->owner != thread_identity()) return rt.raise(RuntimeError, "cannot release un-acquired lock");
    if (!--lock->count) free_rlock(lock);
    return View::none();
}

constexpr FunctionDef rlock_methods[] = {
    {"acquire(self, blocking=True, timeout=-1)", [](Runtime& rt, Args a) -> Result<Value> { return View::boolean(TRY(take(rt, rlock_of(a[0]), TRY(wait_time(rt, a))))); }, "Lock the lock."},
    {"release(self, /)", release_rlock, "Release the lock."},
    {"__enter__(self, /)", [](Runtime& rt, Args a) -> Result<Value> { return View::boolean(TRY(take(rt, rlock_of(a[0]), -1))); }, "Lock the lock."},
    {"__exit__(self, /, *exc_info)", release_rlock, "Release the lock."},
    {"_is_owned(self, /)", [](Runtime&, Args a) -> Result<Value> { return View::boolean(rlock_of(a[0])->count && rlock_of(a[0])->owner == thread_identity()); }, "Whether the running thread holds it."},
    {"_recursion_count(self, /)", [](Runtime& rt, Args a) { return rt.integer_unsigned(rlock_of(a[0])->owner == thread_identity() ? rlock_of(a[0])->count : 0); }, "How often the running thread holds it."},
    {"_release_save(self, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         RLock* lock = rlock_of(a[0]);
         if (!lock->count) return rt.raise(RuntimeError, "cannot release un-acquired lock");
         Value count = TRY(rt.integer_unsigned(lock->count)), owner = TRY(rt.integer_unsigned(lock->owner));
         Ref<Tuple> made = TRY(new_tuple(rt, {count, owner}));
         free_rlock(lock);
         return made;
     },
     "For threading.Condition."},
    {"_acquire_restore(self, state, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         Tuple* state = as_tuple(a[1]);
         if (!state || state->size != 2) return rt.raise(TypeError, "_acquire_restore() argument must be a pair");
         std::int64_t count = TRY(index_to_int64(rt, state->items[0]));
         RLock* lock = rlock_of(a[0]);
         (void)TRY(take(rt, lock, -1));
         lock->count = static_cast<std::uint64_t>(count);
         return View::none();
     },
     "For threading.Condition."},
    {"_at_fork_reinit(self, /)",
     [](Runtime&, Args a) -> Result<Value> {
         free_rlock(rlock_of(a[0]));
         return View::none();
     },
     "Unlocks the lock in the child of a fork."},
};

}  // namespace

const TypeDef rlock_type{
    .name = "RLock",
    .module = "_thread",
    .doc = "A lock that its owner may take again.",
    .size = sizeof(RLock),
    .flags = Type::base_type | Type::weak_referable,
    .construct_signature = "(*args, **kwargs)",
    .construct_bound = [](Runtime& rt, Type* type, Args) -> Result<Value> {
        auto* made = rt.allocate<RLock>(type, type->basic_size);
        if (!made) return rt.raise_memory_error();
        made->owner = made->count = 0;
        new (&made->waiting) WaitQueue();
        return Value::adopt(View(made));
    },
    .slots = {.destroy = [](Runtime& rt, Object* object) { rt.free_instance(object, object->type()->basic_size); },
              .repr = [](Runtime& rt, View self) {
                  RLock* lock = rlock_of(self);
                  return rt.format("<%s %s object owner=%llu count=%llu at %p>", lock->count ? "locked" : "unlocked", type_name(rt, self),
                                   static_cast<unsigned long long>(lock->owner), static_cast<unsigned long long>(lock->count), static_cast<void*>(self.object()));
              }},
    .methods = rlock_methods,
};

}  // namespace ouro
