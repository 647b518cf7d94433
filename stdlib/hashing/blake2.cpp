// SPDX-License-Identifier: MIT
// The module `_blake2`: BLAKE2b and BLAKE2s (RFC 7693) with all parameters of the tree mode, which OpenSSL's have not.
#include <algorithm>
#include <bit>
#include <cstring>

#include "runtime/objects/containers.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/hashing/hashing.h"

namespace ouro {
namespace {

constexpr unsigned char kSigma[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};

/// What differs between the two: words, rounds, rotations, sizes, and the initial values of SHA-512 or SHA-256.
struct B {
    using Word = std::uint64_t;
    static constexpr const char* kName = "blake2b";
    static constexpr int kRounds = 12, kRotations[4] = {32, 24, 16, 63};
    static constexpr std::size_t kDigest = 64, kSalt = 16;
    static constexpr std::uint64_t kMostOffset = UINT64_MAX;
    static constexpr Word kStart[8] = {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
                                       0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};
};
struct S {
    using Word = std::uint32_t;
    static constexpr const char* kName = "blake2s";
    static constexpr int kRounds = 10, kRotations[4] = {16, 12, 8, 7};
    static constexpr std::size_t kDigest = 32, kSalt = 8;
    static constexpr std::uint64_t kMostOffset = (std::uint64_t{1} << 48) - 1;
    static constexpr Word kStart[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
};

template <typename Kind>
struct State {
    using Word = typename Kind::Word;
    static constexpr std::size_t kBlock = 16 * sizeof(Word);

    Word h[8];
    std::uint64_t counted;  // bytes; more than 2**64 of them nobody hashes
    std::size_t held;
    std::size_t size;  // of the digest
    bool last_node;
    unsigned char buffer[kBlock];

    void compress(const unsigned char* block, bool last) {
        Word m[16], v[16];
        std::memcpy(m, block, kBlock);
        if constexpr (std::endian::native == std::endian::big)
            for (Word& word : m) word = static_cast<Word>(sizeof(Word) == 8 ? __builtin_bswap64(word) : __builtin_bswap32(static_cast<std::uint32_t>(word)));
        std::copy(h, h + 8, v);
        std::copy(Kind::kStart, Kind::kStart + 8, v + 8);
        v[12] ^= static_cast<Word>(counted);
        if constexpr (sizeof(Word) == 4) v[13] ^= static_cast<Word>(counted >> 32);
        if (last) v[14] = ~v[14];
        if (last && last_node) v[15] = ~v[15];
        auto mix = [&](int a, int b, int c, int d, Word x, Word y) {
            v[a] += v[b] + x;
            v[d] = std::rotr(static_cast<Word>(v[d] ^ v[a]), Kind::kRotations[0]);
            v[c] += v[d];
            v[b] = std::rotr(static_cast<Word>(v[b] ^ v[c]), Kind::kRotations[1]);
            v[a] += v[b] + y;
            v[d] = std::rotr(static_cast<Word>(v[d] ^ v[a]), Kind::kRotations[2]);
            v[c] += v[d];
            v[b] = std::rotr(static_cast<Word>(v[b] ^ v[c]), Kind::kRotations[3]);
        };
        for (int round = 0; round < Kind::kRounds; ++round) {
            const unsigned char* s = kSigma[round % 10];
            for (int n = 0; n < 4; ++n) mix(n, n + 4, n + 8, n + 12, m[s[2 * n]], m[s[2 * n + 1]]);
            for (int n = 0; n < 4; ++n) mix(n, 4 + (n + 1) % 4, 8 + (n + 2) % 4, 12 + (n + 3) % 4, m[s[8 + 2 * n]], m[s[9 + 2 * n]]);
        }
        for (int n = 0; n < 8; ++n) h[n] ^= v[n] ^ v[n + 8];
    }

    void update(std::string_view data) {
        while (!data.empty()) {
            if (held == kBlock) {  // the last block is only known as such at the end
                counted += kBlock;
                compress(buffer, false);
                held = 0;
            }
            std::size_t take = std::min(kBlock - held, data.size());
            std::memcpy(buffer + held, data.data(), take);
            held += take;
            data.remove_prefix(take);
        }
    }

