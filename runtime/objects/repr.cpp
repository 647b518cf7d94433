// SPDX-License-Identifier: MIT
// repr(), str(), ascii() and format() of any object, and the guard against containers that contain themselves.
#include <algorithm>

#include "runtime/objects/containers.h"
#include "runtime/objects/format_spec.h"
#include "runtime/objects/memory.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/str_repr.h"
#include "runtime/objects/unicode.h"

namespace ouro {

std::string quoted(std::string_view text, bool only_ascii) {
    bool single = text.find('\'') != std::string_view::npos, twice = text.find('"') != std::string_view::npos;
    char quote = single && !twice ? '"' : '\'';
    std::string out(1, quote);
    static constexpr char hex[] = "0123456789abcdef";
    for (CharReader reader(text); !reader.done();) {
        char32_t c = reader.next();
        if (c == static_cast<unsigned char>(quote) || c == '\\') {
            out += '\\';
            out += static_cast<char>(c);
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\r') {
            out += "\\r";
        } else if (c == '\t') {
            out += "\\t";
        } else if (is_printable(c) && (c < 128 || !only_ascii)) {
            append_utf8(out, c);
        } else {
            int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
            out += digits == 2 ? "\\x" : digits == 4 ? "\\u" : "\\U";
            for (int n = digits; n-- > 0;) out += hex[c >> (4 * n) & 15];
        }
    }
    out += quote;
    return out;
}

namespace {

Result<Ref<Str>> checked_str(Runtime& rt, Value made, const char* method) {
    if (Str* text = as_str(made)) return Ref<Str>(text);
    return rt.raise(TypeError, "%s returned non-string (type %s)", method, type_name(rt, made));
}

}  // namespace

Result<Ref<Str>> repr(Runtime& rt, View value) {
    NativeGuard guard(rt, " while getting the repr of an object");
    if (guard.raised()) return Raised{};
    auto* slot = rt.type_of(value)->slots.repr;
    if (!slot) return new_str(rt, std::string("<") + type_name(rt, value) + " object>");
    Value held(value);
    return checked_str(rt, TRY(slot(rt, value)), "__repr__");
}

Result<Ref<Str>> to_str(Runtime& rt, View value) {
    Type* type = rt.type_of(value);
    if (type == rt.types.str) return Ref<Str>(value.as<Str>());
    if (!type->slots.str) return repr(rt, value);
    NativeGuard guard(rt, " while getting the str of an object");
    if (guard.raised()) return Raised{};
    Value held(value);
    return checked_str(rt, TRY(type->slots.str(rt, value)), "__str__");
}

Result<Ref<Str>> ascii(Runtime& rt, View value) {
    Ref<Str> text = TRY(repr(rt, value));
    if (text->ascii()) return text;
    TRY(rt.charge(static_cast<std::int64_t>(text->size / 16)));
    TRY(expect_memory(rt, 4 * text->size));
    std::string out;
    static constexpr char hex[] = "0123456789abcdef";
    for (CharReader reader(text->text()); !reader.done();) {
        char32_t c = reader.next();
        if (c < 128) {
            out += static_cast<char>(c);
            continue;
        }
        int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
        out += digits == 2 ? "\\x" : digits == 4 ? "\\u" : "\\U";
        for (int n = digits; n-- > 0;) out += hex[c >> (4 * n) & 15];
    }
    return new_str(rt, out);
}

Result<Ref<Str>> format(Runtime& rt, View value, Str* specification) {
    Type* type = rt.type_of(value);
    if (type == rt.types.str || type == rt.types.int_ || type == rt.types.float_) {
        if (!specification->size) return to_str(rt, value);
        StrBuilder out(rt);
        TRY(format_into(rt, value, specification->text(), out));
        return out.take();
    }
    Value made = TRY(call_special(rt, value, rt.names.format_, {View(static_cast<const Object*>(specification))}));
    if (made.is_unbound()) return rt.raise(TypeError, "Type %s doesn't define __format__", type_name(type));
    if (!is_kind(made, Kind::str)) return rt.raise(TypeError, "__format__ must return a str, not %s", type_name(rt, made));
    return Ref<Str>(made.as<Str>());
}

ReprGuard::ReprGuard(Runtime& rt, View object) : rt_(rt) {
    recursive_ = std::find(rt.being_printed.begin(), rt.being_printed.end(), object.bits()) != rt.being_printed.end();
    rt.being_printed.push_back(object.bits());
}

ReprGuard::~ReprGuard() { rt_.being_printed.pop_back(); }

}  // namespace ouro
