// SPDX-License-Identifier: MIT
// StringIO: a text stream in memory. Text that is only appended to, or is pure ASCII, lies as UTF-8; otherwise, once positions matter, as
// code points, so that each position is found at once.
#include <algorithm>
#include <cstring>

#include "runtime/native/native_base.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/unicode.h"
#include "stdlib/io/io.h"
#include "stdlib/io/newlines.h"

namespace ouro {

namespace {

struct StringIO : Object {
    ByteBuffer text;     // UTF-8, or code points of four bytes each
    std::size_t length;  // characters
    std::size_t at;      // in characters
    bool wide, closed, ready;
    bool write_crlf, write_cr;
    LineEnd line_end;
    NewlineFilter filter;  // of what is written, where newlines are universal
    bool universal;
    Value newline;
};
StringIO* self_of(View v) { return v.as<StringIO>(); }

bool is_ascii(const StringIO* s) { return !s->wide && s->length == s->text.size(); }
char32_t* points(StringIO* s) { return reinterpret_cast<char32_t*>(s->text.data()); }

Result<StringIO*> open_self(Runtime& rt, View self) {
    if (!self_of(self)->ready) return rt.raise(ValueError, "I/O operation on uninitialized object");
    if (self_of(self)->closed) return rt.raise(ValueError, "I/O operation on closed file");
    return self_of(self);
}

/// From here on positions are found in code points.
Result<void> widen(Runtime& rt, StringIO* s) {
    if (s->wide) return {};
    ByteBuffer made;
    if (made.reserve(rt, s->length * 4 + 4).raised()) return Raised{};
    TRY(rt.charge(static_cast<std::int64_t>(s->length / 8)));
    auto* out = reinterpret_cast<char32_t*>(made.data());
    CharReader reader(s->text.text());
    while (!reader.done()) *out++ = reader.next();
    made.set_size(s->length * 4);
    s->text.free(rt);
    std::memcpy(static_cast<void*>(&s->text), static_cast<const void*>(&made), sizeof made);
    s->wide = true;
    return {};
}

Result<Value> part(Runtime& rt, StringIO* s, std::size_t begin, std::size_t end) {
    if (!s->wide) return rt.str(s->text.text().substr(begin, end - begin));  // whole, or ASCII
    TRY(rt.charge(static_cast<std::int64_t>((end - begin) / 8)));
    std::string out;
    for (std::size_t n = begin; n < end; ++n) append_utf8(out, points(s)[n]);
    return rt.str(out);
}

Result<Value> whole(Runtime& rt, StringIO* s) { return s->wide ? part(rt, s, 0, s->length) : rt.str(s->text.text()); }

Result<void> write_plain(Runtime& rt, StringIO* s, std::string_view text, std::size_t length) {
    bool ascii = length == text.size();
    if (s->at == s->length && !s->wide) {
        TRY(s->text.append(rt, text));
    } else if (is_ascii(s) && ascii) {
        // Past the end: NULs between.
        TRY(s->text.resize(rt, std::max(s->text.size(), s->at + length)));
        std::memcpy(s->text.data() + s->at, text.data(), length);
    } else {
        TRY(widen(rt, s));
        if (s->at > SIZE_MAX / 16) return rt.raise(OverflowError, "new position too large");
        TRY(s->text.resize(rt, std::max(s->length, s->at + length) * 4));
        CharReader reader(text);
        for (char32_t* out = points(s) + s->at; !reader.done();) *out++ = reader.next();
    }
    s->at += length;
    s->length = std::max(s->length, s->at);
    return {};
}

Result<void> write_text(Runtime& rt, StringIO* s, Str* text) {
    std::string changed;
    std::string_view content = text->text();
    std::size_t length = text->length();
    if (s->universal) {
        changed = s->filter.apply(content, true);
        length -= content.size() - changed.size();
        content = changed;
    }
    if ((s->write_cr || s->write_crlf) && content.find('\n') != std::string_view::npos) {
        std::string translated;
        for (char c : content) {
            if (c == '\n') translated += s->write_crlf ? "\r\n" : "\r";
            else translated += c;
        }
        length += translated.size() - content.size();
        changed = translated;
        content = changed;
    }
    return content.empty() ? Result<void>() : write_plain(rt, s, content, length);
}

Result<Value> write(Runtime& rt, Args args) {
    StringIO* s = self_of(args[0]);
    if (!is_kind(args[1], Kind::str)) return rt.raise(TypeError, "string argument expected, got '%s'", type_name(rt, args[1]));
    (void)TRY(open_self(rt, args[0]));
    Str* text = args[1].as<Str>();
    TRY(write_text(rt, s, text));
    return rt.integer(static_cast<std::int64_t>(text->length()));
}

/// The text between two positions; positions past what UTF-8 can find at once make the text wide.
Result<Value> take(Runtime& rt, StringIO* s, std::size_t n) {
    if (!s->wide && !is_ascii(s) && !(s->at == 0 && n == s->length)) TRY(widen(rt, s));
    Value made = s->at == 0 && n == s->length ? TRY(whole(rt, s)) : TRY(part(rt, s, s->at, s->at + n));
    s->at += n;
    return made;
}

Result<Value> read(Runtime& rt, Args args) {
    std::ptrdiff_t size = TRY(size_or_none(rt, args[1]));
    StringIO* s = TRY(open_self(rt, args[0]));
    std::size_t left = s->at < s->length ? s->length - s->at : 0;
    std::size_t n = size < 0 ? left : std::min(left, static_cast<std::size_t>(size));
    if (!n) return rt.empty_str;
    return take(rt, s, n);
}

Result<Value> line(Runtime& rt, StringIO* s, std::ptrdiff_t limit) {
    if (s->at >= s->length) return rt.empty_str;
    if (!is_ascii(s)) TRY(widen(rt, s));
    std::size_t left = s->length - s->at, n = left;
    if (is_ascii(s)) {
        std::size_t end = find_line_end(s->text.text().substr(s->at), s->line_end);
        if (end != std::string_view::npos) n = end;
    } else {
        const char32_t* text = points(s) + s->at;
        for (std::size_t i = 0; i < left; ++i) {
            bool cr = text[i] == '\r', lf = text[i] == '\n', pair = cr && i + 1 < left && text[i + 1] == '\n';
            if (s->line_end == LineEnd::crlf ? pair : s->line_end == LineEnd::cr ? cr : s->line_end == LineEnd::universal ? cr || lf : lf) {
                n = i + (pair && s->line_end != LineEnd::cr ? 2 : 1);
                break;
            }
        }
    }
    if (limit >= 0) n = std::min(n, static_cast<std::size_t>(limit));
    if (!n) return rt.empty_str;
    return take(rt, s, n);
}

Result<Value> seek(Runtime& rt, Args args) {
    std::int64_t target = TRY(args.integer(1));
    int whence = TRY(args.small_integer(2));
    StringIO* s = TRY(open_self(rt, args[0]));
    if (whence < 0 || whence > 2) return rt.raise(ValueError, "Invalid whence (%i, should be 0, 1 or 2)", whence);
    if (target < 0 && whence == 0) return rt.raise(ValueError, "Negative seek position %lld", static_cast<long long>(target));
    if (whence && target) return rt.raise(OSError, "Can't do nonzero cur-relative seeks");
    if (whence == 1) target = static_cast<std::int64_t>(s->at);
    if (whence == 2) target = static_cast<std::int64_t>(s->length);
    s->at = static_cast<std::size_t>(target);
    return rt.integer(target);
}

Result<Value> truncate(Runtime& rt, Args args) {
    StringIO* s = TRY(open_self(rt, args[0]));
    std::int64_t size = static_cast<std::int64_t>(s->at);
    if (!args[1].is_none()) size = TRY(size_or_none(rt, args[1]));
    if (size < 0) return rt.raise(ValueError, "Negative size value %lld", static_cast<long long>(size));
    auto wanted = static_cast<std::size_t>(size);
    if (wanted < s->length) {
        if (!is_ascii(s)) TRY(widen(rt, s));
        s->text.set_size(s->wide ? wanted * 4 : wanted);
        s->length = wanted;
    }
    return rt.integer(size);
}

Result<Value> get_value(Runtime& rt, Args args) { return whole(rt, TRY(open_self(rt, args[0]))); }

Result<Value> get_state(Runtime& rt, Args args) {
    StringIO* s = TRY(open_self(rt, args[0]));
    Value contents = TRY(whole(rt, s)), newline = s->newline, dict = TRY(find_attribute(rt, args[0], rt.names.dict_)), copy = View::none();
    if (is_kind(dict, Kind::dict) && dict.as<Dict>()->used) copy = TRY(dict_copy(rt, dict.as<Dict>()));
    Ref<Tuple> made = TRY(new_tuple(rt, {contents, newline, View::small_int(static_cast<std::int64_t>(s->at)), copy}));
    return made;
}

Result<void> initialize(Runtime& rt, StringIO* s, View initial, View newline) {
    if (!newline.is_none() && !is_kind(newline, Kind::str)) return rt.raise(TypeError, "newline must be str or None, not %s", type_name(rt, newline));
    std::string_view text = newline.is_none() ? std::string_view() : newline.as<Str>()->text();
    if (!newline.is_none() && !text.empty() && text != "\n" && text != "\r" && text != "\r\n")
        return rt.raise(ValueError, "illegal newline value: %s", TRY(repr(rt, newline))->data());
    if (!initial.is_none() && !is_kind(initial, Kind::str)) return rt.raise(TypeError, "initial_value must be str or None, not %s", type_name(rt, initial));
    Value held(initial);
    s->ready = s->closed = s->wide = false;
    s->text.clear();
    s->length = s->at = 0;
    s->newline = newline;
    s->universal = text.empty();
    s->filter = NewlineFilter();
    s->filter.translate = newline.is_none();
    s->line_end = newline.is_none() ? LineEnd::translated : text.empty() ? LineEnd::universal : text == "\n" ? LineEnd::lf : text == "\r" ? LineEnd::cr : LineEnd::crlf;
    s->write_cr = text == "\r";
    s->write_crlf = text == "\r\n";
    s->ready = true;
    if (is_kind(held, Kind::str) && held.as<Str>()->size) TRY(write_text(rt, s, held.as<Str>()));
    s->at = 0;
    return {};
}

Result<Value> set_state(Runtime& rt, Args args) {
    Tuple* state = as_tuple(args[1]);
    if (!state || state->size < 4)
        return rt.raise(TypeError, "%s.__setstate__ argument should be 4-tuple, got %s", type_name(rt, args[0]), type_name(rt, args[1]));
    Ref<Tuple> held(state);
    StringIO* s = self_of(args[0]);
    // The text is what lay in the stream: newlines are not translated once more.
    Value text = state->items[0];
    TRY(initialize(rt, s, View::none(), state->items[1]));
    if (!is_kind(text, Kind::str)) return rt.raise(TypeError, "first item of state should be a str, got a %s", type_name(rt, text));
    TRY(write_plain(rt, s, text.as<Str>()->text(), text.as<Str>()->length()));
    std::int64_t at = TRY(index_to_int64(rt, state->items[2]));
    if (at < 0) return rt.raise(ValueError, "position value cannot be negative");
    s->at = static_cast<std::size_t>(at);
    if (is_kind(state->items[3], Kind::dict)) {
        Value dict = TRY(dict_of(rt, args[0]));
        TRY(dict_update(rt, dict.as<Dict>(), state->items[3]));
    }
    return View::none();
}

Result<Value> yes(Runtime& rt, Args args) {
    (void)TRY(open_self(rt, args[0]));
    return View::boolean(true);
}

constexpr FunctionDef methods[] = {
    {"read(self, size=-1, /)", read, "Read at most size characters, returned as a string."},
    {"readline(self, size=-1, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         std::ptrdiff_t limit = TRY(size_or_none(rt, a[1]));
         return line(rt, TRY(open_self(rt, a[0])), limit);
     },
     "Read until newline or EOF."},
    {"write(self, s, /)", write, "Write string to file."},
    {"getvalue(self, /)", get_value, "Retrieve the entire contents of the object."},
    {"seek(self, pos, whence=0, /)", seek, "Change stream position."},
    {"tell(self, /)", [](Runtime& rt, Args a) -> Result<Value> { return rt.integer(static_cast<std::int64_t>(TRY(open_self(rt, a[0]))->at)); }, "Tell the current file position."},
    {"truncate(self, pos=None, /)", truncate, "Truncate size to pos."},
    {"close(self, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         self_of(a[0])->closed = true;
         self_of(a[0])->text.free(rt);
         self_of(a[0])->length = self_of(a[0])->at = 0;
         return View::none();
     },
     "Close the IO object."},
    {"readable(self, /)", yes, "Returns True if the IO object can be read."},
    {"writable(self, /)", yes, "Returns True if the IO object can be written."},
    {"seekable(self, /)", yes, "Returns True if the IO object can be seeked."},
    {"__getstate__(self, /)", get_state, ""},
    {"__setstate__(self, state, /)", set_state, ""},
};

