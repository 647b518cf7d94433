// SPDX-License-Identifier: MIT
// print() and input(). A native stream takes the text without a call through Python (io/streams.h).
#include "runtime/native/capability.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/builtins/functions.h"
#include "stdlib/io/streams.h"

namespace ouro {

namespace {

Result<void> check_text(Runtime& rt, const char* name, View value) {
    if (value.is_none() || as_str(value)) return {};
    return rt.raise(TypeError, "%s must be None or a string, not %s", name, type_name(rt, value));
}

Result<Value> print(Runtime& rt, Args args) {
    Value file(args[3]);
    Tuple* values = as_tuple(args[0]);
    if (file.is_none()) {
        file = TRY(find_in_sys(rt, "stdout"));
        if (file.is_unbound()) return rt.raise(RuntimeError, "lost sys.stdout");
        if (file.is_none()) return View::none();  // as in programs without a console
    }
    TRY(check_text(rt, "sep", args[1]));
    TRY(check_text(rt, "end", args[2]));
    Value separator = args[1].is_none() ? Value(rt.ascii_chars[' ']) : Value(args[1]);
    Value end = args[2].is_none() ? Value(rt.ascii_chars['\n']) : Value(args[2]);
    for (std::size_t n = 0; n < values->size; ++n) {
        if (n) TRY(write_to_stream(rt, file, separator.as<Str>()));
        Ref<Str> text = TRY(to_str(rt, values->items[n]));
        TRY(write_to_stream(rt, file, text.get()));
    }
    TRY(write_to_stream(rt, file, end.as<Str>()));
    if (TRY(args.truth(4))) TRY(flush_stream(rt, file));
    return View::none();
}

Result<Value> standard_stream(Runtime& rt, const char* name) {
    Value stream = TRY(find_in_sys(rt, name));
    if (stream.is_unbound() || stream.is_none()) return rt.raise(RuntimeError, "input(): lost sys.%s", name);
    return stream;
}

Result<Value> input(Runtime& rt, Args args) {
    if (Value in = TRY(find_in_sys(rt, "stdin")); in.is_none()) TRY(require(rt, Capability::standard_input));
    Value in = TRY(standard_stream(rt, "stdin")), out = TRY(standard_stream(rt, "stdout")), err = TRY(standard_stream(rt, "stderr"));
    Result<void> flushed = flush_stream(rt, err);
    if (flushed.raised()) {
        if (rt.stopping()) return Raised{};
        rt.take_exception();
    }
    Ref<Str> prompt = TRY(to_str(rt, args[0]));
    if (prompt->size) TRY(write_to_stream(rt, out, prompt.get()));
    flushed = flush_stream(rt, out);
    if (flushed.raised()) {
        if (rt.stopping()) return Raised{};
        rt.take_exception();
    }
    Value line = TRY(call_method(rt, in, rt.names.readline));
    Str* text = as_str(line);
    if (!text) return rt.raise(TypeError, "object.readline() returned non-string");
    if (!text->size) return rt.raise(EOFError, "EOF when reading a line");
    if (text->text().back() != '\n') return line;
    Ref<Str> rest = TRY(new_str(rt, text->text().substr(0, text->size - 1)));
    return rest;
}

constexpr FunctionDef functions[] = {
    {"print(*args, sep=' ', end='\\n', file=None, flush=False)", print, "Writes the values to a stream, sys.stdout unless another is given, with sep between them and end after the last."},
    {"input(prompt='', /)", input, "Reads a line from standard input, without its end, after writing the prompt; EOFError at the end."},
};

}  // namespace

const std::span<const FunctionDef> print_functions = functions;

}  // namespace ouro
