// SPDX-License-Identifier: MIT
// asyncio.Queue, PriorityQueue and LifoQueue, and the native module behind asyncio.locks and asyncio.queues. The items lie in `_queue`, a
// deque or list that scripts may look at and subclasses may replace (`_init`, `_put`, `_get`).
#include "runtime/native/native_base.h"
#include "runtime/objects/method.h"
#include "runtime/objects/module.h"
#include "stdlib/asyncio/locks.h"
#include "stdlib/collections/deque.h"

namespace ouro {

namespace {

struct Queue : LoopBound {
    enum Order : std::uint8_t { fifo, priority, lifo };
    Waiters getters, putters;
    Value maxsize;
    Value items;     // Unbound: no _init has set it
    Value finished;  // an Event: whether no task is unfinished
    std::int64_t unfinished;
    Order order;
    bool is_shutdown;

    template <typename Use>
    void each_field(Use&& use) {
        use(maxsize);
        use(items);
        use(finished);
    }
    template <typename Use>
    void each_list(Use&& use) {
        use(getters);
        use(putters);
    }
};

Queue* queue_of(Args args) { return args.self<Queue>(); }

/// What natives keep of this module.
struct QueueErrors {
    Ref<Type> empty, full, shut_down;
};
constexpr char kErrors = 0;

Raised raise_error(Runtime& rt, Ref<Type> QueueErrors::*which) {
    auto* errors = static_cast<QueueErrors*>(rt.library_state[&kErrors].get());
    Result<Value> error = new_exception(rt, (errors->*which).get(), View());
    if (error.raised()) return Raised{};
    return rt.raise_object(error.take());
}

Deque* as_deque(Runtime& rt, View items) {
    return items.is_object() && rt.type_of(items)->def == &deque_type ? items.as<Deque>() : nullptr;
}
List* as_plain_list(Runtime& rt, View items) { return items.is_object() && rt.type_of(items) == rt.types.list ? items.as<List>() : nullptr; }

/// Calls the method that a class written in Python has put in the place of ours; Unbound if it has not.
Result<Value> own(Runtime& rt, View self, const char* method, std::initializer_list<View> arguments = {}) {
    if (!may_override(rt.type_of(self))) [[likely]] return Value();
    const TypeDef* native = &async_queue_type;
    if (self.as<Queue>()->order == Queue::priority) native = &async_priority_queue_type;
    if (self.as<Queue>()->order == Queue::lifo) native = &async_lifo_queue_type;
    return overridden(rt, self, *native, method, arguments);
}

Result<Value> items_of(Runtime& rt, Queue* queue) {
    if (!queue->items.is_unbound()) [[likely]] return queue->items;
    return rt.raise(AttributeError, "'%s' object has no attribute '_queue'", type_name(rt, View(queue)));
}

// ---- the methods' own meaning, and what they call: each may be overridden

Result<std::int64_t> base_size(Runtime& rt, Queue* queue) {
    if (Deque* deque = as_deque(rt, queue->items)) return static_cast<std::int64_t>(deque->size);
    if (List* list = as_plain_list(rt, queue->items)) return static_cast<std::int64_t>(list->size);
    Value items = TRY(items_of(rt, queue));
    return length(rt, items);
}

Result<bool> base_empty(Runtime& rt, Queue* queue) {
    if (as_deque(rt, queue->items) || as_plain_list(rt, queue->items)) return TRY(base_size(rt, queue)) == 0;
    Value items = TRY(items_of(rt, queue));
    return !TRY(truth(rt, items));
}

Result<bool> base_full(Runtime& rt, Queue* queue) {
    View self(queue);
    if (queue->maxsize.is_int()) [[likely]] {
        if (queue->maxsize.as_int() <= 0) return false;
    } else if (TRY(compare_truth(rt, queue->maxsize, View::small_int(0), CompareOp::le))) {
        return false;
    }
    Value size = TRY(own(rt, self, "qsize"));
    if (size.is_unbound()) size = TRY(rt.integer(TRY(base_size(rt, queue))));
    return compare_truth(rt, size, queue->maxsize, CompareOp::ge);
}

/// The deque of a queue whose methods are not overridden; else null.
Deque* plain_deque(Runtime& rt, Queue* queue) {
    return may_override(rt.type_of(View(queue))) ? nullptr : as_deque(rt, queue->items);
}

Result<bool> is_empty(Runtime& rt, Queue* queue) {
    if (Deque* deque = plain_deque(rt, queue)) [[likely]] return !deque->size;
    Value answer = TRY(own(rt, View(queue), "empty"));
    return answer.is_unbound() ? base_empty(rt, queue) : truth(rt, answer);
}

Result<bool> is_full(Runtime& rt, Queue* queue) {
    if (Deque* deque = plain_deque(rt, queue); deque && queue->maxsize.is_int()) [[likely]] {
        std::int64_t most = queue->maxsize.as_int();
        return most > 0 && static_cast<std::int64_t>(deque->size) >= most;
    }
    Value answer = TRY(own(rt, View(queue), "full"));
    return answer.is_unbound() ? base_full(rt, queue) : truth(rt, answer);
}

Result<void> base_add(Runtime& rt, Queue* queue, View item) {
    if (queue->order == Queue::priority) {
        Value items = TRY(items_of(rt, queue));
        TRY(call_python_half(rt, "heapq", "heappush", {items, item}));
        return {};
    }
    if (Deque* deque = as_deque(rt, queue->items)) return deque_append(rt, deque, Value(item));
    if (List* list = as_plain_list(rt, queue->items)) return list_append(rt, list, Value(item));
    Value items = TRY(items_of(rt, queue));
    TRY(call_named(rt, items, "append", {item}));
    return {};
}

Result<Value> base_take(Runtime& rt, Queue* queue) {
    if (queue->order == Queue::priority) {
        Value items = TRY(items_of(rt, queue));
        return call_python_half(rt, "heapq", "heappop", {items});
    }
    if (queue->order == Queue::fifo) {
        if (Deque* deque = as_deque(rt, queue->items); deque && deque->size) return deque_pop_left(rt, deque);
    } else if (List* list = as_plain_list(rt, queue->items); list && list->size) {
        Value item = std::move(list->items[list->size - 1]);
        list->items[--list->size].~Value();
        return item;
    }
    Value items = TRY(items_of(rt, queue));
    return call_named(rt, items, queue->order == Queue::fifo ? "popleft" : "pop");
}

Result<void> base_wake(Runtime& rt, Waiters& waiters) {
    while (!waiters.empty()) {
        Value future = waiters.pop();
        bool waits = is_exact_future(rt, future) ? !future.as<Future>()->done() : !TRY(is_done(rt, future));
        if (waits) return wake(rt, future, View::none());
    }
    return {};
}

Result<void> wake_next(Runtime& rt, Queue* queue, Waiters& waiters) {
    if (may_override(rt.type_of(View(queue))) && TRY(overrides(rt, View(queue), async_queue_type, "_wakeup_next"))) {
        Value all = TRY(waiters.as_list(rt));
        TRY(call_named(rt, View(queue), "_wakeup_next", {all}));
        return {};
    }
    return base_wake(rt, waiters);
}

Result<void> base_put(Runtime& rt, Queue* queue, View item) {
    if (queue->is_shutdown) return raise_error(rt, &QueueErrors::shut_down);
    if (TRY(is_full(rt, queue))) return raise_error(rt, &QueueErrors::full);
    if (TRY(own(rt, View(queue), "_put", {item})).is_unbound()) TRY(base_add(rt, queue, item));
    ++queue->unfinished;
    queue->finished.as<AsyncEvent>()->value = false;
    return wake_next(rt, queue, queue->getters);
}

Result<Value> base_get(Runtime& rt, Queue* queue) {
    if (TRY(is_empty(rt, queue))) return raise_error(rt, queue->is_shutdown ? &QueueErrors::shut_down : &QueueErrors::empty);
    Value item = TRY(own(rt, View(queue), "_get"));
    if (item.is_unbound()) item = TRY(base_take(rt, queue));
    TRY(wake_next(rt, queue, queue->putters));
    return item;
}

Result<Value> put_now(Runtime& rt, Queue* queue, View item) {
    Value result = TRY(own(rt, View(queue), "put_nowait", {item}));
    if (!result.is_unbound()) return result;
    TRY(base_put(rt, queue, item));
    return View::none();
}

Result<Value> get_now(Runtime& rt, Queue* queue) {
    Value item = TRY(own(rt, View(queue), "get_nowait"));
    return item.is_unbound() ? base_get(rt, queue) : Result<Value>(std::move(item));
}

// ---- coroutines

Queue* queue_of(const Wait* wait) { return wait->self.as<Queue>(); }

template <bool putting>
Result<bool> is_blocked(Runtime& rt, Queue* queue) {
    return putting ? is_full(rt, queue) : is_empty(rt, queue);
}

template <bool putting>
Waiters& waiters_of(View self) {
    return putting ? self.as<Queue>()->putters : self.as<Queue>()->getters;
}

template <bool putting>
constexpr WaitKind queue_wait{
    .attempt = [](Runtime& rt, Wait* wait, bool) -> Result<Value> {
        Queue* queue = queue_of(wait);
        if (!TRY(is_blocked<putting>(rt, queue))) {
            if constexpr (putting) return put_now(rt, queue, wait->argument[0]);
            else return get_now(rt, queue);
        }
        if (queue->is_shutdown) return raise_error(rt, &QueueErrors::shut_down);
        return View();
    },
    .list = waiters_of<putting>,
    .gave_up = [](Runtime& rt, Wait* wait, View future, View) -> Result<void> {
        Queue* queue = queue_of(wait);
        (void)TRY(cancel_any(rt, future));
        if (TRY(is_blocked<putting>(rt, queue)) || TRY(is_cancelled(rt, future))) return {};
        // It was woken, but will not come: the next one is.
        return wake_next(rt, queue, waiters_of<putting>(wait->self));
    },
};

constexpr WaitKind queue_join{
    .attempt = [](Runtime&, Wait* wait, bool woken) -> Result<Value> {
        Queue* queue = queue_of(wait);
        return woken || queue->unfinished <= 0 || queue->finished.as<AsyncEvent>()->value ? View::none() : View();
    },
    .list = [](View self) -> Waiters& { return self.as<Queue>()->finished.as<AsyncEvent>()->waiters; },
};

// ---- methods

Result<void> finish_if_done(Runtime& rt, Queue* queue) {
    if (queue->unfinished) return {};
    return set_async_event(rt, queue->finished.as<AsyncEvent>());
}

Result<Value> task_done(Runtime& rt, Args args) {
    Queue* queue = queue_of(args);
    if (queue->unfinished <= 0) return rt.raise(ValueError, "task_done() called too many times");
    --queue->unfinished;
    TRY(finish_if_done(rt, queue));
    return View::none();
}

Result<Value> shutdown(Runtime& rt, Args args) {
    Queue* queue = queue_of(args);
    queue->is_shutdown = true;
    if (TRY(args.truth(1))) {
        while (!TRY(is_empty(rt, queue))) {
            TRY(rt.charge(1));
            Value dropped = TRY(own(rt, args[0], "_get"));
            if (dropped.is_unbound()) dropped = TRY(base_take(rt, queue));
            if (queue->unfinished > 0) --queue->unfinished;
        }
        TRY(finish_if_done(rt, queue));
    }
    for (Waiters* waiters : {&queue->getters, &queue->putters}) {
        while (!waiters->empty()) {
            TRY(rt.charge(1));
            Value future = waiters->pop();
            TRY(wake(rt, future, View::none()));
        }
    }
    return View::none();
}

Result<Value> format(Runtime& rt, View self) {
    auto* queue = self.as<Queue>();
    Ref<Str> maxsize = TRY(repr(rt, queue->maxsize));
    std::string text = "maxsize=" + std::string(maxsize->text());
    Value items = queue->items;
    if (!items.is_unbound() && TRY(truth(rt, items))) {
        Ref<List> list = TRY(list_from(rt, items));
        Ref<Str> shown = TRY(repr(rt, list));
        text += " _queue=" + std::string(shown->text());
    }
    if (std::size_t n = queue->getters.count()) text += " _getters[" + std::to_string(n) + "]";
    if (std::size_t n = queue->putters.count()) text += " _putters[" + std::to_string(n) + "]";
    if (queue->unfinished) text += " tasks=" + std::to_string(queue->unfinished);
    if (queue->is_shutdown) text += " shutdown";
    return rt.str(text);
}

Result<Value> shown(Runtime& rt, View self, bool with_address) {
    Value inside = TRY(own(rt, self, "_format"));
    if (inside.is_unbound()) inside = TRY(format(rt, self));
    Ref<Str> text = TRY(to_str(rt, inside));
    std::string out = "<" + std::string(short_type_name(rt.type_of(self)));
    if (with_address) {
        char address[32];
        std::snprintf(address, sizeof address, " at %p", static_cast<void*>(self.object()));
        out += address;
    }
    return rt.str(out + " " + std::string(text->text()) + ">");
}

template <Queue::Order order>
Result<Value> method_init(Runtime& rt, Args args) {
    if (order == Queue::fifo) queue_of(args)->items = TRY(new_deque(rt));
    else queue_of(args)->items = TRY(new_list(rt));
    return View::none();
}

Result<Value> method_put(Runtime& rt, Args args) {
    TRY(base_add(rt, queue_of(args), args[1]));
    return View::none();
}

constexpr FunctionDef methods[] = {
    {"_init(self, maxsize)", method_init<Queue::fifo>, "Makes `_queue`; for subclasses to replace."},
    {"_get(self)", [](Runtime& rt, Args args) { return base_take(rt, queue_of(args)); }, "Takes an item; for subclasses to replace."},
    {"_put(self, item)", method_put, "Adds an item; for subclasses to replace."},
    {"_wakeup_next(self, waiters)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Queue* queue = queue_of(args);
         // `waiters` is what `_getters` or `_putters` gave: the list it was made from is found by its first future.
         Value first = as_list(args[1]) && as_list(args[1])->size ? as_list(args[1])->items[0] : Value();
         if (first.is_unbound()) return View::none();
         TRY(base_wake(rt, View(first) == queue->putters.first() ? queue->putters : queue->getters));
         return View::none();
     },
     "Wakes the next that waits."},
    {"_format(self)", [](Runtime& rt, Args args) { return format(rt, args[0]); }, "The state as text."},
    {"qsize(self)", [](Runtime& rt, Args args) -> Result<Value> { return rt.integer(TRY(base_size(rt, queue_of(args)))); }, "How many items there are."},
    {"empty(self)", [](Runtime& rt, Args args) -> Result<Value> { return View::boolean(TRY(base_empty(rt, queue_of(args)))); }, "Whether there is no item."},
    {"full(self)", [](Runtime& rt, Args args) -> Result<Value> { return View::boolean(TRY(base_full(rt, queue_of(args)))); },
     "Whether there are `maxsize` items."},
    {"put(self, item)", [](Runtime& rt, Args args) { return new_wait(rt, args, queue_wait<true>, args[1]); },
     "Adds an item, waiting for room.", FunctionDef::coroutine},
    {"put_nowait(self, item)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(base_put(rt, queue_of(args), args[1]));
         return View::none();
     },
     "Adds an item; QueueFull where there is no room."},
    {"get(self)", [](Runtime& rt, Args args) { return new_wait(rt, args, queue_wait<false>); },
     "Takes an item, waiting for one.", FunctionDef::coroutine},
    {"get_nowait(self)", [](Runtime& rt, Args args) { return base_get(rt, queue_of(args)); }, "Takes an item; QueueEmpty where there is none."},
    {"task_done(self)", task_done, "An item that was taken has been dealt with."},
    {"join(self)", [](Runtime& rt, Args args) { return new_wait(rt, args, queue_join); },
     "Waits until all items have been dealt with.", FunctionDef::coroutine},
    {"shutdown(self, immediate=False)", shutdown, "Makes put() and get() raise QueueShutDown: get() only once the queue is empty, unless `immediate`."},
    {"__class_getitem__(cls, item, /)", [](Runtime& rt, Args args) { return new_generic_alias(rt, args[0], args[1]); }, "See PEP 585.",
     FunctionDef::class_method},
    get_loop_method,
};

