# SPDX-License-Identifier: MIT
"""Regular expressions: Python's syntax and semantics; the native half (_re) translates them for PCRE2."""

import enum
import _re

__all__ = ["match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile", "purge",
           "escape", "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII", "IGNORECASE", "LOCALE",
           "MULTILINE", "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag", "PatternError"]


class PatternError(Exception):
    """What is wrong with a regular expression: msg, pattern, pos, lineno and colno."""

    __module__ = "re"

    def __init__(self, msg, pattern=None, pos=None):
        self.msg, self.pattern, self.pos = msg, pattern, pos
        if pattern is not None and pos is not None:
            msg = f"{msg} at position {pos}"
            newline = "\n" if isinstance(pattern, str) else b"\n"
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = f"{msg} (line {self.lineno}, column {self.colno})"
        else:
            self.lineno = self.colno = None
        super().__init__(msg)


error = PatternError


class RegexFlag(enum.IntFlag, boundary=enum.KEEP):
    NOFLAG = 0
    ASCII = A = 256
    IGNORECASE = I = 2
    LOCALE = L = 4
    UNICODE = U = 32
    MULTILINE = M = 8
    DOTALL = S = 16
    VERBOSE = X = 64
    DEBUG = 128

    def __repr__(self):
        value = self._value_
        if not value:
            return "re.NOFLAG"
        names = [f"re.{flag._name_}" for flag in sorted(type(self)) if flag._value_ & value]
        rest = value & ~sum(flag._value_ for flag in type(self))
        if rest:
            names.append(hex(rest))
        return "|".join(names)

    __str__ = object.__str__
    _numeric_repr_ = hex


globals().update(RegexFlag.__members__)
DEBUG = RegexFlag.DEBUG

Pattern = _re.Pattern
Match = _re.Match


def match(pattern, string, flags=0):
    """A Match at the start of the string, or None."""
    return _compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """A Match of the whole string, or None."""
    return _compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """The first Match in the string, or None."""
    return _compile(pattern, flags).search(string)


class _ZeroSentinel(int):
    pass


_zero_sentinel = _ZeroSentinel()


def _late(function, args, limit, name, flags):
    """Arguments that should have been named: PEP 387 deprecates their positions."""
    if not args:
        return limit, flags
    if limit is not _zero_sentinel:
        raise TypeError(f"{function}() got multiple values for argument {name!r}")
    limit, *args = args
    if args:
        if flags is not _zero_sentinel:
            raise TypeError(f"{function}() got multiple values for argument 'flags'")
        flags, *args = args
        if args:
            takes = {"split": 4}.get(function, 5)
            raise TypeError(f"{function}() takes from {takes - 2} to {takes} positional arguments "
                            f"but {takes + len(args)} were given")
    import warnings
    warnings.warn(f"{name!r} is passed as positional argument", DeprecationWarning, stacklevel=3)
    return limit, flags


def sub(pattern, repl, string, *args, count=_zero_sentinel, flags=_zero_sentinel):
    """The string with matches replaced by `repl`, text or a function of the Match."""
    if args:
        count, flags = _late("sub", args, count, "count", flags)
    return _compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, *args, count=_zero_sentinel, flags=_zero_sentinel):
    """What sub() returns, and the number of replacements."""
    if args:
        count, flags = _late("subn", args, count, "count", flags)
    return _compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, *args, maxsplit=_zero_sentinel, flags=_zero_sentinel):
    """The parts of the string between matches; what groups matched stands between them."""
    if args:
        maxsplit, flags = _late("split", args, maxsplit, "maxsplit", flags)
    return _compile(pattern, flags).split(string, maxsplit)


for _function, _shown in ((sub, "(pattern, repl, string, count=0, flags=0)"),
                          (subn, "(pattern, repl, string, count=0, flags=0)"),
                          (split, "(pattern, string, maxsplit=0, flags=0)")):
    _function.__text_signature__ = _shown


def findall(pattern, string, flags=0):
    """A list of all matches: of their text, or of their groups."""
    return _compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """An iterator over all matches."""
    return _compile(pattern, flags).finditer(string)


def compile(pattern, flags=0):
    """A Pattern."""
    return _compile(pattern, flags)


def purge():
    """Forget the compiled patterns."""
    _cache.clear()
    _templates.clear()


_SPECIAL = {i: "\\" + chr(i) for i in b"()[]{}?*+-|^$\\.&~# \t\n\r\v\f"}


def escape(pattern):
    """Text in which every special character has a backslash before it."""
    if isinstance(pattern, str):
        return pattern.translate(_SPECIAL)
    return str(pattern, "latin1").translate(_SPECIAL).encode("latin1")


_cache = {}
_templates = {}
_MAXCACHE = 512


