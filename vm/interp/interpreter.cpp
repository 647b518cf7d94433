// SPDX-License-Identifier: MIT
// The interpreter loop. The cases, a short one for each opcode, are in cases/*.inc, which belong to this function; what ends or begins
// frames stands behind them here; anything long or rare is in slow_paths.cpp, calls.cpp or unwind.cpp.
//
//  1. `frame->pc = pc` before anything that may run script code, raise, or look at frames: SAVE().
//  2. Store the new value before releasing the old one: a release can run any script code, which may read the register.
//  3. An operand that is a temporary (>= locals) is consumed on every path, also when the instruction raises: CONSUME().
//  4. Views of locals may be borrowed across slow paths: nothing but the frame itself overwrites them while it is not running
//     (writes through f_locals keep the old value alive until the frame ends).
//  5. Fuel is charged at calls and backward jumps; `limits.slice < 0` is the only test, for every reason to stop or pause.
//  6. No case allocates machine stack in proportion to anything.
#include "vm/interp/interpreter.h"

#include "runtime/native/async.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/iterator.h"
#include "runtime/objects/native_function.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/interp/caches.h"
#include "vm/interp/calls.h"
#include "vm/interp/generator_methods.h"
#include "vm/interp/slow_paths.h"
#include "vm/interp/frame_object.h"
#include "vm/interp/tracing.h"
#include "vm/interp/unwind.h"

