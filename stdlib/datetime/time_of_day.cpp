// SPDX-License-Identifier: MIT
// time: a time of day, perhaps in a zone.
#include "runtime/objects/buffer.h"
#include "runtime/objects/number_methods.h"
#include "stdlib/datetime/datetime.h"

namespace ouro::dates {

namespace {

constexpr std::size_t kStateSize = 6;
constexpr const char* kNames[] = {"hour", "minute", "second", "microsecond", "tzinfo", "fold"};

Time* self_of(View self) { return self.as<Time>(); }

std::string state_of(const Time* time, bool with_fold) {
    int us = time->clock.microsecond;
    const char bytes[] = {static_cast<char>(time->clock.hour | (with_fold && time->fold ? 0x80 : 0)), static_cast<char>(time->clock.minute), static_cast<char>(time->clock.second),
                          static_cast<char>(us >> 16), static_cast<char>(us >> 8), static_cast<char>(us)};
    return {bytes, sizeof bytes};
}

Result<Value> construct(Runtime& rt, Type* type, const Arguments& arguments) {
    if ((arguments.count == 1 || arguments.count == 2) && !arguments.names) {
        std::string state = TRY(pickled_state(rt, arguments[0], kStateSize, "time"));
        auto byte = [&](std::size_t n) { return static_cast<int>(static_cast<unsigned char>(state[n])); };
        if (!state.empty() && (byte(0) & 0x7f) < 24) {
            Value zone = arguments.count == 2 ? Value(arguments[1]) : Value(View::none());
            if (check_zone(rt, zone).raised()) {
                if (!rt.swallow(TypeError)) return Raised{};
                return rt.raise(TypeError, "bad tzinfo state arg");
            }
            iso::Clock clock{byte(0) & 0x7f, byte(1), byte(2), byte(3) << 16 | byte(4) << 8 | byte(5)};
            return new_time(rt, type, clock, zone, byte(0) >> 7);
        }
    }
    View values[6];
    TRY(bind(rt, {.name = "", .names = kNames, .keyword_only = 1}, arguments, values));
    iso::Clock clock = TRY(clock_of(rt, values));
    View zone = values[4].is_unbound() ? View::none() : values[4];
    int fold = values[5].is_unbound() ? 0 : TRY(c_int(rt, values[5]));
    TRY(check_clock(rt, clock, fold));
    TRY(check_zone(rt, zone));
    return new_time(rt, type, clock, zone, fold);
}

/// The same by calling the class, if it is one that a script made.
Result<Value> make_time(Runtime& rt, Type* type, const iso::Clock& clock, View zone, int fold) {
    if (type == known(rt, time_type)) {
        TRY(check_clock(rt, clock, fold));
        return new_time(rt, type, clock, zone, fold);
    }
    Value made = TRY(call(rt, type_view(type), {View::small_int(clock.hour), View::small_int(clock.minute), View::small_int(clock.second), View::small_int(clock.microsecond), zone}));
    if (Time* time = as_time(rt, made)) {
        time->fold = fold;
        time->hash = kNoHash;
    }
    return made;
}

Result<Value> from_iso_format(Runtime& rt, Args args) {
    Str* text = as_str(args[1]);
    if (!text) return rt.raise(TypeError, "fromisoformat: argument must be str");
    std::string_view rest = text->text();
    if (!rest.empty() && rest[0] == 'T') rest.remove_prefix(1);
    iso::ZonedClock clock;
    if (!iso::read_clock(rest, clock)) return rt.raise(ValueError, "Invalid isoformat string: %s", TRY(repr(rt, args[1]))->data());
    Value zone = TRY(zone_of_offset(rt, clock));
    return make_time(rt, args[0].as<Type>(), clock, zone, 0);
}

Result<Value> replace(Runtime& rt, Args args) {
    Time* time = args.self<Time>();
    Ref<Object> held(args[0].object());
    iso::Clock clock = TRY(clock_of(rt, args.values() + 1, time->clock));
    Value zone = args.given(5) ? Value(args[5]) : time->zone;
    int fold = args.given(6) ? TRY(c_int(rt, args[6])) : time->fold;
    if (fold != 0 && fold != 1) return rt.raise(ValueError, "fold must be either 0 or 1");
    TRY(check_zone(rt, zone));
    return make_time(rt, rt.type_of(args[0]), clock, zone, fold);
}

Result<Value> offset_of(Runtime& rt, Time* time) { return zone_offset(rt, time->zone, "utcoffset", View::none()); }

Microseconds since_midnight(const Time* time, const Delta* offset) {
    Microseconds seconds = (time->clock.hour * 60 + time->clock.minute) * 60 + time->clock.second;
    Microseconds n = seconds * 1'000'000 + time->clock.microsecond;
    return offset ? n - microseconds_of(offset) : n;
}

Result<Value> compare_slot(Runtime& rt, View left, View right, CompareOp op) {
    if (!as_time(rt, right)) return View::not_implemented();
    Value held_left(left), held_right(right), first, second;
    Time *a = self_of(left), *b = self_of(right);
    if (a->zone != b->zone) {
        first = TRY(offset_of(rt, a));
        second = TRY(offset_of(rt, b));
        if (!as_delta(rt, first) != !as_delta(rt, second)) {
            if (op == CompareOp::eq || op == CompareOp::ne) return View::boolean(op == CompareOp::ne);
            return rt.raise(TypeError, "can't compare offset-naive and offset-aware times");
        }
    }
    Microseconds x = since_midnight(a, as_delta(rt, first)), y = since_midnight(b, as_delta(rt, second));
    return View::boolean(order_holds(x < y ? -1 : x > y, op));
}

Result<std::int64_t> hash_slot(Runtime& rt, View self) {
    Value held(self);
    Time* time = self_of(self);
    if (time->hash != kNoHash) return time->hash;
    // Both moments of a fold are equal, so they have one hash.
    Value plain = held;
    if (time->fold) plain = TRY(new_time(rt, known(rt, time_type), time->clock, time->zone, 0));
    Value offset = TRY(offset_of(rt, plain.as<Time>()));
    if (Delta* delta = as_delta(rt, offset)) time->hash = TRY(hash(rt, View(TRY(delta_of(rt, since_midnight(time, delta))).get())));
    else time->hash = static_cast<std::int64_t>(hash_text(rt, state_of(time, false)));
    return time->hash;
}

Result<Value> reduce(Runtime& rt, View self, bool with_fold) {
    Value state = TRY(new_bytes(rt, state_of(self_of(self), with_fold)));
    Ref<Tuple> arguments = self_of(self)->zone.is_none() ? TRY(new_tuple(rt, {View(state)})) : TRY(new_tuple(rt, {View(state), View(self_of(self)->zone)}));
    return TRY(new_tuple(rt, {type_view(rt.type_of(self)), View(arguments.get())}));
}

constexpr FunctionDef methods[] = {
    {"fromisoformat(cls, string, /)", from_iso_format, "string -> time from a string in ISO 8601 format", FunctionDef::class_method},
    {"isoformat(self, /, timespec='auto')",
     [](Runtime& rt, Args args) -> Result<Value> {
         iso::Precision precision = TRY(precision_of(rt, args[1], 1));
         Value offset = TRY(offset_of(rt, args.self<Time>()));
         return rt.str(iso::clock_text(args.self<Time>()->clock, precision) + TRY(offset_text(rt, offset, ":")));
     },
     "Return string in ISO 8601 format, [HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\n\nThe optional argument timespec specifies the number of additional terms\n"
     "of the time to include. Valid options are 'auto', 'hours', 'minutes',\n'seconds', 'milliseconds' and 'microseconds'."},
    {"strftime(self, /, format)",
     [](Runtime& rt, Args args) -> Result<Value> {
         if (!as_str(args[1])) return rt.raise(TypeError, "strftime() argument 1 must be str, not %s", type_name(rt, args[1]));
         const iso::Clock& clock = args.self<Time>()->clock;
         Ref<Tuple> tuple = TRY(new_tuple(rt, {View::small_int(1900), View::small_int(1), View::small_int(1), View::small_int(clock.hour), View::small_int(clock.minute),
                                               View::small_int(clock.second), View::small_int(0), View::small_int(1), View::small_int(-1)}));
         return format_time(rt, args[0], args[1], View(tuple.get()));
     },
     "format -> strftime() style string."},
    {"__format__(self, spec, /)", format_by, "Formats self with strftime."},
    {"utcoffset(self, /)", [](Runtime& rt, Args args) { return offset_of(rt, args.self<Time>()); }, "Return self.tzinfo.utcoffset(self)."},
    {"tzname(self, /)", [](Runtime& rt, Args args) { return zone_name(rt, args.self<Time>()->zone, View::none()); }, "Return self.tzinfo.tzname(self)."},
    {"dst(self, /)", [](Runtime& rt, Args args) { return zone_offset(rt, args.self<Time>()->zone, "dst", View::none()); }, "Return self.tzinfo.dst(self)."},
    {"replace(self, /, hour=<no value>, minute=<no value>, second=<no value>, microsecond=<no value>, tzinfo=<no value>, *, fold=<no value>)", replace,
     "Return time with new specified fields."},
    {"__replace__(self, /, hour=<no value>, minute=<no value>, second=<no value>, microsecond=<no value>, tzinfo=<no value>, *, fold=<no value>)", replace, "The same as replace()."},
    {"__reduce_ex__(self, proto, /)",
     [](Runtime& rt, Args args) -> Result<Value> { return reduce(rt, args[0], TRY(c_int(rt, args[1])) > 3); }, "__reduce_ex__(proto) -> (cls, state)"},
    {"__reduce__(self, /)", [](Runtime& rt, Args args) { return reduce(rt, args[0], false); }, "__reduce__() -> (cls, state)"},
};

template <int iso::Clock::*field>
Result<Value> number(Runtime&, View self) {
    return View::small_int(self_of(self)->clock.*field);
}
constexpr PropertyDef properties[] = {
    {"hour", number<&iso::Clock::hour>},
    {"minute", number<&iso::Clock::minute>},
    {"second", number<&iso::Clock::second>},
    {"microsecond", number<&iso::Clock::microsecond>},
    {"tzinfo", [](Runtime&, View self) -> Result<Value> { return self_of(self)->zone; }},
    {"fold", [](Runtime&, View self) -> Result<Value> { return View::small_int(self_of(self)->fold); }},
};

constexpr ConstantDef constants[] = {
    {"min", [](Runtime& rt) { return new_time(rt, known(rt, time_type), {}, View::none(), 0); }},
    {"max", [](Runtime& rt) { return new_time(rt, known(rt, time_type), {23, 59, 59, 999999}, View::none(), 0); }},
    {"resolution", [](Runtime& rt) -> Result<Value> { return Value(TRY(new_delta(rt, 0, 0, 1))); }},
};

}  // namespace

Result<void> check_clock(Runtime& rt, const iso::Clock& clock, int fold) {
    if (clock.hour < 0 || clock.hour > 23) return rt.raise(ValueError, "hour must be in 0..23");
    if (clock.minute < 0 || clock.minute > 59) return rt.raise(ValueError, "minute must be in 0..59");
    if (clock.second < 0 || clock.second > 59) return rt.raise(ValueError, "second must be in 0..59");
    if (clock.microsecond < 0 || clock.microsecond > 999999) return rt.raise(ValueError, "microsecond must be in 0..999999");
    if (fold != 0 && fold != 1) return rt.raise(ValueError, "fold must be either 0 or 1");
    return {};
}

Result<Value> new_time(Runtime& rt, Type* type, const iso::Clock& clock, View zone, int fold) {
    auto* made = rt.allocate<Time>(type);
    if (!made) return rt.raise_memory_error();
    made->hash = kNoHash;
    made->clock = clock;
    made->fold = fold;
    new (&made->zone) Value(zone);
    return Value::adopt(View(made));
}

Result<iso::Clock> clock_of(Runtime& rt, const View* values, const iso::Clock& otherwise) {
    iso::Clock clock = otherwise;
    int* parts[] = {&clock.hour, &clock.minute, &clock.second, &clock.microsecond};
    for (std::size_t n = 0; n < 4; ++n)
        if (!values[n].is_unbound()) *parts[n] = TRY(c_int(rt, values[n]));
    return clock;
}

std::string clock_repr(const iso::Clock& clock) {
    std::string text = std::to_string(clock.hour) + ", " + std::to_string(clock.minute);
    if (clock.second || clock.microsecond) text += ", " + std::to_string(clock.second);
    if (clock.microsecond) text += ", " + std::to_string(clock.microsecond);
    return text;
}

Result<std::string> zone_repr(Runtime& rt, View zone) { return zone.is_none() ? std::string() : ", tzinfo=" + std::string(TRY(repr(rt, zone))->text()); }

Result<iso::Precision> precision_of(Runtime& rt, View name, int argument) {
    Str* text = as_str(name);
    if (!text) return rt.raise(TypeError, "isoformat() argument %d must be str, not %s", argument, type_name(rt, name));
    iso::Precision precision = iso::precision_named(text->text());
    if (precision == iso::Precision::unknown) return rt.raise(ValueError, "Unknown timespec value");
    return precision;
}

const TypeDef time_type{
    .name = "time",
    .module = "datetime",
    .doc = "time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object\n\nAll arguments are optional. tzinfo may be None, or an instance of\n"
           "a tzinfo subclass. The remaining arguments may be ints.\n",
    .size = sizeof(Time),
    .flags = Type::base_type | Type::immutable | Type::container,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<Time*>(object)->zone.~Value();
                      rt.free_instance(object, sizeof(Time));
                  },
              .traverse = [](Object* object, Visitor& visit) { visit(static_cast<Time*>(object)->zone); },
              .construct = construct,
              .repr = [](Runtime& rt, View self) -> Result<Value> {
                  Time* time = self_of(self);
                  std::string text = std::string(type_name(rt, self)) + "(" + clock_repr(time->clock) + TRY(zone_repr(rt, time->zone));
                  return rt.str(text + (time->fold ? ", fold=1)" : ")"));
              },
              .str = [](Runtime& rt, View self) { return asked(rt, self, "isoformat"); },
              .hash = hash_slot,
              .compare = compare_slot},
    .methods = methods,
    .properties = properties,
    .constants = constants,
};

}  // namespace ouro::dates
