# timedelta, date and datetime: construction, normal forms, arithmetic with ints and floats, rounding half to even, comparison, limits.
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta


def show(*texts):
    for text in texts:
        try:
            print(text, "=", repr(eval(text)))
        except Exception as error:
            print(text, "->", type(error).__name__ + ":", error)


us = timedelta(microseconds=1)
show("timedelta()", "timedelta(1, 2, 3)", "timedelta(-1)", "timedelta(hours=-1, minutes=30)", "timedelta(weeks=1.5, days=0.1)", "timedelta(microseconds=0.5)",
     "timedelta(microseconds=1.5)", "timedelta(seconds=0.0000005, microseconds=0.5)", "timedelta(days=1e9)", "timedelta(days=float('inf'))", "timedelta(days=float('nan'))",
     "timedelta('1')", "timedelta(1, x=2)", "timedelta(1, days=2)", "timedelta(*range(8))", "timedelta(10**10)", "timedelta(microseconds=10**40)")
show("timedelta(1) + timedelta(hours=30)", "timedelta(1) - timedelta(2)", "-timedelta(1, 1, 1)", "abs(timedelta(-1, 1))", "timedelta(1) * 2.5", "3 * timedelta(hours=7)",
     "timedelta(7) / 2", "timedelta(7) / 2.0", "timedelta(7) / timedelta(2)", "timedelta(7) // timedelta(2)", "timedelta(7) // -3", "timedelta(-7) % timedelta(2)",
     "divmod(timedelta(7), timedelta(-2))", "timedelta(1) % 3", "timedelta(1) / 0", "timedelta(1) // timedelta(0)", "timedelta(1) % timedelta(0)", "timedelta(1) / 'a'",
     "timedelta.max + us", "timedelta.max * 2", "timedelta(1) * float('nan')", "timedelta(1) * 1e300", "timedelta(True) == timedelta(1)", "timedelta(1) < 5",
     "timedelta(1) == 5", "timedelta(1).total_seconds()", "timedelta.max.total_seconds()", "bool(timedelta(0)), bool(us)", "hash(timedelta(1)) == hash(timedelta(hours=24))",
     "str(timedelta(-1, 5, 7))", "str(timedelta(2, 3661))", "timedelta.min, timedelta.max, timedelta.resolution", "sum([us, us], timedelta())")
for n in range(-7, 8):
    print(n, (n * us) / 2 // us, (n * us) / -2 // us, (n * us) * 0.5 // us, (n * us) / 3 // us)

show("date(2024, 2, 29)", "date(2023, 2, 29)", "date(0, 1, 1)", "date(2024, 13, 1)", "date(1, 2)", "date(1, 2, 3, 4)", "date(1.5, 2, 3)", "date(2024, month=3, day=4)",
     "date(10**10, 1, 1)", "date.fromordinal(1), date.fromordinal(3652059)", "date.fromordinal(0)", "date.fromordinal(3652060)", "date(2024, 1, 1) + timedelta(60)",
     "timedelta(60) + date(2024, 1, 1)", "date(2024, 1, 1) - timedelta(hours=25)", "date(2024, 3, 1) - date(2023, 3, 1)", "date.min - timedelta(1)", "date.max + timedelta(1)",
     "date(2024, 1, 1) - 3", "date(2024, 1, 1) < date(2024, 1, 2)", "date(2024, 1, 1) < 5", "date(2024, 1, 1) == datetime(2024, 1, 1)", "date(2024, 1, 1) < datetime(2024, 1, 1)",
     "date(2024, 5, 6).replace(day=31)", "date(2024, 5, 6).replace(month=13)", "date(2024, 5, 6).timetuple()", "date.min, date.max, date.resolution", "MINYEAR, MAXYEAR")
for ordinal in (1, 58, 365, 366, 146097, 146098, 730120, 738000, 738221, 3652059):
    day = date.fromordinal(ordinal)
    iso = day.isocalendar()
    print(day, day.toordinal() == ordinal, day.weekday(), day.isoweekday(), iso, tuple(iso), iso.week, day.ctime())
    if ordinal > 2:
        print(date.fromisocalendar(*iso) == day, day.strftime("%a %d %b %Y %j %U"))
show("date.fromisocalendar(2020, 53, 7)", "date.fromisocalendar(2021, 53, 1)", "date.fromisocalendar(2021, 1, 8)", "date.fromisocalendar(0, 1, 1)", "date.fromisocalendar(1, 1, 1)")

start = datetime(2024, 2, 28, 23, 59, 59, 999999)
show("start + us", "start + timedelta(1)", "start - timedelta(365.25)", "start - datetime(2023, 1, 1)", "datetime.max + us", "datetime.min - us", "start - date(2024, 1, 1)",
     "start - 5", "datetime(1, 1, 1, 24)", "datetime(1, 1, 1, 1, 60)", "datetime(1, 1, 1, 1, 1, 60)", "datetime(1, 1, 1, 1, 1, 1, 10**6)", "datetime(1, 1, 1, fold=2)",
     "datetime(1, 1, 1, tzinfo=5)", "datetime(2024, 1, 1) < start <= start", "datetime(2024, 1, 1) == 5", "datetime(2024, 1, 1) < 5", "start.replace(year=2023, fold=1)",
     "start.replace(day=30)", "start.date(), start.time()", "datetime.combine(date(2024, 1, 2), time(3, 4))", "datetime.combine(1, 2)", "time(1, 2, 3, 4).replace(hour=5)",
     "time(24)", "time() < time(1)", "time(1) < 5", "bool(time())", "time(fold=1), time(1, fold=1) == time(1)", "hash(time(1, fold=1)) == hash(time(1))",
     "start.timetuple()", "start.utctimetuple()", "datetime.min, datetime.max, datetime.resolution", "time.min, time.max, time.resolution", "start.year, start.microsecond, start.fold")
for attribute, thing in ("year", date.min), ("days", us), ("hour", time.min), ("microsecond", start):
    try:
        setattr(thing, attribute, 1)
    except AttributeError as error:
        print(error)
