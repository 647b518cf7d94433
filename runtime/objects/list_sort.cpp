// SPDX-License-Identifier: MIT
// list.sort(): a stable merge sort over natural runs. Keys are computed first; where they are all small ints, all floats or all str,
// comparing them takes no call. While items are moved about nothing is counted: who owns them is settled before and after.
#include <algorithm>
#include <cstring>

#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {

/// What is sorted: views of keys with what they belong to, or of the items themselves.
struct Keyed {
    View key, value;
};
View key_of(const Keyed& item) { return item.key; }
View key_of(View item) { return item; }

// Orders of keys: each says by its result whether it could tell.
struct LessInts {
    bool operator()(View a, View b, bool& less) const {
        less = a.as_int() < b.as_int();
        return true;
    }
};
struct LessDoubles {
    bool operator()(View a, View b, bool& less) const {
        less = a.as_double() < b.as_double();
        return true;
    }
};
struct LessTexts {
    Runtime& rt;
    bool operator()(View a, View b, bool& less) const {
        std::string_view x = a.as<Str>()->text(), y = b.as<Str>()->text();
        if (rt.spend(static_cast<std::int64_t>(1 + std::min(x.size(), y.size()) / 256)).raised()) return false;
        less = x < y;
        return true;
    }
};
struct LessAny {
    Runtime& rt;
    bool operator()(View a, View b, bool& less) const {
        if (rt.charge(1).raised()) return false;
        Result<bool> result = compare_truth(rt, a, b, CompareOp::lt);
        if (result.raised()) return false;
        less = result.value();
        return true;
    }
};

template <typename Item, typename Less>
class Sorter {
public:
    Sorter(Runtime& rt, std::vector<Item>& items, Less less) : rt_(rt), items_(items), order_(less) {}

    /// False where an order could not be told; then the items are in some order.
    bool sort() {
        // Runs that are in order already (or strictly against it) are found; short ones are filled up by insertion.
        std::vector<std::size_t> ends;
        std::size_t n = items_.size(), least = n;
        while (least > 64) least = (least + 1) / 2;
        if (least < 32 && n >= 64) least = 32;
        bool yes = false;
        for (std::size_t at = 0; at < n;) {
            std::size_t end = at + 1;
            if (end < n) {
                if (!less(items_[end], items_[at], yes)) return false;
                bool down = yes;
                while (++end < n) {
                    if (!less(items_[end], items_[end - 1], yes)) return false;
                    if (yes != down) break;
                }
                if (down) std::reverse(items_.data() + at, items_.data() + end);
            }
            std::size_t wanted = std::min(n, at + least);
            for (; end < wanted; ++end)
                if (!insert(at, end)) return false;
            ends.push_back(end);
            at = end;
        }
        spare_.resize(n / 2 + least);
        while (ends.size() > 1) {
            std::size_t begin = 0, merged = 0;
            for (std::size_t r = 0; r < ends.size(); r += 2) {
                if (r + 1 < ends.size()) {
                    if (!merge(begin, ends[r], ends[r + 1])) return false;
                    begin = ends[r + 1];
                } else {
                    begin = ends[r];
                }
                ends[merged++] = begin;
            }
            ends.resize(merged);
        }
        return true;
    }

private:
    bool less(const Item& a, const Item& b, bool& yes) const { return order_(key_of(a), key_of(b), yes); }

    /// Puts items_[at] into its place in the sorted [begin, at).
    bool insert(std::size_t begin, std::size_t at) {
        Item item = items_[at];
        std::size_t low = begin, high = at;
        while (low < high) {
            std::size_t middle = low + (high - low) / 2;
            bool before = false;
            if (!less(item, items_[middle], before)) return false;
            if (before) high = middle;
            else low = middle + 1;
        }
        std::memmove(static_cast<void*>(&items_[low + 1]), static_cast<const void*>(&items_[low]), (at - low) * sizeof(Item));
        items_[low] = item;
        return true;
    }

