// SPDX-License-Identifier: MIT
// The module `_thread`: locks and identities. Scripts run on one thread; a lock that is held therefore stays so until a signal's handler
// releases it, and waiting for it is real waiting, which stop requests and deadlines end.
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <cmath>

#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/struct_sequence.h"
#include "stdlib/sys.h"

namespace ouro {

namespace {

constexpr double kTimeoutMax = 9223372036.0;

double now() {
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

/// The arguments of acquire(): seconds to wait; negative: for ever; 0: not at all.
Result<double> wait_time(Runtime& rt, Args args) {
    bool blocking = TRY(args.truth(1));
    double timeout = TRY(args.real(2));
    if (std::isnan(timeout)) return rt.raise(ValueError, "Invalid value NaN (not a number)");
    if (!blocking && timeout != -1) return rt.raise(ValueError, "can't specify a timeout for a non-blocking call");
    if (timeout < 0 && timeout != -1) return rt.raise(ValueError, "timeout value must be a non-negative number");
    if (timeout > kTimeoutMax) return rt.raise(OverflowError, "timeout value is too large");
    return blocking ? timeout : 0.0;
}

/// Waits until `free` holds; false if the time ran out.
template <typename Free>
Result<bool> wait_until(Runtime& rt, double timeout, Free&& free) {
    double until = timeout > 0 ? now() + timeout : 0;
    while (!free()) {
        if (timeout == 0) return false;
        double left = timeout < 0 ? 0.01 : until - now();
        if (left <= 0) return false;
        timespec pause{0, static_cast<long>((left < 0.01 ? left : 0.01) * 1e9)};
        nanosleep(&pause, nullptr);
        TRY(rt.check_stop());
    }
    return true;
}

// ---- lock

struct Lock : Object {
    bool held;
};
Lock* lock_of(View v) { return v.as<Lock>(); }

Result<Value> acquire(Runtime& rt, Args args) {
    double timeout = TRY(wait_time(rt, args));
    Lock* lock = lock_of(args[0]);
    if (!TRY(wait_until(rt, timeout, [&] { return !lock->held; }))) return View::boolean(false);
    lock->held = true;
    return View::boolean(true);
}

Result<Value> enter_lock(Runtime& rt, Args args) {
    Lock* lock = lock_of(args[0]);
    (void)TRY(wait_until(rt, -1, [&] { return !lock->held; }));
    lock->held = true;
    return View::boolean(true);
}

Result<Value> release_lock(Runtime& rt, Args args) {
    if (!lock_of(args[0])->held) return rt.raise(RuntimeError, "release unlocked lock");
    lock_of(args[0])->held = false;
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
         return View::none();
     },
     ""},
};

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
        return Value::adopt(View(made));
    },
    .slots = {.destroy = [](Runtime& rt, Object* object) { rt.free_instance(object, sizeof(Lock)); },
              .repr = [](Runtime& rt, View self) {
                  return rt.format("<%s _thread.lock object at %p>", lock_of(self)->held ? "locked" : "unlocked", static_cast<void*>(self.object()));
              }},
    .methods = lock_methods,
};

// ---- RLock

struct RLock : Object {
    std::uint64_t owner;
    std::uint64_t count;
};
RLock* rlock_of(View v) { return v.as<RLock>(); }

Result<bool> take(Runtime& rt, RLock* lock, double timeout) {
    std::uint64_t self = thread_identity();
    if (!TRY(wait_until(rt, timeout, [&] { return !lock->count || lock->owner == self; }))) return false;
    lock->owner = self;
    ++lock->count;
    return true;
}

Result<Value> release_rlock(Runtime& rt, Args args) {
    RLock* lock = rlock_of(args[0]);
    if (!lock->count || lock->owner != thread_identity()) return rt.raise(RuntimeError, "cannot release un-acquired lock");
    if (!--lock->count) lock->owner = 0;
    return View::none();
}

constexpr FunctionDef rlock_methods[] = {
    {"acquire(self, blocking=True, timeout=-1)", [](Runtime& rt, Args a) -> Result<Value> { return View::boolean(TRY(take(rt, rlock_of(a[0]), TRY(wait_time(rt, a))))); }, "Lock the lock."},
    {"release(self, /)", release_rlock, "Release the lock."},
    {"__enter__(self, /)", [](Runtime& rt, Args a) -> Result<Value> { return View::boolean(TRY(take(rt, rlock_of(a[0]), -1))); }, "Lock the lock."},
    {"__exit__(self, /, *exc_info)", release_rlock, "Release the lock."},
    {"_is_owned(self, /)", [](Runtime&, Args a) -> Result<Value> { return View::boolean(rlock_of(a[0])->count && rlock_of(a[0])->owner == thread_identity()); }, ""},
    {"_recursion_count(self, /)", [](Runtime& rt, Args a) { return rt.integer_unsigned(rlock_of(a[0])->owner == thread_identity() ? rlock_of(a[0])->count : 0); }, ""},
    {"_release_save(self, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         RLock* lock = rlock_of(a[0]);
         if (!lock->count) return rt.raise(RuntimeError, "cannot release un-acquired lock");
         Value count = TRY(rt.integer_unsigned(lock->count)), owner = TRY(rt.integer_unsigned(lock->owner));
         Ref<Tuple> made = TRY(new_tuple(rt, {count, owner}));
         lock->count = lock->owner = 0;
         return made;
     },
     ""},
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
     ""},
    {"_at_fork_reinit(self, /)",
     [](Runtime&, Args a) -> Result<Value> {
         rlock_of(a[0])->count = rlock_of(a[0])->owner = 0;
         return View::none();
     },
     ""},
};

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
        return Value::adopt(View(made));
    },
    .slots = {.destroy = [](Runtime& rt, Object* object) { rt.free_instance(object, object->type()->basic_size); },
              .repr = [](Runtime& rt, View self) {
                  RLock* lock = rlock_of(self);
                  return rt.format("<%s %s.%s object owner=%llu count=%llu at %p>", lock->count ? "locked" : "unlocked", "_thread", type_name(rt, self),
                                   static_cast<unsigned long long>(lock->owner), static_cast<unsigned long long>(lock->count), static_cast<void*>(self.object()));
              }},
    .methods = rlock_methods,
};

