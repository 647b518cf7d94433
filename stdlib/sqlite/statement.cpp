// SPDX-License-Identifier: MIT
// _sqlite3: statements, what is bound to them and the rows they give; blobs.
#include <strings.h>

#include "runtime/objects/buffer.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/number.h"
#include "stdlib/sqlite/sqlite.h"

namespace ouro {

Result<Value> sqlite_text(Runtime& rt, const void* text, int size) {
    if (!text) return View::none();
    std::string_view bytes(static_cast<const char*>(text), size < 0 ? std::strlen(static_cast<const char*>(text)) : static_cast<std::size_t>(size));
    if (valid_utf8_prefix(bytes) == bytes.size()) return rt.str(bytes);
    return decode_bytes(rt, bytes, "utf-8", "strict");
}

Result<void> check_utf8(Runtime& rt, Str* text) {
    if (text->ascii() || valid_utf8_prefix(text->text()) == text->size) return {};
    TRY(encode_text(rt, text, "utf-8", "strict"));  // raises
    return {};
}

namespace {

/// Where SQL begins, behind blanks and comments; null where there is none.
const char* skip_comments(const char* sql) {
    for (const char* at = sql;;) {
        switch (*at) {
            case '\0': return nullptr;
            case ' ':
            case '\t':
            case '\f':
            case '\n':
            case '\r': ++at; continue;
            case '-':
                if (at[1] != '-') return at;
                while (*at && *at != '\n') ++at;
                continue;
            case '/': {
                if (at[1] != '*') return at;
                const char* end = std::strstr(at + 2, "*/");
                if (!end) return nullptr;
                at = end + 2;
                continue;
            }
            default: return at;
        }
    }
}

bool is_dml(const char* sql) {
    sql = skip_comments(sql);
    if (!sql) return false;
    for (const char* word : {"insert", "update", "delete", "replace"})
        if (!strncasecmp(sql, word, std::strlen(word))) return true;
    return false;
}

}  // namespace

Result<Value> prepare_statement(Runtime& rt, Database* given, View sql) {
    Ref<Database> database(given);
    Value held(sql);
    SqliteCore* core = TRY(open_core(rt, given));
    Str* text = as_str(sql);
    if (!text) return rt.raise(TypeError, "execute() argument 1 must be str, not %s", type_name(rt, sql));
    TRY(check_utf8(rt, text));
    Turn turn(core);
    TRY(turn.take());
    if (!core->handle) return raise_sqlite(rt, kProgrammingError, "Cannot operate on a closed database.");
    if (text->size > static_cast<std::size_t>(sqlite3_limit(core->handle, SQLITE_LIMIT_SQL_LENGTH, -1))) return raise_sqlite(rt, kDataError, "query string is too large");
    if (text->text().find('\0') != std::string_view::npos) return raise_sqlite(rt, kProgrammingError, "the query contains a null character");
    sqlite3_stmt* handle = nullptr;
    const char* tail = nullptr;
    int code;
    {
        Released outside(core);
        code = sqlite3_prepare_v2(core->handle, text->data(), static_cast<int>(text->size) + 1, &handle, &tail);
    }
    if (code != SQLITE_OK) return raise_sqlite_code(core, code);
    if (skip_comments(tail)) {
        sqlite3_finalize(handle);
        return raise_sqlite(rt, kProgrammingError, "You can only execute one statement at a time.");
    }
    TRY(rt.charge(1 + static_cast<std::int64_t>(text->size / 16)));
    Type* type = TRY(native_type(rt, sqlite_statement_type));
    auto* made = rt.allocate<Statement>(type);
    if (!made) {
        sqlite3_finalize(handle);
        return rt.raise_memory_error();
    }
    new (&made->database) Ref<Database>(database);
    made->core = database->core->hold();
    made->handle = handle;
    made->dml = is_dml(text->data());
    made->active = false;
    return Value::adopt(View(made));
}

namespace {

/// A statement that can be worked with, in its connection's turn.
struct Work {
    Work(Runtime& rt, Args args) : rt(rt), statement(args.self<Statement>()), core(statement->database->core), turn(core) {}
    Result<void> begin() {
        TRY(turn.take());
        if (!core->handle) return raise_sqlite(rt, kProgrammingError, "Cannot operate on a closed database.");
        return {};
    }
    Result<void> step() {
        int code;
        {
            Released outside(core);
            code = sqlite3_step(statement->handle);
        }
        statement->active = code == SQLITE_ROW;
        if (code != SQLITE_ROW && code != SQLITE_DONE) {
            Raised raised = raise_sqlite_code(core, code);
            sqlite3_reset(statement->handle);
            return raised;
        }
        if (code == SQLITE_DONE) sqlite3_reset(statement->handle);
        TRY(core->account());
        return rt.charge(1);
    }
    Runtime& rt;
    Ref<Statement> statement;
    SqliteCore* core;
    Turn turn;
};

Result<void> bind(Runtime& rt, Statement* statement, int at, View value, View adapt, bool adapt_all) {
    Value held(value);
    Type* type = rt.type_of(value);
    bool exact = type == rt.types.int_ || type == rt.types.float_ || type == rt.types.str || type == rt.types.bytes || value.is_none();
    if (!exact || adapt_all) held = TRY(call(rt, adapt, {value}));
    View v(held);
    int code;
    if (v.is_none()) {
        code = sqlite3_bind_null(statement->handle, at);
    } else if (is_integer(v)) {
        std::int64_t n;
        if (!fits_int64(v, n)) return rt.raise(OverflowError, "Python int too large to convert to SQLite INTEGER");
        code = sqlite3_bind_int64(statement->handle, at, n);
    } else if (is_float(v)) {
        code = sqlite3_bind_double(statement->handle, at, double_of(v));
    } else if (Str* text = as_str(v)) {
        TRY(check_utf8(rt, text));
        TRY(rt.charge(static_cast<std::int64_t>(text->size / 64)));
        code = sqlite3_bind_text64(statement->handle, at, text->data(), text->size, SQLITE_TRANSIENT, SQLITE_UTF8);
    } else if (rt.type_of(v)->slots.get_buffer) {
        BufferGuard bytes(rt, v);
        if (bytes.raised()) return Raised{};
        TRY(rt.charge(static_cast<std::int64_t>(bytes.size() / 64)));
        code = sqlite3_bind_blob64(statement->handle, at, bytes.size() ? bytes.data() : "", bytes.size(), SQLITE_TRANSIENT);
    } else {
        return raise_sqlite(rt, kProgrammingError, "Error binding parameter %d: type '%s' is not supported", at, type_name(rt, v));
    }
    if (code != SQLITE_OK) return raise_sqlite_code(statement->database->core, code);
    return {};
}

Result<Value> bind_sequence(Runtime& rt, Args args) {
    Work work(rt, args);
    TRY(work.begin());
    Statement* statement = work.statement.get();
    bool adapt_all = TRY(args.truth(3));
    int needed = sqlite3_bind_parameter_count(statement->handle);
    std::int64_t given = TRY(length(rt, args[1]));
    if (given != needed)
        return raise_sqlite(rt, kProgrammingError, "Incorrect number of bindings supplied. The current statement uses %d, and there are %lld supplied.", needed, static_cast<long long>(given));
    for (int n = 0; n < needed; ++n) {
        if (const char* name = sqlite3_bind_parameter_name(statement->handle, n + 1); name && name[0] != '?') {
            Value text = TRY(rt.format("Binding %d ('%s') is a named parameter, but you supplied a sequence which requires nominal (qmark) placeholders. "
                                       "Starting with Python 3.14 an sqlite3.ProgrammingError will be raised.", n + 1, name));
            TRY(rt.hooks.warn(rt, DeprecationWarning, text, 1, View()));
        }
        Value item = TRY(get_item(rt, args[1], View::small_int(n)));
        TRY(bind(rt, statement, n + 1, item, args[2], adapt_all));
    }
    return View::none();
}

Result<Value> bind_mapping(Runtime& rt, Args args) {
    Work work(rt, args);
    TRY(work.begin());
    Statement* statement = work.statement.get();
    bool adapt_all = TRY(args.truth(3));
    int needed = sqlite3_bind_parameter_count(statement->handle);
    for (int n = 1; n <= needed; ++n) {
        const char* name = sqlite3_bind_parameter_name(statement->handle, n);
        if (!name) return raise_sqlite(rt, kProgrammingError, "Binding %d has no name, but you supplied a dictionary (which has only names).", n);
        Value key = TRY(sqlite_text(rt, name + 1, -1));
        Result<Value> item = get_item(rt, args[1], key);
        if (item.raised()) {
            if (!rt.swallow(LookupError)) return Raised{};
            return raise_sqlite(rt, kProgrammingError, "You did not supply a value for binding parameter :%s.", name + 1);
        }
        TRY(bind(rt, statement, n, item.value(), args[2], adapt_all));
    }
    return View::none();
}

/// A column of the row that the statement stands at.
Result<Value> column(Runtime& rt, Statement* statement, int at, View text_factory, View converter) {
    sqlite3_stmt* handle = statement->handle;
    int type = sqlite3_column_type(handle, at);
    if (type == SQLITE_NULL) return View::none();
    if (!converter.is_unbound() && !converter.is_none()) {
        const void* blob = sqlite3_column_blob(handle, at);
        auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle, at));
        Value bytes = TRY(new_bytes(rt, std::string_view(static_cast<const char*>(blob), size)));
        return call(rt, converter, {bytes});
    }
    if (type == SQLITE_INTEGER) return rt.integer(sqlite3_column_int64(handle, at));
    if (type == SQLITE_FLOAT) return rt.real(sqlite3_column_double(handle, at));
    if (type == SQLITE_BLOB) {
        const void* blob = sqlite3_column_blob(handle, at);
        auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle, at));
        TRY(rt.charge(static_cast<std::int64_t>(size / 64)));
        return new_bytes(rt, std::string_view(static_cast<const char*>(blob), size));
    }
    auto* data = reinterpret_cast<const char*>(sqlite3_column_text(handle, at));
    if (!data) return rt.raise_memory_error();
    std::string_view text(data, static_cast<std::size_t>(sqlite3_column_bytes(handle, at)));
    TRY(rt.charge(static_cast<std::int64_t>(text.size() / 64)));
    if (text_factory == View(static_cast<const Object*>(rt.types.str))) {
        if (valid_utf8_prefix(text) == text.size()) return rt.str(text);
        std::string shown(text.substr(0, 300));
        Value replaced = TRY(decode_bytes(rt, shown, "ascii", "replace"));
        return raise_sqlite(rt, kOperationalError, "Could not decode to UTF-8 column '%s' with text '%s'", sqlite3_column_name(handle, at), replaced.as<Str>()->data());
    }
    if (text_factory == View(static_cast<const Object*>(rt.types.bytes))) return new_bytes(rt, text);
    if (text_factory == View(static_cast<const Object*>(rt.types.bytearray))) return new_bytearray(rt, text);
    Value bytes = TRY(new_bytes(rt, text));
    return call(rt, text_factory, {bytes});
}

