// SPDX-License-Identifier: MIT
// Compressors and decompressors of `_bz2` and `_lzma`: what they cost, and that they may end at any time.
#include <doctest/doctest.h>

#include <algorithm>

#include "stdlib/modules.h"
#include "tests/unit/runtime/runtime_helper.h"

using namespace ouro;
using ouro::test::World;

namespace {

struct Codec {
    const char *module, *compressor, *decompressor, *refusal;  // of bytes of another format
    const ModuleDef* def = nullptr;
};

/// Those that this build has.
std::vector<Codec> codecs() {
    std::vector<Codec> all = {{"_bz2", "BZ2Compressor", "BZ2Decompressor", "OSError: Invalid data stream"},
                              {"_lzma", "LZMACompressor", "LZMADecompressor", "LZMAError: Input format not supported by decoder"}};
    for (Codec& each : all)
        for (const ModuleDef* def : native_modules())
            if (std::string_view(def->name) == each.module) each.def = def;
    std::erase_if(all, [](const Codec& each) { return !each.def; });
    return all;
}

std::string text_of(const Value& bytes) { return std::string(bytes.as<Bytes>()->text()); }

}  // namespace

TEST_CASE("what was compressed in pieces comes back in pieces") {
    for (const Codec& codec : codecs()) {
        CAPTURE(codec.module);
        World world;
        Ref<Module> module = world.module(*codec.def);
        Value compressor = world.result(View(module), codec.compressor), decompressor = world.result(View(module), codec.decompressor);
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
}

TEST_CASE("a codec's memory is the VM's, and goes back wherever the stream is") {
    for (const Codec& codec : codecs()) {
        CAPTURE(codec.module);
        World world;
        Ref<Module> module = world.module(*codec.def);
        for (const char* type : {codec.compressor, codec.decompressor}) {
            world.result(View(module), type);  // makes the type
            std::size_t before = world.rt.limits.memory_used;
            {
                Value stream = world.result(View(module), type);
                if (type == codec.compressor) {
                    CHECK(world.rt.limits.memory_used > before + (1 << 20));
                    world.result(stream, "compress", {world.bytes("the middle of a stream")});
                } else {
                    CHECK(world.method(stream, "decompress", {world.bytes("no such format")}) == codec.refusal);
                }
            }
            CHECK(world.rt.limits.memory_used <= before + (64 << 10));  // cells that are kept
        }
    }
}

TEST_CASE("a codec for which there is no memory is a MemoryError") {
    for (const Codec& codec : codecs()) {
        CAPTURE(codec.module);
        World world({.memory_limit = 2 << 20});
        REQUIRE(world.rt.ready);
        Ref<Module> module = world.module(*codec.def);
        CHECK(world.method(View(module), codec.compressor) == "MemoryError");
        CHECK(world.rt.limits.memory_used <= 2 << 20);
    }
}

TEST_CASE("a VM may end before its codecs do") {
    for (const Codec& codec : codecs()) {
        World world;
        Ref<Module> module = world.module(*codec.def);
        Value stream = world.result(View(module), codec.compressor);
        world.result(stream, "compress", {world.bytes("the middle of a stream")});
        CHECK_FALSE(dict_set(world.rt, world.rt.modules.get(), world.text("kept"), stream).raised());
    }
}
