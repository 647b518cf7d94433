// SPDX-License-Identifier: MIT
// date, the days of its ISO weeks, and what dates and moments have in common: time stamps and strftime().
#include <cmath>
#include <ctime>

#include "runtime/native/capability.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/number.h"
#include "runtime/objects/number_methods.h"
#include "stdlib/datetime/datetime.h"
#include "stdlib/struct_sequence.h"

namespace ouro::dates {

namespace {

constexpr std::size_t kStateSize = 4;
constexpr const char* kNames[] = {"year", "month", "day"};
constexpr const char* kDayNames[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr const char* kMonthNames[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

Date* self_of(View self) { return self.as<Date>(); }
std::int64_t ordinal(const Date* date) { return civil::ordinal_of(date->year, date->month, date->day); }

std::string state_of(const Date* date) {
    const char bytes[] = {static_cast<char>(date->year >> 8), static_cast<char>(date->year), static_cast<char>(date->month), static_cast<char>(date->day)};
    return {bytes, sizeof bytes};
}

/// Without a look at the numbers: pickled state is taken as it is, apart from the month.
Result<Value> allocate_date(Runtime& rt, Type* type, int year, int month, int day) {
    auto* made = rt.allocate<Date>(type);
    if (!made) return rt.raise_memory_error();
    made->hash = kNoHash;
    made->year = year;
    made->month = month;
    made->day = day;
    return Value::adopt(View(made));
}

Result<Value> construct(Runtime& rt, Type* type, const Arguments& arguments) {
    if (arguments.count == 1 && !arguments.names) {
        std::string state = TRY(pickled_state(rt, arguments[0], kStateSize, "date"));
        if (!state.empty() && state[2] >= 1 && state[2] <= 12)
            return allocate_date(rt, type, static_cast<unsigned char>(state[0]) << 8 | static_cast<unsigned char>(state[1]), state[2], static_cast<unsigned char>(state[3]));
    }
    View values[3];
    TRY(bind(rt, {.name = "", .names = kNames, .required = 3}, arguments, values));
    int year = TRY(c_int(rt, values[0])), month = TRY(c_int(rt, values[1])), day = TRY(c_int(rt, values[2]));
    return new_date(rt, type, year, month, day);
}

// ---- class methods

Result<Value> from_stamp(Runtime& rt, Type* type, std::int64_t seconds) {
    std::tm at = TRY(calendar_time(rt, seconds, true));
    return make_date(rt, type, {at.tm_year + 1900, at.tm_mon + 1, at.tm_mday});
}

Result<Value> today(Runtime& rt, Args args) {
    // Through fromtimestamp(), which a subclass may have of its own.
    Stamp stamp = TRY(now(rt));
    Value seconds = TRY(rt.real(static_cast<double>(stamp.seconds) + stamp.microseconds / 1e6));
    return asked(rt, args[0], "fromtimestamp", {seconds});
}

Result<Value> from_ordinal(Runtime& rt, Args args) {
    int n = TRY(c_int(rt, args[1]));
    if (n < 1) return rt.raise(ValueError, "ordinal must be >= 1");
    civil::Day day = civil::day_of(n);
    TRY(check_date(rt, day.year, day.month, day.day));
    return make_date(rt, args[0].as<Type>(), day);
}

Result<Value> from_iso_format(Runtime& rt, Args args) {
    Str* text = as_str(args[1]);
    if (!text) return rt.raise(TypeError, "fromisoformat: argument must be str");
    civil::Day day{};
    std::size_t size = text->size;
    if ((size != 7 && size != 8 && size != 10) || !iso::read_date(text->text(), day)) return rt.raise(ValueError, "Invalid isoformat string: %s", TRY(repr(rt, args[1]))->data());
    TRY(check_date(rt, day.year, day.month, day.day));
    return make_date(rt, args[0].as<Type>(), day);
}

Result<Value> from_iso_calendar(Runtime& rt, Args args) {
    int parts[3];
    for (std::size_t n = 0; n < 3; ++n) {
        Result<int> part = c_int(rt, args[n + 1]);
        if (part.raised()) {
            if (!rt.swallow(OverflowError)) return Raised{};
            return rt.raise(ValueError, "ISO calendar component out of range");
        }
        parts[n] = part.value();
    }
    civil::Day day;
    switch (civil::day_of_iso({parts[0], parts[1], parts[2]}, day)) {
        case civil::IsoError::year: return rt.raise(ValueError, "Year is out of range: %d", parts[0]);
        case civil::IsoError::week: return rt.raise(ValueError, "Invalid week: %d", parts[1]);
        case civil::IsoError::weekday: return rt.raise(ValueError, "Invalid day: %d (range is [1, 7])", parts[2]);
        case civil::IsoError::none: break;
    }
    TRY(check_date(rt, day.year, day.month, day.day));
    return make_date(rt, args[0].as<Type>(), day);
}

// ---- ISO weeks

constexpr const char* kIsoFields[] = {"year", "week", "weekday"};

Result<Value> reduce_iso(Runtime& rt, Args args) {
    Tuple* parts = args[0].as<Tuple>();
    Ref<Tuple> plain = TRY(new_tuple(rt, {View(parts->items[0]), View(parts->items[1]), View(parts->items[2])}));
    Ref<Tuple> arguments = TRY(new_tuple(rt, {View(plain.get())}));
    return TRY(new_tuple(rt, {type_view(rt.types.tuple), View(arguments.get())}));
}

constexpr FunctionDef iso_methods[] = {{"__reduce__(self, /)", reduce_iso, ""}};

TypeDef iso_calendar_type() {
    TypeDef def = struct_sequence_type("datetime", "IsoCalendarDate", "The result of date.isocalendar() or datetime.isocalendar()\n\nThis object may be accessed either as a tuple of\n"
                                       "  ((year, week, weekday))\nor via the object attributes as named in the above tuple.", false);
    def.methods = iso_methods;
    return def;
}
const StructSequence kIsoCalendar{.type = iso_calendar_type(), .fields = kIsoFields, .visible = 3};

// ---- arithmetic and comparison

Result<Value> shifted(Runtime& rt, View self, const Delta* delta, int sign) {
    std::int64_t day = ordinal(self_of(self)) + sign * std::int64_t{delta->days};
    if (day < 1 || day > civil::kMaxOrdinal) return rt.raise(OverflowError, "date value out of range");
    return make_date(rt, rt.type_of(self), civil::day_of(day));
}

Result<Value> add(Runtime& rt, View left, View right) {
    if (as_datetime(rt, left) || as_datetime(rt, right)) return View::not_implemented();
    if (as_date(rt, left)) {
        Delta* delta = as_delta(rt, right);
        return delta ? shifted(rt, left, delta, 1) : Result<Value>(View::not_implemented());
    }
    Delta* delta = as_delta(rt, left);
    return delta ? shifted(rt, right, delta, 1) : Result<Value>(View::not_implemented());
}

Result<Value> subtract_slot(Runtime& rt, View left, View right) {
    if (as_datetime(rt, left) || as_datetime(rt, right) || !as_date(rt, left)) return View::not_implemented();
    if (as_date(rt, right)) {
        Ref<Delta> made = TRY(new_delta(rt, ordinal(self_of(left)) - ordinal(self_of(right)), 0, 0));
        return made;
    }
    Delta* delta = as_delta(rt, right);
    return delta ? shifted(rt, left, delta, -1) : Result<Value>(View::not_implemented());
}

Result<Value> compare_slot(Runtime& rt, View left, View right, CompareOp op) {
    Date* other = as_date(rt, right);
    // A moment is a date, but not one that can be told from others by its day alone.
    if (!other || as_datetime(rt, right)) return View::not_implemented();
    std::int64_t a = ordinal(self_of(left)), b = ordinal(other);
    return View::boolean(order_holds(a < b ? -1 : a > b, op));
}

// ---- methods

Result<Value> replace(Runtime& rt, Args args) {
    Date* date = args.self<Date>();
    int parts[] = {date->year, date->month, date->day};
    for (std::size_t n = 0; n < 3; ++n)
        if (args.given(n + 1)) parts[n] = TRY(c_int(rt, args[n + 1]));
    return make_date(rt, rt.type_of(args[0]), {parts[0], parts[1], parts[2]});
}

Result<Value> iso_format(Runtime& rt, View self) { return rt.format("%04d-%02d-%02d", self_of(self)->year, self_of(self)->month, self_of(self)->day); }

constexpr FunctionDef methods[] = {
    {"today(cls, /)", today, "Current date or datetime:  same as self.__class__.fromtimestamp(time.time()).", FunctionDef::class_method},
    {"fromtimestamp(cls, timestamp, /)",
     [](Runtime& rt, Args args) -> Result<Value> { return from_stamp(rt, args[0].as<Type>(), TRY(stamp_of(rt, args[1], true)).seconds); },
     "Create a date from a POSIX timestamp.\n\nThe timestamp is a number, e.g. created via time.time(), that is interpreted\nas local time.", FunctionDef::class_method},
    {"fromordinal(cls, ordinal, /)", from_ordinal, "int -> date corresponding to a proleptic Gregorian ordinal.", FunctionDef::class_method},
    {"fromisoformat(cls, string, /)", from_iso_format, "str -> Construct a date from a string in ISO 8601 format.", FunctionDef::class_method},
    {"fromisocalendar(cls, year, week, day)", from_iso_calendar,
     "int, int, int -> Construct a date from the ISO year, week number and weekday.\n\nThis is the inverse of the function date.isocalendar().", FunctionDef::class_method},
    {"ctime(self, /)", [](Runtime& rt, Args args) -> Result<Value> { return rt.str(ctime_text(args.self<Date>(), {})); }, "Return ctime() style string."},
    {"strftime(self, /, format)",
     [](Runtime& rt, Args args) -> Result<Value> {
         if (!as_str(args[1])) return rt.raise(TypeError, "strftime() argument 1 must be str, not %s", type_name(rt, args[1]));
         Value tuple = TRY(asked(rt, args[0], "timetuple"));
         return format_time(rt, args[0], args[1], tuple);
     },
     "format -> strftime() style string."},
    {"__format__(self, spec, /)", format_by, "Formats self with strftime."},
    {"isoformat(self, /)", [](Runtime& rt, Args args) { return iso_format(rt, args[0]); }, "Return string in ISO 8601 format, YYYY-MM-DD."},
    {"weekday(self, /)", [](Runtime&, Args args) -> Result<Value> { return View::small_int(civil::weekday_of(ordinal(args.self<Date>()))); },
     "Return the day of the week represented by the date.\nMonday == 0 ... Sunday == 6"},
    {"isoweekday(self, /)", [](Runtime&, Args args) -> Result<Value> { return View::small_int(civil::weekday_of(ordinal(args.self<Date>())) + 1); },
     "Return the day of the week represented by the date.\nMonday == 1 ... Sunday == 7"},
    {"isocalendar(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         civil::IsoDay iso = civil::iso_day_of(ordinal(args.self<Date>()));
         const Value values[] = {View::small_int(iso.year), View::small_int(iso.week), View::small_int(iso.weekday)};
         return new_struct_sequence(rt, kIsoCalendar, values);
     },
     "Return a named tuple containing ISO year, week number, and weekday."},
    {"toordinal(self, /)", [](Runtime&, Args args) -> Result<Value> { return View::small_int(ordinal(args.self<Date>())); },
     "Return proleptic Gregorian ordinal.  January 1 of year 1 is day 1."},
    {"timetuple(self, /)", [](Runtime& rt, Args args) { return time_tuple(rt, args.self<Date>(), {}, -1); }, "Return time tuple, compatible with time.localtime()."},
    {"replace(self, /, year=<no value>, month=<no value>, day=<no value>)", replace, "Return date with new specified fields."},
    {"__replace__(self, /, year=<no value>, month=<no value>, day=<no value>)", replace, "The same as replace()."},
    {"__reduce__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Value state = TRY(new_bytes(rt, state_of(args.self<Date>())));
         Ref<Tuple> arguments = TRY(new_tuple(rt, {View(state)}));
         return TRY(new_tuple(rt, {type_view(rt.type_of(args[0])), View(arguments.get())}));
     },
     "__reduce__() -> (cls, state)"},
};

template <int Date::*field>
Result<Value> number(Runtime&, View self) {
    return View::small_int(self_of(self)->*field);
}
constexpr PropertyDef properties[] = {{"year", number<&Date::year>}, {"month", number<&Date::month>}, {"day", number<&Date::day>}};

constexpr ConstantDef constants[] = {
    {"min", [](Runtime& rt) { return new_date(rt, known(rt, date_type), civil::kMinYear, 1, 1); }},
    {"max", [](Runtime& rt) { return new_date(rt, known(rt, date_type), civil::kMaxYear, 12, 31); }},
    {"resolution", [](Runtime& rt) -> Result<Value> { return Value(TRY(new_delta(rt, 1, 0, 0))); }},
};

}  // namespace

Result<void> check_date(Runtime& rt, int year, int month, int day) {
    if (year < civil::kMinYear || year > civil::kMaxYear) return rt.raise(ValueError, "year %i is out of range", year);
    if (month < 1 || month > 12) return rt.raise(ValueError, "month must be in 1..12");
    if (day < 1 || day > civil::days_in_month(year, month)) return rt.raise(ValueError, "day is out of range for month");
    return {};
}

Result<Value> new_date(Runtime& rt, Type* type, int year, int month, int day) {
    TRY(check_date(rt, year, month, day));
    return allocate_date(rt, type, year, month, day);
}

Result<Value> make_date(Runtime& rt, Type* type, const civil::Day& day) {
    if (type == known(rt, date_type)) return new_date(rt, type, day.year, day.month, day.day);
    return call(rt, type_view(type), {View::small_int(day.year), View::small_int(day.month), View::small_int(day.day)});
}

Result<Value> time_tuple(Runtime& rt, const Date* date, const iso::Clock& clock, int summer) {
    int weekday = civil::weekday_of(ordinal(date)), of_year = civil::days_before_month(date->year, date->month) + date->day;
    Ref<Tuple> parts = TRY(new_tuple(rt, {View::small_int(date->year), View::small_int(date->month), View::small_int(date->day), View::small_int(clock.hour), View::small_int(clock.minute),
                                          View::small_int(clock.second), View::small_int(weekday), View::small_int(of_year), View::small_int(summer)}));
    Value time = TRY(imported(rt, "time"));
    return asked(rt, time, "struct_time", {View(parts.get())});
}

std::string ctime_text(const Date* date, const iso::Clock& clock) {
    char text[64];
    std::snprintf(text, sizeof text, "%s %s %2d %02d:%02d:%02d %04d", kDayNames[civil::weekday_of(ordinal(date))], kMonthNames[date->month - 1], date->day, clock.hour, clock.minute,
                  clock.second, date->year);
    return text;
}

Result<Value> format_time(Runtime& rt, View object, View format, View tuple) {
    Value held_object(object), held_tuple(tuple);
    std::string given(format.as<Str>()->text()), wanted;
    DateTime* moment = as_datetime(rt, object);
    Time* time = as_time(rt, object);
    Value zone = moment ? moment->zone : time ? time->zone : Value(View::none());
    View shown = moment ? View(held_object) : View::none();  // what the zone is asked about
    auto offset = [&](std::string_view separator) -> Result<std::string> { return offset_text(rt, TRY(zone_offset(rt, zone, "utcoffset", shown)), separator); };
    for (std::size_t at = 0; at < given.size(); ++at) {
        TRY(rt.charge(1));
        if (given[at] != '%' || at + 1 == given.size()) {
            wanted += given[at];
            continue;
        }
        char letter = given[++at];
        if (letter == 'z') {
            wanted += TRY(offset(""));
        } else if (letter == ':' && at + 1 < given.size() && given[at + 1] == 'z') {
            ++at;
            wanted += TRY(offset(":"));
        } else if (letter == 'Z') {
            Value name = TRY(zone_name(rt, zone, shown));
            if (name.is_none()) continue;
            name = TRY(asked(rt, name, "replace", {TRY(rt.str("%")), TRY(rt.str("%%"))}));
            Str* text = as_str(name);
            if (!text) return rt.raise(TypeError, "tzname.replace() did not return a string");
            if (!text->ascii()) TRY(asked(rt, name, "encode"));  // says which surrogate cannot be
            wanted += text->text();
        } else if (letter == 'f') {
            char text[16];
            std::snprintf(text, sizeof text, "%06d", moment ? moment->clock.microsecond : time ? time->clock.microsecond : 0);
            wanted += text;
        } else {
            wanted += '%';
            wanted += letter;
        }
    }
    Value library = TRY(imported(rt, "time"));
    return asked(rt, library, "strftime", {TRY(rt.str(wanted)), held_tuple});
}

Result<Value> format_by(Runtime& rt, Args args) {
    Str* wanted = as_str(args[1]);
    if (!wanted) return rt.raise(TypeError, "__format__() argument 1 must be str, not %s", type_name(rt, args[1]));
    if (!wanted->size) return TRY(to_str(rt, args[0]));
    return asked(rt, args[0], "strftime", {args[1]});
}

Result<Stamp> stamp_of(Runtime& rt, View value, bool round_down) {
    auto out_of_range = [&] { return rt.raise(OverflowError, "timestamp out of range for platform time_t"); };
    if (is_float(value)) {
        double given = double_of(value), whole;
        if (std::isnan(given)) return rt.raise(ValueError, "Invalid value NaN (not a number)");
        double part = std::modf(given, &whole);
        if (round_down) {
            whole = std::floor(given);
            part = 0;
        }
        part = std::nearbyint(part * 1e6);  // half to even
        if (part >= 1e6) {
            part -= 1e6;
            whole += 1;
        } else if (part < 0) {
            part += 1e6;
            whole -= 1;
        }
        if (!(whole >= -0x1p63 && whole < 0x1p63)) return out_of_range();
        return Stamp{static_cast<std::int64_t>(whole), static_cast<int>(part)};
    }
    Value exact = TRY(index(rt, value));
    std::int64_t seconds;
    if (!fits_int64(exact, seconds)) return out_of_range();
    return Stamp{seconds, 0};
}

Result<Stamp> now(Runtime& rt) {
    TRY(require(rt, Capability::clock));
    timespec at;
    clock_gettime(CLOCK_REALTIME, &at);
    return Stamp{at.tv_sec, static_cast<int>(at.tv_nsec / 1000)};
}

Result<std::tm> calendar_time(Runtime& rt, std::int64_t seconds, bool local) {
    std::tm at{};
    std::time_t given = seconds;
    errno = 0;
    if (!(local ? localtime_r(&given, &at) : gmtime_r(&given, &at))) {
        if (errno == EOVERFLOW) return rt.raise(OverflowError, "timestamp out of range for platform time_t");
        return rt.raise(ValueError, "timestamp out of range for platform %s function", local ? "localtime()" : "gmtime()");
    }
    if (at.tm_sec > 59) at.tm_sec = 59;  // a leap second
    return at;
}

const TypeDef date_type{
    .name = "date",
    .module = "datetime",
    .doc = "date(year, month, day) --> date object",
    .size = sizeof(Date),
    .flags = Type::base_type | Type::immutable,
    .slots = {.destroy = [](Runtime& rt, Object* object) { rt.free_instance(object, sizeof(Date)); },
              .construct = construct,
              .repr = [](Runtime& rt, View self) { return rt.format("%s(%d, %d, %d)", type_name(rt, self), self_of(self)->year, self_of(self)->month, self_of(self)->day); },
              .str = [](Runtime& rt, View self) { return asked(rt, self, "isoformat"); },
              .hash = [](Runtime& rt, View self) -> Result<std::int64_t> {
                  Date* date = self_of(self);
                  if (date->hash == kNoHash) date->hash = static_cast<std::int64_t>(hash_text(rt, state_of(date)));
                  return date->hash;
              },
              .compare = compare_slot,
              .binary = {add, subtract_slot}},
    .methods = methods,
    .properties = properties,
    .constants = constants,
};

}  // namespace ouro::dates
