// SPDX-License-Identifier: MIT
// timedelta: a duration of days, seconds and microseconds. Its arithmetic is that of whole microseconds, which need 77 bits.
#include <cmath>

#include "runtime/objects/number.h"
#include "runtime/objects/number_methods.h"
#include "stdlib/datetime/datetime.h"

namespace ouro::dates {

namespace {

constexpr std::int64_t kMaxDays = 999999999;
constexpr Microseconds kDay = Microseconds{86400} * 1000000;
constexpr Microseconds kMost = Microseconds{1} << 100;  // more than any duration

Microseconds floor_div(Microseconds a, Microseconds b) {
    Microseconds q = a / b;
    return q * b != a && (a < 0) != (b < 0) ? q - 1 : q;
}

Result<Value> int_of(Runtime& rt, Microseconds n) {
    auto low = static_cast<std::int64_t>(n);
    if (low == n) return rt.integer(low);
    Value high = TRY(rt.integer(static_cast<std::int64_t>(n >> 64))), rest = TRY(rt.integer_unsigned(static_cast<std::uint64_t>(n)));
    return binary(rt, BinaryOp::bit_or, TRY(binary(rt, BinaryOp::lshift, high, View::small_int(64))), rest);
}

/// An int of fewer than a hundred bits.
Result<Microseconds> number_of(Runtime& rt, View integer) {
    std::int64_t small;
    if (fits_int64(integer, small)) return Microseconds{small};
    if (bit_length(integer) > 100) return rt.raise(OverflowError, "Python int too large to convert to C int");
    Value high = TRY(binary(rt, BinaryOp::rshift, integer, View::small_int(32)));
    Value low = TRY(binary(rt, BinaryOp::bit_and, integer, View::small_int(0xffffffff)));
    std::int64_t top;
    if (fits_int64(high, top)) return (Microseconds{top} << 32) | low.as_int();
    return (TRY(number_of(rt, high)) << 32) | low.as_int();
}

Delta* self_of(View self) { return self.as<Delta>(); }

Result<Value> given_back(Runtime& rt, Microseconds n) {
    Ref<Delta> made = TRY(delta_of(rt, n));
    return made;
}

/// Rounded half to even.
Result<Value> divided(Runtime& rt, View dividend, View divisor) {
    if (!sign_of(divisor)) return rt.raise(ZeroDivisionError, "integer division or modulo by zero");
    Value above(dividend), below(divisor);
    if (sign_of(below) < 0) {
        above = TRY(negative(rt, above));
        below = TRY(negative(rt, below));
    }
    Value quotient = TRY(int_divide_round_even(rt, above, below));
    return given_back(rt, TRY(number_of(rt, quotient)));
}

/// A duration times, or divided by, a float: exact, then rounded.
Result<Value> scaled(Runtime& rt, Delta* delta, View factor, bool divide) {
    Value ratio = TRY(asked(rt, factor, "as_integer_ratio"));
    Tuple* pair = as_tuple(ratio);
    if (!pair) return rt.raise(TypeError, "unexpected return type from as_integer_ratio(): expected tuple, got '%s'", type_name(rt, ratio));
    if (pair->size != 2) return rt.raise(ValueError, "as_integer_ratio() must return a 2-tuple");
    if (!is_integer(pair->items[0]) || !is_integer(pair->items[1])) return rt.raise(TypeError, "non-integer arguments in division");
    Value exact = TRY(int_of(rt, microseconds_of(delta)));
    Value dividend = TRY(binary(rt, BinaryOp::mul, exact, pair->items[divide]));
    return divided(rt, dividend, pair->items[!divide]);
}

// ---- construction

/// Adds a number of units to the sum; fractions of microseconds are kept apart.
Result<void> add_units(Runtime& rt, Microseconds& sum, double& fraction, View value, std::int64_t unit, const char* name) {
    if (value.is_unbound()) return {};
    if (is_integer(value)) {
        Microseconds n = TRY(number_of(rt, value));
        if (n > kMost / unit || n < -kMost / unit) return rt.raise(OverflowError, "Python int too large to convert to C int");
        sum += n * unit;
        return {};
    }
    if (!is_float(value)) return rt.raise(TypeError, "unsupported type for timedelta %s component: %s", name, type_name(rt, value));
    double whole, part = std::modf(double_of(value), &whole);
    if (std::isnan(whole)) return rt.raise(ValueError, "cannot convert float NaN to integer");
    if (std::isinf(whole)) return rt.raise(OverflowError, "cannot convert float infinity to integer");
    if (std::fabs(whole) > static_cast<double>(kMost / unit)) return rt.raise(OverflowError, "Python int too large to convert to C int");
    sum += static_cast<Microseconds>(whole) * unit;
    if (part == 0) return {};
    double units = static_cast<double>(unit) * part, whole_units;
    fraction += std::modf(units, &whole_units);
    sum += static_cast<Microseconds>(whole_units);
    return {};
}

constexpr const char* kNames[] = {"days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks"};
constexpr std::int64_t kUnits[] = {86'400'000'000, 1'000'000, 1, 1'000, 60'000'000, 3'600'000'000, 604'800'000'000};
constexpr std::size_t kOrder[] = {2, 3, 1, 4, 5, 0, 6};  // the smallest unit first

Result<Value> construct(Runtime& rt, Type* type, const Arguments& arguments) {
    View values[7];
    TRY(bind(rt, {.name = "__new__", .names = kNames}, arguments, values));
    Microseconds sum = 0;
    double fraction = 0;
    for (std::size_t n : kOrder) TRY(add_units(rt, sum, fraction, values[n], kUnits[n], kNames[n]));
    if (fraction != 0) {
        // Half to even counts for the sum, not for the fraction by itself.
        double whole = std::round(fraction);
        if (std::fabs(whole - fraction) == 0.5) {
            double odd = sum & 1 ? 1 : 0;
            whole = 2.0 * std::round((fraction + odd) * 0.5) - odd;
        }
        sum += static_cast<Microseconds>(whole);
    }
    Ref<Delta> made = TRY(delta_of(rt, sum, type));
    return made;
}

// ---- arithmetic

Result<Value> add(Runtime& rt, View left, View right) {
    Delta *a = as_delta(rt, left), *b = as_delta(rt, right);
    if (!a || !b) return View::not_implemented();
    Ref<Delta> made = TRY(new_delta(rt, std::int64_t{a->days} + b->days, a->seconds + b->seconds, a->microseconds + b->microseconds));
    return made;
}

Result<Value> subtract_slot(Runtime& rt, View left, View right) {
    Delta *a = as_delta(rt, left), *b = as_delta(rt, right);
    if (!a || !b) return View::not_implemented();
    Ref<Delta> made = TRY(new_delta(rt, std::int64_t{a->days} - b->days, a->seconds - b->seconds, a->microseconds - b->microseconds));
    return made;
}

Result<Value> multiply(Runtime& rt, View left, View right) {
    Delta* delta = as_delta(rt, left);
    View factor = right;
    if (!delta) {
        delta = as_delta(rt, right);
        factor = left;
    }
    if (is_float(factor)) return scaled(rt, delta, factor, false);
    if (!is_integer(factor)) return View::not_implemented();
    Value exact = TRY(int_of(rt, microseconds_of(delta)));
    return given_back(rt, TRY(number_of(rt, TRY(binary(rt, BinaryOp::mul, exact, factor)))));
}

Result<Value> true_divide(Runtime& rt, View left, View right) {
    Delta* delta = as_delta(rt, left);
    if (!delta) return View::not_implemented();
    if (is_float(right)) return scaled(rt, delta, right, true);
    Value exact = TRY(int_of(rt, microseconds_of(delta)));
    if (is_integer(right)) return divided(rt, exact, right);
    Delta* other = as_delta(rt, right);
    if (!other) return View::not_implemented();
    return binary(rt, BinaryOp::true_div, exact, TRY(int_of(rt, microseconds_of(other))));
}

Result<Value> floor_divide(Runtime& rt, View left, View right) {
    Delta *delta = as_delta(rt, left), *other = as_delta(rt, right);
    if (!delta || (!other && !is_integer(right))) return View::not_implemented();
    Value exact = TRY(int_of(rt, microseconds_of(delta)));
    Value divisor = other ? TRY(int_of(rt, microseconds_of(other))) : Value(right);
    if (!sign_of(divisor)) return rt.raise(ZeroDivisionError, "integer division or modulo by zero");
    Value quotient = TRY(binary(rt, BinaryOp::floor_div, exact, divisor));
    if (other) return quotient;
    return given_back(rt, TRY(number_of(rt, quotient)));
}

Result<Value> remainder_slot(Runtime& rt, View left, View right) {
    Delta *a = as_delta(rt, left), *b = as_delta(rt, right);
    if (!a || !b) return View::not_implemented();
    Microseconds x = microseconds_of(a), y = microseconds_of(b);
    if (!y) return rt.raise(ZeroDivisionError, "integer modulo by zero");
    return given_back(rt, x - floor_div(x, y) * y);
}

Result<Value> divmod_method(Runtime& rt, View left, View right) {
    Delta *a = as_delta(rt, left), *b = as_delta(rt, right);
    if (!a || !b) return View::not_implemented();
    Microseconds x = microseconds_of(a), y = microseconds_of(b);
    if (!y) return rt.raise(ZeroDivisionError, "integer division or modulo by zero");
    Microseconds quotient = floor_div(x, y);
    Value whole = TRY(int_of(rt, quotient)), rest = TRY(given_back(rt, x - quotient * y));
    return TRY(new_tuple(rt, {View(whole), View(rest)}));
}

Result<Value> negated(Runtime& rt, View self) { return given_back(rt, -microseconds_of(self_of(self))); }

Result<Value> compare_slot(Runtime& rt, View left, View right, CompareOp op) {
    Delta* other = as_delta(rt, right);
    if (!other) return View::not_implemented();
    return View::boolean(order_holds(order_of(self_of(left), other), op));
}

Result<std::int64_t> hash_slot(Runtime& rt, View self) {
    Delta* delta = self_of(self);
    return hash(rt, View(TRY(new_tuple(rt, {View::small_int(delta->days), View::small_int(delta->seconds), View::small_int(delta->microseconds)})).get()));
}

Result<Value> repr_slot(Runtime& rt, View self) {
    Delta* delta = self_of(self);
    std::string text;
    auto part = [&](const char* name, int n) {
        if (n) text += (text.empty() ? "" : ", ") + std::string(name) + "=" + std::to_string(n);
    };
    part("days", delta->days);
    part("seconds", delta->seconds);
    part("microseconds", delta->microseconds);
    return rt.str(std::string(type_name(rt, self)) + "(" + (text.empty() ? "0" : text) + ")");
}

Result<Value> str_slot(Runtime& rt, View self) {
    Delta* delta = self_of(self);
    char text[64];
    std::string out;
    if (delta->days) out = std::to_string(delta->days) + (delta->days == 1 || delta->days == -1 ? " day, " : " days, ");
    std::snprintf(text, sizeof text, "%d:%02d:%02d", delta->seconds / 3600, delta->seconds / 60 % 60, delta->seconds % 60);
    out += text;
    if (delta->microseconds) {
        std::snprintf(text, sizeof text, ".%06d", delta->microseconds);
        out += text;
    }
    return rt.str(out);
}

constexpr FunctionDef methods[] = {
    {"total_seconds(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         return binary(rt, BinaryOp::true_div, TRY(int_of(rt, microseconds_of(args.self<Delta>()))), View::small_int(1'000'000));
     },
     "Total seconds in the duration."},
    {"__divmod__(self, value, /)", [](Runtime& rt, Args args) { return divmod_method(rt, args[0], args[1]); }, "Return divmod(self, value)."},
    {"__rdivmod__(self, value, /)", [](Runtime& rt, Args args) { return divmod_method(rt, args[1], args[0]); }, "Return divmod(value, self)."},
    {"__reduce__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         auto* delta = args.self<Delta>();
         Ref<Tuple> state = TRY(new_tuple(rt, {View::small_int(delta->days), View::small_int(delta->seconds), View::small_int(delta->microseconds)}));
         return TRY(new_tuple(rt, {type_view(rt.type_of(args[0])), View(state.get())}));
     },
     "__reduce__() -> (cls, state)"},
};

