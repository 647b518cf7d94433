// SPDX-License-Identifier: MIT
// ISO 8601: where a date ends, digits that go on in pairs, fractions of any length, offsets.
#include "stdlib/datetime/iso_text.h"

#include <doctest/doctest.h>

#include <initializer_list>

using namespace ouro;
using namespace ouro::iso;

TEST_CASE("the date of a moment ends where its form says") {
    CHECK(end_of_date("2024-01-02T03") == 10);
    CHECK(end_of_date("20240102T03") == 8);
    CHECK(end_of_date("2024-W01T03") == 8);
    CHECK(end_of_date("2024-W01-2T03") == 10);
    CHECK(end_of_date("2024-W01-0304") == 8);  // a hyphen is a separator like any other
    CHECK(end_of_date("2024W01T03") == 7);
    CHECK(end_of_date("2024W012T03") == 8);
    CHECK(end_of_date("2024W01") == 7);
}

TEST_CASE("a date is read whole or not at all") {
    civil::Day day{};
    CHECK(read_date("2024-02-03", day));
    CHECK((day.year == 2024 && day.month == 2 && day.day == 3));
    CHECK(read_date("2024W011", day));
    CHECK((day.year == 2024 && day.month == 1 && day.day == 1));
    for (const char* text : {"", "2024", "2024-2-03", "2024-0203", "202402-03", "2024-02-03 ", "2024-W01-", "2021-W53-1", "2024-W1"}) CHECK_FALSE(read_date(text, day));
}

TEST_CASE("a time has microseconds of any precision, and an offset with a sign") {
    ZonedClock clock;
    CHECK(read_clock("01:02:03.4567899", clock));
    CHECK((clock.hour == 1 && clock.minute == 2 && clock.second == 3 && clock.microsecond == 456789));
    CHECK_FALSE(clock.has_offset);
    ZonedClock west;
    CHECK(read_clock("0102-0330:15.5", west) == false);
    CHECK(read_clock("0102-033015.5", west));
    CHECK(west.has_offset);
    CHECK(west.offset == -(3 * 3600 + 30 * 60 + 15));
    CHECK(west.offset_microsecond == -500000);
    ZonedClock utc;
    CHECK(read_clock("23Z", utc));
    CHECK((utc.has_offset && !utc.offset));
    for (const char* text : {"", "1", "01:", "01:2", "01:02:03.", "01:0203", "01Zx", "01+", "01+1"}) CHECK_FALSE(read_clock(text, utc));
}

TEST_CASE("an offset is written with as many parts as it has") {
    CHECK(offset_text(0, 0, 0, ":") == "+00:00");
    CHECK(offset_text(-1, 86400 - 3600, 0, ":") == "-01:00");
    CHECK(offset_text(0, 5 * 3600 + 30 * 60, 0, "") == "+0530");
    CHECK(offset_text(-1, 86399, 999999, ":") == "-00:00:00.000001");
    CHECK(clock_text({1, 2, 3, 4000}, Precision::automatic) == "01:02:03.004000");
    CHECK(clock_text({1, 2, 3, 0}, Precision::automatic) == "01:02:03");
    CHECK(precision_named("days") == Precision::unknown);
}
