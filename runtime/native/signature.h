// SPDX-License-Identifier: MIT
// Signature: the parameters of a native function, read once from the text of its definition.
#pragma once

#include <string>
#include <vector>

#include "runtime/runtime.h"

namespace ouro {

class Signature {
public:
    struct Parameter {
        enum Kind : std::uint8_t { positional_only, positional, keyword_only, var_positional, var_keyword };
        std::string name;
        Kind kind = positional;
        bool required = true;
        Value default_value;  // Unbound where there is none to show
        Ref<Str> interned;
    };

    /// Reads "name(a, /, b=1, *args, c, **kwargs)"; `name` is what error messages call the function.
    static Result<std::unique_ptr<Signature>> parse(Runtime& rt, const char* text, std::string name);

    /// Binds arguments to `out`, which has room for parameters.size() Values; those of a tuple or dict parameter are made.
    Result<void> bind(Runtime& rt, const View* leading, std::size_t leading_count, const Arguments& arguments, Value* out) const;

    std::string name;
    std::vector<Parameter> parameters;
    std::size_t positional_count = 0, positional_only_count = 0, required_positional = 0;
    bool has_var_positional = false, has_var_keyword = false, has_keyword_only = false;
    bool method = false;  // the first parameter is self or cls, which messages do not count
};

}  // namespace ouro
