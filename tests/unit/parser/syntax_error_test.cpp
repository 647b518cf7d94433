// SPDX-License-Identifier: MIT
// Syntax errors: the words and the ranges of CPython 3.13.
#include <doctest/doctest.h>

#include "tests/unit/parser/parse_helper.h"

using ouro::Mode;
using ouro::test::parsed;

TEST_CASE("plain errors stand at the token that was refused") {
    CHECK(parsed("a b") == "SyntaxError: invalid syntax (1, 3, 1, 4)");
    CHECK(parsed("if x y: pass") == "SyntaxError: invalid syntax (1, 6, 1, 7)");
    CHECK(parsed("a..b") == "SyntaxError: invalid syntax (1, 3, 1, 4)");
    CHECK(parsed("f(**a b)") == "SyntaxError: invalid syntax. Perhaps you forgot a comma? (1, 5, 1, 8)");
    CHECK(parsed("x = (1,, 2)") == "SyntaxError: invalid syntax (1, 8, 1, 9)");
    CHECK(parsed("def f(a b): pass") == "SyntaxError: invalid syntax (1, 9, 1, 10)");
    CHECK(parsed("else: x") == "SyntaxError: invalid syntax (1, 1, 1, 5)");
    CHECK(parsed("@x\n") == "SyntaxError: invalid syntax (1, 0, 1, 0)");
    CHECK(parsed("(a for b in c d)") == "SyntaxError: invalid syntax (1, 15, 1, 16)");
    CHECK(parsed("class") == "SyntaxError: invalid syntax (1, 6, 1, 7)");
    CHECK(parsed("2 <> 3") == "SyntaxError: invalid syntax (1, 3, 1, 5)");
    CHECK(parsed("a = 1", Mode::Eval) == "SyntaxError: invalid syntax (1, 3, 1, 4)");
    CHECK(parsed("", Mode::Eval) == "SyntaxError: invalid syntax (0, 0, 0, 0)");
    CHECK(parsed("a\nb\n", Mode::Single) ==
          "SyntaxError: multiple statements found while compiling a single statement (1, 2, 1, 3)");
    CHECK(parsed("", Mode::Single) == "SyntaxError: invalid syntax (0, 0, 0, 0)");
}

TEST_CASE("a missing comma") {
    CHECK(parsed("(a b)") == "SyntaxError: invalid syntax. Perhaps you forgot a comma? (1, 2, 1, 5)");
    CHECK(parsed("f(a, b c)") == "SyntaxError: invalid syntax. Perhaps you forgot a comma? (1, 6, 1, 9)");
    CHECK(parsed("[1, 2 3, 4]") == "SyntaxError: invalid syntax. Perhaps you forgot a comma? (1, 5, 1, 8)");
    CHECK(parsed("{a: b c}") == "SyntaxError: invalid syntax. Perhaps you forgot a comma? (1, 5, 1, 8)");
    CHECK(parsed("(a not b)") == "SyntaxError: invalid syntax. Perhaps you forgot a comma? (1, 2, 1, 9)");
    CHECK(parsed("foo(a + b c.d(e))") ==
          "SyntaxError: invalid syntax. Perhaps you forgot a comma? (1, 5, 1, 17)");
    CHECK(parsed("print('x' 1)") == "SyntaxError: invalid syntax. Perhaps you forgot a comma? (1, 7, 1, 12)");
    CHECK(parsed("(a\nb)") == "SyntaxError: invalid syntax. Perhaps you forgot a comma? (1, 2, 2, 2)");
    CHECK(parsed("{1: 2, 3 4}") == "SyntaxError: ':' expected after dictionary key (1, 8, 1, 0)");
}

TEST_CASE("a missing colon") {
    CHECK(parsed("if x\n y") == "SyntaxError: expected ':' (1, 5, 1, 6)");
    CHECK(parsed("while x\n y") == "SyntaxError: expected ':' (1, 8, 1, 9)");
    CHECK(parsed("for x in y\n z") == "SyntaxError: expected ':' (1, 11, 1, 12)");
    CHECK(parsed("with x\n y") == "SyntaxError: expected ':' (1, 7, 1, 8)");
    CHECK(parsed("class A\n b") == "SyntaxError: expected ':' (1, 8, 1, 9)");
    CHECK(parsed("def f()\n x") == "SyntaxError: expected ':' (1, 8, 1, 9)");
    CHECK(parsed("try\n x") == "SyntaxError: expected ':' (1, 4, 1, 5)");
    CHECK(parsed("else_ = 1\nif x: a\nelse\n b") == "SyntaxError: expected ':' (3, 5, 3, 6)");
    CHECK(parsed("match x\n case 1: pass") == "SyntaxError: expected ':' (1, 8, 1, 9)");
    CHECK(parsed("def f() x") == "SyntaxError: expected ':' (1, 9, 1, 10)");
}

