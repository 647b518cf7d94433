// SPDX-License-Identifier: MIT
// datetime: a date with a time of day, perhaps in a zone. Its arithmetic, comparison, and the way between local time and UTC; its methods are
// in datetime_methods.cpp.
#include "runtime/objects/buffer.h"
#include "runtime/objects/number_methods.h"
#include "stdlib/datetime/datetime.h"

namespace ouro::dates {

namespace {

constexpr std::size_t kStateSize = 10;
constexpr const char* kNames[] = {"year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold"};
constexpr std::int64_t kEpochSeconds = civil::kEpochOrdinal * civil::kSecondsPerDay;
constexpr std::int64_t kLongestFold = civil::kSecondsPerDay;

DateTime* self_of(View self) { return self.as<DateTime>(); }

Microseconds since_start(const DateTime* moment) {
    return Microseconds{civil::seconds_of(moment->year, moment->month, moment->day, moment->clock.hour, moment->clock.minute, moment->clock.second)} * 1'000'000 + moment->clock.microsecond;
}

/// Without a look at the numbers: pickled state is taken as it is, apart from the month.
Result<Value> allocate_datetime(Runtime& rt, Type* type, const civil::Day& day, const iso::Clock& clock, View zone, int fold) {
    auto* made = rt.allocate<DateTime>(type);
    if (!made) return rt.raise_memory_error();
    made->hash = kNoHash;
    made->year = day.year;
    made->month = day.month;
    made->day = day.day;
    made->clock = clock;
    made->fold = fold;
    new (&made->zone) Value(zone);
    return Value::adopt(View(made));
}

Result<Value> construct(Runtime& rt, Type* type, const Arguments& arguments) {
    if ((arguments.count == 1 || arguments.count == 2) && !arguments.names) {
        std::string state = TRY(pickled_state(rt, arguments[0], kStateSize, "datetime"));
        auto byte = [&](std::size_t n) { return static_cast<int>(static_cast<unsigned char>(state[n])); };
        if (!state.empty() && (byte(2) & 0x7f) >= 1 && (byte(2) & 0x7f) <= 12) {
            Value zone = arguments.count == 2 ? Value(arguments[1]) : Value(View::none());
            if (check_zone(rt, zone).raised()) {
                if (!rt.swallow(TypeError)) return Raised{};
                return rt.raise(TypeError, "bad tzinfo state arg");
            }
            return allocate_datetime(rt, type, {byte(0) << 8 | byte(1), byte(2) & 0x7f, byte(3)}, {byte(4), byte(5), byte(6), byte(7) << 16 | byte(8) << 8 | byte(9)}, zone, byte(2) >> 7);
        }
    }
    View values[9];
    TRY(bind(rt, {.name = "", .names = kNames, .required = 3, .keyword_only = 1}, arguments, values));
    int year = TRY(c_int(rt, values[0])), month = TRY(c_int(rt, values[1])), day = TRY(c_int(rt, values[2]));
    iso::Clock clock = TRY(clock_of(rt, values + 3));
    View zone = values[7].is_unbound() ? View::none() : values[7];
    int fold = values[8].is_unbound() ? 0 : TRY(c_int(rt, values[8]));
    return new_datetime(rt, type, {year, month, day}, clock, zone, fold);
}

// ---- arithmetic

Result<Value> add(Runtime& rt, View left, View right) {
    if (DateTime* moment = as_datetime(rt, left)) {
        Delta* delta = as_delta(rt, right);
        return delta ? moved(rt, moment, delta, 1) : Result<Value>(View::not_implemented());
    }
    Delta* delta = as_delta(rt, left);
    return delta ? moved(rt, self_of(right), delta, 1) : Result<Value>(View::not_implemented());
}

Result<Value> offset_of(Runtime& rt, View moment) { return zone_offset(rt, self_of(moment)->zone, "utcoffset", moment); }

/// Whether the offset depends on the fold: then a moment equals none in another zone (PEP 495).
Result<bool> is_problematic(Runtime& rt, View self, View offset) {
    DateTime* moment = self_of(self);
    Value flipped = TRY(new_datetime(rt, known(rt, datetime_type), {moment->year, moment->month, moment->day}, moment->clock, moment->zone, !moment->fold));
    Value other = TRY(offset_of(rt, flipped));
    if (other == offset) return false;
    Delta *a = as_delta(rt, other), *b = as_delta(rt, offset);
    return !a || !b || order_of(a, b) != 0;
}

Result<Value> compare_slot(Runtime& rt, View left, View right, CompareOp op) {
    if (!as_datetime(rt, right)) return View::not_implemented();
    Value held_left(left), held_right(right);
    DateTime *a = self_of(left), *b = self_of(right);
    Microseconds x = since_start(a), y = since_start(b);
    bool equality = op == CompareOp::eq || op == CompareOp::ne;
    if (a->zone == b->zone) return View::boolean(order_holds(x < y ? -1 : x > y, op));
    Value first = TRY(offset_of(rt, left)), second = TRY(offset_of(rt, right));
    Delta *p = as_delta(rt, first), *q = as_delta(rt, second);
    if (!p != !q) {
        if (equality) return View::boolean(op == CompareOp::ne);
        return rt.raise(TypeError, "can't compare offset-naive and offset-aware datetimes");
    }
    if (p) {
        x -= microseconds_of(p);
        y -= microseconds_of(q);
    }
    int order = x < y ? -1 : x > y;
    if (equality && !order && (TRY(is_problematic(rt, left, first)) || TRY(is_problematic(rt, right, second)))) order = 1;
    return View::boolean(order_holds(order, op));
}

std::string hashed_state(const DateTime* moment) {
    const iso::Clock& clock = moment->clock;
    const int parts[] = {moment->year >> 8, moment->year, moment->month, moment->day, clock.hour, clock.minute, clock.second, clock.microsecond >> 16, clock.microsecond >> 8, clock.microsecond};
    std::string bytes;
    for (int part : parts) bytes += static_cast<char>(part);
    return bytes;
}

Result<std::int64_t> hash_slot(Runtime& rt, View self) {
    Value held(self);
    DateTime* moment = self_of(self);
    if (moment->hash != kNoHash) return moment->hash;
    // Both moments of a fold are equal, so they have one hash.
    Value plain = held;
    if (moment->fold) plain = TRY(new_datetime(rt, known(rt, datetime_type), {moment->year, moment->month, moment->day}, moment->clock, moment->zone, 0));
    Value offset = TRY(offset_of(rt, plain));
    if (Delta* delta = as_delta(rt, offset)) moment->hash = TRY(hash(rt, View(TRY(delta_of(rt, since_start(moment) - microseconds_of(delta))).get())));
    else moment->hash = static_cast<std::int64_t>(hash_text(rt, hashed_state(moment)));
    return moment->hash;
}

Result<Value> reduce(Runtime& rt, View self, bool with_fold) {
    DateTime* moment = self_of(self);
    std::string state = hashed_state(moment);
    if (with_fold && moment->fold) state[2] = static_cast<char>(state[2] | 0x80);
    Value bytes = TRY(new_bytes(rt, state));
    Ref<Tuple> arguments = moment->zone.is_none() ? TRY(new_tuple(rt, {View(bytes)})) : TRY(new_tuple(rt, {View(bytes), View(moment->zone)}));
    return TRY(new_tuple(rt, {type_view(rt.type_of(self)), View(arguments.get())}));
}

constexpr ConstantDef constants[] = {
    {"min", [](Runtime& rt) { return new_datetime(rt, known(rt, datetime_type), {civil::kMinYear, 1, 1}, {}, View::none(), 0); }},
    {"max", [](Runtime& rt) { return new_datetime(rt, known(rt, datetime_type), {civil::kMaxYear, 12, 31}, {23, 59, 59, 999999}, View::none(), 0); }},
    {"resolution", [](Runtime& rt) -> Result<Value> { return Value(TRY(new_delta(rt, 0, 0, 1))); }},
};

}  // namespace

Result<Value> reduce_datetime(Runtime& rt, Args args) { return reduce(rt, args[0], args.count() > 1 && TRY(c_int(rt, args[1])) > 3); }

Result<Value> new_datetime(Runtime& rt, Type* type, const civil::Day& day, const iso::Clock& clock, View zone, int fold) {
    TRY(check_date(rt, day.year, day.month, day.day));
    TRY(check_clock(rt, clock, fold));
    TRY(check_zone(rt, zone));
    return allocate_datetime(rt, type, day, clock, zone, fold);
}

Result<Value> make_datetime(Runtime& rt, Type* type, const civil::Day& day, const iso::Clock& clock, View zone, int fold) {
    if (type == known(rt, datetime_type)) return new_datetime(rt, type, day, clock, zone, fold);
    Value made = TRY(call(rt, type_view(type), {View::small_int(day.year), View::small_int(day.month), View::small_int(day.day), View::small_int(clock.hour), View::small_int(clock.minute),
                                                View::small_int(clock.second), View::small_int(clock.microsecond), zone}));
    if (DateTime* moment = as_datetime(rt, made); moment && moment->fold != fold) {
        moment->fold = fold;
        moment->hash = kNoHash;
    }
    return made;
}

Result<Value> moved(Runtime& rt, DateTime* moment, const Delta* delta, int sign) {
    constexpr std::int64_t kSecond = 1'000'000;
    Microseconds at = since_start(moment) + sign * microseconds_of(delta);
    Microseconds first = Microseconds{civil::kSecondsPerDay} * kSecond, end = (Microseconds{civil::kMaxOrdinal} + 1) * civil::kSecondsPerDay * kSecond;
    if (at < first || at >= end) return rt.raise(OverflowError, "date value out of range");
    auto seconds = static_cast<std::int64_t>(at / kSecond);
    auto of_day = static_cast<int>(seconds % civil::kSecondsPerDay);
    iso::Clock clock{of_day / 3600, of_day / 60 % 60, of_day % 60, static_cast<int>(at % kSecond)};
    Value zone = moment->zone;
    return make_datetime(rt, moment->type(), civil::day_of(seconds / civil::kSecondsPerDay), clock, zone, 0);
}

Result<std::int64_t> local_seconds(Runtime& rt, std::int64_t utc_seconds) {
    std::tm at = TRY(calendar_time(rt, utc_seconds - kEpochSeconds, true));
    int year = at.tm_year + 1900;
    if (year < civil::kMinYear || year > civil::kMaxYear) return rt.raise(ValueError, "year %i is out of range", year);
    return civil::seconds_of(year, at.tm_mon + 1, at.tm_mday, at.tm_hour, at.tm_min, at.tm_sec);
}

// Local time may show a second twice, or never: both offsets that are in force around it are tried (PEP 495).
Result<std::int64_t> seconds_from_local(Runtime& rt, const DateTime* moment, bool later) {
    std::int64_t shown = civil::seconds_of(moment->year, moment->month, moment->day, moment->clock.hour, moment->clock.minute, moment->clock.second);
    std::int64_t first_offset = TRY(local_seconds(rt, shown)) - shown;
    std::int64_t first = shown - first_offset, first_shown = TRY(local_seconds(rt, first)), second_offset;
    if (first_shown == shown) {
        // One solution; the other, if there is one, lies on the other side.
        std::int64_t other = first + (later ? kLongestFold : -kLongestFold);
        second_offset = TRY(local_seconds(rt, other)) - other;
        if (second_offset == first_offset) return first;
    } else {
        second_offset = first_shown - first;
    }
    std::int64_t second = shown - second_offset;
    if (TRY(local_seconds(rt, second)) == shown) return second;
    if (first_shown == shown) return first;
    return later ? std::min(first, second) : std::max(first, second);  // in the gap
}

Result<Value> subtract(Runtime& rt, View left, View right) {
    DateTime *a = as_datetime(rt, left), *b = as_datetime(rt, right);
    if (!a) return View::not_implemented();
    if (!b) {
        Delta* delta = as_delta(rt, right);
        return delta ? moved(rt, a, delta, -1) : Result<Value>(View::not_implemented());
    }
    Value held_left(left), held_right(right);
    Microseconds between = since_start(a) - since_start(b);
    if (a->zone != b->zone) {
        Value first = TRY(offset_of(rt, left)), second = TRY(offset_of(rt, right));
        Delta *p = as_delta(rt, first), *q = as_delta(rt, second);
        if (!p != !q) return rt.raise(TypeError, "can't subtract offset-naive and offset-aware datetimes");
        if (p) between -= microseconds_of(p) - microseconds_of(q);
    }
    Ref<Delta> made = TRY(delta_of(rt, between));
    return made;
}

const TypeDef datetime_type{
    .name = "datetime",
    .module = "datetime",
    .doc = "datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])\n\nThe year, month and day arguments are required. tzinfo may be None, or an\n"
           "instance of a tzinfo subclass. The remaining arguments may be ints.\n",
    .size = sizeof(DateTime),
    .flags = Type::base_type | Type::immutable | Type::container,
    .base = [](Runtime& rt) { return known(rt, date_type); },
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<DateTime*>(object)->zone.~Value();
                      rt.free_instance(object, sizeof(DateTime));
                  },
              .traverse = [](Object* object, Visitor& visit) { visit(static_cast<DateTime*>(object)->zone); },
              .construct = construct,
              .repr = [](Runtime& rt, View self) -> Result<Value> {
                  DateTime* moment = self_of(self);
                  std::string date = std::to_string(moment->year) + ", " + std::to_string(moment->month) + ", " + std::to_string(moment->day) + ", ";
                  std::string text = std::string(type_name(rt, self)) + "(" + date + clock_repr(moment->clock) + (moment->fold ? ", fold=1" : "");
                  return rt.str(text + TRY(zone_repr(rt, moment->zone)) + ")");
              },
              .str = [](Runtime& rt, View self) -> Result<Value> {
                  Value space = TRY(rt.str(" "));
                  return asked(rt, self, "isoformat", {space});
              },
              .hash = hash_slot,
              .compare = compare_slot,
              .binary = {add, subtract}},
    .methods = datetime_methods,
    .properties = datetime_properties,
    .constants = constants,
};

}  // namespace ouro::dates
