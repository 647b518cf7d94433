// SPDX-License-Identifier: MIT
// The loop's methods for descriptors, signals and the network. What waits or connects is a coroutine of the Python half (_network.py,
// _sendfile.py, base_subprocess.py); what runs for each byte is in the files that network.h names.
#include <algorithm>
#include <csignal>

#include "runtime/native/capability.h"
#include "runtime/objects/native_function.h"
#include "runtime/objects/number.h"
#include "stdlib/asyncio/network.h"

namespace ouro {

namespace {

// ---- descriptors and signals

Result<int> descriptor_of(Runtime& rt, View file) {
    Value number(file);
    if (!number.is_int()) {
        Result<Value> asked = call_method(rt, file, rt.names.fileno);
        if (!asked.raised()) asked = index(rt, asked.value());
        if (asked.raised()) {
            if (!rt.pending_is(AttributeError) && !rt.pending_is(TypeError) && !rt.pending_is(ValueError)) return Raised{};
            rt.pending = Value();
            Ref<Str> shown = TRY(repr(rt, file));
            return rt.raise_value(ValueError, TRY(rt.str("Invalid file object: " + std::string(shown->text()))));
        }
        number = asked.take();
    }
    std::int64_t value = TRY(index_to_int64(rt, number));
    if (value < 0 || value > INT32_MAX) {
        return rt.raise(ValueError, "Invalid file descriptor: %lld", static_cast<long long>(value));
    }
    return static_cast<int>(value);
}

template <bool reading>
Result<Value> add_descriptor(Runtime& rt, Args args) {
    LoopObject* loop = args.self<LoopObject>();
    int descriptor = TRY(descriptor_of(rt, args[1]));
    TRY(require(rt, Capability::network));
    TRY(check_no_transport(rt, loop, descriptor, args[1]));
    TRY(check_open(rt, loop));
    Ref<Handle> handle = TRY(new_handle(rt, View(loop), args[2], args[3], false, hold_context(rt)));
    TRY(watch_descriptor(rt, loop, descriptor, reading, Ref<Object>(handle.get())));
    return View::none();
}

template <bool reading>
Result<Value> remove_descriptor(Runtime& rt, Args args) {
    LoopObject* loop = args.self<LoopObject>();
    int descriptor = TRY(descriptor_of(rt, args[1]));
    TRY(check_no_transport(rt, loop, descriptor, args[1]));
    return View::boolean(TRY(unwatch_descriptor(rt, loop, descriptor, reading)));
}

Result<int> signal_number(Runtime& rt, View number) {
    if (!is_kind(number, Kind::int_subclass) && !number.is_int() && !number.is_bool() && !is_kind(number, Kind::big_int)) {
        Ref<Str> shown = TRY(repr(rt, number));
        return rt.raise_value(TypeError, TRY(rt.str("sig must be an int, not " + std::string(shown->text()))));
    }
    Value plain = TRY(index(rt, number));
    std::int64_t value = plain.is_int() ? plain.as_int() : -1;
    if (value < 1 || value >= NSIG || value == 32 || value == 33) {
        Ref<Str> shown = TRY(to_str(rt, number));
        return rt.raise_value(ValueError, TRY(rt.str("invalid signal number " + std::string(shown->text()))));
    }
    return static_cast<int>(value);
}

Result<Value> add_signal_handler(Runtime& rt, Args args) {
    LoopObject* loop = args.self<LoopObject>();
    Value is_function = TRY(call_python_half(rt, "asyncio.coroutines", "iscoroutinefunction", {args[2]}));
    if (is_function.is_true() || TRY(is_coroutine(rt, args[2]))) return rt.raise(TypeError, "coroutines cannot be used with add_signal_handler()");
    int number = TRY(signal_number(rt, args[1]));
    TRY(check_open(rt, loop));
    Ref<Handle> handle = TRY(new_handle(rt, View(loop), args[2], args[3], false, hold_context(rt)));
    TRY(watch_signal(rt, loop, number, std::move(handle)));
    return View::none();
}

Result<Value> remove_signal_handler(Runtime& rt, Args args) {
    int number = TRY(signal_number(rt, args[1]));
    return View::boolean(TRY(unwatch_signal(rt, args.self<LoopObject>(), number)));
}

// ---- the network

constexpr char kNetwork[] = "asyncio._network", kSendfile[] = "asyncio._sendfile", kSubprocess[] = "asyncio.base_subprocess";

/// The name of a function as an argument of a template.
template <std::size_t size>
struct Name {
    char text[size];
    constexpr Name(const char (&given)[size]) { std::copy(given, given + size, text); }
};

/// Calls a function of the Python half with the arguments as they were bound.
template <Name name, const char* module = kNetwork>
Result<Value> in_python(Runtime& rt, Args args) {
    Value function = TRY(python_half(rt, module, name.text));
    return call(rt, function, Arguments{.values = args.values(), .count = args.count()});
}

constexpr FunctionDef loop_methods[] = {
    {"add_reader(self, fd, callback, *args)", add_descriptor<true>, "Calls back whenever the descriptor can be read."},
    {"remove_reader(self, fd)", remove_descriptor<true>, "Ends add_reader(); whether there was one."},
    {"add_writer(self, fd, callback, *args)", add_descriptor<false>, "Calls back whenever the descriptor can be written."},
    {"remove_writer(self, fd)", remove_descriptor<false>, "Ends add_writer(); whether there was one."},
    {"add_signal_handler(self, sig, callback, *args)", add_signal_handler, "Calls back in the loop when the signal comes."},
    {"remove_signal_handler(self, sig)", remove_signal_handler, "Ends add_signal_handler(); whether there was one."},
    {"getaddrinfo(self, host, port, *, family=0, type=0, proto=0, flags=0)", in_python<"_getaddrinfo">, "As socket.getaddrinfo().", FunctionDef::coroutine},
    {"getnameinfo(self, sockaddr, flags=0)", in_python<"_getnameinfo">, "As socket.getnameinfo().", FunctionDef::coroutine},
    {"create_connection(self, protocol_factory, host=None, port=None, *, ssl=None, family=0, proto=0, flags=0, sock=None, local_addr=None, "
     "server_hostname=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None, happy_eyeballs_delay=None, interleave=None, all_errors=False)",
     in_python<"_create_connection">, "Connects to a server: (transport, protocol).", FunctionDef::coroutine},
    {"create_server(self, protocol_factory, host=None, port=None, *, family=0, flags=1, sock=None, backlog=100, ssl=None, "
     "reuse_address=None, reuse_port=None, keep_alive=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None, start_serving=True)",
     in_python<"_create_server">, "Listens for connections: a Server.", FunctionDef::coroutine},
    {"create_datagram_endpoint(self, protocol_factory, local_addr=None, remote_addr=None, *, family=0, proto=0, flags=0, reuse_port=None, "
     "allow_broadcast=None, sock=None)",
     in_python<"_create_datagram_endpoint">, "A datagram socket: (transport, protocol).", FunctionDef::coroutine},
    {"create_unix_connection(self, protocol_factory, path=None, *, ssl=None, sock=None, server_hostname=None, ssl_handshake_timeout=None, "
     "ssl_shutdown_timeout=None)",
     in_python<"_create_unix_connection">, "Connects to a Unix socket: (transport, protocol).", FunctionDef::coroutine},
    {"create_unix_server(self, protocol_factory, path=None, *, sock=None, backlog=100, ssl=None, ssl_handshake_timeout=None, "
     "ssl_shutdown_timeout=None, start_serving=True)",
     in_python<"_create_unix_server">, "Listens at a Unix socket: a Server.", FunctionDef::coroutine},
    {"connect_accepted_socket(self, protocol_factory, sock, *, ssl=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None)",
     in_python<"_connect_accepted_socket">, "Takes over a connection that was accepted elsewhere: (transport, protocol).", FunctionDef::coroutine},
    {"sendfile(self, transport, file, offset=0, count=None, *, fallback=True)", in_python<"_sendfile", kSendfile>, "Sends a file over a transport; how many bytes.",
     FunctionDef::coroutine},
    {"start_tls(self, transport, protocol, sslcontext, *, server_side=False, server_hostname=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None)",
     in_python<"_start_tls">, "Goes on with TLS.", FunctionDef::coroutine},
    {"connect_read_pipe(self, protocol_factory, pipe)", in_python<"_connect_read_pipe">, "Reads from a pipe: (transport, protocol).", FunctionDef::coroutine},
    {"connect_write_pipe(self, protocol_factory, pipe)", in_python<"_connect_write_pipe">, "Writes to a pipe: (transport, protocol).", FunctionDef::coroutine},
    {"subprocess_shell(self, protocol_factory, cmd, *, stdin=-1, stdout=-1, stderr=-1, universal_newlines=False, shell=True, bufsize=0, encoding=None, "
     "errors=None, text=None, **kwargs)",
     in_python<"_subprocess_shell", kSubprocess>, "Runs a command by the shell: (transport, protocol).", FunctionDef::coroutine},
    {"subprocess_exec(self, protocol_factory, program, *args, stdin=-1, stdout=-1, stderr=-1, universal_newlines=False, shell=False, bufsize=0, "
     "encoding=None, errors=None, text=None, **kwargs)",
     in_python<"_subprocess_exec", kSubprocess>, "Runs a program: (transport, protocol).", FunctionDef::coroutine},
    {"_make_subprocess_transport(self, protocol, args, shell, stdin, stdout, stderr, bufsize, extra=None, **kwargs)",
     in_python<"_make_subprocess_transport", kSubprocess>, "A transport of a child process.", FunctionDef::coroutine},
    {"sock_recv(self, sock, nbytes)", loop_sock_recv, "As socket.recv().", FunctionDef::coroutine},
    {"sock_recv_into(self, sock, buf)", loop_sock_recv_into, "As socket.recv_into().", FunctionDef::coroutine},
    {"sock_recvfrom(self, sock, bufsize)", loop_sock_recvfrom, "As socket.recvfrom().", FunctionDef::coroutine},
    {"sock_recvfrom_into(self, sock, buf, nbytes=0)", loop_sock_recvfrom_into, "As socket.recvfrom_into().", FunctionDef::coroutine},
    {"sock_sendall(self, sock, data)", loop_sock_sendall, "As socket.sendall().", FunctionDef::coroutine},
    {"sock_sendto(self, sock, data, address)", loop_sock_sendto, "As socket.sendto().", FunctionDef::coroutine},
    {"sock_connect(self, sock, address)", in_python<"_sock_connect">, "As socket.connect().", FunctionDef::coroutine},
    {"sock_accept(self, sock)", loop_sock_accept, "As socket.accept().", FunctionDef::coroutine},
    {"sock_sendfile(self, sock, file, offset=0, count=None, *, fallback=True)", in_python<"_sock_sendfile", kSendfile>, "As socket.sendfile().", FunctionDef::coroutine},
    {"_sendfile_native(self, transp, file, offset, count)", in_python<"_unsupported", kSendfile>, "It cannot.", FunctionDef::coroutine},
    {"_sock_sendfile_native(self, sock, file, offset, count)", in_python<"_unsupported_sock", kSendfile>, "It cannot.", FunctionDef::coroutine},
    {"_start_serving(self, protocol_factory, sock, sslcontext=None, server=None, backlog=100, ssl_handshake_timeout=60.0, ssl_shutdown_timeout=30.0)",
     loop_start_serving, "Accepts connections from now on."},
    {"_stop_serving(self, sock)", loop_stop_serving, "Accepts no more connections, and closes the socket."},
    {"_wait_ready(self, file, reading)", loop_wait_ready, "Waits until a descriptor can be read, or written.", FunctionDef::coroutine},
    {"_resolve(self, host, port, family, type, proto, flags)", loop_resolve, "A future of the rows of getaddrinfo()."},
    {"_resolve_name(self, sockaddr, flags)", loop_resolve_name, "A future of the pair of getnameinfo()."},
    {"_make_socket_transport(self, sock, protocol, waiter=None, *, extra=None, server=None)", loop_make_socket_transport, "A transport for a stream socket."},
    {"_make_ssl_transport(self, rawsock, protocol, sslcontext, waiter=None, *, server_side=False, server_hostname=None, extra=None, server=None, "
     "ssl_handshake_timeout=60.0, ssl_shutdown_timeout=30.0)",
     in_python<"_make_ssl_transport">, "A transport over TLS for a stream socket."},
    {"_make_read_pipe_transport(self, pipe, protocol, waiter=None, extra=None)", loop_make_read_pipe_transport, "A transport for the end of a pipe that is read."},
    {"_make_write_pipe_transport(self, pipe, protocol, waiter=None, extra=None)", loop_make_write_pipe_transport, "A transport for the end of a pipe that is written."},
    {"_make_datagram_transport(self, sock, protocol, address=None, waiter=None, extra=None)", loop_make_datagram_transport, "A transport for a datagram socket."},
};

/// What the loop of this system does better than others.
constexpr FunctionDef unix_loop_methods[] = {
    {"create_unix_server(self, protocol_factory, path=None, *, sock=None, backlog=100, ssl=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None, "
     "start_serving=True, cleanup_socket=True)",
     in_python<"_create_unix_server">, "Listens at a Unix socket: a Server.", FunctionDef::coroutine},
    {"sock_recv(self, sock, n)", loop_sock_recv, "As socket.recv().", FunctionDef::coroutine},
    {"_sendfile_native(self, transp, file, offset, count)", in_python<"_sendfile_native", kSendfile>, "By the system's sendfile.", FunctionDef::coroutine},
    {"_sock_sendfile_native(self, sock, file, offset, count)", in_python<"_sock_sendfile_native", kSendfile>, "By the system's sendfile.", FunctionDef::coroutine},
};

Result<void> add_methods(Runtime& rt, Type* type, std::span<const FunctionDef> methods) {
    for (const FunctionDef& def : methods) {
        std::string_view signature(def.signature);
        Ref<Str> name = TRY(intern(rt, signature.substr(0, signature.find('('))));
        Ref<MethodDescriptor> method = TRY(new_method_descriptor(rt, type, def, name.get()));
        TRY(dict_set(rt, type->dict, name.get(), View(method)));
    }
    return {};
}

}  // namespace

Result<void> add_network_methods(Runtime& rt, Type* type) { return add_methods(rt, type, loop_methods); }
Result<void> add_unix_methods(Runtime& rt, Type* type) { return add_methods(rt, type, unix_loop_methods); }

}  // namespace ouro
