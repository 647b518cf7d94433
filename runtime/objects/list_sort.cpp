// SPDX-License-Identifier: MIT
// list.sort(): a stable merge sort over natural runs. Keys are computed first; where they are all small ints, all floats or all str,
// comparing them takes no call.
#include <algorithm>

#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {

struct Item {
    Value key, value;
};

enum class KeyKind { any, ints, doubles, strings };

KeyKind kind_of(Runtime& rt, const std::vector<Item>& items) {
    bool ints = true, doubles = true, strings = true;
    for (const Item& item : items) {
        ints = ints && item.key.is_int();
        doubles = doubles && item.key.is_double();
        strings = strings && is_kind(item.key, Kind::str) && item.key.object()->type() == rt.types.str;
    }
    return ints ? KeyKind::ints : doubles ? KeyKind::doubles : strings ? KeyKind::strings : KeyKind::any;
}

class Sorter {
public:
    Sorter(Runtime& rt, std::vector<Item>& items) : rt_(rt), items_(items), kind_(kind_of(rt, items)) {}

    Result<void> sort() {
        // Runs that are in order already (or strictly against it) are found; short ones are filled up by insertion.
        std::vector<std::size_t> ends;
        std::size_t n = items_.size(), least = n;
        while (least > 64) least = (least + 1) / 2;
        if (least < 32 && n >= 64) least = 32;
        for (std::size_t at = 0; at < n;) {
            std::size_t end = at + 1;
            if (end < n) {
                if (TRY(less(items_[end], items_[at]))) {
                    while (++end < n && TRY(less(items_[end], items_[end - 1]))) {}
                    std::reverse(items_.begin() + static_cast<std::ptrdiff_t>(at), items_.begin() + static_cast<std::ptrdiff_t>(end));
                } else {
                    while (++end < n && !TRY(less(items_[end], items_[end - 1]))) {}
                }
            }
            std::size_t wanted = std::min(n, at + least);
            for (; end < wanted; ++end) TRY(insert(at, end));
            ends.push_back(end);
            at = end;
        }
        std::vector<Item> spare;
        while (ends.size() > 1) {
            std::vector<std::size_t> merged;
            std::size_t begin = 0;
            for (std::size_t r = 0; r < ends.size(); r += 2) {
                if (r + 1 == ends.size()) {
                    merged.push_back(ends[r]);
                    break;
                }
                TRY(merge(begin, ends[r], ends[r + 1], spare));
                begin = ends[r + 1];
                merged.push_back(begin);
            }
            ends.swap(merged);
        }
        return {};
    }

private:
    Result<bool> less(const Item& a, const Item& b) {
        switch (kind_) {
            case KeyKind::ints: return a.key.as_int() < b.key.as_int();
            case KeyKind::doubles: return a.key.as_double() < b.key.as_double();
            case KeyKind::strings: {
                std::string_view x = View(a.key).as<Str>()->text(), y = View(b.key).as<Str>()->text();
                TRY(rt_.spend(static_cast<std::int64_t>(1 + std::min(x.size(), y.size()) / 256)));
                return x < y;
            }
            case KeyKind::any: break;
        }
        TRY(rt_.charge(1));
        return compare_truth(rt_, a.key, b.key, CompareOp::lt);
    }

    /// Puts items_[at] into its place in the sorted [begin, at).
    Result<void> insert(std::size_t begin, std::size_t at) {
        std::size_t low = begin, high = at;
        while (low < high) {
            std::size_t middle = low + (high - low) / 2;
            if (TRY(less(items_[at], items_[middle]))) high = middle;
            else low = middle + 1;
        }
        std::rotate(items_.begin() + static_cast<std::ptrdiff_t>(low), items_.begin() + static_cast<std::ptrdiff_t>(at), items_.begin() + static_cast<std::ptrdiff_t>(at) + 1);
        return {};
    }

    Result<void> merge(std::size_t begin, std::size_t middle, std::size_t end, std::vector<Item>& spare) {
        if (!TRY(less(items_[middle], items_[middle - 1]))) return {};
        TRY(rt_.spend(static_cast<std::int64_t>((end - begin) / 8)));
        spare.clear();
        for (std::size_t n = begin; n < middle; ++n) spare.push_back(std::move(items_[n]));
        std::size_t left = 0, right = middle, to = begin;
        bool raised = false;
        while (left < spare.size() && right < end) {
            Result<bool> take_right = less(items_[right], spare[left]);
            if (take_right.raised()) {
                raised = true;
                break;
            }
            items_[to++] = take_right.value() ? std::move(items_[right++]) : std::move(spare[left++]);
        }
        while (left < spare.size()) {
            // Nothing is lost when a comparison raises: what was set aside goes back into the gap.
            items_[to++] = std::move(spare[left++]);
        }
        if (raised) return Raised{};
        return {};
    }

    Runtime& rt_;
    std::vector<Item>& items_;
    KeyKind kind_;
};

}  // namespace

Result<void> list_sort(Runtime& rt, List* list, View key, bool reverse) {
    // The list is empty while it is sorted; whoever changes it meanwhile is found out (and the items are all kept).
    TRY(rt.charge(static_cast<std::int64_t>(list->size)));
    std::size_t size = list->size, capacity = list->capacity;
    double bytes = static_cast<double>(size) * 3 * sizeof(Item);
    if (bytes > static_cast<double>(rt.limits.memory_limit - rt.limits.memory_used)) return rt.raise_memory_error();
    Value* memory = list->items;
    list->items = nullptr;
    list->size = list->capacity = 0;
    std::vector<Item> items(size);
    bool raised = false;
    std::size_t n = 0;
    for (; n < size && !raised; ++n) {
        items[n].value = memory[n];
        if (key.is_none()) {
            items[n].key = memory[n];
            continue;
        }
        Result<Value> made = call(rt, key, {memory[n]});
        if (made.raised()) raised = true;
        else items[n].key = made.take();
    }
    if (!raised) {
        // Reversing before and after keeps equal items in their order.
        if (reverse) std::reverse(items.begin(), items.end());
        Sorter sorter(rt, items);
        raised = sorter.sort().raised();
        if (reverse) std::reverse(items.begin(), items.end());
        for (std::size_t at = 0; at < size; ++at) memory[at] = items[at].value;
    }
    bool modified = list->items != nullptr || list->size;
    Value* other = list->items;
    std::size_t other_size = list->size, other_capacity = list->capacity;
    list->items = memory;
    list->size = size;
    list->capacity = capacity;
    for (std::size_t at = 0; at < other_size; ++at) other[at].~Value();
    if (other) rt.heap.free_raw(other, other_capacity * sizeof(Value));
    if (raised) return Raised{};
    if (modified) return rt.raise(ValueError, "list modified during sort");
    return {};
}

}  // namespace ouro
