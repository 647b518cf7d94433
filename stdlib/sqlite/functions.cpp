// SPDX-License-Identifier: MIT
// _sqlite3: functions of scripts that SQLite calls. What they raise becomes an error of SQL, as CPython words it, except stops, which
// go on when SQLite has returned.
#include <string>

#include "runtime/objects/buffer.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/number.h"
#include "stdlib/sqlite/sqlite.h"

namespace ouro {

namespace {

/// Whether something that a callback raised is on its way already: nothing else may run.
bool failing(Runtime& rt) { return rt.stopping() || !rt.pending.is_unbound(); }

/// Drops what a callback raised, or reports it; a stop stays.
void drop(Runtime& rt, View callable) {
    if (rt.stopping()) return;
    if (callback_tracebacks(rt)) rt.report_unraisable(callable);
    else rt.pending = Value();
}

void fail(sqlite3_context* context, SqliteCallback* callback, const char* message) {
    Runtime& rt = callback->core->rt;
    if (rt.pending_is(MemoryError)) sqlite3_result_error_nomem(context);
    else if (rt.pending_is(OverflowError)) sqlite3_result_error_toobig(context);
    else sqlite3_result_error(context, message, -1);
    drop(rt, View(callback->callable));
}

Result<Value> from_sqlite(Runtime& rt, sqlite3_value* value) {
    switch (sqlite3_value_type(value)) {
        case SQLITE_INTEGER: return rt.integer(sqlite3_value_int64(value));
        case SQLITE_FLOAT: return rt.real(sqlite3_value_double(value));
        case SQLITE_TEXT: {
            const unsigned char* text = sqlite3_value_text(value);
            if (!text) return rt.raise_memory_error();
            return sqlite_text(rt, text, sqlite3_value_bytes(value));
        }
        case SQLITE_BLOB: {
            const void* blob = sqlite3_value_blob(value);
            return new_bytes(rt, std::string_view(static_cast<const char*>(blob), static_cast<std::size_t>(sqlite3_value_bytes(value))));
        }
        default: return View::none();
    }
}

Result<void> give(Runtime& rt, sqlite3_context* context, View value) {
    if (value.is_none()) {
        sqlite3_result_null(context);
    } else if (is_integer(value)) {
        std::int64_t n;
        if (!fits_int64(value, n)) return rt.raise(OverflowError, "Python int too large to convert to SQLite INTEGER");
        sqlite3_result_int64(context, n);
    } else if (is_float(value)) {
        sqlite3_result_double(context, double_of(value));
    } else if (Str* text = as_str(value)) {
        TRY(check_utf8(rt, text));
        sqlite3_result_text64(context, text->data(), text->size, SQLITE_TRANSIENT, SQLITE_UTF8);
    } else if (rt.type_of(value)->slots.get_buffer) {
        BufferGuard bytes(rt, value);
        if (bytes.raised()) return Raised{};
        sqlite3_result_blob64(context, bytes.size() ? bytes.data() : "", bytes.size(), SQLITE_TRANSIENT);
    } else {
        return raise_sqlite(rt, kProgrammingError, "User-defined functions cannot return '%s' values to SQLite", type_name(rt, value));
    }
    return {};
}

Result<Value> call_with(Runtime& rt, View callable, int count, sqlite3_value** values) {
    std::vector<Value> held(static_cast<std::size_t>(count));
    std::vector<View> views(held.size());
    for (std::size_t n = 0; n < held.size(); ++n) {
        held[n] = TRY(from_sqlite(rt, values[n]));
        views[n] = held[n];
    }
    TRY(rt.charge(1));
    return call(rt, callable, Arguments{views.data(), views.size(), nullptr});
}

SqliteCallback* callback_of(sqlite3_context* context) { return static_cast<SqliteCallback*>(sqlite3_user_data(context)); }

void on_function(sqlite3_context* context, int count, sqlite3_value** values) {
    SqliteCallback* callback = callback_of(context);
    Retaken retaken(callback->core);
    Runtime& rt = callback->core->rt;
    if (failing(rt)) return sqlite3_result_error(context, "stopped", -1);
    Value callable = callback->callable;
    Result<Value> result = call_with(rt, callable, count, values);
    if (result.raised() || give(rt, context, result.value()).raised()) fail(context, callback, "user-defined function raised exception");
}

// ---- aggregates: SQLite keeps the instance for us, as an owned pointer

Object** instance_of(sqlite3_context* context, bool make) { return static_cast<Object**>(sqlite3_aggregate_context(context, make ? sizeof(Object*) : 0)); }

void call_method_of_aggregate(sqlite3_context* context, const char* name, int count, sqlite3_value** values, const char* missing, const char* failed) {
    SqliteCallback* callback = callback_of(context);
    Runtime& rt = callback->core->rt;
    Object** instance = instance_of(context, true);
    if (!instance) return sqlite3_result_error_nomem(context);
    if (!*instance) {
        Value callable = callback->callable;
        Result<Value> made = call(rt, callable);
        if (made.raised() || !made.value().is_object()) return fail(context, callback, "user-defined aggregate's '__init__' method raised error");
        *instance = Ref<Object>(View(made.value()).object()).detach();
    }
    Value self{View(*instance)};
    Result<Ref<Str>> key = intern(rt, name);
    Result<Value> method = key.raised() ? Result<Value>(Raised{}) : get_attribute(rt, self, key.value().get());
    if (method.raised()) return fail(context, callback, rt.pending_is(AttributeError) ? missing : failed);
    Result<Value> result = call_with(rt, method.value(), count, values);
    if (result.raised()) fail(context, callback, failed);
}

void on_step(sqlite3_context* context, int count, sqlite3_value** values) {
    Retaken retaken(callback_of(context)->core);
    if (failing(callback_of(context)->core->rt)) return sqlite3_result_error(context, "stopped", -1);
    call_method_of_aggregate(context, "step", count, values, "user-defined aggregate's 'step' method not defined", "user-defined aggregate's 'step' method raised error");
}

void on_inverse(sqlite3_context* context, int count, sqlite3_value** values) {
    Retaken retaken(callback_of(context)->core);
    if (failing(callback_of(context)->core->rt)) return sqlite3_result_error(context, "stopped", -1);
    call_method_of_aggregate(context, "inverse", count, values, "user-defined aggregate's 'inverse' method not defined", "user-defined aggregate's 'inverse' method raised error");
}

void result_of(sqlite3_context* context, const char* name, const char* missing, const char* failed) {
    SqliteCallback* callback = callback_of(context);
    Runtime& rt = callback->core->rt;
    Object** instance = instance_of(context, false);
    if (!instance || !*instance) return;  // no row came
    Value self{View(*instance)};
    Result<Ref<Str>> key = intern(rt, name);
    Result<Value> method = key.raised() ? Result<Value>(Raised{}) : get_attribute(rt, self, key.value().get());
    if (method.raised()) return fail(context, callback, rt.pending_is(AttributeError) ? missing : failed);
    Result<Value> result = call(rt, method.value());
    if (result.raised()) return fail(context, callback, failed);
    if (give(rt, context, result.value()).raised()) fail(context, callback, failed);
}

void on_value(sqlite3_context* context) {
    Retaken retaken(callback_of(context)->core);
    if (failing(callback_of(context)->core->rt)) return sqlite3_result_error(context, "stopped", -1);
    result_of(context, "value", "user-defined aggregate's 'value' method not defined", "user-defined aggregate's 'value' method raised error");
}

void on_finalize(sqlite3_context* context) {
    Retaken retaken(callback_of(context)->core);
    Runtime& rt = callback_of(context)->core->rt;
    // It is called to clean up after errors too, perhaps with one on its way.
    if (!failing(rt)) result_of(context, "finalize", "user-defined aggregate's 'finalize' method not defined", "user-defined aggregate's 'finalize' method raised error");
    Object** instance = instance_of(context, false);
    if (!instance || !*instance) return;
    Value pending = std::exchange(rt.pending, Value());
    Ref<Object>::adopt(std::exchange(*instance, nullptr)) = nullptr;
    rt.pending = std::move(pending);
}

// ---- orders, permissions, traces

int on_compare(void* data, int left_size, const void* left, int right_size, const void* right) {
    auto* callback = static_cast<SqliteCallback*>(data);
    Retaken retaken(callback->core);
    Runtime& rt = callback->core->rt;
    if (failing(rt)) return 0;
    Value callable = callback->callable;
    auto ask = [&]() -> Result<int> {
        Value first = TRY(sqlite_text(rt, left, left_size)), second = TRY(sqlite_text(rt, right, right_size));
        TRY(rt.charge(1));
        Value answer = TRY(call(rt, callable, {first, second}));
        return sign_of(TRY(index(rt, answer)));
    };
    Result<int> order = ask();
    if (!order.raised()) return order.value();
    drop(rt, callable);
    return 0;
}

int on_authorize(void* data, int action, const char* first, const char* second, const char* database, const char* inside) {
    auto* core = static_cast<SqliteCore*>(data);
    Retaken retaken(core);
    Runtime& rt = core->rt;
    if (failing(rt)) return SQLITE_DENY;
    Value callable = core->authorizer;
    auto ask = [&]() -> Result<int> {
        Value a = TRY(sqlite_text(rt, first, -1)), b = TRY(sqlite_text(rt, second, -1)), c = TRY(sqlite_text(rt, database, -1)), d = TRY(sqlite_text(rt, inside, -1));
        Value answer = TRY(call(rt, callable, {View::small_int(action), a, b, c, d}));
        std::int64_t n;
        if (!is_integer(answer)) return SQLITE_DENY;
        if (!fits_int64(answer, n) || n < INT32_MIN || n > INT32_MAX) return rt.raise(OverflowError, "Python int too large to convert to C int");
        return static_cast<int>(n);
    };
    Result<int> answer = ask();
    if (!answer.raised()) return answer.value();
    drop(rt, callable);
    return SQLITE_DENY;
}

int on_trace(unsigned, void* data, void* statement, void*) {
    auto* core = static_cast<SqliteCore*>(data);
    Retaken retaken(core);
    Runtime& rt = core->rt;
    if (failing(rt) || core->trace.is_unbound()) return 0;
    Value callable = core->trace;
    auto tell = [&]() -> Result<void> {
        char* expanded = sqlite3_expanded_sql(static_cast<sqlite3_stmt*>(statement));
        Value text;
        if (expanded) {
            Result<Value> made = sqlite_text(rt, expanded, -1);
            sqlite3_free(expanded);
            text = TRY(std::move(made));
        } else {
            text = TRY(sqlite_text(rt, sqlite3_sql(static_cast<sqlite3_stmt*>(statement)), -1));
        }
        TRY(call(rt, callable, {text}));
        return {};
    };
    if (tell().raised()) drop(rt, callable);
    return 0;
}

/// SQLite lets go of a function: it is freed by the next end of a turn.
void on_drop(void* data) {
    if (data) static_cast<SqliteCallback*>(data)->dropped = true;
}

/// The core of an open connection whose turn is taken, and a name and a callable that SQLite is to know.
struct Registration {
    Registration(Runtime& rt, Args args) : rt(rt), database(args.self<Database>()), turn(database->core) {}
    Result<void> begin(Str* name) {
        core = TRY(open_core(rt, database.get()));
        TRY(check_utf8(rt, name));
        if (name->text().find('\0') != std::string_view::npos) return rt.raise(ValueError, "embedded null character");
        TRY(turn.take());
        return {};
    }
    SqliteCallback* keep(View callable) { return callable.is_none() ? nullptr : core->keep(callable); }
    Runtime& rt;
    Ref<Database> database;
    Turn turn;
    SqliteCore* core = nullptr;
};

}  // namespace

Result<Value> sqlite_create_function(Runtime& rt, Args args) {
    Registration made(rt, args);
    Str* name = TRY(args.str(1));
    int count = TRY(args.small_integer(2)), flags = TRY(args.small_integer(4));
    TRY(made.begin(name));
    SqliteCallback* callback = made.keep(args[3]);
    int code = sqlite3_create_function_v2(made.core->handle, name->data(), count, SQLITE_UTF8 | flags, callback, callback ? on_function : nullptr, nullptr, nullptr, on_drop);
    if (code != SQLITE_OK) return raise_sqlite(rt, kOperationalError, "Error creating function");
    return View::none();
}

Result<Value> sqlite_create_aggregate(Runtime& rt, Args args) {
    Registration made(rt, args);
    Str* name = TRY(args.str(1));
    int count = TRY(args.small_integer(2));
    TRY(made.begin(name));
    SqliteCallback* callback = made.keep(args[3]);
    int code = sqlite3_create_function_v2(made.core->handle, name->data(), count, SQLITE_UTF8, callback, nullptr, callback ? on_step : nullptr, callback ? on_finalize : nullptr, on_drop);
    if (code != SQLITE_OK) return raise_sqlite(rt, kOperationalError, "Error creating aggregate");
    return View::none();
}

Result<Value> sqlite_create_window_function(Runtime& rt, Args args) {
    Registration made(rt, args);
    Str* name = TRY(args.str(1));
    int count = TRY(args.small_integer(2));
    TRY(made.begin(name));
    SqliteCallback* callback = made.keep(args[3]);
    int code = callback ? sqlite3_create_window_function(made.core->handle, name->data(), count, SQLITE_UTF8, callback, on_step, on_finalize, on_value, on_inverse, on_drop)
                        : sqlite3_create_window_function(made.core->handle, name->data(), count, SQLITE_UTF8, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return raise_sqlite_code(made.core, sqlite3_errcode(made.core->handle));
    return View::none();
}

Result<Value> sqlite_create_collation(Runtime& rt, Args args) {
    Registration made(rt, args);
    Str* name = TRY(args.str(1));
    TRY(made.begin(name));
    SqliteCallback* callback = made.keep(args[2]);
    int code = sqlite3_create_collation_v2(made.core->handle, name->data(), SQLITE_UTF8, callback, callback ? on_compare : nullptr, on_drop);
    if (code != SQLITE_OK) {
        // Here, unlike for functions, SQLite does not let go by itself.
        if (callback) callback->dropped = true;
        return raise_sqlite_code(made.core, code);
    }
    return View::none();
}

Result<Value> sqlite_set_authorizer(Runtime& rt, Args args) {
    SqliteCore* core = TRY(open_core(rt, args.self<Database>()));
    Turn turn(core);
    TRY(turn.take());
    bool on = !args[1].is_none();
    Value old = std::exchange(core->authorizer, on ? Value(args[1]) : Value());
    if (sqlite3_set_authorizer(core->handle, on ? on_authorize : nullptr, core) != SQLITE_OK) return raise_sqlite(rt, kOperationalError, "Error setting authorizer callback");
    return View::none();
}

Result<Value> sqlite_set_trace(Runtime& rt, Args args) {
    SqliteCore* core = TRY(open_core(rt, args.self<Database>()));
    Turn turn(core);
    TRY(turn.take());
    bool on = !args[1].is_none();
    Value old = std::exchange(core->trace, on ? Value(args[1]) : Value());
    sqlite3_trace_v2(core->handle, on ? SQLITE_TRACE_STMT : 0, on ? on_trace : nullptr, core);
    return View::none();
}

}  // namespace ouro
