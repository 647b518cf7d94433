// SPDX-License-Identifier: MIT
// The module `mmap`: memory that is a part of a file, or that forks share. Who is not granted `files` can only have the latter. As everywhere,
// access to a part of a file that was cut off meanwhile ends the process.
#include <sys/mman.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "runtime/native/capability.h"
#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/search.h"
#include "runtime/objects/slice.h"
#include "runtime/objects/str.h"
#include "runtime/threads.h"
#include "stdlib/c_numbers.h"
#include "stdlib/io/io.h"
#include "stdlib/owned_fields.h"

namespace ouro {

namespace {

enum Access : int { access_default, access_read, access_write, access_copy };
const char* const kAccessNames[] = {"ACCESS_DEFAULT", "ACCESS_READ", "ACCESS_WRITE", "ACCESS_COPY"};

struct MemoryMap : Object {
    char* data;  // null: closed
    std::size_t size, position;
    std::int64_t offset;  // in the file
    int descriptor;       // one of our own, or -1
    int flags, protection;
    Access access;
    bool tracks;            // trackfd
    std::uint32_t exports;  // buffers borrowed: it stays where it is
    std::size_t charged;    // to the VM's memory
    std::size_t reach;      // of memory shared with forks, which does not grow; else SIZE_MAX

    std::string_view text() const { return {data, size}; }
    std::string_view rest() const { return position < size ? text().substr(position) : std::string_view(); }
};

extern const TypeDef mmap_type;

std::size_t page_size() { return static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)); }

// ---- checks

Result<MemoryMap*> live(Runtime& rt, View self) {
    auto* map = self.as<MemoryMap>();
    if (!map->data) return rt.raise(ValueError, "mmap closed or invalid");
    return map;
}

Result<MemoryMap*> readable(Runtime& rt, View self) {
    MemoryMap* map = TRY(live(rt, self));
    if (!(map->protection & (PROT_READ | PROT_WRITE))) return rt.raise(TypeError, "mmap can't read a memory map without PROT_READ.");
    return map;
}

Result<void> check_writable(Runtime& rt, const MemoryMap* map) {
    if (map->access == access_read) return rt.raise(TypeError, "mmap can't modify a readonly memory map.");
    return {};
}

Result<MemoryMap*> writable(Runtime& rt, View self) {
    TRY(check_writable(rt, self.as<MemoryMap>()));
    return live(rt, self);
}

// ---- life

void close_map(Runtime& rt, MemoryMap* map) {
    if (map->data) ::munmap(map->data, map->size);
    if (map->descriptor >= 0) ::close(map->descriptor);
    rt.limits.refund(std::exchange(map->charged, 0));
    map->data = nullptr;
    map->descriptor = -1;
}

void destroy(Runtime& rt, Object* object) {
    close_map(rt, static_cast<MemoryMap*>(object));
    rt.free_instance(object, sizeof(MemoryMap));
}

/// Flags by which a script could take the place of other memory, or which make memory that isn't there when it is needed.
Result<void> check_flags(Runtime& rt, int flags, int protection) {
    if (flags & (MAP_FIXED | MAP_FIXED_NOREPLACE | MAP_GROWSDOWN)) return raise_os_error(rt, EINVAL);
    constexpr int kHarmless = MAP_SHARED | MAP_PRIVATE | MAP_ANONYMOUS | MAP_DENYWRITE | MAP_EXECUTABLE | MAP_NORESERVE | MAP_POPULATE | MAP_STACK | MAP_32BIT;
    if (flags & ~kHarmless) TRY(require(rt, Capability::files));
    if (protection & PROT_EXEC) TRY(require(rt, Capability::processes));
    return {};
}

