// SPDX-License-Identifier: MIT
// Parsers of the module `pyexpat`, over libexpat: what their parts share. The library's memory is in memory.cpp, the calls of handlers in
// handlers.cpp, what scripts see in pyexpat.cpp.
#pragma once

#include <expat.h>

#include <string>
#include <string_view>
#include <utility>

#include "runtime/objects/containers.h"
#include "runtime/runtime.h"

namespace ouro {

/// The library asks for memory without saying for whom: whoever calls it says so, for as long as the call lasts; whoever lets scripts run in it
/// says that it is nobody.
class ExpatMemoryOwner {
public:
    explicit ExpatMemoryOwner(Runtime* owner);
    ~ExpatMemoryOwner();
    ExpatMemoryOwner(const ExpatMemoryOwner&) = delete;

private:
    Runtime* before_;
};
/// Memory that is charged to the VM that owns it.
extern const XML_Memory_Handling_Suite kExpatMemory;

// The handlers that scripts set: StartElementHandler …
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
    bool buffers, ordered, specified, prefixes, defers;
    bool in_callback, busy;

    template <typename F>
    void each_field(F&& f) {
        f(intern);
        f(parent);
        for (Value& each : handlers) f(each);
    }
    bool handles(Handler n) const { return !handlers[n].is_unbound(); }
};

/// Text of the library as a str; None of none.
Result<Value> xml_text(Runtime& rt, std::string_view bytes);
Result<Value> xml_text(Runtime& rt, const XML_Char* bytes);
/// Gives the text that was collected to its handler.
Result<void> flush_text(XmlParser* self);
/// Whether an error or a stop is on its way, after which nothing is called.
bool is_failing(const XmlParser* self);
/// Whether the library calls us for this handler.
void set_library_handler(XmlParser* self, Handler n, bool on);
/// What the library asks for an encoding that it does not have: every byte by itself, as its codec decodes it.
int XMLCALL on_UnknownEncoding(void* data, const XML_Char* name, XML_Encoding* info);

}  // namespace ouro
