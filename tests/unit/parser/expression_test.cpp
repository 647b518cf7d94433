// SPDX-License-Identifier: MIT
// Trees of expressions, as CPython 3.13 dumps them.
#include <doctest/doctest.h>

#include "tests/unit/parser/parse_helper.h"

using ouro::Mode;
using ouro::test::expression;
using ouro::test::parsed;

TEST_CASE("operators bind as in the language reference") {
    CHECK(expression("a + b * c") ==
          "Expression(body=BinOp(left=Name(id='a', ctx=Load()), op=Add(), "
          "right=BinOp(left=Name(id='b', ctx=Load()), op=Mult(), right=Name(id='c', ctx=Load()))))");
    CHECK(expression("-a ** -b") ==
          "Expression(body=UnaryOp(op=USub(), operand=BinOp(left=Name(id='a', ctx=Load()), op=Pow(), "
          "right=UnaryOp(op=USub(), operand=Name(id='b', ctx=Load())))))");
    CHECK(expression("a ** b ** c") ==
          "Expression(body=BinOp(left=Name(id='a', ctx=Load()), op=Pow(), "
          "right=BinOp(left=Name(id='b', ctx=Load()), op=Pow(), right=Name(id='c', ctx=Load()))))");
    CHECK(expression("not a == b") ==
          "Expression(body=UnaryOp(op=Not(), operand=Compare(left=Name(id='a', ctx=Load()), "
          "ops=[Eq()], comparators=[Name(id='b', ctx=Load())])))");
    CHECK(expression("a or b and not c") ==
          "Expression(body=BoolOp(op=Or(), values=[Name(id='a', ctx=Load()), BoolOp(op=And(), "
          "values=[Name(id='b', ctx=Load()), UnaryOp(op=Not(), operand=Name(id='c', ctx=Load()))])]))");
    CHECK(expression("a | b ^ c & d << e") ==
          "Expression(body=BinOp(left=Name(id='a', ctx=Load()), op=BitOr(), "
          "right=BinOp(left=Name(id='b', ctx=Load()), op=BitXor(), right=BinOp(left=Name(id='c', "
          "ctx=Load()), op=BitAnd(), right=BinOp(left=Name(id='d', ctx=Load()), op=LShift(), "
          "right=Name(id='e', ctx=Load()))))))");
    CHECK(expression("await_ @ b // c % d") ==
          "Expression(body=BinOp(left=BinOp(left=BinOp(left=Name(id='await_', ctx=Load()), "
          "op=MatMult(), right=Name(id='b', ctx=Load())), op=FloorDiv(), right=Name(id='c', "
          "ctx=Load())), op=Mod(), right=Name(id='d', ctx=Load())))");
}

TEST_CASE("chains of and, or and comparisons are one node") {
    CHECK(expression("a or b or c") ==
          "Expression(body=BoolOp(op=Or(), values=[Name(id='a', ctx=Load()), Name(id='b', "
          "ctx=Load()), Name(id='c', ctx=Load())]))");
    CHECK(expression("a or (b or c)") ==
          "Expression(body=BoolOp(op=Or(), values=[Name(id='a', ctx=Load()), BoolOp(op=Or(), "
          "values=[Name(id='b', ctx=Load()), Name(id='c', ctx=Load())])]))");
    CHECK(expression("a < b <= c") ==
          "Expression(body=Compare(left=Name(id='a', ctx=Load()), ops=[Lt(), LtE()], "
          "comparators=[Name(id='b', ctx=Load()), Name(id='c', ctx=Load())]))");
    CHECK(expression("(a < b) < c") ==
          "Expression(body=Compare(left=Compare(left=Name(id='a', ctx=Load()), ops=[Lt()], "
          "comparators=[Name(id='b', ctx=Load())]), ops=[Lt()], comparators=[Name(id='c', "
          "ctx=Load())]))");
    CHECK(expression("a is not b not in c") ==
          "Expression(body=Compare(left=Name(id='a', ctx=Load()), ops=[IsNot(), NotIn()], "
          "comparators=[Name(id='b', ctx=Load()), Name(id='c', ctx=Load())]))");
}

