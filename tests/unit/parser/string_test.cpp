// SPDX-License-Identifier: MIT
// Trees of f-strings and adjacent strings (PEP 701), as CPython 3.13 dumps them.
#include <doctest/doctest.h>

#include "tests/unit/parser/parse_helper.h"

using ouro::test::expression;
using ouro::test::parsed;

TEST_CASE("replacement fields") {
    CHECK(expression("f'a{b}c'") ==
          "Expression(body=JoinedStr(values=[Constant(value='a'), FormattedValue(value=Name(id='b', "
          "ctx=Load()), conversion=-1), Constant(value='c')]))");
    CHECK(expression("f'{a!r}'") ==
          "Expression(body=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), "
          "conversion=114)]))");
    CHECK(expression("f'{a:>{w}.{p}}'") ==
          "Expression(body=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), "
          "conversion=-1, format_spec=JoinedStr(values=[Constant(value='>'), "
          "FormattedValue(value=Name(id='w', ctx=Load()), conversion=-1), Constant(value='.'), "
          "FormattedValue(value=Name(id='p', ctx=Load()), conversion=-1)]))]))");
    CHECK(expression("f'{a}{b}'") ==
          "Expression(body=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), "
          "conversion=-1), FormattedValue(value=Name(id='b', ctx=Load()), conversion=-1)]))");
    CHECK(expression("f''") == "Expression(body=JoinedStr())");
    CHECK(expression("f'{{}}'") == "Expression(body=JoinedStr(values=[Constant(value='{}')]))");
    CHECK(expression("f'{a:{{}}}'") ==
          "Expression(body=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), "
          "conversion=-1, format_spec=JoinedStr(values=[FormattedValue(value=Dict(), "
          "conversion=-1)]))]))");
    CHECK(expression("f'{(lambda: 1)}'") ==
          "Expression(body=JoinedStr(values=[FormattedValue(value=Lambda(args=arguments(), "
          "body=Constant(value=1)), conversion=-1)]))");
    CHECK(expression("f'{a, *b}'") ==
          "Expression(body=JoinedStr(values=[FormattedValue(value=Tuple(elts=[Name(id='a', "
          "ctx=Load()), Starred(value=Name(id='b', ctx=Load()), ctx=Load())], ctx=Load()), "
          "conversion=-1)]))");
}

TEST_CASE("a field that shows itself") {
    CHECK(expression("f'{a=}'") ==
          "Expression(body=JoinedStr(values=[Constant(value='a='), FormattedValue(value=Name(id='a', "
          "ctx=Load()), conversion=114)]))");
    CHECK(expression("f'{ a = }'") ==
          "Expression(body=JoinedStr(values=[Constant(value=' a = '), "
          "FormattedValue(value=Name(id='a', ctx=Load()), conversion=114)]))");
    CHECK(expression("f'{a = !s}'") ==
          "Expression(body=JoinedStr(values=[Constant(value='a = '), "
          "FormattedValue(value=Name(id='a', ctx=Load()), conversion=115)]))");
    CHECK(expression("f'{a=:x}'") ==
          "Expression(body=JoinedStr(values=[Constant(value='a='), FormattedValue(value=Name(id='a', "
          "ctx=Load()), conversion=-1, format_spec=JoinedStr(values=[Constant(value='x')]))]))");
}

TEST_CASE("f-strings nest, quotes and all") {
    CHECK(expression("f'{f'{f'{a}'}'}'") ==
          "Expression(body=JoinedStr(values=[FormattedValue(value=JoinedStr(values=[FormattedValue(va"
          "lue=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1)]), "
          "conversion=-1)]), conversion=-1)]))");
    CHECK(expression("f'{d['k']}'") ==
          "Expression(body=JoinedStr(values=[FormattedValue(value=Subscript(value=Name(id='d', "
          "ctx=Load()), slice=Constant(value='k'), ctx=Load()), conversion=-1)]))");
}

TEST_CASE("neighbours are folded") {
    CHECK(expression("'a' f'b{c}' 'd' 'e'") ==
          "Expression(body=JoinedStr(values=[Constant(value='ab'), FormattedValue(value=Name(id='c', "
          "ctx=Load()), conversion=-1), Constant(value='de')]))");
    CHECK(expression("f'{a}' f'' 'b'") ==
          "Expression(body=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), "
          "conversion=-1), Constant(value='b')]))");
    CHECK(expression("u'a' f'b'") == "Expression(body=JoinedStr(values=[Constant(value='ab', kind='u')]))");
}

TEST_CASE("a field may span lines") {
    CHECK(parsed("f'''{\na\n}'''") ==
          "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), "
          "conversion=-1)]))])");
    CHECK(parsed("f'{\na}'") ==
          "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), "
          "conversion=-1)]))])");
}

TEST_CASE("mistakes in fields") {
    CHECK(parsed("f'{}'") == "SyntaxError: f-string: valid expression required before '}' (1, 4, 1, 5)");
    CHECK(parsed("f'{!r}'") == "SyntaxError: f-string: valid expression required before '!' (1, 4, 1, 5)");
    CHECK(parsed("f'{a b}'") == "SyntaxError: invalid syntax. Perhaps you forgot a comma? (1, 4, 1, 7)");
    CHECK(parsed("f'{a!x}'") ==
          "SyntaxError: f-string: invalid conversion character 'x': expected 's', 'r', or 'a' (1, 6, "
          "1, 7)");
    CHECK(parsed("f'{a!}'") == "SyntaxError: f-string: missing conversion character (1, 6, 1, 7)");
    CHECK(parsed("f'{a! r}'") ==
          "SyntaxError: f-string: conversion type must come right after the exclamanation mark (1, "
          "5, 1, 8)");
    CHECK(parsed("f'{a $ b}'") ==
          "SyntaxError: f-string: expecting '=', or '!', or ':', or '}' (1, 6, 1, 7)");
    CHECK(parsed("f'{lambda x: 1}'") ==
          "SyntaxError: f-string: lambda expressions are not allowed without parentheses (1, 4, 1, "
          "13)");
    CHECK(parsed("f'{a'") == "SyntaxError: f-string: expecting '}' (1, 5, 1, 5)");
    CHECK(parsed("f'}'") == "SyntaxError: f-string: single '}' is not allowed (1, 3, 1, 3)");
    CHECK(parsed("f'{*}'") == "SyntaxError: f-string: expecting a valid expression after '{' (1, 4, 1, 5)");
    CHECK(parsed("f'{a:{b:{c:{d}}}}'") ==
          "SyntaxError: f-string: expressions nested too deeply (1, 11, 1, 11)");
    CHECK(parsed("'a' b'b'") == "SyntaxError: cannot mix bytes and nonbytes literals (1, 9, 1, 10)");
}