TEST_CASE("a missing block") {
    CHECK(parsed("if x:\ny") ==
          "IndentationError: expected an indented block after 'if' statement on line 1 (2, 1, 2, 2)");
    CHECK(parsed("for x in y:\nz") ==
          "IndentationError: expected an indented block after 'for' statement on line 1 (2, 1, 2, 2)");
    CHECK(parsed("async with a:\nb") ==
          "IndentationError: expected an indented block after 'with' statement on line 1 (2, 1, 2, 2)");
    CHECK(parsed("def f():\nx") ==
          "IndentationError: expected an indented block after function definition on line 1 (2, 1, "
          "2, 2)");
    CHECK(parsed("class A:\nx") ==
          "IndentationError: expected an indented block after class definition on line 1 (2, 1, 2, 2)");
    CHECK(parsed("try:\nx") ==
          "IndentationError: expected an indented block after 'try' statement on line 1 (2, 1, 2, 2)");
    CHECK(parsed("try:\n x\nexcept* A:\nx") ==
          "IndentationError: expected an indented block after 'except*' statement on line 3 (4, 1, "
          "4, 2)");
    CHECK(parsed("match x:\ncase 1: pass") ==
          "IndentationError: expected an indented block after 'match' statement on line 1 (2, 1, 2, "
          "5)");
    CHECK(parsed("if x:\n") ==
          "IndentationError: expected an indented block after 'if' statement on line 1 (1, 6, 1, -1)");
    CHECK(parsed("if a:\n b\nelse:\nc") ==
          "IndentationError: expected an indented block after 'else' statement on line 3 (4, 1, 4, 2)");
}

TEST_CASE("unexpected indentation") {
    CHECK(parsed("  x") == "IndentationError: unexpected indent (1, 2, 1, -1)");
    CHECK(parsed("x\n  y") == "IndentationError: unexpected indent (2, 2, 2, -1)");
    CHECK(parsed("if x:\n  y\n    z") == "IndentationError: unexpected indent (3, 4, 3, -1)");
    CHECK(parsed("if x:\n  y\n z") ==
          "IndentationError: unindent does not match any outer indentation level (3, 3, 3, -1)");
    CHECK(parsed("class A:\n  @x\n") == "IndentationError: unexpected unindent (2, 5, 2, -1)");
}

TEST_CASE("targets") {
    CHECK(parsed("f() = 1") ==
          "SyntaxError: cannot assign to function call here. Maybe you meant '==' instead of '='? "
          "(1, 1, 1, 4)");
    CHECK(parsed("a, f() = 1") ==
          "SyntaxError: cannot assign to function call here. Maybe you meant '==' instead of '='? "
          "(1, 4, 1, 7)");
    CHECK(parsed("(a, f()) = 1") == "SyntaxError: cannot assign to function call (1, 5, 1, 8)");
    CHECK(parsed("1 = x") ==
          "SyntaxError: cannot assign to literal here. Maybe you meant '==' instead of '='? (1, 1, "
          "1, 2)");
    CHECK(parsed("None = 1") == "SyntaxError: cannot assign to None (1, 1, 1, 5)");
    CHECK(parsed("x = f() = 3") == "SyntaxError: cannot assign to function call (1, 5, 1, 8)");
    CHECK(parsed("a + 1 = 2") ==
          "SyntaxError: cannot assign to expression here. Maybe you meant '==' instead of '='? (1, "
          "1, 1, 6)");
    CHECK(parsed("(yield) = 1") ==
          "SyntaxError: cannot assign to yield expression here. Maybe you meant '==' instead of '='? "
          "(1, 2, 1, 7)");
    CHECK(parsed("x = yield = 1") ==
          "SyntaxError: assignment to yield expression not possible (1, 5, 1, 10)");
    CHECK(parsed("f() += 1") ==
          "SyntaxError: 'function call' is an illegal expression for augmented assignment (1, 1, 1, "
          "4)");
    CHECK(parsed("(a, b) += 1") ==
          "SyntaxError: 'tuple' is an illegal expression for augmented assignment (1, 1, 1, 7)");
    CHECK(parsed("del f()") == "SyntaxError: cannot delete function call (1, 5, 1, 8)");
    CHECK(parsed("del (a, *b)") == "SyntaxError: cannot delete starred (1, 9, 1, 11)");
    CHECK(parsed("for f() in x: pass") == "SyntaxError: cannot assign to function call (1, 5, 1, 8)");
    CHECK(parsed("[x for 1 in y]") == "SyntaxError: cannot assign to literal (1, 8, 1, 9)");
    CHECK(parsed("with a as f(): pass") == "SyntaxError: cannot assign to function call (1, 11, 1, 14)");
    CHECK(parsed("with (a as b, c as 1): pass") == "SyntaxError: cannot assign to literal (1, 20, 1, 21)");
    CHECK(parsed("f(), a = 1") ==
          "SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='? (1, 6, 1, 11)");
    CHECK(parsed("3 =") == "SyntaxError: cannot assign to literal (1, 1, 1, 2)");
}

