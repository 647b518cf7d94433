// SPDX-License-Identifier: MIT
// The intern table: open addressing over strings that it does not own.
#include "runtime/heap/names.h"

#include "runtime/heap/heap.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {
Str* const kDeleted = reinterpret_cast<Str*>(1);
}

InternTable::~InternTable() { heap_.free_raw(slots_, capacity_ * sizeof(Str*)); }

Str* InternTable::find(std::string_view text, std::uint64_t hash) const {
    if (!capacity_) return nullptr;
    for (std::size_t i = hash & (capacity_ - 1); slots_[i]; i = (i + 1) & (capacity_ - 1))
        if (slots_[i] != kDeleted && slots_[i]->hash == hash && slots_[i]->text() == text) return slots_[i];
    return nullptr;
}

bool InternTable::insert(Str* string) {
    if (filled_ * 2 >= capacity_) {
        std::size_t capacity = used_ * 4 < 1024 ? 1024 : 1;
        while (capacity < used_ * 4) capacity *= 2;
        auto** slots = static_cast<Str**>(heap_.allocate_raw(capacity * sizeof(Str*)));
        if (!slots) return false;
        for (std::size_t i = 0; i < capacity; ++i) slots[i] = nullptr;
        for (std::size_t i = 0; i < capacity_; ++i) {
            if (!slots_[i] || slots_[i] == kDeleted) continue;
            std::size_t at = slots_[i]->hash & (capacity - 1);
            while (slots[at]) at = (at + 1) & (capacity - 1);
            slots[at] = slots_[i];
        }
        heap_.free_raw(slots_, capacity_ * sizeof(Str*));
        slots_ = slots;
        capacity_ = capacity;
        filled_ = used_;
    }
    std::size_t at = string->hash & (capacity_ - 1);
    while (slots_[at] && slots_[at] != kDeleted) at = (at + 1) & (capacity_ - 1);
    if (!slots_[at]) ++filled_;
    slots_[at] = string;
    ++used_;
    return true;
}

void InternTable::remove(Str* string) {
    if (!capacity_) return;
    for (std::size_t i = string->hash & (capacity_ - 1); slots_[i]; i = (i + 1) & (capacity_ - 1))
        if (slots_[i] == string) {
            slots_[i] = kDeleted;
            --used_;
            return;
        }
}

}  // namespace ouro
