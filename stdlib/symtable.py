# SPDX-License-Identifier: MIT
"""The scopes that the compiler sees in a source, and what each name is in them."""
import _symtable
from enum import StrEnum

__all__ = ["symtable", "SymbolTableType", "SymbolTable", "Class", "Function", "Symbol"]

DEF_GLOBAL, DEF_LOCAL, DEF_PARAM, DEF_NONLOCAL, USE, DEF_IMPORT, DEF_ANNOT, DEF_TYPE_PARAM = 1, 2, 4, 8, 16, 128, 256, 1024
DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT | DEF_TYPE_PARAM
SCOPE_OFF, SCOPE_MASK = 12, 15
LOCAL, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, FREE, CELL = 1, 2, 3, 4, 5

_flags = [('USE', USE), ('DEF_GLOBAL', DEF_GLOBAL), ('DEF_NONLOCAL', DEF_NONLOCAL), ('DEF_LOCAL', DEF_LOCAL), ('DEF_PARAM', DEF_PARAM),
          ('DEF_IMPORT', DEF_IMPORT), ('DEF_BOUND', DEF_BOUND), ('DEF_ANNOT', DEF_ANNOT)]
_scopes = {FREE: 'FREE', LOCAL: 'LOCAL', GLOBAL_IMPLICIT: 'GLOBAL_IMPLICIT', GLOBAL_EXPLICIT: 'GLOBAL_EXPLICIT', CELL: 'CELL'}


class SymbolTableType(StrEnum):
    MODULE = "module"
    FUNCTION = "function"
    CLASS = "class"
    ANNOTATION = "annotation"
    TYPE_ALIAS = "type alias"
    TYPE_PARAMETERS = "type parameters"
    TYPE_VARIABLE = "type variable"


# By the numbers that _symtable gives.
_types = (SymbolTableType.FUNCTION, SymbolTableType.CLASS, SymbolTableType.MODULE, SymbolTableType.ANNOTATION, SymbolTableType.TYPE_ALIAS,
          SymbolTableType.TYPE_PARAMETERS, SymbolTableType.TYPE_VARIABLE)


def symtable(code, filename, compile_type):
    """The table of a source's outermost scope; `compile_type` is the mode as compile() takes it."""
    return _table(_symtable.symtable(code, filename, compile_type), filename)


def _table(raw, filename):
    kind = _types[raw[0]]
    cls = Function if kind == SymbolTableType.FUNCTION else Class if kind == SymbolTableType.CLASS else SymbolTable
    return cls(raw, filename)


class SymbolTable:
    """The names of one scope."""

    def __init__(self, raw_table, filename):
        kind, self._name, self._lineno, self._nested, self._parameters, self._names, children = raw_table
        self._type = _types[kind]
        self._filename = filename
        self._children = [_table(child, filename) for child in children]
        self._symbols = {}

    def __repr__(self):
        kind = '' if self.__class__ is SymbolTable else f'{self.__class__.__name__} '
        if self._name == 'top':
            return f'<{kind}SymbolTable for module {self._filename}>'
        return f'<{kind}SymbolTable for {self._name} in {self._filename}>'

    def get_type(self):
        """What kind of scope it is: a SymbolTableType."""
        return self._type

    def get_id(self):
        """A number that is this table's own."""
        return id(self)

    def get_name(self):
        """The name of the function or class; 'top' for a module."""
        return self._name

    def get_lineno(self):
        """The line where the scope begins."""
        return self._lineno

    def is_optimized(self):
        """Whether local variables are known when the scope is compiled."""
        return self._type == SymbolTableType.FUNCTION

    def is_nested(self):
        """Whether it lies in a function."""
        return self._nested

    def has_children(self):
        """Whether there are scopes in it."""
        return bool(self._children)

    def get_children(self):
        """The scopes in it."""
        return list(self._children)

    def get_identifiers(self):
        """The names in it."""
        return self._names.keys()

    def lookup(self, name):
        """The Symbol of a name."""
        symbol = self._symbols.get(name)
        if symbol is None:
            flags = self._names[name]
            spaces = [child for child in self._children if child._name == name]
            symbol = self._symbols[name] = Symbol(name, flags, spaces, module_scope=self._name == 'top')
        return symbol

    def get_symbols(self):
        """The Symbols of all names."""
        return [self.lookup(name) for name in self._names]

    def _with(self, test):
        return tuple([name for name, flags in self._names.items() if test(flags, flags >> SCOPE_OFF & SCOPE_MASK)])


