// SPDX-License-Identifier: MIT
// The module `_bz2`: bzip2, piece by piece, over libbz2. The module bz2 has the files.
#include <bzlib.h>

#include "stdlib/compression/codec.h"

namespace ouro {
namespace {

struct Bz2Stream {
    static constexpr const char* kEnded = "End of stream already reached";
    static constexpr bool kDrains = false;

    bz_stream z{};
    LibraryMemory memory;
    StreamTurn::State turn;
    int (*end)(bz_stream*) = nullptr;  // null: not begun
    int code = BZ_OK;                  // of the last step

    explicit Bz2Stream(Runtime& rt) : memory(rt) {
        z.bzalloc = LibraryMemory::take_items<int>;
        z.bzfree = LibraryMemory::give_back;
        z.opaque = &memory;
    }
    ~Bz2Stream() {
        if (end) end(&z);
    }

    Step compress(bool finish) {
        if (!finish && !z.avail_in) return Step::more;  // which the library takes for a mistake
        return result(BZ2_bzCompress(&z, finish ? BZ_FINISH : BZ_RUN));
    }
    Step decompress(bool) { return result(BZ2_bzDecompress(&z)); }

    Raised fail(Runtime& rt) const {
        switch (code) {
            case BZ_PARAM_ERROR: return rt.raise(ValueError, "Internal error - invalid parameters passed to libbzip2");
            case BZ_MEM_ERROR: return rt.raise_memory_error();
            case BZ_DATA_ERROR: case BZ_DATA_ERROR_MAGIC: return rt.raise(OSError, "Invalid data stream");
            case BZ_IO_ERROR: return rt.raise(OSError, "Unknown I/O error");
            case BZ_UNEXPECTED_EOF: return rt.raise(EOFError, "Compressed file ended before the logical end-of-stream was detected");
            case BZ_SEQUENCE_ERROR: return rt.raise(RuntimeError, "Internal error - Invalid sequence of commands sent to libbzip2");
            default: return rt.raise(OSError, "Unrecognized error from libbzip2: %d", code);
        }
    }

private:
    Step result(int got) {
        code = got;
        return code == BZ_STREAM_END ? Step::end : code >= 0 ? Step::more : Step::stopped;
    }
};

using Bz2Codec = StreamCodec<Bz2Stream>;

Result<Value> new_compressor(Runtime& rt, Type* type, Args args) {
    int level = TRY(args.small_integer(1));
    if (level < 1 || level > 9) return rt.raise(ValueError, "compresslevel must be between 1 and 9");
    Ref<Bz2Codec> made = TRY(Bz2Codec::make(rt, type));
    made->stream->code = BZ2_bzCompressInit(&made->stream->z, level, 0, 0);
    if (made->stream->code != BZ_OK) return made->stream->fail(rt);
    made->stream->end = BZ2_bzCompressEnd;
    return made;
}

const TypeDef compressor_type{.name = "BZ2Compressor",
                              .module = "_bz2",
                              .doc = "BZ2Compressor(compresslevel=9)\n\nCompresses piece by piece; compresslevel is from 1 to 9.",
                              .size = sizeof(Bz2Codec),
                              .flags = Type::immutable,
                              .construct_signature = "(compresslevel=9, /)",
                              .construct_bound = new_compressor,
                              .slots = {.destroy = Bz2Codec::destroy},
                              .methods = compressor_methods<Bz2Stream>};

Result<Value> new_decompressor(Runtime& rt, Type* type, const Arguments& arguments) {
    if (arguments.count) return rt.raise(TypeError, "BZ2Decompressor() takes no positional arguments");
    if (arguments.total()) return rt.raise(TypeError, "BZ2Decompressor() takes no keyword arguments");
    Ref<Bz2Codec> made = TRY(Bz2Codec::make(rt, type));
    made->stream->code = BZ2_bzDecompressInit(&made->stream->z, 0, 0);
    if (made->stream->code != BZ_OK) return made->stream->fail(rt);
    made->stream->end = BZ2_bzDecompressEnd;
    return made;
}

constexpr PropertyDef decompressor_properties[] = {eof_property<Bz2Codec>, unused_data_property<Bz2Codec>, needs_input_property<Bz2Codec>};

const TypeDef decompressor_type{.name = "BZ2Decompressor",
                                .module = "_bz2",
                                .doc = "BZ2Decompressor()\n\nDecompresses one stream piece by piece.",
                                .size = sizeof(Bz2Codec),
                                .flags = Type::immutable,
                                .slots = {.destroy = Bz2Codec::destroy, .construct = new_decompressor},
                                .methods = decompressor_methods<Bz2Stream>,
                                .properties = decompressor_properties};

constexpr const TypeDef* types[] = {&compressor_type, &decompressor_type};

}  // namespace

extern const ModuleDef bz2_module;
const ModuleDef bz2_module{.name = "_bz2", .doc = "Compression and decompression with bzip2.", .types = types};

}  // namespace ouro
