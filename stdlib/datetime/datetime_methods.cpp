// SPDX-License-Identifier: MIT
// The methods of datetime: moments from clocks, time stamps and text, and what they give back.
#include <ctime>

#include "runtime/objects/unicode.h"
#include "stdlib/datetime/datetime.h"

namespace ouro::dates {

namespace {

constexpr std::int64_t kEpochSeconds = civil::kEpochOrdinal * civil::kSecondsPerDay;
constexpr std::int64_t kLongestFold = civil::kSecondsPerDay;

DateTime* self_of(Args args) { return args.self<DateTime>(); }
civil::Day day_of(const DateTime* moment) { return {moment->year, moment->month, moment->day}; }
Result<Value> offset_of(Runtime& rt, View moment) { return zone_offset(rt, moment.as<DateTime>()->zone, "utcoffset", moment); }

// ---- from clocks and time stamps

Result<Value> from_stamp(Runtime& rt, Type* type, const Stamp& stamp, bool local, View zone) {
    std::tm at = TRY(calendar_time(rt, stamp.seconds, local));
    civil::Day day{at.tm_year + 1900, at.tm_mon + 1, at.tm_mday};
    TRY(check_date(rt, day.year, day.month, day.day));
    int fold = 0;
    if (local && zone.is_none()) {
        // The second of two moments that local time shows alike, if the clocks were put back less than a day before.
        std::int64_t shown = civil::seconds_of(day.year, day.month, day.day, at.tm_hour, at.tm_min, at.tm_sec), probe = kEpochSeconds + stamp.seconds - kLongestFold;
        if (probe >= civil::kSecondsPerDay) {
            std::int64_t transition = shown - TRY(local_seconds(rt, probe)) - kLongestFold;
            if (transition < 0) fold = TRY(local_seconds(rt, kEpochSeconds + stamp.seconds + transition)) == shown;
        }
    }
    return make_datetime(rt, type, day, {at.tm_hour, at.tm_min, at.tm_sec, stamp.microseconds}, zone, fold);
}

/// In a zone: by way of UTC and the zone's own fromutc().
Result<Value> from_stamp_in(Runtime& rt, Type* type, const Stamp& stamp, View zone) {
    TRY(check_zone(rt, zone));
    if (zone.is_none()) return from_stamp(rt, type, stamp, true, zone);
    Value held(zone), plain = TRY(from_stamp(rt, type, stamp, false, zone));
    return asked(rt, held, "fromutc", {plain});
}

Result<void> warn_of_utc(Runtime& rt, const char* name, const char* instead) {
    return rt.hooks.warn(rt, DeprecationWarning,
                         TRY(rt.format("datetime.datetime.%s is deprecated and scheduled for removal in a future version. Use timezone-aware objects to represent datetimes in UTC: "
                                       "datetime.datetime.%s.", name, instead)), 1, View());
}

Result<Value> combine(Runtime& rt, Args args) {
    Date* date = as_date(rt, args[1]);
    Time* time = as_time(rt, args[2]);
    if (!date) return rt.raise(TypeError, "combine() argument 1 must be datetime.date, not %s", type_name(rt, args[1]));
    if (!time) return rt.raise(TypeError, "combine() argument 2 must be datetime.time, not %s", type_name(rt, args[2]));
    return make_datetime(rt, args[0].as<Type>(), {date->year, date->month, date->day}, time->clock, args.given(3) ? args[3] : View(time->zone), time->fold);
}

// ---- from text

Result<Value> from_iso_format(Runtime& rt, Args args) {
    Str* string = as_str(args[1]);
    if (!string) return rt.raise(TypeError, "fromisoformat: argument must be str");
    auto invalid = [&]() -> Result<Value> { return rt.raise(ValueError, "Invalid isoformat string: %s", TRY(repr(rt, args[1]))->data()); };
    std::string_view text = string->text();
    if (text.size() < 7) return invalid();
    std::size_t end = iso::end_of_date(text);
    if (end > text.size()) return invalid();
    civil::Day day{};
    iso::ZonedClock clock;
    if (!iso::read_date(text.substr(0, end), day)) return invalid();
    std::string_view rest = text.substr(end);
    if (!rest.empty()) {
        // What separates them is any one character.
        std::size_t bytes = 1;
        while (bytes < rest.size() && (rest[bytes] & 0xc0) == 0x80) ++bytes;
        if (!iso::read_clock(rest.substr(bytes), clock)) return invalid();
    }
    Value zone = TRY(zone_of_offset(rt, clock));
    return make_datetime(rt, args[0].as<Type>(), day, clock, zone, 0);
}

Result<Value> parse(Runtime& rt, Args args) {
    for (std::size_t n = 1; n <= 2; ++n)
        if (!as_str(args[n])) return rt.raise(TypeError, "strptime() argument %zu must be str, not %s", n, type_name(rt, args[n]));
    Value module = TRY(imported(rt, "_strptime"));
    return asked(rt, module, "_strptime_datetime", {args[0], args[1], args[2]});
}

// ---- zones

/// The zone that local time is in at a second of UTC.
Result<Value> local_zone(Runtime& rt, std::int64_t utc_seconds) {
    std::tm at = TRY(calendar_time(rt, utc_seconds - kEpochSeconds, true));
    Value offset = TRY(new_delta(rt, 0, at.tm_gmtoff, 0)), name = TRY(rt.str(at.tm_zone));
    return new_zone(rt, offset, name);
}

Result<Value> as_timezone(Runtime& rt, Args args) {
    View wanted = args[1];
    Value self(args[0]);
    TRY(check_zone(rt, wanted));
    Value own = self_of(args)->zone, offset = View::none();
    if (!own.is_none()) {
        if (own == wanted) return self;
        offset = TRY(offset_of(rt, self));
    }
    if (offset.is_none()) {
        bool fold = self_of(args)->fold;
        std::int64_t seconds = TRY(seconds_from_local(rt, self_of(args), fold)), other = TRY(seconds_from_local(rt, self_of(args), !fold));
        if (seconds != other && (other > seconds) == fold) seconds = other;  // in a gap the offset is the one of the other side
        own = TRY(local_zone(rt, seconds));
        if (own == wanted) return self;
        offset = own.as<TimeZone>()->offset;
    }
    Value moment = TRY(moved(rt, self_of(args), offset.as<Delta>(), -1));
    DateTime* at = as_datetime(rt, moment);
    if (!at) return rt.raise(TypeError, "a datetime is required (got type %s)", type_name(rt, moment));
    Value zone(wanted);
    if (wanted.is_none()) zone = TRY(local_zone(rt, civil::seconds_of(at->year, at->month, at->day, at->clock.hour, at->clock.minute, at->clock.second)));
    Value plain = TRY(make_datetime(rt, rt.type_of(moment), day_of(at), at->clock, zone, 0));
    return asked(rt, zone, "fromutc", {plain});
}

// ---- what a moment gives back

Result<Value> time_stamp(Runtime& rt, Args args) {
    DateTime* moment = self_of(args);
    if (moment->zone.is_none()) {
        std::int64_t seconds = TRY(seconds_from_local(rt, moment, moment->fold));
        return rt.real(static_cast<double>(seconds - kEpochSeconds) + moment->clock.microsecond / 1e6);
    }
    Value epoch = TRY(new_datetime(rt, known(rt, datetime_type), {1970, 1, 1}, {}, utc(rt), 0));
    Value since = TRY(subtract(rt, args[0], epoch));
    return asked(rt, since, "total_seconds");
}

Result<Value> time_tuple_of(Runtime& rt, Args args) {
    Value summer = TRY(zone_offset(rt, self_of(args)->zone, "dst", args[0]));
    Delta* delta = as_delta(rt, summer);
    return time_tuple(rt, self_of(args), self_of(args)->clock, delta ? microseconds_of(delta) != 0 : -1);
}

Result<Value> utc_tuple(Runtime& rt, Args args) {
    DateTime* moment = self_of(args);
    Value offset = TRY(offset_of(rt, args[0]));
    Delta* delta = as_delta(rt, offset);
    if (!delta) return time_tuple(rt, moment, moment->clock, 0);
    Value plain = TRY(new_datetime(rt, known(rt, datetime_type), day_of(moment), moment->clock, View::none(), 0));
    Value shifted = TRY(moved(rt, plain.as<DateTime>(), delta, -1));
    return time_tuple(rt, shifted.as<DateTime>(), shifted.as<DateTime>()->clock, 0);
}

Result<Value> iso_format(Runtime& rt, Args args) {
    Str* separator = as_str(args[1]);
    if (!separator || separator->length() != 1) return rt.raise(TypeError, "isoformat() argument 1 must be a unicode character, not %s", type_name(rt, args[1]));
    iso::Precision precision = TRY(precision_of(rt, args[2], 2));
    Value offset = TRY(offset_of(rt, args[0]));
    DateTime* moment = self_of(args);
    char date[32];
    std::snprintf(date, sizeof date, "%04d-%02d-%02d", moment->year, moment->month, moment->day);
    return rt.str(date + std::string(separator->text()) + iso::clock_text(moment->clock, precision) + TRY(offset_text(rt, offset, ":")));
}

Result<Value> replace(Runtime& rt, Args args) {
    DateTime* moment = self_of(args);
    int parts[] = {moment->year, moment->month, moment->day};
    for (std::size_t n = 0; n < 3; ++n)
        if (args.given(n + 1)) parts[n] = TRY(c_int(rt, args[n + 1]));
    iso::Clock clock = TRY(clock_of(rt, args.values() + 4, moment->clock));
    Value zone = args.given(8) ? Value(args[8]) : moment->zone;
    int fold = args.given(9) ? TRY(c_int(rt, args[9])) : moment->fold;
    if (fold != 0 && fold != 1) return rt.raise(ValueError, "fold must be either 0 or 1");
    return make_datetime(rt, rt.type_of(args[0]), {parts[0], parts[1], parts[2]}, clock, zone, fold);
}

#define REPLACE_PARAMETERS                                                                                                                                          \
    "(self, /, year=<no value>, month=<no value>, day=<no value>, hour=<no value>, minute=<no value>, second=<no value>, microsecond=<no value>, tzinfo=<no value>" \
    ", *, fold=<no value>)"

constexpr FunctionDef methods[] = {
    {"now(cls, /, tz=None)", [](Runtime& rt, Args args) -> Result<Value> { return from_stamp_in(rt, args[0].as<Type>(), TRY(now(rt)), args[1]); },
     "Returns new datetime object representing current time local to tz.\n\n  tz\n    Timezone object.\n\nIf no tz is specified, uses local timezone.", FunctionDef::class_method},
    {"utcnow(cls, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(warn_of_utc(rt, "utcnow()", "now(datetime.UTC)"));
         return from_stamp(rt, args[0].as<Type>(), TRY(now(rt)), false, View::none());
     },
     "Return a new datetime representing UTC day and time.", FunctionDef::class_method},
    {"fromtimestamp(cls, /, timestamp, tz=None)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(check_zone(rt, args[2]));
         return from_stamp_in(rt, args[0].as<Type>(), TRY(stamp_of(rt, args[1], false)), args[2]);
     },
     "timestamp[, tz] -> tz's local time from POSIX timestamp.", FunctionDef::class_method},
    {"utcfromtimestamp(cls, timestamp, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(warn_of_utc(rt, "utcfromtimestamp()", "fromtimestamp(timestamp, datetime.UTC)"));
         return from_stamp(rt, args[0].as<Type>(), TRY(stamp_of(rt, args[1], false)), false, View::none());
     },
     "Construct a naive UTC datetime from a POSIX timestamp.", FunctionDef::class_method},
    {"strptime(cls, date_string, format, /)", parse, "string, format -> new datetime parsed from a string (like time.strptime()).", FunctionDef::class_method},
    {"combine(cls, /, date, time, tzinfo=<no value>)", combine, "date, time -> datetime with same date and time fields", FunctionDef::class_method},
    {"fromisoformat(cls, string, /)", from_iso_format, "string -> datetime from a string in most ISO 8601 formats", FunctionDef::class_method},
    {"date(self, /)",
     [](Runtime& rt, Args args) { return new_date(rt, known(rt, date_type), self_of(args)->year, self_of(args)->month, self_of(args)->day); },
     "Return date object with same year, month and day."},
    {"time(self, /)", [](Runtime& rt, Args args) { return new_time(rt, known(rt, time_type), self_of(args)->clock, View::none(), self_of(args)->fold); },
     "Return time object with same time but with tzinfo=None."},
    {"timetz(self, /)", [](Runtime& rt, Args args) { return new_time(rt, known(rt, time_type), self_of(args)->clock, self_of(args)->zone, self_of(args)->fold); },
     "Return time object with same time and tzinfo."},
    {"ctime(self, /)", [](Runtime& rt, Args args) -> Result<Value> { return rt.str(ctime_text(self_of(args), self_of(args)->clock)); }, "Return ctime() style string."},
    {"timetuple(self, /)", time_tuple_of, "Return time tuple, compatible with time.localtime()."},
    {"timestamp(self, /)", time_stamp, "Return POSIX timestamp as float."},
    {"utctimetuple(self, /)", utc_tuple, "Return UTC time tuple, compatible with time.localtime()."},
    {"isoformat(self, /, sep='T', timespec='auto')", iso_format,
     "[sep] -> string in ISO 8601 format, YYYY-MM-DDT[HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\nsep is used to separate the year from the time, and defaults to 'T'.\n"
     "The optional argument timespec specifies the number of additional terms\nof the time to include. Valid options are 'auto', 'hours', 'minutes',\n"
     "'seconds', 'milliseconds' and 'microseconds'."},
    {"utcoffset(self, /)", [](Runtime& rt, Args args) { return offset_of(rt, args[0]); }, "Return self.tzinfo.utcoffset(self)."},
    {"tzname(self, /)", [](Runtime& rt, Args args) { return zone_name(rt, self_of(args)->zone, args[0]); }, "Return self.tzinfo.tzname(self)."},
    {"dst(self, /)", [](Runtime& rt, Args args) { return zone_offset(rt, self_of(args)->zone, "dst", args[0]); }, "Return self.tzinfo.dst(self)."},
    {"replace" REPLACE_PARAMETERS, replace, "Return datetime with new specified fields."},
    {"__replace__" REPLACE_PARAMETERS, replace, "The same as replace()."},
    {"astimezone(self, /, tz=None)", as_timezone, "tz -> convert to local time in new timezone tz"},
    {"__reduce_ex__(self, proto, /)", reduce_datetime, "__reduce_ex__(proto) -> (cls, state)"},
    {"__reduce__(self, /)", reduce_datetime, "__reduce__() -> (cls, state)"},
};

template <int iso::Clock::*field>
Result<Value> number(Runtime&, View self) {
    return View::small_int(self.as<DateTime>()->clock.*field);
}
constexpr PropertyDef properties[] = {
    {"hour", number<&iso::Clock::hour>},
    {"minute", number<&iso::Clock::minute>},
    {"second", number<&iso::Clock::second>},
    {"microsecond", number<&iso::Clock::microsecond>},
    {"tzinfo", [](Runtime&, View self) -> Result<Value> { return self.as<DateTime>()->zone; }},
    {"fold", [](Runtime&, View self) -> Result<Value> { return View::small_int(self.as<DateTime>()->fold); }},
};

}  // namespace

const std::span<const FunctionDef> datetime_methods = methods;
const std::span<const PropertyDef> datetime_properties = properties;

}  // namespace ouro::dates
