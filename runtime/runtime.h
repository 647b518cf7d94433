// SPDX-License-Identifier: MIT
// Runtime: the whole state of one interpreter (heap, limits, types, names, modules, the exception that is pending, the thread's frames
// and event loop). Everything native takes it as its first parameter; there is no other state anywhere.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/heap/cycles.h"
#include "runtime/heap/heap.h"
#include "runtime/heap/names.h"
#include "runtime/heap/result.h"
#include "runtime/heap/type.h"

namespace ouro {

/// The built-in exceptions, as natives name them: `rt.raise(TypeError, …)`.
enum ExceptionType : std::uint8_t {
#define EXCEPTION(identifier, name, base, doc) identifier,
#include "runtime/objects/exceptions.def"
#undef EXCEPTION
    kExceptionTypes
};

struct BuiltinTypes {
#define TYPE(identifier) Type* identifier = nullptr;
#include "runtime/objects/types.def"
#undef TYPE
};

struct Settings;  // below
/// A module of the standard library's Python half, embedded in the binary as bytecode (vm/bytecode/image.h).
struct FrozenModule {
    const char* name;  // dotted
    std::string_view image;
    bool is_package;
};
struct ModuleDef;
struct InterpreterState;  // vm/interp: the running frame, the value stack, the running generator chain
struct AsyncioState;      // stdlib/asyncio: the running loop, tasks

/// An exception being handled (sys.exc_info()); each generator has one of its own, linked to that of whoever resumed it.
struct HandledException {
    Value exception;  // None or an exception
    HandledException* previous = nullptr;
};

/// Where an instruction stands in its source; line 0: unknown. Columns are bytes from 0.
struct SourcePosition {
    const Str* file = nullptr;
    const Str* function = nullptr;  // name of the code
    std::uint32_t line = 0, end_line = 0, column = 0, end_column = 0;
};

/// What vm installs, so that runtime can call upward.
struct VmHooks {
    /// Calls a Function object.
    Result<Value> (*call_function)(Runtime&, Function*, const Arguments&) = nullptr;
    /// Resumes a generator or coroutine with a value (None at first): what it yields; Unbound when it returned, with rt.sent_result set.
    Result<Value> (*resume)(Runtime&, Generator*, View sent) = nullptr;
    /// Raises the pending exception inside a generator or coroutine; otherwise as resume.
    Result<Value> (*resume_raising)(Runtime&, Generator*) = nullptr;
    /// Runs the steps of a turn: resumes a coroutine with None, then whatever end_step() says, until that says nothing; Raised if it failed.
    Result<void> (*run_steps)(Runtime&, Generator*) = nullptr;
    /// Installed by asyncio. A coroutine of run_steps() has stopped, `outcome` is as the result of resume(), and owned: the one to resume
    /// next, or null, with `outcome` Raised where nothing more may run.
    Generator* (*end_step)(Runtime&, Generator*, View& outcome) = nullptr;
    /// Adds the running frame's position to the traceback of the pending exception (natives that call back need not).
    void (*add_traceback)(Runtime&) = nullptr;
    /// Compiles source text; mode is "exec", "eval" or "single".
    Result<Value> (*compile)(Runtime&, Str* source, Str* filename, const char* mode, int flags) = nullptr;
    /// Runs a code object in these namespaces.
    Result<Value> (*run_code)(Runtime&, View code, Dict* globals, View locals) = nullptr;
    /// Runs the function that is a class statement's body in the class namespace: what it returns (its __class__ cell or None).
    Result<Value> (*run_class_body)(Runtime&, View function, View namespace_) = nullptr;
    /// The globals and locals of the innermost Python frame; null outside any.
    Dict* (*current_globals)(Runtime&) = nullptr;
    Result<Value> (*current_locals)(Runtime&) = nullptr;
    /// The class and first argument that super() without arguments means in the running function.
    Result<void> (*super_arguments)(Runtime&, Value& cls, Value& object) = nullptr;
    /// tb_frame of a traceback entry; where an entry stands in its source.
    SourcePosition (*source_position)(const Traceback*) = nullptr;
    /// Names that the code of a traceback entry could have meant.
    Result<Ref<List>> (*names_visible)(Runtime&, const Traceback*) = nullptr;
    /// import: what `import name` does at this level in these globals.
    Result<Value> (*import)(Runtime&, Str* name, Dict* globals, View fromlist, int level) = nullptr;
    /// The signature text pieces of a function, for messages and inspect.
    /// Delivers signals, when `limits.attention` asks for it.
    Result<void> (*attend)(Runtime&) = nullptr;
    /// sys.unraisablehook for an exception that nobody can catch; `message` may be null.
    void (*unraisable)(Runtime&, View exception, View where, const char* message) = nullptr;
    /// The report of an exception that was not caught, as the module `traceback` words it; empty where it cannot.
    std::string (*exception_report)(Runtime&, Exception*) = nullptr;
    /// warnings.warn(message, category, stack_level, source=source).
    Result<void> (*warn)(Runtime&, ExceptionType category, View message, int stack_level, View source) = nullptr;
    /// A SyntaxWarning of the compiler, for this line.
    Result<void> (*syntax_warning)(Runtime&, const std::string& message, Str* filename, int line) = nullptr;
    void (*destroy)(Runtime&) = nullptr;  // frees interpreter and asyncio state
    /// The interpreter's state of a thread to be started, null without memory; the end of the running thread's.
    InterpreterState* (*new_thread_state)(Runtime&) = nullptr;
    void (*end_thread_state)(Runtime&) = nullptr;
    /// Sets stack_limit for the running thread.
    void (*set_stack_limit)(Runtime&) = nullptr;
    /// Visits what the interpreter's own frames and state own, for the cycle collector.
    void (*traverse_roots)(Runtime&, Visitor&) = nullptr;
};

class Runtime {
public:
    Runtime(const Settings& settings);
    ~Runtime();
    Runtime(const Runtime&) = delete;

