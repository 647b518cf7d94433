// SPDX-License-Identifier: MIT
// The module `sys`: functions. What is made once per VM (version, limits, paths, streams) is in sys_install.cpp, the hooks through which
// errors are reported in reports.cpp.
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"
#include "stdlib/io/streams.h"
#include "stdlib/reports.h"
#include "stdlib/struct_sequence.h"
#include "stdlib/sys.h"
#include "vm/interp/calls.h"
#include "vm/interp/frame_object.h"
#include "vm/interp/tracing.h"

namespace ouro {

namespace {

Result<Value> exc_info(Runtime& rt, Args) {
    Value exception = Value(innermost_handled(rt.handled));
    Ref<Tuple> made = exception.is_none() ? TRY(new_tuple(rt, {View::none(), View::none(), View::none()}))
                                          : TRY(new_tuple(rt, {View(static_cast<const Object*>(rt.type_of(exception))), exception, exception.as<Exception>()->traceback}));
    return made;
}

Result<Value> exit(Runtime& rt, Args args) {
    View status = args[0];
    Type* type = rt.exception_type(SystemExit);
    if (is_kind(status, Kind::exception) && is_subtype(rt.type_of(status), type)) return rt.raise_object(Value(status));
    Value exception;
    if (status.is_none()) exception = TRY(new_exception(rt, type, View()));
    else if (is_kind(status, Kind::tuple)) exception = TRY(new_exception_with(rt, type, status.as<Tuple>()));
    else exception = TRY(new_exception(rt, type, status));
    return rt.raise_object(exception);
}

// ---- frames

Result<Frame*> frame_at(Runtime& rt, Args args) {
    int depth = TRY(args.small_integer(0));
    Frame* frame = current_frame(rt);
    for (int n = 0; n < depth && frame; ++n) frame = caller_of(frame);
    if (!frame) return rt.raise(ValueError, "call stack is not deep enough");
    return frame;
}

Result<Value> get_frame(Runtime& rt, Args args) { return frame_object(rt, TRY(frame_at(rt, args))); }

Result<Value> get_frame_module_name(Runtime& rt, Args args) {
    int depth = TRY(args.small_integer(0));
    Frame* frame = current_frame(rt);
    for (int n = 0; n < depth && frame; ++n) frame = caller_of(frame);
    if (!frame) return View::none();
    View module = static_cast<Function*>(frame->function)->module;
    return module.is_unbound() ? Value(View::none()) : Value(module);
}

/// A dict from each thread to what `of` says of it; threads of which that is Unbound are left out. All are asked before anything can
/// give up the lock: frames are not there for long.
Result<Value> of_each_thread(Runtime& rt, Result<Value> (*of)(Runtime&, const Threads::Seen&)) {
    struct Asked {
        Runtime& rt;
        Result<Value> (*of)(Runtime&, const Threads::Seen&);
        std::vector<std::pair<std::uint64_t, Value>> answers;
        Result<void> outcome;
    } asked{rt, of, {}, {}};
    auto ask = [](void* context, const Threads::Seen& thread) {
        auto& asked = *static_cast<Asked*>(context);
        if (!thread.interpreter || asked.outcome.raised()) return;
        Result<Value> answer = asked.of(asked.rt, thread);
        if (answer.raised()) asked.outcome = Raised{};
        else if (!answer.value().is_unbound()) asked.answers.emplace_back(thread.identity, answer.take());
    };
    if (rt.threads) rt.threads->visit(ask, &asked);
    else ask(&asked, {thread_identity(), rt.interpreter, innermost_handled(rt.handled)});
    TRY(std::move(asked.outcome));
    Ref<Dict> made = TRY(new_dict(rt));
    for (auto& [identity, answer] : asked.answers) TRY(dict_set(rt, made.get(), TRY(rt.integer_unsigned(identity)), answer));
    return made;
}

Result<Value> current_frames(Runtime& rt, Args) {
    return of_each_thread(rt, [](Runtime& rt, const Threads::Seen& thread) -> Result<Value> {
        Frame* frame = thread.interpreter->frame;
        while (frame && frame->flags & Frame::ending) frame = frame->caller;
        return frame ? frame_object(rt, frame) : Result<Value>(Value());
    });
}

Result<Value> current_exceptions(Runtime& rt, Args) {
    return of_each_thread(rt, [](Runtime&, const Threads::Seen& thread) -> Result<Value> { return thread.handled; });
}

// ---- limits

Result<Value> set_recursion_limit(Runtime& rt, Args args) {
    int limit = TRY(args.small_integer(0));
    if (limit < 1) return rt.raise(ValueError, "recursion limit must be greater or equal than 1");
    if (rt.depth >= limit)
        return rt.raise(RecursionError, "cannot set the recursion limit to %i at the recursion depth %i: the limit is too low", limit, rt.depth);
    rt.recursion_limit = limit < rt.settings.recursion_cap ? limit : rt.settings.recursion_cap;
    return View::none();
}

Result<Value> set_int_max_str_digits(Runtime& rt, Args args) {
    int digits = TRY(args.small_integer(0));
    if (digits && digits < 640) return rt.raise(ValueError, "maxdigits must be 0 or larger than 640");
    rt.int_max_str_digits = digits;
    return View::none();
}

Result<Value> set_switch_interval(Runtime& rt, Args args) {
    double interval = TRY(args.real(0));
    if (interval <= 0) return rt.raise(ValueError, "switch interval must be strictly positive");
    rt.library[&kSwitchInterval] = TRY(rt.real(interval));
    return View::none();
}

// ---- objects

Result<Value> get_size_of(Runtime& rt, Args args) {
    Ref<Str> name = TRY(intern(rt, "__sizeof__"));
    Result<Value> size = call_special(rt, args[0], name.get());
    if (!size.raised() && size.value().is_unbound()) {
        size = rt.raise(TypeError, "Type %s doesn't define __sizeof__", type_name(rt, args[0]));
    }
    if (size.raised()) {
        if (!args.given(1) || !rt.swallow(TypeError)) return Raised{};
        return Value(args[1]);
    }
    if (!is_integer(size.value())) {
        if (args.given(1)) return Value(args[1]);
        return rt.raise(TypeError, "an integer is required");
    }
    std::int64_t bytes;
    if (!fits_int64(size.value(), bytes)) return rt.raise(OverflowError, "Python int too large to convert to C ssize_t");
    if (bytes < 0) return rt.raise(ValueError, "__sizeof__() should return >= 0");
    return size;
}

Result<Value> get_reference_count(Runtime& rt, Args args) {
    // What is not an object of its own counts as immortal.
    return rt.integer(args[0].is_object() ? args[0].object()->references : 0xffffffffu);
}

Result<Value> intern_text(Runtime& rt, Args args) {
    Str* text = TRY(args.str(0));
    if (rt.type_of(args[0]) != rt.types.str) return rt.raise(TypeError, "can't intern %s", type_name(rt, args[0]));
    return intern(rt, text);
}

Result<Value> is_interned(Runtime&, Args args) { return View::boolean(TRY(args.str(0))->interned()); }

Result<Value> call_tracing(Runtime& rt, Args args) {
    Tuple* given = as_tuple(args[1]);
    if (!given) return rt.raise(TypeError, "call_tracing() argument 2 must be tuple, not %s", type_name(rt, args[1]));
    std::vector<View> values(given->items, given->items + given->size);
    return call_traced(rt, args[0], Arguments{.values = values.data(), .count = values.size()});
}

Result<Value> set_trace(Runtime& rt, Args args) {
    set_trace_function(rt, args[0]);
    return View::none();
}

Result<Value> set_trace_all_threads(Runtime& rt, Args args) {
    set_trace_function(rt, args[0], true);
    return View::none();
}

Result<Value> set_profile(Runtime& rt, Args args) {
    set_profile_function(rt, args[0]);
    return View::none();
}

Result<Value> set_profile_all_threads(Runtime& rt, Args args) {
    set_profile_function(rt, args[0], true);
    return View::none();
}

Result<Value> or_none(const Value& function) { return function.is_unbound() ? View::none() : View(function); }

// ---- coroutines and asynchronous generators

const char* const kHookFields[] = {"firstiter", "finalizer"};
const StructSequence kAsyncgenHooks{
    .type = struct_sequence_type("builtins", "asyncgen_hooks", "Hooks of asynchronous generators.", false), .fields = kHookFields, .visible = 2};

Result<Value> get_asyncgen_hooks(Runtime& rt, Args) {
    const Value values[] = {rt.interpreter->asyncgen_first_iter, rt.interpreter->asyncgen_finalizer};
    return new_struct_sequence(rt, kAsyncgenHooks, values);
}

Result<Value> set_asyncgen_hooks(Runtime& rt, Args args) {
    if (Dict* others = as_dict(args[2]); others->used)
        return rt.raise(TypeError, "this function got an unexpected keyword argument '%s'", View(dict_first(others)->key).as<Str>()->data());
    if (args.given(1) && !args[1].is_none() && !is_callable(rt, args[1])) return rt.raise(TypeError, "callable finalizer expected, got %s", type_name(rt, args[1]));
    if (args.given(0) && !args[0].is_none() && !is_callable(rt, args[0])) return rt.raise(TypeError, "callable firstiter expected, got %s", type_name(rt, args[0]));
    if (args.given(1)) rt.interpreter->asyncgen_finalizer = args[1];
    if (args.given(0)) rt.interpreter->asyncgen_first_iter = args[0];
    return View::none();
}

Result<Value> set_coroutine_depth(Runtime& rt, Args args) {
    int depth = TRY(args.small_integer(0));
    if (depth < 0) return rt.raise(ValueError, "depth must be >= 0");
    rt.interpreter->coroutine_origin_depth = depth;
    return View::none();
}

// ---- hooks

Result<Value> display(Runtime& rt, Args args) {
    View value = args[0];
    if (value.is_none()) return View::none();
    TRY(dict_set(rt, rt.builtins.get(), rt.names.underscore, View::none()));
    Value out = TRY(sys_attribute(rt, rt.names.stdout));
    if (out.is_unbound() || out.is_none()) return rt.raise(RuntimeError, "lost sys.stdout");
    Ref<Str> text = TRY(repr(rt, value));
    Result<void> written = write_to_stream(rt, out, text.get());
    if (written.raised()) {
        if (!rt.swallow(UnicodeEncodeError)) return Raised{};
        // What the stream cannot encode is shown escaped.
        Value encoding = TRY(get_attribute(rt, out, rt.names.encoding));
        Value bytes = TRY(call_method(rt, View(text.get()), rt.names.encode, {encoding, TRY(rt.str("backslashreplace"))}));
        Value escaped = TRY(call_method(rt, bytes, rt.names.decode, {encoding, View(rt.names.strict)}));
        if (!as_str(escaped)) return rt.raise(TypeError, "decoder returned '%s' instead of 'str'", type_name(rt, escaped));
        TRY(write_to_stream(rt, out, escaped.as<Str>()));
    }
    TRY(write_to_stream(rt, out, rt.ascii_chars['\n'].get()));
    TRY(dict_set(rt, rt.builtins.get(), rt.names.underscore, value));
    return View::none();
}

Result<Value> except_hook(Runtime& rt, Args args) {
    Value exception(args[1]);
    if (!is_kind(exception, Kind::exception)) {
        (void)rt.raise(TypeError, "print_exception(): Exception expected for value, %s found", type_name(rt, exception));
        exception = rt.take_exception();
        print_exception(rt, exception.as<Exception>());
        return View::none();
    }
    if (args[2].is_none() || is_kind(args[2], Kind::traceback)) set_traceback(exception.as<Exception>(), args[2]);
    print_exception(rt, exception.as<Exception>());
    return View::none();
}

Result<Value> unraisable_hook(Runtime& rt, Args args) { return print_unraisable(rt, args[0]); }

Result<Value> import_named(Runtime& rt, std::string_view name) {
    Ref<Tuple> wanted = TRY(new_tuple(rt, {View(rt.names.doc_)}));  // so that the innermost module is what is given
    return rt.hooks.import(rt, TRY(intern(rt, name)).get(), nullptr, View(static_cast<const Object*>(wanted.get())), 0);
}

/// What breakpoint() calls: PYTHONBREAKPOINT names it by module and attribute. None where there is to be no call.
Result<Value> breakpoint_function(Runtime& rt) {
    std::string wanted = "pdb.set_trace";
    Value environ = TRY(call_method(rt, TRY(import_named(rt, "os")), TRY(intern(rt, "getenv")).get(), {TRY(rt.str("PYTHONBREAKPOINT"))}));
    if (Str* text = as_str(environ); text && text->size) wanted = text->text();
    if (wanted == "0") return View::none();
    std::size_t dot = wanted.rfind('.');
    std::string module = dot == std::string::npos ? "builtins" : wanted.substr(0, dot);
    Value found;
    if (!module.empty()) {
        Result<Value> home = import_named(rt, module);
        if (!home.raised()) found = TRY(find_attribute(rt, home.value(), TRY(intern(rt, wanted.substr(dot + 1))).get()));
        else if (!rt.swallow(ImportError)) return Raised{};
    }
    if (!found.is_unbound()) return found;
    TRY(rt.hooks.warn(rt, RuntimeWarning, TRY(rt.str("Ignoring unimportable $PYTHONBREAKPOINT: \"" + wanted + "\"")), 1, View()));
    return View::none();
}

Result<Value> break_point(Runtime& rt, Args args) {
    Value function = TRY(breakpoint_function(rt));
    if (function.is_none()) return function;
    std::vector<View> values(args[0].as<Tuple>()->items, args[0].as<Tuple>()->items + args[0].as<Tuple>()->size);
    Dict* keywords = args[1].as<Dict>();
    Ref<Tuple> names = TRY(new_tuple(rt, keywords->used));
    std::size_t count = values.size(), n = 0;
    for (auto* e = dict_first(keywords); e; e = dict_next(keywords, e)) {
        names->items[n++] = e->key;
        values.push_back(e->value);
    }
    return call(rt, function, Arguments{.values = values.data(), .count = count, .names = n ? names.get() : nullptr});
}

// ---- auditing

Result<Value> audit(Runtime& rt, Args args) {
    Str* event = as_str(args[0]);
    if (!event) return rt.raise(TypeError, "expected str for argument 'event', not %s", type_name(rt, args[0]));
    auto hooks = rt.library.find(&kAuditHooks);
    if (hooks == rt.library.end()) return View::none();
    Ref<List> list(hooks->second.as<List>());
    for (std::size_t n = 0; n < list->size; ++n) {
        Value hook = list->items[n];
        TRY(call(rt, hook, {args[0], args[1]}));
    }
    return View::none();
}

Result<Value> add_audit_hook(Runtime& rt, Args args) {
    Value& hooks = rt.library[&kAuditHooks];
    if (hooks.is_unbound()) hooks = TRY(new_list(rt));
    Ref<List> list(hooks.as<List>());
    TRY(list_append(rt, list.get(), Value(args[0])));
    return View::none();
}

constexpr FunctionDef functions[] = {
    {"exit(status=None, /)", exit, "Exit the interpreter by raising SystemExit(status)."},
    {"exc_info()", exc_info, "Return (type, value, traceback) of the exception that is being handled."},
    {"exception()", [](Runtime& rt, Args) -> Result<Value> { return Value(innermost_handled(rt.handled)); }, "Return the exception that is being handled, or None."},
    {"_getframe(depth=0, /)", get_frame, "Return a frame object from the call stack."},
    {"_getframemodulename(depth=0)", get_frame_module_name, "Return the name of the module for a calling frame."},
    {"_current_frames()", current_frames, "Return a dict mapping each thread's identifier to its current frame."},
    {"_current_exceptions()", current_exceptions, "Return a dict mapping each thread's identifier to the exception it handles."},
    {"getrecursionlimit()", [](Runtime& rt, Args) { return rt.integer(rt.recursion_limit); }, "Return the current value of the recursion limit."},
    {"setrecursionlimit(limit, /)", set_recursion_limit, "Set the maximum depth of Python calls."},
    {"get_int_max_str_digits()", [](Runtime& rt, Args) { return rt.integer(rt.int_max_str_digits); }, "Return the maximum string digits limit for non-binary int<->str conversions."},
    {"set_int_max_str_digits(maxdigits)", set_int_max_str_digits, "Set the maximum string digits limit for non-binary int<->str conversions."},
    {"getswitchinterval()",
     [](Runtime& rt, Args) -> Result<Value> {
         auto found = rt.library.find(&kSwitchInterval);
         return found == rt.library.end() ? rt.real(0.005) : Result<Value>(found->second);
     },
     "Return the current thread switch interval."},
    {"setswitchinterval(interval, /)", set_switch_interval, "Set the ideal thread switching delay, in seconds."},
    {"getsizeof(object, default=<no value>)", get_size_of, "Return the size of object in bytes."},
    {"getrefcount(object, /)", get_reference_count, "Return the reference count of object."},
    {"getallocatedblocks()", [](Runtime& rt, Args) { return rt.integer(static_cast<std::int64_t>(rt.heap.live_objects())); }, "Return the number of objects alive."},
    {"intern(string, /)", intern_text, "Return the interned string that equals the given one."},
    {"_is_interned(string, /)", is_interned, "Whether the string is interned."},
    {"getdefaultencoding()", [](Runtime& rt, Args) { return rt.str("utf-8"); }, "Return the encoding used by default for str."},
    {"getfilesystemencoding()", [](Runtime& rt, Args) { return rt.str("utf-8"); }, "Return the encoding of file names."},
    {"getfilesystemencodeerrors()", [](Runtime& rt, Args) { return rt.str("surrogateescape"); }, "Return the error handler of file names."},
    {"displayhook(object, /)", display, "Print an object to sys.stdout and also save it in builtins._"},
    {"excepthook(exctype, value, traceback, /)", except_hook, "Handle an exception by displaying it with a traceback on sys.stderr."},
    {"unraisablehook(unraisable, /)", unraisable_hook, "Handle an unraisable exception."},
    {"breakpointhook(*args, **kwargs)", break_point, "This hook function is called by built-in breakpoint()."},
    {"settrace(function, /)", set_trace, "Set the global debug tracing function."},
    {"_settraceallthreads(arg, /)", set_trace_all_threads, "Set the global debug tracing function of all threads that run now."},
    {"gettrace()", [](Runtime& rt, Args) { return or_none(rt.interpreter->tracing.trace); }, "Return the global debug tracing function."},
    {"setprofile(function, /)", set_profile, "Set the profiling function."},
    {"_setprofileallthreads(arg, /)", set_profile_all_threads, "Set the profiling function of all threads that run now."},
    {"getprofile()", [](Runtime& rt, Args) { return or_none(rt.interpreter->tracing.profile); }, "Return the profiling function."},
    {"call_tracing(func, args, /)", call_tracing, "Call func(*args), while tracing is enabled."},
    {"get_asyncgen_hooks()", get_asyncgen_hooks, "Return the installed asynchronous generators hooks."},
    {"set_asyncgen_hooks(firstiter=<no value>, finalizer=<no value>, **others)", set_asyncgen_hooks, "Set the hooks of asynchronous generators."},
    {"get_coroutine_origin_tracking_depth()", [](Runtime& rt, Args) { return rt.integer(rt.interpreter->coroutine_origin_depth); }, "Check status of origin tracking for coroutine objects in this thread."},
    {"set_coroutine_origin_tracking_depth(depth)", set_coroutine_depth, "Enable or disable origin tracking for coroutine objects in this thread."},
    {"audit(event, /, *args)", audit, "Passes the event to any hooks that are attached."},
    {"addaudithook(hook)", add_audit_hook, "Adds a new audit hook callback."},
    {"is_finalizing()", [](Runtime& rt, Args) -> Result<Value> { return View::boolean(rt.finalizing); }, "Return True if the interpreter is shutting down."},
    {"_is_gil_enabled()", [](Runtime&, Args) -> Result<Value> { return View::boolean(true); }, "Return True if one thread at a time runs Python code."},
    {"_clear_type_cache()", [](Runtime&, Args) -> Result<Value> { return View::none(); }, "Clear the internal type lookup cache."},
    {"_clear_internal_caches()", [](Runtime&, Args) -> Result<Value> { return View::none(); }, "Clear all internal performance-related caches."},
};

}  // namespace

const char kSwitchInterval = 0, kAuditHooks = 0;

Result<Value> sys_attribute(Runtime& rt, Str* name) {
    if (!rt.sys_module) return Value();
    return Value(TRY(dict_get(rt, rt.sys_module->dict.get(), name)));
}

const ModuleDef sys_module{.name = "sys", .doc = "Access to objects used or maintained by the interpreter.", .functions = functions};

}  // namespace ouro
