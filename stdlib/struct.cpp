// SPDX-License-Identifier: MIT
// The module `_struct`: numbers and bytes packed as C structures have them. A format is read once into a Layout, and the latest are kept.
#include <bit>
#include <cctype>
#include <cstring>

#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/half_float.h"
#include "runtime/objects/iterator.h"
#include "runtime/objects/memory.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/module_errors.h"
#include "stdlib/owned_fields.h"

namespace ouro {

namespace {

struct Layout {
    struct Field {
        char code;
        std::size_t offset, size;  // of an item; of s and p: of all its bytes
        std::size_t count;         // items
    };
    explicit Layout(Runtime& rt) : scratch(rt) {}
    ScratchMemory scratch;  // what the fields take
    std::vector<Field> fields;
    std::size_t size = 0, items = 0;
    bool big_endian = false, native = true;
};

// ---- errors

const char kErrorKey = 0;

Raised fail(Runtime& rt, const std::string& message) {
    return raise_module_error(rt, &kErrorKey, message);
}

// ---- formats

/// Bytes of a format character; 0 for what is none.
std::size_t size_of(char code, bool native) {
    switch (code) {
        case 'x': case 'c': case 'b': case 'B': case '?': case 's': case 'p': return 1;
        case 'h': case 'H': case 'e': return 2;
        case 'i': case 'I': case 'f': return 4;
        case 'l': case 'L': return native ? 8 : 4;
        case 'q': case 'Q': case 'd': return 8;
        case 'n': case 'N': case 'P': return native ? 8 : 0;
        default: return 0;
    }
}

Result<std::shared_ptr<const Layout>> read(Runtime& rt, std::string_view format) {
    auto layout = std::make_shared<Layout>(rt);
    bool& native = layout->native;
    std::size_t at = 0;
    if (!format.empty() && std::string_view("<>!=@").find(format[0]) != std::string_view::npos) {
        native = format[0] == '@';
        layout->big_endian = format[0] == '>' || format[0] == '!';
        ++at;
    }
    constexpr std::size_t kMost = PTRDIFF_MAX;
    TRY(rt.charge(static_cast<std::int64_t>(format.size())));
    while (at < format.size()) {
        char c = format[at++];
        if (std::isspace(static_cast<unsigned char>(c))) continue;
        std::size_t count = 1;
        if (c >= '0' && c <= '9') {
            count = static_cast<std::size_t>(c - '0');
            for (; at < format.size() && format[at] >= '0' && format[at] <= '9'; ++at) {
                auto digit = static_cast<std::size_t>(format[at] - '0');
                if (count > (kMost - digit) / 10) return fail(rt, "total struct size too long");
                count = count * 10 + digit;
            }
            if (at == format.size()) return fail(rt, "repeat count given without format specifier");
            c = format[at++];
        }
        std::size_t size = size_of(c, native);
        if (!size) return fail(rt, "bad char in struct format");
        if (native) {
            std::size_t aligned = (layout->size + size - 1) / size * size;
            if (aligned > kMost) return fail(rt, "total struct size too long");
            layout->size = aligned;
        }
        std::size_t all;
        if (__builtin_mul_overflow(count, size, &all) || all > kMost - layout->size) return fail(rt, "total struct size too long");
        TRY(layout->scratch.room(layout->fields));
        if (c == 's' || c == 'p') {
            layout->fields.push_back({c, layout->size, count, 1});
            ++layout->items;
        } else if (c != 'x' && count) {
            layout->fields.push_back({c, layout->size, size, count});
            layout->items += count;
        }
        layout->size += all;
    }
    return std::shared_ptr<const Layout>(layout);
}

/// The latest formats that the functions of the module were given.
struct Known {
    std::unordered_map<std::string, std::shared_ptr<const Layout>> layouts;
};
const char kKnownKey = 0;

Result<std::string> format_text(Runtime& rt, View format) {
    if (is_kind(format, Kind::bytes)) return std::string(format.as<Bytes>()->text());
    Str* text = as_str(format);
    if (!text) return rt.raise(TypeError, "Struct() argument 1 must be a str or bytes object, not %s", type_name(rt, format));
    if (text->ascii()) return std::string(text->text());
    Value encoded = TRY(call_method(rt, format, rt.names.encode, {TRY(rt.str("ascii"))}));
    return std::string(encoded.as<Bytes>()->text());
}

Result<std::shared_ptr<const Layout>> layout_of(Runtime& rt, View format) {
    std::string text = TRY(format_text(rt, format));
    auto& slot = rt.library_state[&kKnownKey];
    if (!slot) slot = std::make_shared<Known>();
    auto& known = std::static_pointer_cast<Known>(slot)->layouts;
    if (auto found = known.find(text); found != known.end()) return found->second;
    auto layout = TRY(read(rt, text));
    constexpr std::size_t kKept = 100, kLong = 200;
    if (known.size() >= kKept) known.clear();
    if (text.size() <= kLong) known.emplace(std::move(text), layout);
    return layout;
}

// ---- packing

void put(char* to, std::uint64_t bits, std::size_t size, bool big_endian) {
    for (std::size_t n = 0; n < size; ++n) to[big_endian ? size - 1 - n : n] = static_cast<char>(bits >> (8 * n));
}

std::uint64_t get(const char* from, std::size_t size, bool big_endian) {
    std::uint64_t bits = 0;
    for (std::size_t n = 0; n < size; ++n) bits |= std::uint64_t{static_cast<unsigned char>(from[big_endian ? size - 1 - n : n])} << (8 * n);
    return bits;
}

bool is_signed(char code) { return code >= 'a'; }

Result<std::uint64_t> integer_bits(Runtime& rt, View value, const Layout::Field& field) {
    if (!is_integer(value) && !rt.type_of(value)->slots.index) return fail(rt, "required argument is not an integer");
    Value exact = TRY(index(rt, value));
    std::size_t bits = field.size * 8;
    bool with_sign = is_signed(field.code);
    std::int64_t small;
    if (fits_int64(exact, small)) {
        bool fits = with_sign ? bits == 64 || (small >= -(std::int64_t{1} << (bits - 1)) && small < std::int64_t{1} << (bits - 1))
                              : small >= 0 && (bits == 64 || small < std::int64_t{1} << bits);
        if (fits || field.code == 'P') return static_cast<std::uint64_t>(small);
    } else if (!with_sign && bits == 64 && sign_of(exact) > 0 && bit_length(exact) <= 64) {
        Value low = TRY(binary(rt, BinaryOp::bit_and, exact, TRY(rt.integer(0xffffffff)))), high = TRY(binary(rt, BinaryOp::rshift, exact, View::small_int(32)));
        return static_cast<std::uint64_t>(low.as_int()) | static_cast<std::uint64_t>(high.as_int()) << 32;
    }
    if (field.code == 'P') return fail(rt, "int too large to convert");
    std::string least = with_sign ? std::to_string(bits == 64 ? INT64_MIN : -(std::int64_t{1} << (bits - 1))) : "0";
    std::uint64_t most = with_sign ? (std::uint64_t{1} << (bits - 1)) - 1 : bits == 64 ? UINT64_MAX : (std::uint64_t{1} << bits) - 1;
    return fail(rt, std::string("'") + field.code + "' format requires " + least + " <= number <= " + std::to_string(most));
}

Result<void> pack_item(Runtime& rt, View value, const Layout& layout, const Layout::Field& field, char* to) {
    bool big_endian = layout.big_endian;
    switch (field.code) {
        case '?': *to = TRY(truth(rt, value)); return {};
        case 'c':
            if (!is_kind(value, Kind::bytes) || value.as<Bytes>()->size != 1) return fail(rt, "char format requires a bytes object of length 1");
            *to = value.as<Bytes>()->data[0];
            return {};
        case 's': case 'p': {
            if (!is_kind(value, Kind::bytes) && !is_kind(value, Kind::bytearray)) return fail(rt, std::string("argument for '") + field.code + "' must be a bytes object");
            std::string_view text = is_kind(value, Kind::bytes) ? value.as<Bytes>()->text() : value.as<ByteArray>()->text();
            std::size_t room = field.size;
            if (field.code == 'p') {
                if (!room) return {};
                std::size_t length = std::min(text.size(), room - 1);
                *to++ = static_cast<char>(std::min<std::size_t>(length, 255));
                --room;
            }
            std::size_t size = std::min(text.size(), room);
            if (size) std::memcpy(to, text.data(), size);
            return {};
        }
        case 'e': case 'f': case 'd': {
            if (!is_float(value) && !is_integer(value) && !rt.type_of(value)->slots.to_float && !rt.type_of(value)->slots.index)
                return fail(rt, "required argument is not a float");
            double d = TRY(to_double(rt, value));
            if (field.code == 'd') {
                put(to, std::bit_cast<std::uint64_t>(d), 8, big_endian);
            } else if (field.code == 'f') {
                auto narrow = static_cast<float>(d);
                if (std::isinf(narrow) && !std::isinf(d) && !layout.native) return rt.raise(OverflowError, "float too large to pack with f format");
                put(to, std::bit_cast<std::uint32_t>(narrow), 4, big_endian);
            } else {
                std::optional<std::uint16_t> half = double_to_half(d);
                if (!half) return rt.raise(OverflowError, "float too large to pack with e format");
                put(to, *half, 2, big_endian);
            }
            return {};
        }
        default: put(to, TRY(integer_bits(rt, value, field)), field.size, big_endian); return {};
    }
}

/// Packs values, which are as many as the layout wants, into zeroed bytes. `bytes` is nobody else's: script code may run.
Result<void> pack_all(Runtime& rt, const Layout& layout, const Value* values, std::string& bytes) {
    TRY(expect_memory(rt, layout.size));
    TRY(rt.charge(static_cast<std::int64_t>(layout.items + layout.size / 64)));
    bytes.assign(layout.size, '\0');
    for (const Layout::Field& field : layout.fields)
        for (std::size_t n = 0; n < field.count; ++n, ++values) {
            if (!pack_item(rt, *values, layout, field, bytes.data() + field.offset + n * field.size).raised()) continue;
            if (!is_integer(*values) || !rt.pending_is(OverflowError)) return Raised{};
            (void)rt.take_exception();
            return fail(rt, "int too large to convert");
        }
    return {};
}

Result<Value> unpack_item(Runtime& rt, const Layout::Field& field, bool big_endian, const char* from) {
    switch (field.code) {
        case '?': return View::boolean(*from != 0);
        case 'c': return new_bytes(rt, {from, 1});
        case 's': return new_bytes(rt, {from, field.size});
        case 'p': {
            if (!field.size) return new_bytes(rt, "");
            std::size_t length = std::min<std::size_t>(static_cast<unsigned char>(*from), field.size - 1);
            return new_bytes(rt, {from + 1, length});
        }
        case 'e': return rt.real(half_to_double(static_cast<std::uint16_t>(get(from, 2, big_endian))));
        case 'f': return rt.real(static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(get(from, 4, big_endian)))));
        case 'd': return rt.real(std::bit_cast<double>(get(from, 8, big_endian)));
        default: break;
    }
    std::uint64_t bits = get(from, field.size, big_endian);
    if (!is_signed(field.code)) return rt.integer_unsigned(bits);
    std::size_t unused = 64 - field.size * 8;
    return rt.integer(static_cast<std::int64_t>(bits << unused) >> unused);
}

