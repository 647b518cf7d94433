# SPDX-License-Identifier: MIT
"""Regular expressions as trees, for programs that look into them; matching goes other ways. The trees are those of CPython's parser."""
import re
from unicodedata import lookup

from re._constants import *
from re._constants import _NamedIntConstant

SPECIAL_CHARS = ".\\[{()*+?^$|"
REPEAT_CHARS = "*+?{"
DIGITS = frozenset("0123456789")
OCTDIGITS = frozenset("01234567")
HEXDIGITS = frozenset("0123456789abcdefABCDEF")
ASCIILETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
WHITESPACE = frozenset(" \t\n\r\v\f")
_REPEATCODES = frozenset({MIN_REPEAT, MAX_REPEAT, POSSESSIVE_REPEAT})
_UNITCODES = frozenset({ANY, RANGE, IN, LITERAL, NOT_LITERAL, CATEGORY})
MAXWIDTH = 1 << 64
ESCAPES = {"\\" + name: (LITERAL, code) for name, code in zip("abfnrtv\\", (7, 8, 12, 10, 13, 9, 11, 92))}
CATEGORIES = {
    r"\A": (AT, AT_BEGINNING_STRING), r"\b": (AT, AT_BOUNDARY), r"\B": (AT, AT_NON_BOUNDARY), r"\Z": (AT, AT_END_STRING),
    r"\d": (IN, [(CATEGORY, CATEGORY_DIGIT)]), r"\D": (IN, [(CATEGORY, CATEGORY_NOT_DIGIT)]), r"\s": (IN, [(CATEGORY, CATEGORY_SPACE)]),
    r"\S": (IN, [(CATEGORY, CATEGORY_NOT_SPACE)]), r"\w": (IN, [(CATEGORY, CATEGORY_WORD)]), r"\W": (IN, [(CATEGORY, CATEGORY_NOT_WORD)]),
}
FLAGS = {"i": SRE_FLAG_IGNORECASE, "L": SRE_FLAG_LOCALE, "m": SRE_FLAG_MULTILINE, "s": SRE_FLAG_DOTALL, "x": SRE_FLAG_VERBOSE, "a": SRE_FLAG_ASCII, "u": SRE_FLAG_UNICODE}
TYPE_FLAGS = SRE_FLAG_ASCII | SRE_FLAG_LOCALE | SRE_FLAG_UNICODE
GLOBAL_FLAGS = SRE_FLAG_DEBUG


class State:
    """What a whole pattern has: flags, groups by name, and how much each group matches."""

    def __init__(self):
        self.str = None
        self.flags = 0
        self.groupdict = {}
        self.groupwidths = [None]  # of group 0 nobody asks

    @property
    def groups(self):
        return len(self.groupwidths)

    def opengroup(self, name=None):
        number = self.groups
        self.groupwidths.append(None)
        if name is not None:
            self.groupdict[name] = number
        return number

    def closegroup(self, gid, p):
        self.groupwidths[gid] = p.getwidth()

    def checkgroup(self, gid):
        return gid < self.groups and self.groupwidths[gid] is not None


class SubPattern:
    """A sequence of pairs: what it is, and what belongs to it."""

    def __init__(self, state, data=None):
        self.state = state
        self.data = [] if data is None else data
        self.width = None

    def __repr__(self):
        return repr(self.data)

    def __len__(self):
        return len(self.data)

    def __delitem__(self, index):
        del self.data[index]

    def __getitem__(self, index):
        return SubPattern(self.state, self.data[index]) if isinstance(index, slice) else self.data[index]

    def __setitem__(self, index, code):
        self.data[index] = code

    def insert(self, index, code):
        self.data.insert(index, code)

    def append(self, code):
        self.data.append(code)

    def getwidth(self):
        """The least and the greatest number of characters that it matches."""
        if self.width is None:
            least = most = 0
            for op, av in self.data:
                if op is SUCCESS:
                    break
                low, high = self._width_of(op, av)
                least += low
                most += high
            self.width = min(least, MAXWIDTH), min(most, MAXWIDTH)
        return self.width

    def _width_of(self, op, av):
        if op is BRANCH:
            widths = [each.getwidth() for each in av[1]]
            return min((low for low, _ in widths), default=MAXWIDTH), max((high for _, high in widths), default=0)
        if op is ATOMIC_GROUP:
            return av.getwidth()
        if op is SUBPATTERN:
            return av[-1].getwidth()
        if op in _REPEATCODES:
            low, high = av[2].getwidth()
            return low * av[0], MAXWIDTH if av[1] == MAXREPEAT and high else high * av[1]
        if op in _UNITCODES:
            return 1, 1
        if op is GROUPREF:
            return self.state.groupwidths[av]
        if op is GROUPREF_EXISTS:
            low, high = av[1].getwidth()
            if av[2] is None:
                return 0, high
            other_low, other_high = av[2].getwidth()
            return min(low, other_low), max(high, other_high)
        return 0, 0