template <int Delta::*field>
Result<Value> number(Runtime&, View self) {
    return View::small_int(self_of(self)->*field);
}

constexpr PropertyDef properties[] = {
    {"days", number<&Delta::days>, nullptr, "Number of days.", true},
    {"seconds", number<&Delta::seconds>, nullptr, "Number of seconds (>= 0 and less than 1 day).", true},
    {"microseconds", number<&Delta::microseconds>, nullptr, "Number of microseconds (>= 0 and less than 1 second).", true},
};

constexpr ConstantDef constants[] = {
    {"min", [](Runtime& rt) -> Result<Value> { return Value(TRY(new_delta(rt, -kMaxDays, 0, 0))); }},
    {"max", [](Runtime& rt) -> Result<Value> { return Value(TRY(new_delta(rt, kMaxDays, 86399, 999999))); }},
    {"resolution", [](Runtime& rt) -> Result<Value> { return Value(TRY(new_delta(rt, 0, 0, 1))); }},
};

}  // namespace

Microseconds microseconds_of(const Delta* delta) { return (Microseconds{delta->days} * 86400 + delta->seconds) * 1'000'000 + delta->microseconds; }

Result<Ref<Delta>> delta_of(Runtime& rt, Microseconds n, Type* type) {
    Microseconds days = floor_div(n, kDay);
    n -= days * kDay;
    if (days > INT32_MAX || days < INT32_MIN) return rt.raise(OverflowError, "Python int too large to convert to C int");
    if (days > kMaxDays || days < -kMaxDays) return rt.raise(OverflowError, "days=%d; must have magnitude <= %d", static_cast<int>(days), static_cast<int>(kMaxDays));
    auto* made = rt.allocate<Delta>(type ? type : known(rt, delta_type));
    if (!made) return rt.raise_memory_error();
    made->days = static_cast<int>(days);
    made->seconds = static_cast<int>(n / 1'000'000);
    made->microseconds = static_cast<int>(n % 1'000'000);
    return Ref<Delta>::adopt(made);
}

