// SPDX-License-Identifier: MIT
// The events of trace and profile functions. As in CPython a trace function belongs to the thread ("call") or, returned by it, to one frame
// (everything else, FrameObject::trace); a profile function belongs to the thread.
#include "vm/interp/tracing.h"

#include <algorithm>

#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/native_function.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/threads.h"
#include "vm/bytecode/verify.h"
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

void set_function(Runtime& rt, Value Tracing::*which, View function) {
    InterpreterState& state = *rt.interpreter;
    if (!function.is_none())
        for (Frame* frame = state.frame; frame; frame = frame->caller) set_traps(frame->code, true);
    Value old = std::exchange(state.tracing.*which, function.is_none() ? Value() : Value(function));
    update(state.tracing);
}

/// Tells a function of an event. It runs untraced.
Result<Value> tell(Runtime& rt, Value function, FrameObject* object, const char* event, View argument) {
    Tracing& tracing = rt.interpreter->tracing;
    Ref<Str> name = TRY(intern(rt, event));
    tracing.busy = true;
    update(tracing);
    Result<Value> result = call(rt, function, {View(object), View(name.get()), argument});
    tracing.busy = false;
    update(tracing);
    return result;
}

/// After a trace function has raised: no more events for it.
void forget(Runtime& rt, Value Tracing::*which) {
    Value pending = std::move(rt.pending);
    set_function(rt, which, View::none());
    rt.pending = std::move(pending);
}

