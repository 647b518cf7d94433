// SPDX-License-Identifier: MIT
// Distances between names, as CPython counts them.
#include "runtime/objects/suggestion.h"

#include <algorithm>
#include <cctype>
#include <cstdint>

namespace ouro {

namespace {

/// Levenshtein: two for a change, one for a change of case only; anything above `most` once it is passed.
std::size_t distance(std::string_view a, std::string_view b, std::size_t most) {
    auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
    auto cost = [&](char x, char y) -> std::size_t { return x == y ? 0 : lower(x) == lower(y) ? 1 : 2; };
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = 2 * j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0], least = row[0] = 2 * i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t up = row[j];
            row[j] = std::min({diagonal + cost(a[i - 1], b[j - 1]), up + 2, row[j - 1] + 2});
            diagonal = up;
            least = std::min(least, row[j]);
        }
        if (least > most) return most + 1;
    }
    return row[b.size()];
}

}  // namespace

std::string nearest_name(std::string_view wrong, const std::vector<std::string>& candidates) {
    constexpr std::size_t kMostCandidates = 750, kLongest = 40;
    if (wrong.empty() || wrong.size() > kLongest || candidates.size() > kMostCandidates) return "";
    std::string best;
    std::size_t best_distance = SIZE_MAX;
    for (const std::string& candidate : candidates) {
        if (candidate == wrong) continue;
        std::size_t most = std::min((candidate.size() + wrong.size() + 3) * 2 / 6, best_distance == SIZE_MAX ? SIZE_MAX : best_distance - 1);
        std::size_t d = distance(wrong, candidate, most);
        if (d <= most && d < best_distance) {
            best = candidate;
            best_distance = d;
        }
    }
    return best;
}

}  // namespace ouro
