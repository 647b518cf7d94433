// SPDX-License-Identifier: MIT
// Leaving frames: by return, by exception, by suspension; and the links of generator chains.
#pragma once

#include "vm/interp/interpreter.h"

namespace ouro {

/// Index of the instruction that `frame` is at.
inline std::uint32_t current_instruction(Frame* frame) {
    auto at = static_cast<std::uint32_t>(frame->pc - frame->code->instructions.data());
    return frame->flags & (Frame::in_send | Frame::moved) ? at : at - (at != 0);
}

/// The pending exception passes through `frame`: its traceback gets an entry.
void add_traceback_entry(Runtime& rt, Frame* frame);
/// Where the pending exception is handled in `frame`: the exception is in its register, dead temporaries are released. Null: not here.
Instruction* find_handler(Runtime& rt, Frame* frame);
/// Releases all that the registers own at the present instruction.
void release_frame_contents(Runtime& rt, Frame* frame);
/// Releases a value while an exception may be pending.
void release_keeping_error(Runtime& rt, View value);
/// Ends a plain frame whose registers are released: pops it and gives its caller. `value` is what it returns (or kRaised); that of a
/// constructor becomes the instance.
Frame* leave_frame(Runtime& rt, Frame* frame, View& value);

// ---- links of chains: short, and made for every await

/// First free word above the innermost frame.
inline View* stack_top(InterpreterState& state) {
    Frame* frame = state.frame;
    if (!frame || (frame->flags & Frame::heap)) return state.heap_top;
    return frame->registers() + frame->code->register_count;
}

/// Finds the generator at the lower end of a suspended root's chain by walking it.
void walk_down(Generator* root);
/// The lower end of the chain of a suspended root, whose `chain` is right afterwards.
inline Generator* innermost_of(Generator* generator) {
    if (generator->rewalk) [[unlikely]] {
        generator->rewalk = false;
        walk_down(generator);
    }
    return generator->innermost;
}

/// Makes `generator` the running root, resumed by the innermost frame: the frame to go on with.
inline Frame* begin_resume(Runtime& rt, Generator* generator, Generator::Resumer resumer) {
    InterpreterState& state = *rt.interpreter;
    state.heap_top = stack_top(state);
    if (state.root) state.root->chain = state.chain;
    Generator* innermost = innermost_of(generator);
    state.chain = generator->chain;
    generator->outer_root = state.root;
    state.root = generator;
    generator->resumer = resumer;
    generator->frame.caller = state.frame;
    generator->state = Generator::running;
    generator->handled.previous = rt.handled;
    rt.handled = &innermost->handled;
    ++rt.depth;
    return &innermost->frame;
}

[[gnu::cold]] Raised raise_chain_too_long(Runtime& rt);
/// Makes `inner` part of the running chain below `awaiter`: the frame to go on with; null after raising RecursionError.
inline Frame* join(Runtime& rt, Generator* inner, Frame* awaiter) {
    InterpreterState& state = *rt.interpreter;
    Generator* innermost = innermost_of(inner);
    if (state.chain + inner->chain >= kChainLimit) {
        (void)raise_chain_too_long(rt);
        return nullptr;
    }
    state.chain += inner->chain + 1;
    inner->joined = true;
    inner->looked_up = 0;
    inner->warned_or_awaited = true;
    inner->state = Generator::running;
    inner->frame.caller = awaiter;
    inner->handled.previous = rt.handled;
    rt.handled = &innermost->handled;
    return &innermost->frame;
}

/// The running chain stops at `innermost`: the frame of whoever resumed its root.
inline Frame* suspend_chain(Runtime& rt, Generator* root, Generator* innermost) {
    InterpreterState& state = *rt.interpreter;
    root->innermost = innermost;
    root->state = Generator::suspended;
    root->chain = state.chain;
    Frame* resumer = root->frame.caller;
    rt.handled = root->handled.previous;
    state.root = root->outer_root;
    state.chain = state.root ? state.root->chain : 0;
    state.frame = resumer;
    --rt.depth;
    return resumer;
}

inline void leave_joined(Runtime& rt, Generator* generator) {
    generator->joined = false;
    rt.handled = generator->handled.previous;
    generator->handled.exception = View::none();
    --rt.interpreter->chain;
}

/// Marks a generator whose frame has returned or raised.
void finish_generator(Generator* generator);
/// The root has finished, or (async generator) yielded: whoever resumed it runs again.
void leave_root(Runtime& rt, Generator* generator);
inline bool can_join(const Generator* g) { return g->state <= Generator::suspended && !g->joined; }
/// Visits what a suspended or new generator's registers own.
void traverse_registers(Frame* frame, Visitor& visit);

/// PEP 479: StopIteration leaving a generator becomes RuntimeError.
void convert_stop_iteration(Runtime& rt, Generator* generator);

}  // namespace ouro
