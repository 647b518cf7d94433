// SPDX-License-Identifier: MIT
// Leaving frames, and the value stack's chunks.
#include "vm/interp/unwind.h"

#include "runtime/objects/exception.h"
#include "runtime/objects/protocol.h"
#include "vm/interp/frame_object.h"

namespace ouro {

Frame* frame_room(Runtime& rt, View* at, std::size_t registers, bool& own_chunk) {
    InterpreterState& state = *rt.interpreter;
    constexpr std::size_t header = kWindowHeader;
    own_chunk = false;
    if (at + header + registers <= state.stack_end) return reinterpret_cast<Frame*>(at);
    std::size_t bytes = sizeof(StackChunk) + (header + registers + 1) * sizeof(View);
    StackChunk* chunk = state.spare;
    if (chunk && chunk->bytes >= bytes) {
        state.spare = nullptr;
    } else {
        bytes = bytes > kStackChunkBytes ? bytes : kStackChunkBytes;
        chunk = static_cast<StackChunk*>(rt.heap.allocate_raw(bytes));
        if (!chunk) {
            (void)rt.raise_memory_error();
            return nullptr;
        }
        chunk->bytes = bytes;
    }
    chunk->previous = state.chunk;
    chunk->saved_top = state.heap_top;
    state.chunk = chunk;
    state.stack_end = chunk->end();
    own_chunk = true;
    return reinterpret_cast<Frame*>(chunk->begin() + 1);  // one word before it, for a constructor's instance
}

void leave_chunk(Runtime& rt) {
    InterpreterState& state = *rt.interpreter;
    StackChunk* chunk = state.chunk;
    state.chunk = chunk->previous;
    state.stack_end = state.chunk->end();
    state.heap_top = chunk->saved_top;
    if (state.spare) rt.heap.free_raw(state.spare, state.spare->bytes);
    state.spare = chunk;
}

void add_traceback_entry(Runtime& rt, Frame* frame) {
    if (rt.stopping() || frame->code->code_flags & Code::unlisted) return;
    Value pending = std::move(rt.pending);
    Result<Ref<FrameObject>> object = object_of_frame(rt, frame);
    rt.pending = std::move(pending);  // without memory the exception goes on without the entry
    if (!object.raised()) add_traceback_entry(rt, rt.pending.as<Exception>(), View(object.value().get()), current_instruction(frame));
}

Instruction* find_handler(Runtime& rt, Frame* frame) {
    if (rt.stopping()) return nullptr;
    std::uint32_t at = current_instruction(frame);
    const Code::Handler* handler = frame->code->handler_at(at);
    if (!handler) return nullptr;
    View* r = frame->registers();
    Value exception = std::move(rt.pending);  // a release below may run script code
    frame->code->each_live(at, [&](std::uint16_t number) {
        if (number >= handler->keep) release(r[number]);
    });
    r[handler->exception] = exception.detach();
    frame->flags &= static_cast<std::uint16_t>(~Frame::moved);
    return frame->code->instructions.data() + handler->handler;
}

void release_frame_contents(Runtime& rt, Frame* frame) {
    Value exception = std::move(rt.pending);
    View* r = frame->registers();
    if (frame->flags & Frame::has_object) detach_frame_object(rt, frame, nullptr);  // which takes the local variables
    frame->flags |= Frame::ending;
    frame->code->each_live(current_instruction(frame), [&](std::uint16_t number) { release(r[number]); });
    for (std::uint32_t n = 0; n < frame->code->local_count; ++n) release(r[n]);
    if (frame->flags & Frame::in_send) {  // it ends where it is suspended, and what it drives is not among the live
        frame->flags &= static_cast<std::uint16_t>(~Frame::in_send);
        release(frame->pc->opcode() == Opcode::SEND ? r[frame->pc->b] : r[frame->pc->b + 1]);
    }
    rt.pending = std::move(exception);
}

void release_keeping_error(Runtime& rt, View value) {
    Value exception = std::move(rt.pending);
    release(value);
    rt.pending = std::move(exception);
}

Frame* leave_frame(Runtime& rt, Frame* frame, View& value) {
    InterpreterState& state = *rt.interpreter;
    --rt.depth;
    Frame* caller = frame->caller;
    View* base = reinterpret_cast<View*>(frame);
    Object* function = frame->function;
    View instance;
    if (frame->flags & Frame::constructor) instance = *--base;
    bool own_chunk = frame->flags & Frame::own_chunk, constructor = frame->flags & Frame::constructor;
    state.frame = caller;
    if (own_chunk) leave_chunk(rt);
    else if (!caller || (caller->flags & Frame::heap)) state.heap_top = base;
    if (constructor) {
        if (value.is_raised()) {
            Value pending = std::move(rt.pending);
            release(instance);
            rt.pending = std::move(pending);
        } else if (!value.is_none()) {
            (void)rt.raise(TypeError, "__init__() should return None, not '%s'", type_name(rt, value));
            release(value);
            release(instance);
            value = View(View::kRaisedBits);
        } else {
            value = instance;
        }
    }
    release(function);
    return caller;
}

void walk_down(Generator* root) {
    Generator* generator = root;
    for (root->chain = 0;; ++root->chain) {
        View driven = driven_by(generator);
        if (!is_generator(driven)) break;
        auto* inner = driven.as<Generator>();
        if (!inner->joined || inner->state == Generator::finished) break;
        generator = inner;
    }
    root->innermost = generator;
}

Raised raise_chain_too_long(Runtime& rt) { return rt.raise(RecursionError, "maximum recursion depth exceeded"); }

void finish_generator(Generator* generator) {
    generator->state = Generator::finished;
    generator->flags |= Object::kFinalized;  // nothing is left to finalise
    generator->innermost = generator;
}

void leave_root(Runtime& rt, Generator* generator) {
    InterpreterState& state = *rt.interpreter;
    rt.handled = generator->handled.previous;
    state.root = generator->outer_root;
    state.chain = state.root ? state.root->chain : 0;
    state.frame = generator->frame.caller;
    generator->chain = 0;
    generator->innermost = generator;
    --rt.depth;
}

void traverse_registers(Frame* frame, Visitor& visit) {
    visit(frame->function);
    View* r = frame->registers();
    if (frame->pc != frame->code->instructions.data()) {
        frame->code->each_live(current_instruction(frame), [&](std::uint16_t number) { visit(r[number]); });
        if (frame->flags & Frame::in_send)
            visit(frame->pc->opcode() == Opcode::SEND ? r[frame->pc->b] : r[frame->pc->b + 1]);
    }
    for (std::uint32_t n = 0; n < frame->code->local_count; ++n) visit(r[n]);
}

void convert_stop_iteration(Runtime& rt, Generator* generator) {
    if (rt.stopping()) return;
    const char* kind = generator->kind == Kind::coroutine ? "coroutine" : generator->kind == Kind::generator ? "generator" : "async generator";
    bool stop = rt.pending_is(StopIteration);
    if (!stop && !(generator->kind == Kind::async_generator && rt.pending_is(StopAsyncIteration))) return;
    Value cause = rt.take_exception();
    (void)rt.raise(RuntimeError, "%s raised %s", kind, stop ? "StopIteration" : "StopAsyncIteration");
    set_cause(rt.pending.as<Exception>(), cause);
    set_context(rt.pending.as<Exception>(), cause);
}

}  // namespace ouro
