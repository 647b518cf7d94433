# SPDX-License-Identifier: MIT
"""Dates, times, durations and time zones: the native module `_datetime`, or `_pydatetime` of CPython's Lib for whoever hides it."""

try:
    from _datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, timezone, tzinfo
except ImportError:
    from _pydatetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, timezone, tzinfo

__all__ = ("date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC")