namespace ouro {

#if defined(__GNUC__) && !defined(OURO_SWITCH_DISPATCH)
#define OURO_COMPUTED_GOTO 1
#endif

// tests/opcode_counts.h counts what is executed, for a test of its own.
#ifndef COUNT_OPCODE
#define COUNT_OPCODE(op) ((void)0)
#endif

// traced_loop.cpp makes the same loop again, in which what stands in TRACED() is there.
#ifndef OURO_TRACED
#define LOOP run
#define NEXT_OF(iterator) next_item(rt, iterator)
#define TRACED(...)
#endif

Result<Value> LOOP(Runtime& rt, Frame* first, Start start) {
    InterpreterState& state = *rt.interpreter;
    Frame* frame = first;
    Instruction* pc;
    View* r;                 // registers of the frame
    const Value* constants;  // of its code
    std::uint32_t locals;    // registers below are locals
    View carried;            // owned: a value on its way from one frame to another
    Frame* target;           // of such a transfer
    Generator* generator;
    std::uint32_t window, count;  // of the call being made
    bool gap;                     // whether its arguments begin one register later
    std::uint16_t to;             // register that takes its result
    TRACED(std::int64_t from; Value profiled;)  // instruction the frame was at before this one; native callable whose call was told

#define LOAD_FRAME(new_frame)                       \
    do {                                            \
        frame = (new_frame);                        \
        state.frame = frame;                        \
        r = frame->registers();                     \
        constants = frame->code->constants.data();  \
        locals = frame->code->local_count;          \
        pc = frame->pc;                             \
        TRACED(from = instruction_before(frame);)   \
    } while (0)

// Operands of the instruction being executed, read where they are needed: pc is behind it (and before its data words).
#define A (pc[-1].a)
#define B (pc[-1].b)
#define C (pc[-1].c)
#define WIDE (pc[-1].wide())
#define SAVE() (frame->pc = pc)
#define IS_TEMPORARY(x) (static_cast<std::uint32_t>(x) >= locals)
#define RELEASE(view)                                                      \
    do {                                                                   \
        View released_ = (view);                                           \
        if (released_.is_object() && --released_.object()->references == 0) [[unlikely]] { \
            SAVE();                                                        \
            destroy(released_.object());                                   \
        }                                                                  \
    } while (0)
#define CONSUME(x)                              \
    do {                                        \
        if (IS_TEMPORARY(x)) RELEASE(r[x]);     \
    } while (0)
// An owned value for `x`: moved out of a temporary, shared with a local.
#define TAKE(x)                                  \
    ({                                           \
        View taken_ = r[x];                      \
        if (!IS_TEMPORARY(x)) retain(taken_);    \
        taken_;                                  \
    })
// Puts an owned value into register x.
#define STORE(x, value)                          \
    do {                                         \
        View stored_ = (value);                  \
        if (IS_TEMPORARY(x)) {                   \
            r[x] = stored_;                      \
        } else {                                 \
            View old_ = r[x];                    \
            r[x] = stored_;                      \
            RELEASE(old_);                       \
        }                                        \
    } while (0)
// The owned result of a slow path, or on to the unwinder. Operands must have been consumed by then.
#define OWNED(result) ((result).value().detach())
#define NAME(index) (frame->code->names[index].get())
#define NAME_WIDE() NAME(static_cast<std::uint32_t>(WIDE))

#ifdef OURO_COMPUTED_GOTO
    static const void* const labels[] = {
#define OPCODE(name, operands, data, doc) &&op_##name,
#include "vm/bytecode/opcodes.def"
#undef OPCODE
// Behind them, what the opcodes of trapped code find (Instruction::kTrap).
#define TRAPS_4 &&trap, &&trap, &&trap, &&trap,
#define TRAPS_16 TRAPS_4 TRAPS_4 TRAPS_4 TRAPS_4
#define TRAPS_64 TRAPS_16 TRAPS_16 TRAPS_16 TRAPS_16
        TRAPS_64 TRAPS_64 TRAPS_64 TRAPS_64
    };
#if defined(__clang__) || defined(OURO_TRACED)  // clang does not let a computed goto leave the scope of a Value; it copies the jump behind each case by itself
#define DISPATCH() goto dispatch
#else
#define DISPATCH()                                                   \
    do {                                                             \
        std::uint16_t op = pc++->op;                                 \
        COUNT_OPCODE(op);                                            \
        goto* labels[op];                                            \
    } while (0)
#endif
#define OP(name) op_##name:
#else
#define DISPATCH() goto dispatch
#define OP(name) case Opcode::name:
#endif
#define NEXT() DISPATCH()
#define NEXT_OVER(words)  \
    do {                  \
        pc += (words);    \
        DISPATCH();       \
    } while (0)

// An opcode whose slow path has no result.
#define VOID_CASE(NAME, expression, consumed)   \
    OP(NAME) {                                  \
        SAVE();                                 \
        Result<void> done = (expression);       \
        consumed;                               \
        if (done.raised()) goto raised;         \
        NEXT();                                 \
    }

#ifndef OURO_TRACED
    if (state.tracing.on) [[unlikely]] return enter_traced(rt, first, start);
#endif
    LOAD_FRAME(first);
    if (start == Start::resume) {
        carried = rt.sent_result.detach();
        target = first;
        TRACED(if (trace_resumed(rt, state.root).raised()) goto resumed_raising;)
        goto deliver;
    }
    if (start == Start::raise) {
        TRACED((void)trace_resumed(rt, state.root);)
        if (frame->flags & Frame::in_send) goto raise_in_send;
        goto raised;
    }
    NEXT();

#ifndef OURO_COMPUTED_GOTO
    std::uint16_t op;
dispatch:
    TRACED(BEFORE_INSTRUCTION)
    op = pc++->op;
    COUNT_OPCODE(op);
dispatch_op:
    switch (static_cast<Opcode>(op)) {
#elif defined(__clang__) || defined(OURO_TRACED)
dispatch:
    TRACED(BEFORE_INSTRUCTION)
    ++pc;
    COUNT_OPCODE(pc[-1].op);
    goto* labels[pc[-1].op];
#endif

#include "vm/interp/cases/variables.inc"
#include "vm/interp/cases/attributes.inc"
#include "vm/interp/cases/arithmetic.inc"
#include "vm/interp/cases/control.inc"
#include "vm/interp/cases/building.inc"
#include "vm/interp/cases/calls.inc"
#include "vm/interp/cases/statements.inc"

#ifndef OURO_COMPUTED_GOTO
    default: goto trap;
    }
#endif

    // ---- calls: the window and count are set, i is the call instruction, pc is behind its data

call_window:
    if (--rt.limits.slice < 0) [[unlikely]] {
        SAVE();
        if (rt.check_stop().raised()) {
            release_window(&r[window], count, gap);
            goto raised;
        }
    }
    {
        View callable = r[window];
        View* arguments = &r[window + kWindowHeader + gap];
        if (is_kind(callable, Kind::function)) [[likely]] {
            auto* function = callable.as<Function>();
            Code* code = function->code;
            if (code->is_generator()) {
                if (code->simple && count == code->argument_count && !state.coroutine_origin_depth) {
                    if (Generator* made = begin_generator(rt, function, arguments)) [[likely]] {
                        STORE(to, View(made));
                        NEXT();
                    }
                }
                goto call_slowly;
            }
            // A heap frame has no room behind it: its calls go on the stack.
            View* place = frame->flags & Frame::heap ? state.heap_top + kWindowHeader : arguments;
            if (rt.depth < rt.recursion_limit && place + code->register_count <= state.stack_end) [[likely]] {
                SAVE();
                if (place != arguments)
                    for (std::uint32_t n = 0; n < count; ++n) place[n] = arguments[n];
                if (!code->simple || count != code->argument_count) [[unlikely]] {
                    if (bind_in_place(rt, function, place, count).raised()) {
                        release(function);
                        goto raised;
                    }
                    count = code->parameter_count;
                }
                for (std::uint32_t n = count; n < code->local_count; ++n) place[n] = View();
                auto* next = reinterpret_cast<Frame*>(place) - 1;
                next->function = function;
                next->code = code;
                next->pc = code->instructions.data();
                next->caller = frame;
                next->result = to;
                next->flags = 0;
                ++rt.depth;
                LOAD_FRAME(next);
                NEXT();
            }
        }
        if (bool native = is_kind(callable, Kind::native_function);
            native || (is_kind(callable, Kind::descriptor) && callable.object()->type() == rt.types.method_descriptor)) {
            SAVE();
            TRACED(BEGIN_PROFILED(callable, count ? arguments[0] : View()))
            Arguments given{.values = arguments, .count = count, .names = nullptr};
            Result<Value> value = native ? call_native(rt, callable.as<NativeFunction>(), given)
                                         : call_method_descriptor(rt, callable.as<MethodDescriptor>(), given);
            TRACED(if (!profiled.is_unbound()) trace_native_end(rt, frame, std::move(profiled), value);)
            if (value.raised()) [[unlikely]] {
                release_window_keeping_error(rt, &r[window], count, gap);
                goto raised;
            }
            for (std::uint32_t n = 0; n < count; ++n) RELEASE(arguments[n]);
            RELEASE(callable);
            STORE(to, OWNED(value));
            NEXT();
        }
    call_slowly:
        SAVE();
        TRACED(BEGIN_PROFILED(callable, count ? arguments[0] : View()))
        CallOutcome outcome = call_slow(rt, frame, &r[window], count, gap, to);
        FINISH_CALL(outcome);
    }

    // ---- a frame ends with the value `carried`

return_carried:
    SAVE();
    TRACED(if (trace_return(rt, frame, carried).raised()) goto ended_raising;)
    if (frame->flags & Frame::has_object) [[unlikely]] detach_frame_object(rt, frame, frame->caller);
    for (std::uint32_t n = 0; n < locals; ++n) {
        View variable = r[n];
        if (variable.is_object() && --variable.object()->references == 0) [[unlikely]] {
            frame->flags |= Frame::ending;
            destroy(variable.object());
        }
    }
    if ((frame->flags & ~Frame::ending) == 0) [[likely]] {
        to = frame->result;
        Object* function = frame->function;
        --rt.depth;
        LOAD_FRAME(frame->caller);
        if (--function->references == 0) [[unlikely]] destroy(function);
        STORE(to, carried);
        NEXT();
    }
    if (!(frame->flags & Frame::heap)) {
        to = frame->result;
        bool entry = frame->flags & Frame::entry;
        target = leave_frame(rt, frame, carried);  // a constructor's result is its instance; it may also raise
        if (entry) {
            if (carried.is_raised()) return Raised{};
            return Value::adopt(carried);
        }
        LOAD_FRAME(target);
        if (carried.is_raised()) goto raised;
        STORE(to, carried);
        NEXT();
    }
    generator = Generator::of(frame);
    target = frame->caller;
    finish_generator(generator);
    if (generator->joined) {
        leave_joined(rt, generator);
        if (generator->kind == Kind::async_generator) {  // the end of an `async for`
            RELEASE(carried);
            LOAD_FRAME(target);
            ++pc;
            TRACED(END_ASYNC_ITERATION)
            goto async_exhausted;
        }
        goto driven_done;
    }
    leave_root(rt, generator);
    if (generator->resumer == Generator::by_native) {
        state.async_yielded = false;
        rt.sent_result = Value::adopt(carried);
        return View();
    }
    if (generator->resumer == Generator::by_step) {
        rt.sent_result = Value::adopt(carried);
        carried = View();
        goto step_ended;
    }
    LOAD_FRAME(target);  // at a FOR_ITER
    TRACED(END_ITERATION)
    RELEASE(carried);
    RELEASE(r[B]);
    pc += static_cast<std::int16_t>(C);
    NEXT();

    // ---- a suspended heap frame `target` goes on with the value `carried`

deliver:
    LOAD_FRAME(target);
    if (int way = frame->flags & (Frame::in_send | Frame::moved)) {
        frame->flags &= static_cast<std::uint16_t>(~way);
        if (way & Frame::moved) [[unlikely]] {
            RELEASE(carried);  // nothing waits for it any more
            NEXT();
        }
        ++pc;
        goto drive;
    }
    if (pc == frame->code->instructions.data()) {
        RELEASE(carried);  // begins; what was sent can only be None
    } else {
        STORE(A, carried);
    }
    NEXT();

    // ---- the chain stops with the value `carried`, which goes to whoever resumed its root

suspend:
    TRACED(if (trace_yield(rt, frame, state.root, carried).raised()) goto ended_raising;)
    generator = state.root;
    target = suspend_chain(rt, generator, Generator::of(frame));
    if (generator->resumer == Generator::by_step) goto step_ended;
    if (generator->resumer == Generator::by_native) return Value::adopt(carried);
    LOAD_FRAME(target);  // at a FOR_ITER
    STORE(A, carried);
    NEXT();

step_ended:  // of a task, whose coroutine `generator` stopped with `carried`: the next task's follows
    generator = next_step(rt, generator, carried);
    if (!generator) {
        if (carried.is_raised()) return Raised{};
        return View();
    }
    generator->warned_or_awaited = true;
    target = begin_resume(rt, generator, Generator::by_step);
    carried = View::none();
    TRACED(if (trace_resumed(rt, state.root).raised()) goto resumed_raising;)
    goto deliver;

yield_async:
    // An async generator's own yield ends the awaiting of one item; only what it awaits suspends the chain.
    TRACED(if (trace_return(rt, frame, carried, true).raised()) goto ended_raising;)
    generator->state = Generator::suspended;
    target = frame->caller;
    if (generator->joined) {
        leave_joined(rt, generator);
        goto driven_done;
    }
    leave_root(rt, generator);
    state.async_yielded = true;
    rt.sent_result = Value::adopt(carried);
    return View();

    // ---- SEND and FOR_AITER: i is the instruction, pc behind it, `carried` what is sent

drive: {
    View driven = pc[-1].opcode() == Opcode::SEND ? r[B] : r[B + 1];
    SAVE();
    if (is_generator(driven)) {
        auto* inner = driven.as<Generator>();
        if (can_join(inner)) [[likely]] {
            if (--rt.limits.slice < 0 && rt.check_stop().raised()) [[unlikely]] goto drive_raised;
            target = join(rt, inner, frame);
            if (!target) goto drive_raised;
            --frame->pc;
            frame->flags |= Frame::in_send;
            TRACED(if (trace_resumed(rt, inner).raised()) goto resumed_raising;)
            goto deliver;
        }
    }
    if (is_kind(driven, Kind::native_coroutine) && driven.as<NativeCoroutine>()->body == &yield_once_body && carried.is_none()) {
        auto* coroutine = driven.as<NativeCoroutine>();
        --frame->pc;
        if (coroutine->state == NativeCoroutine::created) {
            coroutine->state = NativeCoroutine::suspended;
            frame->flags |= Frame::in_send;
            goto suspend;
        }
        carried = end_yield_once(coroutine);
        target = frame;
        goto driven_done;
    }
    Result<Value> step = is_kind(driven, Kind::native_coroutine) && carried.is_none()
                             ? step_native(rt, driven.as<NativeCoroutine>(), carried)
                             : drive_step(rt, driven, Value::adopt(carried));
    if (step.raised()) goto drive_raised;
    if (!step.value().is_unbound()) {
        carried = OWNED(step);
        --frame->pc;
        frame->flags |= Frame::in_send;
        goto suspend;
    }
    carried = rt.sent_result.detach();
    target = frame;
    --frame->pc;
    goto driven_done;
}

driven_done:  // `target` is at a SEND or FOR_AITER whose awaitable ended with `carried`
    LOAD_FRAME(target);
    frame->flags &= static_cast<std::uint16_t>(~Frame::in_send);
    ++pc;
    TRACED(END_DRIVEN)
    {
        std::uint32_t holder = pc[-1].opcode() == Opcode::SEND ? B : B + 1;
        View driven = r[holder];
        if (is_kind(driven, Kind::async_generator)) driven.as<Generator>()->async_running = false;
        STORE(A, carried);
        if (driven.is_object() && --driven.object()->references == 0) {
            SAVE();
            end_driven(rt, driven.object());
        }
    }
    NEXT();

drive_raised:  // what the present SEND or FOR_AITER drove has raised; pc is behind it
    frame->flags &= static_cast<std::uint16_t>(~Frame::in_send);
    SAVE();
    if (pc[-1].opcode() == Opcode::SEND) {
        RELEASE(r[B]);
        goto raised;
    }
    TRACED(if (rt.pending_is(StopAsyncIteration)) trace_raised(rt, frame);)
    if (rt.stopping() || !rt.swallow(StopAsyncIteration)) {
        end_async_step(r[B + 1]);
        RELEASE(r[B + 1]);
        goto raised;
    }
async_exhausted:
    frame->flags &= static_cast<std::uint16_t>(~Frame::in_send);
    end_async_step(r[B + 1]);
    RELEASE(r[B + 1]);
    RELEASE(r[B]);
    pc += static_cast<std::int16_t>(C);
    NEXT();

raise_in_send: {
    // throw() into a frame that drives something which is not part of the chain.
    ++pc;
    frame->flags &= static_cast<std::uint16_t>(~Frame::in_send);
    SAVE();
    View driven = pc[-1].opcode() == Opcode::SEND ? r[B] : r[B + 1];
    Result<Value> step = drive_raising(rt, driven);
    if (step.raised()) goto drive_raised;
    if (!step.value().is_unbound()) {
        carried = OWNED(step);
        --frame->pc;
        frame->flags |= Frame::in_send;
        goto suspend;
    }
    carried = rt.sent_result.detach();
    target = frame;
    --frame->pc;
    goto driven_done;
}

    // ---- exceptions

raised:
    add_traceback_entry(rt, frame);
    TRACED(trace_raised(rt, frame);)
reraised:
    if (Instruction* handler = find_handler(rt, frame)) {
        frame->pc = handler;
        LOAD_FRAME(frame);
        TRACED(from = kNoInstruction;)
        NEXT();
    }
    TRACED(trace_unwound(rt, frame);)
    if (frame->flags & Frame::has_object) detach_frame_object(rt, frame, frame->caller);
    release_frame_contents(rt, frame);
    if (!(frame->flags & Frame::heap)) {
        bool entry = frame->flags & Frame::entry;
        carried = View(View::kRaisedBits);
        target = leave_frame(rt, frame, carried);
        if (entry) return Raised{};
        LOAD_FRAME(target);
        goto raised;
    }
    generator = Generator::of(frame);
    target = frame->caller;
    convert_stop_iteration(rt, generator);
    finish_generator(generator);
    if (generator->joined) {
        leave_joined(rt, generator);
        LOAD_FRAME(target);
        ++pc;
        goto drive_raised;
    }
    leave_root(rt, generator);
    if (generator->resumer == Generator::by_native) return Raised{};
    if (generator->resumer == Generator::by_step) {
        carried = View(View::kRaisedBits);
        goto step_ended;
    }
    LOAD_FRAME(target);
    goto raised;

    // ---- tracing

TRACED(TRACED_ENDS)
trap:  // code of a frame that ran when tracing began
#ifndef OURO_TRACED
    if (trap_leads_to_tracing(rt, frame->code)) {
        --pc;
        SAVE();
        Result<Value> result = run_traced(rt, frame, Start::go_on);
        if (!state.tracing.left) return result;
        state.tracing.left = false;
        LOAD_FRAME(state.frame);
        NEXT();
    }
#endif
#ifdef OURO_COMPUTED_GOTO
    goto* labels[pc[-1].op & ~Instruction::kTrap];
#else
    op = pc[-1].op & static_cast<std::uint16_t>(~Instruction::kTrap);
    goto dispatch_op;
#endif
}

}  // namespace ouro
