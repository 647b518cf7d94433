// SPDX-License-Identifier: MIT
// See pickled_iterator.h.
#include "runtime/objects/pickled_iterator.h"

#include <algorithm>

#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {

Result<Value> pickled_iterator(Runtime& rt, View source, std::ptrdiff_t index, const char* builtin) {
    Value held(source);
    Value function(TRY(dict_get(rt, rt.builtins.get(), TRY(intern(rt, builtin)).get())));
    if (function.is_unbound()) return rt.raise(AttributeError, "%s", builtin);
    Ref<Tuple> arguments = TRY(new_tuple(rt, {View(held)}));
    if (index < 0) return TRY(new_tuple(rt, {View(function), View(arguments)}));
    return TRY(new_tuple(rt, {View(function), View(arguments), TRY(rt.integer(index))}));
}

Result<Value> pickled_rest(Runtime& rt, Args args) {
    auto* it = args.self<NativeIterator>();
    if (it->source.is_unbound()) return pickled_iterator(rt, TRY(new_list(rt)));
    Value rest = TRY(new_native_iterator(rt, it->type(), it->source, it->index, it->extra));
    return pickled_iterator(rt, TRY(list_from(rt, rest)));
}

Result<std::ptrdiff_t> unpickled_index(Runtime& rt, View state, std::ptrdiff_t least, std::ptrdiff_t most) {
    if (!is_integer(state)) return rt.raise(TypeError, "an integer is required");
    std::int64_t index = TRY(index_to_int64(rt, state));
    return static_cast<std::ptrdiff_t>(std::clamp<std::int64_t>(index, least, std::max<std::int64_t>(least, most)));
}

}  // namespace ouro
