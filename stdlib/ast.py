# SPDX-License-Identifier: MIT
"""Trees of Python's abstract grammar: parsing, printing, walking and changing them.

The classes of the nodes are those of the native module `_ast`; `_ast_unparse` turns a tree back into source.
"""
import re as _re
import sys
from _ast import *


def parse(source, filename='<unknown>', mode='exec', *, type_comments=False, feature_version=None, optimize=-1):
    """The tree of a source: compile() with the flag PyCF_ONLY_AST."""
    flags = PyCF_ONLY_AST
    if optimize > 0:
        flags |= PyCF_OPTIMIZED_AST
    if type_comments:
        flags |= PyCF_TYPE_COMMENTS
    if feature_version is None:
        feature_version = -1
    elif isinstance(feature_version, tuple):
        major, feature_version = feature_version
        if major != 3:
            raise ValueError(f"Unsupported major version: {major}")
    return compile(source, filename, mode, flags, _feature_version=feature_version, optimize=optimize)


# ---- literals

def _malformed(node):
    line = getattr(node, 'lineno', None)
    where = f' on line {line}' if line else ''
    raise ValueError(f'malformed node or string{where}: {node!r}')


def _number(node):
    if isinstance(node, Constant) and type(node.value) in (int, float, complex):
        return node.value
    _malformed(node)


def _signed_number(node):
    if isinstance(node, UnaryOp) and isinstance(node.op, (UAdd, USub)):
        operand = _number(node.operand)
        return +operand if isinstance(node.op, UAdd) else -operand
    return _number(node)


def _literal(node):
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Tuple):
        return tuple([_literal(item) for item in node.elts])
    if isinstance(node, List):
        return [_literal(item) for item in node.elts]
    if isinstance(node, Set):
        return {_literal(item) for item in node.elts}
    if isinstance(node, Call) and isinstance(node.func, Name) and node.func.id == 'set' and node.args == node.keywords == []:
        return set()
    if isinstance(node, Dict):
        if len(node.keys) != len(node.values):
            _malformed(node)
        keys = [_literal(key) for key in node.keys]
        return dict(zip(keys, [_literal(value) for value in node.values]))
    if isinstance(node, BinOp) and isinstance(node.op, (Add, Sub)):
        real, imaginary = _signed_number(node.left), _number(node.right)
        if isinstance(real, (int, float)) and isinstance(imaginary, complex):
            return real + imaginary if isinstance(node.op, Add) else real - imaginary
    return _signed_number(node)


def literal_eval(node_or_string):
    """The value of an expression made of literals: numbers, texts, bytes, tuples, lists, dicts, sets, True, False, None and `...`."""
    node = node_or_string
    if isinstance(node, str):
        node = parse(node.lstrip(' \t'), mode='eval')
    if isinstance(node, Expression):
        node = node.body
    return _literal(node)


# ---- printing

def dump(node, annotate_fields=True, include_attributes=False, *, indent=None, show_empty=False):
    """A tree as text, as its constructors would be called.

    With `annotate_fields` false, names of fields are left out where that is clear. `indent` is a number of spaces or a text
    for each level; None puts everything on one line. `show_empty` shows empty lists and fields that are None.
    """
    if not isinstance(node, AST):
        raise TypeError('expected AST, got %r' % node.__class__.__name__)
    if indent is not None and not isinstance(indent, str):
        indent = ' ' * indent

    def show(value, level):
        # The text, and whether it may share a line with others.
        if isinstance(value, AST):
            return show_node(value, level + 1)
        if isinstance(value, list):
            if not value:
                return '[]', True
            opening, between = breaks(level + 1)
            return '[' + opening + between.join([show(item, level + 1)[0] for item in value]) + ']', False
        return repr(value), True

    def breaks(level):
        if indent is None:
            return '', ', '
        line = '\n' + indent * level
        return line, ',' + line

    def show_node(node, level):
        cls = type(node)
        keeps_empty = show_empty or isinstance(node, (Constant, MatchSingleton))
        parts, skipped, named, simple = [], [], annotate_fields, True

        def add(name, value):
            nonlocal simple
            text, is_simple = show(value, level)
            simple = simple and is_simple
            parts.append(f'{name}={text}' if name else text)

        for name in node._fields:
            try:
                value = getattr(node, name)
            except AttributeError:
                named = True
                continue
            if value is None and getattr(cls, name, ...) is None:
                named = True
                continue
            if not keeps_empty and (value is None or value == []):
                skipped.append(repr(value))
                continue
            if not named:
                parts.extend(skipped)
                skipped.clear()
            add(name if named else None, value)
        if include_attributes:
            for name in node._attributes:
                value = getattr(node, name, ...)
                if value is ... or value is None and getattr(cls, name, ...) is None:
                    continue
                add(name, value)
        if simple and len(parts) <= 3:
            return f'{cls.__name__}({", ".join(parts)})', not parts
        opening, between = breaks(level)
        return f'{cls.__name__}({opening}{between.join(parts)})', False

    return show_node(node, 1)[0]