Result<Value> unpack_all(Runtime& rt, const Layout& layout, const char* from) {
    TRY(rt.charge(static_cast<std::int64_t>(layout.items)));
    Ref<Tuple> made = TRY(new_tuple(rt, layout.items));
    std::size_t at = 0;
    for (const Layout::Field& field : layout.fields)
        for (std::size_t n = 0; n < field.count; ++n) made->items[at++] = TRY(unpack_item(rt, field, layout.big_endian, from + field.offset + n * field.size));
    return made;
}

// ---- what the functions and the methods of Struct share

using Shared = std::shared_ptr<const Layout>;

Result<Value> pack(Runtime& rt, Shared layout, Tuple* values) {
    if (values->size != layout->items) return fail(rt, "pack expected " + std::to_string(layout->items) + " items for packing (got " + std::to_string(values->size) + ")");
    std::string bytes;
    TRY(pack_all(rt, *layout, values->items, bytes));
    return new_bytes(rt, bytes);
}

Result<Value> pack_into(Runtime& rt, Shared layout, Tuple* arguments) {
    if (arguments->size < 2) return fail(rt, arguments->size ? "pack_into expected offset argument" : "pack_into expected buffer argument");
    std::size_t given = arguments->size - 2;
    if (given != layout->items) return fail(rt, "pack_into expected " + std::to_string(layout->items) + " items for packing (got " + std::to_string(given) + ")");
    if (!rt.type_of(arguments->items[0])->slots.get_buffer)
        return rt.raise(TypeError, "pack_into() argument must be read-write bytes-like object, not %s", type_name(rt, arguments->items[0]));
    if (is_kind(arguments->items[0], Kind::bytes)) return rt.raise(TypeError, "argument must be read-write bytes-like object, not bytes");
    BufferGuard buffer(rt, arguments->items[0], kWriteBuffer);
    if (buffer.raised()) return Raised{};
    std::int64_t offset = TRY(index_to_int64(rt, arguments->items[1])), size = static_cast<std::int64_t>(layout->size), room = static_cast<std::int64_t>(buffer.size());
    if (offset < 0) {
        if (offset + size > 0) return fail(rt, "no space to pack " + std::to_string(size) + " bytes at offset " + std::to_string(offset));
        if (offset + room < 0) return fail(rt, "offset " + std::to_string(offset) + " out of range for " + std::to_string(room) + "-byte buffer");
        offset += room;
    }
    if (room - offset < size)
        return fail(rt, "pack_into requires a buffer of at least " + std::to_string(size + offset) + " bytes for packing " + std::to_string(size) + " bytes at offset " +
                            std::to_string(offset) + " (actual buffer size is " + std::to_string(room) + ")");
    std::string bytes;
    TRY(pack_all(rt, *layout, arguments->items + 2, bytes));
    std::memcpy(buffer.data() + offset, bytes.data(), bytes.size());
    return View::none();
}

