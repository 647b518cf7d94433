// SPDX-License-Identifier: MIT
// Socket addresses, from Python and to Python.
#include <arpa/inet.h>
#include <linux/netlink.h>
#include <linux/vm_sockets.h>
#include <net/if.h>
#include <netdb.h>
#include <netpacket/packet.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstddef>
#include <cstring>

#include "runtime/objects/buffer.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/socket/socket.h"
#include "stdlib/system_text.h"

namespace ouro {

namespace {

template <typename T>
const T& seen_as(const SocketAddress& address) {
    return *reinterpret_cast<const T*>(&address.storage);
}

Result<Value> unix_address_value(Runtime& rt, const SocketAddress& address) {
    const auto& from = seen_as<sockaddr_un>(address);
    std::size_t header = offsetof(sockaddr_un, sun_path);
    if (address.size <= header) return rt.str("");
    std::size_t size = address.size - header;
    // Linux: a name that begins with NUL is no path, and every byte of it counts.
    if (from.sun_path[0] == 0) return new_bytes(rt, std::string_view(from.sun_path, size));
    return text_from_system(rt, std::string_view(from.sun_path, ::strnlen(from.sun_path, size)));
}

Result<Value> packet_address_value(Runtime& rt, const SocketAddress& address) {
    const auto& from = seen_as<sockaddr_ll>(address);
    char name[IF_NAMESIZE] = "";
    if (from.sll_ifindex) ::if_indextoname(static_cast<unsigned>(from.sll_ifindex), name);
    Value text = TRY(rt.str(name));
    Value hardware = TRY(new_bytes(rt, std::string_view(reinterpret_cast<const char*>(from.sll_addr), std::min<std::size_t>(from.sll_halen, 8))));
    Ref<Tuple> made = TRY(new_tuple(rt, {text, View::small_int(ntohs(from.sll_protocol)), View::small_int(from.sll_pkttype),
                                         View::small_int(from.sll_hatype), hardware}));
    return made;
}

}  // namespace

Result<Value> address_value(Runtime& rt, const SocketAddress& address) {
    if (address.size == 0) return View::none();
    char text[INET6_ADDRSTRLEN + IF_NAMESIZE + 1];
    switch (address.storage.ss_family) {
        case AF_INET: {
            const auto& from = seen_as<sockaddr_in>(address);
            if (!::inet_ntop(AF_INET, &from.sin_addr, text, sizeof text)) return raise_os_error(rt, errno);
            Value host = TRY(rt.str(text));
            Ref<Tuple> made = TRY(new_tuple(rt, {host, View::small_int(ntohs(from.sin_port))}));
            return made;
        }
        case AF_INET6: {
            const auto& from = seen_as<sockaddr_in6>(address);
            // With the interface of link-local addresses, as getnameinfo() writes it.
            int error = ::getnameinfo(address.get(), address.size, text, sizeof text, nullptr, 0, NI_NUMERICHOST);
            if (error) return raise_gaierror(rt, error, errno);
            Value host = TRY(rt.str(text));
            Ref<Tuple> made = TRY(new_tuple(rt, {host, View::small_int(ntohs(from.sin6_port)), View::small_int(ntohl(from.sin6_flowinfo)),
                                                 View::small_int(from.sin6_scope_id)}));
            return made;
        }
        case AF_UNIX: return unix_address_value(rt, address);
        case AF_NETLINK: {
            const auto& from = seen_as<sockaddr_nl>(address);
            Ref<Tuple> made = TRY(new_tuple(rt, {View::small_int(from.nl_pid), View::small_int(from.nl_groups)}));
            return made;
        }
        case AF_VSOCK: {
            const auto& from = seen_as<sockaddr_vm>(address);
            Ref<Tuple> made = TRY(new_tuple(rt, {View::small_int(from.svm_cid), View::small_int(from.svm_port)}));
            return made;
        }
        case AF_PACKET: return packet_address_value(rt, address);
        default: {
            // Anything else as its number and its bytes.
            std::size_t header = offsetof(sockaddr, sa_data);
            std::size_t size = address.size > header ? address.size - header : 0;
            Value data = TRY(new_bytes(rt, std::string_view(address.get()->sa_data, size)));
            Ref<Tuple> made = TRY(new_tuple(rt, {View::small_int(address.storage.ss_family), data}));
            return made;
        }
    }
}

Result<std::string> host_argument(Runtime& rt, View value) {
    std::string host;
    if (Str* text = as_str(value)) {
        if (text->ascii()) {
            host = std::string(text->text());
        } else {
            Value encoded = TRY(encode_text(rt, text, "idna", "strict"));
            host = std::string(encoded.as<Bytes>()->text());
        }
    } else if (is_kind(value, Kind::bytes)) {
        host = std::string(value.as<Bytes>()->text());
    } else if (is_kind(value, Kind::bytearray)) {
        host = std::string(value.as<ByteArray>()->text());
    } else {
        return rt.raise(TypeError, "str, bytes or bytearray expected, not %s", type_name(rt, value));
    }
    if (host.find('\0') != std::string::npos) return rt.raise(TypeError, "host name must not contain null character");
    return host;
}

namespace {

/// The address part of an AF_INET or AF_INET6 address, by name or number.
Result<void> set_host(Runtime& rt, int family, const std::string& host, SocketAddress& out) {
    addrinfo hints{};
    hints.ai_family = family;
    if (host.empty()) {
        if (family == AF_INET) {
            reinterpret_cast<sockaddr_in*>(&out.storage)->sin_addr.s_addr = htonl(INADDR_ANY);
        } else {
            reinterpret_cast<sockaddr_in6*>(&out.storage)->sin6_addr = in6addr_any;
        }
        return {};
    }
    if (host == "<broadcast>" || host == "255.255.255.255") {
        if (family != AF_INET) return rt.raise(OSError, "address family mismatched");
        reinterpret_cast<sockaddr_in*>(&out.storage)->sin_addr.s_addr = htonl(INADDR_BROADCAST);
        return {};
    }
    if (family == AF_INET && ::inet_pton(AF_INET, host.c_str(), &reinterpret_cast<sockaddr_in*>(&out.storage)->sin_addr) == 1) return {};
    if (family == AF_INET6 && host.find('%') == std::string::npos &&
        ::inet_pton(AF_INET6, host.c_str(), &reinterpret_cast<sockaddr_in6*>(&out.storage)->sin6_addr) == 1)
        return {};
    AddressList list = TRY(resolve(rt, &host, nullptr, hints));
    if (family == AF_INET) {
        reinterpret_cast<sockaddr_in*>(&out.storage)->sin_addr = reinterpret_cast<sockaddr_in*>(list->ai_addr)->sin_addr;
    } else {
        auto* from = reinterpret_cast<sockaddr_in6*>(list->ai_addr);
        reinterpret_cast<sockaddr_in6*>(&out.storage)->sin6_addr = from->sin6_addr;
        reinterpret_cast<sockaddr_in6*>(&out.storage)->sin6_scope_id = from->sin6_scope_id;
    }
    return {};
}

/// An int of 32 bits; past them it is past every range that is checked.
Result<std::int64_t> number(Runtime& rt, View value) {
    Value exact = TRY(index(rt, value));
    std::int64_t n;
    if (!fits_int64(exact, n)) return std::int64_t{-1};
    return n;
}

Result<SocketAddress> unix_address(Runtime& rt, View value) {
    SocketAddress made;
    auto* to = reinterpret_cast<sockaddr_un*>(&made.storage);
    to->sun_family = AF_UNIX;
    std::string path;
    if (Str* text = as_str(value)) {
        path = TRY(text_to_system(rt, text));
    } else {
        BufferGuard bytes(rt, value);
        if (bytes.raised()) return Raised{};
        path = std::string(bytes.text());
    }
    bool abstract = !path.empty() && path[0] == 0;
    // A path is followed by a NUL; a name that is none may fill all there is.
    if (path.size() + !abstract > sizeof to->sun_path) return rt.raise(OSError, "AF_UNIX path too long");
    std::memcpy(to->sun_path, path.data(), path.size());
    made.size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size() + !abstract);
    return made;
}

Result<SocketAddress> packet_address(Runtime& rt, View value, const char* caller) {
    Tuple* tuple = as_tuple(value);
    if (!tuple) return rt.raise(TypeError, "%s(): AF_PACKET address must be tuple, not %s", caller, type_name(rt, value));
    if (tuple->size < 2 || tuple->size > 5 || !as_str(tuple->items[0]))
        return rt.raise(TypeError, "AF_PACKET address must be a tuple of two to five elements");
    SocketAddress made;
    auto* to = reinterpret_cast<sockaddr_ll*>(&made.storage);
    to->sll_family = AF_PACKET;
    std::int64_t protocol = TRY(number(rt, tuple->items[1]));
    if (protocol < 0 || protocol > 0xffff) return rt.raise(OverflowError, "%s(): proto must be 0-65535.", caller);
    unsigned interface = ::if_nametoindex(as_str(tuple->items[0])->data());
    if (!interface) return raise_os_error(rt, errno);
    to->sll_ifindex = static_cast<int>(interface);
    to->sll_protocol = htons(static_cast<std::uint16_t>(protocol));
    if (tuple->size > 2) to->sll_pkttype = static_cast<unsigned char>(TRY(number(rt, tuple->items[2])));
    if (tuple->size > 3) to->sll_hatype = static_cast<unsigned short>(TRY(number(rt, tuple->items[3])));
    if (tuple->size > 4) {
        BufferGuard hardware(rt, tuple->items[4]);
        if (hardware.raised()) return Raised{};
        if (hardware.size() > 8) return rt.raise(ValueError, "Hardware address must be 8 bytes or less");
        std::memcpy(to->sll_addr, hardware.data(), hardware.size());
        to->sll_halen = static_cast<unsigned char>(hardware.size());
    }
    made.size = sizeof(sockaddr_ll);
    return made;
}

}  // namespace

