// SPDX-License-Identifier: MIT
// open(), and the module `_io`.
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/system_text.h"
#include "stdlib/io/io.h"
#include "stdlib/io/streams.h"

namespace ouro {

namespace {

struct Mode {
    bool creating = false, reading = false, writing = false, appending = false, updating = false, text = false, binary = false;
    std::string raw;
};

Result<Mode> read_mode(Runtime& rt, std::string_view mode) {
    Mode made;
    for (std::size_t n = 0; n < mode.size(); ++n) {
        switch (mode[n]) {
            case 'x': made.creating = true; break;
            case 'r': made.reading = true; break;
            case 'w': made.writing = true; break;
            case 'a': made.appending = true; break;
            case '+': made.updating = true; break;
            case 't': made.text = true; break;
            case 'b': made.binary = true; break;
            default: return rt.raise(ValueError, "invalid mode: '%s'", std::string(mode).c_str());
        }
        if (mode.substr(n + 1).find(mode[n]) != std::string_view::npos) return rt.raise(ValueError, "invalid mode: '%s'", std::string(mode).c_str());
    }
    if (made.text && made.binary) return rt.raise(ValueError, "can't have text and binary mode at once");
    if (made.creating + made.reading + made.writing + made.appending > 1) return rt.raise(ValueError, "must have exactly one of create/read/write/append mode");
    if (made.creating) made.raw += 'x';
    if (made.reading) made.raw += 'r';
    if (made.writing) made.raw += 'w';
    if (made.appending) made.raw += 'a';
    if (made.updating) made.raw += '+';
    return made;
}

}  // namespace

Result<Value> open_stream(Runtime& rt, const OpenArguments& a) {
    Mode mode = TRY(read_mode(rt, a.mode));
    if (mode.binary) {
        if (!a.encoding.is_none()) return rt.raise(ValueError, "binary mode doesn't take an encoding argument");
        if (!a.errors.is_none()) return rt.raise(ValueError, "binary mode doesn't take an errors argument");
        if (!a.newline.is_none()) return rt.raise(ValueError, "binary mode doesn't take a newline argument");
        if (a.buffering == 1)
            TRY(rt.hooks.warn(rt, RuntimeWarning, TRY(rt.str("line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used")), 1, View()));
    }
    std::string mode_text(a.mode);
    Value raw = TRY(open_file(rt, a.file, mode.raw, a.close_descriptor, a.opener));
    Value result = raw;  // whatever fails below closes the outermost layer there is
    auto build = [&]() -> Result<Value> {
        std::int64_t buffering = a.buffering;
        int descriptor = raw.as<FileIO>()->descriptor;
        bool terminal = buffering < 0 && ::isatty(descriptor);
        bool lines = false;
        if (buffering == 1 || terminal) {
            buffering = -1;
            lines = true;
        }
        if (buffering < 0) {
            struct stat status;
            buffering = ::fstat(descriptor, &status) == 0 && status.st_blksize > 1 ? static_cast<std::int64_t>(status.st_blksize) : static_cast<std::int64_t>(kDefaultBufferSize);
        }
        if (buffering == 0) {
            if (!mode.binary) return rt.raise(ValueError, "can't have unbuffered text I/O");
            return raw;
        }
        const TypeDef* type = mode.updating ? &buffered_random_type : mode.creating || mode.writing || mode.appending ? &buffered_writer_type : mode.reading ? &buffered_reader_type : nullptr;
        if (!type) return rt.raise(ValueError, "unknown mode: '%s'", mode_text.c_str());
        result = TRY(make_buffered(rt, *type, raw, static_cast<std::size_t>(buffering)));
        if (mode.binary) return result;
        Value buffer = result;
        result = TRY(make_text(rt, buffer, {.encoding = a.encoding, .errors = a.errors, .newline = a.newline, .line_buffering = lines}));
        TRY(set_attribute(rt, result, rt.names.mode, TRY(rt.str(mode_text))));
        return result;
    };
    Result<Value> made = build();
    if (!made.raised() || rt.stopping()) return made;
    Value pending = rt.take_exception();
    if (call_method(rt, result, rt.names.close).raised()) {
        chain(rt, pending);
        return Raised{};
    }
    rt.pending = std::move(pending);
    return Raised{};
}

namespace {

Result<Value> text_argument(Runtime& rt, Args args, std::size_t i) {
    Str* text = TRY(args.str_or_none(i));
    if (text && text->text().find('\0') != std::string_view::npos) return rt.raise(ValueError, "embedded null character");
    return Value(args[i]);
}

Result<Value> open(Runtime& rt, Args args) {
    // What has a path is known by its path from here on.
    Value file(args[0]);
    if (!is_integer(file) && !is_kind(file, Kind::str) && !is_kind(file, Kind::bytes) && !lookup_on_type(rt.type_of(file), rt.names.fspath_).is_unbound())
        file = TRY(path_argument(rt, file, "open")).object;
    OpenArguments a{.file = file};
    Str* mode = TRY(args.str(1));
    if (mode->text().find('\0') != std::string_view::npos) return rt.raise(ValueError, "embedded null character");
    a.mode = mode->text();
    a.buffering = TRY(args.small_integer(2));
    a.encoding = TRY(text_argument(rt, args, 3));
    a.errors = TRY(text_argument(rt, args, 4));
    a.newline = TRY(text_argument(rt, args, 5));
    a.close_descriptor = TRY(args.truth(6));
    a.opener = args[7];
    if (a.encoding.is_none() && a.mode.find('b') == std::string_view::npos) TRY(warn_of_default_encoding(rt, 1));
    return open_stream(rt, a);
}

Result<Value> open_code(Runtime& rt, Args args) {
    (void)TRY(args.str(0));
    return open_stream(rt, {.file = args[0], .mode = "rb"});
}

Result<Value> text_encoding(Runtime& rt, Args args) {
    if (!args[0].is_none()) return Value(args[0]);
    TRY(warn_of_default_encoding(rt, TRY(args.small_integer(1))));
    return rt.str("locale");
}

constexpr FunctionDef functions[] = {
    {"open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)", open, "Open file and return a stream."},
    {"open_code(path)", open_code, "Opens the provided file with the intent to import the contents."},
    {"text_encoding(encoding, stacklevel=2, /)", text_encoding, "A helper function to choose the text encoding."},
};

constexpr ConstantDef constants[] = {
    {"DEFAULT_BUFFER_SIZE", [](Runtime& rt) { return rt.integer(kDefaultBufferSize); }},
    {"UnsupportedOperation", [](Runtime& rt) -> Result<Value> { return Value(View(TRY(unsupported_operation(rt)))); }},
    {"BlockingIOError", [](Runtime& rt) -> Result<Value> { return Value(View(rt.exception_type(BlockingIOError))); }},
};

const TypeDef* const types[] = {&io_base_type, &raw_io_base_type, &buffered_io_base_type, &text_io_base_type, &file_io_type, &buffered_reader_type,
                                &buffered_writer_type, &buffered_random_type, &buffered_pair_type, &bytes_io_type, &bytes_io_buffer_type, &string_io_type,
                                &newline_decoder_type, &text_wrapper_type};

}  // namespace

extern const ModuleDef io_module{.name = "_io", .doc = "Streams.", .functions = functions, .constants = constants, .types = types};

}  // namespace ouro
