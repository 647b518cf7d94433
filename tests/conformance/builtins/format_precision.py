# Precisions beyond the digits that a number has, and beyond what can be asked for.
import sys

for code in "feg":
    for precision in 1099, 1100, 1101, 3000:
        for value in 5e-324, 1.1, 1e300, -0.1, 1e22:
            for alternate in "", "#":
                text = f"%{alternate}.{precision}{code}" % value
                print(code, precision, alternate, len(text), text[:20], text[-12:], text == format(value, f"{alternate}.{precision}{code}"))
for template, arguments in [("%.*d", (sys.maxsize, 8)), ("%.*d", (2**31 - 1, 8)), ("%*.*f", (2**63, 1, 1.0)), ("%*d", (-2**63 - 1, 1)), ("%.*s", (2**31, "abc")),
                            ("%.99999999999d", 1), ("%99999999999999999999d", 1), ("%.*f", (-1, 1.5)), ("%.2147483648f", 1.0), ("%.2147483647x", 1)]:
    for each in template, template.encode():
        try:
            print(each, len(each % arguments))
        except (OverflowError, ValueError, TypeError) as error:
            print(each, type(error).__name__, error)
