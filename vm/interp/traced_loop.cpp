// SPDX-License-Identifier: MIT
// The interpreter loop once more, with what it tells trace functions: run_traced(). tracing.cpp does the telling.
#include "runtime/objects/exception.h"

#define OURO_TRACED
#define LOOP run_traced
#define TRACED(...) __VA_ARGS__

#define BEFORE_INSTRUCTION                                                \
    SAVE();                                                               \
    if (!state.tracing.on) {                                              \
        state.tracing.left = true;                                        \
        return View();                                                    \
    }                                                                     \
    if (trace_instruction(rt, frame, from).raised()) goto raised;         \
    pc = frame->pc;                                                       \
    from = pc - frame->code->instructions.data();

#define BEGIN_PROFILED(callable_, first_)                                                                                       \
    if (!state.tracing.profile.is_unbound() && trace_native_call(rt, frame, from, callable_, first_, profiled).raised()) goto raised;
#define END_PROFILED(outcome_) \
    if (!profiled.is_unbound()) trace_native_end(rt, frame, std::move(profiled), outcome_);

#define END_DRIVEN                                      \
    SAVE();                                             \
    if (trace_driven_end(rt, frame, r[pc[-1].opcode() == Opcode::SEND ? B : B + 1], carried).raised()) { \
        release_keeping_error(rt, carried);             \
        goto drive_raised;                              \
    }

#define NEXT_OF(iterator) trace_next(rt, frame, iterator)
#define END_ITERATION                                                                    \
    if (!carried.is_none() && trace_driven_end(rt, frame, r[B], carried).raised()) {     \
        release_keeping_error(rt, carried);                                              \
        goto raised;                                                                     \
    }
#define END_ASYNC_ITERATION                                                                             \
    if (Result<Value> end = new_exception(rt, rt.exceptions[StopAsyncIteration], View()); !end.raised()) \
        rt.pending = end.take();                                                                         \
    goto drive_raised;

// A trace function has raised: where a frame was to go on with `carried`, and where it was to end or yield with it.
#define TRACED_ENDS                                          \
    resumed_raising:                                         \
    release_keeping_error(rt, carried);                      \
    LOAD_FRAME(target);                                      \
    if (frame->flags & Frame::in_send) goto raise_in_send;   \
    goto raised;                                             \
    ended_raising:                                           \
    release_keeping_error(rt, carried);                      \
    pc = frame->pc;                                          \
    if (frame->flags & Frame::in_send) {                     \
        ++pc;                                                \
        goto drive_raised;                                   \
    }                                                        \
    goto raised;

#include "vm/interp/interpreter.cpp"
