// SPDX-License-Identifier: MIT
// Tokens: names, numbers, operators, strings, f-strings, soft keywords, and what is refused.
#include "lexer/lexer.h"

#include <doctest/doctest.h>

#include "tests/unit/lexer/lexer_helper.h"

using namespace ouro;
using ouro::test::tokens;

TEST_CASE("the longest operator wins") {
    CHECK(tokens("a**=b//c>>d!=e->f:=g") ==
          "<name>{a} **= <name>{b} // <name>{c} >> <name>{d} != <name>{e} -> <name>{f} := <name>{g} <newline>");
    CHECK(tokens("x[...]@y") == "<name>{x} [ ... ] @ <name>{y} <newline>");
}

TEST_CASE("keywords are not names, and names are in normal form NFKC") {
    CHECK(tokens("None is not lambda_") == "None is not <name>{lambda_} <newline>");
    CHECK(tokens("\xef\xac\x81le") == "<name>{file} <newline>");  // the ligature fi
}

TEST_CASE("numbers come without underscores and in small letters, in every base") {
    CHECK(tokens("1_000 0xFF_ff 0b1_0 0o17 1_0.5e-1_0 .5 5. 1e5 3j") ==
          "<number>{1000} <number>{0xffff} <number>{0b10} <number>{0o17} <number>{10.5e-10} <number>{.5} <number>{5.} "
          "<number>{1e5} <number>{3} <newline>");
}

TEST_CASE("numbers that are none are refused where they go wrong") {
    CHECK(tokens("1__0") == "SyntaxError: invalid decimal literal (1, 2)");
    CHECK(tokens("0b12") == "SyntaxError: invalid digit '2' in binary literal (1, 4)");
    CHECK(tokens("0o8") == "SyntaxError: invalid digit '8' in octal literal (1, 3)");
    CHECK(tokens("0x") == "SyntaxError: invalid hexadecimal literal (1, 2)");
    CHECK(tokens("012") ==
          "SyntaxError: leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers (1, 1)");
    CHECK(tokens("5abc") == "SyntaxError: invalid decimal literal (1, 1)");
}

TEST_CASE("strings come decoded; prefixes decide how") {
    CHECK(tokens(R"('a\tb' "\x41\u00e9\N{BULLET}" r'\n' b'\xff' '''x
y''')") == "<string>{a\tb} <string>{A\xc3\xa9\xe2\x80\xa2} <string>{\\n} <string>{\xff} <string>{x\ny} <newline>");
}

TEST_CASE("strings without an end are refused") {
    CHECK(tokens("x = 'abc") == "SyntaxError: unterminated string literal (detected at line 1) (1, 5)");
    CHECK(tokens("x = '''abc\n\n") == "SyntaxError: unterminated triple-quoted string literal (detected at line 2) (1, 5)");
    CHECK(tokens("f'{a") == "SyntaxError: '{' was never closed (1, 3)");
    CHECK(tokens("f'abc") == "SyntaxError: unterminated f-string literal (detected at line 1) (1, 1)");
}

TEST_CASE("an f-string is text and tokens, of any nesting") {
    CHECK(tokens("f'a{b!r:>{w}}c'") ==
          "<f-string> <text>{a} { <name>{b} ! <name>{r} <colon of a format> <text>{>} { <name>{w} } } <text>{c} <end of f-string> "
          "<newline>");
    CHECK(tokens("f'{f'{1}'}'") ==
          "<f-string> { <f-string> { <number>{1} } <end of f-string> } <end of f-string> <newline>");
    CHECK(tokens("f'{{{x}}}'") == "<f-string> <text>{{} { <name>{x} } <text>{}} <end of f-string> <newline>");
}

TEST_CASE("match, case and type are keywords only where a statement begins so") {
    CHECK(tokens("match = type\n") == "<name>{match} = <name>{type} <newline>");
    CHECK(tokens("type X = int\n") == "type <name>{X} = <name>{int} <newline>");
    CHECK(tokens("match x:\n  case 1: pass\n") ==
          "match <name>{x} : <newline> <indent> case <number>{1} : pass <newline> <dedent>");
    CHECK(tokens("match(x)\n") == "<name>{match} ( <name>{x} ) <newline>");
}

TEST_CASE("brackets must match") {
    CHECK(tokens(")") == "SyntaxError: unmatched ')' (1, 1)");
    CHECK(tokens("(]") == "SyntaxError: closing parenthesis ']' does not match opening parenthesis '(' (1, 2)");
    CHECK(tokens("(\n]") == "SyntaxError: closing parenthesis ']' does not match opening parenthesis '(' on line 1 (2, 1)");
    CHECK(tokens("(1,") == "SyntaxError: '(' was never closed (1, 1)");
}

TEST_CASE("characters that are no token are named") {
    CHECK(tokens("a $ b") == "<name>{a} <character> <name>{b} <newline>");
    CHECK(tokens("a \xe2\x82\xac b") == "SyntaxError: invalid character '\xe2\x82\xac' (U+20AC) (1, 3)");
    CHECK(tokens("a\xc2\xa0""b") == "SyntaxError: invalid non-printable character U+00A0 (1, 2)");
    CHECK(tokens("a \\ b") == "SyntaxError: unexpected character after line continuation character (1, 4)");
}

TEST_CASE("whatever the bytes, there is an end") {
    for (int a = 0; a < 256; ++a)
        for (const char* after : {"", "(", "'", "f'{", "\n", "\\", "0"}) {
            std::string text = std::string(1, static_cast<char>(a)) + after;
            CHECK_NOTHROW(tokens(text));
        }
}

TEST_CASE("type comments are tokens where they are wanted, and their lines have ends") {
    auto typed = [](const char* text) {
        Source source("<test>", text);
        source.options.type_comments = true;
        Lexer lexer(source);
        std::string out;
        for (Token token = lexer.next(); token.kind != TokenKind::ENDMARKER; token = lexer.next()) {
            out += std::string(out.empty() ? "" : " ") + spelling(token.kind);
            if (token.kind == TokenKind::TYPE_COMMENT) out += "{" + std::string(token.text) + "}" + std::to_string(token.column);
        }
        for (const Lexer::TypeIgnore& each : lexer.type_ignores()) out += " " + std::to_string(each.line) + "[" + std::string(each.tag) + "]";
        return out;
    };
    CHECK(typed("x # type: a b ") == "<name> <type comment>{a b }10 <newline>");
    CHECK(typed("x #type:\n# typ: a\n") == "<name> <type comment>{}8 <newline>");
    CHECK(typed("if x:\n # type: a\n  y\n") == "if <name> : <newline> <type comment>{a}9 <newline> <indent> <name> <newline> <dedent>");
    CHECK(typed("(\n# type: a\n)") == "( <type comment>{a}8 ) <newline>");
    CHECK(typed("x # type: ignore[y]\n# type: ignore\n(\n # type: ignore\n)") == "<name> <newline> ( ) <newline> 1[[y]] 2[\n] 4[\n]");
    CHECK(typed("x # type: ignored\n") == "<name> <type comment>{ignored}10 <newline>");
    CHECK(tokens("x # type: a\n") == "<name>{x} <newline>");
}
