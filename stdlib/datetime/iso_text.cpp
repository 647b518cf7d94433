// SPDX-License-Identifier: MIT
#include "stdlib/datetime/iso_text.h"

#include <cstdio>

namespace ouro::iso {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads exactly `count` digits at `at`, and goes behind them.
bool digits(std::string_view text, std::size_t& at, std::size_t count, int& out) {
    if (at + count > text.size()) return false;
    int n = 0;
    for (std::size_t end = at + count; at < end; ++at) {
        if (!is_digit(text[at])) return false;
        n = n * 10 + (text[at] - '0');
    }
    out = n;
    return true;
}

/// [HH[:?MM[:?SS[.ffffff…]]]]: the whole text.
bool read_hours(std::string_view text, Clock& out) {
    int* parts[] = {&out.hour, &out.minute, &out.second};
    std::size_t at = 0;
    bool separated = true, fraction = false;
    for (int n = 0; n < 3 && !fraction; ++n) {
        if (!digits(text, at, 2, *parts[n])) return false;
        if (at == text.size()) return true;
        char c = text[at];
        if (!n) separated = c == ':';
        if (c == ':' && separated) {
            ++at;
            if (at == text.size()) return false;
        } else if (c == '.' || c == ',') {
            fraction = true;
            ++at;
        } else if (separated) {
            return false;
        }
    }
    std::size_t count = text.size() - at < 6 ? text.size() - at : 6;
    if (!count || !digits(text, at, count, out.microsecond)) return false;
    for (std::size_t n = count; n < 6; ++n) out.microsecond *= 10;
    while (at < text.size() && is_digit(text[at])) ++at;  // more precise than can be held
    return at == text.size();
}

}  // namespace

bool read_date(std::string_view text, civil::Day& out) {
    std::size_t at = 0;
    if (!digits(text, at, 4, out.year)) return false;
    auto next_is = [&](char c) { return at < text.size() && text[at] == c; };
    bool separated = next_is('-');
    if (separated) ++at;
    if (next_is('W')) {
        ++at;
        civil::IsoDay iso{out.year, 0, 1};
        if (!digits(text, at, 2, iso.week)) return false;
        if (at < text.size()) {
            if (separated && text[at++] != '-') return false;
            if (!digits(text, at, 1, iso.weekday)) return false;
        }
        return at == text.size() && civil::day_of_iso(iso, out) == civil::IsoError::none;
    }
    if (!digits(text, at, 2, out.month)) return false;
    if (separated && !next_is('-')) return false;
    if (separated) ++at;
    return digits(text, at, 2, out.day) && at == text.size();
}

bool read_clock(std::string_view text, ZonedClock& out) {
    std::size_t zone = text.find_first_of("+-Z");
    if (!read_hours(text.substr(0, zone), out)) return false;
    if (zone == std::string_view::npos) return true;
    out.has_offset = true;
    if (text[zone] == 'Z') return zone + 1 == text.size();
    Clock offset;
    if (!read_hours(text.substr(zone + 1), offset)) return false;
    int sign = text[zone] == '-' ? -1 : 1;
    out.offset = sign * (offset.hour * 3600 + offset.minute * 60 + offset.second);
    out.offset_microsecond = sign * offset.microsecond;
    return true;
}

std::size_t end_of_date(std::string_view text) {
    if (text.size() == 7) return 7;
    auto at = [&](std::size_t n) { return n < text.size() ? text[n] : '\0'; };
    if (at(4) == '-') {
        if (at(5) != 'W') return 10;  // YYYY-MM-DD
        // YYYY-Www or YYYY-Www-d: a hyphen behind the week may separate the time, if two digits come after it.
        if (at(8) == '-') return text.size() > 10 && is_digit(at(10)) ? 8 : 10;
        return 8;
    }
    if (at(4) != 'W') return 8;  // YYYYMMDD
    // YYYYWww or YYYYWwwd: whether the digits go on in pairs tells which.
    std::size_t end = 7;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end < 9) return end;
    return end % 2 ? 8 : 7;
}

Precision precision_named(std::string_view name) {
    constexpr std::string_view kNames[] = {"auto", "hours", "minutes", "seconds", "milliseconds", "microseconds"};
    int n = 0;
    for (std::string_view each : kNames) {
        if (each == name) return static_cast<Precision>(n);
        ++n;
    }
    return Precision::unknown;
}

std::string clock_text(const Clock& clock, Precision precision) {
    if (precision == Precision::automatic) precision = clock.microsecond ? Precision::microseconds : Precision::seconds;
    char text[32];
    switch (precision) {
        case Precision::hours: std::snprintf(text, sizeof text, "%02d", clock.hour); break;
        case Precision::minutes: std::snprintf(text, sizeof text, "%02d:%02d", clock.hour, clock.minute); break;
        case Precision::seconds: std::snprintf(text, sizeof text, "%02d:%02d:%02d", clock.hour, clock.minute, clock.second); break;
        case Precision::milliseconds:
            std::snprintf(text, sizeof text, "%02d:%02d:%02d.%03d", clock.hour, clock.minute, clock.second, clock.microsecond / 1000);
            break;
        default: std::snprintf(text, sizeof text, "%02d:%02d:%02d.%06d", clock.hour, clock.minute, clock.second, clock.microsecond);
    }
    return text;
}

std::string offset_text(int days, int seconds, int microseconds, std::string_view separator) {
    std::int64_t total = (days * civil::kSecondsPerDay + seconds) * 1'000'000 + microseconds;
    char sign = total < 0 ? '-' : '+';
    if (total < 0) total = -total;
    auto whole = static_cast<int>(total / 1'000'000), rest = static_cast<int>(total % 1'000'000);
    char text[16];
    std::snprintf(text, sizeof text, "%c%02d", sign, whole / 3600 % 100);
    std::string out = text;
    auto add = [&](int n) {
        std::snprintf(text, sizeof text, "%02d", n);
        out += separator;
        out += text;
    };
    add(whole / 60 % 60);
    if (whole % 60 || rest) add(whole % 60);
    if (rest) {
        std::snprintf(text, sizeof text, ".%06d", rest);
        out += text;
    }
    return out;
}

}  // namespace ouro::iso
