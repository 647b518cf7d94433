// SPDX-License-Identifier: MIT
// The calendar at the edges of its cycles, and ISO weeks at the edges of years.
#include "stdlib/datetime/civil.h"

#include <doctest/doctest.h>

#include <initializer_list>

using namespace ouro::civil;

TEST_CASE("a day's ordinal leads back to the day, in every year") {
    std::int64_t expected = 1;
    for (int year = kMinYear; year <= kMaxYear; ++year) {
        REQUIRE(days_before_year(year) == expected - 1);
        for (int month = 1; month <= 12; ++month) {
            for (int day : {1, days_in_month(year, month)}) {
                std::int64_t ordinal = ordinal_of(year, month, day);
                Day back = day_of(ordinal);
                REQUIRE((back.year == year && back.month == month && back.day == day));
            }
            expected += days_in_month(year, month);
        }
    }
    CHECK(expected - 1 == kMaxOrdinal);
}

TEST_CASE("a cycle of 400 years ends with the last day of a leap year") {
    for (int year : {4, 400, 2000}) {
        Day last = day_of(days_before_year(year + 1));
        CHECK(last.year == year);
        CHECK(last.month == 12);
        CHECK(last.day == 31);
    }
    CHECK_FALSE(is_leap(1900));
    CHECK(is_leap(2000));
}

TEST_CASE("the day of a week in ISO years leads back to it") {
    for (std::int64_t ordinal = 3; ordinal < kMaxOrdinal; ordinal += 13) {
        IsoDay iso = iso_day_of(ordinal);
        Day day;
        if (iso.year > kMaxYear) continue;
        REQUIRE(day_of_iso(iso, day) == IsoError::none);
        REQUIRE(ordinal_of(day.year, day.month, day.day) == ordinal);
        REQUIRE(iso.weekday == weekday_of(ordinal) + 1);
    }
}

TEST_CASE("a week that a year has not is told from a weekday that no week has") {
    Day day;
    CHECK(day_of_iso({2020, 53, 1}, day) == IsoError::none);
    CHECK(day_of_iso({2021, 53, 1}, day) == IsoError::week);
    CHECK(day_of_iso({2021, 0, 1}, day) == IsoError::week);
    CHECK(day_of_iso({2021, 1, 8}, day) == IsoError::weekday);
    CHECK(day_of_iso({0, 1, 1}, day) == IsoError::year);
}

TEST_CASE("days before the first year are counted as well as those after it") {
    for (std::int64_t ordinal = -800; ordinal < 800; ++ordinal) {
        Day day = day_of(ordinal);
        REQUIRE((day.month >= 1 && day.month <= 12));
        REQUIRE(ordinal_of(day.year, day.month, day.day) == ordinal);
        REQUIRE((weekday_of(ordinal) + 1) % 7 == weekday_of(ordinal + 1));
    }
    CHECK(day_of(0).year == 0);
    CHECK(weekday_of(-365) >= 0);
}
