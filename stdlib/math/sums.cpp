// SPDX-License-Identifier: MIT
// The functions of `math` that add up many numbers, with more digits than a double has.
#include <cfloat>
#include <cmath>

#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "stdlib/math/math.h"

namespace ouro::math {

namespace {

/// A number as the sum of two doubles.
struct Pair {
    double high, low;
};

/// a + b without loss, where |a| >= |b|.
Pair fast_sum(double a, double b) {
    double x = a + b;
    return {x, (a - x) + b};
}
/// a + b without loss (Knuth).
Pair sum(double a, double b) {
    double x = a + b, z = x - a;
    return {x, (a - (x - z)) + (b - z)};
}
/// a * b without loss.
Pair product(double a, double b) {
    double z = a * b;
    return {z, std::fma(a, b, -z)};
}

/// The length of a vector with coordinates >= 0, the largest of which is `largest`: scaled by a power of two, squares without loss,
/// and one step of correction after the root. `parts` is used up.
double norm(std::vector<double>& parts, double largest, bool found_nan) {
    if (std::isinf(largest)) return largest;
    if (found_nan) return std::nan("");
    if (largest == 0.0 || parts.size() <= 1) return largest;
    int exponent;
    std::frexp(largest, &exponent);
    double unit = 1.0;
    if (exponent < -1023) {  // the scale itself would overflow
        for (double& each : parts) each /= DBL_MIN;
        unit = DBL_MIN;
        std::frexp(largest / DBL_MIN, &exponent);
    }
    double scale = std::ldexp(1.0, -exponent), total = 1.0, first = 0.0, second = 0.0;
    auto add = [&](Pair square) {
        Pair s = fast_sum(total, square.high);
        total = s.high;
        first += square.low;
        second += s.low;
    };
    for (double each : parts) add(product(each * scale, each * scale));
    double root = std::sqrt(total - 1.0 + (first + second));
    add(product(-root, root));
    root += (total - 1.0 + (first + second)) / (2.0 * root);
    return unit * (root / scale);
}

/// Turns the coordinates into parts of a norm.
void take_part(std::vector<double>& parts, double x, double& largest, bool& found_nan) {
    x = std::fabs(x);
    parts.push_back(x);
    found_nan = found_nan || std::isnan(x);
    if (x > largest) largest = x;
}

bool exact_int(Runtime& rt, View v) { return is_integer(v) && rt.type_of(v) == rt.types.int_; }

}  // namespace

Result<Value> hypot(Runtime& rt, Args args) {
    std::vector<double> parts;
    double largest = 0;
    bool found_nan = false;
    Ref<Tuple> given(args[0].as<Tuple>());
    for (const Value& each : given->view()) take_part(parts, TRY(to_double(rt, each)), largest, found_nan);
    return rt.real(norm(parts, largest, found_nan));
}

Result<Value> dist(Runtime& rt, Args args) {
    Ref<Tuple> p = TRY(tuple_from(rt, args[0])), q = TRY(tuple_from(rt, args[1]));
    if (p->size != q->size) return rt.raise(ValueError, "both points must have the same number of dimensions");
    std::vector<double> parts;
    double largest = 0;
    bool found_nan = false;
    for (std::size_t n = 0; n < p->size; ++n) {
        TRY(rt.charge(1));
        double x = TRY(to_double(rt, p->items[n])), y = TRY(to_double(rt, q->items[n]));
        take_part(parts, x - y, largest, found_nan);
    }
    return rt.real(norm(parts, largest, found_nan));
}

Result<Value> fsum(Runtime& rt, Args args) {
    // Shewchuk's partial sums: exact until the end.
    std::vector<double> partials;
    double special = 0, infinities = 0;
    TRY(for_each(rt, args[0], [&](View item) -> Result<bool> {
        TRY(rt.charge(1));
        Value held(item);
        double x = TRY(to_double(rt, held));
        double given = x;
        std::size_t kept = 0;
        for (double y : partials) {
            if (std::fabs(x) < std::fabs(y)) std::swap(x, y);
            double high = x + y, low = y - (high - x);
            if (low != 0) partials[kept++] = low;
            x = high;
        }
        partials.resize(kept);
        if (x == 0) return true;
        if (std::isfinite(x)) {
            partials.push_back(x);
            return true;
        }
        // An intermediate overflow, or a special value among the summands.
        if (std::isfinite(given)) return rt.raise(OverflowError, "intermediate overflow in fsum");
        if (std::isinf(given)) infinities += given;
        special += given;
        partials.clear();
        return true;
    }));
    if (special != 0) {
        if (std::isnan(infinities)) return rt.raise(ValueError, "-inf + inf in fsum");
        return rt.real(special);
    }
    double high = 0, low = 0;
    std::size_t n = partials.size();
    if (n) {
        high = partials[--n];
        while (n) {
            double x = high, y = partials[--n];
            high = x + y;
            low = y - (high - x);
            if (low != 0) break;
        }
        // Round half to even across the partials that are left.
        if (n && ((low < 0 && partials[n - 1] < 0) || (low > 0 && partials[n - 1] > 0))) {
            double y = low * 2, x = high + y;
            if (y == x - high) high = x;
        }
    }
    return rt.real(high);
}

Result<Value> prod(Runtime& rt, Args args) {
    Value result = args[1];
    TRY(for_each(rt, args[0], [&](View item) -> Result<bool> {
        TRY(rt.charge(1));
        Value held(item);
        if (is_float(result) && rt.type_of(result) == rt.types.float_ && is_float(held) && rt.type_of(held) == rt.types.float_)
            result = TRY(rt.real(double_of(result) * double_of(held)));
        else
            result = TRY(binary(rt, BinaryOp::mul, result, held));
        return true;
    }));
    return result;
}

Result<Value> sumprod(Runtime& rt, Args args) {
    Value p = TRY(iter(rt, args[0])), q = TRY(iter(rt, args[1])), total = View::small_int(0);
    // Runs of floats are summed with three doubles (Ogita, Rump and Oishi), then added to the rest.
    bool floats = false;
    double high = 0, low = 0, tiny = 0;
    auto flush = [&]() -> Result<void> {
        if (!floats) return {};
        Pair last = sum(low, tiny);
        Value part = TRY(rt.real(high + last.high));
        total = TRY(binary(rt, BinaryOp::add, total, part));
        floats = false;
        high = low = tiny = 0;
        return {};
    };
    for (;;) {
        TRY(rt.charge(1));
        Value a = TRY(next(rt, p)), b = TRY(next(rt, q));
        if (a.is_unbound() != b.is_unbound()) return rt.raise(ValueError, "Inputs are not the same length");
        if (a.is_unbound()) break;
        bool float_a = rt.type_of(a) == rt.types.float_, float_b = rt.type_of(b) == rt.types.float_;
        if ((float_a && (float_b || exact_int(rt, b) || b.is_bool())) || (float_b && (exact_int(rt, a) || a.is_bool()))) {
            Result<double> x = to_double(rt, a), y = x.raised() ? Result<double>(Raised{}) : to_double(rt, b);
            if (!x.raised() && !y.raised()) {
                Pair pr = product(x.value(), y.value()), s = sum(high, pr.high), r1 = sum(low, pr.low), r2 = sum(r1.high, s.low);
                double new_tiny = tiny + r1.low + r2.low;
                if (std::isfinite(s.high)) {
                    high = s.high, low = r2.high, tiny = new_tiny;
                    floats = true;
                    continue;
                }
            } else if (!rt.swallow(OverflowError)) {
                return Raised{};
            }
        }
        TRY(flush());
        Value term = TRY(binary(rt, BinaryOp::mul, a, b));
        total = TRY(binary(rt, BinaryOp::add, total, term));
    }
    TRY(flush());
    return total;
}

}  // namespace ouro::math