def unparse(ast_obj):
    """Source whose tree is this one, except for places."""
    from _ast_unparse import Unparser
    return Unparser().unparse(ast_obj)


# ---- places

_PLACE = ('lineno', 'col_offset', 'end_lineno', 'end_col_offset')


def copy_location(new_node, old_node):
    """Gives a node the place of another, as far as both kinds have one; returns the new node."""
    for name in _PLACE:
        if name not in old_node._attributes or name not in new_node._attributes:
            continue
        value = getattr(old_node, name, ...)
        # An end that is not known is copied too.
        if value is ... or value is None and not name.startswith('end_'):
            continue
        setattr(new_node, name, value)
    return new_node


def fix_missing_locations(node):
    """Gives every node below this one that has no place the place of the node above it."""
    pending = [(node, (1, 0, 1, 0))]
    while pending:
        below, inherited = pending.pop()
        place = []
        for name, value in zip(_PLACE, inherited):
            if name in below._attributes:
                present = getattr(below, name, ...)
                if present is ... or present is None and name.startswith('end_'):
                    setattr(below, name, value)
                else:
                    value = present
            place.append(value)
        pending.extend([(child, place) for child in iter_child_nodes(below)])
    return node


def increment_lineno(node, n=1):
    """Moves a tree `n` lines down."""
    for child in walk(node):
        if isinstance(child, TypeIgnore):  # whose line is a field
            child.lineno = getattr(child, 'lineno', 0) + n
            continue
        if 'lineno' in child._attributes:
            child.lineno = getattr(child, 'lineno', 0) + n
        if 'end_lineno' in child._attributes:
            end = getattr(child, 'end_lineno', 0)
            if end is not None:
                child.end_lineno = end + n
    return node


def _lines(source, most):
    # Lines as the parser counts them: a form feed ends none.
    lines = []
    for match in _re.finditer(r'[^\r\n]*(?:\r\n|\r|\n|\Z)', source):
        if len(lines) == most:
            break
        lines.append(match[0])
    return lines


def get_source_segment(source, node, *, padded=False):
    """The piece of the source that a node was made from, or None where its place is not known.

    `padded` puts blanks before the first of several lines, so that they stand as they did.
    """
    try:
        first, last, start, end = node.lineno, node.end_lineno, node.col_offset, node.end_col_offset
    except AttributeError:
        return None
    if last is None or end is None:
        return None
    lines = _lines(source, last)
    if first == last:
        return lines[first - 1].encode()[start:end].decode()
    opening = lines[first - 1].encode()
    before = _re.sub(r'[^\f\t]', ' ', opening[:start].decode()) if padded else ''
    middle = lines[first:last - 1]
    return ''.join([before + opening[start:].decode(), *middle, lines[last - 1].encode()[:end].decode()])


def get_docstring(node, clean=True):
    """The docstring of a module, class or function, or None; `clean` takes out its indentation."""
    if not isinstance(node, (AsyncFunctionDef, FunctionDef, ClassDef, Module)):
        raise TypeError("%r can't have docstrings" % node.__class__.__name__)
    first = node.body[0] if node.body else None
    if not isinstance(first, Expr) or not isinstance(first.value, Constant) or not isinstance(first.value.value, str):
        return None
    text = first.value.value
    if clean:
        import inspect
        text = inspect.cleandoc(text)
    return text


