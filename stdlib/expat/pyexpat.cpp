// SPDX-License-Identifier: MIT
// The module `pyexpat`: XML as a stream of calls, over libexpat, whose protection against entities that grow without bound is left as it is.
// The package xml comes from the path.
#include <cstring>

#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/c_numbers.h"
#include "stdlib/expat/parser.h"
#include "stdlib/module_errors.h"

namespace ouro {

namespace {

const char kErrorKey = 0;  // key of Runtime::library: ExpatError
constexpr std::size_t kPiece = 1 << 20, kFilePiece = 2048;
constexpr int kDefaultBuffer = 8192;
// Since which version the library can put off reading tokens that are not whole.
#define HAS_DEFERRAL (XML_MAJOR_VERSION > 2 || (XML_MAJOR_VERSION == 2 && XML_MINOR_VERSION >= 6))

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

// ---- parsing

/// One thread, and no handler of the same parser, may feed it at a time: the library would lose its way.
class Busy {
public:
    Busy(Runtime& rt, XmlParser* self) : owner_(&rt), self_(self) {
        raised_ = self->busy;
        if (raised_) (void)rt.raise(RuntimeError, "the parser is parsing already");
        self->busy = true;
    }
    ~Busy() {
        if (!raised_) self_->busy = false;
    }
    bool raised() const { return raised_; }

private:
    ExpatMemoryOwner owner_;
    XmlParser* self_;
    bool raised_;
};

/// What the end of a step gives: an error, or the library's own result.
Result<void> step_done(Runtime& rt, XmlParser* self, XML_Status status) {
    if (is_failing(self)) return Raised{};
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
            ExpatMemoryOwner owner(&rt);
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
    made->defers = HAS_DEFERRAL;
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

/// A text for the library, null of None; `what` names it in the error.
Result<const char*> text_or_none(Runtime& rt, View given, const char* what) {
    if (given.is_none()) return static_cast<const char*>(nullptr);
    Str* text = as_str(given);
    if (!text) return rt.raise(TypeError, "%s must be str or None, not %s", what, type_name(rt, given));
    if (text->text().find('\0') != std::string_view::npos) return rt.raise(ValueError, "embedded null character");
    return static_cast<const char*>(text->data());
}

Result<Value> create(Runtime& rt, Args args) {
    const char* encoding = TRY(text_or_none(rt, args[0], "ParserCreate() argument 'encoding'"));
    const char* separator = TRY(text_or_none(rt, args[1], "ParserCreate() argument 'namespace_separator'"));
    if (separator && std::strlen(separator) > 1) return rt.raise(ValueError, "namespace_separator must be at most one character, omitted, or None");
    Value names = args.given(2) ? Value(args[2]) : Value(TRY(new_dict(rt)));
    if (!names.is_none() && !as_dict(names)) return rt.raise(TypeError, "intern must be a dictionary");
    Ref<XmlParser> made = TRY(new_parser(rt));
    made->intern = names;
    ExpatMemoryOwner owner(&rt);
    made->parser = XML_ParserCreate_MM(encoding, &kExpatMemory, separator);
    if (!made->parser) return rt.raise_memory_error();
    XML_SetHashSalt(made->parser, static_cast<unsigned long>(rt.hash_seed[0]));
    XML_SetUserData(made->parser, made.get());
    XML_SetUnknownEncodingHandler(made->parser, on_UnknownEncoding, made.get());
    set_library_handler(made.get(), kCharacterData, false);
    return made;
}

Result<Value> create_for_entity(Runtime& rt, Args args) {
    auto* self = args.self<XmlParser>();
    const char *context = TRY(text_or_none(rt, args[1], "ExternalEntityParserCreate() argument 1")), *encoding = nullptr;
    if (args.given(2)) encoding = TRY(text_or_none(rt, View(TRY(args.str(2))), ""));
    Ref<XmlParser> made = TRY(new_parser(rt));
    made->intern = self->intern;
    made->parent = Value(args[0]);
    made->ordered = self->ordered;
    made->specified = self->specified;
    made->prefixes = self->prefixes;
    made->defers = self->defers;
    TRY(set_buffering(rt, made.get(), self->buffers, self->buffer_size));
    ExpatMemoryOwner owner(&rt);
    made->parser = XML_ExternalEntityParserCreate(self->parser, context, encoding);
    if (!made->parser) return rt.raise_memory_error();
    XML_SetUserData(made->parser, made.get());
    XML_SetUnknownEncodingHandler(made->parser, on_UnknownEncoding, made.get());
    for (int n = 0; n < kHandlers; ++n) {
        made->handlers[n] = self->handlers[n];
        set_library_handler(made.get(), static_cast<Handler>(n), made->handles(static_cast<Handler>(n)));
    }
    return made;
}

// ---- settings

Result<Value> set_base(Runtime& rt, Args args) {
    const char* base = TRY(text_or_none(rt, View(TRY(args.str(1))), ""));
    ExpatMemoryOwner owner(&rt);
    if (!XML_SetBase(args.self<XmlParser>()->parser, base)) return rt.raise_memory_error();
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

constexpr FunctionDef methods[] = {
    {"Parse(self, data, isfinal=False, /)", parse, "Feeds bytes or text; isfinal: these are the last."},
    {"ParseFile(self, file, /)", parse_file, "Feeds what a binary file gives, to its end."},
    {"SetBase(self, base, /)", set_base, "Sets what relative addresses are relative to."},
    {"GetBase(self, /)", [](Runtime& rt, Args args) { return xml_text(rt, XML_GetBase(args.self<XmlParser>()->parser)); }, "What SetBase() has set."},
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
         args.self<XmlParser>()->defers = on;
#else
         (void)on;  // older libraries have nothing to defer
#endif
         return View::none();
     },
     "Says whether tokens wait until there is more of them, where the library can do that."},
    {"GetReparseDeferralEnabled(self, /)", [](Runtime&, Args args) -> Result<Value> { return View::boolean(args.self<XmlParser>()->defers); }, "Whether tokens wait until there is more of them."},
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
    set_library_handler(parser, n, parser->handles(n));
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
                                                set_library_handler(self, static_cast<Handler>(n), false);
                                                self->handlers[n] = Value();
                                            }
                                        }},
                          .methods = methods,
                          .properties = properties};

