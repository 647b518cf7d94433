// SPDX-License-Identifier: MIT
// Of `_testcapi`: exceptions as native code raises them, reports of those that nobody catches, and a signal at an awkward moment.
#include <algorithm>
#include <csignal>

#include "runtime/native/capability.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/threads.h"
#include "stdlib/faulthandler/report.h"
#include "stdlib/io/streams.h"
#include "stdlib/reports.h"
#include "stdlib/testing/capi.h"
#include "stdlib/testing/testing.h"
#include "vm/interp/generator.h"

namespace ouro {

namespace {

View as_value(const Type* type) { return View(static_cast<const Object*>(type)); }

// ---- raising

Result<Value> raise_exception(Runtime& rt, Args args) {
    int count = TRY(args.small_integer(1));
    Type* type = as_type(args[0]);
    if (!type || !type->has(Type::exception_type))
        return rt.raise(SystemError, "_PyErr_SetObject: exception %s is not a BaseException subclass", TRY(repr(rt, args[0]))->data());
    if (count < 0) return rt.raise(SystemError, "raise_exception: bad argument to internal function");
    TRY(rt.charge(count));
    Ref<Tuple> numbers = TRY(new_tuple(rt, static_cast<std::size_t>(count)));
    for (int n = 0; n < count; ++n) numbers->items[n] = View::small_int(n);
    Value exception = TRY(call(rt, args[0], Arguments{.values = reinterpret_cast<const View*>(numbers->items), .count = numbers->size}));
    if (!is_kind(exception, Kind::exception))
        return rt.raise(TypeError, "calling %s should have returned an instance of BaseException, not %s", TRY(repr(rt, args[0]))->data(), type_name(rt, exception));
    return rt.raise_object(std::move(exception));
}

Result<Value> raise_memoryerror(Runtime& rt, Args) { return rt.raise_memory_error(); }

Result<Value> make_exception_with_doc(Runtime& rt, Args args) {
    std::string_view name = TRY(args.text(0));
    std::size_t dot = name.rfind('.');
    if (dot == name.npos) return rt.raise(SystemError, "PyErr_NewException: name must be module.class");
    if (args.given(3) && !as_dict(args[3])) return rt.raise(SystemError, "make_exception_with_doc: bad argument to internal function");
    Ref<Dict> body = args.given(3) ? Ref<Dict>(as_dict(args[3])) : TRY(new_dict(rt));
    if (args.given(1)) TRY(dict_set(rt, body.get(), rt.names.doc_, View(TRY(args.str(1)))));
    if (TRY(dict_get(rt, body.get(), rt.names.module_)).is_unbound()) TRY(dict_set(rt, body.get(), rt.names.module_, TRY(rt.str(name.substr(0, dot)))));
    Value bases = args.given(2) ? args[2] : as_value(rt.exception_type(PlainException));
    if (!as_tuple(bases)) bases = TRY(new_tuple(rt, {bases}));
    return call(rt, as_value(rt.types.type), {TRY(rt.str(name.substr(dot + 1))), bases, View(body.get())});
}

/// The class of an exception that can't be made: its __init__ makes another one.
Result<Value> recursing_exception(Runtime& rt) {
    static constexpr FunctionDef init{"__init__(cls, /, *args, **kwargs)", [](Runtime& rt, Args args) { return call(rt, args[0]); }, "Makes another one."};
    Ref<Tuple> bases = TRY(new_tuple(rt, {as_value(rt.exception_type(PlainException))}));
    Ref<Dict> body = TRY(new_dict(rt));
    TRY(dict_set(rt, body.get(), rt.names.doc_, TRY(rt.str("To make one is to recurse without end."))));
    TRY(dict_set(rt, body.get(), rt.names.module_, View(rt.names.builtins)));
    Value type = TRY(call(rt, as_value(rt.types.type), {TRY(rt.str("RecursingInfinitelyError")), View(bases.get()), View(body.get())}));
    TRY(set_attribute(rt, type, rt.names.init_, TRY(make_native_function(rt, init, View(), type))));
    return type;
}

// ---- reports

Result<Value> exception_print(Runtime& rt, Args args) {
    if (is_kind(args[0], Kind::exception)) {
        print_exception(rt, args[0].as<Exception>());
    } else {
        Ref<Str> name = TRY(intern(rt, "stderr"));
        Value file = TRY(get_attribute(rt, View(reinterpret_cast<const Object*>(rt.sys_module.get())), name.get()));
        Ref<Str> text = TRY(new_str(rt, std::string("TypeError: print_exception(): Exception expected for value, ") + type_name(rt, args[0]) + " found\n"));
        TRY(write_to_stream(rt, file, text.get()));
    }
    if (rt.stopping()) return Raised{};
    return View::none();
}

Result<Value> traceback_print(Runtime& rt, Args args) {
    if (!is_kind(args[0], Kind::traceback)) return rt.raise(SystemError, "traceback_print: bad argument to internal function");
    Ref<Str> text = TRY(new_str(rt, format_traceback(rt, args[0].as<Traceback>())));
    TRY(write_to_stream(rt, args[1], text.get()));
    return View::none();
}

/// Makes the exception that a test gives the pending one.
Result<void> make_pending(Runtime& rt, View exception) {
    if (!is_kind(exception, Kind::exception)) return rt.raise(TypeError, "an exception is needed, not %s", type_name(rt, exception));
    rt.pending = exception;
    return {};
}

Result<Value> reported(Runtime& rt, View where, const char* message) {
    rt.report_unraisable(where, message);
    if (rt.stopping()) return Raised{};
    return View::none();
}

Result<Value> err_writeunraisable(Runtime& rt, Args args) {
    TRY(make_pending(rt, args[0]));
    return reported(rt, args[1], nullptr);
}

/// A message with %R, %A, %S, %U and %T for the objects in their order, and %%.
Result<Ref<Str>> message_of(Runtime& rt, std::string_view format, const Tuple* objects) {
    StrBuilder message(rt);
    std::size_t next = 0;
    for (std::size_t at = 0; at < format.size();) {
        TRY(rt.charge(1));
        std::size_t percent = std::min(format.find('%', at), format.size());
        TRY(message.append(format.substr(at, percent - at)));
        if (percent == format.size()) break;
        char letter = percent + 1 < format.size() ? format[percent + 1] : '\0';
        at = percent + 2;
        if (letter == '%') {
            TRY(message.append("%"));
        } else if (std::string_view("RASUT").find(letter) == std::string_view::npos) {
            return rt.raise(SystemError, "invalid format string: %s", std::string(format.substr(percent)).c_str());
        } else if (next == objects->size) {
            TRY(message.append("<NULL>"));
        } else if (View object = objects->items[next++]; letter == 'T') {
            TRY(message.append(type_name(rt, object)));
        } else {
            TRY(message.append(TRY(letter == 'R' ? repr(rt, object) : letter == 'A' ? ascii(rt, object) : to_str(rt, object)).get()));
        }
    }
    return message.take();
}

Result<Value> err_formatunraisable(Runtime& rt, Args args) {
    if (args[1].is_none()) {
        TRY(make_pending(rt, args[0]));
        return reported(rt, View(), nullptr);
    }
    Ref<Str> message = TRY(message_of(rt, TRY(args.text(1)), as_tuple(args[2])));
    TRY(make_pending(rt, args[0]));
    return reported(rt, View(), message->data());
}

// ---- signals

/// The signal is there before the generator goes on, and no handler has run: it is the innermost of the chain that sees it.
Result<Value> raise_sigint_then_send_none(Runtime& rt, Args args) {
    TRY(require(rt, Capability::signals));
    if (!is_generator(args[0])) return rt.raise(TypeError, "argument 1 must be generator, not %s", type_name(rt, args[0]));
    Ref<Str> path = TRY(intern(rt, "_signal"));
    Value module = TRY(rt.hooks.import(rt, path.get(), nullptr, View::none(), 0));
    Value handler = TRY(call_method(rt, module, TRY(intern(rt, "getsignal")).get(), {View::small_int(SIGINT)}));
    if (!is_callable(rt, handler)) return rt.raise(RuntimeError, "SIGINT would end the process: it has no handler");
    std::raise(SIGINT);
    Result<Value> yielded = resume(rt, args[0].as<Generator>(), View::none());
    // What did not come to a place where signals are seen sees it here, and nobody later.
    if (!rt.stopping() && rt.limits.attention.load()) TRY(rt.check_stop());
    if (yielded.raised() || !yielded.value().is_unbound()) return yielded;
    return rt.raise_value(StopIteration, std::exchange(rt.sent_result, Value()));
}

Result<Value> end_fatally(Runtime& rt, Args args) {
    TRY(require(rt, Capability::processes));
    if (!is_kind(args[0], Kind::bytes)) return rt.raise(TypeError, "argument 1 must be bytes, not %s", type_name(rt, args[0]));
    std::string message(args[0].as<Bytes>()->text());
    std::uint64_t main = rt.threads ? rt.threads->main() : thread_identity();
    if (!TRY(args.truth(1))) fatal_error(rt, main, "_testcapi_fatal_error_impl", message);
    Unlocked here(rt);
    fatal_error(rt, main, "_testcapi_fatal_error_impl", message);
}

constexpr FunctionDef functions[] = {
    {"fatal_error(message, release_gil=False, /)", end_fatally, "Ends the process as one that cannot go on, with or without the VM's lock."},
    {"raise_exception(exception, num_args, /)", raise_exception, "Raises exception(0, 1, …) with so many arguments."},
    {"raise_memoryerror()", raise_memoryerror, "Raises MemoryError."},
    {"make_exception_with_doc(name, doc=<no value>, base=<no value>, dict=<no value>)", make_exception_with_doc, "A new class of exceptions; its name is 'module.class'."},
    {"exception_print(exception, legacy=0, /)", exception_print, "Reports an exception as one that nobody caught."},
    {"traceback_print(traceback, file, /)", traceback_print, "Writes a traceback, without the exception."},
    {"err_writeunraisable(exception, object, /)", err_writeunraisable, "Reports an exception that cannot be raised, and where."},
    {"err_formatunraisable(exception, format, /, *objects)", err_formatunraisable, "The same with a message of its own."},
    {"raise_SIGINT_then_send_None(generator, /)", raise_sigint_then_send_none, "generator.send(None) while a signal is pending."},
};

}  // namespace

Result<void> add_errors(Runtime& rt, Module* module) {
    Ref<Module> held(module);
    TRY(add_functions(rt, module, functions));
    return dict_set(rt, module->dict.get(), TRY(intern(rt, "RecursingInfinitelyError")).get(), TRY(recursing_exception(rt)));
}

}  // namespace ouro
