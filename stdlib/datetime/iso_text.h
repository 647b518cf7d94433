// SPDX-License-Identifier: MIT
// Dates and times as ISO 8601 text, on plain numbers: what fromisoformat() reads and isoformat() writes.
#pragma once

#include <string>
#include <string_view>

#include "stdlib/datetime/civil.h"

namespace ouro::iso {

struct Clock {
    int hour = 0, minute = 0, second = 0, microsecond = 0;
};
struct ZonedClock : Clock {
    bool has_offset = false;
    int offset = 0, offset_microsecond = 0;  // seconds east of Greenwich
};

/// A whole text that is a date: YYYY-MM-DD, YYYYMMDD, or a year, a week and perhaps a weekday. Whether such a day exists is not asked.
bool read_date(std::string_view text, civil::Day& out);
/// A whole text that is a time of day, perhaps with an offset.
bool read_clock(std::string_view text, ZonedClock& out);
/// Where the date of a text of at least 7 characters ends: what comes next separates it from the time.
std::size_t end_of_date(std::string_view text);

/// How precise the text of a time is; `automatic` leaves out microseconds that are 0.
enum class Precision { automatic, hours, minutes, seconds, milliseconds, microseconds, unknown };
Precision precision_named(std::string_view name);
std::string clock_text(const Clock& clock, Precision precision);
/// "+01:00": a sign, hours and minutes, seconds and microseconds where there are some.
std::string offset_text(int days, int seconds, int microseconds, std::string_view separator);

}  // namespace ouro::iso
