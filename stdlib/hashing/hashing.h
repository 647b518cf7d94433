// SPDX-License-Identifier: MIT
// What the modules of hashes share.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"

namespace ouro {

/// The bytes that a hash object is given. Text is refused in hashlib's words.
class HashInput {
public:
    HashInput(Runtime& rt, View value);
    bool raised() const { return !buffer_ || buffer_->raised(); }
    std::string_view text() const { return buffer_->text(); }
    /// The fuel for hashing them.
    Result<void> charge() { return rt_.charge(static_cast<std::int64_t>(buffer_->size() / 16)); }

private:
    Runtime& rt_;
    std::optional<BufferGuard> buffer_;
};

/// Bytes as text of hexadecimal digits.
Result<Value> hex_text(Runtime& rt, std::string_view bytes);

}  // namespace ouro
