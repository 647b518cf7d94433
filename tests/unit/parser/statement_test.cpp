// SPDX-License-Identifier: MIT
// Trees of statements, as CPython 3.13 dumps them.
#include <doctest/doctest.h>

#include "tests/unit/parser/parse_helper.h"

using namespace ouro;
using ouro::test::expression;
using ouro::test::parsed;

TEST_CASE("assignments") {
    CHECK(parsed("a = b = c") ==
          "Module(body=[Assign(targets=[Name(id='a', ctx=Store()), Name(id='b', ctx=Store())], "
          "value=Name(id='c', ctx=Load()))])");
    CHECK(parsed("a, *b = c") ==
          "Module(body=[Assign(targets=[Tuple(elts=[Name(id='a', ctx=Store()), "
          "Starred(value=Name(id='b', ctx=Store()), ctx=Store())], ctx=Store())], value=Name(id='c', "
          "ctx=Load()))])");
    CHECK(parsed("[a, (b, c.d)] = e[0] = f") ==
          "Module(body=[Assign(targets=[List(elts=[Name(id='a', ctx=Store()), "
          "Tuple(elts=[Name(id='b', ctx=Store()), Attribute(value=Name(id='c', ctx=Load()), "
          "attr='d', ctx=Store())], ctx=Store())], ctx=Store()), Subscript(value=Name(id='e', "
          "ctx=Load()), slice=Constant(value=0), ctx=Store())], value=Name(id='f', ctx=Load()))])");
    CHECK(parsed("a += 1") ==
          "Module(body=[AugAssign(target=Name(id='a', ctx=Store()), op=Add(), "
          "value=Constant(value=1))])");
    CHECK(parsed("a.b: int") ==
          "Module(body=[AnnAssign(target=Attribute(value=Name(id='a', ctx=Load()), attr='b', "
          "ctx=Store()), annotation=Name(id='int', ctx=Load()), simple=0)])");
    CHECK(parsed("a: int = 1") ==
          "Module(body=[AnnAssign(target=Name(id='a', ctx=Store()), annotation=Name(id='int', "
          "ctx=Load()), value=Constant(value=1), simple=1)])");
    CHECK(parsed("(a): int") ==
          "Module(body=[AnnAssign(target=Name(id='a', ctx=Store()), annotation=Name(id='int', "
          "ctx=Load()), simple=0)])");
    CHECK(parsed("x = yield") == "Module(body=[Assign(targets=[Name(id='x', ctx=Store())], value=Yield())])");
    CHECK(parsed("x = *a, b") ==
          "Module(body=[Assign(targets=[Name(id='x', ctx=Store())], "
          "value=Tuple(elts=[Starred(value=Name(id='a', ctx=Load()), ctx=Load()), Name(id='b', "
          "ctx=Load())], ctx=Load()))])");
}

TEST_CASE("simple statements") {
    CHECK(parsed("return") == "Module(body=[Return()])");
    CHECK(parsed("return a, *b") ==
          "Module(body=[Return(value=Tuple(elts=[Name(id='a', ctx=Load()), "
          "Starred(value=Name(id='b', ctx=Load()), ctx=Load())], ctx=Load()))])");
    CHECK(parsed("raise") == "Module(body=[Raise()])");
    CHECK(parsed("raise a from b") ==
          "Module(body=[Raise(exc=Name(id='a', ctx=Load()), cause=Name(id='b', ctx=Load()))])");
    CHECK(parsed("del a, (b, c[0])") ==
          "Module(body=[Delete(targets=[Name(id='a', ctx=Del()), Tuple(elts=[Name(id='b', "
          "ctx=Del()), Subscript(value=Name(id='c', ctx=Load()), slice=Constant(value=0), "
          "ctx=Del())], ctx=Del())])])");
    CHECK(parsed("assert a, b") ==
          "Module(body=[Assert(test=Name(id='a', ctx=Load()), msg=Name(id='b', ctx=Load()))])");
    CHECK(parsed("global a, b") == "Module(body=[Global(names=['a', 'b'])])");
    CHECK(parsed("pass; break; continue") == "Module(body=[Pass(), Break(), Continue()])");
    CHECK(parsed("import a.b.c as d, e") ==
          "Module(body=[Import(names=[alias(name='a.b.c', asname='d'), alias(name='e')])])");
    CHECK(parsed("from ...a import (b as c, d,)") ==
          "Module(body=[ImportFrom(module='a', names=[alias(name='b', asname='c'), alias(name='d')], "
          "level=3)])");
    CHECK(parsed("from . import *") == "Module(body=[ImportFrom(names=[alias(name='*')], level=1)])");
}