constexpr FunctionDef functions[] = {
    {"ParserCreate(encoding=None, namespace_separator=None, intern=<no value>)", create, "A new parser."},
    {"ErrorString(code, /)", [](Runtime& rt, Args args) -> Result<Value> { return xml_text(rt, XML_ErrorString(static_cast<XML_Error>(TRY(args.integer(0))))); }, "The words for an error's number."},
};

// ---- the module

const char* const kErrorNames[] = {
    "NO_MEMORY", "SYNTAX", "NO_ELEMENTS", "INVALID_TOKEN", "UNCLOSED_TOKEN", "PARTIAL_CHAR", "TAG_MISMATCH", "DUPLICATE_ATTRIBUTE", "JUNK_AFTER_DOC_ELEMENT",
    "PARAM_ENTITY_REF", "UNDEFINED_ENTITY", "RECURSIVE_ENTITY_REF", "ASYNC_ENTITY", "BAD_CHAR_REF", "BINARY_ENTITY_REF", "ATTRIBUTE_EXTERNAL_ENTITY_REF",
    "MISPLACED_XML_PI", "UNKNOWN_ENCODING", "INCORRECT_ENCODING", "UNCLOSED_CDATA_SECTION", "EXTERNAL_ENTITY_HANDLING", "NOT_STANDALONE", "UNEXPECTED_STATE",
    "ENTITY_DECLARED_IN_PE", "FEATURE_REQUIRES_XML_DTD", "CANT_CHANGE_FEATURE_ONCE_PARSING", "UNBOUND_PREFIX", "UNDECLARING_PREFIX", "INCOMPLETE_PE", "XML_DECL",
    "TEXT_DECL", "PUBLICID", "SUSPENDED", "NOT_SUSPENDED", "ABORTED", "FINISHED", "SUSPEND_PE", "RESERVED_PREFIX_XML", "RESERVED_PREFIX_XMLNS",
    "RESERVED_NAMESPACE_URI", "INVALID_ARGUMENT", "NO_BUFFER", "AMPLIFICATION_LIMIT_BREACH"};

#define N(name) {#name, name}
constexpr NamedNumber kEntityParsing[] = {N(XML_PARAM_ENTITY_PARSING_NEVER), N(XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE), N(XML_PARAM_ENTITY_PARSING_ALWAYS)};
constexpr NamedNumber kModel[] = {N(XML_CTYPE_EMPTY), N(XML_CTYPE_ANY), N(XML_CTYPE_MIXED), N(XML_CTYPE_NAME), N(XML_CTYPE_CHOICE),
                                  N(XML_CTYPE_SEQ), N(XML_CQUANT_NONE), N(XML_CQUANT_OPT), N(XML_CQUANT_REP), N(XML_CQUANT_PLUS)};
#undef N

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
    TRY(add_numbers(rt, module, kEntityParsing));

    Ref<Module> errors = TRY(part(rt, module, "errors", "What goes wrong, in words."));
    Ref<Dict> codes = TRY(new_dict(rt)), messages = TRY(new_dict(rt));
    for (int code = 1; code <= static_cast<int>(std::size(kErrorNames)); ++code) {
        Value text = TRY(xml_text(rt, XML_ErrorString(static_cast<XML_Error>(code))));
        if (text.is_none()) continue;
        TRY(put(rt, errors->dict.get(), std::string("XML_ERROR_") + kErrorNames[code - 1], text));
        TRY(dict_set(rt, codes.get(), View(text), View::small_int(code)));
        TRY(dict_set(rt, messages.get(), View(View::small_int(code)), View(text)));
    }
    TRY(put(rt, errors->dict.get(), "codes", View(codes)));
    TRY(put(rt, errors->dict.get(), "messages", View(messages)));

    Ref<Module> model = TRY(part(rt, module, "model", "Numbers in the declarations of elements."));
    return add_numbers(rt, model.get(), kModel);
}

}  // namespace

extern const ModuleDef pyexpat_module;
const ModuleDef pyexpat_module{.name = "pyexpat", .doc = "XML as a stream of calls.", .functions = functions, .init = init};

}  // namespace ouro