Result<Value> construct(Runtime& rt, Type* type, Args args) {
    int descriptor = TRY(c_int(rt, args[1]));
    std::ptrdiff_t length = TRY(args.size(2));
    int flags = TRY(c_int(rt, args[3])), protection = TRY(c_int(rt, args[4])), access = TRY(c_int(rt, args[5]));
    std::int64_t offset;
    if (!fits_int64(TRY(index(rt, args[6])), offset)) return rt.raise(OverflowError, "Python int too large to convert to C long");
    bool tracks = TRY(args.truth(7));
    if (length < 0) return rt.raise(OverflowError, "memory mapped length must be positive");
    if (offset < 0) return rt.raise(OverflowError, "memory mapped offset must be positive");
    if (access != access_default && (flags != MAP_SHARED || protection != (PROT_READ | PROT_WRITE)))
        return rt.raise(ValueError, "mmap can't specify both access and flags, prot.");
    switch (access) {
        case access_default:
            if ((protection & PROT_READ) && (protection & PROT_WRITE)) break;
            access = protection & PROT_WRITE ? access_write : access_read;
            break;
        case access_read: protection = PROT_READ; break;
        case access_write: break;
        case access_copy: flags = MAP_PRIVATE; break;
        default: return rt.raise(ValueError, "mmap invalid access parameter.");
    }
    TRY(check_flags(rt, flags, protection));
    auto size = static_cast<std::size_t>(length);
    if (descriptor != -1) {
        TRY(require(rt, Capability::files));
        struct stat status;
        if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)) {
            if (!size) {
                if (!status.st_size) return rt.raise(ValueError, "cannot mmap an empty file");
                if (offset >= status.st_size) return rt.raise(ValueError, "mmap offset is greater than file size");
                size = static_cast<std::size_t>(status.st_size - offset);
            } else if (offset > status.st_size || static_cast<std::size_t>(status.st_size - offset) < size) {
                return rt.raise(ValueError, "mmap length is greater than file size");
            }
        }
    } else {
        flags |= MAP_ANONYMOUS;
    }
    auto* map = rt.allocate<MemoryMap>(type);
    if (!map) return rt.raise_memory_error();
    std::memset(reinterpret_cast<char*>(map) + sizeof(Object), 0, sizeof(MemoryMap) - sizeof(Object));
    map->descriptor = -1;
    Ref<MemoryMap> made = Ref<MemoryMap>::adopt(map);
    bool anonymous = flags & MAP_ANONYMOUS, shared = !(flags & MAP_PRIVATE);
    std::size_t pages = size > SIZE_MAX - page_size() ? size : (size + page_size() - 1) / page_size() * page_size();
    map->reach = anonymous && shared ? pages : SIZE_MAX;
    // What others have as well is the system's.
    if (anonymous || !shared) {
        if (!rt.limits.charge(pages)) return rt.raise_memory_error();
        map->charged = pages;
    }
    if (descriptor != -1 && tracks) {
        map->descriptor = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
        if (map->descriptor < 0) return raise_os_error(rt, errno);
    }
    void* data = ::mmap(nullptr, size, protection, flags, descriptor, offset);
    if (data == MAP_FAILED) return raise_os_error(rt, errno);
    map->data = static_cast<char*>(data);
    map->size = size;
    map->offset = offset;
    map->flags = flags;
    map->protection = protection;
    map->access = static_cast<Access>(access);
    map->tracks = tracks;
    return made;
}

Result<Value> close(Runtime& rt, Args args) {
    auto* map = args.self<MemoryMap>();
    if (map->exports) return rt.raise(BufferError, "cannot close exported pointers exist");
    close_map(rt, map);
    return View::none();
}

