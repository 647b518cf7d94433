# SPDX-License-Identifier: MIT
"""time.strptime(): a format becomes a regular expression, and what its groups hold becomes a time."""
import re
import time

_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december"]
_NUMBERS = {
    "d": r"3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9]", "f": r"[0-9]{1,6}", "H": r"2[0-3]|[0-1]\d|\d", "I": r"1[0-2]|0[1-9]|[1-9]",
    "G": r"\d\d\d\d", "j": r"36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9]", "m": r"1[0-2]|0[1-9]|[1-9]",
    "M": r"[0-5]\d|\d", "S": r"6[0-1]|[0-5]\d|\d", "U": r"5[0-3]|[0-4]\d|\d", "W": r"5[0-3]|[0-4]\d|\d", "w": r"[0-6]",
    "u": r"[1-7]", "V": r"5[0-3]|0[1-9]|[1-4]\d|\d", "y": r"\d\d", "Y": r"\d\d\d\d",
    "z": r"[+-]\d\d:?[0-5]\d(:?[0-5]\d(\.\d{1,6})?)?|(?-i:Z)"}
_WORDS = {"A": _DAYS, "a": [name[:3] for name in _DAYS], "B": _MONTHS, "b": [name[:3] for name in _MONTHS], "p": ["am", "pm"]}
_SHORTHANDS = {"c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S"}
_NO_YEAR = """\
Parsing dates involving a day of month without a year specified is ambiguious
and fails to parse leap day. The default behavior will change in Python 3.15
to either always raise an exception or to use a different default year (TBD).
To avoid trouble, add a specific year to the input & format.
See https://github.com/python/cpython/issues/70647."""
_KEPT = 5
_patterns = {}


def _zones():
    """The names of the time zones without and with summer time, in lower case."""
    return {"utc", "gmt", time.tzname[0].lower()}, {time.tzname[1].lower()} if time.daylight else set()


def _directive(letter):
    if letter in _NUMBERS:
        return f"(?P<{letter}>{_NUMBERS[letter]})"
    words = _WORDS.get(letter)
    if letter == "Z":
        words = sorted(set().union(*_zones()))
    if words:
        return f"(?P<{letter}>{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"
    if letter in _SHORTHANDS:
        return _pattern(_SHORTHANDS[letter])
    if letter == "%":
        return "%"
    raise KeyError(letter)


def _pattern(format):
    format = re.sub(r"\s+", r"\\s+", re.sub(r"([\\.^$*+?\(\){}\[\]|])", r"\\\1", format))
    text, _, rest = format.partition("%")
    parts, letters = [text], set()
    while _:
        letter = rest[0]
        letters.add(letter)
        parts.append(_directive(letter))
        text, _, rest = rest[1:].partition("%")
        parts.append(text)
    if "d" in letters and not letters & {"Y", "y", "G"}:
        import warnings
        warnings.warn(_NO_YEAR, DeprecationWarning, stacklevel=5)
    return "".join(parts)


def _compiled(format):
    key = format, time.tzname
    found = _patterns.get(key)
    if found is not None:
        return found
    try:
        found = re.compile(_pattern(format), re.IGNORECASE)
    except KeyError as error:
        bad = "%" if error.args[0] == "\\" else error.args[0]
        raise ValueError(f"'{bad}' is a bad directive in format '{format}'") from None
    except IndexError:
        raise ValueError(f"stray % in format '{format}'") from None
    if len(_patterns) > _KEPT:
        _patterns.clear()
    _patterns[key] = found
    return found


# ---- the calendar: the ordinal of 1 January of year 1 is 1

def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_before(year):
    year -= 1
    return year * 365 + year // 4 - year // 100 + year // 400