TEST_CASE("compound statements") {
    CHECK(parsed("if a: b\nelif c: d\nelse: e") ==
          "Module(body=[If(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', "
          "ctx=Load()))], orelse=[If(test=Name(id='c', ctx=Load()), body=[Expr(value=Name(id='d', "
          "ctx=Load()))], orelse=[Expr(value=Name(id='e', ctx=Load()))])])])");
    CHECK(parsed("while a:\n  b\nelse:\n  c") ==
          "Module(body=[While(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', "
          "ctx=Load()))], orelse=[Expr(value=Name(id='c', ctx=Load()))])])");
    CHECK(parsed("for a, *b in c, *d: pass") ==
          "Module(body=[For(target=Tuple(elts=[Name(id='a', ctx=Store()), Starred(value=Name(id='b', "
          "ctx=Store()), ctx=Store())], ctx=Store()), iter=Tuple(elts=[Name(id='c', ctx=Load()), "
          "Starred(value=Name(id='d', ctx=Load()), ctx=Load())], ctx=Load()), body=[Pass()])])");
    CHECK(parsed("async def f():\n  async for a in b: pass\n  async with c as d: pass") ==
          "Module(body=[AsyncFunctionDef(name='f', args=arguments(), "
          "body=[AsyncFor(target=Name(id='a', ctx=Store()), iter=Name(id='b', ctx=Load()), "
          "body=[Pass()]), AsyncWith(items=[withitem(context_expr=Name(id='c', ctx=Load()), "
          "optional_vars=Name(id='d', ctx=Store()))], body=[Pass()])])])");
    CHECK(parsed("try: a\nexcept B as c: d\nelse: e\nfinally: f") ==
          "Module(body=[Try(body=[Expr(value=Name(id='a', ctx=Load()))], "
          "handlers=[ExceptHandler(type=Name(id='B', ctx=Load()), name='c', "
          "body=[Expr(value=Name(id='d', ctx=Load()))])], orelse=[Expr(value=Name(id='e', "
          "ctx=Load()))], finalbody=[Expr(value=Name(id='f', ctx=Load()))])])");
    CHECK(parsed("try: a\nexcept* (B, C): d") ==
          "Module(body=[TryStar(body=[Expr(value=Name(id='a', ctx=Load()))], "
          "handlers=[ExceptHandler(type=Tuple(elts=[Name(id='B', ctx=Load()), Name(id='C', "
          "ctx=Load())], ctx=Load()), body=[Expr(value=Name(id='d', ctx=Load()))])])])");
}

