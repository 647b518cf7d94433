# SPDX-License-Identifier: MIT
"""Code objects as text, and their instructions as objects.

The instructions are this interpreter's own (`opcode`): register bytecode, one 8-byte word each and perhaps further words of data. As in
CPython an offset counts two for each word, and co_lines(), co_positions() and tb_lasti are in step with it.
"""
import collections
import io
import sys
import types

import _opcode
from opcode import *
from opcode import __all__ as _opcode_names, _table

__all__ = ["code_info", "dis", "disassemble", "distb", "disco", "findlinestarts", "findlabels", "show_code", "get_instructions",
           "Instruction", "Bytecode"] + _opcode_names

COMPILER_FLAG_NAMES = {
    0x1: "OPTIMIZED", 0x2: "NEWLOCALS", 0x4: "VARARGS", 0x8: "VARKEYWORDS", 0x10: "NESTED", 0x20: "GENERATOR", 0x40: "NOFREE",
    0x80: "COROUTINE", 0x100: "ITERABLE_COROUTINE", 0x200: "ASYNC_GENERATOR",
}

_with_code = (types.MethodType, types.FunctionType, types.CodeType, classmethod, staticmethod, type)


class _Unknown:
    def __repr__(self):
        return '<unknown>'


UNKNOWN = _Unknown()

Positions = collections.namedtuple('Positions', 'lineno end_lineno col_offset end_col_offset', defaults=[None] * 4)


class Instruction(collections.namedtuple('_Instruction', 'opname opcode arg argval argrepr offset start_offset starts_line line_number '
                                                          'label positions cache_info', defaults=[None, None, None])):
    """An instruction.

    `arg` has its operands in one number, 16 bits each; `argval` is what the main one means: a constant, a name, an offset to jump to;
    `argrepr` shows all of them.
    """

    @property
    def oparg(self):
        """The same as `arg`."""
        return self.arg

    @property
    def baseopcode(self):
        """The same as `opcode`: instructions are not specialised."""
        return self.opcode

    @property
    def baseopname(self):
        return self.opname

    @property
    def _shape(self):
        # Its operands and how many data words it has; RESUME is none of ours.
        return _table[self.opcode][1:3] if self.opcode < len(_table) else ('...', 0)

    @property
    def cache_offset(self):
        """Where its data words begin."""
        return self.offset + 2

    @property
    def end_offset(self):
        """Where the next instruction begins."""
        return self.offset + 2 + 2 * self._shape[1]

    @property
    def jump_target(self):
        """Where it may jump to, or None."""
        operands, words = self._shape
        if operands[2] not in 'jJ':
            return None
        bits = 16 if operands[2] == 'j' else 32
        distance = self.arg >> 48 - bits
        distance -= distance >> bits - 1 << bits
        return self.offset + 2 * (1 + words + distance)

    @property
    def is_jump_target(self):
        return self.label is not None

    def __str__(self):
        return _line(self, 0, 0)


# ---- finding code

def _code_of(x):
    x = getattr(x, '__func__', x)
    for name in '__code__', 'gi_code', 'ag_code', 'cr_code':
        if hasattr(x, name):
            return getattr(x, name)
    return x


def _try_compile(source, name):
    try:
        return compile(source, name, 'eval')
    except SyntaxError:
        return compile(source, name, 'exec')


def _refuse(x):
    raise TypeError("don't know how to disassemble %s objects" % type(x).__name__)


def _get_code_object(x):
    code = _code_of(x)
    if isinstance(code, str):
        code = _try_compile(code, '<disassembly>')
    if not isinstance(code, types.CodeType):
        _refuse(code)
    return code


# ---- instructions

def findlinestarts(code):
    """Where lines begin: pairs of an offset and a line, which is None for what has no line."""
    last = False
    for start, _, line in code.co_lines():
        if line is not last:
            last = line
            yield start, line


def findlabels(code):
    """The offsets that instructions of a code object jump to."""
    labels = []
    for *_, target in _opcode.instructions(code):
        if target is not None and target not in labels:
            labels.append(target)
    return labels


def _labels(code):
    # Numbers from 1 for everything that is jumped to, and for the ends of what is guarded.
    offsets = set(findlabels(code))
    for start, end, handler, _ in _opcode.handlers(code):
        offsets.update((start, end, handler))
    return {offset: number for number, offset in enumerate(sorted(offsets), 1)}


