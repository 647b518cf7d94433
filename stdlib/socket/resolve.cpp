// SPDX-License-Identifier: MIT
// _socket: names and addresses of hosts, services, protocols and interfaces; numbers in network order.
#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>
#include <unistd.h>

#include <climits>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>

#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/threads.h"
#include "stdlib/socket/resolver.h"
#include "stdlib/socket/socket.h"
#include "stdlib/system_text.h"

namespace ouro {

namespace {

Raised raise_pair(Runtime& rt, Type* type, int error, const char* text) {
    Value number = TRY(rt.integer(error)), message = TRY(rt.str(text));
    return rt.raise_object(TRY(call(rt, View(static_cast<const Object*>(type)), {number, message})));
}

Raised raise_herror(Runtime& rt, int error) {
    SocketState* state = TRY(socket_state(rt));
    return raise_pair(rt, state->herror.get(), error, ::hstrerror(error));
}

/// Has the question answered by a thread, and waits for that.
Result<void> ask_and_wait(Runtime& rt, const std::shared_ptr<Question>& question) {
    if (!ask(question)) return rt.raise(RuntimeError, "can't start new thread");
    for (bool answered = false; !answered;) {
        {
            Unlocked unlocked(rt);
            answered = question->wait(0.05);
        }
        TRY(rt.check_stop());
    }
    return {};
}

}  // namespace

Raised raise_gaierror(Runtime& rt, int error, int system_error) {
    if (error == EAI_SYSTEM) return raise_os_error(rt, system_error);
    SocketState* state = TRY(socket_state(rt));
    return raise_pair(rt, state->gaierror.get(), error, ::gai_strerror(error));
}

void FreeAddresses::operator()(addrinfo* list) const { ::freeaddrinfo(list); }

Result<AddressList> resolve(Runtime& rt, const std::string* host, const std::string* service, const addrinfo& hints) {
    // What needs no server needs no thread.
    addrinfo* list = nullptr;
    addrinfo numeric = hints;
    numeric.ai_flags |= AI_NUMERICHOST;
    int error = ::getaddrinfo(host ? host->c_str() : nullptr, service ? service->c_str() : nullptr, &numeric, &list);
    if (!error) return AddressList(list);
    if (!host || (hints.ai_flags & AI_NUMERICHOST) || error == EAI_SERVICE || error == EAI_SOCKTYPE || error == EAI_BADFLAGS || error == EAI_FAMILY)
        return raise_gaierror(rt, error, errno);
    auto question = std::make_shared<Question>();
    question->host = *host;
    question->has_service = service;
    if (service) question->service = *service;
    question->hints = hints;
    TRY(ask_and_wait(rt, question));
    if (question->error) return raise_gaierror(rt, question->error, question->system_error);
    return AddressList(std::exchange(question->list, nullptr));
}

Result<Value> addresses_value(Runtime& rt, const addrinfo* list) {
    Ref<List> made = TRY(new_list(rt));
    for (const addrinfo* each = list; each; each = each->ai_next) {
        SocketAddress address;
        address.size = std::min<socklen_t>(each->ai_addrlen, sizeof address.storage);
        std::memcpy(&address.storage, each->ai_addr, address.size);
        Value shown = TRY(address_value(rt, address)), name = TRY(rt.str(each->ai_canonname ? each->ai_canonname : ""));
        Ref<Tuple> row = TRY(new_tuple(rt, {View::small_int(each->ai_family), View::small_int(each->ai_socktype), View::small_int(each->ai_protocol), name, shown}));
        TRY(list_append(rt, made.get(), Value(std::move(row))));
    }
    return made;
}

Result<std::shared_ptr<Question>> name_question(Runtime& rt, View address, View flags) {
    auto c_int = [&](View value) -> Result<int> {
        Value exact = TRY(index(rt, value));
        std::int64_t number;
        if (!fits_int64(exact, number) || number < INT_MIN || number > INT_MAX)
            return rt.raise(OverflowError, "signed integer is %s", sign_of(exact) < 0 ? "less than minimum" : "greater than maximum");
        return static_cast<int>(number);
    };
    Tuple* tuple = as_tuple(address);
    int wanted = TRY(c_int(flags));
    if (!tuple) return rt.raise(TypeError, "getnameinfo() argument 1 must be a tuple");
    if (tuple->size < 2 || tuple->size > 4 || !as_str(tuple->items[0])) return rt.raise(TypeError, "getnameinfo(): illegal sockaddr argument");
    std::string host(as_str(tuple->items[0])->text());
    std::int64_t numbers[3] = {};
    numbers[0] = TRY(c_int(tuple->items[1]));
    for (std::size_t n = 2; n < tuple->size; ++n) numbers[n - 1] = TRY(index_to_int64(rt, tuple->items[n]));
    if (numbers[1] < 0 || numbers[1] > 0xfffff) return rt.raise(OverflowError, "getnameinfo(): flowinfo must be 0-1048575.");
    addrinfo hints{};
    hints.ai_socktype = SOCK_DGRAM;  // any kind will do
    hints.ai_flags = AI_NUMERICHOST;
    std::string service = std::to_string(numbers[0]);
    AddressList list = TRY(resolve(rt, &host, &service, hints));
    if (list->ai_next) return rt.raise(OSError, "sockaddr resolved to multiple addresses");
    if (list->ai_family == AF_INET) {
        if (tuple->size != 2) return rt.raise(OSError, "IPv4 sockaddr must be 2 tuple");
    } else if (list->ai_family == AF_INET6) {
        auto* wide = reinterpret_cast<sockaddr_in6*>(list->ai_addr);
        wide->sin6_flowinfo = htonl(static_cast<std::uint32_t>(numbers[1]));
        if (tuple->size > 3) wide->sin6_scope_id = static_cast<std::uint32_t>(numbers[2]);
    }
    auto question = std::make_shared<Question>();
    question->reverse = true;
    question->address.size = list->ai_addrlen;
    std::memcpy(&question->address.storage, list->ai_addr, list->ai_addrlen);
    question->flags = wanted;
    return question;
}

Result<Value> names_value(Runtime& rt, const Question& question) {
    if (question.error) return raise_gaierror(rt, question.error, question.system_error);
    Value name = TRY(text_from_system(rt, question.host)), port = TRY(text_from_system(rt, question.service));
    Ref<Tuple> made = TRY(new_tuple(rt, {name, port}));
    return made;
}

Result<LookUp> look_up_arguments(Runtime& rt, View host, View port, View family, View type, View protocol, View flags) {
    LookUp made;
    made.has_host = !host.is_none();
    if (made.has_host) {
        if (!as_str(host) && !is_kind(host, Kind::bytes)) return rt.raise(TypeError, "getaddrinfo() argument 1 must be string or None");
        Value held(host);
        if (Str* text = as_str(host)) {
            // Unlike in addresses, names go through IDNA in any case, which limits their labels.
            Ref<Str> word = TRY(intern(rt, "encode"));
            Value encoded = text->ascii() && text->size < 64 ? TRY(new_bytes(rt, text->text())) : TRY(call_method(rt, host, word.get(), {TRY(rt.str("idna"))}));
            made.host = std::string(encoded.as<Bytes>()->text());
        } else {
            made.host = std::string(host.as<Bytes>()->text());
        }
        // What comes behind a NUL is not part of the name, and a name with one is no name.
        made.host = made.host.c_str();
    }
    if (is_integer(port)) {
        Value number = TRY(index(rt, port));
        std::int64_t n;
        if (!fits_int64(number, n)) return rt.raise(OverflowError, "Python int too large to convert to C long");
        made.service = std::to_string(n);
        made.has_service = true;
    } else if (Str* text = as_str(port)) {
        made.service = std::string(text->text());
        made.has_service = true;
    } else if (is_kind(port, Kind::bytes)) {
        made.service = std::string(port.as<Bytes>()->text());
        made.has_service = true;
    } else if (!port.is_none()) {
        return rt.raise(OSError, "Int or String expected");
    }
    View values[] = {family, type, protocol, flags};
    int numbers[4];
    for (int n = 0; n < 4; ++n) {
        Value exact = TRY(index(rt, values[n]));
        std::int64_t wide;
        if (!fits_int64(exact, wide) || wide < INT_MIN || wide > INT_MAX) return rt.raise(OverflowError, "Python int too large to convert to C int");
        numbers[n] = static_cast<int>(wide);
    }
    made.hints.ai_family = numbers[0];
    made.hints.ai_socktype = numbers[1];
    made.hints.ai_protocol = numbers[2];
    made.hints.ai_flags = numbers[3];
    return made;
}

namespace {

Result<Value> getaddrinfo_function(Runtime& rt, Args args) {
    LookUp what = TRY(look_up_arguments(rt, args[0], args[1], args[2], args[3], args[4], args[5]));
    AddressList list = TRY(resolve(rt, what.host_or_null(), what.service_or_null(), what.hints));
    return addresses_value(rt, list.get());
}

Result<Value> getnameinfo_function(Runtime& rt, Args args) {
    std::shared_ptr<Question> question = TRY(name_question(rt, args[0], args[1]));
    if (question->flags & NI_NUMERICHOST) question->answer();
    else TRY(ask_and_wait(rt, question));
    return names_value(rt, *question);
}

/// The first address of a host, of this family or any.
Result<SocketAddress> first_address(Runtime& rt, View host, int family) {
    std::string name = TRY(host_argument(rt, host));
    SocketAddress made;
    if (name.empty() || name == "<broadcast>") {
        auto* to = reinterpret_cast<sockaddr_in*>(&made.storage);
        to->sin_family = AF_INET;
        to->sin_addr.s_addr = htonl(name.empty() ? INADDR_ANY : INADDR_BROADCAST);
        made.size = sizeof(sockaddr_in);
        return made;
    }
    addrinfo hints{};
    hints.ai_family = family;
    AddressList list = TRY(resolve(rt, &name, nullptr, hints));
    made.size = list->ai_addrlen;
    std::memcpy(&made.storage, list->ai_addr, list->ai_addrlen);
    return made;
}

Result<Value> host_text(Runtime& rt, const SocketAddress& address) {
    Value whole = TRY(address_value(rt, address));
    return Value(whole.as<Tuple>()->items[0]);
}

/// name, aliases and addresses as gethostbyname_ex() has them.
Result<Value> host_entry(Runtime& rt, View host, bool by_address) {
    SocketAddress address = TRY(first_address(rt, host, by_address ? AF_UNSPEC : AF_INET));
    std::string name = by_address ? "" : TRY(host_argument(rt, host));
    char room[8192];
    hostent entry{}, *found = nullptr;
    int error = 0;
    {
        Unlocked unlocked(rt);
        if (!by_address) {
            ::gethostbyname_r(name.c_str(), &entry, room, sizeof room, &found, &error);
        } else if (address.storage.ss_family == AF_INET6) {
            ::gethostbyaddr_r(&reinterpret_cast<sockaddr_in6*>(&address.storage)->sin6_addr, 16, AF_INET6, &entry, room, sizeof room, &found, &error);
        } else {
            ::gethostbyaddr_r(&reinterpret_cast<sockaddr_in*>(&address.storage)->sin_addr, 4, AF_INET, &entry, room, sizeof room, &found, &error);
        }
    }
    TRY(rt.check_stop());
    if (!found) return raise_herror(rt, error);
    Ref<List> aliases = TRY(new_list(rt)), addresses = TRY(new_list(rt));
    for (char** each = found->h_aliases; each && *each; ++each) TRY(list_append(rt, aliases.get(), TRY(text_from_system(rt, *each))));
    for (char** each = found->h_addr_list; each && *each; ++each) {
        char text[INET6_ADDRSTRLEN];
        if (!::inet_ntop(found->h_addrtype, *each, text, sizeof text)) return raise_os_error(rt, errno);
        TRY(list_append(rt, addresses.get(), TRY(rt.str(text))));
    }
    Value official = TRY(text_from_system(rt, found->h_name));
    Ref<Tuple> made = TRY(new_tuple(rt, {official, View(aliases), View(addresses)}));
    return made;
}

Result<Value> gethostname_function(Runtime& rt, Args) {
    char name[1024];
    if (::gethostname(name, sizeof name - 1) < 0) return raise_os_error(rt, errno);
    name[sizeof name - 1] = 0;
    return text_from_system(rt, name);
}

Result<Value> sethostname_function(Runtime& rt, Args args) {
    std::string name;
    if (is_kind(args[0], Kind::bytes)) name = std::string(args[0].as<Bytes>()->text());
    else if (Str* text = as_str(args[0])) name = TRY(text_to_system(rt, text));
    else return rt.raise(TypeError, "expected str, bytes or os.PathLike object, not %s", type_name(rt, args[0]));
    if (::sethostname(name.data(), name.size()) < 0) return raise_os_error(rt, errno);
    return View::none();
}

Result<const char*> protocol_or_null(Args args) {
    if (!args.given(1)) return static_cast<const char*>(nullptr);
    return TRY(args.str(1))->data();
}

Result<Value> getservbyname_function(Runtime& rt, Args args) {
    Str* name = TRY(args.str(0));
    const char* protocol = TRY(protocol_or_null(args));
    char room[4096];
    servent entry{}, *found = nullptr;
    ::getservbyname_r(name->data(), protocol, &entry, room, sizeof room, &found);
    if (!found) return rt.raise(OSError, "service/proto not found");
    return rt.integer(ntohs(static_cast<std::uint16_t>(found->s_port)));
}

Result<Value> getservbyport_function(Runtime& rt, Args args) {
    int port = TRY(args.small_integer(0));
    const char* protocol = TRY(protocol_or_null(args));
    if (port < 0 || port > 0xffff) return rt.raise(OverflowError, "getservbyport: port must be 0-65535.");
    char room[4096];
    servent entry{}, *found = nullptr;
    ::getservbyport_r(htons(static_cast<std::uint16_t>(port)), protocol, &entry, room, sizeof room, &found);
    if (!found) return rt.raise(OSError, "port/proto not found");
    return text_from_system(rt, found->s_name);
}

Result<Value> getprotobyname_function(Runtime& rt, Args args) {
    Str* name = TRY(args.str(0));
    char room[4096];
    protoent entry{}, *found = nullptr;
    ::getprotobyname_r(name->data(), &entry, room, sizeof room, &found);
    if (!found) return rt.raise(OSError, "protocol not found");
    return rt.integer(found->p_proto);
}

template <bool to_host>
Result<Value> swap16(Runtime& rt, Args args) {
    const char* name = to_host ? "ntohs" : "htons";
    int number = TRY(args.small_integer(0));
    if (number < 0) return rt.raise(OverflowError, "%s: can't convert negative Python int to C 16-bit unsigned integer", name);
    if (number > 0xffff) return rt.raise(OverflowError, "%s: Python int too large to convert to C 16-bit unsigned integer", name);
    return rt.integer(htons(static_cast<std::uint16_t>(number)));
}

Result<Value> swap32(Runtime& rt, Args args) {
    if (!is_integer(args[0])) return rt.raise(TypeError, "expected int, %s found", type_name(rt, args[0]));
    std::int64_t number;
    bool fits = fits_int64(args[0], number);
    if (sign_of(args[0]) < 0) return rt.raise(OverflowError, "can't convert negative value to unsigned int");
    if (!fits || number > 0xffffffff) return rt.raise(OverflowError, "int larger than 32 bits");
    return rt.integer(htonl(static_cast<std::uint32_t>(number)));
}

Result<Value> inet_aton_function(Runtime& rt, Args args) {
    Str* text = TRY(args.str(0));
    in_addr address;
    if (!::inet_aton(text->data(), &address)) return rt.raise(OSError, "illegal IP address string passed to inet_aton");
    return new_bytes(rt, std::string_view(reinterpret_cast<const char*>(&address), sizeof address));
}

Result<Value> inet_ntoa_function(Runtime& rt, Args args) {
    BufferGuard packed(rt, args[0]);
    if (packed.raised()) return Raised{};
    if (packed.size() != 4) return rt.raise(OSError, "packed IP wrong length for inet_ntoa");
    char text[INET_ADDRSTRLEN];
    ::inet_ntop(AF_INET, packed.data(), text, sizeof text);
    return rt.str(text);
}

Result<Value> inet_pton_function(Runtime& rt, Args args) {
    int family = TRY(args.small_integer(0));
    Str* text = TRY(args.str(1));
    char packed[16];
    int result = ::inet_pton(family, text->data(), packed);
    if (result < 0) return raise_os_error(rt, errno);
    if (result == 0) return rt.raise(OSError, "illegal IP address string passed to inet_pton");
    return new_bytes(rt, std::string_view(packed, family == AF_INET ? 4 : 16));
}

Result<Value> inet_ntop_function(Runtime& rt, Args args) {
    int family = TRY(args.small_integer(0));
    BufferGuard packed(rt, args[1]);
    if (packed.raised()) return Raised{};
    if (family != AF_INET && family != AF_INET6) return rt.raise(ValueError, "unknown address family %d", family);
    if (packed.size() != (family == AF_INET ? 4u : 16u)) return rt.raise(ValueError, "invalid length of packed IP address string");
    char text[INET6_ADDRSTRLEN];
    if (!::inet_ntop(family, packed.data(), text, sizeof text)) return raise_os_error(rt, errno);
    return rt.str(text);
}

Result<Value> if_nameindex_function(Runtime& rt, Args) {
    struct Names {
        struct if_nameindex* list = ::if_nameindex();
        ~Names() {
            if (list) ::if_freenameindex(list);
        }
    } names;
    if (!names.list) return raise_os_error(rt, errno);
    Ref<List> made = TRY(new_list(rt));
    for (struct if_nameindex* each = names.list; each->if_index && each->if_name; ++each) {
        Value name = TRY(text_from_system(rt, each->if_name));
        Ref<Tuple> row = TRY(new_tuple(rt, {View::small_int(each->if_index), name}));
        TRY(list_append(rt, made.get(), Value(std::move(row))));
    }
    return made;
}

Result<Value> if_nametoindex_function(Runtime& rt, Args args) {
    std::string name;
    if (is_kind(args[0], Kind::bytes)) name = std::string(args[0].as<Bytes>()->text());
    else if (Str* text = as_str(args[0])) name = TRY(text_to_system(rt, text));
    else return rt.raise(TypeError, "expected str, bytes or os.PathLike object, not %s", type_name(rt, args[0]));
    unsigned number = ::if_nametoindex(name.c_str());
    if (!number) return rt.raise(OSError, "no interface with this name");
    return rt.integer(number);
}

Result<Value> if_indextoname_function(Runtime& rt, Args args) {
    Value exact = TRY(index(rt, args[0]));
    std::int64_t number;
    if (sign_of(exact) < 0) return rt.raise(OverflowError, "can't convert negative value to unsigned int");
    if (!fits_int64(exact, number) || number > UINT_MAX) return rt.raise(OverflowError, "Python int too large to convert to C unsigned int");
    char name[IF_NAMESIZE];
    if (!::if_indextoname(static_cast<unsigned>(number), name)) return raise_os_error(rt, errno);
    return text_from_system(rt, name);
}

Result<Value> control_size(Runtime& rt, Args args, const char* name, bool space) {
    std::int64_t size = TRY(args.integer(0));
    if (size < 0 || size > INT_MAX - 64) return rt.raise(OverflowError, "%s() argument out of range", name);
    return rt.integer_unsigned(space ? CMSG_SPACE(static_cast<std::size_t>(size)) : CMSG_LEN(static_cast<std::size_t>(size)));
}

constexpr FunctionDef functions[] = {
    {"getaddrinfo(host, port, family=0, type=0, proto=0, flags=0)", getaddrinfo_function, "Resolve host and port into addrinfo struct."},
    {"getnameinfo(sockaddr, flags, /)", getnameinfo_function, "Get host and port for a sockaddr."},
    {"gethostbyname(host, /)", [](Runtime& rt, Args a) -> Result<Value> { return host_text(rt, TRY(first_address(rt, a[0], AF_INET))); }, "Return the IP address (a string of the form '255.255.255.255') for a host."},
    {"gethostbyname_ex(host, /)", [](Runtime& rt, Args a) { return host_entry(rt, a[0], false); }, "Return the true host name, a list of aliases, and a list of IP addresses, for a host."},
    {"gethostbyaddr(host, /)", [](Runtime& rt, Args a) { return host_entry(rt, a[0], true); }, "Return the true host name, a list of aliases, and a list of IP addresses, for a host."},
    {"gethostname()", gethostname_function, "Return the current host name."},
    {"sethostname(name, /)", sethostname_function, "Sets the hostname to name."},
    {"getservbyname(servicename, protocolname=<no value>, /)", getservbyname_function, "Return a port number from a service name and protocol name."},
    {"getservbyport(port, protocolname=<no value>, /)", getservbyport_function, "Return the service name from a port number and protocol name."},
    {"getprotobyname(name, /)", getprotobyname_function, "Return the protocol number for the named protocol."},
    {"ntohs(x, /)", swap16<true>, "Convert a 16-bit unsigned integer from network to host byte order."},
    {"htons(x, /)", swap16<false>, "Convert a 16-bit unsigned integer from host to network byte order."},
    {"ntohl(x, /)", swap32, "Convert a 32-bit integer from network to host byte order."},
    {"htonl(x, /)", swap32, "Convert a 32-bit integer from host to network byte order."},
    {"inet_aton(ip_addr, /)", inet_aton_function, "Convert an IP address in string format (123.45.67.89) to the 32-bit packed binary format."},
    {"inet_ntoa(packed_ip, /)", inet_ntoa_function, "Convert an IP address from 32-bit packed binary format to string format."},
    {"inet_pton(af, ip, /)", inet_pton_function, "Convert an IP address from string format to a packed string."},
    {"inet_ntop(af, packed_ip, /)", inet_ntop_function, "Convert a packed IP address of the given family to string format."},
    {"if_nameindex()", if_nameindex_function, "Returns a list of network interface information (index, name) tuples."},
    {"if_nametoindex(oname, /)", if_nametoindex_function, "Returns the interface index corresponding to the interface name if_name."},
    {"if_indextoname(if_index, /)", if_indextoname_function, "Returns the interface name corresponding to the interface index if_index."},
    {"CMSG_LEN(length, /)", [](Runtime& rt, Args a) { return control_size(rt, a, "CMSG_LEN", false); }, "The length of an ancillary data item with data of the given length, without padding."},
    {"CMSG_SPACE(length, /)", [](Runtime& rt, Args a) { return control_size(rt, a, "CMSG_SPACE", true); }, "The buffer size for an ancillary data item with data of the given length, with padding."},
};

}  // namespace

const std::span<const FunctionDef> socket_name_functions = functions;

}  // namespace ouro
