// SPDX-License-Identifier: MIT
// sendmsg() and recvmsg(): several buffers at once, and ancillary data (descriptors, credentials, packet information).
#include <poll.h>
#include <unistd.h>

#include <climits>
#include <cstring>
#include <vector>

#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/io/io.h"
#include "stdlib/socket/socket.h"

namespace ouro {

namespace {

Result<Ref<Tuple>> items_of(Runtime& rt, View iterable, const char* message) {
    if (Tuple* tuple = as_tuple(iterable)) return Ref<Tuple>(tuple);
    Result<Ref<Tuple>> items = tuple_from(rt, iterable);
    if (items.raised() && rt.pending_is(TypeError)) {
        rt.pending = Value();
        return rt.raise(TypeError, "%s", message);
    }
    return items;
}

/// Control data that is being filled or read: zeroed, aligned.
class Control {
public:
    Result<void> reserve(Runtime& rt, std::size_t bytes) {
        TRY(rt.charge(static_cast<std::int64_t>(bytes / 64)));
        words_.assign((bytes + sizeof(std::max_align_t) - 1) / sizeof(std::max_align_t) * sizeof(std::max_align_t) / sizeof(std::size_t), 0);
        return {};
    }
    void* data() { return words_.empty() ? nullptr : words_.data(); }

private:
    std::vector<std::size_t> words_;
};

Result<void> check_control_size(Runtime& rt, std::int64_t size) {
    if (size < 0 || size > 1 << 24) return rt.raise(ValueError, "invalid ancillary data buffer length");
    return {};
}

/// Descriptors that came with a message nobody will see are closed.
void close_descriptors(const msghdr& message) {
    for (cmsghdr* each = CMSG_FIRSTHDR(&message); each; each = CMSG_NXTHDR(const_cast<msghdr*>(&message), each)) {
        if (each->cmsg_level != SOL_SOCKET || each->cmsg_type != SCM_RIGHTS) continue;
        std::size_t count = (each->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t n = 0; n < count; ++n) {
            int descriptor;
            std::memcpy(&descriptor, CMSG_DATA(each) + n * sizeof(int), sizeof descriptor);
            ::close(descriptor);
        }
    }
}

Result<Value> control_value(Runtime& rt, msghdr& message) {
    Ref<List> made = TRY(new_list(rt));
    const char* end = static_cast<const char*>(message.msg_control) + message.msg_controllen;
    for (cmsghdr* each = message.msg_controllen ? CMSG_FIRSTHDR(&message) : nullptr; each; each = CMSG_NXTHDR(&message, each)) {
        const char* data = reinterpret_cast<const char*>(CMSG_DATA(each));
        std::size_t size = each->cmsg_len >= CMSG_LEN(0) ? each->cmsg_len - CMSG_LEN(0) : 0;
        // Where the data was cut off, what is left of it.
        size = std::min(size, static_cast<std::size_t>(std::max<std::ptrdiff_t>(end - data, 0)));
        Value bytes = TRY(new_bytes(rt, std::string_view(data, size)));
        Ref<Tuple> item = TRY(new_tuple(rt, {View::small_int(each->cmsg_level), View::small_int(each->cmsg_type), bytes}));
        TRY(list_append(rt, made.get(), Value(std::move(item))));
    }
    return made;
}

Result<Value> receive_message(Runtime& rt, Socket* self, std::span<iovec> pieces, std::int64_t control_size, int flags,
                              Result<Value> (*first)(Runtime&, void*, ssize_t), void* context) {
    TRY(check_control_size(rt, control_size));
    Control control;
    TRY(control.reserve(rt, static_cast<std::size_t>(control_size)));
    SocketAddress from;
    msghdr message{};
    ssize_t got = TRY(transfer(rt, self, POLLIN, [&] {
        message = {};
        message.msg_name = from.get();
        message.msg_namelen = sizeof from.storage;
        message.msg_iov = pieces.data();
        message.msg_iovlen = pieces.size();
        message.msg_control = control.data();
        message.msg_controllen = static_cast<std::size_t>(control_size);
        return ::recvmsg(self->descriptor, &message, flags | MSG_DONTWAIT);
    }));
    from.size = message.msg_namelen;
    auto result = [&]() -> Result<Value> {
        Value data = TRY(first(rt, context, got)), ancillary = TRY(control_value(rt, message)), address = TRY(address_value(rt, from));
        Ref<Tuple> made = TRY(new_tuple(rt, {data, ancillary, View::small_int(message.msg_flags), address}));
        return made;
    }();
    if (result.raised()) close_descriptors(message);
    return result;
}

}  // namespace

Result<Value> socket_recvmsg(Runtime& rt, Args args) {
    std::int64_t size = TRY(args.integer(1)), control_size = TRY(args.integer(2));
    int flags = TRY(args.small_integer(3));
    if (size < 0) return rt.raise(ValueError, "negative buffer size in recvmsg()");
    Ref<Bytes> whole = TRY(new_bytes_uninitialized(rt, static_cast<std::size_t>(size)));
    iovec piece{whole->data, whole->size};
    return receive_message(
        rt, args.self<Socket>(), {&piece, 1}, control_size, flags,
        [](Runtime& rt, void* context, ssize_t got) -> Result<Value> {
            auto* bytes = static_cast<Bytes*>(context);
            if (static_cast<std::size_t>(got) == bytes->size) return Value(View(static_cast<Object*>(bytes)));
            return new_bytes(rt, std::string_view(bytes->data, static_cast<std::size_t>(got)));
        },
        whole.get());
}

Result<Value> socket_recvmsg_into(Runtime& rt, Args args) {
    Ref<Tuple> buffers = TRY(items_of(rt, args[1], "recvmsg_into() argument 1 must be an iterable"));
    std::int64_t control_size = TRY(args.integer(2));
    int flags = TRY(args.small_integer(3));
    std::vector<std::unique_ptr<BufferGuard>> guards;
    std::vector<iovec> pieces;
    for (const Value& each : buffers->view()) {
        TRY(rt.charge(1));
        guards.push_back(std::make_unique<BufferGuard>(rt, each, kWriteBuffer));
        if (guards.back()->raised()) {
            if (!rt.pending_is(TypeError) && !rt.pending_is(BufferError)) return Raised{};
            rt.pending = Value();
            return rt.raise(TypeError, "recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers");
        }
        pieces.push_back({guards.back()->data(), guards.back()->size()});
    }
    return receive_message(
        rt, args.self<Socket>(), pieces, control_size, flags, [](Runtime& rt, void*, ssize_t got) { return rt.integer(got); }, nullptr);
}

Result<Value> socket_sendmsg(Runtime& rt, Args args) {
    Socket* self = args.self<Socket>();
    Ref<Tuple> buffers = TRY(items_of(rt, args[1], "sendmsg() argument 1 must be an iterable"));
    std::vector<std::unique_ptr<BufferGuard>> guards;
    std::vector<iovec> pieces;
    for (const Value& each : buffers->view()) {
        TRY(rt.charge(1));
        guards.push_back(std::make_unique<BufferGuard>(rt, each));
        if (guards.back()->raised()) return Raised{};
        pieces.push_back({guards.back()->data(), guards.back()->size()});
    }
    Ref<Tuple> ancillary = TRY(items_of(rt, args[2], "sendmsg() argument 2 must be an iterable"));
    struct Item {
        int level, type;
        std::unique_ptr<BufferGuard> data;
    };
    std::vector<Item> items;
    std::size_t control_size = 0;
    for (const Value& each : ancillary->view()) {
        TRY(rt.charge(1));
        Ref<Tuple> parts;
        if (is_kind(each, Kind::str) || !(as_tuple(each) || is_kind(each, Kind::list)))
            return rt.raise(TypeError, "[sendmsg() ancillary data items]() argument must be 3-item sequence, not %s", type_name(rt, each));
        parts = TRY(tuple_from(rt, each));
        if (parts->size != 3)
            return rt.raise(TypeError, "[sendmsg() ancillary data items]() argument must be sequence of length 3, not %zu", parts->size);
        std::int64_t level = TRY(index_to_int64(rt, parts->items[0])), type = TRY(index_to_int64(rt, parts->items[1]));
        items.push_back({static_cast<int>(level), static_cast<int>(type), std::make_unique<BufferGuard>(rt, parts->items[2])});
        if (items.back().data->raised()) return Raised{};
        if (items.back().data->size() > 1 << 24) return rt.raise(OSError, "ancillary data item too large");
        control_size += CMSG_SPACE(items.back().data->size());
        if (control_size > 1 << 26) return rt.raise(OSError, "too much ancillary data");
    }
    int flags = TRY(args.small_integer(3));
    SocketAddress to;
    if (!args[4].is_none()) to = TRY(address_argument(rt, self->family, args[4], "sendmsg"));
    Control control;
    TRY(control.reserve(rt, control_size));
    msghdr message{};
    message.msg_name = to.size ? to.get() : nullptr;
    message.msg_namelen = to.size;
    message.msg_iov = pieces.data();
    message.msg_iovlen = pieces.size();
    message.msg_control = control.data();
    message.msg_controllen = control_size;
    cmsghdr* header = control_size ? CMSG_FIRSTHDR(&message) : nullptr;
    for (Item& item : items) {
        header->cmsg_level = item.level;
        header->cmsg_type = item.type;
        header->cmsg_len = CMSG_LEN(item.data->size());
        if (item.data->size()) std::memcpy(CMSG_DATA(header), item.data->data(), item.data->size());
        header = CMSG_NXTHDR(&message, header);
    }
    return rt.integer(TRY(transfer(rt, self, POLLOUT, [&] { return ::sendmsg(self->descriptor, &message, flags | MSG_DONTWAIT | MSG_NOSIGNAL); })));
}

}  // namespace ouro