Result<Value> unpack(Runtime& rt, Shared layout, View from) {
    BufferGuard buffer(rt, from);
    if (buffer.raised()) return Raised{};
    if (buffer.size() != layout->size) return fail(rt, "unpack requires a buffer of " + std::to_string(layout->size) + " bytes");
    return unpack_all(rt, *layout, buffer.text().data());
}

Result<Value> unpack_from(Runtime& rt, Shared layout, View from, View where) {
    BufferGuard buffer(rt, from);
    if (buffer.raised()) return Raised{};
    std::int64_t offset = TRY(index_to_int64(rt, where)), size = static_cast<std::int64_t>(layout->size), room = static_cast<std::int64_t>(buffer.size());
    if (offset < 0) {
        if (offset + size > 0) return fail(rt, "not enough data to unpack " + std::to_string(size) + " bytes at offset " + std::to_string(offset));
        if (offset + room < 0) return fail(rt, "offset " + std::to_string(offset) + " out of range for " + std::to_string(room) + "-byte buffer");
        offset += room;
    }
    if (room - offset < size)
        return fail(rt, "unpack_from requires a buffer of at least " + std::to_string(size + offset) + " bytes for unpacking " + std::to_string(size) +
                            " bytes at offset " + std::to_string(offset) + " (actual buffer size is " + std::to_string(room) + ")");
    return unpack_all(rt, *layout, buffer.text().data() + offset);
}

