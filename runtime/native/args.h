// SPDX-License-Identifier: MIT
// Args: the arguments of a native function, bound to its parameters in the order of its signature. `*args` is one argument (a tuple),
// `**kwargs` one (a dict); an optional parameter without a default that was not given is Unbound.
// The typed getters raise TypeError, OverflowError or ValueError with CPython's words, naming function and argument.
#pragma once

#include <optional>
#include <string_view>

#include "runtime/heap/result.h"

namespace ouro {

class Signature;  // signature.h

class Args {
public:
    Args(Runtime& rt, const View* values, std::size_t count, const Signature* signature)
        : rt_(&rt), values_(values), count_(count), signature_(signature) {}

    View operator[](std::size_t i) const { return values_[i]; }
    std::size_t count() const { return count_; }
    bool given(std::size_t i) const { return !values_[i].is_unbound(); }

    Result<std::int64_t> integer(std::size_t i) const;   // through __index__; OverflowError past 64 bits
    Result<int> small_integer(std::size_t i) const;      // the same for int
    Result<std::ptrdiff_t> size(std::size_t i) const;    // clipped like a sequence index (Py_ssize_t)
    Result<double> real(std::size_t i) const;            // float, int, __float__, __index__
    Result<bool> truth(std::size_t i) const;             // any object's truth
    Result<Str*> str(std::size_t i) const;               // "f() argument 'x' must be str, not int"
    Result<Str*> str_or_none(std::size_t i) const;       // null for None
    Result<std::string_view> text(std::size_t i) const;  // str, without embedded NUL check
    template <typename T>
    T* self() const { return values_[0].as<T>(); }       // of a method: its type is checked before the call

    const Signature* signature() const { return signature_; }
    const View* values() const { return values_; }
    /// The same arguments, copied elsewhere.
    void rebind(const View* values) { values_ = values; }
    Runtime& runtime() const { return *rt_; }

private:
    Runtime* rt_;
    const View* values_;
    std::size_t count_;
    const Signature* signature_;
};

}  // namespace ouro