def _lengths(year):
    return [31, 29 if _is_leap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def _ordinal(year, month, day):
    if not 1 <= year <= 9999:
        raise ValueError(f"year {year} is out of range")
    lengths = _lengths(year)
    if not 1 <= day <= lengths[month - 1]:
        raise ValueError("day is out of range for month")
    return _days_before(year) + sum(lengths[:month - 1]) + day


def _date(ordinal):
    year = ordinal // 366 + 1
    while _days_before(year + 1) < ordinal:
        year += 1
    if not 1 <= year <= 9999:
        raise ValueError(f"year {year} is out of range")
    day, month = ordinal - _days_before(year), 1
    for length in _lengths(year):
        if day <= length:
            break
        day -= length
        month += 1
    return year, month, day


def _from_iso_week(year, week, weekday):
    first = _ordinal(year, 1, 1)
    start = first - (first + 6) % 7 + (7 if (first + 6) % 7 > 3 else 0)  # the Monday of week 1
    if week == 53 and (first + 6) % 7 != 3 and not ((first + 6) % 7 == 2 and _is_leap(year)) or not 1 <= week <= 53:
        raise ValueError(f"Invalid week: {week}")
    return _date(start + (week - 1) * 7 + weekday)


def _day_of_week_number(year, week, weekday, from_monday):
    first = (_days_before(year) + 7) % 7  # the weekday of 1 January
    if not from_monday:
        first, weekday = (first + 1) % 7, (weekday + 1) % 7
    if week == 0:
        return 1 + weekday - first
    return 1 + (7 - first) % 7 + 7 * (week - 1) + weekday


def _offset(text):
    """Seconds and microseconds east of Greenwich."""
    if text == "Z":
        return 0, 0
    given = text
    if text[3] == ":":
        text = text[:3] + text[4:]
        if len(text) > 5:
            if text[5] != ":":
                raise ValueError(f"Inconsistent use of : in {given}")
            text = text[:5] + text[6:]
    seconds = int(text[1:3]) * 3600 + int(text[3:5]) * 60 + int(text[5:7] or 0)
    fraction = int(text[8:].ljust(6, "0"))
    return (-seconds, -fraction) if text[0] == "-" else (seconds, fraction)


def _strptime(data_string, format="%a %b %d %H:%M:%S %Y"):
    """The fields of struct_time, the microseconds, and those of the offset."""
    for index, argument in enumerate([data_string, format]):
        if not isinstance(argument, str):
            raise TypeError(f"strptime() argument {index} must be str, not {type(argument)}")
    found = _compiled(format).match(data_string)
    if not found:
        raise ValueError(f"time data {data_string!r} does not match format {format!r}")
    if found.end() != len(data_string):
        raise ValueError(f"unconverted data remains: {data_string[found.end():]}")
    texts = found.groupdict()
    number = {letter: int(text) for letter, text in texts.items() if letter in _NUMBERS and letter not in "fz"}
    word = {letter: _WORDS[letter].index(text.lower()) for letter, text in texts.items() if letter in _WORDS}

    year = number.get("Y")
    if "y" in number:
        year = number["y"] + (2000 if number["y"] <= 68 else 1900)
    month, day, hour = number.get("m", 1), number.get("d", 1), number.get("H", 0)
    for letter in "Bb":
        if letter in word:
            month = word[letter] + 1
    if "I" in number:
        hour = number["I"] % 12 + 12 * word.get("p", 0)
    weekday = None
    for letter in texts:
        if letter in "Aa":
            weekday = word[letter]
        elif letter in "wu":
            weekday = (number[letter] + 6) % 7
    offset, offset_fraction = _offset(texts["z"]) if "z" in texts else (None, 0)
    summer = -1
    if "Z" in texts:
        name = texts["Z"].lower()
        for value, names in enumerate(_zones()):
            if name in names:
                ambiguous = time.tzname[0] == time.tzname[1] and time.daylight and name not in ("utc", "gmt")
                summer = -1 if ambiguous else value
                break

    iso_year, iso_week, day_of_year = number.get("G"), number.get("V"), number.get("j")
    if iso_year is not None:
        if day_of_year is not None:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead.")
        if iso_week is None or weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday directive "
                             "('%A', '%a', '%w', or '%u').")
    elif iso_week is not None:
        if year is None or weekday is None:
            raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday directive "
                             "('%A', '%a', '%w', or '%u').")
        raise ValueError("ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead.")

    leap_day = year is None and month == 2 and day == 29
    if year is None:
        year = 1904 if leap_day else 1900
    if day_of_year is None and weekday is not None:
        for letter in texts:
            if letter in "UW":
                day_of_year = _day_of_week_number(year, number[letter], weekday, letter == "W")
        if day_of_year is None and iso_year is not None:
            year, month, day = _from_iso_week(iso_year, iso_week, weekday)
        if day_of_year is not None and day_of_year <= 0:
            year -= 1
            day_of_year += 366 if _is_leap(year) else 365
    if day_of_year is None:
        day_of_year = _ordinal(year, month, day) - _days_before(year)
    else:
        year, month, day = _date(_days_before(year) + day_of_year)
    if weekday is None:
        weekday = (_ordinal(year, month, day) + 6) % 7
    fields = (1900 if leap_day else year, month, day, hour, number.get("M", 0), number.get("S", 0), weekday, day_of_year, summer,
              texts.get("Z"), offset)
    return fields, int(texts.get("f", "0").ljust(6, "0")), offset_fraction


def _strptime_time(data_string, format="%a %b %d %H:%M:%S %Y"):
    return time.struct_time(_strptime(data_string, format)[0])


def _strptime_datetime(cls, data_string, format="%a %b %d %H:%M:%S %Y"):
    """The same as an instance of a class of dates and times, in a zone if the text has an offset."""
    from datetime import timedelta, timezone
    fields, microsecond, offset_fraction = _strptime(data_string, format)
    name, offset = fields[-2:]
    arguments = fields[:6] + (microsecond,)
    if offset is not None:
        delta = timedelta(seconds=offset, microseconds=offset_fraction)
        arguments += (timezone(delta, name) if name else timezone(delta),)
    return cls(*arguments)
