// SPDX-License-Identifier: MIT
// The module `_multiprocessing`: semaphores that processes share, on which CPython's package `multiprocessing` stands. A semaphore is found
// again in another process by its name: by no address that a script could make up.
#include <fcntl.h>
#include <semaphore.h>
#include <sys/stat.h>
#include <time.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cmath>

#include "runtime/native/capability.h"
#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/str.h"
#include "runtime/threads.h"

namespace ouro {
namespace {

enum SemaphoreKind : int { recursive_mutex, counting };

struct SemLock : Object {
    sem_t* handle;
    int kind, maximum;
    std::int64_t count;    // acquired in this process and not released
    std::uint64_t thread;  // that acquired it last
    Value name;            // str, or None where it has none any more

    bool is_mine() const { return count > 0 && thread == thread_identity(); }
};

SemLock* self_of(Args args) { return args.self<SemLock>(); }

Result<std::string> name_argument(Runtime& rt, View name) {
    std::string text(name.as<Str>()->text());
    if (text.find('\0') != text.npos) return rt.raise(ValueError, "embedded null character");
    return text;
}

/// Takes over the handle.
Result<Value> new_lock(Runtime& rt, Type* type, sem_t* handle, int kind, int maximum, View name) {
    auto* made = rt.allocate<SemLock>(type, type->basic_size);
    if (!made) {
        ::sem_close(handle);
        return rt.raise_memory_error();
    }
    made->handle = handle;
    made->kind = kind;
    made->maximum = maximum;
    made->count = 0;
    made->thread = 0;
    new (&made->name) Value(name);
    return Value::adopt(View(static_cast<Object*>(made)));
}

Result<Value> construct(Runtime& rt, Type* type, Args args) {
    TRY(require(rt, Capability::processes));
    int kind = TRY(args.small_integer(1)), value = TRY(args.small_integer(2)), maximum = TRY(args.small_integer(3));
    TRY(args.str(4));
    std::string name = TRY(name_argument(rt, args[4]));
    bool unlink = TRY(args.truth(5));
    if (kind != recursive_mutex && kind != counting) return rt.raise(ValueError, "unrecognized kind");
    sem_t* handle = ::sem_open(name.c_str(), O_CREAT | O_EXCL, 0600, static_cast<unsigned>(value));
    if (handle == SEM_FAILED) return raise_os_error(rt, errno);
    if (unlink && ::sem_unlink(name.c_str()) < 0) {
        int error = errno;
        ::sem_close(handle);
        return raise_os_error(rt, error);
    }
    return new_lock(rt, type, handle, kind, maximum, unlink ? View::none() : args[4]);
}

Result<Value> rebuild(Runtime& rt, Args args) {
    TRY(require(rt, Capability::processes));
    int kind = TRY(args.small_integer(2)), maximum = TRY(args.small_integer(3));
    if (!TRY(args.str_or_none(4))) return rt.raise(NotImplementedError, "SemLock._rebuild() without a name is not in ouro yet");
    if (kind != recursive_mutex && kind != counting) return rt.raise(ValueError, "unrecognized kind");
    std::string name = TRY(name_argument(rt, args[4]));
    sem_t* handle = ::sem_open(name.c_str(), 0);
    if (handle == SEM_FAILED) return raise_os_error(rt, errno);
    return new_lock(rt, args[0].as<Type>(), handle, kind, maximum, args[4]);
}

/// sem_wait(3), in slices; false if the time ran out. Negative: without limit.
Result<bool> wait(Runtime& rt, sem_t* handle, double seconds) {
    constexpr double kSlice = 0.05;
    auto now = [](clockid_t clock) {
        timespec t;
        ::clock_gettime(clock, &t);
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
    };
    double until = now(CLOCK_MONOTONIC) + seconds;
    for (;;) {
        double left = seconds < 0 ? kSlice : until - now(CLOCK_MONOTONIC);
        int result = -1, error = 0;
        if (left <= 0) {
            result = ::sem_trywait(handle);
            error = errno;
            if (result < 0 && error == EAGAIN) return false;
        } else {
            double end = now(CLOCK_REALTIME) + std::min(left, kSlice);
            timespec limit{.tv_sec = static_cast<time_t>(end), .tv_nsec = static_cast<long>((end - std::floor(end)) * 1e9)};
            Unlocked unlocked(rt);
            result = ::sem_timedwait(handle, &limit);
            error = errno;
        }
        if (result == 0) return true;
        if (error != ETIMEDOUT && error != EINTR) return raise_os_error(rt, error);
        TRY(rt.check_stop());
    }
}

Result<bool> acquire(Runtime& rt, SemLock* lock, bool block, double seconds) {
    if (lock->kind == recursive_mutex && lock->is_mine()) {
        ++lock->count;
        return true;
    }
    if (::sem_trywait(lock->handle) < 0) {
        if (errno != EAGAIN) return raise_os_error(rt, errno);
        if (!block || !TRY(wait(rt, lock->handle, seconds))) return false;
    }
    ++lock->count;
    lock->thread = thread_identity();
    return true;
}

Result<Value> method_acquire(Runtime& rt, Args args) {
    bool block = TRY(args.truth(1));
    double seconds = -1;
    if (!args[2].is_none()) {
        seconds = std::max(TRY(args.real(2)), 0.0);
        if (!(seconds < 1e18)) return raise_os_error(rt, EINVAL);
    }
    return View::boolean(TRY(acquire(rt, self_of(args), block, seconds)));
}

Result<Value> method_enter(Runtime& rt, Args args) { return View::boolean(TRY(acquire(rt, self_of(args), true, -1))); }

Result<int> value_of(Runtime& rt, SemLock* lock) {
    int value;
    if (::sem_getvalue(lock->handle, &value) < 0) return raise_os_error(rt, errno);
    return std::max(value, 0);
}

Result<Value> method_release(Runtime& rt, Args args) {
    SemLock* lock = self_of(args);
    if (lock->kind == recursive_mutex) {
        if (!lock->is_mine()) return rt.raise(AssertionError, "attempt to release recursive lock not owned by thread");
        if (lock->count > 1) {
            --lock->count;
            return View::none();
        }
    } else if (TRY(value_of(rt, lock)) >= lock->maximum) {
        return rt.raise(ValueError, "semaphore or lock released too many times");
    }
    if (::sem_post(lock->handle) < 0) return raise_os_error(rt, errno);
    --lock->count;
    return View::none();
}

Result<Value> method_after_fork(Runtime&, Args args) {
    self_of(args)->count = 0;
    return View::none();
}

constexpr FunctionDef methods[] = {
    {"acquire(self, /, block=True, timeout=None)", method_acquire, "Acquires the semaphore or lock."},
    {"release(self, /)", method_release, "Releases the semaphore or lock."},
    {"__enter__(self, /)", method_enter, "Acquires the semaphore or lock."},
    {"__exit__(self, exc_type=None, exc_value=None, exc_tb=None, /)", method_release, "Releases the semaphore or lock."},
    {"_count(self, /)", [](Runtime& rt, Args args) { return rt.integer(self_of(args)->count); }, "How often this process has acquired and not released it."},
    {"_is_mine(self, /)", [](Runtime&, Args args) -> Result<Value> { return View::boolean(self_of(args)->is_mine()); }, "Whether the running thread holds it."},
    {"_get_value(self, /)", [](Runtime& rt, Args args) -> Result<Value> { return rt.integer(TRY(value_of(rt, self_of(args)))); }, "The value of the semaphore."},
    {"_is_zero(self, /)", [](Runtime& rt, Args args) -> Result<Value> { return View::boolean(TRY(value_of(rt, self_of(args))) == 0); }, "Whether it cannot be acquired at present."},
    {"_after_fork(self, /)", method_after_fork, "The child of a fork has acquired nothing."},
    {"_rebuild(cls, handle, kind, maxvalue, name, /)", rebuild, "The semaphore of that name.", FunctionDef::class_method},
};

template <int SemLock::*field>
Result<Value> integer_field(Runtime& rt, View self) {
    return rt.integer(self.as<SemLock>()->*field);
}

constexpr PropertyDef properties[] = {
    {"handle", [](Runtime& rt, View self) { return rt.integer_unsigned(reinterpret_cast<std::uintptr_t>(self.as<SemLock>()->handle)); }, nullptr, "", true},
    {"kind", integer_field<&SemLock::kind>, nullptr, "", true},
    {"maxvalue", integer_field<&SemLock::maximum>, nullptr, "", true},
    {"name", [](Runtime&, View self) -> Result<Value> { return self.as<SemLock>()->name; }, nullptr, "", true},
};

constexpr ConstantDef type_constants[] = {{"SEM_VALUE_MAX", [](Runtime& rt) { return rt.integer(SEM_VALUE_MAX); }}};

const TypeDef sem_lock_type{
    .name = "SemLock",
    .module = "_multiprocessing",
    .doc = "A semaphore or lock that processes share.",
    .size = sizeof(SemLock),
    .flags = Type::base_type,
    .construct_signature = "(kind, value, maxvalue, name, unlink)",
    .construct_bound = construct,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* lock = static_cast<SemLock*>(object);
                      ::sem_close(lock->handle);
                      lock->name.~Value();
                      rt.free_instance(object, object->type()->basic_size);
                  }},
    .methods = methods,
    .properties = properties,
    .constants = type_constants,
};

Result<Value> unlink_semaphore(Runtime& rt, Args args) {
    TRY(args.str(0));
    std::string name = TRY(name_argument(rt, args[0]));
    if (::sem_unlink(name.c_str()) < 0) return raise_os_error(rt, errno);
    return View::none();
}

Result<Value> flags(Runtime& rt) {
    Ref<Dict> made = TRY(new_dict(rt));
    for (const char* name : {"HAVE_SEM_OPEN", "HAVE_SEM_TIMEDWAIT"}) TRY(dict_set(rt, made.get(), TRY(intern(rt, name)).get(), View::small_int(1)));
    return made;
}

constexpr FunctionDef functions[] = {{"sem_unlink(name, /)", unlink_semaphore, "Removes the name of a semaphore."}};
constexpr ConstantDef constants[] = {{"flags", flags}};
constexpr const TypeDef* types[] = {&sem_lock_type};

}  // namespace

extern const ModuleDef multiprocessing_module;
const ModuleDef multiprocessing_module{
    .name = "_multiprocessing", .doc = "Semaphores that processes share.", .functions = functions, .constants = constants, .types = types};

}  // namespace ouro
