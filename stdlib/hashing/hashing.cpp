// SPDX-License-Identifier: MIT
// What the modules of hashes share.
#include "stdlib/hashing/hashing.h"

#include "runtime/objects/str.h"

namespace ouro {

HashInput::HashInput(Runtime& rt, View value) : rt_(rt) {
    if (as_str(value)) (void)rt.raise(TypeError, "Strings must be encoded before hashing");
    else if (!rt.type_of(value)->slots.get_buffer) (void)rt.raise(TypeError, "object supporting the buffer API required");
    else buffer_.emplace(rt, value);
}

Result<Value> hex_text(Runtime& rt, std::string_view bytes) {
    constexpr char kDigits[] = "0123456789abcdef";
    if (bytes.size() > PTRDIFF_MAX / 2) return rt.raise_memory_error();
    Ref<Str> made = TRY(new_str_uninitialized(rt, 2 * bytes.size(), 2 * bytes.size()));
    char* out = made->data();
    for (char c : bytes) {
        *out++ = kDigits[static_cast<unsigned char>(c) >> 4];
        *out++ = kDigits[c & 15];
    }
    return made;
}

}  // namespace ouro
