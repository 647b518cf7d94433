# time.strptime: every directive, what it makes of two-digit years, weeks and zones, and its errors.
import time


def shown(*arguments):
    try:
        result = time.strptime(*arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return tuple(result) + (result.tm_zone, result.tm_gmtoff)


for text, format in (
        ("2024-02-29", "%Y-%m-%d"), ("28 Nov 26", "%d %b %y"), ("31 december 1999 23:59:60", "%d %B %Y %H:%M:%S"),
        ("12:05 am 2001", "%I:%M %p %Y"), ("12 PM", "%I %p"), ("7 pm", "%I %p"), ("2024 060", "%Y %j"), ("2023 365", "%Y %j"),
        ("2024-W09-4", "%G-W%V-%u"), ("2020 53 5", "%G %V %u"), ("2024 10 0", "%Y %U %w"), ("2024 00 Mon", "%Y %W %a"),
        ("2024 10 tuesday", "%Y %W %A"), ("+0530", "%z"), ("-05:30:15.25", "%z"), ("Z", "%z"), ("UTC", "%Z"), ("gmt", "%Z"),
        ("01/02/03", "%x"), ("04:05:06", "%X"), ("99", "%y"), ("68", "%y"), ("69", "%y"), ("1.5", "%S.%f"), ("a  b", "a b"),
        ("100% sure", "100%% sure"), ("(1)[2]", "(%H)[%M]"), ("111", "%H%M"), ("1111", "%H%M"), ("", "")):
    print(repr(format), shown(text, format))
print(shown("Thu Nov 28 22:16:54 2026"))
for text, format in (
        ("x", "%Y"), ("2024 rest", "%Y"), ("x", "%"), ("x", "%Q"), ("x", "% d"), ("62", "%S"), ("2023-02-29", "%Y-%m-%d"),
        ("2021 53 5", "%G %V %u"), ("2024 10", "%Y %V"), ("2024 10 1", "%Y %V %u"), ("2024 10 1 5", "%G %V %u %j"),
        ("2024", "%G"), ("+05:3015", "%z"), ("10 10", "%H %H"), (5, "%Y"), ("5", None)):
    print(repr(format), shown(text, format))
for year in (1999, 2000, 2004, 2100):
    print(*(tuple(time.strptime(f"{year} {day}", "%Y %j"))[1:3] for day in (59, 60, 61, 365)))
print(time.strftime("%Y-%m-%d", time.strptime("1 1 70", "%m %d %y")), time.strptime(string := "2024", "%Y") == time.strptime(string, "%Y"))