TEST_CASE("annotations") {
    CHECK(parsed("f(): int") == "SyntaxError: illegal target for annotation (1, 1, 1, 4)");
    CHECK(parsed("(a, b): int") ==
          "SyntaxError: only single target (not tuple) can be annotated (1, 1, 1, 7)");
    CHECK(parsed("a, b: int") == "SyntaxError: only single target (not tuple) can be annotated (1, 1, 1, 2)");
    CHECK(parsed("[a]: int") == "SyntaxError: only single target (not list) can be annotated (1, 1, 1, 4)");
    CHECK(parsed("1: x y") == "SyntaxError: illegal target for annotation (1, 1, 1, 2)");
}

TEST_CASE("an assignment where a comparison is meant") {
    CHECK(parsed("if x = 3: pass") ==
          "SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='? (1, 4, 1, 9)");
    CHECK(parsed("while x.a = 3: pass") ==
          "SyntaxError: cannot assign to attribute here. Maybe you meant '==' instead of '='? (1, 7, "
          "1, 10)");
    CHECK(parsed("(a = 1)") ==
          "SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='? (1, 2, 1, 7)");
    CHECK(parsed("x[a = 1]") ==
          "SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='? (1, 3, 1, 8)");
    CHECK(parsed("if x = 3 = 4: pass") == "SyntaxError: invalid syntax (1, 6, 1, 7)");
    CHECK(parsed("if x and y = 3: pass") == "SyntaxError: invalid syntax (1, 12, 1, 13)");
    CHECK(parsed("@a = b\ndef f(): pass") ==
          "SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='? (1, 2, 1, 7)");
}

TEST_CASE("named expressions") {
    CHECK(parsed("(a.b := 1)") ==
          "SyntaxError: cannot use assignment expressions with attribute (1, 2, 1, 5)");
    CHECK(parsed("((a) := 1)") == "SyntaxError: cannot use assignment expressions with name (1, 3, 1, 4)");
    CHECK(parsed("(a, b.c := 1)") ==
          "SyntaxError: cannot use assignment expressions with attribute (1, 5, 1, 8)");
    CHECK(parsed("f(a.b := 1)") == "SyntaxError: invalid syntax (1, 7, 1, 9)");
    CHECK(parsed("a := 1") == "SyntaxError: invalid syntax (1, 3, 1, 5)");
    CHECK(parsed("a.b := 1") == "SyntaxError: cannot use assignment expressions with attribute (1, 1, 1, 4)");
}

TEST_CASE("conditional expressions") {
    CHECK(parsed("a = 1 if b") == "SyntaxError: expected 'else' after 'if' expression (1, 5, 1, 11)");
    CHECK(parsed("(a if b)") == "SyntaxError: expected 'else' after 'if' expression (1, 2, 1, 8)");
    CHECK(parsed("[a if b for c in d]") == "SyntaxError: expected 'else' after 'if' expression (1, 2, 1, 8)");
    CHECK(parsed("a if b: c") == "SyntaxError: invalid syntax (1, 7, 1, 8)");
}