def _compile(pattern, flags):
    if isinstance(flags, RegexFlag):
        flags = flags._value_
    try:
        return _cache[type(pattern), pattern, flags]
    except (KeyError, TypeError):
        pass
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    if not isinstance(pattern, (str, bytes, bytearray, memoryview)) and not hasattr(pattern, "__buffer__"):
        raise TypeError("first argument must be string or compiled pattern")
    made = _re.compile(pattern, flags)
    if type(made) is tuple:
        raise PatternError(made[0], pattern, made[1])
    if not flags & 128:
        if len(_cache) >= _MAXCACHE:
            del _cache[next(iter(_cache))]
        try:
            _cache[type(pattern), pattern, flags] = made
        except TypeError:
            pass
    return made


# ---- replacement templates

_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}


def _compile_template(pattern, repl):
    """Text, or a list of pieces of text and numbers of groups."""
    try:
        return _templates[pattern, type(repl), repl]
    except (KeyError, TypeError):
        pass
    made = _parse_template(repl, pattern)
    if len(_templates) >= _MAXCACHE:
        _templates.clear()
    try:
        _templates[pattern, type(repl), repl] = made
    except TypeError:
        pass
    return made


def _parse_template(source, pattern):
    is_text = isinstance(source, str)
    text = source if is_text else str(source, "latin1")
    if "\\" not in text:
        return source if is_text else bytes(source)
    pieces, literal = [], ""

    def fail(message, at):
        raise PatternError(message, source, at)

    def add_group(index, at):
        nonlocal literal
        if index > pattern.groups:
            fail(f"invalid group reference {index}", at)
        if literal:
            pieces.append(literal if is_text else literal.encode("latin1"))
            literal = ""
        pieces.append(index)

    at, end = 0, len(text)
    while at < end:
        slash = text.find("\\", at)
        if slash < 0:
            literal += text[at:]
            break
        literal += text[at:slash]
        at = slash + 1
        if at >= end:
            fail("bad escape (end of pattern)", end - 1)
        c = text[at]
        at += 1
        if c == "g":
            if text[at:at + 1] != "<":
                fail("missing <", at)
            close = text.find(">", at + 1)
            if close < 0:
                if at + 1 == end:
                    fail("missing group name", end)
                fail("missing >, unterminated name", at + 1)
            name = text[at + 1:close]
            if not name:
                fail("missing group name", at + 1)
            if name.isdecimal() and name.isascii():
                index = int(name)
                if index >= 1 << 31:
                    fail(f"invalid group reference {index}", at + 1)
                add_group(index, at + 1)
            else:
                if not name.isidentifier() or (not is_text and not name.isascii()):
                    fail(f"bad character in group name {name if is_text else name.encode('latin1')!r}"
                         if not is_text else f"bad character in group name {name!r}", at + 1)
                try:
                    index = pattern.groupindex[name]
                except KeyError:
                    raise IndexError(f"unknown group name {name!r}") from None
                add_group(index, at + 1)
            at = close + 1
        elif c == "0":
            digits = c
            while len(digits) < 3 and text[at:at + 1] in tuple("01234567"):
                digits += text[at]
                at += 1
            literal += chr(int(digits, 8) & 0xff)
        elif c in "123456789":
            digits = c
            if text[at:at + 1] in tuple("0123456789"):
                digits += text[at]
                at += 1
                if c in "01234567" and digits[1] in "01234567" and text[at:at + 1] in tuple("01234567"):
                    digits += text[at]
                    at += 1
                    value = int(digits, 8)
                    if value > 0o377:
                        fail(f"octal escape value \\{digits} outside of range 0-0o377", slash)
                    literal += chr(value)
                    continue
            add_group(int(digits), slash + 1)
        elif c in _ESCAPES:
            literal += _ESCAPES[c]
        elif c.isascii() and c.isalpha():
            fail(f"bad escape \\{c}", slash)
        else:
            literal += "\\" + c
    if literal or not pieces:
        pieces.append(literal if is_text else literal.encode("latin1"))
    return pieces[0] if len(pieces) == 1 and type(pieces[0]) is not int else pieces


def _reduce(pattern):
    return _compile, (pattern.pattern, pattern.flags)


import copyreg
copyreg.pickle(Pattern, _reduce, _compile)


class Scanner:
    """Cuts a text into what the patterns of a lexicon match, in the order of the lexicon; each has an action."""

    def __init__(self, lexicon, flags=0):
        self.lexicon = lexicon
        self._rows, number = {}, 1
        for row, (phrase, _) in enumerate(lexicon):
            self._rows[number] = row
            number += compile(phrase, flags).groups + 1
        self.scanner = compile("|".join(f"({phrase})" for phrase, _ in lexicon), flags)

    def scan(self, string):
        """What the actions gave, and the rest of the text."""
        result, end = [], 0
        match = self.scanner.scanner(string).match
        while (found := match()) and found.end() != end:
            end = found.end()
            action = self.lexicon[self._rows[found.lastindex]][1]
            if callable(action):
                self.match = found
                action = action(self, found.group())
            if action is not None:
                result.append(action)
        return result, string[end:]
