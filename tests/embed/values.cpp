// SPDX-License-Identifier: MIT
// Values across the border, and Objects in the host's hands.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
#include <ouro/ouro.h>

#include <climits>
#include <cmath>

namespace {

/// The exception that a callable ends with, as "Type: message".
template <typename Function>
std::string error_of(Function&& function) {
    try {
        function();
    } catch (const ouro::Error& error) {
        return error.what();
    }
    return "no error";
}

}  // namespace

TEST_CASE("numbers, text and bytes survive the way there and back") {
    ouro::Vm vm{ouro::Config{}};
    CHECK(vm.eval("1 + 2").to<int>() == 3);
    CHECK(vm.make(LLONG_MIN).to<long long>() == LLONG_MIN);
    CHECK(vm.make(ULLONG_MAX).to<unsigned long long>() == ULLONG_MAX);
    CHECK(vm.make(ULLONG_MAX).repr() == "18446744073709551615");
    CHECK(vm.make(0.1).repr() == "0.1");
    CHECK(vm.make(1e300).to<double>() == 1e300);
    CHECK(std::isnan(vm.eval("float('nan')").to<double>()));
    CHECK(vm.eval("3").to<double>() == 3.0);
    CHECK(vm.make(true).repr() == "True");
    CHECK(vm.eval("not 1").to<bool>() == false);
    CHECK(vm.make("gr\u00fc\u00df").to<std::string>() == "gr\u00fc\u00df");
    CHECK(vm.make(std::string("a\0b", 3)).repr() == "'a\\x00b'");
    std::vector<std::byte> bytes{std::byte{0}, std::byte{255}};
    CHECK(vm.make(bytes).repr() == "b'\\x00\\xff'");
    CHECK(vm.eval("bytearray(b'\\x00\\xff')").to<std::vector<std::byte>>() == bytes);
    CHECK(vm.make(nullptr).is_none());
    enum class Colour { red, green };
    CHECK(vm.make(Colour::green).to<Colour>() == Colour::green);
}

TEST_CASE("containers survive the way there and back") {
    ouro::Vm vm{ouro::Config{}};
    CHECK(vm.make(std::vector<int>{1, 2, 3}).repr() == "[1, 2, 3]");
    CHECK(vm.eval("range(4)").to<std::vector<int>>() == std::vector<int>{0, 1, 2, 3});
    CHECK(vm.make(std::map<std::string, double>{{"a", 1.5}}).repr() == "{'a': 1.5}");
    CHECK(vm.eval("{'x': [1], 'y': []}").to<std::map<std::string, std::vector<int>>>().at("x").size() == 1);
    CHECK(vm.eval("{1: 2}").to<std::unordered_map<int, int>>().at(1) == 2);
    CHECK(vm.make(std::tuple(1, "two", 3.5)).repr() == "(1, 'two', 3.5)");
    auto [number, text] = vm.eval("(7, 'seven')").to<std::pair<int, std::string>>();
    CHECK(number == 7);
    CHECK(text == "seven");
    CHECK(vm.make(std::optional<int>()).is_none());
    CHECK_FALSE(vm.eval("None").to<std::optional<int>>());
    CHECK(vm.eval("5").to<std::optional<int>>() == 5);
    CHECK(vm.eval("iter([1, 2])").to<std::vector<ouro::Object>>()[1].to<int>() == 2);
}

