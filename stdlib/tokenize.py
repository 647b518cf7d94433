# SPDX-License-Identifier: MIT
"""The tokens of Python source, with comments and insignificant line ends; how a source is encoded; and source from tokens.

The tokens are those of the interpreter's own lexer (`_tokenize`). tokenize() takes the readline of a stream of bytes, generate_tokens()
that of a stream of text; both give TokenInfo tuples: type, string, start (row, column), end, and the line.
"""
from builtins import open as _builtin_open
from codecs import BOM_UTF8, lookup
import collections
from io import TextIOWrapper
import re
import sys
import token as _token
from token import *
from token import EXACT_TOKEN_TYPES
import _tokenize

cookie_re = re.compile(r'^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)', re.ASCII)
blank_re = re.compile(br'^[ \t\f]*(?:[#\r\n]|$)', re.ASCII)
tabsize = 8

__all__ = _token.__all__ + ["tokenize", "generate_tokens", "detect_encoding", "untokenize", "TokenInfo", "open", "TokenError"]


class TokenError(Exception):
    """The source ends, or is wrong, in the middle of something."""


class TokenInfo(collections.namedtuple('TokenInfo', 'type string start end line')):
    """A token; `type` is OP for all operators, `exact_type` tells them apart."""

    def __repr__(self):
        return (f'TokenInfo(type={self.type} ({tok_name[self.type]}), string={self.string!r}, start={self.start!r}, end={self.end!r}, '
                f'line={self.line!r})')

    @property
    def exact_type(self):
        return EXACT_TOKEN_TYPES.get(self.string, self.type) if self.type == OP else self.type


# ---- source to tokens

def tokenize(readline):
    """The tokens of lines of bytes; the first is ENCODING. readline() gives b'' or raises StopIteration at the end."""
    encoding, first = detect_encoding(readline)
    if encoding == 'utf-8-sig':
        encoding = 'utf-8'  # the mark is gone already
    yield TokenInfo(ENCODING, encoding, (0, 0), (0, 0), '')

    def lines():
        yield from first
        yield from iter(readline, b'')

    yield from _generate_tokens_from_c_tokenizer(lines().__next__, encoding, extra_tokens=True)


def generate_tokens(readline):
    """The tokens of lines of text."""
    return _generate_tokens_from_c_tokenizer(readline, extra_tokens=True)


def _generate_tokens_from_c_tokenizer(source, encoding=None, extra_tokens=False):
    try:
        for info in _tokenize.TokenizerIter(source, encoding=encoding, extra_tokens=extra_tokens):
            yield TokenInfo._make(info)
    except SyntaxError as error:
        if type(error) is not SyntaxError:
            raise error from None
        message = error.msg
        if 'unterminated triple-quoted string literal' in message:
            message = 'EOF in multi-line string'
        raise TokenError(message, (error.lineno, error.offset)) from None


# ---- encodings

def _normal_name(encoding):
    """What the parser calls an encoding: variants of UTF-8 and Latin-1 have one name each."""
    short = encoding[:12].lower().replace('_', '-')
    if short == 'utf-8' or short.startswith('utf-8-'):
        return 'utf-8'
    for latin in 'latin-1', 'iso-8859-1', 'iso-latin-1':
        if short == latin or short.startswith(latin + '-'):
            return 'iso-8859-1'
    return encoding


def detect_encoding(readline):
    """The encoding of a source and the lines (bytes, two at most) that were read to find it (PEP 263).

    A byte order mark makes it 'utf-8-sig'; without mark or comment it is 'utf-8'. SyntaxError where they disagree or the name is unknown.
    """
    filename = getattr(getattr(readline, '__self__', None), 'name', None)
    mark = False

    def read():
        try:
            return readline()
        except StopIteration:
            return b''

    def wrong(message, between='', detail=''):
        where = '' if filename is None else f' for {filename!r}'
        return SyntaxError(message + where + between + detail)

    def declared(line):
        try:
            text = line.decode('utf-8')
        except UnicodeDecodeError:
            raise wrong('invalid or missing encoding declaration')
        match = cookie_re.match(text)
        if match is None:
            return None
        encoding = _normal_name(match.group(1))
        try:
            lookup(encoding)
        except LookupError:
            raise wrong('unknown encoding', ': ', encoding)
        if not mark:
            return encoding
        if encoding != 'utf-8':
            raise wrong('encoding problem', ': ', 'utf-8')
        return 'utf-8-sig'

    first = read()
    default = 'utf-8'
    if first.startswith(BOM_UTF8):
        mark, first, default = True, first[3:], 'utf-8-sig'
    if not first:
        return default, []
    encoding = declared(first)
    if encoding or not blank_re.match(first):
        return encoding or default, [first]
    second = read()
    if not second:
        return default, [first]
    return declared(second) or default, [first, second]


def open(filename):
    """Opens a source for reading as text, in its own encoding."""
    buffer = _builtin_open(filename, 'rb')
    try:
        encoding, _ = detect_encoding(buffer.readline)
        buffer.seek(0)
        text = TextIOWrapper(buffer, encoding, line_buffering=True)
        text.mode = 'r'
        return text
    except:
        buffer.close()
        raise


# ---- tokens to source