Result<Value> resize(Runtime& rt, Args args) {
    TRY(live(rt, args[0]));
    std::ptrdiff_t wanted = TRY(args.size(1));
    MemoryMap* map = TRY(live(rt, args[0]));
    if (map->exports) return rt.raise(BufferError, "mmap can't resize with extant buffers exported.");
    if (!map->tracks) return rt.raise(ValueError, "mmap can't resize with trackfd=False.");
    if (map->access == access_read || map->access == access_copy) return rt.raise(TypeError, "mmap can't resize a readonly or copy-on-write memory map.");
    if (wanted < 0 || PTRDIFF_MAX - wanted < map->offset) return rt.raise(ValueError, "new size out of range");
    auto size = static_cast<std::size_t>(wanted);
    // Before the file changes: without pages there is no map, but the old one would be left.
    if (!size || size > SIZE_MAX / 2 - page_size()) return raise_os_error(rt, EINVAL);
    if (size > map->reach) return rt.raise(ValueError, "mmap: can't expand a shared anonymous mapping on Linux");
    std::size_t pages = map->reach == SIZE_MAX && map->charged ? (size + page_size() - 1) / page_size() * page_size() : map->charged;
    if (pages > map->charged && !rt.limits.charge(pages - map->charged)) return rt.raise_memory_error();
    std::size_t before = map->charged;
    map->charged = std::max(pages, before);
    if (map->descriptor >= 0 && ::ftruncate(map->descriptor, map->offset + wanted) < 0) return raise_os_error(rt, errno);
    void* data = ::mremap(map->data, map->size, size, MREMAP_MAYMOVE);
    if (data == MAP_FAILED) return raise_os_error(rt, errno);
    map->data = static_cast<char*>(data);
    map->size = size;
    if (pages < before) rt.limits.refund(std::exchange(map->charged, pages) - pages);
    return View::none();
}

// ---- as a file

Result<Value> read(Runtime& rt, Args args) {
    TRY(live(rt, args[0]));
    std::ptrdiff_t count = TRY(size_or_none(rt, args[1]));
    MemoryMap* map = TRY(readable(rt, args[0]));
    std::string_view rest = map->rest();
    if (count >= 0) rest = rest.substr(0, static_cast<std::size_t>(count));
    Value made = TRY(new_bytes(rt, rest));
    map->position += rest.size();
    return made;
}

Result<Value> readline(Runtime& rt, Args args) {
    MemoryMap* map = TRY(readable(rt, args[0]));
    std::string_view rest = map->rest();
    std::size_t end = rest.find('\n');
    if (end != std::string_view::npos) rest = rest.substr(0, end + 1);
    Value made = TRY(new_bytes(rt, rest));
    map->position += rest.size();
    return made;
}

Result<Value> read_byte(Runtime& rt, Args args) {
    MemoryMap* map = TRY(readable(rt, args[0]));
    if (map->rest().empty()) return rt.raise(ValueError, "read byte out of range");
    return View::small_int(static_cast<unsigned char>(map->data[map->position++]));
}

Result<Value> write(Runtime& rt, Args args) {
    TRY(live(rt, args[0]));
    BufferGuard bytes(rt, args[1]);
    if (bytes.raised()) return Raised{};
    MemoryMap* map = TRY(writable(rt, args[0]));
    if (bytes.size() > map->rest().size()) return rt.raise(ValueError, "data out of range");
    std::memmove(map->data + map->position, bytes.data(), bytes.size());
    map->position += bytes.size();
    return rt.integer(static_cast<std::int64_t>(bytes.size()));
}

Result<Value> write_byte(Runtime& rt, Args args) {
    TRY(live(rt, args[0]));
    std::int64_t byte;
    if (!fits_int64(TRY(index(rt, args[1])), byte)) return rt.raise(OverflowError, "Python int too large to convert to C long");
    if (byte < 0) return rt.raise(OverflowError, "unsigned byte integer is less than minimum");
    if (byte > 255) return rt.raise(OverflowError, "unsigned byte integer is greater than maximum");
    MemoryMap* map = TRY(writable(rt, args[0]));
    if (map->rest().empty()) return rt.raise(ValueError, "write byte out of range");
    map->data[map->position++] = static_cast<char>(byte);
    return View::none();
}

