# SPDX-License-Identifier: MIT
"""Where a function, class or lambda ends in its source: what inspect.getblock() and inspect.getsource() stand on."""

import tokenize


class EndOfBlock(Exception):
    """Raised by BlockFinder.tokeneater() when the block is over."""


class BlockFinder:
    """Is fed with the tokens of lines of source whose first one starts a block; `last` is the number of the block's last line so far."""

    def __init__(self):
        self.indent = 0           # how deep in the block the next token is
        self.islambda = False
        self.started = False      # whether the `def`, `class` or `lambda` was seen
        self.passline = False     # whether the rest of the logical line is of no interest
        self.indecorator = False
        self.last = 1
        self.body_col0 = None     # the column in which the body stands

    def tokeneater(self, type, token, srowcol, erowcol, line):
        """Take the next token, as tokenize gives it."""
        if not self.started and not self.indecorator:
            self.indecorator = token == "@"
            self.islambda = token == "lambda"
            self.started = self.islambda or token in ("def", "class")
            self.passline = True
        elif type == tokenize.NEWLINE:
            self.passline = self.indecorator = False
            self.last = srowcol[0]
            if self.islambda:
                raise EndOfBlock
        elif not self.passline:
            self._first_of_line(type, srowcol, erowcol)

    def _first_of_line(self, type, start, end):
        if type == tokenize.INDENT:
            if self.started and self.body_col0 is None:
                self.body_col0 = end[1]
            self.indent += 1
            self.passline = True
        elif type == tokenize.DEDENT:
            self.indent -= 1
            if self.indent <= 0:
                raise EndOfBlock
        elif type == tokenize.COMMENT:
            if self.body_col0 is not None and start[1] >= self.body_col0:  # a comment that ends the body belongs to it
                self.last = start[0]
        elif self.indent == 0 and type != tokenize.NL:
            raise EndOfBlock


def _tokens(lines):
    """The tokens of lines. A bracket that closes what was opened before the block is as good as the end of its line."""
    token = None
    try:
        for token in tokenize.generate_tokens(iter(lines).__next__):
            yield token
    except SyntaxError as error:
        if "unmatched" not in error.msg or token is None:
            raise
        yield (tokenize.NEWLINE, *token[1:])


def getblock(lines):
    """The lines of the block that starts with the first one."""
    finder = BlockFinder()
    try:
        for token in _tokens(lines):
            finder.tokeneater(*token)
    except (EndOfBlock, IndentationError):
        pass
    return lines[:finder.last]
