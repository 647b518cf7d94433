// SPDX-License-Identifier: MIT
// Contiguous bytes of bytes, bytearray, memoryview and whatever else offers them (PEP 688).
#pragma once

#include <string>
#include <string_view>

#include "runtime/runtime.h"

namespace ouro {

struct BufferView;
using GetBuffer = Result<void>(Runtime&, View self, BufferView& view, int flags);
using ReleaseBuffer = void(Runtime&, View self, BufferView& view);

struct BufferView {
    char* data = nullptr;
    std::size_t size = 0;      // bytes
    bool readonly = true;
    std::size_t item_size = 1;
    const char* format = "B";  // of an item, as struct spells it
    // Where the items lie, if whoever asked can tell them apart (kShape); null: in one dimension without gaps.
    std::size_t dimensions = 1;
    const std::int64_t *shape = nullptr, *strides = nullptr;
    Value owner;               // keeps the bytes where they are
    ReleaseBuffer* release = nullptr;  // how they are given back; acquire_buffer() sets it if the slot did not
};

/// What is asked for: the PyBUF_ constants of CPython, some of which inspect.BufferFlags names.
enum BufferFlags : int {
    kReadBuffer = 0,
    kWriteBuffer = 1,
    kFormat = 4,
    kShape = 8,
    kStrides = 0x18,
    kCContiguous = 0x38,
    kFContiguous = 0x58,
    kAnyContiguous = 0x98,
    kFullReadOnly = 0x11c,  // any layout will do
};

/// Asks an object for its bytes with this slot, and gives them back: by the slot that went with it then, whatever its class is by now.
Result<void> acquire_buffer(Runtime& rt, View object, GetBuffer* get, BufferView& view, int flags);
void release_buffer(Runtime& rt, View object, BufferView& view);

/// A view of what `get`, a slot of the object's type, gives.
Result<Value> new_memoryview(Runtime& rt, View object, GetBuffer* get, int flags);
/// One of bytes that somebody else holds, of which no other can be made; it must be ended before they are given back.
Result<Value> new_restricted_memoryview(Runtime& rt, const BufferView& view);
void end_restricted_memoryview(View view);
/// The object whose bytes a memoryview shows; Unbound for a restricted one, and once released.
View object_of_memoryview(View view);
bool is_released(View view);
/// A copy of an object's bytes in the order of its items, which may have gaps.
Result<void> copy_buffer(Runtime& rt, View object, std::string& out);

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
