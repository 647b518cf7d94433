# SPDX-License-Identifier: MIT
"""Dates and times under the name that programs ask for the faster of two implementations; here there is one, `_pydatetime` of CPython's Lib."""

from _pydatetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, timezone, tzinfo

__all__ = ["date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR", "UTC"]
