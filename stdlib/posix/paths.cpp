// SPDX-License-Identifier: MIT
// posix: files by their paths.
#include <sys/statvfs.h>
#include <sys/time.h>
#include <unistd.h>

#include <cmath>
#include <climits>
#include <cstdlib>

#include "runtime/objects/buffer.h"
#include "runtime/objects/number.h"
#include "stdlib/posix/posix.h"

namespace ouro {

namespace {

const char* const kStatFields[] = {"st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime", "st_ctime", "st_atime_ns",
                                   "st_mtime_ns", "st_ctime_ns", "st_blksize", "st_blocks", "st_rdev"};
const char* const kStatvfsFields[] = {"f_bsize", "f_frsize", "f_blocks", "f_bfree", "f_bavail", "f_files", "f_ffree", "f_favail", "f_flag", "f_namemax", "f_fsid"};

}  // namespace

const StructSequence kStatResult{.type = struct_sequence_type("os", "stat_result", "stat_result: Result from stat, fstat, or lstat.", true),
                                 .fields = kStatFields,
                                 .visible = 10,
                                 .unnamed = 3,
                                 .first_unnamed = 7};
const StructSequence kStatvfsResult{.type = struct_sequence_type("os", "statvfs_result", "statvfs_result: Result from statvfs or fstatvfs.", true),
                                    .fields = kStatvfsFields,
                                    .visible = 10};

Result<Value> stat_result(Runtime& rt, const struct stat& s) {
    Value values[19];
    std::size_t n = 0;
    auto add = [&](std::uint64_t number) -> Result<void> {
        values[n++] = TRY(rt.integer_unsigned(number));
        return {};
    };
    TRY(add(s.st_mode));
    TRY(add(s.st_ino));
    TRY(add(s.st_dev));
    TRY(add(s.st_nlink));
    TRY(add(s.st_uid));
    TRY(add(s.st_gid));
    values[n++] = TRY(rt.integer(s.st_size));
    const timespec times[] = {s.st_atim, s.st_mtim, s.st_ctim};
    for (const timespec& t : times) values[n++] = TRY(rt.integer(t.tv_sec));
    for (const timespec& t : times) values[n++] = TRY(rt.real(static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec)));
    for (const timespec& t : times) values[n++] = TRY(rt.integer(static_cast<std::int64_t>(t.tv_sec) * 1'000'000'000 + t.tv_nsec));
    TRY(add(static_cast<std::uint64_t>(s.st_blksize)));
    TRY(add(static_cast<std::uint64_t>(s.st_blocks)));
    TRY(add(s.st_rdev));
    return new_struct_sequence(rt, kStatResult, values);
}

Result<int> folder_argument(Runtime& rt, View value) {
    if (value.is_none()) return AT_FDCWD;
    if (!is_integer(value) && !rt.type_of(value)->slots.index) return rt.raise(TypeError, "argument should be integer or None, not %s", type_name(rt, value));
    Value exact = TRY(index(rt, value));
    std::int64_t n;
    if (!fits_int64(exact, n) || n > INT_MAX) return rt.raise(OverflowError, "fd is greater than maximum");
    if (n < INT_MIN) return rt.raise(OverflowError, "fd is less than minimum");
    return static_cast<int>(n);
}

Result<int> descriptor_argument(Runtime& rt, View value) {
    Value number(value);
    if (!is_integer(value)) {
        Value method = TRY(find_attribute(rt, value, rt.names.fileno));
        if (method.is_unbound()) return rt.raise(TypeError, "argument must be an int, or have a fileno() method.");
        number = TRY(call(rt, method));
        if (!is_integer(number)) return rt.raise(TypeError, "fileno() returned a non-integer");
    }
    std::int64_t n;
    if (!fits_int64(number, n) || n > INT_MAX || n < INT_MIN) return rt.raise(OverflowError, "Python int too large to convert to C int");
    if (n < 0) return rt.raise(ValueError, "file descriptor cannot be a negative integer (%lld)", static_cast<long long>(n));
    return static_cast<int>(n);
}

namespace {

Raised raise_path_error(Runtime& rt, const PathArgument& path) { return raise_os_error_with(rt, errno, path.object); }

template <typename Call>
Result<Value> none_or_error(Runtime& rt, const PathArgument& path, Call&& call) {
    if (unlocked(rt, call) < 0) return raise_path_error(rt, path);
    return View::none();
}

Result<Value> stat_at(Runtime& rt, Args args, const char* where, std::size_t folder_at, bool follow, bool descriptors) {
    PathArgument path = TRY(path_argument(rt, args[0], where, descriptors ? kPathOrDescriptor : kPathOnly));
    int folder = TRY(folder_argument(rt, args[folder_at]));
    struct stat status;
    int result;
    if (path.descriptor != -1) {
        if (folder != AT_FDCWD) return rt.raise(ValueError, "stat: can't specify dir_fd without matching path");
        if (!follow) return rt.raise(ValueError, "stat: cannot use fd and follow_symlinks together");
        result = unlocked(rt, [&] { return ::fstat(path.descriptor, &status); });
    } else {
        result = unlocked(rt, [&] { return ::fstatat(folder, path.path.c_str(), &status, follow ? 0 : AT_SYMLINK_NOFOLLOW); });
    }
    if (result < 0) return raise_path_error(rt, path);
    return stat_result(rt, status);
}

Result<Value> fstat(Runtime& rt, Args args) {
    int descriptor = TRY(args.small_integer(0));
    struct stat status;
    if (unlocked(rt, [&] { return ::fstat(descriptor, &status); }) < 0) return raise_os_error(rt, errno);
    return stat_result(rt, status);
}

Result<Value> access(Runtime& rt, Args args) {
    PathArgument path = TRY(path_argument(rt, args[0], "access: path"));
    int mode = TRY(args.small_integer(1)), folder = TRY(folder_argument(rt, args[2]));
    int flags = (TRY(args.truth(3)) ? AT_EACCESS : 0) | (TRY(args.truth(4)) ? 0 : AT_SYMLINK_NOFOLLOW);
    return View::boolean(unlocked(rt, [&] { return ::faccessat(folder, path.path.c_str(), mode, flags); }) == 0);
}

Result<Value> chdir(Runtime& rt, Args args) {
    PathArgument path = TRY(path_argument(rt, args[0], "chdir: path", kPathOrDescriptor));
    return none_or_error(rt, path, [&] { return path.descriptor != -1 ? ::fchdir(path.descriptor) : ::chdir(path.path.c_str()); });
}

Result<Value> fchdir(Runtime& rt, Args args) {
    int descriptor = TRY(descriptor_argument(rt, args[0]));
    if (unlocked(rt, [&] { return ::fchdir(descriptor); }) < 0) return raise_os_error(rt, errno);
    return View::none();
}

Result<Value> chmod(Runtime& rt, Args args) {
    PathArgument path = TRY(path_argument(rt, args[0], "chmod: path", kPathOrDescriptor));
    int mode = TRY(args.small_integer(1)), folder = TRY(folder_argument(rt, args[2]));
    if (!TRY(args.truth(3))) {
        if (path.descriptor != -1) return rt.raise(ValueError, "chmod: cannot use fd and follow_symlinks together");
        return none_or_error(rt, path, [&] { return ::fchmodat(folder, path.path.c_str(), static_cast<mode_t>(mode), AT_SYMLINK_NOFOLLOW); });
    }
    if (path.descriptor != -1) return none_or_error(rt, path, [&] { return ::fchmod(path.descriptor, static_cast<mode_t>(mode)); });
    return none_or_error(rt, path, [&] { return ::fchmodat(folder, path.path.c_str(), static_cast<mode_t>(mode), 0); });
}

Result<Value> fchmod(Runtime& rt, Args args) {
    int descriptor = TRY(args.small_integer(0)), mode = TRY(args.small_integer(1));
    if (unlocked(rt, [&] { return ::fchmod(descriptor, static_cast<mode_t>(mode)); }) < 0) return raise_os_error(rt, errno);
    return View::none();
}

Result<Value> chown(Runtime& rt, Args args) {
    PathArgument path = TRY(path_argument(rt, args[0], "chown: path", kPathOrDescriptor));
    auto user = static_cast<uid_t>(TRY(args.integer(1)));
    auto group = static_cast<gid_t>(TRY(args.integer(2)));
    int folder = TRY(folder_argument(rt, args[3]));
    bool follow = TRY(args.truth(4));
    if (path.descriptor != -1) return none_or_error(rt, path, [&] { return ::fchown(path.descriptor, user, group); });
    return none_or_error(rt, path, [&] { return ::fchownat(folder, path.path.c_str(), user, group, follow ? 0 : AT_SYMLINK_NOFOLLOW); });
}

Result<Value> lchown(Runtime& rt, Args args) {
    PathArgument path = TRY(path_argument(rt, args[0], "lchown: path"));
    auto user = static_cast<uid_t>(TRY(args.integer(1)));
    auto group = static_cast<gid_t>(TRY(args.integer(2)));
    return none_or_error(rt, path, [&] { return ::lchown(path.path.c_str(), user, group); });
}

Result<Value> mkdir(Runtime& rt, Args args) {
    PathArgument path = TRY(path_argument(rt, args[0], "mkdir: path"));
    int mode = TRY(args.small_integer(1)), folder = TRY(folder_argument(rt, args[2]));
    return none_or_error(rt, path, [&] { return ::mkdirat(folder, path.path.c_str(), static_cast<mode_t>(mode)); });
}

Result<Value> mkfifo(Runtime& rt, Args args) {
    PathArgument path = TRY(path_argument(rt, args[0], "mkfifo: path"));
    int mode = TRY(args.small_integer(1)), folder = TRY(folder_argument(rt, args[2]));
    return none_or_error(rt, path, [&] { return ::mkfifoat(folder, path.path.c_str(), static_cast<mode_t>(mode)); });
}

Result<Value> rmdir(Runtime& rt, Args args) {
    PathArgument path = TRY(path_argument(rt, args[0], "rmdir: path"));
    int folder = TRY(folder_argument(rt, args[1]));
    return none_or_error(rt, path, [&] { return ::unlinkat(folder, path.path.c_str(), AT_REMOVEDIR); });
}

template <const char* const& where>
Result<Value> unlink(Runtime& rt, Args args) {
    PathArgument path = TRY(path_argument(rt, args[0], where));
    int folder = TRY(folder_argument(rt, args[1]));
    return none_or_error(rt, path, [&] { return ::unlinkat(folder, path.path.c_str(), 0); });
}
const char* const kUnlink = "unlink: path";
const char* const kRemove = "remove: path";

template <const char* const& name>
Result<Value> rename(Runtime& rt, Args args) {
    PathArgument from = TRY(path_argument(rt, args[0], (std::string(name) + ": src").c_str())), to = TRY(path_argument(rt, args[1], (std::string(name) + ": dst").c_str()));
    int from_folder = TRY(folder_argument(rt, args[2])), to_folder = TRY(folder_argument(rt, args[3]));
    if (unlocked(rt, [&] { return ::renameat(from_folder, from.path.c_str(), to_folder, to.path.c_str()); }) < 0) return raise_os_error_with(rt, errno, from.object, to.object);
    return View::none();
}
const char* const kRename = "rename";
const char* const kReplace = "replace";

Result<Value> link(Runtime& rt, Args args) {
    PathArgument from = TRY(path_argument(rt, args[0], "link: src")), to = TRY(path_argument(rt, args[1], "link: dst"));
    int from_folder = TRY(folder_argument(rt, args[2])), to_folder = TRY(folder_argument(rt, args[3]));
    int flags = TRY(args.truth(4)) ? AT_SYMLINK_FOLLOW : 0;
    if (unlocked(rt, [&] { return ::linkat(from_folder, from.path.c_str(), to_folder, to.path.c_str(), flags); }) < 0)
        return raise_os_error_with(rt, errno, from.object, to.object);
    return View::none();
}

Result<Value> symlink(Runtime& rt, Args args) {
    PathArgument from = TRY(path_argument(rt, args[0], "symlink: src")), to = TRY(path_argument(rt, args[1], "symlink: dst"));
    int folder = TRY(folder_argument(rt, args[3]));
    if (unlocked(rt, [&] { return ::symlinkat(from.path.c_str(), folder, to.path.c_str()); }) < 0) return raise_os_error_with(rt, errno, from.object, to.object);
    return View::none();
}

Result<Value> readlink(Runtime& rt, Args args) {
    PathArgument path = TRY(path_argument(rt, args[0], "readlink: path"));
    char target[PATH_MAX + 1];
    int folder = TRY(folder_argument(rt, args[1]));
    ssize_t size = unlocked(rt, [&] { return ::readlinkat(folder, path.path.c_str(), target, sizeof target); });
    if (size < 0) return raise_path_error(rt, path);
    return system_name(rt, std::string_view(target, static_cast<std::size_t>(size)), path.bytes);
}

Result<Value> truncate(Runtime& rt, Args args) {
    PathArgument path = TRY(path_argument(rt, args[0], "truncate: path", kPathOrDescriptor));
    std::int64_t size = TRY(args.integer(1));
    return none_or_error(rt, path, [&] { return path.descriptor != -1 ? ::ftruncate(path.descriptor, size) : ::truncate(path.path.c_str(), size); });
}

/// A time for utime(): seconds as a number.
Result<timespec> seconds_argument(Runtime& rt, View value) {
    if (is_integer(value)) return timespec{static_cast<time_t>(TRY(index_to_int64(rt, value))), 0};
    double seconds = TRY(to_double(rt, value)), whole = std::floor(seconds);
    if (!std::isfinite(seconds)) return rt.raise(ValueError, "Invalid value NaN (not a number)");
    if (std::fabs(whole) > 9e18) return rt.raise(OverflowError, "timestamp out of range for platform time_t");
    long nanoseconds = static_cast<long>((seconds - whole) * 1e9);
    return timespec{static_cast<time_t>(whole), nanoseconds};
}

Result<timespec> nanoseconds_argument(Runtime& rt, View value) {
    if (!is_integer(value)) return rt.raise(TypeError, "utime: 'ns' must be a tuple of two ints");
    std::int64_t n = TRY(index_to_int64(rt, value)), second = n / 1'000'000'000, rest = n % 1'000'000'000;
    if (rest < 0) {
        rest += 1'000'000'000;
        --second;
    }
    return timespec{static_cast<time_t>(second), static_cast<long>(rest)};
}

Result<Value> utime(Runtime& rt, Args args) {
    PathArgument path = TRY(path_argument(rt, args[0], "utime: path", kPathOrDescriptor));
    timespec times[2] = {{0, UTIME_NOW}, {0, UTIME_NOW}};
    bool ns_given = args.given(2);
    if (!args[1].is_none() && ns_given) return rt.raise(ValueError, "utime: you may specify either 'times' or 'ns' but not both");
    if (!args[1].is_none()) {
        Tuple* pair = as_tuple(args[1]);
        if (!pair || pair->size != 2) return rt.raise(TypeError, "utime: 'times' must be either a tuple of two ints or None");
        for (int n = 0; n < 2; ++n) times[n] = TRY(seconds_argument(rt, pair->items[n]));
    } else if (ns_given) {
        Tuple* pair = as_tuple(args[2]);
        if (!pair || pair->size != 2) return rt.raise(TypeError, "utime: 'ns' must be a tuple of two ints");
        for (int n = 0; n < 2; ++n) times[n] = TRY(nanoseconds_argument(rt, pair->items[n]));
    }
    int folder = TRY(folder_argument(rt, args[3]));
    bool follow = TRY(args.truth(4));
    return none_or_error(rt, path, [&] { return path.descriptor != -1 ? ::futimens(path.descriptor, times) : ::utimensat(folder, path.path.c_str(), times, follow ? 0 : AT_SYMLINK_NOFOLLOW); });
}

Result<Value> statvfs(Runtime& rt, Args args) {
    PathArgument path = TRY(path_argument(rt, args[0], "statvfs: path", kPathOrDescriptor));
    struct statvfs s;
    if (unlocked(rt, [&] { return path.descriptor != -1 ? ::fstatvfs(path.descriptor, &s) : ::statvfs(path.path.c_str(), &s); }) < 0) return raise_path_error(rt, path);
    const std::uint64_t numbers[] = {s.f_bsize, s.f_frsize, s.f_blocks, s.f_bfree, s.f_bavail, s.f_files, s.f_ffree, s.f_favail, s.f_flag, s.f_namemax, s.f_fsid};
    Value values[11];
    for (int n = 0; n < 11; ++n) values[n] = TRY(rt.integer_unsigned(numbers[n]));
    return new_struct_sequence(rt, kStatvfsResult, values);
}

Result<Value> getcwd_as(Runtime& rt, bool bytes) {
    char* path = ::getcwd(nullptr, 0);
    if (!path) return raise_os_error(rt, errno);
    std::string text(path);
    std::free(path);
    return system_name(rt, text, bytes);
}

Result<Value> fspath(Runtime& rt, Args args) {
    if (is_kind(args[0], Kind::str) || is_kind(args[0], Kind::bytes)) return Value(args[0]);
    Value method = TRY(find_special(rt, args[0], rt.names.fspath_));
    if (method.is_unbound()) return rt.raise(TypeError, "expected str, bytes or os.PathLike object, not %s", type_name(rt, args[0]));
    Value path = TRY(call(rt, method));
    if (is_kind(path, Kind::str) || is_kind(path, Kind::bytes)) return path;
    return rt.raise(TypeError, "expected %s.__fspath__() to return str or bytes, not %s", type_name(rt, args[0]), type_name(rt, path));
}

// ---- paths as text

/// The text of a str or bytes path; `bytes` says which.
Result<std::string> path_text(Runtime& rt, View value, bool& bytes, const char* where) {
    bytes = is_kind(value, Kind::bytes);
    if (bytes) return std::string(value.as<Bytes>()->text());
    if (is_kind(value, Kind::str)) return std::string(value.as<Str>()->text());
    Value method = TRY(find_special(rt, value, rt.names.fspath_));
    if (method.is_unbound()) return rt.raise(TypeError, "%s: path should be string, bytes or os.PathLike, not %s", where, type_name(rt, value));
    Value path = TRY(call(rt, method));
    if (!is_kind(path, Kind::bytes) && !is_kind(path, Kind::str))
        return rt.raise(TypeError, "expected %s.__fspath__() to return str or bytes, not %s", type_name(rt, value), type_name(rt, path));
    return path_text(rt, path, bytes, where);
}

Result<Value> path_value(Runtime& rt, std::string_view text, bool bytes) { return bytes ? new_bytes(rt, text) : rt.str(text); }

/// How many slashes are the root: "//" at the very beginning is one of its own (POSIX leaves its meaning open).
std::size_t root_size(std::string_view path) {
    if (path.empty() || path[0] != '/') return 0;
    if (path.size() >= 2 && path[1] == '/' && (path.size() == 2 || path[2] != '/')) return 2;
    return 1;
}

Result<Value> path_normpath(Runtime& rt, Args args) {
    bool bytes;
    std::string path = TRY(path_text(rt, args[0], bytes, "_path_normpath"));
    if (path.empty()) return path_value(rt, ".", bytes);
    std::size_t root = root_size(path);
    std::vector<std::string_view> parts;
    std::string_view rest = std::string_view(path).substr(root);
    while (!rest.empty()) {
        std::size_t slash = rest.find('/');
        std::string_view part = rest.substr(0, slash);
        rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
        if (part.empty() || part == ".") continue;
        if (part == ".." && !parts.empty() && parts.back() != "..") parts.pop_back();
        else if (part != ".." || !root) parts.push_back(part);
    }
    std::string out(root, '/');
    for (std::size_t n = 0; n < parts.size(); ++n) out += (n ? "/" : "") + std::string(parts[n]);
    return path_value(rt, out.empty() ? "." : out, bytes);
}

Result<Value> path_splitroot_ex(Runtime& rt, Args args) {
    bool bytes;
    std::string path = TRY(path_text(rt, args[0], bytes, "_path_splitroot_ex"));
    std::size_t root = root_size(path);
    Value drive = TRY(path_value(rt, "", bytes)), middle = TRY(path_value(rt, std::string_view(path).substr(0, root), bytes)),
          tail = TRY(path_value(rt, std::string_view(path).substr(root), bytes));
    Ref<Tuple> made = TRY(new_tuple(rt, {drive, middle, tail}));
    return made;
}

constexpr FunctionDef functions[] = {
    {"stat(path, *, dir_fd=None, follow_symlinks=True)", [](Runtime& rt, Args a) -> Result<Value> { return stat_at(rt, a, "stat: path", 1, TRY(a.truth(2)), true); }, "Perform a stat system call on the given path."},
    {"lstat(path, *, dir_fd=None)", [](Runtime& rt, Args a) { return stat_at(rt, a, "lstat: path", 1, false, false); }, "Perform a stat system call on the given path, without following symbolic links."},
    {"fstat(fd)", fstat, "Perform a stat system call on the given file descriptor."},
    {"statvfs(path)", statvfs, "Perform a statvfs system call on the given path."},
    {"fstatvfs(fd)", statvfs, "Perform an fstatvfs system call on the given fd."},
    {"access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", access, "Use the real uid/gid to test for access to a path."},
    {"chdir(path)", chdir, "Change the current working directory to the specified path."},
    {"fchdir(fd)", fchdir, "Change to the directory of the given file descriptor."},
    {"chmod(path, mode, *, dir_fd=None, follow_symlinks=True)", chmod, "Change the access permissions of a file."},
    {"fchmod(fd, mode)", fchmod, "Change the access permissions of the file given by file descriptor fd."},
    {"chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", chown, "Change the owner and group id of path to the numeric uid and gid."},
    {"lchown(path, uid, gid)", lchown, "Change the owner and group id of path to the numeric uid and gid, without following symbolic links."},
    {"mkdir(path, mode=511, *, dir_fd=None)", mkdir, "Create a directory."},
    {"mkfifo(path, mode=438, *, dir_fd=None)", mkfifo, "Create a \"fifo\" (a POSIX named pipe)."},
    {"rmdir(path, *, dir_fd=None)", rmdir, "Remove a directory."},
    {"unlink(path, *, dir_fd=None)", unlink<kUnlink>, "Remove a file."},
    {"remove(path, *, dir_fd=None)", unlink<kRemove>, "Remove a file."},
    {"rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", rename<kRename>, "Rename a file or directory."},
    {"replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", rename<kReplace>, "Rename a file or directory, overwriting the destination."},
    {"link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)", link, "Create a hard link to a file."},
    {"symlink(src, dst, target_is_directory=False, *, dir_fd=None)", symlink, "Create a symbolic link pointing to src named dst."},
    {"readlink(path, *, dir_fd=None)", readlink, "Return a string representing the path to which the symbolic link points."},
    {"truncate(path, length)", truncate, "Truncate a file, specified by path, to a specific length."},
    {"utime(path, times=None, *, ns=<no value>, dir_fd=None, follow_symlinks=True)", utime, "Set the access and modified time of path."},
    {"getcwd()", [](Runtime& rt, Args) { return getcwd_as(rt, false); }, "Return a unicode string representing the current working directory."},
    {"getcwdb()", [](Runtime& rt, Args) { return getcwd_as(rt, true); }, "Return a bytes string representing the current working directory."},
    {"fspath(path)", fspath, "Return the file system path representation of the object."},
    {"_path_normpath(path)", path_normpath, "Normalize path, eliminating double slashes, etc."},
    {"_path_splitroot_ex(path)", path_splitroot_ex, "Split a pathname into drive, root and tail."},
};

}  // namespace

const std::span<const FunctionDef> posix_path_functions = functions;

}  // namespace ouro
