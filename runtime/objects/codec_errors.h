// SPDX-License-Identifier: MIT
// What codecs do about what they can't encode or decode (library reference, codecs: error handlers).
#pragma once

#include <string_view>

#include "runtime/heap/result.h"

namespace ouro {

/// What an error handler answers: what to put there (str or bytes), and where to go on.
struct Remedy {
    Value replacement;
    std::size_t position;
};

/// A UnicodeEncodeError or UnicodeDecodeError about object[start:end].
Result<Value> make_codec_error(Runtime& rt, bool encoding, const char* codec, View object, std::size_t start, std::size_t end, const char* reason);
/// Asks the handler of a name; "strict" raises the error. `length` is that of the object. With `decoding`, the replacement is a str.
/// A handler may give a decoder other bytes to go on with, as the error's attribute `object`: those are in `object` afterwards.
Result<Remedy> ask_error_handler(Runtime& rt, std::string_view errors, Value error, std::size_t length, bool decoding, Value* object = nullptr);

/// The key in rt.library that is there in dev mode, where encodings and error handlers are looked up even if nothing needs them.
extern const char kCheckCodecs;
Result<void> check_codec(Runtime& rt, std::string_view encoding, std::string_view errors);

}  // namespace ouro
