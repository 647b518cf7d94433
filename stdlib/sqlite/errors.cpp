// SPDX-License-Identifier: MIT
// _sqlite3: the exceptions of PEP 249, and which of them an error of SQLite is.
#include <cstdarg>
#include <cstdio>

#include "runtime/objects/codec.h"
#include "stdlib/sqlite/sqlite.h"

namespace ouro {

namespace {

struct ErrorClass {
    const char* name;
    int base;  // index of another, or -1: Exception
};
constexpr ErrorClass kClasses[kSqliteErrors] = {
    {"Warning", -1},      {"Error", -1},          {"InterfaceError", kError},    {"DatabaseError", kError},    {"DataError", kDatabaseError},
    {"OperationalError", kDatabaseError}, {"IntegrityError", kDatabaseError}, {"InternalError", kDatabaseError}, {"ProgrammingError", kDatabaseError}, {"NotSupportedError", kDatabaseError},
};
const char kKeys[kSqliteErrors] = {};  // addresses, for Runtime::library

View error_class(Runtime& rt, SqliteError which) { return View(rt.library[&kKeys[which]]); }

SqliteError class_of(int code) {
    switch (code & 0xff) {
        case SQLITE_INTERNAL:
        case SQLITE_NOTFOUND: return kInternalError;
        case SQLITE_CORRUPT: return kDatabaseError;
        case SQLITE_TOOBIG: return kDataError;
        case SQLITE_CONSTRAINT:
        case SQLITE_MISMATCH: return kIntegrityError;
        case SQLITE_MISUSE:
        case SQLITE_RANGE: return kInterfaceError;
        case SQLITE_ERROR:
        case SQLITE_PERM:
        case SQLITE_ABORT:
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_READONLY:
        case SQLITE_INTERRUPT:
        case SQLITE_IOERR:
        case SQLITE_FULL:
        case SQLITE_CANTOPEN:
        case SQLITE_PROTOCOL:
        case SQLITE_EMPTY:
        case SQLITE_SCHEMA: return kOperationalError;
        default: return kDatabaseError;
    }
}

}  // namespace

Result<void> make_sqlite_errors(Runtime& rt, Dict* module) {
    for (int n = 0; n < kSqliteErrors; ++n) {
        View base = kClasses[n].base < 0 ? View(rt.exception_type(PlainException)) : View(rt.library[&kKeys[kClasses[n].base]]);
        Ref<Tuple> bases = TRY(new_tuple(rt, {base}));
        Ref<Dict> body = TRY(new_dict(rt));
        Value home = TRY(rt.str("sqlite3"));
        TRY(dict_set(rt, body.get(), TRY(intern(rt, "__module__")).get(), home));
        Ref<Str> name = TRY(intern(rt, kClasses[n].name));
        Value made = TRY(call(rt, View(static_cast<const Object*>(rt.types.type)), {View(name.get()), View(bases.get()), View(body.get())}));
        rt.library[&kKeys[n]] = made;
        TRY(dict_set(rt, module, name.get(), made));
    }
    return {};
}

Raised raise_sqlite(Runtime& rt, SqliteError which, const char* format, ...) {
    char text[512];
    va_list list;
    va_start(list, format);
    std::vsnprintf(text, sizeof text, format, list);
    va_end(list);
    Value message = TRY(rt.str(std::string_view(text, valid_utf8_prefix(text))));
    return rt.raise_object(TRY(call(rt, error_class(rt, which), {message})));
}

Raised raise_sqlite_code(SqliteCore* core, int code) {
    Runtime& rt = core->rt;
    if (rt.stopping() || !rt.pending.is_unbound()) return Raised{};
    int primary = core->handle ? sqlite3_errcode(core->handle) : code;
    if ((primary & 0xff) != (code & 0xff)) primary = code;
    if ((primary & 0xff) == SQLITE_NOMEM) return rt.raise_memory_error();
    bool known = core->handle && primary != SQLITE_MISUSE;
    const char* words = known && (sqlite3_errcode(core->handle) & 0xff) == (primary & 0xff) ? sqlite3_errmsg(core->handle) : sqlite3_errstr(primary);
    int extended = known && (sqlite3_extended_errcode(core->handle) & 0xff) == (primary & 0xff) ? sqlite3_extended_errcode(core->handle) : primary;
    Value message = TRY(sqlite_text(rt, words, -1));
    Value made = TRY(call(rt, error_class(rt, class_of(primary)), {message}));
    TRY(set_attribute(rt, made, TRY(intern(rt, "sqlite_errorcode")).get(), View::small_int(extended)));
    const char* name = sqlite_code_name(extended);
    Value named = TRY(rt.str(name ? name : "unknown"));
    TRY(set_attribute(rt, made, TRY(intern(rt, "sqlite_errorname")).get(), named));
    return rt.raise_object(made);
}

}  // namespace ouro