// ---- _local: attributes of which each thread has its own

extern const TypeDef local_type;
const TypeDef local_type{
    .name = "_local",
    .module = "_thread",
    .doc = "Thread-local data",
    .flags = Type::base_type | Type::has_dict | Type::container | Type::weak_referable,
    .slots = {.construct = [](Runtime& rt, Type* type, const Arguments& arguments) -> Result<Value> {
        Type* own = TRY(native_type(rt, local_type));
        if (arguments.total() && type->slots.init == own->slots.init) return rt.raise(TypeError, "Initialization arguments are not supported");
        Object* made = rt.allocate_instance(type, type->basic_size);
        if (!made) return rt.raise_memory_error();
        return Value::adopt(View(made));
    }},
};

// ---- functions

const char* const kHookFields[] = {"exc_type", "exc_value", "exc_traceback", "thread"};
const StructSequence kHookArguments{.type = struct_sequence_type("_thread", "_ExceptHookArgs", "Type used to pass arguments to threading.excepthook.", true),
                                    .fields = kHookFields,
                                    .visible = 4};

template <const char* const& name>
Result<Value> no_threads(Runtime& rt, Args) {
    return rt.raise(NotImplementedError, "_thread.%s() is not in ouro yet", name);
}
const char* const kStart = "start_new_thread";
const char* const kStartJoinable = "start_joinable_thread";

Result<Value> identity(Runtime& rt, Args) { return rt.integer_unsigned(thread_identity()); }

Result<Value> stack_size(Runtime& rt, Args args) {
    if (TRY(args.integer(0))) return rt.raise(NotImplementedError, "_thread.stack_size() is not in ouro yet");
    return View::small_int(0);
}

constexpr FunctionDef functions[] = {
    {"allocate_lock()", [](Runtime& rt, Args) -> Result<Value> { return call(rt, View(TRY(native_type(rt, lock_type)))); }, "Create a new lock object."},
    {"allocate()", [](Runtime& rt, Args) -> Result<Value> { return call(rt, View(TRY(native_type(rt, lock_type)))); }, "An obsolete synonym of allocate_lock()."},
    {"get_ident()", identity, "Return a non-zero integer that uniquely identifies the current thread."},
    {"_get_main_thread_ident()", identity, "The identity of the main thread."},
    {"get_native_id()", [](Runtime& rt, Args) { return rt.integer(syscall(SYS_gettid)); }, "Return the thread's number as the kernel has it."},
    {"_count()", [](Runtime& rt, Args) { return rt.integer(0); }, "Return the number of threads that were started from Python and run."},
    {"stack_size(size=0, /)", stack_size, "Return the thread stack size used when creating new threads."},
    {"daemon_threads_allowed()", [](Runtime&, Args) -> Result<Value> { return View::boolean(true); }, "Return True if daemon threads are allowed in the current interpreter."},
    {"_is_main_interpreter()", [](Runtime&, Args) -> Result<Value> { return View::boolean(true); }, "Return True if the current interpreter is the main one."},
    {"start_new_thread(function, args, kwargs=None, /)", no_threads<kStart>, "Start a new thread."},
    {"start_new(function, args, kwargs=None, /)", no_threads<kStart>, "An obsolete synonym of start_new_thread()."},
    {"start_joinable_thread(function, handle=None, daemon=True)", no_threads<kStartJoinable>, "Start a new thread and return a handle to it."},
    {"_shutdown()", [](Runtime&, Args) -> Result<Value> { return View::none(); }, "Wait for all threads that are not daemons."},
    {"exit()", [](Runtime& rt, Args) -> Result<Value> { return rt.raise_object(TRY(new_exception(rt, rt.exception_type(SystemExit), View()))); }, "Raise SystemExit."},
    {"exit_thread()", [](Runtime& rt, Args) -> Result<Value> { return rt.raise_object(TRY(new_exception(rt, rt.exception_type(SystemExit), View()))); }, "An obsolete synonym of exit()."},
};

constexpr ConstantDef constants[] = {
    {"error", [](Runtime& rt) -> Result<Value> { return Value(View(rt.exception_type(RuntimeError))); }},
    {"TIMEOUT_MAX", [](Runtime& rt) { return rt.real(kTimeoutMax); }},
    {"LockType", [](Runtime& rt) -> Result<Value> { return Value(View(TRY(native_type(rt, lock_type)))); }},
    {"_ExceptHookArgs", [](Runtime& rt) -> Result<Value> { return Value(View(TRY(native_type(rt, kHookArguments.type)))); }},
};

const TypeDef* const types[] = {&lock_type, &rlock_type, &local_type};

}  // namespace

extern const ModuleDef thread_module;
const ModuleDef thread_module{.name = "_thread", .doc = "Locks and thread identities; use the module threading.", .functions = functions, .constants = constants, .types = types};

}  // namespace ouro
