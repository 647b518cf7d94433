// SPDX-License-Identifier: MIT
// Exception objects: their types, fields and methods.
#include "runtime/objects/exception.h"

#include <cerrno>
#include <cstring>

#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/lifetime.h"
#include "runtime/objects/descriptor.h"
#include "runtime/objects/exception_group.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/suggestion.h"

namespace ouro {

namespace {

/// The fields that a built-in exception has beyond those of BaseException, by the type that introduces them.
struct Fields {
    ExceptionType type;
    std::vector<const char*> names;
};
const Fields kFields[] = {
    {OSError, {"errno", "strerror", "filename", "filename2", "characters_written"}},
    {SyntaxError, {"msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset", "print_file_and_line"}},
    {StopIteration, {"value"}},
    {SystemExit, {"code"}},
    {ImportError, {"msg", "name", "path", "name_from"}},
    {AttributeError, {"name", "obj"}},
    {NameError, {"name"}},
    {UnicodeEncodeError, {"encoding", "object", "start", "end", "reason"}},
    {UnicodeDecodeError, {"encoding", "object", "start", "end", "reason"}},
    {UnicodeTranslateError, {"object", "start", "end", "reason"}},
    {BaseExceptionGroup, {"message", "exceptions"}},
};

const Fields* fields_of(const Type* type) {
    Runtime& rt = *type->runtime;
    for (const Fields& each : kFields)
        if (rt.exceptions[each.type] && is_subtype(type, rt.exceptions[each.type])) return &each;
    return nullptr;
}

std::size_t bytes_of(const Type* type) { return type->basic_size; }

Result<Exception*> allocate(Runtime& rt, Type* type, Tuple* arguments) {
    auto* made = static_cast<Exception*>(rt.allocate_instance(type, bytes_of(type)));
    if (!made) {
        if (rt.memory_error.is_unbound()) return Raised{};
        return rt.raise_memory_error();
    }
    retain(static_cast<Object*>(arguments));
    made->arguments = arguments;
    new (&made->traceback) Value(View::none());
    new (&made->context) Value(View::none());
    new (&made->cause) Value(View::none());
    made->suppress_context = false;
    made->field_count = static_cast<std::uint8_t>((type->basic_size - sizeof(Exception)) / sizeof(Value));
    for (int n = 0; n < made->field_count; ++n) new (&made->fields[n]) Value();
    return made;
}

void destroy_exception(Runtime& rt, Object* object) {
    auto* e = static_cast<Exception*>(object);
    if (View(object) == View(rt.memory_error) && !rt.closing) {
        // It is made beforehand and outlives its handlers; what it holds does not.
        reset_exception(e);
        for (int n = 0; n < e->field_count; ++n) e->fields[n] = Value();
        AttributeStorage* storage = storage_of(object);
        clear_attributes(rt, object);
        if (Dict* dict = std::exchange(storage->dict, nullptr)) release(reinterpret_cast<Object*>(dict));
        object->shape = object->type()->root_shape;
        return;
    }
    release(static_cast<Object*>(e->arguments));
    e->traceback.~Value();
    e->context.~Value();
    e->cause.~Value();
    for (int n = 0; n < e->field_count; ++n) e->fields[n].~Value();
    rt.free_instance(e, bytes_of(e->type()));
}

void traverse_exception(Object* object, Visitor& visit) {
    auto* e = static_cast<Exception*>(object);
    visit(e->arguments);
    visit(e->traceback);
    visit(e->context);
    visit(e->cause);
    for (int n = 0; n < e->field_count; ++n) visit(e->fields[n]);
}

void clear_exception(Runtime& rt, Object* object) {
    auto* e = static_cast<Exception*>(object);
    Ref<Tuple> arguments = Ref<Tuple>::adopt(std::exchange(e->arguments, Ref<Tuple>(rt.empty_tuple).detach()));
    e->traceback = View::none();
    e->context = View::none();
    e->cause = View::none();
    for (int n = 0; n < e->field_count; ++n) e->fields[n] = Value();
}

Exception* self_of(View self) { return self.as<Exception>(); }

/// What the constructor of a type with fields makes of its arguments.
Result<void> fill_fields(Runtime& rt, Exception* e, Type* type) {
    Tuple* args = e->arguments;
    auto is = [&](ExceptionType base) { return is_subtype(type, rt.exceptions[base]); };
    if (!e->field_count) return {};
    if (is(StopIteration)) {
        e->fields[0] = args->size ? args->items[0] : Value(View::none());
    } else if (is(SystemExit)) {
        if (args->size == 1) e->fields[0] = args->items[0];
        else if (args->size > 1) e->fields[0] = Value(View(args));
    } else if (is(ImportError)) {
        if (args->size == 1) e->fields[0] = args->items[0];
    } else if (is(OSError)) {
        if (args->size >= 2 && args->size <= 5) {
            e->fields[0] = args->items[0];
            e->fields[1] = args->items[1];
            if (args->size >= 3 && !args->items[2].is_none()) {
                e->fields[2] = args->items[2];
                if (args->size >= 5 && !args->items[4].is_none()) e->fields[3] = args->items[4];
                Ref<Tuple> two = TRY(new_tuple(rt, {args->items[0], args->items[1]}));
                e->arguments = two.detach();
                release(static_cast<Object*>(args));
            }
        }
    } else if (is(SyntaxError)) {
        if (args->size >= 1) e->fields[0] = args->items[0];
        if (args->size == 2) {
            Ref<Tuple> info = TRY(tuple_from(rt, args->items[1]));
            if (info->size != 4 && info->size != 6) return rt.raise(TypeError, "function takes %s 4 arguments (%zu given)", info->size < 4 ? "at least" : "exactly", info->size);
            for (std::size_t n = 0; n < info->size; ++n) e->fields[1 + n] = info->items[n];
        }
    } else if (is(UnicodeEncodeError) || is(UnicodeDecodeError) || is(UnicodeTranslateError)) {
        bool translate = is(UnicodeTranslateError);
        std::size_t wanted = translate ? 4 : 5;
        if (args->size != wanted) return rt.raise(TypeError, "function takes exactly %zu arguments (%zu given)", wanted, args->size);
        std::size_t first = translate ? 0 : 1;
        if (!translate && !is_kind(args->items[0], Kind::str)) return rt.raise(TypeError, "argument 1 must be str, not %s", type_name(rt, args->items[0]));
        if (is(UnicodeDecodeError) ? !rt.type_of(args->items[1])->slots.get_buffer : !is_kind(args->items[first], Kind::str))
            return is(UnicodeDecodeError) ? rt.raise(TypeError, "a bytes-like object is required, not '%s'", type_name(rt, args->items[1]))
                                          : rt.raise(TypeError, "argument %zu must be str, not %s", first + 1, type_name(rt, args->items[first]));
        for (std::size_t n = 0; n < 2; ++n) (void)TRY(index(rt, args->items[first + 1 + n]));
        if (!is_kind(args->items[first + 3], Kind::str))
            return rt.raise(TypeError, "argument %zu must be str, not %s", first + 4, type_name(rt, args->items[first + 3]));
        for (std::size_t n = 0; n < wanted; ++n) e->fields[n] = args->items[n];
        if (is(UnicodeDecodeError) && !is_kind(e->fields[1], Kind::bytes)) {
            BufferGuard bytes(rt, args->items[1]);
            if (bytes.raised()) return Raised{};
            e->fields[1] = TRY(new_bytes(rt, bytes.text()));
        }
    }
    return {};
}

[[gnu::cold]] Raised raise_unexpected_keyword(Runtime& rt, Type* type, Str* keyword, std::size_t given) {
    // Who looks at them, and what it knows.
    auto is = [&](ExceptionType base) { return is_subtype(type, rt.exceptions[base]); };
    Type* base = rt.exceptions[is(ImportError) ? ImportError : is(AttributeError) ? AttributeError : NameError];
    std::vector<std::string> known{"name"};
    if (is(ImportError)) known.insert(known.end(), {"path", "name_from"});
    else if (is(AttributeError)) known.emplace_back("obj");
    if (given > known.size())
        return rt.raise(TypeError, "%s() takes at most %zu keyword argument%s (%zu given)", type_name(base), known.size(), known.size() == 1 ? "" : "s", given);
    std::string meant = nearest_name(keyword->text(), known);
    if (!meant.empty()) meant = ". Did you mean '" + meant + "'?";
    return rt.raise(TypeError, "%s() got an unexpected keyword argument '%s'%s", type_name(base), keyword->data(), meant.c_str());
}

/// Keyword arguments that ImportError, AttributeError and NameError take.
Result<void> take_keywords(Runtime& rt, Exception* e, Type* type, const Arguments& arguments) {
    if (!arguments.names || !arguments.names->size) return {};
    auto is = [&](ExceptionType base) { return is_subtype(type, rt.exceptions[base]); };
    for (std::size_t n = 0; n < arguments.names->size; ++n) {
        Str* name = View(arguments.names->items[n]).as<Str>();
        int at = -1;
        if (is(ImportError) && name->text() != "msg") at = exception_field(type, name->text());
        if (is(AttributeError) || is(NameError)) at = exception_field(type, name->text());
        if (at < 0) {
            if (is(ImportError) || is(AttributeError) || is(NameError))
                return raise_unexpected_keyword(rt, type, name, arguments.names->size);
            return rt.raise(TypeError, "%s() takes no keyword arguments", type_name(type));
        }
        e->fields[at] = arguments[arguments.count + n];
    }
    return {};
}

Result<Value> construct_exception(Runtime& rt, Type* type, const Arguments& arguments) {
    if (type == rt.exceptions[OSError] && arguments.count >= 2 && is_integer(arguments[0])) {
        std::int64_t number;
        if (fits_int64(arguments[0], number)) type = os_error_type(rt, static_cast<int>(number));
    }
    Ref<Tuple> args = TRY(new_tuple(rt, arguments.count));
    for (std::size_t n = 0; n < arguments.count; ++n) args->items[n] = arguments[n];
    Exception* e = TRY(allocate(rt, type, args.get()));
    Value made = Value::adopt(View(e));
    if (is_subtype(type, rt.exceptions[BaseExceptionGroup])) TRY(init_group(rt, type, e));
    else if (is_subtype(type, rt.exceptions[OSError]) && type->slots.init == init_exception) TRY(fill_fields(rt, e, type));
    return e->type() == type ? Result<Value>(made) : Result<Value>(made);
}

}  // namespace

Result<void> init_exception(Runtime& rt, View self, const Arguments& arguments) {
    Exception* e = self_of(self);
    Type* type = e->type();
    bool group = is_subtype(type, rt.exceptions[BaseExceptionGroup]);
    if (e->field_count)
        for (ExceptionType base : {ImportError, AttributeError, NameError})
            if (is_subtype(type, rt.exceptions[base]))
                for (int n = 0; n < e->field_count; ++n) e->fields[n] = Value();
    if (arguments.names && arguments.names->size) {
        // A subclass's own __new__ may have taken them; a built-in class takes some itself.
        TRY(take_keywords(rt, e, type, arguments));
    }
    if (group) return {};
    if (!is_subtype(type, rt.exceptions[OSError]) || !e->arguments->size || e->fields[0].is_unbound()) {
        Ref<Tuple> args = TRY(new_tuple(rt, arguments.count));
        for (std::size_t n = 0; n < arguments.count; ++n) args->items[n] = arguments[n];
        Tuple* old = std::exchange(e->arguments, args.detach());
        release(static_cast<Object*>(old));
        return fill_fields(rt, e, type);
    }
    return {};
}

int exception_field(const Type* type, std::string_view name) {
    const Fields* fields = fields_of(type);
    if (!fields) return -1;
    for (std::size_t n = 0; n < fields->names.size(); ++n)
        if (name == fields->names[n]) return static_cast<int>(n);
    return -1;
}

Result<Value> new_exception_with(Runtime& rt, Type* type, Tuple* arguments) {
    Exception* e = TRY(allocate(rt, type, arguments));
    Value made = Value::adopt(View(e));
    TRY(fill_fields(rt, e, type));
    return made;
}

Result<Value> new_exception(Runtime& rt, Type* type, View argument) {
    if (argument.is_unbound()) return new_exception_with(rt, type, rt.empty_tuple.get());
    Ref<Tuple> arguments = TRY(new_tuple(rt, {argument}));
    return new_exception_with(rt, type, arguments.get());
}

void reset_exception(Exception* e) {
    e->traceback = View::none();
    e->context = View::none();
    e->cause = View::none();
    e->suppress_context = false;
}

void set_cause(Exception* e, View cause) {
    e->cause = cause;
    e->suppress_context = true;
}

void set_context(Exception* e, View context) {
    View self(static_cast<const Object*>(e));
    if (context == self) return;
    // A chain that already contains the new exception is cut before it, so that no cycle forms.
    View slow = context;
    bool step = false;
    for (View at = context;;) {
        View next = at.as<Exception>()->context;
        if (next.is_none()) break;
        if (next == self) {
            at.as<Exception>()->context = View::none();
            break;
        }
        at = next;
        if (step) slow = slow.as<Exception>()->context;
        step = !step;
        if (at == slow) break;
    }
    e->context = context;
}

void set_traceback(Exception* e, View traceback) { e->traceback = traceback; }

View stop_iteration_value(Exception* e) { return e->field_count && !e->fields[0].is_unbound() ? View(e->fields[0]) : View::none(); }

Raised raise_stop_iteration(Runtime& rt, View iterator) {
    Value value = std::exchange(rt.sent_result, Value());
    Type* type = rt.exceptions[StopIteration];
    if (!rt.type_of(iterator)->slots.send || value.is_unbound() || value.is_none()) return rt.raise_object(TRY(new_exception(rt, type, View())));
    // A tuple or an exception as value must not be taken for arguments.
    Ref<Tuple> arguments = TRY(new_tuple(rt, {View(value)}));
    return rt.raise_object(TRY(new_exception_with(rt, type, arguments.get())));
}

void set_exception_name(Runtime& rt, Str* name) {
    if (rt.stopping() || !is_kind(rt.pending, Kind::exception)) return;
    auto* e = rt.pending.as<Exception>();
    int at = exception_field(e->type(), "name");
    if (at >= 0) e->fields[at] = View(static_cast<const Object*>(name));
}

Type* os_error_type(Runtime& rt, int error) {
    switch (error) {
        case EAGAIN: case EALREADY: case EINPROGRESS: return rt.exceptions[BlockingIOError];
        case EPIPE: case ESHUTDOWN: return rt.exceptions[BrokenPipeError];
        case ECHILD: return rt.exceptions[ChildProcessError];
        case ECONNABORTED: return rt.exceptions[ConnectionAbortedError];
        case ECONNREFUSED: return rt.exceptions[ConnectionRefusedError];
        case ECONNRESET: return rt.exceptions[ConnectionResetError];
        case EEXIST: return rt.exceptions[FileExistsError];
        case ENOENT: return rt.exceptions[FileNotFoundError];
        case EISDIR: return rt.exceptions[IsADirectoryError];
        case ENOTDIR: return rt.exceptions[NotADirectoryError];
        case EINTR: return rt.exceptions[InterruptedError];
        case EACCES: case EPERM: return rt.exceptions[PermissionError];
        case ESRCH: return rt.exceptions[ProcessLookupError];
        case ETIMEDOUT: return rt.exceptions[TimeoutError];
        default: return rt.exceptions[OSError];
    }
}

Raised raise_os_error(Runtime& rt, int error, const std::string& path) {
    Value text = TRY(rt.str(std::strerror(error)));
    Value number = View::small_int(error);
    Ref<Tuple> arguments;
    if (path.empty()) {
        arguments = TRY(new_tuple(rt, {number, text}));
    } else {
        Value name = TRY(rt.str(path));
        arguments = TRY(new_tuple(rt, {number, text, name}));
    }
    return rt.raise_object(TRY(new_exception_with(rt, os_error_type(rt, error), arguments.get())));
}

// ---- traceback objects

namespace {

Traceback* allocate_entry(Runtime& rt, View next, View frame, std::uint32_t at, std::int32_t line) {
    auto* entry = rt.allocate<Traceback>(rt.types.traceback);
    if (!entry) return nullptr;
    new (&entry->next) Ref<Object>(next.is_none() ? nullptr : next.object());
    new (&entry->frame) Value(frame);
    entry->at = at;
    entry->line = line;
    return entry;
}

}  // namespace

void add_traceback_entry(Runtime& rt, Exception* e, View frame, std::uint32_t at) {
    if (!is_kind(View(static_cast<const Object*>(e)), Kind::exception)) return;
    // Without memory the exception goes on without the entry.
    if (Traceback* entry = allocate_entry(rt, e->traceback, frame, at, -1)) e->traceback = Value::adopt(View(entry));
}

namespace {

Traceback* traceback_of(View self) { return self.as<Traceback>(); }

constexpr PropertyDef traceback_properties[] = {
    {"tb_next",
     [](Runtime&, View self) -> Result<Value> {
         auto* next = traceback_of(self)->next.get();
         return next ? Value(View(next)) : Value(View::none());
     },
     [](Runtime& rt, View self, View value) -> Result<void> {
         if (!value.is_none() && !is_kind(value, Kind::traceback))
             return rt.raise(TypeError, "expected traceback object, got '%s'", type_name(rt, value));
         for (View at = value; is_kind(at, Kind::traceback);) {
             if (at == self) return rt.raise(ValueError, "traceback loop detected");
             auto* next = traceback_of(at)->next.get();
             at = next ? View(next) : View::none();
         }
         traceback_of(self)->next = Ref<Object>(value.is_none() ? nullptr : value.object());
         return {};
     }},
    {"tb_frame", [](Runtime&, View self) -> Result<Value> { return traceback_of(self)->frame; }},
    {"tb_lasti", [](Runtime&, View self) -> Result<Value> { return View::small_int(2 * std::int64_t{traceback_of(self)->at}); }},
    {"tb_lineno",
     [](Runtime& rt, View self) -> Result<Value> { return View::small_int(rt.hooks.source_position(traceback_of(self)).line); }},
};

constexpr FunctionDef traceback_methods[] = {
    {"__dir__(self, /)",
     [](Runtime& rt, Args) -> Result<Value> {
         Ref<List> names = TRY(new_list(rt));
         for (const PropertyDef& each : traceback_properties) TRY(list_append(rt, names.get(), TRY(rt.str(each.name))));
         return names;
     },
     ""},
};

// ---- BaseException

Result<Value> exception_str(Runtime& rt, View self) {
    Exception* e = self_of(self);
    if (e->arguments->size == 0) return rt.empty_str;
    Ref<Str> text = e->arguments->size == 1 ? TRY(to_str(rt, e->arguments->items[0])) : TRY(to_str(rt, View(e->arguments)));
    return text;
}

Result<Value> exception_repr(Runtime& rt, View self) {
    Exception* e = self_of(self);
    Ref<Str> arguments = e->arguments->size == 1 ? TRY(repr(rt, e->arguments->items[0])) : TRY(repr(rt, View(e->arguments)));
    if (e->arguments->size == 1) return rt.str(std::string(short_type_name(rt.type_of(self))) + "(" + std::string(arguments->text()) + ")");
    return rt.str(std::string(short_type_name(rt.type_of(self))) + std::string(arguments->text()));
}

Result<Value> key_error_str(Runtime& rt, View self) {
    Exception* e = self_of(self);
    if (e->arguments->size != 1) return exception_str(rt, self);
    Ref<Str> text = TRY(repr(rt, e->arguments->items[0]));
    return text;
}

Result<Value> os_error_str(Runtime& rt, View self) {
    Exception* e = self_of(self);
    bool named = !e->fields[2].is_unbound() && !e->fields[2].is_none();  // perhaps afterwards
    if (!named && (e->fields[0].is_unbound() || e->fields[1].is_unbound())) return exception_str(rt, self);
    auto shown = [&](std::size_t n) { return to_str(rt, e->fields[n].is_unbound() ? View::none() : View(e->fields[n])); };
    std::string text = "[Errno " + std::string(TRY(shown(0))->text()) + "] " + std::string(TRY(shown(1))->text());
    if (named) text += ": " + std::string(TRY(repr(rt, e->fields[2]))->text());
    if (!e->fields[3].is_unbound() && !e->fields[3].is_none()) text += " -> " + std::string(TRY(repr(rt, e->fields[3]))->text());
    return rt.str(text);
}

Result<Value> syntax_error_str(Runtime& rt, View self) {
    Exception* e = self_of(self);
    std::string text = e->fields[0].is_unbound() ? "None" : std::string(TRY(to_str(rt, e->fields[0]))->text());
    Str* file = as_str(e->fields[1]);
    bool line = is_integer(e->fields[2]);
    if (!file && !line) return rt.str(text);
    std::string name;
    if (file) {
        name = file->text();
        std::size_t slash = name.rfind('/');
        if (slash != std::string::npos) name = name.substr(slash + 1);
    }
    std::string number = line ? std::string(TRY(to_str(rt, e->fields[2]))->text()) : "";
    if (file && line) return rt.str(text + " (" + name + ", line " + number + ")");
    if (file) return rt.str(text + " (" + name + ")");
    return rt.str(text + " (line " + number + ")");
}

Result<Value> import_error_str(Runtime& rt, View self) {
    Exception* e = self_of(self);
    if (Str* text = as_str(e->fields[0])) return Value(View(text));
    return exception_str(rt, self);
}

Result<Value> unicode_error_str(Runtime& rt, View self) {
    Exception* e = self_of(self);
    bool encode = is_subtype(e->type(), rt.exceptions[UnicodeEncodeError]), decode = is_subtype(e->type(), rt.exceptions[UnicodeDecodeError]);
    int first = encode || decode ? 1 : 0;
    if (e->fields[first].is_unbound()) return rt.empty_str;
    std::int64_t start = TRY(index_to_int64(rt, e->fields[first + 1])), end = TRY(index_to_int64(rt, e->fields[first + 2]));
    std::string reason(TRY(to_str(rt, e->fields[first + 3]))->text());
    std::string codec = first ? "'" + std::string(TRY(to_str(rt, e->fields[0]))->text()) + "' codec " : "";
    char shown[128];
    if (decode) {
        if (end == start + 1) {
            Value byte = TRY(get_item(rt, e->fields[1], View::small_int(start)));
            std::snprintf(shown, sizeof shown, "can't decode byte 0x%02x in position %lld: ", static_cast<unsigned>(byte.as_int()), static_cast<long long>(start));
        } else {
            std::snprintf(shown, sizeof shown, "can't decode bytes in position %lld-%lld: ", static_cast<long long>(start), static_cast<long long>(end - 1));
        }
        return rt.str(codec + shown + reason);
    }
    const char* verb = encode ? "encode" : "translate";
    Str* object = as_str(e->fields[first]);
    if (end == start + 1 && object && start >= 0 && start < static_cast<std::int64_t>(object->length())) {
        char32_t c = char_at(rt, object, static_cast<std::size_t>(start));
        std::snprintf(shown, sizeof shown, c < 0x100 ? "can't %s character '\\x%02x' in position %lld: " : c < 0x10000 ? "can't %s character '\\u%04x' in position %lld: " : "can't %s character '\\U%08x' in position %lld: ",
                      verb, static_cast<unsigned>(c), static_cast<long long>(start));
    } else {
        std::snprintf(shown, sizeof shown, "can't %s characters in position %lld-%lld: ", verb, static_cast<long long>(start), static_cast<long long>(end - 1));
    }
    return rt.str(codec + shown + reason);
}

Result<Value> with_traceback(Runtime& rt, Args args) {
    if (!args[1].is_none() && !is_kind(args[1], Kind::traceback)) return rt.raise(TypeError, "__traceback__ must be a traceback or None");
    self_of(args[0])->traceback = args[1];
    return Value(args[0]);
}

Result<Value> add_note(Runtime& rt, Args args) {
    if (!is_kind(args[1], Kind::str)) return rt.raise(TypeError, "note must be a str, not '%s'", type_name(rt, args[1]));
    Value notes = TRY(find_attribute(rt, args[0], rt.names.notes_));
    if (notes.is_unbound()) {
        notes = TRY(new_list(rt));
        TRY(set_attribute(rt, args[0], rt.names.notes_, notes));
    }
    if (!is_kind(notes, Kind::list)) return rt.raise(TypeError, "Cannot add note: __notes__ is not a list");
    TRY(list_append(rt, notes.as<List>(), Value(args[1])));
    return View::none();
}

/// What __setstate__ is given: attributes, and those fields that `args` does not tell. Unbound if there is nothing.
Result<Value> state_of(Runtime& rt, View self) {
    Exception* e = self_of(self);
    Value dict = TRY(dict_of(rt, self));
    bool any = is_kind(dict, Kind::dict) && dict.as<Dict>()->used;
    bool import = is_subtype(e->type(), rt.exceptions[ImportError]), attribute = is_subtype(e->type(), rt.exceptions[AttributeError]);
    Ref<Dict> state;
    auto add = [&](const char* name) -> Result<void> {
        const Value& field = e->fields[exception_field(e->type(), name)];
        if (field.is_unbound() || field.is_none()) return {};
        if (!state) state = any ? TRY(dict_copy(rt, dict.as<Dict>())) : TRY(new_dict(rt));
        return dict_set(rt, state.get(), TRY(intern(rt, name)).get(), field);
    };
    if (import)
        for (const char* name : {"name", "path", "name_from"}) TRY(add(name));
    if (attribute) {
        TRY(add("name"));
        if (!state) state = any ? TRY(dict_copy(rt, dict.as<Dict>())) : TRY(new_dict(rt));
        TRY(dict_set(rt, state.get(), TRY(intern(rt, "args")).get(), View(e->arguments)));
    }
    return state ? Value(state) : any ? dict : Value();
}

Result<Value> reduce(Runtime& rt, Args args) {
    Exception* e = self_of(args[0]);
    Value state = TRY(state_of(rt, args[0]));
    Value arguments(View(static_cast<const Object*>(e->arguments)));
    View type(static_cast<const Object*>(e->type()));
    if (is_subtype(e->type(), rt.exceptions[OSError]) && e->arguments->size == 2 && !e->fields[2].is_unbound()) {
        // The constructor took the file names out of `args`.
        const Value *given = e->arguments->items, &second = e->fields[3];
        Ref<Tuple> whole = second.is_unbound() ? TRY(new_tuple(rt, {given[0], given[1], e->fields[2]}))
                                               : TRY(new_tuple(rt, {given[0], given[1], e->fields[2], View::none(), second}));
        arguments = whole;
    }
    Ref<Tuple> made = state.is_unbound() ? TRY(new_tuple(rt, {type, arguments})) : TRY(new_tuple(rt, {type, arguments, state}));
    return made;
}

Result<Value> set_state(Runtime& rt, Args args) {
    if (args[1].is_none()) return View::none();
    Dict* state = as_dict(args[1]);
    if (!state) return rt.raise(TypeError, "state is not a dictionary");
    for (auto* entry = dict_first(state); entry; entry = dict_next(state, entry))
        if (Str* name = as_str(entry->key)) TRY(set_attribute(rt, args[0], intern(rt, name).get(), entry->value));
    return View::none();
}

constexpr FunctionDef methods[] = {
    {"with_traceback(self, tb, /)", with_traceback, "Set self.__traceback__ to tb and return self."},
    {"add_note(self, note, /)", add_note, "Add a note to the exception."},
    {"__reduce__(self, /)", reduce, ""},
    {"__setstate__(self, state, /)", set_state, ""},
};

Result<void> set_link(Runtime& rt, View value, Value& field, const char* what) {
    if (value.is_unbound()) return rt.raise(TypeError, "%s may not be deleted", what);
    if (!value.is_none() && !is_kind(value, Kind::exception))
        return rt.raise(TypeError, "exception %s must be None or derive from BaseException", std::strcmp(what, "__cause__") == 0 ? "cause" : "context");
    field = value;
    return {};
}

constexpr PropertyDef properties[] = {
    {"args", [](Runtime&, View self) -> Result<Value> { return Value(View(self_of(self)->arguments)); },
     [](Runtime& rt, View self, View value) -> Result<void> {
         if (value.is_unbound()) return rt.raise(TypeError, "args may not be deleted");
         Ref<Tuple> fresh = TRY(tuple_from(rt, value));
         Tuple* old = std::exchange(self_of(self)->arguments, fresh.detach());
         release(static_cast<Object*>(old));
         return {};
     }},
    {"__traceback__", [](Runtime&, View self) -> Result<Value> { return self_of(self)->traceback; },
     [](Runtime& rt, View self, View value) -> Result<void> {
         if (value.is_unbound()) return rt.raise(TypeError, "__traceback__ may not be deleted");
         if (!value.is_none() && !is_kind(value, Kind::traceback)) return rt.raise(TypeError, "__traceback__ must be a traceback or None");
         self_of(self)->traceback = value;
         return {};
     }},
    {"__context__", [](Runtime&, View self) -> Result<Value> { return self_of(self)->context; },
     [](Runtime& rt, View self, View value) { return set_link(rt, value, self_of(self)->context, "__context__"); }},
    {"__cause__", [](Runtime&, View self) -> Result<Value> { return self_of(self)->cause; },
     [](Runtime& rt, View self, View value) -> Result<void> {
         TRY(set_link(rt, value, self_of(self)->cause, "__cause__"));
         self_of(self)->suppress_context = true;
         return {};
     }},
    {"__suppress_context__", [](Runtime&, View self) -> Result<Value> { return View::boolean(self_of(self)->suppress_context); },
     [](Runtime& rt, View self, View value) -> Result<void> {
         if (value.is_unbound()) return rt.raise(TypeError, "can't delete numeric/char attribute");
         if (!value.is_bool()) return rt.raise(TypeError, "attribute value type must be bool");
         self_of(self)->suppress_context = value.is_true();
         return {};
     },
     "", true},
};

const TypeDef base_def{
    .name = "BaseException",
    .doc = "Common base class for all exceptions",
    .kind = Kind::exception,
    .size = sizeof(Exception),
    .flags = Type::base_type | Type::has_dict | Type::container | Type::exception_type | Type::immutable,
    .slots = {.destroy = destroy_exception,
              .traverse = traverse_exception,
              .clear = clear_exception,
              .construct = construct_exception,
              .init = init_exception,
              .repr = exception_repr,
              .str = exception_str},
    .methods = methods,
    .properties = properties,
};

}  // namespace

const TypeDef traceback_type{
    .name = "traceback",
    .doc = "One entry of a traceback.",
    .kind = Kind::traceback,
    .size = sizeof(Traceback),
    .flags = Type::container | Type::immutable,
    .construct_signature = "(tb_next, tb_frame, tb_lasti, tb_lineno)",
    .construct_bound = [](Runtime& rt, Type*, Args args) -> Result<Value> {
        if (!args[1].is_none() && !is_kind(args[1], Kind::traceback))
            return rt.raise(TypeError, "expected traceback object or None, got '%s'", type_name(rt, args[1]));
        if (!is_kind(args[2], Kind::frame)) return rt.raise(TypeError, "traceback() argument 'tb_frame' must be frame, not %s", args[2].is_none() ? "None" : type_name(rt, args[2]));
        int at = TRY(args.small_integer(3)), line = TRY(args.small_integer(4));
        Traceback* made = allocate_entry(rt, args[1], args[2], static_cast<std::uint32_t>(at < 0 ? 0 : at / 2), line < 0 ? -1 : line);
        if (!made) return rt.raise_memory_error();
        return Value::adopt(View(made));
    },
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* entry = static_cast<Traceback*>(object);
                      entry->next.~Ref();
                      entry->frame.~Value();
                      rt.free_instance(entry, sizeof(Traceback));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      auto* entry = static_cast<Traceback*>(object);
                      visit(entry->next.get());
                      visit(entry->frame);
                  },
              .clear = [](Runtime&, Object* object) { static_cast<Traceback*>(object)->frame = View::none(); }},
    .methods = traceback_methods,
    .properties = traceback_properties,
};

