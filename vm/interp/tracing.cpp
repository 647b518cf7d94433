// SPDX-License-Identifier: MIT
// The events of trace and profile functions. As in CPython a trace function belongs to the thread ("call") or, returned by it, to one frame
// (everything else, FrameObject::trace); a profile function belongs to the thread.
#include "vm/interp/tracing.h"

#include <algorithm>

#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/method.h"
#include "runtime/objects/native_function.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/threads.h"
#include "vm/bytecode/verify.h"
#include "vm/interp/slow_paths.h"
#include "vm/interp/unwind.h"

namespace ouro {

namespace {

void update(Tracing& tracing) { tracing.on = !tracing.busy && (!tracing.trace.is_unbound() || !tracing.profile.is_unbound()); }

void set_traps(Code* code, bool trapped) {
    auto& instructions = code->instructions;
    if (instructions.empty() || bool(instructions[0].op & Instruction::kTrap) == trapped) return;
    for (std::size_t at = 0; at < instructions.size(); at += 1 + static_cast<std::size_t>(info(instructions[at].opcode()).data_words))
        instructions[at].op ^= Instruction::kTrap;
}

/// The old function is to be released when all is done.
Value set_function(InterpreterState& state, Value Tracing::*which, View function) {
    if (!function.is_none())
        for (Frame* frame = state.frame; frame; frame = frame->caller) set_traps(frame->code, true);
    Value old = std::exchange(state.tracing.*which, function.is_none() ? Value() : Value(function));
    update(state.tracing);
    return old;
}

void set_functions(Runtime& rt, Value Tracing::*which, View function, bool all_threads) {
    std::vector<Value> old;
    if (!all_threads) old.push_back(set_function(*rt.interpreter, which, function));
    else
        for (InterpreterState* state : *rt.interpreter->of_all_threads) old.push_back(set_function(*state, which, function));
}

/// Tells a function of an event. It runs untraced.
Result<Value> tell(Runtime& rt, Value function, FrameObject* object, const char* event, View argument, Tracing::Move move) {
    Tracing& tracing = rt.interpreter->tracing;
    Ref<Str> name = TRY(intern(rt, event));
    Tracing::Move outer_move = std::exchange(tracing.move, move);
    Frame* outer_frame = std::exchange(tracing.told_of, object->frame);
    Value outer_handled = std::move(tracing.handled);
    tracing.busy = true;
    update(tracing);
    Result<Value> result = call(rt, function, {View(object), View(name.get()), argument});
    tracing.busy = false;
    update(tracing);
    tracing.move = outer_move;
    tracing.told_of = outer_frame;
    if (Value handled = std::exchange(tracing.handled, std::move(outer_handled)); !handled.is_unbound())
        release_keeping_error(rt, std::exchange(rt.handled->exception, std::move(handled)).detach());
    return result;
}

/// After a trace function has raised: no more events for it.
void forget(Runtime& rt, Value Tracing::*which) {
    Value pending = std::move(rt.pending);
    (void)set_function(*rt.interpreter, which, View::none());
    rt.pending = std::move(pending);
}

Result<void> tell_trace(Runtime& rt, FrameObject* object, const char* event, View argument, Tracing::Move move = Tracing::no_line,
                        bool begins = false) {
    Tracing& tracing = rt.interpreter->tracing;
    if (tracing.trace.is_unbound()) return {};
    Value function = begins ? tracing.trace : object->trace;
    if (function.is_none()) return {};
    Result<Value> result = tell(rt, function, object, event, argument, move);
    if (result.raised()) {
        forget(rt, &Tracing::trace);
        Value pending = std::move(rt.pending);
        object->trace = View::none();
        rt.pending = std::move(pending);
        return Raised{};
    }
    if (!result.value().is_none()) {
        object->trace = result.take();
        hold_frame_object(object);
    }
    return {};
}

Result<void> tell_profile(Runtime& rt, FrameObject* object, const char* event, View argument, Tracing::Move move) {
    Tracing& tracing = rt.interpreter->tracing;
    if (tracing.profile.is_unbound() || !tell(rt, tracing.profile, object, event, argument, move).raised()) return {};
    forget(rt, &Tracing::profile);
    return Raised{};
}

Result<void> tell_both(Runtime& rt, Frame* frame, const char* event, View argument, Tracing::Move move, bool begins) {
    Ref<FrameObject> object = TRY(object_of_frame(rt, frame));
    TRY(tell_profile(rt, object.get(), event, argument, move));
    return tell_trace(rt, object.get(), event, argument, move, begins);
}

/// An instruction will not be executed: what it would have consumed is released.
void release_operands(Runtime& rt, Frame* frame, std::uint32_t at) {
    Value pending = std::move(rt.pending);
    View* r = frame->registers();
    for (std::uint32_t n : effects_of(*frame->code, at).consumed)
        if (n >= frame->code->local_count) release(std::exchange(r[n], View()));
    rt.pending = std::move(pending);
}

/// The frame object that a trace function wants lines, returns and exceptions of; null if none.
FrameObject* traced_object(Runtime& rt, Frame* frame) {
    if (rt.interpreter->tracing.trace.is_unbound()) return nullptr;
    FrameObject* object = known_frame_object(rt, frame);
    return object && !object->trace.is_none() ? object : nullptr;
}

/// Keeps the pending exception while a trace function is told of it, unless that raises.
template <typename Tell>
void with_pending(Runtime& rt, Frame* frame, Tell&& tell) {
    if (rt.stopping()) return;
    Value pending = std::move(rt.pending);
    if (tell(pending).raised()) return add_traceback_entry(rt, frame);
    rt.pending = std::move(pending);
}

Result<void> tell_exception(Runtime& rt, Frame* frame, View exception) {
    Ref<FrameObject> object(traced_object(rt, frame));
    if (!object) return {};
    Ref<Tuple> argument = TRY(new_tuple(rt, {View(exception.object()->type()), exception, exception.as<Exception>()->traceback}));
    return tell_trace(rt, object.get(), "exception", View(argument.get()));
}

}  // namespace

Result<Value> enter_traced(Runtime& rt, Frame* frame, Start start) {
    InterpreterState& state = *rt.interpreter;
    Result<Value> result = run_traced(rt, frame, start);
    if (!state.tracing.left) return result;
    state.tracing.left = false;
    return run(rt, state.frame, Start::go_on);
}

bool trap_leads_to_tracing(Runtime& rt, Code* code) {
    const Tracing& tracing = rt.interpreter->tracing;
    if (tracing.on) return true;
    bool others = rt.threads && rt.threads->count();  // which may wait for a frame of this code to go on
    if (!tracing.busy && !others) set_traps(code, false);
    return false;
}

void set_trace_function(Runtime& rt, View function, bool all_threads) { set_functions(rt, &Tracing::trace, function, all_threads); }
void set_profile_function(Runtime& rt, View function, bool all_threads) { set_functions(rt, &Tracing::profile, function, all_threads); }

Result<Value> call_traced(Runtime& rt, View callable, const Arguments& arguments) {
    Tracing& tracing = rt.interpreter->tracing;
    bool busy = std::exchange(tracing.busy, false);
    update(tracing);
    Result<Value> result = call(rt, callable, arguments);
    tracing.busy = busy;
    update(tracing);
    return result;
}

std::int64_t instruction_before(Frame* frame) {
    if (frame->flags & Frame::moved) return kNoInstruction;
    return frame->pc == frame->code->instructions.data() ? kFreshFrame : std::int64_t{current_instruction(frame)};
}

Result<void> trace_instruction(Runtime& rt, Frame* frame, std::int64_t before) {
    if (before == kFreshFrame) TRY(tell_both(rt, frame, "call", View::none(), Tracing::frame_begins, true));
    Ref<FrameObject> object(traced_object(rt, frame));
    if (!object) return {};
    while (true) {
        Instruction* stands = ++frame->pc;
        const Code* code = frame->code;
        auto at = static_cast<std::uint32_t>(stands - code->instructions.data()) - 1;
        // The lines that are gone through here: those of statements without instructions, then the instruction's own.
        std::uint32_t last = 0;
        if (before >= 0) {
            const Code::Position* there = code->position_at(static_cast<std::uint32_t>(before));
            last = there && there->line ? there->line : object->told;
        }
        bool back = before >= at, skipping = std::exchange(object->moved, false);
        std::uint32_t first = std::exchange(object->marked, 0);
        Result<void> told;
        auto tell_line = [&](std::uint32_t line, bool marked) {
            if (skipping) {
                // Where it was moved to is not told.
                if (marked ? line != first : first != 0) return;
                skipping = back = false;
                object->told = last = line;
            }
            if (!line || (line == last && !back) || told.raised() || object->moved || !object->trace_lines) return;
            std::uint32_t shown = marked ? line : 0;
            object->marked = shown;
            object->told = line;
            told = tell_trace(rt, object.get(), "line", View::none(), Tracing::at_line);
            if (object->moved && frame->pc == stands && object->marked == shown) object->moved = false;  // to where it is
            if (!object->moved) object->marked = 0;
            last = line;
            back = false;
        };
        auto mark = std::lower_bound(code->marks.begin(), code->marks.end(), at, [](const Code::Mark& m, std::uint32_t pc) { return m.pc < pc; });
        for (; mark != code->marks.end() && mark->pc == at; ++mark) tell_line(mark->line, true);
        const Code::Position* here = code->position_at(at);
        tell_line(here ? here->line : 0, false);
        if (!told.raised() && !object->moved && object->trace_opcodes) told = tell_trace(rt, object.get(), "opcode", View::none());
        if (told.raised()) {
            release_operands(rt, frame, current_instruction(frame));
            return Raised{};
        }
        --frame->pc;
        if (!object->moved) return {};
        before = kNoInstruction;
    }
}

Result<void> trace_resumed(Runtime& rt, Generator* outermost) {
    Value pending = std::move(rt.pending);
    for (Generator* generator = outermost;;) {
        Frame& frame = generator->frame;
        rt.interpreter->frame = &frame;
        // One that begins is told of before its first instruction, one that was moved not at all.
        Tracing::Move move = pending.is_unbound() && !(frame.flags & Frame::in_send) ? Tracing::waiting : Tracing::no_line;
        if (instruction_before(&frame) >= 0) TRY(tell_both(rt, &frame, "call", View::none(), move, true));
        View driven = driven_by(generator);
        if (!is_generator(driven) || !driven.as<Generator>()->joined || driven.as<Generator>()->frame.caller != &frame) break;
        generator = driven.as<Generator>();
    }
    rt.pending = std::move(pending);
    return {};
}

Result<void> trace_return(Runtime& rt, Frame* frame, View value, bool yields) {
    if (rt.interpreter->tracing.profile.is_unbound() && !traced_object(rt, frame)) return {};
    return tell_both(rt, frame, "return", value, yields ? Tracing::waiting : Tracing::no_line, false);
}

Result<void> trace_yield(Runtime& rt, Frame* frame, Generator* root, View value) {
    for (Generator* generator = Generator::of(frame);; generator = Generator::of(generator->frame.caller)) {
        TRY(trace_return(rt, &generator->frame, value, !(generator->frame.flags & Frame::in_send)));
        if (generator == root) return {};
    }
}

Result<void> trace_driven_end(Runtime& rt, Frame* frame, View driven, View value) {
    Ref<FrameObject> object(traced_object(rt, frame));
    if (!object || (!is_generator(driven) && frame->code->code_flags & Code::generator)) return {};
    Type* type = rt.exceptions[StopIteration];
    Value exception = TRY(new_exception(rt, type, value.is_none() ? View() : value));
    return tell_trace(rt, object.get(), "exception", View(TRY(new_tuple(rt, {View(type), exception, View::none()})).get()));
}

void trace_raised(Runtime& rt, Frame* frame) {
    with_pending(rt, frame, [&](View exception) { return tell_exception(rt, frame, exception); });
}

Result<Value> trace_next(Runtime& rt, Frame* frame, View iterator) {
    if (!is_kind(lookup_on_type(rt.type_of(iterator), rt.names.next_), Kind::function)) return next_item(rt, iterator);
    Result<Value> item = call_special(rt, iterator, rt.names.next_);
    if (!item.raised() || rt.stopping() || !rt.pending_is(StopIteration)) return item;
    Value end = std::move(rt.pending);
    TRY(tell_exception(rt, frame, end));
    return Value();
}

void trace_unwound(Runtime& rt, Frame* frame) {
    with_pending(rt, frame, [&](View exception) -> Result<void> {
        // Where a clause without a line has raised it again, it is told as where it was raised first.
        const Code::Position* place = frame->code->position_at(current_instruction(frame));
        View entry = exception.as<Exception>()->traceback;
        FrameObject* object = known_frame_object(rt, frame);
        bool elsewhere = object && place && !place->line && is_kind(entry, Kind::traceback) &&
                         View(entry.as<Traceback>()->frame) == View(static_cast<const Object*>(object));
        if (!elsewhere) return trace_return(rt, frame, View::none());
        Instruction* stands = std::exchange(frame->pc, frame->code->instructions.data() + entry.as<Traceback>()->at + 1);
        Result<void> told = trace_return(rt, frame, View::none());
        frame->pc = stands;
        return told;
    });
}

Result<void> trace_native_call(Runtime& rt, Frame* frame, std::int64_t at, View callable, View first, Value& told) {
    Value native;
    if (is_kind(callable, Kind::bound_method)) {
        first = callable.as<BoundMethod>()->self;
        callable = callable.as<BoundMethod>()->function;
    }
    if (is_kind(callable, Kind::native_function)) {
        native = Value(callable);
    } else if (is_kind(callable, Kind::descriptor) && callable.object()->type() == rt.types.method_descriptor && !first.is_unbound()) {
        Type* type = callable.object()->type();
        Result<Value> bound = type->slots.get(rt, callable, first, rt.type_of(first));
        if (!bound.raised()) native = bound.take();
        else rt.pending = Value();  // the call itself says what is wrong
    }
    if (native.is_unbound()) return {};
    Result<Ref<FrameObject>> object = object_of_frame(rt, frame);
    if (object.raised() || tell_profile(rt, object.value().get(), "c_call", native, Tracing::in_call).raised()) {
        release_operands(rt, frame, static_cast<std::uint32_t>(at));
        return Raised{};
    }
    told = std::move(native);
    return {};
}

void trace_native_end(Runtime& rt, Frame* frame, Value told, Result<Value>& result) {
    if (rt.stopping()) return;
    Value pending = std::move(rt.pending);
    Result<Ref<FrameObject>> object = object_of_frame(rt, frame);
    if (object.raised() || tell_profile(rt, object.value().get(), result.raised() ? "c_exception" : "c_return", told, result.raised() ? Tracing::no_line : Tracing::in_call).raised()) result = Raised{};
    else rt.pending = std::move(pending);
}

void trace_native_end(Runtime& rt, Frame* frame, Value told, CallOutcome& outcome) {
    if (outcome.kind == CallOutcome::frame) return;
    Result<Value> result = outcome.kind == CallOutcome::raised ? Result<Value>(Raised{}) : Result<Value>(Value::adopt(outcome.result));
    trace_native_end(rt, frame, std::move(told), result);
    if (result.raised()) outcome = {CallOutcome::raised, View()};
    else outcome.result = result.take().detach();
}

}  // namespace ouro