constexpr FunctionDef priority_methods[] = {
    {"_init(self, maxsize)", method_init<Queue::priority>, "Makes `_queue`."},
    {"_get(self)", [](Runtime& rt, Args args) { return base_take(rt, queue_of(args)); }, "Takes the smallest item."},
    {"_put(self, item)", method_put, "Adds an item."},
};

constexpr FunctionDef lifo_methods[] = {
    {"_init(self, maxsize)", method_init<Queue::lifo>, "Makes `_queue`."},
    {"_get(self)", [](Runtime& rt, Args args) { return base_take(rt, queue_of(args)); }, "Takes the newest item."},
    {"_put(self, item)", method_put, "Adds an item."},
};

constexpr PropertyDef properties[] = {
    loop_property,
    {"maxsize", [](Runtime&, View self) -> Result<Value> { return Value(self.as<Queue>()->maxsize); }, nullptr, "How many items there may be."},
    {"_maxsize", [](Runtime&, View self) -> Result<Value> { return Value(self.as<Queue>()->maxsize); },
     [](Runtime& rt, View self, View value) -> Result<void> {
         if (value.is_unbound()) return rt.raise(AttributeError, "_maxsize");
         self.as<Queue>()->maxsize = Value(value);
         return {};
     }},
    {"_queue", [](Runtime& rt, View self) { return items_of(rt, self.as<Queue>()); },
     [](Runtime&, View self, View value) -> Result<void> {
         self.as<Queue>()->items = Value(value);
         return {};
     }},
    {"_unfinished_tasks", [](Runtime& rt, View self) { return rt.integer(self.as<Queue>()->unfinished); },
     [](Runtime& rt, View self, View value) -> Result<void> {
         self.as<Queue>()->unfinished = TRY(index_to_int64(rt, value));
         return {};
     }},
    {"_finished", [](Runtime&, View self) -> Result<Value> { return Value(self.as<Queue>()->finished); }},
    {"_is_shutdown", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<Queue>()->is_shutdown); }},
    {"_getters", [](Runtime& rt, View self) { return self.as<Queue>()->getters.as_list(rt); }},
    {"_putters", [](Runtime& rt, View self) { return self.as<Queue>()->putters.as_list(rt); }},
};

