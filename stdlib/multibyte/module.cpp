// SPDX-License-Identifier: MIT
// The modules `_codecs_cn`, `_codecs_hk`, `_codecs_iso2022`, `_codecs_jp`, `_codecs_kr` and `_codecs_tw`: codecs by name. Text in pieces and
// streams are in _multibytecodec.py, over _encode() and _decode(), which give the state back that they are given.
#include <array>
#include <cstring>

#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/codec_errors.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/memory.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/unicode.h"
#include "stdlib/multibyte/codec.h"

namespace ouro {

namespace multibyte {
namespace {

struct CodecObject : Object {
    const Codec* codec;
};

/// How far a conversion came.
struct Converted {
    std::string out;
    std::size_t taken;
};

constexpr std::size_t kLongest = 16;  // no character takes more bytes, with what switches to its character set
constexpr const char kIllegal[] = "illegal multibyte sequence", kIncomplete[] = "incomplete multibyte sequence";

State initial_state(const Codec& codec, bool decoding) {
    State state;
    if (codec.begin) codec.begin(state, decoding);
    return state;
}

/// Encodes `text`; what may be the beginning of a pair is left unless `final`, which goes back to ASCII at the end.
Result<Converted> encode(Runtime& rt, const Codec& codec, State& state, Str* text, std::string_view errors, bool final, bool reset) {
    TRY(rt.charge(static_cast<std::int64_t>(text->size / 4)));
    Converted made{{}, 0};
    ScratchMemory scratch(rt);
    std::size_t length = text->length();
    CharReader reader(text->text());
    while (!reader.done()) {
        TRY(scratch.room(made.out, kLongest));
        CharReader ahead = reader;
        char32_t c = ahead.next();
        if ((codec.flags & Codec::plain_ascii) && c < 0x80) {
            made.out += static_cast<char>(c);
            reader = ahead;
            ++made.taken;
            continue;
        }
        CharReader second = ahead;
        char32_t next = ahead.done() ? kNone : second.next();
        int taken = codec.encode(codec, state, c, next, final, made.out);
        if (taken > 0) {
            reader = taken == 2 ? second : ahead;
            made.taken += static_cast<std::size_t>(taken);
            continue;
        }
        if (taken == 0) break;
        if (errors == "ignore" || errors == "replace") {
            if (errors == "replace" && codec.encode(codec, state, '?', kNone, true, made.out) <= 0) made.out += '?';
            reader = ahead;
            ++made.taken;
            continue;
        }
        Value error = TRY(make_codec_error(rt, true, codec.name, View(static_cast<const Object*>(text)), made.taken, made.taken + 1, kIllegal));
        Remedy remedy = TRY(ask_error_handler(rt, errors, error, length, false));
        std::string encoded;
        if (Str* replacement = as_str(remedy.replacement)) encoded = TRY(encode(rt, codec, state, replacement, "strict", true, false)).out;
        else encoded = View(remedy.replacement).as<Bytes>()->text();
        TRY(scratch.room(made.out, encoded.size()));
        made.out += encoded;
        made.taken = remedy.position;
        reader = CharReader(text->text().substr(byte_offset(rt, text, made.taken)));
    }
    if (reset && codec.end) codec.end(state, made.out);
    return made;
}

/// Decodes `in`; what may be the beginning of a character is left unless `final`.
Result<Converted> decode(Runtime& rt, const Codec& codec, State& state, std::string_view in, std::string_view errors, bool final) {
    TRY(rt.charge(static_cast<std::int64_t>(in.size() / 4)));
    Converted made{{}, 0};
    ScratchMemory scratch(rt);
    Value object;
    while (made.taken < in.size()) {
        TRY(scratch.room(made.out, kLongest));
        if ((codec.flags & Codec::plain_ascii) && static_cast<unsigned char>(in[made.taken]) < 0x80) {
            made.out += in[made.taken++];
            continue;
        }
        int taken = codec.decode(codec, state, in.substr(made.taken), made.out);
        if (taken > 0) {
            made.taken += static_cast<std::size_t>(taken);
            continue;
        }
        if (taken == 0 && !final) break;
        std::size_t end = taken == 0 ? in.size() : made.taken + static_cast<std::size_t>(-taken);
        if (errors == "ignore" || errors == "replace") {
            if (errors == "replace") append_utf8(made.out, 0xfffd);
            made.taken = end;
            continue;
        }
        if (object.is_unbound()) object = TRY(new_bytes(rt, in));
        Value error = TRY(make_codec_error(rt, false, codec.name, object, made.taken, end, taken == 0 ? kIncomplete : kIllegal));
        Remedy remedy = TRY(ask_error_handler(rt, errors, error, in.size(), true));
        TRY(scratch.room(made.out, View(remedy.replacement).as<Str>()->size));
        made.out += View(remedy.replacement).as<Str>()->text();
        made.taken = remedy.position;
    }
    return made;
}

Result<std::string> errors_argument(Args args, std::size_t n) {
    Str* errors = TRY(args.str_or_none(n));
    return std::string(errors ? errors->text() : "strict");
}

Result<State> state_argument(Runtime& rt, View value) {
    State state;
    if (!is_kind(value, Kind::bytes) || value.as<Bytes>()->size != sizeof state.c) return rt.raise(ValueError, "a state is %zu bytes", sizeof state.c);
    std::memcpy(state.c, value.as<Bytes>()->data, sizeof state.c);
    return state;
}

Result<Value> state_bytes(Runtime& rt, const State& state) { return new_bytes(rt, {reinterpret_cast<const char*>(state.c), sizeof state.c}); }

Result<Value> answer(Runtime& rt, Value converted, std::size_t taken, const State* state) {
    Value count = View::small_int(static_cast<std::int64_t>(taken));
    Ref<Tuple> made = state ? TRY(new_tuple(rt, {converted, count, TRY(state_bytes(rt, *state))})) : TRY(new_tuple(rt, {converted, count}));
    return made;
}

Result<Value> encode_whole(Runtime& rt, Args args) {
    const Codec& codec = *args.self<CodecObject>()->codec;
    std::string errors = TRY(errors_argument(args, 2));
    Value text = args[1];
    if (!is_kind(text, Kind::str)) text = TRY(to_str(rt, text));
    State state = initial_state(codec, false);
    Converted made = TRY(encode(rt, codec, state, View(text).as<Str>(), errors, true, true));
    return answer(rt, TRY(new_bytes(rt, made.out)), made.taken, nullptr);
}

Result<Value> decode_whole(Runtime& rt, Args args) {
    const Codec& codec = *args.self<CodecObject>()->codec;
    std::string errors = TRY(errors_argument(args, 2));
    BufferGuard bytes(rt, args[1]);
    if (bytes.raised()) return Raised{};
    State state = initial_state(codec, true);
    Converted made = TRY(decode(rt, codec, state, bytes.text(), errors, true));
    return answer(rt, TRY(rt.str(made.out)), made.taken, nullptr);
}

Result<Value> encode_piece(Runtime& rt, Args args) {
    const Codec& codec = *args.self<CodecObject>()->codec;
    Str* text = TRY(args.str(1));
    std::string errors = TRY(errors_argument(args, 2));
    State state = TRY(state_argument(rt, args[3]));
    bool final = TRY(args.truth(4));
    Converted made = TRY(encode(rt, codec, state, text, errors, final, final));
    return answer(rt, TRY(new_bytes(rt, made.out)), made.taken, &state);
}

Result<Value> decode_piece(Runtime& rt, Args args) {
    const Codec& codec = *args.self<CodecObject>()->codec;
    std::string errors = TRY(errors_argument(args, 2));
    State state = TRY(state_argument(rt, args[3]));
    bool final = TRY(args.truth(4));
    BufferGuard bytes(rt, args[1]);
    if (bytes.raised()) return Raised{};
    Converted made = TRY(decode(rt, codec, state, bytes.text(), errors, final));
    return answer(rt, TRY(rt.str(made.out)), made.taken, &state);
}

Result<Value> begin(Runtime& rt, Args args) { return state_bytes(rt, initial_state(*args.self<CodecObject>()->codec, TRY(args.truth(1)))); }

constexpr FunctionDef codec_methods[] = {
    {"encode(self, /, input, errors=None)", encode_whole, "The bytes that text is encoded to, and how many characters that were."},
    {"decode(self, /, input, errors=None)", decode_whole, "The text that bytes are decoded to, and how many bytes that were."},
    {"_encode(self, text, errors, state, final, /)", encode_piece, "(bytes, characters taken, state after them)"},
    {"_decode(self, data, errors, state, final, /)", decode_piece, "(text, bytes taken, state after them)"},
    {"_begin(self, decoding, /)", begin, "The state before any text."},
};

constexpr PropertyDef codec_properties[] = {
    {.name = "_name", .get = [](Runtime& rt, View self) { return rt.str(self.as<CodecObject>()->codec->name); }},
};

const TypeDef codec_type{
    .name = "MultibyteCodec",
    .module = "_multibytecodec",
    .size = sizeof(CodecObject),
    .flags = Type::disallow_construct | Type::immutable,
    .slots = {.destroy = [](Runtime& rt, Object* object) { rt.free_instance(object, sizeof(CodecObject)); }},
    .methods = codec_methods,
    .properties = codec_properties,
};

Result<Value> find_codec(Runtime& rt, Args args, std::string_view module) {
    Str* name = as_str(args[0]);
    if (!name) return rt.raise(TypeError, "encoding name must be a string.");
    for (std::span<const Codec> codecs : {double_byte_codecs(), escaped_codecs()})
        for (const Codec& codec : codecs) {
            if (codec.module != module || codec.name != name->text()) continue;
            auto* made = rt.allocate<CodecObject>(TRY(native_type(rt, codec_type)));
            if (!made) return rt.raise_memory_error();
            made->codec = &codec;
            return Value(Ref<CodecObject>::adopt(made));
        }
    return rt.raise(LookupError, "no such codec is supported.");
}

}  // namespace
}  // namespace multibyte

#define CODECS(suffix)                                                                                                                     \
    constexpr FunctionDef codecs_##suffix##_functions[] = {                                                                                \
        {"getcodec(name, /)", [](Runtime& rt, Args args) { return multibyte::find_codec(rt, args, "_codecs_" #suffix); }, "The codec of a name."}, \
    };                                                                                                                                     \
    extern const ModuleDef codecs_##suffix##_module;                                                                                       \
    const ModuleDef codecs_##suffix##_module{.name = "_codecs_" #suffix, .doc = "Codecs by name.", .functions = codecs_##suffix##_functions};
CODECS(cn)
CODECS(hk)
CODECS(iso2022)
CODECS(jp)
CODECS(kr)
CODECS(tw)
#undef CODECS

}  // namespace ouro
