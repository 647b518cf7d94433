// SPDX-License-Identifier: MIT
// Streams of the module `_lzma`: what they cost, and that they may end at any time.
#include <doctest/doctest.h>

#include "tests/unit/runtime/runtime_helper.h"

using namespace ouro;
using ouro::test::World;

namespace ouro {
extern const ModuleDef lzma_module;
}

namespace {

std::string text_of(const Value& bytes) { return std::string(bytes.as<Bytes>()->text()); }

}  // namespace

TEST_CASE("lzma: what was compressed in pieces comes back in pieces") {
    World world;
    Ref<Module> module = world.module(lzma_module);
    Value compressor = world.result(View(module), "LZMACompressor"), decompressor = world.result(View(module), "LZMADecompressor");
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

TEST_CASE("lzma: a stream's memory is the VM's, and goes back wherever the stream is") {
    World world;
    Ref<Module> module = world.module(lzma_module);
    for (const char* type : {"LZMACompressor", "LZMADecompressor"}) {
        world.result(View(module), type);  // makes the type
        std::size_t before = world.rt.limits.memory_used;
        {
            Value stream = world.result(View(module), type);
            if (std::string_view(type) == "LZMACompressor") {
                CHECK(world.rt.limits.memory_used > before + (1 << 20));
                world.result(stream, "compress", {world.bytes("the middle of a stream")});
            } else {
                CHECK(world.method(stream, "decompress", {world.bytes("no such format")}) == "LZMAError: Input format not supported by decoder");
            }
        }
        CHECK(world.rt.limits.memory_used <= before + (64 << 10));  // cells that are kept
    }
}

TEST_CASE("lzma: a stream for which there is no memory is a MemoryError") {
    World world({.memory_limit = 2 << 20});
    REQUIRE(world.rt.ready);
    Ref<Module> module = world.module(lzma_module);
    CHECK(world.method(View(module), "LZMACompressor") == "MemoryError");
    CHECK(world.rt.limits.memory_used <= 2 << 20);
}

TEST_CASE("lzma: a VM may end before its streams do") {
    World world;
    Ref<Module> module = world.module(lzma_module);
    Value stream = world.result(View(module), "LZMACompressor");
    world.result(stream, "compress", {world.bytes("the middle of a stream")});
    // The module's namespace holds it.
    CHECK_FALSE(set_attribute(world.rt, View(module), intern(world.rt, "kept").take().get(), stream).raised());
    CHECK_FALSE(dict_set(world.rt, world.rt.modules.get(), world.text("lzma_module"), View(module)).raised());
}