TEST_CASE("with takes parentheses around its items") {
    CHECK(parsed("with a, b as c: d") ==
          "Module(body=[With(items=[withitem(context_expr=Name(id='a', ctx=Load())), "
          "withitem(context_expr=Name(id='b', ctx=Load()), optional_vars=Name(id='c', "
          "ctx=Store()))], body=[Expr(value=Name(id='d', ctx=Load()))])])");
    CHECK(parsed("with (a, b as c): d") ==
          "Module(body=[With(items=[withitem(context_expr=Name(id='a', ctx=Load())), "
          "withitem(context_expr=Name(id='b', ctx=Load()), optional_vars=Name(id='c', "
          "ctx=Store()))], body=[Expr(value=Name(id='d', ctx=Load()))])])");
    CHECK(parsed("with (a, b): c") ==
          "Module(body=[With(items=[withitem(context_expr=Name(id='a', ctx=Load())), "
          "withitem(context_expr=Name(id='b', ctx=Load()))], body=[Expr(value=Name(id='c', "
          "ctx=Load()))])])");
    CHECK(parsed("with (a, b) as c: d") ==
          "Module(body=[With(items=[withitem(context_expr=Tuple(elts=[Name(id='a', ctx=Load()), "
          "Name(id='b', ctx=Load())], ctx=Load()), optional_vars=Name(id='c', ctx=Store()))], "
          "body=[Expr(value=Name(id='d', ctx=Load()))])])");
    CHECK(parsed("with (a): b") ==
          "Module(body=[With(items=[withitem(context_expr=Name(id='a', ctx=Load()))], "
          "body=[Expr(value=Name(id='b', ctx=Load()))])])");
    CHECK(parsed("with (yield): b") ==
          "Module(body=[With(items=[withitem(context_expr=Yield())], body=[Expr(value=Name(id='b', "
          "ctx=Load()))])])");
    CHECK(parsed("with (a, b), c: d") ==
          "Module(body=[With(items=[withitem(context_expr=Tuple(elts=[Name(id='a', ctx=Load()), "
          "Name(id='b', ctx=Load())], ctx=Load())), withitem(context_expr=Name(id='c', "
          "ctx=Load()))], body=[Expr(value=Name(id='d', ctx=Load()))])])");
    CHECK(parsed("with (*a, b): c") ==
          "Module(body=[With(items=[withitem(context_expr=Tuple(elts=[Starred(value=Name(id='a', "
          "ctx=Load()), ctx=Load()), Name(id='b', ctx=Load())], ctx=Load()))], "
          "body=[Expr(value=Name(id='c', ctx=Load()))])])");
}

TEST_CASE("functions and classes") {
    CHECK(parsed("@a.b\n@c\ndef f(a, b: int = 1, /, c=2, *args: *Ts, d, e=3, **k: v) -> r: pass") ==
          "Module(body=[FunctionDef(name='f', args=arguments(posonlyargs=[arg(arg='a'), arg(arg='b', "
          "annotation=Name(id='int', ctx=Load()))], args=[arg(arg='c')], vararg=arg(arg='args', "
          "annotation=Starred(value=Name(id='Ts', ctx=Load()), ctx=Load())), "
          "kwonlyargs=[arg(arg='d'), arg(arg='e')], kw_defaults=[None, Constant(value=3)], "
          "kwarg=arg(arg='k', annotation=Name(id='v', ctx=Load())), defaults=[Constant(value=1), "
          "Constant(value=2)]), body=[Pass()], decorator_list=[Attribute(value=Name(id='a', "
          "ctx=Load()), attr='b', ctx=Load()), Name(id='c', ctx=Load())], returns=Name(id='r', "
          "ctx=Load()))])");
    CHECK(parsed("class A(B, metaclass=C): pass") ==
          "Module(body=[ClassDef(name='A', bases=[Name(id='B', ctx=Load())], "
          "keywords=[keyword(arg='metaclass', value=Name(id='C', ctx=Load()))], body=[Pass()])])");
    CHECK(parsed("def f[T: int, *Ts = *x, **P = y](): pass") ==
          "Module(body=[FunctionDef(name='f', args=arguments(), body=[Pass()], "
          "type_params=[TypeVar(name='T', bound=Name(id='int', ctx=Load())), TypeVarTuple(name='Ts', "
          "default_value=Starred(value=Name(id='x', ctx=Load()), ctx=Load())), ParamSpec(name='P', "
          "default_value=Name(id='y', ctx=Load()))])])");
    CHECK(parsed("class A[T = int]: pass") ==
          "Module(body=[ClassDef(name='A', body=[Pass()], type_params=[TypeVar(name='T', "
          "default_value=Name(id='int', ctx=Load()))])])");
    CHECK(parsed("type X[T] = list[T]") ==
          "Module(body=[TypeAlias(name=Name(id='X', ctx=Store()), type_params=[TypeVar(name='T')], "
          "value=Subscript(value=Name(id='list', ctx=Load()), slice=Name(id='T', ctx=Load()), "
          "ctx=Load()))])");
}

