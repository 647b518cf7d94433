// SPDX-License-Identifier: MIT
// FrameObject: what sys._getframe(), gi_frame and tb_frame give. It looks at a Frame while that runs or is suspended; when the
// frame ends, the variables move into the object. frame_locals.cpp has them by name.
#pragma once

#include "vm/interp/interpreter.h"

namespace ouro {

struct FrameObject : Object {
    Frame* frame;            // null once it has ended
    Ref<Function> function;
    Ref<FrameObject> back;   // of an ended frame
    Ref<Dict> extra;         // what was stored in f_locals under names that are no variables
    Ref<List> replaced;      // what f_locals has overwritten in a frame that was in a call
    Value trace;             // f_trace, or None
    bool held;               // the frame owns a reference to the object: something in here must last as long as the frame
    bool cleared;            // clear() was called: the variables of enclosing functions are not its own any more
    bool trace_lines, trace_opcodes;
    bool moved;              // f_lineno was set: it goes on at the line `marked`, or if that is 0 at its instruction
    std::uint32_t told, marked;  // line that the trace function was told last; the marked one (Code::Mark) it is being told
    std::uint32_t at;        // instruction, once it has ended
    std::uint32_t count;     // of `locals`
    Value locals[0];         // the variables of an ended frame

    View* variables() { return frame ? frame->registers() : reinterpret_cast<View*>(locals); }
};

/// The innermost frame that scripts can see, and the one that called a frame; null if there is none. What finalisers run while a frame
/// drops its variables was called by its caller: nothing may look at the frame any more.
Frame* current_frame(Runtime& rt);
Frame* caller_of(Frame* frame);
/// The object of a frame: always the same one while the frame lives.
Result<Ref<FrameObject>> object_of_frame(Runtime& rt, Frame* frame);
Result<Value> frame_object(Runtime& rt, Frame* frame);
/// To be called before a frame with Frame::has_object ends: takes its variables. `caller`: what f_back tells; null of a frame that is not
/// running.
void detach_frame_object(Runtime& rt, Frame* frame, Frame* caller);
/// The object of a frame, null if it has none that lives: one whose end is only put off parts from its frame here.
FrameObject* known_frame_object(Runtime& rt, Frame* frame);
/// What a frame with Frame::has_object owns of it: null if nothing. For the collector.
FrameObject* held_by_frame(Runtime& rt, Frame* frame);
/// The object lives as long as its frame from now on.
void hold_frame_object(FrameObject* object);
/// Line of the instruction a frame object is at; 0 if none.
std::uint32_t current_line(const FrameObject* object);

/// locals(): a new dict of a function's variables, or the namespace of a class body or module.
Result<Value> frame_locals(Runtime& rt, Frame* frame);
/// f_locals: a proxy that writes through (PEP 667), or that namespace.
Result<Value> frame_variables(Runtime& rt, FrameObject* object);

}  // namespace ouro
