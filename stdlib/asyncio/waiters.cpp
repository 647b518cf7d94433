// SPDX-License-Identifier: MIT
// Lists of futures, and what locks and queues do with them.
#include "stdlib/asyncio/waiters.h"

namespace ouro {

namespace {

/// Whether setting the future's result only queues tasks: no script code can run, so a list may be walked meanwhile.
bool is_quiet(Runtime& rt, View future) {
    return is_exact_future(rt, future) && !future.as<Future>()->more && as_plain_loop(future.as<Future>()->loop);
}

Result<bool> done(Runtime& rt, View future) {
    if (is_exact_future(rt, future)) [[likely]] return future.as<Future>()->done();
    Value held(future);
    return is_done(rt, held);
}

}  // namespace

Result<Value> bound_loop(Runtime& rt, View self) {
    Value running(running_loop_or_none(rt));
    if (running.is_unbound()) running = View::none();
    auto* bound = self.as<LoopBound>();
    if (bound->loop.is_unbound() || bound->loop.is_none()) bound->loop = running;
    if (View(running) == View(bound->loop)) [[likely]] return running;
    Ref<Str> shown = TRY(repr(rt, self));
    Value text = TRY(rt.str(std::string(shown->text()) + " is bound to a different event loop"));
    return rt.raise_value(RuntimeError, text);
}

Result<Value> new_waiter(Runtime& rt, View self) {
    Value loop = TRY(bound_loop(rt, self));
    return create_future(rt, loop);
}

// ---- the list

void WaiterPlace::join(Waiters& list, View future) {
    future_ = Value(future);
    previous = list.ring_.previous;
    next = &list.ring_;
    previous->next = next->previous = this;
}

void WaiterPlace::leave() {
    previous->next = next;
    next->previous = previous;
    previous = next = this;
    Value future = std::exchange(future_, Value());
}

const WaiterPlace* Waiters::at(const WaiterLinks* links) const { return links == &ring_ ? nullptr : static_cast<const WaiterPlace*>(links); }

std::size_t Waiters::count() const {
    std::size_t count = 0;
    for (const WaiterLinks* at = ring_.next; at != &ring_; at = at->next) ++count;
    return count;
}

View Waiters::first() const {
    const WaiterPlace* first = at(ring_.next);
    return first ? View(first->future_) : View();
}

Value Waiters::pop() {
    if (empty()) return Value();
    auto* first = static_cast<WaiterPlace*>(ring_.next);
    Value future = first->future_;
    first->leave();
    return future;
}

Result<Value> Waiters::first_pending(Runtime& rt) const {
    for (const WaiterPlace* each = at(ring_.next); each;) {
        if (!is_exact_future(rt, each->future_)) [[unlikely]] {
            // Asking such a future may change the list.
            Value all = TRY(as_list(rt));
            for (const Value& held : all.as<List>()->view())
                if (!TRY(done(rt, held))) return Value(held);
            return Value();
        }
        if (!each->future_.as<Future>()->done()) return each->future_;
        TRY(rt.charge(1));
        each = at(each->next);
    }
    return Value();
}

Result<bool> Waiters::any_live(Runtime& rt) const {
    for (const WaiterPlace* each = at(ring_.next); each; each = at(each->next)) {
        if (!is_exact_future(rt, each->future_)) [[unlikely]] {
            Value all = TRY(as_list(rt));
            for (const Value& held : all.as<List>()->view())
                if (!TRY(is_cancelled(rt, held))) return true;
            return false;
        }
        if (each->future_.as<Future>()->state != Future::cancelled) return true;
    }
    return false;
}

Result<void> Waiters::set_results(Runtime& rt, View result, std::size_t limit) const {
    const WaiterPlace* each = at(ring_.next);
    for (; each && limit && is_quiet(rt, each->future_); each = at(each->next)) {
        auto* future = each->future_.as<Future>();
        if (future->done()) continue;
        TRY(finish_with_result(rt, future, result));
        --limit;
    }
    if (!each || !limit) [[likely]] return {};
    Value all = TRY(as_list(rt));
    for (const Value& held : all.as<List>()->view()) {
        if (!limit) break;
        TRY(rt.charge(1));
        if (TRY(done(rt, held))) continue;
        TRY(wake(rt, held, result));
        --limit;
    }
    return {};
}

Result<Value> Waiters::as_list(Runtime& rt) const {
    Ref<List> all = TRY(new_list(rt, count()));
    for (const WaiterPlace* each = at(ring_.next); each; each = at(each->next)) TRY(list_append(rt, all.get(), each->future_));
    return all;
}

void Waiters::traverse(Visitor& visit) const {
    for (const WaiterPlace* each = at(ring_.next); each; each = at(each->next)) visit(each->future_);
}

// ---- futures and methods

Result<void> wake(Runtime& rt, View future, View result) {
    if (is_exact_future(rt, future)) [[likely]] {
        if (future.as<Future>()->done()) return {};
        return finish_with_result(rt, future.as<Future>(), result);
    }
    if (TRY(done(rt, future))) return {};
    TRY(call_named(rt, future, "set_result", {result}));
    return {};
}

bool is_cancelled_error(Runtime& rt, View exception) {
    return is_kind(exception, Kind::exception) && is_subtype(exception.object()->type(), rt.asyncio->cancelled_error.get());
}

Result<bool> overrides(Runtime& rt, View self, const TypeDef& native, const char* method) {
    Type* type = rt.type_of(self);
    if (!may_override(type)) [[likely]] return false;
    Ref<Str> name = TRY(intern(rt, method));
    View found = lookup_on_type(type, name.get());
    return !is_kind(found, Kind::descriptor) || !(found == lookup_on_type(TRY(native_type(rt, native)), name.get()));
}

Result<Value> overridden(Runtime& rt, View self, const TypeDef& native, const char* method, std::initializer_list<View> arguments) {
    if (!TRY(overrides(rt, self, native, method))) [[likely]] return Value();
    return call_named(rt, self, method, arguments);
}

Result<Value> call_named(Runtime& rt, View self, const char* method, std::initializer_list<View> arguments) {
    Ref<Str> name = TRY(intern(rt, method));
    return call_method(rt, self, name.get(), arguments);
}

Result<Value> awaitable_of(Runtime& rt, Value value) {
    if (is_kind(value, Kind::coroutine) || is_kind(value, Kind::native_coroutine) || is_exact_future(rt, value)) return value;
    Type* type = rt.type_of(value);
    if (!type->slots.await) return rt.raise(TypeError, "object %s can't be used in 'await' expression", type_name(type));
    return type->slots.await(rt, value);
}

Result<Value> repr_with_state(Runtime& rt, View self, const std::string& state, std::size_t waiters) {
    Value plain = TRY(rt.types.object->slots.repr(rt, self));
    std::string text(plain.as<Str>()->text());
    text.pop_back();
    text += " [" + state;
    if (waiters) text += ", waiters:" + std::to_string(waiters);
    return rt.str(text + "]>");
}

Result<Value> get_loop(Runtime&, View self) {
    Value& loop = self.as<LoopBound>()->loop;
    return loop.is_unbound() ? Value(View::none()) : loop;
}

Result<void> set_loop(Runtime&, View self, View value) {
    self.as<LoopBound>()->loop = value.is_none() ? Value() : Value(value);
    return {};
}

}  // namespace ouro
