// SPDX-License-Identifier: MIT
// Looking for the files of modules. What is loaded from them is imports.cpp's business; finders written in Python have their own way
// (stdlib/_frozen_importlib_external.py).
#include "vm/interp/module_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>

#include "runtime/native/capability.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {

/// Lone surrogates of a text stand for bytes that are not UTF-8 (PEP 383).
std::string system_path(std::string_view text) {
    if (text.find('\xed') == std::string_view::npos) return std::string(text);
    std::string path;
    for (std::size_t at = 0; at < text.size();) {
        auto byte = [&](std::size_t n) { return static_cast<unsigned char>(text[at + n]); };
        if (at + 2 < text.size() && byte(0) == 0xed && (byte(1) == 0xb2 || byte(1) == 0xb3)) {
            path += static_cast<char>(byte(1) << 6 | (byte(2) & 0x3f));
            at += 3;
        } else {
            path += text[at++];
        }
    }
    return path;
}

/// stat() of a file of this type; what it is otherwise is in errno.
bool is_type(const std::string& path, mode_t type) {
    struct stat status;
    errno = 0;
    return stat(system_path(path).c_str(), &status) == 0 && (status.st_mode & S_IFMT) == type;
}
bool is_file(const std::string& path) { return is_type(path, S_IFREG); }
bool is_folder(const std::string& path) { return is_type(path, S_IFDIR); }

Result<std::string> absolute(Runtime& rt, std::string path) {
    if (path.starts_with('/')) return path;
    if (path.starts_with("./")) path.erase(0, 2);
    char here[PATH_MAX];
    if (!getcwd(here, sizeof here)) return path;
    Value folder = TRY(decode_bytes(rt, here, "utf-8", "surrogateescape"));
    return std::string(folder.as<Str>()->text()) + "/" + path;
}

/// Looks in one folder.
Result<Found> find_in_folder(Runtime& rt, std::string_view folder, std::string_view last) {
    Found found;
    std::string base(folder);
    if (!base.empty() && base.back() != '/') base += '/';
    base += last;
    if (base.find('\0') != std::string::npos) return found;  // no file has such a name
    bool is_package = is_folder(base);
    if (!is_package && errno == ENOTDIR) {
        found.kind = Found::other;  // in an archive, perhaps: the Python half has a finder for it
    } else if (is_package && is_file(base + "/__init__.py")) {
        found.kind = Found::package;
        found.path = TRY(absolute(rt, base));
    } else if (is_file(base + ".py")) {
        found.kind = Found::source;
        found.path = TRY(absolute(rt, base + ".py"));
    } else if (is_package) {
        found.kind = Found::namespace_package;
    }
    return found;
}

// What CPython has in its binary, too, or has loaded before a script starts.
constexpr std::string_view kNeverHidden[] = {
    "abc", "atexit", "builtins", "codecs", "encodings", "errno", "faulthandler", "gc", "genericpath", "importlib", "io", "itertools", "marshal",
    "ntpath", "os", "posix", "posixpath", "pwd", "runpy", "site", "stat", "sys", "time", "zipimport",
};

/// Whether a file may come before a module of this name in the binary.
bool can_be_hidden(std::string_view name) {
    return !name.starts_with('_') && name.find('.') == std::string_view::npos &&
           !std::binary_search(std::begin(kNeverHidden), std::end(kNeverHidden), name);
}

}  // namespace

Result<Found> find_in_path(Runtime& rt, View path, std::string_view last) {
    Found found;
    if (last.empty()) return found;
    TRY(for_each(rt, path, [&](View entry) -> Result<bool> {
        Str* text = as_str(entry);
        if (!text) return true;
        Found here = TRY(find_in_folder(rt, text->text(), last));
        if (here.kind != Found::nothing) found = std::move(here);
        return found.kind == Found::nothing || found.kind == Found::namespace_package;  // a folder without code is what remains
    }));
    return found;
}

Result<Found> find_before_own(Runtime& rt, std::string_view name) {
    Str* library = library_folder(rt);
    if (!library || !can_be_hidden(name) || !granted(rt, Capability::imports)) return Found();
    Value path = TRY(sys_attribute(rt, "path"));
    List* entries = as_list(path);
    if (!entries) return Found();
    auto is_library = [&](const Value& entry) { return as_str(entry) && as_str(entry)->text() == library->text(); };
    auto begin = entries->view().begin(), end = std::find_if(begin, entries->view().end(), is_library);
    if (end == entries->view().end()) return Found();
    for (auto entry = begin; entry != end; ++entry) {
        if (!as_str(*entry)) continue;
        Found found = TRY(find_in_folder(rt, as_str(*entry)->text(), name));
        if (found.kind == Found::package || found.kind == Found::source) return found;
    }
    return Found();
}

Result<Ref<List>> folders_beside(Runtime& rt, std::string_view name) {
    Ref<List> folders = TRY(new_list(rt));
    Str* library = library_folder(rt);
    if (library) TRY(list_append(rt, folders.get(), TRY(library_path(rt, name, ""))));
    if (!granted(rt, Capability::imports)) return folders;
    Value path = TRY(sys_attribute(rt, "path"));
    if (!is_kind(path, Kind::list)) return folders;
    std::string below = "/" + std::string(name);
    std::replace(below.begin(), below.end(), '.', '/');
    Ref<List> entries = TRY(list_from(rt, path));
    for (const Value& entry : entries->view()) {
        Str* text = as_str(entry);
        if (!text || text->text().empty() || (library && text->text() == library->text())) continue;
        std::string folder = std::string(text->text()) + below;
        if (is_folder(folder)) TRY(list_append(rt, folders.get(), TRY(new_str(rt, folder))));
    }
    return folders;
}

bool may_be_in_archive(std::string path) {
    while (!path.empty()) {
        if (is_file(path)) return true;
        if (errno != ENOENT && errno != ENOTDIR) return false;  // something else is there
        path.resize(path.find_last_of('/') == std::string::npos ? 0 : path.find_last_of('/'));
    }
    return false;
}

Result<void> read_file(Runtime& rt, const std::string& path, std::string& contents) {
    int fd = open(system_path(path).c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return raise_os_error(rt, errno, path);
    struct stat status;
    if (fstat(fd, &status) == 0 && S_ISDIR(status.st_mode)) {
        close(fd);
        return raise_os_error(rt, EISDIR, path);
    }
    contents.clear();
    char buffer[16384];
    for (;;) {
        ssize_t got = read(fd, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            int error = errno;
            close(fd);
            return raise_os_error(rt, error, path);
        }
        if (got == 0) break;
        contents.append(buffer, static_cast<std::size_t>(got));
    }
    close(fd);
    return {};
}

}  // namespace ouro
