# sqlite3: statements and their values, transactions, rows, functions of scripts, threads, errors in CPython's words.
# needs: _sqlite3
import os, sqlite3, tempfile, threading, warnings, gc
from contextlib import closing

con = sqlite3.connect(":memory:")
cur = con.cursor()
print(cur.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE, x REAL, b BLOB)") is cur, cur.description, cur.rowcount, cur.lastrowid, con.in_transaction)
cur.execute("INSERT INTO t (name, x, b) VALUES (?, ?, ?)", ("räy", 1.5, b"\0\xff"))
print(cur.lastrowid, cur.rowcount, con.in_transaction, con.total_changes)
cur.execute("INSERT INTO t (name, x) VALUES (:n, :x)", {"n": "b", "x": 2, "unused": 0})
cur.executemany("INSERT INTO t (name) VALUES (?)", [(f"m{n}",) for n in range(3)])
print(cur.rowcount, cur.lastrowid); con.commit(); print(con.in_transaction)
print(cur.execute("SELECT * FROM t ORDER BY id").fetchall(), [column[0] for column in cur.description], cur.rowcount)
print(cur.fetchone(), cur.execute("SELECT name FROM t ORDER BY id").fetchone(), cur.fetchmany(2), cur.fetchmany(), cur.fetchmany(0), list(cur), next(cur, None))
cur.arraysize = 2; print(cur.execute("SELECT id FROM t").fetchmany(), cur.fetchmany(-1))
print(con.execute("UPDATE t SET x = 9 WHERE id > 2").rowcount, con.execute("DELETE FROM t WHERE id = 5").rowcount); con.rollback(); print(con.execute("SELECT count(*) FROM t").fetchone())
print(con.execute("INSERT INTO t (name) VALUES ('ret') RETURNING id, name").fetchall(), con.execute("SELECT ?, ?, ?, ?, ?", (None, True, 2**62, "", bytearray(b"x"))).fetchone()); con.rollback()
con.executescript("CREATE TABLE u (a, b); INSERT INTO u VALUES (1, 'x'); -- comment\nINSERT INTO u VALUES (2, 'y''z');"); print(list(con.iterdump()))

con.row_factory = sqlite3.Row
row = con.execute("SELECT a AS First, b FROM u").fetchone()
print(row["First"], row["first"], row[0], row[-1], row[:], row.keys(), len(row), tuple(row), dict(row), row == con.execute("SELECT a AS First, b FROM u").fetchone(), isinstance(row, sqlite3.Row), list(row))
con.row_factory = lambda cursor, row: {column[0]: value for column, value in zip(cursor.description, row)}; print(con.execute("SELECT * FROM u").fetchall()); con.row_factory = None
con.text_factory = bytes; print(con.execute("SELECT b FROM u").fetchall()); con.text_factory = lambda data: data.decode() + "!"; print(con.execute("SELECT b FROM u").fetchall()); con.text_factory = str

class Point:
    def __init__(self, x, y): self.x, self.y = x, y
    def __conform__(self, protocol): return f"{self.x};{self.y}" if protocol is sqlite3.PrepareProtocol else None
sqlite3.register_converter("point", lambda data: tuple(map(int, data.split(b";")))); sqlite3.register_adapter(complex, lambda c: f"{c.real:g}+{c.imag:g}i")
with closing(sqlite3.connect(":memory:", detect_types=sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES)) as typed:
    typed.execute("CREATE TABLE p (at point(2), other)"); typed.execute("INSERT INTO p VALUES (?, ?)", (Point(1, 2), 3+4j))
    print(typed.execute("SELECT at, other, at AS 'renamed [point]', other AS 'z [nothing]' FROM p").fetchall(), [c[0] for c in typed.execute("SELECT at AS 'r [point]' FROM p").description])

con.create_function("twice", 1, lambda v: v * 2, deterministic=True); con.create_function("many", -1, lambda *a: len(a)); con.create_function("bad", 0, lambda: 1 / 0); con.create_function("odd", 0, lambda: object()); con.create_function("big", 0, lambda: 2**64)
print(con.execute("SELECT twice(4), twice('ab'), twice(1.5), many(), many(1, 2, NULL)").fetchone())
class Sum:
    def __init__(self): self.total = 0
    def step(self, v): self.total += v
    def inverse(self, v): self.total -= v
    def value(self): return self.total
    def finalize(self): return self.total
