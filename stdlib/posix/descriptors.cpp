// SPDX-License-Identifier: MIT
// posix: files by their descriptors.
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>

#include "runtime/objects/buffer.h"
#include "runtime/objects/number.h"
#include "stdlib/posix/posix.h"

namespace ouro {

namespace {

Result<Value> open(Runtime& rt, Args args) {
    PathArgument path = TRY(path_argument(rt, args[0], "open: path"));
    int flags = TRY(args.small_integer(1)), mode = TRY(args.small_integer(2)), folder = TRY(folder_argument(rt, args[3]));
    int descriptor = TRY(open_waiting(rt, folder, path.path, flags | O_CLOEXEC, static_cast<mode_t>(mode)));
    if (descriptor < 0) return raise_os_error_with(rt, errno, path.object);
    return rt.integer(descriptor);
}

Result<Value> close(Runtime& rt, Args args) {
    int descriptor = TRY(descriptor_argument(rt, args[0]));
    // EINTR: the descriptor is closed all the same.
    if (::close(descriptor) < 0 && errno != EINTR) return raise_os_error(rt, errno);
    return View::none();
}

Result<Value> closerange(Runtime&, Args args) {
    int low = TRY(args.small_integer(0)), high = TRY(args.small_integer(1));
    for (int n = low; n < high && n < 65536; ++n) ::close(n);
    return View::none();
}

Result<Value> read(Runtime& rt, Args args) {
    int descriptor = TRY(descriptor_argument(rt, args[0]));
    std::int64_t size = TRY(args.integer(1));
    if (size < 0) return raise_os_error(rt, EINVAL);
    Ref<Bytes> bytes = TRY(new_bytes_uninitialized(rt, static_cast<std::size_t>(size)));
    std::ptrdiff_t got = TRY(read_waiting(rt, descriptor, bytes->data, bytes->size));
    if (got < 0) return raise_os_error(rt, errno);
    if (got == size) return bytes;
    return new_bytes(rt, std::string_view(bytes->data, static_cast<std::size_t>(got)));
}

Result<Value> pread(Runtime& rt, Args args) {
    int descriptor = TRY(descriptor_argument(rt, args[0]));
    std::int64_t size = TRY(args.integer(1)), offset = TRY(args.integer(2));
    if (size < 0) return raise_os_error(rt, EINVAL);
    Ref<Bytes> bytes = TRY(new_bytes_uninitialized(rt, static_cast<std::size_t>(size)));
    ssize_t got = TRY(repeat(rt, [&] { return ::pread(descriptor, bytes->data, bytes->size, offset); }));
    if (got < 0) return raise_os_error(rt, errno);
    return new_bytes(rt, std::string_view(bytes->data, static_cast<std::size_t>(got)));
}

Result<Value> write(Runtime& rt, Args args) {
    int descriptor = TRY(descriptor_argument(rt, args[0]));
    BufferGuard bytes(rt, args[1]);
    if (bytes.raised()) return Raised{};
    std::ptrdiff_t done = TRY(write_waiting(rt, descriptor, bytes.text()));
    if (done < 0) return raise_os_error(rt, errno);
    return rt.integer(done);
}

Result<Value> pwrite(Runtime& rt, Args args) {
    int descriptor = TRY(descriptor_argument(rt, args[0]));
    BufferGuard bytes(rt, args[1]);
    if (bytes.raised()) return Raised{};
    std::int64_t offset = TRY(args.integer(2));
    ssize_t done = TRY(repeat(rt, [&] { return ::pwrite(descriptor, bytes.data(), bytes.size(), offset); }));
    if (done < 0) return raise_os_error(rt, errno);
    return rt.integer(done);
}

Result<Value> vectors(Runtime& rt, Args args, bool writes) {
    int descriptor = TRY(descriptor_argument(rt, args[0]));
    Ref<List> items = TRY(list_from(rt, args[1]));
    std::vector<std::unique_ptr<BufferGuard>> guards;
    std::vector<iovec> pieces;
    for (const Value& each : items->view()) {
        guards.push_back(std::make_unique<BufferGuard>(rt, each, writes ? kReadBuffer : kWriteBuffer));
        if (guards.back()->raised()) return Raised{};
        pieces.push_back({guards.back()->data(), guards.back()->size()});
    }
    TRY(wait_until_ready(rt, descriptor, writes ? POLLOUT : POLLIN));
    ssize_t done = TRY(repeat(rt, [&] { return writes ? ::writev(descriptor, pieces.data(), static_cast<int>(pieces.size())) : ::readv(descriptor, pieces.data(), static_cast<int>(pieces.size())); }));
    if (done < 0) return raise_os_error(rt, errno);
    return rt.integer(done);
}

Result<Value> sendfile(Runtime& rt, Args args) {
    int out = TRY(descriptor_argument(rt, args[0])), in = TRY(descriptor_argument(rt, args[1]));
    std::int64_t count = TRY(args.integer(3));
    off_t offset = args[2].is_none() ? 0 : TRY(args.integer(2));
    TRY(wait_until_ready(rt, out, POLLOUT));
    ssize_t done = TRY(repeat(rt, [&] { return ::sendfile(out, in, args[2].is_none() ? nullptr : &offset, static_cast<std::size_t>(count)); }));
    if (done < 0) return raise_os_error(rt, errno);
    return rt.integer(done);
}

Result<Value> lseek(Runtime& rt, Args args) {
    int descriptor = TRY(args.small_integer(0));
    std::int64_t offset = TRY(args.integer(1));
    int whence = TRY(args.small_integer(2));
    off_t at = ::lseek(descriptor, offset, whence);
    if (at < 0) return raise_os_error(rt, errno);
    return rt.integer(at);
}

Result<Value> dup(Runtime& rt, Args args) {
    int made = ::fcntl(TRY(args.small_integer(0)), F_DUPFD_CLOEXEC, 0);
    if (made < 0) return raise_os_error(rt, errno);
    return rt.integer(made);
}

Result<Value> dup2(Runtime& rt, Args args) {
    int from = TRY(args.small_integer(0)), to = TRY(args.small_integer(1));
    bool inheritable = TRY(args.truth(2));
    int made = TRY(repeat(rt, [&] { return inheritable || from == to ? ::dup2(from, to) : ::dup3(from, to, O_CLOEXEC); }));
    if (made < 0) return raise_os_error(rt, errno);
    return rt.integer(made);
}

Result<Value> pipe_with(Runtime& rt, int flags) {
    int ends[2];
    if (::pipe2(ends, flags) < 0) return raise_os_error(rt, errno);
    Ref<Tuple> made = TRY(new_tuple(rt, {View::small_int(ends[0]), View::small_int(ends[1])}));
    return made;
}

Result<Value> get_inheritable(Runtime& rt, Args args) {
    int flags = ::fcntl(TRY(args.small_integer(0)), F_GETFD);
    if (flags < 0) return raise_os_error(rt, errno);
    return View::boolean(!(flags & FD_CLOEXEC));
}

Result<Value> set_inheritable(Runtime& rt, Args args) {
    int descriptor = TRY(args.small_integer(0)), flags = ::fcntl(descriptor, F_GETFD);
    if (flags < 0) return raise_os_error(rt, errno);
    return done(rt, ::fcntl(descriptor, F_SETFD, TRY(args.truth(1)) ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC));
}

Result<Value> get_blocking(Runtime& rt, Args args) {
    int flags = ::fcntl(TRY(args.small_integer(0)), F_GETFL);
    if (flags < 0) return raise_os_error(rt, errno);
    return View::boolean(!(flags & O_NONBLOCK));
}

Result<Value> set_blocking(Runtime& rt, Args args) {
    int descriptor = TRY(args.small_integer(0)), flags = ::fcntl(descriptor, F_GETFL);
    if (flags < 0) return raise_os_error(rt, errno);
    return done(rt, ::fcntl(descriptor, F_SETFL, TRY(args.truth(1)) ? flags & ~O_NONBLOCK : flags | O_NONBLOCK));
}

constexpr FunctionDef functions[] = {
    {"open(path, flags, mode=511, *, dir_fd=None)", open, "Open a file for low level IO.  Returns a file descriptor (integer)."},
    {"close(fd)", close, "Close a file descriptor."},
    {"closerange(fd_low, fd_high, /)", closerange, "Closes all file descriptors in [fd_low, fd_high), ignoring errors."},
    {"read(fd, length, /)", read, "Read from a file descriptor.  Returns a bytes object."},
    {"pread(fd, length, offset, /)", pread, "Read a number of bytes from a file descriptor starting at a particular offset."},
    {"write(fd, data, /)", write, "Write a bytes object to a file descriptor."},
    {"pwrite(fd, buffer, offset, /)", pwrite, "Write bytes to a file descriptor starting at a particular offset."},
    {"readv(fd, buffers, /)", [](Runtime& rt, Args a) { return vectors(rt, a, false); }, "Read from a file descriptor fd into an iterable of buffers."},
    {"writev(fd, buffers, /)", [](Runtime& rt, Args a) { return vectors(rt, a, true); }, "Iterate over buffers, and write the contents of each to a file descriptor."},
    {"sendfile(out_fd, in_fd, offset, count)", sendfile, "Copy count bytes from file descriptor in_fd to file descriptor out_fd."},
    {"lseek(fd, position, whence, /)", lseek, "Set the position of a file descriptor.  Return the new position."},
    {"dup(fd, /)", dup, "Return a duplicate of a file descriptor."},
    {"dup2(fd, fd2, inheritable=True)", dup2, "Duplicate file descriptor."},
    {"pipe()", [](Runtime& rt, Args) { return pipe_with(rt, O_CLOEXEC); }, "Create a pipe."},
    {"pipe2(flags, /)", [](Runtime& rt, Args a) -> Result<Value> { return pipe_with(rt, TRY(a.small_integer(0))); }, "Create a pipe with flags set atomically."},
    {"ftruncate(fd, length, /)", [](Runtime& rt, Args a) -> Result<Value> { int fd = TRY(a.small_integer(0)); off_t size = TRY(a.integer(1)); return done(rt, TRY(repeat(rt, [&] { return ::ftruncate(fd, size); }))); }, "Truncate a file, specified by file descriptor, to a specific length."},
    {"fsync(fd)", [](Runtime& rt, Args a) -> Result<Value> { int fd = TRY(descriptor_argument(rt, a[0])); return done(rt, TRY(repeat(rt, [&] { return ::fsync(fd); }))); }, "Force write of fd to disk."},
    {"fdatasync(fd)", [](Runtime& rt, Args a) -> Result<Value> { int fd = TRY(descriptor_argument(rt, a[0])); return done(rt, TRY(repeat(rt, [&] { return ::fdatasync(fd); }))); }, "Force write of fd to disk without forcing update of metadata."},
    {"isatty(fd, /)", [](Runtime&, Args a) -> Result<Value> { return View::boolean(::isatty(TRY(a.small_integer(0)))); }, "Return True if the fd is connected to a terminal."},
    {"get_inheritable(fd, /)", get_inheritable, "Get the close-on-exe flag of the specified file descriptor."},
    {"set_inheritable(fd, inheritable, /)", set_inheritable, "Set the inheritable flag of the specified file descriptor."},
    {"get_blocking(fd, /)", get_blocking, "Get the blocking mode of the file descriptor."},
    {"set_blocking(fd, blocking, /)", set_blocking, "Set the blocking mode of the specified file descriptor."},
    {"device_encoding(fd)", [](Runtime& rt, Args a) -> Result<Value> { return ::isatty(TRY(a.small_integer(0))) ? rt.str("UTF-8") : Result<Value>(View::none()); }, "Return a string describing the encoding of a terminal's file descriptor."},
};

}  // namespace

const std::span<const FunctionDef> posix_descriptor_functions = functions;

}  // namespace ouro
