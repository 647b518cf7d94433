# Dates and times as text: repr, str, isoformat and fromisoformat in all its forms, strftime, strptime, format.
from datetime import date, datetime, time, timedelta, timezone

zone = timezone(timedelta(hours=5, minutes=30))
odd = timezone(-timedelta(hours=1, seconds=7, microseconds=9), "ODD")
moments = [datetime(2024, 1, 2), datetime(1, 2, 3, 4, 5), datetime(2024, 1, 2, 3, 4, 5), datetime(2024, 1, 2, 3, 4, 0, 6), datetime(2024, 1, 2, 3, 4, 5, 678900, zone, fold=1),
           datetime(2024, 1, 2, 3, tzinfo=odd), datetime(2024, 1, 2, tzinfo=timezone.utc)]
for moment in moments:
    print(repr(moment), "|", moment, "|", repr(moment.timetz()), "|", moment.timetz())
    for timespec in "auto", "hours", "minutes", "seconds", "milliseconds", "microseconds":
        print(moment.isoformat(" ", timespec), moment.timetz().isoformat(timespec=timespec))
    print(datetime.fromisoformat(moment.isoformat()) == moment, time.fromisoformat(moment.timetz().isoformat()) == moment.timetz(), date.fromisoformat(str(moment.date())))
    print(moment.strftime("%d/%m/%y %H:%M:%S.%f [%z] [%:z] [%Z] %% %q"), format(moment, "%A"), f"{moment:%I %p}", format(moment), moment.ctime())
    print(moment.timetz().strftime("%H %f %z %Z"), moment.date().strftime("[%z%Z%f]"))


def attempt(call, *arguments, **named):
    try:
        print(repr(call(*arguments, **named)))
    except Exception as error:
        print(type(error).__name__, error)


for text in ("2024-01-02", "20240102", "2024-W01", "2024-W01-2", "2024W012", "2024W01", "2020-W53-5", "2021-W53-1", "2024-1-2", "2024-01-32", "2024-13-01", "", "2024", "2024-01-02T",
             "２０２４-01-02", "0000-01-01", "2024-01", "2024-W00-1", "2024W01-2", "2024-W012"):
    attempt(date.fromisoformat, text)
for text in ("12", "1234", "12:34", "123456", "12:34:56", "12:34:56.7", "12:34:56,789", "12:34:56.1234567", "T12", "12Z", "12:34+05", "12:34-05:30", "123456+053015.25", "24", "12:60", "1",
             "12:", "12:3", "12:34:56.", "12.5", "1234:56", "12+24", "12:34+05:3", "12:34zzz", "12:34:56:78", "12-00:00"):
    attempt(time.fromisoformat, text)
for text in ("2024-01-02 03:04", "2024-01-02T03", "2024-01-02é03:04:05.6", "2024-01-02\U0001f40d03", "20240102T030405Z", "2024W012T03", "2024-W01-2T03:04", "2024-W01T03", "2024-W01-030405",
             "2024W01-03", "2024-01-02T", "2024-01-02T03:04:05+23:59", "2024-01-02T03:04:05-24:00", "2024-01-0203", "x", "2024-01-02T25", 5, "2024-01-02\ud80003"):
    attempt(datetime.fromisoformat, text)
attempt(datetime.isoformat, moments[0], "ab")
attempt(datetime.isoformat, moments[0], timespec="days")
attempt(datetime.isoformat, moments[0], timespec=5)
attempt(datetime.strftime, moments[0], 5)
attempt(date.__format__, date.min, 5)

for text, form in (("2024-01-02 03:04:05.678", "%Y-%m-%d %H:%M:%S.%f"), ("02 Jan 24 PM 11", "%d %b %y %p %I"), ("2024-01-02 +0530", "%Y-%m-%d %z"), ("2024-01-02 -01:00:07.000009", "%Y-%m-%d %z"),
                   ("2024 366", "%Y %j"), ("2024-01-02Z", "%Y-%m-%d%z"), ("2024 W05 3", "%G W%V %u"), ("31", "%Y"), ("x", "%Q"), ("2024-02-30", "%Y-%m-%d"), ("12 UTC +0000", "%H %Z %z")):
    attempt(datetime.strptime, text, form)
attempt(datetime.strptime, 5, "%Y")
attempt(datetime.strptime, "5", 5)