Result<Value> seek(Runtime& rt, Args args) {
    TRY(live(rt, args[0]));
    std::ptrdiff_t distance = TRY(args.size(1));
    int whence = TRY(args.small_integer(2));
    MemoryMap* map = TRY(live(rt, args[0]));
    if (whence < 0 || whence > 2) return rt.raise(ValueError, "unknown seek type");
    std::size_t from = whence == 0 ? 0 : whence == 1 ? map->position : map->size;
    std::ptrdiff_t to;
    if (__builtin_add_overflow(static_cast<std::ptrdiff_t>(from), distance, &to) || to < 0 || static_cast<std::size_t>(to) > map->size)
        return rt.raise(ValueError, "seek out of range");
    map->position = static_cast<std::size_t>(to);
    return rt.integer(to);
}

Result<Value> tell(Runtime& rt, Args args) { return rt.integer(static_cast<std::int64_t>(TRY(live(rt, args[0]))->position)); }

Result<Value> size(Runtime& rt, Args args) {
    MemoryMap* map = TRY(live(rt, args[0]));
    struct stat status;
    if (::fstat(map->descriptor, &status) < 0) return raise_os_error(rt, errno);
    return rt.integer(status.st_size);
}

template <bool backwards>
Result<Value> find(Runtime& rt, Args args) {
    MemoryMap* map = TRY(live(rt, args[0]));
    BufferGuard needle(rt, args[1]);
    if (needle.raised()) return Raised{};
    std::ptrdiff_t start = args.given(2) ? TRY(args.size(2)) : static_cast<std::ptrdiff_t>(map->position);
    std::ptrdiff_t end = args.given(3) ? TRY(args.size(3)) : static_cast<std::ptrdiff_t>(map->size);
    map = TRY(readable(rt, args[0]));
    auto bounded = [&](std::ptrdiff_t n) {
        auto limit = static_cast<std::ptrdiff_t>(map->size);
        return std::min(n < 0 ? std::max<std::ptrdiff_t>(n + limit, 0) : n, limit);
    };
    start = bounded(start);
    end = bounded(end);
    if (end < start) return View::small_int(-1);
    std::string_view text = map->text().substr(static_cast<std::size_t>(start), static_cast<std::size_t>(end - start)), what = needle.text();
    std::size_t at = backwards ? rfind_text(text, what) : find_text(text, what);
    TRY(rt.charge(static_cast<std::int64_t>((at == std::string_view::npos || backwards ? text.size() : at) / 64)));
    return View::small_int(at == std::string_view::npos ? -1 : start + static_cast<std::ptrdiff_t>(at));
}

// ---- as memory

Result<Value> move(Runtime& rt, Args args) {
    TRY(live(rt, args[0]));
    std::ptrdiff_t target = TRY(args.size(1)), source = TRY(args.size(2)), count = TRY(args.size(3));
    MemoryMap* map = TRY(writable(rt, args[0]));
    auto limit = static_cast<std::ptrdiff_t>(map->size);
    if (target < 0 || source < 0 || count < 0 || limit - target < count || limit - source < count)
        return rt.raise(ValueError, "source, destination, or count out of range");
    std::memmove(map->data + target, map->data + source, static_cast<std::size_t>(count));
    TRY(rt.charge(count / 64));
    return View::none();
}

Result<Value> flush(Runtime& rt, Args args) {
    MemoryMap* map = TRY(live(rt, args[0]));
    std::ptrdiff_t offset = TRY(args.size(1)), count = args.given(2) ? TRY(args.size(2)) : static_cast<std::ptrdiff_t>(map->size);
    map = TRY(live(rt, args[0]));
    auto limit = static_cast<std::ptrdiff_t>(map->size);
    if (offset < 0 || count < 0 || offset > limit || limit - offset < count) return rt.raise(ValueError, "flush values out of range");
    if (map->access == access_read || map->access == access_copy) return View::none();
    int result, error;
    ++map->exports;  // it stays while the system writes
    {
        Unlocked unlocked(rt);
        result = ::msync(map->data + offset, static_cast<std::size_t>(count), MS_SYNC);
        error = errno;
    }
    --map->exports;
    if (result < 0) return raise_os_error(rt, error);
    return View::none();
}

