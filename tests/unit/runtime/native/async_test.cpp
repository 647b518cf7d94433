// SPDX-License-Identifier: MIT
// Native coroutines: their steps, what they wait for, how exceptions and close() reach them, and that nothing of a frame is left over.
#include "runtime/native/async.h"

#include <doctest/doctest.h>

#include "runtime/objects/exception.h"
#include "tests/unit/runtime/runtime_helper.h"

using namespace ouro;
using ouro::test::World;

namespace {

NativeCoroutine* native(Object* object) { return static_cast<NativeCoroutine*>(object); }

// The interpreter's type also has coroutines of its own; this one is for tests without an interpreter.
const TypeDef coroutine_def{
    .name = "coroutine",
    .kind = Kind::native_coroutine,
    .size = sizeof(NativeCoroutine),
    .flags = Type::container | Type::disallow_construct | Type::has_finalizer | Type::variable_size,
    .slots = {.destroy = [](Runtime& rt, Object* object) { destroy_native(rt, native(object)); },
              .traverse = [](Object* object, Visitor& visit) { traverse_native(native(object), visit); },
              .clear = [](Runtime& rt, Object* object) { clear_native(rt, native(object)); },
              .finalize = [](Runtime& rt, Object* object) { finalize_native(rt, native(object)); },
              .send = [](Runtime& rt, View self, View sent) { return step_native(rt, native(self.object()), sent); }},
};

struct AsyncWorld : World {
    AsyncWorld() { rt.coroutine_type = native_type(rt, coroutine_def).take(); }
    Result<Value> step(const Value& coroutine) { return step_native(rt, native(coroutine.object()), View::none()); }
};

/// Counts the frames that are alive.
struct Alive {
    explicit Alive(int& count) : count(count) { ++count; }
    ~Alive() { --count; }
    int& count;
};
int& counter(View argument) { return *reinterpret_cast<int*>(argument.as_int()); }
View counted(int& count) { return View::small_int(reinterpret_cast<std::intptr_t>(&count)); }

Async two_turns(Runtime&, Args args) {
    Alive alive(counter(args[0]));
    co_await turn();
    co_await turn();
    co_return args[1];
}

Async waits(Runtime& rt, Args args) {
    Alive alive(counter(args[0]));
    Result<Value> inner = start_async(rt, two_turns, {args[0], args[1]});
    Value result = co_await wait_on(co_await std::move(inner));
    co_return result;
}

Async catches(Runtime& rt, Args args) {
    Result<Value> inner = start_async(rt, two_turns, {args[0], args[1]});
    Outcome outcome = co_await attempt(co_await std::move(inner));
    co_await turn();
    if (outcome.failed()) co_return View::small_int(-1);
    co_return outcome.value;
}

Result<Value> fails(Runtime& rt) { return rt.raise(ValueError, "no"); }

Async ends_early(Runtime& rt, Args args) {
    Alive alive(counter(args[0]));
    co_await turn();
    co_await fails(rt);
    co_return args[0];
}

Async keeps(Runtime&, Args args) {
    Alive alive(counter(args[0]));
    Local kept(args, Value(args[1]));
    co_await turn();
    co_return kept.value();
}

}  // namespace

TEST_CASE("a native coroutine goes on from where it waits, through those that it awaits") {
    AsyncWorld world;
    int alive = 0;
    Value coroutine = start_async(world.rt, waits, {counted(alive), View::small_int(7)}).take();
    CHECK(alive == 0);
    for (int n = 0; n < 2; ++n) CHECK(world.step(coroutine).value().is_none());
    CHECK(alive == 2);
    CHECK(world.step(coroutine).value().is_unbound());
    CHECK(world.rt.sent_result == View::small_int(7));
    CHECK(alive == 0);
    CHECK(world.step(coroutine).raised());
    world.error();
}

TEST_CASE("an exception ends the coroutine where it waits and destroys its frame") {
    AsyncWorld world;
    int alive = 0;
    Value coroutine = start_async(world.rt, waits, {counted(alive), View::none()}).take();
    CHECK(world.step(coroutine).value().is_none());
    (void)world.rt.raise(KeyError, "x");
    CHECK(raise_in_native(world.rt, native(coroutine.object())).raised());
    CHECK(world.rt.pending_is(KeyError));
    world.error();
    CHECK(alive == 0);
}

TEST_CASE("attempt() takes the exception instead") {
    AsyncWorld world;
    int alive = 0;
    Value coroutine = start_async(world.rt, catches, {counted(alive), View::none()}).take();
    CHECK(world.step(coroutine).value().is_none());
    (void)world.rt.raise(KeyError, "x");
    CHECK(raise_in_native(world.rt, native(coroutine.object())).value().is_none());
    CHECK(world.rt.pending.is_unbound());
    CHECK(world.step(coroutine).value().is_unbound());
    CHECK(world.rt.sent_result == View::small_int(-1));
}

TEST_CASE("co_await on a failed Result leaves the coroutine") {
    AsyncWorld world;
    int alive = 0;
    Value coroutine = start_async(world.rt, ends_early, {counted(alive)}).take();
    CHECK(world.step(coroutine).value().is_none());
    CHECK(world.step(coroutine).raised());
    CHECK(world.rt.pending_is(ValueError));
    world.error();
    CHECK(alive == 0);
}

TEST_CASE("closing and dropping destroy the frame") {
    AsyncWorld world;
    int alive = 0;
    Value closed = start_async(world.rt, waits, {counted(alive), View::none()}).take();
    CHECK(world.step(closed).value().is_none());
    CHECK(!close_native(world.rt, native(closed.object())).raised());
    CHECK(alive == 0);
    {
        Value dropped = start_async(world.rt, waits, {counted(alive), View::none()}).take();
        CHECK(world.step(dropped).value().is_none());
        CHECK(alive == 2);
    }
    CHECK(alive == 0);
}

TEST_CASE("the cycle collector sees arguments and locals") {
    AsyncWorld world;
    int alive = 0;
    {
        Value list = world.list({});
        Value coroutine = start_async(world.rt, keeps, {counted(alive), list}).take();
        CHECK(world.step(coroutine).value().is_none());
        CHECK(!list_append(world.rt, list.as<List>(), coroutine).raised());
    }
    CHECK(alive == 1);
    world.rt.cycles.collect();
    CHECK(alive == 0);
}
