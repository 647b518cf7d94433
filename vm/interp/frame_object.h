// SPDX-License-Identifier: MIT
// FrameObject: what sys._getframe(), gi_frame and tb_frame give. It looks at a Frame while that runs or is suspended; when the
// frame ends, the object keeps a copy of the local variables.
#pragma once

#include "vm/interp/interpreter.h"

namespace ouro {

struct FrameObject : Object {
    Frame* frame;            // null once it has ended
    Ref<Function> function;
    Ref<Dict> locals;        // the variables of an ended frame; made when asked for of a live one
    Ref<FrameObject> back;   // of an ended frame or a traceback entry
    std::uint32_t at;        // instruction, once it has ended
    Value trace;             // f_trace
};

/// The object of a frame: always the same one while the frame lives.
Result<Value> frame_object(Runtime& rt, Frame* frame);
/// An object for a frame that is gone: a traceback entry's.
Result<Value> ended_frame_object(Runtime& rt, Function* function, std::uint32_t at);
/// To be called before a frame with Frame::has_object ends, while its registers are valid.
void detach_frame_object(Runtime& rt, Frame* frame);
/// Line of the instruction a frame object is at; 0 if none.
std::uint32_t current_line(const FrameObject* object);
/// Local variables by name: those of a function's registers and cells, or the namespace of a class body or module.
Result<Value> frame_locals(Runtime& rt, Frame* frame);

}  // namespace ouro