namespace {

/// The fields of an exception type appear as members.
Result<void> add_fields(Runtime& rt, Type* type) {
    const Fields* own = fields_of(type);
    for (std::size_t at = 0; at < own->names.size(); ++at)
        TRY(add_member(rt, type, own->names[at], static_cast<std::uint32_t>(offsetof(Exception, fields) + at * sizeof(Value)),
                       own->type != BaseExceptionGroup, true));
    return {};
}

}  // namespace

namespace {

/// Whether an exception type has a __new__ of its own.
bool constructs(Runtime& rt, ExceptionType type, Type* base) {
    switch (type) {
        case BaseExceptionGroup: case OSError: case UnicodeEncodeError: case UnicodeDecodeError: case UnicodeTranslateError: return true;
        case KeyError: case ExceptionGroup: return false;
        default: break;
    }
    for (const Fields& each : kFields)
        if (each.type == type || (rt.exceptions[each.type] && is_subtype(base, rt.exceptions[each.type]))) return false;
    return true;
}

}  // namespace

bool make_exception_types(Runtime& rt) {
    struct Row {
        const char* name;
        ExceptionType base;
        const char* doc;
    };
    static constexpr Row rows[] = {
#define EXCEPTION(identifier, name, base, doc) {name, base, doc},
#include "runtime/objects/exceptions.def"
#undef EXCEPTION
    };
    for (int n = 0; n < kExceptionTypes; ++n) {
        Type* base = n ? rt.exceptions[rows[n].base] : rt.types.object;
        TypeDef& def = *rt.exception_defs.emplace_back(std::make_shared<TypeDef>(base_def));
        def.name = rows[n].name;
        const Fields* own = nullptr;
        for (const Fields& each : kFields)
            if (each.type == n) own = &each;
        if (n) {
            def.methods = {};
            def.properties = {};
            def.slots = {};
            if (n != ExceptionGroup) def.slots.init = init_exception;
            if (constructs(rt, static_cast<ExceptionType>(n), base)) def.slots.construct = construct_exception;
            def.fill = nullptr;
            def.doc = rows[n].doc;
            def.size = base->basic_size;
        }
        if (own) {
            def.size = static_cast<std::uint32_t>(sizeof(Exception) + own->names.size() * sizeof(Value));
            def.fill = add_fields;
        }
        if (n == KeyError) def.slots.str = key_error_str;
        if (n == OSError) def.slots.str = os_error_str;
        if (n == SyntaxError) def.slots.str = syntax_error_str;
        if (n == ImportError) def.slots.str = import_error_str;
        if (n == UnicodeEncodeError || n == UnicodeDecodeError || n == UnicodeTranslateError) def.slots.str = unicode_error_str;
        if (n == BaseExceptionGroup) add_group_parts(def);
        Result<Ref<Type>> made = make_builtin_type(rt, def, base, n == ExceptionGroup ? rt.exceptions[PlainException] : nullptr);
        if (made.raised()) return false;
        rt.exceptions[n] = made.value().detach();
    }
    return true;
}

}  // namespace ouro
