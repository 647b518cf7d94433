// SPDX-License-Identifier: MIT
// Compressors and decompressors that keep their own input, as `_bz2` and `_lzma` have them: how they live, are fed and end. What a step of
// the library is, and what its errors mean, the module's own file says.
#pragma once

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "stdlib/compression/stream.h"

namespace ouro {

/// A compressor or a decompressor over `Stream`, which is made from the Runtime and ends the library's stream when it is destroyed. It has
/// `z`, the library's stream, `memory`, `turn`, the steps `Step compress(bool finish)` and `Step decompress(bool last)`, each one call of the
/// library, `Raised fail(Runtime&)` for a step that stopped, and the constants `kEnded`, what is said of input behind the end, and
/// `kDrains`, whether a decompressor gives all it has before it asks for more.
template <typename Stream>
struct StreamCodec : Object {
    Stream* stream;
    WaitingInput waiting;  // a decompressor's, as are the next three
    Value unused;          // bytes behind the end
    bool eof, needs_input;
    bool flushed;          // a compressor's

    static Result<Ref<StreamCodec>> make(Runtime& rt, Type* type) {
        Value empty = TRY(new_bytes(rt, ""));
        auto* codec = rt.allocate<StreamCodec>(type);
        if (!codec) return rt.raise_memory_error();
        codec->stream = new Stream(rt);
        new (&codec->waiting) WaitingInput();
        new (&codec->unused) Value(empty);
        codec->eof = codec->flushed = false;
        codec->needs_input = true;
        return Ref<StreamCodec>::adopt(codec);
    }

    static void destroy(Runtime& rt, Object* object) {
        auto* codec = static_cast<StreamCodec*>(object);
        delete codec->stream;
        codec->waiting.~WaitingInput();
        codec->unused.~Value();
        rt.free_instance(object, sizeof(StreamCodec));
    }

    static Result<Value> compress(Runtime& rt, Args args) {
        auto* codec = args.self<StreamCodec>();
        BufferGuard source(rt, args[1]);
        if (source.raised()) return Raised{};
        StreamTurn turn(rt, codec->stream->turn);
        if (turn.raised()) return Raised{};
        if (codec->flushed) return rt.raise(ValueError, "Compressor has been flushed");
        return codec->compressed(rt, source.text(), false);
    }

    static Result<Value> flush(Runtime& rt, Args args) {
        auto* codec = args.self<StreamCodec>();
        StreamTurn turn(rt, codec->stream->turn);
        if (turn.raised()) return Raised{};
        if (codec->flushed) return rt.raise(ValueError, "Repeated call to flush()");
        codec->flushed = true;
        return codec->compressed(rt, {}, true);
    }

    static Result<Value> decompress(Runtime& rt, Args args) {
        auto* codec = args.self<StreamCodec>();
        std::ptrdiff_t limit = TRY(args.size(2));
        BufferGuard source(rt, args[1]);
        if (source.raised()) return Raised{};
        Stream& stream = *codec->stream;
        StreamTurn turn(rt, stream.turn);
        if (turn.raised()) return Raised{};
        if (codec->eof) return rt.raise(EOFError, "%s", Stream::kEnded);
        Input input = TRY(codec->waiting.with(rt, source.text()));
        Output out(rt, limit < 0 ? SIZE_MAX : static_cast<std::size_t>(limit));
        Step done = TRY(out.fill(rt, stream.memory, stream.z, input, Stream::kDrains, [&](bool last) { return stream.decompress(last); }));
        if (done == Step::stopped) {
            TRY(codec->waiting.keep(rt, {}));
            return stream.fail(rt);
        }
        codec->eof = done == Step::end;
        codec->needs_input = !codec->eof && input.rest.empty() && (!Stream::kDrains || out.room_left());
        if (codec->eof) codec->unused = TRY(new_bytes(rt, input.rest));
        TRY(codec->waiting.keep(rt, codec->eof ? std::string_view() : input.rest));
        return new_bytes(rt, out.text());
    }

    Result<Value> compressed(Runtime& rt, std::string_view bytes, bool finish) {
        Output out(rt, SIZE_MAX);
        Input input{bytes};
        Step done = TRY(out.fill(rt, stream->memory, stream->z, input, finish, [&](bool) { return stream->compress(finish); }));
        if (done == Step::stopped) return stream->fail(rt);
        return new_bytes(rt, out.text());
    }
};

template <typename Stream>
constexpr FunctionDef compressor_methods[] = {
    {"compress(self, data, /)", StreamCodec<Stream>::compress, "Compressed bytes, as far as they are ready."},
    {"flush(self, /)", StreamCodec<Stream>::flush, "The compressed bytes that are left; the compressor is not used any more."},
};

template <typename Stream>
constexpr FunctionDef decompressor_methods[] = {
    {"decompress(self, /, data, max_length=-1)", StreamCodec<Stream>::decompress, "Decompressed bytes, at most max_length of them if it is not negative."},
};

// What any decompressor of these libraries says of itself; `T` has the fields `eof`, `unused` and `needs_input`.

template <typename T>
constexpr PropertyDef eof_property{"eof", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<T>()->eof); }, nullptr,
                                   "Whether the end of the compressed data was reached.", true};
template <typename T>
constexpr PropertyDef unused_data_property{"unused_data", [](Runtime&, View self) -> Result<Value> { return self.as<T>()->unused; }, nullptr,
                                           "What came after that end.", true};
template <typename T>
constexpr PropertyDef needs_input_property{"needs_input", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<T>()->needs_input); }, nullptr,
                                           "Whether there is nothing more without more input.", true};

}  // namespace ouro
