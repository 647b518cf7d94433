// SPDX-License-Identifier: MIT
// The module `zlib`: DEFLATE (RFC 1950 to 1952) over the library of that name, whose memory is the VM's.
#include <zlib.h>

#include <utility>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/c_numbers.h"
#include "stdlib/compression/codec.h"
#include "stdlib/module_errors.h"

namespace ouro {
namespace {

const char kErrorKey = 0;

// ---- errors

Raised fail(Runtime& rt, std::string_view message) { return raise_module_error(rt, &kErrorKey, message); }

/// What the library says about `doing`, which went wrong with `code`.
Raised fail(Runtime& rt, const z_stream& stream, int code, const char* doing) {
    if (code == Z_MEM_ERROR) return rt.raise_memory_error();
    const char* why = code == Z_VERSION_ERROR ? "library version mismatch" : stream.msg;
    if (!why) why = code == Z_BUF_ERROR ? "incomplete or truncated stream" : code == Z_STREAM_ERROR ? "inconsistent stream state" : code == Z_DATA_ERROR ? "invalid input data" : nullptr;
    return fail(rt, "Error " + std::to_string(code) + " " + doing + (why ? ": " + std::string(why).substr(0, 200) : ""));
}

// ---- streams

/// A stream that ends with its scope, or with its object.
struct Stream {
    z_stream z{};
    LibraryMemory memory;
    StreamTurn::State turn;
    int (*end)(z_stream*) = nullptr;  // null: not begun, or over

    explicit Stream(Runtime& rt) : memory(rt) {
        z.zalloc = LibraryMemory::take_items<unsigned>;
        z.zfree = LibraryMemory::give_back;
        z.opaque = &memory;
    }
    ~Stream() { finish(); }
    Stream(const Stream&) = delete;

