// SPDX-License-Identifier: MIT
// The interpreter's state and its entrance.
#pragma once

#include <vector>

#include "vm/interp/function.h"
#include "vm/interp/generator.h"

namespace ouro {

/// The value stack is a list of chunks: frames never move.
struct StackChunk {
    StackChunk* previous;
    std::size_t bytes;
    View* end() { return reinterpret_cast<View*>(reinterpret_cast<char*>(this) + bytes); }
    View* begin() { return reinterpret_cast<View*>(this + 1); }
};

struct InterpreterState {
    Frame* frame = nullptr;          // innermost
    Generator* root = nullptr;       // of the generator chain that is running
    View* heap_top = nullptr;        // first free word of the value stack while the innermost frame is a heap frame, or there is none
    View* stack_end = nullptr;       // of the present chunk
    StackChunk* chunk = nullptr;
    StackChunk* spare = nullptr;     // one empty chunk kept for the next overflow
    std::uint32_t chain = 0;         // joined generators below the running root
    std::vector<Ref<Object>> frame_objects;
};

constexpr std::size_t kStackChunkBytes = 128 * 1024;
/// Awaits and delegations that may be nested; the limit of plain calls does not count them, since they use no stack.
constexpr std::uint32_t kChainLimit = 400'000;

/// Runs frames from `frame` (an entry frame) until it returns: its result, or Unbound where a generator finished (rt.sent_result).
Result<Value> run(Runtime& rt, Frame* frame);

/// First free word above the innermost frame.
View* stack_top(InterpreterState& state);
/// Room for a plain frame of `registers` registers at or above `at`; null after raising MemoryError. Sets own_chunk where it had to begin a chunk.
Frame* frame_room(Runtime& rt, View* at, std::size_t registers, bool& own_chunk);
void leave_chunk(Runtime& rt);

/// Installs the interpreter in a Runtime: hooks and state.
bool install_interpreter(Runtime& rt);

}  // namespace ouro
