# SPDX-License-Identifier: MIT
"""Exceptions and stacks as text, equal to what the interpreter prints."""

import linecache
import sys
from itertools import groupby

import _colorize
from _colorize import ANSIColors, NoColors

__all__ = ["extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list", "format_stack",
           "format_tb", "print_exc", "format_exc", "print_exception", "print_last", "print_stack", "print_tb",
           "clear_frames", "FrameSummary", "StackSummary", "TracebackException", "walk_stack", "walk_tb"]

_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"
_LEFT_OUT = "[Those that came before are left out: there are too many]\n\n"
_RECURSIVE_CUTOFF = 3  # how often the same line is shown
_LONGEST = 1000  # chain of exceptions in the report of one that nobody caught


class _Sentinel:
    def __repr__(self):
        return "<implicit>"


_sentinel = _Sentinel()


# ---- functions over the classes below

def print_list(extracted_list, file=None):
    """Write what format_list() gives."""
    _write(StackSummary.from_list(extracted_list).format(), file)


def format_list(extracted_list):
    """A list of strings for FrameSummary objects or (file, line, name, text) tuples."""
    return StackSummary.from_list(extracted_list).format()


def print_tb(tb, limit=None, file=None):
    """Write the entries of a traceback: the first `limit`, or the last -`limit`."""
    print_list(extract_tb(tb, limit), file)


def format_tb(tb, limit=None):
    """What print_tb() would write, as a list."""
    return extract_tb(tb, limit).format()


def extract_tb(tb, limit=None):
    """The entries of a traceback as a StackSummary."""
    return StackSummary._extract(_positions_of_tb(tb), limit=limit)


def _write(texts, file):
    if file is None:
        file = sys.stderr
    for text in texts:
        print(text, file=file, end="")


def _parse_value_tb(exc, value, tb):
    if (value is _sentinel) != (tb is _sentinel):
        raise ValueError("Both or neither of value and tb must be given")
    if value is not _sentinel:
        return value, tb
    if exc is None:
        return None, None
    if isinstance(exc, BaseException):
        return exc, exc.__traceback__
    raise TypeError(f"Exception expected for value, {type(exc).__name__} found")


def print_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, file=None, chain=True, **kwargs):
    """Write an exception with its traceback and, unless told otherwise, what it came from."""
    value, tb = _parse_value_tb(exc, value, tb)
    TracebackException(type(value), value, tb, limit=limit, compact=True).print(file=file, chain=chain, **kwargs)


def _print_exception_bltin(exc, /):
    """What the interpreter calls for an exception that nobody caught."""
    if sys.stderr is not None:
        print_exception(exc, colorize=_colorize.can_colorize())


def format_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, chain=True, **kwargs):
    """What print_exception() would write, as a list of strings that end in newlines."""
    value, tb = _parse_value_tb(exc, value, tb)
    return list(TracebackException(type(value), value, tb, limit=limit, compact=True).format(chain=chain, **kwargs))


def format_exception_only(exc, /, value=_sentinel, *, show_group=False, **kwargs):
    """The last part of a traceback, that names the exception, as a list of strings."""
    if value is _sentinel:
        value = exc
    return list(TracebackException(type(value), value, None, compact=True).format_exception_only(show_group=show_group, **kwargs))


def _report(exc, printed):
    """The text of an exception that nobody caught: of a chain without end only the newest, of a traceback's entries the last."""
    limit = getattr(sys, "tracebacklimit", None)
    if limit is not None:
        limit = -min(max(limit, 0), sys.maxsize)
    return "".join(TracebackException(type(exc), exc, exc.__traceback__, limit=limit, compact=True, _longest=_LONGEST).format(colorize=printed and _colorize.can_colorize()))


def print_exc(limit=None, file=None, chain=True):
    """print_exception() of the exception that is being handled."""
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    """The same as one string."""
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    """print_exception() of the last exception that nobody caught."""
    if not hasattr(sys, "last_exc") and not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    if hasattr(sys, "last_exc"):
        print_exception(sys.last_exc, limit=limit, file=file, chain=chain)
    else:
        print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit=limit, file=file, chain=chain)


def _caller():
    """The innermost frame outside this module."""
    frame = sys._getframe()
    while frame is not None and frame.f_globals is globals():
        frame = frame.f_back
    return frame


