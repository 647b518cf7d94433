// SPDX-License-Identifier: MIT
// The module `pyexpat`: XML as a stream of calls, over libexpat, whose protection against entities that grow without bound is left as it is.
// The package xml comes from the path.
#include <expat.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/module_errors.h"

namespace ouro {

namespace {

const char kErrorKey = 0;  // key of Runtime::library: ExpatError
constexpr std::size_t kPiece = 1 << 20, kFilePiece = 2048;
constexpr int kDefaultBuffer = 8192;

// ---- the library's memory

/// The library asks for memory without saying for whom: whoever calls it says so, for as long as the call lasts.
thread_local Runtime* asking = nullptr;

class Asking {
public:
    explicit Asking(Runtime& rt) : before_(std::exchange(asking, &rt)) {}
    ~Asking() { asking = before_; }
    Asking(const Asking&) = delete;

private:
    Runtime* before_;
};

struct alignas(16) Header {
    Runtime* owner;
    std::size_t bytes;
};

void* take(std::size_t bytes) {
    if (bytes > PTRDIFF_MAX - sizeof(Header) || !asking->limits.charge(bytes + sizeof(Header))) return nullptr;
    auto* header = static_cast<Header*>(std::malloc(bytes + sizeof(Header)));
    if (!header) {
        asking->limits.refund(bytes + sizeof(Header));
        return nullptr;
    }
    *header = {asking, bytes + sizeof(Header)};
    return header + 1;
}

void give(void* memory) {
    if (!memory) return;
    Header* header = static_cast<Header*>(memory) - 1;
    header->owner->limits.refund(header->bytes);
    std::free(header);
}

void* retake(void* memory, std::size_t bytes) {
    void* fresh = take(bytes);
    if (!fresh || !memory) return fresh;
    std::memcpy(fresh, memory, std::min(bytes, (static_cast<Header*>(memory) - 1)->bytes - sizeof(Header)));
    give(memory);
    return fresh;
}

const XML_Memory_Handling_Suite kMemory = {take, retake, give};

// ---- parsers

// name of the handler, and what gives the library our function for it
#define HANDLERS(X)                                                                                                                                  \
    X(StartElement) X(EndElement) X(ProcessingInstruction) X(CharacterData) X(UnparsedEntityDecl) X(NotationDecl) X(StartNamespaceDecl)              \
    X(EndNamespaceDecl) X(Comment) X(StartCdataSection) X(EndCdataSection) X(Default) X(DefaultExpand) X(NotStandalone) X(ExternalEntityRef)        \
    X(StartDoctypeDecl) X(EndDoctypeDecl) X(EntityDecl) X(XmlDecl) X(ElementDecl) X(AttlistDecl) X(SkippedEntity)
enum Handler : std::uint8_t {
#define X(name) k##name,
    HANDLERS(X)
#undef X
        kHandlers
};

struct XmlParser : Object {
    Runtime* runtime;
    XML_Parser parser;
    Value intern;  // dict, or None: names are not shared
    Value parent;  // of a parser of an external entity: it uses what belongs to that one
    Value handlers[kHandlers];
    std::string* text;  // that was collected
    std::size_t charged;
    int buffer_size;
    bool buffers, ordered, specified, prefixes;
    bool in_callback, busy;