    std::string digest() const {
        State end = *this;
        end.counted += held;
        std::memset(end.buffer + held, 0, kBlock - held);
        end.compress(end.buffer, true);
        std::string out(8 * sizeof(Word), '\0');
        for (std::size_t n = 0; n < out.size(); ++n) out[n] = static_cast<char>(end.h[n / sizeof(Word)] >> (8 * (n % sizeof(Word))));
        out.resize(size);
        return out;
    }
};

template <typename Kind>
struct Hash : Object {
    State<Kind> state;
};

/// An int parameter in a range, with CPython's words.
Result<std::int64_t> parameter(Runtime& rt, View value, const char* name, std::int64_t least, std::int64_t most, const char* words = "must be between %lld and %lld") {
    std::int64_t n = TRY(index_to_int64(rt, value));
    if (n >= least && n <= most) return n;
    char range[64];
    std::snprintf(range, sizeof range, words, static_cast<long long>(least), static_cast<long long>(most));
    return rt.raise(ValueError, "%s %s", name, range);
}

/// An unsigned one.
Result<std::uint64_t> large_parameter(Runtime& rt, View value, const char* name, std::uint64_t most) {
    Value number = TRY(index(rt, value));
    if (TRY(compare_truth(rt, number, View::small_int(0), CompareOp::lt))) return rt.raise(ValueError, "value must be positive");
    Value limit = TRY(rt.integer_unsigned(most));
    if (TRY(compare_truth(rt, number, limit, CompareOp::gt)))
        return most == UINT64_MAX ? Result<std::uint64_t>(rt.raise(OverflowError, "int too big to convert")) : rt.raise(OverflowError, "%s is too large", name);
    Value high = TRY(binary(rt, BinaryOp::rshift, number, View::small_int(32)));
    Value low = TRY(binary(rt, BinaryOp::bit_and, number, View::small_int(0xffffffff)));
    return static_cast<std::uint64_t>(View(high).as_int()) << 32 | static_cast<std::uint64_t>(View(low).as_int());
}

template <typename Kind>
Result<Value> construct(Runtime& rt, Type* type, Args args) {
    // data, digest_size, key, salt, person, fanout, depth, leaf_size, node_offset, node_depth, inner_size, last_node
    unsigned char parameters[8 * sizeof(typename Kind::Word)] = {};
    std::size_t at = 0;
    auto put = [&](std::uint64_t value, std::size_t bytes) {
        for (std::size_t n = 0; n < bytes; ++n) parameters[at++] = static_cast<unsigned char>(value >> (8 * n));
    };
    constexpr auto kMost = static_cast<std::int64_t>(Kind::kDigest);
    std::int64_t size = kMost;
    if (args.given(2)) {
        size = TRY(index_to_int64(rt, args[2]));
        if (size < 1 || size > kMost) return rt.raise(ValueError, "digest_size must be between 1 and %zu bytes", Kind::kDigest);
    }
    BufferGuard key(rt, args[3]), salt(rt, args[4]), person(rt, args[5]);
    if (key.raised() || salt.raised() || person.raised()) return Raised{};
    if (salt.size() > Kind::kSalt) return rt.raise(ValueError, "maximum salt length is %zu bytes", Kind::kSalt);
    if (person.size() > Kind::kSalt) return rt.raise(ValueError, "maximum person length is %zu bytes", Kind::kSalt);
    std::int64_t fanout = TRY(parameter(rt, args[6], "fanout", 0, 255)), depth = TRY(parameter(rt, args[7], "depth", 1, 255));
    std::uint64_t leaf = TRY(large_parameter(rt, args[8], "leaf_size", UINT32_MAX)), offset = TRY(large_parameter(rt, args[9], "node_offset", Kind::kMostOffset));
    std::int64_t node_depth = TRY(parameter(rt, args[10], "node_depth", 0, 255));
    std::int64_t inner = TRY(parameter(rt, args[11], "inner_size", 0, kMost, "must be between %lld and is %lld"));
    bool last_node = TRY(args.truth(12));
    if (key.size() > Kind::kDigest) return rt.raise(ValueError, "maximum key length is %zu bytes", Kind::kDigest);
    put(static_cast<std::uint64_t>(size), 1);
    put(key.size(), 1);
    put(static_cast<std::uint64_t>(fanout), 1);
    put(static_cast<std::uint64_t>(depth), 1);
    put(leaf, 4);
    put(offset, sizeof(typename Kind::Word) == 8 ? 8 : 6);
    put(static_cast<std::uint64_t>(node_depth), 1);
    put(static_cast<std::uint64_t>(inner), 1);
    at = sizeof parameters - 2 * Kind::kSalt;
    std::memcpy(parameters + at, salt.data(), salt.size());
    std::memcpy(parameters + at + Kind::kSalt, person.data(), person.size());

    auto* made = rt.allocate<Hash<Kind>>(type);
    if (!made) return rt.raise_memory_error();
    Ref<Hash<Kind>> holder = Ref<Hash<Kind>>::adopt(made);
    State<Kind>& state = made->state;
    std::memset(&state, 0, sizeof state);
    for (std::size_t n = 0; n < sizeof parameters; ++n)
        state.h[n / sizeof(typename Kind::Word)] |= static_cast<typename Kind::Word>(typename Kind::Word{parameters[n]} << (8 * (n % sizeof(typename Kind::Word))));
    for (std::size_t n = 0; n < 8; ++n) state.h[n] ^= Kind::kStart[n];
    state.size = static_cast<std::size_t>(size);
    state.last_node = last_node;
    if (key.size()) {
        std::string block(key.text());
        block.resize(State<Kind>::kBlock);
        state.update(block);
    }
    HashInput data(rt, args[1]);
    if (data.raised()) return Raised{};
    TRY(data.charge());
    state.update(data.text());
    return holder;
}

template <typename Kind>
struct Methods {
    static State<Kind>& state(Args args) { return args.self<Hash<Kind>>()->state; }
    static Result<Value> update(Runtime& rt, Args args) {
        HashInput data(rt, args[1]);
        if (data.raised()) return Raised{};
        TRY(data.charge());
        state(args).update(data.text());
        return View::none();
    }
    static Result<Value> copy(Runtime& rt, Args args) {
        auto* made = rt.allocate<Hash<Kind>>(rt.type_of(args[0]));
        if (!made) return rt.raise_memory_error();
        std::memcpy(static_cast<void*>(&made->state), &state(args), sizeof(State<Kind>));
        return Value::adopt(View(made));
    }
    static constexpr FunctionDef functions[] = {
        {"copy(self, /)", copy, "Return a copy of the hash object."},
        {"update(self, data, /)", update, "Update this hash object's state with the provided bytes-like object."},
        {"digest(self, /)", [](Runtime& rt, Args args) { return new_bytes(rt, state(args).digest()); }, "Return the digest value as a bytes object."},
        {"hexdigest(self, /)", [](Runtime& rt, Args args) { return hex_text(rt, state(args).digest()); }, "Like digest() except that the digest is returned as text."},
    };
    static constexpr PropertyDef properties[] = {
        {"name", [](Runtime& rt, View) { return rt.str(Kind::kName); }},
        {"block_size", [](Runtime& rt, View) { return rt.integer(State<Kind>::kBlock); }},
        {"digest_size", [](Runtime& rt, View self) { return rt.integer(static_cast<std::int64_t>(self.as<Hash<Kind>>()->state.size)); }},
    };
    static constexpr ConstantDef constants[] = {
        {"SALT_SIZE", [](Runtime& rt) { return rt.integer(Kind::kSalt); }},
        {"PERSON_SIZE", [](Runtime& rt) { return rt.integer(Kind::kSalt); }},
        {"MAX_KEY_SIZE", [](Runtime& rt) { return rt.integer(Kind::kDigest); }},
        {"MAX_DIGEST_SIZE", [](Runtime& rt) { return rt.integer(Kind::kDigest); }},
    };
};

template <typename Kind>
constexpr TypeDef type_of_kind(const char* doc) {
    return {.name = Kind::kName,
            .module = "_blake2",
            .doc = doc,
            .size = sizeof(Hash<Kind>),
            .flags = Type::base_type | Type::immutable,
            .construct_signature = "(data=b'', /, *, digest_size=<no value>, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, "
                                   "node_depth=0, inner_size=0, last_node=False, usedforsecurity=True)",
            .construct_bound = construct<Kind>,
            .slots = {.destroy = [](Runtime& rt, Object* object) { rt.free_instance(object, sizeof(Hash<Kind>)); }},
            .methods = Methods<Kind>::functions,
            .properties = Methods<Kind>::properties,
            .constants = Methods<Kind>::constants};
}

const TypeDef blake2b_type = type_of_kind<B>("Return a new BLAKE2b hash object.");
const TypeDef blake2s_type = type_of_kind<S>("Return a new BLAKE2s hash object.");
constexpr const TypeDef* types[] = {&blake2b_type, &blake2s_type};

#define SIZES(prefix, kind)                                                                \
    {prefix "_SALT_SIZE", [](Runtime& rt) { return rt.integer(kind::kSalt); }},            \
    {prefix "_PERSON_SIZE", [](Runtime& rt) { return rt.integer(kind::kSalt); }},          \
    {prefix "_MAX_KEY_SIZE", [](Runtime& rt) { return rt.integer(kind::kDigest); }},       \
    {prefix "_MAX_DIGEST_SIZE", [](Runtime& rt) { return rt.integer(kind::kDigest); }}
constexpr ConstantDef constants[] = {SIZES("BLAKE2B", B), SIZES("BLAKE2S", S)};
#undef SIZES

}  // namespace

extern const ModuleDef blake2_module;
const ModuleDef blake2_module{.name = "_blake2", .doc = "The hashes BLAKE2b and BLAKE2s.", .constants = constants, .types = types};

}  // namespace ouro
