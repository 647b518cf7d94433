# limit: memory=32M deadline=20 recursion=1000 ; outcome: MemoryError
# needs: _sqlite3
# What a database in memory holds counts as the script's.
import sqlite3

db = sqlite3.connect(":memory:")
db.execute("CREATE TABLE t (b)")
for text in ("SELECT length(randomblob(900000000))", "SELECT length(replace(hex(zeroblob(500000)), '0', hex(zeroblob(500000))))"):
    try:
        db.execute(text).fetchall()
    except (sqlite3.Error, MemoryError):
        pass
    else:
        raise AssertionError(text)
db.execute("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 1000000) INSERT INTO t SELECT randomblob(1000) FROM c")
