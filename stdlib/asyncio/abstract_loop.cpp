// SPDX-License-Identifier: MIT
// AbstractEventLoop: what every event loop offers, and no more than that.
#include "runtime/native/async.h"
#include "stdlib/asyncio/internal.h"

namespace ouro {

namespace {

Result<Value> not_implemented(Runtime& rt, Args args) {
    // A loop of ours says what is missing; the abstract class says nothing, as CPython's.
    if (is_kind(args[0], Kind::event_loop)) return rt.raise(NotImplementedError, "this method of event loops is not in ouro yet");
    rt.pending = TRY(new_exception(rt, rt.exceptions[NotImplementedError], View()));
    return Raised{};
}

Async not_implemented_awaited(Runtime& rt, Args args) { co_return not_implemented(rt, args); }

#define ABSTRACT(signature) {signature, not_implemented, "Not implemented."}
#define AWAITED(signature) {signature, async<not_implemented_awaited>, "Not implemented.", FunctionDef::coroutine}
constexpr FunctionDef abstract_methods[] = {
    ABSTRACT("run_forever(self)"),
    ABSTRACT("run_until_complete(self, future)"),
    ABSTRACT("stop(self)"),
    ABSTRACT("is_running(self)"),
    ABSTRACT("is_closed(self)"),
    ABSTRACT("close(self)"),
    AWAITED("shutdown_asyncgens(self)"),
    AWAITED("shutdown_default_executor(self)"),
    ABSTRACT("_timer_handle_cancelled(self, handle)"),
    ABSTRACT("call_soon(self, callback, *args, context=None)"),
    ABSTRACT("call_later(self, delay, callback, *args, context=None)"),
    ABSTRACT("call_at(self, when, callback, *args, context=None)"),
    ABSTRACT("time(self)"),
    ABSTRACT("create_future(self)"),
    ABSTRACT("create_task(self, coro, *, name=None, context=None)"),
    ABSTRACT("call_soon_threadsafe(self, callback, *args, context=None)"),
    ABSTRACT("run_in_executor(self, executor, func, *args)"),
    ABSTRACT("set_default_executor(self, executor)"),
    AWAITED("getaddrinfo(self, host, port, *, family=0, type=0, proto=0, flags=0)"),
    AWAITED("getnameinfo(self, sockaddr, flags=0)"),
    AWAITED("create_connection(self, protocol_factory, host=None, port=None, *, ssl=None, family=0, proto=0, flags=0, "
        "sock=None, local_addr=None, server_hostname=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None, "
        "happy_eyeballs_delay=None, interleave=None)"),
    AWAITED("create_server(self, protocol_factory, host=None, port=None, *, family=0, flags=1, sock=None, backlog=100, "
        "ssl=None, reuse_address=None, reuse_port=None, keep_alive=None, ssl_handshake_timeout=None, "
        "ssl_shutdown_timeout=None, start_serving=True)"),
    AWAITED("sendfile(self, transport, file, offset=0, count=None, *, fallback=True)"),
    AWAITED("start_tls(self, transport, protocol, sslcontext, *, server_side=False, server_hostname=None, "
        "ssl_handshake_timeout=None, ssl_shutdown_timeout=None)"),
    AWAITED("create_unix_connection(self, protocol_factory, path=None, *, ssl=None, sock=None, server_hostname=None, "
        "ssl_handshake_timeout=None, ssl_shutdown_timeout=None)"),
    AWAITED("create_unix_server(self, protocol_factory, path=None, *, sock=None, backlog=100, ssl=None, "
        "ssl_handshake_timeout=None, ssl_shutdown_timeout=None, start_serving=True)"),
    AWAITED("connect_accepted_socket(self, protocol_factory, sock, *, ssl=None, ssl_handshake_timeout=None, "
        "ssl_shutdown_timeout=None)"),
    AWAITED("create_datagram_endpoint(self, protocol_factory, local_addr=None, remote_addr=None, *, family=0, proto=0, "
        "flags=0, reuse_address=None, reuse_port=None, allow_broadcast=None, sock=None)"),
    AWAITED("connect_read_pipe(self, protocol_factory, pipe)"),
    AWAITED("connect_write_pipe(self, protocol_factory, pipe)"),
    AWAITED("subprocess_shell(self, protocol_factory, cmd, *, stdin=-1, stdout=-1, stderr=-1, **kwargs)"),
    AWAITED("subprocess_exec(self, protocol_factory, *args, stdin=-1, stdout=-1, stderr=-1, **kwargs)"),
    ABSTRACT("add_reader(self, fd, callback, *args)"),
    ABSTRACT("remove_reader(self, fd)"),
    ABSTRACT("add_writer(self, fd, callback, *args)"),
    ABSTRACT("remove_writer(self, fd)"),
    AWAITED("sock_recv(self, sock, nbytes)"),
    AWAITED("sock_recv_into(self, sock, buf)"),
    AWAITED("sock_recvfrom(self, sock, bufsize)"),
    AWAITED("sock_recvfrom_into(self, sock, buf, nbytes=0)"),
    AWAITED("sock_sendall(self, sock, data)"),
    AWAITED("sock_sendto(self, sock, data, address)"),
    AWAITED("sock_connect(self, sock, address)"),
    AWAITED("sock_accept(self, sock)"),
    AWAITED("sock_sendfile(self, sock, file, offset=0, count=None, *, fallback=None)"),
    ABSTRACT("add_signal_handler(self, sig, callback, *args)"),
    ABSTRACT("remove_signal_handler(self, sig)"),
    ABSTRACT("set_task_factory(self, factory)"),
    ABSTRACT("get_task_factory(self)"),
    ABSTRACT("get_exception_handler(self)"),
    ABSTRACT("set_exception_handler(self, handler)"),
    ABSTRACT("default_exception_handler(self, context)"),
    ABSTRACT("call_exception_handler(self, context)"),
    ABSTRACT("get_debug(self)"),
    ABSTRACT("set_debug(self, enabled)"),
};
#undef AWAITED
#undef ABSTRACT

}  // namespace

const TypeDef abstract_loop_type{
    .name = "AbstractEventLoop",
    .module = "asyncio.events",
    .doc = "What every event loop offers.",
    .flags = Type::base_type | Type::has_dict | Type::weak_referable,
    .methods = abstract_methods,
};

}  // namespace ouro
