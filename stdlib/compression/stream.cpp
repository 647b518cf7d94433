// SPDX-License-Identifier: MIT
// The memory of compression libraries, and who uses a stream.
#include "stdlib/compression/stream.h"

#include <cstdlib>
#include <cstring>

namespace ouro {

namespace {

constexpr std::size_t kHeader = 16;

}  // namespace

template <typename Work>
auto LibraryMemory::with_lock(Work&& work) {
    bool given_up = unlocked_.has_value();
    if (given_up) unlocked_.reset();
    auto result = work();
    if (given_up) unlocked_.emplace(rt_);
    return result;
}

void* LibraryMemory::take(std::size_t bytes) {
    if (bytes > SIZE_MAX - kHeader) return nullptr;
    bytes += kHeader;
    if (!with_lock([&] { return rt_.limits.charge(bytes); })) return nullptr;
    auto* memory = static_cast<char*>(std::malloc(bytes));
    if (!memory) {
        with_lock([&] { return rt_.limits.refund(bytes), true; });
        return nullptr;
    }
    std::memcpy(memory, &bytes, sizeof bytes);
    return memory + kHeader;
}

void LibraryMemory::give(void* memory) {
    if (!memory) return;
    char* start = static_cast<char*>(memory) - kHeader;
    std::size_t bytes;
    std::memcpy(&bytes, start, sizeof bytes);
    with_lock([&] { return rt_.limits.refund(bytes), true; });
    std::free(start);
}

StreamTurn::StreamTurn(Runtime& rt, State& state) : state_(state) {
    while (state.taken) {
        state.waiting.wait(rt, -1);
        if (rt.check_stop().raised()) {
            raised_ = true;
            return;
        }
    }
    state.taken = true;
}

StreamTurn::~StreamTurn() {
    if (raised_) return;
    state_.taken = false;
    state_.waiting.wake_one();
}

Result<void> Output::grow(Runtime& rt, std::size_t wanted) {
    wanted = std::max(wanted, std::min(2 * capacity_, limit_));
    TRY(scratch_.hold(wanted - capacity_));
    void* grown = std::realloc(bytes_, wanted);
    if (!grown) return rt.raise_memory_error();
    bytes_ = static_cast<char*>(grown);
    capacity_ = wanted;
    return {};
}

Result<Input> WaitingInput::with(Runtime& rt, std::string_view more) {
    if (bytes_.is_unbound()) return Input{more};
    if (!more.empty()) {
        Value both = TRY(new_bytes(rt, bytes_.as<Bytes>()->text().substr(used_)));
        TRY(append_bytes(rt, both, more));
        bytes_ = both;
        used_ = 0;
    }
    return Input{bytes_.as<Bytes>()->text().substr(used_)};
}

Result<void> WaitingInput::keep(Runtime& rt, std::string_view rest) {
    if (rest.empty()) {
        bytes_ = Value();
        used_ = 0;
    } else if (bytes_.is_unbound()) {
        bytes_ = TRY(new_bytes(rt, rest));
    } else {
        used_ = bytes_.as<Bytes>()->size - rest.size();
    }
    return {};
}

Result<void> append_bytes(Runtime& rt, Value& kept, std::string_view more) {
    if (more.empty()) return {};
    std::string_view before = kept.as<Bytes>()->text();
    if (before.size() > PTRDIFF_MAX - more.size()) return rt.raise_memory_error();
    Ref<Bytes> both = TRY(new_bytes_uninitialized(rt, before.size() + more.size()));
    std::memcpy(both->data, before.data(), before.size());
    std::memcpy(both->data + before.size(), more.data(), more.size());
    kept = both;
    return {};
}

}  // namespace ouro
