// SPDX-License-Identifier: MIT
// tzinfo, the base class of time zones, and timezone, one with a fixed offset.
#include "runtime/objects/number_methods.h"
#include "runtime/objects/type_object.h"
#include "stdlib/datetime/datetime.h"
#include "stdlib/owned_fields.h"

namespace ouro::dates {

namespace {

const char kUtcKey = 0;

Raised not_implemented_by_base(Runtime& rt, const char* method) { return rt.raise(NotImplementedError, "a tzinfo subclass must implement %s()", method); }

bool is_short(const Delta* delta) {
    constexpr Microseconds kDay = Microseconds{civil::kSecondsPerDay} * 1'000'000;
    return microseconds_of(delta) > -kDay && microseconds_of(delta) < kDay;
}

/// The way from UTC to a zone that all zones have in common: the offset without summer time is taken to be always the same.
Result<Value> from_utc(Runtime& rt, Args args) {
    View zone = args[0];
    DateTime* moment = as_datetime(rt, args[1]);
    if (!moment) return rt.raise(TypeError, "fromutc: argument must be a datetime");
    if (moment->zone != zone) return rt.raise(ValueError, "fromutc: dt.tzinfo is not self");
    Value offset = TRY(asked(rt, args[1], "utcoffset"));
    if (offset.is_none()) return rt.raise(ValueError, "fromutc: non-None utcoffset() result required");
    Value summer = TRY(asked(rt, args[1], "dst"));
    if (summer.is_none()) return rt.raise(ValueError, "fromutc: non-None dst() result required");
    Delta *ahead = as_delta(rt, offset), *extra = as_delta(rt, summer);
    if (!ahead || !extra) return rt.raise(TypeError, "fromutc: utcoffset() and dst() must return timedelta");
    Value standard = TRY(delta_of(rt, microseconds_of(ahead) - microseconds_of(extra)));
    Value result = TRY(moved(rt, moment, standard.as<Delta>(), 1));
    summer = TRY(asked(rt, result, "dst"));
    if (summer.is_none()) return rt.raise(ValueError, "fromutc: tz.dst() gave inconsistent results; cannot convert");
    DateTime* at = as_datetime(rt, result);
    extra = as_delta(rt, summer);
    if (!at || !extra || !microseconds_of(extra)) return result;
    return moved(rt, at, extra, 1);
}

Result<Value> reduce_zone(Runtime& rt, Args args) {
    Value getter = TRY(find_attribute(rt, args[0], TRY(intern(rt, "__getinitargs__")).get())), arguments = Value(rt.empty_tuple);
    if (!getter.is_unbound()) arguments = TRY(call(rt, getter));
    Value state = TRY(asked(rt, args[0], "__getstate__"));
    return TRY(new_tuple(rt, {type_view(rt.type_of(args[0])), View(arguments), View(state)}));
}

constexpr FunctionDef base_methods[] = {
    {"tzname(self, dt, /)", [](Runtime& rt, Args) -> Result<Value> { return not_implemented_by_base(rt, "tzname"); }, "datetime -> string name of time zone."},
    {"utcoffset(self, dt, /)", [](Runtime& rt, Args) -> Result<Value> { return not_implemented_by_base(rt, "utcoffset"); },
     "datetime -> timedelta showing offset from UTC, negative values indicating West of UTC"},
    {"dst(self, dt, /)", [](Runtime& rt, Args) -> Result<Value> { return not_implemented_by_base(rt, "dst"); }, "datetime -> DST offset as timedelta positive east of UTC."},
    {"fromutc(self, dt, /)", from_utc, "datetime in UTC -> datetime in local time."},
    {"__reduce__(self, /)", reduce_zone, "-> (cls, state)"},
};

// ---- timezone

TimeZone* self_of(View self) { return self.as<TimeZone>(); }

Result<Value> allocate_zone(Runtime& rt, View offset, View name) {
    auto* made = rt.allocate<TimeZone>(known(rt, zone_type));
    if (!made) return rt.raise_memory_error();
    new (&made->offset) Value(offset);
    new (&made->name) Value(name);
    return Value::adopt(View(made));
}

constexpr const char* kNames[] = {"offset", "name"};

Result<Value> construct(Runtime& rt, Type*, const Arguments& arguments) {
    View values[2];
    TRY(bind(rt, {.name = "timezone", .names = kNames, .required = 1}, arguments, values));
    if (!as_delta(rt, values[0])) return rt.raise(TypeError, "timezone() argument 1 must be datetime.timedelta, not %s", type_name(rt, values[0]));
    if (!values[1].is_unbound() && !as_str(values[1])) return rt.raise(TypeError, "timezone() argument 2 must be str, not %s", type_name(rt, values[1]));
    return new_zone(rt, values[0], values[1]);
}

Result<Value> name_of(Runtime& rt, TimeZone* zone) {
    if (!zone->name.is_unbound()) return zone->name;
    if (View(zone) == utc(rt) || !microseconds_of(zone->offset.as<Delta>())) return rt.str("UTC");
    return rt.str("UTC" + TRY(offset_text(rt, zone->offset, ":")));
}

Result<void> check_moment(Runtime& rt, View moment, const char* method) {
    if (moment.is_none() || as_datetime(rt, moment)) return {};
    return rt.raise(TypeError, "%s(dt) argument must be a datetime instance or None, not %s", method, type_name(rt, moment));
}

constexpr FunctionDef methods[] = {
    {"tzname(self, dt, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(check_moment(rt, args[1], "tzname"));
         return name_of(rt, args.self<TimeZone>());
     },
     "If name is specified when timezone is created, returns the name.  Otherwise returns offset as 'UTC(+|-)HH:MM'."},
    {"utcoffset(self, dt, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(check_moment(rt, args[1], "utcoffset"));
         return args.self<TimeZone>()->offset;
     },
     "Return fixed offset."},
    {"dst(self, dt, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(check_moment(rt, args[1], "dst"));
         return View::none();
     },
     "Return None."},
    {"fromutc(self, dt, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         DateTime* moment = as_datetime(rt, args[1]);
         if (!moment) return rt.raise(TypeError, "fromutc: argument must be a datetime");
         if (moment->zone != args[0]) return rt.raise(ValueError, "fromutc: dt.tzinfo is not self");
         return moved(rt, moment, args.self<TimeZone>()->offset.as<Delta>(), 1);
     },
     "datetime in UTC -> datetime in local time."},
    {"__getinitargs__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         auto* zone = args.self<TimeZone>();
         if (zone->name.is_unbound()) return TRY(new_tuple(rt, {View(zone->offset)}));
         return TRY(new_tuple(rt, {View(zone->offset), View(zone->name)}));
     },
     "pickle support"},
};