TEST_CASE("what does not fit is a TypeError or an OverflowError") {
    ouro::Vm vm{ouro::Config{}};
    CHECK(error_of([&] { vm.eval("'1'").to<int>(); }) == "TypeError: value must be int, not str");
    CHECK(error_of([&] { vm.eval("1.5").to<int>(); }) == "TypeError: value must be int, not float");
    CHECK(error_of([&] { vm.eval("300").to<std::uint8_t>(); }) == "OverflowError: value must be between 0 and 255");
    CHECK(error_of([&] { vm.eval("-1").to<unsigned>(); }) == "OverflowError: value must be between 0 and 4294967295");
    CHECK(error_of([&] { vm.eval("2**63").to<long>(); }) == "OverflowError: value must be between -9223372036854775808 and 9223372036854775807");
    CHECK(error_of([&] { vm.eval("2**64").to<unsigned long>(); }) == "OverflowError: value must be between 0 and 18446744073709551615");
    CHECK(error_of([&] { vm.eval("1").to<bool>(); }) == "TypeError: value must be bool, not int");
    CHECK(error_of([&] { vm.eval("b''").to<std::string>(); }) == "TypeError: value must be str, not bytes");
    CHECK(error_of([&] { vm.eval("'abc'").to<std::vector<std::string>>(); }) == "TypeError: value must be list, not str");
    CHECK(error_of([&] { vm.eval("[1, 'x']").to<std::vector<int>>(); }) == "TypeError: item must be int, not str");
    CHECK(error_of([&] { vm.eval("(1, 2, 3)").to<std::pair<int, int>>(); }) == "TypeError: value must be a tuple of 2 items, not 3");
    CHECK(error_of([&] { vm.eval("'\\ud800'").to<std::string>(); }) ==
          "UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud800' in position 0: surrogates not allowed");
    CHECK(error_of([&] { vm.make(std::string("\xff")); }) == "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte");
}

TEST_CASE("an endless iterable is charged to the VM before the host sees it") {
    ouro::Config config;
    config.limits.memory = 32 << 20;
    ouro::Vm vm(config);
    CHECK(error_of([&] { vm.eval("iter(int, 1)").to<std::vector<int>>(); }) == "MemoryError");
    CHECK(vm.eval("1").to<int>() == 1);
}

TEST_CASE("an object is called, looked into, changed and iterated over") {
    ouro::Vm vm{ouro::Config{}};
    ouro::Object module = vm.exec(
        "class Point:\n"
        "    def __init__(self, x, y=0): self.x, self.y = x, y\n"
        "    def moved(self, dx, *, dy=0): return Point(self.x + dx, self.y + dy)\n"
        "    def __repr__(self): return f'Point({self.x}, {self.y})'\n"
        "    def __str__(self): return 'a point'\n");
    ouro::Object point = module["Point"](1, ouro::named("y", 2));
    CHECK(point.repr() == "Point(1, 2)");
    CHECK(point.str() == "a point");
    CHECK(point.type_name() == "Point");
    CHECK(point.method("moved", 10, ouro::named("dy", 5)).repr() == "Point(11, 7)");
    point.set_attribute("x", 42);
    CHECK(point.attribute("x").to<int>() == 42);
    CHECK(point.has_attribute("y"));
    CHECK_FALSE(point.has_attribute("z"));
    CHECK(error_of([&] { point.attribute("z"); }) == "AttributeError: 'Point' object has no attribute 'z'");
    CHECK(error_of([&] { module["Point"](); }) == "TypeError: Point.__init__() missing 1 required positional argument: 'x'");
    CHECK(error_of([&] { point(); }) == "TypeError: 'Point' object is not callable");

    ouro::Object dict = vm.eval("{'a': [1, 2, 3]}");
    CHECK(dict.size() == 1);
    CHECK(dict.contains("a"));
    int sum = 0;
    for (const ouro::Object& item : dict["a"]) sum += item.to<int>();
    CHECK(sum == 6);
    dict.set_item("b", std::vector<int>{});
    CHECK(dict.repr() == "{'a': [1, 2, 3], 'b': []}");
    CHECK(dict["b"].truth() == false);
    CHECK(dict["a"].is(dict["a"]));
    CHECK(dict["a"].equals(vm.make(std::vector<int>{1, 2, 3})));
    CHECK(error_of([&] { dict["zzz"]; }) == "KeyError: 'zzz'");
    CHECK(vm.import("math").attribute("floor")(2.7).to<int>() == 2);
}

TEST_CASE("objects outlive their VM as empty ones") {
    ouro::Object kept;
    std::string message;
    {
        ouro::Vm vm{ouro::Config{}};
        kept = vm.eval("[1, 2, 3]");
        CHECK(kept.size() == 3);
        ouro::Object moved = std::move(kept);
        CHECK(kept.empty());
        kept = moved;
        CHECK(kept.is(moved));
    }
    CHECK(kept.empty());
    CHECK_THROWS_AS(kept.size(), std::logic_error);
    try {
        ouro::Vm vm{ouro::Config{}};
        vm.exec("raise ValueError('gone')");
    } catch (const ouro::Error& error) {
        CHECK(error.object().empty());
        message = error.message();
    }
    CHECK(message == "gone");
}
