// SPDX-License-Identifier: MIT
// Text to and from the operating system, path arguments, and errors that name paths.
#include "stdlib/system_text.h"

#include <cstring>

#include "runtime/objects/buffer.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {

Result<Value> text_from_system(Runtime& rt, std::string_view bytes) {
    if (valid_utf8_prefix(bytes) == bytes.size()) return rt.str(bytes);
    return decode_bytes(rt, bytes, "utf-8", "surrogateescape");
}

Result<std::string> text_to_system(Runtime& rt, Str* text) {
    if (text->ascii()) return std::string(text->text());
    Value bytes = TRY(encode_text(rt, text, "utf-8", "surrogateescape"));
    return std::string(bytes.as<Bytes>()->text());
}

Result<Value> system_name(Runtime& rt, std::string_view bytes, bool as_bytes) {
    return as_bytes ? new_bytes(rt, bytes) : text_from_system(rt, bytes);
}

Result<PathArgument> path_argument(Runtime& rt, View value, const char* where, int flags) {
    PathArgument made;
    made.object = Value(value);
    if ((flags & kPathOrNone) && value.is_none()) {
        made.path = ".";
        return made;
    }
    auto take = [&](View v) -> Result<bool> {
        if (Str* text = as_str(v)) {
            made.path = TRY(text_to_system(rt, text));
        } else if (is_kind(v, Kind::bytes)) {
            made.path = std::string(v.as<Bytes>()->text());
            made.bytes = true;
        } else {
            return false;
        }
        if (made.path.find('\0') != std::string::npos) {
            // "stat: path" is function and argument.
            std::string text(where ? where : "");
            std::size_t colon = text.find(": ");
            if (colon == std::string::npos) return rt.raise(ValueError, "embedded null byte");
            return rt.raise(ValueError, "%s: embedded null character in %s", text.substr(0, colon).c_str(), text.substr(colon + 2).c_str());
        }
        return true;
    };
    if (TRY(take(value))) return made;
    if ((flags & kPathOrDescriptor) && (is_integer(value) || rt.type_of(value)->slots.index)) {
        Value exact = TRY(index(rt, value));
        std::int64_t n;
        if (!fits_int64(exact, n) || n > INT32_MAX) return rt.raise(OverflowError, "fd is greater than maximum");
        if (n < INT32_MIN) return rt.raise(OverflowError, "fd is less than minimum");
        made.descriptor = static_cast<int>(n);
        if (n < 0) made.descriptor = -2;  // every call with it fails with EBADF
        return made;
    }
    Ref<Str> name = TRY(intern(rt, "__fspath__"));
    Value method = TRY(find_special(rt, value, name.get()));
    if (!method.is_unbound()) {
        Value path = TRY(call(rt, method));
        if (TRY(take(path))) {
            made.object = std::move(path);
            return made;
        }
        return rt.raise(TypeError, "expected %s.__fspath__() to return str or bytes, not %s", type_name(rt, value), type_name(rt, path));
    }
    if (!where) return rt.raise(TypeError, "expected str, bytes or os.PathLike object, not %s", type_name(rt, value));
    const char* listed = (flags & kPathOrDescriptor) ? (flags & kPathOrNone) ? "string, bytes, os.PathLike, integer or None" : "string, bytes, os.PathLike or integer"
                         : (flags & kPathOrNone)     ? "string, bytes, os.PathLike or None"
                                                     : "string, bytes or os.PathLike";
    return rt.raise(TypeError, "%s should be %s, not %s", where, listed, type_name(rt, value));
}

Result<std::string> system_bytes(Runtime& rt, View value) { return TRY(path_argument(rt, value, nullptr)).path; }

Raised raise_os_error_with(Runtime& rt, int error, View filename, View filename2) {
    Value number = TRY(rt.integer(error)), text = TRY(rt.str(std::strerror(error)));
    View type(static_cast<const Object*>(rt.exception_type(OSError)));
    Value exception;
    if (filename.is_unbound()) exception = TRY(call(rt, type, {number, text}));
    else if (filename2.is_unbound()) exception = TRY(call(rt, type, {number, text, filename}));
    else exception = TRY(call(rt, type, {number, text, filename, View::none(), filename2}));
    return rt.raise_object(exception);
}

}  // namespace ouro