Result<Ref<Delta>> new_delta(Runtime& rt, std::int64_t days, std::int64_t seconds, std::int64_t microseconds, Type* type) {
    return delta_of(rt, (Microseconds{days} * 86400 + seconds) * 1'000'000 + microseconds, type);
}

const TypeDef delta_type{
    .name = "timedelta",
    .module = "datetime",
    .doc = "Difference between two datetime values.\n\ntimedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)\n\n"
           "All arguments are optional and default to 0.\nArguments may be integers or floats, and may be positive or negative.",
    .size = sizeof(Delta),
    .flags = Type::base_type | Type::immutable,
    .slots = {.destroy = [](Runtime& rt, Object* object) { rt.free_instance(object, sizeof(Delta)); },
              .construct = construct,
              .repr = repr_slot,
              .str = str_slot,
              .hash = hash_slot,
              .compare = compare_slot,
              .truth = [](Runtime&, View self) -> Result<bool> { return microseconds_of(self_of(self)) != 0; },
              .binary = {add, subtract_slot, multiply, true_divide, floor_divide, remainder_slot},
              .negative = negated,
              .positive = [](Runtime& rt, View self) { return given_back(rt, microseconds_of(self_of(self))); },
              .absolute =
                  [](Runtime& rt, View self) {
                      Microseconds n = microseconds_of(self_of(self));
                      return given_back(rt, n < 0 ? -n : n);
                  }},
    .methods = methods,
    .properties = properties,
    .constants = constants,
};

}  // namespace ouro::dates