Result<Value> madvise(Runtime& rt, Args args) {
    MemoryMap* map = TRY(live(rt, args[0]));
    int option = TRY(args.small_integer(1));
    std::ptrdiff_t start = TRY(args.size(2)), count = args.given(3) ? TRY(args.size(3)) : static_cast<std::ptrdiff_t>(map->size);
    map = TRY(live(rt, args[0]));
    auto limit = static_cast<std::ptrdiff_t>(map->size);
    if (start < 0 || start >= limit) return rt.raise(ValueError, "madvise start out of bounds");
    if (count < 0) return rt.raise(ValueError, "madvise length invalid");
    if (PTRDIFF_MAX - start < count) return rt.raise(OverflowError, "madvise length too large");
    // Poisoned and guarded pages end the process that touches them.
    constexpr int kInstallGuard = 102;
    if (option == MADV_HWPOISON || option == kInstallGuard) return raise_os_error(rt, option == MADV_HWPOISON ? EPERM : EINVAL);
    if (::madvise(map->data + start, static_cast<std::size_t>(std::min(count, limit - start)), option) < 0) return raise_os_error(rt, errno);
    return View::none();
}

/// The place of an item, or an error.
Result<std::size_t> place_of(Runtime& rt, const MemoryMap* map, View key) {
    std::int64_t n;
    if (!fits_int64(key, n)) return rt.raise(IndexError, "cannot fit 'int' into an index-sized integer");
    auto limit = static_cast<std::int64_t>(map->size);
    if (n < 0) n += limit;
    if (n < 0 || n >= limit) return rt.raise(IndexError, "mmap index out of range");
    return static_cast<std::size_t>(n);
}

Result<Value> get_item(Runtime& rt, View self, View key) {
    TRY(live(rt, self));
    bool slice = is_kind(key, Kind::slice);
    if (!slice && !is_integer(key) && !rt.type_of(key)->slots.index) return rt.raise(TypeError, "mmap indices must be integers");
    Value settled = TRY(settled_key(rt, key));
    MemoryMap* map = TRY(readable(rt, self));
    if (!slice) return View::small_int(static_cast<unsigned char>(map->data[TRY(place_of(rt, map, settled))]));
    SliceRange range = TRY(slice_range(rt, settled.as<Slice>(), static_cast<std::int64_t>(map->size)));
    if (range.count <= 0) return new_bytes(rt, "");
    if (range.step == 1) return new_bytes(rt, map->text().substr(static_cast<std::size_t>(range.start), static_cast<std::size_t>(range.count)));
    Ref<Bytes> made = TRY(new_bytes_uninitialized(rt, static_cast<std::size_t>(range.count)));
    for (std::int64_t n = 0; n < range.count; ++n) made->data[n] = map->data[range.start + n * range.step];
    TRY(rt.charge(range.count / 16));
    return made;
}

Result<void> set_item(Runtime& rt, View self, View key, View value) {
    TRY(live(rt, self));
    TRY(check_writable(rt, self.as<MemoryMap>()));
    bool slice = is_kind(key, Kind::slice);
    if (!slice && !is_integer(key) && !rt.type_of(key)->slots.index) return rt.raise(TypeError, "mmap indices must be integer");
    Value settled = TRY(settled_key(rt, key));
    if (!slice) {
        TRY(place_of(rt, TRY(live(rt, self)), settled));
        if (value.is_unbound()) return rt.raise(TypeError, "mmap doesn't support item deletion");
        if (!is_integer(value) && !rt.type_of(value)->slots.index) return rt.raise(TypeError, "mmap item value must be an int");
        std::int64_t byte;
        if (!fits_int64(TRY(index(rt, value)), byte)) return rt.raise(TypeError, "cannot fit 'int' into an index-sized integer");
        if (byte < 0 || byte > 255) return rt.raise(ValueError, "mmap item value must be in range(0, 256)");
        MemoryMap* map = TRY(live(rt, self));
        map->data[TRY(place_of(rt, map, settled))] = static_cast<char>(byte);
        return {};
    }
    if (value.is_unbound()) return rt.raise(TypeError, "mmap object doesn't support slice deletion");
    BufferGuard bytes(rt, value);
    if (bytes.raised()) return Raised{};
    MemoryMap* map = TRY(live(rt, self));
    SliceRange range = TRY(slice_range(rt, settled.as<Slice>(), static_cast<std::int64_t>(map->size)));
    if (bytes.size() != static_cast<std::size_t>(std::max<std::int64_t>(range.count, 0))) return rt.raise(IndexError, "mmap slice assignment is wrong size");
    if (range.step == 1) std::memmove(map->data + range.start, bytes.data(), bytes.size());
    else for (std::int64_t n = 0; n < range.count; ++n) map->data[range.start + n * range.step] = bytes.data()[n];
    return rt.charge(range.count / 16);
}

