// SPDX-License-Identifier: MIT
// Async: coroutine objects whose body is native. A C++20 coroutine that takes (Runtime&, Args) and returns Async becomes what an
// `async def` of a script is: nothing runs until it is awaited, throw() and close() reach the place where it waits, and one that is
// dropped without being awaited warns. Its frame lies inside the object, so that there is one allocation.
//
//     Async event_wait(Runtime& rt, Args args) {                      // in the table: {"wait(self)", async<event_wait>, "…"}
//         Local future(args, co_await new_waiter(rt, args[0]));       // co_await on a Result is TRY
//         Outcome outcome = co_await attempt(future);                 // waits; the error, if any, is in `outcome`
//         forget_waiter(rt, args.self<Event>(), future);              // runs however the wait ended
//         if (outcome.failed()) co_return rethrow(rt, std::move(outcome));
//         co_await wait_on(args[1]);                                  // waits; an error ends the coroutine: the frame is destroyed
//         co_return View::boolean(true);
//     }
//
// `args` are owned by the object, and so is a Local; both are seen by the cycle collector, which a plain Value or Ref that lives across
// a co_await is not (it would keep alive a cycle that it is part of). g++ 12 crashes on co_await within TRY() and within `?:`, and on a
// braced list of arguments in an expression with co_await: name the Result first. A stop (fuel, deadline) destroys the frame without running what comes after an `attempt`.
#pragma once

#include <coroutine>

#include "runtime/native/module.h"

namespace ouro {

struct NativeCoroutine;

/// What runs a coroutine object of the library: the functions behind its methods.
struct NativeBody {
    /// One step: `sent` goes to where it waits; Raised: rt.pending is raised there. What it yields, or Unbound with rt.sent_result.
    Result<Value> (*step)(Runtime&, NativeCoroutine*, View sent) = nullptr;
    /// Drops what it holds; called once, when it ends or is given up. No script code may be run with `rt.closing`.
    void (*drop)(Runtime&, NativeCoroutine*) = nullptr;
    void (*traverse)(NativeCoroutine*, Visitor&) = nullptr;  // until it was dropped
};

/// A coroutine object with a native body; Kind::native_coroutine, and of the same type as those of `async def`.
struct NativeCoroutine : Object {
    enum State : std::uint8_t { created, suspended, running, finished };
    const NativeBody* body;  // null: has ended
    Value name;      // the qualified name; where a script has set one, the tuple (name, qualified name)
    Value awaiting;  // what it waits for, else Unbound
    std::uint32_t bytes;
    State state;
    bool catching;   // of an Async: an exception where it waits is its own business
    bool failed;     // the same: it has ended with rt.pending
    bool sees_error; // the same: it goes on with an exception
};

/// The shortest of them: yields None, then ends with `result`. The interpreter drives these itself.
struct YieldOnce : NativeCoroutine {
    Value result;
};
extern const NativeBody yield_once_body;
Result<Value> new_yield_once(Runtime& rt, View name, View result);
/// Its end, with the result as an owned value.
inline View end_yield_once(NativeCoroutine* coroutine) {
    coroutine->state = NativeCoroutine::finished;
    coroutine->flags |= Object::kFinalized;
    coroutine->body = nullptr;
    return static_cast<YieldOnce*>(coroutine)->result.detach();
}

/// Allocates one with `bytes` and fills in this part; the body does the rest before anything else runs. Null: MemoryError is pending.
NativeCoroutine* allocate_native_coroutine(Runtime& rt, const NativeBody& body, View name, std::size_t bytes);
/// What it is called (qualified: with its class).
Result<Value> native_coroutine_name(Runtime& rt, NativeCoroutine* coroutine, bool qualified);
/// send(): as the slot of that name.
Result<Value> step_native(Runtime& rt, NativeCoroutine* coroutine, View sent);
/// throw(), with the pending exception.
Result<Value> raise_in_native(Runtime& rt, NativeCoroutine* coroutine);
/// close().
Result<Value> close_native(Runtime& rt, NativeCoroutine* coroutine);
/// One step of what a native coroutine waits for, as step_native of whatever it is; the same with the pending exception.
Result<Value> step_awaited(Runtime& rt, View awaitable, View sent);
Result<Value> raise_in_awaited(Runtime& rt, View awaitable);
/// The qualified name of the function that was called with these arguments, for its coroutine.
Result<Ref<Str>> coroutine_name(Runtime& rt, const Args& args);
void finalize_native(Runtime& rt, NativeCoroutine* coroutine);
void destroy_native(Runtime& rt, NativeCoroutine* coroutine);
void clear_native(Runtime& rt, NativeCoroutine* coroutine);
inline void traverse_native(NativeCoroutine* coroutine, Visitor& visit) {
    visit(coroutine->name);
    visit(coroutine->awaiting);
    if (coroutine->body) coroutine->body->traverse(coroutine, visit);
}

// ---- bodies that are C++20 coroutines

class Local;

/// The object of an Async: behind this come the arguments, then the frame.
struct AsyncObject : NativeCoroutine {
    Local* locals;  // newest first
    std::uint32_t argument_count;
    std::uint32_t frame_offset;

