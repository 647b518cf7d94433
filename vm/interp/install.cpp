// SPDX-License-Identifier: MIT
// Puts the interpreter into a Runtime: its types, its state, and the hooks through which runtime and stdlib call it.
#include <pthread.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>

#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/compiler/compiler.h"
#include "vm/interp/calls.h"
#include "vm/interp/frame_object.h"
#include "vm/interp/imports.h"
#include "vm/interp/introspection.h"
#include "vm/interp/machine_stack.h"
#include "vm/interp/tracing.h"
#include "vm/interp/types.h"

#ifdef __GLIBC__
extern "C" void* __libc_stack_end;  // where the stack of the process began
#endif

namespace ouro {

namespace {

Result<Value> compile_hook(Runtime& rt, Str* source, Str* filename, const char* mode, int flags) {
    CompileMode wanted = mode[0] == 'e' && mode[1] == 'v' ? CompileMode::eval : mode[0] == 's' ? CompileMode::single : CompileMode::exec;
    Ref<Code> code = TRY(compile_source(rt, std::string_view(source->data(), source->size), filename, wanted, flags));
    return code;
}

Result<Value> run_code_hook(Runtime& rt, View code, Dict* globals, View locals) {
    if (!as_code(code)) return rt.raise(TypeError, "code object expected");
    return run_code(rt, as_code(code), globals, locals);
}

Dict* current_globals(Runtime& rt) {
    Frame* frame = current_frame(rt);
    return frame ? static_cast<Function*>(frame->function)->globals : nullptr;
}

Result<Value> current_locals(Runtime& rt) {
    Frame* frame = current_frame(rt);
    return frame ? frame_locals(rt, frame) : Result<Value>(Value());
}

/// Gives a state its first chunk of stack; false without memory.
bool begin_stack(Runtime& rt, InterpreterState* state) {
    auto* chunk = static_cast<StackChunk*>(rt.heap.allocate_raw(kStackChunkBytes));
    if (!chunk) return false;
    *chunk = {nullptr, kStackChunkBytes, nullptr};
    state->chunk = chunk;
    state->stack_end = chunk->end();
    state->heap_top = chunk->begin() + 1;
    return true;
}

InterpreterState* new_thread_state(Runtime& rt) {
    auto state = std::make_unique<InterpreterState>();
    state->types = rt.interpreter->types;
    state->frame_objects = rt.interpreter->frame_objects;
    state->of_all_threads = rt.interpreter->of_all_threads;
    if (!begin_stack(rt, state.get())) return nullptr;
    state->of_all_threads->push_back(state.get());
    return state.release();
}

void destroy_state(Runtime& rt) {
    InterpreterState* state = rt.interpreter;
    if (!state) return;
    // At the end of all, no finaliser runs any more: they go with the heap.
    for (Value* function : {&state->tracing.trace, &state->tracing.profile})
        if (!function->is_unbound()) rt.library[function] = std::exchange(*function, Value());
    while (StackChunk* chunk = state->chunk) {
        state->chunk = chunk->previous;
        rt.heap.free_raw(chunk, chunk->bytes);
    }
    if (state->spare) rt.heap.free_raw(state->spare, state->spare->bytes);
    auto& all = *state->of_all_threads;
    all.erase(std::remove(all.begin(), all.end(), state), all.end());
    rt.interpreter = nullptr;
    delete state;
}

void end_thread_state(Runtime& rt) {
    set_trace_function(rt, View::none());
    set_profile_function(rt, View::none());
    destroy_state(rt);
}

}  // namespace

namespace {

struct MachineStack {
    char* low = nullptr;
    std::size_t size = 0;
};

MachineStack machine_stack() {
#ifdef __GLIBC__
    // The main thread's: pthread_getattr_np() would read /proc/self/maps for it, which takes a good part of a short run.
    rlimit limit;
    if (syscall(SYS_gettid) == getpid() && getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        return {static_cast<char*>(__libc_stack_end) - limit.rlim_cur, limit.rlim_cur};
#endif
    pthread_attr_t attributes;
    void* low = nullptr;
    std::size_t size = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
        pthread_attr_getstack(&attributes, &low, &size);
        pthread_attr_destroy(&attributes);
    }
    return {static_cast<char*>(low), size};
}

}  // namespace

void set_stack_limit(Runtime& rt) {
    MachineStack stack = machine_stack();
    // What a native may need below its own check, with room for instrumented builds.
    constexpr std::size_t reserve = 256 * 1024;
    rt.stack_limit = stack.low ? stack.low + (stack.size > 2 * reserve ? reserve : stack.size / 4) : nullptr;
}

bool install_interpreter(Runtime& rt) {
    auto* state = new InterpreterState;
    state->frame_objects = std::make_shared<std::vector<FrameObject*>>();
    state->of_all_threads = std::make_shared<std::vector<InterpreterState*>>(1, state);
    rt.interpreter = state;
    set_stack_limit(rt);
    if (!begin_stack(rt, state)) return false;
    struct {
        const TypeDef* def;
        Ref<Type>* type;
    } const types[] = {{&code_type, &state->types.code},
                       {&function_type, &state->types.function},
                       {&generator_type, &state->types.generator},
                       {&coroutine_type, &state->types.coroutine},
                       {&coroutine_wrapper_type, &state->types.coroutine_wrapper},
                       {&async_generator_type, &state->types.async_generator},
                       {&async_send_type, &state->types.async_send},
                       {&async_throw_type, &state->types.async_throw},
                       {&frame_type, &state->types.frame},
                       {&frame_locals_type, &state->types.frame_locals}};
    for (auto& each : types) {
        Result<Ref<Type>> made = make_type(rt, *each.def);
        if (made.raised()) return false;
        *each.type = made.take();
    }
    rt.coroutine_type = state->types.coroutine.get();
    VmHooks& hooks = rt.hooks;
    hooks.call_function = call_function;
    hooks.resume = resume;
    hooks.run_steps = run_steps;
    hooks.resume_raising = resume_raising;
    hooks.compile = compile_hook;
    hooks.run_code = run_code_hook;
    hooks.run_class_body = run_class_body;
    hooks.current_globals = current_globals;
    hooks.current_locals = current_locals;
    hooks.import = import_module;
    hooks.super_arguments = super_arguments;
    hooks.source_position = source_position;
    hooks.names_visible = names_visible;
    hooks.destroy = destroy_state;
    hooks.new_thread_state = new_thread_state;
    hooks.end_thread_state = end_thread_state;
    hooks.set_stack_limit = set_stack_limit;
    return true;
}

Result<Ref<Code>> new_code(Runtime& rt) {
    auto* code = rt.allocate<Code>(rt.interpreter->types.code.get());
    if (!code) return rt.raise_memory_error();
    Object header = *code;
    new (code) Code;
    static_cast<Object&>(*code) = header;
    return Ref<Code>::adopt(code);
}

}  // namespace ouro