def print_stack(f=None, limit=None, file=None):
    """Write the stack from a frame outwards, by default the caller's."""
    print_list(extract_stack(_caller() if f is None else f, limit=limit), file=file)


def format_stack(f=None, limit=None):
    """What print_stack() would write, as a list."""
    return format_list(extract_stack(_caller() if f is None else f, limit=limit))


def extract_stack(f=None, limit=None):
    """The stack from a frame outwards as a StackSummary, oldest first."""
    stack = StackSummary.extract(walk_stack(_caller() if f is None else f), limit=limit)
    stack.reverse()
    return stack


def clear_frames(tb):
    """Drop the local variables of all frames of a traceback."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass
        tb = tb.tb_next


def walk_stack(f):
    """Iterate over (frame, line) from a frame outwards; from the caller's if None."""
    if f is None:
        f = sys._getframe().f_back.f_back.f_back.f_back  # the caller of StackSummary.extract(), which resumes this
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """Iterate over the (frame, line) of a traceback."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _positions_of_tb(tb):
    """Iterate over (frame, (line, end line, column, end column)) of a traceback."""
    while tb is not None:
        position = _position(tb.tb_frame.f_code, tb.tb_lasti)
        if position[0] is None:
            position = (tb.tb_lineno, *position[1:])
        yield tb.tb_frame, position
        tb = tb.tb_next


def _position(code, at):
    if at >= 0:
        wanted = at // 2
        for n, position in enumerate(code.co_positions()):
            if n == wanted:
                return position
    return None, None, None, None


def _safe_string(value, what, func=str):
    try:
        return func(value)
    except:
        return f"<{what} {func.__name__}() failed>"


def _palette(colorize=False, **others):
    """The colours to write with, which are empty texts unless they are asked for."""
    return ANSIColors if colorize else NoColors


def _final_line(etype, value, colors):
    text = _safe_string(value, "exception")
    line = f"{colors.BOLD_MAGENTA}{etype}{colors.RESET}"
    return line if value is None or not text else f"{line}: {colors.MAGENTA}{text}{colors.RESET}"


def _place(filename, lineno, colors):
    return f'  File {colors.MAGENTA}"{filename}"{colors.RESET}, line {colors.MAGENTA}{lineno}{colors.RESET}'


# ---- one frame

class FrameSummary:
    """One entry of a traceback or stack."""

    __slots__ = ("filename", "lineno", "end_lineno", "colno", "end_colno", "name", "_lines", "_lines_dedented",
                 "locals", "_code")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None,
                 colno=None, end_colno=None, **kwargs):
        self.filename, self.lineno, self.name = filename, lineno, name
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno, self.end_colno = colno, end_colno
        self._code = kwargs.get("_code")
        self._lines = line
        self._lines_dedented = None
        if lookup_line:
            self.line
        self.locals = {name: _safe_string(value, "local", func=repr)
                       for name, value in locals.items()} if locals else None

    def _tuple(self):
        return self.filename, self.lineno, self.name, self.line

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return self._tuple() == other._tuple() and self.locals == other.locals
        if isinstance(other, tuple):
            return self._tuple() == other
        return NotImplemented

    def __getitem__(self, pos):
        return self._tuple()[pos]

    def __iter__(self):
        return iter(self._tuple())

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"

    def __len__(self):
        return 4

    def _set_lines(self):
        if self._lines is None and self.lineno is not None and self.end_lineno is not None:
            self._lines = "".join([linecache.getline(self.filename, n).rstrip() + "\n"
                                   for n in range(self.lineno, self.end_lineno + 1)])

    @property
    def _original_lines(self):
        self._set_lines()
        return self._lines

    @property
    def _dedented_lines(self):
        self._set_lines()
        if self._lines_dedented is None and self._lines is not None:
            from textwrap import dedent
            self._lines_dedented = dedent(self._lines)
        return self._lines_dedented

    @property
    def line(self):
        """The source line without the blanks around it; None if it is not known."""
        self._set_lines()
        return None if self._lines is None else self._lines.partition("\n")[0].strip()


class StackSummary(list):
    """A list of FrameSummary objects, most recent last."""

    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """Make one from an iterable of (frame, line)."""
        return klass._extract(((frame, (lineno, None, None, None)) for frame, lineno in frame_gen), limit=limit,
                              lookup_lines=lookup_lines, capture_locals=capture_locals)

    _extract_from_extended_frame_gen = classmethod(lambda klass, *args, **kwds: klass._extract(*args, **kwds))

    @classmethod
    def _extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        if limit is None:
            limit = getattr(sys, "tracebacklimit", None)
            if limit is not None and limit < 0:
                limit = 0
        if limit is not None:
            if limit >= 0:
                from itertools import islice
                frame_gen = islice(frame_gen, limit)
            else:
                from collections import deque
                frame_gen = deque(frame_gen, maxlen=-limit)
        result = klass()
        filenames = set()
        for frame, (lineno, end_lineno, colno, end_colno) in frame_gen:
            code = frame.f_code
            filename = code.co_filename
            filenames.add(filename)
            linecache.lazycache(filename, frame.f_globals)
            result.append(FrameSummary(filename, lineno, code.co_name, lookup_line=False,
                                       locals=frame.f_locals if capture_locals else None, end_lineno=end_lineno,
                                       colno=colno, end_colno=end_colno, _code=code))
        for filename in filenames:
            linecache.checkcache(filename)
        if lookup_lines:
            for each in result:
                each.line
        return result

    @classmethod
    def from_list(klass, a_list):
        """Make one from FrameSummary objects or tuples."""
        result = StackSummary()
        for frame in a_list:
            if not isinstance(frame, FrameSummary):
                filename, lineno, name, line = frame
                frame = FrameSummary(filename, lineno, name, line=line)
            result.append(frame)
        return result

    def format_frame_summary(self, frame_summary, **kwargs):
        """The text of one entry; None leaves it out."""
        filename = frame_summary.filename
        if filename.startswith("<stdin>-"):
            filename = "<stdin>"
        colors = _palette(**kwargs)
        text = f"{_place(filename, frame_summary.lineno, colors)}, in {colors.MAGENTA}{frame_summary.name}{colors.RESET}\n"
        dedented = frame_summary._dedented_lines
        if dedented and dedented.strip():
            if frame_summary.colno is None or frame_summary.end_colno is None:
                text += f"    {frame_summary.line}\n"
            else:
                text += _excerpt(frame_summary, dedented, colors)
        if frame_summary.locals:
            for name, value in sorted(frame_summary.locals.items()):
                text += f"    {name} = {value}\n"
        return text

    def format(self, **kwargs):
        """A list of strings, with repeated entries left out."""
        result = []
        last, count = None, 0

        def note_repeats():
            more = count - _RECURSIVE_CUTOFF
            if more > 0:
                result.append(f"  [Previous line repeated {more} more time{'s' if more > 1 else ''}]\n")

        for summary in self:
            text = self.format_frame_summary(summary, **kwargs)
            if text is None:
                continue
            place = summary.filename, summary.lineno, summary.name
            if None in place[:2] or place != last:
                note_repeats()
                last, count = place, 0
            count += 1
            if count <= _RECURSIVE_CUTOFF:
                result.append(text)
        note_repeats()
        return result


# ---- source lines with marks under what was running

def _excerpt(summary, dedented, colors):
    """The lines of an instruction, with ^ under it, or ~ and ^ where its operator can be told."""
    original = summary._original_lines.splitlines()
    count = summary.end_lineno - summary.lineno + 1
    lines = dedented.splitlines()[:count]
    shift = len(original[0]) - len(lines[0])
    start = max(0, _characters(original[0], summary.colno) - shift)
    end = max(0, _characters(original[count - 1], summary.end_colno) - shift)
    last = len(lines) - 1
    whole = "\n".join(lines)
    segment = whole[start:len(whole) - (len(lines[last]) - end)]
    anchor = None
    try:
        anchor = _anchor(segment)
    except Exception:
        pass
    marked = (not _is_plain_call(lines, start, end)
              and not all(line.lstrip()[:1] in ("", "#") for line in lines)
              and (anchor is not None or lines[0][:start].lstrip() or lines[last][end:].rstrip()))
    first_column, end_column = _width(lines[0], start), _width(lines[last], end)
    # The marks run from (line, column) `low` to `high`.
    wanted = {0, last}
    low = high = None
    if anchor is not None:
        points = []
        for line, column in anchor:
            wanted.update(range(line - 1, line + 2))
            points.append((line, _width(lines[line], column + (start if line == 0 else 0))))
        low, high = points
    wanted = sorted(n for n in wanted if 0 <= n <= last)
    output = []

    def show(n):
        line = lines[n]
        if not marked:
            output.append(line)
            return
        blanks = len(line) - len(line.lstrip())
        marks = []
        for column in range(end_column if n == last else _width(line)):
            if column < blanks or n == 0 and column < first_column:
                marks.append(" ")
            elif low is None or low <= (n, column) < high:
                marks.append("^")
            else:
                marks.append("~")
        output.extend(_painted(line, "".join(marks), colors))

    previous = None
    for n in wanted:
        if previous is not None:
            if n - previous == 2:
                show(n - 1)
            elif n - previous > 2:
                output.append(f"...<{n - previous - 1} lines>...")
        show(n)
        previous = n
    from textwrap import dedent
    return "".join([f"    {line}\n" for line in dedent("\n".join(output) + "\n").split("\n")[:-1]])


def _painted(line, marks, colors):
    """A line and the marks below it, each run of marks in its colour and so what stands above it."""
    above = below = ""
    at = 0
    for mark, run in groupby(marks):
        end = at + len([*run])
        begin = {"^": colors.BOLD_RED, "~": colors.RED}.get(mark, "")
        stop = begin and colors.RESET
        above += begin + line[at:end] + stop
        below += begin + marks[at:end] + stop
        at = end
    return above + line[at:], below


def _characters(line, offset):
    """A count of UTF-8 bytes as a count of characters."""
    return len(line.encode()[:offset].decode(errors="replace"))


def _width(line, offset=None):
    """How many columns a terminal uses for the first characters of a line."""
    if offset is None:
        offset = len(line)
    if line.isascii():
        return offset
    from unicodedata import east_asian_width
    return sum([2 if east_asian_width(c) in "WF" else 1 for c in line[:offset]])


_OPENING = {"(": ")", "[": "]", "{": "}"}
_LEVELS = {"|": 1, "^": 2, "&": 3, "<<": 4, ">>": 4, "+": 5, "-": 5, "*": 6, "/": 6, "//": 6, "%": 6, "@": 6, "**": 8}
_LONG = ("**=", "//=", ">>=", "<<=", "...", "**", "//", ">>", "<<", "->", ":=", "==", "!=", "<=", ">=", "+=", "-=", "*=",
         "/=", "%=", "@=", "&=", "|=", "^=")
_OTHER_WORDS = frozenset(
    "and or not in is if else lambda await yield from return raise assert del import for while with as async global "
    "nonlocal pass break continue def class try except finally match".split())


def _tokens(text):
    """(kind, text, start, end) of each token: kinds n(ame), v(alue), o(perator). Comments and blanks are left out."""
    result, i, size = [], 0, len(text)
    while i < size:
        c = text[i]
        start = i
        if c.isspace() or c == "\\":
            i += 1
            continue
        if c == "#":
            while i < size and text[i] != "\n":
                i += 1
            continue
        if c.isalpha() or c == "_" or ord(c) > 127:
            while i < size and (text[i].isalnum() or text[i] == "_" or ord(text[i]) > 127):
                i += 1
            if i < size and text[i] in "'\"" and i - start <= 2 and text[start:i].lower() in (
                    "r", "u", "b", "f", "br", "rb", "fr", "rf"):
                i = _end_of_string(text, i)
                result.append(("v", text[start:i], start, i))
            else:
                result.append(("n", text[start:i], start, i))
            continue
        if c in "'\"":
            i = _end_of_string(text, i)
            result.append(("v", text[start:i], start, i))
            continue
        if c.isdigit() or c == "." and text[i + 1:i + 2].isdigit():
            while i < size and (text[i].isalnum() or text[i] in "._"
                                or text[i] in "+-" and text[i - 1] in "eE" and text[start:start + 2] not in ("0x", "0X")):
                i += 1
            result.append(("v", text[start:i], start, i))
            continue
        for each in _LONG:
            if text.startswith(each, i):
                i += len(each)
                break
        else:
            i += 1
        result.append(("o", text[start:i], start, i))
    return result


def _end_of_string(text, i):
    quote = text[i]
    if text.startswith(quote * 3, i):
        quote *= 3
    i += len(quote)
    while i < len(text) and not text.startswith(quote, i):
        i += 2 if text[i] == "\\" else 1
    return i + len(quote)


def _anchor(segment):
    """Where the operator, the brackets of the subscript or the parentheses of the call that `segment` is begin and end, as
    two (line, column) pairs; None for any other expression."""
    tokens = _tokens(segment)
    partner, open_ = {}, []
    for n, (kind, text, _, _) in enumerate(tokens):
        if kind == "o":
            if text in _OPENING:
                open_.append(n)
            elif text in ")]}":
                partner[n] = open_.pop()
                partner[partner[n]] = n
    if open_ or not tokens:
        return None
    first, end = 0, len(tokens)
    while end - first > 2 and tokens[first][1] == "(" and partner.get(first) == end - 1:
        first, end = first + 1, end - 1
    # The operator that binds least is the one that the expression is an application of.
    best, operand, n = None, False, first
    unary = False
    while n < end:
        kind, text = tokens[n][:2]
        if kind == "n" and text in _OTHER_WORDS:
            return None
        if kind != "o":
            operand = True
        elif text in _OPENING:
            n = partner[n]
            operand = True
        elif text in (".", "..."):
            operand = text == "..."
        elif operand and text in _LEVELS:
            level = _LEVELS[text]
            if best is None or level < _LEVELS[tokens[best][1]] or level == _LEVELS[tokens[best][1]] != 8:
                best = n
            operand = False
        elif not operand and text in ("+", "-", "~"):
            unary = unary or n == first
        else:
            return None
        n += 1
    if best is not None:
        if unary and _LEVELS[tokens[best][1]] == 8:
            return None
        low, high = tokens[best][2], tokens[best][3]
    elif unary:
        return None
    else:
        closing = tokens[end - 1]
        if closing[1] not in (")", "]"):
            return None
        opening = partner[end - 1]
        if opening == first:
            return None
        low, high = tokens[opening][2], closing[3]
    return _line_and_column(segment, low), _line_and_column(segment, high)


def _line_and_column(text, offset):
    return text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1)


def _is_plain_call(lines, start, end):
    """Is this `return name(…)` or `target = call(…)` and the call what runs? Then marks would tell nothing."""
    before, after = lines[0][:start], lines[-1][:end]
    if end != len(lines[-1].rstrip()) or not (before.isascii() and after.isascii()):
        return False
    head = before.strip()
    if head != "return" and not (head.endswith("=") and head[:-1].rstrip().isidentifier()):
        return False
    segment = "\n".join([*lines[:-1], after])[start:]
    opening = _is_call(_tokens(segment))
    return opening == 1 if head == "return" else opening > 0


def _is_call(tokens):
    """For a call: which token opens its parentheses; otherwise 0."""
    if len(tokens) < 3 or tokens[-1][1] != ")":
        return 0
    depth, operand, begin_of_last = 0, False, 0
    for n, (kind, text, _, _) in enumerate(tokens):
        if kind == "o" and text in _OPENING:
            if not depth:
                begin_of_last = n
            depth += 1
        elif kind == "o" and text in (")", "]", "}"):
            depth -= 1
        elif not depth and (kind == "o" and text != "." or kind == "n" and text in _OTHER_WORDS):
            return 0
    return begin_of_last


# ---- exceptions

class _ExceptionPrintContext:
    """How deep in exception groups the output is."""

    def __init__(self):
        self.exception_group_depth = 0
        self.need_close = False

    def indent(self):
        return " " * (2 * self.exception_group_depth)

    def emit(self, texts, margin="|"):
        prefix = self.indent()
        if self.exception_group_depth:
            prefix += margin + " "
        for text in (texts,) if isinstance(texts, str) else texts:
            yield "".join([prefix + line for line in text.splitlines(True)]) if prefix else text


class TracebackException:
    """An exception, those it came from and their stacks, taken down without keeping the objects alive."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False,
                 compact=False, max_group_width=15, max_group_depth=10, save_exc_type=True, _seen=None, _longest=None):
        options = {"limit": limit, "lookup_lines": lookup_lines, "capture_locals": capture_locals,
                   "max_group_width": max_group_width, "max_group_depth": max_group_depth}
        outermost = _seen is None
        seen = set() if outermost else _seen
        seen.add(id(exc_value))
        self._take(exc_type, exc_value, exc_traceback, options, save_exc_type)
        if not outermost:
            return
        # The exceptions that this one links to, without recursion: chains may be long.
        pending = [(self, exc_value)]
        while pending:
            taken, exc = pending.pop()
            if exc is None:
                taken.__cause__ = taken.__context__ = taken.exceptions = None
                continue
            cause = context = exceptions = None
            if _longest is not None and len(seen) >= _longest:
                taken.__cause__ = taken.__context__ = taken.exceptions = None
                taken._left_out = exc.__cause__ is not None or exc.__context__ is not None
                continue
            if exc.__cause__ is not None and id(exc.__cause__) not in seen:
                cause = self._link(exc.__cause__, options, seen)
            if compact:
                need_context = cause is None and not exc.__suppress_context__
            else:
                need_context = True
            if exc.__context__ is not None and need_context and id(exc.__context__) not in seen:
                context = self._link(exc.__context__, options, seen)
            if isinstance(exc, BaseExceptionGroup):
                exceptions = [TracebackException(type(each), each, each.__traceback__, **options, _seen=seen)
                              for each in exc.exceptions]
            taken.__cause__, taken.__context__, taken.exceptions = cause, context, exceptions
            if cause:
                pending.append((cause, exc.__cause__))
            if context:
                pending.append((context, exc.__context__))
            if exceptions:
                pending.extend(zip(exceptions, exc.exceptions))

    _left_out = False

    @staticmethod
    def _link(exc, options, seen):
        return TracebackException(type(exc), exc, exc.__traceback__, **options, _seen=seen)

    def _take(self, exc_type, exc_value, exc_traceback, options, save_exc_type):
        self.max_group_width, self.max_group_depth = options["max_group_width"], options["max_group_depth"]
        self.stack = StackSummary._extract(_positions_of_tb(exc_traceback), limit=options["limit"],
                                           lookup_lines=options["lookup_lines"],
                                           capture_locals=options["capture_locals"])
        self._exc_type = exc_type if save_exc_type else None
        self._str = _safe_string(exc_value, "exception")
        try:
            self.__notes__ = getattr(exc_value, "__notes__", None)
        except Exception as error:
            self.__notes__ = [f"Ignored error getting __notes__: {_safe_string(error, '__notes__', repr)}"]
        self._is_syntax_error = False
        self._have_exc_type = exc_type is not None
        if exc_type is None:
            self.exc_type_qualname = self.exc_type_module = None
        else:
            self.exc_type_qualname, self.exc_type_module = exc_type.__qualname__, exc_type.__module__
        self.__suppress_context__ = exc_value.__suppress_context__ if exc_value is not None else False
        if exc_type is None:
            return
        if issubclass(exc_type, SyntaxError):
            self._is_syntax_error = True
            for name in ("lineno", "end_lineno"):
                number = getattr(exc_value, name)
                setattr(self, name, str(number) if number is not None else None)
            self.filename, self.text, self.msg = exc_value.filename, exc_value.text, exc_value.msg
            self.offset, self.end_offset = exc_value.offset, exc_value.end_offset
        elif issubclass(exc_type, ImportError) and getattr(exc_value, "name_from", None) is not None:
            guess = _suggestion(exc_value, exc_traceback, exc_value.name_from)
            if guess:
                self._str += f". Did you mean: '{guess}'?"
        elif issubclass(exc_type, (NameError, AttributeError)) and getattr(exc_value, "name", None) is not None:
            wrong = exc_value.name
            guess = _suggestion(exc_value, exc_traceback, wrong)
            if guess:
                self._str += f". Did you mean: '{guess}'?"
            if issubclass(exc_type, NameError) and wrong in getattr(sys, "stdlib_module_names", ()):
                self._str += (f" Or did you forget to import '{wrong}'?" if guess
                              else f". Did you forget to import '{wrong}'?")

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """Take an exception down."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    @property
    def exc_type(self):
        """Deprecated: the class, which is kept alive by it."""
        import warnings
        warnings.warn("Deprecated in 3.13. Use exc_type_str instead.", DeprecationWarning, stacklevel=2)
        return self._exc_type

    @property
    def exc_type_str(self):
        """The name of the class as it is shown."""
        if not self._have_exc_type:
            return None
        name, module = self.exc_type_qualname, self.exc_type_module
        if module in ("__main__", "builtins"):
            return name
        return (module if isinstance(module, str) else "<unknown>") + "." + name

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return self.__dict__ == other.__dict__
        return NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self, *, show_group=False, _depth=0, **kwargs):
        """Iterate over the lines that name the exception, its notes and, if wanted, the exceptions in the group."""
        indent = 3 * _depth * " "
        colors = _palette(**kwargs)
        if not self._have_exc_type:
            yield indent + _final_line(None, self._str, colors) + "\n"
            return
        if self._is_syntax_error:
            for line in self._format_syntax_error(self.exc_type_str, colors):
                yield indent + line
        else:
            text = _final_line(self.exc_type_str, self._str, colors)
            if _depth:
                for line in text.split("\n"):
                    yield f"{indent}{line}\n"
            else:
                yield text + "\n"
        notes = self.__notes__
        if isinstance(notes, (list, tuple)) or notes is not None and not isinstance(notes, (str, bytes)) and _is_sequence(
                notes):
            for note in notes:
                for line in _safe_string(note, "note").split("\n"):
                    yield f"{indent}{line}\n"
        elif notes is not None:
            yield f"{indent}{_safe_string(notes, '__notes__', func=repr)}\n"
        if self.exceptions and show_group:
            for each in self.exceptions:
                yield from each.format_exception_only(show_group=show_group, _depth=_depth + 1, **kwargs)

    def _format_syntax_error(self, stype, colors):
        suffix = ""
        if self.lineno is not None:
            yield _place(self.filename or "<string>", self.lineno, colors) + "\n"
        elif self.filename is not None:
            suffix = f" ({self.filename})"
        text = self.text
        if isinstance(text, str):
            trimmed = text.rstrip("\n")
            body = trimmed.lstrip(" \n\f")
            lead = len(trimmed) - len(body)
            offset = self.offset
            marks = ""
            if offset is not None:
                if self.lineno == self.end_lineno:
                    end = self.end_offset if self.end_offset not in (None, 0) else offset
                else:
                    end = len(trimmed) + 1
                if text:
                    offset, end = min(offset, len(trimmed) + 1), min(end, len(trimmed) + 1)
                if offset >= end or end < 0:
                    end = offset + 1
                column = offset - 1 - lead
                if column >= 0:
                    # Tabs stay, so that the mark is where it belongs.
                    marks = "".join([c if c.isspace() else " " for c in body[:column]]) + "^" * (end - offset)
            if marks:
                body, marks = _painted(body, marks, colors)
            yield f"    {body}\n"
            if marks:
                yield f"    {marks}\n"
        message = self.msg or "<no detail available>"
        yield f"{colors.BOLD_MAGENTA}{stype}{colors.RESET}: {colors.MAGENTA}{message}{colors.RESET}{suffix}\n"

    def format(self, *, chain=True, _ctx=None, **kwargs):
        """Iterate over the text of the exception and those it came from."""
        ctx = _ExceptionPrintContext() if _ctx is None else _ctx
        chained, exc, message = [], self, None
        while exc is not None:
            before = message = None
            if chain:
                if exc.__cause__ is not None:
                    before, message = exc.__cause__, _CAUSE
                elif exc.__context__ is not None and not exc.__suppress_context__:
                    before, message = exc.__context__, _CONTEXT
            chained.append((message, exc))
            exc = before
        if chained[-1][1]._left_out:
            yield from ctx.emit(_LEFT_OUT)
        for message, exc in reversed(chained):
            if message is not None:
                yield from ctx.emit(message)
            if exc.exceptions is None:
                if exc.stack:
                    yield from ctx.emit("Traceback (most recent call last):\n")
                    yield from ctx.emit(exc.stack.format(**kwargs))
                yield from ctx.emit(exc.format_exception_only(**kwargs))
            elif ctx.exception_group_depth > self.max_group_depth:
                yield from ctx.emit(f"... (max_group_depth is {self.max_group_depth})\n")
            else:
                yield from self._format_group(exc, ctx, chain, kwargs)

    def _format_group(self, exc, ctx, chain, options):
        outermost = ctx.exception_group_depth == 0
        if outermost:
            ctx.exception_group_depth += 1
        if exc.stack:
            yield from ctx.emit("Exception Group Traceback (most recent call last):\n", "+" if outermost else "|")
            yield from ctx.emit(exc.stack.format(**options))
        yield from ctx.emit(exc.format_exception_only(**options))
        count, limit = len(exc.exceptions), self.max_group_width
        shown = count if count <= limit else limit + 1
        ctx.need_close = False
        for i in range(shown):
            last = i == shown - 1
            if last:
                ctx.need_close = True  # the innermost of nested groups closes for all
            title = f"{i + 1}" if i < limit else "..."
            yield f"{ctx.indent()}{'  ' if i else '+-'}+---------------- {title} ----------------\n"
            ctx.exception_group_depth += 1
            if i < limit:
                yield from exc.exceptions[i].format(chain=chain, _ctx=ctx)
            else:
                rest = count - limit
                yield from ctx.emit(f"and {rest} more exception{'s' if rest > 1 else ''}\n")
            if last and ctx.need_close:
                yield ctx.indent() + "+------------------------------------\n"
                ctx.need_close = False
            ctx.exception_group_depth -= 1
        if outermost:
            ctx.exception_group_depth = 0

    def print(self, *, file=None, chain=True, **kwargs):
        """Write what format() gives."""
        _write(self.format(chain=chain, **kwargs), file)


def _is_sequence(value):
    from collections.abc import Sequence
    return isinstance(value, Sequence)


# ---- "Did you mean …?"

_MAX_CANDIDATES, _MAX_LENGTH, _MOVE_COST, _CASE_COST = 750, 40, 2, 1


def _innermost_frame(tb):
    while tb.tb_next is not None:
        tb = tb.tb_next
    return tb.tb_frame


def _suggestion(exc, tb, wrong):
    """The name that was probably meant, or None."""
    if not isinstance(wrong, str) or not wrong:
        return None
    try:
        if isinstance(exc, AttributeError):
            obj = exc.obj
            try:
                names = dir(obj)
            except TypeError:
                names = [*obj.__class__.__dict__, *obj.__dict__]
            names = sorted(each for each in names if isinstance(each, str))
            hide = wrong[0] != "_"
            if hide and tb is not None:
                local = _innermost_frame(tb).f_locals
                if "self" in local and local["self"] is obj:
                    hide = False
        elif isinstance(exc, ImportError):
            names = sorted(dir(__import__(exc.name)))
            hide = wrong[0] != "_"
        else:
            frame = _innermost_frame(tb)
            if "self" in frame.f_locals and hasattr(frame.f_locals["self"], wrong):
                return f"self.{wrong}"
            names = [*frame.f_locals, *frame.f_globals, *frame.f_builtins]
            names = [each for each in names if isinstance(each, str)]
            hide = False
        if hide:
            names = [each for each in names if each[:1] != "_"]
    except Exception:
        return None
    if len(names) > _MAX_CANDIDATES or len(wrong) > _MAX_LENGTH:
        return None
    best, best_distance = None, None
    for name in names:
        if name == wrong:
            continue
        limit = (len(name) + len(wrong) + 3) * _MOVE_COST // 6
        if best is not None:
            limit = min(limit, best_distance - 1)
        distance = _levenshtein_distance(wrong, name, limit)
        if distance <= limit and (best is None or distance < best_distance):
            best, best_distance = name, distance
    return best


def _substitution(a, b):
    if a == b:
        return 0
    return _CASE_COST if a.lower() == b.lower() else _MOVE_COST


def _levenshtein_distance(a, b, limit):
    """Levenshtein's distance with a cheaper change of case; any number above `limit` if it is above."""
    if a == b:
        return 0
    start = 0
    while a[start:] and b[start:] and a[start] == b[start]:
        start += 1
    a, b = a[start:], b[start:]
    end = 0
    while a[:len(a) - end] and b[:len(b) - end] and a[len(a) - end - 1] == b[len(b) - end - 1]:
        end += 1
    a, b = a[:len(a) - end], b[:len(b) - end]
    if not a or not b:
        return _MOVE_COST * (len(a) + len(b))
    if len(a) > _MAX_LENGTH or len(b) > _MAX_LENGTH:
        return limit + 1
    if len(b) < len(a):
        a, b = b, a
    if (len(b) - len(a)) * _MOVE_COST > limit:
        return limit + 1
    row = [n * _MOVE_COST for n in range(1, len(a) + 1)]
    result = 0
    for j, c in enumerate(b):
        distance = result = j * _MOVE_COST
        least = limit + 1
        for i, d in enumerate(a):
            replaced = distance + _substitution(c, d)
            distance = row[i]
            result = row[i] = min(replaced, min(result, distance) + _MOVE_COST)
            least = min(least, result)
        if least > limit:
            return limit + 1
    return result
