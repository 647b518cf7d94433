# SPDX-License-Identifier: MIT
"""ast.unparse(): a tree as source. A method bears the name of the class of nodes that it writes; `level` is how tightly the place binds
that an expression stands in, and those that bind less get parentheses."""
import sys
from _ast import AsyncFunctionDef, ClassDef, Constant, Expr, FormattedValue, FunctionDef, If, JoinedStr, Module, Name, Tuple

# How tightly expressions bind, from the loosest.
(NAMED, TUPLE, YIELD, TEST, OR, AND, NOT, COMPARE, BIT_OR, BIT_XOR, BIT_AND, SHIFT, ARITHMETIC, TERM, FACTOR, POWER, AWAIT,
 ATOM) = range(18)
EXPRESSION = BIT_OR

_UNARY = {'Invert': ('~', FACTOR), 'Not': ('not ', NOT), 'UAdd': ('+', FACTOR), 'USub': ('-', FACTOR)}
_BINARY = {
    'Add': ('+', ARITHMETIC), 'Sub': ('-', ARITHMETIC), 'Mult': ('*', TERM), 'MatMult': ('@', TERM), 'Div': ('/', TERM),
    'Mod': ('%', TERM), 'FloorDiv': ('//', TERM), 'LShift': ('<<', SHIFT), 'RShift': ('>>', SHIFT), 'BitOr': ('|', BIT_OR),
    'BitXor': ('^', BIT_XOR), 'BitAnd': ('&', BIT_AND), 'Pow': ('**', POWER),
}
_COMPARE = {'Eq': '==', 'NotEq': '!=', 'Lt': '<', 'LtE': '<=', 'Gt': '>', 'GtE': '>=', 'Is': 'is', 'IsNot': 'is not', 'In': 'in',
            'NotIn': 'not in'}
_BOOLEAN = {'And': ('and', AND), 'Or': ('or', OR)}

_LONG_QUOTES = ('"""', "'''")
_QUOTES = ("'", '"', *_LONG_QUOTES)
# A number that is too large: what an infinite one is written as.
_INFINITE = f'1e{sys.float_info.max_10_exp + 1}'


def _next(level):
    return min(level + 1, ATOM)


