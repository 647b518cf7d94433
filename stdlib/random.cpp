// SPDX-License-Identifier: MIT
// The module `_random`: the Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998) as the base class of random.Random.
#include <sys/random.h>

#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "stdlib/hashing/sha512.h"

namespace ouro {

namespace {

constexpr std::size_t kWords = 624, kShift = 397;

struct Generator : Object {
    std::uint32_t state[kWords];
    std::uint32_t index;  // of the next word; kWords: none is left

    void start(std::uint32_t seed) {
        state[0] = seed;
        for (std::uint32_t n = 1; n < kWords; ++n) state[n] = 1812433253u * (state[n - 1] ^ state[n - 1] >> 30) + n;
        index = kWords;
    }

    void start(const std::vector<std::uint32_t>& key) {
        start(19650218u);
        std::size_t at = 1, from = 0;
        auto advance = [&] {
            if (++at < kWords) return;
            state[0] = state[kWords - 1];
            at = 1;
        };
        for (std::size_t n = std::max(kWords, key.size()); n > 0; --n) {
            state[at] = (state[at] ^ (state[at - 1] ^ state[at - 1] >> 30) * 1664525u) + key[from] + static_cast<std::uint32_t>(from);
            advance();
            if (++from == key.size()) from = 0;
        }
        for (std::size_t n = kWords - 1; n > 0; --n) {
            state[at] = (state[at] ^ (state[at - 1] ^ state[at - 1] >> 30) * 1566083941u) - static_cast<std::uint32_t>(at);
            advance();
        }
        state[0] = 0x80000000u;
    }