class Untokenizer:
    """Puts tokens one after the other: by their places, or, where only type and string are given, with blanks that keep them apart."""

    def __init__(self):
        self.tokens = []
        self.prev_row = 1
        self.prev_col = 0
        self.prev_type = None
        self.encoding = None

    def add_whitespace(self, start):
        row, col = start
        if (row, col) < (self.prev_row, self.prev_col):
            raise ValueError(f'start ({row},{col}) precedes previous end ({self.prev_row},{self.prev_col})')
        if row > self.prev_row:
            self.tokens.append('\\\n' * (row - self.prev_row))
            self.prev_col = 0
        if col > self.prev_col:
            self.tokens.append(' ' * (col - self.prev_col))

    def escape_brackets(self, text):
        """Doubles the braces of an f-string's text, except those of \\N{…}."""
        out, named = [], False
        for c in text:
            if c == '{':
                slashes = 0
                while slashes < len(out) - 1 and out[-2 - slashes] == '\\':
                    slashes += 1
                if slashes % 2 and out[-1] == 'N':
                    named = True
                else:
                    out.append(c)
            elif c == '}':
                if named:
                    named = False
                else:
                    out.append(c)
            out.append(c)
        return ''.join(out)

    def untokenize(self, iterable):
        tokens = iter(iterable)
        indents, line_begins = [], False
        for info in tokens:
            if len(info) == 2:
                self.compat(info, tokens)
                break
            kind, text, start, end, line = info
            if kind == ENCODING:
                self.encoding = text
                continue
            if kind == ENDMARKER:
                break
            if kind == INDENT:
                indents.append(text)
                continue
            if kind == DEDENT:
                indents.pop()
                self.prev_row, self.prev_col = end
                continue
            if kind in (NEWLINE, NL):
                line_begins = True
            elif line_begins and indents:
                if start[1] >= len(indents[-1]):
                    self.tokens.append(indents[-1])
                    self.prev_col = len(indents[-1])
                line_begins = False
            elif kind == FSTRING_MIDDLE:
                if '{' in text or '}' in text:
                    text = self.escape_brackets(text)
                    last = text.splitlines()[-1]
                    end = end[0], end[1] + last.count('{{') + last.count('}}')
            elif kind in (STRING, FSTRING_START) and self.prev_type in (STRING, FSTRING_END):
                self.tokens.append(' ')
            self.add_whitespace(start)
            self.tokens.append(text)
            self.prev_row, self.prev_col = end
            if kind in (NEWLINE, NL):
                self.prev_row += 1
                self.prev_col = 0
            self.prev_type = kind
        return ''.join(self.tokens)

    def compat(self, token, iterable):
        """The same for pairs of type and string."""
        out = self.tokens
        indents = []
        line_begins = token[0] in (NEWLINE, NL)
        after_string = False
        open_fstrings = 0

        def all_tokens():
            yield token
            yield from iterable

        for info in all_tokens():
            kind, text = info[:2]
            if kind == ENCODING:
                self.encoding = text
                continue
            if kind in (NAME, NUMBER):
                text += ' '
            if kind == STRING and after_string:
                text = ' ' + text
            after_string = kind == STRING
            open_fstrings += (kind == FSTRING_START) - (kind == FSTRING_END)
            if kind == INDENT:
                indents.append(text)
                continue
            if kind == DEDENT:
                indents.pop()
                continue
            if kind in (NEWLINE, NL):
                line_begins = True
            elif line_begins and indents:
                out.append(indents[-1])
                line_begins = False
            elif kind == FSTRING_MIDDLE:
                text = self.escape_brackets(text)
            # Braces of fields that touch would read as escaped ones.
            if open_fstrings and text in ('{', '}') and out and out[-1] == text:
                text = ' ' + text
            if kind in (STRING, FSTRING_START) and self.prev_type in (STRING, FSTRING_END):
                out.append(' ')
            out.append(text)
            self.prev_type = kind


def untokenize(iterable):
    """Source of these tokens: bytes if there is an ENCODING among them, else text.

    Tokens with places give the source they came from; of pairs (type, string) comes a source with the same tokens.
    """
    untokenizer = Untokenizer()
    text = untokenizer.untokenize(iterable)
    return text if untokenizer.encoding is None else text.encode(untokenizer.encoding)


# ---- the command

def main():
    """python -m tokenize: lists the tokens of a file or of standard input."""
    import argparse

    def fail(message, filename=None, place=None):
        where = f'{filename}:{place[0]}:{place[1]}: ' if place else f'{filename}: ' if filename else ''
        sys.stderr.write(f'{where}error: {message}\n')
        sys.exit(1)

    parser = argparse.ArgumentParser(prog='python -m tokenize')
    parser.add_argument(dest='filename', nargs='?', metavar='filename.py', help='the file to tokenize; defaults to stdin')
    parser.add_argument('-e', '--exact', dest='exact', action='store_true', help='display token names using the exact type')
    args = parser.parse_args()
    filename = args.filename or '<stdin>'
    try:
        if args.filename:
            with _builtin_open(filename, 'rb') as file:
                tokens = list(tokenize(file.readline))
        else:
            tokens = generate_tokens(sys.stdin.readline)
        for info in tokens:
            kind = info.exact_type if args.exact else info.type
            place = '%d,%d-%d,%d:' % (info.start + info.end)
            print('%-20s%-15s%-15r' % (place, tok_name[kind], info.string))
    except IndentationError as error:
        fail(error.args[0], filename, error.args[1][1:3])
    except TokenError as error:
        fail(error.args[0], filename, error.args[1])
    except SyntaxError as error:
        fail(error, filename)
    except OSError as error:
        fail(error)
    except KeyboardInterrupt:
        print('interrupted\n')


if __name__ == '__main__':
    main()
