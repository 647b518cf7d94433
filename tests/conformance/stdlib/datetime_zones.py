# Aware moments: offsets, names, conversion, comparison across zones, folds and gaps of local time, fixed zones, what a zone may not return.
import os
import time as clocks
import warnings
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo

os.environ["TZ"] = "EST+05EDT,M3.2.0,M11.1.0"
clocks.tzset()
HOUR = timedelta(hours=1)


class Eastern(tzinfo):
    """Eastern time of the United States in 2024."""

    def utcoffset(self, dt):
        return -5 * HOUR + self.dst(dt)

    def dst(self, dt):
        if dt is None:
            return timedelta(0)
        naive = dt.replace(tzinfo=None)
        if datetime(2024, 3, 10, 2) <= naive < datetime(2024, 11, 3, 1) or datetime(2024, 11, 3, 1) <= naive < datetime(2024, 11, 3, 2) and not dt.fold:
            return HOUR
        return timedelta(0)

    def tzname(self, dt):
        return "%D" if dt and self.dst(dt) else "EST"


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


eastern = Eastern()
for moment in (datetime(2024, 1, 1, 12, tzinfo=eastern), datetime(2024, 7, 1, 12, tzinfo=eastern), datetime(2024, 11, 3, 1, 30, tzinfo=eastern), datetime(2024, 11, 3, 1, 30, tzinfo=eastern, fold=1)):
    print(moment, moment.tzname(), moment.dst(), moment.astimezone(UTC), moment.astimezone(timezone(9 * HOUR)), moment.timetuple().tm_isdst, moment.utctimetuple()[:5])
    print(moment.astimezone(), moment.timestamp(), moment.strftime("%z %Z"), moment.astimezone(eastern) is moment, datetime.fromtimestamp(moment.timestamp(), eastern))
early, late = datetime(2024, 11, 3, 1, 30, tzinfo=eastern), datetime(2024, 11, 3, 1, 30, tzinfo=eastern, fold=1)
print(early == late, early == late.astimezone(UTC), late.astimezone(UTC) - early.astimezone(UTC), hash(early) == hash(late), early < late, late - early)
for hours in range(4, 8):
    print(datetime(2024, 11, 3, hours, 30, tzinfo=UTC).astimezone(eastern), datetime(2024, 3, 10, hours, 30, tzinfo=UTC).astimezone(eastern))

print("local time")
for moment in (datetime(2024, 3, 10, 2, 30), datetime(2024, 3, 10, 2, 30, fold=1), datetime(2024, 11, 3, 1, 30), datetime(2024, 11, 3, 1, 30, fold=1), datetime(2024, 7, 1)):
    print(moment.timestamp(), moment.astimezone(), repr(moment.astimezone(UTC)))
for stamp in (0, 1710052200, 1710055800, 1730611800, 1730615400, 1.5, -1.5, 0.9999995, 1e10):
    print(repr(datetime.fromtimestamp(stamp)), datetime.fromtimestamp(stamp, UTC), datetime.fromtimestamp(stamp).timestamp() == round(stamp, 6))
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    print(datetime.utcfromtimestamp(86400.25), abs(datetime.utcnow() - datetime.now(UTC).replace(tzinfo=None)) < HOUR)
for warning in seen:
    print(warning.category.__name__, warning.message)
for stamp in (float("nan"), 1e20, 10**12, "a", 10**30):
    attempt(lambda: datetime.fromtimestamp(stamp))

print("fixed zones")
for offset, name in ((HOUR, None), (-HOUR / 3, "X"), (timedelta(0), None), (timedelta(0), "Z"), (timedelta(hours=24), None), (timedelta(microseconds=-1), None), (5, None)):
    attempt(lambda: (zone := timezone(offset, name) if name else timezone(offset), str(zone), zone is UTC, zone.utcoffset(None), zone.dst(None)))
attempt(lambda: timezone(HOUR, 5))
attempt(lambda: UTC.utcoffset(5))
attempt(lambda: UTC.fromutc(5))
attempt(lambda: UTC.fromutc(datetime(1, 1, 1)))
print(timezone(HOUR) == timezone(HOUR, "X"), hash(timezone(HOUR)) == hash(timezone(HOUR, "X")), timezone(HOUR) == 5, timezone.min, timezone.max)
attempt(lambda: timezone(HOUR) < UTC)

print("across zones")
naive, aware, other = datetime(2024, 1, 1), datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, 1, tzinfo=timezone(HOUR))
print(naive == aware, naive != aware, aware == other, hash(aware) == hash(other), aware - other, aware <= other)
attempt(lambda: naive < aware)
attempt(lambda: naive - aware)
attempt(lambda: time(1) < time(1, tzinfo=UTC))
print(time(1) == time(1, tzinfo=UTC), time(1, tzinfo=UTC) == time(2, tzinfo=timezone(HOUR)), time(1, tzinfo=UTC) < time(1, tzinfo=timezone(HOUR)), hash(time(1, tzinfo=UTC)) == hash(time(2, tzinfo=timezone(HOUR))))
attempt(lambda: datetime.max.replace(tzinfo=UTC).astimezone(timezone(HOUR)))
attempt(lambda: aware.astimezone(5))


class Bad(tzinfo):
    result = None

    def utcoffset(self, dt):
        return self.result

    dst = tzname = utcoffset


for result in (None, 5, timedelta(1), "name"):
    Bad.result = result
    bad = datetime(2024, 1, 1, tzinfo=Bad())
    for call in (bad.utcoffset, bad.dst, bad.tzname, bad.isoformat, lambda: bad.astimezone(UTC), lambda: UTC.fromutc(bad), lambda: Bad().fromutc(bad), lambda: bad.tzinfo.fromutc(bad), bad.timetz().utcoffset):
        attempt(call)
for method in ("utcoffset", "dst", "tzname"):
    attempt(lambda: getattr(tzinfo(), method)(None))
attempt(lambda: tzinfo().fromutc(5))
