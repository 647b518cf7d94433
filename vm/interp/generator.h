// SPDX-License-Identifier: MIT
// Generator: generators, coroutines and async generators (told apart by Object::kind), with their frame inside.
//
// A generator that another one drives (`await`, `yield from`) is *joined* to it: its frame's caller is the awaiter's frame. The outermost
// of a chain is its *root*; `innermost` of a suspended root is the generator whose frame runs when the chain is resumed, so
// that suspending and resuming cost the same at any depth. A joined generator's own state says "running" also while the
// chain is suspended: the root knows.
#pragma once

#include "runtime/runtime.h"
#include "vm/interp/frame.h"

namespace ouro {

struct Generator : Object {
    enum State : std::uint8_t { created, suspended, running, finished };
    enum Resumer : std::uint8_t { by_native, by_for, by_step };

    HandledException handled;   // the exception that this generator is handling
    Generator* innermost;       // of a suspended root; itself when it drives no other
    union {
        Generator* outer_root;    // of a running root: the root that runs again when this one is suspended
        std::uint64_t looked_up;  // of a joined one: whether it runs, as a pass of the collector found out: twice the pass's number, plus 1 if so
    };
    State state;
    Resumer resumer;            // of a running root
    bool joined : 1;
    bool rewalk : 1;            // `innermost` is out of date: walk down from the root
    bool warned_or_awaited : 1; // coroutine: no "never awaited" warning
    bool async_running : 1;     // async generator: an asend() or the like is in progress
    bool async_closed : 1;
    bool hooks_done : 1;
    bool renamed : 1;           // `extra` is a tuple: name and qualified name as a script has set them, and the other extra
    std::uint32_t chain;        // joined generators below a suspended root
    Object* extra;              // async generator: finaliser hook; coroutine: origin; else null; owned
    Frame frame;                // its registers follow

    View* registers() { return frame.registers(); }
    static Generator* of(Frame* frame) {
        return reinterpret_cast<Generator*>(reinterpret_cast<char*>(frame) - offsetof(Generator, frame));
    }
};

inline bool is_generator(View value) {
    return value.is_object() && (value.object()->kind == Kind::generator || value.object()->kind == Kind::coroutine ||
                                 value.object()->kind == Kind::async_generator);
}

/// The finaliser hook of an async generator, the origin of a coroutine; else None.
View extra_of(const Generator* generator);
void set_extra(Generator* generator, Value extra);
/// A generator object for a call of `function`, with its parameters unbound.
Result<Ref<Generator>> new_generator(Runtime& rt, Function* function);
/// The same for a call with exactly the positional parameters: takes over the references to the function and the arguments. Null, and
/// nothing taken, without memory.
Generator* begin_generator(Runtime& rt, Function* function, const View* arguments);
/// send(), from native code: what it yields; Unbound when it returned, with rt.sent_result its value.
Result<Value> resume(Runtime& rt, Generator* generator, View sent);
/// VmHooks::run_steps.
Result<void> run_steps(Runtime& rt, Generator* generator);
/// Ends the step of `generator`, which stopped with `outcome`: the one to resume for the next; null: no more, as VmHooks::end_step.
Generator* next_step(Runtime& rt, Generator* generator, View& outcome);
/// throw(), with the pending exception.
Result<Value> resume_raising(Runtime& rt, Generator* generator);
/// The same with a pending GeneratorExit: what the generator drives is closed first (PEP 380), and raises nothing by itself.
Result<Value> resume_exiting(Runtime& rt, Generator* generator);
/// close(): raises GeneratorExit inside.
Result<Value> close_generator(Runtime& rt, Generator* generator);
/// What `generator` drives at present, or Unbound (gi_yieldfrom, cr_await).
View driven_by(Generator* generator);

}  // namespace ouro
