// SPDX-License-Identifier: MIT
// What libexpat calls, and how that becomes calls of a script's handlers.
#include "runtime/objects/buffer.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/expat/parser.h"

namespace ouro {

Result<Value> xml_text(Runtime& rt, std::string_view bytes) {
    if (valid_utf8_prefix(bytes) == bytes.size()) return rt.str(bytes);
    return decode_bytes(rt, bytes, "utf-8", "strict");
}
Result<Value> xml_text(Runtime& rt, const XML_Char* bytes) { return bytes ? xml_text(rt, std::string_view(bytes)) : Result<Value>(Value(View::none())); }

bool is_failing(const XmlParser* self) { return self->runtime->stopping() || !self->runtime->pending.is_unbound(); }

namespace {

/// The same, and the same object for the same text.
Result<Value> shared_text(XmlParser* self, const XML_Char* bytes) {
    Runtime& rt = *self->runtime;
    Value text = TRY(xml_text(rt, bytes));
    Dict* known = as_dict(self->intern);
    if (!bytes || !known) return text;
    return dict_set_default(rt, known, text, text);
}

Result<Value> call_now(XmlParser* self, Handler n, std::initializer_list<View> arguments) {
    Value handler = self->handlers[n];
    bool before = std::exchange(self->in_callback, true);
    ExpatMemoryOwner nobody(nullptr);
    Result<Value> result = call(*self->runtime, handler, arguments);
    self->in_callback = before;
    return result;
}

}  // namespace

Result<void> flush_text(XmlParser* self) {
    if (self->text->empty()) return {};
    std::string collected = std::move(*self->text);
    self->text->clear();
    if (!self->handles(kCharacterData)) return {};
    TRY(call_now(self, kCharacterData, {TRY(xml_text(*self->runtime, std::string_view(collected)))}));
    return {};
}

namespace {

/// Nothing is called any more, and the parsing ends.
void failed(XmlParser* self) {
    for (int n = 0; n < kHandlers; ++n) {
        set_library_handler(self, static_cast<Handler>(n), false);
        self->handlers[n] = Value();
    }
    XML_StopParser(self->parser, XML_FALSE);
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
    if (is_failing(self)) return;
    if (self->runtime->spend(1).raised() || dispatch(self, n, makers...).raised()) failed(self);
}

template <typename... Makers>
int handle_int(void* data, Handler n, Makers&&... makers) {
    auto* self = static_cast<XmlParser*>(data);
    if (is_failing(self)) return 0;
    Result<Value> result = dispatch(self, n, makers...);
    if (result.raised()) return failed(self), 0;
    if (result.value().is_unbound()) return 1;
    Result<std::int64_t> number = index_to_int64(*self->runtime, result.value());
    if (number.raised()) return failed(self), 0;
    return static_cast<int>(number.value());
}

#define SELF auto* self = static_cast<XmlParser*>(data)
#define NAME(text) [&] { return shared_text(self, text); }
#define TEXT(text) [&] { return xml_text(*self->runtime, text); }
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
            TRY(list_append(rt, list.get(), TRY(xml_text(rt, pairs[n + 1]))));
        }
        return list;
    }
    Ref<Dict> dict = TRY(new_dict(rt));
    for (std::size_t n = 0; n < count; n += 2) TRY(dict_set(rt, dict.get(), TRY(shared_text(self, pairs[n])), TRY(xml_text(rt, pairs[n + 1]))));
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
    if (is_failing(self)) return;
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
        TRY(call_now(self, kCharacterData, {TRY(xml_text(rt, text))}));
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
        return xml_text(*self->runtime, std::string_view(value, static_cast<std::size_t>(size)));
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

}  // namespace

void set_library_handler(XmlParser* self, Handler n, bool on) {
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

int XMLCALL on_UnknownEncoding(void* data, const XML_Char* name, XML_Encoding* info) {
    auto* self = static_cast<XmlParser*>(data);
    Runtime& rt = *self->runtime;
    if (is_failing(self)) return XML_STATUS_ERROR;
    ExpatMemoryOwner nobody(nullptr);
    auto attempt = [&]() -> Result<void> {
        char bytes[256];
        for (int n = 0; n < 256; ++n) bytes[n] = static_cast<char>(n);
        Value all = TRY(new_bytes(rt, {bytes, 256})), encoding = TRY(xml_text(rt, name)), errors = TRY(rt.str("replace"));
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
    return attempt().raised() ? XML_STATUS_ERROR : XML_STATUS_OK;
}

}  // namespace ouro
