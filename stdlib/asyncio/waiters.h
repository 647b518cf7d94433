// SPDX-License-Identifier: MIT
// What locks and queues are made of: the loop that such an object belongs to, and the list of the futures that tasks wait for.
#pragma once

#include "runtime/native/async.h"
#include "stdlib/asyncio/internal.h"

namespace ouro {

/// The common part of locks and queues (asyncio.mixins): bound to the loop in which it was first waited for.
struct LoopBound : Object {
    Value loop;  // Unbound: to none yet
};

/// A new future of the running loop, to be waited for on behalf of `self`. RuntimeError("… is bound to a different event loop").
Result<Value> new_waiter(Runtime& rt, View self);
/// _get_loop().
Result<Value> bound_loop(Runtime& rt, View self);

class WaiterPlace;

/// A ring: the list's own links and those of the places in it.
struct WaiterLinks {
    WaiterLinks *previous = this, *next = this;
};

/// Futures in the order in which tasks began to wait. The list owns them, the links lie in the coroutines that wait: joining and leaving
/// allocate nothing.
class Waiters {
public:
    Waiters() = default;
    Waiters(const Waiters&) = delete;
    bool empty() const { return ring_.next == &ring_; }
    std::size_t count() const;
    /// The first future; Unbound if there is none.
    View first() const;
    /// Takes the first future out; Unbound if there is none.
    Value pop();
    /// The first that is not done; Unbound if there is none.
    Result<Value> first_pending(Runtime& rt) const;
    /// Whether any has not been cancelled.
    Result<bool> any_live(Runtime& rt) const;
    /// Sets the result of those that are not done, of `limit` at most.
    Result<void> set_results(Runtime& rt, View result, std::size_t limit = SIZE_MAX) const;
    /// A list of the futures, for scripts that look.
    Result<Value> as_list(Runtime& rt) const;
    void traverse(Visitor& visit) const;

private:
    friend class WaiterPlace;
    const WaiterPlace* at(const WaiterLinks* links) const;  // null: the end
    WaiterLinks ring_;
};

/// A place in a list of waiters, which the coroutine that waits holds.
class WaiterPlace : WaiterLinks {
public:
    WaiterPlace() = default;
    ~WaiterPlace() { leave(); }
    WaiterPlace(const WaiterPlace&) = delete;
    void join(Waiters& list, View future);
    /// Nothing, if it stands in no list.
    void leave();

private:
    friend class Waiters;
    Value future_;
};

/// The same as a local variable of an Async.
class Waiter : public WaiterPlace {
public:
    Waiter(Waiters& list, View future) { join(list, future); }
};

/// future.set_result() of whatever kind it is, unless it is done.
Result<void> wake(Runtime& rt, View future, View result);
/// Whether the exception is a CancelledError.
bool is_cancelled_error(Runtime& rt, View exception);
/// Whether a class written in Python has put a method of its own in the place of that of the native type.
Result<bool> overrides(Runtime& rt, View self, const TypeDef& native, const char* method);
/// self.method(…) if it is overridden; else Unbound, and nothing was called.
Result<Value> overridden(Runtime& rt, View self, const TypeDef& native, const char* method, std::initializer_list<View> arguments = {});
/// self.method(…), by a name that need not be interned.
Result<Value> call_named(Runtime& rt, View self, const char* method, std::initializer_list<View> arguments = {});
/// What `wait_on` can drive, of anything that can be awaited.
Result<Value> awaitable_of(Runtime& rt, Value value);
/// "<asyncio.locks.Lock object at 0x… [state, waiters:2]>".
Result<Value> repr_with_state(Runtime& rt, View self, const std::string& state, std::size_t waiters);

/// Slots and fields of a type whose instances are a LoopBound and what `T::each_field` and `T::each_list` name.
template <typename T>
T* allocate_bound(Runtime& rt, Type* type) {
    T* made = rt.allocate<T>(type);
    if (!made) return nullptr;
    std::memset(reinterpret_cast<char*>(made) + sizeof(Object), 0, sizeof(T) - sizeof(Object));
    new (&made->loop) Value();
    made->each_field([](Value& field) { new (&field) Value(); });
    made->each_list([](Waiters& list) { new (&list) Waiters(); });
    return made;
}
template <typename T>
void destroy_bound(Runtime& rt, Object* object) {
    auto* bound = static_cast<T*>(object);
    bound->loop.~Value();
    bound->each_field([](Value& field) { field.~Value(); });
    rt.free_instance(object, sizeof(T));
}
template <typename T>
void traverse_bound(Object* object, Visitor& visit) {
    auto* bound = static_cast<T*>(object);
    visit(bound->loop);
    bound->each_field([&](Value& field) { visit(field); });
    bound->each_list([&](Waiters& list) { list.traverse(visit); });
}
template <typename T>
void clear_bound(Runtime&, Object* object) {
    auto* bound = static_cast<T*>(object);
    bound->loop = Value();
}

constexpr std::uint32_t kBoundFlags = Type::base_type | Type::has_dict | Type::container | Type::weak_referable;

Result<Value> get_loop(Runtime& rt, View self);
Result<void> set_loop(Runtime& rt, View self, View value);
/// `_loop` and `_get_loop()`, which each of them has.
inline constexpr PropertyDef loop_property{"_loop", get_loop, set_loop};
inline constexpr FunctionDef get_loop_method{"_get_loop(self)", [](Runtime& rt, Args args) { return bound_loop(rt, args[0]); },
                                             "The running loop, to which the object is bound from now on."};

}  // namespace ouro
