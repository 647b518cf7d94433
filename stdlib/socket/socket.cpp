// SPDX-License-Identifier: MIT
// The module `_socket`: the type socket and what makes sockets. Addresses are in address.cpp, names in resolve.cpp, messages with
// ancillary data in messages.cpp. No call blocks by itself: each is attempted without blocking, and where it must wait, poll(2) waits
// in slices without the VM's lock, so that stops, deadlines and signals are seen.
#include "stdlib/socket/socket.h"

#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <climits>
#include <cmath>
#include <ctime>

#include "runtime/native/capability.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"
#include "runtime/threads.h"
#include "stdlib/io/io.h"

namespace ouro {

// ---- state and waiting

namespace {

constexpr char kStateKey = 0;
constexpr double kSlice = 0.05;  // of waiting, as everywhere

double monotonic() {
    timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

Result<Ref<Type>> error_class(Runtime& rt, const char* name) {
    Ref<Str> text = TRY(intern(rt, name));
    Ref<Tuple> bases = TRY(new_tuple(rt, {View(static_cast<const Object*>(rt.exceptions[OSError]))}));
    Ref<Dict> names = TRY(new_dict(rt));
    TRY(dict_set(rt, names.get(), rt.names.module_, TRY(rt.str("socket"))));
    return new_class(rt, rt.types.type, text.get(), bases.get(), names.get(), Arguments{});
}

}  // namespace

Result<SocketState*> socket_state(Runtime& rt) {
    if (auto known = rt.library_state.find(&kStateKey); known != rt.library_state.end()) return static_cast<SocketState*>(known->second.get());
    auto state = std::make_shared<SocketState>();
    state->gaierror = TRY(error_class(rt, "gaierror"));
    state->herror = TRY(error_class(rt, "herror"));
    rt.library_state.emplace(&kStateKey, state);
    return state.get();
}

WaitEnd::WaitEnd(double seconds) : limited_(seconds >= 0), end_(limited_ ? monotonic() + seconds : 0) {}

double WaitEnd::left() const {
    if (!limited_) return -1;
    double left = end_ - monotonic();
    return left > 0 ? left : 0;
}

Result<bool> wait_for_descriptor(Runtime& rt, int descriptor, short events, const WaitEnd& end) {
    pollfd what{.fd = descriptor, .events = events, .revents = 0};
    for (;;) {
        double left = end.left();
        double slice = left < 0 || left > kSlice ? kSlice : left;
        int ready;
        {
            Unlocked unlocked(rt);
            ready = ::poll(&what, 1, static_cast<int>(std::ceil(slice * 1000)));
        }
        int error = errno;
        TRY(rt.check_stop());
        if (ready > 0) return true;
        if (ready < 0 && error != EINTR) return raise_os_error(rt, error);
        if (end.passed()) return false;
    }
}

Result<double> timeout_argument(Runtime& rt, View value) {
    if (value.is_none()) return -1.0;
    Value number(value);
    if (!is_float(value)) number = TRY(index(rt, value));
    double seconds = TRY(to_double(rt, number));
    if (std::isnan(seconds)) return rt.raise(ValueError, "Invalid value NaN (not a number)");
    if (std::fabs(seconds) > 9223372036.0) return rt.raise(OverflowError, "timestamp out of range for platform time_t");
    if (seconds < 0) return rt.raise(ValueError, "Timeout value out of range");
    return seconds;
}

// ---- the object

namespace {

Socket* self_of(Args args) { return args.self<Socket>(); }

Result<void> set_blocking(Runtime& rt, int descriptor, bool blocking) {
    int no = !blocking;
    if (::ioctl(descriptor, FIONBIO, &no) < 0) return raise_os_error(rt, errno);
    return {};
}

Result<Value> construct(Runtime& rt, Type* type, const Arguments&) {
    auto* made = rt.allocate<Socket>(type, type->basic_size);
    if (!made) return rt.raise_memory_error();
    made->descriptor = -1;
    made->family = made->type = made->protocol = 0;
    made->timeout = -1;
    return Value::adopt(View(made));
}

Result<int> number_or(Runtime& rt, View value, int otherwise) {
    if (value.is_unbound() || value.is_none()) return otherwise;
    Value exact = TRY(index(rt, value));
    std::int64_t n;
    if (!fits_int64(exact, n) || n < INT_MIN || n > INT_MAX) return rt.raise(OverflowError, "Python int too large to convert to C int");
    return static_cast<int>(n);
}

Result<void> init(Runtime& rt, View self, const Arguments& arguments) {
    Value values[4];
    TRY(bind_init(rt, "socket(family=-1, type=-1, proto=-1, fileno=None)", arguments, values));
    TRY(require(rt, Capability::network));
    int family = TRY(number_or(rt, values[0], -1)), type = TRY(number_or(rt, values[1], -1)), protocol = TRY(number_or(rt, values[2], -1));
    int descriptor = -1;
    if (!values[3].is_none()) {
        descriptor = TRY(number_or(rt, values[3], -1));
        if (descriptor < 0) return rt.raise(ValueError, "negative file descriptor");
        SocketAddress own;
        own.size = sizeof own.storage;
        if (::getsockname(descriptor, own.get(), &own.size) < 0) {
            if (family == -1 || errno == EBADF || errno == ENOTSOCK) return raise_os_error(rt, errno);
        } else if (family == -1) {
            family = own.storage.ss_family;
        }
        auto option = [&](int name, int& out) -> Result<void> {
            socklen_t size = sizeof out;
            if (out == -1 && ::getsockopt(descriptor, SOL_SOCKET, name, &out, &size) < 0) return raise_os_error(rt, errno);
            return {};
        };
        TRY(option(SO_TYPE, type));
        TRY(option(SO_PROTOCOL, protocol));
    } else {
        if (family == -1) family = AF_INET;
        if (type == -1) type = SOCK_STREAM;
        if (protocol == -1) protocol = 0;
        descriptor = ::socket(family, type | SOCK_CLOEXEC, protocol);
        if (descriptor < 0) return raise_os_error(rt, errno);
    }
    auto* socket = self.as<Socket>();
    int old = std::exchange(socket->descriptor, descriptor);
    if (old >= 0 && old != descriptor) ::close(old);
    socket->family = family;
    socket->protocol = protocol;
    socket->timeout = -1;
    if (type & SOCK_NONBLOCK) {
        socket->timeout = 0;
    } else {
        SocketState* state = TRY(socket_state(rt));
        socket->timeout = state->default_timeout;
        if (socket->timeout >= 0) TRY(set_blocking(rt, descriptor, false));
    }
    socket->type = type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
    return {};
}

}  // namespace

Result<Value> new_socket(Runtime& rt, Type* type, int descriptor, int family, int kind, int protocol, double timeout) {
    Result<Value> made = construct(rt, type, {});
    if (made.raised()) {
        ::close(descriptor);
        return Raised{};
    }
    auto* socket = made.value().as<Socket>();
    socket->descriptor = descriptor;
    socket->family = family;
    socket->type = kind;
    socket->protocol = protocol;
    socket->timeout = timeout;
    return made;
}

namespace {

void finalize(Runtime& rt, Object* object) {
    auto* socket = static_cast<Socket*>(object);
    if (socket->descriptor < 0) return;
    Value pending = std::exchange(rt.pending, Value());
    Result<Ref<Str>> shown = repr(rt, View(object));
    Result<Value> text = shown.raised() ? Result<Value>(Raised{}) : rt.str("unclosed " + std::string(shown.value()->text()));
    if (text.raised() || (rt.hooks.warn && rt.hooks.warn(rt, ResourceWarning, text.value(), 1, View(object)).raised())) {
        if (!rt.stopping()) rt.report_unraisable(View(object));
    }
    if (!rt.stopping()) rt.pending = std::move(pending);
    if (socket->descriptor >= 0) ::close(std::exchange(socket->descriptor, -1));
}

Result<Value> repr_of(Runtime& rt, View self) {
    auto* socket = self.as<Socket>();
    return rt.format("<socket object, fd=%d, family=%d, type=%d, proto=%d>", socket->descriptor, socket->family, socket->type, socket->protocol);
}

// ---- connections

Result<Value> accept(Runtime& rt, Args args) {
    Socket* self = self_of(args);
    SocketAddress peer;
    if (self->timeout != 0) {
        // accept(2) knows no flag that keeps it from blocking.
        WaitEnd end(self->timeout);
        if (!TRY(wait_for_descriptor(rt, self->descriptor, POLLIN, end))) return rt.raise(TimeoutError, "timed out");
    }
    int made = static_cast<int>(TRY(transfer(rt, self, POLLIN, [&] {
        peer.size = sizeof peer.storage;
        return ::accept4(self->descriptor, peer.get(), &peer.size, SOCK_CLOEXEC);
    })));
    Result<Value> address = address_value(rt, peer);
    Result<Ref<Tuple>> pair = address.raised() ? Result<Ref<Tuple>>(Raised{}) : new_tuple(rt, {View::small_int(made), address.value()});
    if (pair.raised()) {
        ::close(made);
        return Raised{};
    }
    return pair.take();
}

Result<Value> bind(Runtime& rt, Args args) {
    SocketAddress address = TRY(address_argument(rt, self_of(args)->family, args[1], "bind"));
    if (::bind(self_of(args)->descriptor, address.get(), address.size) < 0) return raise_os_error(rt, errno);
    return View::none();
}

/// Connects, waiting as the timeout says: 0 or the error's number.
Result<int> connect_to(Runtime& rt, Socket* self, const SocketAddress& address) {
    bool blocking = self->timeout < 0;
    // A call that blocks could not be stopped.
    if (blocking) {
        int yes = 1;
        if (::ioctl(self->descriptor, FIONBIO, &yes) < 0) return errno;
    }
    int error = ::connect(self->descriptor, address.get(), address.size) < 0 ? errno : 0;
    Result<int> result = error;
    if ((error == EINPROGRESS && self->timeout != 0) || error == EINTR) {
        WaitEnd end(self->timeout == 0 ? -1 : self->timeout);
        Result<bool> ready = wait_for_descriptor(rt, self->descriptor, POLLOUT, end);
        if (ready.raised()) {
            result = Raised{};
        } else if (!ready.value()) {
            result = ETIMEDOUT - 100000;  // the time is over: not the system's word
        } else {
            // Asking again, not SO_ERROR: it leaves the socket ready for another attempt, as a call that blocks does.
            error = ::connect(self->descriptor, address.get(), address.size) < 0 ? errno : 0;
            result = error == EISCONN ? 0 : error;
        }
    } else if (error == EAGAIN && self->timeout != 0 && address.storage.ss_family == AF_UNIX) {
        // A queue of connections that is full: there is nothing that poll(2) could wait for.
        WaitEnd end(self->timeout);
        for (;;) {
            Result<bool> waited = wait_for_descriptor(rt, -1, 0, WaitEnd(0.01));
            if (waited.raised()) {
                result = Raised{};
                break;
            }
            error = ::connect(self->descriptor, address.get(), address.size) < 0 ? errno : 0;
            result = error;
            if (error != EAGAIN) break;
            if (end.passed()) {
                result = ETIMEDOUT - 100000;
                break;
            }
        }
    }
    if (blocking && self->descriptor >= 0) {
        int no = 0;
        (void)::ioctl(self->descriptor, FIONBIO, &no);
    }
    return result;
}

Result<Value> connect(Runtime& rt, Args args) {
    SocketAddress address = TRY(address_argument(rt, self_of(args)->family, args[1], "connect"));
    int error = TRY(connect_to(rt, self_of(args), address));
    if (error < 0) return rt.raise(TimeoutError, "timed out");
    if (error) return raise_os_error(rt, error);
    return View::none();
}

Result<Value> connect_ex(Runtime& rt, Args args) {
    SocketAddress address = TRY(address_argument(rt, self_of(args)->family, args[1], "connect_ex"));
    int error = TRY(connect_to(rt, self_of(args), address));
    return rt.integer(error < 0 ? EAGAIN : error);
}

Result<Value> listen(Runtime& rt, Args args) {
    int backlog = args.given(1) ? TRY(args.small_integer(1)) : std::min(SOMAXCONN, 128);
    if (::listen(self_of(args)->descriptor, std::max(backlog, 0)) < 0) return raise_os_error(rt, errno);
    return View::none();
}

Result<Value> shutdown(Runtime& rt, Args args) {
    if (::shutdown(self_of(args)->descriptor, TRY(args.small_integer(1))) < 0) return raise_os_error(rt, errno);
    return View::none();
}

Result<Value> close(Runtime& rt, Args args) {
    Socket* self = self_of(args);
    if (self->descriptor < 0) return View::none();
    int descriptor = std::exchange(self->descriptor, -1);
    // A connection that the peer has reset is closed all the same.
    if (::close(descriptor) < 0 && errno != ECONNRESET && errno != EINTR) return raise_os_error(rt, errno);
    return View::none();
}

template <int (*call)(int, sockaddr*, socklen_t*)>
Result<Value> name_of(Runtime& rt, Args args) {
    SocketAddress address;
    address.size = sizeof address.storage;
    if (call(self_of(args)->descriptor, address.get(), &address.size) < 0) return raise_os_error(rt, errno);
    return address_value(rt, address);
}

// ---- data

constexpr std::size_t kOnStack = 8192;  // what is received up to here needs no memory until it is known how much it is

/// Receives into a new bytes object: `receive(data, size)` does it.
template <typename Receive>
Result<Value> received_bytes(Runtime& rt, std::size_t size, Receive&& receive) {
    if (size <= kOnStack) {
        char data[kOnStack];
        ssize_t got = TRY(receive(data, size));
        return new_bytes(rt, std::string_view(data, static_cast<std::size_t>(got)));
    }
    Ref<Bytes> whole = TRY(new_bytes_uninitialized(rt, size));
    ssize_t got = TRY(receive(whole->data, size));
    if (static_cast<std::size_t>(got) == size) return whole;
    return new_bytes(rt, std::string_view(whole->data, static_cast<std::size_t>(got)));
}

/// recv(2); with MSG_WAITALL until everything is there.
Result<ssize_t> receive(Runtime& rt, Socket* self, char* data, std::size_t size, int flags) {
    WaitEnd end(self->timeout);
    std::size_t got = 0;
    bool all = (flags & MSG_WAITALL) && self->timeout < 0 && !(flags & MSG_PEEK);
    for (;;) {
        ssize_t more = TRY(transfer(rt, self, POLLIN, end, [&] { return ::recv(self->descriptor, data + got, size - got, flags | MSG_DONTWAIT); }));
        got += static_cast<std::size_t>(more);
        if (!all || more == 0 || got == size) return static_cast<ssize_t>(got);
    }
}

Result<Value> recv(Runtime& rt, Args args) {
    Socket* self = self_of(args);
    std::int64_t size = TRY(args.integer(1));
    int flags = TRY(args.small_integer(2));
    if (size < 0) return rt.raise(ValueError, "negative buffersize in recv");
    return received_bytes(rt, static_cast<std::size_t>(size), [&](char* data, std::size_t room) { return receive(rt, self, data, room, flags); });
}

Raised raise_not_writable(Runtime& rt, const char* function, View given) {
    if (!rt.pending_is(TypeError) && !rt.pending_is(BufferError)) return Raised{};
    rt.pending = Value();
    return rt.raise(TypeError, "%s() argument 1 must be read-write bytes-like object, not %s", function, type_name(rt, given));
}

Result<Value> recv_into(Runtime& rt, Args args) {
    Socket* self = self_of(args);
    BufferGuard buffer(rt, args[1], kWriteBuffer);
    if (buffer.raised()) return raise_not_writable(rt, "recv_into", args[1]);
    std::int64_t size = TRY(args.integer(2));
    int flags = TRY(args.small_integer(3));
    if (size < 0) return rt.raise(ValueError, "negative buffersize in recv_into");
    if (size == 0) size = static_cast<std::int64_t>(buffer.size());
    if (static_cast<std::size_t>(size) > buffer.size()) return rt.raise(ValueError, "buffer too small for requested bytes");
    if (size == 0) return View::small_int(0);
    return rt.integer(TRY(receive(rt, self, buffer.data(), static_cast<std::size_t>(size), flags)));
}

Result<ssize_t> receive_from(Runtime& rt, Socket* self, char* data, std::size_t size, int flags, SocketAddress& from) {
    return transfer(rt, self, POLLIN, [&] {
        from.size = sizeof from.storage;
        return ::recvfrom(self->descriptor, data, size, flags | MSG_DONTWAIT, from.get(), &from.size);
    });
}

Result<Value> recvfrom(Runtime& rt, Args args) {
    Socket* self = self_of(args);
    std::int64_t size = TRY(args.integer(1));
    int flags = TRY(args.small_integer(2));
    if (size < 0) return rt.raise(ValueError, "negative buffersize in recvfrom");
    SocketAddress from;
    Value data = TRY(received_bytes(rt, static_cast<std::size_t>(size), [&](char* room, std::size_t bytes) { return receive_from(rt, self, room, bytes, flags, from); }));
    Value address = TRY(address_value(rt, from));
    Ref<Tuple> made = TRY(new_tuple(rt, {data, address}));
    return made;
}

Result<Value> recvfrom_into(Runtime& rt, Args args) {
    Socket* self = self_of(args);
    BufferGuard buffer(rt, args[1], kWriteBuffer);
    if (buffer.raised()) return raise_not_writable(rt, "recvfrom_into", args[1]);
    std::int64_t size = TRY(args.integer(2));
    int flags = TRY(args.small_integer(3));
    if (size < 0) return rt.raise(ValueError, "negative buffersize in recvfrom_into");
    if (size == 0) size = static_cast<std::int64_t>(buffer.size());
    if (static_cast<std::size_t>(size) > buffer.size()) return rt.raise(ValueError, "nbytes is greater than the length of the buffer");
    SocketAddress from;
    ssize_t got = TRY(receive_from(rt, self, buffer.data(), static_cast<std::size_t>(size), flags, from));
    Value address = TRY(address_value(rt, from));
    Ref<Tuple> made = TRY(new_tuple(rt, {View::small_int(got), address}));
    return made;
}

/// Sends; a socket without a timeout sends everything, as a call that blocks does.
Result<std::size_t> send_bytes(Runtime& rt, Socket* self, std::string_view bytes, int flags, bool all) {
    WaitEnd end(self->timeout);
    std::size_t sent = 0;
    for (;;) {
        Result<ssize_t> more = transfer(rt, self, POLLOUT, end, [&] {
            return ::send(self->descriptor, bytes.data() + sent, bytes.size() - sent, flags | MSG_DONTWAIT | MSG_NOSIGNAL);
        });
        if (more.raised()) {
            if (sent && !all && rt.pending_is(OSError)) {
                rt.pending = Value();
                return sent;
            }
            return Raised{};
        }
        sent += static_cast<std::size_t>(more.value());
        if (sent >= bytes.size() || !(all || (self->timeout < 0 && self->type == SOCK_STREAM))) return sent;
        TRY(rt.check_stop());
    }
}

template <bool all>
Result<Value> send(Runtime& rt, Args args) {
    Socket* self = self_of(args);
    BufferGuard bytes(rt, args[1]);
    if (bytes.raised()) return Raised{};
    int flags = TRY(args.small_integer(2));
    std::size_t sent = TRY(send_bytes(rt, self, bytes.text(), flags, all));
    if constexpr (all) return View::none();
    return rt.integer(static_cast<std::int64_t>(sent));
}

Result<Value> sendto(Runtime& rt, Args args) {
    Socket* self = self_of(args);
    Tuple* rest = args[1].as<Tuple>();
    if (rest->size < 2 || rest->size > 3) return rt.raise(TypeError, "sendto() takes 2 or 3 arguments (%zu given)", rest->size);
    BufferGuard bytes(rt, rest->items[0]);
    if (bytes.raised()) return Raised{};
    int flags = rest->size == 3 ? TRY(number_or(rt, rest->items[1], 0)) : 0;
    SocketAddress to = TRY(address_argument(rt, self->family, rest->items[rest->size - 1], "sendto"));
    ssize_t sent = TRY(transfer(rt, self, POLLOUT, [&] {
        return ::sendto(self->descriptor, bytes.data(), bytes.size(), flags | MSG_DONTWAIT | MSG_NOSIGNAL, to.get(), to.size);
    }));
    return rt.integer(sent);
}

// ---- settings

Result<void> apply_timeout(Runtime& rt, Socket* self, double timeout) {
    self->timeout = timeout;
    return set_blocking(rt, self->descriptor, timeout < 0);
}

Result<Value> setblocking(Runtime& rt, Args args) {
    TRY(apply_timeout(rt, self_of(args), TRY(args.truth(1)) ? -1 : 0));
    return View::none();
}

Result<Value> settimeout(Runtime& rt, Args args) {
    TRY(apply_timeout(rt, self_of(args), TRY(timeout_argument(rt, args[1]))));
    return View::none();
}

Result<Value> timeout_value(Runtime& rt, double timeout) { return timeout < 0 ? Result<Value>(View::none()) : rt.real(timeout); }

Result<Value> getsockopt(Runtime& rt, Args args) {
    Socket* self = self_of(args);
    int level = TRY(args.small_integer(1)), option = TRY(args.small_integer(2)), size = TRY(args.small_integer(3));
    if (size == 0) {
        int number = 0;
        socklen_t room = sizeof number;
        if (::getsockopt(self->descriptor, level, option, &number, &room) < 0) return raise_os_error(rt, errno);
        return rt.integer(number);
    }
    if (size < 0 || size > 1024) return rt.raise(OSError, "getsockopt buflen out of range");
    char data[1024];
    auto room = static_cast<socklen_t>(size);
    if (::getsockopt(self->descriptor, level, option, data, &room) < 0) return raise_os_error(rt, errno);
    return new_bytes(rt, std::string_view(data, room));
}

Result<Value> setsockopt(Runtime& rt, Args args) {
    Socket* self = self_of(args);
    Tuple* rest = args[1].as<Tuple>();
    if (rest->size < 3 || rest->size > 4) return rt.raise(TypeError, "setsockopt() takes exactly 3 arguments (%zu given)", rest->size);
    int level = TRY(number_or(rt, rest->items[0], 0)), option = TRY(number_or(rt, rest->items[1], 0));
    int result;
    if (rest->size == 4) {
        if (!rest->items[2].is_none()) return rt.raise(TypeError, "setsockopt() argument 3 must be None, not %s", type_name(rt, rest->items[2]));
        result = ::setsockopt(self->descriptor, level, option, nullptr, static_cast<socklen_t>(TRY(number_or(rt, rest->items[3], 0))));
    } else if (is_integer(rest->items[2])) {
        int number = TRY(number_or(rt, rest->items[2], 0));
        result = ::setsockopt(self->descriptor, level, option, &number, sizeof number);
    } else {
        BufferGuard bytes(rt, rest->items[2]);
        if (bytes.raised()) return Raised{};
        result = ::setsockopt(self->descriptor, level, option, bytes.data(), static_cast<socklen_t>(bytes.size()));
    }
    if (result < 0) return raise_os_error(rt, errno);
    return View::none();
}

constexpr FunctionDef methods[] = {
    {"_accept(self)", accept, "Wait for an incoming connection: the new descriptor and the peer's address."},
    {"bind(self, address, /)", bind, "Bind the socket to a local address."},
    {"close(self)", close, "Close the socket. It cannot be used after this call."},
    {"connect(self, address, /)", connect, "Connect the socket to a remote address."},
    {"connect_ex(self, address, /)", connect_ex, "As connect(), but returns an error's number instead of raising it."},
    {"detach(self)", [](Runtime& rt, Args a) { return rt.integer(std::exchange(self_of(a)->descriptor, -1)); }, "Close the socket object without closing the underlying file descriptor."},
    {"fileno(self)", [](Runtime& rt, Args a) { return rt.integer(self_of(a)->descriptor); }, "Return the integer file descriptor of the socket."},
    {"getpeername(self)", name_of<::getpeername>, "Return the address of the remote endpoint."},
    {"getsockname(self)", name_of<::getsockname>, "Return the address of the local endpoint."},
    {"getsockopt(self, level, option, buffersize=0, /)", getsockopt, "Get a socket option."},
    {"setsockopt(self, /, *args)", setsockopt, "Set a socket option."},
    {"listen(self, backlog=<no value>, /)", listen, "Enable a server to accept connections."},
    {"recv(self, bufsize, flags=0, /)", recv, "Receive up to bufsize bytes from the socket."},
    {"recv_into(self, buffer, nbytes=0, flags=0)", recv_into, "Receive into a buffer: how many bytes."},
    {"recvfrom(self, bufsize, flags=0, /)", recvfrom, "As recv(), with the sender's address."},
    {"recvfrom_into(self, buffer, nbytes=0, flags=0)", recvfrom_into, "As recv_into(), with the sender's address."},
    {"send(self, data, flags=0, /)", send<false>, "Send data: how many bytes were sent."},
    {"sendall(self, data, flags=0, /)", send<true>, "Send all of the data."},
    {"sendto(self, /, *args)", sendto, "Send data to an address: sendto(data[, flags], address)."},
    {"recvmsg(self, bufsize, ancbufsize=0, flags=0, /)", socket_recvmsg, "Receive a message with ancillary data: data, ancillary data, flags, address."},
    {"recvmsg_into(self, buffers, ancbufsize=0, flags=0, /)", socket_recvmsg_into, "As recvmsg(), into buffers."},
    {"sendmsg(self, buffers, ancdata=(), flags=0, address=None, /)", socket_sendmsg, "Send a message gathered from buffers, with ancillary data."},
    {"setblocking(self, flag, /)", setblocking, "Set the socket to blocking (flag is true) or non-blocking."},
    {"getblocking(self)", [](Runtime&, Args a) -> Result<Value> { return View::boolean(self_of(a)->timeout != 0); }, "Whether the socket is in blocking mode."},
    {"settimeout(self, timeout, /)", settimeout, "Set a timeout in seconds on socket operations; None: no timeout."},
    {"gettimeout(self)", [](Runtime& rt, Args a) { return timeout_value(rt, self_of(a)->timeout); }, "The timeout in seconds, or None."},
    {"shutdown(self, how, /)", shutdown, "Shut down the reading side, the writing side, or both."},
};

constexpr PropertyDef properties[] = {
    {"family", [](Runtime& rt, View self) { return rt.integer(self.as<Socket>()->family); }, nullptr, "the socket family", true},
    {"type", [](Runtime& rt, View self) { return rt.integer(self.as<Socket>()->type); }, nullptr, "the socket type", true},
    {"proto", [](Runtime& rt, View self) { return rt.integer(self.as<Socket>()->protocol); }, nullptr, "the socket protocol", true},
    {"timeout", [](Runtime& rt, View self) { return timeout_value(rt, self.as<Socket>()->timeout); }, nullptr, "the socket timeout"},
};

// ---- the module

Result<Value> socketpair(Runtime& rt, Args args) {
    int family = args.given(0) ? TRY(args.small_integer(0)) : AF_UNIX, type = TRY(args.small_integer(1)), protocol = TRY(args.small_integer(2));
    int ends[2];
    if (::socketpair(family, type | SOCK_CLOEXEC, protocol, ends) < 0) return raise_os_error(rt, errno);
    SocketState* state = TRY(socket_state(rt));
    Type* made_type = TRY(native_type(rt, socket_type));
    int plain = type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
    double timeout = type & SOCK_NONBLOCK ? 0 : state->default_timeout;
    Result<Value> first = new_socket(rt, made_type, ends[0], family, plain, protocol, timeout);
    if (first.raised()) {
        ::close(ends[1]);
        return Raised{};
    }
    Value second = TRY(new_socket(rt, made_type, ends[1], family, plain, protocol, timeout));
    if (timeout >= 0) {
        TRY(set_blocking(rt, ends[0], false));
        TRY(set_blocking(rt, ends[1], false));
    }
    Ref<Tuple> made = TRY(new_tuple(rt, {first.value(), second}));
    return made;
}

Result<Value> close_descriptor(Runtime& rt, Args args) {
    if (::close(TRY(args.small_integer(0))) < 0 && errno != ECONNRESET) return raise_os_error(rt, errno);
    return View::none();
}

Result<Value> dup_descriptor(Runtime& rt, Args args) {
    int made = ::fcntl(TRY(args.small_integer(0)), F_DUPFD_CLOEXEC, 0);
    if (made < 0) return raise_os_error(rt, errno);
    return rt.integer(made);
}

constexpr FunctionDef functions[] = {
    {"socketpair(family=<no value>, type=1, proto=0, /)", socketpair, "Create a pair of socket objects that are connected with each other."},
    {"close(fd, /)", close_descriptor, "Close an integer socket file descriptor."},
    {"dup(fd, /)", dup_descriptor, "Duplicate an integer socket file descriptor."},
    {"getdefaulttimeout()", [](Runtime& rt, Args) -> Result<Value> { return timeout_value(rt, TRY(socket_state(rt))->default_timeout); }, "The default timeout in seconds for new sockets, or None."},
    {"setdefaulttimeout(timeout, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(socket_state(rt))->default_timeout = TRY(timeout_argument(rt, args[0]));
         return View::none();
     },
     "Set the default timeout in seconds for new sockets; None: none."},
};

Result<void> init_module(Runtime& rt, Module* module) {
    SocketState* state = TRY(socket_state(rt));
    Dict* dict = module->dict.get();
    TRY(add_functions(rt, module, socket_name_functions));
    auto set = [&](const char* word, View value) -> Result<void> { return dict_set(rt, dict, TRY(intern(rt, word)).get(), value); };
    View type(static_cast<const Object*>(TRY(native_type(rt, socket_type))));
    TRY(set("SocketType", type));
    TRY(set("error", View(static_cast<const Object*>(rt.exceptions[OSError]))));
    TRY(set("timeout", View(static_cast<const Object*>(rt.exceptions[TimeoutError]))));
    TRY(set("gaierror", View(state->gaierror)));
    TRY(set("herror", View(state->herror)));
    TRY(set("has_ipv6", View::boolean(true)));
    return add_socket_constants(rt, module);
}

const TypeDef* const types[] = {&socket_type};

}  // namespace

const TypeDef socket_type{
    .name = "socket",
    .module = "_socket",
    .doc = "A socket: socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object.",
    .size = sizeof(Socket),
    .flags = Type::base_type | Type::has_finalizer,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* socket = static_cast<Socket*>(object);
                      // Reached with the socket open only where no script code could run any more.
                      if (socket->descriptor >= 0) ::close(socket->descriptor);
                      rt.free_instance(object, object->type()->basic_size);
                  },
              .finalize = finalize,
              .construct = construct,
              .init = init,
              .repr = repr_of},
    .methods = methods,
    .properties = properties,
};

extern const ModuleDef socket_module;
const ModuleDef socket_module{.name = "_socket", .doc = "Sockets; use the module socket.", .functions = functions, .types = types, .init = init_module};

}  // namespace ouro