// Items are ints, but what a loop gives are bytes.
struct MapIterator : Object {
    Value map;
    std::size_t at;
    template <typename F>
    void each_field(F&& f) { f(map); }
};

Result<Value> next_byte(Runtime& rt, View self) {
    auto* iterator = self.as<MapIterator>();
    if (iterator->map.is_unbound()) return Value();
    MemoryMap* map = TRY(readable(rt, iterator->map));
    if (iterator->at >= map->size) {
        iterator->map = Value();
        return Value();
    }
    return new_bytes(rt, map->text().substr(iterator->at++, 1));
}

const TypeDef iterator_type{.name = "iterator", .module = "mmap", .size = sizeof(MapIterator), .flags = Type::disallow_construct | Type::immutable | Type::container,
                            .slots = iterator_slots<MapIterator>(next_byte)};

Result<Value> iterate(Runtime& rt, View self) {
    Ref<MapIterator> made = TRY(new_with_fields<MapIterator>(rt, TRY(native_type(rt, iterator_type))));
    made->map = Value(self);
    return made;
}

Result<Value> representation(Runtime& rt, View self) {
    auto* map = self.as<MemoryMap>();
    if (!map->data) return rt.format("<%s closed=True>", type_name(rt, self));
    return rt.format("<%s closed=False, access=%s, length=%zu, pos=%zu, offset=%lld>", type_name(rt, self), kAccessNames[map->access], map->size, map->position,
                     static_cast<long long>(map->offset));
}

constexpr FunctionDef methods[] = {
    {"close(self, /)", close, "Gives the memory up; nothing else can be done afterwards."},
    {"find(self, sub, start=<no value>, end=<no value>, /)", find<false>, "Where bytes first stand, from the position on if no start is given; -1 if nowhere."},
    {"rfind(self, sub, start=<no value>, end=<no value>, /)", find<true>, "Where bytes last stand, from the position on if no start is given; -1 if nowhere."},
    {"flush(self, offset=0, size=<no value>, /)", flush, "Waits until changes are in the file."},
    {"madvise(self, option, start=0, length=<no value>, /)", madvise, "Tells the system how memory will be used: one of the MADV_... constants."},
    {"move(self, dest, src, count, /)", move, "Copies bytes from one place to another."},
    {"read(self, n=None, /)", read, "Up to n bytes from the position on; all if n is None or negative."},
    {"read_byte(self, /)", read_byte, "The byte at the position, as an int."},
    {"readline(self, /)", readline, "The bytes from the position to the end of the line."},
    {"resize(self, newsize, /)", resize, "Makes the map, and the file, longer or shorter."},
    {"seek(self, pos, whence=0, /)", seek, "Sets the position: from the start, from where it is (1), or from the end (2)."},
    {"seekable(self, /)", [](Runtime&, Args) -> Result<Value> { return View::boolean(true); }, "Whether seek() is possible: True."},
    {"size(self, /)", size, "The size of the file."},
    {"tell(self, /)", tell, "The position."},
    {"write(self, bytes, /)", write, "Writes bytes at the position; how many there were."},
    {"write_byte(self, byte, /)", write_byte, "Writes a byte at the position."},
    {"__enter__(self, /)", [](Runtime& rt, Args args) -> Result<Value> { return TRY(live(rt, args[0])), Value(args[0]); }, "Returns the map itself."},
    {"__exit__(self, exc_type, exc_value, traceback, /)", close, "Closes the map."},
};

