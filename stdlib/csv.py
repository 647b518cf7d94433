# SPDX-License-Identifier: MIT
"""Rows of text fields: dialects, rows as dicts, and guessing how a text is written; `_csv` reads and writes."""

import types

from _csv import (
    QUOTE_ALL,
    QUOTE_MINIMAL,
    QUOTE_NONE,
    QUOTE_NONNUMERIC,
    QUOTE_NOTNULL,
    QUOTE_STRINGS,
    Error,
    field_size_limit,
    get_dialect,
    list_dialects,
    reader,
    register_dialect,
    unregister_dialect,
    writer,
)
from _csv import Dialect as _Dialect

__all__ = [
    "QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE", "QUOTE_STRINGS", "QUOTE_NOTNULL",
    "Error", "Dialect", "excel", "excel_tab", "field_size_limit", "reader", "writer",
    "register_dialect", "get_dialect", "list_dialects", "Sniffer", "unregister_dialect", "DictReader", "DictWriter", "unix_dialect",
]

__version__ = "1.0"


class Dialect:
    """How rows are written: to be subclassed, with every attribute given that is None here."""

    _name = ""
    _valid = False
    delimiter = None
    quotechar = None
    escapechar = None
    doublequote = None
    skipinitialspace = None
    lineterminator = None
    quoting = None

    def __init__(self):
        if type(self) is not Dialect:
            self._valid = True
        self._validate()

    def _validate(self):
        try:
            _Dialect(self)
        except TypeError as error:
            raise Error(str(error)) from None


class excel(Dialect):
    """As Excel writes CSV files."""

    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\r\n"
    quoting = QUOTE_MINIMAL


class excel_tab(excel):
    """As Excel writes files with tabs between fields."""

    delimiter = "\t"


class unix_dialect(Dialect):
    """As programs on Unix write CSV files: every field in quotes, rows ended by a newline."""

    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\n"
    quoting = QUOTE_ALL


register_dialect("excel", excel)
register_dialect("excel-tab", excel_tab)
register_dialect("unix", unix_dialect)


def _names(fieldnames):
    """Names of fields, as what can be gone through more than once."""
    return list(fieldnames) if fieldnames is not None and iter(fieldnames) is fieldnames else fieldnames