    bool merge(std::size_t begin, std::size_t middle, std::size_t end) {
        bool yes = false;
        if (!less(items_[middle], items_[middle - 1], yes)) return false;
        if (!yes) return true;
        if (rt_.spend(static_cast<std::int64_t>((end - begin) / 8)).raised()) return false;
        std::size_t size = middle - begin;
        if (spare_.size() < size) spare_.resize(size);
        std::memcpy(static_cast<void*>(spare_.data()), static_cast<const void*>(&items_[begin]), size * sizeof(Item));
        const Item *left = spare_.data(), *left_end = left + size, *right = &items_[middle], *right_end = items_.data() + end;
        Item* to = &items_[begin];
        bool told = true;
        while (left < left_end && right < right_end) {
            if (!(told = less(*right, *left, yes))) break;
            // Which one it is cannot be foreseen, so there is no branch on it.
            *to++ = *(yes ? right : left);
            right += yes;
            left += !yes;
        }
        // What was set aside fills the gap, whether all was told or not.
        std::memcpy(static_cast<void*>(to), static_cast<const void*>(left), static_cast<std::size_t>(left_end - left) * sizeof(Item));
        return told;
    }

    Runtime& rt_;
    std::vector<Item>& items_;
    std::vector<Item> spare_;
    Less order_;
};

template <typename Item>
bool sort_items(Runtime& rt, std::vector<Item>& items) {
    bool ints = true, doubles = true, texts = true;
    for (const Item& item : items) {
        View key = key_of(item);
        ints = ints && key.is_int();
        doubles = doubles && key.is_double();
        texts = texts && is_kind(key, Kind::str) && key.object()->type() == rt.types.str;
        if (!ints && !doubles && !texts) break;
    }
    if (ints) return Sorter<Item, LessInts>(rt, items, {}).sort();
    if (doubles) return Sorter<Item, LessDoubles>(rt, items, {}).sort();
    if (texts) return Sorter<Item, LessTexts>(rt, items, {rt}).sort();
    return Sorter<Item, LessAny>(rt, items, {rt}).sort();
}

/// Sorts values that the caller owns, by their keys if there are any; they are only moved. False: raised.
bool sort_values(Runtime& rt, Value* values, std::size_t size, const std::vector<Value>& keys, bool reverse) {
    auto place = [&](std::size_t n) { return reverse ? size - 1 - n : n; };  // reversing before and after keeps equal items in their order
    bool told;
    std::vector<View> order(size);
    if (keys.empty()) {
        for (std::size_t n = 0; n < size; ++n) order[n] = values[place(n)];
        told = sort_items(rt, order);
    } else {
        std::vector<Keyed> items(size);
        for (std::size_t n = 0; n < size; ++n) items[n] = {keys[place(n)], values[place(n)]};
        told = sort_items(rt, items);
        for (std::size_t n = 0; n < size; ++n) order[n] = items[n].value;
    }
    for (std::size_t n = 0; n < size; ++n) std::memcpy(static_cast<void*>(&values[place(n)]), &order[n], sizeof(View));
    return told;
}

}  // namespace

Result<void> list_sort(Runtime& rt, List* list, View key, bool reverse) {
    // The list is empty while it is sorted; whoever changes it meanwhile is found out (and the items are all kept).
    TRY(rt.charge(static_cast<std::int64_t>(list->size)));
    std::size_t size = list->size, capacity = list->capacity;
    double bytes = static_cast<double>(size) * 7 * sizeof(View);
    if (bytes > static_cast<double>(rt.limits.memory_limit - rt.limits.memory_used)) return rt.raise_memory_error();
    Value* memory = list->items;
    list->items = nullptr;
    list->size = list->capacity = 0;
    std::vector<Value> keys;
    bool raised = false;
    if (!key.is_none()) {
        keys.reserve(size);
        while (keys.size() < size && !raised) {
            Result<Value> made = call(rt, key, {memory[keys.size()]});
            if (made.raised()) raised = true;
            else keys.push_back(made.take());
        }
    }
    if (!raised && size) raised = !sort_values(rt, memory, size, keys, reverse);
    if (!keys.empty()) {  // their ends may change the list, too
        Value exception = std::move(rt.pending);
        keys.clear();
        rt.pending = std::move(exception);
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