class Unparser:
    def __init__(self):
        self._out = []
        self._indent = 0
        self._ignores = {}
        self._star = False  # in a `try` with `except*`

    def unparse(self, node):
        self._out = []
        self.node(node)
        return ''.join(self._out)

    # ---- parts

    def write(self, *texts):
        self._out.extend(texts)

    def line(self, text=''):
        """Begins a line."""
        if self._out:
            self._out.append('\n')
        self._out.append('    ' * self._indent + text)

    def node(self, node, level=TEST):
        if isinstance(node, list):
            for item in node:
                self.node(item)
            return
        for cls in type(node).__mro__:
            method = getattr(type(self), cls.__name__, None)
            if method is not None and cls.__module__ == 'ast':
                return method(self, node, level)
        raise TypeError(f'cannot unparse {node!r}')

    def commas(self, items, write=None):
        write = write or self.node
        for number, item in enumerate(items):
            if number:
                self.write(', ')
            write(item)

    def elements(self, items, write=None):
        """The elements of a tuple."""
        self.commas(items, write)
        if len(items) == 1:
            self.write(',')

    def enclosed(self, opening, closing, items, write=None):
        self.write(opening)
        self.commas(items, write)
        self.write(closing)

    def opening(self, loose):
        # A parenthesis if the place binds tighter, and what closes it.
        if not loose:
            return ''
        self.write('(')
        return ')'

    def block(self, body, comment=None):
        self.write(':')
        if comment:
            self.write(comment)
        self._indent += 1
        if callable(body):
            body()
        else:
            self.node(body)
        self._indent -= 1

    def clause(self, word, body):
        if body:
            self.line(word)
            self.block(body)

    def type_comment(self, node):
        text = self._ignores.get(getattr(node, 'lineno', None)) or node.type_comment
        return None if text is None else f' # type: {text}'

    def documented(self, node):
        """The statements of a body that may begin with a docstring."""
        body = node.body
        first = body[0] if body else None
        if isinstance(first, Expr) and isinstance(first.value, Constant) and isinstance(first.value.value, str):
            self.line('u' if first.value.kind == 'u' else '')
            text, quotes = self.literal(first.value.value, _LONG_QUOTES)
            self.write(quotes[0], text, quotes[0])
            body = body[1:]
        self.node(body)

    # ---- modules

    def Module(self, node, level):
        self._ignores = {ignore.lineno: f'ignore{ignore.tag}' for ignore in node.type_ignores}
        self.documented(node)
        self._ignores = {}

    def Interactive(self, node, level):
        self.node(node.body)

    def Expression(self, node, level):
        self.node(node.body)

    def FunctionType(self, node, level):
        self.enclosed('(', ')', node.argtypes)
        self.write(' -> ')
        self.node(node.returns)

    # ---- simple statements

    def Expr(self, node, level):
        self.line()
        self.node(node.value, YIELD)

    def Import(self, node, level):
        self.line('import ')
        self.commas(node.names)

    def ImportFrom(self, node, level):
        self.line('from ' + '.' * (node.level or 0) + (node.module or '') + ' import ')
        self.commas(node.names)

    def alias(self, node, level):
        self.write(node.name)
        if node.asname:
            self.write(' as ', node.asname)

    def Assign(self, node, level):
        self.line()
        for target in node.targets:
            self.node(target, TUPLE)
            self.write(' = ')
        self.node(node.value)
        if comment := self.type_comment(node):
            self.write(comment)

    def AugAssign(self, node, level):
        self.line()
        self.node(node.target)
        self.write(f' {_BINARY[type(node.op).__name__][0]}= ')
        self.node(node.value)

    def AnnAssign(self, node, level):
        self.line()
        closing = self.opening(not node.simple and isinstance(node.target, Name))
        self.node(node.target)
        self.write(closing, ': ')
        self.node(node.annotation)
        self.after(' = ', node.value)

    def after(self, text, node):
        """A part that may be missing, with what stands before it."""
        if node:
            self.write(text)
            self.node(node)

    def TypeAlias(self, node, level):
        self.line('type ')
        self.node(node.name)
        self.type_parameters(node)
        self.write(' = ')
        self.node(node.value)

    def Return(self, node, level):
        self.line('return')
        self.after(' ', node.value)

    def Pass(self, node, level):
        self.line('pass')

    def Break(self, node, level):
        self.line('break')

    def Continue(self, node, level):
        self.line('continue')

    def Delete(self, node, level):
        self.line('del ')
        self.commas(node.targets)

    def Assert(self, node, level):
        self.line('assert ')
        self.node(node.test)
        self.after(', ', node.msg)

    def Global(self, node, level):
        self.line('global ' + ', '.join(node.names))

    def Nonlocal(self, node, level):
        self.line('nonlocal ' + ', '.join(node.names))

    def Raise(self, node, level):
        self.line('raise')
        if node.exc:
            self.after(' ', node.exc)
            self.after(' from ', node.cause)
        elif node.cause:
            raise ValueError("Node can't use cause without an exception.")

    # ---- compound statements

    def Try(self, node, level):
        self.try_statement(node, False)

    def TryStar(self, node, level):
        self.try_statement(node, True)

    def try_statement(self, node, star):
        around, self._star = self._star, star
        self.line('try')
        self.block(node.body)
        self.node(node.handlers)
        self.clause('else', node.orelse)
        self.clause('finally', node.finalbody)
        self._star = around

    def ExceptHandler(self, node, level):
        self.line('except*' if self._star else 'except')
        self.after(' ', node.type)
        if node.name:
            self.write(' as ', node.name)
        self.block(node.body)

    def decorated(self, node):
        if self._out:
            self.write('\n')
        for decorator in node.decorator_list:
            self.line('@')
            self.node(decorator)

    def ClassDef(self, node, level):
        self.decorated(node)
        self.line('class ' + node.name)
        self.type_parameters(node)
        if node.bases or node.keywords:
            self.enclosed('(', ')', [*node.bases, *node.keywords])
        self.block(lambda: self.documented(node))

    def FunctionDef(self, node, level, word='def '):
        self.decorated(node)
        self.line(word + node.name)
        self.type_parameters(node)
        self.write('(')
        self.node(node.args)
        self.write(')')
        self.after(' -> ', node.returns)
        self.block(lambda: self.documented(node), self.type_comment(node))

    def AsyncFunctionDef(self, node, level):
        self.FunctionDef(node, level, 'async def ')

    def type_parameters(self, node):
        parameters = getattr(node, 'type_params', None)
        if parameters:
            self.enclosed('[', ']', parameters)

    def TypeVar(self, node, level):
        self.write(node.name)
        self.after(': ', node.bound)
        self.after(' = ', node.default_value)

    def TypeVarTuple(self, node, level):
        self.write('*', node.name)
        self.after(' = ', node.default_value)

    def ParamSpec(self, node, level):
        self.write('**', node.name)
        self.after(' = ', node.default_value)

    def For(self, node, level, word='for '):
        self.line(word)
        self.node(node.target, TUPLE)
        self.write(' in ')
        self.node(node.iter)
        self.block(node.body, self.type_comment(node))
        self.clause('else', node.orelse)

    def AsyncFor(self, node, level):
        self.For(node, level, 'async for ')

    def While(self, node, level):
        self.line('while ')
        self.node(node.test)
        self.block(node.body)
        self.clause('else', node.orelse)

    def If(self, node, level):
        word = 'if '
        while True:
            self.line(word)
            self.node(node.test)
            self.block(node.body)
            if len(node.orelse) != 1 or not isinstance(node.orelse[0], If):
                break
            node, word = node.orelse[0], 'elif '
        self.clause('else', node.orelse)

    def With(self, node, level, word='with '):
        self.line(word)
        self.commas(node.items)
        self.block(node.body, self.type_comment(node))

    def AsyncWith(self, node, level):
        self.With(node, level, 'async with ')

    def withitem(self, node, level):
        self.node(node.context_expr)
        self.after(' as ', node.optional_vars)

    def Match(self, node, level):
        self.line('match ')
        self.node(node.subject)
        self.block(node.cases)

    def match_case(self, node, level):
        self.line('case ')
        self.node(node.pattern)
        self.after(' if ', node.guard)
        self.block(node.body)

    # ---- patterns

    def MatchValue(self, node, level):
        self.node(node.value)

    def MatchSingleton(self, node, level):
        self.constant(node.value)

    def MatchSequence(self, node, level):
        self.enclosed('[', ']', node.patterns)

    def MatchStar(self, node, level):
        self.write('*', '_' if node.name is None else node.name)

    def MatchMapping(self, node, level):
        def write(item):
            if isinstance(item, str):
                return self.write('**', item)
            self.node(item[0])
            self.write(': ')
            self.node(item[1])

        rest = [] if node.rest is None else [node.rest]
        self.enclosed('{', '}', [*zip(node.keys, node.patterns, strict=True), *rest], write)

    def MatchClass(self, node, level):
        def write(item):
            if isinstance(item, tuple):
                self.write(item[0], '=')
                item = item[1]
            self.node(item)

        self.node(node.cls, ATOM)
        self.enclosed('(', ')', [*node.patterns, *zip(node.kwd_attrs, node.kwd_patterns, strict=True)], write)

    def MatchAs(self, node, level):
        if node.name is None:
            self.write('_')
        elif node.pattern is None:
            self.write(node.name)
        else:
            closing = self.opening(level > TEST)
            self.node(node.pattern, BIT_OR)
            self.write(' as ', node.name, closing)

    def MatchOr(self, node, level):
        closing = self.opening(level > BIT_OR)
        for number, pattern in enumerate(node.patterns):
            if number:
                self.write(' | ')
            self.node(pattern, BIT_OR + 1)
        self.write(closing)

    # ---- texts

    def literal(self, text, quotes=_QUOTES, escape_all=False):
        """The inside of a literal of this text, with few escapes, and the quotes that may stand around it."""
        def escaped(c):
            if c in '\n\t' and not escape_all:
                return c
            if c == '\\' or not c.isprintable():
                return c.encode('unicode_escape').decode('ascii')
            return c

        inside = ''.join([escaped(c) for c in text])
        fitting = [q for q in quotes if q not in inside and (len(q) == 3 or '\n' not in inside)]
        if not fitting:
            # No quotes spare the escapes.
            shown = repr(text)
            return shown[1:-1], [next((q for q in quotes if shown[0] in q), shown[0])]
        if inside:
            # A quote that the text ends in is the last choice, as it has to be escaped.
            fitting.sort(key=lambda q: q[0] == inside[-1])
            if fitting[0][0] == inside[-1]:
                inside = inside[:-1] + '\\' + inside[-1]
        return inside, fitting

    def JoinedStr(self, node, level):
        around, parts = self._out, []
        for value in node.values:
            self._out = []
            self.field(value)
            parts.append((''.join(self._out), isinstance(value, Constant)))
        self._out = around
        quotes, written = list(_QUOTES), []
        for text, constant in parts:
            if constant:
                text, fitting = self.literal(text, quotes, True)
                if not any(q in quotes for q in fitting):
                    # None fits all parts: everything in long quotes, with the escapes of repr().
                    quotes = ["'''"]
                    written = [repr('"' + text)[2:-1] if constant else text for text, constant in parts]
                    break
                quotes = fitting
            elif '\n' in text:
                quotes = [q for q in quotes if len(q) == 3]
            written.append(text)
        self.write('f', quotes[0], *written, quotes[0])

    def field(self, node, in_format=False):
        """A part of an f-string or of a format specification."""
        if isinstance(node, JoinedStr):
            for value in node.values:
                self.field(value, in_format)
        elif isinstance(node, Constant) and isinstance(node.value, str):
            text = node.value.replace('{', '{{').replace('}', '}}')
            if in_format:
                for plain, escaped in ('\\', '\\\\'), ("'", "\\'"), ('"', '\\"'), ('\n', '\\n'):
                    text = text.replace(plain, escaped)
            self.write(text)
        elif isinstance(node, FormattedValue):
            self.FormattedValue(node, TEST)
        else:
            raise ValueError(f'Unexpected node inside JoinedStr, {node!r}')

    def FormattedValue(self, node, level):
        inner = type(self)()
        inner.node(node.value, TEST + 1)
        text = ''.join(inner._out)
        self.write('{ ' if text.startswith('{') else '{', text)
        if node.conversion != -1:
            self.write('!', chr(node.conversion))
        if node.format_spec:
            self.write(':')
            self.field(node.format_spec, True)
        self.write('}')

    def constant(self, value):
        text = repr(value)
        if isinstance(value, (float, complex)):
            text = text.replace('inf', _INFINITE).replace('nan', f'({_INFINITE}-{_INFINITE})')
        self.write(text)

    def Constant(self, node, level):
        value = node.value
        if isinstance(value, tuple):
            self.write('(')
            self.elements(value, self.constant)
            self.write(')')
        elif value is ...:
            self.write('...')
        else:
            if node.kind == 'u':
                self.write('u')
            self.constant(value)

    # ---- expressions

    def Name(self, node, level):
        self.write(node.id)

    def NamedExpr(self, node, level):
        closing = self.opening(level > NAMED)
        self.node(node.target, ATOM)
        self.write(' := ')
        self.node(node.value, ATOM)
        self.write(closing)

    def Await(self, node, level):
        self.word('await', node.value, level, AWAIT)

    def Yield(self, node, level):
        self.word('yield', node.value, level, YIELD)

    def YieldFrom(self, node, level):
        if not node.value:
            raise ValueError("Node can't be used without a value attribute.")
        self.word('yield from', node.value, level, YIELD)

    def word(self, word, value, level, own):
        closing = self.opening(level > own)
        self.write(word)
        if value:
            self.write(' ')
            self.node(value, ATOM)
        self.write(closing)

    def List(self, node, level):
        self.enclosed('[', ']', node.elts)

    def Set(self, node, level):
        if node.elts:
            self.enclosed('{', '}', node.elts)
        else:
            self.write('{*()}')  # {} is a dict, and `set` may be another

    def Tuple(self, node, level):
        closing = self.opening(not node.elts or level > TUPLE)
        self.elements(node.elts)
        self.write(closing)

    def Dict(self, node, level):
        def write(item):
            key, value = item
            if key is None:
                self.write('**')
                return self.node(value, EXPRESSION)
            self.node(key)
            self.write(': ')
            self.node(value)

        self.enclosed('{', '}', zip(node.keys, node.values), write)

    def ListComp(self, node, level):
        self.comprehended('[', node, ']')

    def SetComp(self, node, level):
        self.comprehended('{', node, '}')

    def GeneratorExp(self, node, level):
        self.comprehended('(', node, ')')

    def comprehended(self, opening, node, closing):
        self.write(opening)
        self.node(node.elt)
        self.node(node.generators)
        self.write(closing)

    def DictComp(self, node, level):
        self.write('{')
        self.node(node.key)
        self.write(': ')
        self.node(node.value)
        self.node(node.generators)
        self.write('}')

    def comprehension(self, node, level):
        self.write(' async for ' if node.is_async else ' for ')
        self.node(node.target, TUPLE)
        self.write(' in ')
        self.node(node.iter, TEST + 1)
        for condition in node.ifs:
            self.write(' if ')
            self.node(condition, TEST + 1)

    def IfExp(self, node, level):
        closing = self.opening(level > TEST)
        self.node(node.body, TEST + 1)
        self.write(' if ')
        self.node(node.test, TEST + 1)
        self.write(' else ')
        self.node(node.orelse, TEST)
        self.write(closing)

    def Lambda(self, node, level):
        closing = self.opening(level > TEST)
        self.write('lambda')
        around, self._out = self._out, []
        self.node(node.args)
        parameters, self._out = self._out, around
        if parameters:
            self.write(' ', *parameters)
        self.write(': ')
        self.node(node.body, TEST)
        self.write(closing)

    def UnaryOp(self, node, level):
        text, own = _UNARY[type(node.op).__name__]
        closing = self.opening(level > own)
        self.write(text)
        self.node(node.operand, own)
        self.write(closing)

    def BinOp(self, node, level):
        text, own = _BINARY[type(node.op).__name__]
        closing = self.opening(level > own)
        to_the_right = text == '**'
        self.node(node.left, _next(own) if to_the_right else own)
        self.write(f' {text} ')
        self.node(node.right, own if to_the_right else _next(own))
        self.write(closing)

    def Compare(self, node, level):
        closing = self.opening(level > COMPARE)
        self.node(node.left, COMPARE + 1)
        for op, right in zip(node.ops, node.comparators):
            self.write(f' {_COMPARE[type(op).__name__]} ')
            self.node(right, COMPARE + 1)
        self.write(closing)

    def BoolOp(self, node, level):
        text, own = _BOOLEAN[type(node.op).__name__]
        closing = self.opening(level > own)
        for number, value in enumerate(node.values):
            if number:
                self.write(f' {text} ')
            own = _next(own)
            self.node(value, own)
        self.write(closing)

    def Attribute(self, node, level):
        self.node(node.value, ATOM)
        # A point behind the digits of a number would belong to it.
        number = isinstance(node.value, Constant) and isinstance(node.value.value, int)
        self.write(' .' if number else '.', node.attr)

    def Call(self, node, level):
        self.node(node.func, ATOM)
        self.enclosed('(', ')', [*node.args, *node.keywords])

    def keyword(self, node, level):
        self.write('**' if node.arg is None else node.arg + '=')
        self.node(node.value)

    def Subscript(self, node, level):
        self.node(node.value, ATOM)
        self.write('[')
        if isinstance(node.slice, Tuple) and node.slice.elts:
            self.elements(node.slice.elts)
        else:
            self.node(node.slice)
        self.write(']')

    def Slice(self, node, level):
        if node.lower:
            self.node(node.lower)
        self.write(':')
        if node.upper:
            self.node(node.upper)
        self.after(':', node.step)

    def Starred(self, node, level):
        self.write('*')
        self.node(node.value, EXPRESSION)

    # ---- parameters

    def arg(self, node, level):
        self.write(node.arg)
        self.after(': ', node.annotation)

    def arguments(self, node, level):
        def parameter(item):
            if isinstance(item, str):
                return self.write(item)
            stars, arg, default = item
            self.write(stars)
            self.node(arg)
            self.after('=', default)

        plain = [*node.posonlyargs, *node.args]
        defaults = [None] * (len(plain) - len(node.defaults)) + node.defaults
        items = [('', arg, default) for arg, default in zip(plain, defaults)]
        if node.posonlyargs:
            items.insert(len(node.posonlyargs), '/')
        if node.vararg:
            items.append(('*', node.vararg, None))
        elif node.kwonlyargs:
            items.append('*')
        items.extend([('', arg, default) for arg, default in zip(node.kwonlyargs, node.kw_defaults)])
        if node.kwarg:
            items.append(('**', node.kwarg, None))
        self.commas(items, parameter)
