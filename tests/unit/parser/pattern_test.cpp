// SPDX-License-Identifier: MIT
// Trees of match statements, as CPython 3.13 dumps them.
#include <doctest/doctest.h>

#include "tests/unit/parser/parse_helper.h"

using ouro::test::parsed;

TEST_CASE("literals, captures and values") {
    CHECK(parsed("match a, *b:\n case 1 | -2 | 1+2j: pass\n case 'a' 'b' | b'c': pass\n case None | True: "
                 "pass\n case x: pass\n case _: pass\n case a.b.c: pass") ==
          "Module(body=[Match(subject=Tuple(elts=[Name(id='a', ctx=Load()), "
          "Starred(value=Name(id='b', ctx=Load()), ctx=Load())], ctx=Load()), "
          "cases=[match_case(pattern=MatchOr(patterns=[MatchValue(value=Constant(value=1)), "
          "MatchValue(value=UnaryOp(op=USub(), operand=Constant(value=2))), "
          "MatchValue(value=BinOp(left=Constant(value=1), op=Add(), right=Constant(value=2j)))]), "
          "body=[Pass()]), match_case(pattern=MatchOr(patterns=[MatchValue(value=Constant(value='ab')"
          "), MatchValue(value=Constant(value=b'c'))]), body=[Pass()]), "
          "match_case(pattern=MatchOr(patterns=[MatchSingleton(value=None), "
          "MatchSingleton(value=True)]), body=[Pass()]), match_case(pattern=MatchAs(name='x'), "
          "body=[Pass()]), match_case(pattern=MatchAs(), body=[Pass()]), "
          "match_case(pattern=MatchValue(value=Attribute(value=Attribute(value=Name(id='a', "
          "ctx=Load()), attr='b', ctx=Load()), attr='c', ctx=Load())), body=[Pass()])])])");
}

TEST_CASE("sequences") {
    CHECK(parsed("match x:\n case []: pass\n case (): pass\n case (a): pass\n case (a,): pass\n case a, *_: "
                 "pass\n case [a, *rest, b]: pass") ==
          "Module(body=[Match(subject=Name(id='x', ctx=Load()), "
          "cases=[match_case(pattern=MatchSequence(), body=[Pass()]), "
          "match_case(pattern=MatchSequence(), body=[Pass()]), match_case(pattern=MatchAs(name='a'), "
          "body=[Pass()]), match_case(pattern=MatchSequence(patterns=[MatchAs(name='a')]), "
          "body=[Pass()]), match_case(pattern=MatchSequence(patterns=[MatchAs(name='a'), "
          "MatchStar()]), body=[Pass()]), match_case(pattern=MatchSequence(patterns=[MatchAs(name='a'"
          "), MatchStar(name='rest'), MatchAs(name='b')]), body=[Pass()])])])");
}

TEST_CASE("mappings and classes") {
    CHECK(parsed("match x:\n case {}: pass\n case {'a': 1, b.c: d, **rest}: pass\n case A(): pass\n case "
                 "a.B(1, c=2, d=_): pass") ==
          "Module(body=[Match(subject=Name(id='x', ctx=Load()), "
          "cases=[match_case(pattern=MatchMapping(), body=[Pass()]), "
          "match_case(pattern=MatchMapping(keys=[Constant(value='a'), Attribute(value=Name(id='b', "
          "ctx=Load()), attr='c', ctx=Load())], patterns=[MatchValue(value=Constant(value=1)), "
          "MatchAs(name='d')], rest='rest'), body=[Pass()]), "
          "match_case(pattern=MatchClass(cls=Name(id='A', ctx=Load())), body=[Pass()]), "
          "match_case(pattern=MatchClass(cls=Attribute(value=Name(id='a', ctx=Load()), attr='B', "
          "ctx=Load()), patterns=[MatchValue(value=Constant(value=1))], kwd_attrs=['c', 'd'], "
          "kwd_patterns=[MatchValue(value=Constant(value=2)), MatchAs()]), body=[Pass()])])])");
}

TEST_CASE("as, guards and groups") {
    CHECK(parsed("match x:\n case (a | b) as c if d: pass\n case (1 as x) | 2: pass") ==
          "Module(body=[Match(subject=Name(id='x', ctx=Load()), "
          "cases=[match_case(pattern=MatchAs(pattern=MatchOr(patterns=[MatchAs(name='a'), "
          "MatchAs(name='b')]), name='c'), guard=Name(id='d', ctx=Load()), body=[Pass()]), "
          "match_case(pattern=MatchOr(patterns=[MatchAs(pattern=MatchValue(value=Constant(value=1)), "
          "name='x'), MatchValue(value=Constant(value=2))]), body=[Pass()])])])");
}

TEST_CASE("mistakes in patterns") {
    CHECK(parsed("match x:\n case a as _: pass") == "SyntaxError: cannot use '_' as a target (2, 12, 2, 13)");
    CHECK(parsed("match x:\n case a as b.c: pass") == "SyntaxError: invalid syntax (2, 13, 2, 14)");
    CHECK(parsed("match x:\n case A(b=1, c): pass") ==
          "SyntaxError: positional patterns follow keyword patterns (2, 14, 2, 15)");
    CHECK(parsed("match x:\n case 1j + 2: pass") ==
          "SyntaxError: real number required in complex literal (2, 7, 2, 9)");
    CHECK(parsed("match x:\n case 1 + 2: pass") ==
          "SyntaxError: imaginary number required in complex literal (2, 11, 2, 12)");
    CHECK(parsed("match x:\n case *a: pass") == "SyntaxError: invalid syntax (2, 9, 2, 10)");
    CHECK(parsed("match x:\n case {**a, 'b': 1}: pass") == "SyntaxError: invalid syntax (2, 13, 2, 16)");
    CHECK(parsed("match x:\n case {**_}: pass") == "SyntaxError: invalid syntax (2, 10, 2, 11)");
    CHECK(parsed("match x:\n pass") == "SyntaxError: invalid syntax (2, 2, 2, 6)");
}
