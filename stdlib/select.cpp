// SPDX-License-Identifier: MIT
// The module `select`: waiting for descriptors by select(), poll objects and epoll objects. Each waits in slices without the VM's lock.
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <unistd.h>

#include <climits>
#include <cmath>
#include <vector>

#include "runtime/native/capability.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/threads.h"
#include "stdlib/owned_fields.h"
#include "stdlib/posix/posix.h"
#include "stdlib/socket/socket.h"

namespace ouro {

namespace {

constexpr double kSlice = 0.05;  // of waiting

/// A timeout in seconds times `unit`; negative: none.
Result<double> timeout_of(Runtime& rt, View value, double unit, const char* message) {
    if (value.is_none() || value.is_unbound()) return -1.0;
    Value number(value);
    if (!is_float(value)) {
        if (!is_integer(value) && !rt.type_of(value)->slots.index) return rt.raise(TypeError, "%s", message);
        number = TRY(index(rt, value));
    }
    double seconds = TRY(to_double(rt, number)) / unit;
    if (std::isnan(seconds)) return rt.raise(ValueError, "Invalid value NaN (not a number)");
    if (std::fabs(seconds) > 9223372036.0) return rt.raise(OverflowError, "timestamp out of range for platform time_t");
    return seconds;
}

/// Calls `wait(milliseconds)` until it finds something or the time is over; its last result.
template <typename Wait>
Result<int> wait_in_slices(Runtime& rt, double seconds, Wait&& wait) {
    WaitEnd end(seconds);
    for (;;) {
        double left = end.left();
        double slice = left < 0 || left > kSlice ? kSlice : left;
        int ready, error;
        if (slice == 0) {
            ready = wait(0);
            error = errno;
        } else {
            Unlocked unlocked(rt);
            ready = wait(static_cast<int>(std::ceil(slice * 1000)));
            error = errno;
        }
        TRY(rt.check_stop());
        if (ready < 0 && error != EINTR) return raise_os_error(rt, error);
        if (ready > 0 || end.passed()) return std::max(ready, 0);
    }
}

// ---- select()

struct Interest {
    Value object;
    int descriptor;
};

Result<Value> select_function(Runtime& rt, Args args) {
    double seconds = TRY(timeout_of(rt, args[3], 1, "timeout must be a float or None"));
    if (seconds < 0 && !args[3].is_none()) return rt.raise(ValueError, "timeout must be non-negative");
    constexpr short kEvents[] = {POLLIN, POLLOUT, POLLPRI};
    std::vector<Interest> wanted[3];
    std::vector<short> events(FD_SETSIZE, 0);
    for (int n = 0; n < 3; ++n) {
        Result<Ref<List>> items = list_from(rt, args[n]);
        if (items.raised()) {
            if (!rt.pending_is(TypeError)) return Raised{};
            rt.pending = Value();
            return rt.raise(TypeError, "arguments 1-3 must be sequences");
        }
        for (std::size_t i = 0; i < items.value()->size; ++i) {
            TRY(rt.charge(1));
            Value object = items.value()->items[i];
            int descriptor = TRY(descriptor_argument(rt, object));
            if (descriptor >= FD_SETSIZE) return rt.raise(ValueError, "filedescriptor out of range in select()");
            if (wanted[n].size() >= FD_SETSIZE) return rt.raise(ValueError, "too many file descriptors in select()");
            events[static_cast<std::size_t>(descriptor)] |= kEvents[n];
            wanted[n].push_back({std::move(object), descriptor});
        }
    }
    std::vector<pollfd> polled;
    std::vector<int> place(FD_SETSIZE, -1);
    for (int n = 0; n < FD_SETSIZE; ++n) {
        if (!events[static_cast<std::size_t>(n)]) continue;
        place[static_cast<std::size_t>(n)] = static_cast<int>(polled.size());
        polled.push_back({n, events[static_cast<std::size_t>(n)], 0});
    }
    TRY(wait_in_slices(rt, seconds, [&](int milliseconds) { return ::poll(polled.data(), polled.size(), milliseconds); }));
    for (const pollfd& each : polled)
        if (each.revents & POLLNVAL) return raise_os_error(rt, EBADF);
    constexpr short kReady[] = {POLLIN | POLLHUP | POLLERR, POLLOUT | POLLERR, POLLPRI};
    Ref<List> lists[3];
    for (int n = 0; n < 3; ++n) {
        lists[n] = TRY(new_list(rt));
        for (Interest& each : wanted[n]) {
            const pollfd& found = polled[static_cast<std::size_t>(place[static_cast<std::size_t>(each.descriptor)])];
            if (found.revents & kReady[n]) TRY(list_append(rt, lists[n].get(), each.object));
        }
    }
    Ref<Tuple> made = TRY(new_tuple(rt, {View(lists[0]), View(lists[1]), View(lists[2])}));
    return made;
}

// ---- poll objects

struct PollObject : Object {
    Value registered;  // dict: descriptor → events
    bool running;
    void each_field(auto&& visit) { visit(registered); }
};

Result<int> events_of(Runtime& rt, View value) {
    Value exact = TRY(index(rt, value));
    std::int64_t n;
    if (sign_of(exact) < 0) return rt.raise(ValueError, "value must be positive");
    if (!fits_int64(exact, n) || n > 0xffff) return rt.raise(OverflowError, "Python int too large for C unsigned short");
    return static_cast<int>(n);
}

Result<Value> poll_register(Runtime& rt, Args args) {
    int descriptor = TRY(descriptor_argument(rt, args[1])), events = TRY(events_of(rt, args[2]));
    TRY(dict_set(rt, args.self<PollObject>()->registered.as<Dict>(), View::small_int(descriptor), View::small_int(events)));
    return View::none();
}

Result<Value> poll_modify(Runtime& rt, Args args) {
    int descriptor = TRY(descriptor_argument(rt, args[1])), events = TRY(events_of(rt, args[2]));
    Dict* dict = args.self<PollObject>()->registered.as<Dict>();
    if (TRY(dict_get(rt, dict, View::small_int(descriptor))).is_unbound()) return raise_os_error(rt, ENOENT);
    TRY(dict_set(rt, dict, View::small_int(descriptor), View::small_int(events)));
    return View::none();
}

Result<Value> poll_unregister(Runtime& rt, Args args) {
    int descriptor = TRY(descriptor_argument(rt, args[1]));
    Value gone = TRY(dict_pop(rt, args.self<PollObject>()->registered.as<Dict>(), View::small_int(descriptor)));
    if (gone.is_unbound()) return rt.raise_value(KeyError, View::small_int(descriptor));
    return View::none();
}

Result<Value> poll_poll(Runtime& rt, Args args) {
    Ref<PollObject> self(args.self<PollObject>());
    double seconds = TRY(timeout_of(rt, args[1], 1000, "timeout must be an integer or None"));
    if (self->running) return rt.raise(RuntimeError, "concurrent poll() invocation");
    std::vector<pollfd> polled;
    Dict* dict = self->registered.as<Dict>();
    TRY(rt.charge(static_cast<std::int64_t>(dict->used)));
    for (auto* each = dict_first(dict); each; each = dict_next(dict, each))
        polled.push_back({static_cast<int>(each->key.as_int()), static_cast<short>(each->value.as_int()), 0});
    self->running = true;
    Result<int> ready = wait_in_slices(rt, seconds, [&](int milliseconds) { return ::poll(polled.data(), polled.size(), milliseconds); });
    self->running = false;
    if (ready.raised()) return Raised{};
    Ref<List> made = TRY(new_list(rt));
    for (const pollfd& each : polled) {
        if (!each.revents) continue;
        Ref<Tuple> pair = TRY(new_tuple(rt, {View::small_int(each.fd), View::small_int(each.revents & 0xffff)}));
        TRY(list_append(rt, made.get(), Value(std::move(pair))));
    }
    return made;
}

constexpr FunctionDef poll_methods[] = {
    {"register(self, fd, eventmask=7, /)", poll_register, "Register a file descriptor with the polling object."},
    {"modify(self, fd, eventmask, /)", poll_modify, "Modify an already registered file descriptor."},
    {"unregister(self, fd, /)", poll_unregister, "Remove a file descriptor being tracked by the polling object."},
    {"poll(self, timeout=None, /)", poll_poll, "Polls the set of registered file descriptors: a list of (fd, event) pairs. The timeout is in milliseconds."},
};

const TypeDef poll_type{
    .name = "poll",
    .module = "select",
    .doc = "A set of descriptors to wait for.",
    .size = sizeof(PollObject),
    .flags = Type::container | Type::disallow_construct,
    .slots = {.destroy = destroy_fields<PollObject>, .traverse = traverse_fields<PollObject>},
    .methods = poll_methods,
};

Result<Value> poll_function(Runtime& rt, Args) {
    Ref<PollObject> made = TRY(new_with_fields<PollObject>(rt, TRY(native_type(rt, poll_type))));
    made->registered = TRY(new_dict(rt));
    return made;
}

// ---- epoll objects

struct EpollObject : Object {
    int descriptor;  // -1: closed
};

Result<EpollObject*> open_epoll(Runtime& rt, View self) {
    auto* epoll = self.as<EpollObject>();
    if (epoll->descriptor < 0) return rt.raise(ValueError, "I/O operation on closed epoll object");
    return epoll;
}

Result<Value> epoll_over(Runtime& rt, Type* type, int descriptor) {
    auto* made = rt.allocate<EpollObject>(type, type->basic_size);
    if (!made) {
        ::close(descriptor);
        return rt.raise_memory_error();
    }
    made->descriptor = descriptor;
    return Value::adopt(View(made));
}

Result<Value> construct_epoll(Runtime& rt, Type* type, Args args) {
    int size = TRY(args.small_integer(1)), flags = TRY(args.small_integer(2));
    TRY(require(rt, Capability::network));
    if (size < -1 || size == 0) return rt.raise(ValueError, "negative sizehint");
    if (flags & ~EPOLL_CLOEXEC) return rt.raise(OSError, "invalid flags");
    int descriptor = ::epoll_create1(EPOLL_CLOEXEC);
    if (descriptor < 0) return raise_os_error(rt, errno);
    return epoll_over(rt, type, descriptor);
}

Result<Value> epoll_control(Runtime& rt, Args args, int operation) {
    EpollObject* self = TRY(open_epoll(rt, args[0]));
    int descriptor = TRY(descriptor_argument(rt, args[1]));
    epoll_event event{};
    if (operation != EPOLL_CTL_DEL) {
        std::int64_t events = TRY(args.integer(2));
        if (events < 0) return rt.raise(OverflowError, "can't convert negative value to unsigned int");
        event.events = static_cast<std::uint32_t>(events);
    }
    event.data.fd = descriptor;
    if (::epoll_ctl(self->descriptor, operation, descriptor, &event) < 0) return raise_os_error(rt, errno);
    return View::none();
}

Result<Value> epoll_poll(Runtime& rt, Args args) {
    EpollObject* self = TRY(open_epoll(rt, args[0]));
    double seconds = TRY(timeout_of(rt, args[1], 1, "timeout must be an integer or None"));
    int most = TRY(args.small_integer(2));
    if (most == -1) most = FD_SETSIZE - 1;
    if (most < 1) return rt.raise(ValueError, "maxevents must be greater than 0, got %d", most);
    most = std::min(most, 65536);
    TRY(rt.charge(most / 16));
    std::vector<epoll_event> events(static_cast<std::size_t>(most));
    int ready = TRY(wait_in_slices(rt, seconds, [&](int milliseconds) { return ::epoll_wait(self->descriptor, events.data(), most, milliseconds); }));
    Ref<List> made = TRY(new_list(rt));
    for (int n = 0; n < ready; ++n) {
        const epoll_event& each = events[static_cast<std::size_t>(n)];
        Ref<Tuple> pair = TRY(new_tuple(rt, {View::small_int(each.data.fd), View::small_int(each.events)}));
        TRY(list_append(rt, made.get(), Value(std::move(pair))));
    }
    return made;
}

Result<Value> epoll_close(Runtime& rt, Args args) {
    int descriptor = std::exchange(args.self<EpollObject>()->descriptor, -1);
    if (descriptor >= 0 && ::close(descriptor) < 0) return raise_os_error(rt, errno);
    return View::none();
}

constexpr FunctionDef epoll_methods[] = {
    {"fromfd(cls, fd, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         int descriptor = TRY(args.small_integer(1));
         TRY(require(rt, Capability::network));
         return epoll_over(rt, args[0].as<Type>(), descriptor);
     },
     "Create an epoll object from a given control fd.", FunctionDef::class_method},
    {"fileno(self)", [](Runtime& rt, Args args) -> Result<Value> { return rt.integer(TRY(open_epoll(rt, args[0]))->descriptor); }, "Return the epoll control file descriptor."},
    {"register(self, fd, eventmask=7)", [](Runtime& rt, Args args) { return epoll_control(rt, args, EPOLL_CTL_ADD); }, "Registers a new fd."},
    {"modify(self, fd, eventmask)", [](Runtime& rt, Args args) { return epoll_control(rt, args, EPOLL_CTL_MOD); }, "Modify event mask for a registered file descriptor."},
    {"unregister(self, fd)", [](Runtime& rt, Args args) { return epoll_control(rt, args, EPOLL_CTL_DEL); }, "Remove a registered file descriptor from the epoll object."},
    {"poll(self, timeout=None, maxevents=-1)", epoll_poll, "Wait for events on the epoll file descriptor: a list of (fd, events). The timeout is in seconds."},
    {"close(self)", epoll_close, "Close the epoll control file descriptor."},
    {"__enter__(self)", [](Runtime& rt, Args args) -> Result<Value> { return Value(View(TRY(open_epoll(rt, args[0])))); }, ""},
    {"__exit__(self, exc_type=None, exc_value=None, exc_tb=None, /)", epoll_close, ""},
};

constexpr PropertyDef epoll_properties[] = {
    {"closed", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<EpollObject>()->descriptor < 0); }, nullptr, "True if the epoll handler is closed"},
};

