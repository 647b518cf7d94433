// SPDX-License-Identifier: MIT
// The module `datetime`: its objects, and what their files share. civil.h has the calendar, iso_text.h the text of ISO 8601.
#pragma once

#include <ctime>

#include "runtime/objects/containers.h"
#include "runtime/objects/method.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/native/module.h"
#include "stdlib/c_numbers.h"
#include "stdlib/datetime/civil.h"
#include "stdlib/datetime/iso_text.h"

namespace ouro::dates {

constexpr std::int64_t kNoHash = -1;  // is never a hash

/// A duration: 0 <= seconds < 86400, 0 <= microseconds < 1000000.
struct Delta : Object {
    int days, seconds, microseconds;
};
struct Date : Object {
    std::int64_t hash;
    int year, month, day;
};
struct DateTime : Date {
    iso::Clock clock;
    int fold;
    Value zone;  // None for a naive one
};
struct Time : Object {
    std::int64_t hash;
    iso::Clock clock;
    int fold;
    Value zone;
};
struct TimeZone : Object {
    Value offset;  // a Delta
    Value name;    // Unbound where none was given
};

extern const TypeDef delta_type, date_type, datetime_type, time_type, zone_base_type, zone_type;

/// A type of this module, which exists once the module does.
inline Type* known(Runtime& rt, const TypeDef& def) { return rt.native_types.find(&def)->second; }
inline View type_view(const Type* type) { return View(static_cast<const Object*>(type)); }
template <typename T>
T* as(Runtime& rt, View value, const TypeDef& def) {
    return value.is_object() && is_subtype(value.object()->type(), known(rt, def)) ? value.as<T>() : nullptr;
}
inline Delta* as_delta(Runtime& rt, View value) { return as<Delta>(rt, value, delta_type); }
inline Date* as_date(Runtime& rt, View value) { return as<Date>(rt, value, date_type); }
inline DateTime* as_datetime(Runtime& rt, View value) { return as<DateTime>(rt, value, datetime_type); }
inline Time* as_time(Runtime& rt, View value) { return as<Time>(rt, value, time_type); }

/// Calls a method by name, which a subclass may have of its own.
inline Result<Value> asked(Runtime& rt, View object, const char* method, std::initializer_list<View> arguments = {}) {
    return call_method(rt, object, TRY(intern(rt, method)).get(), arguments);
}
inline Result<Value> imported(Runtime& rt, const char* module) { return rt.hooks.import(rt, TRY(intern(rt, module)).get(), rt.builtins.get(), View::none(), 0); }

// ---- arguments

/// Binds the arguments of a constructor whose messages call it `name`: the last `keyword_only` names cannot be given by position.
struct ParameterNames {
    const char* name;
    std::span<const char* const> names;
    std::size_t required = 0, keyword_only = 0;
};
Result<void> bind(Runtime& rt, const ParameterNames& parameters, const Arguments& arguments, View* out);
/// Pickled state: bytes, or text that was bytes once; "" where the value is neither or has another size.
Result<std::string> pickled_state(Runtime& rt, View value, std::size_t size, const char* what);

// ---- durations (timedelta.cpp)

/// From any numbers; OverflowError past 999999999 days.
Result<Ref<Delta>> new_delta(Runtime& rt, std::int64_t days, std::int64_t seconds, std::int64_t microseconds, Type* type = nullptr);
__extension__ typedef __int128 Microseconds;
Microseconds microseconds_of(const Delta* delta);
Result<Ref<Delta>> delta_of(Runtime& rt, Microseconds microseconds, Type* type = nullptr);
inline int order_of(const Delta* a, const Delta* b) {
    Microseconds x = microseconds_of(a), y = microseconds_of(b);
    return x < y ? -1 : x > y;
}

// ---- zones (zone.cpp)

/// "tzinfo argument must be None or of a tzinfo subclass, not type 'x'"
Result<void> check_zone(Runtime& rt, View zone);
/// utcoffset() and dst() of a zone for a date: a Delta of less than a day, or None.
Result<Value> zone_offset(Runtime& rt, View zone, const char* method, View moment);
Result<Value> zone_name(Runtime& rt, View zone, View moment);
Result<Value> new_zone(Runtime& rt, View offset, View name);
/// The zone of an offset in seconds that was read from text; UTC for 0.
Result<Value> zone_of_offset(Runtime& rt, const iso::ZonedClock& clock);
View utc(Runtime& rt);
/// Makes the zone UTC, once the types that it needs are there.
Result<void> make_utc(Runtime& rt);
/// The text of an offset, "" for None.
Result<std::string> offset_text(Runtime& rt, View offset, std::string_view separator);

// ---- dates (date.cpp)

Result<void> check_date(Runtime& rt, int year, int month, int day);
Result<Value> new_date(Runtime& rt, Type* type, int year, int month, int day);
/// The same by calling the class, if it is one that a script made.
Result<Value> make_date(Runtime& rt, Type* type, const civil::Day& day);
/// time.struct_time of these.
Result<Value> time_tuple(Runtime& rt, const Date* date, const iso::Clock& clock, int summer);
/// strftime(): what the C library cannot know comes from `object`.
Result<Value> format_time(Runtime& rt, View object, View format, View tuple);
Result<Value> format_by(Runtime& rt, Args args);  // __format__
std::string ctime_text(const Date* date, const iso::Clock& clock);
/// Whole seconds of a time stamp and its microseconds, rounded half to even.
struct Stamp {
    std::int64_t seconds;
    int microseconds;
};
Result<Stamp> stamp_of(Runtime& rt, View value, bool round_down);
Result<Stamp> now(Runtime& rt);
Result<std::tm> calendar_time(Runtime& rt, std::int64_t seconds, bool local);

// ---- times of day (time_of_day.cpp)

Result<void> check_clock(Runtime& rt, const iso::Clock& clock, int fold);
Result<Value> new_time(Runtime& rt, Type* type, const iso::Clock& clock, View zone, int fold);
/// Reads hour, minute, second and microsecond from arguments that may be absent.
Result<iso::Clock> clock_of(Runtime& rt, const View* values, const iso::Clock& otherwise = {});
std::string clock_repr(const iso::Clock& clock);
/// ", tzinfo=…" where there is a zone.
Result<std::string> zone_repr(Runtime& rt, View zone);
/// The precision that an argument of isoformat() names.
Result<iso::Precision> precision_of(Runtime& rt, View name, int argument);

// ---- both together (datetime.cpp)

extern const std::span<const FunctionDef> datetime_methods;  // datetime_methods.cpp
extern const std::span<const PropertyDef> datetime_properties;
/// __reduce__() and __reduce_ex__(): the fold is in states for protocols after 3.
Result<Value> reduce_datetime(Runtime& rt, Args args);

Result<Value> new_datetime(Runtime& rt, Type* type, const civil::Day& day, const iso::Clock& clock, View zone, int fold);
Result<Value> make_datetime(Runtime& rt, Type* type, const civil::Day& day, const iso::Clock& clock, View zone, int fold);
/// A moment moved by a duration, which is taken `sign` times.
Result<Value> moved(Runtime& rt, DateTime* moment, const Delta* delta, int sign);
/// What local time shows at a second, both counted from the year 1.
Result<std::int64_t> local_seconds(Runtime& rt, std::int64_t utc_seconds);
/// The second of UTC that local time shows so; the later one of two.
Result<std::int64_t> seconds_from_local(Runtime& rt, const DateTime* moment, bool later);
Result<Value> subtract(Runtime& rt, View left, View right);

}  // namespace ouro::dates