TEST_CASE("arguments") {
    CHECK(parsed("f(a=1, b)") == "SyntaxError: positional argument follows keyword argument (1, 9, 1, 10)");
    CHECK(parsed("f(**a, b)") ==
          "SyntaxError: positional argument follows keyword argument unpacking (1, 9, 1, 10)");
    CHECK(parsed("f(**a, *b)") ==
          "SyntaxError: iterable argument unpacking follows keyword argument unpacking (1, 6, 1, 10)");
    CHECK(parsed("f(x for x in y, 1)") ==
          "SyntaxError: Generator expression must be parenthesized (1, 3, 1, 15)");
    CHECK(parsed("f(1, x for x in y)") ==
          "SyntaxError: Generator expression must be parenthesized (1, 6, 1, 18)");
    CHECK(parsed("f(a.b=1)") ==
          "SyntaxError: expression cannot contain assignment, perhaps you meant \"==\"? (1, 3, 1, 7)");
    CHECK(parsed("f(True=1)") == "SyntaxError: cannot assign to True (1, 3, 1, 8)");
    CHECK(parsed("f(a=)") == "SyntaxError: expected argument value expression (1, 3, 1, 5)");
    CHECK(parsed("f(a=b for b in c)") ==
          "SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='? (1, 3, 1, 5)");
    CHECK(parsed("f(**x=1)") == "SyntaxError: cannot assign to keyword argument unpacking (1, 3, 1, 8)");
    CHECK(parsed("f(*x=1)") == "SyntaxError: cannot assign to iterable argument unpacking (1, 3, 1, 7)");
    CHECK(parsed("f(*a for a in b)") ==
          "SyntaxError: iterable unpacking cannot be used in comprehension (1, 3, 1, 5)");
    CHECK(parsed("f(*)") == "SyntaxError: Invalid star expression (1, 4, 1, 5)");
    CHECK(parsed("class C(x for x in y): pass") == "SyntaxError: invalid syntax (1, 11, 1, 14)");
}

TEST_CASE("parameters") {
    CHECK(parsed("def f(a=1, b): pass") ==
          "SyntaxError: parameter without a default follows parameter with a default (1, 12, 1, 13)");
    CHECK(parsed("def f(a, /, b, /): pass") == "SyntaxError: / may appear only once (1, 16, 1, 17)");
    CHECK(parsed("def f(*, /): pass") == "SyntaxError: / must be ahead of * (1, 10, 1, 11)");
    CHECK(parsed("def f(/, a): pass") == "SyntaxError: at least one argument must precede / (1, 7, 1, 8)");
    CHECK(parsed("def f(*): pass") == "SyntaxError: named arguments must follow bare * (1, 7, 1, 8)");
    CHECK(parsed("def f(a, *, **k): pass") ==
          "SyntaxError: named arguments must follow bare * (1, 10, 1, 11)");
    CHECK(parsed("def f(*a, *b): pass") == "SyntaxError: * argument may appear only once (1, 11, 1, 12)");
    CHECK(parsed("def f(**a, b): pass") ==
          "SyntaxError: arguments cannot follow var-keyword argument (1, 12, 1, 13)");
    CHECK(parsed("def f(*a=1): pass") ==
          "SyntaxError: var-positional argument cannot have default value (1, 9, 1, 10)");
    CHECK(parsed("def f(**a=1): pass") ==
          "SyntaxError: var-keyword argument cannot have default value (1, 10, 1, 11)");
    CHECK(parsed("def f(a=): pass") == "SyntaxError: expected default value expression (1, 8, 1, 9)");
    CHECK(parsed("def f(a, (b, c)): pass") ==
          "SyntaxError: Function parameters cannot be parenthesized (1, 10, 1, 16)");
    CHECK(parsed("lambda (a, b): 1") ==
          "SyntaxError: Lambda expression parameters cannot be parenthesized (1, 8, 1, 14)");
    CHECK(parsed("lambda *: 1") == "SyntaxError: named arguments must follow bare * (1, 9, 1, 10)");
    CHECK(parsed("lambda a=1, b: 1") ==
          "SyntaxError: parameter without a default follows parameter with a default (1, 13, 1, 14)");
    CHECK(parsed("def f(a, / *b): pass") == "SyntaxError: expected comma between / and * (1, 12, 1, 13)");
    CHECK(parsed("def f: pass") == "SyntaxError: expected '(' (1, 6, 1, 7)");
    CHECK(parsed("def f[](): pass") == "SyntaxError: Type parameter list cannot be empty (1, 7, 1, 7)");
    CHECK(parsed("def f[*T: int](): pass") ==
          "SyntaxError: cannot use bound with TypeVarTuple (1, 9, 1, 14)");
}