// ---- iter_unpack()

struct Unpacking : Object {
    Value source;
    Shared* layout;
    std::size_t at;
};

std::size_t left(Runtime& rt, Unpacking* it) {
    if (it->source.is_unbound()) return 0;
    BufferGuard buffer(rt, it->source);
    if (buffer.raised()) {
        rt.pending = Value();
        return 0;
    }
    return buffer.size() < it->at ? 0 : (buffer.size() - it->at) / (*it->layout)->size;
}

Result<Value> next_unpacked(Runtime& rt, View self) {
    auto* it = self.as<Unpacking>();
    if (it->source.is_unbound()) return Value();
    BufferGuard buffer(rt, it->source);
    if (buffer.raised()) return Raised{};
    const Layout& layout = **it->layout;
    if (buffer.size() < layout.size || it->at > buffer.size() - layout.size) {
        it->source = Value();
        return Value();
    }
    std::size_t at = std::exchange(it->at, it->at + layout.size);
    return unpack_all(rt, layout, buffer.text().data() + at);
}

constexpr FunctionDef unpacking_methods[] = {
    {"__length_hint__(self, /)", [](Runtime& rt, Args args) -> Result<Value> { return rt.integer(static_cast<std::int64_t>(left(rt, args.self<Unpacking>()))); }, ""}};