class Verbose(Exception):
    """Blanks and comments are to be skipped, it turned out."""


class _Reader:
    """A pattern, character by character or escape by escape. It is known to be right."""

    def __init__(self, text):
        self.text = text if isinstance(text, str) else str(text, "latin1")
        self.at = 0

    @property
    def next(self):
        size = 2 if self.text[self.at : self.at + 1] == "\\" else 1
        return self.text[self.at : self.at + size] or None

    def get(self):
        this = self.next
        if this:
            self.at += len(this)
        return this

    def match(self, char):
        if self.next == char:
            self.at += len(char)
            return True
        return False

    def while_in(self, count, charset):
        start = self.at
        while self.at - start < count and self.text[self.at : self.at + 1] in charset and self.at < len(self.text):
            self.at += 1
        return self.text[start : self.at]

    def until(self, terminator):
        end = self.text.index(terminator, self.at)
        found, self.at = self.text[self.at : end], end + 1
        return found


def _code_of(source, escape):
    """The character that an escape stands for, inside or outside of a set; None for what is only outside."""
    kind = escape[1]
    if kind in "xuU":
        digits = source.while_in({"x": 2, "u": 4, "U": 8}[kind], HEXDIGITS)
        return int(digits, 16)
    if kind == "N" and source.match("{"):
        return ord(lookup(source.until("}")))
    return None


def _class_escape(source, escape):
    if escape in ESCAPES:
        return ESCAPES[escape]
    if escape in CATEGORIES and CATEGORIES[escape][0] is IN:
        return CATEGORIES[escape]
    if escape[1] in OCTDIGITS:
        return LITERAL, int(escape[1] + source.while_in(2, OCTDIGITS), 8)
    code = _code_of(source, escape)
    return LITERAL, ord(escape[1]) if code is None else code


def _escape(source, escape):
    if escape in CATEGORIES:
        return CATEGORIES[escape]
    if escape in ESCAPES:
        return ESCAPES[escape]
    if escape[1] == "0":
        return LITERAL, int("0" + source.while_in(2, OCTDIGITS), 8)
    if escape[1] in DIGITS:
        digits = escape[1]
        if source.next is not None and source.next in DIGITS:
            digits += source.get()
            if digits[0] in OCTDIGITS and digits[1] in OCTDIGITS and source.next is not None and source.next in OCTDIGITS:
                return LITERAL, int(digits + source.get(), 8)
        return GROUPREF, int(digits)
    code = _code_of(source, escape)
    return LITERAL, ord(escape[1]) if code is None else code


def _uniq(items):
    return list(dict.fromkeys(items))


def _parse_sub(source, state, verbose, nested):
    """Alternatives."""
    items = [_parse(source, state, verbose, nested + 1, not nested)]
    while source.match("|"):
        items.append(_parse(source, state, verbose, nested + 1))
    if len(items) == 1:
        return items[0]
    result = SubPattern(state)
    # What all begin with stands before them.
    while all(items) and all(item[0] == items[0][0] for item in items):
        result.append(items[0][0])
        for item in items:
            del item[0]
    # Single characters are a set.
    characters = []
    for item in items:
        if len(item) != 1:
            break
        op, av = item[0]
        if op is LITERAL:
            characters.append((op, av))
        elif op is IN and av[0][0] is not NEGATE:
            characters.extend(av)
        else:
            break
    else:
        result.append((IN, _uniq(characters)))
        return result
    result.append((BRANCH, (None, items)))
    return result


def _parse_set(source):
    items, negated, first = [], source.match("^"), True
    while True:
        this = source.get()
        if this == "]" and not first:
            break
        first = False
        one = _class_escape(source, this) if this[0] == "\\" else (LITERAL, ord(this))
        if not source.match("-"):
            items.append(one[1][0] if one[0] is IN else one)
            continue
        that = source.get()
        if that == "]":
            items += [one[1][0] if one[0] is IN else one, (LITERAL, ord("-"))]
            break
        other = _class_escape(source, that) if that[0] == "\\" else (LITERAL, ord(that))
        items.append((RANGE, (one[1], other[1])))
    items = _uniq(items)
    if len(items) == 1 and items[0][0] is LITERAL:
        return (NOT_LITERAL, items[0][1]) if negated else items[0]
    return IN, [(NEGATE, None)] * negated + items


def _parse_repeat(source, this):
    """The least and greatest number of times; None where '{' is a character."""
    if this != "{":
        return {"?": (0, 1), "*": (0, MAXREPEAT), "+": (1, MAXREPEAT)}[this]
    here = source.at
    if source.next == "}":
        return None
    low = source.while_in(1 << 30, DIGITS)
    high = source.while_in(1 << 30, DIGITS) if source.match(",") else low
    if not source.match("}"):
        source.at = here
        return None
    return int(low or 0), int(high) if high else MAXREPEAT


