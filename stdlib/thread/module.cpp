// SPDX-License-Identifier: MIT
// The module `_thread`: starting threads, handles to join them by, identities. What threads share and how they take turns is in
// runtime/threads.h.
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>

#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/signals.h"
#include "stdlib/struct_sequence.h"
#include "stdlib/thread/thread.h"

namespace ouro {

namespace {

// ---- handles

struct ThreadHandle : Object {
    std::shared_ptr<ThreadRecord> record;  // null: not started
};

ThreadHandle* handle_of(Args args) { return args.self<ThreadHandle>(); }

Result<Value> join(Runtime& rt, Args args) {
    ThreadHandle* handle = handle_of(args);
    double timeout = args[1].is_none() ? -1 : TRY(seconds_argument(rt, args[1]));
    std::shared_ptr<ThreadRecord> record = handle->record;
    if (!record) return rt.raise(RuntimeError, "thread not started");
    if (!record->done && record->identity == thread_identity()) return rt.raise(RuntimeError, "Cannot join current thread");
    (void)TRY(wait_until(rt, record->ended, timeout, [&] { return record->done; }));
    return View::none();
}

constexpr FunctionDef handle_methods[] = {
    {"join(self, timeout=None, /)", join, "Waits for the thread's end, for `timeout` seconds at most."},
    {"is_done(self, /)",
     [](Runtime&, Args args) -> Result<Value> {
         ThreadHandle* handle = handle_of(args);
         return View::boolean(handle->record && handle->record->done);
     },
     "Whether the thread has ended."},
    {"_set_done(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         std::shared_ptr<ThreadRecord> record = handle_of(args)->record;
         if (!record) return rt.raise(RuntimeError, "thread not started");
         // One that runs says so itself; this is for the main thread, and for those that a fork has left behind.
         if (!record->native) {
             record->done = true;
             record->ended.wake_all();
         }
         return View::none();
     },
     "Says that the thread has ended."},
};

constexpr PropertyDef handle_properties[] = {
    {"ident",
     [](Runtime& rt, View self) -> Result<Value> {
         auto* handle = self.as<ThreadHandle>();
         return rt.integer_unsigned(handle->record ? handle->record->identity : 0);
     }},
};

Result<Ref<ThreadHandle>> new_handle(Runtime& rt) {
    Type* type = TRY(native_type(rt, thread_handle_type));
    auto* made = rt.allocate<ThreadHandle>(type);
    if (!made) return rt.raise_memory_error();
    new (&made->record) std::shared_ptr<ThreadRecord>();
    return Ref<ThreadHandle>::adopt(made);
}

}  // namespace

const TypeDef thread_handle_type{
    .name = "_ThreadHandle",
    .module = "_thread",
    .doc = "A thread that can be joined.",
    .size = sizeof(ThreadHandle),
    .flags = Type::weak_referable | Type::immutable,
    .construct_signature = "()",
    .construct_bound = [](Runtime& rt, Type*, Args) -> Result<Value> { return TRY(new_handle(rt)); },
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<ThreadHandle*>(object)->record.~shared_ptr();
                      rt.free_instance(object, sizeof(ThreadHandle));
                  },
              .repr =
                  [](Runtime& rt, View self) -> Result<Value> {
                  auto* handle = self.as<ThreadHandle>();
                  return rt.format("<_thread._ThreadHandle object: ident=%llu>",
                                   static_cast<unsigned long long>(handle->record ? handle->record->identity : 0));
              }},
    .methods = handle_methods,
    .properties = handle_properties,
};