TEST_CASE("displays and comprehensions") {
    CHECK(parsed("(*a)") == "SyntaxError: cannot use starred expression here (1, 2, 1, 4)");
    CHECK(parsed("(**a)") == "SyntaxError: cannot use double starred expression here (1, 2, 1, 4)");
    CHECK(parsed("[*a for a in b]") ==
          "SyntaxError: iterable unpacking cannot be used in comprehension (1, 2, 1, 4)");
    CHECK(parsed("[a, b for c in d]") ==
          "SyntaxError: did you forget parentheses around the comprehension target? (1, 2, 1, 6)");
    CHECK(parsed("(a, b for c in d)") == "SyntaxError: invalid syntax (1, 7, 1, 10)");
    CHECK(parsed("[a, for b in c]") ==
          "SyntaxError: did you forget parentheses around the comprehension target? (1, 2, 1, 4)");
    CHECK(parsed("{**a for a in b}") ==
          "SyntaxError: dict unpacking cannot be used in dict comprehension (1, 2, 1, 4)");
    CHECK(parsed("{1:}") == "SyntaxError: expression expected after dictionary key and ':' (1, 3, 1, 4)");
    CHECK(parsed("{1: *a}") ==
          "SyntaxError: cannot use a starred expression in a dictionary value (1, 5, 1, 7)");
    CHECK(parsed("{1: 2, 3}") == "SyntaxError: ':' expected after dictionary key (1, 8, 1, 0)");
    CHECK(parsed("{1: 2, 3:}") ==
          "SyntaxError: expression expected after dictionary key and ':' (1, 9, 1, 10)");
    CHECK(parsed("[x for x of y]") == "SyntaxError: 'in' expected after for-loop variables (1, 10, 1, 12)");
    CHECK(parsed("[*]") == "SyntaxError: Invalid star expression (1, 3, 1, 4)");
}

TEST_CASE("imports") {
    CHECK(parsed("import a from b") ==
          "SyntaxError: Did you mean to use 'from ... import ...' instead? (1, 1, 1, 16)");
    CHECK(parsed("import") == "SyntaxError: Expected one or more names after 'import' (1, 7, 1, 7)");
    CHECK(parsed("from a import") == "SyntaxError: Expected one or more names after 'import' (1, 14, 1, 14)");
    CHECK(parsed("from a import b,") ==
          "SyntaxError: trailing comma not allowed without surrounding parentheses (1, 17, 1, 18)");
    CHECK(parsed("from a import *, b") == "SyntaxError: invalid syntax (1, 16, 1, 17)");
}

TEST_CASE("try") {
    CHECK(parsed("try:\n pass\nx") == "SyntaxError: expected 'except' or 'finally' block (3, 1, 3, 2)");
    CHECK(parsed("try:\n pass\n") == "SyntaxError: expected 'except' or 'finally' block (2, 6, 2, -1)");
    CHECK(parsed("try: pass\nexcept A, B: pass") ==
          "SyntaxError: multiple exception types must be parenthesized (2, 8, 2, 12)");
    CHECK(parsed("try: pass\nexcept*: pass") ==
          "SyntaxError: expected one or more exception types (2, 8, 2, 9)");
    CHECK(parsed("try: pass\nexcept A: pass\nexcept* B: pass") ==
          "SyntaxError: cannot have both 'except' and 'except*' on the same 'try' (3, 1, 3, 8)");
}

TEST_CASE("statements of Python 2") {
    CHECK(parsed("print x") ==
          "SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)? (1, 1, 1, 8)");
    CHECK(parsed("print x, y") ==
          "SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)? (1, 1, 1, "
          "11)");
    CHECK(parsed("exec 'a'") ==
          "SyntaxError: Missing parentheses in call to 'exec'. Did you mean exec(...)? (1, 1, 1, 9)");
    CHECK(parsed("f(print x)") ==
          "SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)? (1, 3, 1, "
          "10)");
}

TEST_CASE("operators") {
    CHECK(parsed("3 + not 3") == "SyntaxError: 'not' after an operator must be parenthesized (1, 5, 1, 10)");
    CHECK(parsed("x = - not y") ==
          "SyntaxError: 'not' after an operator must be parenthesized (1, 7, 1, 12)");
    CHECK(parsed("a <") == "SyntaxError: invalid syntax (1, 4, 1, 5)");
    CHECK(parsed("not") == "SyntaxError: invalid syntax (1, 4, 1, 5)");
}

TEST_CASE("an error of the lexer later in the source goes first") {
    CHECK(parsed("f() = 1\nx = 'abc") ==
          "SyntaxError: unterminated string literal (detected at line 2) (2, 5, 2, 5)");
    CHECK(parsed("x y\nx = 1a") == "SyntaxError: invalid decimal literal (2, 5, 2, 5)");
    CHECK(parsed("(a b)\n)") == "SyntaxError: unmatched ')' (2, 1, 2, 1)");
    CHECK(parsed("f(a, b\nc = 1") == "SyntaxError: '(' was never closed (1, 2, 1, 0)");
    CHECK(parsed("  x\n1a") == "IndentationError: unexpected indent (1, 2, 1, -1)");
    CHECK(parsed("x y\n\\ a") == "SyntaxError: invalid syntax (1, 3, 1, 4)");
}