con.create_aggregate("mysum", 1, Sum); con.create_window_function("wsum", 1, Sum); print(con.execute("SELECT mysum(a) FROM u").fetchone(), con.execute("SELECT mysum(a) FROM u WHERE 0").fetchone(), con.execute("SELECT wsum(a) OVER (ORDER BY a ROWS 1 PRECEDING) FROM u").fetchall())
con.create_collation("backwards", lambda a, b: (a < b) - (a > b)); print(con.execute("SELECT b FROM u ORDER BY b COLLATE backwards").fetchall())
seen = []; con.set_trace_callback(seen.append); con.execute("SELECT ?", (5,)); con.set_trace_callback(None); print(seen)
con.set_authorizer(lambda action, *rest: sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_DROP_TABLE else sqlite3.SQLITE_OK)
calls = [0]
def progress(): calls[0] += 1; return calls[0] > 50
LOOP = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c"
con.set_progress_handler(progress, 100)
for code in ("con.execute(LOOP)", "con.execute('DROP TABLE u')"):
    try: print(eval(code))
    except sqlite3.Error as error: print(code, type(error).__name__, error, error.sqlite_errorname, error.sqlite_errorcode)
print(calls); con.set_progress_handler(None, 0); con.set_authorizer(None)

print(con.isolation_level, con.autocommit, sqlite3.connect(":memory:", isolation_level=None).isolation_level)
with con: con.execute("INSERT INTO u VALUES (3, 'in')")
try:
    with con: con.execute("INSERT INTO u VALUES (4, 'out')"); raise KeyError
except KeyError: pass
print(con.execute("SELECT a FROM u").fetchall(), con.in_transaction)
with closing(sqlite3.connect(":memory:", autocommit=False)) as auto: print(auto.in_transaction, auto.autocommit); auto.execute("CREATE TABLE z (a)"); auto.commit(); print(auto.in_transaction); auto.autocommit = True; print(auto.in_transaction)
con.isolation_level = "immediate"; print(con.isolation_level); con.isolation_level = None; con.execute("INSERT INTO u VALUES (5, 'now')"); print(con.in_transaction); con.isolation_level = ""
copy = sqlite3.connect(":memory:"); steps = []; con.backup(copy, pages=1, progress=lambda status, left, all: steps.append((status, left >= 0, all > 0))); print(copy.execute("SELECT count(*) FROM u").fetchone(), steps[-1]); data = con.serialize(); other = sqlite3.connect(":memory:"); other.deserialize(data); print(data[:15], other.execute("SELECT count(*) FROM u").fetchone())
con.execute("INSERT INTO t (id, b) VALUES (99, zeroblob(10))")
with con.blobopen("t", "b", 99) as blob: blob.write(b"hello"); blob[5] = 33; blob[-2:] = b"yz"; blob.seek(0); print(len(blob), blob.read(), blob.tell(), blob[0], blob[1:4], blob[::3]); keep = blob
con.commit(); print(con.execute("SELECT b FROM t WHERE id = 99").fetchone())
print(sqlite3.complete_statement("SELECT 1;"), sqlite3.complete_statement("SELECT"), con.getlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH) > 1000, con.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 3) > 3, con.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER), con.getconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_FKEY), con.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_FKEY), con.getconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_FKEY))
print(sqlite3.apilevel, sqlite3.paramstyle, sqlite3.threadsafety, [c.__name__ for c in sqlite3.IntegrityError.__mro__], con.IntegrityError is sqlite3.IntegrityError, sqlite3.Connection, sqlite3.Binary(b"a").tobytes(), sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_DBCONFIG_DQS_DML)

closed = sqlite3.connect(":memory:"); closed_cursor = closed.cursor(); closed.close()
done = con.cursor(); done.close()
class Half(sqlite3.Cursor):
    def __init__(self, con): pass
class HalfConnection(sqlite3.Connection):
    def __init__(self): pass
def recursive():
    c = con.cursor(); con.create_function("again", 0, lambda: c.execute("SELECT 1").fetchone()[0]); sqlite3.enable_callback_tracebacks(False); return c.execute("SELECT again()").fetchone()
