// SPDX-License-Identifier: MIT
// Interned strings: equal texts that were interned are one object, so that names compare by pointer.
#pragma once

#include <string_view>

#include "runtime/heap/ref.h"

namespace ouro {

/// The strings that native code names, by identifier; see names.def.
struct Names {
#define NAME(identifier, text) Str* identifier = nullptr;
#include "runtime/heap/names.def"
#undef NAME
};

/// The table of all interned strings of a VM. It does not own them: an interned string leaves it when it dies.
class InternTable {
public:
    explicit InternTable(Heap& heap) : heap_(heap) {}
    ~InternTable();
    /// The interned string equal to `text` if there is one, else null.
    Str* find(std::string_view text, std::uint64_t hash) const;
    /// Adds a string that find() did not know; false without memory.
    bool insert(Str* string);
    void remove(Str* string);

private:
    Heap& heap_;
    Str** slots_ = nullptr;
    std::size_t capacity_ = 0, used_ = 0, filled_ = 0;
};

}  // namespace ouro