# ---- walking

def iter_fields(node):
    """The fields of a node that it has, as pairs of name and value."""
    for name in node._fields:
        try:
            yield name, getattr(node, name)
        except AttributeError:
            pass


def iter_child_nodes(node):
    """The nodes right below a node."""
    for _, value in iter_fields(node):
        if isinstance(value, AST):
            yield value
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, AST):
                    yield item


def walk(node):
    """A node and all nodes below it, level by level."""
    from collections import deque
    waiting = deque([node])
    while waiting:
        node = waiting.popleft()
        waiting.extend(iter_child_nodes(node))
        yield node


class NodeVisitor(object):
    """Calls for each node the method `visit_` and the name of its class, or generic_visit(), which goes on below it."""

    def visit(self, node):
        """Visits a node."""
        return getattr(self, 'visit_' + node.__class__.__name__, self.generic_visit)(node)

    def generic_visit(self, node):
        """Visits the nodes right below."""
        for _, value in iter_fields(node):
            if isinstance(value, list):
                for item in value:
                    if isinstance(item, AST):
                        self.visit(item)
            elif isinstance(value, AST):
                self.visit(value)

    def visit_Constant(self, node):
        # visit_Num and its kin are of the time before 3.8.
        value = node.value
        kind = _old_names.get(type(value))
        if kind is None:
            for cls, name in _old_names.items():
                if isinstance(value, cls):
                    kind = name
                    break
        method = getattr(self, f'visit_{kind}', None) if kind is not None else None
        if method is None:
            return self.generic_visit(node)
        import warnings
        warnings.warn(f"visit_{kind} is deprecated; add visit_Constant", DeprecationWarning, 2)
        return method(node)


class NodeTransformer(NodeVisitor):
    """A visitor whose methods return what takes the place of the node: another node, the same, or None for nothing.

    In a list of nodes several may take the place of one: the method returns a list of them.
    """

    def generic_visit(self, node):
        for name, old in iter_fields(node):
            if isinstance(old, list):
                new = []
                for item in old:
                    if isinstance(item, AST):
                        item = self.visit(item)
                        if item is None:
                            continue
                        if not isinstance(item, AST):
                            new.extend(item)
                            continue
                    new.append(item)
                old[:] = new
            elif isinstance(old, AST):
                new = self.visit(old)
                if new is None:
                    delattr(node, name)
                else:
                    setattr(node, name, new)
        return node


# ---- what is deprecated: the classes of constants from before 3.8, and their attributes

def _deprecated(name, instead):
    import warnings
    warnings._deprecated(name, message='{name} is deprecated and will be removed in Python {remove}; ' + instead, remove=(3, 14))


def _value_alias(name):
    def get(self):
        """Deprecated. Use value instead."""
        _deprecated(f'Attribute {name}', 'use value instead')
        return self.value

    def set(self, value):
        _deprecated(f'Attribute {name}', 'use value instead')
        self.value = value

    return property(get, set)


if not hasattr(Constant, 'n'):
    Constant.n = _value_alias('n')
    Constant.s = _value_alias('s')


class _ABC(type):
    """Constants of certain types are instances of these classes."""

    def __init__(cls, *args):
        cls.__doc__ = """Deprecated AST node class. Use ast.Constant instead"""

    def __instancecheck__(cls, inst):
        types = _old_types.get(cls)
        if types is not None:
            _deprecated(f'ast.{cls.__qualname__}', 'use ast.Constant instead')
        if not isinstance(inst, Constant):
            return False
        if types is None:
            return type.__instancecheck__(cls, inst)
        try:
            value = inst.value
        except AttributeError:
            return False
        return isinstance(value, types) and not (int in types and isinstance(value, bool))