TEST_CASE("a decorated function starts at its def, and ends with the last token of its block") {
    CHECK(parsed("@a\ndef f(): b;\n", Mode::File, true) ==
          "Module(body=[FunctionDef(name='f', args=arguments(), body=[Expr(value=Name(id='b', "
          "ctx=Load(), lineno=2, col_offset=9, end_lineno=2, end_col_offset=10), lineno=2, "
          "col_offset=9, end_lineno=2, end_col_offset=10)], decorator_list=[Name(id='a', ctx=Load(), "
          "lineno=1, col_offset=1, end_lineno=1, end_col_offset=2)], lineno=2, col_offset=0, "
          "end_lineno=2, end_col_offset=11)])");
}

TEST_CASE("soft keywords are names where they cannot be keywords") {
    CHECK(parsed("match = case = type = _ = 1") ==
          "Module(body=[Assign(targets=[Name(id='match', ctx=Store()), Name(id='case', ctx=Store()), "
          "Name(id='type', ctx=Store()), Name(id='_', ctx=Store())], value=Constant(value=1))])");
    CHECK(parsed("match(x)") ==
          "Module(body=[Expr(value=Call(func=Name(id='match', ctx=Load()), args=[Name(id='x', "
          "ctx=Load())]))])");
    CHECK(parsed("match[x]") ==
          "Module(body=[Expr(value=Subscript(value=Name(id='match', ctx=Load()), slice=Name(id='x', "
          "ctx=Load()), ctx=Load()))])");
    CHECK(parsed("type(x)") ==
          "Module(body=[Expr(value=Call(func=Name(id='type', ctx=Load()), args=[Name(id='x', "
          "ctx=Load())]))])");
    CHECK(parsed("match * a") ==
          "Module(body=[Expr(value=BinOp(left=Name(id='match', ctx=Load()), op=Mult(), "
          "right=Name(id='a', ctx=Load())))])");
}

TEST_CASE("modes") {
    CHECK(parsed("a; b", Mode::Single) ==
          "Interactive(body=[Expr(value=Name(id='a', ctx=Load())), Expr(value=Name(id='b', "
          "ctx=Load()))])");
    CHECK(parsed("if a: b\n", Mode::Single) ==
          "Interactive(body=[If(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', "
          "ctx=Load()))])])");
    CHECK(parsed("(int, *str, **float) -> None", Mode::FunctionType) ==
          "FunctionType(argtypes=[Name(id='int', ctx=Load()), Name(id='str', ctx=Load()), "
          "Name(id='float', ctx=Load())], returns=Constant(value=None))");
    CHECK(expression("a, b\n\n") ==
          "Expression(body=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())], "
          "ctx=Load()))");
}

TEST_CASE("type comments stand in the tree, and only where they may") {
    auto typed = [](const char* text) {
        Source source("<test>", text, true);
        source.options.type_comments = true;
        Arena arena;
        ParseResult result = parse(source, Mode::File, arena);
        if (!result) return std::to_string(result.diagnostic.column) + " " + result.diagnostic.message;
        std::string tree = dump(result.tree, false), comments;
        for (std::size_t at = 0; (at = tree.find("type_comment=", at)) != std::string::npos; ++at)
            comments += tree.substr(at + 13, tree.find('\'', at + 14) - at - 12);
        return comments + std::to_string(result.tree->as<ast::Module>()->type_ignores.size());
    };
    CHECK(typed("x = 1 # type: int\ny = 2 # type:\n") == "'int'''0");
    CHECK(typed("def f(a, # type: A\n b=1 # type: B\n): # type: C\n  pass\n") == "'A''B''C'0");
    CHECK(typed("def f():\n  # type: C\n  pass # type: ignore\n") == "'C'1");
    CHECK(typed("for x in y: # type: A\n with z: # type: B\n  pass\n") == "'B''A'0");
    CHECK(typed("def f(): # type: C\n  # type: C\n  pass\n") == "2 Cannot have two type comments on def");
    CHECK(typed("def f(*, # type: A\n a): pass\n") == "18 bare * has associated type comment");
    CHECK(typed("pass # type: A\n") == "14 invalid syntax");
}
