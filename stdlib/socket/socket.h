// SPDX-License-Identifier: MIT
// What the files of the module `_socket` share, and what asyncio's transports need of it: the socket object, addresses, waiting.
#pragma once

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <memory>
#include <span>
#include <string>

#include "runtime/native/module.h"
#include "runtime/objects/exception.h"

namespace ouro {

/// _socket.socket; socket.socket derives from it.
struct Socket : Object {
    int descriptor;  // -1: closed
    int family, type, protocol;
    double timeout;  // seconds; negative: none
};
extern const TypeDef socket_type;

/// The socket, if `value` is one of ours or of a class that derives from it; else null.
inline Socket* as_socket(View value) {
    if (!value.is_object()) return nullptr;
    for (Type* type = value.object()->type(); type; type = type->base)
        if (type->def == &socket_type) return value.as<Socket>();
    return nullptr;
}

/// Per VM.
struct SocketState {
    double default_timeout = -1;
    Ref<Type> gaierror, herror;
};
Result<SocketState*> socket_state(Runtime& rt);

// ---- addresses (address.cpp)

struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t size = 0;
    sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
    const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
};
/// As Python has it: ("127.0.0.1", 80), ("::1", 80, 0, 0), a path …; None without an address.
Result<Value> address_value(Runtime& rt, const SocketAddress& address);
/// The same from Python; names are resolved. `caller` begins the messages.
Result<SocketAddress> address_argument(Runtime& rt, int family, View value, const char* caller);
/// A host name as the system wants it: ASCII as it is, else by IDNA.
Result<std::string> host_argument(Runtime& rt, View value);

// ---- names (resolve.cpp)

/// socket.gaierror of getaddrinfo() and getnameinfo().
Raised raise_gaierror(Runtime& rt, int error, int system_error);
struct FreeAddresses {
    void operator()(addrinfo* list) const;
};
using AddressList = std::unique_ptr<addrinfo, FreeAddresses>;
/// getaddrinfo(3) on a thread of its own, so that a stop is seen meanwhile; null host or service: not given.
Result<AddressList> resolve(Runtime& rt, const std::string* host, const std::string* service, const addrinfo& hints);
/// The list as Python has it: (family, type, proto, canonname, address) with plain numbers.
Result<Value> addresses_value(Runtime& rt, const addrinfo* list);
struct Question;
/// The question for the names of an address, as getnameinfo() takes it; and what it returns for the answer.
Result<std::shared_ptr<Question>> name_question(Runtime& rt, View address, View flags);
Result<Value> names_value(Runtime& rt, const Question& question);
extern const std::span<const FunctionDef> socket_name_functions;
/// The arguments of getaddrinfo(), read.
struct LookUp {
    bool has_host = false, has_service = false;
    std::string host, service;
    addrinfo hints{};
    const std::string* host_or_null() const { return has_host ? &host : nullptr; }
    const std::string* service_or_null() const { return has_service ? &service : nullptr; }
};
Result<LookUp> look_up_arguments(Runtime& rt, View host, View port, View family, View type, View protocol, View flags);

// ---- waiting (socket.cpp)

/// When a wait ends.
class WaitEnd {
public:
    explicit WaitEnd(double seconds);  // negative: never
    /// Seconds that are left; negative: no end.
    double left() const;
    bool passed() const { return limited_ && left() <= 0; }

private:
    bool limited_;
    double end_;
};
/// Waits without the VM's lock until poll(2) has something of `events` to say; false when the time is over. Stops and signals are seen.
Result<bool> wait_for_descriptor(Runtime& rt, int descriptor, short events, const WaitEnd& end);
/// A timeout argument: None is negative. "Timeout value out of range".
Result<double> timeout_argument(Runtime& rt, View value);
/// An object of the class socket.socket (or _socket.socket, before `socket` was imported) over a descriptor, which it owns from here on.
Result<Value> new_socket(Runtime& rt, Type* type, int descriptor, int family, int kind, int protocol, double timeout);

// Methods of messages.cpp.
Result<Value> socket_recvmsg(Runtime& rt, Args args);
Result<Value> socket_recvmsg_into(Runtime& rt, Args args);
Result<Value> socket_sendmsg(Runtime& rt, Args args);
Result<void> add_socket_constants(Runtime& rt, Module* module);    // constants.cpp

/// Repeats `attempt` (which never blocks) while it says EAGAIN, waiting in between as the socket's timeout says.
template <typename Attempt>
Result<ssize_t> transfer(Runtime& rt, Socket* socket, short events, const WaitEnd& end, Attempt&& attempt) {
    for (;;) {
        ssize_t done = attempt();
        if (done >= 0) return done;
        int error = errno;
        if (error == EINTR) {
            TRY(rt.check_stop());
            continue;
        }
        if ((error != EAGAIN && error != EWOULDBLOCK) || socket->timeout == 0) return raise_os_error(rt, error);
        if (!TRY(wait_for_descriptor(rt, socket->descriptor, events, end))) return rt.raise(TimeoutError, "timed out");
    }
}
template <typename Attempt>
Result<ssize_t> transfer(Runtime& rt, Socket* socket, short events, Attempt&& attempt) {
    return transfer(rt, socket, events, WaitEnd(socket->timeout), std::forward<Attempt>(attempt));
}

}  // namespace ouro
