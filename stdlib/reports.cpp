// SPDX-License-Identifier: MIT
// Reports of uncaught and unraisable exceptions, and of warnings where the module `warnings` cannot be had.
#include "stdlib/reports.h"

#include <cstdio>

#include "runtime/native/capability.h"
#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/io/streams.h"
#include "stdlib/struct_sequence.h"
#include "stdlib/sys.h"
#include "vm/interp/frame_object.h"
#include "vm/interp/unwind.h"

namespace ouro {

void write_error_text(Runtime& rt, const std::string& text) {
    auto attempt = [&]() -> Result<void> {
        Value file = TRY(sys_attribute(rt, rt.names.stderr));
        if (file.is_none()) return {};
        if (file.is_unbound()) return write_output(rt, 2, text);
        Ref<Str> made = TRY(new_str(rt, text));
        TRY(write_to_stream(rt, file, made.get()));
        return flush_stream(rt, file);
    };
    if (!attempt().raised() || rt.stopping()) return;
    bool memory = rt.pending_is(MemoryError);
    rt.pending = Value();
    if (memory && write_output(rt, 2, text).raised() && !rt.stopping()) rt.pending = Value();
}

namespace {

/// Whether a MemoryError is pending while this exception, itself one, is reported.
bool no_memory_to_report(Runtime& rt, View exception) {
    return rt.pending_is(MemoryError) && is_kind(exception, Kind::exception) && is_subtype(rt.type_of(exception), rt.exception_type(MemoryError));
}

const char* const kUnraisableFields[] = {"exc_type", "exc_value", "exc_traceback", "err_msg", "object"};
const StructSequence kUnraisable{.type = struct_sequence_type("sys", "UnraisableHookArgs", "Type used to pass arguments to sys.unraisablehook.", true),
                                 .fields = kUnraisableFields,
                                 .visible = 5};

/// The class of an exception, as the report names it.
std::string class_text(Runtime& rt, View type) {
    auto attribute = [&](Str* name) -> std::string {
        Result<Value> found = find_attribute(rt, type, name);
        if (found.raised() && !rt.stopping()) rt.pending = Value();
        return found.raised() || !as_str(found.value()) ? "<unknown>" : std::string(as_str(found.value())->text());
    };
    std::string module = attribute(rt.names.module_), name = attribute(rt.names.qualname_);
    if (module == "builtins" || module == "__main__") return name;
    return module == "<unknown>" ? module + name : module + "." + name;
}

void report_unraisable(Runtime& rt, View exception, View where, const char* message) {
    auto attempt = [&]() -> Result<void> {
        Value held(exception), object(where.is_unbound() ? View::none() : where);
        // What native code raised and nobody's frame saw: it was found here.
        if (Frame* frame = current_frame(rt); frame && held.as<Exception>()->traceback.is_none()) {
            rt.pending = held;
            add_traceback_entry(rt, frame);
            held = rt.take_exception();
        }
        Value text = message ? TRY(rt.str(message)) : Value(View::none());
        const Value values[] = {View(static_cast<const Object*>(rt.type_of(held))), held, held.as<Exception>()->traceback, text, object};
        Value arguments = TRY(new_struct_sequence(rt, kUnraisable, values));
        Ref<Str> name = TRY(intern(rt, "unraisablehook"));
        Value hook = TRY(sys_attribute(rt, name.get()));
        if (hook.is_unbound() || hook.is_none()) {
            (void)TRY(print_unraisable(rt, arguments));
            return {};
        }
        Result<Value> called = call(rt, hook, {arguments});
        if (!called.raised() || rt.stopping()) return {};
        if (no_memory_to_report(rt, exception)) return Raised{};
        // The hook itself failed: that is what is reported, and what it was called for is lost.
        Value failure = rt.take_exception();
        const Value failed[] = {View(static_cast<const Object*>(rt.type_of(failure))), failure, failure.as<Exception>()->traceback,
                                TRY(rt.str("Exception ignored in sys.unraisablehook")), hook};
        arguments = TRY(new_struct_sequence(rt, kUnraisable, failed));
        (void)TRY(print_unraisable(rt, arguments));
        return {};
    };
    if (!attempt().raised() || rt.stopping()) return;
    // Nobody can catch it, and there is not even the memory to say so: this would go on until something is freed, which nobody sees to.
    if (no_memory_to_report(rt, exception)) (void)rt.raise_stop(StopReason::memory);
    else rt.pending = Value();
}

// ---- warnings

/// Whether the filters that are in place at the start ignore this category here.
bool ignored_by_default(Runtime& rt, Type* category) {
    auto is = [&](ExceptionType type) { return is_subtype(category, rt.exception_type(type)); };
    if (is(DeprecationWarning)) {
        Dict* globals = rt.hooks.current_globals ? rt.hooks.current_globals(rt) : nullptr;
        Str* name = globals ? as_str(namespace_get(globals, rt.names.name_)) : nullptr;
        return !name || name->text() != "__main__";
    }
    return is(PendingDeprecationWarning) || is(ImportWarning) || is(ResourceWarning);
}

/// The module `warnings`; Unbound where it is not needed, because it was never imported and the warning would be ignored, or cannot be had.
Result<Value> warnings_module(Runtime& rt, Type* category) {
    Ref<Str> name = TRY(intern(rt, "warnings"));
    View known = TRY(dict_get(rt, rt.modules.get(), name.get()));
    if (!known.is_unbound()) return known.is_none() ? Value() : Value(known);
    Ref<Str> options_name = TRY(intern(rt, "warnoptions"));
    Value options = TRY(sys_attribute(rt, options_name.get()));
    bool plain = !is_kind(options, Kind::list) || !options.as<List>()->size;
    if (plain && ignored_by_default(rt, category)) return Value();
    Result<Value> module = rt.hooks.import(rt, name.get(), nullptr, View::none(), 0);
    if (!module.raised()) return module;
    if (!rt.swallow(ImportError)) return Raised{};
    return Value();
}

std::string source_line(Runtime& rt, const std::string& file, std::int64_t number) {
    if (file.empty() || file[0] == '<' || number < 1 || !granted(rt, Capability::files)) return "";
    std::FILE* f = std::fopen(file.c_str(), "rbe");
    if (!f) return "";
    std::string line;
    for (int c; number > 0 && (c = std::fgetc(f)) != EOF;) {
        if (number == 1 && c != '\n') line += static_cast<char>(c);
        if (c == '\n') --number;
    }
    std::fclose(f);
    std::size_t begin = line.find_first_not_of(" \t\f"), end = line.find_last_not_of(" \t\r\f");
    return begin == std::string::npos ? "" : line.substr(begin, end - begin + 1);
}

Result<void> print_warning(Runtime& rt, Type* category, const std::string& message, const std::string& file, std::int64_t line) {
    std::string text = file + ":" + std::to_string(line) + ": " + type_name(category) + ": " + message + "\n", source = source_line(rt, file, line);
    if (!source.empty()) text += "  " + source + "\n";
    write_error_text(rt, text);
    return {};
}

Result<void> warn(Runtime& rt, ExceptionType category, View message, int stack_level, View source) {
    Type* type = rt.exception_type(category);
    Value held(message), object(source.is_unbound() ? View::none() : source);
    Value module = TRY(warnings_module(rt, type));
    if (!module.is_unbound()) {
        Value function = TRY(get_attribute(rt, module, TRY(intern(rt, "warn")).get()));
        Ref<Str> keyword = TRY(intern(rt, "source"));
        Ref<Tuple> names = TRY(new_tuple(rt, {View(keyword.get())}));
        const View values[] = {held, View(static_cast<const Object*>(type)), View::small_int(stack_level), object};
        TRY(call(rt, function, Arguments{.values = values, .count = 3, .names = names.get()}));
        return {};
    }
    if (ignored_by_default(rt, type)) return {};
    Frame* frame = current_frame(rt);
    for (int n = 1; n < stack_level && frame; ++n) frame = caller_of(frame);
    std::string file = "<sys>";
    std::int64_t line = 1;
    if (frame) {
        file = std::string(frame->code->filename->text());
        Value frame_value = TRY(frame_object(rt, frame));
        line = current_line(frame_value.as<FrameObject>());
    }
    Ref<Str> text = TRY(to_str(rt, held));
    return print_warning(rt, type, std::string(text->text()), file, line);
}

Result<void> syntax_warning(Runtime& rt, const std::string& message, Str* filename, int line) {
    Type* type = rt.exception_type(SyntaxWarning);
    Value text = TRY(rt.str(message)), name{View(filename)};
    Value module = TRY(warnings_module(rt, type));
    if (!module.is_unbound()) {
        Ref<Str> function = TRY(intern(rt, "warn_explicit"));
        TRY(call_method(rt, module, function.get(), {text, View(static_cast<const Object*>(type)), name, View::small_int(line)}));
        return {};
    }
    return print_warning(rt, type, message, std::string(filename->text()), line);
}

/// traceback._report(exception, colorize). What fails in it (no memory, a module of that name that is another) is dropped: the
/// plain report of the runtime takes its place. Only what is printed may have colours.
std::string make_report(Runtime& rt, Exception* exception, bool printed) {
    auto attempt = [&]() -> Result<std::string> {
        Value module = TRY(rt.hooks.import(rt, TRY(intern(rt, "traceback")).get(), nullptr, View::none(), 0));
        Value text = TRY(call_method(rt, module, TRY(intern(rt, "_report")).get(), {View(static_cast<const Object*>(exception)), View::boolean(printed)}));
        return std::string(as_str(text) ? as_str(text)->text() : "");
    };
    Result<std::string> text = attempt();
    if (!text.raised()) return text.take();
    if (!rt.stopping()) rt.pending = Value();
    return "";
}

std::string exception_report(Runtime& rt, Exception* exception) { return make_report(rt, exception, false); }

}  // namespace

void print_exception(Runtime& rt, Exception* exception) {
    Ref<Object> held(exception);
    std::string text = make_report(rt, exception, true);
    write_error_text(rt, text.empty() ? format_exception(rt, exception) : text);
}

Result<Value> print_unraisable(Runtime& rt, View unraisable) {
    Type* type = TRY(native_type(rt, kUnraisable.type));
    if (rt.type_of(unraisable) != type) return rt.raise(TypeError, "sys.unraisablehook argument type must be UnraisableHookArgs");
    Tuple* fields = unraisable.as<Tuple>();
    Value exception = fields->items[1], message = fields->items[3], object = fields->items[4];
    std::string text;
    if (!object.is_none()) {
        text = message.is_none() ? "Exception ignored in" : std::string(TRY(to_str(rt, message))->text());
        Result<Ref<Str>> shown = repr(rt, object);
        if (shown.raised()) {
            if (rt.stopping() || no_memory_to_report(rt, exception)) return Raised{};
            rt.pending = Value();
            text += ": <object repr() failed>\n";
        } else {
            text += ": " + std::string(shown.value()->text()) + "\n";
        }
    } else if (!message.is_none()) {
        text = std::string(TRY(to_str(rt, message))->text()) + ":\n";
    }
    // The report is plain: no marks under the source, no notes, nothing of what a group holds.
    if (Value traceback = fields->items[2]; is_kind(traceback, Kind::traceback)) text += format_traceback(rt, traceback.as<Traceback>());
    if (Value cls = fields->items[0]; !cls.is_none()) {
        text += class_text(rt, cls);
        if (!exception.is_none()) {
            Result<Ref<Str>> shown = to_str(rt, exception);
            if (shown.raised()) {
                if (rt.stopping() || no_memory_to_report(rt, exception)) return Raised{};
                rt.pending = Value();
            }
            text += ": " + (shown.raised() ? "<exception str() failed>" : std::string(shown.value()->text()));
        }
        text += "\n";
    }
    if (rt.stopping()) return Raised{};
    write_error_text(rt, text);
    return View::none();
}

int report_uncaught(Runtime& rt, bool exits) {
    if (rt.stopping()) return 1;
    Value exception = rt.take_exception();
    if (exception.is_unbound()) return 0;
    Type* type = rt.type_of(exception);
    if (exits && is_subtype(type, rt.exception_type(SystemExit))) {
        Value code = View(exception).as<Exception>()->fields[0];
        if (code.is_unbound() || code.is_none()) return 0;
        std::int64_t number;
        if (is_integer(code)) return fits_int64(code, number) ? static_cast<int>(number & 0xff) : 255;
        Result<Ref<Str>> text = to_str(rt, code);
        if (text.raised()) rt.pending = Value();
        else write_error_text(rt, std::string(text.value()->text()) + "\n");
        return 1;
    }
    auto attempt = [&]() -> Result<void> {
        Exception* e = exception.as<Exception>();
        for (const char* name : {"last_exc", "last_value"}) TRY(dict_set(rt, rt.sys_module->dict.get(), TRY(intern(rt, name)).get(), exception));
        TRY(dict_set(rt, rt.sys_module->dict.get(), TRY(intern(rt, "last_type")).get(), View(static_cast<const Object*>(type))));
        TRY(dict_set(rt, rt.sys_module->dict.get(), TRY(intern(rt, "last_traceback")).get(), e->traceback));
        Ref<Str> name = TRY(intern(rt, "excepthook"));
        Value hook = TRY(sys_attribute(rt, name.get()));
        if (hook.is_unbound()) {
            write_error_text(rt, "sys.excepthook is missing\n");
            print_exception(rt, e);
            return {};
        }
        Value traceback = e->traceback;
        if (!call(rt, hook, {View(static_cast<const Object*>(type)), exception, traceback}).raised()) return {};
        if (rt.stopping()) return Raised{};
        if (rt.pending_is(SystemExit)) return Raised{};
        Value failure = rt.take_exception();
        write_error_text(rt, "Error in sys.excepthook:\n");
        print_exception(rt, failure.as<Exception>());
        write_error_text(rt, "\nOriginal exception was:\n");
        print_exception(rt, e);
        return {};
    };
    if (attempt().raised() && !rt.stopping()) {
        if (rt.pending_is(SystemExit)) return report_uncaught(rt);  // the hook's own exit(): its exception is a new one
        rt.pending = Value();
    }
    return 1;
}

void install_report_hooks(Runtime& rt) {
    if (!rt.hooks.unraisable) rt.hooks.unraisable = report_unraisable;
    if (!rt.hooks.exception_report) rt.hooks.exception_report = exception_report;
    if (!rt.hooks.warn) rt.hooks.warn = warn;
    if (!rt.hooks.syntax_warning) rt.hooks.syntax_warning = syntax_warning;
}

}  // namespace ouro