class DictReader:
    """Rows as dicts. The first row has the names of the fields unless they are given."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        self._fieldnames = _names(fieldnames)
        self.restkey = restkey
        self.restval = restval
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect = dialect
        self.line_num = 0

    def __iter__(self):
        return self

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            self._fieldnames = next(self.reader, None)
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __next__(self):
        if self.line_num == 0:
            self.fieldnames
        row = next(self.reader)
        self.line_num = self.reader.line_num
        while row == []:
            row = next(self.reader)
        names = self.fieldnames
        made = dict(zip(names, row))
        if len(row) > len(names):
            made[self.restkey] = row[len(names):]
        else:
            made.update((name, self.restval) for name in names[len(row):])
        return made

    __class_getitem__ = classmethod(types.GenericAlias)


class DictWriter:
    """Writes dicts as rows, their fields in the order of `fieldnames`."""

    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        self.fieldnames = _names(fieldnames)
        self.restval = restval
        extrasaction = extrasaction.lower()
        if extrasaction not in ("raise", "ignore"):
            raise ValueError("extrasaction (%s) must be 'raise' or 'ignore'" % extrasaction)
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _dict_to_list(self, rowdict):
        if self.extrasaction == "raise":
            extra = rowdict.keys() - self.fieldnames
            if extra:
                raise ValueError("dict contains fields not in fieldnames: " + ", ".join(map(repr, extra)))
        return (rowdict.get(name, self.restval) for name in self.fieldnames)

    def writerow(self, rowdict):
        return self.writer.writerow(self._dict_to_list(rowdict))

    def writerows(self, rowdicts):
        return self.writer.writerows(map(self._dict_to_list, rowdicts))

    __class_getitem__ = classmethod(types.GenericAlias)


# ---- guessing

# Quoted fields with what is beside them: a delimiter on both sides, only after them, only before them, or none.
_BEFORE = r"""(?P<delim>[^\w\n"'])(?P<space> ?)"""
_QUOTED = r"""(?P<quote>["']).*?(?P=quote)"""
_QUOTED_FIELDS = (
    _BEFORE + _QUOTED + "(?P=delim)",
    r"(?:^|\n)" + _QUOTED + _BEFORE,
    _BEFORE + _QUOTED + r"(?:$|\n)",
    r"(?:^|\n)" + _QUOTED + r"(?:$|\n)",
)


def _count(counts, key):
    counts[key] = counts.get(key, 0) + 1


class Sniffer:
    """Guesses how a text is written."""

    def __init__(self):
        self.preferred = [",", "\t", ";", " ", ":"]  # where several are possible

    def sniff(self, sample, delimiters=None):
        """The Dialect of a text, whose delimiter is one of `delimiters` if they are given."""
        quote, doubled, delim, skip = self._guess_quote_and_delimiter(sample, delimiters)
        if not delim:
            delim, skip = self._guess_delimiter(sample, delimiters)
        if not delim:
            raise Error("Could not determine delimiter")

        class dialect(Dialect):
            _name = "sniffed"
            lineterminator = "\r\n"
            quoting = QUOTE_MINIMAL
            delimiter = delim
            doublequote = doubled
            quotechar = quote or '"'
            skipinitialspace = skip

        return dialect

    def _guess_quote_and_delimiter(self, data, delimiters):
        """(quote, whether it is doubled, delimiter, whether spaces follow that), from fields in quotes."""
        import re

        for pattern in _QUOTED_FIELDS:
            matches = list(re.finditer(pattern, data, re.DOTALL | re.MULTILINE))
            if matches:
                break
        else:
            return "", False, None, 0
        quotes, delims, spaces = {}, {}, 0
        for match in matches:
            found = match.groupdict()
            _count(quotes, found["quote"])
            if "delim" not in found:
                continue
            if delimiters is None or found["delim"] in delimiters:
                _count(delims, found["delim"])
            if found["space"]:
                spaces += 1
        quote = max(quotes, key=quotes.get)
        delim, skip = "", 0
        if delims:
            delim = max(delims, key=delims.get)
            skip = delims[delim] == spaces
            if delim == "\n":  # one column, most likely
                delim = ""
        names = {"delim": re.escape(delim), "quote": quote}
        inside = "%(quote)s[^%(delim)s\\n]*" % names
        doubled = re.search(
            r"((%(delim)s)|^)\W*" % names + inside + inside + r"%(quote)s\W*((%(delim)s)|$)" % names, data, re.MULTILINE
        )
        return quote, bool(doubled), delim, skip

    def _guess_delimiter(self, data, delimiters):
        """(delimiter, whether spaces follow it): a character that stands equally often in every line, or in nearly all of them."""
        lines = [line for line in data.split("\n") if line]
        step = min(10, len(lines))
        counts = {chr(c): {} for c in range(127)}  # of each character, how many lines have it how often
        modes, found = {}, {}
        for start in range(0, len(lines), step or 1):
            for line in lines[start:start + step]:
                for char, lines_with in counts.items():
                    _count(lines_with, line.count(char))
            for char, lines_with in counts.items():
                if lines_with.keys() == {0}:
                    continue
                # The usual number, and by how many lines it has the majority.
                usual = max(lines_with, key=lines_with.get)
                modes[char] = usual, 2 * lines_with[usual] - sum(lines_with.values())
            total = float(min(start + step, len(lines)))
            consistency = 1.0
            while not found and consistency >= 0.9:
                for char, (number, majority) in modes.items():
                    if number > 0 and majority > 0 and majority / total >= consistency and (delimiters is None or char in delimiters):
                        found[char] = number, majority
                consistency -= 0.01
            if len(found) == 1:
                break
        if not found:
            return "", 0
        delim = next((char for char in self.preferred if char in found), None) if len(found) > 1 else None
        if delim is None:
            delim = max(found, key=lambda char: (found[char], char))
        return delim, lines[0].count(delim) == lines[0].count(delim + " ")

    def has_header(self, sample):
        """Whether the first row looks unlike the others: each column votes, by the type of its fields or their length."""
        from io import StringIO

        rows = reader(StringIO(sample), self.sniff(sample))
        header = next(rows)
        kinds = dict.fromkeys(range(len(header)))  # of columns; those whose fields differ are left out
        checked = 0
        for row in rows:
            if checked > 20:
                break
            checked += 1
            if len(row) != len(header):
                continue
            for column in list(kinds):
                try:
                    complex(row[column])
                    kind = complex
                except (ValueError, OverflowError):
                    kind = len(row[column])
                if kinds[column] is None:
                    kinds[column] = kind
                elif kinds[column] != kind:
                    del kinds[column]
        votes = 0
        for column, kind in kinds.items():
            if isinstance(kind, int):
                differs = len(header[column]) != kind
            else:
                try:
                    kind(header[column])
                    differs = False
                except (ValueError, TypeError):
                    differs = True
            votes += 1 if differs else -1
        return votes > 0
