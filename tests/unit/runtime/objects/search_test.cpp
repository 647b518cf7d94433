// SPDX-License-Identifier: MIT
// Finding text in text agrees with the plain search, on texts that make the plain one slow as well.
#include "runtime/objects/search.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

using namespace ouro;

namespace {

void compare(const std::string& text, const std::string& needle) {
    std::string_view t(text);
    CAPTURE(text);
    CAPTURE(needle);
    CHECK(rfind_text(t, needle) == t.rfind(needle));
    for (std::size_t from : {std::size_t(0), std::size_t(1), text.size() / 2, text.size(), text.size() + 1}) CHECK(find_text(t, needle, from) == t.find(needle, from));
}

std::string repeated(std::string_view part, std::size_t times) {
    std::string made;
    while (times--) made += part;
    return made;
}

}  // namespace

TEST_CASE("needles that repeat themselves are found where they first and last stand") {
    for (std::string part : {"a", "ab", "aab", "abaab"}) {
        std::string text = repeated(part, 400);
        for (std::size_t times : {1, 3, 20, 100, 399, 400, 401}) {
            std::string needle = repeated(part, times);
            compare(text, needle);
            compare(text + "x" + text, needle + "x");
            compare(text + "x" + text, "x" + needle);
            compare(text, needle.substr(1) + "x");
            compare(text + needle + "x", needle + "x");
        }
    }
}

TEST_CASE("texts of two letters at random, and needles cut from them") {
    std::mt19937 random(7);
    for (int round = 0; round < 500; ++round) {
        std::string text(random() % 300, 'a');
        for (char& c : text) c = static_cast<char>('a' + (random() % 5 == 0));
        std::string needle = text.substr(random() % (text.size() + 1), random() % 60);
        compare(text, needle);
        if (!needle.empty()) needle[random() % needle.size()] ^= 3;
        compare(text, needle);
    }
}

TEST_CASE("a needle that almost matches everywhere costs no more than the sum of the sizes") {
    // 2^21 times 2^20 comparisons would not end.
    std::string text(1 << 21, 'a'), needle(1 << 20, 'a');
    needle[needle.size() / 2] = 'b';
    CHECK(find_text(text, needle) == std::string_view::npos);
    CHECK(rfind_text(text, needle) == std::string_view::npos);
}