/// The row as a tuple; the statement goes on to the next one.
Result<Ref<Tuple>> take_row(Work& work, View text_factory, View converters) {
    Runtime& rt = work.rt;
    Statement* statement = work.statement.get();
    int count = sqlite3_data_count(statement->handle);
    std::vector<Value> values(static_cast<std::size_t>(count));
    Tuple* wanted = as_tuple(converters);
    for (int n = 0; n < count; ++n) {
        auto at = static_cast<std::size_t>(n);
        values[at] = TRY(column(rt, statement, n, text_factory, wanted && at < wanted->size ? View(wanted->items[at]) : View()));
    }
    Ref<Tuple> row = TRY(new_tuple(rt, std::span<const Value>(values)));
    TRY(work.step());
    return row;
}

Result<Value> step(Runtime& rt, Args args) {
    Work work(rt, args);
    TRY(work.begin());
    TRY(work.step());
    return View::boolean(work.statement->active);
}

Result<Value> fetch(Runtime& rt, Args args) {
    Work work(rt, args);
    TRY(work.begin());
    if (!work.statement->active) return View::none();
    Ref<Tuple> row = TRY(take_row(work, args[1], args[2]));
    return row;
}

Result<Value> fetch_many(Runtime& rt, Args args) {
    Work work(rt, args);
    std::int64_t most = TRY(args.integer(3));
    TRY(work.begin());
    Ref<List> rows = TRY(new_list(rt));
    while (work.statement->active && (most < 0 || static_cast<std::int64_t>(rows->size) < most)) TRY(list_append(rt, rows.get(), TRY(take_row(work, args[1], args[2]))));
    return rows;
}

