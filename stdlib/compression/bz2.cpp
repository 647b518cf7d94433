// SPDX-License-Identifier: MIT
// The module `_bz2`: bzip2, piece by piece, over libbz2. The module bz2 has the files.
#include <bzlib.h>

#include <memory>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "stdlib/compression/stream.h"

namespace ouro {

namespace {

/// A stream of the library, as long as the object that it belongs to.
struct Bz2Stream {
    bz_stream z{};
    LibraryMemory memory;
    StreamTurn::State turn;
    int (*end)(bz_stream*) = nullptr;

    explicit Bz2Stream(Runtime& rt) : memory(rt) {
        z.bzalloc = [](void* memory, int items, int size) { return static_cast<LibraryMemory*>(memory)->take(static_cast<std::size_t>(items) * static_cast<std::size_t>(size)); };
        z.bzfree = [](void* memory, void* piece) { static_cast<LibraryMemory*>(memory)->give(piece); };
        z.opaque = &memory;
    }
    ~Bz2Stream() {
        if (end) end(&z);
    }
};

struct Bz2Codec : Object {
    Bz2Stream* stream;
    WaitingInput waiting;  // a decompressor's, as are the next three
    Value unused;          // bytes behind the end
    bool eof, needs_input;
    bool flushed;           // a compressor's
};

void destroy(Runtime& rt, Object* object) {
    auto* codec = static_cast<Bz2Codec*>(object);
    delete codec->stream;
    codec->waiting.~WaitingInput();
    codec->unused.~Value();
    rt.free_instance(object, sizeof(Bz2Codec));
}

Raised fail(Runtime& rt, int code) {
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

Result<Ref<Bz2Codec>> new_codec(Runtime& rt, Type* type) {
    Value empty = TRY(new_bytes(rt, ""));
    auto* codec = rt.allocate<Bz2Codec>(type);
    if (!codec) return rt.raise_memory_error();
    codec->stream = new Bz2Stream(rt);
    new (&codec->waiting) WaitingInput();
    new (&codec->unused) Value(empty);
    codec->eof = codec->flushed = false;
    codec->needs_input = true;
    return Ref<Bz2Codec>::adopt(codec);
}

// ---- compressors

Result<Value> new_compressor(Runtime& rt, Type* type, Args args) {
    int level = TRY(args.small_integer(1));
    if (level < 1 || level > 9) return rt.raise(ValueError, "compresslevel must be between 1 and 9");
    Ref<Bz2Codec> made = TRY(new_codec(rt, type));
    int code = BZ2_bzCompressInit(&made->stream->z, level, 0, 0);
    if (code != BZ_OK) return fail(rt, code);
    made->stream->end = BZ2_bzCompressEnd;
    return made;
}

Result<Value> compressed(Runtime& rt, Bz2Stream& stream, std::string_view bytes, int action) {
    Output out(rt, SIZE_MAX);
    Input input{bytes};
    int code = BZ_OK;
    // Without input the library takes BZ_RUN for a mistake.
    if (bytes.empty() && action == BZ_RUN) return new_bytes(rt, "");
    Step done = TRY(out.fill(rt, stream.memory, stream.z, input, action != BZ_RUN, [&](bool) {
        bool fed = stream.z.avail_in;
        code = BZ2_bzCompress(&stream.z, action);
        if (code == BZ_STREAM_END) return Step::end;
        return code >= 0 || (action == BZ_RUN && !fed) ? Step::more : Step::stopped;
    }));
    if (done == Step::stopped) return fail(rt, code);
    return new_bytes(rt, out.text());
}

Result<Value> compress(Runtime& rt, Args args) {
    auto* codec = args.self<Bz2Codec>();
    BufferGuard source(rt, args[1]);
    if (source.raised()) return Raised{};
    StreamTurn turn(rt, codec->stream->turn);
    if (turn.raised()) return Raised{};
    if (codec->flushed) return rt.raise(ValueError, "Compressor has been flushed");
    return compressed(rt, *codec->stream, source.text(), BZ_RUN);
}

Result<Value> flush(Runtime& rt, Args args) {
    auto* codec = args.self<Bz2Codec>();
    StreamTurn turn(rt, codec->stream->turn);
    if (turn.raised()) return Raised{};
    if (codec->flushed) return rt.raise(ValueError, "Repeated call to flush()");
    codec->flushed = true;
    return compressed(rt, *codec->stream, {}, BZ_FINISH);
}

constexpr FunctionDef compressor_methods[] = {
    {"compress(self, data, /)", compress, "Compressed bytes, as far as they are ready."},
    {"flush(self, /)", flush, "The compressed bytes that are left; the compressor is not used any more."},
};

const TypeDef compressor_type{.name = "BZ2Compressor",
                              .module = "_bz2",
                              .doc = "BZ2Compressor(compresslevel=9)\n\nCompresses piece by piece; compresslevel is from 1 to 9.",
                              .size = sizeof(Bz2Codec),
                              .flags = Type::immutable,
                              .construct_signature = "(compresslevel=9, /)",
                              .construct_bound = new_compressor,
                              .slots = {.destroy = destroy},
                              .methods = compressor_methods};

// ---- decompressors

Result<Value> new_decompressor(Runtime& rt, Type* type, const Arguments& arguments) {
    if (arguments.count) return rt.raise(TypeError, "BZ2Decompressor() takes no positional arguments");
    if (arguments.total()) return rt.raise(TypeError, "BZ2Decompressor() takes no keyword arguments");
    Ref<Bz2Codec> made = TRY(new_codec(rt, type));
    int code = BZ2_bzDecompressInit(&made->stream->z, 0, 0);
    if (code != BZ_OK) return fail(rt, code);
    made->stream->end = BZ2_bzDecompressEnd;
    return made;
}

Result<Value> decompress(Runtime& rt, Args args) {
    auto* codec = args.self<Bz2Codec>();
    std::ptrdiff_t limit = TRY(args.size(2));
    BufferGuard source(rt, args[1]);
    if (source.raised()) return Raised{};
    StreamTurn turn(rt, codec->stream->turn);
    if (turn.raised()) return Raised{};
    if (codec->eof) return rt.raise(EOFError, "End of stream already reached");
    Input input = TRY(codec->waiting.with(rt, source.text()));
    Output out(rt, limit < 0 ? SIZE_MAX : static_cast<std::size_t>(limit));
    int code = BZ_OK;
    Bz2Stream& stream = *codec->stream;
    Step done = TRY(out.fill(rt, stream.memory, stream.z, input, false, [&](bool) {
        code = BZ2_bzDecompress(&stream.z);
        return code == BZ_STREAM_END ? Step::end : code == BZ_OK ? Step::more : Step::stopped;
    }));
    if (done == Step::stopped) {
        TRY(codec->waiting.keep(rt, {}));
        return fail(rt, code);
    }
    codec->eof = done == Step::end;
    codec->needs_input = !codec->eof && input.rest.empty();
    if (codec->eof) codec->unused = TRY(new_bytes(rt, input.rest));
    TRY(codec->waiting.keep(rt, codec->eof ? std::string_view() : input.rest));
    return new_bytes(rt, out.text());
}

constexpr FunctionDef decompressor_methods[] = {
    {"decompress(self, /, data, max_length=-1)", decompress, "Decompressed bytes, at most max_length of them if it is not negative."},
};

constexpr PropertyDef decompressor_properties[] = {
    {"eof", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<Bz2Codec>()->eof); }, nullptr, "Whether the end of the compressed data was reached.", true},
    {"unused_data", [](Runtime&, View self) -> Result<Value> { return self.as<Bz2Codec>()->unused; }, nullptr, "What came after that end.", true},
    {"needs_input", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<Bz2Codec>()->needs_input); }, nullptr,
     "Whether there is nothing more without more input.", true},
};

const TypeDef decompressor_type{.name = "BZ2Decompressor",
                                .module = "_bz2",
                                .doc = "BZ2Decompressor()\n\nDecompresses one stream piece by piece.",
                                .size = sizeof(Bz2Codec),
                                .flags = Type::immutable,
                                .slots = {.destroy = destroy, .construct = new_decompressor},
                                .methods = decompressor_methods,
                                .properties = decompressor_properties};

constexpr const TypeDef* types[] = {&compressor_type, &decompressor_type};

}  // namespace

extern const ModuleDef bz2_module;
const ModuleDef bz2_module{.name = "_bz2", .doc = "Compression and decompression with bzip2.", .types = types};

}  // namespace ouro
