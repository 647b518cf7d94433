// SPDX-License-Identifier: MIT
// Arguments of the constructors, which also take what pickles hold.
#include "runtime/objects/buffer.h"
#include "runtime/objects/number.h"
#include "stdlib/datetime/datetime.h"

namespace ouro::dates {

Result<void> bind(Runtime& rt, const ParameterNames& parameters, const Arguments& arguments, View* out) {
    std::span<const char* const> names = parameters.names;
    std::size_t named = arguments.names ? arguments.names->size : 0, most = names.size() - parameters.keyword_only;
    bool anonymous = !*parameters.name;
    std::string shown = anonymous ? "function" : std::string(parameters.name) + "()";
    if (arguments.count + named > names.size())
        return rt.raise(TypeError, "%s takes at most %zu %sarguments (%zu given)", shown.c_str(), names.size(), arguments.count ? "" : "keyword ", arguments.count + named);
    if (arguments.count > most) return rt.raise(TypeError, "%s takes at most %zu positional arguments (%zu given)", shown.c_str(), most, arguments.count);
    for (std::size_t n = 0; n < arguments.count; ++n) out[n] = arguments[n];
    std::size_t used = 0, twice = names.size();
    for (std::size_t n = 0; n < names.size(); ++n) {
        for (std::size_t k = 0; k < named; ++k) {
            if (View(arguments.names->items[k]).as<Str>()->text() != names[n]) continue;
            if (n < arguments.count) twice = n;
            else out[n] = arguments[arguments.count + k];
            ++used;
        }
        if (out[n].is_unbound() && n < parameters.required) return rt.raise(TypeError, "%s missing required argument '%s' (pos %zu)", shown.c_str(), names[n], n + 1);
    }
    if (twice < names.size()) return rt.raise(TypeError, "argument for %s given by name ('%s') and position (%zu)", shown.c_str(), names[twice], twice + 1);
    if (used == named) return {};
    for (std::size_t k = 0; k < named; ++k) {
        Str* name = View(arguments.names->items[k]).as<Str>();
        bool expected = false;
        for (const char* each : names) expected = expected || name->text() == each;
        if (!expected) return rt.raise(TypeError, "%s got an unexpected keyword argument '%s'", anonymous ? "this function" : shown.c_str(), name->data());
    }
    return {};
}

Result<std::string> pickled_state(Runtime& rt, View value, std::size_t size, const char* what) {
    if (is_kind(value, Kind::bytes)) return std::string(value.as<Bytes>()->size == size ? value.as<Bytes>()->text() : "");
    Str* text = as_str(value);
    if (!text || text->length() != size) return std::string();
    Result<Value> bytes = call_method(rt, value, rt.names.encode, {TRY(rt.str("latin1"))});
    if (bytes.raised()) {
        if (!rt.swallow(UnicodeEncodeError)) return Raised{};
        return rt.raise(ValueError, "Failed to encode latin1 string when unpickling a %s object. pickle.load(data, encoding='latin1') is assumed.", what);
    }
    return std::string(bytes.value().as<Bytes>()->text());
}

}  // namespace ouro::dates