template <Queue::Order order>
Result<Value> construct(Runtime& rt, Type* type, const Arguments&) {
    Ref<AsyncEvent> finished = TRY(new_async_event(rt, true));
    auto* made = allocate_bound<Queue>(rt, type);
    if (!made) return rt.raise_memory_error();
    made->order = order;
    made->finished = std::move(finished);
    made->maxsize = View::small_int(0);
    return Value::adopt(View(static_cast<const Object*>(made)));
}

Result<void> init(Runtime& rt, View self, const Arguments& arguments) {
    if (arguments.count > 1)
        return rt.raise(TypeError, "Queue.__init__() takes from 1 to 2 positional arguments but %zu were given", arguments.count + 1);
    auto* queue = self.as<Queue>();
    if (arguments.count) queue->maxsize = Value(arguments[0]);
    for (std::size_t n = 0; arguments.names && n < arguments.names->size; ++n) {
        Str* name = as_str(arguments.names->items[n]);
        if (name->text() != "maxsize") return rt.raise(TypeError, "Queue.__init__() got an unexpected keyword argument '%s'", name->data());
        if (arguments.count) return rt.raise(TypeError, "Queue.__init__() got multiple values for argument 'maxsize'");
        queue->maxsize = Value(arguments[arguments.count + n]);
    }
    Value maxsize = queue->maxsize;
    if (!TRY(own(rt, self, "_init", {maxsize})).is_unbound()) return {};
    if (queue->order == Queue::fifo) queue->items = TRY(new_deque(rt));
    else queue->items = TRY(new_list(rt));
    return {};
}

