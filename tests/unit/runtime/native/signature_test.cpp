// SPDX-License-Identifier: MIT
// Signatures of native functions: how they are read, and how arguments are bound to them.
#include "runtime/native/signature.h"

#include <doctest/doctest.h>

#include "tests/unit/runtime/runtime_helper.h"

using namespace ouro;
using ouro::test::World;

namespace {

// What binding positional arguments, then named ones, to a signature gives: values joined by blanks, "-" for one not given.
std::string bound(World& world, const char* text, std::initializer_list<View> positional,
                  std::initializer_list<std::pair<const char*, View>> named = {}) {
    auto signature = Signature::parse(world.rt, text, "f");
    if (signature.raised()) return world.error();
    std::vector<View> values(positional);
    std::vector<Value> names;
    for (auto& [name, value] : named) {
        names.push_back(intern(world.rt, name).take());
        values.push_back(value);
    }
    Ref<Tuple> keywords = new_tuple(world.rt, std::span<const Value>(names)).take();
    Arguments arguments{values.data(), positional.size(), named.size() ? keywords.get() : nullptr};
    std::vector<Value> out(signature.value()->parameters.size());
    if (signature.value()->bind(world.rt, nullptr, 0, arguments, out.data()).raised()) return world.error();
    std::string shown;
    for (const Value& value : out) shown += (shown.empty() ? "" : " ") + (value.is_unbound() ? "-" : world.shown(value));
    return shown;
}

}  // namespace

TEST_CASE("the kinds of parameters") {
    World world;
    auto signature = Signature::parse(world.rt, "f(a, /, b=1, *args, c, d=None, **kwargs)", "f").take();
    using Kind = Signature::Parameter;
    const Kind::Kind kinds[] = {Kind::positional_only, Kind::positional, Kind::var_positional, Kind::keyword_only, Kind::keyword_only,
                                Kind::var_keyword};
    REQUIRE(signature->parameters.size() == 6);
    for (int i = 0; i < 6; ++i) CHECK(signature->parameters[i].kind == kinds[i]);
    CHECK(signature->parameters[0].required);
    CHECK_FALSE(signature->parameters[1].required);
    CHECK(signature->parameters[3].required);
}

TEST_CASE("defaults are literals, or no value at all") {
    World world;
    CHECK(bound(world, "f(a=None, b=True, c=-1, d=2.5, e='x', g=(), h=<no value>)", {}) == "None True -1 2.5 'x' () -");
}

TEST_CASE("positional, named, and the rest of both") {
    World world;
    View one = View::small_int(1), two = View::small_int(2), three = View::small_int(3);
    CHECK(bound(world, "f(a, b=5)", {one}) == "1 5");
    CHECK(bound(world, "f(a, b=5)", {one}, {{"b", two}}) == "1 2");
    CHECK(bound(world, "f(a, *args, k=0)", {one, two, three}, {{"k", two}}) == "1 (2, 3) 2");
    CHECK(bound(world, "f(**kwargs)", {}, {{"x", one}, {"y", two}}) == "{'x': 1, 'y': 2}");
    CHECK(bound(world, "f(a, /, **kwargs)", {one}, {{"a", two}}) == "1 {'a': 2}");
}

TEST_CASE("what stands behind a bar can be given by name") {
    World world;
    View one = View::small_int(1), two = View::small_int(2);
    CHECK(bound(world, "f(a, *, b=5 | c=None)", {one}) == "1 5 None");
    CHECK(bound(world, "f(a, *, b=5 | c=None)", {one}, {{"c", two}}) == "1 5 2");
}

TEST_CASE("arguments that do not fit are TypeErrors") {
    World world;
    View one = View::small_int(1);
    for (auto text : {bound(world, "f(a)", {}), bound(world, "f(a)", {one, one}), bound(world, "f(a)", {one}, {{"a", one}}),
                      bound(world, "f(a)", {one}, {{"nothing", one}}), bound(world, "f(a, /)", {}, {{"a", one}}),
                      bound(world, "f(*, k)", {})})
        CHECK_MESSAGE(text.rfind("TypeError: f() ", 0) == 0, text);
}
