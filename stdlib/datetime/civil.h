// SPDX-License-Identifier: MIT
// The proleptic Gregorian calendar of the module `datetime`, on plain numbers: days are counted from 1 January of year 1, which is day 1.
#pragma once

#include <cstdint>

namespace ouro::civil {

constexpr int kMinYear = 1, kMaxYear = 9999;
constexpr std::int64_t kMaxOrdinal = 3652059;
constexpr std::int64_t kSecondsPerDay = 86400;
/// The ordinal of 1 January 1970.
constexpr std::int64_t kEpochOrdinal = 719163;

struct Day {
    int year, month, day;
};
struct IsoDay {
    int year, week, weekday;  // weeks from Monday, which is 1
};

bool is_leap(int year);
int days_in_month(int year, int month);
std::int64_t days_before_year(int year);
int days_before_month(int year, int month);
std::int64_t ordinal_of(int year, int month, int day);
/// Also past the years that a date can have.
Day day_of(std::int64_t ordinal);
/// Monday is 0.
int weekday_of(std::int64_t ordinal);
/// The ordinal of the Monday that begins the first ISO week of a year.
std::int64_t iso_year_start(int year);
IsoDay iso_day_of(std::int64_t ordinal);
enum class IsoError { none, year, week, weekday };
IsoError day_of_iso(const IsoDay& iso, Day& out);
/// Seconds since 1 January of year 1 began, of a day's second.
std::int64_t seconds_of(int year, int month, int day, int hour, int minute, int second);

}  // namespace ouro::civil
