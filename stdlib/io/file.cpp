// SPDX-License-Identifier: MIT
// FileIO: a raw stream over a file descriptor.
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "runtime/blocking.h"
#include "runtime/native/capability.h"
#include "runtime/native/native_base.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/io/io.h"
#include "stdlib/io/streams.h"
#include "stdlib/system_text.h"

namespace ouro {

namespace {

FileIO* self_of(View v) { return v.as<FileIO>(); }

Raised raise_closed_file(Runtime& rt) { return rt.raise(ValueError, "I/O operation on closed file"); }

Raised raise_mode(Runtime& rt, const char* action) { return raise_unsupported(rt, (std::string("File not open for ") + action).c_str()); }

const char* mode_of(const FileIO* file) {
    if (file->created) return file->readable ? "xb+" : "xb";
    if (file->appending) return file->readable ? "ab+" : "ab";
    if (file->readable) return file->writable ? "rb+" : "rb";
    return "wb";
}

Result<Value> construct(Runtime& rt, Type* type, const Arguments&) {
    auto* made = rt.allocate<FileIO>(type, type->basic_size);
    if (!made) return rt.raise_memory_error();
    made->descriptor = -1;
    made->created = made->readable = made->writable = made->appending = made->finalizing = made->output = false;
    made->close_descriptor = true;
    made->seekable = -1;
    return Value::adopt(View(made));
}

Result<void> close_descriptor(Runtime& rt, FileIO* file) {
    if (file->descriptor < 0) return {};
    int descriptor = std::exchange(file->descriptor, -1);
    // The descriptor is gone even where close() says EINTR.
    if (::close(descriptor) < 0 && errno != EINTR) return raise_os_error(rt, errno);
    return {};
}

/// Reads a mode: flags for open(2), and what the file may be used for.
Result<int> read_mode(Runtime& rt, FileIO* file, std::string_view mode) {
    int flags = 0;
    bool chosen = false, plus = false;
    auto wrong = [&] { return rt.raise(ValueError, "Must have exactly one of create/read/write/append mode and at most one plus"); };
    for (char c : mode) {
        switch (c) {
            case 'x':
                if (chosen) return wrong();
                chosen = file->created = file->writable = true;
                flags |= O_EXCL | O_CREAT;
                break;
            case 'r':
                if (chosen) return wrong();
                chosen = file->readable = true;
                break;
            case 'w':
                if (chosen) return wrong();
                chosen = file->writable = true;
                flags |= O_CREAT | O_TRUNC;
                break;
            case 'a':
                if (chosen) return wrong();
                chosen = file->writable = file->appending = true;
                flags |= O_APPEND | O_CREAT;
                break;
            case 'b': break;
            case '+':
                if (plus) return wrong();
                file->readable = file->writable = true;
                plus = true;
                break;
            default: return rt.raise(ValueError, "invalid mode: %s", std::string(mode).c_str());
        }
    }
    if (!chosen) return wrong();
    return flags | O_CLOEXEC | (file->readable && file->writable ? O_RDWR : file->readable ? O_RDONLY : O_WRONLY);
}

Result<void> initialize(Runtime& rt, View self, View name, std::string_view mode, bool closes, View opener) {
    FileIO* file = self_of(self);
    Value held_name(name);
    TRY(require(rt, Capability::files));
    if (file->descriptor >= 0) {
        // __init__ called again on an open file.
        if (file->close_descriptor) TRY(close_descriptor(rt, file));
        else file->descriptor = -1;
    }
    file->created = file->readable = file->writable = file->appending = false;
    file->seekable = -1;
    bool given = false;
    int descriptor = -1;
    std::string path;
    if (is_float(name)) return rt.raise(TypeError, "expected str, bytes or os.PathLike object, not float");
    if (is_integer(name) || (!is_kind(name, Kind::str) && !is_kind(name, Kind::bytes) && rt.type_of(name)->slots.index)) {
        if (name.is_bool()) TRY(rt.hooks.warn(rt, RuntimeWarning, TRY(rt.str("bool is used as a file descriptor")), 1, View()));
        Value exact = TRY(index(rt, name));
        std::int64_t n;
        if (!fits_int64(exact, n) || n > INT32_MAX || n < INT32_MIN) return rt.raise(OverflowError, "Python int too large to convert to C int");
        if (n < 0) return rt.raise(ValueError, "negative file descriptor");
        descriptor = static_cast<int>(n);
        given = true;
    }
    int flags = TRY(read_mode(rt, file, mode));
    if (!given) {
        Result<PathArgument> argument = path_argument(rt, name, "path");
        if (argument.raised()) {
            if (rt.pending_is(TypeError) && lookup_on_type(rt.type_of(name), rt.names.fspath_).is_unbound()) {
                rt.pending = Value();
                return rt.raise(TypeError, "expected str, bytes or os.PathLike object, not %s", type_name(rt, name));
            }
            return Raised{};
        }
        path = argument.value().path;
    }
    // What is shown as the file's name is what was given, PathLike objects as they are.
    bool own = !given;
    if (given) {
        file->descriptor = descriptor;
        file->close_descriptor = closes;
    } else {
        if (!closes) return rt.raise(ValueError, "Cannot use closefd=False with file name");
        file->close_descriptor = true;
        if (opener.is_none()) {
            descriptor = TRY(open_waiting(rt, AT_FDCWD, path, flags, 0666));
            if (descriptor < 0) return raise_os_error_with(rt, errno, held_name);
        } else {
            Value held_opener(opener);
            Value answer = TRY(call(rt, held_opener, {held_name, View::small_int(flags)}));
            if (!is_integer(answer)) return rt.raise(TypeError, "expected integer from opener");
            std::int64_t n;
            if (!fits_int64(answer, n) || n > INT32_MAX || n < INT32_MIN) return rt.raise(OverflowError, "Python int too large to convert to C int");
            if (n < 0) return rt.raise(ValueError, "opener returned %lld", static_cast<long long>(n));
            descriptor = static_cast<int>(n);
            ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
        }
        file->descriptor = descriptor;
    }
    auto finish = [&]() -> Result<void> {
        struct stat status;
        file->waits = true;
        if (::fstat(descriptor, &status) < 0) {
            if (errno == EBADF) return raise_os_error_with(rt, EBADF, given ? View() : View(held_name));
        } else if (S_ISDIR(status.st_mode)) {
            return raise_os_error_with(rt, EISDIR, held_name);
        } else {
            file->waits = !S_ISREG(status.st_mode);
        }
        TRY(set_attribute(rt, self, rt.names.name, held_name));
        if (file->appending && ::lseek(descriptor, 0, SEEK_END) < 0 && errno != ESPIPE) return raise_os_error(rt, errno);
        return {};
    };
    Result<void> done = finish();
    if (done.raised()) {
        // A descriptor that the caller gave stays his.
        if (own) {
            Value pending = std::move(rt.pending);
            (void)close_descriptor(rt, file);
            rt.pending = std::move(pending);
        } else {
            file->descriptor = -1;
        }
        return Raised{};
    }
    return {};
}

Result<void> init(Runtime& rt, View self, const Arguments& arguments) {
    Value values[4];
    TRY(bind_init(rt, "FileIO(file, mode='r', closefd=True, opener=None)", arguments, values));
    Str* mode = as_str(values[1]);
    if (!mode) return rt.raise(TypeError, "FileIO() argument 'mode' must be str, not %s", type_name(rt, values[1]));
    bool closes = TRY(truth(rt, values[2]));
    return initialize(rt, self, values[0], mode->text(), closes, values[3]);
}

}  // namespace

Result<Value> open_file(Runtime& rt, View file, std::string_view mode, bool closes, View opener) {
    Value made = TRY(construct(rt, TRY(native_type(rt, file_io_type)), {}));
    TRY(initialize(rt, made, file, mode, closes, opener));
    return made;
}

Result<Value> file_over(Runtime& rt, int descriptor, bool readable, bool output) {
    Value made = TRY(construct(rt, TRY(native_type(rt, file_io_type)), {}));
    FileIO* file = self_of(made);
    file->descriptor = descriptor;
    file->close_descriptor = false;
    file->readable = readable;
    file->writable = !readable;
    file->waits = true;
    file->output = output;
    TRY(set_attribute(rt, made, rt.names.name, View::small_int(descriptor)));
    return made;
}

// ---- reading, writing, seeking

Result<std::ptrdiff_t> file_read(Runtime& rt, FileIO* file, char* data, std::size_t size) {
    if (file->descriptor < 0) return raise_closed_file(rt);
    if (!file->readable) return raise_mode(rt, "reading");
    if (file->waits) {
        TRY(wait_until_ready(rt, file->descriptor, POLLIN));
        if (file->descriptor < 0) return raise_closed_file(rt);  // meanwhile
    }
    int descriptor = file->descriptor;
    ssize_t got = TRY(repeat(rt, [&] { return ::read(descriptor, data, std::min(size, static_cast<std::size_t>(SSIZE_MAX))); }));
    if (got >= 0) return got;
    if (errno == EAGAIN) return kWouldBlock;
    return raise_os_error(rt, errno);
}

Result<std::ptrdiff_t> file_write(Runtime& rt, FileIO* file, std::string_view bytes) {
    if (file->descriptor < 0) return raise_closed_file(rt);
    if (!file->writable) return raise_mode(rt, "writing");
    if (file->output) {
        TRY(write_output(rt, file->descriptor, bytes));
        return static_cast<std::ptrdiff_t>(bytes.size());
    }
    int descriptor = file->descriptor;
    std::ptrdiff_t done = file->waits ? TRY(write_waiting(rt, descriptor, bytes))
                                      : TRY(repeat(rt, [&] { return ::write(descriptor, bytes.data(), std::min(bytes.size(), static_cast<std::size_t>(SSIZE_MAX))); }));
    if (done >= 0) return done;
    if (errno == EAGAIN) return kWouldBlock;
    return raise_os_error(rt, errno);
}

Result<std::int64_t> file_seek(Runtime& rt, FileIO* file, std::int64_t offset, int whence) {
    if (file->descriptor < 0) return raise_closed_file(rt);
    off_t at = ::lseek(file->descriptor, offset, whence);
    if (file->seekable < 0) file->seekable = at >= 0;
    if (at < 0) return raise_os_error(rt, errno);
    return static_cast<std::int64_t>(at);
}

Result<Value> file_read_all(Runtime& rt, FileIO* file) {
    if (file->descriptor < 0) return raise_closed_file(rt);
    if (!file->readable) return raise_mode(rt, "reading");
    // A plain file says how much there is; one byte more finds its end without another round.
    std::size_t expected = kDefaultBufferSize;
    struct stat status;
    if (::fstat(file->descriptor, &status) == 0 && S_ISREG(status.st_mode)) {
        off_t at = ::lseek(file->descriptor, 0, SEEK_CUR);
        if (at >= 0 && status.st_size >= at) expected = static_cast<std::size_t>(status.st_size - at) + 1;
    }
    ByteBuffer all;
    auto read = [&]() -> Result<Value> {
        for (;;) {
            if (all.size() >= expected) expected = all.size() + std::max<std::size_t>(kDefaultBufferSize, all.size() / 2);
            TRY(all.reserve(rt, expected));
            TRY(rt.charge(1 + static_cast<std::int64_t>((expected - all.size()) / 64)));
            std::ptrdiff_t got = TRY(file_read(rt, file, all.data() + all.size(), expected - all.size()));
            if (got == kWouldBlock) {
                if (!all.size()) return View::none();
                break;
            }
            if (!got) break;
            all.set_size(all.size() + static_cast<std::size_t>(got));
        }
        return new_bytes(rt, all.text());
    };
    Result<Value> made = read();
    all.free(rt);
    return made;
}

namespace {

Result<Value> read(Runtime& rt, Args args) {
    FileIO* file = args.self<FileIO>();
    if (file->descriptor < 0) return raise_closed_file(rt);
    if (!file->readable) return raise_mode(rt, "reading");
    std::ptrdiff_t size = TRY(size_or_none(rt, args[1]));
    if (size < 0) return file_read_all(rt, file);
    Ref<Bytes> bytes = TRY(new_bytes_uninitialized(rt, static_cast<std::size_t>(size)));
    std::ptrdiff_t got = TRY(file_read(rt, file, bytes->data, bytes->size));
    if (got == kWouldBlock) return View::none();
    if (got == size) return bytes;
    return new_bytes(rt, std::string_view(bytes->data, static_cast<std::size_t>(got)));
}

Result<Value> read_into(Runtime& rt, Args args) {
    FileIO* file = args.self<FileIO>();
    if (file->descriptor < 0) return raise_closed_file(rt);
    if (!file->readable) return raise_mode(rt, "reading");
    WritableArgument target(rt, args[1], "readinto");
    if (target.raised()) return Raised{};
    std::ptrdiff_t got = TRY(file_read(rt, file, target.data(), target.size()));
    if (got == kWouldBlock) return View::none();
    return rt.integer(got);
}

Result<Value> write(Runtime& rt, Args args) {
    FileIO* file = args.self<FileIO>();
    if (file->descriptor < 0) return raise_closed_file(rt);
    if (!file->writable) return raise_mode(rt, "writing");
    BufferGuard bytes(rt, args[1]);
    if (bytes.raised()) return Raised{};
    std::ptrdiff_t done = TRY(file_write(rt, file, bytes.text()));
    if (done == kWouldBlock) return View::none();
    return rt.integer(done);
}

Result<Value> seek(Runtime& rt, Args args) {
    FileIO* file = args.self<FileIO>();
    if (file->descriptor < 0) return raise_closed_file(rt);
    if (is_float(args[1])) return rt.raise(TypeError, "an integer is required");
    std::int64_t offset = TRY(args.integer(1));
    int whence = TRY(args.small_integer(2));
    return rt.integer(TRY(file_seek(rt, file, offset, whence)));
}

Result<Value> truncate(Runtime& rt, Args args) {
    FileIO* file = args.self<FileIO>();
    if (file->descriptor < 0) return raise_closed_file(rt);
    if (!file->writable) return raise_mode(rt, "writing");
    std::int64_t size = args[1].is_none() ? TRY(file_seek(rt, file, 0, SEEK_CUR)) : TRY(args.integer(1));
    int descriptor = file->descriptor;
    if (TRY(repeat(rt, [&] { return ::ftruncate(descriptor, size); })) < 0) return raise_os_error(rt, errno);
    return rt.integer(size);
}

Result<Value> close(Runtime& rt, Args args) {
    View self = args[0];
    FileIO* file = self_of(self);
    auto base = [&]() -> Result<void> {
        // _IOBase.close(): flushes and marks the stream closed.
        Type* type = TRY(native_type(rt, io_base_type));
        Value method = TRY(get_attribute(rt, View(type), rt.names.close));
        TRY(call(rt, method, {self}));
        return {};
    };
    if (!file->close_descriptor) {
        TRY(run_both(rt, base, [&]() -> Result<void> {
            file->descriptor = -1;
            return {};
        }));
        return View::none();
    }
    auto warn = [&]() -> Result<void> {
        if (!file->finalizing || file->descriptor < 0) return {};
        TRY(call_method(rt, self, rt.names.dealloc_warn, {self}));
        return {};
    };
    TRY(run_both(rt, base, [&]() -> Result<void> {
        if (warn().raised() && !rt.stopping()) rt.report_unraisable(self);
        return close_descriptor(rt, file);
    }));
    return View::none();
}

Result<Value> dealloc_warn(Runtime& rt, Args args) {
    FileIO* file = args.self<FileIO>();
    if (file->descriptor < 0 || !file->close_descriptor || rt.stopping()) return View::none();
    Ref<Str> shown = TRY(repr(rt, args[1]));
    Value message = TRY(rt.str("unclosed file " + std::string(shown->text())));
    if (rt.hooks.warn(rt, ResourceWarning, message, 1, args[1]).raised()) {
        if (rt.stopping()) return Raised{};
        if (rt.pending_is(Warning)) rt.report_unraisable(args[0]);
        else rt.pending = Value();
    }
    return View::none();
}

Result<Value> seekable(Runtime& rt, Args args) {
    FileIO* file = args.self<FileIO>();
    if (file->descriptor < 0) return raise_closed_file(rt);
    if (file->seekable < 0) file->seekable = ::lseek(file->descriptor, 0, SEEK_CUR) >= 0;
    return View::boolean(file->seekable);
}

template <bool FileIO::*member>
Result<Value> able(Runtime& rt, Args args) {
    FileIO* file = args.self<FileIO>();
    if (file->descriptor < 0) return raise_closed_file(rt);
    return View::boolean(file->*member);
}

constexpr FunctionDef methods[] = {
    {"read(self, size=-1, /)", read, "Read at most size bytes, returned as bytes."},
    {"readall(self, /)", [](Runtime& rt, Args a) { return file_read_all(rt, a.self<FileIO>()); }, "Read all data from the file, returned as bytes."},
    {"readinto(self, buffer, /)", read_into, "Same as RawIOBase.readinto()."},
    {"write(self, b, /)", write, "Write buffer b to file, return number of bytes written."},
    {"seek(self, pos, whence=0, /)", seek, "Move to new file position and return the file position."},
    {"tell(self, /)", [](Runtime& rt, Args a) -> Result<Value> { return rt.integer(TRY(file_seek(rt, a.self<FileIO>(), 0, SEEK_CUR))); }, "Current file position."},
    {"truncate(self, size=None, /)", truncate, "Truncate the file to at most size bytes and return the truncated size."},
    {"close(self, /)", close, "Close the file."},
    {"seekable(self, /)", seekable, "True if file supports random-access."},
    {"readable(self, /)", able<&FileIO::readable>, "True if file was opened in a read mode."},
    {"writable(self, /)", able<&FileIO::writable>, "True if file was opened in a write mode."},
    {"fileno(self, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         if (a.self<FileIO>()->descriptor < 0) return raise_closed_file(rt);
         return rt.integer(a.self<FileIO>()->descriptor);
     },
     "Return the underlying file descriptor (an integer)."},
    {"isatty(self, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         if (a.self<FileIO>()->descriptor < 0) return raise_closed_file(rt);
         return View::boolean(::isatty(a.self<FileIO>()->descriptor));
     },
     "True if the file is connected to a TTY device."},
    {"_dealloc_warn(self, source, /)", dealloc_warn, ""},
};

