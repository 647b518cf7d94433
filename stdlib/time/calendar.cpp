// SPDX-License-Identifier: MIT
// time.struct_time and what makes, reads and prints it; the calendar and the time zones are the C library's.
#include <ctime>

#include <cerrno>
#include <cmath>

#include "runtime/native/capability.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/exception.h"
#include "stdlib/c_numbers.h"
#include "stdlib/struct_sequence.h"
#include "stdlib/time/time.h"

namespace ouro::time_module_parts {

namespace {

constexpr const char* kFields[] = {"tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst", "tm_zone", "tm_gmtoff"};
const StructSequence kStructTime{.type = struct_sequence_type("time", "struct_time",
                                                              "The time value as returned by gmtime(), localtime(), and strptime(), and\n"
                                                              " accepted by asctime(), mktime() and strftime().  May be considered as a\n"
                                                              " sequence of 9 integers.",
                                                              true),
                                 .fields = kFields, .visible = 9};

Result<Value> from_tm(Runtime& rt, const std::tm& tm) {
    const int numbers[] = {tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, (tm.tm_wday + 6) % 7, tm.tm_yday + 1, tm.tm_isdst};
    std::vector<Value> values;
    for (int n : numbers) values.push_back(View::small_int(n));
    values.push_back(TRY(rt.str(tm.tm_zone ? tm.tm_zone : "")));
    values.push_back(View::small_int(tm.tm_gmtoff));
    return new_struct_sequence(rt, kStructTime, values);
}

Result<std::time_t> this_moment(Runtime& rt) {
    TRY(require(rt, Capability::clock));
    return std::time(nullptr);
}

Result<std::time_t> time_of(Runtime& rt, View value) {
    if (value.is_none()) return this_moment(rt);
    if (is_integer(value)) {
        std::int64_t n;
        if (!fits_int64(value, n)) return rt.raise(OverflowError, "timestamp out of range for platform time_t");
        return static_cast<std::time_t>(n);
    }
    double seconds = std::floor(TRY(seconds_of(rt, value)));
    if (!(seconds >= -9223372036854775808.0 && seconds < 9223372036854775808.0)) return rt.raise(OverflowError, "timestamp out of range for platform time_t");
    return static_cast<std::time_t>(seconds);
}

template <std::tm* (*convert)(const std::time_t*, std::tm*)>
Result<Value> broken_down(Runtime& rt, Args args) {
    std::time_t time = TRY(time_of(rt, args[0]));
    std::tm tm{};
    errno = 0;
    if (!convert(&time, &tm)) return raise_os_error(rt, errno ? errno : EINVAL);
    return from_tm(rt, tm);
}

/// The fields of a tuple or struct_time. `zone` keeps alive what tm_zone points to.
Result<std::tm> to_tm(Runtime& rt, View value, const char* function, Value& zone) {
    Tuple* tuple = as_tuple(value);
    if (!tuple) return rt.raise(TypeError, "Tuple or struct_time argument required");
    if (tuple->size != 9) return rt.raise(TypeError, "%s(): illegal time tuple argument", function);
    Ref<Tuple> held(tuple);
    int n[9];
    for (std::size_t i = 0; i < 9; ++i) n[i] = TRY(c_int(rt, held->items[i]));
    if (n[0] < INT32_MIN + 1900) return rt.raise(OverflowError, "year out of range");
    std::tm tm{};
    tm.tm_year = n[0] - 1900, tm.tm_mon = n[1] - 1, tm.tm_mday = n[2], tm.tm_hour = n[3], tm.tm_min = n[4], tm.tm_sec = n[5];
    tm.tm_wday = (n[6] + 1) % 7, tm.tm_yday = n[7] - 1, tm.tm_isdst = n[8];
    if (held->type() == TRY(native_type(rt, kStructTime.type))) {
        zone = held->items[9];
        if (Str* text = as_str(zone)) tm.tm_zone = text->data();
        if (View offset = held->items[10]; offset.is_int()) tm.tm_gmtoff = offset.as_int();
    }
    return tm;
}

/// Fields that printing uses as indices must be in range; zeros of month, day and day of the year mean the first.
Result<void> check(Runtime& rt, std::tm& tm) {
    if (tm.tm_mon == -1) tm.tm_mon = 0;
    else if (tm.tm_mon < 0 || tm.tm_mon > 11) return rt.raise(ValueError, "month out of range");
    if (tm.tm_mday == 0) tm.tm_mday = 1;
    else if (tm.tm_mday < 0 || tm.tm_mday > 31) return rt.raise(ValueError, "day of month out of range");
    if (tm.tm_hour < 0 || tm.tm_hour > 23) return rt.raise(ValueError, "hour out of range");
    if (tm.tm_min < 0 || tm.tm_min > 59) return rt.raise(ValueError, "minute out of range");
    if (tm.tm_sec < 0 || tm.tm_sec > 61) return rt.raise(ValueError, "seconds out of range");
    if (tm.tm_wday < 0) return rt.raise(ValueError, "day of week out of range");
    if (tm.tm_yday == -1) tm.tm_yday = 0;
    else if (tm.tm_yday < 0 || tm.tm_yday > 365) return rt.raise(ValueError, "day of year out of range");
    return {};
}

/// The argument, or this moment where there is none.
Result<std::tm> to_tm_or_now(Runtime& rt, View value, const char* function, Value& zone) {
    if (!value.is_unbound()) return to_tm(rt, value, function, zone);
    std::time_t now = TRY(this_moment(rt));
    std::tm tm{};
    localtime_r(&now, &tm);
    return tm;
}

Result<Value> print_tm(Runtime& rt, const std::tm& tm) {
    constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return rt.format("%s %s%3d %.2d:%.2d:%.2d %d", kDays[tm.tm_wday], kMonths[tm.tm_mon], tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, 1900 + tm.tm_year);
}

Result<Value> asctime(Runtime& rt, Args args) {
    Value zone;
    std::tm tm = TRY(to_tm_or_now(rt, args[0], "asctime", zone));
    TRY(check(rt, tm));
    return print_tm(rt, tm);
}

Result<Value> ctime(Runtime& rt, Args args) {
    std::time_t time = TRY(time_of(rt, args[0]));
    std::tm tm{};
    errno = 0;
    if (!localtime_r(&time, &tm)) return raise_os_error(rt, errno ? errno : EINVAL);
    return print_tm(rt, tm);
}

Result<Value> strftime(Runtime& rt, Args args) {
    Str* format = as_str(args[0]);
    if (!format) return rt.raise(TypeError, "strftime() argument 1 must be str, not %s", type_name(rt, args[0]));
    Value zone;
    std::tm tm = TRY(to_tm_or_now(rt, args[1], "strftime", zone));
    TRY(check(rt, tm));
    tm.tm_isdst = tm.tm_isdst < 0 ? -1 : tm.tm_isdst > 0;
    if (format->text().find('\0') != std::string_view::npos) return rt.raise(ValueError, "embedded null character");
    TRY(rt.charge(static_cast<std::int64_t>(format->size)));
    // A result of nothing may be right ("%p") or mean too small a buffer: with a space before it cannot be nothing.
    std::string padded = " " + std::string(format->text());
    for (std::size_t size = 256;; size *= 2) {
        if (size > 1 << 16 && size > 256 * padded.size()) return rt.raise(ValueError, "the result of strftime() is too long");
        std::vector<char> buffer(size);
        if (std::size_t length = std::strftime(buffer.data(), size, padded.c_str(), &tm)) return rt.str(std::string_view(buffer.data() + 1, length - 1));
    }
}

/// The module _strptime does it.
Result<Value> strptime(Runtime& rt, Args args) {
    Value module = TRY(rt.hooks.import(rt, TRY(intern(rt, "_strptime")).get(), rt.builtins.get(), View::none(), 0));
    Value function = TRY(get_attribute(rt, module, TRY(intern(rt, "_strptime_time")).get()));
    Tuple* given = args[0].as<Tuple>();
    std::vector<View> values(given->view().begin(), given->view().end());
    return call(rt, function, Arguments{.values = values.data(), .count = values.size()});
}

Result<Value> mktime(Runtime& rt, Args args) {
    Value zone;
    std::tm tm = TRY(to_tm(rt, args[0], "mktime", zone));
    tm.tm_wday = -1;  // tells a time of -1 from a failure
    std::time_t time = std::mktime(&tm);
    if (time == -1 && tm.tm_wday == -1) return rt.raise(OverflowError, "mktime argument out of range");
    return rt.real(static_cast<double>(time));
}

/// tzname, timezone, altzone and daylight, as January and July of this year have them.
Result<void> add_zone(Runtime& rt, Dict* names) {
    tzset();
    constexpr std::time_t kYear = (365 * 24 + 6) * 3600;
    std::time_t january = std::time(nullptr) / kYear * kYear;
    std::tm tm{};
    localtime_r(&january, &tm);
    std::string first = tm.tm_zone;
    long first_offset = -tm.tm_gmtoff;
    std::time_t july = january + kYear / 2;
    localtime_r(&july, &tm);
    std::string second = tm.tm_zone;
    long second_offset = -tm.tm_gmtoff;
    if (first_offset < second_offset) {  // the south: January is in summer
        std::swap(first, second);
        std::swap(first_offset, second_offset);
    }
    auto set = [&](const char* name, View value) -> Result<void> { return dict_set(rt, names, TRY(intern(rt, name)).get(), value); };
    TRY(set("timezone", View::small_int(first_offset)));
    TRY(set("altzone", View::small_int(second_offset)));
    TRY(set("daylight", View::small_int(first_offset != second_offset)));
    Value standard = TRY(rt.str(first)), summer = TRY(rt.str(second));
    Ref<Tuple> both = TRY(new_tuple(rt, {standard, summer}));
    return set("tzname", View(both.get()));
}

Result<Value> set_zone(Runtime& rt, Args) {
    Value module(TRY(dict_get(rt, rt.modules.get(), TRY(intern(rt, "time")).get())));
    if (is_kind(module, Kind::module)) TRY(add_zone(rt, module.as<Module>()->dict.get()));
    return View::none();
}

constexpr FunctionDef functions[] = {
    {"gmtime(seconds=None, /)", broken_down<gmtime_r>, "Convert seconds since the Epoch to a time tuple expressing UTC."},
    {"localtime(seconds=None, /)", broken_down<localtime_r>, "Convert seconds since the Epoch to a time tuple expressing local time."},
    {"asctime(tuple=<no value>, /)", asctime, "Convert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'."},
    {"ctime(seconds=None, /)", ctime, "Convert a time in seconds since the Epoch to a string in local time."},
    {"strftime(format, tuple=<no value>, /)", strftime, "Convert a time tuple to a string according to a format specification."},
    {"strptime(*args)", strptime, "Parse a string to a time tuple according to a format specification."},
    {"mktime(tuple, /)", mktime, "Convert a time tuple in local time to seconds since the Epoch."},
    {"tzset()", set_zone, "Initialize, or reinitialize, the local timezone from the environment variable TZ."},
};

}  // namespace

Result<void> add_calendar(Runtime& rt, Module* module) {
    TRY(add_functions(rt, module, functions));
    Type* type = TRY(native_type(rt, kStructTime.type));
    TRY(dict_set(rt, module->dict.get(), TRY(intern(rt, "_STRUCT_TM_ITEMS")).get(), View::small_int(11)));
    TRY(dict_set(rt, module->dict.get(), TRY(intern(rt, "struct_time")).get(), View(static_cast<const Object*>(type))));
    return add_zone(rt, module->dict.get());
}

}  // namespace ouro::time_module_parts
