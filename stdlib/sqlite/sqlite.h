// SPDX-License-Identifier: MIT
// What the files of the module `_sqlite3` share: connections to SQLite, and who holds which lock while SQLite works.
//
// SQLite has a mutex for each connection, which it holds while it works, also while it calls functions of ours. Nobody may wait for that
// mutex while he holds the VM's lock. So a thread first takes its Turn at the connection, a lock that is waited for without the VM's; calls
// that take time are made inside Released, and callbacks inside Retaken.
#pragma once

#include <sqlite3.h>

#include <span>
#include <vector>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/threads.h"

namespace ouro {

/// A script's function that SQLite may call; it lives until SQLite lets it go.
struct SqliteCallback {
    struct SqliteCore* core;
    Value callable;
    bool dropped = false;
};

/// One connection, apart from the object that scripts see of it.
struct SqliteCore {
    explicit SqliteCore(Runtime& rt) : rt(rt) {}
    Runtime& rt;
    sqlite3* handle = nullptr;  // null: closed
    double timeout = 0;         // seconds to wait for other connections' locks

    int depth = 0;  // of calls of the thread that has its turn
    std::uint64_t owner = 0;
    WaitQueue turn;
    class Released* released = nullptr;

    std::vector<SqliteCallback*> callbacks;
    std::vector<sqlite3_stmt*> orphans;  // to be finalised by whoever has the turn
    Value progress, trace, authorizer;
    int progress_period = 0;  // as asked for; 0: no handler of the script's
    double last_check = 0;
    std::int64_t work = 0;     // instructions of SQLite that have not been charged yet
    std::size_t charged = 0;   // bytes of SQLite's page cache that are charged

    SqliteCallback* keep(View callable);
    /// Charges what SQLite's cache has grown by.
    Result<void> account();
    /// Ends the connection. Nobody may be at work with it.
    void close();

    /// Its Database, statements and blobs: SQLite calls back until the last of them is gone, and when a VM ends they go in any order.
    int holders = 0;
    SqliteCore* hold() { return ++holders, this; }
    /// A holder goes; with the last all the rest.
    void let_go();
};

/// A thread's turn at a connection; take() it, it ends with the scope.
class Turn {
public:
    explicit Turn(SqliteCore* core) : core_(core) {}
    ~Turn();
    Turn(const Turn&) = delete;
    Result<void> take();

private:
    SqliteCore* core_;
    bool taken_ = false;
};

/// SQLite works without the VM's lock while this lives.
class Released {
public:
    explicit Released(SqliteCore* core, SqliteCore* other = nullptr);
    ~Released();
    Released(const Released&) = delete;

private:
    friend class Retaken;
    SqliteCore *core_, *other_;
    Threads* threads_;
    Released* outer_;
    ThreadState state_;
};

/// The VM's lock, taken again by a callback.
class Retaken {
public:
    explicit Retaken(SqliteCore* core);
    ~Retaken();
    Retaken(const Retaken&) = delete;

private:
    Released* released_;
};

struct Database : Object {
    SqliteCore* core;
};

struct Statement : Object {
    Ref<Database> database;
    SqliteCore* core;  // held
    sqlite3_stmt* handle;
    bool dml;     // INSERT, UPDATE, DELETE or REPLACE
    bool active;  // it stands at a row
};

struct BlobHandle : Object {
    Ref<Database> database;
    SqliteCore* core;      // held
    sqlite3_blob* handle;  // null: closed
};

enum SqliteError { kWarning, kError, kInterfaceError, kDatabaseError, kDataError, kOperationalError, kIntegrityError, kInternalError, kProgrammingError, kNotSupportedError, kSqliteErrors };
/// Makes the exception types, as attributes of the module.
Result<void> make_sqlite_errors(Runtime& rt, Dict* module);
[[gnu::format(printf, 3, 4)]] Raised raise_sqlite(Runtime& rt, SqliteError which, const char* format, ...);
/// The exception for a result code; what a callback left pending goes first.
Raised raise_sqlite_code(SqliteCore* core, int code);
const char* sqlite_code_name(int code);

extern const TypeDef sqlite_database_type, sqlite_statement_type, sqlite_blob_type;
/// Whether exceptions of callbacks are to be reported.
bool callback_tracebacks(Runtime& rt);
// The methods that hand functions to SQLite (functions.cpp).
Result<Value> sqlite_create_function(Runtime& rt, Args args);
Result<Value> sqlite_create_aggregate(Runtime& rt, Args args);
Result<Value> sqlite_create_window_function(Runtime& rt, Args args);
Result<Value> sqlite_create_collation(Runtime& rt, Args args);
Result<Value> sqlite_set_authorizer(Runtime& rt, Args args);
Result<Value> sqlite_set_trace(Runtime& rt, Args args);
/// What SQLite calls between instructions, and while it waits for locks.
int on_sqlite_progress(void* core);
int on_sqlite_busy(void* core, int count);
/// The core of an open connection whose turn the caller is about to take: "Cannot operate on a closed database."
Result<SqliteCore*> open_core(Runtime& rt, Database* database);
Result<Value> prepare_statement(Runtime& rt, Database* database, View sql);
/// A str of UTF-8 that SQLite gave; UnicodeDecodeError.
Result<Value> sqlite_text(Runtime& rt, const void* text, int size);
/// Null if the str is UTF-8 as it lies there; else UnicodeEncodeError for its surrogates.
Result<void> check_utf8(Runtime& rt, Str* text);

}  // namespace ouro
