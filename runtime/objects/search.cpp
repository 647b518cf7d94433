// SPDX-License-Identifier: MIT
// The plain search is the fastest where little of the needle occurs elsewhere. It keeps an account of what it compares in vain; when that
// exceeds the text, the rest is left to the two-way algorithm (M. Crochemore, D. Perrin: Two-way string-matching, 1991).
#include "runtime/objects/search.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace ouro {

namespace {

constexpr std::size_t kGlance = 16;  // bytes compared at each place before the whole

/// Text read from its beginning, or from its end.
template <bool backwards>
struct Reading {
    std::string_view text;
    std::ptrdiff_t size() const { return static_cast<std::ptrdiff_t>(text.size()); }
    unsigned char operator[](std::ptrdiff_t n) const {
        return static_cast<unsigned char>(text[static_cast<std::size_t>(backwards ? size() - 1 - n : n)]);
    }
};

struct Suffix {
    std::ptrdiff_t before;  // index of the last character before it
    std::ptrdiff_t period;
};

/// The greatest suffix in the order of characters, or in the opposite one.
template <bool opposite, typename Text>
Suffix greatest_suffix(const Text& x) {
    std::ptrdiff_t before = -1, candidate = 0, offset = 1, period = 1;
    while (candidate + offset < x.size()) {
        unsigned char a = x[candidate + offset], b = x[before + offset];
        if (opposite ? b < a : a < b) {
            candidate += offset;
            offset = 1;
            period = candidate - before;
        } else if (a == b) {
            if (offset != period) {
                ++offset;
            } else {
                candidate += period;
                offset = 1;
            }
        } else {
            before = candidate++;
            offset = period = 1;
        }
    }
    return {before, period};
}

/// The first place of `x` in `y`, or -1.
template <typename Text>
std::ptrdiff_t two_way(const Text& x, const Text& y) {
    Suffix one = greatest_suffix<false>(x), other = greatest_suffix<true>(x);
    auto [cut, period] = one.before > other.before ? one : other;
    std::ptrdiff_t last = y.size() - x.size();
    bool periodic = true;
    for (std::ptrdiff_t n = 0; n <= cut && periodic; ++n) periodic = n + period < x.size() && x[n] == x[n + period];
    if (!periodic) period = std::max(cut + 1, x.size() - cut - 1) + 1;
    std::ptrdiff_t known = -1;  // the needle matches up to here where it stands now
    for (std::ptrdiff_t at = 0; at <= last;) {
        std::ptrdiff_t n = std::max(cut, known) + 1;
        while (n < x.size() && x[n] == y[at + n]) ++n;
        if (n < x.size()) {
            at += n - cut;
            known = -1;
            continue;
        }
        n = cut;
        while (n > known && x[n] == y[at + n]) --n;
        if (n <= known) return at;
        at += period;
        known = periodic ? x.size() - period - 1 : -1;
    }
    return -1;
}

}  // namespace

std::size_t find_text(std::string_view text, std::string_view needle, std::size_t from) {
    if (needle.size() <= kGlance) return text.find(needle, from);
    if (from > text.size()) return std::string_view::npos;
    std::size_t in_vain = 0, budget = text.size() - from;
    while (needle.size() <= text.size() - from) {
        const char* begin = text.data() + from;
        auto* at = static_cast<const char*>(std::memchr(begin, needle[0], text.size() - from - needle.size() + 1));
        if (!at) break;
        from += static_cast<std::size_t>(at - begin);
        if (!std::memcmp(at, needle.data(), kGlance)) {
            if (!std::memcmp(at, needle.data(), needle.size())) return from;
            if ((in_vain += needle.size()) > budget) {
                std::ptrdiff_t found = two_way(Reading<false>{needle}, Reading<false>{text.substr(from)});
                return found < 0 ? std::string_view::npos : from + static_cast<std::size_t>(found);
            }
        }
        ++from;
    }
    return std::string_view::npos;
}

std::size_t rfind_text(std::string_view text, std::string_view needle) {
    if (needle.size() <= kGlance) return text.rfind(needle);
    std::size_t in_vain = 0, budget = text.size();
    for (; text.size() >= needle.size(); text.remove_suffix(1)) {
        const char* at = text.data() + text.size() - needle.size();
        if (std::memcmp(at, needle.data(), kGlance)) continue;
        if (!std::memcmp(at, needle.data(), needle.size())) return text.size() - needle.size();
        if ((in_vain += needle.size()) <= budget) continue;
        std::ptrdiff_t found = two_way(Reading<true>{needle}, Reading<true>{text});
        return found < 0 ? std::string_view::npos : text.size() - needle.size() - static_cast<std::size_t>(found);
    }
    return std::string_view::npos;
}

}  // namespace ouro