    // ---- errors

    /// Makes an exception pending with a printf-formatted message (%s takes UTF-8).
    [[gnu::format(printf, 3, 4), gnu::cold]] Raised raise(ExceptionType type, const char* format, ...);
    /// Makes an exception pending whose only argument is `argument` (KeyError, StopIteration).
    [[gnu::cold]] Raised raise_value(ExceptionType type, View argument);
    /// Makes this exception object pending.
    [[gnu::cold]] Raised raise_object(Value exception);
    [[gnu::cold]] Raised raise_memory_error();
    /// The uncatchable stop: unwinds everything; no handler and no finally runs.
    [[gnu::cold]] Raised raise_stop(StopReason reason);
    /// Takes the pending exception (an Exception object); nothing is pending afterwards. Not for stops.
    Value take_exception();
    /// Whether the pending exception is an instance of `type` (false for stops).
    bool pending_is(ExceptionType type) const;
    /// Drops the pending exception if it is of this type, and says so.
    bool swallow(ExceptionType type);
    /// Reports the pending exception through sys.unraisablehook ("Exception ignored in: …") and drops it.
    void report_unraisable(View where, const char* message = nullptr);

    bool stopping() const { return stop_reason != StopReason::none; }

    Value pending;                              // the exception that is on its way, else Unbound
    StopReason stop_reason = StopReason::none;  // not none: a stop is on its way
    HandledException* handled = nullptr;        // innermost; walk `previous` to the first that is not None
    HandledException base_handled;
    Value sent_result;                          // see TypeSlots::send

    // ---- limits

    /// Charges fuel for `work` units of native work; raises a stop when fuel, deadline or a request says so. Call it in every native loop.
    Result<void> charge(std::int64_t work) {
        limits.slice -= work;
        if (limits.slice < 0) [[unlikely]] return check_stop();
        return {};
    }
    /// The same where no script code may run: only stops are seen.
    Result<void> spend(std::int64_t work) {
        limits.slice -= work;
        if (limits.slice < 0) [[unlikely]] return check_limits();
        return {};
    }
    Result<void> check_limits();
    /// Renews the slice, or raises: stops, signals to deliver, the lock to hand over, a collection that is due.
    Result<void> check_stop();
    /// To be called by native code that recurses: RecursionError when the machine stack is nearly used up; `where` ends its message.
    Result<void> enter_native(const char* where = "") {
        if (stack_is_short()) [[unlikely]] return raise_too_deep(where);
        return {};
    }
    bool stack_is_short() const {
        char here;
        return &here < stack_limit;
    }
    [[gnu::cold]] Raised raise_too_deep(const char* where);

    Limits limits;
    int depth = 0;                 // Python calls in progress
    int recursion_limit = 1000;
    int int_max_str_digits = 4300;  // sys.set_int_max_str_digits(); 0: no limit
    char* stack_limit = nullptr;   // lowest machine stack address that natives may reach on this thread

    // ---- objects

    template <typename T>
    T* allocate(Type* type, std::size_t bytes = sizeof(T)) {  // null without memory: return raise_memory_error()
        return static_cast<T*>(allocate_instance(type, bytes));
    }
    /// Allocates `bytes` (rounded up for attribute storage where the type has it), fills header and attribute storage; the rest is not initialised.
    Object* allocate_instance(Type* type, std::size_t bytes);
    /// Frees the memory of an object whose contents have been released: `bytes` as given to allocate_instance.
    void free_instance(Object* object, std::size_t bytes);