TEST_CASE("conditional expressions, lambdas and assignments") {
    CHECK(expression("a if b else c if d else e") ==
          "Expression(body=IfExp(test=Name(id='b', ctx=Load()), body=Name(id='a', ctx=Load()), "
          "orelse=IfExp(test=Name(id='d', ctx=Load()), body=Name(id='c', ctx=Load()), "
          "orelse=Name(id='e', ctx=Load()))))");
    CHECK(expression("lambda: 0") == "Expression(body=Lambda(args=arguments(), body=Constant(value=0)))");
    CHECK(expression("lambda a, /, b=1, *c, d, e=2, **f: a") ==
          "Expression(body=Lambda(args=arguments(posonlyargs=[arg(arg='a')], args=[arg(arg='b')], "
          "vararg=arg(arg='c'), kwonlyargs=[arg(arg='d'), arg(arg='e')], kw_defaults=[None, "
          "Constant(value=2)], kwarg=arg(arg='f'), defaults=[Constant(value=1)]), body=Name(id='a', "
          "ctx=Load())))");
    CHECK(expression("(x := 1)") ==
          "Expression(body=NamedExpr(target=Name(id='x', ctx=Store()), value=Constant(value=1)))");
    CHECK(expression("[y := 2, 3]") ==
          "Expression(body=List(elts=[NamedExpr(target=Name(id='y', ctx=Store()), "
          "value=Constant(value=2)), Constant(value=3)], ctx=Load()))");
}

TEST_CASE("displays and comprehensions") {
    CHECK(expression("()") == "Expression(body=Tuple(ctx=Load()))");
    CHECK(expression("(a,)") == "Expression(body=Tuple(elts=[Name(id='a', ctx=Load())], ctx=Load()))");
    CHECK(expression("(a, *b)") ==
          "Expression(body=Tuple(elts=[Name(id='a', ctx=Load()), Starred(value=Name(id='b', "
          "ctx=Load()), ctx=Load())], ctx=Load()))");
    CHECK(expression("[]") == "Expression(body=List(ctx=Load()))");
    CHECK(expression("{}") == "Expression(body=Dict())");
    CHECK(expression("{1: 2, **a}") ==
          "Expression(body=Dict(keys=[Constant(value=1), None], values=[Constant(value=2), "
          "Name(id='a', ctx=Load())]))");
    CHECK(expression("{*a, b}") ==
          "Expression(body=Set(elts=[Starred(value=Name(id='a', ctx=Load()), ctx=Load()), "
          "Name(id='b', ctx=Load())]))");
    CHECK(expression("[x for x in y if a if b for z in w]") ==
          "Expression(body=ListComp(elt=Name(id='x', ctx=Load()), "
          "generators=[comprehension(target=Name(id='x', ctx=Store()), iter=Name(id='y', "
          "ctx=Load()), ifs=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())], is_async=0), "
          "comprehension(target=Name(id='z', ctx=Store()), iter=Name(id='w', ctx=Load()), "
          "is_async=0)]))");
    CHECK(expression("{k: v async for k, v in d}") ==
          "Expression(body=DictComp(key=Name(id='k', ctx=Load()), value=Name(id='v', ctx=Load()), "
          "generators=[comprehension(target=Tuple(elts=[Name(id='k', ctx=Store()), Name(id='v', "
          "ctx=Store())], ctx=Store()), iter=Name(id='d', ctx=Load()), is_async=1)]))");
    CHECK(expression("(x for x in y)") ==
          "Expression(body=GeneratorExp(elt=Name(id='x', ctx=Load()), "
          "generators=[comprehension(target=Name(id='x', ctx=Store()), iter=Name(id='y', "
          "ctx=Load()), is_async=0)]))");
    CHECK(expression("f(x for x in y)") ==
          "Expression(body=Call(func=Name(id='f', ctx=Load()), args=[GeneratorExp(elt=Name(id='x', "
          "ctx=Load()), generators=[comprehension(target=Name(id='x', ctx=Store()), "
          "iter=Name(id='y', ctx=Load()), is_async=0)])]))");
}

