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

    /// Reads "name(a, /, b=1, *args, c, **kwargs)"; `name` is what error messages call the function. The caller sets the flags below.
    /// What stands behind a bar, "name(a, *, b=1 | c=2)", is ours alone: it can be given by name, and no one is shown it.
    static Result<std::unique_ptr<Signature>> parse(Runtime& rt, const char* text, std::string name);

    /// Binds arguments to `out`, which has room for parameters.size() Values; those of a tuple or dict parameter are made.
    Result<void> bind(Runtime& rt, const View* leading, std::size_t leading_count, const Arguments& arguments, Value* out) const;

    /// Whether any parameter can be given by name.
    bool takes_keywords() const { return has_var_keyword || has_keyword_only || positional_only_count < positional_count; }

    std::string name;       // as most messages show it
    std::string full_name;  // with its type or module, as the others do
    std::vector<Parameter> parameters;
    std::size_t positional_count = 0, positional_only_count = 0, required_positional = 0;
    bool has_var_positional = false, has_var_keyword = false, has_keyword_only = false;
    bool only_positional = false;  // no parameter has to be given by name, and none takes what is left over
    bool optional_rest = false;    // positional parameters, of which there are some, then `*parameter`, then what need not be given
    bool method = false;       // the first parameter is self or cls, which messages do not count
    bool constructor = false;  // of a type: worded a little differently
    bool as_python = false;    // native here, but a function written in Python in CPython: errors are worded as those
    mutable Ref<Str> qualified_name;  // of the coroutines that the function makes; made when first needed

private:
    Result<void> check_counts(Runtime& rt, std::size_t given, std::size_t keywords) const;
    Raised raise_as_python(Runtime& rt, std::size_t given, const Arguments& arguments, Value* out) const;
    Raised raise_unexpected(Runtime& rt, Str* keyword) const;
};

}  // namespace ouro
