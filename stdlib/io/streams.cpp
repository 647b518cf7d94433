// SPDX-License-Identifier: MIT
// The standard streams: the same layers as any file's, over descriptors 0, 1 and 2. What is written to 1 and 2 goes to the host where it
// asked for it, and counts against the output limit.
#include "stdlib/io/streams.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "runtime/blocking.h"
#include "runtime/native/capability.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/io/io.h"
#include "stdlib/sys.h"

namespace ouro {

Result<void> write_output(Runtime& rt, int descriptor, std::string_view bytes) {
    if (static_cast<std::int64_t>(bytes.size()) > rt.limits.output_left) {
        bytes = bytes.substr(0, static_cast<std::size_t>(rt.limits.output_left < 0 ? 0 : rt.limits.output_left));
        rt.limits.output_left = -1;
    } else if (rt.limits.output_left < Limits::kUnlimited) {
        rt.limits.output_left -= static_cast<std::int64_t>(bytes.size());
    }
    if (auto* host = descriptor == 1 ? rt.settings.write_stdout : rt.settings.write_stderr) {
        host(rt.settings.write_context, bytes);
    } else {
        TRY(require(rt, Capability::standard_output));
        while (!bytes.empty()) {
            std::ptrdiff_t done = TRY(write_waiting(rt, descriptor, bytes));
            if (done < 0) return raise_os_error(rt, errno);
            bytes.remove_prefix(static_cast<std::size_t>(done));
        }
    }
    if (rt.limits.output_left < 0) return rt.raise_stop(StopReason::output);
    return {};
}

Result<void> write_to_stream(Runtime& rt, View file, Str* text) {
    if (TRY(text_write_fast(rt, file, text))) return {};
    TRY(call_method(rt, file, rt.names.write, {View(text)}));
    return {};
}

Result<void> flush_stream(Runtime& rt, View file) {
    if (TRY(text_flush_fast(rt, file))) return {};
    TRY(call_method(rt, file, rt.names.flush));
    return {};
}

bool flush_standard_streams(Runtime& rt, bool reports) {
    bool good = true;
    for (Str* name : {rt.names.stdout, rt.names.stderr}) {
        Result<Value> file = sys_attribute(rt, name);
        if (file.raised() || file.value().is_unbound() || file.value().is_none()) continue;
        Result<bool> closed = is_closed(rt, file.value());
        if (closed.raised()) {
            if (rt.stopping()) return good;
            rt.pending = Value();
        } else if (closed.value()) {
            continue;
        }
        if (!flush_stream(rt, file.value()).raised()) continue;
        if (rt.stopping()) return false;
        if (name == rt.names.stdout) {
            good = false;
            if (reports) rt.report_unraisable(View::none(), "Exception ignored on flushing sys.stdout");
            rt.pending = Value();
        } else {
            rt.pending = Value();
        }
    }
    return good;
}

const char kWarnDefaultEncoding = 0;

Result<void> warn_of_default_encoding(Runtime& rt, int level) {
    if (!rt.library.contains(&kWarnDefaultEncoding)) return {};
    return rt.hooks.warn(rt, EncodingWarning, TRY(rt.str("'encoding' argument not specified")), level, View());
}

namespace {

Result<Value> make_stream(Runtime& rt, int descriptor, bool unbuffered) {
    bool reads = descriptor == 0, error = descriptor == 2;
    bool hosted = descriptor == 1 ? rt.settings.write_stdout != nullptr : error && rt.settings.write_stderr != nullptr;
    if (reads && !granted(rt, Capability::standard_input)) return View::none();
    // A descriptor that is closed gives None, as in a program without a console.
    if (!hosted && ::fcntl(descriptor, F_GETFD) < 0) return View::none();
    bool terminal = !hosted && ::isatty(descriptor);
    Value raw = TRY(file_over(rt, descriptor, reads, !reads));
    // Unbuffered: no layer holds bytes back, whatever becomes of the process.
    Value buffer = unbuffered && !reads ? raw : TRY(make_buffered(rt, reads ? buffered_reader_type : buffered_writer_type, raw, kDefaultBufferSize));
    Value encoding = TRY(rt.str("utf-8"));
    // What UTF-8 mode says (PEP 540), but a host gets text.
    Value errors = TRY(rt.str(error ? "backslashreplace" : hosted ? "strict" : "surrogateescape"));
    Value newline = reads ? Value(View::none()) : TRY(rt.str("\n"));
    Value text = TRY(make_text(rt, buffer, {.encoding = encoding, .errors = errors, .newline = newline, .line_buffering = terminal || hosted || error, .write_through = unbuffered && !reads}));
    TRY(set_attribute(rt, raw, rt.names.name, TRY(rt.str(reads ? "<stdin>" : error ? "<stderr>" : "<stdout>"))));
    TRY(set_attribute(rt, text, rt.names.mode, TRY(rt.str(reads ? "r" : "w"))));
    return text;
}

}  // namespace

Result<void> install_streams(Runtime& rt, bool unbuffered) {
    Dict* sys = rt.sys_module->dict.get();
    const char* const originals[] = {"__stdin__", "__stdout__", "__stderr__"};
    Str* const names[] = {rt.names.stdin, rt.names.stdout, rt.names.stderr};
    for (int descriptor = 0; descriptor < 3; ++descriptor) {
        Value stream = TRY(make_stream(rt, descriptor, unbuffered));
        TRY(dict_set(rt, sys, names[descriptor], stream));
        TRY(dict_set(rt, sys, TRY(intern(rt, originals[descriptor])).get(), stream));
    }
    return {};
}

}  // namespace ouro