template <Queue::Order order>
constexpr TypeSlots slots() {
    return {.destroy = destroy_bound<Queue>,
            .traverse = traverse_bound<Queue>,
            .clear =
                [](Runtime& rt, Object* object) {
                    clear_bound<Queue>(rt, object);
                    Value items = std::exchange(static_cast<Queue*>(object)->items, Value());
                },
            .construct = construct<order>,
            .init = init,
            .repr = [](Runtime& rt, View self) { return shown(rt, self, true); },
            .str = [](Runtime& rt, View self) { return shown(rt, self, false); }};
}

}  // namespace

const TypeDef async_queue_type{
    .name = "Queue",
    .module = "asyncio.queues",
    .doc = "A queue between tasks: first in, first out.",
    .size = sizeof(Queue),
    .flags = kBoundFlags,
    .construct_signature = "(maxsize=0)",
    .slots = slots<Queue::fifo>(),
    .methods = methods,
    .properties = properties,
};

const TypeDef async_priority_queue_type{
    .name = "PriorityQueue",
    .module = "asyncio.queues",
    .doc = "A queue that gives the smallest item first.",
    .size = sizeof(Queue),
    .flags = kBoundFlags,
    .base = native_base<async_queue_type>,
    .construct_signature = "(maxsize=0)",
    .slots = slots<Queue::priority>(),
    .methods = priority_methods,
};

