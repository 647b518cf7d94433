# SPDX-License-Identifier: MIT
"""Splitting text as a shell does, and quoting for one."""

import os
import sys
from collections import deque
from io import StringIO

__all__ = ["shlex", "split", "quote", "join"]

_ASCII_WORD = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
_LATIN_1_LETTERS = "".join([chr(code) for code in (*range(0xdf, 0xf7), *range(0xf8, 0x100), *range(0xc0, 0xd7), *range(0xd8, 0xdf))])
_SAFE = frozenset(_ASCII_WORD + "@%+=:,./-")  # what no shell gives a meaning


class shlex:
    """A lexer whose attributes say which characters do what.

    `state` is the quote or the escape character within which it is, "a" within a word, "c" within punctuation, " "
    between tokens, and None at the end.
    """

    def __init__(self, instream=None, infile=None, posix=False, punctuation_chars=False):
        if instream is None:
            self.instream, self.infile = sys.stdin, None
        else:
            self.instream = StringIO(instream) if isinstance(instream, str) else instream
            self.infile = infile
        self.posix = posix
        self.eof = None if posix else ""
        self.commenters = "#"
        self.wordchars = _ASCII_WORD + _LATIN_1_LETTERS if posix else _ASCII_WORD
        self.whitespace = " \t\r\n"
        self.whitespace_split = False
        self.quotes = "'\""
        self.escape = "\\"
        self.escapedquotes = '"'
        self.state = " "
        self.pushback = deque()
        self.lineno = 1
        self.debug = 0
        self.token = ""
        self.filestack = deque()
        self.source = None
        self._punctuation_chars = "();<>|&" if punctuation_chars is True else punctuation_chars or ""
        self._pushback_chars = deque()  # read too far, where there is punctuation
        if self._punctuation_chars:
            self.wordchars = "".join([char for char in self.wordchars + "~-./*?=" if char not in self._punctuation_chars])

    @property
    def punctuation_chars(self):
        return self._punctuation_chars

    def _report(self, message, level=1):
        if self.debug >= level:
            print("shlex: " + message)

    def push_token(self, tok):
        """Makes `tok` the next token."""
        self._report(f"pushing token {tok!r}")
        self.pushback.appendleft(tok)

    def push_source(self, newstream, newfile=None):
        """Reads from another stream, up to its end."""
        self.filestack.appendleft((self.infile, self.instream, self.lineno))
        self.infile = newfile
        self.instream = StringIO(newstream) if isinstance(newstream, str) else newstream
        self.lineno = 1
        self._report(f"pushing to stream {self.instream}" if newfile is None else f"pushing to file {newfile}")

    def pop_source(self):
        """Goes on with the stream before."""
        self.instream.close()
        self.infile, self.instream, self.lineno = self.filestack.popleft()
        self._report(f"popping to {self.instream}, line {self.lineno}")
        self.state = " "

    def get_token(self):
        """The next token of all: pushed ones first, then those of the streams; `eof` at the end."""
        if self.pushback:
            token = self.pushback.popleft()
            self._report(f"popping token {token!r}")
            return token
        token = self.read_token()
        if self.source is not None:
            while token == self.source:
                found = self.sourcehook(self.read_token())
                if found:
                    file, stream = found
                    self.push_source(stream, file)
                token = self.get_token()
        while token == self.eof:
            if not self.filestack:
                return self.eof
            self.pop_source()
            token = self.get_token()
        self._report("token=EOF" if token == self.eof else f"token={token!r}")
        return token

    def read_token(self):
        """The next token of the stream."""
        self._quoted = False  # something was, so that even an empty token is one
        self._resume = " "  # the state after an escaped character
        ended = False
        while not ended:
            char = self._pushback_chars.pop() if self._pushback_chars else self.instream.read(1)
            if char == "\n":
                self.lineno += 1
            self._report(f"in state {self.state!r} I see character: {char!r}", 3)
            if self.state is None:
                self.token = ""
                break
            if self.state == " ":
                ended = self._between(char)
            elif self.state in self.quotes:
                ended = self._in_quotes(char)
            elif self.state in self.escape:
                self._escaped(char)
            else:
                ended = self._in_word(char)
        token, self.token = self.token, ""
        if self.posix and not self._quoted and token == "":
            token = None
        self._report(f"raw token={token!r}" if token else "raw token=EOF", 2)
        return token

    # Each state has a function that takes a character, or an empty text at the end, and says whether a token ends there.

    def _has_token(self):
        return bool(self.token or self.posix and self._quoted)

    def _skip_comment(self):
        self.instream.readline()
        self.lineno += 1

    def _begin_escape(self, char, resume):
        self._resume = resume
        self.state = char

    def _between(self, char):
        if not char:
            self.state = None
            return True
        if char in self.whitespace:
            return self._has_token()
        if char in self.commenters:
            self._skip_comment()
        elif self.posix and char in self.escape:
            self._begin_escape(char, "a")
        elif char in self.quotes and char not in self.wordchars and char not in self.punctuation_chars:
            if not self.posix:
                self.token = char
            self.state = char
        else:
            self.token = char
            if char in self.wordchars:
                self.state = "a"
            elif char in self.punctuation_chars:
                self.state = "c"
            elif self.whitespace_split:
                self.state = "a"
            else:
                return True
        return False

    def _in_quotes(self, char):
        self._quoted = True
        if not char:
            raise ValueError("No closing quotation")
        if char == self.state:
            if self.posix:
                self.state = "a"
                return False
            self.token += char
            self.state = " "
            return True
        if self.posix and char in self.escape and self.state in self.escapedquotes:
            self._begin_escape(char, self.state)
        else:
            self.token += char
        return False

    def _escaped(self, char):
        if not char:
            raise ValueError("No escaped character")
        # Within quotes only the quote and the escape character can be escaped.
        if self._resume in self.quotes and char != self.state and char != self._resume:
            self.token += self.state
        self.token += char
        self.state = self._resume

    def _in_word(self, char):
        if not char:
            self.state = None
            return True
        if char in self.whitespace:
            self.state = " "
            return self._has_token()
        if char in self.commenters:
            self._skip_comment()
            if not self.posix:
                return False
            self.state = " "
            return self._has_token()
        if self.state == "c":
            if char in self.punctuation_chars:
                self.token += char
                return False
            self._pushback_chars.append(char)
            self.state = " "
            return True
        if self.posix and char in self.quotes:
            self.state = char
        elif self.posix and char in self.escape:
            self._begin_escape(char, "a")
        elif (char in self.wordchars or char in self.quotes
                or self.whitespace_split and char not in self.punctuation_chars):
            self.token += char
        else:
            if self.punctuation_chars:
                self._pushback_chars.append(char)
            else:
                self.pushback.appendleft(char)
            self.state = " "
            return self._has_token()
        return False

    def sourcehook(self, newfile):
        """The name and the stream of a file that `source` asks for; relative names are relative to the file that asks."""
        if newfile[0] == '"':
            newfile = newfile[1:-1]
        if isinstance(self.infile, str) and not os.path.isabs(newfile):
            newfile = os.path.join(os.path.dirname(self.infile), newfile)
        return newfile, open(newfile)

    def error_leader(self, infile=None, lineno=None):
        """The beginning of a message about a place, in the form that editors know."""
        file = self.infile if infile is None else infile
        return f'"{file}", line {self.lineno if lineno is None else lineno}: '

    def __iter__(self):
        return self

    def __next__(self):
        token = self.get_token()
        if token == self.eof:
            raise StopIteration
        return token


def split(s, comments=False, posix=True):
    """The words of `s`."""
    if s is None:
        raise ValueError("s argument must not be None")
    lexer = shlex(s, posix=posix)
    lexer.whitespace_split = True
    if not comments:
        lexer.commenters = ""
    return list(lexer)


def join(split_command):
    """The words as one text; split() takes it apart again."""
    return " ".join([quote(word) for word in split_command])


def quote(s):
    """`s` as one word of a shell."""
    if not s:
        return "''"
    if _SAFE.issuperset(s):
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"


if __name__ == "__main__":
    def _print_tokens(lexer):
        while token := lexer.get_token():
            print(f"Token: {token!r}")

    if len(sys.argv) == 1:
        _print_tokens(shlex())
    else:
        with open(sys.argv[1]) as _file:
            _print_tokens(shlex(_file, sys.argv[1]))
