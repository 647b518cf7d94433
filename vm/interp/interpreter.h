// SPDX-License-Identifier: MIT
// The interpreter's state and its entrance.
#pragma once

#include <memory>
#include <vector>

#include "vm/interp/function.h"
#include "vm/interp/generator.h"

namespace ouro {

/// The value stack is a list of chunks: frames never move.
struct StackChunk {
    StackChunk* previous;
    std::size_t bytes;
    View* saved_top;   // the state's heap_top before this chunk was begun
    View* end() { return reinterpret_cast<View*>(reinterpret_cast<char*>(this) + bytes); }
    View* begin() { return reinterpret_cast<View*>(this + 1); }
};

/// Types of the objects that belong to the interpreter.
struct VmTypes {
    Ref<Type> code, function, generator, coroutine, coroutine_wrapper, async_generator, async_send, async_throw, frame, frame_locals;
};

struct FrameObject;

/// What a thread's trace function and profile function are, and whether they are told; see tracing.h.
struct Tracing {
    Value trace, profile;  // Unbound: none
    bool busy = false;     // one of them is running: nothing of what it does is told
    bool on = false;       // frames run in the traced loop
    bool left = false;     // the traced loop was left because tracing ended: the plain loop goes on at the innermost frame
    /// Whether the frame that a function is being told of may be moved (f_lineno = ...), and if not, why.
    enum Move : std::uint8_t { at_line, waiting, frame_begins, in_call, no_line } move = no_line;
    Frame* told_of = nullptr;
    Value handled;  // what the frame handles now that it was moved out of an except clause; Unbound: it was not
};

struct InterpreterState {
    VmTypes types;
    Frame* frame = nullptr;          // innermost
    Generator* root = nullptr;       // of the generator chain that is running
    View* heap_top = nullptr;        // first free word of the value stack while the innermost frame is a heap frame, or there is none
    View* stack_end = nullptr;       // of the present chunk
    StackChunk* chunk = nullptr;
    StackChunk* spare = nullptr;     // one empty chunk kept for the next overflow
    std::uint32_t chain = 0;         // joined generators below the running root
    bool async_yielded = false;      // how an async generator resumed by native code stopped: it yielded rt.sent_result
    Value asyncgen_first_iter = View::none(), asyncgen_finalizer = View::none();  // sys.set_asyncgen_hooks()
    int coroutine_origin_depth = 0;                                               // sys.set_coroutine_origin_tracking_depth()
    std::shared_ptr<std::vector<FrameObject*>> frame_objects;  // of running frames of any thread; see frame_object.h
    std::shared_ptr<std::vector<InterpreterState*>> of_all_threads;
    Tracing tracing;
};

constexpr std::size_t kStackChunkBytes = 128 * 1024;
/// Awaits and delegations that may be nested; the limit of plain calls does not count them, since they use no stack.
constexpr std::uint32_t kChainLimit = 400'000;

/// How run() begins: with a fresh entry frame; by delivering rt.sent_result to a suspended heap frame; by raising the pending
/// exception in one; or, between the plain and the traced loop, at the next instruction of a running frame.
enum class Start : std::uint8_t { call, resume, raise, go_on };
/// Runs frames from `frame` until the entry frame returns or the generator chain stops: the result of the call, or what the chain yields;
/// Unbound where the chain's root finished, or an async generator yielded, with rt.sent_result the value.
Result<Value> run(Runtime& rt, Frame* frame, Start start);

/// Room for a plain frame of `registers` registers at or above `at`; null after raising MemoryError. Sets own_chunk where it had to begin a chunk.
Frame* frame_room(Runtime& rt, View* at, std::size_t registers, bool& own_chunk);
void leave_chunk(Runtime& rt);

/// Installs the interpreter in a Runtime: hooks and state.
bool install_interpreter(Runtime& rt);

}  // namespace ouro