const TypeDef unpacking_type{.name = "unpack_iterator",
                             .module = "_struct",
                             .size = sizeof(Unpacking),
                             .flags = Type::container | Type::disallow_construct | Type::immutable,
                             .slots = {.destroy =
                                           [](Runtime& rt, Object* object) {
                                               auto* it = static_cast<Unpacking*>(object);
                                               delete it->layout;
                                               it->source.~Value();
                                               rt.free_instance(object, sizeof(Unpacking));
                                           },
                                       .traverse = [](Object* object, Visitor& visit) { visit(static_cast<Unpacking*>(object)->source); },
                                       .iter = itself,
                                       .next = next_unpacked},
                             .methods = unpacking_methods};

Result<Value> iter_unpack(Runtime& rt, Shared layout, View from) {
    if (!layout->size) return fail(rt, "cannot iteratively unpack with a struct of length 0");
    std::size_t size;
    {
        BufferGuard buffer(rt, from);
        if (buffer.raised()) return Raised{};
        size = buffer.size();
    }
    if (size % layout->size) return fail(rt, "iterative unpacking requires a buffer of a multiple of " + std::to_string(layout->size) + " bytes");
    auto* made = rt.allocate<Unpacking>(TRY(native_type(rt, unpacking_type)));
    if (!made) return rt.raise_memory_error();
    new (&made->source) Value(from);
    made->layout = new Shared(std::move(layout));
    made->at = 0;
    return Value::adopt(View(made));
}

// ---- Struct

struct Struct : Object {
    Value format;
    Shared* layout;
};

Shared layout_in(Args args) { return *args.self<Struct>()->layout; }

constexpr FunctionDef struct_methods[] = {
    {"pack(self, /, *values)", [](Runtime& rt, Args args) { return pack(rt, layout_in(args), args[1].as<Tuple>()); }, "Return bytes with the values packed."},
    {"pack_into(self, /, *arguments)", [](Runtime& rt, Args args) { return pack_into(rt, layout_in(args), args[1].as<Tuple>()); },
     "Pack values into a writable buffer, starting at an offset."},
    {"unpack(self, buffer, /)", [](Runtime& rt, Args args) { return unpack(rt, layout_in(args), args[1]); }, "Return a tuple of the values in the buffer."},
    {"unpack_from(self, /, buffer, offset=0)", [](Runtime& rt, Args args) { return unpack_from(rt, layout_in(args), args[1], args[2]); },
     "Return a tuple of the values in the buffer from an offset on."},
    {"iter_unpack(self, buffer, /)", [](Runtime& rt, Args args) { return iter_unpack(rt, layout_in(args), args[1]); },
     "Return an iterator over the tuples that fill the buffer."},
    {"__sizeof__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> { return rt.integer(static_cast<std::int64_t>(sizeof(Struct) + layout_in(args)->fields.size() * sizeof(Layout::Field))); },
     "Size in memory, in bytes."},
};