TEST_CASE("calls sort their arguments") {
    CHECK(expression("f(a, *b, c=1, *d, **e)") ==
          "Expression(body=Call(func=Name(id='f', ctx=Load()), args=[Name(id='a', ctx=Load()), "
          "Starred(value=Name(id='b', ctx=Load()), ctx=Load()), Starred(value=Name(id='d', "
          "ctx=Load()), ctx=Load())], keywords=[keyword(arg='c', value=Constant(value=1)), "
          "keyword(value=Name(id='e', ctx=Load()))]))");
    CHECK(expression("f(a := 1)") ==
          "Expression(body=Call(func=Name(id='f', ctx=Load()), args=[NamedExpr(target=Name(id='a', "
          "ctx=Store()), value=Constant(value=1))]))");
    CHECK(expression("f(a)(b)[c].d") ==
          "Expression(body=Attribute(value=Subscript(value=Call(func=Call(func=Name(id='f', "
          "ctx=Load()), args=[Name(id='a', ctx=Load())]), args=[Name(id='b', ctx=Load())]), "
          "slice=Name(id='c', ctx=Load()), ctx=Load()), attr='d', ctx=Load()))");
}

TEST_CASE("subscripts take slices and stars") {
    CHECK(expression("a[1]") ==
          "Expression(body=Subscript(value=Name(id='a', ctx=Load()), slice=Constant(value=1), "
          "ctx=Load()))");
    CHECK(expression("a[1:2:3]") ==
          "Expression(body=Subscript(value=Name(id='a', ctx=Load()), "
          "slice=Slice(lower=Constant(value=1), upper=Constant(value=2), step=Constant(value=3)), "
          "ctx=Load()))");
    CHECK(expression("a[::]") ==
          "Expression(body=Subscript(value=Name(id='a', ctx=Load()), slice=Slice(), ctx=Load()))");
    CHECK(expression("a[1, 2:3]") ==
          "Expression(body=Subscript(value=Name(id='a', ctx=Load()), "
          "slice=Tuple(elts=[Constant(value=1), Slice(lower=Constant(value=2), "
          "upper=Constant(value=3))], ctx=Load()), ctx=Load()))");
    CHECK(expression("a[*b]") ==
          "Expression(body=Subscript(value=Name(id='a', ctx=Load()), "
          "slice=Tuple(elts=[Starred(value=Name(id='b', ctx=Load()), ctx=Load())], ctx=Load()), "
          "ctx=Load()))");
    CHECK(expression("a[b := 1]") ==
          "Expression(body=Subscript(value=Name(id='a', ctx=Load()), "
          "slice=NamedExpr(target=Name(id='b', ctx=Store()), value=Constant(value=1)), ctx=Load()))");
    CHECK(expression("a[1,]") ==
          "Expression(body=Subscript(value=Name(id='a', ctx=Load()), "
          "slice=Tuple(elts=[Constant(value=1)], ctx=Load()), ctx=Load()))");
}

TEST_CASE("constants") {
    CHECK(expression("None") == "Expression(body=Constant(value=None))");
    CHECK(expression("...") == "Expression(body=Constant(value=Ellipsis))");
    CHECK(expression("1_000") == "Expression(body=Constant(value=1000))");
    CHECK(expression("0xFF") == "Expression(body=Constant(value=255))");
    CHECK(expression("1.5e3") == "Expression(body=Constant(value=1500.0))");
    CHECK(expression("2j") == "Expression(body=Constant(value=2j))");
    CHECK(expression("'a' 'b'") == "Expression(body=Constant(value='ab'))");
    CHECK(expression("u'a'") == "Expression(body=Constant(value='a', kind='u'))");
    CHECK(expression("b'a' b'b'") == "Expression(body=Constant(value=b'ab'))");
    CHECK(expression("'\\n'") == "Expression(body=Constant(value='\\n'))");
    CHECK(expression("1e400") == "Expression(body=Constant(value=inf))");
}

TEST_CASE("a tuple without parentheses covers its comma") {
    CHECK(parsed("a,\n", Mode::File, true) ==
          "Module(body=[Expr(value=Tuple(elts=[Name(id='a', ctx=Load(), lineno=1, col_offset=0, "
          "end_lineno=1, end_col_offset=1)], ctx=Load(), lineno=1, col_offset=0, end_lineno=1, "
          "end_col_offset=2), lineno=1, col_offset=0, end_lineno=1, end_col_offset=2)])");
}