def _new(cls, *args, **kwargs):
    for key in kwargs:
        if key in cls._fields and cls._fields.index(key) < len(args):
            raise TypeError(f"{cls.__name__} got multiple values for argument {key!r}")
    if cls not in _old_types:
        return Constant.__new__(cls, *args, **kwargs)
    _deprecated(f'ast.{cls.__qualname__}', 'use ast.Constant instead')
    return Constant(*args, **kwargs)


class Num(Constant, metaclass=_ABC):
    _fields = ('n',)
    __new__ = _new


class Str(Constant, metaclass=_ABC):
    _fields = ('s',)
    __new__ = _new


class Bytes(Constant, metaclass=_ABC):
    _fields = ('s',)
    __new__ = _new


class NameConstant(Constant, metaclass=_ABC):
    __new__ = _new


class Ellipsis(Constant, metaclass=_ABC):
    _fields = ()

    def __new__(cls, *args, **kwargs):
        if cls is not _old_ellipsis:
            return Constant.__new__(cls, *args, **kwargs)
        _deprecated('ast.Ellipsis', 'use ast.Constant instead')
        return Constant(..., *args, **kwargs)


_old_ellipsis = Ellipsis
_old_types = {
    Num: (int, float, complex),
    Str: (str,),
    Bytes: (bytes,),
    NameConstant: (type(None), bool),
    Ellipsis: (type(...),),
}
_old_names = {
    bool: 'NameConstant',  # before int, which it derives from
    type(None): 'NameConstant',
    int: 'Num',
    float: 'Num',
    complex: 'Num',
    str: 'Str',
    bytes: 'Bytes',
    type(...): 'Ellipsis',
}


class slice(AST):
    """Deprecated AST node class."""


class Index(slice):
    """Deprecated AST node class. Use the index value directly instead."""

    def __new__(cls, value, **kwargs):
        return value


class ExtSlice(slice):
    """Deprecated AST node class. Use ast.Tuple instead."""

    def __new__(cls, dims=(), **kwargs):
        return Tuple(list(dims), Load(), **kwargs)


def _get_dims(self):
    """Deprecated. Use elts instead."""
    return self.elts


def _set_dims(self, value):
    self.elts = value


if not hasattr(Tuple, 'dims'):
    Tuple.dims = property(_get_dims, _set_dims)


class Suite(mod):
    """Deprecated AST node class.  Unused in Python 3."""


class AugLoad(expr_context):
    """Deprecated AST node class.  Unused in Python 3."""


class AugStore(expr_context):
    """Deprecated AST node class.  Unused in Python 3."""


class Param(expr_context):
    """Deprecated AST node class.  Unused in Python 3."""


_deprecated_globals = {name: globals().pop(name) for name in ('Num', 'Str', 'Bytes', 'NameConstant', 'Ellipsis')}


def __getattr__(name):
    if name not in _deprecated_globals:
        raise AttributeError(f"module 'ast' has no attribute '{name}'")
    _deprecated(f'ast.{name}', 'use ast.Constant instead')
    value = globals()[name] = _deprecated_globals[name]
    return value


# ---- the command

def main():
    """python -m ast: shows the tree of a file or of standard input."""
    import argparse
    parser = argparse.ArgumentParser(prog='python -m ast')
    parser.add_argument('infile', nargs='?', default='-', help='the file to parse; defaults to stdin')
    parser.add_argument('-m', '--mode', default='exec', choices=('exec', 'single', 'eval', 'func_type'),
                        help='specify what kind of code must be parsed')
    parser.add_argument('--no-type-comments', default=True, action='store_false', help="don't add information about type comments")
    parser.add_argument('-a', '--include-attributes', action='store_true', help='include attributes such as line numbers and column offsets')
    parser.add_argument('-i', '--indent', type=int, default=3, help='indentation of nodes (number of spaces)')
    args = parser.parse_args()
    if args.infile == '-':
        name, source = '<stdin>', sys.stdin.buffer.read()
    else:
        name = args.infile
        with open(name, 'rb') as file:
            source = file.read()
    tree = parse(source, name, args.mode, type_comments=args.no_type_comments)
    print(dump(tree, include_attributes=args.include_attributes, indent=args.indent))


if __name__ == '__main__':
    main()