namespace {

// ---- starting

const char kStackSize = 0;  // of library: threading.stack_size()

/// What start_new_thread() does with an exception that ends the thread.
void report_failure(Runtime& rt, View function) {
    Value exception = rt.take_exception();
    Result<Ref<Str>> shown = repr(rt, function);
    std::string text = "Exception ignored in thread started by";
    if (shown.raised()) {
        if (rt.stopping()) return;
        rt.pending = Value();
    } else {
        text += " " + std::string(shown.value()->text());
    }
    rt.pending = std::move(exception);
    rt.report_unraisable(View::none(), text.c_str());
}

Result<void> start(Runtime& rt, std::shared_ptr<ThreadRecord> record, View function, View arguments, View keywords) {
    std::size_t stack = 0;
    if (auto known = rt.library.find(&kStackSize); known != rt.library.end()) stack = static_cast<std::size_t>(known->second.as_int());
    Value held_function(function), held_arguments(arguments), held_keywords(keywords);
    return threads_of(rt).start(
        std::move(record),
        [&rt, held_function, held_arguments, held_keywords]() mutable {
            std::vector<View> values;
            Ref<Tuple> names;
            if (Tuple* tuple = as_tuple(held_arguments)) values.assign(tuple->items, tuple->items + tuple->size);
            std::size_t count = values.size();
            bool failed = false;
            if (Dict* dict = as_dict(held_keywords); dict && dict->used) {
                Result<Ref<Tuple>> made = new_tuple(rt, dict->used);
                failed = made.raised();
                if (!failed) names = made.take();
                std::size_t n = 0;
                for (auto* entry = dict_first(dict); entry && !failed; entry = dict_next(dict, entry)) {
                    names->items[n++] = entry->key;
                    values.push_back(entry->value);
                }
            }
            if (!failed) failed = call(rt, held_function, Arguments{.values = values.data(), .count = count, .names = names.get()}).raised();
            if (failed && !rt.stopping()) {
                if (rt.pending_is(SystemExit)) rt.pending = Value();
                else report_failure(rt, held_function);
            }
            if (!rt.stopping()) forget_locals(rt, thread_identity());
        },
        stack);
}

Result<Value> start_new_thread(Runtime& rt, Args args) {
    if (!is_callable(rt, args[0])) return rt.raise(TypeError, "first arg must be callable");
    if (!as_tuple(args[1])) return rt.raise(TypeError, "2nd arg must be a tuple");
    if (!args[2].is_unbound() && !as_dict(args[2])) return rt.raise(TypeError, "optional 3rd arg must be a dictionary");
    auto record = std::make_shared<ThreadRecord>();
    record->daemon = true;
    TRY(start(rt, record, args[0], args[1], args[2]));
    return rt.integer_unsigned(record->identity);
}

Result<Value> start_joinable_thread(Runtime& rt, Args args) {
    if (!is_callable(rt, args[0])) return rt.raise(TypeError, "thread function must be callable");
    Ref<ThreadHandle> handle;
    if (args[1].is_none()) {
        handle = TRY(new_handle(rt));
    } else {
        if (rt.type_of(args[1]) != TRY(native_type(rt, thread_handle_type))) return rt.raise(TypeError, "'handle' must be a _ThreadHandle");
        handle = Ref<ThreadHandle>(args[1].as<ThreadHandle>());
    }
    if (handle->record) return rt.raise(RuntimeError, "thread already started");
    auto record = std::make_shared<ThreadRecord>();
    record->daemon = TRY(args.truth(2));
    TRY(start(rt, record, args[0], View(), View()));
    handle->record = std::move(record);
    return handle;
}

/// A handle of a thread that was not started here.
Result<Value> make_thread_handle(Runtime& rt, Args args) {
    if (!is_integer(args[0])) return rt.raise(TypeError, "ident must be an integer");
    std::int64_t identity = TRY(args.integer(0));
    Ref<ThreadHandle> handle = TRY(new_handle(rt));
    handle->record = std::make_shared<ThreadRecord>();
    handle->record->identity = static_cast<std::uint64_t>(identity);
    return handle;
}

// ---- functions

const char* const kHookFields[] = {"exc_type", "exc_value", "exc_traceback", "thread"};
const StructSequence kHookArguments{.type = struct_sequence_type("_thread", "_ExceptHookArgs", "Type used to pass arguments to threading.excepthook.", true),
                                    .fields = kHookFields,
                                    .visible = 4};

Result<Value> identity(Runtime& rt, Args) { return rt.integer_unsigned(thread_identity()); }

Result<Value> stack_size(Runtime& rt, Args args) {
    std::int64_t wanted = TRY(args.integer(0));
    Value& known = rt.library[&kStackSize];
    std::int64_t before = known.is_int() ? known.as_int() : 0;
    if (wanted < 0) return rt.raise(ValueError, "size must be 0 or a positive value");
    if (wanted && wanted < 128 * 1024) return rt.raise(ValueError, "size not valid: %lld bytes", static_cast<long long>(wanted));
    if (args.given(0)) known = View::small_int(wanted);
    return rt.integer(before);
}

Result<Value> interrupt_main(Runtime& rt, Args args) {
    int number = TRY(args.small_integer(0));
    if (number < 1 || number >= NSIG) return rt.raise(ValueError, "signal number out of range");
    note_signal(rt, number);
    TRY(rt.check_stop());
    return View::none();
}

Result<Value> raise_exit(Runtime& rt, Args) { return rt.raise_object(TRY(new_exception(rt, rt.exception_type(SystemExit), View()))); }
Result<Value> new_lock(Runtime& rt, Args) { return call(rt, View(TRY(native_type(rt, lock_type)))); }

constexpr FunctionDef functions[] = {
    {"allocate_lock()", new_lock, "Create a new lock object."},
    {"allocate()", new_lock, "An obsolete synonym of allocate_lock()."},
    {"get_ident()", identity, "Return a non-zero integer that uniquely identifies the current thread."},
    {"_get_main_thread_ident()", [](Runtime& rt, Args) { return rt.integer_unsigned(rt.threads ? rt.threads->main() : thread_identity()); }, "The identity of the main thread."},
    {"get_native_id()", [](Runtime& rt, Args) { return rt.integer(syscall(SYS_gettid)); }, "Return the thread's number as the kernel has it."},
    {"_count()", [](Runtime& rt, Args) { return rt.integer(rt.threads ? static_cast<std::int64_t>(rt.threads->count()) : 0); }, "Return the number of threads that were started from Python and run."},
    {"stack_size(size=0, /)", stack_size, "Return the thread stack size used when creating new threads."},
    {"daemon_threads_allowed()", [](Runtime&, Args) -> Result<Value> { return View::boolean(true); }, "Return True if daemon threads are allowed in the current interpreter."},
    {"_is_main_interpreter()", [](Runtime&, Args) -> Result<Value> { return View::boolean(true); }, "Return True if the current interpreter is the main one."},
    {"interrupt_main(signum=2, /)", interrupt_main, "Simulate the arrival of the given signal in the main thread."},
    {"start_new_thread(function, args, kwargs=<no value>, /)", start_new_thread, "Start a new thread and return its identifier."},
    {"start_new(function, args, kwargs=<no value>, /)", start_new_thread, "An obsolete synonym of start_new_thread()."},
    {"start_joinable_thread(function, handle=None, daemon=True)", start_joinable_thread, "Start a new thread and return a handle to it."},
    {"_make_thread_handle(ident, /)", make_thread_handle, "A handle of a thread that was not started from Python."},
    {"_shutdown()",
     [](Runtime& rt, Args) -> Result<Value> {
         if (rt.threads) TRY(rt.threads->join_all());
         return View::none();
     },
     "Wait for all threads that are not daemons."},
    {"exit()", raise_exit, "Raise SystemExit."},
    {"exit_thread()", raise_exit, "An obsolete synonym of exit()."},
};

constexpr ConstantDef constants[] = {
    {"error", [](Runtime& rt) -> Result<Value> { return Value(View(rt.exception_type(RuntimeError))); }},
    {"TIMEOUT_MAX", [](Runtime& rt) { return rt.real(kTimeoutMax); }},
    {"LockType", [](Runtime& rt) -> Result<Value> { return Value(View(TRY(native_type(rt, lock_type)))); }},
    {"_ExceptHookArgs", [](Runtime& rt) -> Result<Value> { return Value(View(TRY(native_type(rt, kHookArguments.type)))); }},
};

const TypeDef* const types[] = {&lock_type, &rlock_type, &local_type, &thread_handle_type};

}  // namespace

extern const ModuleDef thread_module;
const ModuleDef thread_module{.name = "_thread", .doc = "Threads and locks; use the module threading.", .functions = functions, .constants = constants, .types = types};

}  // namespace ouro