const TypeDef async_lifo_queue_type{
    .name = "LifoQueue",
    .module = "asyncio.queues",
    .doc = "A queue that gives the newest item first.",
    .size = sizeof(Queue),
    .flags = kBoundFlags,
    .base = native_base<async_queue_type>,
    .construct_signature = "(maxsize=0)",
    .slots = slots<Queue::lifo>(),
    .methods = lifo_methods,
};

// ---- the module

namespace {

Result<Ref<Type>> queue_error(Runtime& rt, Module* module, const char* name, const char* doc) {
    Ref<Str> word = TRY(intern(rt, name));
    Ref<Tuple> bases = TRY(new_tuple(rt, {View(static_cast<const Object*>(rt.exceptions[PlainException]))}));
    Ref<Dict> names = TRY(new_dict(rt));
    TRY(dict_set(rt, names.get(), rt.names.module_, TRY(rt.str("asyncio.queues"))));
    TRY(dict_set(rt, names.get(), rt.names.doc_, TRY(rt.str(doc))));
    Ref<Type> made = TRY(new_class(rt, rt.types.type, word.get(), bases.get(), names.get(), Arguments{}));
    TRY(dict_set(rt, module->dict.get(), word.get(), View(static_cast<const Object*>(made.get()))));
    return made;
}

const TypeDef* const types[] = {&async_lock_type,    &async_event_type, &async_semaphore_type,      &async_bounded_semaphore_type, &async_condition_type,
                                &async_barrier_type, &async_queue_type, &async_priority_queue_type, &async_lifo_queue_type};

Result<void> init_module(Runtime& rt, Module* module) {
    TRY(asyncio_state(rt));
    auto errors = std::make_shared<QueueErrors>();
    errors->empty = TRY(queue_error(rt, module, "QueueEmpty", "Raised when Queue.get_nowait() is called on an empty Queue."));
    errors->full = TRY(queue_error(rt, module, "QueueFull", "Raised when the Queue.put_nowait() method is called on a full Queue."));
    errors->shut_down = TRY(queue_error(rt, module, "QueueShutDown", "Raised when putting on to or getting from a shut-down Queue."));
    rt.library_state[&kErrors] = std::move(errors);
    return {};
}

}  // namespace

extern const ModuleDef asyncio_waiting_module;
const ModuleDef asyncio_waiting_module{
    .name = "_asyncio_waiting", .doc = "Locks and queues; use asyncio.locks and asyncio.queues.", .types = types, .init = init_module};

}  // namespace ouro