class Function(SymbolTable):
    """The scope of a function, lambda or generator expression."""

    def get_parameters(self):
        return self._with(lambda flags, scope: flags & DEF_PARAM)

    def get_locals(self):
        return self._with(lambda flags, scope: scope in (LOCAL, CELL))

    def get_globals(self):
        return self._with(lambda flags, scope: scope in (GLOBAL_IMPLICIT, GLOBAL_EXPLICIT))

    def get_nonlocals(self):
        return self._with(lambda flags, scope: flags & DEF_NONLOCAL)

    def get_frees(self):
        return self._with(lambda flags, scope: scope == FREE)


class Class(SymbolTable):
    """The scope of a class body."""

    def get_methods(self):
        """The names of the functions that the body defines."""
        methods = {}
        for child in self._children:
            name = child._name
            if self._names.get(name, 0) >> SCOPE_OFF & SCOPE_MASK != LOCAL:
                continue
            if child._type == SymbolTableType.FUNCTION:
                if name != 'genexpr' or '.0' not in child._parameters:
                    methods[name] = True
            elif child._type == SymbolTableType.TYPE_PARAMETERS:
                if any(inner._name == name and inner._type == SymbolTableType.FUNCTION for inner in child._children):
                    methods[name] = True
        return tuple(methods)


class Symbol:
    """What a name is in a scope."""

    def __init__(self, name, flags, namespaces=None, *, module_scope=False):
        self.__name = name
        self.__flags = flags
        self.__scope = flags >> SCOPE_OFF & SCOPE_MASK
        self.__namespaces = namespaces or ()
        self.__module_bound = module_scope and bool(flags & DEF_BOUND)

    def __repr__(self):
        return f"<symbol {self.__name!r}: {self._scope_str()}, {'|'.join(self._flags_str())}>"

    def _scope_str(self):
        return _scopes.get(self.__scope) or str(self.__scope)

    def _flags_str(self):
        for name, value in _flags:
            if self.__flags & value == value:
                yield name

    def get_name(self):
        return self.__name

    def is_referenced(self):
        """Whether the scope uses its value."""
        return bool(self.__flags & USE)

    def is_parameter(self):
        return bool(self.__flags & DEF_PARAM)

    def is_global(self):
        return self.__scope in (GLOBAL_IMPLICIT, GLOBAL_EXPLICIT) or self.__module_bound

    def is_nonlocal(self):
        """Whether a nonlocal statement names it."""
        return bool(self.__flags & DEF_NONLOCAL)

    def is_declared_global(self):
        """Whether a global statement names it."""
        return self.__scope == GLOBAL_EXPLICIT

    def is_local(self):
        return self.__scope in (LOCAL, CELL) or self.__module_bound

    def is_annotated(self):
        return bool(self.__flags & DEF_ANNOT)

    def is_free(self):
        """Whether it is a variable of a function around the scope."""
        return self.__scope == FREE

    def is_imported(self):
        return bool(self.__flags & DEF_IMPORT)

    def is_assigned(self):
        return bool(self.__flags & DEF_LOCAL)

    def is_namespace(self):
        """Whether a function or class statement binds it."""
        return bool(self.__namespaces)

    def get_namespaces(self):
        """The scopes of the functions and classes that are bound to it."""
        return self.__namespaces

    def get_namespace(self):
        """The one scope that is bound to it; ValueError where there are none or several."""
        if len(self.__namespaces) == 0:
            raise ValueError("name is not bound to any namespaces")
        if len(self.__namespaces) > 1:
            raise ValueError("name is bound to multiple namespaces")
        return self.__namespaces[0]


def main(args):
    """python -m symtable: the scopes of files, or of standard input."""
    import sys

    def show(table, level=0):
        indent = '    ' * level
        nested = 'nested ' if table.is_nested() else ''
        what = f'from file {table._filename!r}' if table.get_type() == 'module' else f'{table.get_name()!r}'
        print(f'{indent}symbol table for {nested}{table.get_type()} {what}:')
        for symbol in table.get_symbols():
            flags = ', '.join(symbol._flags_str()).lower()
            print(f'    {indent}{symbol._scope_str().lower()} symbol {symbol.get_name()!r}: {flags}')
        print()
        for child in table.get_children():
            show(child, level + 1)

    for filename in args or ['-']:
        if filename == '-':
            filename, source = '<stdin>', sys.stdin.read()
        else:
            with open(filename, 'rb') as file:
                source = file.read()
        show(symtable(source, filename, 'exec'))


if __name__ == '__main__':
    import sys
    main(sys.argv[1:])