Result<Value> reset(Runtime&, Args args) {
    auto* statement = args.self<Statement>();
    Turn turn(statement->database->core);
    TRY(turn.take());
    statement->active = false;
    if (statement->handle) sqlite3_reset(statement->handle);
    return View::none();
}

Result<Value> clear_bindings(Runtime&, Args args) {
    auto* statement = args.self<Statement>();
    Turn turn(statement->database->core);
    TRY(turn.take());
    if (statement->handle) sqlite3_clear_bindings(statement->handle);
    return View::none();
}

/// The texts that `read` gives of each column.
template <auto read>
Result<Value> of_columns(Runtime& rt, Args args) {
    Work work(rt, args);
    TRY(work.begin());
    int count = sqlite3_column_count(work.statement->handle);
    std::vector<Value> texts(static_cast<std::size_t>(count));
    for (int n = 0; n < count; ++n) texts[static_cast<std::size_t>(n)] = TRY(sqlite_text(rt, read(work.statement->handle, n), -1));
    Ref<Tuple> made = TRY(new_tuple(rt, std::span<const Value>(texts)));
    return made;
}

constexpr FunctionDef methods[] = {
    {"bind_sequence(self, values, adapt, adapt_all)", bind_sequence, "Gives the parameters their values."},
    {"bind_mapping(self, values, adapt, adapt_all)", bind_mapping, "The same by name."},
    {"clear_bindings(self)", clear_bindings, "Makes all parameters NULL."},
    {"step(self)", step, "Runs to the first row; whether there is one."},
    {"fetch(self, text_factory, converters)", fetch, "The row, and goes to the next; None at the end."},
    {"fetch_many(self, text_factory, converters, most)", fetch_many, "The list of the rows that are left, so many at most."},
    {"reset(self)", reset, "Back to the beginning."},
    {"column_names(self)", of_columns<sqlite3_column_name>, "The names of the columns."},
    {"column_types(self)", of_columns<sqlite3_column_decltype>, "The types that the columns were declared with."},
};

