// SPDX-License-Identifier: MIT
// The format specification mini-language.
#include "runtime/objects/format_spec.h"

#include <doctest/doctest.h>

#include "tests/unit/runtime/runtime_helper.h"

using namespace ouro;
using ouro::test::World;

TEST_CASE("text is padded, cut and aligned") {
    World world;
    Value text = world.text("h\xc3\xa9llo");
    CHECK(world.formatted(text, "") == "h\xc3\xa9llo");
    CHECK(world.formatted(text, "\xe2\x98\x85^9.3") == "\xe2\x98\x85\xe2\x98\x85\xe2\x98\x85h\xc3\xa9l\xe2\x98\x85\xe2\x98\x85\xe2\x98\x85");
    CHECK(world.formatted(text, ">7") == "  h\xc3\xa9llo");
    CHECK(world.formatted(text, "=7") == "ValueError: '=' alignment not allowed in string format specifier");
    CHECK(world.formatted(text, "d") == "ValueError: Unknown format code 'd' for object of type 'str'");
}

TEST_CASE("integers: bases, signs, grouping, padding behind the sign") {
    World world;
    CHECK(world.formatted(View::small_int(1234567), ",") == "1,234,567");
    CHECK(world.formatted(View::small_int(-255), "#010x") == "-0x00000ff");
    CHECK(world.formatted(View::small_int(255), "_b") == "1111_1111");
    CHECK(world.formatted(View::small_int(42), "+08,d") == "+000,042");
    CHECK(world.formatted(View::small_int(97), "c") == "a");
    CHECK(world.formatted(View::small_int(3), ".1f") == "3.0");
    CHECK(world.formatted(View::small_int(3), ".1d") == "ValueError: Precision not allowed in integer format specifier");
    CHECK(world.formatted(View::boolean(true), "5") == "    1");
}

TEST_CASE("floats: rounding, exponents, percent, negative zero") {
    World world;
    CHECK(world.formatted(world.real(0.125), ".2f") == "0.12");
    CHECK(world.formatted(world.real(1e16), "") == "1e+16");
    CHECK(world.formatted(world.real(123456.789), ",.1f") == "123,456.8");
    CHECK(world.formatted(world.real(0.25), ".0%") == "25%");
    CHECK(world.formatted(world.real(1234.5), ".3g") == "1.23e+03");
    CHECK(world.formatted(world.real(-0.001), "z.1f") == "0.0");
    CHECK(world.formatted(world.real(1.0), "#.0f") == "1.");
    CHECK(world.formatted(world.real(-1e300 * 1e300), "08") == "-0000inf");
}

TEST_CASE("specifications that are none are refused") {
    World world;
    CHECK(world.formatted(View::small_int(1), "1.") == "ValueError: Format specifier missing precision");
    CHECK(world.formatted(View::small_int(1), "qq") == "ValueError: Invalid format specifier 'qq' for object of type 'int'");
    CHECK(world.formatted(View::small_int(1), ",_") == "ValueError: Cannot specify both ',' and '_'.");
    CHECK(world.formatted(View::small_int(1), "99999999999999999999d") == "ValueError: Too many decimal digits in format string");
    CHECK(world.formatted(world.list({}), "5") == "TypeError: unsupported format string passed to list.__format__");
}