constexpr PropertyDef properties[] = {
    {"closed", [](Runtime&, View self) -> Result<Value> { return View::boolean(self_of(self)->closed); }},
    {"newlines", [](Runtime& rt, View self) -> Result<Value> {
         StringIO* s = TRY(open_self(rt, self));
         return s->universal ? newlines_seen(rt, s->filter.seen) : Result<Value>(View::none());
     }},
    {"line_buffering", [](Runtime& rt, View self) -> Result<Value> {
         (void)TRY(open_self(rt, self));
         return View::boolean(false);
     }},
};

}  // namespace

const TypeDef string_io_type{
    .name = "StringIO",
    .module = "_io",
    .doc = "Text I/O implementation using an in-memory buffer.",
    .size = sizeof(StringIO),
    .flags = Type::base_type | Type::has_dict | Type::container,
    .base =
        native_base<text_io_base_type>,
    .text_signature = "(initial_value='', newline='\\n')",
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<StringIO*>(object)->text.free(rt);
                      static_cast<StringIO*>(object)->newline.~Value();
                      rt.free_instance(object, object->type()->basic_size);
                  },
              .construct = [](Runtime& rt, Type* type, const Arguments&) -> Result<Value> {
                  auto* made = rt.allocate<StringIO>(type, type->basic_size);
                  if (!made) return rt.raise_memory_error();
                  new (&made->text) ByteBuffer();
                  new (&made->newline) Value(View::none());
                  new (&made->filter) NewlineFilter();
                  made->length = made->at = 0;
                  made->wide = made->closed = made->ready = made->write_crlf = made->write_cr = made->universal = false;
                  made->line_end = LineEnd::lf;
                  return Value::adopt(View(made));
              },
              .init = [](Runtime& rt, View self, const Arguments& arguments) -> Result<void> {
                  Value values[2];
                  TRY(bind_init(rt, "StringIO(initial_value='', newline='\\n')", arguments, values));
                  return initialize(rt, self_of(self), values[0], values[1]);
              },
              .next = [](Runtime& rt, View self) -> Result<Value> {
                  (void)TRY(open_self(rt, self));
                  if (rt.type_of(self)->has(Type::heap_type)) {
                      Value next = TRY(call_method(rt, self, rt.names.readline));
                      if (!is_kind(next, Kind::str)) return rt.raise(OSError, "readline() should have returned a str object, not '%s'", type_name(rt, next));
                      return next.as<Str>()->size ? next : Value();
                  }
                  Value next = TRY(line(rt, self_of(self), -1));
                  return next.as<Str>()->size ? next : Value();
              }},
    .methods = methods,
    .properties = properties,
};

}  // namespace ouro
