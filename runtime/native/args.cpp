// SPDX-License-Identifier: MIT
// Typed access to bound arguments.
#include "runtime/native/args.h"

#include "runtime/native/signature.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {

/// "f() argument 'x'" or "f() argument 2", as CPython names what is wrong.
std::string describe(const Signature* signature, std::size_t i) {
    if (signature && signature->constructor && i) --i;  // the type comes first
    if (!signature || i >= signature->parameters.size()) return "argument " + std::to_string(i + 1);
    const auto& parameter = signature->parameters[i];
    std::size_t hidden = signature->method ? 1 : 0;
    if (parameter.kind != Signature::Parameter::positional_only) return signature->name + "() argument '" + parameter.name + "'";
    if (signature->positional_count - hidden == 1) return signature->name + "() argument";
    return signature->name + "() argument " + std::to_string(i + 1 - hidden);
}

}  // namespace

Result<std::int64_t> Args::integer(std::size_t i) const { return index_to_int64(*rt_, values_[i]); }

Result<int> Args::small_integer(std::size_t i) const {
    Value exact = TRY(index(*rt_, values_[i]));
    std::int64_t n;
    if (!fits_int64(exact, n) || n < INT32_MIN || n > INT32_MAX)
        return rt_->raise(OverflowError, "Python int too large to convert to C int");
    return static_cast<int>(n);
}

Result<std::ptrdiff_t> Args::size(std::size_t i) const { return index_to_int64(*rt_, values_[i]); }
Result<double> Args::real(std::size_t i) const { return to_double(*rt_, values_[i]); }
Result<bool> Args::truth(std::size_t i) const { return ouro::truth(*rt_, values_[i]); }

Result<Str*> Args::str(std::size_t i) const {
    if (Str* text = as_str(values_[i])) return text;
    return rt_->raise(TypeError, "%s must be str, not %s", describe(signature_, i).c_str(), values_[i].is_none() ? "None" : type_name(*rt_, values_[i]));
}

Result<Str*> Args::str_or_none(std::size_t i) const {
    if (values_[i].is_none()) return static_cast<Str*>(nullptr);
    if (Str* text = as_str(values_[i])) return text;
    return rt_->raise(TypeError, "%s must be str or None, not %s", describe(signature_, i).c_str(), type_name(*rt_, values_[i]));
}

Result<std::string_view> Args::text(std::size_t i) const { return TRY(str(i))->text(); }

}  // namespace ouro