    template <typename F>
    void each_field(F&& f) {
        f(intern);
        f(parent);
        for (Value& each : handlers) f(each);
    }
    bool handles(Handler n) const { return !handlers[n].is_unbound(); }
};

void destroy(Runtime& rt, Object* object) {
    auto* self = static_cast<XmlParser*>(object);
    if (self->parser) XML_ParserFree(self->parser);
    delete self->text;
    rt.limits.refund(self->charged);
    self->each_field([](Value& field) { field.~Value(); });
    rt.free_instance(object, sizeof(XmlParser));
}

void traverse(Object* object, Visitor& visit) {
    static_cast<XmlParser*>(object)->each_field([&](Value& field) { visit(field); });
}

Result<Value> error_type(Runtime& rt) { return module_error(rt, &kErrorKey, "xml.parsers.expat", "ExpatError", PlainException); }

Raised raise_expat(Runtime& rt, XmlParser* self, XML_Error code) {
    if (code == XML_ERROR_NO_MEMORY) return rt.raise_memory_error();
    auto line = static_cast<std::int64_t>(XML_GetErrorLineNumber(self->parser)), column = static_cast<std::int64_t>(XML_GetErrorColumnNumber(self->parser));
    Value text = TRY(rt.format("%s: line %lld, column %lld", XML_ErrorString(code), static_cast<long long>(line), static_cast<long long>(column)));
    Value error = TRY(call(rt, TRY(error_type(rt)), {text}));
    auto set = [&](const char* name, std::int64_t number) -> Result<void> { return set_attribute(rt, error, TRY(intern(rt, name)).get(), TRY(rt.integer(number))); };
    TRY(set("code", code));
    TRY(set("offset", column));
    TRY(set("lineno", line));
    return rt.raise_object(error);
}

// ---- texts

Result<Value> text_of(Runtime& rt, std::string_view bytes) {
    if (valid_utf8_prefix(bytes) == bytes.size()) return rt.str(bytes);
    return decode_bytes(rt, bytes, "utf-8", "strict");
}
Result<Value> text_of(Runtime& rt, const XML_Char* bytes) { return bytes ? text_of(rt, std::string_view(bytes)) : Result<Value>(Value(View::none())); }

/// The same, and the same object for the same text.
Result<Value> shared_text(XmlParser* self, const XML_Char* bytes) {
    Runtime& rt = *self->runtime;
    Value text = TRY(text_of(rt, bytes));
    Dict* known = as_dict(self->intern);
    if (!bytes || !known) return text;
    return dict_set_default(rt, known, text, text);
}

// ---- calls of handlers

void set_in_library(XmlParser* self, Handler n, bool on);

/// Nothing is called any more, and the parsing ends.
void failed(XmlParser* self) {
    for (int n = 0; n < kHandlers; ++n) {
        set_in_library(self, static_cast<Handler>(n), false);
        self->handlers[n] = Value();
    }
    XML_StopParser(self->parser, XML_FALSE);
}

bool failing(const XmlParser* self) { return self->runtime->stopping() || !self->runtime->pending.is_unbound(); }

Result<Value> call_now(XmlParser* self, Handler n, std::initializer_list<View> arguments) {
    Value handler = self->handlers[n];
    bool before = std::exchange(self->in_callback, true);
    Runtime* whose = std::exchange(asking, nullptr);
    Result<Value> result = call(*self->runtime, handler, arguments);
    asking = whose;
    self->in_callback = before;
    return result;
}

Result<void> flush_text(XmlParser* self) {
    if (self->text->empty()) return {};
    std::string collected = std::move(*self->text);
    self->text->clear();
    if (!self->handles(kCharacterData)) return {};
    TRY(call_now(self, kCharacterData, {TRY(text_of(*self->runtime, std::string_view(collected)))}));
    return {};
}

/// Calls the handler, if there is one, with what `arguments()` makes; what it returned is `result`.
template <typename... Makers>
Result<Value> dispatch(XmlParser* self, Handler n, Makers&&... makers) {
    TRY(flush_text(self));
    if (!self->handles(n)) return Value();
    Value values[sizeof...(Makers) + 1];
    std::size_t at = 0;
    [[maybe_unused]] auto fill = [&](auto&& make) -> Result<void> {
        values[at++] = TRY(make());
        return {};
    };
    bool raised = (... || fill(makers).raised());
    if (raised) return Raised{};
    return [&]<std::size_t... I>(std::index_sequence<I...>) { return call_now(self, n, {View(values[I])...}); }(std::make_index_sequence<sizeof...(Makers)>());
}

template <typename... Makers>
void handle(void* data, Handler n, Makers&&... makers) {
    auto* self = static_cast<XmlParser*>(data);
    if (failing(self)) return;
    if (self->runtime->spend(1).raised() || dispatch(self, n, makers...).raised()) failed(self);
}

template <typename... Makers>
int handle_int(void* data, Handler n, Makers&&... makers) {
    auto* self = static_cast<XmlParser*>(data);
    if (failing(self)) return 0;
    Result<Value> result = dispatch(self, n, makers...);
    if (result.raised()) return failed(self), 0;
    if (result.value().is_unbound()) return 1;
    Result<std::int64_t> number = index_to_int64(*self->runtime, result.value());
    if (number.raised()) return failed(self), 0;
    return static_cast<int>(number.value());
}

#define SELF auto* self = static_cast<XmlParser*>(data)
#define NAME(text) [&] { return shared_text(self, text); }
#define TEXT(text) [&] { return text_of(*self->runtime, text); }
#define NUMBER(number) [&]() -> Result<Value> { return View::small_int(number); }

Result<Value> attributes_of(XmlParser* self, const XML_Char** pairs) {
    Runtime& rt = *self->runtime;
    std::size_t count = 0;
    if (self->specified) count = static_cast<std::size_t>(XML_GetSpecifiedAttributeCount(self->parser));
    else while (pairs[count]) count += 2;
    if (self->ordered) {
        Ref<List> list = TRY(new_list(rt, count));
        for (std::size_t n = 0; n < count; n += 2) {
            TRY(list_append(rt, list.get(), TRY(shared_text(self, pairs[n]))));
            TRY(list_append(rt, list.get(), TRY(text_of(rt, pairs[n + 1]))));
        }
        return list;
    }
    Ref<Dict> dict = TRY(new_dict(rt));
    for (std::size_t n = 0; n < count; n += 2) TRY(dict_set(rt, dict.get(), TRY(shared_text(self, pairs[n])), TRY(text_of(rt, pairs[n + 1]))));
    return dict;
}

/// (type, quantifier, name, children) of an element's declaration.
Result<Value> model_of(XmlParser* self, const XML_Content* model) {
    Runtime& rt = *self->runtime;
    NativeGuard guard(rt);
    if (guard.raised()) return Raised{};
    Ref<Tuple> children = TRY(new_tuple(rt, static_cast<std::size_t>(model->numchildren)));
    for (unsigned n = 0; n < model->numchildren; ++n) children->items[n] = TRY(model_of(self, model->children + n));
    Value name = TRY(shared_text(self, model->name));
    Ref<Tuple> made = TRY(new_tuple(rt, {View::small_int(model->type), View::small_int(model->quant), name, View(children)}));
    return made;
}

void XMLCALL on_StartElement(void* data, const XML_Char* name, const XML_Char** pairs) {
    SELF;
    handle(data, kStartElement, NAME(name), [&] { return attributes_of(self, pairs); });
}
void XMLCALL on_EndElement(void* data, const XML_Char* name) {
    SELF;
    handle(data, kEndElement, NAME(name));
}
void XMLCALL on_ProcessingInstruction(void* data, const XML_Char* target, const XML_Char* text) {
    SELF;
    handle(data, kProcessingInstruction, NAME(target), TEXT(text));
}
void XMLCALL on_CharacterData(void* data, const XML_Char* bytes, int size) {
    SELF;
    if (failing(self)) return;
    Runtime& rt = *self->runtime;
    std::string_view text(bytes, static_cast<std::size_t>(size));
    auto attempt = [&]() -> Result<void> {
        TRY(rt.spend(size / 16 + 1));
        if (self->buffers) {
            if (self->text->size() + text.size() > static_cast<std::size_t>(self->buffer_size)) TRY(flush_text(self));
            if (!self->handles(kCharacterData)) return {};
            if (text.size() <= static_cast<std::size_t>(self->buffer_size)) {
                self->text->append(text);
                return {};
            }
        }
        TRY(call_now(self, kCharacterData, {TRY(text_of(rt, text))}));
        return {};
    };
    if (attempt().raised()) failed(self);
}
/// Text that nobody asked for, as of entities that expand to ever more: it is counted.
void XMLCALL on_unwanted_text(void* data, const XML_Char*, int size) {
    SELF;
    if (!self->runtime->stopping() && self->runtime->spend(size / 16 + 1).raised()) failed(self);
}
void XMLCALL on_UnparsedEntityDecl(void* data, const XML_Char* name, const XML_Char* base, const XML_Char* system, const XML_Char* pub, const XML_Char* notation) {
    SELF;
    handle(data, kUnparsedEntityDecl, NAME(name), NAME(base), NAME(system), NAME(pub), NAME(notation));
}
void XMLCALL on_NotationDecl(void* data, const XML_Char* name, const XML_Char* base, const XML_Char* system, const XML_Char* pub) {
    SELF;
    handle(data, kNotationDecl, NAME(name), NAME(base), NAME(system), NAME(pub));
}
void XMLCALL on_StartNamespaceDecl(void* data, const XML_Char* prefix, const XML_Char* uri) {
    SELF;
    handle(data, kStartNamespaceDecl, NAME(prefix), NAME(uri));
}
void XMLCALL on_EndNamespaceDecl(void* data, const XML_Char* prefix) {
    SELF;
    handle(data, kEndNamespaceDecl, NAME(prefix));
}
void XMLCALL on_Comment(void* data, const XML_Char* text) {
    SELF;
    handle(data, kComment, TEXT(text));
}
void XMLCALL on_StartCdataSection(void* data) { handle(data, kStartCdataSection); }
void XMLCALL on_EndCdataSection(void* data) { handle(data, kEndCdataSection); }
void XMLCALL on_Default(void* data, const XML_Char* text, int size) {
    SELF;
    handle(data, kDefault, TEXT(std::string_view(text, static_cast<std::size_t>(size))));
}
void XMLCALL on_DefaultExpand(void* data, const XML_Char* text, int size) {
    SELF;
    handle(data, kDefaultExpand, TEXT(std::string_view(text, static_cast<std::size_t>(size))));
}
int XMLCALL on_NotStandalone(void* data) { return handle_int(data, kNotStandalone); }
int XMLCALL on_ExternalEntityRef(XML_Parser parser, const XML_Char* context, const XML_Char* base, const XML_Char* system, const XML_Char* pub) {
    void* data = XML_GetUserData(parser);
    SELF;
    return handle_int(data, kExternalEntityRef, TEXT(context), NAME(base), NAME(system), NAME(pub));
}
void XMLCALL on_StartDoctypeDecl(void* data, const XML_Char* name, const XML_Char* system, const XML_Char* pub, int internal) {
    SELF;
    handle(data, kStartDoctypeDecl, NAME(name), NAME(system), NAME(pub), NUMBER(internal));
}
void XMLCALL on_EndDoctypeDecl(void* data) { handle(data, kEndDoctypeDecl); }
void XMLCALL on_EntityDecl(void* data, const XML_Char* name, int parameter, const XML_Char* value, int size, const XML_Char* base, const XML_Char* system,
                           const XML_Char* pub, const XML_Char* notation) {
    SELF;
    auto text = [&]() -> Result<Value> {
        if (!value) return View::none();
        return text_of(*self->runtime, std::string_view(value, static_cast<std::size_t>(size)));
    };
    handle(data, kEntityDecl, NAME(name), NUMBER(parameter), text, NAME(base), NAME(system), NAME(pub), NAME(notation));
}
void XMLCALL on_XmlDecl(void* data, const XML_Char* version, const XML_Char* encoding, int standalone) {
    SELF;
    handle(data, kXmlDecl, TEXT(version), TEXT(encoding), NUMBER(standalone));
}
void XMLCALL on_ElementDecl(void* data, const XML_Char* name, XML_Content* model) {
    SELF;
    handle(data, kElementDecl, NAME(name), [&] { return model_of(self, model); });
    XML_FreeContentModel(self->parser, model);
}
void XMLCALL on_AttlistDecl(void* data, const XML_Char* element, const XML_Char* name, const XML_Char* type, const XML_Char* value, int required) {
    SELF;
    handle(data, kAttlistDecl, NAME(element), NAME(name), TEXT(type), TEXT(value), NUMBER(required));
}
void XMLCALL on_SkippedEntity(void* data, const XML_Char* name, int parameter) {
    SELF;
    handle(data, kSkippedEntity, NAME(name), NUMBER(parameter));
}
#undef SELF
#undef NAME
#undef TEXT
#undef NUMBER

void set_in_library(XmlParser* self, Handler n, bool on) {
    XML_Parser parser = self->parser;
    switch (n) {
        case kStartElement: XML_SetStartElementHandler(parser, on ? on_StartElement : nullptr); break;
        case kEndElement: XML_SetEndElementHandler(parser, on ? on_EndElement : nullptr); break;
        case kProcessingInstruction: XML_SetProcessingInstructionHandler(parser, on ? on_ProcessingInstruction : nullptr); break;
        case kCharacterData: break;  // below
        case kUnparsedEntityDecl: XML_SetUnparsedEntityDeclHandler(parser, on ? on_UnparsedEntityDecl : nullptr); break;
        case kNotationDecl: XML_SetNotationDeclHandler(parser, on ? on_NotationDecl : nullptr); break;
        case kStartNamespaceDecl: XML_SetStartNamespaceDeclHandler(parser, on ? on_StartNamespaceDecl : nullptr); break;
        case kEndNamespaceDecl: XML_SetEndNamespaceDeclHandler(parser, on ? on_EndNamespaceDecl : nullptr); break;
        case kComment: XML_SetCommentHandler(parser, on ? on_Comment : nullptr); break;
        case kStartCdataSection: XML_SetStartCdataSectionHandler(parser, on ? on_StartCdataSection : nullptr); break;
        case kEndCdataSection: XML_SetEndCdataSectionHandler(parser, on ? on_EndCdataSection : nullptr); break;
        case kDefault: XML_SetDefaultHandler(parser, on ? on_Default : nullptr); break;
        case kDefaultExpand: XML_SetDefaultHandlerExpand(parser, on ? on_DefaultExpand : nullptr); break;
        case kNotStandalone: XML_SetNotStandaloneHandler(parser, on ? on_NotStandalone : nullptr); break;
        case kExternalEntityRef: XML_SetExternalEntityRefHandler(parser, on ? on_ExternalEntityRef : nullptr); break;
        case kStartDoctypeDecl: XML_SetStartDoctypeDeclHandler(parser, on ? on_StartDoctypeDecl : nullptr); break;
        case kEndDoctypeDecl: XML_SetEndDoctypeDeclHandler(parser, on ? on_EndDoctypeDecl : nullptr); break;
        case kEntityDecl: XML_SetEntityDeclHandler(parser, on ? on_EntityDecl : nullptr); break;
        case kXmlDecl: XML_SetXmlDeclHandler(parser, on ? on_XmlDecl : nullptr); break;
        case kElementDecl: XML_SetElementDeclHandler(parser, on ? on_ElementDecl : nullptr); break;
        case kAttlistDecl: XML_SetAttlistDeclHandler(parser, on ? on_AttlistDecl : nullptr); break;
        case kSkippedEntity: XML_SetSkippedEntityHandler(parser, on ? on_SkippedEntity : nullptr); break;
        case kHandlers: return;
    }
    if (n == kCharacterData ? on : self->handles(kCharacterData)) {
        XML_SetCharacterDataHandler(parser, on_CharacterData);
    } else {
        // Text without a handler goes to the default one. Nobody's handler can be taken away while text is given.
        bool wanted = n == kDefault || n == kDefaultExpand ? on : self->handles(kDefault) || self->handles(kDefaultExpand);
        XML_SetCharacterDataHandler(parser, wanted && !self->in_callback ? nullptr : on_unwanted_text);
    }
}

/// An encoding that the library does not have: every byte by itself, as its codec decodes it.
int XMLCALL on_unknown_encoding(void* data, const XML_Char* name, XML_Encoding* info) {
    auto* self = static_cast<XmlParser*>(data);
    Runtime& rt = *self->runtime;
    if (failing(self)) return XML_STATUS_ERROR;
    Runtime* whose = std::exchange(asking, nullptr);
    auto attempt = [&]() -> Result<void> {
        char bytes[256];
        for (int n = 0; n < 256; ++n) bytes[n] = static_cast<char>(n);
        Value all = TRY(new_bytes(rt, {bytes, 256})), encoding = TRY(text_of(rt, name)), errors = TRY(rt.str("replace"));
        Value text = TRY(call_method(rt, all, TRY(ouro::intern(rt, "decode")).get(), {encoding, errors}));
        Str* decoded = as_str(text);
        if (!decoded || decoded->length() != 256) return rt.raise(ValueError, "multi-byte encodings are not supported");
        for (std::size_t n = 0; n < 256; ++n) {
            char32_t c = char_at(rt, decoded, n);
            info->map[n] = c == 0xFFFD ? -1 : static_cast<int>(c);
        }
        info->data = nullptr;
        info->convert = nullptr;
        info->release = nullptr;
        return {};
    };
    bool raised = attempt().raised();
    asking = whose;
    return raised ? XML_STATUS_ERROR : XML_STATUS_OK;
}

// ---- parsing

/// One thread, and no handler of the same parser, may feed it at a time: the library would lose its way.
class Busy {
public:
    Busy(Runtime& rt, XmlParser* self) : asking_(rt), self_(self) {
        raised_ = self->busy;
        if (raised_) (void)rt.raise(RuntimeError, "the parser is parsing already");
        self->busy = true;
    }
    ~Busy() {
        if (!raised_) self_->busy = false;
    }
    bool raised() const { return raised_; }

private:
    Asking asking_;
    XmlParser* self_;
    bool raised_;
};

/// What the end of a step gives: an error, or the library's own result.
Result<void> step_done(Runtime& rt, XmlParser* self, XML_Status status) {
    if (rt.stopping()) return Raised{};
    if (!rt.pending.is_unbound()) return Raised{};
    if (status == XML_STATUS_ERROR) return raise_expat(rt, self, XML_GetErrorCode(self->parser));
    return {};
}

Result<Value> parse_bytes(Runtime& rt, XmlParser* self, std::string_view bytes, bool last) {
    Busy busy(rt, self);
    if (busy.raised()) return Raised{};
    for (;;) {
        std::string_view piece = bytes.substr(0, kPiece);
        bytes.remove_prefix(piece.size());
        TRY(rt.charge(static_cast<std::int64_t>(piece.size() / 16 + 1)));
        XML_Status status = XML_Parse(self->parser, piece.data() ? piece.data() : "", static_cast<int>(piece.size()), bytes.empty() && last);
        TRY(step_done(rt, self, status));
        if (bytes.empty()) break;
    }
    if (flush_text(self).raised()) return Raised{};
    return View::small_int(XML_STATUS_OK);
}

Result<Value> parse(Runtime& rt, Args args) {
    auto* self = args.self<XmlParser>();
    bool last = TRY(args.truth(2));
    if (Str* text = as_str(args[1])) {
        if (valid_utf8_prefix(text->text()) != text->size) TRY(encode_text(rt, text, "utf-8", "strict"));
        if (!self->busy) {
            Asking allocating(rt);
            (void)XML_SetEncoding(self->parser, "utf-8");
        }
        return parse_bytes(rt, self, text->text(), last);
    }
    BufferGuard bytes(rt, args[1]);
    if (bytes.raised()) return Raised{};
    return parse_bytes(rt, self, bytes.text(), last);
}

Result<Value> parse_file(Runtime& rt, Args args) {
    auto* self = args.self<XmlParser>();
    Value read = TRY(find_attribute(rt, args[1], TRY(intern(rt, "read")).get()));
    if (read.is_unbound()) return rt.raise(TypeError, "argument must have 'read' attribute");
    for (;;) {
        Value piece = TRY(call(rt, read, {View::small_int(kFilePiece)}));
        std::string bytes;
        if (is_kind(piece, Kind::bytes)) bytes = piece.as<Bytes>()->text();
        else if (is_kind(piece, Kind::bytearray)) bytes = piece.as<ByteArray>()->text();
        else return rt.raise(TypeError, "read() did not return a bytes object (type=%s)", type_name(rt, piece));
        if (bytes.size() > kFilePiece) return rt.raise(ValueError, "read() returned too much data: %zu bytes requested, %zu returned", kFilePiece, bytes.size());
        Busy busy(rt, self);
        if (busy.raised()) return Raised{};
        TRY(rt.charge(static_cast<std::int64_t>(bytes.size() / 16 + 1)));
        TRY(step_done(rt, self, XML_Parse(self->parser, bytes.c_str(), static_cast<int>(bytes.size()), bytes.empty())));
        if (bytes.empty()) {
            if (flush_text(self).raised()) return Raised{};
            return View::small_int(XML_STATUS_OK);
        }
    }
}

// ---- making one

extern const TypeDef parser_type;

Result<Ref<XmlParser>> new_parser(Runtime& rt) {
    auto* made = rt.allocate<XmlParser>(TRY(native_type(rt, parser_type)));
    if (!made) return rt.raise_memory_error();
    std::memset(reinterpret_cast<char*>(made) + sizeof(Object), 0, sizeof(XmlParser) - sizeof(Object));
    made->each_field([](Value& field) { new (&field) Value(); });
    made->runtime = &rt;
    made->text = new std::string;
    made->buffer_size = kDefaultBuffer;
    return Ref<XmlParser>::adopt(made);
}

Result<void> set_buffering(Runtime& rt, XmlParser* self, bool on, int size) {
    TRY(flush_text(self));
    std::size_t wanted = on ? static_cast<std::size_t>(size) : 0;
    if (wanted > self->charged && !rt.limits.charge(wanted - self->charged)) return rt.raise_memory_error();
    if (wanted < self->charged) rt.limits.refund(self->charged - wanted);
    self->charged = wanted;
    self->buffers = on;
    self->buffer_size = size;
    return {};
}

Result<Value> create(Runtime& rt, Args args) {
    auto text = [&](std::size_t i, const char* name) -> Result<Str*> {
        if (args[i].is_none()) return static_cast<Str*>(nullptr);
        Str* given = as_str(args[i]);
        if (!given) return rt.raise(TypeError, "ParserCreate() argument '%s' must be str or None, not %s", name, type_name(rt, args[i]));
        if (given->text().find('\0') != std::string_view::npos) return rt.raise(ValueError, "embedded null character");
        return given;
    };
    Str *encoding = TRY(text(0, "encoding")), *separator = TRY(text(1, "namespace_separator"));
    if (separator && separator->size > 1) return rt.raise(ValueError, "namespace_separator must be at most one character, omitted, or None");
    Value names = args.given(2) ? Value(args[2]) : Value(TRY(new_dict(rt)));
    if (!names.is_none() && !as_dict(names)) return rt.raise(TypeError, "intern must be a dictionary");
    Ref<XmlParser> made = TRY(new_parser(rt));
    made->intern = names;
    Asking allocating(rt);
    made->parser = XML_ParserCreate_MM(encoding ? encoding->data() : nullptr, &kMemory, separator ? separator->data() : nullptr);
    if (!made->parser) return rt.raise_memory_error();
    XML_SetHashSalt(made->parser, static_cast<unsigned long>(rt.hash_seed[0]));
    XML_SetUserData(made->parser, made.get());
    XML_SetUnknownEncodingHandler(made->parser, on_unknown_encoding, made.get());
    set_in_library(made.get(), kCharacterData, false);
    return made;
}

Result<Value> create_for_entity(Runtime& rt, Args args) {
    auto* self = args.self<XmlParser>();
    Str* context = nullptr;
    if (!args[1].is_none()) {
        context = as_str(args[1]);
        if (!context) return rt.raise(TypeError, "ExternalEntityParserCreate() argument 1 must be str or None, not %s", type_name(rt, args[1]));
    }
    Str* encoding = args.given(2) ? TRY(args.str(2)) : nullptr;
    Ref<XmlParser> made = TRY(new_parser(rt));
    made->intern = self->intern;
    made->parent = Value(args[0]);
    made->ordered = self->ordered;
    made->specified = self->specified;
    made->prefixes = self->prefixes;
    TRY(set_buffering(rt, made.get(), self->buffers, self->buffer_size));
    Asking allocating(rt);
    made->parser = XML_ExternalEntityParserCreate(self->parser, context ? context->data() : nullptr, encoding ? encoding->data() : nullptr);
    if (!made->parser) return rt.raise_memory_error();
    XML_SetUserData(made->parser, made.get());
    XML_SetUnknownEncodingHandler(made->parser, on_unknown_encoding, made.get());
    for (int n = 0; n < kHandlers; ++n) {
        made->handlers[n] = self->handlers[n];
        set_in_library(made.get(), static_cast<Handler>(n), made->handles(static_cast<Handler>(n)));
    }
    return made;
}

// ---- settings

Result<Value> set_base(Runtime& rt, Args args) {
    Str* base = TRY(args.str(1));
    if (base->text().find('\0') != std::string_view::npos) return rt.raise(ValueError, "embedded null character");
    Asking allocating(rt);
    if (!XML_SetBase(args.self<XmlParser>()->parser, base->data())) return rt.raise_memory_error();
    return View::none();
}

Result<Value> input_context(Runtime& rt, Args args) {
    auto* self = args.self<XmlParser>();
    int offset, size;
    const char* text = self->in_callback ? XML_GetInputContext(self->parser, &offset, &size) : nullptr;
    if (!text) return View::none();
    return new_bytes(rt, {text + offset, static_cast<std::size_t>(size - offset)});
}

Result<Value> use_foreign_dtd(Runtime& rt, Args args) {
    auto* self = args.self<XmlParser>();
    XML_Error code = XML_UseForeignDTD(self->parser, TRY(args.truth(1)));
    if (code != XML_ERROR_NONE) return raise_expat(rt, self, code);
    return View::none();
}

#define HAS_DEFERRAL (XML_MAJOR_VERSION > 2 || (XML_MAJOR_VERSION == 2 && XML_MINOR_VERSION >= 6))

constexpr FunctionDef methods[] = {
    {"Parse(self, data, isfinal=False, /)", parse, "Feeds bytes or text; isfinal: these are the last."},
    {"ParseFile(self, file, /)", parse_file, "Feeds what a binary file gives, to its end."},
    {"SetBase(self, base, /)", set_base, "Sets what relative addresses are relative to."},
    {"GetBase(self, /)", [](Runtime& rt, Args args) { return text_of(rt, XML_GetBase(args.self<XmlParser>()->parser)); }, "What SetBase() has set."},
    {"GetInputContext(self, /)", input_context, "In a handler, the bytes that caused its call; else None."},
    {"ExternalEntityParserCreate(self, context, encoding=<no value>, /)", create_for_entity, "A parser for an external entity, from what its handler was given."},
    {"SetParamEntityParsing(self, flag, /)",
     [](Runtime&, Args args) -> Result<Value> {
         int flag = TRY(args.small_integer(1));
         return View::small_int(XML_SetParamEntityParsing(args.self<XmlParser>()->parser, static_cast<XML_ParamEntityParsing>(flag)));
     },
     "Says whether parameter entities are parsed: one of the XML_PARAM_ENTITY_... constants."},
    {"UseForeignDTD(self, flag=True, /)", use_foreign_dtd, "Has the handler for external entities give the external subset where the document has none."},
    {"SetReparseDeferralEnabled(self, enabled, /)",
     [](Runtime&, Args args) -> Result<Value> {
         bool on = TRY(args.truth(1));
#if HAS_DEFERRAL
         XML_SetReparseDeferralEnabled(args.self<XmlParser>()->parser, on);
#else
         (void)on;  // older libraries have nothing to defer
#endif
         return View::none();
     },
     "Says whether tokens wait until there is more of them, where the library can do that."},
    {"GetReparseDeferralEnabled(self, /)", [](Runtime&, Args) -> Result<Value> { return View::boolean(false); }, "Whether tokens wait until there is more of them."},
};

template <auto get>
Result<Value> position(Runtime& rt, View self) {
    return rt.integer(static_cast<std::int64_t>(get(self.as<XmlParser>()->parser)));
}
template <bool XmlParser::*flag>
Result<Value> get_flag(Runtime&, View self) {
    return View::boolean(self.as<XmlParser>()->*flag);
}
Raised undeletable(Runtime& rt) { return rt.raise(RuntimeError, "Cannot delete attribute"); }
template <bool XmlParser::*flag>
Result<void> set_flag(Runtime& rt, View self, View value) {
    if (value.is_unbound()) return undeletable(rt);
    self.as<XmlParser>()->*flag = TRY(truth(rt, value));
    return {};
}

template <Handler n>
Result<Value> get_handler(Runtime&, View self) {
    auto* parser = self.as<XmlParser>();
    return parser->handles(n) ? parser->handlers[n] : Value(View::none());
}
template <Handler n>
Result<void> set_handler(Runtime& rt, View self, View value) {
    if (value.is_unbound()) return undeletable(rt);
    auto* parser = self.as<XmlParser>();
    if (n == kCharacterData) TRY(flush_text(parser));
    Value before = std::exchange(parser->handlers[n], value.is_none() ? Value() : Value(value));
    set_in_library(parser, n, parser->handles(n));
    return {};
}

Result<void> set_buffer_size(Runtime& rt, View self, View value) {
    if (value.is_unbound()) return undeletable(rt);
    if (!is_integer(value)) return rt.raise(TypeError, "buffer_size must be an integer");
    std::int64_t size;
    if (!fits_int64(value, size)) return rt.raise(OverflowError, "Python int too large to convert to C long");
    auto* parser = self.as<XmlParser>();
    if (size == parser->buffer_size) return {};
    if (size <= 0) return rt.raise(ValueError, "buffer_size must be greater than zero");
    if (size > INT32_MAX) return rt.raise(ValueError, "buffer_size must not be greater than %i", INT32_MAX);
    return set_buffering(rt, parser, true, static_cast<int>(size));
}

constexpr PropertyDef properties[] = {
#define X(name) {std::string_view(#name) == "DefaultExpand" ? "DefaultHandlerExpand" : #name "Handler", get_handler<k##name>, set_handler<k##name>, ""},
    HANDLERS(X)
#undef X
    {"ErrorCode", position<XML_GetErrorCode>}, {"ErrorLineNumber", position<XML_GetErrorLineNumber>}, {"ErrorColumnNumber", position<XML_GetErrorColumnNumber>},
    {"ErrorByteIndex", position<XML_GetErrorByteIndex>}, {"CurrentLineNumber", position<XML_GetCurrentLineNumber>},
    {"CurrentColumnNumber", position<XML_GetCurrentColumnNumber>}, {"CurrentByteIndex", position<XML_GetCurrentByteIndex>},
    {"buffer_size", [](Runtime&, View self) -> Result<Value> { return View::small_int(self.as<XmlParser>()->buffer_size); }, set_buffer_size},
    {"buffer_text", get_flag<&XmlParser::buffers>,
     [](Runtime& rt, View self, View value) -> Result<void> {
         if (value.is_unbound()) return undeletable(rt);
         auto* parser = self.as<XmlParser>();
         return set_buffering(rt, parser, TRY(truth(rt, value)), parser->buffer_size);
     }},
    {"buffer_used", [](Runtime& rt, View self) { return rt.integer(static_cast<std::int64_t>(self.as<XmlParser>()->text->size())); }},
    {"namespace_prefixes", get_flag<&XmlParser::prefixes>,
     [](Runtime& rt, View self, View value) -> Result<void> {
         TRY(set_flag<&XmlParser::prefixes>(rt, self, value));
         XML_SetReturnNSTriplet(self.as<XmlParser>()->parser, self.as<XmlParser>()->prefixes);
         return {};
     }},
    {"ordered_attributes", get_flag<&XmlParser::ordered>, set_flag<&XmlParser::ordered>},
    {"specified_attributes", get_flag<&XmlParser::specified>, set_flag<&XmlParser::specified>},
    {"intern", [](Runtime&, View self) -> Result<Value> { return self.as<XmlParser>()->intern; }, nullptr, "", true},
};

const TypeDef parser_type{.name = "xmlparser",
                          .module = "pyexpat",
                          .doc = "XML parser",
                          .size = sizeof(XmlParser),
                          .flags = Type::disallow_construct | Type::immutable | Type::container,
                          .slots = {.destroy = destroy,
                                    .traverse = traverse,
                                    .clear =
                                        [](Runtime&, Object* object) {
                                            // The parent stays: the library's parser uses what belongs to it.
                                            auto* self = static_cast<XmlParser*>(object);
                                            self->intern = View::none();
                                            for (int n = 0; n < kHandlers; ++n) {
                                                set_in_library(self, static_cast<Handler>(n), false);
                                                self->handlers[n] = Value();
                                            }
                                        }},
                          .methods = methods,
                          .properties = properties};

constexpr FunctionDef functions[] = {
    {"ParserCreate(encoding=None, namespace_separator=None, intern=<no value>)", create, "A new parser."},
    {"ErrorString(code, /)", [](Runtime& rt, Args args) -> Result<Value> { return text_of(rt, XML_ErrorString(static_cast<XML_Error>(TRY(args.integer(0))))); }, "The words for an error's number."},
};

// ---- the module

const char* const kErrorNames[] = {
    "NO_MEMORY", "SYNTAX", "NO_ELEMENTS", "INVALID_TOKEN", "UNCLOSED_TOKEN", "PARTIAL_CHAR", "TAG_MISMATCH", "DUPLICATE_ATTRIBUTE", "JUNK_AFTER_DOC_ELEMENT",
    "PARAM_ENTITY_REF", "UNDEFINED_ENTITY", "RECURSIVE_ENTITY_REF", "ASYNC_ENTITY", "BAD_CHAR_REF", "BINARY_ENTITY_REF", "ATTRIBUTE_EXTERNAL_ENTITY_REF",
    "MISPLACED_XML_PI", "UNKNOWN_ENCODING", "INCORRECT_ENCODING", "UNCLOSED_CDATA_SECTION", "EXTERNAL_ENTITY_HANDLING", "NOT_STANDALONE", "UNEXPECTED_STATE",
    "ENTITY_DECLARED_IN_PE", "FEATURE_REQUIRES_XML_DTD", "CANT_CHANGE_FEATURE_ONCE_PARSING", "UNBOUND_PREFIX", "UNDECLARING_PREFIX", "INCOMPLETE_PE", "XML_DECL",
    "TEXT_DECL", "PUBLICID", "SUSPENDED", "NOT_SUSPENDED", "ABORTED", "FINISHED", "SUSPEND_PE", "RESERVED_PREFIX_XML", "RESERVED_PREFIX_XMLNS",
    "RESERVED_NAMESPACE_URI", "INVALID_ARGUMENT", "NO_BUFFER", "AMPLIFICATION_LIMIT_BREACH"};

Result<void> put(Runtime& rt, Dict* dict, const std::string& name, View value) { return dict_set(rt, dict, TRY(intern(rt, name)).get(), value); }

Result<Ref<Module>> part(Runtime& rt, Module* module, const char* name, const char* doc) {
    std::string full = std::string("pyexpat.") + name;
    Ref<Module> made = TRY(new_module(rt, TRY(intern(rt, full)).get()));
    TRY(put(rt, made->dict.get(), "__doc__", TRY(rt.str(doc))));
    TRY(put(rt, module->dict.get(), name, View(made)));
    TRY(put(rt, rt.modules.get(), full, View(made)));
    return made;
}

Result<void> init(Runtime& rt, Module* module) {
    Dict* dict = module->dict.get();
    Value error = TRY(error_type(rt));
    TRY(put(rt, dict, "ExpatError", error));
    TRY(put(rt, dict, "error", error));
    TRY(put(rt, dict, "XMLParserType", View(static_cast<const Object*>(TRY(native_type(rt, parser_type))))));
    TRY(put(rt, dict, "EXPAT_VERSION", TRY(rt.str(XML_ExpatVersion()))));
    XML_Expat_Version version = XML_ExpatVersionInfo();
    Ref<Tuple> numbers = TRY(new_tuple(rt, {View::small_int(version.major), View::small_int(version.minor), View::small_int(version.micro)}));
    TRY(put(rt, dict, "version_info", View(numbers)));
    TRY(put(rt, dict, "native_encoding", TRY(rt.str("UTF-8"))));
    Ref<List> features = TRY(new_list(rt));
    for (const XML_Feature* each = XML_GetFeatureList(); each && each->feature != XML_FEATURE_END; ++each) {
        Ref<Tuple> pair = TRY(new_tuple(rt, {TRY(rt.str(each->name)), TRY(rt.integer(each->value))}));
        TRY(list_append(rt, features.get(), Value(View(pair))));
    }
    TRY(put(rt, dict, "features", View(features)));
    TRY(put(rt, dict, "XML_PARAM_ENTITY_PARSING_NEVER", View::small_int(XML_PARAM_ENTITY_PARSING_NEVER)));
    TRY(put(rt, dict, "XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE", View::small_int(XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE)));
    TRY(put(rt, dict, "XML_PARAM_ENTITY_PARSING_ALWAYS", View::small_int(XML_PARAM_ENTITY_PARSING_ALWAYS)));

    Ref<Module> errors = TRY(part(rt, module, "errors", "What goes wrong, in words."));
    Ref<Dict> codes = TRY(new_dict(rt)), messages = TRY(new_dict(rt));
    for (int code = 1; code <= static_cast<int>(std::size(kErrorNames)); ++code) {
        Value text = TRY(text_of(rt, XML_ErrorString(static_cast<XML_Error>(code))));
        if (text.is_none()) continue;
        TRY(put(rt, errors->dict.get(), std::string("XML_ERROR_") + kErrorNames[code - 1], text));
        TRY(dict_set(rt, codes.get(), View(text), View::small_int(code)));
        TRY(dict_set(rt, messages.get(), View(View::small_int(code)), View(text)));
    }
    TRY(put(rt, errors->dict.get(), "codes", View(codes)));
    TRY(put(rt, errors->dict.get(), "messages", View(messages)));

    Ref<Module> model = TRY(part(rt, module, "model", "Numbers in the declarations of elements."));
    const std::pair<const char*, int> kModel[] = {
        {"XML_CTYPE_EMPTY", XML_CTYPE_EMPTY}, {"XML_CTYPE_ANY", XML_CTYPE_ANY}, {"XML_CTYPE_MIXED", XML_CTYPE_MIXED}, {"XML_CTYPE_NAME", XML_CTYPE_NAME},
        {"XML_CTYPE_CHOICE", XML_CTYPE_CHOICE}, {"XML_CTYPE_SEQ", XML_CTYPE_SEQ}, {"XML_CQUANT_NONE", XML_CQUANT_NONE}, {"XML_CQUANT_OPT", XML_CQUANT_OPT},
        {"XML_CQUANT_REP", XML_CQUANT_REP}, {"XML_CQUANT_PLUS", XML_CQUANT_PLUS}};
    for (auto [name, number] : kModel) TRY(put(rt, model->dict.get(), name, View::small_int(number)));
    return {};
}

}  // namespace

extern const ModuleDef pyexpat_module;
const ModuleDef pyexpat_module{.name = "pyexpat", .doc = "XML as a stream of calls.", .functions = functions, .init = init};

}  // namespace ouro
