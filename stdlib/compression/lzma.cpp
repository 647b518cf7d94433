// SPDX-License-Identifier: MIT
// The module `_lzma`: XZ, the older format LZMA_alone, and raw streams, piece by piece, over liblzma. The module lzma has the files.
#include <lzma.h>

#include <span>

#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/c_numbers.h"
#include "stdlib/compression/codec.h"
#include "stdlib/module_errors.h"

namespace ouro {
namespace {

const char kErrorKey = 0;  // key of Runtime::library: LZMAError
enum Format : int { format_auto, format_xz, format_alone, format_raw };
constexpr int kUnknownCheck = LZMA_CHECK_ID_MAX + 1;

Raised fail(Runtime& rt, std::string_view message) { return raise_module_error(rt, &kErrorKey, message); }

/// What is said of a result of the library that is a failure.
Raised fail(Runtime& rt, lzma_ret code) {
    switch (code) {
        case LZMA_MEM_ERROR: return rt.raise_memory_error();
        case LZMA_UNSUPPORTED_CHECK: return fail(rt, "Unsupported integrity check");
        case LZMA_MEMLIMIT_ERROR: return fail(rt, "Memory usage limit exceeded");
        case LZMA_FORMAT_ERROR: return fail(rt, "Input format not supported by decoder");
        case LZMA_OPTIONS_ERROR: return fail(rt, "Invalid or unsupported options");
        case LZMA_DATA_ERROR: return fail(rt, "Corrupt input data");
        case LZMA_BUF_ERROR: return fail(rt, "Insufficient buffer space");
        case LZMA_PROG_ERROR: return fail(rt, "Internal error");
        default: return fail(rt, "Unrecognized error from liblzma: " + std::to_string(code));
    }
}

bool failed(lzma_ret code) { return code != LZMA_OK && code != LZMA_GET_CHECK && code != LZMA_NO_CHECK && code != LZMA_STREAM_END; }

Result<void> check(Runtime& rt, lzma_ret code) {
    if (failed(code)) return fail(rt, code);
    return {};
}

// ---- filters

Result<std::uint64_t> unsigned_of(Runtime& rt, View value) {
    if (!is_integer(value)) return rt.raise(TypeError, "an integer is required");
    if (sign_of(value) < 0) return rt.raise(OverflowError, "can't convert negative int to unsigned");
    if (bit_length(value) > 64) return rt.raise(OverflowError, "int too big to convert");
    MpView number(value);
    return static_cast<std::uint64_t>(mp_get_mag_u64(&number));
}

Result<std::uint32_t> unsigned32_of(Runtime& rt, View value) {
    std::uint64_t number = TRY(unsigned_of(rt, value));
    if (number > UINT32_MAX) return rt.raise(OverflowError, "Value too large for uint32_t type");
    return static_cast<std::uint32_t>(number);
}

/// A filter with room for its options.
struct Filter {
    lzma_vli id = LZMA_VLI_UNKNOWN;
    bool has_options = true;
    union {
        lzma_options_lzma lzma;
        lzma_options_delta delta;
        lzma_options_bcj bcj;
    };
    lzma_filter get() { return {id, has_options ? &lzma : nullptr}; }
};

/// mapping[key]; Unbound if it has none.
Result<Value> option_of(Runtime& rt, View mapping, const char* key) {
    Value name = TRY(rt.str(key));
    Result<Value> found = get_item(rt, mapping, name);
    if (!found.raised()) return found;
    if (!rt.swallow(KeyError)) return Raised{};
    return Value();
}

struct Option {
    const char* name;
    std::uint32_t* into;  // null: it was read before
};

/// Reads what a dict says about options and nothing else.
Result<void> read_options(Runtime& rt, View specifier, std::span<const Option> options, const char* message) {
    auto read = [&]() -> Result<void> {
        Dict* dict = as_dict(specifier);
        if (!dict) return rt.raise(TypeError, "not a dict");
        std::size_t known = 0;
        for (const Option& each : options) {
            Ref<Str> name = TRY(intern(rt, each.name));
            Value given = TRY(dict_get(rt, dict, name.get()));
            if (given.is_unbound()) continue;
            ++known;
            if (each.into) *each.into = TRY(unsigned32_of(rt, given));
        }
        if (known != dict->used) return rt.raise(TypeError, "unknown option");
        return {};
    };
    if (!read().raised()) return {};
    if (rt.stopping()) return Raised{};
    rt.pending = Value();
    return rt.raise(ValueError, "%s", message);
}

Result<Filter> filter_of(Runtime& rt, View specifier) {
    if (!rt.type_of(specifier)->slots.get_item) return rt.raise(TypeError, "Filter specifier must be a dict or dict-like object");
    Value given = TRY(option_of(rt, specifier, "id"));
    if (given.is_unbound()) return rt.raise(ValueError, "Filter specifier must have an \"id\" entry");
    Filter filter;
    filter.id = TRY(unsigned_of(rt, given));
    switch (filter.id) {
        case LZMA_FILTER_LZMA1: case LZMA_FILTER_LZMA2: {
            Value level = TRY(option_of(rt, specifier, "preset"));
            std::uint32_t preset = level.is_unbound() ? LZMA_PRESET_DEFAULT : TRY(unsigned32_of(rt, level));
            filter.lzma = {};
            if (lzma_lzma_preset(&filter.lzma, preset)) return fail(rt, "Invalid compression preset: " + std::to_string(preset));
            std::uint32_t mode = filter.lzma.mode, finder = filter.lzma.mf;
            const Option options[] = {{"id", nullptr}, {"preset", nullptr}, {"dict_size", &filter.lzma.dict_size}, {"lc", &filter.lzma.lc}, {"lp", &filter.lzma.lp},
                                      {"pb", &filter.lzma.pb}, {"mode", &mode}, {"nice_len", &filter.lzma.nice_len}, {"mf", &finder}, {"depth", &filter.lzma.depth}};
            TRY(read_options(rt, specifier, options, "Invalid filter specifier for LZMA filter"));
            filter.lzma.mode = static_cast<lzma_mode>(mode);
            filter.lzma.mf = static_cast<lzma_match_finder>(finder);
            return filter;
        }
        case LZMA_FILTER_DELTA: {
            filter.delta = {};
            filter.delta.type = LZMA_DELTA_TYPE_BYTE;
            filter.delta.dist = 1;
            const Option options[] = {{"id", nullptr}, {"dist", &filter.delta.dist}};
            TRY(read_options(rt, specifier, options, "Invalid filter specifier for delta filter"));
            return filter;
        }
        case LZMA_FILTER_X86: case LZMA_FILTER_POWERPC: case LZMA_FILTER_IA64: case LZMA_FILTER_ARM: case LZMA_FILTER_ARMTHUMB: case LZMA_FILTER_SPARC: {
            filter.bcj = {};
            const Option options[] = {{"id", nullptr}, {"start_offset", &filter.bcj.start_offset}};
            TRY(read_options(rt, specifier, options, "Invalid filter specifier for BCJ filter"));
            return filter;
        }
        default: return rt.raise(ValueError, "Invalid filter ID: %llu", static_cast<unsigned long long>(filter.id));
    }
}

struct FilterChain {
    Filter filters[LZMA_FILTERS_MAX];
    std::size_t count = 0;
    lzma_filter array[LZMA_FILTERS_MAX + 1];
    const lzma_filter* get() {
        for (std::size_t n = 0; n < count; ++n) array[n] = filters[n].get();
        array[count] = {LZMA_VLI_UNKNOWN, nullptr};
        return array;
    }
};

Result<void> read_chain(Runtime& rt, View sequence, FilterChain& chain) {
    std::int64_t count = TRY(length(rt, sequence));
    if (count > LZMA_FILTERS_MAX) return rt.raise(ValueError, "Too many filters - liblzma supports a maximum of %d", LZMA_FILTERS_MAX);
    if (as_dict(sequence)) return rt.raise(TypeError, "dict is not a sequence");
    for (; static_cast<std::int64_t>(chain.count) < count; ++chain.count) {
        Value specifier = TRY(get_item(rt, sequence, View::small_int(static_cast<std::int64_t>(chain.count))));
        chain.filters[chain.count] = TRY(filter_of(rt, specifier));
    }
    return {};
}

// ---- streams

struct LzmaStream {
    static constexpr const char* kEnded = "Already at end of stream";
    static constexpr bool kDrains = true;

