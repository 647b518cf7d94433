// SPDX-License-Identifier: MIT
#include "stdlib/datetime/civil.h"

namespace ouro::civil {

namespace {
constexpr int kLengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr int kBefore[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
constexpr std::int64_t kDaysIn400 = 146097, kDaysIn100 = 36524, kDaysIn4 = 1461;

/// Rounded down: pickled state may hold the year 0, and days before it.
std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0); }
}  // namespace

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(int year, int month) { return kLengths[month - 1] + (month == 2 && is_leap(year)); }

std::int64_t days_before_year(int year) {
    std::int64_t past = year - 1;
    return past * 365 + floor_div(past, 4) - floor_div(past, 100) + floor_div(past, 400);
}

int days_before_month(int year, int month) { return kBefore[month - 1] + (month > 2 && is_leap(year)); }

std::int64_t ordinal_of(int year, int month, int day) { return days_before_year(year) + days_before_month(year, month) + day; }

Day day_of(std::int64_t ordinal) {
    std::int64_t n = ordinal - 1;
    std::int64_t cycles = floor_div(n, kDaysIn400), centuries, fours, years;
    n -= cycles * kDaysIn400;
    centuries = n / kDaysIn100;
    n %= kDaysIn100;
    fours = n / kDaysIn4;
    n %= kDaysIn4;
    years = n / 365;
    n %= 365;
    int year = static_cast<int>(cycles * 400 + centuries * 100 + fours * 4 + years + 1);
    if (years == 4 || centuries == 4) return {year - 1, 12, 31};  // the last day of a leap year
    int month = 12;
    while (days_before_month(year, month) > n) --month;
    return {year, month, static_cast<int>(n) - days_before_month(year, month) + 1};
}

int weekday_of(std::int64_t ordinal) { return static_cast<int>(ordinal + 6 - floor_div(ordinal + 6, 7) * 7); }

std::int64_t iso_year_start(int year) {
    std::int64_t first = ordinal_of(year, 1, 1);
    int weekday = weekday_of(first);
    std::int64_t monday = first - weekday;
    return weekday > 3 ? monday + 7 : monday;  // the first week is the one with the first Thursday
}

IsoDay iso_day_of(std::int64_t ordinal) {
    int year = day_of(ordinal).year;
    if (year > kMinYear && ordinal < iso_year_start(year)) --year;
    else if (ordinal < iso_year_start(year)) return {0, 52, weekday_of(ordinal) + 1};
    else if (ordinal >= iso_year_start(year + 1)) ++year;
    auto days = static_cast<int>(ordinal - iso_year_start(year));
    return {year, days / 7 + 1, days % 7 + 1};
}

IsoError day_of_iso(const IsoDay& iso, Day& out) {
    if (iso.year < kMinYear || iso.year > kMaxYear) return IsoError::year;
    if (iso.week <= 0 || iso.week > 53) return IsoError::week;
    if (iso.week == 53) {
        int first = weekday_of(ordinal_of(iso.year, 1, 1));
        if (first != 3 && !(first == 2 && is_leap(iso.year))) return IsoError::week;
    }
    if (iso.weekday <= 0 || iso.weekday >= 8) return IsoError::weekday;
    std::int64_t ordinal = iso_year_start(iso.year) + (iso.week - 1) * 7 + iso.weekday - 1;
    // Before the first day of all: no date, as a year of it says.
    out = ordinal < 1 ? Day{0, 12, static_cast<int>(31 + ordinal)} : day_of(ordinal);
    return IsoError::none;
}

std::int64_t seconds_of(int year, int month, int day, int hour, int minute, int second) {
    return ((ordinal_of(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
}

}  // namespace ouro::civil
