// SPDX-License-Identifier: MIT
// The standard streams.
#include "stdlib/io/streams.h"

#include <unistd.h>

#include <cerrno>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/sys.h"

namespace ouro {

namespace {

/// A text stream over descriptor 1 or 2.
struct OutputStream : Object {
    int descriptor;
    bool lines;             // written through at each line
    std::string* pending;
};

OutputStream* stream_of(View v) { return v.as<OutputStream>(); }

Result<void> flush(Runtime& rt, OutputStream* stream) {
    std::string bytes = std::exchange(*stream->pending, {});
    return bytes.empty() ? Result<void>() : write_output(rt, stream->descriptor, bytes);
}

Result<void> write(Runtime& rt, OutputStream* stream, Str* text) {
    stream->pending->append(text->data(), text->size);
    if (stream->pending->size() >= 8192 || (stream->lines && text->text().find('\n') != std::string_view::npos)) return flush(rt, stream);
    return {};
}

constexpr FunctionDef methods[] = {
    {"write(self, text, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         Str* text = TRY(a.str(1));
         TRY(write(rt, stream_of(a[0]), text));
         return rt.integer(static_cast<std::int64_t>(text->length()));
     },
     "Write text to the stream."},
    {"flush(self, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         TRY(flush(rt, stream_of(a[0])));
         return View::none();
     },
     "Write what is held back."},
    {"fileno(self, /)", [](Runtime& rt, Args a) { return rt.integer(stream_of(a[0])->descriptor); }, "The descriptor."},
    {"isatty(self, /)", [](Runtime&, Args a) -> Result<Value> { return View::boolean(isatty(stream_of(a[0])->descriptor)); }, "Whether this is a terminal."},
};

constexpr PropertyDef properties[] = {{"encoding", [](Runtime& rt, View) { return rt.str("utf-8"); }}};

const TypeDef output_stream_type{.name = "TextIOWrapper",
                                 .module = "_io",
                                 .doc = "A text stream.",
                                 .size = sizeof(OutputStream),
                                 .flags = Type::disallow_construct,
                                 .slots = {.destroy =
                                               [](Runtime& rt, Object* object) {
                                                   delete static_cast<OutputStream*>(object)->pending;
                                                   rt.free_instance(object, sizeof(OutputStream));
                                               }},
                                 .methods = methods,
                                 .properties = properties};

Result<Value> new_output_stream(Runtime& rt, int descriptor, bool lines) {
    auto* made = rt.allocate<OutputStream>(TRY(native_type(rt, output_stream_type)));
    if (!made) return rt.raise_memory_error();
    made->descriptor = descriptor;
    made->lines = lines;
    made->pending = new std::string;
    return Value::adopt(View(made));
}

bool is_native(Runtime& rt, View file) { return file.is_object() && rt.type_of(file)->def == &output_stream_type; }

}  // namespace

Result<void> write_output(Runtime& rt, int descriptor, std::string_view bytes) {
    if (static_cast<std::int64_t>(bytes.size()) > rt.limits.output_left) {
        bytes = bytes.substr(0, static_cast<std::size_t>(rt.limits.output_left));
        rt.limits.output_left = -1;
    } else if (rt.limits.output_left < Limits::kUnlimited) {
        rt.limits.output_left -= static_cast<std::int64_t>(bytes.size());
    }
    if (auto* host = descriptor == 1 ? rt.settings.write_stdout : rt.settings.write_stderr) {
        host(rt.settings.write_context, bytes);
    } else {
        while (!bytes.empty()) {
            ssize_t done = ::write(descriptor, bytes.data(), bytes.size());
            if (done < 0 && errno == EINTR) {
                TRY(rt.check_stop());
                continue;
            }
            if (done < 0) return raise_os_error(rt, errno);
            bytes.remove_prefix(static_cast<std::size_t>(done));
        }
    }
    if (rt.limits.output_left < 0) return rt.raise_stop(StopReason::output);
    return {};
}

Result<void> write_to_stream(Runtime& rt, View file, Str* text) {
    if (is_native(rt, file)) return write(rt, stream_of(file), text);
    TRY(call_method(rt, file, rt.names.write, {View(text)}));
    return {};
}

Result<void> flush_stream(Runtime& rt, View file) {
    if (is_native(rt, file)) return flush(rt, stream_of(file));
    TRY(call_method(rt, file, rt.names.flush));
    return {};
}

bool flush_standard_streams(Runtime& rt) {
    bool good = true;
    for (Str* name : {rt.names.stdout, rt.names.stderr}) {
        Result<Value> file = sys_attribute(rt, name);
        if (file.raised() || file.value().is_unbound() || file.value().is_none()) continue;
        if (!flush_stream(rt, file.value()).raised()) continue;
        if (name == rt.names.stdout) good = false;
        rt.report_unraisable(file.value());
    }
    return good;
}

Result<void> install_streams(Runtime& rt) {
    Dict* sys = rt.sys_module->dict.get();
    Value out = TRY(new_output_stream(rt, 1, isatty(1) && !rt.settings.write_stdout)), error = TRY(new_output_stream(rt, 2, true));
    TRY(dict_set(rt, sys, rt.names.stdout, out));
    TRY(dict_set(rt, sys, rt.names.stderr, error));
    TRY(dict_set(rt, sys, rt.names.stdin, View::none()));
    TRY(dict_set(rt, sys, TRY(intern(rt, "__stdout__")).get(), out));
    TRY(dict_set(rt, sys, TRY(intern(rt, "__stderr__")).get(), error));
    return dict_set(rt, sys, TRY(intern(rt, "__stdin__")).get(), View::none());
}

}  // namespace ouro