    int deflate_init(int level, int method, int window, int memory, int strategy) {
        int code = deflateInit2(&z, level, method, window, memory, strategy);
        if (code == Z_OK) end = deflateEnd;
        return code;
    }
    int inflate_init(int window) {
        int code = inflateInit2(&z, window);
        if (code == Z_OK) end = inflateEnd;
        return code;
    }
    int finish() { return end ? std::exchange(end, nullptr)(&z) : Z_OK; }
};

/// Calls deflate() or inflate() until `input` is used up and all output is there, or the limit of it. The library's last code; Z_OK and
/// Z_BUF_ERROR stand for "no more for now".
template <int (*call)(z_stream*, int)>
Result<int> run(Runtime& rt, Stream& stream, Input& input, int flush, Output& out) {
    int code = Z_OK;
    TRY(out.fill(rt, stream.memory, stream.z, input, true, [&](bool last) {
        code = call(&stream.z, last ? flush : Z_NO_FLUSH);
        return code == Z_STREAM_END ? Step::end : code == Z_OK || code == Z_BUF_ERROR ? Step::more : Step::stopped;
    }));
    return code;
}

Result<void> set_inflate_dictionary(Runtime& rt, z_stream& z, View dictionary) {
    BufferGuard bytes(rt, dictionary);
    if (bytes.raised()) return Raised{};
    if (bytes.size() > UINT32_MAX) return rt.raise(OverflowError, "zdict length does not fit in an unsigned int");
    int code = inflateSetDictionary(&z, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
    if (code != Z_OK) return fail(rt, z, code, "while setting zdict");
    return {};
}

// ---- all at once

Result<Value> compress(Runtime& rt, Args args) {
    int level = TRY(args.small_integer(1)), window = TRY(args.small_integer(2));
    BufferGuard source(rt, args[0]);
    if (source.raised()) return Raised{};
    Stream stream(rt);
    int code = stream.deflate_init(level, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
    if (code == Z_STREAM_ERROR) return fail(rt, "Bad compression level");
    if (code != Z_OK) return fail(rt, stream.z, code, "while compressing data");
    Output out(rt, SIZE_MAX);
    Input input{source.text()};
    code = TRY(run<deflate>(rt, stream, input, Z_FINISH, out));
    if (code != Z_STREAM_END) return fail(rt, stream.z, code, "while compressing data");
    if (code = stream.finish(); code != Z_OK) return fail(rt, stream.z, code, "while finishing compression");
    return new_bytes(rt, out.text());
}

Result<Value> decompress(Runtime& rt, Args args) {
    int window = TRY(args.small_integer(1));
    std::int64_t size = TRY(args.integer(2));
    BufferGuard source(rt, args[0]);
    if (source.raised()) return Raised{};
    if (size < 0) return rt.raise(ValueError, "bufsize must be non-negative");
    Stream stream(rt);
    int code = stream.inflate_init(window);
    if (code != Z_OK) return fail(rt, stream.z, code, "while preparing to decompress data");
    Output out(rt, SIZE_MAX);
    Input input{source.text()};
    code = TRY(run<inflate>(rt, stream, input, Z_SYNC_FLUSH, out));
    if (code != Z_STREAM_END) return fail(rt, stream.z, code == Z_OK ? Z_BUF_ERROR : code, "while decompressing data");
    if (code = stream.finish(); code != Z_OK) return fail(rt, stream.z, code, "while finishing decompression");
    return new_bytes(rt, out.text());
}

// ---- piece by piece

struct Codec : Object {
    Stream* stream;
    Value dictionary;       // zdict of the decompressing ones, or Unbound
    Value unused, waiting;  // bytes after the end, and those not used yet: unused_data, unconsumed_tail
    WaitingInput input;     // of the kind for readers of files
    bool eof;
    bool needs_input;
};

void destroy_codec(Runtime& rt, Object* object) {
    auto* codec = static_cast<Codec*>(object);
    delete codec->stream;
    for (Value* field : {&codec->dictionary, &codec->unused, &codec->waiting}) field->~Value();
    codec->input.~WaitingInput();
    rt.free_instance(object, sizeof(Codec));
}

Result<Ref<Codec>> new_codec(Runtime& rt, Type* type) {
    Value empty = TRY(new_bytes(rt, ""));
    auto* codec = rt.allocate<Codec>(type);
    if (!codec) return rt.raise_memory_error();
    codec->stream = new Stream(rt);
    new (&codec->dictionary) Value();
    new (&codec->unused) Value(empty);
    new (&codec->waiting) Value(empty);
    new (&codec->input) WaitingInput();
    codec->eof = false;
    codec->needs_input = true;
    return Ref<Codec>::adopt(codec);
}

Result<Value> compress_compress(Runtime& rt, Args args) {
    BufferGuard source(rt, args[1]);
    if (source.raised()) return Raised{};
    Stream& stream = *args.self<Codec>()->stream;
    StreamTurn turn(rt, stream.turn);
    if (turn.raised()) return Raised{};
    Output out(rt, SIZE_MAX);
    Input input{source.text()};
    int code = TRY(run<deflate>(rt, stream, input, Z_NO_FLUSH, out));
    if (code != Z_OK && code != Z_BUF_ERROR) return fail(rt, stream.z, code, "while compressing data");
    return new_bytes(rt, out.text());
}

Result<Value> compress_flush(Runtime& rt, Args args) {
    int mode = TRY(args.small_integer(1));
    if (mode == Z_NO_FLUSH) return new_bytes(rt, "");
    Stream& stream = *args.self<Codec>()->stream;
    StreamTurn turn(rt, stream.turn);
    if (turn.raised()) return Raised{};
    Output out(rt, SIZE_MAX);
    Input input{};
    int code = TRY(run<deflate>(rt, stream, input, mode, out));
    if (code == Z_STREAM_END && mode == Z_FINISH) {
        if (code = stream.finish(); code != Z_OK) return fail(rt, stream.z, code, "while finishing compression");
    } else if (code != Z_OK && code != Z_BUF_ERROR) {
        return fail(rt, stream.z, code, "while flushing");
    }
    return new_bytes(rt, out.text());
}

template <int (*duplicate)(z_stream*, z_stream*)>
Result<Value> copy_codec(Runtime& rt, Args args) {
    auto* from = args.self<Codec>();
    const char* kind = duplicate == deflateCopy ? "compression" : "decompression";
    StreamTurn turn(rt, from->stream->turn);
    if (turn.raised()) return Raised{};
    if (!from->stream->end) return rt.raise(ValueError, "Inconsistent stream state");
    Ref<Codec> made = TRY(new_codec(rt, rt.type_of(args[0])));
    int code = duplicate(&made->stream->z, &from->stream->z);
    if (code == Z_STREAM_ERROR) return rt.raise(ValueError, "Inconsistent stream state");
    if (code != Z_OK) return fail(rt, from->stream->z, code, (std::string("while copying ") + kind + " object").c_str());
    made->stream->z.opaque = &made->stream->memory;
    made->stream->end = from->stream->end;
    made->dictionary = from->dictionary;
    made->unused = from->unused;
    made->waiting = from->waiting;
    made->eof = from->eof;
    return made;
}

constexpr FunctionDef compress_methods[] = {
    {"compress(self, data, /)", compress_compress, "Compressed bytes, as far as they are ready."},
    {"flush(self, mode=4, /)", compress_flush, "The compressed bytes that are left; mode is one of the Z_..._FLUSH constants or Z_FINISH."},
    {"copy(self, /)", copy_codec<deflateCopy>, "Another compressor in the same state."},
    {"__copy__(self, /)", copy_codec<deflateCopy>, "Another compressor in the same state."},
    {"__deepcopy__(self, memo, /)", copy_codec<deflateCopy>, "Another compressor in the same state."},
};

const TypeDef compress_type{.name = "Compress",
                            .module = "zlib",
                            .size = sizeof(Codec),
                            .flags = Type::disallow_construct | Type::immutable,
                            .slots = {.destroy = destroy_codec},
                            .methods = compress_methods};

Result<Value> compressobj(Runtime& rt, Args args) {
    int options[5];
    for (std::size_t n = 0; n < 5; ++n) options[n] = TRY(args.small_integer(n));
    Ref<Codec> made = TRY(new_codec(rt, TRY(native_type(rt, compress_type))));
    Stream& stream = *made->stream;
    int code = stream.deflate_init(options[0], options[1], options[2], options[3], options[4]);
    if (code == Z_STREAM_ERROR) return rt.raise(ValueError, "Invalid initialization option");
    if (code != Z_OK) return fail(rt, stream.z, code, "while creating compression object");
    if (args.given(5) && !args[5].is_none()) {
        BufferGuard dictionary(rt, args[5]);
        if (dictionary.raised()) return Raised{};
        if (dictionary.size() > UINT32_MAX) return rt.raise(OverflowError, "zdict length does not fit in an unsigned int");
        code = deflateSetDictionary(&stream.z, reinterpret_cast<const Bytef*>(dictionary.data()), static_cast<uInt>(dictionary.size()));
        if (code == Z_STREAM_ERROR) return rt.raise(ValueError, "Invalid dictionary");
        if (code != Z_OK) return fail(rt, stream.z, code, "while setting zdict");
    }
    return made;
}

/// Sets up what both kinds of decompressors have.
Result<Ref<Codec>> new_decompressor(Runtime& rt, Type* type, int window, View dictionary) {
    bool has_dictionary = !dictionary.is_unbound() && !dictionary.is_none();
    if (has_dictionary && !rt.type_of(dictionary)->slots.get_buffer) return rt.raise(TypeError, "zdict argument must support the buffer protocol");
    Ref<Codec> made = TRY(new_codec(rt, type));
    Stream& stream = *made->stream;
    int code = stream.inflate_init(window);
    if (code == Z_STREAM_ERROR) return rt.raise(ValueError, "Invalid initialization option");
    if (code != Z_OK) return fail(rt, stream.z, code, "while creating decompression object");
    if (has_dictionary) {
        made->dictionary = dictionary;
        if (window < 0) TRY(set_inflate_dictionary(rt, stream.z, dictionary));  // a raw stream does not ask for it
    }
    return made;
}

/// inflate() over `input` up to the limit of the output, with the dictionary when the stream asks for it.
Result<int> inflate_some(Runtime& rt, Codec* codec, Input& input, int flush, Output& out) {
    Stream& stream = *codec->stream;
    int code = TRY(run<inflate>(rt, stream, input, flush, out));
    if (code == Z_NEED_DICT && !codec->dictionary.is_unbound()) {
        TRY(set_inflate_dictionary(rt, stream.z, codec->dictionary));
        code = TRY(run<inflate>(rt, stream, input, flush, out));
    }
    if (code != Z_OK && code != Z_BUF_ERROR && code != Z_STREAM_END) return fail(rt, stream.z, code, "while decompressing data");
    return code;
}

/// Where what a Decompress was given and did not use goes.
Result<void> keep_rest(Runtime& rt, Codec* codec, int code, std::string_view rest) {
    if (code == Z_STREAM_END) {
        TRY(append_bytes(rt, codec->unused, rest));
        rest = {};
    }
    if (!rest.empty() || codec->waiting.as<Bytes>()->size) codec->waiting = TRY(new_bytes(rt, rest));
    return {};
}

Result<Value> decompress_decompress(Runtime& rt, Args args) {
    std::ptrdiff_t limit = TRY(args.size(2));
    if (limit < 0) return rt.raise(ValueError, "max_length must be non-negative");
    BufferGuard source(rt, args[1]);
    if (source.raised()) return Raised{};
    auto* codec = args.self<Codec>();
    StreamTurn turn(rt, codec->stream->turn);
    if (turn.raised()) return Raised{};
    Output out(rt, limit ? static_cast<std::size_t>(limit) : SIZE_MAX);
    Input input{source.text()};
    int code = codec->eof ? Z_STREAM_END : TRY(inflate_some(rt, codec, input, Z_SYNC_FLUSH, out));
    TRY(keep_rest(rt, codec, code, input.rest));
    if (code == Z_STREAM_END) codec->eof = true;
    return new_bytes(rt, out.text());
}

Result<Value> decompress_flush(Runtime& rt, Args args) {
    std::ptrdiff_t length = TRY(args.size(1));
    if (length <= 0) return rt.raise(ValueError, "length must be greater than zero");
    auto* codec = args.self<Codec>();
    StreamTurn turn(rt, codec->stream->turn);
    if (turn.raised()) return Raised{};
    Output out(rt, SIZE_MAX);
    Value waiting = codec->waiting;
    Input input{waiting.as<Bytes>()->text()};
    int code = codec->eof ? Z_STREAM_END : TRY(inflate_some(rt, codec, input, Z_FINISH, out));
    TRY(keep_rest(rt, codec, code, input.rest));
    if (code == Z_STREAM_END) {
        codec->eof = true;
        if (code = codec->stream->finish(); code != Z_OK) return fail(rt, codec->stream->z, code, "while finishing decompression");
    }
    return new_bytes(rt, out.text());
}

constexpr FunctionDef decompress_methods[] = {
    {"decompress(self, data, /, max_length=0)", decompress_decompress, "Decompressed bytes, at most max_length of them if it is not 0."},
    {"flush(self, length=16384, /)", decompress_flush, "What is left to decompress."},
    {"copy(self, /)", copy_codec<inflateCopy>, "Another decompressor in the same state."},
    {"__copy__(self, /)", copy_codec<inflateCopy>, "Another decompressor in the same state."},
    {"__deepcopy__(self, memo, /)", copy_codec<inflateCopy>, "Another decompressor in the same state."},
};

constexpr PropertyDef decompress_properties[] = {
    eof_property<Codec>,
    unused_data_property<Codec>,
    {"unconsumed_tail", [](Runtime&, View self) -> Result<Value> { return self.as<Codec>()->waiting; }, nullptr, "What max_length kept from being used.", true},
};

const TypeDef decompress_type{.name = "Decompress",
                              .module = "zlib",
                              .size = sizeof(Codec),
                              .flags = Type::disallow_construct | Type::immutable,
                              .slots = {.destroy = destroy_codec},
                              .methods = decompress_methods,
                              .properties = decompress_properties};

Result<Value> decompressobj(Runtime& rt, Args args) {
    int window = TRY(args.small_integer(0));
    return TRY(new_decompressor(rt, TRY(native_type(rt, decompress_type)), window, args[1]));
}

// ---- the kind that keeps its own input, for readers of files

Result<Value> reader_decompress(Runtime& rt, Args args) {
    std::ptrdiff_t limit = TRY(args.size(2));
    BufferGuard source(rt, args[1]);
    if (source.raised()) return Raised{};
    auto* codec = args.self<Codec>();
    StreamTurn turn(rt, codec->stream->turn);
    if (turn.raised()) return Raised{};
    if (codec->eof) return rt.raise(EOFError, "End of stream already reached");
    Input input = TRY(codec->input.with(rt, source.text()));
    Output out(rt, limit < 0 ? SIZE_MAX : static_cast<std::size_t>(limit));
    int code = limit ? TRY(inflate_some(rt, codec, input, Z_SYNC_FLUSH, out)) : Z_OK;
    codec->eof = code == Z_STREAM_END;
    // A full buffer may hide more output.
    codec->needs_input = !codec->eof && input.rest.empty() && out.room_left();
    codec->unused = TRY(new_bytes(rt, codec->eof ? input.rest : ""));
    TRY(codec->input.keep(rt, codec->eof ? "" : input.rest));
    return new_bytes(rt, out.text());
}

constexpr FunctionDef reader_methods[] = {
    {"decompress(self, /, data, max_length=-1)", reader_decompress, "Decompressed bytes, at most max_length of them if it is not negative."},
};
constexpr PropertyDef reader_properties[] = {eof_property<Codec>, unused_data_property<Codec>, needs_input_property<Codec>};

const TypeDef reader_type{.name = "_ZlibDecompressor",
                          .module = "zlib",
                          .doc = "Create a decompressor object for decompressing data incrementally.",
                          .size = sizeof(Codec),
                          .flags = Type::immutable,
                          .construct_signature = "(wbits=15, zdict=b'')",
                          .construct_bound = [](Runtime& rt, Type* type, Args args) -> Result<Value> {
                              int window = TRY(args.small_integer(1));
                              return TRY(new_decompressor(rt, type, window, args[2]));
                          },
                          .slots = {.destroy = destroy_codec},
                          .methods = reader_methods,
                          .properties = reader_properties};

// ---- checksums

template <uLong (*sum)(uLong, const Bytef*, z_size_t)>
Result<Value> checksum(Runtime& rt, Args args) {
    Value low = TRY(binary(rt, BinaryOp::bit_and, TRY(index(rt, args[1])), View::small_int(0xffffffff)));
    BufferGuard source(rt, args[0]);
    if (source.raised()) return Raised{};
    auto value = static_cast<uLong>(low.as_int());
    TRY(rt.charge(static_cast<std::int64_t>(source.size() / 64)));
    value = sum(value, reinterpret_cast<const Bytef*>(source.size() ? source.data() : ""), source.size());  // null would mean its start
    return rt.integer_unsigned(value & 0xffffffff);
}

constexpr FunctionDef functions[] = {
    {"adler32(data, value=1, /)", checksum<adler32_z>, "Compute an Adler-32 checksum of data."},
    {"crc32(data, value=0, /)", checksum<crc32_z>, "Compute a CRC-32 checksum of data."},
    {"compress(data, /, level=-1, wbits=15)", compress, "Returns a bytes object containing compressed data."},
    {"decompress(data, /, wbits=15, bufsize=16384)", decompress, "Returns a bytes object containing the uncompressed data."},
    {"compressobj(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=<no value>)", compressobj, "Return a compressor object."},
    {"decompressobj(wbits=15, zdict=<no value>)", decompressobj, "Return a decompressor object."},
};

#define NUMBER(name) {#name, name}
constexpr int DEFLATED = Z_DEFLATED, DEF_MEM_LEVEL = 8, DEF_BUF_SIZE = 16384;
constexpr NamedNumber kNumbers[] = {
    NUMBER(MAX_WBITS), NUMBER(DEFLATED), NUMBER(DEF_MEM_LEVEL), NUMBER(DEF_BUF_SIZE), NUMBER(Z_NO_COMPRESSION), NUMBER(Z_BEST_SPEED),
    NUMBER(Z_BEST_COMPRESSION), NUMBER(Z_DEFAULT_COMPRESSION), NUMBER(Z_FILTERED), NUMBER(Z_HUFFMAN_ONLY), NUMBER(Z_RLE), NUMBER(Z_FIXED),
    NUMBER(Z_DEFAULT_STRATEGY), NUMBER(Z_NO_FLUSH), NUMBER(Z_PARTIAL_FLUSH), NUMBER(Z_SYNC_FLUSH), NUMBER(Z_FULL_FLUSH), NUMBER(Z_FINISH),
    NUMBER(Z_BLOCK), NUMBER(Z_TREES),
};
#undef NUMBER

constexpr ConstantDef constants[] = {
    {"ZLIB_VERSION", [](Runtime& rt) { return rt.str(ZLIB_VERSION); }},
    {"ZLIB_RUNTIME_VERSION", [](Runtime& rt) { return rt.str(zlibVersion()); }},
    {"__version__", [](Runtime& rt) { return rt.str("1.0"); }},
};

constexpr const TypeDef* types[] = {&reader_type};

Result<void> init(Runtime& rt, Module* module) {
    TRY(add_numbers(rt, module, kNumbers));
    Value error = TRY(module_error(rt, &kErrorKey, "zlib", "error", PlainException));
    return dict_set(rt, module->dict.get(), TRY(intern(rt, "error")).get(), error);
}

}  // namespace

extern const ModuleDef zlib_module;
const ModuleDef zlib_module{.name = "zlib",
                            .doc = "Compression and decompression with zlib, and its checksums.",
                            .functions = functions,
                            .constants = constants,
                            .types = types,
                            .init = init};

}  // namespace ouro
