// SPDX-License-Identifier: MIT
// Character maps, which `_codecs` offers: encodings of one byte per character, by a table of text or any mapping.
#include "stdlib/charmap.h"

#include <array>

#include "runtime/objects/buffer.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/codec_errors.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/memory.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/unicode.h"

namespace ouro {

namespace {

constexpr char32_t kUndefined = 0xfffe;  // what stands in a table for a byte without meaning
constexpr const char* kReason = "character maps to <undefined>";

Result<std::string> errors_argument(Args args) {
    Str* errors = args.given(1) ? TRY(args.str_or_none(1)) : nullptr;
    return std::string(errors ? errors->text() : "strict");
}

/// mapping[key]; None where that is a LookupError.
Result<Value> mapped(Runtime& rt, View mapping, std::int64_t key) {
    if (is_kind(mapping, Kind::dict) && rt.type_of(mapping) == rt.types.dict) {
        View found = TRY(dict_get(rt, mapping.as<Dict>(), View::small_int(key)));
        return Value(found.is_unbound() ? View::none() : found);
    }
    Result<Value> found = get_item(rt, mapping, View::small_int(key));
    if (!found.raised()) return found;
    if (!rt.swallow(LookupError)) return Raised{};
    return View::none();
}

/// Appends the bytes that a character is mapped to: whether there are any.
Result<bool> append_encoded(Runtime& rt, ScratchMemory& scratch, View mapping, char32_t c, std::string& out) {
    Value found = TRY(mapped(rt, mapping, c));
    if (found.is_none()) return false;
    if (is_integer(found)) {
        std::int64_t byte = TRY(index_clipped(rt, found));
        if (byte < 0 || byte > 255) return rt.raise(TypeError, "character mapping must be in range(256)");
        TRY(scratch.room(out));
        out += static_cast<char>(byte);
    } else if (is_kind(found, Kind::bytes)) {
        TRY(scratch.room(out, View(found).as<Bytes>()->size));
        out += View(found).as<Bytes>()->text();
    } else {
        return rt.raise(TypeError, "character mapping must return integer, bytes or None, not %s", type_name(rt, found));
    }
    return true;
}

/// Appends the text that a byte is mapped to: whether there is any.
Result<bool> append_decoded(Runtime& rt, ScratchMemory& scratch, View mapping, unsigned char byte, std::string& out) {
    Value found = TRY(mapped(rt, mapping, byte));
    if (found.is_none()) return false;
    if (is_integer(found)) {
        std::int64_t c = TRY(index_clipped(rt, found));
        if (c == kUndefined) return false;
        if (c < 0 || c > 0x10ffff) return rt.raise(TypeError, "character mapping must be in range(0x110000)");
        TRY(scratch.room(out, 4));
        append_utf8(out, static_cast<char32_t>(c));
    } else if (Str* text = as_str(found)) {
        if (text->length() == 1 && CharReader(text->text()).next() == kUndefined) return false;
        TRY(scratch.room(out, text->size));
        out += text->text();
    } else {
        return rt.raise(TypeError, "character mapping must return integer, None or str");
    }
    return true;
}

}  // namespace

Result<Value> charmap_encode(Runtime& rt, Args args) {
    Str* text = TRY(args.str(0));
    std::string errors = TRY(errors_argument(args));
    View mapping = args[2];
    std::size_t length = text->length();
    std::string out;
    if (mapping.is_none()) {
        Value bytes = TRY(encode_text(rt, text, "latin-1", errors));
        Ref<Tuple> made = TRY(new_tuple(rt, {bytes, View::small_int(static_cast<std::int64_t>(length))}));
        return made;
    }
    TRY(rt.charge(static_cast<std::int64_t>(text->size / 2)));
    ScratchMemory scratch(rt);
    std::size_t at = 0;
    for (CharReader reader(text->text()); !reader.done(); ++at) {
        if (TRY(append_encoded(rt, scratch, mapping, reader.next(), out))) continue;
        // An error is about all characters that follow and have no byte either.
        std::size_t end = at + 1;
        for (std::string unused; !reader.done() && !TRY(append_encoded(rt, scratch, mapping, reader.next(), unused)); unused.clear()) ++end;
        Value error = TRY(make_codec_error(rt, true, "charmap", View(static_cast<const Object*>(text)), at, end, kReason));
        Remedy remedy = TRY(ask_error_handler(rt, errors, error, length, false));
        if (Str* replacement = as_str(remedy.replacement)) {
            TRY(scratch.room(out, replacement->size));
            for (CharReader parts(replacement->text()); !parts.done();)
                if (!TRY(append_encoded(rt, scratch, mapping, parts.next(), out))) return rt.raise_object(error);
        } else {
            TRY(scratch.room(out, View(remedy.replacement).as<Bytes>()->size));
            out += View(remedy.replacement).as<Bytes>()->text();
        }
        reader = CharReader(text->text().substr(byte_offset(rt, text, remedy.position)));
        at = remedy.position - 1;  // the loop counts one
    }
    Ref<Tuple> made = TRY(new_tuple(rt, {TRY(new_bytes(rt, out)), View::small_int(static_cast<std::int64_t>(length))}));
    return made;
}

Result<Value> charmap_decode(Runtime& rt, Args args) {
    std::string errors = TRY(errors_argument(args));
    View mapping = args[2];
    BufferGuard buffer(rt, args[0]);
    if (buffer.raised()) return Raised{};
    std::string_view in = buffer.text();
    std::size_t size = in.size();
    TRY(rt.charge(static_cast<std::int64_t>(in.size() / 4)));
    std::string out;
    if (mapping.is_none()) {
        for (char c : in) append_utf8(out, static_cast<unsigned char>(c));
    } else {
        // A table of text is read once: each byte's character, or nothing.
        std::array<std::string_view, 256> table;
        Str* characters = as_str(mapping);
        if (characters) {
            std::size_t n = 0;
            for (CharReader reader(characters->text()); !reader.done() && n < table.size(); ++n) {
                const char* from = reader.position();
                if (reader.next() != kUndefined) table[n] = {from, static_cast<std::size_t>(reader.position() - from)};
            }
        }
        ScratchMemory scratch(rt);
        Value object;
        for (std::size_t at = 0; at < in.size();) {
            auto byte = static_cast<unsigned char>(in[at]);
            bool found = characters ? !table[byte].empty() : TRY(append_decoded(rt, scratch, mapping, byte, out));
            if (found) {
                if (characters) out += table[byte];
                ++at;
                continue;
            }
            if (object.is_unbound()) object = TRY(new_bytes(rt, in));
            Value error = TRY(make_codec_error(rt, false, "charmap", object, at, at + 1, kReason));
            Remedy remedy = TRY(ask_error_handler(rt, errors, error, in.size(), true, &object));
            in = View(object).as<Bytes>()->text();
            TRY(scratch.room(out, View(remedy.replacement).as<Str>()->size));
            out += View(remedy.replacement).as<Str>()->text();
            at = remedy.position;
        }
    }
    Ref<Tuple> made = TRY(new_tuple(rt, {TRY(rt.str(out)), View::small_int(static_cast<std::int64_t>(size))}));
    return made;
}

Result<Value> charmap_build(Runtime& rt, Args args) {
    Str* table = TRY(args.str(0));
    Ref<Dict> made = TRY(new_dict(rt));
    TRY(rt.charge(static_cast<std::int64_t>(table->size)));
    std::int64_t number = 0;
    for (CharReader reader(table->text()); !reader.done() && number < 256; ++number) {
        char32_t c = reader.next();
        if (c != kUndefined) TRY(dict_set(rt, made.get(), View::small_int(c), View::small_int(number)));
    }
    return made;
}

}  // namespace ouro
