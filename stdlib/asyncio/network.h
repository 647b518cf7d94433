// SPDX-License-Identifier: MIT
// The loop's methods that have to do with the network; network_methods.cpp has the table.
#pragma once

#include "runtime/native/async.h"
#include "stdlib/asyncio/internal.h"

namespace ouro {

// ---- network_methods.cpp
/// What goes into the dicts of BaseEventLoop and of this system's loop, besides their own methods.
Result<void> add_network_methods(Runtime& rt, Type* type);
Result<void> add_unix_methods(Runtime& rt, Type* type);

// ---- listener.cpp
Result<Value> loop_start_serving(Runtime& rt, Args args);
Result<Value> loop_stop_serving(Runtime& rt, Args args);
Result<void> begin_again_later(Runtime& rt, View listener, View loop);

// ---- sockets.cpp
/// sock_recv() and the like: attempted at once, then whenever the descriptor is ready.
Result<Value> loop_sock_recv(Runtime& rt, Args args);
Result<Value> loop_sock_recv_into(Runtime& rt, Args args);
Result<Value> loop_sock_recvfrom(Runtime& rt, Args args);
Result<Value> loop_sock_recvfrom_into(Runtime& rt, Args args);
Result<Value> loop_sock_sendall(Runtime& rt, Args args);
Result<Value> loop_sock_sendto(Runtime& rt, Args args);
Result<Value> loop_sock_accept(Runtime& rt, Args args);
/// Waits until a descriptor can be read, or written: a coroutine.
Result<Value> loop_wait_ready(Runtime& rt, Args args);
Result<Value> loop_make_socket_transport(Runtime& rt, Args args);
Result<Value> loop_make_datagram_transport(Runtime& rt, Args args);
/// RuntimeError where a transport uses the descriptor.
Result<void> check_no_transport(Runtime& rt, LoopObject* loop, int descriptor, View shown_as = View());

// ---- pipe_transport.cpp
Result<Value> loop_make_read_pipe_transport(Runtime& rt, Args args);
Result<Value> loop_make_write_pipe_transport(Runtime& rt, Args args);

// ---- lookups.cpp
/// getaddrinfo() and getnameinfo() on threads of their own: futures of what they return.
Result<Value> loop_resolve(Runtime& rt, Args args);
Result<Value> loop_resolve_name(Runtime& rt, Args args);

}  // namespace ouro
