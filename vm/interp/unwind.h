// SPDX-License-Identifier: MIT
// Leaving frames: by return, by exception, by suspension; and the links of generator chains.
#pragma once

#include "vm/interp/interpreter.h"

namespace ouro {

/// Index of the instruction that `frame` is at.
inline std::uint32_t current_instruction(Frame* frame) {
    auto at = static_cast<std::uint32_t>(frame->pc - frame->code->instructions.data());
    return frame->flags & Frame::in_send ? at : at - (at != 0);
}

/// The pending exception passes through `frame`: its traceback gets an entry.
void add_traceback_entry(Runtime& rt, Frame* frame);
/// Where the pending exception is handled in `frame`: the exception is in its register, dead temporaries are released. Null: not here.
Instruction* find_handler(Runtime& rt, Frame* frame);
/// Releases all that the registers own at the present instruction.
void release_frame_contents(Runtime& rt, Frame* frame);
/// Ends a plain frame whose registers are released: pops it and gives its caller. `value` is what it returns (or kRaised); that of a
/// constructor becomes the instance.
Frame* leave_frame(Runtime& rt, Frame* frame, View& value);

/// Makes `generator` the running root, resumed by the innermost frame: the frame to go on with.
Frame* begin_resume(Runtime& rt, Generator* generator, Generator::Resumer resumer);
/// Makes `inner` part of the running chain below `awaiter`: the frame to go on with; null after raising RecursionError.
Frame* join(Runtime& rt, Generator* inner, Frame* awaiter);
/// The running chain stops at `innermost`: the frame of whoever resumed its root.
Frame* suspend_chain(Runtime& rt, Generator* root, Generator* innermost);
/// Marks a generator whose frame has returned or raised.
void finish_generator(Generator* generator);
void leave_joined(Runtime& rt, Generator* generator);
/// The root has finished, or (async generator) yielded: whoever resumed it runs again.
void leave_root(Runtime& rt, Generator* generator);
inline bool can_join(const Generator* g) { return g->state <= Generator::suspended && !g->joined; }
/// Visits what a suspended or new generator's registers own.
void traverse_registers(Frame* frame, Visitor& visit);

/// PEP 479: StopIteration leaving a generator becomes RuntimeError.
void convert_stop_iteration(Runtime& rt, Generator* generator);

}  // namespace ouro
