# Which part of its line a SyntaxError marks that a script has made: ends beyond the text, before the beginning, on other lines.
import sys
import traceback

for text in ("abcdefg", "abcdefg\n", "  ab\tcd  \n", ""):
    for start, end_line, end in ((2, 1, 100), (3, 2, 1), (7, 1, 8), (8, 1, 9), (8, 1, 100), (9, 1, 12), (50, 1, 60), (2, 1, 0), (2, 1, -1), (-1, 1, 3), (4, 1, 2), (2, 1, None)):
        error = SyntaxError("wrong", ("file.py", 1, start, text, end_line, end))
        print(repr(text), start, end_line, end)
        print("".join(traceback.format_exception_only(error)), end="")
        sys.stderr = sys.stdout
        sys.__excepthook__(SyntaxError, error, None)
        sys.stderr = sys.__stderr__
