# limit: memory=64M deadline=1 recursion=1000 ; outcome: stopped: deadline
# needs: _sqlite3
# A query without an end is cut by the deadline, although SQLite never comes back by itself.
import sqlite3

db = sqlite3.connect(":memory:")
while True:
    try:
        db.execute("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c")
    except BaseException:
        pass
