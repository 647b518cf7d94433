// SPDX-License-Identifier: MIT
// Streams of the module `_bz2`: what they cost, and that they may end at any time.
#include <doctest/doctest.h>

#include "tests/unit/runtime/runtime_helper.h"

using namespace ouro;
using ouro::test::World;

namespace ouro {
extern const ModuleDef bz2_module;
}

namespace {

std::string text_of(const Value& bytes) { return std::string(bytes.as<Bytes>()->text()); }

}  // namespace

TEST_CASE("bz2: what was compressed in pieces comes back in pieces") {
    World world;
    Ref<Module> module = world.module(bz2_module);
    Value compressor = world.result(View(module), "BZ2Compressor"), decompressor = world.result(View(module), "BZ2Decompressor");
    std::string packed, unpacked;
    for (int n = 0; n < 1000; ++n) packed += text_of(world.result(compressor, "compress", {world.bytes("some text, again and again")}));
    packed += text_of(world.result(compressor, "flush"));
    CHECK(packed.size() < 1000);
    for (char byte : packed) unpacked += text_of(world.result(decompressor, "decompress", {world.bytes({&byte, 1})}));
    CHECK(unpacked.size() == 26'000);
    CHECK(world.shown(get_attribute(world.rt, decompressor, intern(world.rt, "eof").take().get())) == "True");
    CHECK(world.method(decompressor, "decompress", {world.bytes("x")}).starts_with("EOFError"));
    CHECK(world.method(compressor, "flush") == "ValueError: Repeated call to flush()");
    CHECK(world.method(compressor, "compress", {world.bytes("x")}) == "ValueError: Compressor has been flushed");
}

TEST_CASE("bz2: a stream's memory is the VM's, and goes back wherever the stream is") {
    World world;
    Ref<Module> module = world.module(bz2_module);
    for (const char* type : {"BZ2Compressor", "BZ2Decompressor"}) {
        world.result(View(module), type);  // makes the type
        std::size_t before = world.rt.limits.memory_used;
        {
            Value stream = world.result(View(module), type);
            if (std::string_view(type) == "BZ2Compressor") {
                CHECK(world.rt.limits.memory_used > before + (1 << 20));
                world.result(stream, "compress", {world.bytes("the middle of a stream")});
            } else {
                CHECK(world.method(stream, "decompress", {world.bytes("no such format")}) == "OSError: Invalid data stream");
            }
        }
        CHECK(world.rt.limits.memory_used <= before + (64 << 10));  // cells that are kept
    }
}

TEST_CASE("bz2: a stream for which there is no memory is a MemoryError") {
    World world({.memory_limit = 2 << 20});
    REQUIRE(world.rt.ready);
    Ref<Module> module = world.module(bz2_module);
    CHECK(world.method(View(module), "BZ2Compressor") == "MemoryError");
    CHECK(world.rt.limits.memory_used <= 2 << 20);
}

TEST_CASE("bz2: a VM may end before its streams do") {
    World world;
    Ref<Module> module = world.module(bz2_module);
    Value stream = world.result(View(module), "BZ2Compressor");
    world.result(stream, "compress", {world.bytes("the middle of a stream")});
    // The module's namespace holds it.
    CHECK_FALSE(set_attribute(world.rt, View(module), intern(world.rt, "kept").take().get(), stream).raised());
    CHECK_FALSE(dict_set(world.rt, world.rt.modules.get(), world.text("bz2_module"), View(module)).raised());
}
