// SPDX-License-Identifier: MIT
// _sqlite3: a connection: opening and closing, who works with it, what SQLite may use meanwhile.
#include <time.h>

#include <algorithm>

#include "runtime/native/capability.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/number.h"
#include "stdlib/sqlite/sqlite.h"
#include "stdlib/system_text.h"

namespace ouro {

namespace {

constexpr int kPeriod = 1000;              // instructions of SQLite between two looks at the clock
constexpr double kSecondsBetweenChecks = 0.01;  // for stops and signals

double seconds_now() {
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

}  // namespace

// ---- locks

Result<void> Turn::take() {
    std::uint64_t self = thread_identity();
    while (core_->depth && core_->owner != self) {
        core_->turn.wait(core_->rt, -1);
        TRY(core_->rt.check_stop());
    }
    core_->owner = self;
    ++core_->depth;
    taken_ = true;
    return {};
}

Turn::~Turn() {
    if (!taken_ || --core_->depth) return;
    // What was let go while others worked.
    ++core_->depth;
    while (!core_->orphans.empty()) {
        sqlite3_stmt* orphan = core_->orphans.back();
        core_->orphans.pop_back();
        sqlite3_finalize(orphan);
    }
    for (std::size_t n = 0; n < core_->callbacks.size();) {
        SqliteCallback* each = core_->callbacks[n];
        if (!each->dropped) {
            ++n;
            continue;
        }
        core_->callbacks.erase(core_->callbacks.begin() + static_cast<std::ptrdiff_t>(n));
        delete each;
    }
    --core_->depth;
    core_->turn.wake_one();
}

Released::Released(SqliteCore* core, SqliteCore* other) : core_(core), other_(other), threads_(core->rt.threads.get()), outer_(core->released) {
    core->released = this;
    if (other) other->released = this;
    if (threads_) threads_->give_up(state_);
}
Released::~Released() {
    if (threads_) threads_->take(state_);
    core_->released = outer_;
    if (other_) other_->released = nullptr;
}

Retaken::Retaken(SqliteCore* core) : released_(core->released) {
    if (released_ && released_->threads_) released_->threads_->take(released_->state_);
}
Retaken::~Retaken() {
    if (released_ && released_->threads_) released_->threads_->give_up(released_->state_);
}

// ---- limits

SqliteCallback* SqliteCore::keep(View callable) {
    callbacks.push_back(new SqliteCallback{this, Value(callable)});
    return callbacks.back();
}

Result<void> SqliteCore::account() {
    if (work) {
        std::int64_t done = std::exchange(work, 0);
        TRY(rt.charge(done));
    }
    if (!handle || rt.limits.memory_limit == SIZE_MAX) return {};
    int used = 0, highest = 0;
    if (sqlite3_db_status(handle, SQLITE_DBSTATUS_CACHE_USED, &used, &highest, 0) != SQLITE_OK || used < 0) return {};
    auto now = static_cast<std::size_t>(used);
    if (now < charged) rt.limits.refund(charged - now);
    else if (now > charged && !rt.limits.charge(now - charged)) return rt.raise_memory_error();
    charged = now;
    return {};
}

int on_sqlite_progress(void* data) {
    auto* core = static_cast<SqliteCore*>(data);
    bool asked = !core->progress.is_unbound();
    core->work += asked ? std::min(core->progress_period, kPeriod) : kPeriod;
    double now = seconds_now();
    if (!asked && now - core->last_check < kSecondsBetweenChecks && core->rt.limits.requested.load() == StopReason::none) return 0;
    Retaken retaken(core);
    Runtime& rt = core->rt;
    if (rt.stopping() || !rt.pending.is_unbound()) return 1;
    core->last_check = now;
    if (core->account().raised() || rt.check_stop().raised()) return 1;
    if (!asked) return 0;
    Value handler = core->progress;
    Result<Value> answer = call(rt, handler);
    Result<bool> stop = answer.raised() ? Result<bool>(Raised{}) : truth(rt, answer.value());
    if (!stop.raised()) return stop.value();
    if (rt.stopping()) return 1;
    if (callback_tracebacks(rt)) rt.report_unraisable(handler);
    else rt.pending = Value();
    return 1;
}

int on_sqlite_busy(void* data, int count) {
    auto* core = static_cast<SqliteCore*>(data);
    // SQLite's own delays, in milliseconds.
    static constexpr int kDelays[] = {1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100};
    constexpr int kCount = static_cast<int>(std::size(kDelays));
    double waited = 0;
    for (int n = 0; n < std::min(count, kCount); ++n) waited += kDelays[n];
    if (count > kCount) waited += 100.0 * (count - kCount);
    double delay = std::min<double>(kDelays[std::min(count, kCount - 1)], core->timeout * 1000 - waited);
    if (delay <= 0) return 0;
    timespec t{0, static_cast<long>(delay * 1e6)};
    nanosleep(&t, nullptr);
    Retaken retaken(core);
    return core->rt.check_stop().raised() ? 0 : 1;
}

// ---- life

Result<SqliteCore*> open_core(Runtime& rt, Database* database) {
    if (!database->core->handle) return raise_sqlite(rt, kProgrammingError, "Cannot operate on a closed database.");
    return database->core;
}

void SqliteCore::close() {
    // Statements that still exist keep it alive inside SQLite.
    if (handle) sqlite3_close_v2(std::exchange(handle, nullptr));
    rt.limits.refund(std::exchange(charged, 0));
    progress = trace = authorizer = Value();
}

void SqliteCore::let_go() {
    if (--holders) return;
    for (sqlite3_stmt* each : orphans) sqlite3_finalize(each);
    for (SqliteCallback* each : callbacks) delete each;
    delete this;
}

namespace {

SqliteCore* core_of(Args args) { return args.self<Database>()->core; }

Result<Value> construct(Runtime& rt, Type* type, Args args) {
    TRY(require(rt, Capability::files));
    if (!is_kind(args[1], Kind::str) && !is_kind(args[1], Kind::bytes) && lookup_on_type(rt.type_of(args[1]), rt.names.fspath_).is_unbound())
        return rt.raise(TypeError, "expected str, bytes or os.PathLike object, not %s", type_name(rt, args[1]));
    PathArgument path = TRY(path_argument(rt, args[1], "connect: database"));
    double timeout = TRY(args.real(2));
    bool uri = TRY(args.truth(3));
    auto* made = rt.allocate<Database>(type);
    if (!made) return rt.raise_memory_error();
    made->core = (new SqliteCore(rt))->hold();
    Ref<Database> database = Ref<Database>::adopt(made);
    SqliteCore* core = made->core;
    core->timeout = timeout;
    Turn turn(core);
    TRY(turn.take());
    int code;
    {
        Released outside(core);
        code = sqlite3_open_v2(path.path.c_str(), &core->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | (uri ? SQLITE_OPEN_URI : 0), nullptr);
    }
    if (code != SQLITE_OK) {
        Raised raised = raise_sqlite_code(core, code);
        Value pending = std::exchange(rt.pending, Value());
        core->close();
        rt.pending = std::move(pending);
        return raised;
    }
    if (rt.limits.memory_limit != SIZE_MAX) {
        std::size_t longest = std::min<std::size_t>((rt.limits.memory_limit - rt.limits.memory_used) / 4, 1'000'000'000);
        sqlite3_limit(core->handle, SQLITE_LIMIT_LENGTH, static_cast<int>(longest));
    }
    sqlite3_extended_result_codes(core->handle, 1);
    sqlite3_busy_handler(core->handle, on_sqlite_busy, core);
    sqlite3_progress_handler(core->handle, kPeriod, on_sqlite_progress, core);
    return database;
}

Result<Value> close(Runtime&, Args args) {
    SqliteCore* core = core_of(args);
    Turn turn(core);
    TRY(turn.take());
    core->close();
    return View::none();
}

/// The count or state that `read` gives of an open connection.
template <auto read>
Result<Value> number(Runtime& rt, Args args) {
    SqliteCore* core = TRY(open_core(rt, args.self<Database>()));
    Turn turn(core);
    TRY(turn.take());
    TRY(open_core(rt, args.self<Database>()));  // it may have been closed while this waited
    return rt.integer(read(core->handle));
}

Result<Value> interrupt(Runtime& rt, Args args) {
    SqliteCore* core = TRY(open_core(rt, args.self<Database>()));
    sqlite3_interrupt(core->handle);  // from any thread, at any time
    return View::none();
}

Result<Value> limit(Runtime& rt, Args args) {
    SqliteCore* core = TRY(open_core(rt, args.self<Database>()));
    int category = TRY(args.small_integer(1)), wanted = TRY(args.small_integer(2));
    Turn turn(core);
    TRY(turn.take());
    // The longest value stays within what this VM may use.
    int before = sqlite3_limit(core->handle, category, -1);
    if (before < 0) return raise_sqlite(rt, kProgrammingError, "'category' is out of bounds");
    if (category != SQLITE_LIMIT_LENGTH || rt.limits.memory_limit == SIZE_MAX || wanted < before) sqlite3_limit(core->handle, category, wanted);
    return rt.integer(before);
}

Result<Value> config(Runtime& rt, Args args) {
    SqliteCore* core = TRY(open_core(rt, args.self<Database>()));
    int option = TRY(args.small_integer(1)), wanted = TRY(args.small_integer(2)), now = 0;
    if (option < SQLITE_DBCONFIG_ENABLE_FKEY || option > SQLITE_DBCONFIG_MAX || option == SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION)
        return rt.raise(ValueError, "unknown config 'op': %d", option);
    Turn turn(core);
    TRY(turn.take());
    int code = sqlite3_db_config(core->handle, option, wanted, &now);
    if (code != SQLITE_OK) return raise_sqlite_code(core, code);
    if (wanted >= 0 && now != wanted) return raise_sqlite(rt, kOperationalError, "Unable to set config");
    return rt.integer(now);
}

Result<Value> run_script(Runtime& rt, Args args) {
    Ref<Database> database(args.self<Database>());
    SqliteCore* core = TRY(open_core(rt, database.get()));
    Str* script = TRY(args.str(1));
    TRY(check_utf8(rt, script));
    if (script->text().find('\0') != std::string_view::npos) return rt.raise(ValueError, "embedded null character");
    if (script->size >= static_cast<std::size_t>(sqlite3_limit(core->handle, SQLITE_LIMIT_SQL_LENGTH, -1))) return raise_sqlite(rt, kDataError, "query string is too large");
    Value held(args[1]);
    Turn turn(core);
    TRY(turn.take());
    const char* at = script->data();
    while (*at) {
        if (!core->handle) return raise_sqlite(rt, kProgrammingError, "Cannot operate on a closed database.");
        sqlite3_stmt* statement = nullptr;
        int code;
        {
            Released outside(core);
            code = sqlite3_prepare_v2(core->handle, at, -1, &statement, &at);
            if (code == SQLITE_OK) {
                do code = sqlite3_step(statement);
                while (code == SQLITE_ROW);
                code = sqlite3_finalize(statement);
            }
        }
        if (code != SQLITE_OK) return raise_sqlite_code(core, code);
        TRY(core->account());
        TRY(rt.charge(1));
    }
    return View::none();
}

Result<Value> backup(Runtime& rt, Args args) {
    Type* kind = TRY(native_type(rt, sqlite_database_type));
    if (rt.type_of(args[1]) != kind) return rt.raise(TypeError, "backup() argument 'target' must be a connection");
    Ref<Database> source(args.self<Database>()), target(args[1].as<Database>());
    Value progress(args[3]);
    int pages = TRY(args.small_integer(2));
    Str* name = TRY(args.str(4));
    Value held(args[4]);
    double pause = TRY(args.real(5));
    SqliteCore *from = TRY(open_core(rt, source.get())), *to = TRY(open_core(rt, target.get()));
    // Always in the same order, lest two threads wait for each other.
    Turn turn(std::min(from, to)), other_turn(std::max(from, to));
    TRY(turn.take());
    TRY(other_turn.take());
    sqlite3_backup* copying;
    {
        Released outside(from, to);
        copying = sqlite3_backup_init(to->handle, "main", from->handle, name->data());
    }
    if (!copying) return raise_sqlite_code(to, sqlite3_errcode(to->handle));
    int code;
    Result<void> going = {};
    do {
        {
            Released outside(from, to);
            code = sqlite3_backup_step(copying, pages);
        }
        if (!progress.is_none()) {
            Value remaining = View::small_int(sqlite3_backup_remaining(copying)), all = View::small_int(sqlite3_backup_pagecount(copying));
            if (call(rt, progress, {View::small_int(code), remaining, all}).raised()) going = Raised{};
        }
        if (!going.raised()) going = to->account();
        if (!going.raised()) going = rt.check_stop();
        if (!going.raised() && (code == SQLITE_BUSY || code == SQLITE_LOCKED)) {
            Released outside(from, to);
            double wait = std::min(std::max(pause, 0.0), 1.0);
            timespec t{static_cast<time_t>(wait), static_cast<long>((wait - static_cast<double>(static_cast<time_t>(wait))) * 1e9)};
            nanosleep(&t, nullptr);
        }
    } while (!going.raised() && (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED));
    int end;
    {
        Released outside(from, to);
        end = sqlite3_backup_finish(copying);
    }
    if (going.raised()) return Raised{};
    if (end != SQLITE_OK) return raise_sqlite_code(to, end);
    return View::none();
}

Result<Value> serialize(Runtime& rt, Args args) {
    SqliteCore* core = TRY(open_core(rt, args.self<Database>()));
    Str* name = TRY(args.str(1));
    Turn turn(core);
    TRY(turn.take());
    // First how much it is, then the bytes themselves, if there is memory for them.
    sqlite3_int64 size = 0;
    unsigned char* data = sqlite3_serialize(core->handle, name->data(), &size, SQLITE_SERIALIZE_NOCOPY);
    if (data) return new_bytes(rt, std::string_view(reinterpret_cast<char*>(data), static_cast<std::size_t>(size)));
    if (size > 0 && !rt.limits.charge(static_cast<std::size_t>(size))) return rt.raise_memory_error();
    std::size_t taken = size > 0 ? static_cast<std::size_t>(size) : 0;
    {
        Released outside(core);
        data = sqlite3_serialize(core->handle, name->data(), &size, 0);
    }
    rt.limits.refund(taken);
    if (!data) return raise_sqlite(rt, kOperationalError, "unable to serialize '%s'", name->data());
    Result<Value> made = new_bytes(rt, std::string_view(reinterpret_cast<char*>(data), static_cast<std::size_t>(size)));
    sqlite3_free(data);
    return made;
}

Result<Value> deserialize(Runtime& rt, Args args) {
    SqliteCore* core = TRY(open_core(rt, args.self<Database>()));
    BufferGuard data(rt, args[1]);
    if (data.raised()) return Raised{};
    Str* name = TRY(args.str(2));
    Turn turn(core);
    TRY(turn.take());
    // SQLite owns the copy from here on; it counts into its cache no more than the pages that are looked at.
    if (!rt.limits.charge(data.size())) return rt.raise_memory_error();
    rt.limits.refund(data.size());
    auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(data.size()));
    if (!copy && data.size()) return rt.raise_memory_error();
    if (data.size()) std::memcpy(copy, data.data(), data.size());
    int code;
    {
        Released outside(core);
        code = sqlite3_deserialize(core->handle, name->data(), copy, static_cast<sqlite3_int64>(data.size()), static_cast<sqlite3_int64>(data.size()),
                                   SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
    }
    if (code != SQLITE_OK) return raise_sqlite_code(core, code);
    return View::none();
}

Result<Value> set_progress(Runtime& rt, Args args) {
    SqliteCore* core = TRY(open_core(rt, args.self<Database>()));
    int period = TRY(args.small_integer(2));
    Turn turn(core);
    TRY(turn.take());
    bool on = !args[1].is_none() && period > 0;
    Value old = std::exchange(core->progress, on ? Value(args[1]) : Value());
    core->progress_period = on ? period : 0;
    sqlite3_progress_handler(core->handle, on ? period : kPeriod, on_sqlite_progress, core);
    return View::none();
}

Result<Value> open_blob(Runtime& rt, Args args) {
    Ref<Database> database(args.self<Database>());
    SqliteCore* core = TRY(open_core(rt, database.get()));
    Str *table = TRY(args.str(1)), *column = TRY(args.str(2)), *name = TRY(args.str(5));
    std::int64_t row = TRY(args.integer(3));
    bool readonly = TRY(args.truth(4));
    Type* type = TRY(native_type(rt, sqlite_blob_type));
    auto* made = rt.allocate<BlobHandle>(type);
    if (!made) return rt.raise_memory_error();
    new (&made->database) Ref<Database>(database);
    made->core = database->core->hold();
    made->handle = nullptr;
    Ref<BlobHandle> blob = Ref<BlobHandle>::adopt(made);
    Turn turn(core);
    TRY(turn.take());
    int code = sqlite3_blob_open(core->handle, name->data(), table->data(), column->data(), row, !readonly, &made->handle);
    if (code == SQLITE_MISUSE) return raise_sqlite(rt, kInterfaceError, "%s", sqlite3_errstr(code));
    if (code != SQLITE_OK) return raise_sqlite_code(core, code);
    return blob;
}

constexpr FunctionDef methods[] = {
    {"close(self)", close, "Ends the connection."},
    {"prepare(self, sql)", [](Runtime& rt, Args a) { return prepare_statement(rt, a.self<Database>(), a[1]); }, "A Statement; None where there is nothing to do."},
    {"run_script(self, sql)", run_script, "Runs all statements of a text."},
    {"changes(self)", number<sqlite3_changes>, "Rows that the last statement changed."},
    {"total_changes(self)", number<sqlite3_total_changes>, "Rows changed since the connection began."},
    {"last_row(self)", number<sqlite3_last_insert_rowid>, "The last inserted row's number."},
    {"autocommits(self)", number<sqlite3_get_autocommit>, "Whether no transaction is open."},
    {"is_open(self)", [](Runtime&, Args a) -> Result<Value> { return View::boolean(core_of(a)->handle != nullptr); }, "Whether it was not closed."},
    {"interrupt(self)", interrupt, "Ends what runs."},
    {"limit(self, category, value)", limit, "Sets a limit unless it is negative: the one before."},
    {"config(self, option, value)", config, "Sets an option unless it is negative: what it is."},
    {"backup(self, target, pages, progress, name, sleep)", backup, "Copies a database to another connection."},
    {"serialize(self, name)", serialize, "A database as bytes."},
    {"deserialize(self, data, name)", deserialize, "Puts bytes in a database's place."},
    {"set_progress(self, handler, period)", set_progress, "Calls handler() every so many instructions."},
    {"create_function(self, name, count, function, flags)", sqlite_create_function, "Makes a function known to SQL; None: no longer."},
    {"create_aggregate(self, name, count, aggregate_class)", sqlite_create_aggregate, "The same for an aggregate."},
    {"create_window_function(self, name, count, aggregate_class)", sqlite_create_window_function, "The same for an aggregate over windows."},
    {"create_collation(self, name, function)", sqlite_create_collation, "The same for an order of texts."},
    {"set_authorizer(self, function)", sqlite_set_authorizer, "Asks function() before anything is done."},
    {"set_trace(self, function)", sqlite_set_trace, "Tells function() of each statement."},
    {"open_blob(self, table, column, row, readonly, name)", open_blob, "A blob's bytes where they lie."},
};

}  // namespace

const TypeDef sqlite_database_type{
    .name = "Database",
    .module = "_sqlite3",
    .doc = "A connection as the class Connection uses it.",
    .size = sizeof(Database),
    .flags = Type::container | Type::immutable,
    .construct_signature = "(database, timeout, uri)",
    .construct_bound = construct,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* database = static_cast<Database*>(object);
                      if (SqliteCore* core = database->core) {
                          core->close();
                          core->let_go();
                      }
                      rt.free_instance(object, sizeof(Database));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      SqliteCore* core = static_cast<Database*>(object)->core;
                      if (!core) return;
                      for (Value* each : {&core->progress, &core->trace, &core->authorizer}) visit(*each);
                      for (SqliteCallback* each : core->callbacks) visit(each->callable);
                  },
              .clear =
                  [](Runtime&, Object* object) {
                      SqliteCore* core = static_cast<Database*>(object)->core;
                      core->close();
                      for (SqliteCallback* each : core->callbacks) each->callable = Value();
                  }},
    .methods = methods,
};

}  // namespace ouro