    Result<Value> integer(std::int64_t n) {
        if (View::fits_small_int(n)) [[likely]] return View::small_int(n);
        return big_integer(n);
    }
    Result<Value> integer_unsigned(std::uint64_t n);
    Result<Value> real(double d) {
        View v = View::try_double(d);
        if (!v.is_unbound()) [[likely]] return v;
        return boxed_real(d);
    }
    Result<Value> str(std::string_view utf8);  // valid UTF-8
    [[gnu::format(printf, 2, 3)]] Result<Value> format(const char* format, ...);
    Result<Value> big_integer(std::int64_t n);  // objects/int.cpp
    Result<Value> boxed_real(double d);         // objects/float.cpp

    Type* type_of(View value) const {
        if (value.is_object()) return value.object()->type();
        if (value.is_int()) return types.int_;
        if (value.is_double()) return types.float_;
        return type_of_constant(value);
    }
    Type* type_of_constant(View value) const;
    Type* exception_type(ExceptionType type) const { return exceptions[type]; }

    Heap heap;
    InternTable interned;
    Names names;
    BuiltinTypes types;
    Type* exceptions[kExceptionTypes] = {};
    std::vector<std::shared_ptr<struct TypeDef>> exception_defs;
    CycleCollector cycles;
    VmHooks hooks;

    /// Recent look-ups along MROs, by the version of the type and the interned name.
    struct LookupEntry {
        std::uint32_t version = 0;
        Str* name = nullptr;
        View value;
    };
    static constexpr std::size_t kLookups = 512;
    LookupEntry lookups[kLookups];

    Ref<Str> empty_str;
    Ref<Str> ascii_chars[128];
    Ref<Tuple> empty_tuple;
    Ref<Bytes> empty_bytes;
    Ref<Dict> builtins;   // namespace of the module builtins
    Ref<Dict> modules;    // sys.modules
    Ref<Module> sys_module, builtins_module;
    Value memory_error;   // made beforehand
    Value default_import; // builtins.__import__ as it was made: import statements call the importer directly while it is in place

    std::uint64_t hash_seed[2] = {};
    std::uint32_t next_version = 1;       // of shapes
    std::uint32_t next_keys_version = 1;  // of dicts

    bool ready = false;    // false: there was not even memory to start
    bool finalizing = false;  // the program is over, its exit functions have run: no thread is started and no process forked any more
    bool closing = false;  // the end: every object gives up what lies outside the heap, none is freed by itself
    const Settings& settings;
    InterpreterState* interpreter = nullptr;
    AsyncioState* asyncio = nullptr;
    Type* coroutine_type = nullptr;  // the interpreter's: coroutines with native bodies are of it too (native/async.h)
    Value context;  // the running context of PEP 567: see stdlib/contextvars.h
    std::unique_ptr<class Threads> threads;  // null until a thread is started: see runtime/threads.h
    std::vector<Value*> per_thread;          // what natives keep of which each thread has its own; Unbound in a new one

    std::vector<std::uint64_t> being_printed;  // containers whose repr is being made; see ReprGuard
    struct WeakTable* weak_references = nullptr;  // objects/weakref.cpp

    std::unordered_map<const struct TypeDef*, Type*> native_types;         // types of native modules: native_type() (native/module.h)
    std::unordered_map<const void*, Value> library;                        // what native modules keep, each under an address of its own
    std::unordered_map<const void*, std::shared_ptr<void>> library_state;  // the same for what is not a Value

private:
    bool bootstrap();  // bootstrap.cpp
};

/// What a host decides before a VM starts.
struct Settings {
    Allocator allocator = default_allocator();
    std::size_t memory_limit = SIZE_MAX;
    std::int64_t fuel = Limits::kUnlimited;
    double seconds = 0;  // wall clock for the VM's whole life; 0: none
    int recursion_limit = 1000;
    int recursion_cap = 200'000;  // setrecursionlimit() goes no further
    std::int64_t output_limit = Limits::kUnlimited;
    std::uint64_t hash_seed = 0;  // 0: random
    std::vector<const ModuleDef*> modules;  // native modules that can be imported
    std::span<const FrozenModule> frozen;   // Python modules that can be imported
    std::span<const ModuleDef* const> test_modules;  // as `modules`, but none of those that sys.builtin_module_names lists
    bool debug_ranges = true;  // code objects know columns, not lines alone
    void (*write_stdout)(void* context, std::string_view) = nullptr;  // null: file descriptor 1
    void (*write_stderr)(void* context, std::string_view) = nullptr;
    void* write_context = nullptr;
};

/// Stands at the head of a native function that recurses; check raised() first.
class NativeGuard {
public:
    explicit NativeGuard(Runtime& rt, const char* where = "") : raised_(rt.enter_native(where).raised()) {}
    bool raised() const { return raised_; }

private:
    bool raised_;
};

}  // namespace ouro
