// SPDX-License-Identifier: MIT
// The standard streams, and writing to a stream from native code.
#pragma once

#include <string_view>

#include "runtime/runtime.h"

namespace ouro {

/// Makes sys.stdin, stdout and stderr (and the __ originals).
Result<void> install_streams(Runtime& rt, bool unbuffered);
/// file.write(text): a native text stream takes it without a call through Python, anything else has its method `write` called.
Result<void> write_to_stream(Runtime& rt, View file, Str* text);
/// file.flush(), likewise.
Result<void> flush_stream(Runtime& rt, View file);
/// Flushes sys.stdout and sys.stderr, for the end of a program; errors are reported and dropped. False if sys.stdout could not be flushed.
bool flush_standard_streams(Runtime& rt, bool reports = true);
/// Writes bytes to descriptor 1 or 2, or to the host in its place; charges the output limit.
Result<void> write_output(Runtime& rt, int descriptor, std::string_view bytes);

/// The key in rt.library that is there with -X warn_default_encoding (PEP 597).
extern const char kWarnDefaultEncoding;
/// Warns, if that is wanted, the caller that is so many levels up that it did not say which encoding.
Result<void> warn_of_default_encoding(Runtime& rt, int level);

}  // namespace ouro
