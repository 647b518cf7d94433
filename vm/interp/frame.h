// SPDX-License-Identifier: MIT
// Frame: one running or suspended call. Plain frames lie on the thread's value stack, their arguments where the caller put them; frames
// of generators and coroutines lie inside their object. Five header words, then the registers.
#pragma once

#include "runtime/heap/value.h"
#include "vm/bytecode/opcode.h"

namespace ouro {

struct Frame {
    enum Flag : std::uint16_t {
        entry = 1,          // native code began it: returning leaves the interpreter loop
        constructor = 2,    // an __init__ called for a new instance, which the word before the frame owns and which is the result
        heap = 4,           // lies inside a Generator
        own_chunk = 8,      // is the first frame of its chunk of the value stack
        has_object = 16,    // a frame object looks at it: see frame_object.h
        in_send = 32,       // a suspended heap frame: pc is at a SEND or FOR_AITER, which goes on with the value sent
        discard_result = 64,
        ending = 128,       // its variables are being dropped: see current_frame()
        moved = 256,        // a suspended heap frame that a debugger moved: pc is at what comes next, which takes no value
    };

    Object* function;        // owned; a Function
    Code* code;              // the function's
    Instruction* pc;         // next word to execute; kept up to date whenever anything outside can look
    Frame* caller;           // who gets the result; of a suspended root: whoever resumed it last
    std::uint16_t result;    // register of the caller that takes the result
    std::uint16_t flags;
    std::uint32_t object_number;  // with has_object

    View* registers() { return reinterpret_cast<View*>(this + 1); }
};
static_assert(sizeof(Frame) == kWindowHeader * sizeof(View));

}  // namespace ouro