def _parse_flags(source, state, char):
    """Flags to add and to take away; None for those of the whole pattern."""
    add, remove = 0, 0
    while char not in ":)-":
        add |= FLAGS[char]
        char = source.get()
    if char == ")":
        state.flags |= add
        return None
    if char == "-":
        while (char := source.get()) != ":":
            remove |= FLAGS[char]
    return add, remove


def _parse_group(source, state, verbose, nested):
    """What follows a '('; None for what matches nothing by itself."""
    capture, name, add, remove = True, None, 0, 0
    if source.match("?"):
        char = source.get()
        if char == "P":
            if source.match("<"):
                name = source.until(">")
            else:
                source.match("=")
                return GROUPREF, state.groupdict[source.until(")")]
        elif char == ":":
            capture = False
        elif char == "#":
            source.until(")")
            return None
        elif char in "=!<":
            direction = 1
            if char == "<":
                char, direction = source.get(), -1
            inside = _parse_sub(source, state, verbose, nested + 1)
            source.match(")")
            if char == "=":
                return ASSERT, (direction, inside)
            return (ASSERT_NOT, (direction, inside)) if inside else (FAILURE, ())
        elif char == "(":
            condition = source.until(")")
            group = state.groupdict[condition] if condition in state.groupdict else int(condition)
            yes = _parse(source, state, verbose, nested + 1)
            no = _parse(source, state, verbose, nested + 1) if source.match("|") else None
            source.match(")")
            return GROUPREF_EXISTS, (group, yes, no)
        elif char == ">":
            inside = _parse_sub(source, state, verbose, nested + 1)
            source.match(")")
            return ATOMIC_GROUP, inside
        else:
            found = _parse_flags(source, state, char)
            if found is None:
                if state.flags & SRE_FLAG_VERBOSE and not verbose:
                    raise Verbose
                return None
            add, remove = found
            capture = False
    group = state.opengroup(name) if capture else None
    inside_verbose = (verbose or add & SRE_FLAG_VERBOSE) and not remove & SRE_FLAG_VERBOSE
    inside = _parse_sub(source, state, inside_verbose, nested + 1)
    source.match(")")
    if group is not None:
        state.closegroup(group, inside)
    return SUBPATTERN, (group, add, remove, inside)


def _is_plain_group(code):
    return code[0] is SUBPATTERN and code[1][0] is None and not code[1][1] and not code[1][2]


def _parse(source, state, verbose, nested, first=False):
    """One alternative."""
    result = SubPattern(state)
    while (this := source.next) is not None and this not in "|)":
        source.get()
        if verbose and this in WHITESPACE:
            continue
        if verbose and this == "#":
            while (this := source.get()) is not None and this != "\n":
                pass
            continue
        if this[0] == "\\":
            result.append(_escape(source, this))
        elif this == "[":
            result.append(_parse_set(source))
        elif this in REPEAT_CHARS:
            found = _parse_repeat(source, this)
            if found is None:
                result.append((LITERAL, ord(this)))
                continue
            item = result[-1:]
            if _is_plain_group(item[0]):
                item = item[0][1][3]
            kind = MIN_REPEAT if source.match("?") else POSSESSIVE_REPEAT if source.match("+") else MAX_REPEAT
            result[-1] = kind, (*found, item)
        elif this == ".":
            result.append((ANY, None))
        elif this == "(":
            code = _parse_group(source, state, verbose, nested)
            if code is not None:
                result.append(code)
        elif this in "^$":
            result.append((AT, AT_BEGINNING if this == "^" else AT_END))
        else:
            result.append((LITERAL, ord(this)))
    # Groups that only hold together are not needed any more.
    for n in reversed(range(len(result))):
        if _is_plain_group(result[n]):
            result[n : n + 1] = result[n][1][3]
    return result


def fix_flags(src, flags):
    """The flags that a pattern has besides those that were given."""
    return flags | SRE_FLAG_UNICODE if isinstance(src, str) and not flags & SRE_FLAG_ASCII else flags


def parse(str, flags=0, state=None):
    """The tree of a pattern; PatternError for what is none."""
    re.compile(str, flags & ~SRE_FLAG_DEBUG)
    state = State() if state is None else state
    for verbose in (flags & SRE_FLAG_VERBOSE, True):
        state.flags, state.str = flags | (SRE_FLAG_VERBOSE if verbose else 0), str
        try:
            tree = _parse_sub(_Reader(str), state, verbose, 0)
            break
        except Verbose:
            state = State()
    tree.state.flags = fix_flags(str, tree.state.flags)
    return tree
