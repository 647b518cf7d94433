# limit: memory=128M deadline=30 recursion=1000 ; outcome: ok
# needs: _sqlite3
# Functions that SQLite calls close, change and re-enter the connection, from many threads at once; nobody waits for ever.
import sqlite3
import threading

db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
db.execute("CREATE TABLE t (v)")
db.executemany("INSERT INTO t VALUES (?)", [(n,) for n in range(20)])


def nested(v):
    return db.execute("SELECT count(*) FROM t WHERE v >= ?", (v,)).fetchone()[0]


db.create_function("nested", 1, nested)
assert db.execute("SELECT sum(nested(v)) FROM t").fetchone() == (210,)


def work():
    for n in range(30):
        db.execute("SELECT sum(nested(v)) FROM t").fetchall()
        db.create_function(f"f{n}", 1, lambda v, n=n: v + n)
        db.create_collation("order", lambda a, b: (a > b) - (a < b))
        assert db.execute(f"SELECT f{n}(1)").fetchone()[0] > 0


threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()


class Evil:
    def __init__(self):
        self.seen = [self]

    def step(self, v):
        db.execute("SELECT 1").fetchall()
        if v == 5:
            raise KeyError(v)

    def finalize(self):
        return 1


db.create_aggregate("evil", 1, Evil)
for text in ("SELECT evil(v) FROM t", "SELECT closing()"):
    db.create_function("closing", 0, db.close)
    try:
        db.execute(text).fetchall()
    except sqlite3.Error:
        pass
try:
    db.execute("SELECT 1")
except sqlite3.ProgrammingError:
    pass
else:
    raise AssertionError("it is closed")
