// SPDX-License-Identifier: MIT
// Universal newlines, and the type IncrementalNewlineDecoder.
#include "stdlib/io/newlines.h"

#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/io/io.h"

namespace ouro {

std::string NewlineFilter::apply(std::string_view text, bool final) {
    std::string out;
    if (pending_cr && (final || !text.empty())) {
        out = "\r";
        pending_cr = false;
    }
    out += text;
    if (!final && !out.empty() && out.back() == '\r') {
        out.pop_back();
        pending_cr = true;
    }
    if (out.find('\r') == std::string::npos) {
        if (!(seen & lf) && out.find('\n') != std::string::npos) seen |= lf;
        return out;
    }
    std::string translated;
    for (std::size_t n = 0; n < out.size(); ++n) {
        char c = out[n];
        if (c == '\n') {
            seen |= lf;
        } else if (c == '\r') {
            bool pair = n + 1 < out.size() && out[n + 1] == '\n';
            seen |= pair ? crlf : cr;
            if (translate) {
                translated += '\n';
                n += pair;
                continue;
            }
            if (pair) {
                translated += "\r\n";
                ++n;
                continue;
            }
        }
        translated += c;
    }
    return translated;
}

Result<Value> newlines_seen(Runtime& rt, std::uint8_t seen) {
    std::vector<const char*> texts;
    if (seen & NewlineFilter::cr) texts.push_back("\r");
    if (seen & NewlineFilter::lf) texts.push_back("\n");
    if (seen & NewlineFilter::crlf) texts.push_back("\r\n");
    if (texts.empty()) return View::none();
    if (texts.size() == 1) return rt.str(texts[0]);
    Ref<Tuple> made = TRY(new_tuple(rt, texts.size()));
    for (std::size_t n = 0; n < texts.size(); ++n) made->items[n] = TRY(rt.str(texts[n]));
    return made;
}

std::size_t find_line_end(std::string_view text, LineEnd ends) {
    std::size_t at;
    switch (ends) {
        case LineEnd::translated:
        case LineEnd::lf: at = text.find('\n'); return at == std::string_view::npos ? at : at + 1;
        case LineEnd::cr: at = text.find('\r'); return at == std::string_view::npos ? at : at + 1;
        case LineEnd::crlf: at = text.find("\r\n"); return at == std::string_view::npos ? at : at + 2;
        case LineEnd::universal: break;
    }
    at = text.find_first_of("\r\n");
    if (at == std::string_view::npos) return at;
    return at + (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1);
}

namespace {

struct NewlineDecoder : Object {
    Value decoder;  // None: text comes in as it is
    Value errors;
    NewlineFilter filter;
    bool ready;
};
NewlineDecoder* self_of(View v) { return v.as<NewlineDecoder>(); }

Result<void> check_ready(Runtime& rt, View self) {
    if (self_of(self)->ready) return {};
    return rt.raise(ValueError, "IncrementalNewlineDecoder.__init__() not called");
}

Result<Value> decode(Runtime& rt, Args args) {
    TRY(check_ready(rt, args[0]));
    NewlineDecoder* self = args.self<NewlineDecoder>();
    bool final = TRY(args.truth(2));
    Value text(args[1]);
    if (!self->decoder.is_none()) {
        Ref<Str> name = TRY(intern(rt, "decode"));
        Value decoder = self->decoder;
        text = TRY(call_method(rt, decoder, name.get(), {args[1], View::boolean(final)}));
    }
    if (!is_kind(text, Kind::str)) return rt.raise(TypeError, "decoder should return a string result, not '%s'", type_name(rt, text));
    return rt.str(self->filter.apply(text.as<Str>()->text(), final));
}

Result<Value> getstate(Runtime& rt, Args args) {
    TRY(check_ready(rt, args[0]));
    NewlineDecoder* self = args.self<NewlineDecoder>();
    Value buffer(rt.empty_bytes), flags = View::small_int(0);
    if (!self->decoder.is_none()) {
        Value decoder = self->decoder;
        Value state = TRY(call_method(rt, decoder, rt.names.getstate));
        Tuple* pair = as_tuple(state);
        if (!pair || pair->size != 2) return rt.raise(TypeError, "illegal decoder state");
        buffer = pair->items[0];
        flags = pair->items[1];
    }
    flags = TRY(binary(rt, BinaryOp::lshift, flags, View::small_int(1)));
    if (self->filter.pending_cr) flags = TRY(binary(rt, BinaryOp::bit_or, flags, View::small_int(1)));
    Ref<Tuple> made = TRY(new_tuple(rt, {buffer, flags}));
    return made;
}

Result<Value> setstate(Runtime& rt, Args args) {
    TRY(check_ready(rt, args[0]));
    NewlineDecoder* self = args.self<NewlineDecoder>();
    Tuple* pair = as_tuple(args[1]);
    if (!pair || pair->size != 2) return rt.raise(TypeError, "state argument must be a tuple");
    Value buffer = pair->items[0], flags = TRY(index(rt, pair->items[1]));
    Value low = TRY(binary(rt, BinaryOp::bit_and, flags, View::small_int(1)));
    self->filter.pending_cr = sign_of(low) != 0;
    if (self->decoder.is_none()) return View::none();
    flags = TRY(binary(rt, BinaryOp::rshift, flags, View::small_int(1)));
    Ref<Tuple> inner = TRY(new_tuple(rt, {buffer, flags}));
    Value decoder = self->decoder;
    return call_method(rt, decoder, rt.names.setstate, {View(inner.get())});
}

constexpr FunctionDef methods[] = {
    {"decode(self, input, final=False)", decode, ""},
    {"getstate(self, /)", getstate, ""},
    {"setstate(self, state, /)", setstate, ""},
    {"reset(self, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         TRY(check_ready(rt, a[0]));
         a.self<NewlineDecoder>()->filter.reset();
         Value decoder = a.self<NewlineDecoder>()->decoder;
         if (decoder.is_none()) return View::none();
         return call_method(rt, decoder, rt.names.reset);
     },
     ""},
};
constexpr PropertyDef properties[] = {{"newlines", [](Runtime& rt, View self) -> Result<Value> {
                                           TRY(check_ready(rt, self));
                                           return newlines_seen(rt, self_of(self)->filter.seen);
                                       }}};

}  // namespace