Result<void> tell_trace(Runtime& rt, FrameObject* object, const char* event, View argument, bool begins = false) {
    Tracing& tracing = rt.interpreter->tracing;
    if (tracing.trace.is_unbound()) return {};
    Value function = begins ? tracing.trace : object->trace;
    if (function.is_none()) return {};
    Result<Value> result = tell(rt, function, object, event, argument);
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

Result<void> tell_profile(Runtime& rt, FrameObject* object, const char* event, View argument) {
    Tracing& tracing = rt.interpreter->tracing;
    if (tracing.profile.is_unbound() || !tell(rt, tracing.profile, object, event, argument).raised()) return {};
    forget(rt, &Tracing::profile);
    return Raised{};
}

Result<void> tell_both(Runtime& rt, Frame* frame, const char* event, View argument, bool begins) {
    Ref<FrameObject> object = TRY(object_of_frame(rt, frame));
    TRY(tell_profile(rt, object.get(), event, argument));
    return tell_trace(rt, object.get(), event, argument, begins);
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

void set_trace_function(Runtime& rt, View function) { set_function(rt, &Tracing::trace, function); }
void set_profile_function(Runtime& rt, View function) { set_function(rt, &Tracing::profile, function); }

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
    return frame->pc == frame->code->instructions.data() ? kFreshFrame : std::int64_t{current_instruction(frame)};
}

Result<void> trace_instruction(Runtime& rt, Frame* frame, std::int64_t before) {
    if (before == kFreshFrame) TRY(tell_both(rt, frame, "call", View::none(), true));
    Ref<FrameObject> object(traced_object(rt, frame));
    if (!object) return {};
    Code* code = frame->code;
    auto at = static_cast<std::uint32_t>(frame->pc - code->instructions.data());
    // The lines that are gone through here: those of statements without instructions, then the instruction's own.
    std::uint32_t last = 0;
    if (before >= 0) {
        const Code::Position* there = code->position_at(static_cast<std::uint32_t>(before));
        last = there && there->line ? there->line : object->told;
    }
    bool back = before >= at;
    Instruction* stands = ++frame->pc;
    Tracing& tracing = rt.interpreter->tracing;
    Frame* movable = std::exchange(tracing.movable, frame);
    Result<void> told;
    auto tell_line = [&](std::uint32_t line, bool marked) {
        if (!line || (line == last && !back) || told.raised() || !object->trace_lines || frame->pc != stands) return;
        object->marked = marked ? line : 0;
        object->told = line;
        told = tell_trace(rt, object.get(), "line", View::none());
        object->marked = 0;
        last = line;
        back = false;
    };
    auto mark = std::lower_bound(code->marks.begin(), code->marks.end(), at, [](const Code::Mark& m, std::uint32_t pc) { return m.pc < pc; });
    for (; mark != code->marks.end() && mark->pc == at; ++mark) tell_line(mark->line, true);
    const Code::Position* here = code->position_at(at);
    tell_line(here ? here->line : 0, false);
    if (!told.raised() && object->trace_opcodes && frame->pc == stands) told = tell_trace(rt, object.get(), "opcode", View::none());
    tracing.movable = movable;
    if (told.raised()) {
        frame->pc = stands;
        release_operands(rt, frame, at);
        return Raised{};
    }
    --frame->pc;
    return {};
}

namespace {

bool holds_values(const Code* code, std::uint32_t at) {
    bool any = false;
    code->each_live(at, [&](std::uint16_t) { any = true; });
    for (std::uint32_t n : effects_of(*code, at).consumed) any = any || n >= code->local_count;
    return any;
}

/// The first instruction of a line, or of what follows a line that has none; -1 if there is none.
std::int64_t instruction_at_line(const Code* code, std::uint32_t line) {
    std::int64_t found = -1;
    for (const Code::Mark& mark : code->marks)
        if (mark.line == line) {
            found = mark.pc;
            break;
        }
    for (const Code::Position& position : code->all_positions())
        if (position.line == line) return found < 0 || position.pc < found ? position.pc : found;
    return found;
}

}  // namespace

Result<void> move_frame(Runtime& rt, FrameObject* object, View value) {
    if (value.is_unbound()) return rt.raise(AttributeError, "cannot delete attribute");
    if (!is_integer(value)) return rt.raise(ValueError, "lineno must be an integer");
    std::int64_t wanted = TRY(index_to_int64(rt, value));
    Tracing& tracing = rt.interpreter->tracing;
    Frame* frame = object->frame;
    if (!tracing.busy || !frame) return rt.raise(ValueError, "f_lineno can only be set in a trace function");
    if (frame->pc == frame->code->instructions.data()) return rt.raise(ValueError, "can't jump from the 'call' trace event of a new frame");
    if (frame != tracing.movable) return rt.raise(ValueError, "can only jump from a 'line' trace event");
    const Code* code = frame->code;
    auto shown = [&] { return static_cast<long long>(wanted); };
    if (wanted < code->first_line) return rt.raise(ValueError, "line %lld comes before the current code block", shown());
    // A line without code stands for the next one that has some.
    std::uint32_t last = code->first_line;
    for (const Code::Position& position : code->all_positions()) last = std::max(last, position.line);
    for (const Code::Mark& mark : code->marks) last = std::max(last, mark.line);
    if (wanted > last) return rt.raise(ValueError, "line %lld comes after the current code block", shown());
    std::int64_t to = -1;
    for (auto line = static_cast<std::uint32_t>(wanted); to < 0 && line <= last; ++line) to = instruction_at_line(code, line);
    auto from = static_cast<std::uint32_t>(frame->pc - code->instructions.data()) - 1;
    if (to < 0 || code->instructions[static_cast<std::size_t>(to)].opcode() == Opcode::MAKE_CELL || holds_values(code, from) ||
        holds_values(code, static_cast<std::uint32_t>(to)))
        return rt.raise(ValueError, "can't jump into or out of what holds values ('for', 'with', 'except', expressions): that is not in ouro yet");
    // What the code on the way would have bound must be bound: the instructions there rely on it.
    std::vector<bool> is_cell(code->local_count);
    for (std::uint16_t each : code->cell_locals) is_cell[each] = true;
    View* r = frame->registers();
    std::size_t unbound = 0;
    for (std::uint32_t n = 0; n < code->local_count; ++n) unbound += !is_cell[n] && r[n].is_unbound();
    if (unbound && rt.hooks.warn) {
        Value text = TRY(rt.format("assigning None to %zu unbound local%s", unbound, unbound == 1 ? "" : "s"));
        TRY(rt.hooks.warn(rt, RuntimeWarning, text, 1, View::none()));
    }
    for (std::uint32_t n = 0; n < code->local_count; ++n)
        if (!is_cell[n] && r[n].is_unbound()) r[n] = View::none();
    frame->pc = frame->code->instructions.data() + to + 1;
    return {};
}

Result<void> trace_resumed(Runtime& rt, Generator* outermost) {
    Value pending = std::move(rt.pending);
    for (Generator* generator = outermost;;) {
        Frame& frame = generator->frame;
        rt.interpreter->frame = &frame;
        // One that begins is told of before its first instruction.
        if (frame.pc != frame.code->instructions.data()) TRY(tell_both(rt, &frame, "call", View::none(), true));
        View driven = driven_by(generator);
        if (!is_generator(driven) || !driven.as<Generator>()->joined || driven.as<Generator>()->frame.caller != &frame) break;
        generator = driven.as<Generator>();
    }
    rt.pending = std::move(pending);
    return {};
}

Result<void> trace_return(Runtime& rt, Frame* frame, View value) {
    if (rt.interpreter->tracing.profile.is_unbound() && !traced_object(rt, frame)) return {};
    return tell_both(rt, frame, "return", value, false);
}

Result<void> trace_yield(Runtime& rt, Frame* frame, Generator* root, View value) {
    for (Generator* generator = Generator::of(frame);; generator = Generator::of(generator->frame.caller)) {
        TRY(trace_return(rt, &generator->frame, value));
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
    Ref<FrameObject> object(traced_object(rt, frame));
    if (!object) return;
    with_pending(rt, frame, [&](View exception) -> Result<void> {
        Ref<Tuple> argument = TRY(new_tuple(rt, {View(exception.object()->type()), exception, exception.as<Exception>()->traceback}));
        return tell_trace(rt, object.get(), "exception", View(argument.get()));
    });
}

void trace_unwound(Runtime& rt, Frame* frame) {
    with_pending(rt, frame, [&](View) { return trace_return(rt, frame, View::none()); });
}

Result<void> trace_native_call(Runtime& rt, Frame* frame, std::int64_t at, View callable, View first, Value& told) {
    Value native;
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
    if (object.raised() || tell_profile(rt, object.value().get(), "c_call", native).raised()) {
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
    if (object.raised() || tell_profile(rt, object.value().get(), result.raised() ? "c_exception" : "c_return", told).raised()) result = Raised{};
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
