// SPDX-License-Identifier: MIT
// Making, resuming from native code, closing and ending generators and coroutines. Their methods are in generator_methods.cpp.
#include "vm/interp/generator.h"

#include "runtime/native/async.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/interp/frame_object.h"
#include "vm/interp/generator_methods.h"
#include "vm/interp/interpreter.h"
#include "vm/interp/slow_paths.h"
#include "vm/interp/unwind.h"

namespace ouro {

namespace {

std::size_t bytes_of(const Code* code) { return sizeof(Generator) + code->register_count * sizeof(View); }

const char* kind_name(const Generator* generator) {
    switch (generator->kind) {
        case Kind::coroutine: return "coroutine";
        case Kind::async_generator: return "async generator";
        default: return "generator";
    }
}

/// The end of a generator that waits, or has not begun. It is finished first: what its values run as they go may come back to it.
void end_waiting(Runtime& rt, Generator* generator) {
    Ref<Generator> held(generator);
    finish_generator(generator);
    release_frame_contents(rt, &generator->frame);
}

/// The state as scripts see it: that of the root decides whether a joined generator is running.
bool is_running(Generator* generator) {
    while (generator->joined) generator = Generator::of(generator->frame.caller);
    return generator->state == Generator::running;
}

/// The same during a pass of the collector. Each generator is passed once, so that a chain costs what its length is.
bool is_running(Generator* generator, std::uint32_t pass) {
    if (!pass || !generator->joined) return is_running(generator);
    Generator* known = generator;
    while (known->joined && known->looked_up >> 1 != pass) known = Generator::of(known->frame.caller);
    bool running = known->joined ? known->looked_up & 1 : known->state == Generator::running;
    for (Generator* g = generator; g != known; g = Generator::of(g->frame.caller)) g->looked_up = std::uint64_t{pass} << 1 | running;
    return running;
}

/// Resumes a generator that is joined to a suspended awaiter, which it leaves for as long as this lasts.
template <typename Go>
Result<Value> aside(Runtime&, Generator* generator, Go&& go) {
    Frame* awaiter = generator->frame.caller;
    HandledException* handled = generator->handled.previous;
    for (Generator* g = generator; g->joined;) {
        g = Generator::of(g->frame.caller);
        g->rewalk = true;
    }
    generator->joined = false;
    generator->state = Generator::suspended;
    generator->rewalk = true;
    Result<Value> result = go();
    if (generator->state != Generator::finished) {
        generator->joined = true;
        generator->looked_up = 0;
        generator->state = Generator::running;
    }
    generator->frame.caller = awaiter;
    generator->handled.previous = handled;
    return result;
}

[[gnu::always_inline]] inline Result<Value> go_on(Runtime& rt, Generator* generator, Start start) {
    Ref<Generator> held(generator);
    if (rt.enter_native("").raised()) return Raised{};
    Frame* frame = begin_resume(rt, generator, Generator::by_native);
    if (start == Start::raise && !rt.stopping()) {
        // What is thrown in has what is handled there as its context, not what its thrower handles.
        for (HandledException* h = rt.handled; h != generator->handled.previous; h = h->previous) {
            if (h->exception.is_none() || h->exception.is_unbound()) continue;
            set_context(rt.pending.as<Exception>(), h->exception);
            break;
        }
    }
    return run(rt, frame, start);
}

}  // namespace

namespace {

/// A generator whose registers are not yet filled and which does not yet hold its function; null without memory.
Generator* allocate_generator(Runtime& rt, Function* function) {
    Code* code = function->code;
    VmTypes& types = rt.interpreter->types;
    Type* type = code->code_flags & Code::coroutine ? types.coroutine.get()
                 : code->code_flags & Code::async_generator ? types.async_generator.get()
                                                            : types.generator.get();
    std::size_t bytes = bytes_of(code);
    auto* generator = static_cast<Generator*>(rt.heap.allocate_object(bytes));
    if (!generator) return nullptr;
    generator->references = 1;
    generator->aux = 0;
    generator->kind = type->instance_kind;
    generator->flags = bytes > Heap::kLargestCell ? Object::kLarge : 0;
    generator->shape = type->root_shape;
    new (&generator->handled) HandledException{View::none(), nullptr};
    generator->innermost = generator;
    generator->outer_root = nullptr;
    generator->state = Generator::created;
    generator->resumer = Generator::by_native;
    generator->joined = generator->rewalk = generator->warned_or_awaited = generator->async_running = false;
    generator->async_closed = generator->hooks_done = generator->renamed = false;
    generator->chain = 0;
    generator->extra = nullptr;
    generator->frame = {.function = function, .code = code, .pc = code->instructions.data(), .caller = nullptr,
                        .result = 0, .flags = Frame::heap, .object_number = 0};
    return generator;
}

}  // namespace

Result<Ref<Generator>> new_generator(Runtime& rt, Function* function) {
    Generator* generator = allocate_generator(rt, function);
    if (!generator) return rt.raise_memory_error();
    retain(function);
    View* r = generator->registers();
    for (std::uint32_t n = 0; n < function->code->local_count; ++n) r[n] = View();
    return Ref<Generator>::adopt(generator);
}

Generator* begin_generator(Runtime& rt, Function* function, const View* arguments) {
    Generator* generator = allocate_generator(rt, function);
    if (!generator) return nullptr;
    View* r = generator->registers();
    std::uint32_t n = 0;
    for (; n < function->code->argument_count; ++n) r[n] = arguments[n];
    for (; n < function->code->local_count; ++n) r[n] = View();
    return generator;
}

View extra_of(const Generator* generator) {
    if (generator->renamed) return View(generator->extra).as<Tuple>()->items[2];
    return generator->extra ? View(generator->extra) : View::none();
}

void set_extra(Generator* generator, Value extra) {
    if (generator->renamed) View(generator->extra).as<Tuple>()->items[2] = std::move(extra);
    else generator->extra = extra.detach().object();
}

View driven_by(Generator* generator) {
    if (generator->state == Generator::finished || !(generator->frame.flags & Frame::in_send)) return View();
    Frame& frame = generator->frame;
    View* r = frame.registers();
    return frame.pc->opcode() == Opcode::SEND ? r[frame.pc->b] : r[frame.pc->b + 1];
}

Result<Value> resume(Runtime& rt, Generator* generator, View sent) {
    // What a signal's handler raises now is raised where the innermost generator goes on.
    if (rt.limits.attention.load(std::memory_order_relaxed) && generator->state == Generator::suspended) [[unlikely]]
        if (rt.check_stop().raised()) return rt.stopping() ? Result<Value>(Raised{}) : resume_raising(rt, generator);
    switch (generator->state) {
        case Generator::finished:
            rt.interpreter->async_yielded = false;
            if (generator->kind == Kind::coroutine) return rt.raise(RuntimeError, "cannot reuse already awaited coroutine");
            rt.sent_result = View::none();
            return View();
        case Generator::created:
            if (!sent.is_none())
                return rt.raise(TypeError, "can't send non-None value to a just-started %s", kind_name(generator));
            break;
        case Generator::running:
            if (is_running(generator)) return rt.raise(ValueError, "%s already executing", kind_name(generator));
            return aside(rt, generator, [&] { return resume(rt, generator, sent); });
        case Generator::suspended: break;
    }
    generator->warned_or_awaited = true;
    rt.sent_result = sent;
    return go_on(rt, generator, Start::resume);
}

namespace {

/// A step of what cannot simply be resumed, `outcome` is its end: the next one that can.
Generator* resumable(Runtime& rt, Generator* generator, View& outcome) {
    while (generator && !can_join(generator)) {
        Result<Value> result = resume(rt, generator, View::none());
        outcome = result.raised() ? View(View::kRaisedBits) : result.take().detach();
        generator = rt.hooks.end_step(rt, generator, outcome);
    }
    return generator;
}

}  // namespace

Generator* next_step(Runtime& rt, Generator* generator, View& outcome) {
    generator = rt.hooks.end_step(rt, generator, outcome);
    if (generator && !can_join(generator)) [[unlikely]] return resumable(rt, generator, outcome);
    return generator;
}

Result<void> run_steps(Runtime& rt, Generator* generator) {
    View outcome;
    generator = resumable(rt, generator, outcome);
    if (!generator) return outcome.is_raised() ? Result<void>(Raised{}) : Result<void>();
    generator->warned_or_awaited = true;
    rt.sent_result = View::none();
    if (run(rt, begin_resume(rt, generator, Generator::by_step), Start::resume).raised()) return Raised{};
    return {};
}

Result<Value> resume_raising(Runtime& rt, Generator* generator) {
    if (generator->state == Generator::running) {
        if (is_running(generator)) {
            rt.pending = View();
            return rt.raise(ValueError, "%s already executing", kind_name(generator));
        }
        return aside(rt, generator, [&] { return resume_raising(rt, generator); });
    }
    generator->warned_or_awaited = true;
    if (generator->state == Generator::finished) {
        if (generator->kind == Kind::coroutine) {
            rt.pending = View();
            return rt.raise(RuntimeError, "cannot reuse already awaited coroutine");
        }
        return Raised{};
    }
    if (generator->state == Generator::created) {
        add_traceback_entry(rt, &generator->frame);
        end_waiting(rt, generator);
        return Raised{};
    }
    return go_on(rt, generator, Start::raise);
}

namespace {

/// A suspended frame lets go of what it drives, as if that had raised.
void leave_driven(Runtime& rt, Frame* frame) {
    View* r = frame->registers();
    bool awaits = frame->pc->opcode() == Opcode::SEND;
    View driven = awaits ? r[frame->pc->b] : r[frame->pc->b + 1];
    ++frame->pc;
    frame->flags &= static_cast<std::uint16_t>(~Frame::in_send);
    if (!awaits) end_async_step(driven);
    Value exception = std::move(rt.pending);
    release(driven);
    rt.pending = std::move(exception);
}

bool drives(const Generator* generator) { return generator->state == Generator::suspended && (generator->frame.flags & Frame::in_send); }

/// Raises the pending exception in the own frame of a generator that ran while what it drives was closed.
Result<Value> raise_in_own_frame(Runtime& rt, Generator* generator) {
    generator->state = Generator::suspended;
    generator->rewalk = true;
    if (drives(generator)) leave_driven(rt, &generator->frame);
    return resume_raising(rt, generator);
}

/// Closes what a suspended generator drives, from the inner end of the chain outwards; all that are still to be closed are running
/// meanwhile, as is the generator itself afterwards. Raises what closing the outermost of these raises.
Result<void> close_below(Runtime& rt, Generator* generator) {
    std::vector<Ref<Generator>> chain;
    Generator* last = generator;
    for (;;) {
        View driven = driven_by(last);
        if (!is_generator(driven)) break;
        auto* inner = driven.as<Generator>();
        if (!inner->joined || inner->frame.caller != &last->frame) break;
        inner->joined = false;
        inner->rewalk = true;
        inner->handled.previous = nullptr;
        chain.emplace_back(inner);
        last = inner;
    }
    generator->state = Generator::running;
    Result<void> closed;
    if (View driven = driven_by(last); !driven.is_unbound()) closed = close_driven(rt, driven);
    for (; !chain.empty(); chain.pop_back()) {
        Generator* each = chain.back().get();
        if (!closed.raised()) {
            Result<Value> exit = new_exception(rt, rt.exceptions[GeneratorExit], View());
            if (!exit.raised()) (void)rt.raise_object(exit.take());
        }
        closed = Result<void>();
        Result<Value> result = raise_in_own_frame(rt, each);
        if (!result.raised() && !result.value().is_unbound()) closed = rt.raise(RuntimeError, "%s ignored GeneratorExit", kind_name(each));
        if (result.raised() && (rt.stopping() || (!rt.swallow(GeneratorExit) && !rt.swallow(StopIteration)))) closed = Raised{};
    }
    return closed;
}

}  // namespace

Result<Value> resume_exiting(Runtime& rt, Generator* generator) {
    if (generator->state == Generator::running && !is_running(generator)) return aside(rt, generator, [&] { return resume_exiting(rt, generator); });
    if (!drives(generator)) return resume_raising(rt, generator);
    Ref<Generator> held(generator);
    Value exit = std::move(rt.pending);
    if (!close_below(rt, generator).raised()) rt.pending = std::move(exit);
    return raise_in_own_frame(rt, generator);
}

Result<Value> close_generator(Runtime& rt, Generator* generator) {
    if (generator->state == Generator::finished) return View::none();
    if (generator->state == Generator::created) {
        generator->warned_or_awaited = true;
        end_waiting(rt, generator);
        return View::none();
    }
    if (generator->state == Generator::suspended) {
        // Nothing in it can notice: no handler covers the place where it waits, and it drives nothing.
        Frame& frame = generator->frame;
        if (!(frame.flags & Frame::in_send) && !frame.code->handler_at(current_instruction(&frame))) {
            end_waiting(rt, generator);
            return View::none();
        }
    }
    Ref<Generator> held(generator);
    (void)rt.raise_object(TRY(new_exception(rt, rt.exceptions[GeneratorExit], View())));
    Result<Value> result = resume_exiting(rt, generator);
    if (result.raised()) {
        if (rt.stopping()) return Raised{};
        if (rt.swallow(GeneratorExit) || rt.swallow(StopIteration)) return View::none();
        return Raised{};
    }
    if (!result.value().is_unbound()) return rt.raise(RuntimeError, "%s ignored GeneratorExit", kind_name(generator));
    return std::exchange(rt.sent_result, Value());
}

// ---- the end of generator objects

void finalize_generator(Runtime& rt, Object* object) {
    auto* generator = static_cast<Generator*>(object);
    if (generator->state == Generator::finished) return;
    if (generator->joined) {
        // The whole chain is garbage. It is closed from its root, as close() does, and each once.
        Generator* root = generator;
        while (root->joined) root = Generator::of(root->frame.caller);
        if (!(root->flags & Object::kFinalized)) {
            Ref<Generator> held(root);
            root->flags |= Object::kFinalized;
            finalize_generator(rt, root);
        }
        if (generator->state == Generator::finished) return;
    }
    if (generator->kind == Kind::coroutine && generator->state == Generator::created && !generator->warned_or_awaited) {
        warn_never_awaited(rt, generator);
    }
    if (generator->kind == Kind::async_generator && !extra_of(generator).is_none() && !generator->async_closed &&
        generator->state != Generator::created) {
        // PEP 525: the loop that first ran it closes it.
        Value hook(extra_of(generator));
        if (call(rt, hook, {View(static_cast<const Object*>(generator))}).raised()) rt.report_unraisable(object);
        return;
    }
    Result<Value> closed = close_generator(rt, generator);
    if (closed.raised()) rt.report_unraisable(object);
}

namespace {

/// Before the end of a suspended generator that was not closed: what it drives becomes a root, should anything else hold it.
void let_go(Generator* generator) {
    View driven = driven_by(generator);
    if (!is_generator(driven)) return;
    auto* inner = driven.as<Generator>();
    if (!inner->joined || inner->frame.caller != &generator->frame) return;
    inner->joined = false;
    inner->state = Generator::suspended;
    inner->rewalk = true;
    inner->handled.previous = nullptr;
}

}  // namespace

void destroy_generator(Runtime& rt, Object* object) {
    auto* generator = static_cast<Generator*>(object);
    if (generator->state != Generator::finished) {
        let_go(generator);
        generator->state = Generator::finished;
        release_frame_contents(rt, &generator->frame);
    }
    generator->handled.~HandledException();
    if (generator->extra) release(generator->extra);
    std::size_t bytes = bytes_of(generator->frame.code);
    Object* function = generator->frame.function;
    if (!rt.closing) [[likely]] rt.heap.free_object(generator, bytes);
    release(function);
}

void end_driven(Runtime& rt, Object* object) {
    if (!(object->flags & Object::kHasWeakReferences)) [[likely]] {
        if (object->kind == Kind::native_coroutine) {
            auto* coroutine = reinterpret_cast<NativeCoroutine*>(object);
            if (coroutine->state == NativeCoroutine::finished) return destroy_native(rt, coroutine);
        } else if (object->kind == Kind::coroutine && static_cast<Generator*>(object)->state == Generator::finished) {
            return destroy_generator(rt, object);
        }
    }
    destroy(object);
}

void traverse_generator(Object* object, Visitor& visit) {
    auto* generator = static_cast<Generator*>(object);
    visit(generator->handled.exception);
    visit(generator->extra);
    if (generator->frame.flags & Frame::has_object) visit(held_by_frame(*generator->type()->runtime, &generator->frame));
    if (generator->state == Generator::finished) {
        visit(generator->frame.function);
    } else if (!is_running(generator, visit.pass)) {
        traverse_registers(&generator->frame, visit);
    }
}

void clear_generator(Runtime& rt, Object* object) {
    auto* generator = static_cast<Generator*>(object);
    // What is joined is driven by garbage, which does not run.
    if (generator->state == Generator::finished || (!generator->joined && generator->state == Generator::running)) return;
    let_go(generator);
    end_waiting(rt, generator);
}

bool generator_is_running(Generator* generator) { return is_running(generator); }

}  // namespace ouro
