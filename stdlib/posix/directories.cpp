// SPDX-License-Identifier: MIT
// posix: listdir(), scandir() and the entries it gives.
#include <dirent.h>
#include <unistd.h>

#include "runtime/objects/buffer.h"
#include "runtime/objects/descriptor.h"
#include "runtime/objects/method.h"
#include "runtime/objects/type_object.h"
#include "stdlib/posix/posix.h"

namespace ouro {

namespace {

/// A folder that is open; closes it.
struct Folder {
    DIR* stream = nullptr;
    ~Folder() {
        if (stream) ::closedir(stream);
    }
};

/// Opens a folder by path or descriptor (which stays the caller's).
Result<DIR*> open_folder(Runtime& rt, const PathArgument& path) {
    DIR* stream = nullptr;
    if (path.descriptor != -1) {
        int own = ::fcntl(path.descriptor, F_DUPFD_CLOEXEC, 0);
        if (own < 0) return raise_os_error_with(rt, errno, path.object);
        stream = ::fdopendir(own);
        if (!stream) {
            int error = errno;
            ::close(own);
            return raise_os_error_with(rt, error, path.object);
        }
        ::rewinddir(stream);
        return stream;
    }
    stream = unlocked(rt, [&] { return ::opendir(path.path.c_str()); });
    if (!stream) return raise_os_error_with(rt, errno, path.object);
    return stream;
}

bool is_dots(const char* name) { return name[0] == '.' && (!name[1] || (name[1] == '.' && !name[2])); }

Result<PathArgument> folder_path(Runtime& rt, View value, const char* where) {
    PathArgument path = TRY(path_argument(rt, value, where, kPathOrDescriptor | kPathOrNone));
    if (value.is_none()) path.object = TRY(rt.str("."));
    return path;
}

Result<Value> listdir(Runtime& rt, Args args) {
    PathArgument path = TRY(folder_path(rt, args[0], "listdir: path"));
    Folder folder{TRY(open_folder(rt, path))};
    Ref<List> names = TRY(new_list(rt));
    for (;;) {
        errno = 0;
        dirent* entry = unlocked(rt, [&] { return ::readdir(folder.stream); });
        if (!entry) {
            if (errno) return raise_os_error_with(rt, errno, path.object);
            return names;
        }
        if (is_dots(entry->d_name)) continue;
        TRY(rt.charge(1));
        TRY(list_append(rt, names.get(), TRY(system_name(rt, entry->d_name, path.bytes))));
    }
}

// ---- entries

struct DirEntry : Object {
    Value name, path;
    Value status, link_status;  // what stat() and lstat() gave
    std::uint64_t inode;
    int folder;                 // where scandir() was given a descriptor; else -1
    unsigned char type;         // as readdir(3) says
};
DirEntry* entry_of(View v) { return v.as<DirEntry>(); }

/// stat of the entry: 0, or errno.
Result<int> look(Runtime& rt, DirEntry* entry, bool follow, struct stat& status) {
    PathArgument path = TRY(path_argument(rt, entry->folder >= 0 ? entry->name : entry->path, "path"));
    int folder = entry->folder >= 0 ? entry->folder : AT_FDCWD;
    return ::fstatat(folder, path.path.c_str(), &status, follow ? 0 : AT_SYMLINK_NOFOLLOW) < 0 ? errno : 0;
}

Result<Value> entry_stat(Runtime& rt, View self, bool follow) {
    DirEntry* entry = entry_of(self);
    if (follow && entry->type != DT_LNK && entry->type != DT_UNKNOWN) follow = false;
    Value& cached = follow ? entry->status : entry->link_status;
    if (!cached.is_unbound()) return cached;
    struct stat status;
    int error = TRY(look(rt, entry, follow, status));
    if (error) return raise_os_error_with(rt, error, entry->path);
    cached = TRY(stat_result(rt, status));
    return cached;
}

/// Whether the entry is of this kind (S_IFDIR …).
Result<bool> entry_is(Runtime& rt, View self, mode_t kind, bool follow) {
    DirEntry* entry = entry_of(self);
    if (entry->type != DT_UNKNOWN && !(follow && entry->type == DT_LNK))
        return entry->type == (kind == S_IFDIR ? DT_DIR : kind == S_IFREG ? DT_REG : DT_LNK);
    struct stat status;
    int error = TRY(look(rt, entry, follow, status));
    if (error == ENOENT) return false;
    if (error) return raise_os_error_with(rt, error, entry->path);
    return (status.st_mode & S_IFMT) == kind;
}

constexpr FunctionDef entry_methods[] = {
    {"__class_getitem__(cls, item, /)", [](Runtime& rt, Args args) { return new_generic_alias(rt, args[0], args[1]); }, "See PEP 585.", FunctionDef::class_method},
    {"is_dir(self, /, *, follow_symlinks=True)", [](Runtime& rt, Args a) -> Result<Value> { return View::boolean(TRY(entry_is(rt, a[0], S_IFDIR, TRY(a.truth(1))))); },
     "Return True if the entry is a directory; cached per entry."},
    {"is_file(self, /, *, follow_symlinks=True)", [](Runtime& rt, Args a) -> Result<Value> { return View::boolean(TRY(entry_is(rt, a[0], S_IFREG, TRY(a.truth(1))))); },
     "Return True if the entry is a file; cached per entry."},
    {"is_symlink(self, /)", [](Runtime& rt, Args a) -> Result<Value> { return View::boolean(TRY(entry_is(rt, a[0], S_IFLNK, false))); },
     "Return True if the entry is a symbolic link; cached per entry."},
    {"is_junction(self, /)", [](Runtime&, Args) -> Result<Value> { return View::boolean(false); }, "Return True if the entry is a junction; cached per entry."},
    {"stat(self, /, *, follow_symlinks=True)", [](Runtime& rt, Args a) -> Result<Value> { return entry_stat(rt, a[0], TRY(a.truth(1))); },
     "Return stat_result object for the entry; cached per entry."},
    {"inode(self, /)", [](Runtime& rt, Args a) { return rt.integer_unsigned(entry_of(a[0])->inode); }, "Return inode of the entry; cached per entry."},
    {"__fspath__(self, /)", [](Runtime&, Args a) -> Result<Value> { return entry_of(a[0])->path; }, "Returns the path for the entry."},
};
constexpr PropertyDef entry_properties[] = {
    {"name", [](Runtime&, View self) -> Result<Value> { return entry_of(self)->name; }, nullptr, "the entry's base filename, relative to scandir() \"path\" argument"},
    {"path", [](Runtime&, View self) -> Result<Value> { return entry_of(self)->path; }, nullptr, "the entry's full path name; equivalent to os.path.join(scandir_path, entry.name)"},
};

// ---- the iterator

struct Scan : Object {
    DIR* stream;
    Value path;    // as text or bytes, with a slash at its end; Unbound: a descriptor was given
    bool bytes;
    int folder;
};
Scan* scan_of(View v) { return v.as<Scan>(); }

void close_scan(Scan* scan) {
    if (DIR* stream = std::exchange(scan->stream, nullptr)) ::closedir(stream);
}

Result<Value> scandir(Runtime& rt, Args args) {
    PathArgument path = TRY(folder_path(rt, args[0], "scandir: path"));
    Type* type = TRY(native_type(rt, scandir_iterator_type));
    std::string prefix = path.path;
    if (!prefix.empty() && prefix.back() != '/') prefix += '/';
    Value prefix_value = path.descriptor != -1 ? Value() : TRY(system_name(rt, args[0].is_none() ? "./" : prefix, path.bytes));
    auto* scan = rt.allocate<Scan>(type);
    if (!scan) return rt.raise_memory_error();
    scan->stream = nullptr;
    new (&scan->path) Value(prefix_value);
    scan->bytes = path.bytes;
    scan->folder = path.descriptor;
    Value made = Value::adopt(View(scan));
    scan->stream = TRY(open_folder(rt, path));
    return made;
}

Result<Value> next_entry(Runtime& rt, View self) {
    Scan* scan = scan_of(self);
    while (scan->stream) {
        errno = 0;
        dirent* found = ::readdir(scan->stream);
        if (!found) {
            int error = errno;
            close_scan(scan);
            if (error) return raise_os_error(rt, error);
            break;
        }
        if (is_dots(found->d_name)) continue;
        Type* type = TRY(native_type(rt, dir_entry_type));
        Value name = TRY(system_name(rt, found->d_name, scan->bytes)), path = name;
        if (!scan->path.is_unbound()) path = TRY(binary(rt, BinaryOp::add, scan->path, name));
        auto* entry = rt.allocate<DirEntry>(type);
        if (!entry) return rt.raise_memory_error();
        new (&entry->name) Value(name);
        new (&entry->path) Value(path);
        new (&entry->status) Value();
        new (&entry->link_status) Value();
        entry->inode = found->d_ino;
        entry->folder = scan->path.is_unbound() ? scan->folder : -1;
        entry->type = found->d_type;
        return Value::adopt(View(entry));
    }
    return Value();
}

constexpr FunctionDef scan_methods[] = {
    {"close(self, /)",
     [](Runtime&, Args a) -> Result<Value> {
         close_scan(scan_of(a[0]));
         return View::none();
     },
     ""},
    {"__enter__(self, /)", [](Runtime&, Args a) -> Result<Value> { return Value(a[0]); }, ""},
    {"__exit__(self, /, *args)",
     [](Runtime&, Args a) -> Result<Value> {
         close_scan(scan_of(a[0]));
         return View::none();
     },
     ""},
};

void finalize_scan(Runtime& rt, Object* object) {
    View self(object);
    if (!scan_of(self)->stream) return;
    Result<Ref<Str>> shown = repr(rt, self);
    Result<Value> text = shown.raised() ? Result<Value>(Raised{}) : rt.str("unclosed scandir iterator " + std::string(shown.value()->text()));
    if (!text.raised() && rt.hooks.warn(rt, ResourceWarning, text.value(), 1, self).raised() && rt.pending_is(Warning)) rt.report_unraisable(self);
    if (!rt.stopping()) rt.pending = Value();
    close_scan(scan_of(self));
}

constexpr FunctionDef functions[] = {
    {"listdir(path=None)", listdir, "Return a list containing the names of the files in the directory."},
    {"scandir(path=None)", scandir, "Return an iterator of DirEntry objects for given path."},
};

}  // namespace

const std::span<const FunctionDef> posix_directory_functions = functions;

const TypeDef dir_entry_type{.name = "DirEntry",
                             .module = "posix",
                             .size = sizeof(DirEntry),
                             .flags = Type::container | Type::disallow_construct,
                             .slots = {.destroy =
                                           [](Runtime& rt, Object* object) {
                                               auto* entry = static_cast<DirEntry*>(object);
                                               for (Value* each : {&entry->name, &entry->path, &entry->status, &entry->link_status}) each->~Value();
                                               rt.free_instance(object, sizeof(DirEntry));
                                           },
                                       .repr = [](Runtime& rt, View self) -> Result<Value> {
                                           Ref<Str> shown = TRY(repr(rt, entry_of(self)->name));
                                           return rt.str("<DirEntry " + std::string(shown->text()) + ">");
                                       }},
                             .methods = entry_methods,
                             .properties = entry_properties};

const TypeDef scandir_iterator_type{.name = "ScandirIterator",
                                    .module = "posix",
                                    .size = sizeof(Scan),
                                    .flags = Type::disallow_construct | Type::has_finalizer,
                                    .slots = {.destroy =
                                                  [](Runtime& rt, Object* object) {
                                                      auto* scan = static_cast<Scan*>(object);
                                                      close_scan(scan);
                                                      scan->path.~Value();
                                                      rt.free_instance(object, sizeof(Scan));
                                                  },
                                              .finalize = finalize_scan,
                                              .iter = [](Runtime&, View self) -> Result<Value> { return Value(self); },
                                              .next = next_entry},
                                    .methods = scan_methods};

}  // namespace ouro