const TypeDef newline_decoder_type{
    .name = "IncrementalNewlineDecoder",
    .module = "_io",
    .doc = "Codec used when reading a file in universal newlines mode.",
    .size = sizeof(NewlineDecoder),
    .flags = Type::base_type | Type::container,
    .text_signature = "(decoder, translate, errors='strict')",
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<NewlineDecoder*>(object)->decoder.~Value();
                      static_cast<NewlineDecoder*>(object)->errors.~Value();
                      rt.free_instance(object, object->type()->basic_size);
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      visit(static_cast<NewlineDecoder*>(object)->decoder);
                      visit(static_cast<NewlineDecoder*>(object)->errors);
                  },
              .construct = [](Runtime& rt, Type* type, const Arguments&) -> Result<Value> {
                  auto* made = rt.allocate<NewlineDecoder>(type, type->basic_size);
                  if (!made) return rt.raise_memory_error();
                  new (&made->decoder) Value(View::none());
                  new (&made->errors) Value(View::none());
                  new (&made->filter) NewlineFilter();
                  made->ready = false;
                  return Value::adopt(View(made));
              },
              .init = [](Runtime& rt, View self, const Arguments& arguments) -> Result<void> {
                  Value values[3];
                  TRY(bind_init(rt, "IncrementalNewlineDecoder(decoder, translate, errors='strict')", arguments, values));
                  bool translate = TRY(truth(rt, values[1]));
                  NewlineDecoder* decoder = self_of(self);
                  decoder->decoder = values[0];
                  decoder->errors = values[2];
                  decoder->filter = NewlineFilter();
                  decoder->filter.translate = translate;
                  decoder->ready = true;
                  return {};
              }},
    .methods = methods,
    .properties = properties,
};

}  // namespace ouro
