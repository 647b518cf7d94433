// SPDX-License-Identifier: MIT
// Eight bytes that hold any value, and who owns what.
#include "runtime/heap/value.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "tests/unit/runtime/runtime_helper.h"

using namespace ouro;
using ouro::test::World;

TEST_CASE("integers of 63 bits are immediates, both ends included") {
    for (std::int64_t n : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, kSmallIntMin, kSmallIntMax}) {
        View v = View::small_int(n);
        CHECK(v.is_int());
        CHECK_FALSE(v.is_double());
        CHECK_FALSE(v.is_object());
        CHECK(v.as_int() == n);
    }
    CHECK_FALSE(View::fits_small_int(kSmallIntMax + 1));
    CHECK_FALSE(View::fits_small_int(kSmallIntMin - 1));
}

TEST_CASE("doubles of ordinary magnitude are immediates and come back bit for bit") {
    for (double d : {1.0, -1.0, 0.1, -2.5e-70, 3e76, 1e-77 * 2, 123456789.125}) {
        View v = View::try_double(d);
        REQUIRE(v.is_double());
        CHECK_FALSE(v.is_int());
        CHECK_FALSE(v.is_object());
        CHECK_FALSE(v.is_constant());
        CHECK(v.as_double() == d);
    }
}

TEST_CASE("zeros, extremes, infinities and nan are not immediates by their bits") {
    for (double d : {0.0, -0.0, 1e-300, 1e300, std::numeric_limits<double>::infinity(),
                     -std::numeric_limits<double>::infinity(), std::nan("")})
        CHECK(View::try_double(d).is_unbound());
}

TEST_CASE("every double survives being a Python float") {
    World world;
    for (double d : {0.0, -0.0, 5e-324, 1.7976931348623157e308, -1e-300, std::numeric_limits<double>::infinity()}) {
        Value v = world.real(d);
        CHECK(is_float(v));
        CHECK(double_of(v) == d);
        CHECK(std::signbit(double_of(v)) == std::signbit(d));
    }
    Value nan = world.real(std::nan(""));
    CHECK(std::isnan(double_of(nan)));
}

TEST_CASE("constants are told apart") {
    CHECK(View::none().is_none());
    CHECK_FALSE(View::none().is_bool());
    CHECK(View::boolean(true).is_true());
    CHECK(View::boolean(false).is_false());
    CHECK(View::boolean(false).is_bool());
    CHECK_FALSE(View(View::kZeroBits).is_bool());
    CHECK_FALSE(View::ellipsis().is_bool());
    CHECK(View().is_unbound());
    for (View v : {View::none(), View::boolean(true), View::ellipsis(), View::not_implemented(), View()}) {
        CHECK(v.is_constant());
        CHECK_FALSE(v.is_int());
        CHECK_FALSE(v.is_double());
        CHECK_FALSE(v.is_object());
    }
}

TEST_CASE("a Value owns, a View borrows, a Ref moves into a Value") {
    World world;
    Ref<List> list = new_list(world.rt).take();
    CHECK(list->references == 1);
    {
        Value owned = list;
        Value copy = owned;
        View borrowed = copy;
        CHECK(borrowed == View(list));
        CHECK(list->references == 3);
        Value moved = std::move(copy);
        CHECK(list->references == 3);
        CHECK(copy.is_unbound());
        owned = Value();
        CHECK(list->references == 2);
    }
    CHECK(list->references == 1);
    Value value = std::move(list);
    CHECK_FALSE(list);
    CHECK(value.object()->references == 1);
    View detached = value.detach();
    CHECK(value.is_unbound());
    CHECK(Value::adopt(detached).object()->references == 1);
}
