// SPDX-License-Identifier: MIT
// The module `fcntl`: what the system lets be done to descriptors, and locks on files. What the system writes goes to memory of ours or of
// a buffer that is large enough, never to an address that a script made up.
#include <fcntl.h>

#include <linux/fs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <time.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>

#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/threads.h"
#include "stdlib/c_numbers.h"
#include "stdlib/posix/posix.h"

namespace ouro {

namespace {

constexpr std::size_t kLongestText = 1024;
constexpr std::size_t kRoom = 1 << _IOC_SIZEBITS;  // no request of ioctl() says that it writes more

Result<int> result_of(Runtime& rt, int result, int error) {
    if (result < 0) return raise_os_error(rt, error);
    return result;
}

/// The low 32 bits of an int of any size.
Result<std::uint32_t> low_bits(Runtime& rt, View value) {
    Value low = TRY(binary(rt, BinaryOp::bit_and, TRY(index(rt, value)), View::small_int(0xffffffff)));
    return static_cast<std::uint32_t>(low.as_int());
}

/// What a str or bytes argument says to the system; nothing where it is neither, or is text that has no UTF-8.
std::optional<std::string_view> text_of(View value) {
    if (is_kind(value, Kind::bytes)) return value.as<Bytes>()->text();
    Str* text = as_str(value);
    if (!text || valid_utf8_prefix(text->text()) != text->size) return std::nullopt;
    return text->text();
}

/// Asks for a lock again and again, so that stops and other threads have their turn meanwhile.
template <typename Attempt>
Result<int> wait_for_lock(Runtime& rt, Attempt&& attempt) {
    timespec pause{0, 500'000};
    for (;;) {
        int result = attempt();
        if (result >= 0 || (errno != EWOULDBLOCK && errno != EINTR)) return result_of(rt, result, errno);
        if (errno != EINTR) {
            Unlocked unlocked(rt);
            ::nanosleep(&pause, nullptr);
            pause.tv_nsec = std::min(pause.tv_nsec * 2, 20'000'000L);
        }
        TRY(rt.check_stop());
    }
}

/// fcntl(2) with a number or an address.
template <typename Argument>
Result<int> control(Runtime& rt, int descriptor, int command, Argument argument) {
    // A lock that is waited for is tried for.
    int once = command == F_SETLKW ? F_SETLK : command == F_OFD_SETLKW ? F_OFD_SETLK : command;
    if (once != command) return wait_for_lock(rt, [&] { return ::fcntl(descriptor, once, argument); });
    int result = TRY(repeat(rt, [&] { return ::fcntl(descriptor, command, argument); }));
    return result_of(rt, result, errno);
}

/// Whether a command of fcntl() takes the address of something.
bool takes_address(int command) {
    switch (command) {
        case F_GETLK: case F_SETLK: case F_SETLKW: case F_OFD_GETLK: case F_OFD_SETLK: case F_OFD_SETLKW: case F_GETOWN_EX: case F_SETOWN_EX:
        case F_GET_RW_HINT: case F_SET_RW_HINT: case F_GET_FILE_RW_HINT: case F_SET_FILE_RW_HINT:
            return true;
        default: return false;
    }
}

Result<Value> fcntl_function(Runtime& rt, Args args) {
    int descriptor = TRY(descriptor_argument(rt, args[0])), command = TRY(args.small_integer(1));
    if (std::optional<std::string_view> text = text_of(args[2])) {
        if (text->size() > kLongestText) return rt.raise(ValueError, "fcntl string arg too long");
        char room[kLongestText + 1] = {};
        std::memcpy(room, text->data(), text->size());
        std::size_t size = text->size();
        TRY(control(rt, descriptor, command, static_cast<void*>(room)));
        return new_bytes(rt, {room, size});
    }
    auto number = static_cast<int>(TRY(low_bits(rt, args[2])));
    if (takes_address(command)) return raise_os_error(rt, EFAULT);
    return rt.integer(TRY(control(rt, descriptor, command, number)));
}

/// ioctl(2) without the VM's lock: some requests wait.
template <typename Argument>
Result<int> request(Runtime& rt, int descriptor, std::uint32_t number, Argument argument) {
    int result, error;
    {
        Unlocked unlocked(rt);
        result = ::ioctl(descriptor, number, argument);
        error = errno;
    }
    return result_of(rt, result, error);
}

/// Whether a request may write to the address that it is given: it says so, or it is one of those for terminals and networks that are older
/// than the saying.
bool may_write(std::uint32_t number) { return _IOC_DIR(number) & _IOC_READ || _IOC_TYPE(number) == 'T' || _IOC_TYPE(number) == 0x89; }

Result<Value> ioctl_function(Runtime& rt, Args args) {
    int descriptor = TRY(descriptor_argument(rt, args[0]));
    std::uint32_t number = TRY(low_bits(rt, args[1]));
    char room[kRoom] = {};
    std::optional<std::string_view> text = text_of(args[2]);
    if (!text && rt.type_of(args[2])->slots.get_buffer) {
        BufferGuard writable(rt, args[2], kWriteBuffer);
        if (!writable.raised() && TRY(args.truth(3))) {
            bool direct = writable.size() > kLongestText;
            if (direct && writable.size() < _IOC_SIZE(number)) return rt.raise(ValueError, "ioctl buffer is smaller than what the request writes");
            if (!direct) std::memcpy(room, writable.data(), writable.size());
            int result = TRY(request(rt, descriptor, number, static_cast<void*>(direct ? writable.data() : room)));
            if (!direct) std::memcpy(writable.data(), room, writable.size());
            return rt.integer(result);
        }
        if (writable.raised() && rt.stopping()) return Raised{};
        rt.pending = Value();
        BufferGuard bytes(rt, args[2]);
        if (!bytes.raised()) {
            if (bytes.size() > kLongestText) return rt.raise(ValueError, "ioctl string arg too long");
            std::memcpy(room, bytes.data(), bytes.size());
            TRY(request(rt, descriptor, number, static_cast<void*>(room)));
            return new_bytes(rt, {room, bytes.size()});
        }
        if (rt.stopping()) return Raised{};
        rt.pending = Value();
    }
    if (text) {
        if (text->size() > kLongestText) return rt.raise(ValueError, "ioctl string arg too long");
        std::memcpy(room, text->data(), text->size());
        TRY(request(rt, descriptor, number, static_cast<void*>(room)));
        return new_bytes(rt, {room, text->size()});
    }
    int argument = TRY(c_int(rt, args[2]));
    // Small numbers are no addresses.
    if (may_write(number) && (argument < 0 || argument > 0xffff)) return raise_os_error(rt, EFAULT);
    return rt.integer(TRY(request(rt, descriptor, number, argument)));
}

Result<Value> flock_function(Runtime& rt, Args args) {
    int descriptor = TRY(descriptor_argument(rt, args[0])), operation = TRY(args.small_integer(1));
    if (!(operation & LOCK_NB)) {
        TRY(wait_for_lock(rt, [&] { return ::flock(descriptor, operation | LOCK_NB); }));
        return View::none();
    }
    if (TRY(repeat(rt, [&] { return ::flock(descriptor, operation); })) < 0) return raise_os_error(rt, errno);
    return View::none();
}

Result<Value> lockf_function(Runtime& rt, Args args) {
    int descriptor = TRY(descriptor_argument(rt, args[0])), operation = TRY(args.small_integer(1));
    struct flock lock{};
    auto number = [&](std::size_t i) -> Result<std::int64_t> {
        std::int64_t n;
        if (!fits_int64(TRY(index(rt, args[i])), n)) return rt.raise(OverflowError, "Python int too large to convert to C long");
        return n;
    };
    int whence = TRY(args.small_integer(4));
    if (operation == LOCK_UN) lock.l_type = F_UNLCK;
    else if (operation & LOCK_SH) lock.l_type = F_RDLCK;
    else if (operation & LOCK_EX) lock.l_type = F_WRLCK;
    else return rt.raise(ValueError, "unrecognized lockf argument");
    lock.l_len = TRY(number(2));
    lock.l_start = TRY(number(3));
    lock.l_whence = static_cast<short>(whence);
    TRY(control(rt, descriptor, operation & LOCK_NB ? F_SETLK : F_SETLKW, &lock));
    return View::none();
}

constexpr FunctionDef functions[] = {
    {"fcntl(fd, cmd, arg=0, /)", fcntl_function, "fcntl(2): the number that it gives, or for a str or bytes argument what it made of it."},
    {"ioctl(fd, request, arg=0, mutate_flag=True, /)", ioctl_function,
     "ioctl(2): the number that it gives, which leaves what the system says in a buffer that can be written to; or for other bytes what it made of them."},
    {"flock(fd, operation, /)", flock_function, "flock(2): takes or gives up a lock on a whole file."},
    {"lockf(fd, cmd, len=0, start=0, whence=0, /)", lockf_function, "Takes or gives up a lock on a part of a file, by fcntl(2)."},
};

#define N(name) {#name, static_cast<std::int64_t>(name)},
constexpr NamedNumber kNumbers[] = {
    N(LOCK_SH) N(LOCK_EX) N(LOCK_NB) N(LOCK_UN) N(LOCK_MAND) N(LOCK_READ) N(LOCK_WRITE) N(LOCK_RW)
    N(F_DUPFD) N(F_DUPFD_CLOEXEC) N(F_GETFD) N(F_SETFD) N(F_GETFL) N(F_SETFL) N(F_GETLK) N(F_SETLK) N(F_SETLKW) N(F_OFD_GETLK) N(F_OFD_SETLK)
    N(F_OFD_SETLKW) N(F_GETOWN) N(F_SETOWN) N(F_GETSIG) N(F_SETSIG) N(F_RDLCK) N(F_WRLCK) N(F_UNLCK) N(F_GETLK64) N(F_SETLK64) N(F_SETLKW64)
    N(F_SETLEASE) N(F_GETLEASE) N(F_NOTIFY) N(F_EXLCK) N(F_SHLCK) N(F_ADD_SEALS) N(F_GET_SEALS) N(F_SEAL_SEAL) N(F_SEAL_SHRINK) N(F_SEAL_GROW)
    N(F_SEAL_WRITE) N(F_SEAL_FUTURE_WRITE) N(F_SETPIPE_SZ) N(F_GETPIPE_SZ) N(F_GETOWN_EX) N(F_SETOWN_EX) N(F_OWNER_TID) N(F_OWNER_PID)
    N(F_OWNER_PGRP) N(F_GET_RW_HINT) N(F_SET_RW_HINT) N(F_GET_FILE_RW_HINT) N(F_SET_FILE_RW_HINT) N(RWH_WRITE_LIFE_NOT_SET)
    N(RWH_WRITE_LIFE_NONE) N(RWH_WRITE_LIFE_SHORT) N(RWH_WRITE_LIFE_MEDIUM) N(RWH_WRITE_LIFE_LONG) N(RWH_WRITE_LIFE_EXTREME)
    N(FD_CLOEXEC) N(FASYNC) N(FICLONE) N(FICLONERANGE) N(DN_ACCESS) N(DN_MODIFY) N(DN_CREATE) N(DN_DELETE) N(DN_RENAME) N(DN_ATTRIB)
    {"DN_MULTISHOT", 0x80000000},
};
#undef N

Result<void> init(Runtime& rt, Module* module) { return add_numbers(rt, module, kNumbers); }

}  // namespace

extern const ModuleDef fcntl_module;
const ModuleDef fcntl_module{.name = "fcntl", .doc = "Control of descriptors, and locks on files.", .functions = functions, .init = init};

}  // namespace ouro
