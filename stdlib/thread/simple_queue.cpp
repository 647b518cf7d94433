// SPDX-License-Identifier: MIT
// The module `_queue`: SimpleQueue, an unbounded queue between threads.
#include "runtime/objects/containers.h"
#include "runtime/objects/method.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/thread/thread.h"

namespace ouro {

namespace {

struct SimpleQueue : Object {
    Ref<List> items;   // the first `taken` are None
    std::size_t taken;
    WaitQueue getters;

    std::size_t size() const { return items->size - taken; }
};

SimpleQueue* queue_of(Args args) { return args.self<SimpleQueue>(); }

const char kEmpty = 0;  // of library: the exception Empty

Result<Value> put(Runtime& rt, Args args) {
    SimpleQueue* queue = queue_of(args);
    TRY(list_append(rt, queue->items.get(), Value(args[1])));
    queue->getters.wake_one();
    return View::none();
}

Value take(SimpleQueue* queue) {
    List* list = queue->items.get();
    Value item = std::exchange(list->items[queue->taken++], Value(View::none()));
    if (queue->taken == list->size) {
        list->size = queue->taken = 0;  // nothing but None is dropped
    } else if (queue->taken >= 64 && queue->taken * 2 >= list->size) {
        // The cost of moving is shared by those taken since the last time.
        std::size_t left = queue->size();
        for (std::size_t n = 0; n < left; ++n) std::swap(list->items[n], list->items[queue->taken + n]);
        list->size = left;
        queue->taken = 0;
    }
    return item;
}

Result<Value> get_within(Runtime& rt, SimpleQueue* queue, double seconds) {
    Ref<SimpleQueue> held(queue);
    if (!TRY(wait_until(rt, queue->getters, seconds, [&] { return queue->size() > 0; }))) {
        rt.pending = TRY(call(rt, rt.library[&kEmpty]));
        return Raised{};
    }
    return take(queue);
}

Result<Value> get(Runtime& rt, Args args) {
    if (!TRY(args.truth(1))) return get_within(rt, queue_of(args), 0);
    double timeout = -1;
    if (!args[2].is_none()) {
        timeout = TRY(seconds_argument(rt, args[2]));
        if (timeout < 0) return rt.raise(ValueError, "'timeout' must be a non-negative number");
    }
    return get_within(rt, queue_of(args), timeout);
}

constexpr FunctionDef methods[] = {
    {"put(self, item, block=True, timeout=None)", put, "Put the item on the queue; never blocks."},
    {"put_nowait(self, item)", put, "Put an item into the queue without blocking."},
    {"get(self, block=True, timeout=None)", get, "Remove and return an item from the queue; Empty if there is none in time."},
    {"get_nowait(self)", [](Runtime& rt, Args args) { return get_within(rt, queue_of(args), 0); },
     "Remove and return an item from the queue without blocking."},
    {"empty(self)", [](Runtime&, Args args) -> Result<Value> { return View::boolean(queue_of(args)->size() == 0); }, "Whether there is no item."},
    {"qsize(self)", [](Runtime& rt, Args args) { return rt.integer(static_cast<std::int64_t>(queue_of(args)->size())); }, "How many items there are."},
    {"__class_getitem__(cls, item, /)", [](Runtime& rt, Args args) { return new_generic_alias(rt, args[0], args[1]); }, "See PEP 585.",
     FunctionDef::class_method},
};

extern const TypeDef simple_queue_type;
const TypeDef simple_queue_type{
    .name = "SimpleQueue",
    .module = "_queue",
    .doc = "Simple, unbounded, reentrant FIFO queue.",
    .size = sizeof(SimpleQueue),
    .flags = Type::base_type | Type::container | Type::weak_referable,
    .construct_signature = "()",
    .construct_bound = [](Runtime& rt, Type* type, Args) -> Result<Value> {
        Ref<List> items = TRY(new_list(rt));
        auto* made = rt.allocate<SimpleQueue>(type, type->basic_size);
        if (!made) return rt.raise_memory_error();
        new (&made->items) Ref<List>(std::move(items));
        made->taken = 0;
        new (&made->getters) WaitQueue();
        return Value::adopt(View(made));
    },
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<SimpleQueue*>(object)->items.~Ref();
                      rt.free_instance(object, object->type()->basic_size);
                  },
              .traverse = [](Object* object, Visitor& visit) { visit(static_cast<const Object*>(static_cast<SimpleQueue*>(object)->items.get())); }},
    .methods = methods,
};

const TypeDef* const types[] = {&simple_queue_type};

Result<void> init(Runtime& rt, Module* module) {
    Ref<Str> name = TRY(intern(rt, "Empty"));
    Ref<Tuple> bases = TRY(new_tuple(rt, {View(rt.exceptions[PlainException])}));
    Ref<Dict> names = TRY(new_dict(rt));
    TRY(dict_set(rt, names.get(), rt.names.module_, TRY(rt.str("_queue"))));
    TRY(dict_set(rt, names.get(), rt.names.doc_, TRY(rt.str("Exception raised by Queue.get(block=0)/get_nowait()."))));
    Ref<Type> made = TRY(new_class(rt, rt.types.type, name.get(), bases.get(), names.get(), Arguments{}));
    rt.library[&kEmpty] = View(static_cast<const Object*>(made.get()));
    return dict_set(rt, module->dict.get(), name.get(), View(static_cast<const Object*>(made.get())));
}

}  // namespace

extern const ModuleDef queue_module;
const ModuleDef queue_module{.name = "_queue", .doc = "SimpleQueue; use the module queue.", .types = types, .init = init};

}  // namespace ouro