constexpr PropertyDef properties[] = {
    {"is_dml", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<Statement>()->dml); }},
    {"active", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<Statement>()->active); }},
    {"column_count", [](Runtime& rt, View self) -> Result<Value> { return rt.integer(self.as<Statement>()->handle ? sqlite3_column_count(self.as<Statement>()->handle) : 0); }},
    {"is_empty", [](Runtime&, View self) -> Result<Value> { return View::boolean(!self.as<Statement>()->handle); }},
};

}  // namespace

const TypeDef sqlite_statement_type{
    .name = "Statement",
    .module = "_sqlite3",
    .doc = "A prepared statement.",
    .size = sizeof(Statement),
    .flags = Type::container | Type::immutable | Type::disallow_construct,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* statement = static_cast<Statement*>(object);
                      SqliteCore* core = statement->core;
                      if (core->depth && core->owner != thread_identity()) core->orphans.push_back(statement->handle);
                      else sqlite3_finalize(statement->handle);
                      core->let_go();
                      statement->database.~Ref();
                      rt.free_instance(object, sizeof(Statement));
                  },
              .traverse = [](Object* object, Visitor& visit) { visit(static_cast<const Object*>(static_cast<Statement*>(object)->database.get())); },
              .clear =
                  [](Runtime&, Object* object) {
                      auto* statement = static_cast<Statement*>(object);
                      sqlite3_finalize(std::exchange(statement->handle, nullptr));
                  }},
    .methods = methods,
    .properties = properties,
};

