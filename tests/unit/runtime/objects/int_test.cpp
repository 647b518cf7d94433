// SPDX-License-Identifier: MIT
// Integers without bounds: the border between immediates and big ones, Python's division, text.
#include <doctest/doctest.h>

#include "tests/unit/runtime/runtime_helper.h"

using namespace ouro;
using ouro::test::World;

TEST_CASE("arithmetic crosses the border of 63 bits both ways") {
    World world;
    Value top = View::small_int(kSmallIntMax), one = View::small_int(1);
    Value over = binary(world.rt, BinaryOp::add, top, one).take();
    CHECK_FALSE(over.is_int());
    CHECK(world.shown(over) == "4611686018427387904");
    CHECK(binary(world.rt, BinaryOp::sub, over, one).take() == View(top));
    CHECK(world.shown(binary(world.rt, BinaryOp::mul, top, top)) == "21267647932558653957237540927630737409");
    CHECK(world.shown(negative(world.rt, View::small_int(kSmallIntMin))) == "4611686018427387904");
    CHECK(world.shown(binary(world.rt, BinaryOp::floor_div, View::small_int(kSmallIntMin), View::small_int(-1))) ==
          "4611686018427387904");
}

TEST_CASE("division rounds down and the rest has the divisor's sign") {
    World world;
    auto divide = [&](const char* a, const char* b) {
        Value left = world.number(a), right = world.number(b);
        return world.shown(binary(world.rt, BinaryOp::floor_div, left, right)) + " " +
               world.shown(binary(world.rt, BinaryOp::mod, left, right));
    };
    CHECK(divide("-7", "2") == "-4 1");
    CHECK(divide("7", "-2") == "-4 -1");
    CHECK(divide("-100000000000000000000001", "10000000000") == "-10000000000001 9999999999");
    CHECK(divide("5", "-100000000000000000000") == "-1 -99999999999999999995");
    CHECK(divide("1", "0") == "ZeroDivisionError: integer division or modulo by zero ZeroDivisionError: integer modulo by zero");
}

TEST_CASE("true division is correctly rounded") {
    World world;
    CHECK(world.shown(binary(world.rt, BinaryOp::true_div, world.number("10000000000000000000000000000001"),
                             world.number("10000000000000000000000000000000"))) == "1.0");
    CHECK(world.shown(binary(world.rt, BinaryOp::true_div, world.number("9007199254740993"), View::small_int(1))) == "9007199254740992.0");
}

TEST_CASE("bit operations see an endless two's complement") {
    World world;
    Value big = world.number("0x123456789abcdef0123456789abcdef"), minus = View::small_int(-2);
    CHECK(world.shown(binary(world.rt, BinaryOp::bit_and, big, minus)) == world.shown(binary(world.rt, BinaryOp::sub, big, View::small_int(1))));
    CHECK(world.shown(binary(world.rt, BinaryOp::bit_or, View::small_int(-8), View::small_int(3))) == "-5");
    CHECK(world.shown(binary(world.rt, BinaryOp::rshift, View::small_int(-5), View::small_int(1000))) == "-1");
    CHECK(world.shown(binary(world.rt, BinaryOp::lshift, View::small_int(1), View::small_int(-1))) == "ValueError: negative shift count");
}

TEST_CASE("text to int and back") {
    World world;
    CHECK(world.shown(world.number("0b1010_1010")) == "170");
    CHECK(world.shown(int_from_text(world.rt, "  -00_12 ", 10, View::none())) == "-12");
    Value shown = world.text("1__0");
    CHECK(world.shown(int_from_text(world.rt, "1__0", 10, shown)) == "ValueError: invalid literal for int() with base 10: '1__0'");
    Value digits = binary(world.rt, BinaryOp::pow, View::small_int(10), View::small_int(4300)).take();
    CHECK(world.shown(digits) ==
          "ValueError: Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit");
}

TEST_CASE("hashes of equal numbers are equal") {
    World world;
    CHECK(hash(world.rt, world.number("2305843009213693951")).take() == 0);  // 2**61 - 1
    CHECK(hash(world.rt, View::small_int(-1)).take() == -2);
    CHECK(hash(world.rt, world.real(1e20)).take() == hash(world.rt, world.number("100000000000000000000")).take());
    CHECK(hash(world.rt, View::boolean(true)).take() == 1);
}

TEST_CASE("a power too large for the memory limit is refused before the work") {
    World world({.memory_limit = 32 << 20});
    CHECK(world.shown(binary(world.rt, BinaryOp::pow, View::small_int(10), world.number("10000000000"))) == "MemoryError");
    CHECK(world.shown(power(world.rt, View::small_int(3), View::small_int(-1), View::small_int(7))) == "5");
    CHECK(world.shown(power(world.rt, View::small_int(2), View::small_int(-1), View::small_int(4))) ==
          "ValueError: base is not invertible for the given modulus");
}
