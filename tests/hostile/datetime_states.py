# limit: memory=64M fuel=20000000 recursion=1000 ; outcome: ok
# Dates from states that are no dates, zones that change what asks them, numbers without measure: each ends in an answer or an exception.
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo


def attempt(call, *arguments):
    try:
        return call(*arguments)
    except (ValueError, TypeError, OverflowError, ZeroDivisionError, RecursionError, MemoryError):
        return None


# Only the month of a pickled state is looked at.
for year in (b"\0\0", b"\xff\xff", b"\x07\xe8"):
    for day in (0, 31, 32, 255):
        for month in range(1, 13):
            one = attempt(date, year + bytes([month, day]))
            two = attempt(datetime, year + bytes([month | 128, day, 255, 255, 255, 255, 255, 255]), UTC)
            for thing in (one, two, attempt(time, bytes([151, 255, 255, 255, 255, 255]), UTC)):
                if thing is None:
                    continue
                for name in ("toordinal", "weekday", "isocalendar", "isoformat", "ctime", "timetuple", "utctimetuple", "timestamp", "astimezone", "date", "timetz", "__repr__", "__hash__", "__reduce__"):
                    attempt(getattr(thing, name, len))
                attempt(thing.strftime, "%Y %j %U %G %z %Z %f")
                attempt(lambda: thing + timedelta(1))
                attempt(lambda: thing - timedelta(10**8))
                attempt(lambda: thing == one, thing < thing)
                attempt(lambda: thing.replace(fold=0))

for number in (10**20, 10**40, -(10**300), 1e18, 1e308, -1e308, float("inf"), float("nan"), True, 2**100 - 1):
    for call in (lambda n: timedelta(n), lambda n: timedelta(microseconds=n), lambda n: timedelta(1) * n, lambda n: timedelta.max * n, lambda n: timedelta.max / n, lambda n: timedelta(1) // n,
                 lambda n: datetime.fromtimestamp(n), lambda n: datetime.fromtimestamp(n, UTC), date.fromtimestamp, date.fromordinal, lambda n: date(n, n, n), lambda n: date.fromisocalendar(n, n, n),
                 lambda n: time(n), lambda n: timezone(timedelta(seconds=n)), lambda n: timedelta(weeks=n, microseconds=-n)):
        attempt(call, number)

for text in ("", "-", "2024-", "20240101" * 1000, "2024-01-01T" + "1" * 10**6, "2024-01-01T01:02:03." + "9" * 10**6, "2024-01-01T00+" + "0" * 1000, "\ud800" * 10, "2024-01-01\ud800", "W" * 8, "2024-W", "2024W"):
    for call in (date.fromisoformat, time.fromisoformat, datetime.fromisoformat):
        attempt(call, text)
attempt(date.min.strftime, "%" * 10**5)
attempt(date.min.strftime, "%Y" * 10**5)


class Restless(tzinfo):
    """A zone whose answers run more of the same, and drop what is being asked about."""

    kept = []

    def utcoffset(self, dt):
        self.kept.clear()
        return timedelta(hours=len(repr(dt)) % 5)

    def dst(self, dt):
        return self.utcoffset(dt)

    def tzname(self, dt):
        return dt.strftime("%Z") if dt else "x" * 1000

    def __del__(self):
        self.kept.append(1)


for round in range(20):
    Restless.kept.append(datetime(2024, 1, 1, fold=round % 2, tzinfo=Restless()))
    moment = Restless.kept[0]
    attempt(lambda: Restless.kept[0] == datetime(2024, 1, 1, tzinfo=UTC))
    attempt(lambda: moment - datetime(2024, 1, 1, tzinfo=Restless()))
    attempt(moment.strftime, "%Z %z")
    attempt(moment.astimezone)
    attempt(hash, moment)
    attempt(lambda: time(1, tzinfo=moment.tzinfo) < time(1, tzinfo=UTC))


class Grows(datetime):
    def __new__(cls, *arguments):
        return Grows(*arguments)


attempt(lambda: Grows(2024, 1, 1))


class Other(datetime):
    def __new__(cls, *arguments):
        return 5 if len(arguments) > 5 else super().__new__(cls, 2024, 1, 1, tzinfo=UTC)


other = Other()
for call in (lambda: other + timedelta(1), lambda: other.astimezone(timezone(timedelta(1))), lambda: other.replace(year=1), lambda: Other.fromtimestamp(0, UTC), lambda: Other.combine(date.min, time.min)):
    attempt(call)
