// SPDX-License-Identifier: MIT
// Trace and profile functions: sys.settrace() and sys.setprofile().
//
// The interpreter loop exists twice: run() knows nothing of tracing, run_traced() tells trace functions what happens (traced_loop.cpp).
// A frame that begins or is resumed while the thread traces runs in the second. One that was already running when tracing began has got
// *traps* in its code, opcodes that are in the first loop the way to the second; they go when they are met and nothing is traced.
#pragma once

#include "vm/interp/calls.h"
#include "vm/interp/frame_object.h"

namespace ouro {

/// run() in the traced loop. Where Tracing::left is set afterwards, tracing has ended and the innermost frame is still running.
Result<Value> run_traced(Runtime& rt, Frame* frame, Start start);
/// run() where tracing is on at the beginning.
Result<Value> enter_traced(Runtime& rt, Frame* frame, Start start);
/// The plain loop is at a trapped instruction of `code`: whether the traced loop goes on from there. If nothing is traced, the traps go.
bool trap_leads_to_tracing(Runtime& rt, Code* code);

/// sys.settrace() and sys.setprofile(): for the running thread, or for all that there are; None: no more.
void set_trace_function(Runtime& rt, View function, bool all_threads = false);
void set_profile_function(Runtime& rt, View function, bool all_threads = false);
/// sys.call_tracing(): the call is traced although a trace function makes it.
Result<Value> call_traced(Runtime& rt, View callable, const Arguments& arguments);

// ---- what the traced loop tells. What a trace function raises is raised in the frame; it is called no more.

constexpr std::int64_t kNoInstruction = -1;  // what was executed before does not matter
constexpr std::int64_t kFreshFrame = -2;     // nothing was executed in this frame
/// The instruction that a frame which is gone into was at; kFreshFrame where it begins.
std::int64_t instruction_before(Frame* frame);
/// Before the instruction at frame->pc: the beginning of a frame, a new line, an opcode. A trace function may have moved frame->pc.
Result<void> trace_instruction(Runtime& rt, Frame* frame, std::int64_t before);
/// The frames of a chain of generators go on, from the outermost inwards.
Result<void> trace_resumed(Runtime& rt, Generator* outermost);
/// A frame returns, or an async generator yields; the chain above `frame` is suspended.
Result<void> trace_return(Runtime& rt, Frame* frame, View value, bool yields = false);
Result<void> trace_yield(Runtime& rt, Frame* frame, Generator* root, View value);
/// What a frame awaits, or the generator it delegates to, has ended with `value`: told as the StopIteration that it would be.
Result<void> trace_driven_end(Runtime& rt, Frame* frame, View driven, View value);
/// next(): what a script's __next__() ends with is told.
Result<Value> trace_next(Runtime& rt, Frame* frame, View iterator);
/// f_lineno = value: a debugger's jump (jump.cpp). The frame goes on where the line begins.
Result<void> move_frame(Runtime& rt, FrameObject* object, View line);
/// The pending exception is raised in a frame; leaves it.
void trace_raised(Runtime& rt, Frame* frame);
void trace_unwound(Runtime& rt, Frame* frame);
/// A call is about to be made by the instruction `at`. `told`: the callable, if it is native and the profile function was told, for
/// trace_native_end(). Where this raises, the operands of the call are released.
Result<void> trace_native_call(Runtime& rt, Frame* frame, std::int64_t at, View callable, View first, Value& told);
void trace_native_end(Runtime& rt, Frame* frame, Value told, Result<Value>& result);
void trace_native_end(Runtime& rt, Frame* frame, Value told, CallOutcome& outcome);

}  // namespace ouro