    lzma_stream z = LZMA_STREAM_INIT;
    LibraryMemory memory;
    lzma_allocator allocator;
    StreamTurn::State turn;
    lzma_ret code = LZMA_OK;  // of the last step
    int check = kUnknownCheck;

    explicit LzmaStream(Runtime& rt) : memory(rt), allocator{LibraryMemory::take_items<std::size_t>, LibraryMemory::give_back, &memory} {
        z.allocator = &allocator;
    }
    ~LzmaStream() { lzma_end(&z); }

    Step compress(bool finish) { return step(finish ? LZMA_FINISH : LZMA_RUN, true); }
    Step decompress(bool last) {
        Step done = step(LZMA_RUN, last);
        if (code == LZMA_GET_CHECK || code == LZMA_NO_CHECK) check = lzma_get_check(&z);
        return done;
    }
    Raised fail(Runtime& rt) const { return ouro::fail(rt, code); }

private:
    Step step(lzma_action action, bool last) {
        code = lzma_code(&z, action);
        if (code == LZMA_BUF_ERROR && last && !z.avail_in && z.avail_out) code = LZMA_OK;  // there was nothing to do
        return code == LZMA_STREAM_END ? Step::end : failed(code) ? Step::stopped : Step::more;
    }
};

using LzmaCodec = StreamCodec<LzmaStream>;

// ---- types

Result<Value> new_compressor(Runtime& rt, Type* type, Args args) {
    int format = TRY(args.small_integer(1)), check_id = TRY(args.small_integer(2));
    bool filtered = !args[4].is_none();
    if (!args[3].is_none() && filtered) return rt.raise(ValueError, "Cannot specify both preset and filter chain");
    std::uint32_t preset = args[3].is_none() ? LZMA_PRESET_DEFAULT : TRY(unsigned32_of(rt, args[3]));
    if (format != format_xz && check_id != -1 && check_id != LZMA_CHECK_NONE) return rt.raise(ValueError, "Integrity checks are only supported by FORMAT_XZ");
    Ref<LzmaCodec> made = TRY(LzmaCodec::make(rt, type));
    lzma_stream* z = &made->stream->z;
    FilterChain chain;
    auto kind = static_cast<lzma_check>(check_id == -1 ? LZMA_CHECK_CRC64 : check_id);
    switch (format) {
        case format_xz:
            if (filtered) TRY(read_chain(rt, args[4], chain));
            TRY(check(rt, filtered ? lzma_stream_encoder(z, chain.get(), kind) : lzma_easy_encoder(z, preset, kind)));
            return made;
        case format_alone:
            if (filtered) {
                TRY(read_chain(rt, args[4], chain));
                if (chain.count != 1 || chain.filters[0].id != LZMA_FILTER_LZMA1)
                    return rt.raise(ValueError, "Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter");
            } else if (lzma_lzma_preset(&chain.filters[0].lzma, preset)) {
                return fail(rt, "Invalid compression preset: " + std::to_string(preset));
            }
            TRY(check(rt, lzma_alone_encoder(z, &chain.filters[0].lzma)));
            return made;
        case format_raw:
            if (!filtered) return rt.raise(ValueError, "Must specify filters for FORMAT_RAW");
            TRY(read_chain(rt, args[4], chain));
            TRY(check(rt, lzma_raw_encoder(z, chain.get())));
            return made;
        default: return rt.raise(ValueError, "Invalid container format: %d", format);
    }
}

const TypeDef compressor_type{.name = "LZMACompressor",
                              .module = "_lzma",
                              .doc = "LZMACompressor(format=FORMAT_XZ, check=-1, preset=None, filters=None)\n\n"
                                     "Compresses piece by piece: by a preset, a level from 0 to 9 with PRESET_EXTREME or without, or by a chain of filters, "
                                     "each a dict with an \"id\" and options.",
                              .size = sizeof(LzmaCodec),
                              .flags = Type::immutable,
                              .construct_signature = "(format=1, check=-1, preset=None, filters=None)",
                              .construct_bound = new_compressor,
                              .slots = {.destroy = LzmaCodec::destroy},
                              .methods = compressor_methods<LzmaStream>};

Result<Value> new_decompressor(Runtime& rt, Type* type, Args args) {
    int format = TRY(args.small_integer(1));
    bool filtered = !args[3].is_none();
    std::uint64_t memory_limit = UINT64_MAX;
    if (!args[2].is_none()) {
        if (format == format_raw) return rt.raise(ValueError, "Cannot specify memory limit with FORMAT_RAW");
        memory_limit = TRY(unsigned_of(rt, args[2]));
    }
    if (format == format_raw && !filtered) return rt.raise(ValueError, "Must specify filters for FORMAT_RAW");
    if (format != format_raw && filtered) return rt.raise(ValueError, "Cannot specify filters except with FORMAT_RAW");
    Ref<LzmaCodec> made = TRY(LzmaCodec::make(rt, type));
    lzma_stream* z = &made->stream->z;
    constexpr std::uint32_t kFlags = LZMA_TELL_ANY_CHECK | LZMA_TELL_NO_CHECK;
    FilterChain chain;
    switch (format) {
        case format_auto: TRY(check(rt, lzma_auto_decoder(z, memory_limit, kFlags))); return made;
        case format_xz: TRY(check(rt, lzma_stream_decoder(z, memory_limit, kFlags))); return made;
        case format_alone:
            made->stream->check = LZMA_CHECK_NONE;
            TRY(check(rt, lzma_alone_decoder(z, memory_limit)));
            return made;
        case format_raw:
            made->stream->check = LZMA_CHECK_NONE;
            TRY(read_chain(rt, args[3], chain));
            TRY(check(rt, lzma_raw_decoder(z, chain.get())));
            return made;
        default: return rt.raise(ValueError, "Invalid container format: %d", format);
    }
}

constexpr PropertyDef decompressor_properties[] = {
    {"check", [](Runtime& rt, View self) { return rt.integer(self.as<LzmaCodec>()->stream->check); }, nullptr, "How the data is checked: one of the CHECK_... constants.", true},
    eof_property<LzmaCodec>,
    needs_input_property<LzmaCodec>,
    unused_data_property<LzmaCodec>,
};

const TypeDef decompressor_type{.name = "LZMADecompressor",
                                .module = "_lzma",
                                .doc = "LZMADecompressor(format=FORMAT_AUTO, memlimit=None, filters=None)\n\nDecompresses one stream piece by piece.",
                                .size = sizeof(LzmaCodec),
                                .flags = Type::immutable,
                                .construct_signature = "(format=0, memlimit=None, filters=None)",
                                .construct_bound = new_decompressor,
                                .slots = {.destroy = LzmaCodec::destroy},
                                .methods = decompressor_methods<LzmaStream>,
                                .properties = decompressor_properties};

// ---- functions

Result<Value> is_check_supported(Runtime&, Args args) {
    return View::boolean(lzma_check_is_supported(static_cast<lzma_check>(TRY(args.small_integer(0)))));
}

Result<Value> encode_filter_properties(Runtime& rt, Args args) {
    Filter filter = TRY(filter_of(rt, args[0]));
    lzma_filter given = filter.get();
    std::uint32_t size = 0;
    TRY(check(rt, lzma_properties_size(&size, &given)));
    Ref<Bytes> made = TRY(new_bytes_uninitialized(rt, size));
    TRY(check(rt, lzma_properties_encode(&given, reinterpret_cast<std::uint8_t*>(made->data))));
    return made;
}

Result<Value> decode_filter_properties(Runtime& rt, Args args) {
    lzma_filter filter{.id = TRY(unsigned_of(rt, args[0])), .options = nullptr};
    BufferGuard bytes(rt, args[1]);
    if (bytes.raised()) return Raised{};
    TRY(check(rt, lzma_properties_decode(&filter, nullptr, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size())));
    struct Options {
        void* memory;
        ~Options() { std::free(memory); }
    } options{filter.options};
    Ref<Dict> made = TRY(new_dict(rt));
    auto add = [&](const char* name, std::uint64_t number) -> Result<void> {
        return dict_set(rt, made.get(), TRY(intern(rt, name)).get(), TRY(rt.integer_unsigned(number)));
    };
    TRY(add("id", filter.id));
    switch (filter.id) {
        case LZMA_FILTER_LZMA1: {
            auto* found = static_cast<lzma_options_lzma*>(filter.options);
            TRY(add("lc", found->lc));
            TRY(add("lp", found->lp));
            TRY(add("pb", found->pb));
            TRY(add("dict_size", found->dict_size));
            break;
        }
        case LZMA_FILTER_LZMA2: TRY(add("dict_size", static_cast<lzma_options_lzma*>(filter.options)->dict_size)); break;
        case LZMA_FILTER_DELTA: TRY(add("dist", static_cast<lzma_options_delta*>(filter.options)->dist)); break;
        default:
            if (filter.options) TRY(add("start_offset", static_cast<lzma_options_bcj*>(filter.options)->start_offset));
    }
    return made;
}

constexpr FunctionDef functions[] = {
    {"is_check_supported(check_id, /)", is_check_supported, "Whether data can be checked in this way."},
    {"_encode_filter_properties(filter, /)", encode_filter_properties, "A filter's options, but for its id, as bytes."},
    {"_decode_filter_properties(filter_id, encoded_props, /)", decode_filter_properties, "The dict of a filter from the bytes of its options."},
};

#define LIBRARY(name) {#name, static_cast<std::int64_t>(LZMA_##name)}
constexpr NamedNumber kNumbers[] = {
    {"FORMAT_AUTO", format_auto}, {"FORMAT_XZ", format_xz}, {"FORMAT_ALONE", format_alone}, {"FORMAT_RAW", format_raw},
    LIBRARY(CHECK_NONE), LIBRARY(CHECK_CRC32), LIBRARY(CHECK_CRC64), LIBRARY(CHECK_SHA256), LIBRARY(CHECK_ID_MAX), {"CHECK_UNKNOWN", kUnknownCheck},
    LIBRARY(FILTER_LZMA1), LIBRARY(FILTER_LZMA2), LIBRARY(FILTER_DELTA), LIBRARY(FILTER_X86), LIBRARY(FILTER_POWERPC), LIBRARY(FILTER_IA64), LIBRARY(FILTER_ARM),
    LIBRARY(FILTER_ARMTHUMB), LIBRARY(FILTER_SPARC), LIBRARY(MF_HC3), LIBRARY(MF_HC4), LIBRARY(MF_BT2), LIBRARY(MF_BT3), LIBRARY(MF_BT4), LIBRARY(MODE_FAST),
    LIBRARY(MODE_NORMAL), LIBRARY(PRESET_DEFAULT), LIBRARY(PRESET_EXTREME),
};
#undef LIBRARY

constexpr const TypeDef* types[] = {&compressor_type, &decompressor_type};

Result<void> init(Runtime& rt, Module* module) {
    TRY(add_numbers(rt, module, kNumbers));
    Value error = TRY(module_error(rt, &kErrorKey, "_lzma", "LZMAError", PlainException));
    return dict_set(rt, module->dict.get(), TRY(intern(rt, "LZMAError")).get(), error);
}

}  // namespace

extern const ModuleDef lzma_module;
const ModuleDef lzma_module{.name = "_lzma", .doc = "Compression and decompression with XZ and LZMA.", .functions = functions, .types = types, .init = init};

}  // namespace ouro