for code in ("con.execute('SELEC')", "con.execute('SELECT * FROM nowhere')", "con.execute('SELECT ?')", "con.execute('SELECT ?', (1, 2))", "con.execute('SELECT :a', {'b': 1})", "con.execute('SELECT ?', {'a': 1})", "con.execute('SELECT ?', 5)", "con.execute('SELECT ?', (object(),))", "con.execute('SELECT :x', {'x': []})", "con.execute('SELECT ?', (2**63,))", "con.execute('SELECT ?', ('\\ud800',))",
             "con.execute('SELECT 1; SELECT 2')", "con.execute('SELECT 1; -- only a comment').fetchone()", "con.execute('')", "con.execute('  -- nothing').fetchall()", "con.execute('SELECT 1\\0')", "con.execute(5)", "con.executemany('SELECT 1', [()])", "con.executemany('INSERT INTO u VALUES (?, ?)', [(1,)])", "con.executemany('INSERT INTO u VALUES (?, ?)', 5)", "con.executescript(5)", "con.executescript('SELECT 1; BAD')", "con.executescript('a\\0b')",
             "con.execute('INSERT INTO t (id) VALUES (1)')", "con.execute('INSERT INTO t (name) VALUES (?)', ('b',))", "con.execute('SELECT bad()').fetchone()", "con.execute('SELECT odd()').fetchone()", "con.execute('SELECT big()').fetchone()", "con.execute('SELECT nope()')", "con.execute('SELECT twice()')", "con.execute(\"SELECT CAST(x'ff' AS TEXT)\").fetchone()", "con.cursor(lambda c: 5)", "con.cursor(5)", "sqlite3.Cursor(5)", "sqlite3.Row(5, ())", "sqlite3.Row(cur, [])", "row['no']", "row[9]", "row[1.5]", "Half(con).execute('SELECT 1')", "HalfConnection().cursor()",
             "closed.execute('SELECT 1')", "closed_cursor.execute('SELECT 1')", "closed_cursor.fetchone()", "closed.commit()", "closed.in_transaction", "done.execute('SELECT 1')", "done.fetchone()", "recursive()", "sqlite3.connect('/no/such/folder/x.db')", "sqlite3.connect(5)", "sqlite3.connect(':memory:', isolation_level='x')", "sqlite3.connect(':memory:', isolation_level=5)", "sqlite3.connect(':memory:', autocommit=2)", "con.backup(con)", "con.backup(5)", "con.create_collation('x', 5)", "con.setlimit(99, 1)", "con.setconfig(5)", "con.blobopen('t', 'b', 1000)", "keep.read()", "con.create_function('f', 500, len)", "con.deserialize(b'x') or con.execute('SELECT * FROM t')", "sqlite3.adapt(5)", "sqlite3.adapt([])", "sqlite3.adapt([], None, 7)", "sqlite3.Blob()", "sqlite3.no"):
    try: result = eval(code)
    except Exception as error: print(f"{code}: {type(error).__name__}: {error}", getattr(error, "sqlite_errorname", ""))
    else: print(code, "->", result if not isinstance(result, sqlite3.Cursor) else "a cursor")

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "x.db")
    with closing(sqlite3.connect(path)) as a, closing(sqlite3.connect(path, timeout=0.05)) as b:
        a.execute("CREATE TABLE n (v)"); a.execute("INSERT INTO n VALUES (1)")
        try: b.execute("INSERT INTO n VALUES (2)")
        except sqlite3.OperationalError as error: print(error, error.sqlite_errorname)
        a.commit(); b.execute("INSERT INTO n VALUES (2)"); b.commit(); print(a.execute("SELECT * FROM n").fetchall())
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as ro:
        try: ro.execute("INSERT INTO n VALUES (3)")
        except sqlite3.OperationalError as error: print(error, error.sqlite_errorname)
    shared = sqlite3.connect(path, check_same_thread=False, isolation_level=None); 
    def work():
        with closing(sqlite3.connect(path, timeout=20)) as own:
            for n in range(20):
                with own: own.execute("INSERT INTO n VALUES (?)", (n,)); own.execute("SELECT count(v) FROM n").fetchone()
    threads = [threading.Thread(target=work) for _ in range(4)]
    for t in threads: t.start()
    for t in threads: t.join()
    print(shared.execute("SELECT count(*), sum(v) FROM n").fetchone())
    caught = []
    def elsewhere():
        try: con.execute("SELECT 1")
        except sqlite3.ProgrammingError as error: caught.append(str(error)[:78])
    t = threading.Thread(target=elsewhere); t.start(); t.join(); print(caught)
    slow = sqlite3.connect(":memory:", check_same_thread=False)
    def stop():
        import time
        time.sleep(0.1); slow.interrupt()
    t = threading.Thread(target=stop); t.start()
    try: slow.execute(LOOP)
    except sqlite3.OperationalError as error: print(error)
    t.join(); slow.close(); shared.close()
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    sqlite3.connect(":memory:", 5.0).close(); left = sqlite3.connect(":memory:"); del left; gc.collect(); con.execute("SELECT :a", (1,))
    print(sorted({(w.category.__name__, str(w.message)[:50]) for w in seen}))
for each in (con, copy, other): each.close()