    Value* arguments() { return reinterpret_cast<Value*>(this + 1); }
    void* frame() { return reinterpret_cast<char*>(this) + frame_offset; }
    static AsyncObject* of(const Args& args) { return reinterpret_cast<AsyncObject*>(const_cast<View*>(args.values())) - 1; }
};

/// A Value that lives across a co_await. Only as a local variable of the coroutine with these `args`.
class Local {
public:
    Local(const Args& args, Value value) : value_(std::move(value)), list_(&AsyncObject::of(args)->locals), next_(*list_) { *list_ = this; }
    explicit Local(const Args& args) : Local(args, Value()) {}
    ~Local() { *list_ = next_; }
    Local(const Local&) = delete;
    Local& operator=(Value value) {
        std::swap(value_, value);
        return *this;
    }
    operator View() const { return value_; }  // NOLINT
    operator Value() const { return value_; }  // NOLINT
    template <typename T>
    T* as() const { return View(value_).as<T>(); }
    Value take() { return std::exchange(value_, Value()); }
    const Value& value() const { return value_; }
    Local* next() const { return next_; }

private:
    Value value_;
    Local** list_;
    Local* next_;
};

/// How something that was waited for has ended.
struct Outcome {
    Value value;  // Unbound if it failed
    Value error;  // Unbound if it did not
    bool failed() const { return !error.is_unbound(); }
};
/// The exception goes on, as it was.
inline Raised rethrow(Runtime& rt, Outcome outcome) {
    rt.pending = std::move(outcome.error);
    return Raised{};
}

struct WaitOn {
    Value awaitable;
};
struct Attempt {
    Value awaitable;
};
struct Turn {};
/// co_await wait_on(x): awaits what has a `send` slot (futures, coroutines); its result.
inline WaitOn wait_on(Value awaitable) { return {std::move(awaitable)}; }
/// co_await attempt(x): the same; an exception does not end the coroutine.
inline Attempt attempt(Value awaitable) { return {std::move(awaitable)}; }
/// co_await turn(): lets everything else that is ready run first, as sleep(0).
inline Turn turn() { return {}; }

class [[nodiscard]] Async {
public:
    struct promise_type;
    using Handle = std::coroutine_handle<promise_type>;

    Async(Raised) {}  // NOLINT
    explicit Async(AsyncObject* object) : object_(object) {}
    /// The coroutine object.
    Result<Value> take() && {
        if (!object_) return Raised{};
        return Value::adopt(View(static_cast<const Object*>(std::exchange(object_, nullptr))));
    }
    operator Result<Value>() && { return std::move(*this).take(); }

private:
    AsyncObject* object_ = nullptr;
};

struct Async::promise_type {
    AsyncObject* object;

    // By now `args` points to the object's own copies.
    promise_type(Runtime&, Args& args, auto&...) : object(AsyncObject::of(args)) {}
    static void* operator new(std::size_t bytes, Runtime& rt, Args& args, auto&...) noexcept { return allocate(bytes, rt, args); }
    static void operator delete(void*) {}  // the frame is part of the object
    static Async get_return_object_on_allocation_failure() { return Raised{}; }
    Async get_return_object() { return Async(object); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept {
        object->state = NativeCoroutine::finished;
        return {};
    }
    void return_value(Result<Value> result) {
        if (result.raised()) object->failed = true;
        else object->awaiting = result.take();
    }
    [[noreturn]] void unhandled_exception() noexcept { std::terminate(); }

    struct Base {
        promise_type* promise;
        bool await_ready() const noexcept { return false; }
        void wait(Value awaitable, bool catching) const noexcept {
            promise->object->awaiting = std::move(awaitable);
            promise->object->catching = catching;
            promise->object->state = NativeCoroutine::suspended;
        }
    };
    struct Waiting : Base {
        Value awaitable;
        void await_suspend(std::coroutine_handle<>) noexcept { this->wait(std::move(awaitable), false); }
        Value await_resume() const { return std::exchange(this->promise->object->awaiting, Value()); }
    };
    struct Attempting : Base {
        Value awaitable;
        void await_suspend(std::coroutine_handle<>) noexcept { this->wait(std::move(awaitable), true); }
        Outcome await_resume() const {
            Value value = std::exchange(this->promise->object->awaiting, Value());
            if (!std::exchange(this->promise->object->sees_error, false)) return {std::move(value), Value()};
            return {Value(), std::move(value)};
        }
    };
    struct Yielding : Base {
        void await_suspend(std::coroutine_handle<>) const noexcept { this->wait(Value(), false); }
        void await_resume() const noexcept {}
    };
    template <typename T>
    struct Trying : Base {
        Result<T> result;
        bool await_ready() const noexcept { return !const_cast<Result<T>&>(result).raised(); }
        void await_suspend(std::coroutine_handle<>) const noexcept {
            this->promise->object->failed = true;
            this->promise->object->state = NativeCoroutine::finished;
        }
        T await_resume() { return result.take(); }
    };
    Waiting await_transform(WaitOn what) { return {{this}, std::move(what.awaitable)}; }
    Attempting await_transform(Attempt what) { return {{this}, std::move(what.awaitable)}; }
    Yielding await_transform(Turn) { return {{this}}; }
    template <typename T>
    Trying<T> await_transform(Result<T> result) { return {{this}, std::move(result)}; }

private:
    static void* allocate(std::size_t bytes, Runtime& rt, Args& args) noexcept;
};

/// As the call of a FunctionDef: {"wait(self)", async<event_wait>, "…"}.
template <Async (*function)(Runtime&, Args)>
Result<Value> async(Runtime& rt, Args args) {
    return function(rt, args).take();
}

/// A coroutine object made by native code, which gives the arguments as the function's signature has them.
template <typename Function, std::size_t count>
Result<Value> start_async(Runtime& rt, Function&& function, const View (&arguments)[count]) {
    return function(rt, Args(rt, arguments, count, nullptr)).take();
}

}  // namespace ouro
