// SPDX-License-Identifier: MIT
// _functools._lru_cache_wrapper: remembers the results of a function's latest calls. The table is a dict whose entries are kept in the
// order of their use, so the first one is the one to go.
#include "runtime/objects/dict_internal.h"
#include "runtime/objects/method.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/owned_fields.h"

namespace ouro {

namespace {

struct LruCache : Object {
    Value function, results, make_info;
    Value keywords_follow;  // stands between positional and named arguments in a key
    std::int64_t limit;     // of results; negative: none
    std::int64_t hits, misses;
    bool typed;
    template <typename F>
    void each_field(F&& f) {
        for (Value* field : {&function, &results, &make_info, &keywords_follow}) f(*field);
    }
    Dict* table() const { return View(results).as<Dict>(); }
};

Result<Value> construct(Runtime& rt, Type* type, Args args) {
    if (!is_callable(rt, args[1])) return rt.raise(TypeError, "the first argument must be callable");
    std::int64_t limit = -1;
    if (!args[2].is_none()) {
        if (!rt.type_of(args[2])->slots.index) return rt.raise(TypeError, "maxsize should be integer or None");
        limit = TRY(args.size(2));
        if (limit < 0) limit = 0;
    }
    bool typed = TRY(args.truth(3));
    Ref<Dict> results = TRY(new_dict(rt));
    Value mark = TRY(call(rt, View(static_cast<const Object*>(rt.types.object))));
    Ref<LruCache> made = TRY(new_with_fields<LruCache>(rt, type));
    made->function = Value(args[1]);
    made->results = results;
    made->make_info = Value(args[4]);
    made->keywords_follow = mark;
    made->limit = limit;
    made->typed = typed;
    return made;
}

/// What a call is remembered by: its only argument if that is a plain int or str, else a tuple.
Result<Value> key_of(Runtime& rt, LruCache* cache, const Arguments& a) {
    std::size_t named = a.names ? a.names->size : 0;
    if (!cache->typed && !named && a.count == 1 && (rt.type_of(a[0]) == rt.types.int_ || rt.type_of(a[0]) == rt.types.str)) return Value(a[0]);
    std::size_t size = a.count + (named ? 1 + 2 * named : 0);
    if (cache->typed) size += a.count + named;
    Ref<Tuple> key = TRY(new_tuple(rt, size));
    std::size_t at = 0;
    for (std::size_t n = 0; n < a.count; ++n) key->items[at++] = Value(a[n]);
    if (named) key->items[at++] = cache->keywords_follow;
    for (std::size_t n = 0; n < named; ++n) {
        key->items[at++] = a.names->items[n];
        key->items[at++] = Value(a[a.count + n]);
    }
    for (std::size_t n = 0; cache->typed && n < a.count + named; ++n) key->items[at++] = Value(View(static_cast<const Object*>(rt.type_of(a[n]))));
    return key;
}

Result<Value> call_cached(Runtime& rt, View self, const Arguments& a) {
    Ref<LruCache> cache(self.as<LruCache>());
    Value function = cache->function;
    if (!cache->limit) {
        ++cache->misses;
        return call(rt, function, a);
    }
    Value key = TRY(key_of(rt, cache.get(), a));
    Ref<Dict> table(cache->table());
    Value found = cache->limit < 0 ? Value(TRY(dict_get(rt, table.get(), View(key)))) : TRY(dict_touch(rt, table.get(), key));
    if (!found.is_unbound()) {
        ++cache->hits;
        return found;
    }
    ++cache->misses;
    Value result = TRY(call(rt, function, a));
    Value old_key, old_result;  // released once the table is whole again
    if (cache->limit > 0) {
        // The call itself may have come here with the same arguments.
        if (!TRY(dict_get(rt, table.get(), View(key))).is_unbound()) return result;
        if (static_cast<std::int64_t>(table->used) >= cache->limit) dict_pop_first(table.get(), old_key, old_result);
    }
    TRY(dict_set(rt, table.get(), View(key), result));
    return result;
}

Result<Value> itself_again(Runtime&, Args args) { return Value(args[0]); }

constexpr FunctionDef methods[] = {
    {"cache_info(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         auto* cache = args.self<LruCache>();
         Value limit = cache->limit < 0 ? Value(View::none()) : TRY(rt.integer(cache->limit)), make = cache->make_info;
         return call(rt, make, {View::small_int(cache->hits), View::small_int(cache->misses), limit, View::small_int(static_cast<std::int64_t>(cache->table()->used))});
     },
     "Report cache statistics"},
    {"cache_clear(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Ref<LruCache> cache(args.self<LruCache>());
         cache->hits = cache->misses = 0;
         Ref<Dict> table(cache->table());
         dict_clear(rt, table.get());
         return View::none();
     },
     "Clear the cache and cache statistics"},
    {"__reduce__(self, /)", [](Runtime& rt, Args args) { return get_attribute(rt, args[0], rt.names.qualname_); }, ""},
    {"__copy__(self, /)", itself_again, ""},
    {"__deepcopy__(self, memo, /)", itself_again, ""},
};

}  // namespace

extern const TypeDef lru_cache_type;
const TypeDef lru_cache_type{
    .name = "_lru_cache_wrapper",
    .module = "functools",
    .doc = "Create a cached callable that wraps another function.\n\nuser_function:      the function being cached\n\n"
           "maxsize:  0         for no caching\n          None      for unlimited cache size\n          n         for a bounded cache\n\n"
           "typed:    False     cache f(3) and f(3.0) as identical calls\n          True      cache f(3) and f(3.0) as distinct calls\n\n"
           "cache_info_type:    namedtuple class with the fields:\n                        hits misses currsize maxsize",
    .size = sizeof(LruCache),
    .flags = Type::base_type | Type::container | Type::has_dict | Type::weak_referable | Type::method_descriptor | Type::immutable,
    .construct_signature = "(user_function, maxsize, typed, cache_info_type)",
    .construct_bound = construct,
    .slots = {.destroy = destroy_fields<LruCache>,
              .traverse = traverse_fields<LruCache>,
              .clear =
                  [](Runtime& rt, Object* object) {
                      // The other fields stay, for the cache may be called while its cycle is being broken.
                      dict_clear(rt, static_cast<LruCache*>(object)->table());
                  },
              .call = call_cached,
              .get = [](Runtime& rt, View self, View instance, Type*) -> Result<Value> {
                  if (instance.is_unbound() || instance.is_none()) return Value(self);
                  return new_bound_method(rt, self, instance);
              }},
    .methods = methods,
};

}  // namespace ouro