Result<SocketAddress> address_argument(Runtime& rt, int family, View given, const char* caller) {
    Value value(given);
    SocketAddress made;
    Tuple* tuple = as_tuple(value);
    switch (family) {
        case AF_UNIX: return unix_address(rt, value);
        case AF_PACKET: return packet_address(rt, value, caller);
        case AF_INET:
        case AF_INET6: {
            bool wide = family == AF_INET6;
            const char* name = wide ? "AF_INET6" : "AF_INET";
            if (!tuple) return rt.raise(TypeError, "%s(): %s address must be tuple, not %s", caller, name, type_name(rt, value));
            if (tuple->size < 2 || tuple->size > (wide ? 4u : 2u)) {
                return rt.raise(TypeError, wide ? "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])"
                                                : "AF_INET address must be a pair (host, port)");
            }
            std::string host = TRY(host_argument(rt, tuple->items[0]));
            std::int64_t port = TRY(number(rt, tuple->items[1]));
            std::int64_t flow = tuple->size > 2 ? TRY(number(rt, tuple->items[2])) : 0;
            std::int64_t scope = tuple->size > 3 ? TRY(number(rt, tuple->items[3])) : 0;
            made.storage.ss_family = static_cast<sa_family_t>(family);
            TRY(set_host(rt, family, host, made));
            if (port < 0 || port > 0xffff) return rt.raise(OverflowError, "%s(): port must be 0-65535.", caller);
            if (wide) {
                if (flow < 0 || flow > 0xfffff) return rt.raise(OverflowError, "%s(): flowinfo must be 0-1048575.", caller);
                auto* to = reinterpret_cast<sockaddr_in6*>(&made.storage);
                to->sin6_port = htons(static_cast<std::uint16_t>(port));
                to->sin6_flowinfo = htonl(static_cast<std::uint32_t>(flow));
                if (tuple->size > 3) to->sin6_scope_id = static_cast<std::uint32_t>(scope);
                made.size = sizeof(sockaddr_in6);
            } else {
                reinterpret_cast<sockaddr_in*>(&made.storage)->sin_port = htons(static_cast<std::uint16_t>(port));
                made.size = sizeof(sockaddr_in);
            }
            return made;
        }
        case AF_NETLINK:
        case AF_VSOCK: {
            const char* name = family == AF_NETLINK ? "AF_NETLINK" : "AF_VSOCK";
            if (!tuple) return rt.raise(TypeError, "%s(): %s address must be tuple, not %s", caller, name, type_name(rt, value));
            if (tuple->size != 2) return rt.raise(TypeError, "%s address must be a pair (%s)", name, family == AF_NETLINK ? "pid, groups" : "CID, port");
            auto first = static_cast<std::uint32_t>(TRY(number(rt, tuple->items[0]))), second = static_cast<std::uint32_t>(TRY(number(rt, tuple->items[1])));
            made.storage.ss_family = static_cast<sa_family_t>(family);
            if (family == AF_NETLINK) {
                auto* to = reinterpret_cast<sockaddr_nl*>(&made.storage);
                to->nl_pid = first;
                to->nl_groups = second;
                made.size = sizeof(sockaddr_nl);
            } else {
                auto* to = reinterpret_cast<sockaddr_vm*>(&made.storage);
                to->svm_cid = first;
                to->svm_port = second;
                made.size = sizeof(sockaddr_vm);
            }
            return made;
        }
        default: return rt.raise(OSError, "%s(): bad family", caller);
    }
}

}  // namespace ouro
