// SPDX-License-Identifier: MIT
// The iterators of `itertools` that gather items: batched, groupby, pairwise, tee.
#include <algorithm>

#include "runtime/objects/containers.h"
#include "stdlib/itertools/itertools.h"

namespace ouro::itertools {

namespace {

constexpr std::uint32_t kFlags = Type::base_type | Type::container | Type::immutable;

// ---- batched

struct Batched : Object {
    Value iterator;
    std::int64_t size;
    bool strict;
    template <typename F>
    void each_field(F&& f) {
        f(iterator);
    }
};

Result<Value> new_batched(Runtime& rt, Type* type, Args args) {
    std::int64_t size = TRY(args.size(2));
    bool strict = TRY(args.truth(3));
    if (size < 1) return rt.raise(ValueError, "n must be at least one");
    Value iterator = TRY(iter(rt, args[1]));
    Ref<Batched> made = TRY(new_with_fields<Batched>(rt, type));
    made->iterator = iterator;
    made->size = size;
    made->strict = strict;
    return made;
}

Result<Value> next_batch(Runtime& rt, View self) {
    auto* it = self.as<Batched>();
    if (it->iterator.is_unbound()) return Value();
    Value iterator = it->iterator;
    // Filled as items come: a large size costs nothing until there are as many.
    Ref<List> items = TRY(new_list(rt, static_cast<std::size_t>(std::min<std::int64_t>(it->size, 16))));
    while (items->size < static_cast<std::size_t>(it->size)) {
        TRY(rt.charge(1));
        Result<Value> item = next(rt, iterator);
        if (item.raised()) {
            it->iterator = Value();
            return Raised{};
        }
        if (item.value().is_unbound()) break;
        TRY(list_append(rt, items.get(), item.take()));
    }
    if (items->size < static_cast<std::size_t>(it->size)) {
        it->iterator = Value();
        if (!items->size) return Value();
        if (it->strict) return rt.raise(ValueError, "batched(): incomplete batch");
    }
    Ref<Tuple> batch = TRY(new_tuple(rt, items->view()));
    return batch;
}

// ---- groupby: the object and the group that it gave out last read from one iterator

struct GroupBy : Object {
    Value iterator, function;
    Value target_key;  // of the group given out
    Value key, item;   // what was read last; item is Unbound once the group gave it out
    Object* group;     // the one that may read on; not owned, its address is only compared
    template <typename F>
    void each_field(F&& f) {
        for (Value* field : {&iterator, &function, &target_key, &key, &item}) f(*field);
    }
};

struct Grouper : Object {
    Value parent;
    Value target_key;
    template <typename F>
    void each_field(F&& f) {
        f(parent);
        f(target_key);
    }
};

Result<Value> new_groupby(Runtime& rt, Type* type, Args args) {
    Value iterator = TRY(iter(rt, args[1]));
    Ref<GroupBy> made = TRY(new_with_fields<GroupBy>(rt, type));
    made->iterator = iterator;
    made->function = Value(args[2]);
    return made;
}

/// Reads an item and its key; false where there are no more.
Result<bool> read_item(Runtime& rt, GroupBy* it) {
    Value item = TRY(step(rt, it->iterator));
    if (item.is_unbound()) return false;
    Value function = it->function;
    Value key = function.is_none() || function.is_unbound() ? item : TRY(call(rt, function, {item}));
    it->item = item;
    it->key = key;
    return true;
}

Result<Value> next_group(Runtime& rt, View self) {
    auto* it = self.as<GroupBy>();
    it->group = nullptr;
    for (;;) {
        if (!it->key.is_unbound()) {
            if (it->target_key.is_unbound()) break;
            Value target = it->target_key, key = it->key;
            if (!TRY(equal(rt, target, key))) break;
        }
        if (!TRY(read_item(rt, it))) return Value();
    }
    it->target_key = it->key;
    Type* type = TRY(native_type(rt, grouper_type));
    Ref<Grouper> group = TRY(new_with_fields<Grouper>(rt, type));
    group->parent = Value(self);
    group->target_key = it->target_key;
    it->group = group.get();
    Ref<Tuple> pair = TRY(new_tuple(rt, {it->key, View(group.get())}));
    return pair;
}

Result<Value> next_in_group(Runtime& rt, View self) {
    auto* group = self.as<Grouper>();
    if (group->parent.is_unbound()) return Value();
    Ref<GroupBy> parent(View(group->parent).as<GroupBy>());
    if (parent->group != group) return Value();
    if (parent->item.is_unbound() && !TRY(read_item(rt, parent.get()))) return Value();
    Value target = group->target_key, key = parent->key;
    if (key.is_unbound() || !TRY(equal(rt, target, key))) return Value();
    return std::exchange(parent->item, Value());
}

void destroy_grouper(Runtime& rt, Object* object) {
    auto* group = static_cast<Grouper*>(object);
    // While the VM closes, objects go in no order: the parent may be gone already.
    if (!rt.closing && is_kind(group->parent, Kind::iterator) && View(group->parent).as<GroupBy>()->group == object)
        View(group->parent).as<GroupBy>()->group = nullptr;
    destroy_fields<Grouper>(rt, object);
}

Result<Value> new_grouper(Runtime& rt, Type* type, Args args) {
    Type* wanted = TRY(native_type(rt, groupby_type));
    if (!is_subtype(rt.type_of(args[1]), wanted))
        return rt.raise(TypeError, "_grouper() argument 1 must be itertools.groupby, not %s", type_name(rt, args[1]));
    Ref<Grouper> group = TRY(new_with_fields<Grouper>(rt, type));
    group->parent = Value(args[1]);
    group->target_key = Value(args[2]);
    args[1].as<GroupBy>()->group = group.get();
    return group;
}

constexpr TypeSlots grouper_slots() {
    TypeSlots slots = iterator_slots<Grouper>(next_in_group);
    slots.destroy = destroy_grouper;
    return slots;
}

// ---- pairwise

struct Pairwise : Object {
    Value iterator, previous;
    template <typename F>
    void each_field(F&& f) {
        f(iterator);
        f(previous);
    }
};

Result<Value> new_pairwise(Runtime& rt, Type* type, Args args) {
    Value iterator = TRY(iter(rt, args[1]));
    Ref<Pairwise> made = TRY(new_with_fields<Pairwise>(rt, type));
    made->iterator = iterator;
    return made;
}

Result<Value> next_pair(Runtime& rt, View self) {
    auto* it = self.as<Pairwise>();
    if (it->iterator.is_unbound()) return Value();
    Value previous = it->previous;
    if (previous.is_unbound()) {
        previous = TRY(step(rt, it->iterator));
        it->previous = previous;
        if (previous.is_unbound()) {
            it->iterator = Value();
            return previous;
        }
        if (it->iterator.is_unbound()) {  // the step ended this very object
            it->previous = Value();
            return Value();
        }
    }
    Result<Value> item = step(rt, it->iterator);
    if (item.raised()) return Raised{};
    if (item.value().is_unbound()) {
        it->iterator = Value();
        it->previous = Value();
        return Value();
    }
    Ref<Tuple> pair = TRY(new_tuple(rt, {previous, item.value()}));
    it->previous = item.take();
    return pair;
}

// ---- tee: iterators over a chain of blocks, which lengthens as the first of them goes ahead

struct Block : Object {
    static constexpr std::size_t kItems = 57;
    Value source;
    Value following;  // Block, once there is one
    std::size_t count;
    bool reading;
    Value items[kItems];
    template <typename F>
    void each_field(F&& f) {
        f(source);
        f(following);
        for (Value& item : items) f(item);
    }
};

struct Tee : Object {
    Value block;
    std::size_t index;
    template <typename F>
    void each_field(F&& f) {
        f(block);
    }
};

Result<Value> make_tee(Runtime& rt, Type* type, View iterable) {
    Type* tee_class = TRY(native_type(rt, tee_type));
    if (is_subtype(rt.type_of(iterable), tee_class)) {
        auto* other = iterable.as<Tee>();
        Ref<Tee> made = TRY(new_with_fields<Tee>(rt, tee_class));
        made->block = other->block;
        made->index = other->index;
        return made;
    }
    Value source = TRY(iter(rt, iterable));
    Ref<Block> block = TRY(new_with_fields<Block>(rt, TRY(native_type(rt, tee_block_type))));
    block->source = source;
    Ref<Tee> made = TRY(new_with_fields<Tee>(rt, type));
    made->block = block;
    return made;
}

Result<Value> new_tee(Runtime& rt, Type* type, Args args) { return make_tee(rt, type, args[1]); }

Result<Value> next_shared(Runtime& rt, View self) {
    auto* it = self.as<Tee>();
    if (it->block.is_unbound()) return Value();
    TRY(rt.charge(1));
    Ref<Block> block(View(it->block).as<Block>());
    if (it->index >= Block::kItems) {
        if (block->following.is_unbound()) {
            Ref<Block> made = TRY(new_with_fields<Block>(rt, block->type()));
            made->source = block->source;
            block->following = made;
        }
        it->block = block->following;
        it->index = 0;
        block = Ref<Block>(View(it->block).as<Block>());
    }
    if (it->index < block->count) return block->items[it->index++];
    if (block->reading) return rt.raise(RuntimeError, "cannot re-enter the tee iterator");
    if (block->source.is_unbound()) return Value();
    block->reading = true;
    Value source = block->source;
    Result<Value> item = next(rt, source);
    block->reading = false;
    if (item.raised()) return Raised{};
    if (item.value().is_unbound() || block->count >= Block::kItems) return Value();
    block->items[block->count++] = item.value();
    ++it->index;
    return item;
}

constexpr FunctionDef tee_methods[] = {
    {"__copy__(self, /)", [](Runtime& rt, Args args) { return make_tee(rt, args[0].object()->type(), args[0]); }, "Returns an independent iterator."},
};

}  // namespace

Result<Value> tee(Runtime& rt, Args args) {
    std::int64_t n = TRY(args.size(1));
    if (n < 0) return rt.raise(ValueError, "n must be >= 0");
    Ref<Tuple> made = TRY(new_tuple(rt, static_cast<std::size_t>(n)));
    if (!n) return made;
    Value iterator = TRY(iter(rt, args[0]));
    Value copier = TRY(find_attribute(rt, iterator, rt.names.copy_));
    if (copier.is_unbound()) {
        iterator = TRY(make_tee(rt, TRY(native_type(rt, tee_type)), iterator));
        copier = TRY(get_attribute(rt, iterator, rt.names.copy_));
    }
    made->items[0] = iterator;
    for (std::int64_t i = 1; i < n; ++i) {
        TRY(rt.charge(1));
        made->items[i] = TRY(call(rt, copier));
    }
    return made;
}

const TypeDef batched_type{.name = "batched", .module = "itertools", .doc = "Batch data into tuples of length n. The last batch may be shorter than n.",
                           .kind = Kind::iterator, .size = sizeof(Batched), .flags = kFlags, .construct_signature = "(iterable, n, *, strict=False)",
                           .construct_bound = new_batched, .slots = iterator_slots<Batched>(next_batch)};
const TypeDef groupby_type{.name = "groupby", .module = "itertools", .doc = "make an iterator that returns consecutive keys and groups from the iterable",
                           .kind = Kind::iterator, .size = sizeof(GroupBy), .flags = kFlags, .construct_signature = "(iterable, key=None)",
                           .construct_bound = new_groupby, .slots = iterator_slots<GroupBy>(next_group)};
const TypeDef grouper_type{.name = "_grouper", .module = "itertools", .kind = Kind::iterator, .size = sizeof(Grouper),
                           .flags = Type::container | Type::immutable, .construct_signature = "(parent, tgtkey, /)",
                           .construct_bound = new_grouper, .slots = grouper_slots()};
const TypeDef pairwise_type{.name = "pairwise", .module = "itertools", .doc = "Return an iterator of overlapping pairs taken from the input iterator.",
                            .kind = Kind::iterator, .size = sizeof(Pairwise), .flags = kFlags, .construct_signature = "(iterable, /)",
                            .construct_bound = new_pairwise, .slots = iterator_slots<Pairwise>(next_pair)};
const TypeDef tee_type{.name = "_tee", .module = "itertools", .doc = "Iterator wrapped to make it copyable.", .kind = Kind::iterator,
                       .size = sizeof(Tee), .flags = Type::container | Type::immutable | Type::weak_referable, .construct_signature = "(iterable, /)",
                       .construct_bound = new_tee, .slots = iterator_slots<Tee>(next_shared), .methods = tee_methods};
const TypeDef tee_block_type{.name = "_tee_dataobject", .module = "itertools", .doc = "teedataobject(iterable, values, next, /)", .kind = Kind::other,
                             .size = sizeof(Block), .flags = Type::container | Type::immutable | Type::disallow_construct,
                             .slots = {.destroy = destroy_fields<Block>, .traverse = traverse_fields<Block>, .clear = clear_fields<Block>}};

}  // namespace ouro::itertools
