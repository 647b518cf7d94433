// SPDX-License-Identifier: MIT
// Contiguous bytes of bytes, bytearray, memoryview and whatever else offers them (PEP 688).
#pragma once

#include <string_view>

#include "runtime/runtime.h"

namespace ouro {

struct BufferView {
    char* data = nullptr;
    std::size_t size = 0;
    bool readonly = true;
    std::size_t item_size = 1;
    const char* format = "B";  // of an item, as struct spells it
    Value owner;               // keeps the bytes where they are
};

enum BufferFlags : int { kReadBuffer = 0, kWriteBuffer = 1 };

/// Borrows an object's bytes for as long as it lives; check raised() first. "a bytes-like object is required, not 'x'".
class BufferGuard {
public:
    BufferGuard(Runtime& rt, View object, int flags = kReadBuffer);
    ~BufferGuard();
    BufferGuard(const BufferGuard&) = delete;
    bool raised() const { return raised_; }
    std::string_view text() const { return {view_.data, view_.size}; }
    char* data() { return view_.data; }
    std::size_t size() const { return view_.size; }
    const BufferView& view() const { return view_; }

private:
    Runtime& rt_;
    Value object_;
    BufferView view_;
    bool raised_ = true;
};

struct Bytes : Object {
    std::size_t size;
    std::uint64_t hash;  // 0: not yet computed
    char data[];         // followed by a NUL
    std::string_view text() const { return {data, size}; }
};

struct ByteArray : Object {
    char* data;
    std::size_t size, capacity;
    std::uint32_t exports;  // buffers borrowed: the size cannot change
    std::string_view text() const { return {data, size}; }
};

Result<Value> new_bytes(Runtime& rt, std::string_view contents);
/// Uninitialised; the caller fills it before anything else runs.
Result<Ref<Bytes>> new_bytes_uninitialized(Runtime& rt, std::size_t size);
Result<Value> new_bytearray(Runtime& rt, std::string_view contents);

}  // namespace ouro