const TypeDef epoll_type{
    .name = "epoll",
    .module = "select",
    .doc = "An epolling object.",
    .size = sizeof(EpollObject),
    .flags = Type::base_type,
    .construct_signature = "(sizehint=-1, flags=0)",
    .construct_bound = construct_epoll,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      if (int descriptor = static_cast<EpollObject*>(object)->descriptor; descriptor >= 0) ::close(descriptor);
                      rt.free_instance(object, object->type()->basic_size);
                  }},
    .methods = epoll_methods,
    .properties = epoll_properties,
};

constexpr FunctionDef functions[] = {
    {"select(rlist, wlist, xlist, timeout=None, /)", select_function, "Wait until one or more file descriptors are ready for some kind of I/O."},
    {"poll()", poll_function, "Returns a polling object."},
};

#define NUMBER(name) {#name, [](Runtime& rt) { return rt.integer(static_cast<std::int64_t>(static_cast<std::uint32_t>(name))); }}
constexpr ConstantDef constants[] = {
    NUMBER(POLLIN), NUMBER(POLLPRI), NUMBER(POLLOUT), NUMBER(POLLERR), NUMBER(POLLHUP), NUMBER(POLLNVAL), NUMBER(POLLRDNORM), NUMBER(POLLRDBAND),
    NUMBER(POLLWRNORM), NUMBER(POLLWRBAND), NUMBER(POLLMSG), NUMBER(POLLRDHUP), NUMBER(EPOLLIN), NUMBER(EPOLLOUT), NUMBER(EPOLLPRI), NUMBER(EPOLLERR),
    NUMBER(EPOLLHUP), NUMBER(EPOLLRDHUP), NUMBER(EPOLLET), NUMBER(EPOLLONESHOT), NUMBER(EPOLLEXCLUSIVE), NUMBER(EPOLLRDNORM), NUMBER(EPOLLRDBAND),
    NUMBER(EPOLLWRNORM), NUMBER(EPOLLWRBAND), NUMBER(EPOLLMSG), NUMBER(EPOLL_CLOEXEC), {"PIPE_BUF", [](Runtime& rt) { return rt.integer(4096); }},
    {"error", [](Runtime& rt) -> Result<Value> { return Value(View(static_cast<const Object*>(rt.exceptions[OSError]))); }},
};
#undef NUMBER

const TypeDef* const types[] = {&epoll_type};

}  // namespace

extern const ModuleDef select_module;
const ModuleDef select_module{
    .name = "select", .doc = "Waiting for descriptors to become ready.", .functions = functions, .constants = constants, .types = types};

}  // namespace ouro
