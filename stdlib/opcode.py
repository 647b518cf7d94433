# SPDX-License-Identifier: MIT
"""The opcodes of this interpreter: register bytecode, whose instructions have up to three operands (vm/bytecode/OPCODES.md).

`opname` and `opmap` have CPython's form; the opcodes are others. `hasconst` and its kin list those with an operand of that kind.
"""
import _opcode
from _opcode import stack_effect

__all__ = ["cmp_op", "stack_effect", "hascompare", "opname", "opmap", "HAVE_ARGUMENT", "EXTENDED_ARG", "hasarg", "hasconst", "hasname",
           "hasjump", "hasjrel", "hasjabs", "hasfree", "haslocal", "hasexc"]

_table = _opcode.table()
# Programs look some of CPython's opcodes up when they are imported; no instruction has these numbers.
_absent = ['CACHE', 'COPY_FREE_VARS', 'EXTENDED_ARG', 'RESUME', 'RETURN_VALUE']
opname = [_row[0] for _row in _table] + _absent
opmap = {_name: _number for _number, _name in enumerate(opname)}

cmp_op = ('<', '<=', '==', '!=', '>', '>=')


def _with(*letters):
    return [number for number, row in enumerate(_table) if any(letter in row[1] for letter in letters)]


hasarg = [_number for _number, _row in enumerate(_table) if _row[1] != '...']
hasconst = _with('c', 'C')
hasname = _with('n', 'N')
hasjump = _with('j', 'J')
hasjrel = hasjump
hasjabs = []
hasfree = _with('f', 'l')
haslocal = _with('d', 'r', 'k', 'w', 's', 'o', 'l')  # any register may be a local variable's
hasexc = []
hascompare = [_number for _number, _name in enumerate(opname)
              if _name.removesuffix('_CONST').removeprefix('JUMP_IF_').removeprefix('JUMP_UNLESS_') in ('LT', 'LE', 'EQ', 'NE', 'GT', 'GE')]

# Operands are part of the instruction: nothing has to be extended, and the number says nothing of them.
HAVE_ARGUMENT = 0
EXTENDED_ARG = opmap['EXTENDED_ARG']