Result<Value> edge(Runtime& rt, int minutes) { return allocate_zone(rt, TRY(new_delta(rt, 0, minutes * 60, 0)), View()); }

constexpr ConstantDef constants[] = {
    {"utc", [](Runtime& rt) -> Result<Value> { return Value(utc(rt)); }},
    {"min", [](Runtime& rt) { return edge(rt, -23 * 60 - 59); }},
    {"max", [](Runtime& rt) { return edge(rt, 23 * 60 + 59); }},
};

}  // namespace

Result<void> check_zone(Runtime& rt, View zone) {
    if (zone.is_none() || (zone.is_object() && is_subtype(zone.object()->type(), known(rt, zone_base_type)))) return {};
    return rt.raise(TypeError, "tzinfo argument must be None or of a tzinfo subclass, not type '%s'", type_name(rt, zone));
}

Result<Value> zone_offset(Runtime& rt, View zone, const char* method, View moment) {
    if (zone.is_none()) return View::none();
    Value held(zone);
    Value offset = TRY(asked(rt, held, method, {moment}));
    if (offset.is_none()) return offset;
    Delta* delta = as_delta(rt, offset);
    if (!delta) return rt.raise(TypeError, "tzinfo.%s() must return None or timedelta, not '%s'", method, type_name(rt, offset));
    if (!is_short(delta)) return rt.raise(ValueError, "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).");
    return offset;
}