constexpr PropertyDef struct_properties[] = {
    {"format", [](Runtime& rt, View self) -> Result<Value> { return rt.str(TRY(format_text(rt, self.as<Struct>()->format))); }, nullptr, "struct format string"},
    {"size", [](Runtime& rt, View self) -> Result<Value> { return rt.integer(static_cast<std::int64_t>((*self.as<Struct>()->layout)->size)); }, nullptr,
     "struct size in bytes"},
};

const TypeDef struct_type{.name = "Struct",
                          .module = "_struct",
                          .doc = "Create a compiled struct object.",
                          .size = sizeof(Struct),
                          .flags = Type::base_type | Type::immutable | Type::weak_referable,
                          .construct_signature = "(format)",
                          .construct_bound = [](Runtime& rt, Type* type, Args args) -> Result<Value> {
                              Shared layout = TRY(layout_of(rt, args[1]));
                              auto* made = rt.allocate<Struct>(type);
                              if (!made) return rt.raise_memory_error();
                              new (&made->format) Value(args[1]);
                              made->layout = new Shared(std::move(layout));
                              return Value::adopt(View(made));
                          },
                          .slots = {.destroy =
                                        [](Runtime& rt, Object* object) {
                                            delete static_cast<Struct*>(object)->layout;
                                            static_cast<Struct*>(object)->format.~Value();
                                            rt.free_instance(object, sizeof(Struct));
                                        },
                                    .repr =
                                        [](Runtime& rt, View self) -> Result<Value> {
                                            Value text = TRY(rt.str(TRY(format_text(rt, self.as<Struct>()->format))));
                                            return rt.str(std::string(short_type_name(rt.type_of(self))) + "(" + std::string(TRY(repr(rt, text))->text()) + ")");
                                        }},
                          .methods = struct_methods,
                          .properties = struct_properties};

constexpr FunctionDef functions[] = {
    {"calcsize(format, /)", [](Runtime& rt, Args args) -> Result<Value> { return rt.integer(static_cast<std::int64_t>(TRY(layout_of(rt, args[0]))->size)); },
     "Return size in bytes of the struct described by the format string."},
    {"pack(format, /, *values)", [](Runtime& rt, Args args) -> Result<Value> { return pack(rt, TRY(layout_of(rt, args[0])), args[1].as<Tuple>()); },
     "Return a bytes object containing the values packed according to the format string."},
    {"pack_into(format, /, *arguments)", [](Runtime& rt, Args args) -> Result<Value> { return pack_into(rt, TRY(layout_of(rt, args[0])), args[1].as<Tuple>()); },
     "Pack values according to the format string and write the packed bytes into a writable buffer."},
    {"unpack(format, buffer, /)", [](Runtime& rt, Args args) -> Result<Value> { return unpack(rt, TRY(layout_of(rt, args[0])), args[1]); },
     "Return a tuple containing values unpacked according to the format string."},
    {"unpack_from(format, /, buffer, offset=0)", [](Runtime& rt, Args args) -> Result<Value> { return unpack_from(rt, TRY(layout_of(rt, args[0])), args[1], args[2]); },
     "Return a tuple containing values unpacked according to the format string, from an offset on."},
    {"iter_unpack(format, buffer, /)", [](Runtime& rt, Args args) -> Result<Value> { return iter_unpack(rt, TRY(layout_of(rt, args[0])), args[1]); },
     "Return an iterator yielding tuples unpacked from the given bytes."},
    {"_clearcache()",
     [](Runtime& rt, Args) -> Result<Value> {
         rt.library_state.erase(&kKnownKey);
         return View::none();
     },
     "Clear the internal cache."},
};

constexpr const TypeDef* types[] = {&struct_type};

Result<void> init(Runtime& rt, Module* module) {
    Value error = TRY(module_error(rt, &kErrorKey, "struct", "error", PlainException));
    return dict_set(rt, module->dict.get(), TRY(intern(rt, "error")).get(), error);
}

}  // namespace

extern const ModuleDef struct_module;
const ModuleDef struct_module{.name = "_struct", .doc = "Functions to convert between Python values and C structs.", .functions = functions, .types = types, .init = init};

}  // namespace ouro
