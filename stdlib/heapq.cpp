// SPDX-License-Identifier: MIT
// The module `_heapq`: heaps in lists. A comparison may run any code, so the list's size is looked at after each.
#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"

namespace ouro {

namespace {

Result<List*> heap_of(Runtime& rt, Args args, const char* function, const char* which = "argument 1") {
    if (List* list = as_list(args[0])) return list;
    return rt.raise(TypeError, "%s() %s must be list, not %s", function, which, type_name(rt, args[0]));
}

/// Whether the item at `a` belongs nearer to the root than the one at `b`: smaller ones do, or with `largest` larger ones.
template <bool largest>
Result<bool> before(Runtime& rt, List* heap, std::size_t a, std::size_t b) {
    if (largest) std::swap(a, b);
    View x = heap->items[a], y = heap->items[b];
    if (x.is_int() && y.is_int()) return x.as_int() < y.as_int();
    Value left(x), right(y);
    std::size_t size = heap->size;
    bool less = TRY(compare_truth(rt, left, right, CompareOp::lt));
    if (heap->size != size) return rt.raise(RuntimeError, "list changed size during iteration");
    return less;
}

/// Moves the item at `at` towards the root, not past `root`.
template <bool largest>
Result<void> sift_down(Runtime& rt, List* heap, std::size_t root, std::size_t at) {
    while (at > root) {
        std::size_t parent = (at - 1) / 2;
        TRY(rt.charge(1));
        if (at >= heap->size) return rt.raise(IndexError, "index out of range");
        bool smaller = TRY(before<largest>(rt, heap, at, parent));
        if (!smaller) break;
        std::swap(heap->items[at], heap->items[parent]);
        at = parent;
    }
    return {};
}

/// Lets the smaller children of the item at `root` rise until it is a leaf, then moves it back to its place.
template <bool largest>
Result<void> sift_up(Runtime& rt, List* heap, std::size_t root) {
    std::size_t size = heap->size, at = root;
    while (2 * at + 1 < size) {
        std::size_t child = 2 * at + 1;
        TRY(rt.charge(1));
        if (heap->size != size) return rt.raise(RuntimeError, "list changed size during iteration");
        if (child + 1 < size && !TRY(before<largest>(rt, heap, child, child + 1))) ++child;
        std::swap(heap->items[at], heap->items[child]);
        at = child;
    }
    return sift_down<largest>(rt, heap, root, at);
}

template <bool largest>
Result<Value> pop(Runtime& rt, Args args) {
    Ref<List> heap(TRY(heap_of(rt, args, largest ? "_heappop_max" : "heappop", "argument")));
    if (!heap->size) return rt.raise(IndexError, "index out of range");
    Value last = std::move(heap->items[--heap->size]);
    if (!heap->size) return last;
    std::swap(heap->items[0], last);
    TRY(sift_up<largest>(rt, heap.get(), 0));
    return last;
}

template <bool largest>
Result<Value> replace(Runtime& rt, Args args) {
    Ref<List> heap(TRY(heap_of(rt, args, largest ? "_heapreplace_max" : "heapreplace")));
    if (!heap->size) return rt.raise(IndexError, "index out of range");
    Value old = std::exchange(heap->items[0], Value(args[1]));
    TRY(sift_up<largest>(rt, heap.get(), 0));
    return old;
}

template <bool largest>
Result<Value> heapify(Runtime& rt, Args args) {
    Ref<List> heap(TRY(heap_of(rt, args, largest ? "_heapify_max" : "heapify", "argument")));
    for (std::size_t n = heap->size / 2; n-- > 0;) TRY(sift_up<largest>(rt, heap.get(), n));
    return View::none();
}

Result<Value> push(Runtime& rt, Args args) {
    Ref<List> heap(TRY(heap_of(rt, args, "heappush")));
    TRY(list_append(rt, heap.get(), Value(args[1])));
    TRY(sift_down<false>(rt, heap.get(), 0, heap->size - 1));
    return View::none();
}

Result<Value> push_pop(Runtime& rt, Args args) {
    Ref<List> heap(TRY(heap_of(rt, args, "heappushpop")));
    if (!heap->size) return Value(args[1]);
    Value first = heap->items[0];
    if (!TRY(compare_truth(rt, first, args[1], CompareOp::lt))) return Value(args[1]);
    if (!heap->size) return rt.raise(IndexError, "index out of range");
    Value old = std::exchange(heap->items[0], Value(args[1]));
    TRY(sift_up<false>(rt, heap.get(), 0));
    return old;
}

constexpr FunctionDef functions[] = {
    {"heappush(heap, item, /)", push, "Push item onto heap, maintaining the heap invariant."},
    {"heappop(heap, /)", pop<false>, "Pop the smallest item off the heap, maintaining the heap invariant."},
    {"heappushpop(heap, item, /)", push_pop, "Push item on the heap, then pop and return the smallest item from the heap."},
    {"heapreplace(heap, item, /)", replace<false>, "Pop and return the current smallest value, and add the new item."},
    {"heapify(heap, /)", heapify<false>, "Transform list into a heap, in-place, in O(len(heap)) time."},
    {"_heappop_max(heap, /)", pop<true>, "Maxheap variant of heappop."},
    {"_heapreplace_max(heap, item, /)", replace<true>, "Maxheap variant of heapreplace."},
    {"_heapify_max(heap, /)", heapify<true>, "Maxheap variant of heapify."},
};

}  // namespace

extern const ModuleDef heapq_module{.name = "_heapq", .doc = "Heap queue algorithm (a.k.a. priority queue).", .functions = functions};

}  // namespace ouro