// ---- blobs

namespace {

/// A blob that is open, in its connection's turn.
struct BlobWork {
    BlobWork(Runtime& rt, Args args) : rt(rt), blob(args.self<BlobHandle>()), turn(blob->database->core) {}
    Result<void> begin() {
        TRY(turn.take());
        if (!blob->database->core->handle) return raise_sqlite(rt, kProgrammingError, "Cannot operate on a closed database.");
        if (!blob->handle) return raise_sqlite(rt, kProgrammingError, "Cannot operate on a closed blob.");
        return {};
    }
    Runtime& rt;
    Ref<BlobHandle> blob;
    Turn turn;
};

Result<Value> blob_size(Runtime& rt, Args args) {
    BlobWork work(rt, args);
    TRY(work.begin());
    return rt.integer(sqlite3_blob_bytes(work.blob->handle));
}

Result<Value> blob_read(Runtime& rt, Args args) {
    BlobWork work(rt, args);
    int size = TRY(args.small_integer(1)), at = TRY(args.small_integer(2));
    TRY(work.begin());
    if (size < 0 || at < 0 || size > sqlite3_blob_bytes(work.blob->handle) - at) return rt.raise(ValueError, "offset out of blob range");
    Ref<Bytes> bytes = TRY(new_bytes_uninitialized(rt, static_cast<std::size_t>(size)));
    int code = sqlite3_blob_read(work.blob->handle, bytes->data, size, at);
    if (code != SQLITE_OK) return raise_sqlite_code(work.blob->database->core, code);
    return bytes;
}

Result<Value> blob_write(Runtime& rt, Args args) {
    BlobWork work(rt, args);
    BufferGuard data(rt, args[1]);
    if (data.raised()) return Raised{};
    int at = TRY(args.small_integer(2));
    TRY(work.begin());
    int size = sqlite3_blob_bytes(work.blob->handle);
    if (at < 0 || at > size) return rt.raise(ValueError, "offset out of blob range");
    if (data.size() > static_cast<std::size_t>(size - at)) return rt.raise(ValueError, "data longer than blob length");
    int code = sqlite3_blob_write(work.blob->handle, data.data(), static_cast<int>(data.size()), at);
    if (code != SQLITE_OK) return raise_sqlite_code(work.blob->database->core, code);
    return View::none();
}

Result<Value> blob_close(Runtime&, Args args) {
    auto* blob = args.self<BlobHandle>();
    Turn turn(blob->database->core);
    TRY(turn.take());
    sqlite3_blob_close(std::exchange(blob->handle, nullptr));
    return View::none();
}

constexpr FunctionDef blob_methods[] = {
    {"size(self)", blob_size, "Its bytes."},
    {"read(self, size, at)", blob_read, "Some of its bytes."},
    {"write(self, data, at)", blob_write, "Puts bytes in the place of others."},
    {"close(self)", blob_close, "Ends the work with it."},
};

}  // namespace

const TypeDef sqlite_blob_type{
    .name = "BlobHandle",
    .module = "_sqlite3",
    .doc = "A blob as the class Blob uses it.",
    .size = sizeof(BlobHandle),
    .flags = Type::container | Type::immutable | Type::disallow_construct,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* blob = static_cast<BlobHandle*>(object);
                      sqlite3_blob_close(blob->handle);
                      blob->core->let_go();
                      blob->database.~Ref();
                      rt.free_instance(object, sizeof(BlobHandle));
                  },
              .traverse = [](Object* object, Visitor& visit) { visit(static_cast<const Object*>(static_cast<BlobHandle*>(object)->database.get())); },
              .clear = [](Runtime&, Object* object) { sqlite3_blob_close(std::exchange(static_cast<BlobHandle*>(object)->handle, nullptr)); }},
    .methods = blob_methods,
};

}  // namespace ouro
