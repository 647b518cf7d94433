# calendar: days of months in every form, text and HTML, names, first days of weeks, the command line, and errors.
import calendar
import contextlib
import hashlib
import io
import warnings

for year, month in ((2024, 2), (2023, 2), (1, 1), (9999, 12), (2000, 10)):
    for first in (0, 6, 3):
        days = calendar.Calendar(first)
        print(year, month, first, list(days.iterweekdays()), calendar.monthrange(year, month), days.monthdayscalendar(year, month))
        print(list(days.itermonthdays2(year, month))[:8], list(days.itermonthdays3(year, month))[::20], list(days.itermonthdays4(year, month))[-2:])
print(calendar.Calendar().monthdatescalendar(2024, 3)[0], calendar.Calendar(8).firstweekday, calendar.Calendar().monthdays2calendar(2024, 3)[-1])
try:
    list(calendar.Calendar().itermonthdates(9999, 12))
    list(calendar.Calendar(1).itermonthdates(1, 1))
except (ValueError, OverflowError) as error:
    print(type(error).__name__, error)
for width in (1, 5, 12):
    found = calendar.Calendar(2).yeardayscalendar(2025, width), calendar.Calendar().yeardays2calendar(2025, width), calendar.Calendar().yeardatescalendar(2025, width)
    print([(len(rows), len(rows[-1]), rows[0][0][0][-1]) for rows in found])
print([calendar.isleap(year) for year in (1900, 2000, 2023, 2024, 0, -4)], calendar.leapdays(1900, 2001), calendar.leapdays(2000, 2000), calendar.leapdays(2001, 1997))
print(repr(calendar.weekday(2024, 2, 29)), calendar.weekday(0, 1, 1), calendar.weekday(10001, 1, 1), calendar.weekday(-400, 2, 29))
for call in (lambda: calendar.monthrange(2024, 0), lambda: calendar.monthrange(2024, 13), lambda: calendar.setfirstweekday(7), lambda: calendar.setfirstweekday(-1),
             lambda: calendar.weekday(2023, 2, 29), lambda: calendar.January, lambda: calendar.none, lambda: calendar.FEBRUARY, lambda: calendar.month_name[13], lambda: calendar.day_abbr[-8]):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            print(repr(call()))
        except (ValueError, AttributeError, IndexError) as error:
            print(type(error).__name__, error, vars(error) if type(error).__module__ == "calendar" else "")
    print([str(each.message) for each in told] or "")
print(list(calendar.day_name), list(calendar.day_abbr), list(calendar.month_name), list(calendar.month_abbr), calendar.month_name[1:3], calendar.day_name[-1], len(calendar.month_abbr), len(calendar.day_name))
print(list(calendar.Month), calendar.Day(3), calendar.MAY + 1, calendar.mdays, calendar.error is ValueError)

text = calendar.TextCalendar(6)
print(text.formatmonth(2024, 9), text.formatmonth(2024, 9, 9, 2), text.formatweekheader(4), text.formatweek([(0, 6), (1, 0)], 5), text.formatday(3, 1, 6) + "|", sep="\n")
print(text.formatmonthname(2024, 5, 20) + "|", text.formatmonthname(2024, 5, 9, False) + "|", text.formatweekday(1, 2), text.formatweekday(1, 12) + "|")
print(text.formatyear(2024), text.formatyear(2023, 3, 2, 1, 5), sep="\n")
text.prmonth(2024, 2), text.prweek([(1, 1)], 3), print()
html = calendar.HTMLCalendar(5)
print(html.formatmonth(2024, 2), html.formatmonthname(2024, 2, False), html.formatweekday(0), html.formatday(0, 0))
for page in (html.formatyear(2024), html.formatyear(2024, 0), html.formatyear(2024, 5)):
    print(len(page), hashlib.sha256(page.encode()).hexdigest()[:16])
print(html.formatyearpage(2024)[:330], html.formatyearpage(2024, css=None, encoding="ascii")[:260], len(html.formatyearpage(2024, 12, "x.css")))


class Own(calendar.HTMLCalendar):
    cssclasses = [name + " x" for name in calendar.HTMLCalendar.cssclasses]
    cssclass_month, cssclass_noday, cssclass_month_head, cssclass_year = "m", "n", "h", "y"


print(Own().formatmonth(2024, 2)[:300], Own().formatyear(2024)[:120])

print(calendar.firstweekday(), calendar.month(2024, 1), calendar.weekheader(3))
calendar.setfirstweekday(calendar.SUNDAY)
print(calendar.firstweekday(), calendar.monthcalendar(2024, 1), calendar.week([(5, 1)], 2))
calendar.prmonth(2024, 1), calendar.prcal(2024, m=4), calendar.format(["a", "bb"], 6, 2)
print(calendar.formatstring(["x", "y"]), calendar.calendar(2024, 2, 1, 6) == calendar.TextCalendar(6).formatyear(2024))
print(calendar.timegm((1970, 1, 1, 0, 0, 0)), calendar.timegm((2024, 2, 30, 25, 61, 61, 0, 0, 0)), calendar.timegm((1900, 1, 1, 0, 0, 0)), calendar.EPOCH)

for line in ("2024 2", "2024 -m 4 -w 3", "-t html 2024", "-t html 2024 2", "-L C 2024", "2024 13", "-f 6 2024 2 -l 2", "-t html -c x 2024 -e ascii", "-e utf-8 2024 2", "x"):
    buffer = io.BytesIO()
    stream = io.TextIOWrapper(buffer, write_through=True)
    with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(io.StringIO()) as said:
        try:
            calendar.main(line.split())
            code = None
        except (SystemExit, ValueError, IndexError) as error:
            code = error.args
    print(line, code, hashlib.sha256(buffer.getvalue()).hexdigest()[:16], said.getvalue().splitlines()[-1:] if "x" != line else "")
