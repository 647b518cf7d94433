# SPDX-License-Identifier: MIT
"""Connection.iterdump(): a database as the SQL that makes it."""


def _name(text):
    return '"' + text.replace('"', '""') + '"'


def _literal(text):
    return "'" + text.replace("'", "''") + "'"


def _iterdump(connection, *, filter=None):
    cursor = connection.cursor()
    cursor.row_factory = None

    def ask(sql, values=()):
        return cursor.execute(sql, values).fetchall()

    def made(condition, order=""):
        sql = f'SELECT "name", "sql" FROM "sqlite_master" WHERE "sql" NOT NULL AND "type" {condition}'
        return ask(f'{sql} AND "name" LIKE ? {order}', [filter]) if filter else ask(f"{sql} {order}")

    if ask("PRAGMA foreign_key_check"):
        yield "PRAGMA foreign_keys=OFF;"
    yield "BEGIN TRANSACTION;"
    numbers, virtual = [], False
    for table, sql in made("== 'table'", 'ORDER BY "name"'):
        if table == "sqlite_sequence":
            numbers = ['DELETE FROM "sqlite_sequence";']
            numbers += [f'INSERT INTO "sqlite_sequence" VALUES({_literal(name)},{last});'
                        for name, last in ask('SELECT * FROM "sqlite_sequence"')]
            continue
        if table == "sqlite_stat1":
            yield 'ANALYZE "sqlite_master";'
        elif table.startswith("sqlite_"):
            continue
        elif sql.startswith("CREATE VIRTUAL TABLE"):
            if not virtual:
                yield "PRAGMA writable_schema=ON;"
            virtual = True
            yield ("INSERT INTO sqlite_master(type,name,tbl_name,rootpage,sql)"
                   f"VALUES('table',{_literal(table)},{_literal(table)},0,{_literal(sql)});")
        else:
            yield sql + ";"
        columns = [str(column[1]) for column in ask(f"PRAGMA table_info({_name(table)})")]
        # SQLite writes its own values best.
        for row in ask(f"SELECT {', '.join(f'quote({_name(column)})' for column in columns)} FROM {_name(table)}"):
            yield f"INSERT INTO {_name(table)} VALUES({','.join(row)});"
    for _, sql in made("IN ('index', 'trigger', 'view')"):
        yield sql + ";"
    if virtual:
        yield "PRAGMA writable_schema=OFF;"
    yield from numbers
    yield "COMMIT;"
