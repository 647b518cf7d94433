// SPDX-License-Identifier: MIT
// The memory of libexpat.
#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "stdlib/expat/parser.h"

namespace ouro {

namespace {

// The library hands nothing through to whoever gives it memory, so that it can only be known by thread who calls it.
thread_local Runtime* owner_now = nullptr;

struct alignas(16) Header {
    Runtime* owner;
    std::size_t bytes;
};

void* take(std::size_t bytes) {
    if (bytes > PTRDIFF_MAX - sizeof(Header) || !owner_now->limits.charge(bytes + sizeof(Header))) return nullptr;
    auto* header = static_cast<Header*>(std::malloc(bytes + sizeof(Header)));
    if (!header) {
        owner_now->limits.refund(bytes + sizeof(Header));
        return nullptr;
    }
    *header = {owner_now, bytes + sizeof(Header)};
    return header + 1;
}

void give(void* memory) {
    if (!memory) return;
    Header* header = static_cast<Header*>(memory) - 1;
    header->owner->limits.refund(header->bytes);
    std::free(header);
}

void* retake(void* memory, std::size_t bytes) {
    void* fresh = take(bytes);
    if (!fresh || !memory) return fresh;
    std::memcpy(fresh, memory, std::min(bytes, (static_cast<Header*>(memory) - 1)->bytes - sizeof(Header)));
    give(memory);
    return fresh;
}

}  // namespace

ExpatMemoryOwner::ExpatMemoryOwner(Runtime* owner) : before_(std::exchange(owner_now, owner)) {}
ExpatMemoryOwner::~ExpatMemoryOwner() { owner_now = before_; }

const XML_Memory_Handling_Suite kExpatMemory = {take, retake, give};

}  // namespace ouro