    std::uint32_t next_word() {
        if (index >= kWords) {
            auto mixed = [](std::uint32_t high, std::uint32_t low) {
                std::uint32_t y = (high & 0x80000000u) | (low & 0x7fffffffu);
                return y >> 1 ^ (y & 1 ? 0x9908b0dfu : 0);
            };
            for (std::size_t n = 0; n < kWords; ++n)
                state[n] = state[n + kShift < kWords ? n + kShift : n + kShift - kWords] ^ mixed(state[n], state[n + 1 < kWords ? n + 1 : 0]);
            index = 0;
        }
        std::uint32_t y = state[index++];
        y ^= y >> 11;
        y ^= y << 7 & 0x9d2c5680u;
        y ^= y << 15 & 0xefc60000u;
        return y ^ y >> 18;
    }
};

Generator* self_of(Args args) { return args.self<Generator>(); }

Result<void> seed_from_system(Runtime& rt, Generator* generator) {
    std::vector<std::uint32_t> key(kWords);
    for (std::size_t at = 0, size = kWords * 4; at < size;) {
        ssize_t got = getrandom(reinterpret_cast<char*>(key.data()) + at, std::min<std::size_t>(size - at, 256), 0);
        if (got < 0) return rt.raise(OSError, "the system has no random numbers");
        at += static_cast<std::size_t>(got);
    }
    generator->start(key);
    return {};
}

Result<void> seed(Runtime& rt, Generator* generator, View from) {
    if (from.is_unbound() || from.is_none()) return seed_from_system(rt, generator);
    Value number;
    if (is_integer(from)) {
        number = TRY(plain_int(rt, from));
    } else {
        // What hash() gives is taken as an unsigned number.
        number = TRY(int_from_u64(rt, static_cast<std::uint64_t>(TRY(hash(rt, from))), false));
    }
    MpView value(number);
    std::size_t size = mp_ubin_size(&value);
    TRY(rt.charge(static_cast<std::int64_t>(size / 4)));
    std::vector<unsigned char> bytes(size ? size : 1);
    std::size_t written = 0;
    if (size && mp_to_ubin(&value, bytes.data(), size, &written) != MP_OKAY) return rt.raise_memory_error();
    std::vector<std::uint32_t> key((bytes.size() + 3) / 4);
    for (std::size_t n = 0; n < bytes.size(); ++n) key[n / 4] |= std::uint32_t{bytes[bytes.size() - 1 - n]} << (8 * (n % 4));
    generator->start(key);
    return {};
}

Result<Value> random(Runtime& rt, Args args) {
    std::uint32_t high = self_of(args)->next_word() >> 5, low = self_of(args)->next_word() >> 6;
    return rt.real((high * 67108864.0 + low) * (1.0 / 9007199254740992.0));
}

Result<Value> getrandbits(Runtime& rt, Args args) {
    std::int64_t bits = TRY(args.integer(1));
    if (bits < 0) return rt.raise(ValueError, "number of bits must be non-negative");
    if (!bits) return View::small_int(0);
    Generator* generator = self_of(args);
    if (bits <= 32) return View::small_int(generator->next_word() >> (32 - bits));
    if (bits <= 64) {
        std::uint64_t low = generator->next_word(), high = generator->next_word() >> (64 - bits);
        return int_from_u64(rt, high << 32 | low, false);
    }
    TRY(reserve_bits(rt, static_cast<double>(bits), static_cast<double>(bits / 32)));
    std::size_t words = static_cast<std::size_t>((bits - 1) / 32 + 1);
    std::string bytes(words * 4, '\0');
    for (std::size_t n = 0; n < words; ++n, bits -= 32) {
        std::uint32_t word = generator->next_word();
        if (bits < 32) word >>= 32 - bits;
        for (std::size_t b = 0; b < 4; ++b) bytes[4 * n + b] = static_cast<char>(word >> (8 * b));
    }
    MpNumber made;
    if (!made.ok() || !made.set_bytes(bytes)) return rt.raise_memory_error();
    return int_from_mp(rt, &made);
}

Result<Value> getstate(Runtime& rt, Args args) {
    Ref<Tuple> state = TRY(new_tuple(rt, kWords + 1));
    for (std::size_t n = 0; n < kWords; ++n) state->items[n] = View::small_int(self_of(args)->state[n]);
    state->items[kWords] = View::small_int(self_of(args)->index);
    return state;
}

Result<Value> setstate(Runtime& rt, Args args) {
    Tuple* given = as_tuple(args[1]);
    if (!given) return rt.raise(TypeError, "state vector must be a tuple");
    if (given->size != kWords + 1) return rt.raise(ValueError, "state vector is the wrong size");
    std::uint32_t state[kWords + 1];
    for (std::size_t n = 0; n <= kWords; ++n) {
        if (!is_integer(given->items[n])) return rt.raise(TypeError, "expected int, got %s", type_name(rt, given->items[n]));
        std::int64_t word;
        if (!fits_int64(given->items[n], word)) return rt.raise(OverflowError, "Python int too large to convert to C unsigned long");
        if (word < 0) return rt.raise(OverflowError, "can't convert negative value to unsigned int");
        state[n] = static_cast<std::uint32_t>(word);
        if (n == kWords && word > static_cast<std::int64_t>(kWords)) return rt.raise(ValueError, "invalid state");
    }
    std::copy(state, state + kWords, self_of(args)->state);
    self_of(args)->index = state[kWords];
    return View::none();
}

constexpr FunctionDef methods[] = {
    {"random(self, /)", random, "random() -> x in the interval [0, 1)."},
    {"seed(self, n=None, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(seed(rt, self_of(args), args[1]));
         return View::none();
     },
     "seed([n]) -> None.\n\nDefaults to use urandom and falls back to a combination\nof the current time and the process identifier."},
    {"getstate(self, /)", getstate, "getstate() -> tuple containing the current state."},
    {"setstate(self, state, /)", setstate, "setstate(state) -> None.  Restores generator state."},
    {"getrandbits(self, k, /)", getrandbits, "getrandbits(k) -> x.  Generates an int with k random bits."},
};

const TypeDef random_type{
    .name = "Random",
    .module = "_random",
    .doc = "Random() -> create a random number generator with its own internal state.",
    .size = sizeof(Generator),
    .flags = Type::base_type | Type::immutable,
    .slots = {.destroy = [](Runtime& rt, Object* object) { rt.free_instance(object, sizeof(Generator)); },
              .construct = [](Runtime& rt, Type* type, const Arguments&) -> Result<Value> {
                  auto* made = rt.allocate<Generator>(type);
                  if (!made) return rt.raise_memory_error();
                  made->start(5489u);
                  return Value::adopt(View(made));
              },
              .init = [](Runtime& rt, View self, const Arguments& a) -> Result<void> {
                  if (a.names && a.names->size) return rt.raise(TypeError, "Random() takes no keyword arguments");
                  if (a.count > 1) return rt.raise(TypeError, "Random() expected at most 1 argument, got %zu", a.count);
                  return seed(rt, self.as<Generator>(), a.count ? a[0] : View());
              }},
    .methods = methods,
};

constexpr FunctionDef functions[] = {
    {"_sha512(data, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         BufferGuard data(rt, args[0]);
         if (data.raised()) return Raised{};
         TRY(rt.charge(static_cast<std::int64_t>(data.size() / 16)));
         auto digest = sha512(data.text());
         return new_bytes(rt, {reinterpret_cast<const char*>(digest.data()), digest.size()});
     },
     "The SHA-512 digest of a bytes-like object."},
};

constexpr const TypeDef* types[] = {&random_type};

}  // namespace

extern const ModuleDef random_module{.name = "_random", .doc = "Module implements the Mersenne Twister random number generator.", .functions = functions, .types = types};

}  // namespace ouro