Result<Value> zone_name(Runtime& rt, View zone, View moment) {
    if (zone.is_none()) return View::none();
    Value held(zone);
    Value name = TRY(asked(rt, held, "tzname", {moment}));
    if (!name.is_none() && !as_str(name)) return rt.raise(TypeError, "tzinfo.tzname() must return None or a string, not '%s'", type_name(rt, name));
    return name;
}

Result<Value> new_zone(Runtime& rt, View offset, View name) {
    Delta* delta = as_delta(rt, offset);
    if (name.is_unbound() && !microseconds_of(delta)) return Value(utc(rt));
    if (!is_short(delta))
        return rt.raise(ValueError, "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not %s.", TRY(repr(rt, offset))->data());
    return allocate_zone(rt, offset, name);
}

Result<Value> zone_of_offset(Runtime& rt, const iso::ZonedClock& clock) {
    if (!clock.has_offset) return View::none();
    if (!clock.offset && !clock.offset_microsecond) return Value(utc(rt));
    return new_zone(rt, TRY(new_delta(rt, 0, clock.offset, clock.offset_microsecond)), View());
}

View utc(Runtime& rt) { return rt.library.find(&kUtcKey)->second; }

Result<void> make_utc(Runtime& rt) {
    rt.library[&kUtcKey] = TRY(allocate_zone(rt, TRY(new_delta(rt, 0, 0, 0)), View()));
    return {};
}

Result<std::string> offset_text(Runtime& rt, View offset, std::string_view separator) {
    Delta* delta = as_delta(rt, offset);
    if (!delta) return std::string();
    return iso::offset_text(delta->days, delta->seconds, delta->microseconds, separator);
}

const TypeDef zone_base_type{
    .name = "tzinfo",
    .module = "datetime",
    .doc = "Abstract base class for time zone info objects.",
    .size = sizeof(Object),
    .flags = Type::base_type | Type::immutable,
    .slots = {.destroy = [](Runtime& rt, Object* object) { rt.free_instance(object, sizeof(Object)); },
              .construct = [](Runtime& rt, Type* type, const Arguments&) -> Result<Value> {
                  auto* made = rt.allocate<Object>(type);
                  if (!made) return rt.raise_memory_error();
                  return Value::adopt(View(made));
              }},
    .methods = base_methods,
};

const TypeDef zone_type{
    .name = "timezone",
    .module = "datetime",
    .doc = "Fixed offset from UTC implementation of tzinfo.",
    .size = sizeof(TimeZone),
    .flags = Type::immutable,
    .base = [](Runtime& rt) { return known(rt, zone_base_type); },
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<TimeZone*>(object)->offset.~Value();
                      static_cast<TimeZone*>(object)->name.~Value();
                      rt.free_instance(object, sizeof(TimeZone));
                  },
              .construct = construct,
              .repr = [](Runtime& rt, View self) -> Result<Value> {
                  if (self == utc(rt)) return rt.str("datetime.timezone.utc");
                  std::string text = std::string(type_name(rt, self)) + "(" + std::string(TRY(repr(rt, self_of(self)->offset))->text());
                  if (!self_of(self)->name.is_unbound()) text += ", " + std::string(TRY(repr(rt, self_of(self)->name))->text());
                  return rt.str(text + ")");
              },
              .str = [](Runtime& rt, View self) { return name_of(rt, self_of(self)); },
              .hash = [](Runtime& rt, View self) { return hash(rt, self_of(self)->offset); },
              .compare = [](Runtime& rt, View left, View right, CompareOp op) -> Result<Value> {
                  if ((op != CompareOp::eq && op != CompareOp::ne) || !as<TimeZone>(rt, right, zone_type)) return View::not_implemented();
                  return View::boolean(order_holds(order_of(self_of(left)->offset.as<Delta>(), self_of(right)->offset.as<Delta>()), op));
              }},
    .methods = methods,
    .constants = constants,
};

}  // namespace ouro::dates
