// SPDX-License-Identifier: MIT
// _ssl: what OpenSSL reads from and writes to: memory that is charged (the type MemoryBIO), or a socket that is never waited for.
#include <sys/socket.h>

#include <algorithm>
#include <climits>

#include "runtime/objects/buffer.h"
#include "stdlib/ssl/ssl.h"

namespace ouro {

// ---- bytes in memory

namespace {

constexpr std::size_t kSmallest = 1024;      // bytes of a queue's memory
constexpr std::size_t kKept = 32 * 1024;     // an empty queue keeps no more than this

}  // namespace

char* ByteQueue::room(Runtime& rt, std::size_t bytes) {
    if (bytes > capacity_ - end_) {
        std::size_t used = size();
        if (bytes > SIZE_MAX / 4 - used) return nullptr;
        if (used + bytes > capacity_ || begin_ < used) {
            std::size_t wanted = std::max({kSmallest, capacity_ + capacity_ / 2, used + bytes});
            auto* larger = static_cast<char*>(rt.heap.allocate_raw(wanted));
            if (!larger) return nullptr;
            if (used) std::memcpy(larger, data(), used);
            if (memory_) rt.heap.free_raw(memory_, capacity_);
            memory_ = larger;
            capacity_ = wanted;
        } else {
            std::memcpy(memory_, data(), used);  // they do not overlap
        }
        begin_ = 0;
        end_ = used;
    }
    return memory_ + end_;
}

void ByteQueue::take(Runtime& rt, std::size_t bytes) {
    begin_ += bytes;
    if (begin_ != end_) return;
    begin_ = end_ = 0;
    if (capacity_ > kKept) clear(rt);
}

void ByteQueue::clear(Runtime& rt) {
    if (memory_) rt.heap.free_raw(memory_, capacity_);
    memory_ = nullptr;
    begin_ = end_ = capacity_ = 0;
}

// ---- BIOs

namespace {

/// What a BIO over memory works with; freed with the BIO.
struct MemoryEnd {
    Runtime& rt;
    MemoryBio* memory;
};

int read_memory(BIO* bio, char* out, int size) {
    auto* end = static_cast<MemoryEnd*>(BIO_get_data(bio));
    BIO_clear_retry_flags(bio);
    ByteQueue& bytes = end->memory->bytes;
    if (!bytes.size()) {
        if (end->memory->eof) return 0;
        BIO_set_retry_read(bio);
        return -1;
    }
    std::size_t count = std::min(bytes.size(), static_cast<std::size_t>(std::max(size, 0)));
    std::memcpy(out, bytes.data(), count);
    bytes.take(end->rt, count);
    return static_cast<int>(count);
}

int write_memory(BIO* bio, const char* data, int size) {
    auto* end = static_cast<MemoryEnd*>(BIO_get_data(bio));
    BIO_clear_retry_flags(bio);
    if (size <= 0) return 0;
    char* room = end->memory->bytes.room(end->rt, static_cast<std::size_t>(size));
    if (!room) {
        end->memory->out_of_memory = true;
        return -1;
    }
    std::memcpy(room, data, static_cast<std::size_t>(size));
    end->memory->bytes.added(static_cast<std::size_t>(size));
    return size;
}

long control_memory(BIO* bio, int command, long, void*) {
    MemoryBio* memory = static_cast<MemoryEnd*>(BIO_get_data(bio))->memory;
    switch (command) {
        case BIO_CTRL_FLUSH:
        case BIO_CTRL_DUP: return 1;
        case BIO_CTRL_EOF: return !memory->bytes.size() && memory->eof;
        case BIO_CTRL_PENDING:
        case BIO_CTRL_WPENDING: return static_cast<long>(memory->bytes.size());
        default: return 0;
    }
}

int free_memory_end(BIO* bio) {
    delete static_cast<MemoryEnd*>(BIO_get_data(bio));
    return 1;
}

/// The same for a socket.
struct SocketEnd {
    int* descriptor;
    bool eof = false;
};

template <auto transfer>
int on_socket(BIO* bio, auto* data, int size, int direction) {
    auto* end = static_cast<SocketEnd*>(BIO_get_data(bio));
    BIO_clear_retry_flags(bio);
    errno = 0;
    auto count = transfer(*end->descriptor, data, static_cast<std::size_t>(std::max(size, 0)), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) BIO_set_flags(bio, direction | BIO_FLAGS_SHOULD_RETRY);
    if (direction == BIO_FLAGS_READ && count == 0 && size > 0) end->eof = true;
    return static_cast<int>(count);
}

int read_socket(BIO* bio, char* out, int size) { return on_socket<::recv>(bio, out, size, BIO_FLAGS_READ); }
int write_socket(BIO* bio, const char* data, int size) { return on_socket<::send>(bio, data, size, BIO_FLAGS_WRITE); }

long control_socket(BIO* bio, int command, long, void*) {
    switch (command) {
        case BIO_CTRL_FLUSH:
        case BIO_CTRL_DUP: return 1;
        case BIO_CTRL_EOF: return static_cast<SocketEnd*>(BIO_get_data(bio))->eof;
        default: return 0;
    }
}

int free_socket_end(BIO* bio) {
    delete static_cast<SocketEnd*>(BIO_get_data(bio));
    return 1;
}

using Method = std::unique_ptr<BIO_METHOD, FreeWith<BIO_meth_free>>;
Method make_method(const char* name, int (*read)(BIO*, char*, int), int (*write)(BIO*, const char*, int), long (*control)(BIO*, int, long, void*),
                   int (*destroy)(BIO*)) {
    Method method(BIO_meth_new(BIO_TYPE_SOURCE_SINK, name));
    if (!method) return nullptr;
    BIO_meth_set_read(method.get(), read);
    BIO_meth_set_write(method.get(), write);
    BIO_meth_set_ctrl(method.get(), control);
    BIO_meth_set_destroy(method.get(), destroy);
    return method;
}

BIO* new_bio(const BIO_METHOD* method, void* data) {
    BIO* bio = method ? BIO_new(method) : nullptr;
    if (!bio) return nullptr;
    BIO_set_data(bio, data);
    BIO_set_init(bio, 1);
    return bio;
}

}  // namespace

BIO* bio_over(Runtime& rt, MemoryBio* memory) {
    // Tables of functions, which never change.
    static const Method method = make_method("memory", read_memory, write_memory, control_memory, free_memory_end);
    auto end = std::make_unique<MemoryEnd>(rt, memory);
    BIO* bio = new_bio(method.get(), end.get());
    if (bio) (void)end.release();
    return bio;
}

BIO* bio_over(int* descriptor) {
    static const Method method = make_method("socket", read_socket, write_socket, control_socket, free_socket_end);
    auto end = std::make_unique<SocketEnd>(descriptor);
    BIO* bio = new_bio(method.get(), end.get());
    if (bio) (void)end.release();
    return bio;
}

// ---- the object

namespace {

MemoryBio* self_of(Args args) { return args.self<MemoryBio>(); }

Result<Value> read(Runtime& rt, Args args) {
    ByteQueue& bytes = self_of(args)->bytes;
    int wanted = TRY(args.small_integer(1));
    std::size_t count = std::min<std::size_t>(bytes.size(), INT_MAX);
    if (wanted >= 0) count = std::min(count, static_cast<std::size_t>(wanted));
    TRY(rt.charge(static_cast<std::int64_t>(count / 64)));
    Value made = TRY(new_bytes(rt, {bytes.data(), count}));
    bytes.take(rt, count);
    return made;
}

Result<Value> write(Runtime& rt, Args args) {
    BufferGuard data(rt, args[1]);
    if (data.raised()) return Raised{};
    if (data.size() > INT_MAX) return rt.raise(OverflowError, "string longer than %d bytes", INT_MAX);
    MemoryBio* self = self_of(args);
    if (self->eof) return raise_ssl_text(rt, "cannot write() after write_eof()");
    TRY(rt.charge(static_cast<std::int64_t>(data.size() / 64)));
    if (data.size()) {
        char* room = self->bytes.room(rt, data.size());
        if (!room) return rt.raise_memory_error();
        std::memcpy(room, data.data(), data.size());
        self->bytes.added(data.size());
    }
    return rt.integer(static_cast<std::int64_t>(data.size()));
}

Result<Value> write_eof(Runtime&, Args args) {
    self_of(args)->eof = true;
    return View::none();
}

constexpr FunctionDef methods[] = {
    {"read(self, size=-1, /)", read, "Read up to size bytes from the memory BIO."},
    {"write(self, b, /)", write, "Writes the bytes b into the memory BIO: how many."},
    {"write_eof(self, /)", write_eof, "Write an EOF marker to the memory BIO."},
};

constexpr PropertyDef properties[] = {
    {"pending", [](Runtime& rt, View self) { return rt.integer(static_cast<std::int64_t>(self.as<MemoryBio>()->bytes.size())); }, nullptr,
     "The number of bytes pending in the memory BIO."},
    {"eof", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<MemoryBio>()->eof && !self.as<MemoryBio>()->bytes.size()); }, nullptr,
     "Whether the memory BIO is at EOF."},
};

Result<Value> construct(Runtime& rt, Type* type, Args) {
    auto* made = rt.allocate<MemoryBio>(type);
    if (!made) return rt.raise_memory_error();
    new (&made->bytes) ByteQueue();
    made->eof = made->out_of_memory = false;
    return Value::adopt(View(made));
}

}  // namespace

Result<Ref<MemoryBio>> new_memory_bio(Runtime& rt) {
    Type* type = TRY(native_type(rt, memory_bio_type));
    Value made = TRY(construct(rt, type, Args(rt, nullptr, 0, nullptr)));
    return Ref<MemoryBio>(made.as<MemoryBio>());
}

const TypeDef memory_bio_type{
    .name = "MemoryBIO",
    .module = "_ssl",
    .doc = "Bytes between a connection and whoever carries them.",
    .size = sizeof(MemoryBio),
    .construct_signature = "()",
    .construct_bound = construct,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<MemoryBio*>(object)->bytes.clear(rt);
                      rt.free_instance(object, sizeof(MemoryBio));
                  }},
    .methods = methods,
    .properties = properties,
};

}  // namespace ouro