constexpr PropertyDef properties[] = {
    {"closed", [](Runtime&, View self) -> Result<Value> { return View::boolean(self_of(self)->descriptor < 0); }, nullptr, "True if the file is closed"},
    {"closefd", [](Runtime&, View self) -> Result<Value> { return View::boolean(self_of(self)->close_descriptor); }, nullptr,
     "True if the file descriptor will be closed by close()."},
    {"mode", [](Runtime& rt, View self) { return rt.str(mode_of(self_of(self))); }, nullptr, "String giving the file mode"},
    {"_blksize",
     [](Runtime& rt, View self) -> Result<Value> {
         struct stat status;
         if (::fstat(self_of(self)->descriptor, &status) < 0 || status.st_blksize <= 1) return rt.integer(kDefaultBufferSize);
         return rt.integer(status.st_blksize);
     }},
    {"_finalizing", [](Runtime&, View self) -> Result<Value> { return View::boolean(self_of(self)->finalizing); },
     [](Runtime& rt, View self, View value) -> Result<void> {
         self_of(self)->finalizing = !value.is_unbound() && TRY(truth(rt, value));
         return {};
     }},
};

Result<Value> repr_of(Runtime& rt, View self) {
    FileIO* file = self_of(self);
    std::string type = std::string("<") + type_name(rt, self);
    if (file->descriptor < 0) return rt.str(type + " [closed]>");
    const char* closes = file->close_descriptor ? "True" : "False";
    Value name = TRY(find_attribute(rt, self, rt.names.name));
    if (name.is_unbound()) return rt.format("%s fd=%d mode='%s' closefd=%s>", type.c_str(), file->descriptor, mode_of(file), closes);
    ReprGuard guard(rt, self);
    if (guard.recursive()) return rt.raise(RuntimeError, "reentrant call inside %s.__repr__", type.substr(1).c_str());
    Ref<Str> shown = TRY(repr(rt, name));
    return rt.str(type + " name=" + std::string(shown->text()) + " mode='" + mode_of(file) + "' closefd=" + closes + ">");
}

}  // namespace

const TypeDef file_io_type{
    .name = "FileIO",
    .module = "_io",
    .doc = "Open a file.",
    .size = sizeof(FileIO),
    .flags = Type::base_type | Type::has_dict | Type::container,
    .base =
        native_base<raw_io_base_type>,
    .text_signature = "(file, mode='r', closefd=True, opener=None)",
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* file = static_cast<FileIO*>(object);
                      // Reached with the file open only where no script code could run any more.
                      if (file->descriptor >= 0 && file->close_descriptor) ::close(file->descriptor);
                      file->descriptor = -1;
                      rt.free_instance(object, object->type()->basic_size);
                  },
              .construct = construct,
              .init = init,
              .repr = repr_of},
    .methods = methods,
    .properties = properties,
};

}  // namespace ouro