def _instructions(code, line_offset=0):
    starts, labels = dict(findlinestarts(code)), _labels(code)
    positions = list(code.co_positions())
    line = None

    def without_instruction(name, offset):
        # A line that co_lines() has all the same: the definition, `pass`, `try:`.
        line = starts[offset]
        return Instruction(name, opmap[name], None, None, '', offset, offset, True, line + line_offset, None, Positions(line, line), None)

    if -2 in starts:
        line = starts[-2]
        yield without_instruction('RESUME', -2)
    for number, arg, argval, argrepr, offset, target in _opcode.instructions(code):
        if offset - 1 in starts:
            line = starts[offset - 1]
            yield without_instruction('NOP', offset - 1)
        begins = offset in starts
        if begins:
            line = starts[offset]
        if target is not None:
            head, _, _ = argrepr.rpartition('to ')
            argrepr = f'{head}to L{labels[target]}'
        yield Instruction(opname[number], number, arg, argval, argrepr, offset, offset, begins, None if line is None else line + line_offset,
                          labels.get(offset), Positions(*positions[offset // 2]), None)
    # Those that stand before others of their kind are behind the code.
    for offset in sorted(starts):
        if offset >= 2 * len(positions):
            yield without_instruction('NOP', offset)


def get_instructions(x, *, first_line=None, show_caches=None, adaptive=False):
    """The instructions of a function, method, generator, code object or source; `first_line` is given to its first line."""
    code = _get_code_object(x)
    return _instructions(code, 0 if first_line is None else first_line - code.co_firstlineno)


def stack_depth(code):
    """How many temporaries a code object has."""
    return code.co_stacksize


# ---- text

_NO_LINE = '  --'


def _line(instruction, line_width, label_width, offset_width=0, current=False):
    fields = []
    if line_width:
        line = _NO_LINE if instruction.line_number is None else instruction.line_number
        fields.append(str(line).rjust(line_width) if instruction.starts_line else ' ' * line_width)
    label = '' if instruction.label is None else f'L{instruction.label}:'
    fields.append(label.rjust(label_width))
    if offset_width:
        fields.append(f'{str(instruction.offset).rjust(offset_width)}  ')
    fields.append('-->' if current else '   ')
    fields.append(instruction.opname.ljust(24))
    fields.append(instruction.argrepr)
    return ' '.join(fields).rstrip()


def _text(code, lasti=-1, line_offset=0, show_offsets=False):
    lines = [line for _, line in findlinestarts(code)]
    known = [line + line_offset for line in lines if line is not None]
    line_width = max(3, len(str(max(known)))) if known else 0
    if line_width and None in lines:
        line_width = max(line_width, len(_NO_LINE))
    labels = _labels(code)
    label_width = 4 + len(str(len(labels)))
    offset_width = max(4, len(str(2 * len(list(code.co_positions()))))) if show_offsets else 0
    out = []
    for instruction in _instructions(code, line_offset):
        if line_width and instruction.starts_line and instruction.offset:
            out.append('')
        current = instruction.offset <= lasti < instruction.end_offset
        out.append(_line(instruction, line_width, label_width, offset_width, current))
    handlers = _opcode.handlers(code)
    if handlers:
        out.append('ExceptionTable:')
        for start, end, handler, keep in handlers:
            out.append(f'  L{labels[start]} to L{labels[end]} -> L{labels[handler]} [{keep}]')
    return '\n'.join(out) + '\n'


def disassemble(co, lasti=-1, *, file=None, show_caches=False, adaptive=False, show_offsets=False):
    """Prints the instructions of a code object; the one at the offset `lasti` is marked."""
    print(_text(co, lasti, 0, show_offsets), end='', file=file)


disco = disassemble


def _disassemble_all(code, file, depth, show_offsets):
    disassemble(code, file=file, show_offsets=show_offsets)
    if depth is not None and depth <= 0:
        return
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            print(file=file)
            print(f'Disassembly of {constant!r}:', file=file)
            _disassemble_all(constant, file, None if depth is None else depth - 1, show_offsets)


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False, show_offsets=False):
    """Prints the instructions of functions, methods, classes, modules, generators, code objects or source, and of the code within.

    Without an argument, those of the last traceback.
    """
    if x is None:
        return distb(file=file, show_offsets=show_offsets)
    x = _code_of(x)
    if isinstance(x, str):
        x = _try_compile(x, '<dis>')
    if isinstance(x, types.CodeType):
        return _disassemble_all(x, file, depth, show_offsets)
    if not hasattr(x, '__dict__'):
        _refuse(x)
    for name, value in sorted(x.__dict__.items()):
        if not isinstance(value, _with_code):
            continue
        print(f'Disassembly of {name}:', file=file)
        try:
            dis(value, file=file, depth=depth, show_offsets=show_offsets)
        except TypeError as message:
            print('Sorry:', message, file=file)
        print(file=file)


def distb(tb=None, *, file=None, show_caches=False, adaptive=False, show_offsets=False):
    """Prints the code where a traceback (by default the last) ends, and marks the instruction."""
    if tb is None:
        if hasattr(sys, 'last_exc'):
            tb = sys.last_exc.__traceback__
        elif hasattr(sys, 'last_traceback'):
            tb = sys.last_traceback
        else:
            raise RuntimeError('no last traceback to disassemble')
        while tb.tb_next:
            tb = tb.tb_next
    disassemble(tb.tb_frame.f_code, tb.tb_lasti, file=file, show_offsets=show_offsets)


def pretty_flags(flags):
    """The names of co_flags."""
    names = []
    bit = 1
    while flags:
        if flags & bit:
            names.append(COMPILER_FLAG_NAMES.get(bit, hex(bit)))
            flags ^= bit
        bit <<= 1
    return ', '.join(names) or '0x0'


def code_info(x):
    """What a function, method or code object is made of, as text."""
    return _code_info(_get_code_object(x))


def _code_info(code):
    lines = []
    for title, value in (
        ('Name:', code.co_name), ('Filename:', code.co_filename), ('Argument count:', code.co_argcount),
        ('Positional-only arguments:', code.co_posonlyargcount), ('Kw-only arguments:', code.co_kwonlyargcount),
        ('Number of locals:', code.co_nlocals), ('Stack size:', code.co_stacksize), ('Flags:', pretty_flags(code.co_flags)),
    ):
        lines.append(f'{title.ljust(18)} {value}')
    for title, items, show in (
        ('Constants:', code.co_consts, repr), ('Names:', code.co_names, str), ('Variable names:', code.co_varnames, str),
        ('Free variables:', code.co_freevars, str), ('Cell variables:', code.co_cellvars, str),
    ):
        if items:
            lines.append(title)
            lines.extend([f'{number:4}: {show(item)}' for number, item in enumerate(items)])
    return '\n'.join(lines)


def show_code(co, *, file=None):
    """Prints code_info()."""
    print(code_info(co), file=file)


class Bytecode:
    """The instructions of a function, method, generator, code object or source; iterating gives Instruction objects."""

    def __init__(self, x, *, first_line=None, current_offset=None, show_caches=False, adaptive=False, show_offsets=False):
        self.codeobj = code = _get_code_object(x)
        self.first_line = code.co_firstlineno if first_line is None else first_line
        self._line_offset = self.first_line - code.co_firstlineno
        self._original_object = x
        self.current_offset = current_offset
        self.show_caches = show_caches
        self.adaptive = adaptive
        self.show_offsets = show_offsets

    def __iter__(self):
        return _instructions(self.codeobj, self._line_offset)

    def __repr__(self):
        return f'{self.__class__.__name__}({self._original_object!r})'

    @classmethod
    def from_traceback(cls, tb, *, show_caches=False, adaptive=False):
        """The code where a traceback ends."""
        while tb.tb_next:
            tb = tb.tb_next
        return cls(tb.tb_frame.f_code, current_offset=tb.tb_lasti, show_caches=show_caches, adaptive=adaptive)

    def info(self):
        """code_info() of it."""
        return _code_info(self.codeobj)

    def dis(self):
        """What dis() would print of it."""
        offset = -1 if self.current_offset is None else self.current_offset
        return _text(self.codeobj, offset, self._line_offset, self.show_offsets)


# ---- what modulefinder and others look for

def _find_imports(co):
    """The imports of a code object: triples of name, level and fromlist."""
    registers = {}
    for number, arg, argval, _, _, _ in _opcode.instructions(co):
        name = opname[number]
        if name in ('LOAD_CONST', 'LOAD_INT'):
            value = argval if name == 'LOAD_CONST' else (arg >> 16) - (arg >> 47 << 32)
            registers[arg & 0xffff] = value
        elif name == 'IMPORT_NAME':
            first = arg >> 16 & 0xffff
            yield argval, registers.get(first), registers.get(first + 1)


def _find_store_names(co):
    """The names of global variables that a code object sets."""
    for number, _, argval, _, _, _ in _opcode.instructions(co):
        if opname[number] in ('STORE_NAME', 'STORE_GLOBAL'):
            yield argval


def main():
    """python -m dis: shows the code of a file or of standard input."""
    import argparse
    parser = argparse.ArgumentParser()
    parser.add_argument('-C', '--show-caches', action='store_true', help='show inline caches')
    parser.add_argument('-O', '--show-offsets', action='store_true', help='show instruction offsets')
    parser.add_argument('infile', nargs='?', default='-')
    args = parser.parse_args()
    if args.infile == '-':
        name, source = '<stdin>', sys.stdin.buffer.read()
    else:
        name = args.infile
        with open(name, 'rb') as file:
            source = file.read()
    dis(compile(source, name, 'exec'), show_caches=args.show_caches, show_offsets=args.show_offsets)


if __name__ == '__main__':
    main()