constexpr PropertyDef properties[] = {
    {"closed", [](Runtime&, View self) -> Result<Value> { return View::boolean(!self.as<MemoryMap>()->data); }, nullptr, "Whether the map is closed."},
};

const TypeDef mmap_type{
    .name = "mmap",
    .module = "mmap",
    .doc = "mmap(fileno, length[, flags[, prot[, access[, offset[, trackfd]]]]])\n\n"
           "The part of a file from offset on, as memory; with -1 instead of a descriptor, memory that processes made by fork share. A length of 0 is that\n"
           "of the file.",
    .size = sizeof(MemoryMap),
    .flags = Type::base_type | Type::immutable | Type::weak_referable,
    .construct_signature = "(fileno, length, flags=1, prot=3, access=0, offset=0, *, trackfd=True)",
    .construct_bound = construct,
    .slots = {.destroy = destroy,
              .repr = representation,
              .length = [](Runtime& rt, View self) -> Result<std::int64_t> { return static_cast<std::int64_t>(TRY(live(rt, self))->size); },
              .iter = iterate,
              .get_item = get_item,
              .set_item = set_item,
              .get_buffer =
                  [](Runtime& rt, View self, BufferView& view, int) -> Result<void> {
                      MemoryMap* map = TRY(readable(rt, self));
                      view.data = map->data;
                      view.size = map->size;
                      view.readonly = map->access == access_read;
                      view.owner = self;
                      ++map->exports;
                      return {};
                  },
              .release_buffer = [](Runtime&, View self, BufferView&) { --self.as<MemoryMap>()->exports; }},
    .methods = methods,
    .properties = properties};

#define N(name) {#name, name}
constexpr NamedNumber kNumbers[] = {
    {"ACCESS_DEFAULT", access_default}, {"ACCESS_READ", access_read}, {"ACCESS_WRITE", access_write}, {"ACCESS_COPY", access_copy},
    N(PROT_EXEC), N(PROT_READ), N(PROT_WRITE), N(MAP_SHARED), N(MAP_PRIVATE), N(MAP_DENYWRITE), N(MAP_EXECUTABLE), N(MAP_ANONYMOUS), N(MAP_ANON), N(MAP_POPULATE), N(MAP_STACK),
    N(MAP_NORESERVE), N(MAP_32BIT), N(MADV_NORMAL), N(MADV_RANDOM), N(MADV_SEQUENTIAL), N(MADV_WILLNEED), N(MADV_DONTNEED), N(MADV_REMOVE), N(MADV_DONTFORK), N(MADV_DOFORK),
    N(MADV_HWPOISON), N(MADV_MERGEABLE), N(MADV_UNMERGEABLE), N(MADV_HUGEPAGE), N(MADV_NOHUGEPAGE), N(MADV_DONTDUMP), N(MADV_DODUMP), N(MADV_FREE),
};
#undef N

constexpr ConstantDef constants[] = {
    {"PAGESIZE", [](Runtime& rt) { return rt.integer(static_cast<std::int64_t>(page_size())); }},
    {"ALLOCATIONGRANULARITY", [](Runtime& rt) { return rt.integer(static_cast<std::int64_t>(page_size())); }},
    {"error", [](Runtime& rt) -> Result<Value> { return Value(View(rt.exception_type(OSError))); }},
};

constexpr const TypeDef* types[] = {&mmap_type};

}  // namespace

extern const ModuleDef mmap_module;
const ModuleDef mmap_module{.name = "mmap",
                            .doc = "Parts of files as memory.",
                            .constants = constants,
                            .types = types,
                            .init = [](Runtime& rt, Module* module) { return add_numbers(rt, module, kNumbers); }};

}  // namespace ouro
