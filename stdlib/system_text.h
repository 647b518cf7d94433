// SPDX-License-Identifier: MIT
// Names, arguments and paths as the operating system has them (any bytes) and as str (PEP 383: what is not UTF-8 becomes lone surrogates).
#pragma once

#include <string>
#include <string_view>

#include "runtime/runtime.h"

namespace ouro {

/// os.fsdecode(bytes)
Result<Value> text_from_system(Runtime& rt, std::string_view bytes);
/// os.fsencode(text)
Result<std::string> text_to_system(Runtime& rt, Str* text);

/// A path argument: str, bytes or anything with __fspath__.
struct PathArgument {
    std::string path;    // as the system wants it
    Value object;        // what errors show
    bool bytes = false;  // results are bytes, not str
    int descriptor = -1; // given in place of a path, where that is allowed
};
/// Reads one; `where` begins the messages ("stat: path", "open()"…): "<where> should be string, bytes, os.PathLike or integer, not int".
/// `allowed`: what the message lists besides string, bytes and os.PathLike.
enum PathFlags : int { kPathOnly = 0, kPathOrDescriptor = 1, kPathOrNone = 2 };
Result<PathArgument> path_argument(Runtime& rt, View value, const char* where, int flags = kPathOnly);
/// What os.fsencode() makes of str, bytes and PathLike objects, for arguments that messages do not name.
Result<std::string> system_bytes(Runtime& rt, View value);
/// A name that the system gave, in the type of the argument it came from.
Result<Value> system_name(Runtime& rt, std::string_view bytes, bool as_bytes);
/// OSError with one or two file names, which are shown as they were given.
Raised raise_os_error_with(Runtime& rt, int error, View filename, View filename2 = View());

}  // namespace ouro
